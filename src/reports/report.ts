import { Temporal } from 'temporal-polyfill';
import { prefix } from '../domain/words/clip.ts';
import type { Duty } from '../domain/office/roles.ts';
import { addMonths, type Month } from '../domain/month/month.ts';
import type { Period } from '../domain/month/period.ts';
import { firstDayOf, instantAt } from '../domain/when/dates.ts';
import { line, type Line, type TextKey } from '../i18n.ts';
import type { Services } from '../services/core/services.ts';
import type { ExportRequest } from '../services/office/exports.ts';
import type { Sql } from '../sql.ts';
import type { SalesTally } from './sales-tally.ts';

/**
 * How a value is written. `rupiah`: whole rupiah. `date`: 'YYYY-MM-DD'. `month`: 'YYYY-MM'. `moment`: an instant in ms
 * since 1970, written as the clock of the office shows it. `flag`: yes or no. A text in a column of numbers stays a text.
 */
export type CellType = 'text' | 'number' | 'rupiah' | 'date' | 'month' | 'moment' | 'flag';

/** Undefined: the cell stays empty. */
export type Cell = string | number | boolean | undefined;

export interface Column {
  readonly key: string;
  readonly header: Line;
  readonly type: CellType;
  /** Characters. */
  readonly width: number;
  /** What of a person it shows; phone and NIK are masked without the right, in one place for all reports. */
  readonly personal?: 'name' | 'phone' | 'nik';
  /** Columns that a layout of the office names by one word, such as all months of a period. */
  readonly group?: string;
}

/** Cells by key of column; keys that no column names are left out. */
export type Row = Readonly<Record<string, Cell>>;

/** What a report is asked about. */
interface Scope {
  /** Undefined for a report without a period. */
  readonly period: Period | undefined;
  /** Codes of kecamatan; empty: all, and what has none. */
  readonly kecamatan: readonly string[];
  /** Id of the one programme that it is about; undefined: all. */
  readonly programme?: string | undefined;
  /** Name of the one tag that its businesses have; undefined: all. */
  readonly tag?: string | undefined;
  /** Row of the survey that it is about. */
  readonly about?: number | undefined;
  /** Rows of what a company is shown, of a file of its candidates. */
  readonly disclosures?: readonly number[] | undefined;
  /** The stored results that it is made from, or about. */
  readonly results?: ExportRequest['results'];
  /** The figures of this moment. */
  readonly asOf: Date;
}

/** What its rows are counted from. */
export interface CountSource extends Scope {
  readonly services: Services;
  /** Number of the member for whom it is, or "cli". */
  readonly actor: string;
  /** The month it is now at the office. */
  readonly running: Month;
}

export interface Source extends CountSource {
  /** By how many ms the clock of the office is ahead of UTC. */
  readonly clockAhead: number;
  /** For what is read by the hundred thousand. */
  readonly sql: Sql;
  /** A text in the language of the file. */
  word(it: TextKey | Line): string;
  /** The text under `prefix.value`; a value that has none as it is. */
  known(prefix: string, value: string | null | undefined): string | undefined;
  /** Where sales are counted for the summary beside the file. */
  readonly tally?: SalesTally;
}

export interface Report {
  readonly key: string;
  readonly title: TextKey;
  /** Whether it is about months. */
  readonly hasPeriod: boolean;
  /** Whether its rows belong to kecamatan. Others are only for somebody who works in the whole kabupaten. */
  readonly byKecamatan: boolean;
  /** Whether it is about one programme. */
  readonly byProgramme?: true;
  /** Whether its rows are businesses, which may have a tag. */
  readonly byTag?: true;
  /** Whether it is made of the rows of today, although it is about stored results. */
  readonly ofToday?: true;
  /** Beside the right to export. */
  readonly duty: Duty;
  readonly formats: readonly Format[];
  /** People are called by it: phone numbers can be shown in full where they are asked for. */
  readonly callList?: true;
  /** A file of totals with a picture goes with it. */
  readonly withSummary?: true;
  columns(scope: Scope): readonly Column[];
  /** About how many rows there will be, for the progress. */
  count(source: CountSource): Promise<number>;
  /** Rows in the order of their keys, in pages of at most {@link PAGE}; no transaction is held open between them. */
  pages(source: Source): AsyncGenerator<readonly Row[]>;
}

export type Format = 'xlsx' | 'csv';
export const formats: readonly Format[] = ['xlsx', 'csv'];

/** The embedded database blocks the event loop while it reads: 1,000 rows take about 12 ms. */
export const PAGE = 1_000;

type ColumnKey = Extract<TextKey, `export.column.${string}`> extends `export.column.${infer K}` ? K : never;

/** A column under the text `export.column.<key>`. */
export function column(
  key: ColumnKey,
  type: CellType,
  width: number,
  personal?: NonNullable<Column['personal']>,
): Column {
  return {
    key,
    type,
    width,
    header: line(`export.column.${key}`),
    ...(personal === undefined ? {} : { personal }),
  };
}

/** Reads a table by key, page after page. `read` gets the last id seen. */
export async function* byKey<T extends { readonly id: number }>(
  read: (after: number, take: number) => Promise<readonly T[]>,
  take = PAGE,
): AsyncGenerator<readonly T[]> {
  for (let after = 0; ;) {
    const rows = await read(after, take);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < take) return;
    after = last.id;
  }
}

/** The day of an instant at the office, 'YYYY-MM-DD'. */
export function dayOf(source: Pick<Source, 'clockAhead'>, at: Date): string;
export function dayOf(source: Pick<Source, 'clockAhead'>, at: Date | null | undefined): string | undefined;
export function dayOf(
  { clockAhead }: Pick<Source, 'clockAhead'>,
  at: Date | null | undefined,
): string | undefined {
  return at === null || at === undefined
    ? undefined
    : prefix(new Date(at.getTime() + clockAhead).toISOString(), 10);
}

export function momentOf(at: Date | null | undefined): number | undefined {
  return at?.getTime();
}

/** The instants of whole months, for columns of time. */
export function spanOf(
  { services }: CountSource,
  { first, last }: Period,
): { readonly gte: Date; readonly lt: Date } {
  const start = (month: Month): Date =>
    instantAt(firstDayOf(month), new Temporal.PlainTime(), services.office.zone);
  return { gte: start(first), lt: start(addMonths(last, 1)) };
}

/** What happened in the period, and not after the moment of the file. */
export function happenedIn(scope: CountSource): {
  readonly gte?: Date;
  readonly lte?: Date;
  readonly lt?: Date;
} {
  const { period, asOf } = scope;
  return { lte: asOf, ...(period === undefined ? {} : spanOf(scope, period)) };
}
