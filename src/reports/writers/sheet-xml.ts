import { clip } from '../../domain/words/clip.ts';
import { HEAD, MAIN, OFFICE } from './xml-names.ts';

/** The XML of a worksheet (ECMA-376 part 1, 18.3), written row by row. */

/** What a cell holds: a date is a number of days, and no cell is ever a formula. */
export type SheetValue = string | number | undefined;

/** Index of a cell format in the styles of the workbook. */
export type Style = number;

/** Excel cuts longer texts with a warning that the file is damaged. */
const LONGEST_TEXT = 32_767;
const DAY_MS = 86_400_000;
/** 1 January 1970 in days since 30 December 1899. */
const EPOCH = 25_569;

/** "A" for 0, "AA" for 26. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

/** Days as Excel counts them; `utc` in UTC, so that no time zone moves it. */
export function serialDay(utc: Date): number {
  return utc.getTime() / DAY_MS + EPOCH;
}

// what XML cannot hold, what has a meaning in it, and what Excel would decode (`_x000D_`)
const SPECIAL = /[&<>_\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** A text as content of XML: what XML cannot hold is left out. */
export function xmlText(text: string): string {
  const cut = clip(text, LONGEST_TEXT);
  if (!SPECIAL.test(cut)) return cut;
  return cut
    .replaceAll(/[\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Writes rows of cells; `styles` and letters of the columns are computed once for a sheet. */
export function rowXml(
  number: number,
  values: readonly SheetValue[],
  letters: readonly string[],
  styles: readonly Style[],
): string {
  let xml = `<row r="${number}">`;
  for (const [at, value] of values.entries()) {
    if (value === undefined || value === '') continue;
    const place = `r="${letters[at]}${number}" s="${styles[at]}"`;
    xml +=
      typeof value === 'number'
        ? `<c ${place}><v>${value}</v></c>`
        : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

interface SheetColumn {
  /** Characters. */
  readonly width: number;
  /** Of cells that are not written. */
  readonly style: Style;
}

export interface SheetLook {
  readonly columns: readonly SheetColumn[];
  /** The first row and so many columns stay in sight, and are printed again on every page. */
  readonly frozenColumns?: number;
  /** It is seen when the file is opened. */
  readonly selected?: boolean;
}

/** Everything before the first row. Every sheet is printed lying, one page wide. */
export function sheetStart({ columns, frozenColumns: frozen, selected }: SheetLook): string {
  const fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  const pane =
    frozen === undefined
      ? ''
      : `<pane xSplit="${frozen}" ySplit="1" topLeftCell="${columnName(frozen)}2" activePane="bottomRight" state="frozen"/>`;
  const cols = columns
    .map(
      ({ width, style }, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`,
    )
    .join('');
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${fit}<sheetViews><sheetView workbookViewId="0"${selected === true ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${cols}</cols><sheetData>`;
}

/** The part of a sheet that is printed again on every page, as a defined name holds it (18.2.5). */
export function printTitles(sheet: string, frozenColumns: number): string {
  const name = `'${sheet.replaceAll("'", "''")}'`;
  return `${name}!$A:$${columnName(frozenColumns - 1)},${name}!$1:$1`;
}

/** Everything after the last row: the range that can be filtered, the paper (A4), the place of a picture. */
export function sheetEnd(more: { readonly filter?: string; readonly picture?: boolean } = {}): string {
  const filter = more.filter === undefined ? '' : `<autoFilter ref="${more.filter}"/>`;
  const page = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
  const drawing = more.picture === true ? '<drawing r:id="rId1"/>' : '';
  return `</sheetData>${filter}${page}${drawing}</worksheet>`;
}
