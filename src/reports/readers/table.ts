import { parse } from 'csv-parse/sync';
import { restore } from '../../domain/formula.ts';
import { unpack, UnreadableSheet } from './unpack.ts';

/** What stands in a cell; a date is the number of days that Excel counts. */
export type ReadCell = string | number | undefined;

export interface ReadRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly ReadCell[];
}

/** Data rows that are read, without the header. */
export const MOST_ROWS = 5_000;

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;
const STRINGS = 'xl/sharedStrings.xml';

/**
 * The tables of an XLSX file (one a sheet, in order) or of a CSV file (one), without empty rows. Formulas are not
 * computed: a cell has the value that the spreadsheet stored. Apostrophes that our own CSV put before formulas are
 * taken away.
 * @throws UnreadableSheet
 */
export async function readTables(
  name: string,
  data: Buffer,
  mostRows = MOST_ROWS,
): Promise<readonly (readonly ReadRow[])[]> {
  if (/\.csv$/i.test(name)) return [readCsv(data, mostRows)];
  const parts = await unpack(data, (part) => part === STRINGS || SHEET.test(part));
  const shared = sharedStrings(parts.get(STRINGS) ?? '');
  const sheets = [...parts]
    .flatMap(([part, xml]) => {
      const number = SHEET.exec(part)?.[1];
      return number === undefined ? [] : [{ number: Number(number), xml }];
    })
    .toSorted((a, b) => a.number - b.number);
  if (sheets.length === 0) throw new UnreadableSheet('not-a-sheet');
  return sheets.map(({ xml }) => sheetRows(xml, shared, mostRows));
}

function readCsv(data: Buffer, mostRows: number): readonly ReadRow[] {
  const [head = ''] = data.subarray(0, 4_000).toString('utf8').split(/\r?\n/);
  const delimiter = [';', '\t', ','].find((it) => head.includes(it)) ?? ';';
  let records: readonly (readonly string[])[];
  try {
    records = parse(data, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 100_000,
      to: mostRows + 2,
    });
  } catch {
    throw new UnreadableSheet('not-a-sheet');
  }
  return limited(
    records
      .map((record, at) => ({
        row: at + 1,
        cells: record.map((text) => {
          const plain = restore(text).trim();
          return plain === '' ? undefined : plain;
        }),
      }))
      .filter(({ cells }) => cells.some((cell) => cell !== undefined)),
    mostRows,
  );
}

function limited(rows: readonly ReadRow[], mostRows: number): readonly ReadRow[] {
  if (rows.length > mostRows + 1) throw new UnreadableSheet('too-many-rows');
  return rows;
}

/** Elements of a name, one after another: their start tag and what stands in them. Linear, whatever the text. */
function* elements(xml: string, name: string): Generator<{ readonly tag: string; readonly content: string }> {
  const end = `</${name}>`;
  for (let at = xml.indexOf(`<${name}`); at !== -1; at = xml.indexOf(`<${name}`, at)) {
    const close = xml.indexOf('>', at);
    if (close === -1) return;
    const tag = xml.slice(at, close);
    // "<row" is also how "<rowBreaks" begins.
    if (!/[\s/]|^$/.test(tag.charAt(name.length + 1))) {
      at = close;
      continue;
    }
    if (tag.endsWith('/')) {
      yield { tag, content: '' };
      at = close;
      continue;
    }
    const stop = xml.indexOf(end, close);
    if (stop === -1) return;
    yield { tag, content: xml.slice(close + 1, stop) };
    at = stop + end.length;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only the five entities of XML and characters by number: what a file declares itself stays as it is. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

const textIn = (xml: string): string => {
  let text = '';
  for (const { content } of elements(xml, 't')) text += content;
  return decoded(text);
};

function sharedStrings(xml: string): readonly string[] {
  const texts: string[] = [];
  for (const { content } of elements(xml, 'si')) texts.push(textIn(content));
  return texts;
}

function sheetRows(xml: string, shared: readonly string[], mostRows: number): readonly ReadRow[] {
  const rows: ReadRow[] = [];
  let before = 0;
  for (const { tag, content } of elements(xml, 'row')) {
    const row = Number(/\sr="(\d+)"/.exec(tag)?.[1] ?? before + 1);
    before = row;
    const cells: ReadCell[] = [];
    for (const cell of elements(content, 'c')) {
      const at = columnOf(/\sr="([A-Z]{1,3})\d+"/.exec(cell.tag)?.[1]) ?? cells.length;
      const value = cellValue(cell.tag, cell.content, shared);
      if (value !== undefined) cells[at] = value;
    }
    if (cells.every((cell) => cell === undefined)) continue;
    rows.push({ row, cells: Array.from(cells) });
    if (rows.length > mostRows + 1) throw new UnreadableSheet('too-many-rows');
  }
  return rows;
}

/** 0 for "A", 26 for "AA". */
function columnOf(letters: string | undefined): number | undefined {
  if (letters === undefined) return undefined;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

function cellValue(tag: string, content: string, shared: readonly string[]): ReadCell {
  const type = /\st="(\w+)"/.exec(tag)?.[1] ?? 'n';
  const [value] = elements(content, 'v');
  const raw = value === undefined ? '' : decoded(value.content).trim();
  const text = type === 'inlineStr' ? textIn(content) : type === 's' ? (shared[Number(raw)] ?? '') : raw;
  if (type === 'n') {
    const number = Number(raw);
    return raw === '' || !Number.isFinite(number) ? undefined : number;
  }
  const plain = text.trim();
  return plain === '' || type === 'b' ? undefined : plain;
}
