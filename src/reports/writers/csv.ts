import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { prefix } from '../../domain/words/clip.ts';
import { neutralise } from '../../domain/words/formula.ts';
import type { Cell } from '../report.ts';
import { jakartaClock, type FileColumn, type Writer } from './writer.ts';

export type Separator = ';' | ',';

export interface CsvOptions {
  readonly separator: Separator;
  /** Words for yes and no. */
  readonly flags: readonly [yes: string, no: string];
}

const BOM = '\uFEFF';

/**
 * A CSV file: UTF-8 with BOM, CRLF (RFC 4180), headers first. What a spreadsheet would take for a formula gets an
 * apostrophe, which our importer removes. Dates are YYYY-MM-DD, months YYYY-MM, times of the clock in Jakarta.
 */
export function csvWriter(path: string, columns: readonly FileColumn[], options: CsvOptions): Writer {
  const file = createWriteStream(path, { mode: 0o600 });
  let failure: Error | undefined;
  file.on('error', (error) => {
    failure = error;
  });
  const text = (rows: readonly (readonly string[])[]): string =>
    stringify(
      rows.map((row) => [...row]),
      { delimiter: options.separator, record_delimiter: '\r\n' },
    );
  const put = async (chunk: string): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (!file.write(chunk)) await once(file, 'drain');
  };
  let begun = false;
  const begin = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    await put(BOM + text([columns.map((it) => neutralise(it.header))]));
  };
  const cells = columns.map(({ type }) => worded(type, options));
  return {
    get bytes() {
      return file.bytesWritten;
    },
    async write(rows) {
      await begin();
      await put(text(rows.map((row) => cells.map((cell, at) => cell(row[at])))));
    },
    async close() {
      await begin();
      file.end();
      await once(file, 'close');
      if (failure !== undefined) throw failure;
    },
    async abort() {
      file.destroy();
    },
  };
}

/** How a value of this type reads. */
function worded(type: FileColumn['type'], { flags }: CsvOptions): (value: Cell) => string {
  const [yes, no] = flags;
  return (value) => {
    if (value === undefined) return '';
    if (typeof value === 'number') return String(value);
    if (typeof value === 'boolean') return value ? yes : no;
    if (type === 'moment') return prefix(jakartaClock(value).toISOString(), 19).replace('T', ' ');
    return neutralise(value);
  };
}

/** Rows of text as one CSV file of ours, for what is small enough to be held at once. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return (
    BOM +
    stringify(
      rows.map((row) => row.map(neutralise)),
      { delimiter: ';', record_delimiter: '\r\n' },
    )
  );
}
