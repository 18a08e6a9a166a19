import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { characters } from '../../domain/words/clip.ts';
import { fontFiles } from '../fonts.ts';
import { hatched, printable, type Drawn } from '../pictures/svg.ts';
import { drawMarks } from './pdf-marks.ts';

/** One part of a paper, everything already in words; parts stand below each other. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      /** `share` of the width, against the others. */
      readonly columns: readonly { readonly header: string; readonly share: number }[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'bars';
      /** `value`: length of the bar, from 0; null draws none. `open`: hatched, since it may still grow. */
      readonly rows: readonly {
        readonly label: string;
        readonly value: number | null;
        readonly figure: string;
        readonly open?: boolean;
      }[];
    }
  /** Side by side, each with a picture below its words: a PNG without alpha, all of one shape. */
  | {
      readonly kind: 'steps';
      readonly columns: readonly {
        readonly heading: string;
        readonly text: string;
        readonly picture: Buffer;
      }[];
    }
  /** Questions, each with its answer below it. */
  | { readonly kind: 'answers'; readonly rows: readonly (readonly [question: string, answer: string])[] }
  /** What follows begins a page. */
  | { readonly kind: 'page' }
  /** Side by side, room for a hand above the lines. */
  | {
      readonly kind: 'signatures';
      readonly columns: readonly { readonly heading: string; readonly lines: readonly string[] }[];
    };

export interface PaperFrame {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** The figures of this moment; with the same blocks it makes the same bytes. */
  readonly asOf: Date;
  /** At the foot of every page, before its number. */
  readonly footer: string;
  readonly page: (number: number) => string;
}

type Weight = keyof typeof fontFiles;

interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
}

// A4 in points
const WIDTH = 595.28;
const HEIGHT = 841.89;
const LEFT = 56;
const INNER = WIDTH - 2 * LEFT;
const TOP = 56;
const BOTTOM = HEIGHT - 64;
const GAP = 8;
const green = '#0f766e';
const faint = '#6b7280';
const styles = {
  title: { size: 16, weight: 'bold' },
  heading: { size: 11.5, weight: 'bold', colour: green },
  text: { size: 9.5 },
  note: { size: 8, colour: faint },
  label: { size: 9, colour: faint },
  cell: { size: 8.5 },
  head: { size: 8.5, weight: 'semibold' },
  figure: { size: 8.5, weight: 'semibold' },
  step: { size: 10.5, weight: 'bold', colour: green },
  question: { size: 10.5, weight: 'semibold', colour: green },
  answer: { size: 10 },
} as const satisfies Readonly<Record<string, Style>>;

const lineHeight = ({ size }: Style): number => size * 1.4;

/** Of a PNG, in pixels: its first chunk begins with them. */
const widthOf = (png: Buffer): number => png.readUInt32BE(16);
const heightOf = (png: Buffer): number => png.readUInt32BE(20);

interface Part {
  readonly x: number;
  readonly lines: readonly string[];
  readonly style: Style;
}

/**
 * Writes a paper as PDF on A4, page by page: only the page that is under way is in memory. The fonts are embedded, bars
 * are drawn as vectors, and every text can be searched and copied. Returns the number of pages.
 */
export async function writePdf(
  path: string,
  frame: PaperFrame,
  blocks: Iterable<Block> | AsyncIterable<Block>,
): Promise<number> {
  const document = await documentOf(frame);
  const file = createWriteStream(path, { mode: 0o600 });
  document.pipe(file);
  // Watched from the beginning: a full disk is no reason to die, and is met below.
  const written = finished(file);
  written.catch(() => undefined);
  const sheet = new Sheet(document, frame);
  try {
    for await (const block of blocks) {
      // Others get their turn after each page, and the disk its time.
      for (const isFull of sheet.draw(block))
        if (isFull) await (file.writableNeedDrain ? once(file, 'drain') : setImmediate());
    }
    sheet.end();
    await written;
    return sheet.pages;
  } catch (error) {
    file.destroy();
    throw error;
  }
}

/** The same as one piece in memory, for a paper of a page or two. */
export async function pdfBytes(frame: PaperFrame, blocks: Iterable<Block>): Promise<Uint8Array> {
  const document = await documentOf(frame);
  const written = buffer(document);
  const sheet = new Sheet(document, frame);
  for (const block of blocks) Array.from(sheet.draw(block));
  sheet.end();
  return written;
}

/** Pages that are drawn, each on a sheet as wide as A4: what the picture of a page shows, for a printer. */
export async function drawnPdf(
  frame: Omit<PaperFrame, 'footer' | 'page'>,
  pages: readonly Drawn[],
): Promise<Uint8Array> {
  const document = await documentOf(frame);
  const written = buffer(document);
  for (const { width, height, marks } of pages) {
    const scale = WIDTH / width;
    document.addPage({ size: [WIDTH, height * scale], margin: 0 }).scale(scale);
    drawMarks(document, marks);
  }
  document.end();
  return written;
}

async function documentOf(frame: Omit<PaperFrame, 'footer' | 'page'>): Promise<PDFKit.PDFDocument> {
  // Nobody who starts the bot needs it: the library is loaded with the first paper.
  const { default: Document } = await import('pdfkit');
  return new Document({
    size: [WIDTH, HEIGHT],
    margin: 0,
    autoFirstPage: false,
    font: fontFiles.regular,
    lang: frame.language,
    displayTitle: true,
    info: {
      Title: frame.title,
      Author: frame.author,
      CreationDate: frame.asOf,
      ModDate: frame.asOf,
    },
  });
}

/** Where the pen stands: class, because drawing goes on from there. */
class Sheet {
  pages = 0;
  #y = BOTTOM;
  readonly #document: PDFKit.PDFDocument;
  readonly #frame: PaperFrame;

  constructor(document: PDFKit.PDFDocument, frame: PaperFrame) {
    this.#document = document;
    this.#frame = frame;
  }

  /** Draws a block; yields true after each page that is full. */
  *draw(block: Block): Generator<boolean> {
    switch (block.kind) {
      case 'title':
      case 'heading':
      case 'text':
      case 'note':
        yield* this.#text(block.text, styles[block.kind], block.kind === 'heading' ? 3 : 1);
        break;
      case 'pairs':
        for (const [label, value] of block.rows)
          yield* this.#row([
            this.#part(label, 0, 0.32, styles.label),
            this.#part(value, 0.34, 0.66, styles.text),
          ]);
        break;
      case 'table':
        yield* this.#table(block);
        break;
      case 'bars':
        yield* this.#bars(block.rows);
        break;
      case 'steps':
        yield* this.#steps(block.columns);
        break;
      case 'answers':
        for (const [question, answer] of block.rows) {
          yield* this.#text(question, styles.question, 3);
          yield* this.#text(answer, styles.answer, 1);
          this.#y += GAP / 2;
        }
        break;
      case 'page':
        this.#turn();
        yield true;
        return;
      case 'signatures':
        yield* this.#signatures(block.columns);
        break;
    }
    this.#y += GAP;
  }

  end(): void {
    if (this.pages === 0) this.#turn();
    this.#document.end();
  }

  #turn(): void {
    this.#document.addPage();
    this.pages++;
    this.#y = TOP;
    const { footer, page } = this.#frame;
    const at = HEIGHT - 40;
    this.#line(footer, LEFT, at, styles.note);
    const number = page(this.pages);
    this.#line(number, LEFT + INNER - this.#widthOf(number, styles.note), at, styles.note);
  }

  /** Goes on on a new page where so much does not fit any more; yields when it does. */
  *#need(height: number): Generator<boolean> {
    if (this.#y + Math.min(height, BOTTOM - TOP) <= BOTTOM) return;
    this.#turn();
    yield true;
  }

  /** `together`: so many lines may not be parted from their first one. */
  *#text(text: string, style: Style, together: number): Generator<boolean> {
    yield* this.#need(lineHeight(style) * together + GAP);
    yield* this.#row([this.#part(text, 0, 1, style)]);
  }

  #part(text: string, from: number, share: number, style: Style): Part {
    return { x: LEFT + from * INNER, lines: this.#wrapped(text, share * INNER - 6, style), style };
  }

  /** Parts beside each other; kept on one page where they fit on one, otherwise parted between lines. */
  *#row(parts: readonly Part[]): Generator<boolean> {
    const count = Math.max(1, ...parts.map(({ lines }) => lines.length));
    const height = Math.max(...parts.map(({ style }) => lineHeight(style)));
    yield* this.#need(count * height);
    for (let at = 0; at < count; at++) {
      yield* this.#need(height);
      for (const { x, lines, style } of parts) this.#line(lines[at] ?? '', x, this.#y, style);
      this.#y += height;
    }
    this.#y += 2;
  }

  *#table({ columns, rows }: Extract<Block, { kind: 'table' }>): Generator<boolean> {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const places = columns.map(({ share }, at) => ({
      from: columns.slice(0, at).reduce((sum, it) => sum + it.share, 0) / total,
      share: share / total,
    }));
    const partsOf = (cells: readonly string[], style: Style): readonly Part[] =>
      places.map(({ from, share }, at) => this.#part(cells[at] ?? '', from, share, style));
    const head = partsOf(
      columns.map(({ header }) => header),
      styles.head,
    );
    yield* this.#need(lineHeight(styles.cell) * 4);
    yield* this.#row(head);
    this.#rule(green, 1);
    for (const row of rows) {
      const before = this.pages;
      const parts = partsOf(row, styles.cell);
      yield* this.#need(Math.max(1, ...parts.map(({ lines }) => lines.length)) * lineHeight(styles.cell));
      if (this.pages !== before) {
        yield* this.#row(head);
        this.#rule(green, 1);
      }
      yield* this.#row(parts);
      this.#rule('#d1d5db', 0.5);
    }
  }

  *#bars(rows: Extract<Block, { kind: 'bars' }>['rows']): Generator<boolean> {
    const longest = Math.max(1, ...rows.map(({ value }) => value ?? 0));
    const from = LEFT + INNER * 0.3;
    const most = INNER * 0.4;
    for (const { label, value, figure, open } of rows) {
      const height = lineHeight(styles.cell) + 3;
      yield* this.#need(height);
      const [name = ''] = this.#wrapped(label, INNER * 0.29, styles.cell);
      this.#line(name, LEFT, this.#y, styles.cell);
      const length = value === null ? 0 : (most * value) / longest;
      const thick = styles.cell.size + 1;
      if (length > 0 && open === true) drawMarks(this.#document, hatched(from, this.#y, length, thick));
      else if (length > 0) this.#document.rect(from, this.#y, length, thick).fill(green);
      this.#line(figure, from + length + 6, this.#y, styles.figure);
      this.#y += height;
    }
  }

  *#steps(columns: Extract<Block, { kind: 'steps' }>['columns']): Generator<boolean> {
    const share = 1 / columns.length;
    const width = share * INNER - 12;
    const heading = columns.map((it, at) => this.#part(it.heading, at * share, share, styles.step));
    const text = columns.map((it, at) => this.#part(it.text, at * share, share, styles.text));
    const tall = Math.max(...columns.map(({ picture }) => (width * heightOf(picture)) / widthOf(picture)));
    const lines = (parts: readonly Part[]): number => Math.max(...parts.map((it) => it.lines.length));
    yield* this.#need(
      lines(heading) * lineHeight(styles.step) + lines(text) * lineHeight(styles.text) + tall + 3 * GAP,
    );
    yield* this.#row(heading);
    yield* this.#row(text);
    this.#y += GAP / 2;
    for (const [at, { picture }] of columns.entries()) {
      const x = LEFT + at * share * INNER;
      const height = (width * heightOf(picture)) / widthOf(picture);
      this.#document.image(picture, x, this.#y, { width, height });
      this.#document.rect(x, this.#y, width, height).lineWidth(0.75).stroke('#9ca3af');
    }
    this.#y += tall + GAP;
  }

  *#signatures(columns: Extract<Block, { kind: 'signatures' }>['columns']): Generator<boolean> {
    const room = 56;
    const lines = Math.max(...columns.map((it) => it.lines.length));
    yield* this.#need(room + (lines + 1) * lineHeight(styles.text) + 2 * GAP);
    const share = 1 / columns.length;
    yield* this.#row(columns.map(({ heading }, at) => this.#part(heading, at * share, share, styles.text)));
    this.#y += room;
    for (let line = 0; line < lines; line++)
      yield* this.#row(
        columns.map((it, at) => this.#part(it.lines[line] ?? '', at * share, share, styles.text)),
      );
  }

  #rule(colour: string, width: number): void {
    this.#document
      .moveTo(LEFT, this.#y)
      .lineTo(LEFT + INNER, this.#y)
      .lineWidth(width)
      .stroke(colour);
    this.#y += 3;
  }

  #line(text: string, x: number, y: number, style: Style): void {
    if (text === '') return;
    this.#use(style)
      .fillColor(style.colour ?? '#1f2937')
      .text(text, x, y, { lineBreak: false });
  }

  #use({ size, weight = 'regular' }: Style): PDFKit.PDFDocument {
    return this.#document.font(fontFiles[weight]).fontSize(size);
  }

  #widthOf(text: string, style: Style): number {
    return this.#use(style).widthOfString(text);
  }

  /** Lines no wider than a width; each line break of the text begins a new one, and a word longer than a line is cut. */
  #wrapped(text: string, width: number, style: Style): readonly string[] {
    return text.split('\n').flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of printable(paragraph).split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (this.#widthOf(longer, style) <= width) line = longer;
        else {
          if (line !== '') lines.push(line);
          const pieces = this.#pieces(word, width, style);
          lines.push(...pieces.slice(0, -1));
          line = pieces.at(-1) ?? '';
        }
      }
      return [...lines, line];
    });
  }

  #pieces(word: string, width: number, style: Style): readonly string[] {
    if (this.#widthOf(word, style) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const character of characters(word)) {
      if (piece !== '' && this.#widthOf(piece + character, style) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += character;
    }
    return [...pieces, piece];
  }
}
