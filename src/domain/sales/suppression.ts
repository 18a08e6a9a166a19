/** Which cells of a table of totals are not shown, so that nobody's figure can be read from it. */

/** One cell: how many owners are in it, and what they come to (whole rupiah; 0 for a table of counts). */
export interface Cell {
  readonly key: string;
  /** Owners, not businesses: somebody with five businesses is one person. */
  readonly owners: number;
  /** Those of them who are counted in no other cell, although somebody with several businesses may be in several. */
  readonly firsts?: number;
  readonly amount: number;
  /** The largest contribution of one owner, and the second largest. */
  readonly largest: number;
  readonly second: number;
}

/** A cell with fewer owners than this is not shown. */
export const FEWEST = 5;
/** Nor is one in which one owner makes up more than this share: the others would know that figure. */
const DOMINANT = 0.8;
/** Nor one in which two do: the second, who knows the own figure, would know the first. */
const DOMINANT_TWO = 0.9;

/** Whether a cell by itself would tell a figure of somebody. */
export const isSensitive = ({ owners, amount, largest, second }: Cell): boolean =>
  owners > 0 &&
  (owners < FEWEST ||
    (amount > 0 && (largest > DOMINANT * amount || largest + second > DOMINANT_TWO * amount)));

/** How many owners several cells have at least: nobody counts twice. */
export function ownersOf(cells: readonly Pick<Cell, 'owners' | 'firsts'>[]): number {
  const firsts = cells.reduce((total, cell) => total + (cell.firsts ?? cell.owners), 0);
  return Math.max(firsts, ...cells.map(({ owners }) => owners));
}

/** Several cells as one. */
export function together(key: string, cells: readonly Cell[]): Cell {
  const sum = (of: (cell: Cell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
  const [largest = 0, second = 0] = cells
    .flatMap((cell) => [cell.largest, cell.second])
    .toSorted((a, b) => b - a);
  return { key, owners: ownersOf(cells), amount: sum((it) => it.amount), largest, second };
}

/**
 * The keys of the cells that are not shown. Where the total of the table is known, one hidden cell could be computed
 * from the others; so the smallest ones are hidden with it until at least two cells with together five owners are.
 * A cell of zero says nothing about anybody and is always shown.
 */
export function hiddenCells(cells: readonly Cell[], totalShown: boolean): ReadonlySet<string> {
  const hidden = cells.filter(isSensitive);
  if (hidden.length === 0 || !totalShown) return new Set(hidden.map(({ key }) => key));
  const rest = cells
    .filter((cell) => cell.owners > 0 && !isSensitive(cell))
    .toSorted((a, b) => a.owners - b.owners || a.amount - b.amount || (a.key < b.key ? -1 : 1));
  for (const cell of rest) {
    if (!tellsOne(hidden)) break;
    hidden.push(cell);
  }
  return new Set(hidden.map(({ key }) => key));
}

/** Whether the total of hidden cells, which can be computed where everything else is shown, would tell about somebody. */
export function tellsOne(hidden: readonly Cell[]): boolean {
  if (hidden.every(({ owners }) => owners === 0)) return false;
  return hidden.length < 2 || ownersOf(hidden) < FEWEST;
}

/**
 * Which cells of a table that was shown before may be replaced. Two looks at it tell the change, so a change is looked
 * at like a cell of its own: as many owners must have changed, and none of them may dominate. Cells that stay hidden
 * (`unseen`) show only in the total; theirs count together.
 *
 * @param changes what the owners of each cell changed; amounts without sign.
 */
export function replaceable(changes: readonly Cell[], unseen: ReadonlySet<string>): ReadonlySet<string> {
  const changed = changes.filter(({ owners }) => owners > 0);
  const pooled = changed.filter((cell) => isSensitive(cell) && unseen.has(cell.key));
  const free = changed.filter((cell) => !isSensitive(cell));
  const all = isSensitive(together('', pooled)) ? free : [...free, ...pooled];
  return new Set(all.map(({ key }) => key));
}

/** How many businesses are counted under something, and their owners like those of a {@link Cell}. */
export interface Group {
  readonly count: number;
  readonly owners: number;
  readonly firsts: number;
}

/**
 * How many owners at least have changed something between two counts of the same businesses; undefined where the counts
 * are equal. Somebody who goes from one group to another is one.
 */
export function changedOwners(
  before: Readonly<Record<string, Group>>,
  after: Readonly<Record<string, Group>>,
): number | undefined {
  const nobody: Group = { count: 0, owners: 0, firsts: 0 };
  const groups = [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => ({
    was: before[key] ?? nobody,
    is: after[key] ?? nobody,
  }));
  if (groups.every(({ was, is }) => was.count === is.count && was.owners === is.owners)) return undefined;
  const total = (of: (was: number, is: number) => number): number =>
    groups.reduce((sum, { was, is }) => sum + Math.max(0, of(was.firsts, is.firsts)), 0);
  return Math.max(
    total((was, is) => is - was),
    total((was, is) => was - is),
  );
}

/** An amount as it is shown in words: three digits count. */
export function roundedAmount(amount: number): number {
  const step = 10 ** Math.max(0, String(Math.trunc(amount)).length - 3);
  return Math.round(amount / step) * step;
}
