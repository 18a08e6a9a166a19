import { characters, prefix } from '../../domain/words/clip.ts';

/** Small helpers for pages that are drawn, as a picture (SVG) or on paper. */

/**
 * A text that an SVG can hold and the font can draw: one line, no control
 * characters, no halves of surrogate pairs, no emoji and no scripts that Inter
 * lacks (a row of boxes in a page for the bank helps nobody).
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cs}\uFFFD-\uFFFF]/gu, '')
    .replaceAll(
      /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/gu,
      '',
    )
    .replaceAll(
      /(?![©®™])[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\uFE00-\uFE0F\u20E3]/gu,
      '',
    )
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** A text made safe for content and attributes of an SVG. */
function escapeXml(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** How a text is drawn. Sizes and positions are pixels; `y` is the baseline. */
export interface TextStyle {
  readonly size: number;
  readonly weight?: 400 | 600 | 700;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A part of a page, drawn alike in a picture and on paper; pixels, and the `y` of a text is its baseline. */
export type Mark =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly colour: string;
      readonly radius: number;
    }
  | {
      readonly kind: 'line';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly colour: string;
      readonly thickness: number;
      readonly dashed: boolean;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly style: TextStyle;
    };

/** A page that is drawn: its size in pixels, and what stands on it, the lower parts first. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export const INK = '#1f2937';

/** One line of text. */
export const textAt = (x: number, y: number, text: string, style: TextStyle): Mark => ({
  kind: 'text',
  x,
  y,
  text,
  style,
});

/** One line of text in a width; what does not fit ends in "…". */
export const lineAt = (x: number, y: number, text: string, width: number, style: TextStyle): Mark =>
  textAt(x, y, wrap(text, width, style, 1)[0] ?? '', style);

/** A filled rectangle, `radius` rounding its corners. */
export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
  radius = 0,
): Mark => ({ kind: 'box', x, y, width, height, colour, radius });

/** A horizontal hairline. */
export const rule = (x: number, y: number, width: number, colour = '#d1d5db', thickness = 1.5): Mark =>
  box(x, y, width, thickness, colour);

/** A dashed line across, where a page is cut. */
export const cut = (x: number, y: number, width: number): Mark => ({
  kind: 'line',
  from: [x, y],
  to: [x + width, y],
  colour: '#6b7280',
  thickness: 1.5,
  dashed: true,
});

/** Pixels between two lines of a hatching. */
const HATCH = 8;

/** A rectangle that is lighter and hatched: its figure is not the last word. */
export function hatched(x: number, y: number, width: number, height: number): readonly Mark[] {
  const lines = Math.floor((width + height) / HATCH);
  return [
    box(x, y, width, height, '#ccebe6'),
    ...Array.from({ length: lines }, (_, at): Mark => {
      // A line at 45 degrees, from the lower or left edge to the upper or right one.
      const along = (at + 1) * HATCH;
      return {
        kind: 'line',
        from: [x + Math.max(0, along - height), y + Math.min(height, along)],
        to: [x + Math.min(width, along), y + Math.max(0, along - width)],
        colour: '#0f766e',
        thickness: 1.5,
        dashed: false,
      };
    }),
  ];
}

/** A page as SVG on white. */
export function svgOf({ width, height, marks }: Drawn): string {
  const parts = [box(0, 0, width, height, '#ffffff'), ...marks].map(markXml);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

function markXml(it: Mark): string {
  switch (it.kind) {
    case 'box':
      return `<rect x="${it.x}" y="${it.y}" width="${it.width}" height="${it.height}" rx="${it.radius}" fill="${it.colour}"/>`;
    case 'line':
      return `<line x1="${it.from[0]}" y1="${it.from[1]}" x2="${it.to[0]}" y2="${it.to[1]}" stroke="${it.colour}" stroke-width="${it.thickness}"${it.dashed ? ` stroke-dasharray="${DASH.join(' ')}"` : ''}/>`;
    case 'text': {
      const { size, weight = 400, colour = INK, anchor = 'start' } = it.style;
      return `<text x="${it.x}" y="${it.y}" font-family="Inter" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escapeXml(it.text)}</text>`;
    }
  }
}

/** Pixels of a dash, and of the gap behind it. */
export const DASH: readonly [number, number] = [10, 8];

/**
 * Splits a text into at most `most` lines no wider than `width` pixels. What does
 * not fit ends in "…"; a word longer than a line is cut.
 */
export function wrap(text: string, width: number, style: TextStyle, most: number): readonly string[] {
  const lines: string[] = [];
  let rest = printable(text);
  while (rest !== '' && lines.length < most) {
    const room = fitting(rest, width, style);
    if (room === rest) {
      lines.push(rest);
      rest = '';
    } else if (lines.length === most - 1) {
      lines.push(`${fitting(rest, width - widthOf('…', style), style).trimEnd()}…`);
      rest = '';
    } else {
      const space = rest.lastIndexOf(' ', room.length);
      const [first = ''] = characters(rest);
      const head = space > 0 ? prefix(rest, space) : room || first;
      lines.push(head.trimEnd());
      rest = rest.slice(head.length).trimStart();
    }
  }
  return lines;
}

/** What of the start fits into a width, in whole characters. */
function fitting(text: string, width: number, style: TextStyle): string {
  let used = 0;
  let kept = '';
  for (const character of characters(text)) {
    used += widthOf(character, style);
    if (used > width) break;
    kept += character;
  }
  return kept;
}

/** Estimated width in pixels, a little generous: measuring really would need the font. */
export function widthOf(text: string, { size, weight = 400 }: TextStyle): number {
  const em = Array.from(text, emOf).reduce((sum, one) => sum + one, 0);
  return em * size * (weight === 400 ? 1 : 1.05);
}

function emOf(character: string): number {
  if (/[iljI.,:;'|! ]/.test(character)) return 0.29;
  if (/[ftr()/-]/.test(character)) return 0.39;
  if (/[mwMW@%…—]/.test(character)) return 0.92;
  if (/[A-Z]/.test(character)) return 0.7;
  return /[\p{Script=Latin}\d]/u.test(character) ? 0.6 : 1;
}
