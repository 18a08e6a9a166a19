import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Cell, CellType } from '../report.ts';
import { columnName, rowXml, serialDay, sheetEnd, sheetStart, type SheetValue } from './sheet-xml.ts';
import { sheetPath, styles, workbookParts } from './workbook-xml.ts';
import { jakartaClock, type FileColumn, type Info, type Writer } from './writer.ts';

export interface XlsxOptions {
  readonly words: {
    readonly data: string;
    /** Name of the second sheet and on. */
    part(part: number): string;
    readonly info: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly creator: string;
  readonly created: Date;
  /** Data rows of one sheet; a sheet of the format holds 1,048,576 rows. */
  readonly rowsPerSheet?: number;
}

const ROWS_PER_SHEET = 1_000_000;
/** Characters that are handed on at once. */
const PIECE = 65_536;
/** A third of the time of the usual 6, and files a tenth larger. */
const LEVEL = 3;

/** A sheet that is being written. */
interface OpenSheet {
  readonly stream: PassThrough;
  rows: number;
}

/**
 * An XLSX file written as a stream: frozen header, filters, widths, real numbers and dates, a sheet at the end that
 * says what the file is. Texts are never formulas, and numbers such as a NIK stay texts with all their digits.
 *
 * The XML is written here and not by exceljs: its streaming writer takes four times as long for rows of 24
 * columns and 200 MB more memory, and has no way to wait for the disk.
 */
export function xlsxWriter(path: string, columns: readonly FileColumn[], options: XlsxOptions): Writer {
  const { words, rowsPerSheet = ROWS_PER_SHEET } = options;
  const file = createWriteStream(path, { mode: 0o600 });
  const zip = new ZipFile();
  let failure: unknown;
  const ended = new AbortController();
  const written = pipeline(zip.outputStream, file).catch((error: unknown) => {
    failure = error;
    ended.abort(error);
  });
  const names: string[] = [];
  const letters = columns.map((_, at) => columnName(at));
  const formats = columns.map(({ type }) => styles[type]);
  const values = columns.map(({ type }) => valueOf(type, words));
  let sheet: OpenSheet | undefined;

  const put = async (to: OpenSheet, xml: string): Promise<void> => {
    if (to.stream.write(xml)) return;
    await once(to.stream, 'drain', { signal: ended.signal }).catch((error: unknown) => {
      throw failure ?? error;
    });
  };

  async function open(name: string, start: string): Promise<OpenSheet> {
    names.push(name);
    const stream = new PassThrough();
    zip.addReadStream(stream, sheetPath(names.length), { compressionLevel: LEVEL, mtime: options.created });
    const opened = { stream, rows: 0 };
    await put(opened, start);
    return opened;
  }

  async function openData(): Promise<OpenSheet> {
    const shapes = columns.map(({ width, type }) => ({ width, style: styles[type] }));
    const part = names.length + 1;
    const opened = await open(
      part === 1 ? words.data : words.part(part),
      sheetStart(shapes, true, part === 1),
    );
    const header = columns.map((it) => it.header);
    await put(
      opened,
      rowXml(
        1,
        header,
        letters,
        columns.map(() => styles.header),
      ),
    );
    return opened;
  }

  async function endData(of: OpenSheet): Promise<void> {
    await put(of, sheetEnd(`A1:${letters.at(-1) ?? 'A'}${of.rows + 1}`));
    of.stream.end();
  }

  async function writeInfo(info: Info): Promise<void> {
    const shapes = [
      { width: 32, style: styles.label },
      { width: 90, style: styles.note },
    ];
    const about = await open(words.info, sheetStart(shapes, false, false));
    for (const [at, line] of info.entries())
      await put(about, rowXml(at + 1, line, ['A', 'B'], [styles.label, styles.note]));
    await put(about, sheetEnd(undefined));
    about.stream.end();
  }

  return {
    get bytes() {
      return file.bytesWritten;
    },
    async write(rows) {
      let xml = '';
      for (const row of rows) {
        if (sheet !== undefined && sheet.rows >= rowsPerSheet) {
          await put(sheet, xml);
          xml = '';
          await endData(sheet);
          sheet = undefined;
        }
        sheet ??= await openData();
        sheet.rows++;
        xml += rowXml(
          sheet.rows + 1,
          values.map((value, at) => value(row[at])),
          letters,
          formats,
        );
        // Small pieces: little stays in memory, and whoever writes to the bot is answered in between.
        if (xml.length > PIECE) {
          await put(sheet, xml);
          xml = '';
        }
      }
      if (sheet !== undefined) await put(sheet, xml);
      if (failure !== undefined) throw failure;
    },
    async close(info) {
      await endData(sheet ?? (await openData()));
      await writeInfo(info);
      for (const [part, xml] of workbookParts(names, options))
        zip.addBuffer(Buffer.from(xml), part, { mtime: options.created });
      zip.end();
      await written;
      if (failure !== undefined) throw failure;
    },
    async abort() {
      file.destroy();
      await written;
      sheet?.stream.destroy();
    },
  };
}

function valueOf(type: CellType, { yes, no }: XlsxOptions['words']): (value: Cell) => SheetValue {
  return (value) => {
    if (value === undefined || typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? yes : no;
    if (type === 'moment') return serialDay(jakartaClock(value));
    if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return serialDay(new Date(`${value}T00:00:00Z`));
    if (type === 'month' && /^\d{4}-\d\d$/.test(value)) return serialDay(new Date(`${value}-01T00:00:00Z`));
    return value;
  };
}
