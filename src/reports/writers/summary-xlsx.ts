import { writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { SalesTally, Totals } from '../sales-tally.ts';
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

/** A small workbook with totals and, beside them, a picture. */
export async function writeSummary(path: string, it: Summary, words: SummaryWords): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = it.creator;
  workbook.created = it.created;
  const sheet = workbook.addWorksheet(words.sheet, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = [28, 18, 16, 20, 14, 24].map((width) => ({ width }));
  sheet.addRow([words.title]).font = { bold: true, size: 14 };
  for (const line of it.lines) sheet.addRow([line]);
  const top = sheet.rowCount + 1;
  for (const table of it.tables) addTable(sheet, table, it.all, words);
  if (it.picture !== undefined) {
    // The types of exceljs want a Buffer of their own; base64 is taken by both.
    const id = workbook.addImage({ base64: it.picture.toString('base64'), extension: 'png' });
    sheet.getCell(top, 8).value = words.picture;
    sheet.addImage(id, { tl: { col: 7, row: top }, ext: { width: 540, height: it.pictureHeight * 0.75 } });
  }
  const about = workbook.addWorksheet(words.info);
  about.columns = [{ width: 32 }, { width: 90 }];
  for (const [label, text] of it.info) {
    const row = about.addRow([label, text]);
    row.getCell(1).font = { bold: true };
    row.getCell(2).alignment = { wrapText: true, vertical: 'top' };
    row.getCell(2).numFmt = '@';
  }
  await writeFile(path, Buffer.from(await workbook.xlsx.writeBuffer()), { mode: 0o600 });
}

function addTable(
  sheet: ExcelJS.Worksheet,
  { title, rows }: SummaryTable,
  all: Totals,
  words: SummaryWords,
): void {
  sheet.addRow([]);
  sheet.addRow([title]).font = { bold: true };
  const header = sheet.addRow([
    words.group,
    words.asked,
    words.reported,
    words.rate,
    words.zero,
    words.total,
  ]);
  header.font = { bold: true };
  header.alignment = { wrapText: true, vertical: 'top' };
  header.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD1E7E4' } };
  });
  for (const [group, totals] of rows) addTotals(sheet, group, totals);
  addTotals(sheet, words.sum, all).font = { bold: true };
}

function addTotals(sheet: ExcelJS.Worksheet, group: string, it: Totals): ExcelJS.Row {
  const rate = it.asked === 0 ? null : it.reported / it.asked;
  const row = sheet.addRow([group, it.asked, it.reported, rate, it.zero, it.amount]);
  row.getCell(1).numFmt = '@';
  row.getCell(4).numFmt = '0.0%';
  row.getCell(6).numFmt = '#,##0';
  return row;
}
