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
