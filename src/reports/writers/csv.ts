import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { neutralise } from '../../domain/words/formula.ts';
import type { Cell } from '../report.ts';
import { clockTexts, type FileColumn, type Writer } from './writer.ts';

export type Separator = ';' | ',';

export interface CsvOptions {
  readonly separator: Separator;
  /** Words for yes and no. */
  readonly flags: readonly [yes: string, no: string];
  /** By how many ms the clock of the office is ahead of UTC. */
  readonly clockAhead: number;
}

const BOM = '\uFEFF';

/**
 * A CSV file: UTF-8 with BOM, CRLF (RFC 4180), headers first. What a spreadsheet would take for a formula gets an
 * apostrophe, which our importer removes. Dates are YYYY-MM-DD, months YYYY-MM, times of the clock at the office.
 */
export function csvWriter(path: string, columns: readonly FileColumn[], options: CsvOptions): Writer {
  const file = createWriteStream(path, { mode: 0o600 });
  let failure: Error | undefined;
  file.on('error', (error) => {
    failure = error;
  });
  const { separator } = options;
  const quoted = csvCell(separator);
  const put = async (chunk: string): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (!file.write(chunk)) await once(file, 'drain');
  };
  let begun = false;
  const begin = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    await put(`${BOM}${columns.map((it) => quoted(neutralise(it.header))).join(separator)}\r\n`);
  };
  const cells = columns.map(({ type }) => keepingLast(worded(type, options), quoted));
  return {
    get bytes() {
      return file.bytesWritten;
    },
    async write(rows) {
      await begin();
      // Letter by letter into one text: a file has some thirty million cells.
      let text = '';
      for (const row of rows) {
        for (let at = 0; at < cells.length; at++) {
          const value = row[at];
          if (at > 0) text += separator;
          if (value !== undefined) text += cells[at]?.(value) ?? '';
        }
        text += '\r\n';
      }
      await put(text);
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

type Worded = (value: Exclude<Cell, undefined>) => string;

/** The rows of a business say the same in many columns: each is worded and quoted once. */
function keepingLast(word: Worded, quoted: (text: string) => string): Worded {
  let last: Cell;
  let text = '';
  return (value) => {
    if (value !== last) {
      last = value;
      text = quoted(word(value));
    }
    return text;
  };
}

/** How a value of this type reads. */
function worded(type: FileColumn['type'], { flags, clockAhead }: CsvOptions): Worded {
  const [yes, no] = flags;
  const clockText = clockTexts(clockAhead);
  return (value) => {
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'number') return type === 'moment' ? clockText(value) : String(value);
    return neutralise(value);
  };
}

/** A cell as RFC 4180 has it: quoted where a separator, a quote or a line break stands in it. */
function csvCell(separator: Separator): (text: string) => string {
  const special = separator === ';' ? /[;"\r\n]/ : /[,"\r\n]/;
  return (text) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}

/** Rows of text as one CSV file of ours, for what is small enough to be held at once. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = csvCell(';');
  return BOM + rows.map((row) => `${row.map((it) => cell(neutralise(it))).join(';')}\r\n`).join('');
}
