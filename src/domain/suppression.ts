/** Which cells of a table of totals are not shown, so that nobody's figure can be read from it. */

/** One cell: how many businesses are in it, and what they come to (whole rupiah; 0 for a table of counts). */
export interface Cell {
  readonly key: string;
  readonly count: number;
  readonly amount: number;
  /** The largest contribution of one business. */
  readonly largest: number;
}

/** A cell with fewer businesses than this is not shown. */
export const FEWEST = 5;
/** Nor is one in which one business makes up more than this share: the others would know its figure. */
const DOMINANT = 0.8;

const isSensitive = ({ count, amount, largest }: Cell): boolean =>
  count > 0 && (count < FEWEST || (amount > 0 && largest > DOMINANT * amount));

/**
 * The keys of the cells that are not shown. Where the total of the table is known, one hidden cell could be computed
 * from the others; so the smallest ones are hidden with it until at least two cells with together five businesses are.
 * A cell of zero says nothing about anybody and is always shown.
 */
export function hiddenCells(cells: readonly Cell[], totalShown: boolean): ReadonlySet<string> {
  const hidden = cells.filter(isSensitive);
  if (hidden.length === 0 || !totalShown) return new Set(hidden.map(({ key }) => key));
  const rest = cells
    .filter((cell) => cell.count > 0 && !isSensitive(cell))
    .toSorted((a, b) => a.count - b.count || a.amount - b.amount || (a.key < b.key ? -1 : 1));
  const together = (): number => hidden.reduce((sum, { count }) => sum + count, 0);
  for (const cell of rest) {
    if (hidden.length >= 2 && together() >= FEWEST) break;
    hidden.push(cell);
  }
  return new Set(hidden.map(({ key }) => key));
}
