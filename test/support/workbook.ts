import { readXlsx, type Sheet as ReadSheet } from 'hucre/xlsx';
import { ZipFile } from 'yazl';

/** The sheets of an XLSX file as another program reads them. */
export async function readSheets(content: Uint8Array): Promise<readonly ReadSheet[]> {
  const { sheets } = await readXlsx(content, { readStyles: true });
  return sheets;
}

/** How a sheet is printed and what of it stays in sight, as another program reads it. */
export const looksOf = ({ freezePane, pageSetup }: ReadSheet) => ({
  orientation: pageSetup?.orientation,
  onePageWide: pageSetup?.fitToPage === true && pageSetup.fitToWidth !== 0 && pageSetup.fitToHeight === 0,
  frozen: freezePane,
  again: [pageSetup?.printTitlesRow, pageSetup?.printTitlesColumn],
});

/** A cell of a small workbook; an error of a formula by its name, or any XML of a cell without its place. */
export type Cell = string | number | undefined | { readonly error: string } | { readonly xml: string };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly hidden?: boolean;
  /** Such as "C2:C4". */
  readonly merged?: readonly string[];
}

export interface BookOptions {
  readonly date1904?: boolean;
  /** Written before all elements, such as "x". */
  readonly prefix?: string;
}

/** An XLSX file as other programs than ours write them, made of as little as a spreadsheet needs. */
export async function workbook(sheets: readonly Sheet[], options: BookOptions = {}): Promise<Buffer> {
  const { date1904 = false, prefix } = options;
  const named = (xml: string): string =>
    prefix === undefined ? xml : xml.replaceAll(/<(\/?)(?=[a-zA-Z])/g, `<$1${prefix}:`);
  const space = (name: string): string =>
    `xmlns${prefix === undefined ? '' : `:${prefix}`}="http://schemas.openxmlformats.org/${name}"`;
  const main = space('spreadsheetml/2006/main');
  const zip = new ZipFile();
  const add = (path: string, xml: string): void => {
    zip.addBuffer(
      Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${named(xml)}`),
      path,
    );
  };
  add(
    'xl/workbook.xml',
    `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${
      date1904 ? '<workbookPr date1904="1"/>' : ''
    }<sheets>${sheets
      .map(
        ({ name, hidden }, at) =>
          `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships ${space('package/2006/relationships')}>${sheets
      .map((_sheet, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join('')}</Relationships>`,
  );
  for (const [at, sheet] of sheets.entries())
    add(`xl/worksheets/sheet${at + 1}.xml`, `<worksheet ${main}>${sheetXml(sheet)}</worksheet>`);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sheetXml({ rows, merged = [] }: Sheet): string {
  const cells = (row: readonly Cell[], number: number): string =>
    row.map((cell, at) => cellXml(cell, `${letters(at)}${number}`)).join('');
  const data = rows.map((row, at) => `<row r="${at + 1}">${cells(row, at + 1)}</row>`).join('');
  const joined = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<sheetData>${data}</sheetData>${joined === '' ? '' : `<mergeCells>${joined}</mergeCells>`}`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string')
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  return 'error' in cell
    ? `<c r="${place}" t="e"><v>${cell.error}</v></c>`
    : cell.xml.replace('<c', `<c r="${place}"`);
}

const letters = (at: number): string =>
  (at >= 26 ? String.fromCharCode(64 + Math.floor(at / 26)) : '') + String.fromCharCode(65 + (at % 26));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
