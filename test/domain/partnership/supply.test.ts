import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newlyShowable } from '../../../src/domain/partnership/supply.ts';

const owners = (...ids: readonly number[]): ReadonlySet<number> => new Set(ids);
const shown = (now: Readonly<Record<string, ReadonlySet<number>>>, before: readonly ReadonlySet<number>[]) =>
  newlyShowable(
    Object.entries(now).map(([key, of]) => ({ key, owners: of })),
    before,
  ).map(({ key }) => key);

describe('the numbers that a company sees when it looks for suppliers', () => {
  it('are of five owners or more, and none follows for fewer from the whole and its parts', () => {
    expect(shown({ all: owners(1, 2, 3, 4) }, [])).toEqual([]);
    expect(
      shown({ all: owners(1, 2, 3, 4, 5, 6, 7), a: owners(1, 2, 3, 4, 5), b: owners(6, 7) }, []),
    ).toEqual(['all']);
  });

  it('never show one owner by two searches that differ by that owner, who came or went', () => {
    const six = owners(1, 2, 3, 4, 5, 6);
    expect(shown({ all: six }, [])).toEqual(['all']);
    expect(shown({ all: owners(...six, 7) }, [six])).toEqual([]);
    expect(shown({ all: owners(1, 2, 3, 4, 5) }, [six])).toEqual([]);
    expect(shown({ all: six }, [six])).toEqual(['all']);
    expect(shown({ all: owners(...six, 7, 8, 9, 10, 11) }, [six])).toEqual(['all']);
  });

  it('leave no difference of fewer than five owners between any two, in whatever order owners come and go', () => {
    const some = fc.uniqueArray(fc.nat(14), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(fc.array(some, { minLength: 2, maxLength: 8 }), (searches) => {
        const before: ReadonlySet<number>[] = [];
        for (const ids of searches)
          for (const { owners: of } of newlyShowable([{ key: 'all', owners: owners(...ids) }], before))
            before.push(of);
        for (const a of before)
          for (const b of before) {
            const [more, fewer] = [a, b].map((one, at) =>
              [...one].filter((id) => !(at === 0 ? b : a).has(id)),
            );
            // The two numbers can be subtracted where one holds the other.
            if (fewer?.length === 0 && more !== undefined && more.length > 0)
              expect(more.length).toBeGreaterThanOrEqual(5);
          }
      }),
    );
  });
});
