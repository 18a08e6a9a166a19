import { Temporal } from 'temporal-polyfill';
import { expect, it, test } from 'vitest';
import { firstDayOf, lastDayOf, localTime, instantAt } from '../../../src/domain/when/dates.ts';
import { dayPart } from '../../../src/domain/words/greeting.ts';
import { ZONE } from '../../support/clock.ts';

test.each([
  [0, 'malam'],
  [3, 'malam'],
  [4, 'pagi'],
  [10, 'pagi'],
  [11, 'siang'],
  [14, 'siang'],
  [15, 'sore'],
  [17, 'sore'],
  [18, 'malam'],
  [23, 'malam'],
])('at %i o’clock one wishes a good %s', (hour, expected) => {
  expect(dayPart(hour)).toBe(expected);
});

it('refuses hours that no clock shows', () => {
  for (const hour of [-1, 24, 9.5, Number.NaN]) expect(() => dayPart(hour)).toThrow(RangeError);
});

it('reads the clock of Jakarta, seven hours ahead of UTC, to the minute', () => {
  expect(localTime(new Date('2026-11-01T17:30:59.999Z'), ZONE).toString()).toBe('00:30:00');
  expect(localTime(new Date('2026-07-01T02:00:00Z'), ZONE).hour).toBe(9);
});

it('reads another clock in another zone', () => {
  expect(localTime(new Date('2026-07-01T02:00:00Z'), 'Asia/Makassar').hour).toBe(10);
});

it('finds the instant at which a clock in Jakarta shows a time', () => {
  const instant = instantAt(Temporal.PlainDate.from('2026-11-02'), Temporal.PlainTime.from('07:00'), ZONE);
  expect(instant.toISOString()).toBe('2026-11-02T00:00:00.000Z');
});

it('knows the first and the last day of a month, leap years included', () => {
  expect(firstDayOf('2026-02').toString()).toBe('2026-02-01');
  expect(lastDayOf('2026-02').toString()).toBe('2026-02-28');
  expect(lastDayOf('2028-02').toString()).toBe('2028-02-29');
  expect(lastDayOf('2026-12').toString()).toBe('2026-12-31');
});
