import { readCsv } from './csv-rows.ts';
import { UnreadableSheet } from './unpack.ts';
import { readWorkbook } from './workbook.ts';

/** What stands in a cell; a date is the number of days that the spreadsheet counts. */
export type ReadCell = string | number | undefined;

export interface ReadRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly ReadCell[];
  /** What a cell shows that is merged with others above or below it, by its place; the first of them, too. */
  readonly merged: ReadonlyMap<number, ReadCell>;
}

export interface ReadTable {
  /** Name of the sheet; undefined in a CSV file. */
  readonly sheet: string | undefined;
  /** A sheet that nobody sees who opens the file. */
  readonly hidden: boolean;
  /** What has to be added to the days of this file: it may count from 1904 instead of 1900. */
  readonly addedDays: number;
  /** Without empty rows. */
  readonly rows: readonly ReadRow[];
}

/** Data rows that are read, without the header. */
const MOST_ROWS = 5_000;

/**
 * The tables of an XLSX file (one a sheet, in the order of their tabs) or of a CSV file (one). Formulas are not
 * computed: a cell has the value that the spreadsheet stored, and an error stays what it is called (#N/A). Apostrophes
 * that our own CSV put before formulas are taken away.
 * @throws UnreadableSheet
 */
export async function readTables(
  name: string,
  data: Buffer,
  mostRows = MOST_ROWS,
): Promise<readonly ReadTable[]> {
  // A ZIP file begins so, whatever somebody has called it.
  const isZip = data.subarray(0, 2).toString('latin1') === 'PK';
  const tables =
    /\.csv$/i.test(name) && !isZip
      ? [{ sheet: undefined, hidden: false, addedDays: 0, rows: readCsv(data) }]
      : await readWorkbook(data, mostRows);
  if (tables.some(({ rows }) => rows.length > mostRows + 1)) throw new UnreadableSheet('too-many-rows');
  return tables;
}
