import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { neutralise } from '../../domain/words/formula.ts';
import type { Cell } from '../report.ts';
import { clockText, type FileColumn, type Writer } from './writer.ts';

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
  const lines = csvLines(options.separator);
  const put = async (chunk: string): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (!file.write(chunk)) await once(file, 'drain');
  };
  let begun = false;
  const begin = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    await put(BOM + lines([columns.map((it) => neutralise(it.header))]));
  };
  const cells = columns.map(({ type }) => worded(type, options));
  return {
    get bytes() {
      return file.bytesWritten;
    },
    async write(rows) {
      await begin();
      await put(lines(rows.map((row) => cells.map((cell, at) => cell(row[at])))));
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
    if (type === 'moment') return clockText(value);
    return neutralise(value);
  };
}

/** Lines of cells as RFC 4180 has them: quoted where a separator, a quote or a line break stands in them. */
function csvLines(separator: Separator): (rows: readonly (readonly string[])[]) => string {
  const special = separator === ';' ? /[;"\r\n]/ : /[,"\r\n]/;
  const cell = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return (rows) => rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

/** Rows of text as one CSV file of ours, for what is small enough to be held at once. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BOM + csvLines(';')(rows.map((row) => row.map(neutralise)));
}
