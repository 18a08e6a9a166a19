import { box, lineAt, rule, textAt, wrap, type Drawn, type Mark, type TextStyle } from './svg.ts';

/** Lines to fill in with a pen; everything already in words. */
export interface LineSheet {
  readonly office: string;
  readonly title: string;
  /** How to fill the page in. */
  readonly paragraphs: readonly string[];
  /** Headers of the table with their part of the width. */
  readonly columns: readonly { readonly header: string; readonly part: number }[];
  /** What stands in the lines already; the rest stays empty. */
  readonly rows: readonly (readonly string[])[];
  /** Lines of the table at least. */
  readonly least: number;
  readonly footer: string;
}

// A4 at 150 dots per inch
const width = 1240;
const height = 1754;
const left = 80;
const room = width - 2 * left;
const green = '#0f766e';
const border = '#9ca3af';
const body: TextStyle = { size: 25 };
const tight: TextStyle = { size: 21 };
const small: TextStyle = { size: 22, colour: '#4b5563' };
const rowHeight = 74;
const HEAD = 56;
/** Where the table ends at the latest: below it stands the footer. */
const BOTTOM = height - 120;

/** The pages for a printer, A4 upright; each begins with the title and the headers, and ends with the footer. */
export function lineSheet(it: LineSheet): readonly Drawn[] {
  const count = Math.max(it.rows.length, it.least);
  const texts = it.paragraphs.map((paragraph) => wrap(paragraph, room, body, 5));
  const top = 204 + texts.reduce((sum, lines) => sum + lines.length * 34 + 12, 0) + 10;
  const onFirst = Math.max(1, Math.floor((BOTTOM - top - HEAD) / rowHeight));
  const onOthers = Math.floor((BOTTOM - 190 - HEAD) / rowHeight);
  const pages = 1 + Math.max(0, Math.ceil((count - onFirst) / onOthers));
  return Array.from({ length: pages }, (_, page): Drawn => {
    const from = page === 0 ? 0 : onFirst + (page - 1) * onOthers;
    const lines = Math.min(count - from, page === 0 ? onFirst : onOthers);
    return {
      width,
      height,
      marks: [
        box(0, 0, width, 14, green),
        lineAt(left, 84, it.office, room - 100, { size: 24, weight: 600, colour: green }),
        ...(pages === 1
          ? []
          : [textAt(left + room, 84, `${page + 1}/${pages}`, { size: 24, weight: 600, anchor: 'end' })]),
        lineAt(left, 144, it.title, room, { size: 42, weight: 700 }),
        ...(page === 0 ? paragraphMarks(texts) : []),
        ...tableMarks(it, it.rows.slice(from, from + lines), lines, page === 0 ? top : 190),
        ...wrap(it.footer, room, small, 2).map((text, at) =>
          textAt(left, height - 70 + at * 32, text, small),
        ),
      ],
    };
  });
}

function paragraphMarks(texts: readonly (readonly string[])[]): readonly Mark[] {
  let y = 204;
  return texts.flatMap((lines) => {
    const marks = lines.map((text, at) => textAt(left, y + at * 34, text, body));
    y += lines.length * 34 + 12;
    return marks;
  });
}

function tableMarks(
  { columns }: LineSheet,
  rows: LineSheet['rows'],
  count: number,
  top: number,
): readonly Mark[] {
  const bottom = top + HEAD + count * rowHeight;
  const total = columns.reduce((sum, { part }) => sum + part, 0);
  const places = columns.map(({ part }, at) => ({
    x: left + (room * columns.slice(0, at).reduce((sum, it) => sum + it.part, 0)) / total,
    wide: (room * part) / total,
  }));
  const head: TextStyle = { size: 23, weight: 600, colour: '#ffffff' };
  /** A long name takes two smaller lines of the row. */
  const cellMarks = (text: string, x: number, wide: number, y: number): readonly Mark[] => {
    const [one = ''] = wrap(text, wide, body, 1);
    return one === text
      ? [textAt(x, y + 46, one, body)]
      : wrap(text, wide, tight, 2).map((it, at) => textAt(x, y + 32 + at * 27, it, tight));
  };
  return [
    box(left, top, room, HEAD, green),
    ...places.map(({ x, wide }, at) => lineAt(x + 12, top + 37, columns[at]?.header ?? '', wide - 20, head)),
    ...rows.flatMap((row, at) =>
      places.flatMap(({ x, wide }, column) =>
        cellMarks(row[column] ?? '', x + 12, wide - 20, top + HEAD + at * rowHeight),
      ),
    ),
    ...[...places.map(({ x }) => x), left + room].map((x) => box(x, top, 1.5, bottom - top, border)),
    ...Array.from({ length: count }, (_, at) => rule(left, top + HEAD + (at + 1) * rowHeight, room, border)),
  ];
}
