import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  showable,
  showableAmounts as showableBy,
  showableParts,
  type Sum,
} from '../../../src/domain/partnership/showable-sums.ts';
import type { PartSum } from '../../../src/domain/partnership/sum-groups.ts';
import { nearlyTold } from '../../support/sum-attack.ts';
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

const showableAmounts = (sums: readonly PartSum[]): Promise<ReadonlySet<string>> =>
  showableBy(sums, () => Promise.resolve());

describe('which sums of money may be shown beside each other', () => {
  const sum = (key: string, amounts: Readonly<Record<number, number>>): PartSum => ({
    key,
    parts: Object.entries(amounts).map(([owner, amount]) => ({ owner: Number(owner), of: '', amount })),
  });
  const equal = (from: number, to: number, amount: number): Readonly<Record<number, number>> =>
    Object.fromEntries(range(from, to).map((owner) => [owner, amount]));

  it('are not two whose difference has six owners, of whom one has nearly all', async () => {
    const most = sum('kecamatan:a', equal(1, 10, 100));
    const all = sum('all', { ...equal(1, 10, 100), ...equal(11, 15, 2), 16: 90 });
    expect([...(await showableAmounts([all, most]))]).toEqual(['all']);
    const even = sum('all', { ...equal(1, 10, 100), ...equal(11, 16, 20) });
    expect([...(await showableAmounts([even, most]))]).toEqual(['all', 'kecamatan:a']);
    expect([...showableParts([all, most])]).toEqual(['all', 'kecamatan:a']);
  });

  it('are none in which one owner has most, nor two have, nor fewer than five have anything', async () => {
    expect([...(await showableAmounts([sum('all', { ...equal(1, 9, 1), 10: 90 })]))]).toEqual([]);
    expect([...(await showableAmounts([sum('all', { ...equal(1, 8, 1), 9: 50, 10: 60 })]))]).toEqual([]);
    expect([
      ...(await showableAmounts([sum('all', { ...equal(1, 8, 0), 9: 5, 10: 6, 11: 5, 12: 6 })])),
    ]).toEqual([]);
    expect([...(await showableAmounts([sum('all', equal(1, 9, 0))]))]).toEqual(['all']);
  });

  it('are not two of which an owner who knows the own amount gets that of another one', async () => {
    // Both have the same ten others: the difference is the one amount less the other.
    const a = sum('programme:a', { ...equal(1, 10, 50), 11: 60 });
    const b = sum('programme:b', { ...equal(1, 10, 50), 12: 70 });
    expect([...(await showableAmounts([a, b]))]).toEqual(['programme:a']);
  });

  it('are not those of two months between which one owner has sold something', async () => {
    const before = sum('2026-09 all', equal(1, 9, 10));
    const later = {
      key: 'all',
      parts: [...before.parts, { owner: 4, of: '2026-10', amount: 10 }],
    };
    expect([...(await showableAmounts([before, later]))]).toEqual(['2026-09 all']);
    const many = range(1, 9).map((owner) => ({ owner, of: '2026-10', amount: 10 }));
    expect([...(await showableAmounts([before, { key: 'all', parts: [...before.parts, ...many] }]))]).toEqual(
      ['2026-09 all', 'all'],
    );
  });

  it('never let anybody come near to an amount by linear programming, from outside or knowing the own one', async () => {
    const people = range(1, 9);
    const amount = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 100, max: 2_000 }),
    );
    const part = fc.record({ owner: fc.constantFrom(...people), of: fc.constantFrom('', 'x') });
    const sums = fc.array(
      fc.uniqueArray(part, { minLength: 4, selector: ({ owner, of }) => `${owner}${of}` }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    const amounts = fc.array(amount, { minLength: 18, maxLength: 18 });
    const counts = { shown: 0, hidden: 0 };
    await fc.assert(
      fc.asyncProperty(sums, amounts, async (sets, of) => {
        const all = sets.map((parts, at): PartSum => ({
          key: `s${at}`,
          parts: parts.map((it) => ({ ...it, amount: of[it.owner + (it.of === '' ? 0 : 9) - 1] ?? 0 })),
        }));
        const keys = await showableAmounts(all);
        const shown = all.filter(({ key }) => keys.has(key));
        counts.shown += shown.length;
        counts.hidden += all.length - shown.length;
        const told = nearlyTold(shown);
        if (told !== undefined) throw new Error(`${[...keys].join()} tell ${told}`);
      }),
      { numRuns: runs(60) },
    );
    if (counts.shown === 0 || counts.hidden === 0)
      throw new Error(`expected both, got ${JSON.stringify(counts)}`);
  });
});
