import { characters } from '../../domain/words/clip.ts';

/** Bot API, sendMessage: characters after entities are parsed; counted in UTF-16 units. */
export const MOST_TEXT = 4096;
/** Bot API, sendPhoto and its siblings. */
export const MOST_CAPTION = 1024;

/** Bot API, InlineKeyboardMarkup: what goes beyond is refused together with its message. */
export const MOST_BUTTONS = 100;

/** Rows of buttons as several keyboards that Telegram takes, in their order; at least one. */
export function keyboardsOf<B>(rows: readonly (readonly B[])[]): readonly (readonly (readonly B[])[])[] {
  const keyboards: (readonly B[])[][] = [[]];
  let room = MOST_BUTTONS;
  for (const row of rows) {
    if (row.length > room) {
      keyboards.push([]);
      room = MOST_BUTTONS;
    }
    keyboards.at(-1)?.push(row);
    room -= row.length;
  }
  return keyboards;
}

/** What cannot be cut: a tag, a character reference, or one character. */
interface Unit {
  readonly source: string;
  /** What of it counts. */
  readonly length: number;
  readonly tag?: { readonly name: string; readonly opens: boolean };
}

const MARKUP = /<(\/?)([a-z][\w-]*)[^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+);/gi;
/** Longer "characters" (letters under heaps of accents) are cut between their code points. */
const LONGEST_CHARACTER = 64;

function unitsOf(text: string, html: boolean): readonly Unit[] {
  const units: Unit[] = [];
  let at = 0;
  const plain = (part: string): void => {
    for (const character of characters(part)) {
      const signs = character.length > LONGEST_CHARACTER ? Array.from(character) : [character];
      units.push(...signs.map((source) => ({ source, length: source.length })));
    }
  };
  for (const match of html ? text.matchAll(MARKUP) : []) {
    const [source, slash, name] = match;
    plain(text.slice(at, match.index));
    at = match.index + source.length;
    const length = countedOf(source, name);
    units.push(
      name === undefined
        ? { source, length }
        : { source, length, tag: { name: name.toLowerCase(), opens: slash === '' } },
    );
  }
  plain(text.slice(at));
  return units;
}

/** How much of a piece of markup counts; a number may stand for a character beyond the base plane. */
function countedOf(source: string, tag: string | undefined): number {
  if (tag !== undefined) return 0;
  return source.startsWith('&#') ? 2 : 1;
}

const lengthOf = (units: readonly Unit[]): number => units.reduce((sum, it) => sum + it.length, 0);

/** How many characters Telegram counts. */
export function countedLength(text: string, html: boolean): number {
  if (!html) return text.length;
  let length = text.length;
  for (const [source, , name] of text.matchAll(MARKUP)) length -= source.length - countedOf(source, name);
  return length;
}

/**
 * A text that is too long for one message, as several that are not: cut between paragraphs where it can be, else
 * between lines, words, characters; never inside a tag or a character reference. Tags that are open at a cut are
 * closed before it and opened again behind it. `last` is what the last piece may hold (a caption holds less).
 */
export function piecesOf(
  text: string,
  html: boolean,
  { most = MOST_TEXT, last = most }: { readonly most?: number; readonly last?: number } = {},
): readonly string[] {
  const pieces: string[] = [];
  let rest = withoutEnd(unitsOf(text, html));
  let open: readonly Unit[] = [];
  for (let left = lengthOf(rest); left > last; left = lengthOf(rest)) {
    const cut = cutWithin(rest, Math.min(most, left - 1));
    const piece = rest.slice(0, cut);
    const stillOpen = openAfter(open, piece);
    const closing = stillOpen.toReversed().map((it) => `</${it.tag?.name ?? ''}>`);
    pieces.push(sourceOf([...open, ...piece]) + closing.join(''));
    open = stillOpen;
    rest = rest.slice(cut);
  }
  pieces.push(sourceOf([...open, ...rest]));
  return pieces.filter((piece) => !isBlank(piece, html));
}

const sourceOf = (units: readonly Unit[]): string => units.map((it) => it.source).join('');

/** Without the white space at the end, which Telegram cuts off: the last piece always shows something. */
function withoutEnd(units: readonly Unit[]): readonly Unit[] {
  const shows = units.findLastIndex((it) => it.tag === undefined && it.source.trim() !== '');
  return units.filter((it, at) => at <= shows || it.tag !== undefined);
}

/** Telegram refuses a message without a visible character. */
function isBlank(piece: string, html: boolean): boolean {
  return (html ? piece.replaceAll(/<[^>]*>/g, '') : piece).trim() === '';
}

function openAfter(before: readonly Unit[], units: readonly Unit[]): readonly Unit[] {
  const open = [...before];
  for (const unit of units) {
    if (unit.tag?.opens === true) open.push(unit);
    else if (unit.tag !== undefined) open.pop();
  }
  return open;
}

/** Number of units before the best cut of at most `most` characters; at least one that counts. */
function cutWithin(units: readonly Unit[], most: number): number {
  let length = 0;
  let cut = 0;
  const best = { paragraph: 0, line: 0, word: 0 };
  let previous = '';
  for (const [at, unit] of units.entries()) {
    if (length + unit.length > most && cut > 0) break;
    length += unit.length;
    cut = at + 1;
    if (unit.tag !== undefined) continue;
    // A cut in the first half would make many small messages of one long paragraph.
    const isFar = length * 2 >= most;
    if (isFar && unit.source === '\n') {
      best.line = cut;
      if (previous === '\n') best.paragraph = cut;
    }
    if (isFar && unit.source === ' ') best.word = cut;
    previous = unit.source;
  }
  return best.paragraph || best.line || best.word || cut;
}
