import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  afterSupport,
  dependence,
  supportActs,
  type SupportStatus,
} from '../../../src/domain/partnership/support.ts';
import { runs } from '../../support/long.ts';

it('nothing is received before it was handed over, and what was received stays so', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...supportActs), { maxLength: 12 }), (acts) => {
      let status: SupportStatus = 'promised';
      let given = false;
      for (const act of acts) {
        const next = afterSupport(status, act);
        if (status === 'received') expect(next).toBeUndefined();
        if (next === undefined) continue;
        given ||= act === 'hand-over';
        expect(given).toBe(true);
        expect(next === 'received').toBe(act === 'received' || act === 'signed');
        status = next;
      }
    }),
    { numRuns: runs(200) },
  );
});

it('the dependence on one company is its share of what was sold, rounded down', () => {
  expect(dependence([])).toBeUndefined();
  expect(dependence([{ amount: 0, toPartner: 0 }])).toBeUndefined();
  expect(
    dependence([
      { amount: 2_000_000, toPartner: 2_000_000 },
      { amount: 1_000_000, toPartner: 129_999 },
    ]),
  ).toEqual({ percent: 70, months: 2 });
});
