import { fontFiles } from '../fonts.ts';
import { DASH, INK, printable, type Mark } from '../pictures/svg.ts';

const weights = { 400: 'regular', 600: 'semibold', 700: 'bold' } as const;
const shifts = { start: 0, middle: 0.5, end: 1 } as const;

/** Draws marks on the page under way, as vectors and text; their pixels count as the units of the document. */
export function drawMarks(document: PDFKit.PDFDocument, marks: readonly Mark[]): void {
  for (const it of marks)
    switch (it.kind) {
      case 'box':
        document.roundedRect(it.x, it.y, it.width, it.height, it.radius).fill(it.colour);
        break;
      case 'line':
        document
          .moveTo(...it.from)
          .lineTo(...it.to)
          .lineWidth(it.thickness);
        if (it.dashed) document.dash(DASH[0], { space: DASH[1] }).stroke(it.colour).undash();
        else document.stroke(it.colour);
        break;
      case 'text': {
        const text = printable(it.text);
        if (text === '') break;
        const { size, weight = 400, colour = INK, anchor = 'start' } = it.style;
        document.font(fontFiles[weights[weight]]).fontSize(size);
        const left = it.x - shifts[anchor] * document.widthOfString(text);
        document.fillColor(colour).text(text, left, it.y, { baseline: 'alphabetic', lineBreak: false });
        break;
      }
    }
}
