import { rupiahDigits } from '../../domain/money/rupiah-words.ts';
import { pngOf } from './png.ts';
import { box, INK, rule, svgOf, textAt, wrap, type Mark, type TextStyle } from './svg.ts';

/** One month of the table. `amount` in whole rupiah from 0; null = no report. */
export interface BankMonth {
  /** The month in words: "Oktober 2026". */
  readonly label: string;
  readonly amount: number | null;
  readonly estimate: boolean;
  /** The day of the report in words; null when there is none. */
  readonly reportedOn: string | null;
}

/** What the page says about one business; dates already in words. */
export interface BankSummaryData {
  readonly businessName: string;
  readonly ownerName: string;
  /** Desa and kecamatan. */
  readonly place: string;
  /** The state of the NIB in words, with or without its number. */
  readonly nib: string;
  /** Number of this page, so that a bank can ask the office about it. */
  readonly number: string;
  /** The day the page shows the state of. */
  readonly asOf: string;
  /** 1 to 12 months, oldest first. */
  readonly months: readonly BankMonth[];
}

/** All words of the page, in one language. */
export interface BankSummaryTexts {
  readonly office: string;
  /** "Rekap untuk bank". */
  readonly title: string;
  /** "Dilaporkan sendiri oleh pemilik usaha": stands in a band of its own. */
  readonly selfReported: string;
  readonly business: string;
  readonly owner: string;
  readonly place: string;
  readonly nib: string;
  readonly number: string;
  readonly asOf: string;
  readonly month: string;
  readonly sales: string;
  readonly note: string;
  readonly reportedOn: string;
  /** In the column of notes: "perkiraan". */
  readonly estimate: string;
  /** In place of a figure: "belum ada laporan". */
  readonly noReport: string;
  /** Labels of the sums: the number of reported months they cover, and how many of these are estimates. */
  readonly total: (months: number, estimates: number) => string;
  readonly average: (months: number, estimates: number) => string;
  /** Sentences at the foot of the page; six lines of about 90 letters fit. */
  readonly footer: readonly string[];
}

/** The figures under the table, in whole rupiah; the average of the reported months is rounded half up. */
export interface BankFigures {
  readonly months: number;
  /** How many of these months are estimates ("perkiraan"). */
  readonly estimates: number;
  readonly total: number;
  /** null when nothing is reported: a division by none is no zero. */
  readonly average: number | null;
}

/** Total and average over the reported months only; a reported zero counts as a month. */
export function bankFigures(months: readonly BankMonth[]): BankFigures {
  const amounts = months.flatMap(({ amount }) => amount ?? []);
  const estimates = months.filter(({ amount, estimate }) => amount !== null && estimate).length;
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    months: amounts.length,
    estimates,
    total,
    average: amounts.length === 0 ? null : Math.round(total / amounts.length),
  };
}

// A4 at 150 dots per inch
const width = 1240;
const height = 1754;
const left = 100;
const right = width - 100;
const faint = '#6b7280';
const green = '#0f766e';
const label: TextStyle = { size: 25, colour: faint };
const strong: TextStyle = { size: 28, weight: 600 };
const cell: TextStyle = { size: 27 };
const small: TextStyle = { size: 23, colour: faint };
const columns = { month: left + 20, sales: 640, note: 690, reportedOn: right - 20 };
const rowHeight = 54;

/** The page "Rekap untuk bank" as PNG, A4 upright at 150 dpi (1240 × 1754). */
export async function bankSummary(data: BankSummaryData, texts: BankSummaryTexts): Promise<Buffer> {
  return pngOf(bankSummarySvg(data, texts));
}

/** The page as SVG; `bankSummary` draws it. */
export function bankSummarySvg(data: BankSummaryData, texts: BankSummaryTexts): string {
  if (data.months.length === 0 || data.months.length > 12) {
    throw new RangeError(`expected 1 to 12 months, got ${data.months.length}`);
  }
  const facts = factsPart(data, texts, 330);
  const table = tablePart(data, texts, facts.bottom + 30);
  return svgOf({
    width,
    height,
    marks: [
      ...headPart(data, texts),
      ...facts.marks,
      ...table.marks,
      ...sumsPart(data, texts, table.bottom),
      ...footPart(texts),
    ],
  });
}

interface Part {
  readonly marks: readonly Mark[];
  readonly bottom: number;
}

function headPart(data: BankSummaryData, texts: BankSummaryTexts): readonly Mark[] {
  const band = textAt(width / 2, 276, texts.selfReported, {
    size: 28,
    weight: 600,
    colour: '#7c2d12',
    anchor: 'middle',
  });
  const pair = (y: number, name: string, value: string) =>
    textAt(right, y, `${name}: ${value}`, { ...label, anchor: 'end' });
  return [
    box(0, 0, width, 14, green),
    textAt(left, 100, texts.office, { size: 25, weight: 600, colour: green }),
    textAt(left, 166, texts.title, { size: 48, weight: 700 }),
    pair(100, texts.number, data.number),
    pair(166, texts.asOf, data.asOf),
    box(left, 232, right - left, 66, '#ffedd5', 10),
    band,
  ];
}

function factsPart(data: BankSummaryData, texts: BankSummaryTexts, top: number): Part {
  const facts = [
    { name: texts.business, value: data.businessName, most: 2 },
    { name: texts.owner, value: data.ownerName, most: 1 },
    { name: texts.place, value: data.place, most: 1 },
    { name: texts.nib, value: data.nib, most: 1 },
  ];
  let y = top + 34;
  const marks: Mark[] = [];
  for (const { name, value, most } of facts) {
    marks.push(textAt(left, y, name, label));
    const lines = wrap(value, right - left - 240, strong, most);
    for (const line of lines.length === 0 ? ['–'] : lines) {
      marks.push(textAt(left + 240, y, line, strong));
      y += 40;
    }
    y += 6;
  }
  return { marks, bottom: y - 20 };
}

function tablePart(data: BankSummaryData, texts: BankSummaryTexts, top: number): Part {
  const head: TextStyle = { size: 24, weight: 600, colour: '#ffffff' };
  const titles = [
    box(left, top, right - left, rowHeight, green, 8),
    textAt(columns.month, top + 36, texts.month, head),
    textAt(columns.sales, top + 36, texts.sales, { ...head, anchor: 'end' }),
    textAt(columns.note, top + 36, texts.note, head),
    textAt(columns.reportedOn, top + 36, texts.reportedOn, { ...head, anchor: 'end' }),
  ];
  const rows = data.months.flatMap((month, index) => tableRow(month, texts, top + (index + 1) * rowHeight));
  return { marks: [...titles, ...rows], bottom: top + (data.months.length + 1) * rowHeight };
}

function tableRow(month: BankMonth, texts: BankSummaryTexts, y: number): readonly Mark[] {
  const base = y + 36;
  const end = { ...cell, anchor: 'end' } as const;
  const sales =
    month.amount === null
      ? textAt(columns.sales, base, texts.noReport, { ...end, colour: faint })
      : textAt(columns.sales, base, rupiahDigits(month.amount), { ...end, weight: 600 });
  return [
    textAt(columns.month, base, month.label, cell),
    sales,
    ...(month.amount !== null && month.estimate ? [textAt(columns.note, base, texts.estimate, cell)] : []),
    textAt(columns.reportedOn, base, month.reportedOn ?? '–', {
      ...end,
      colour: month.reportedOn === null ? faint : INK,
    }),
    rule(left, y + rowHeight, right - left),
  ];
}

function sumsPart(data: BankSummaryData, texts: BankSummaryTexts, top: number): readonly Mark[] {
  const figures = bankFigures(data.months);
  const row = (y: number, name: string, amount: number | null) => [
    textAt(columns.month, y, name, { size: 27, weight: 600 }),
    textAt(columns.reportedOn, y, amount === null ? '–' : rupiahDigits(amount), {
      size: 34,
      weight: 700,
      colour: green,
      anchor: 'end',
    }),
  ];
  return [
    box(left, top + 24, right - left, 140, '#f0fdfa', 10),
    ...row(
      top + 80,
      texts.total(figures.months, figures.estimates),
      figures.months === 0 ? null : figures.total,
    ),
    ...row(top + 138, texts.average(figures.months, figures.estimates), figures.average),
  ];
}

function footPart(texts: BankSummaryTexts): readonly Mark[] {
  const lines = texts.footer.flatMap((sentence) => wrap(sentence, right - left, small, 2)).slice(0, 6);
  const top = height - 64 - (lines.length - 1) * 34;
  return [
    rule(left, top - 52, right - left),
    ...lines.map((line, index) => textAt(left, top + index * 34, line, small)),
  ];
}
