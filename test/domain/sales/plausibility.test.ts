import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/full';
import { expect, it, test } from 'vitest';
import { addMonths } from '../../../src/domain/month/calendar.ts';
import { compareWithHistory, type MonthAmount } from '../../../src/domain/sales/plausibility.ts';
import { same } from '../../support/same.ts';

/** The months before `month`, latest first. */
function history(month: string, ...amounts: number[]): MonthAmount[] {
  return amounts.map((amount, index) => ({ month: addMonths(month, -1 - index), amount }));
}

test.each([
  [32_000_000, [2_800_000, 3_000_000], 'much-higher', '2026-09'],
  [11_999_999, [3_000_000], 'usual', undefined],
  [12_000_000, [3_000_000], 'much-higher', '2026-09'],
  [750_001, [3_000_000], 'usual', undefined],
  [750_000, [3_000_000], 'much-lower', '2026-09'],
  [320_000, [3_200_000, 2_900_000, 3_100_000], 'much-lower', '2026-09'],
  [0, [3_000_000], 'much-lower', '2026-09'],
  [0, [], 'usual', undefined],
  [90_000_000, [0, 0, 0], 'usual', undefined],
  [3_000_000, [0, 0, 2_000_000], 'usual', undefined],
])('Rp%i after %j is %s', (amount, amounts, verdict, month) => {
  const result = compareWithHistory(amount, history('2026-10', ...amounts), '2026-10');
  expect(result.verdict).toBe(verdict);
  expect(result.verdict === 'usual' ? undefined : result.compared.month).toBe(month);
});

it('looks at the last six months that are not zero, in any order', () => {
  const old = history('2026-10', 0, 5, 0, 5, 5, 5, 5, 5, 100_000, 100_000, 100_000, 100_000, 100_000);
  expect(compareWithHistory(100_000, old.toReversed(), '2026-10').verdict).toBe('much-higher');
});

it('takes the middle of six, not of seven', () => {
  const before = history('2026-10', 10_000, 10_000, 10_000, 100_000, 100_000, 100_000, 100_000);
  expect(compareWithHistory(220_000, before, '2026-10').verdict).toBe('much-higher');
  expect(compareWithHistory(219_999, before, '2026-10').verdict).toBe('usual');
});

it('shows a month that really differs, even when the latest one does not', () => {
  const before = history('2026-10', 12_000_000, 3_000_000, 3_000_000);
  expect(compareWithHistory(12_000_000, before, '2026-10')).toEqual({
    verdict: 'much-higher',
    compared: { month: '2026-08', amount: 3_000_000 },
  });
});

it('ignores the month itself and later ones', () => {
  const others = [
    { month: '2026-10', amount: 3_000_000 },
    { month: '2026-11', amount: 3_000_000 },
  ];
  expect(compareWithHistory(90_000_000, others, '2026-10').verdict).toBe('usual');
});

test.each([
  ['2026-03', '2025-03', 'usual', 'the month of the feast in both years'],
  ['2028-02', '2027-03', 'usual', 'the feast moved from March to February'],
  ['2027-02', '2026-02', 'usual', 'the month before the feast'],
  ['2026-10', '2025-10', 'much-higher', 'far from the feast last year does not excuse'],
])('sales of %s that fit %s are %s: %s', (month, fitting, verdict) => {
  const before = [...history(month, 3_000_000, 3_000_000), { month: fitting, amount: 20_000_000 }];
  expect(compareWithHistory(20_000_000, before, month).verdict).toBe(verdict);
});

it('knows the month of Idul Fitri as the calendar computes it, give or take a day', () => {
  for (let year = 2024; year <= 2035; year += 1) {
    const feasts = Array.from({ length: 366 }, (_, index) =>
      Temporal.PlainDate.from(`${year}-01-01`).add({ days: index }),
    ).filter((date) => {
      const hijri = date.withCalendar('islamic-umalqura');
      return date.year === year && hijri.month === 10 && hijri.day === 1;
    });
    for (const feast of feasts) {
      const month = feast.toString().slice(0, 7);
      const before = [
        { month: addMonths(month, -12), amount: 9_000 },
        ...history(month, 1_000, 1_000, 1_000),
      ];
      expect(compareWithHistory(9_000, before, month).verdict, month).toBe('usual');
    }
  }
});

it('never complains about a figure between a quarter and four times of every month before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_000, max: 3_999 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1_000, max: 3_999 }),
      (amounts, amount) => {
        same(compareWithHistory(amount, history('2026-10', ...amounts), '2026-10').verdict, 'usual');
      },
    ),
  );
});

it('shows a month that itself lies away by the factor whenever it complains', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50_000_000_000 }), { maxLength: 14 }),
      fc.integer({ min: 0, max: 50_000_000_000 }),
      (amounts, amount) => {
        const result = compareWithHistory(amount, history('2026-10', ...amounts), '2026-10');
        if (result.verdict === 'much-higher')
          expect(amount).toBeGreaterThanOrEqual(4 * result.compared.amount);
        if (result.verdict === 'much-lower') expect(4 * amount).toBeLessThanOrEqual(result.compared.amount);
      },
    ),
  );
});
