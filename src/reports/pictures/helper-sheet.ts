import { pngOf } from './png.ts';
import { box, rule, textAt, wrap, type TextStyle } from './svg.ts';

/** A page of lines to fill in with a pen; everything already in words. */
export interface HelperSheet {
  readonly office: string;
  readonly title: string;
  /** Paragraphs above the table: the consent as it is read aloud, or how to fill the page in. */
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
const body: TextStyle = { size: 25 };
const small: TextStyle = { size: 22, colour: '#4b5563' };
const rowHeight = 74;

/** The page as PNG, A4 upright at 150 dpi (1240 × 1754), longer when there are more lines. */
export function helperSheet(it: HelperSheet): Promise<Buffer> {
  return pngOf(helperSheetSvg(it));
}

/** The page as SVG; `helperSheet` draws it. */
function helperSheetSvg(it: HelperSheet): string {
  const parts: string[] = [
    box(0, 0, width, 14, green),
    textAt(left, 84, it.office, { size: 24, weight: 600, colour: green }),
    textAt(left, 144, it.title, { size: 42, weight: 700 }),
  ];
  let y = 204;
  for (const paragraph of it.paragraphs) {
    for (const text of wrap(paragraph, room, body, 5)) {
      parts.push(textAt(left, y, text, body));
      y += 34;
    }
    y += 12;
  }
  const count = Math.max(it.rows.length, it.least);
  const top = y + 10;
  const bottom = top + 56 + count * rowHeight;
  const total = it.columns.reduce((sum, { part }) => sum + part, 0);
  parts.push(box(left, top, room, 56, green));
  let x = left;
  for (const [at, { header, part }] of it.columns.entries()) {
    const wide = (room * part) / total;
    parts.push(textAt(x + 12, top + 37, header, { size: 23, weight: 600, colour: '#ffffff' }));
    for (const [row, cells] of it.rows.entries()) {
      const [text = ''] = wrap(cells[at] ?? '', wide - 20, body, 1);
      parts.push(textAt(x + 12, top + 56 + row * rowHeight + 46, text, body));
    }
    parts.push(box(x, top, 1.5, bottom - top, '#9ca3af'));
    x += wide;
  }
  parts.push(box(left + room, top, 1.5, bottom - top, '#9ca3af'));
  for (let row = 1; row <= count; row++) parts.push(rule(left, top + 56 + row * rowHeight, room, '#9ca3af'));
  const end = Math.max(height, bottom + 130);
  for (const [at, text] of wrap(it.footer, room, small, 2).entries())
    parts.push(textAt(left, bottom + 50 + at * 32, text, small));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${end}" viewBox="0 0 ${width} ${end}">`,
    box(0, 0, width, end, '#ffffff'),
    ...parts,
    '</svg>',
  ].join('');
}
