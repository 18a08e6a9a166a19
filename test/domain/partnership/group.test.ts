import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deliveryShares, divided } from '../../../src/domain/partnership/group.ts';

const parts = fc.array(fc.nat(10), { minLength: 1, maxLength: 50 });
const sum = (all: readonly number[]): number => all.reduce((total, it) => total + it, 0);

it('the shares of a whole sum to it exactly, and each is within one of its exact part', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000_000), parts, (total, of) => {
      const shares = divided(total, of);
      expect(sum(shares)).toBe(total);
      if (sum(of) > 0)
        shares.forEach((share, at) =>
          expect(Math.abs(share - (total * (of[at] ?? 0)) / sum(of))).toBeLessThan(1.001),
        );
    }),
  );
  expect(divided(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(divided(7, [0, 0])).toEqual([4, 3]);
});

it('a delivery of a group goes to its members without a piece or a rupiah left, at one price where it has one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000), parts, (quantity, price, of) => {
      const shares = deliveryShares({ quantity, value: quantity * price }, of);
      expect(sum(shares.map((it) => it.quantity ?? 0))).toBe(quantity);
      expect(sum(shares.map((it) => it.value))).toBe(quantity * price);
      for (const share of shares) expect(share.value).toBe((share.quantity ?? 0) * price);
    }),
  );
  expect(deliveryShares({ quantity: undefined, value: 100 }, [3, 1])).toEqual([
    { quantity: undefined, value: 75 },
    { quantity: undefined, value: 25 },
  ]);
});
