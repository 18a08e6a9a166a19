import { pngOf } from './png.ts';
import { box, rule, textAt, widthOf, wrap, type TextStyle } from './svg.ts';

/** One bar; everything already in words. */
export interface BarRow {
  readonly label: string;
  /** Length of the bar, from 0; null draws none. */
  readonly value: number | null;
  /** What stands behind the bar. */
  readonly figure: string;
}

/** A list of bars under each other, for a phone. */
export interface BarList {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly BarRow[];
  readonly footer: string | undefined;
}

const width = 720;
const left = 28;
const rowHeight = 46;
const barHeight = 26;
const colour = '#0f766e';
const faint = '#6b7280';
const title: TextStyle = { size: 30, weight: 700 };
const note: TextStyle = { size: 20, colour: faint };
const label: TextStyle = { size: 21 };
const figure: TextStyle = { size: 21, weight: 600 };
/** The widest that labels may become; longer ones end in "…". */
const MOST_LABEL = 210;

/** The bars as PNG, 720 px wide: one below the other, because names and figures would not fit side by side. */
export function barList(list: BarList): Promise<Buffer> {
  return pngOf(barListSvg(list));
}

/** The bars as SVG; `barList` draws it. */
function barListSvg({ title: heading, note: under, rows, footer }: BarList): string {
  const titles = wrap(heading, width - 2 * left, title, 2);
  const notes = wrap(under, width - 2 * left, note, 2);
  const top = 56 + titles.length * 38 + notes.length * 26;
  const footers = footer === undefined ? [] : wrap(footer, width - 2 * left, note, 2);
  const height = top + rows.length * rowHeight + 26 + footers.length * 26 + 18;
  const labelWidth = Math.min(MOST_LABEL, Math.max(60, ...rows.map((row) => widthOf(row.label, label))));
  const barLeft = left + labelWidth + 16;
  const figureWidth = Math.max(40, ...rows.map((row) => widthOf(row.figure, figure)));
  const room = Math.max(60, width - barLeft - figureWidth - left - 12);
  const largest = Math.max(1, ...rows.map((row) => row.value ?? 0));
  const drawn = rows.map((row, index) => {
    const middle = top + index * rowHeight + rowHeight / 2;
    const [shown = ''] = wrap(row.label, labelWidth, label, 1);
    const long = row.value === null ? 0 : Math.max(row.value > 0 ? 4 : 2, (row.value / largest) * room);
    return [
      textAt(left, middle + 7, shown, label),
      ...(row.value === null
        ? []
        : [box(barLeft, middle - barHeight / 2, long, barHeight, row.value === 0 ? faint : colour, 4)]),
      textAt(
        barLeft + long + 10,
        middle + 7,
        row.figure,
        row.value === null ? { ...figure, colour: faint } : figure,
      ),
    ].join('');
  });
  const bottom = top + rows.length * rowHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    box(0, 0, width, height, '#ffffff'),
    ...titles.map((text, index) => textAt(left, 54 + index * 38, text, title)),
    ...notes.map((text, index) => textAt(left, 50 + titles.length * 38 + index * 26, text, note)),
    ...drawn,
    rule(left, bottom + 12, width - 2 * left),
    ...footers.map((text, index) => textAt(left, bottom + 42 + index * 26, text, note)),
    '</svg>',
  ].join('');
}
