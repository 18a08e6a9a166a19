import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, hiddenCells, type Cell } from '../../src/domain/suppression.ts';

const cell = (key: string, count: number, amount = 0, largest = 0): Cell => ({ key, count, amount, largest });

describe('small cells', () => {
  it('are hidden below five businesses, and where one business makes up most of the sum', () => {
    expect(hiddenCells([cell('a', 4), cell('b', 5)], false)).toEqual(new Set(['a']));
    expect(hiddenCells([cell('a', 9, 100, 81), cell('b', 9, 100, 80)], false)).toEqual(new Set(['a']));
    expect(hiddenCells([cell('a', 0), cell('b', 5)], true)).toEqual(new Set());
  });

  it('cannot be computed from the total: the next smallest one is hidden, too', () => {
    expect(hiddenCells([cell('a', 2), cell('b', 30), cell('c', 7)], true)).toEqual(new Set(['a', 'c']));
  });

  it('never stand alone, nor for fewer than five businesses, where the total is shown', () => {
    const cells = fc
      .array(fc.tuple(fc.nat(20), fc.nat(1_000)), { minLength: 1, maxLength: 19 })
      .map((all) => all.map(([count, amount], at) => cell(`k${at}`, count, amount, Math.floor(amount / 2))));
    fc.assert(
      fc.property(cells, (all) => {
        const hidden = hiddenCells(all, true);
        const shown = all.filter(({ key }) => !hidden.has(key));
        for (const it of shown) expect(it.count === 0 || it.count >= FEWEST).toBe(true);
        const away = all.filter(({ key }) => hidden.has(key));
        const together = away.reduce((sum, it) => sum + it.count, 0);
        // Unless there is nothing left to hide with it.
        if (away.length > 0 && shown.some((it) => it.count > 0))
          expect(away.length >= 2 && together >= FEWEST).toBe(true);
      }),
    );
  });
});
