import { characters, prefix } from '../../domain/words/clip.ts';

/** Small helpers for pictures drawn as SVG. */

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

/** One line of text; escaped. */
export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const { size, weight = 400, colour = '#1f2937', anchor = 'start' } = style;
  return `<text x="${x}" y="${y}" font-family="Inter" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

/** A filled rectangle, `radius` rounding its corners. */
export function box(x: number, y: number, width: number, height: number, colour: string, radius = 0): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${colour}"/>`;
}

/** A horizontal hairline. */
export function rule(x: number, y: number, width: number, colour = '#d1d5db', thickness = 1.5): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${thickness}" fill="${colour}"/>`;
}

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
