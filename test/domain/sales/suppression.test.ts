import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FEWEST,
  hiddenCells,
  isSensitive,
  replaceable,
  roundedAmount,
  together,
  type Cell,
} from '../../../src/domain/sales/suppression.ts';

const cell = (key: string, owners: number, amount = 0, largest = 0, second = 0): Cell => ({
  key,
  owners,
  amount,
  largest,
  second,
});

/** A cell of these contributions, one an owner. */
function cellOf(key: string, parts: readonly number[]): Cell {
  const [largest = 0, second = 0] = parts.toSorted((a, b) => b - a);
  return cell(
    key,
    parts.length,
    parts.reduce((sum, it) => sum + it, 0),
    largest,
    second,
  );
}

describe('small cells', () => {
  it('are hidden below five owners, and where one or two of them make up most of the sum', () => {
    expect(hiddenCells([cell('a', 4), cell('b', 5)], false)).toEqual(new Set(['a']));
    expect(hiddenCells([cell('a', 9, 100, 81), cell('b', 9, 100, 80)], false)).toEqual(new Set(['a']));
    expect(hiddenCells([cell('a', 9, 100, 50, 41), cell('b', 9, 100, 50, 40)], false)).toEqual(
      new Set(['a']),
    );
    expect(hiddenCells([cell('a', 0), cell('b', 5)], true)).toEqual(new Set());
  });

  it('cannot be computed from the total: the next smallest one is hidden, too', () => {
    expect(hiddenCells([cell('a', 2), cell('b', 30), cell('c', 7)], true)).toEqual(new Set(['a', 'c']));
  });

  it('never stand alone, nor for fewer than five owners, where the total is shown', () => {
    const cells = fc
      .array(fc.tuple(fc.nat(20), fc.nat(1_000)), { minLength: 1, maxLength: 19 })
      .map((all) =>
        all.map(([owners, amount], at) => cell(`k${at}`, owners, amount, Math.floor(amount / 2))),
      );
    fc.assert(
      fc.property(cells, (all) => {
        const hidden = hiddenCells(all, true);
        const shown = all.filter(({ key }) => !hidden.has(key));
        if (shown.some((it) => it.owners > 0 && it.owners < FEWEST)) throw new Error('a small cell is shown');
        const away = all.filter(({ key }) => hidden.has(key));
        // Unless there is nothing left to hide with it.
        if (away.length > 0 && shown.some((it) => it.owners > 0))
          if (away.length < 2 || together('', away).owners < FEWEST) throw new Error('one can be computed');
      }),
    );
  });
});

describe('a second look', () => {
  it('waits for the change of five owners, of whom none dominates; hidden cells wait together', () => {
    const changes = [cellOf('one', [9]), cellOf('five', [9, 8, 7, 6, 5]), cellOf('big', [900, 1, 1, 1, 1])];
    expect(replaceable(changes, new Set())).toEqual(new Set(['five']));
    const small = [cellOf('a', [9, 8]), cellOf('b', [7, 6, 5]), cellOf('c', [])];
    expect(replaceable(small, new Set(['a']))).toEqual(new Set());
    expect(replaceable(small, new Set(['a', 'b']))).toEqual(new Set(['a', 'b']));
  });

  it('never tells what one or two owners changed, however often somebody looks', () => {
    const steps = fc.array(
      fc.record({ owner: fc.nat(11), amount: fc.integer({ min: 1, max: 100 }), look: fc.boolean() }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const area = (owner: number): string => `k${owner % 3}`;
        const now = new Map<number, number>();
        const seen = new Map<number, number>();
        for (const { owner, amount, look } of all) {
          now.set(owner, amount);
          if (!look) continue;
          const owners = [...now.keys()];
          const of = (key: string, figure: (it: number) => number): Cell =>
            cellOf(
              key,
              owners.flatMap((it) => (area(it) === key && figure(it) !== 0 ? [figure(it)] : [])),
            );
          const change = (it: number): number => Math.abs((now.get(it) ?? 0) - (seen.get(it) ?? 0));
          const keys = ['k0', 'k1', 'k2'];
          const unseen = keys.filter((key) =>
            [of(key, (it) => now.get(it) ?? 0), of(key, (it) => seen.get(it) ?? 0)].every(
              (it) => it.owners === 0 || isSensitive(it),
            ),
          );
          const fresh = replaceable(
            keys.map((key) => of(key, change)),
            new Set(unseen),
          );
          const total = cellOf(
            '',
            owners.flatMap((it) => (fresh.has(area(it)) && change(it) > 0 ? [change(it)] : [])),
          );
          if (isSensitive(total)) throw new Error('the total tells about somebody');
          for (const key of fresh)
            if (!unseen.includes(key) && isSensitive(of(key, change))) throw new Error(`${key} tells`);
          for (const it of owners) if (fresh.has(area(it))) seen.set(it, now.get(it) ?? 0);
        }
      }),
    );
  });

  it('shows amounts rounded', () => {
    expect([0, 7, 999, 24_000_000, 123_456_789].map(roundedAmount)).toEqual([
      0, 7, 999, 24_000_000, 123_000_000,
    ]);
  });
});
