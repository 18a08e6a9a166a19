import type { ReadTable } from './cells.ts';
import { readCsv } from './csv-rows.ts';
import { UnreadableSheet } from './unpack.ts';
import { readWorkbook } from './workbook.ts';

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
