/**
 * How near somebody comes to an owner's amount who knows sums of it: no amount is negative, so sums set bounds to each,
 * although none of them tells it. The bounds are found by linear programming over the parts that nobody can tell apart.
 */
import { solve, type Coefficients, type Constraint } from 'yalps';
import type { Group } from './sum-groups.ts';

/** Whoever is in no sum must not come nearer to an amount than a quarter of it: the rule of 80 % for one sum. */
const OUTSIDER = 1 / 4;
/** Nor somebody who subtracts the own amount nearer than a ninth of both: the rule of 90 % for one sum. */
const INSIDER = 1 / 9;

/** An amount of one owner: what it has in some groups. */
export interface Target {
  readonly owner: number;
  readonly amount: number;
  /** Indices of the groups. */
  readonly at: ReadonlySet<number>;
}

/** What could be told too nearly: of each group the two largest amounts, and all of whoever is in several groups. */
export function targetsOf(groups: readonly Group[]): readonly Target[] {
  const owned = new Map<number, Map<number, number>>();
  const largest = groups.flatMap(({ amounts }, at) => {
    for (const [owner, amount] of amounts) owned.set(owner, (owned.get(owner) ?? new Map()).set(at, amount));
    const sorted = [...amounts].toSorted(([, a], [, b]) => b - a).slice(0, 2);
    return sorted.map(([owner, amount]): Target => ({ owner, amount, at: new Set([at]) }));
  });
  const whole = [...owned].flatMap(([owner, amounts]): readonly Target[] =>
    amounts.size < 2
      ? []
      : [{ owner, amount: [...amounts.values()].reduce((a, b) => a + b, 0), at: new Set(amounts.keys()) }],
  );
  return [...largest, ...whole];
}

/** Whether the sums with these keys tell an amount too nearly, to anybody outside or to any other owner in them. */
export function isNearlyTold(target: Target, groups: readonly Group[], keys: ReadonlySet<string>): boolean {
  // Whoever knew the largest other amount of every group at once would know more than anybody does.
  const most = groups.map(({ amounts }) => largestOther(amounts, target.owner));
  if (isWide(target, groups, keys, most, OUTSIDER * target.amount)) return false;
  const nobody = groups.map(() => undefined);
  if (!isWide(target, groups, keys, nobody, OUTSIDER * target.amount)) return true;
  return insidersOf(groups, target.owner).some((owner) => {
    const known = groups.map(({ amounts }): Known | undefined => {
      const amount = amounts.get(owner);
      return amount === undefined ? undefined : { owner, amount };
    });
    const own = known.reduce((sum, it) => sum + (it?.amount ?? 0), 0);
    const margin = INSIDER * (target.amount + Math.min(target.amount, own));
    return !isWide(target, groups, keys, known, margin);
  });
}

/** An amount that whoever looks knows already. */
interface Known {
  readonly owner: number;
  readonly amount: number;
}

function largestOther(amounts: ReadonlyMap<number, number>, but: number): Known | undefined {
  let found: Known | undefined;
  for (const [owner, amount] of amounts)
    if (owner !== but && amount > (found?.amount ?? -1)) found = { owner, amount };
  return found;
}

/** Owners with one of the two largest amounts of a group: everybody else knows less. */
function insidersOf(groups: readonly Group[], but: number): readonly number[] {
  const found = new Set<number>();
  for (const { amounts } of groups) {
    const first = largestOther(amounts, but);
    if (first !== undefined) found.add(first.owner);
  }
  return [...found];
}

/** Whether an amount could as well be larger, and smaller, by a margin, for all that the sums and known amounts say. */
function isWide(
  { amount, at }: Target,
  groups: readonly Group[],
  keys: ReadonlySet<string>,
  known: readonly (Known | undefined)[],
  margin: number,
): boolean {
  const rest = groups.map(({ amounts, within }, group) => {
    const it = known[group];
    const total = [...amounts.values()].reduce((sum, one) => sum + one, -(it?.amount ?? 0));
    const owners = it === undefined ? amounts.size : amounts.size - 1;
    return { group, within, total, owners, isOwn: at.has(group) };
  });
  const free = rest.filter(({ owners }) => owners > 0);
  const own = rest.filter(({ isOwn }) => isOwn);
  // Where somebody else is unknown, too, all of the group could be theirs.
  const alone = own.filter(({ owners }) => owners === 1);
  const totalOf = (of: typeof rest): number => of.reduce((sum, { total }) => sum + total, 0);
  const bound = (direction: 'maximize' | 'minimize', of: typeof rest): number => {
    const rows = new Map<string, number>();
    const variables = free.map((it): [number, Coefficients] => {
      const seen = [...it.within].filter((key) => keys.has(key));
      // The amount itself is the unit, so that the precision of the solver fits whatever the amount.
      for (const key of seen) rows.set(key, (rows.get(key) ?? 0) + it.total / amount);
      return [it.group, [...seen.map((key): [string, number] => [key, 1]), [GOAL, of.includes(it) ? 1 : 0]]];
    });
    const constraints = [...rows].map(([key, equal]): [string, Constraint] => [key, { equal }]);
    const { status, result } = solve({ direction, objective: GOAL, constraints, variables });
    return status === 'unbounded' ? Infinity : result * amount;
  };
  const slack = ROUNDING * amount;
  const [upper, lower] = [amount + margin - slack, amount - margin + slack];
  return (
    (totalOf(own) >= upper || bound('maximize', own) >= upper) &&
    (totalOf(alone) <= lower || bound('minimize', alone) <= lower)
  );
}

const GOAL = 'goal';
/** What the solver may be off. */
const ROUNDING = 1e-6;
