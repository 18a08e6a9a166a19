import type { Cell, CellType } from '../report.ts';
import { columnName, rowXml, serialDay, sheetEnd, type SheetValue } from './sheet-xml.ts';
import { workbookFile, type OpenSheet } from './workbook-file.ts';
import { styles } from './workbook-xml.ts';
import { officeClock, type FileColumn, type Writer } from './writer.ts';

export interface XlsxOptions {
  /** By how many ms the clock of the office is ahead of UTC. */
  readonly clockAhead: number;
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

/**
 * An XLSX file written as a stream: frozen header and names, filters, widths, real numbers and dates, printed lying with
 * its header on every page, a sheet at the end that says what the file is. Texts are never formulas, and numbers such as a NIK stay texts with all their digits.
 */
export function xlsxWriter(path: string, columns: readonly FileColumn[], options: XlsxOptions): Writer {
  const { words, rowsPerSheet = ROWS_PER_SHEET } = options;
  const file = workbookFile(path, options);
  const letters = columns.map((_, at) => columnName(at));
  const formats = columns.map(({ type }) => styles[type]);
  const values = columns.map(({ type }) => valueOf(type, options));
  let sheet: OpenSheet | undefined;
  let rowsOfSheet = 0;

  async function openData(): Promise<OpenSheet> {
    const part = file.sheets + 1;
    const opened = await file.open(part === 1 ? words.data : words.part(part), {
      columns: columns.map(({ width, type }) => ({ width, style: styles[type] })),
      frozenColumns: frozenColumns(columns),
      selected: part === 1,
    });
    const header = columns.map((it) => it.header);
    const headerStyles = columns.map(() => styles.header);
    await opened.put(rowXml(1, header, letters, headerStyles));
    rowsOfSheet = 0;
    return opened;
  }

  const endData = (of: OpenSheet): Promise<void> =>
    of.end(sheetEnd({ filter: `A1:${letters.at(-1) ?? 'A'}${rowsOfSheet + 1}` }));

  return {
    get bytes() {
      return file.bytes;
    },
    async write(rows) {
      let xml = '';
      for (const row of rows) {
        if (sheet !== undefined && rowsOfSheet >= rowsPerSheet) {
          await sheet.put(xml);
          xml = '';
          await endData(sheet);
          sheet = undefined;
        }
        sheet ??= await openData();
        rowsOfSheet++;
        xml += rowXml(
          rowsOfSheet + 1,
          values.map((value, at) => value(row[at])),
          letters,
          formats,
        );
        // Small pieces: little stays in memory, and whoever writes to the bot is answered in between.
        if (xml.length > PIECE) {
          await sheet.put(xml);
          xml = '';
        }
      }
      if (sheet !== undefined) await sheet.put(xml);
    },
    async close(info) {
      await endData(sheet ?? (await openData()));
      await file.close(words.info, info);
    },
    abort: () => file.abort(),
  };
}

/** Characters that leave room for other columns on the screen of an office. */
const MOST_FROZEN = 84;

/** How many columns stay in sight: up to the last name for which there is room, otherwise the first one. */
function frozenColumns(columns: readonly FileColumn[]): number {
  let used = 0;
  let frozen = 1;
  for (const [at, { width, isName }] of columns.entries()) {
    used += width;
    if (used <= MOST_FROZEN && isName) frozen = at + 1;
  }
  return frozen;
}

function valueOf(
  type: CellType,
  { words: { yes, no }, clockAhead }: XlsxOptions,
): (value: Cell) => SheetValue {
  return (value) => {
    if (typeof value === 'number')
      return type === 'moment' ? serialDay(officeClock(value, clockAhead)) : value;
    if (value === undefined) return value;
    if (typeof value === 'boolean') return value ? yes : no;
    if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return serialDay(new Date(`${value}T00:00:00Z`));
    if (type === 'month' && /^\d{4}-\d\d$/.test(value)) return serialDay(new Date(`${value}-01T00:00:00Z`));
    return value;
  };
}
