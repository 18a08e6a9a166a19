import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  figuresOf,
  opinions,
  reachedOf,
  shownOpinions,
  spanDue,
  yearsIn,
} from '../../../src/domain/partnership/evaluation.ts';
import type { Said } from '../../../src/domain/partnership/shipment.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const said = (it: Partial<Said>): Said => ({
  quantity: 100,
  value: 5_000_000,
  deductions: 0,
  paidOn: undefined,
  order: 1,
  ...it,
});

describe('the years of an agreement that are looked at', () => {
  it('begin with its first day, come once each, and one evaluation holds all that a pause has left', () => {
    expect(spanDue('2025-11-10', 0, day('2026-11-09'))).toBeUndefined();
    expect(spanDue('2025-11-10', 0, day('2026-11-10'))).toEqual({
      year: 1,
      fromOn: '2025-11-10',
      untilOn: '2026-11-09',
    });
    expect(spanDue('2025-11-10', 1, day('2027-11-09'))).toBeUndefined();
    const two = spanDue('2025-11-10', 1, day('2028-12-01'));
    expect(two).toEqual({ year: 3, fromOn: '2026-11-10', untilOn: '2028-11-09' });
    expect(two === undefined ? 0 : yearsIn(two)).toBe(2);
  });

  it('are whole years also of an agreement that began on 29 February', () => {
    const first = spanDue('2024-02-29', 0, day('2025-03-01'));
    expect(first).toEqual({ year: 1, fromOn: '2024-02-29', untilOn: '2025-02-27' });
    expect(first === undefined ? 0 : yearsIn(first)).toBe(1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (days, evaluated, more) => {
          const start = day('2023-01-01').add({ days });
          const span = spanDue(start.toString(), evaluated, start.add({ years: evaluated + more, days: 1 }));
          expect(span === undefined ? 0 : yearsIn(span)).toBe(more);
        },
      ),
    );
  });
});

describe('what each side says of the deliveries', () => {
  const deliveries = [
    {
      sentOn: '2026-01-10',
      said: { owner: said({ paidOn: '2026-01-30' }), partner: said({ paidOn: '2026-01-20' }) },
    },
    {
      sentOn: '2026-02-10',
      said: { owner: said({ value: 6_000_000, deductions: 500_000 }), partner: undefined },
    },
  ];

  it('is counted of each side by itself, and nothing of what only the other one has told', () => {
    expect(figuresOf(deliveries, 'owner')).toEqual({
      deliveries: 2,
      quantity: 200,
      value: 11_000_000,
      paid: 5_000_000,
      daysToPay: 20,
    });
    expect(figuresOf(deliveries, 'partner')).toMatchObject({
      deliveries: 1,
      value: 5_000_000,
      daysToPay: 10,
    });
  });

  it('is set against targets by month and by year, and left open where a number of pieces is missing', () => {
    const figures = figuresOf(deliveries, 'owner');
    expect(reachedOf({ ...figures, quantity: 5_999 }, 'monthlyQuantity', 1)).toBe(499);
    expect(reachedOf(figures, 'yearlyValue', 2)).toBe(5_500_000);
    const without = [
      { sentOn: '2026-01-10', said: { owner: said({ quantity: undefined }), partner: undefined } },
    ];
    expect(reachedOf(figuresOf(without, 'owner'), 'monthlyQuantity', 1)).toBeUndefined();
  });
});

describe('what a company is shown of the answers of owners', () => {
  it('is never a count below five, and nothing where all have said the same', () => {
    expect(shownOpinions(Array.from({ length: 9 }, () => 'no' as const))).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...opinions), { maxLength: 40 }), (said) => {
        const shown = shownOpinions(said);
        for (const { opinion, count } of shown) {
          expect(count).toBe(said.filter((it) => it === opinion).length);
          expect(count).toBeGreaterThanOrEqual(5);
        }
        if (new Set(said).size < 2) expect(shown).toEqual([]);
      }),
    );
  });
});
