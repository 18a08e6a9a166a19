import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { readDay } from '../../../src/domain/when/day.ts';

const today = Temporal.PlainDate.from('2026-11-02');

it.each([
  ['kemarin', 'past', '2026-11-01'],
  ['Hari ini', 'past', '2026-11-02'],
  ['besok', 'ahead', '2026-11-03'],
  ['3/11', 'past', '2025-11-03'],
  ['3/11', 'ahead', '2026-11-03'],
  ['31/10', 'past', '2026-10-31'],
  ['1 Nop', 'past', '2026-11-01'],
  ['tgl 28 oktober', 'past', '2026-10-28'],
  ['1 januari', 'ahead', '2027-01-01'],
  ['10 November 2027', 'ahead', '2027-11-10'],
  ['2026-10-05', 'past', '2026-10-05'],
  ['5-10-26', 'past', '2026-10-05'],
  ['31 Februari', 'past', undefined],
  ['minggu depan', 'ahead', undefined],
  ['12', 'past', undefined],
  ['3 ju', 'past', undefined],
  ['50 songkok', 'past', undefined],
] as const)('reads "%s" toward %s as %s', (text, toward, day) => {
  expect(readDay(text, today, toward)?.toString()).toBe(day);
});
