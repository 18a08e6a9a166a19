import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askingRound,
  counted,
  deviations,
  differ,
  dueOf,
  medianDaysToPay,
  type Said,
} from '../../../src/domain/partnership/shipment.ts';
import { runs } from '../../support/long.ts';

const said = (it: Partial<Said>): Said => ({
  quantity: 50,
  value: 2_500_000,
  deductions: 0,
  paidOn: undefined,
  order: 1,
  ...it,
});

describe('what counts of what both sides say', () => {
  it.each([
    ['only the owner, not paid', said({}), undefined, 'unpaid'],
    ['only the partner, paid', undefined, said({ paidOn: '2026-11-20' }), 'claimed'],
    [
      'the partner says paid after the owner spoke',
      said({}),
      said({ paidOn: '2026-11-20', order: 2 }),
      'claimed',
    ],
    [
      'the owner says no after the partner spoke',
      said({ order: 3 }),
      said({ paidOn: '2026-11-20', order: 2 }),
      'disputed',
    ],
    ['the owner says paid', said({ paidOn: '2026-11-21' }), said({ order: 2 }), 'paid'],
  ] as const)('%s: %j %j → %s', (_name, owner, partner, state) => {
    expect(counted({ owner, partner })?.state).toBe(state);
  });

  it('are the figures of the owner, and those of the partner until the owner has spoken', () => {
    const partner = said({ value: 2_000_000, deductions: 10 });
    expect(counted({ owner: undefined, partner })).toMatchObject({ value: 2_000_000, deductions: 10 });
    expect(counted({ owner: said({}), partner })).toMatchObject({ value: 2_500_000, deductions: 0 });
    expect(counted({ owner: undefined, partner: undefined })).toBeUndefined();
    expect(differ({ owner: said({}), partner })).toBe(true);
    expect(differ({ owner: said({}), partner: undefined })).toBe(false);
    expect(differ({ owner: said({}), partner: said({ order: 9 }) })).toBe(false);
  });
});

it('the owner is asked on the day after a payment was due, then once a week', () => {
  expect(dueOf('2026-11-02', 14)).toBe('2026-11-16');
  const asked = Array.from({ length: 24 }, (_, days) => askingRound('2026-11-16', dueOf('2026-11-16', days)));
  expect(asked).toEqual([undefined, ...[0, 1, 2].flatMap((round) => Array<number>(7).fill(round)), 3, 3]);
});

it('the median of the days to pay is that of a sorted list, whatever the order', () => {
  expect(medianDaysToPay([])).toBeUndefined();
  expect(medianDaysToPay([{ sentOn: '2026-11-02', paidOn: undefined }])).toBeUndefined();
  fc.assert(
    fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 30 }), (days) => {
      const sorted = days.toSorted((a, b) => a - b);
      const half = sorted.length / 2;
      const wanted = Number.isInteger(half)
        ? ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
        : sorted[Math.floor(half)];
      const paid = days.map((count) => ({ sentOn: '2026-01-31', paidOn: dueOf('2026-01-31', count) }));
      expect(medianDaysToPay(paid)).toBe(wanted);
    }),
    { numRuns: runs(100) },
  );
});

it('less for a piece, and a deduction where none was agreed, are not as it was agreed', () => {
  const terms = { unitPrice: 50_000, deductions: null };
  expect(deviations(terms, said({}))).toEqual([]);
  expect(deviations(terms, said({ value: 2_499_999 }))).toEqual(['price']);
  expect(deviations(terms, said({ value: 1, quantity: undefined, deductions: 1 }))).toEqual(['deductions']);
  expect(deviations({ unitPrice: null, deductions: '2 persen' }, said({ value: 1, deductions: 1 }))).toEqual(
    [],
  );
});
