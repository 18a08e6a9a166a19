import { prefix } from '../../domain/words/clip.ts';
import { cellText } from './cell-text.ts';
import type { ReadCell, ReadRow, ReadTable } from './cells.ts';
import { unpack, UnreadableSheet } from './unpack.ts';
import { attribute, decoded, elements, isOn, textIn, withoutPrefix } from './xml.ts';

const BOOK = 'xl/workbook.xml';
const LINKS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedstrings.xml';
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;

/** From 1 January 1900, as spreadsheets count days, to 1 January 1904. */
const DAYS_1900_TO_1904 = 1_462;
/** What a spreadsheet shows where a formula came to nothing; its own name where the file gives none. */
const NO_VALUE = '#VALUE!';
/** Cells that may show what stands in another one. */
const MOST_MERGED = 1_000_000;

/**
 * The sheets of an XLSX file in the order of their tabs.
 * @throws UnreadableSheet
 */
export async function readWorkbook(data: Buffer, mostRows: number): Promise<readonly ReadTable[]> {
  const packed = await unpack(data, (part) => {
    const name = part.toLowerCase();
    return name === BOOK || name === LINKS || name === STRINGS || SHEET.test(name);
  });
  const parts = new Map([...packed].map(([part, xml]) => [part.toLowerCase(), withoutPrefix(xml)]));
  const shared = [...elements(parts.get(STRINGS) ?? '', 'si')].map(({ content }) => textIn(content));
  const book = parts.get(BOOK) ?? '';
  const [settings] = elements(book, 'workbookPr');
  const addedDays = isOn(attribute(settings?.tag ?? '', 'date1904')) ? DAYS_1900_TO_1904 : 0;
  const tables = sheetsOf(book, parts).map(({ sheet, hidden, xml }) => ({
    sheet,
    hidden,
    addedDays,
    rows: rowsOf(xml, shared, mostRows),
  }));
  if (tables.length === 0) throw new UnreadableSheet('not-a-sheet');
  return tables;
}

interface Sheet {
  readonly sheet: string;
  readonly hidden: boolean;
  readonly xml: string;
}

/** What the workbook lists; what stands in the file, in the order of its numbers, when it lists nothing. */
function sheetsOf(book: string, parts: ReadonlyMap<string, string>): readonly Sheet[] {
  const links = new Map(
    [...elements(parts.get(LINKS) ?? '', 'Relationship')].map(({ tag }) => [
      attribute(tag, 'Id'),
      partOf(attribute(tag, 'Target') ?? ''),
    ]),
  );
  const listed = [...elements(book, 'sheet')].flatMap(({ tag }): readonly Sheet[] => {
    const xml = parts.get(links.get(attribute(tag, ':id')) ?? '');
    const state = attribute(tag, 'state') ?? 'visible';
    return xml === undefined
      ? []
      : [{ sheet: attribute(tag, 'name') ?? '', hidden: state.toLowerCase() !== 'visible', xml }];
  });
  if (listed.length > 0) return listed;
  return [...parts]
    .flatMap(([part, xml]) => (SHEET.test(part) ? [{ sheet: part.slice(14, -4), hidden: false, xml }] : []))
    .toSorted((a, b) => a.sheet.localeCompare(b.sheet, 'id', { numeric: true }));
}

/** A target is written from the folder of the workbook, or from the root of the file. */
function partOf(target: string): string {
  const path = target.replaceAll('\\', '/').toLowerCase();
  return path.startsWith('/') ? path.slice(1) : `xl/${path.replace(/^\.\//, '')}`;
}

function rowsOf(xml: string, shared: readonly string[], mostRows: number): readonly ReadRow[] {
  const rows: { readonly row: number; readonly cells: readonly ReadCell[] }[] = [];
  let before = 0;
  for (const { tag, content } of elements(xml, 'row')) {
    const row = Number(attribute(tag, 'r') ?? before + 1);
    before = row;
    const cells: ReadCell[] = [];
    let next = 0;
    for (const cell of elements(content, 'c')) {
      const at = columnOf(/^[A-Z]{1,3}(?=\d)/.exec(attribute(cell.tag, 'r') ?? '')?.[0]) ?? next;
      next = at + 1;
      const value = cellValue(cell.tag, cell.content, shared);
      if (value !== undefined) cells[at] = value;
    }
    if (cells.every((cell) => cell === undefined)) continue;
    rows.push({ row, cells: Array.from(cells) });
    if (rows.length > mostRows + 1) throw new UnreadableSheet('too-many-rows');
  }
  return withMerged(xml, rows);
}

/** Only cells merged downwards belong to several rows; a title merged to the right belongs to one. */
function withMerged(xml: string, rows: readonly Omit<ReadRow, 'merged'>[]): readonly ReadRow[] {
  const places = new Map(rows.map(({ row }, index) => [row, index]));
  const merged = new Map<number, Map<number, ReadCell>>();
  let left = MOST_MERGED;
  for (const { tag } of elements(xml, 'mergeCell')) {
    const [, letters, from, to] =
      /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attribute(tag, 'ref') ?? '') ?? [];
    const at = columnOf(letters);
    const first = places.get(Number(from));
    const value = at === undefined || first === undefined ? undefined : rows[first]?.cells[at];
    if (at === undefined || first === undefined || value === undefined || from === to) continue;
    for (const { row } of restOf(rows, first)) {
      if (row > Number(to)) break;
      left -= 1;
      if (left < 0) throw new UnreadableSheet('too-large');
      const there = merged.get(row) ?? new Map<number, ReadCell>();
      merged.set(row, there.set(at, value));
    }
  }
  return rows.map((it) => ({ ...it, merged: merged.get(it.row) ?? new Map<number, ReadCell>() }));
}

function* restOf<T>(rows: readonly T[], first: number): Generator<T> {
  for (let at = first; at < rows.length; at++) {
    const row = rows[at];
    if (row !== undefined) yield row;
  }
}

/** 0 for "A", 26 for "AA". */
function columnOf(letters: string | undefined): number | undefined {
  if (letters === undefined) return undefined;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

function cellValue(tag: string, content: string, shared: readonly string[]): ReadCell {
  const type = attribute(tag, 't') ?? 'n';
  const [value] = elements(content, 'v');
  const raw = value === undefined ? '' : decoded(value.content).trim();
  if (type === 'e') return raw === '' ? NO_VALUE : raw;
  if (type === 'b') return undefined;
  if (type === 'inlineStr') return cellText(textIn(content));
  if (type === 's') return cellText(shared[Number(raw)] ?? '');
  // A program that does not compute leaves the value of its formulas out.
  if (raw === '') return type === 'n' && /<f[\s>/]/.test(content) ? NO_VALUE : undefined;
  if (type === 'd') return prefix(raw, 10);
  const number = Number(raw);
  return type === 'n' && Number.isFinite(number) ? number : cellText(raw);
}
