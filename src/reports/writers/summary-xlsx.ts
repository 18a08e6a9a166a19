import type { SalesTally, Totals } from '../sales-tally.ts';
import { columnName, rowXml, sheetEnd, type SheetValue, type Style } from './sheet-xml.ts';
import { workbookFile } from './workbook-file.ts';
import { styles } from './workbook-xml.ts';
import type { Info } from './writer.ts';

/** A table of the summary: groups in the order in which they stand there. */
export interface SummaryTable {
  readonly title: string;
  readonly rows: readonly (readonly [group: string, totals: Totals])[];
}

export interface SummaryWords {
  readonly sheet: string;
  readonly info: string;
  readonly title: string;
  readonly group: string;
  readonly asked: string;
  readonly reported: string;
  readonly rate: string;
  readonly zero: string;
  readonly total: string;
  readonly sum: string;
  readonly picture: string;
}

export interface Summary {
  readonly lines: readonly string[];
  readonly tables: readonly SummaryTable[];
  readonly all: SalesTally['all'];
  readonly info: Info;
  /** PNG, 720 pixels wide. */
  readonly picture: Buffer | undefined;
  readonly pictureHeight: number;
  readonly creator: string;
  readonly created: Date;
}

type Cells = readonly (readonly [value: SheetValue, style: Style])[];

const WIDTHS = [28, 18, 16, 20, 14, 24];
/** From 0; one column is left free between the tables and the picture. */
const PICTURE_COLUMN = WIDTHS.length + 1;
const LETTERS = Array.from({ length: PICTURE_COLUMN + 1 }, (_, at) => columnName(at));

/** A small workbook with totals and, beside them, a picture. */
export async function writeSummary(path: string, it: Summary, words: SummaryWords): Promise<void> {
  const picture = it.picture && {
    png: it.picture,
    column: PICTURE_COLUMN,
    row: 1,
    width: 540,
    height: it.pictureHeight * 0.75,
  };
  const rows: readonly Cells[] = [
    titleCells(words.title, picture === undefined ? undefined : words.picture),
    ...it.lines.map((line): Cells => [[line, styles.text]]),
    ...it.tables.flatMap((table) => tableCells(table, it.all, words)),
  ];
  const columns = WIDTHS.map((width) => ({ width, style: 0 }));
  const file = workbookFile(path, it);
  try {
    const sheet = await file.open(words.sheet, { columns, frozenColumns: 1, selected: true }, picture);
    for (const [at, cells] of rows.entries()) {
      const values = cells.map(([value]) => value);
      const formats = cells.map(([, style]) => style);
      await sheet.put(rowXml(at + 1, values, LETTERS, formats));
    }
    await sheet.end(sheetEnd({ picture: picture !== undefined }));
    await file.close(words.info, it.info);
  } catch (error) {
    await file.abort();
    throw error;
  }
}

/** The row that stays in sight: what this is, and what the picture below shows. */
function titleCells(title: string, picture: string | undefined): Cells {
  return LETTERS.map((_, at) => {
    if (at === 0) return [title, styles.title];
    return [at === PICTURE_COLUMN ? picture : undefined, styles.label];
  });
}

function tableCells({ title, rows }: SummaryTable, all: Totals, words: SummaryWords): readonly Cells[] {
  const header = [words.group, words.asked, words.reported, words.rate, words.zero, words.total];
  return [
    [],
    [[title, styles.label]],
    header.map((word) => [word, styles.header]),
    ...rows.map(([group, totals]) =>
      totalsCells(group, totals, [styles.text, styles.number, styles.share, styles.rupiah]),
    ),
    totalsCells(words.sum, all, [styles.label, styles.sum, styles.sumShare, styles.sumRupiah]),
  ];
}

function totalsCells(
  group: string,
  { asked, reported, zero, amount }: Totals,
  [text, number, share, rupiah]: readonly [text: Style, number: Style, share: Style, rupiah: Style],
): Cells {
  return [
    [group, text],
    [asked, number],
    [reported, number],
    [asked === 0 ? undefined : reported / asked, share],
    [zero, number],
    [amount, rupiah],
  ];
}
