/**
 * Which sums may be shown beside each other. Who knows several sums can add and subtract them: what follows from all
 * that is shown must never be the sum of fewer than five owners.
 */
import { FEWEST } from '../sales/suppression.ts';

/** A sum that could be shown, and the owners who are in it. */
export interface Sum {
  readonly key: string;
  readonly owners: ReadonlySet<number>;
}

/**
 * The keys of the sums that may be shown, taken in the order given as long as nobody can be told from them.
 *
 * Owners who are in the same sums are one unknown, since no sum tells them apart. A total of some unknowns follows
 * from what is shown exactly when it is zero for everything that leaves all shown sums as they are; so a change that
 * does so is drawn at random, and no total of fewer than five owners may be zero for it.
 */
export function showable(sums: readonly Sum[]): ReadonlySet<string> {
  const groups = groupsOf(sums);
  const shown = new Set<string>();
  let rows: readonly Row[] = [];
  for (const { key, owners } of sums) {
    if (owners.size < FEWEST) continue;
    const next = withRow(
      rows,
      groups.map(({ within }) => (within.has(key) ? 1 : 0)),
    );
    if (tellsFew(groups, unseenChange(next, groups.length))) continue;
    rows = next;
    shown.add(key);
  }
  return shown;
}

/** Owners who are in the same sums. */
interface Group {
  readonly within: ReadonlySet<string>;
  readonly size: number;
}

function groupsOf(sums: readonly Sum[]): readonly Group[] {
  const memberships = new Map<number, Set<string>>();
  for (const { key, owners } of sums)
    for (const owner of owners) memberships.set(owner, (memberships.get(owner) ?? new Set()).add(key));
  const groups = new Map<string, Group>();
  for (const within of memberships.values()) {
    const name = [...within].toSorted().join('|');
    groups.set(name, { within, size: (groups.get(name)?.size ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** Whether the totals of one to four groups with together fewer than five owners are unmoved by a change. */
function tellsFew(groups: readonly Group[], change: readonly number[]): boolean {
  const few = groups.flatMap(({ size }, at) => (size < FEWEST ? [{ at, size, moves: change[at] ?? 0 }] : []));
  if (few.some(({ moves }) => moves === 0)) return true;
  const pairs = new Map<number, { readonly a: number; readonly b: number; readonly size: number }[]>();
  for (const [index, a] of few.entries())
    for (const b of few.slice(index + 1)) {
      const [size, moves] = [a.size + b.size, (a.moves + b.moves) % PRIME];
      if (size >= FEWEST) continue;
      if (moves === 0) return true;
      const others = pairs.get(PRIME - moves) ?? [];
      const apart = others.some(
        (it) => it.size + size < FEWEST && ![it.a, it.b].some((at) => at === a.at || at === b.at),
      );
      if (apart) return true;
      pairs.set(moves, [...(pairs.get(moves) ?? []), { a: a.at, b: b.at, size }]);
    }
  return few.some(({ at, size, moves }) =>
    (pairs.get(PRIME - moves) ?? []).some((it) => it.size + size < FEWEST && it.a !== at && it.b !== at),
  );
}

/** Sums are reckoned with remainders of this prime; the product of two of them is still exact. */
const PRIME = 94_906_249;

/** A row of an echelon: zero at the leads of all rows before it, 1 at its own. */
interface Row {
  readonly lead: number;
  readonly values: readonly number[];
}

function withRow(rows: readonly Row[], values: readonly number[]): readonly Row[] {
  let rest = values;
  for (const row of rows) {
    const factor = rest[row.lead] ?? 0;
    if (factor > 0) rest = rest.map((value, at) => minus(value, factor * (row.values[at] ?? 0)));
  }
  const lead = rest.findIndex((value) => value !== 0);
  if (lead < 0) return rows;
  const scale = inverse(rest[lead] ?? 1);
  return [...rows, { lead, values: rest.map((value) => (value * scale) % PRIME) }];
}

/** Numbers for which every row comes to zero, and otherwise nothing but by chance. */
function unseenChange(rows: readonly Row[], length: number): readonly number[] {
  // Any fixed numbers without a pattern do; the same input always hides the same sums.
  let state = 48_271;
  const change = Array.from({ length }, () => (state = (state * 48_271) % PRIME));
  for (const { lead, values } of rows.toReversed())
    change[lead] = values.reduce(
      (rest, value, at) => (at === lead ? rest : minus(rest, value * (change[at] ?? 0))),
      0,
    );
  return change;
}

const minus = (value: number, product: number): number => {
  const rest = (value - (product % PRIME)) % PRIME;
  return rest < 0 ? rest + PRIME : rest;
};

/** By Fermat: the power to the prime less two. */
function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
