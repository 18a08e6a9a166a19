import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../../../src/bot/conversations/helpers/figures.ts';
import { salesIn } from '../../../src/domain/people/owner-list-cells.ts';
import { readReportLine } from '../../../src/domain/sales/report-line.ts';
import { readRupiah } from '../../../src/domain/money/rupiah.ts';
import { readSalesSheet, type SheetWords } from '../../../src/reports/readers/sales-sheet.ts';
import { csvText } from '../../../src/reports/writers/csv.ts';
import { workbook, type Cell } from '../../support/workbook.ts';

const today = Temporal.PlainDate.from('2026-11-02');
const HEADERS = ['Nomor usaha', 'Bulan', 'Penjualan'] as const;
const words: SheetWords = {
  number: new Set(['nomor usaha']),
  month: new Set(['bulan']),
  fill: new Set(['penjualan']),
  amount: new Set(),
  unfilled: new Set(),
  total: new Set(),
};

interface Phrase {
  readonly text: string;
}
const labelled: { readonly cases: readonly Phrase[] } = JSON.parse(
  readFileSync(new URL('../../cases/rupiah.json', import.meta.url), 'utf8'),
);
/** One line each: a list takes messages apart by line breaks, and a cell of a file begins and ends with no space. */
const phrases = [
  ...labelled.cases.map(({ text }) => text),
  '250.000',
  '250,000',
  '750.500',
  '12000.000',
  '12000,000',
  '2500000.0',
  '2500000,00',
  '1500.000',
  '1.500',
  '1.500.000,00',
  '1,500,000.00',
  '0.5',
  '1.0',
  '100.00',
  '1e6',
  '1234567890',
  '8123456789',
  'Rp. 900.000,-',
].filter((text) => text.trim() === text && text !== '' && !/[\r\n]/.test(text));

const amountOf = (text: string): number | undefined => {
  const reading = readRupiah(text);
  return reading.kind === 'ok' ? reading.value : undefined;
};

/** What the chat takes, and files take without asking anybody. */
const inChat = (text: string): number | undefined => {
  const amount = amountOf(text);
  return amount !== undefined && amount >= 10_000 ? amount : undefined;
};

/** The amounts of the third column, by row; undefined where there is none. */
async function inSheet(name: string, data: Buffer, rows: number): Promise<readonly (number | undefined)[]> {
  const read = await readSalesSheet(name, data, words, today);
  return Array.from({ length: rows }, (_, at) => {
    const amount = read.entries.find(({ row }) => row === at + 2)?.amount;
    return amount === 0 ? undefined : amount;
  });
}

const numberOf = (at: number): string => `D-2611-${String(at).padStart(4, '0')}`;

describe('the same text means the same money wherever it is written', () => {
  const expected = phrases.map(inChat);

  it('has enough phrases to mean something', () => {
    expect(phrases.length).toBeGreaterThan(90);
    expect(expected.filter((amount) => amount !== undefined).length).toBeGreaterThan(40);
  });

  it('in a list of owners', () => {
    const read = phrases.map((text) => salesIn(text)).map((it) => (typeof it === 'number' ? it : undefined));
    expect(Object.fromEntries(phrases.map((text, at) => [text, read[at]]))).toEqual(
      Object.fromEntries(phrases.map((text, at) => [text, expected[at]])),
    );
  });

  it("in a helper's list, where what is not sure is asked back", () => {
    const served = { reports: [] };
    for (const [at, text] of phrases.entries()) {
      const { amount, candidates } = readEntry(1, text, '2026-10', served);
      if (amount !== undefined && amount !== 0 && amount >= 10_000)
        expect([text, amount]).toEqual([text, expected[at]]);
      if (expected[at] !== undefined) expect([text, amount ?? candidates[0]]).toEqual([text, expected[at]]);
    }
  });

  it('in a report of one line, which never takes another amount', () => {
    for (const text of phrases) {
      const amount = readReportLine(`lapor ${text}`, today)?.amount;
      if (amount?.kind === 'ok') expect([text, amount.value]).toEqual([text, amountOf(text)]);
    }
  });

  it.each(['csv', 'xlsx'])('in a filled-in sheet, %s', async (kind) => {
    const rows = phrases.map((text, at) => [numberOf(at), '2026-10', text]);
    const data =
      kind === 'csv'
        ? Buffer.from(csvText([[...HEADERS], ...rows]))
        : await workbook([{ name: 'Isian', rows: [[...HEADERS], ...rows] }]);
    const read = await inSheet(`isian.${kind}`, data, rows.length);
    expect(Object.fromEntries(phrases.map((text, at) => [text, read[at]]))).toEqual(
      Object.fromEntries(phrases.map((text, at) => [text, expected[at]])),
    );
  });

  it('as a number of a spreadsheet, without its noise and its sen', async () => {
    const numbers: readonly (readonly [number, number | undefined])[] = [
      [2_500_000, 2_500_000],
      [2_499_999.999_999_999_5, 2_500_000],
      [100_000.1 + 0.2, 100_000],
      [2_083_333.333_333_33, 2_083_333],
      [250, undefined],
      [2.5, undefined],
      [250.125, undefined],
      [12_000.567, undefined],
      [-2_500_000, undefined],
      [8_123_456_789, undefined],
      [60_000_000_000, undefined],
      [1e21, undefined],
    ];
    const rows: readonly (readonly Cell[])[] = numbers.map(([value], at) => [numberOf(at), '2026-10', value]);
    const data = await workbook([{ name: 'Isian', rows: [[...HEADERS], ...rows] }]);
    const expectedNumbers = numbers.map(([, amount]) => amount);
    expect(await inSheet('isian.xlsx', data, rows.length)).toEqual(expectedNumbers);
    expect(
      numbers.map(([value]) => salesIn(value)).map((it) => (typeof it === 'number' ? it : undefined)),
    ).toEqual(expectedNumbers);
  });
});
