import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showable, type Sum } from '../../../src/domain/partnership/showable-sums.ts';
import { runs } from '../../support/long.ts';

const owners = (...ids: readonly number[]): ReadonlySet<number> => new Set(ids);
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/**
 * The attack, as somebody with pencil and time would do it: whether fractions of the shown sums add up to the sum of
 * these owners. Exact, by fractions of whole numbers.
 */
function canCompute(shown: readonly Sum[], target: ReadonlySet<number>, all: readonly number[]): boolean {
  const rows: bigint[][] = [];
  const reduce = (values: bigint[]): bigint[] =>
    rows.reduce((rest, row) => {
      const lead = row.findIndex((value) => value !== 0n);
      const [by, own] = [rest[lead] ?? 0n, row[lead] ?? 1n];
      return by === 0n ? rest : rest.map((value, at) => value * own - by * (row[at] ?? 0n));
    }, values);
  const asRow = (set: ReadonlySet<number>): bigint[] => all.map((owner) => (set.has(owner) ? 1n : 0n));
  for (const sum of shown) {
    const rest = reduce(asRow(sum.owners));
    if (rest.some((value) => value !== 0n)) rows.push(rest);
  }
  return reduce(asRow(target)).every((value) => value === 0n);
}

describe('which sums may be shown beside each other', () => {
  it('are none of fewer than five owners, nor one whose difference to another is', () => {
    const all = { key: 'all', owners: owners(...range(1, 20)) };
    const most = { key: 'most', owners: owners(...range(1, 16)) };
    const few = { key: 'few', owners: owners(...range(17, 20)) };
    expect([...showable([all, most, few])]).toEqual(['all']);
    expect([...showable([all, { key: 'half', owners: owners(...range(1, 10)) }])]).toEqual(['all', 'half']);
  });

  it('are not a programme all of whose owners live in one kecamatan where one more owner has another programme', () => {
    const sums = [
      { key: 'all', owners: owners(...range(1, 12)) },
      { key: 'kecamatan:a', owners: owners(...range(1, 6)) },
      { key: 'kecamatan:b', owners: owners(...range(7, 12)) },
      { key: 'programme:x', owners: owners(...range(1, 5)) },
    ];
    expect([...showable(sums)]).toEqual(['all', 'kecamatan:a', 'kecamatan:b']);
  });

  it('never let anybody compute the sum of fewer than five owners, whatever is added and subtracted', () => {
    const people = range(1, 9);
    const sum = fc.uniqueArray(fc.constantFrom(...people), { minLength: 3 }).map((ids) => new Set(ids));
    fc.assert(
      fc.property(fc.array(sum, { minLength: 1, maxLength: 6 }), (sets) => {
        const sums = sets.map((it, at) => ({ key: `s${at}`, owners: it }));
        const shown = showable(sums);
        const visible = sums.filter(({ key }) => shown.has(key));
        for (let bits = 1; bits < 2 ** people.length; bits++) {
          const target = new Set(people.filter((_id, at) => Math.floor(bits / 2 ** at) % 2 === 1));
          if (target.size < 5 && canCompute(visible, target, people))
            throw new Error(`${[...shown].join()} tell the sum of ${[...target].join()}`);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
