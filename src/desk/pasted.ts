import type { Month } from '../domain/month/month.ts';
import { readFilled } from '../reports/readers/sales-sheet.ts';
import type { BadCell, SheetEntry } from '../services/sales/sales-sheet.ts';

export const MOST_LINES = 2_000;

/** What a pasted column says: every line is in one of `entries`, `bad` and `empty`. */
interface Pasted {
  readonly lines: number;
  readonly entries: readonly SheetEntry[];
  readonly bad: readonly BadCell[];
  /** Lines without a figure. */
  readonly empty: number;
}

const NUMBER = /\bD[- ]?(\d{4})[- ]?(\d{4,6})\b/i;

function numberIn(cell: string): string | undefined {
  const [, month, count] = NUMBER.exec(cell) ?? [];
  return count === undefined ? undefined : `D-${month ?? ''}-${count}`;
}

/**
 * The figures of one month in lines as a spreadsheet copies them: a number of a business and a figure, or figures alone
 * in the order of `rows`. A cell means what it means in a file that is filled in; `unfilled` are words that stand in a
 * cell without a figure. Undefined for more than {@link MOST_LINES}.
 */
export function readPasted(
  text: string,
  rows: readonly string[],
  month: Month,
  unfilled: ReadonlySet<string>,
): Pasted | undefined {
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines.length > MOST_LINES) return undefined;
  const table = lines.map((line) => line.split('\t').map((cell) => cell.trim().replaceAll(/^"|"$/g, '')));
  const isNumbered = table.some((cells) => cells.some((cell) => numberIn(cell) !== undefined));
  const entries: SheetEntry[] = [];
  const bad: BadCell[] = [];
  let empty = 0;
  for (const [at, cells] of table.entries()) {
    const named = isNumbered ? cells.map(numberIn).find((it) => it !== undefined) : rows[at];
    const value = cells.findLast((cell) => cell !== '' && numberIn(cell) === undefined) ?? '';
    if (value === '' || unfilled.has(value.toLowerCase())) {
      empty += 1;
      continue;
    }
    const place = { row: at + 1, column: month, number: named ?? '' };
    const read = readFilled(value);
    if (named === undefined) bad.push({ ...place, reason: 'no-number' });
    else if ('reason' in read) bad.push({ ...place, ...read });
    else entries.push({ ...place, number: named, month, ...read });
  }
  const counted = new Map<string, Set<number>>();
  for (const { number, amount } of entries)
    counted.set(number, (counted.get(number) ?? new Set()).add(amount));
  // Two figures for one business: nobody can say which of them is right. The same one twice is taken once.
  const taken = new Set<string>();
  const once: SheetEntry[] = [];
  for (const entry of entries) {
    const { row, column, number } = entry;
    if (counted.get(number)?.size === 1 && !taken.has(number)) once.push(entry);
    else bad.push({ row, column, number, reason: 'twice' });
    taken.add(number);
  }
  return { lines: lines.length, entries: once, bad: bad.toSorted((a, b) => a.row - b.row), empty };
}
