import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readReportLine } from '../../../src/domain/sales/report-line.ts';
import { readSame } from '../../../src/domain/money/same-figure.ts';

const today = Temporal.PlainDate.from('2026-11-20');

test.each([
  ['sama seperti bulan lalu', {}, '2026-10'],
  ['Sama saja, Bu', {}, undefined],
  ['podo karo wulan wingi', {}, '2026-10'],
  ['kayak kemarin', {}, undefined],
  ['seperti biasa', {}, undefined],
  ['omzetnya masih sama dengan september', undefined, undefined],
  ['omzet masih sama dengan september', {}, '2026-09'],
  ['oktober sama kayak september', { month: '2026-10' }, '2026-09'],
  ['tidak sama', undefined, undefined],
  ['sama-sama', undefined, undefined],
  ['sama 2,5 jt', undefined, undefined],
  ['bulan lalu', undefined, undefined],
  ['dengan hormat', undefined, undefined],
])('"%s" says that a figure is the same: %j, of %s', (text, found, as) => {
  expect(readSame(text, today)).toEqual(found === undefined ? undefined : { month: undefined, as, ...found });
});

test('a report in one line can say so, too', () => {
  expect(readReportLine('lapor sama seperti bulan lalu', today)).toEqual({
    same: { month: undefined, as: '2026-10' },
    rest: '',
  });
});
