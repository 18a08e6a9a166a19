/** The small parts of an XLSX file beside its sheets (ECMA-376 part 1, 12 and 18). */
import { clip } from '../../domain/words/clip.ts';
import type { CellType } from '../report.ts';
import { DRAWING_TYPE, drawingPath, pictureParts, type Picture } from './picture-xml.ts';
import { printTitles, xmlText, type Style } from './sheet-xml.ts';
import { HEAD, MAIN, OFFICE, RELATIONS } from './xml-names.ts';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats, in the order of `cellXfs` below. */
export const styles: Readonly<
  Record<CellType | 'header' | 'label' | 'note' | 'title' | 'share' | 'sum' | 'sumShare' | 'sumRupiah', Style>
> = {
  text: 1,
  flag: 1,
  number: 2,
  rupiah: 3,
  date: 4,
  month: 5,
  moment: 6,
  header: 7,
  label: 8,
  note: 9,
  title: 10,
  share: 11,
  sum: 12,
  sumShare: 13,
  sumRupiah: 14,
};

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="mmm\\ yyyy"/><numFmt numFmtId="166" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="167" formatCode="0.0%"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="14"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD1E7E4"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="15">${[
  xf(0),
  xf(49),
  xf(0),
  xf(3),
  xf(164),
  xf(165),
  xf(166),
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  xf(49, 2),
  xf(167),
  xf(0, 1),
  xf(167, 1),
  xf(3, 1),
].join(
  '',
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function xf(format: number, font = 0): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
}

/** Path of a sheet in the file, numbered from 1. */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** What a workbook is made of, without the rows of its sheets. */
export interface Workbook {
  readonly creator: string;
  readonly created: Date;
  /** Sheets in their order. */
  readonly sheets: readonly {
    readonly name: string;
    readonly picture: Picture | undefined;
    readonly frozenColumns: number | undefined;
  }[];
}

/** The parts of a workbook beside its sheets, by path. */
export function workbookParts({
  sheets: all,
  creator,
  created,
}: Workbook): ReadonlyMap<string, string | Buffer> {
  const numbers = all.map((_, at) => at + 1);
  const sheets = all
    .map(
      ({ name }, at) =>
        `<sheet name="${attribute(sheetName(name))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
    )
    .join('');
  const titles = all
    .map(({ name, frozenColumns: frozen }, at) =>
      frozen === undefined
        ? ''
        : `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${xmlText(printTitles(sheetName(name), frozen))}</definedName>`,
    )
    .join('');
  const sheetRelations = numbers
    .map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
    .join('');
  const sheetTypes = numbers
    .map((n) => `<Override PartName="/${sheetPath(n)}" ContentType="${SHEET}.worksheet+xml"/>`)
    .join('');
  const drawingTypes = numbers
    .filter((n) => all[n - 1]?.picture !== undefined)
    .map((n) => `<Override PartName="/${drawingPath(n)}" ContentType="${DRAWING_TYPE}"/>`)
    .join('');
  const stamp = created.toISOString().replace(/\.\d+Z$/, 'Z');
  return new Map([
    ['xl/styles.xml', STYLES],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets}</sheets><definedNames>${titles}</definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${RELATIONS}">${sheetRelations}<Relationship Id="rId${all.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'docProps/core.xml',
      `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${xmlText(creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${stamp}</dcterms:created></cp:coreProperties>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/>${sheetTypes}${drawingTypes}<Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ],
    ...all.flatMap(({ picture }, at) => (picture === undefined ? [] : pictureParts(at + 1, picture))),
  ]);
}

/** A name of a sheet: at most 31 characters, without those that Excel refuses. */
const sheetName = (name: string): string => clip(name.replaceAll(/[\\/?*[\]:]/g, ' '), 31);

const attribute = (text: string): string => xmlText(text).replaceAll('"', '&quot;');
