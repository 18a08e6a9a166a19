/**
 * Which sums may be shown beside each other. Whoever knows several sums can add and subtract them: what follows from all
 * that is shown must never be the sum of fewer than five owners, nor come near to the amount of one.
 */
import { FEWEST, isSensitive, type Cell } from '../sales/suppression.ts';
import { isNearlyTold, targetsOf, type Target } from './amount-bounds.ts';
import { groupsOf, type Group, type PartSum } from './sum-groups.ts';

/** A count that could be shown, and the owners who are in it. */
export interface Sum {
  readonly key: string;
  readonly owners: ReadonlySet<number>;
}

/** The keys of the counts that may be shown, taken in the order given as long as nobody can be told from them. */
export const showable = (sums: readonly Sum[]): ReadonlySet<string> =>
  untold(
    sums.map(({ key, owners }) => ({
      key,
      parts: [...owners].map((owner) => ({ owner, of: '', amount: 1 })),
    })),
  );

/**
 * The keys of the sums that may be shown where only exact figures would tell something: of counts, or of changes.
 */
export const showableParts = (sums: readonly PartSum[]): ReadonlySet<string> => untold(sums);

/**
 * The keys of the sums of amounts that are not negative, taken in the order given as long as no amount can be told from
 * them, nor nearly: by itself each sum obeys the rules for one, and together they leave every amount as much room.
 *
 * @param breathe awaited between bounds, each of which takes some milliseconds
 */
export async function showableAmounts(
  sums: readonly PartSum[],
  breathe: () => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  const given = sums.map(({ key, parts }) => ({ key, parts: parts.filter(({ amount }) => amount > 0) }));
  const groups = groupsOf(given);
  const told = async (
    targets: readonly Target[],
    keys: ReadonlySet<string>,
    most = Infinity,
  ): Promise<readonly Target[]> => {
    const found: Target[] = [];
    for (const it of targets) {
      if (found.length >= most) break;
      await breathe();
      if (isNearlyTold(it, groups, keys)) found.push(it);
    }
    return found;
  };
  // What all sums together do not tell, none of them do.
  const endangered = await told(targetsOf(groups), new Set(given.map(({ key }) => key)));
  const shown = new Set<string>();
  for (const key of untold(given.filter((it) => !isSensitive(cellOf(it))))) {
    const next = new Set([...shown, key]);
    if ((await told(endangered, next, 1)).length === 0) shown.add(key);
  }
  return shown;
}

/**
 * The sums from which no total of fewer than five owners follows, taken in the order given.
 *
 * Parts that are in the same sums are one unknown, since no sum tells them apart. A total of some unknowns follows
 * from what is shown exactly when it is zero for everything that leaves all shown sums as they are; so a change that
 * does so is drawn at random, and no total of fewer than five owners may be zero for it.
 */
function untold(sums: readonly PartSum[]): ReadonlySet<string> {
  const groups = groupsOf(sums);
  const shown = new Set<string>();
  let rows: readonly Row[] = [];
  for (const { key, parts } of sums) {
    const owners = new Set(parts.map(({ owner }) => owner));
    // A sum of nobody says nothing.
    if (owners.size > 0 && owners.size < FEWEST) continue;
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

function cellOf({ key, parts }: PartSum): Cell {
  const owned = new Map<number, number>();
  for (const { owner, amount } of parts) owned.set(owner, (owned.get(owner) ?? 0) + amount);
  const [largest = 0, second = 0] = [...owned.values()].toSorted((a, b) => b - a);
  return {
    key,
    owners: owned.size,
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
    largest,
    second,
  };
}

/** A total of groups, and how it is moved by a change. */
interface Total {
  readonly owners: ReadonlySet<number>;
  readonly at: readonly number[];
  readonly moves: number;
}

/**
 * Whether a total of fewer than five owners is unmoved by a change: of one to four groups, or of all that an owner has
 * in groups of few.
 */
function tellsFew(groups: readonly Group[], change: readonly number[]): boolean {
  const few = groups.flatMap(({ amounts }, at): readonly Total[] =>
    amounts.size < FEWEST ? [{ owners: new Set(amounts.keys()), at: [at], moves: change[at] ?? 0 }] : [],
  );
  const isTold = ({ moves, owners }: Total): boolean => moves === 0 && owners.size < FEWEST;
  const pairs = new Map<number, Total[]>();
  for (const [index, a] of few.entries())
    for (const b of few.slice(index + 1)) {
      const pair = joined(a, b);
      if (pair.owners.size < FEWEST) pairs.set(pair.moves, [...(pairs.get(pair.moves) ?? []), pair]);
    }
  const completedBy = (part: Total): boolean =>
    (pairs.get((PRIME - part.moves) % PRIME) ?? []).some(
      (it) => !it.at.some((at) => part.at.includes(at)) && isTold(joined(it, part)),
    );
  return (
    [few, [...pairs.values()].flat(), wholes(few)].some((totals) => totals.some(isTold)) ||
    few.some(completedBy) ||
    [...pairs.values()].flat().some(completedBy)
  );
}

const joined = (a: Total, b: Total): Total => ({
  owners: new Set([...a.owners, ...b.owners]),
  at: [...a.at, ...b.at],
  moves: (a.moves + b.moves) % PRIME,
});

/** Of each owner all groups of few. */
function wholes(few: readonly Total[]): readonly Total[] {
  const owned = new Map<number, Total>();
  for (const it of few)
    for (const owner of it.owners) {
      const before = owned.get(owner);
      owned.set(owner, before === undefined ? it : joined(before, it));
    }
  return [...owned.values()];
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
