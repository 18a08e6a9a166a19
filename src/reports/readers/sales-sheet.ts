import type { Temporal } from 'temporal-polyfill';
import { clip, prefix } from '../../domain/words/clip.ts';
import type { Month } from '../../domain/month/month.ts';
import { readPeriod } from '../../domain/month/period.ts';
import { readCellRupiah } from '../../domain/money/rupiah-cell.ts';
import { languageCodes, line, type TextKey, type Texts } from '../../i18n.ts';
import type { BadCell, SheetEntry } from '../../services/sales/sales-sheet.ts';
import type { Layouts } from '../layout.ts';
import { readTables } from './table.ts';
import type { ReadCell, ReadRow, ReadTable } from './cells.ts';
import { UnreadableSheet } from './unpack.ts';

export interface ReadSheet {
  readonly entries: readonly SheetEntry[];
  readonly bad: readonly BadCell[];
}

interface Columns {
  readonly header: ReadRow;
  readonly number: number;
  readonly month: number | undefined;
  readonly fill: number | undefined;
  readonly amount: number | undefined;
  /** Columns that are months themselves. */
  readonly months: readonly { readonly at: number; readonly month: Month }[];
  /** What the days of this file need to be counted from 1900. */
  readonly addedDays: number;
}

/** Below that a number may mean thousands or millions. */
const LEAST = 10_000;
const EPOCH = 25_569;
const DAY_MS = 86_400_000;

/** How the columns are called in a file of ours, in every language and in the office's own layout. */
export interface SheetWords {
  readonly number: ReadonlySet<string>;
  readonly month: ReadonlySet<string>;
  readonly fill: ReadonlySet<string>;
  readonly amount: ReadonlySet<string>;
  /** What stands in a cell that nobody has filled in. */
  readonly unfilled: ReadonlySet<string>;
  readonly total: ReadonlySet<string>;
}

const same = (text: string): string => text.trim().toLowerCase();

export function sheetWords(texts: Texts, layouts: Layouts): SheetWords {
  const said = (...keys: readonly TextKey[]): string[] =>
    languageCodes.flatMap((language) =>
      keys.map((key) =>
        same(texts.plain(line(key), { language, salutation: undefined, shortName: undefined })),
      ),
    );
  const own = (name: string): string[] =>
    Object.values(layouts).flatMap((columns) =>
      columns.flatMap(({ column, header }) =>
        column === name && header !== undefined ? [same(header)] : [],
      ),
    );
  return {
    number: new Set([...said('export.column.number'), ...own('number')]),
    month: new Set([...said('export.column.month'), ...own('month')]),
    fill: new Set([...said('export.column.fill'), ...own('fill')]),
    amount: new Set([...said('export.column.amount'), ...own('amount')]),
    unfilled: new Set(said('export.state.missing', 'export.state.notAsked')),
    total: new Set(said('export.matrix.total')),
  };
}

/**
 * The figures of a sheet of ours that was filled in: non-reporters or sales with a row for every month, or months ×
 * businesses. What is not certain is never guessed, and named with its row and column. `today` is the day at the office.
 * @throws UnreadableSheet
 */
export async function readSalesSheet(
  name: string,
  data: Buffer,
  words: SheetWords,
  today: Temporal.PlainDate,
): Promise<ReadSheet> {
  const entries: SheetEntry[] = [];
  const bad: BadCell[] = [];
  const seen = new Map<string, number>();
  let found = false;
  for (const table of await readTables(name, data)) {
    const columns = table.hidden ? undefined : columnsOf(table, words, today);
    if (columns === undefined) continue;
    found = true;
    for (const row of table.rows) {
      if (row.row <= columns.header.row) continue;
      for (const cell of cellsOf(row, columns)) {
        const read = readCell(row, cell, columns, words, today);
        if (read === undefined) continue;
        if (!('amount' in read)) {
          bad.push(read);
          continue;
        }
        const key = `${read.number} ${read.month}`;
        const before = seen.get(key);
        seen.set(key, read.amount);
        if (before === undefined) entries.push(read);
        else if (before !== read.amount)
          bad.push({ row: read.row, column: read.column, number: read.number, reason: 'twice' });
      }
    }
  }
  if (!found) throw new UnreadableSheet('no-header');
  return { entries, bad };
}

function columnsOf(
  { rows, addedDays }: ReadTable,
  words: SheetWords,
  today: Temporal.PlainDate,
): Columns | undefined {
  // Somebody may have put a title above our header.
  for (const header of rows.slice(0, 10)) {
    const find = (names: ReadonlySet<string>): number | undefined => {
      const at = header.cells.findIndex((cell) => typeof cell === 'string' && names.has(same(cell)));
      return at === -1 ? undefined : at;
    };
    const number = find(words.number);
    if (number === undefined) continue;
    const month = find(words.month);
    const months =
      month === undefined
        ? header.cells.flatMap((cell, at) => {
            const read = at === number ? undefined : monthOfCell(cell, today, addedDays);
            return read === undefined ? [] : [{ at, month: read }];
          })
        : [];
    const fill = find(words.fill);
    const amount = find(words.amount);
    if (months.length > 0 || (month !== undefined && (fill ?? amount) !== undefined))
      return { header, number, month, fill, amount, months, addedDays };
  }
  return undefined;
}

interface Filled {
  readonly at: number;
  readonly value: string | number;
  readonly month: Month | undefined;
}

/** The cells of a row that may hold a figure. */
function cellsOf(row: ReadRow, columns: Columns): readonly Filled[] {
  if (columns.months.length > 0)
    return columns.months.flatMap(({ at, month }) => {
      const value = row.cells[at];
      return value === undefined ? [] : [{ at, value, month }];
    });
  const at = [columns.fill, columns.amount].find((it) => it !== undefined && row.cells[it] !== undefined);
  const value = at === undefined ? undefined : row.cells[at];
  return at === undefined || value === undefined ? [] : [{ at, value, month: undefined }];
}

/** What a cell shows: its own value, or that of the cells it is merged with. */
const shown = (row: ReadRow, at: number): ReadCell => row.cells[at] ?? row.merged.get(at);

function readCell(
  row: ReadRow,
  cell: Filled,
  columns: Columns,
  words: SheetWords,
  today: Temporal.PlainDate,
): SheetEntry | BadCell | undefined {
  const number = shown(row, columns.number);
  if (typeof number === 'string' && words.total.has(same(number))) return undefined;
  if (typeof cell.value === 'string' && words.unfilled.has(same(cell.value))) return undefined;
  const header = columns.header.cells[cell.at];
  const column = typeof header === 'string' ? header : (cell.month ?? '');
  const refused = (reason: BadCell['reason'], likely?: number): BadCell => ({
    row: row.row,
    column,
    number: typeof number === 'string' ? clip(number, 20) : '',
    reason,
    ...(likely === undefined ? {} : { likely }),
  });
  if (typeof number !== 'string') return refused('no-number');
  const month = cell.month ?? monthOfCell(shown(row, columns.month ?? -1), today, columns.addedDays);
  if (month === undefined) return refused('no-month');
  // One figure for several rows: nobody can say how much of it belongs to which.
  const amount = row.merged.has(cell.at) ? { reason: 'doubtful' as const } : readFilled(cell.value);
  if ('reason' in amount) return refused(amount.reason, amount.likely);
  return { row: row.row, column, number: number.toUpperCase(), month, ...amount };
}

/** The figure of a cell that somebody has filled in, in whole rupiah, or why it is not taken. */
export function readFilled(
  value: string | number,
):
  | { readonly amount: number; readonly estimate: boolean }
  | { readonly reason: 'doubtful' | 'not-money'; readonly likely?: number } {
  const read = readCellRupiah(value);
  if (read.kind === 'none') return { reason: 'not-money' };
  if (read.kind !== 'ok') {
    const { likely } = read;
    return { reason: 'doubtful', ...(likely === undefined || likely < LEAST ? {} : { likely }) };
  }
  const amount = read.value;
  // Words for nothing at all may mean that nobody was asked.
  const isZero = amount === 0 && /\d/.test(String(value));
  return isZero || amount >= LEAST ? { amount, estimate: read.approximate === true } : { reason: 'doubtful' };
}

/** '2026-09', 'Sep 2026', or the day that Excel counts. */
function monthOfCell(cell: ReadCell, today: Temporal.PlainDate, addedDays: number): Month | undefined {
  const day = typeof cell === 'number' ? Math.floor(cell) + addedDays : undefined;
  if (day !== undefined)
    return day > 36_526 && day < 73_050
      ? prefix(new Date((day - EPOCH) * DAY_MS).toISOString(), 7)
      : undefined;
  if (typeof cell !== 'string') return undefined;
  const exact = /^(20\d\d-(?:0[1-9]|1[0-2]))(?:-\d\d)?$/.exec(cell)?.[1];
  if (exact !== undefined) return exact;
  // A header such as "Jumlah" is no month; one with a year is.
  const read = /\d{4}/.test(cell) ? readPeriod(cell, today) : undefined;
  return read?.kind === 'ok' && read.value.first === read.value.last ? read.value.first : undefined;
}
