/** Figures of several owners in one message: "1 2,5jt / 2 800rb / 3 kosong". */
import { tidyLines, withoutEmoji } from '../words/reading.ts';
import { readRupiah } from '../money/rupiah.ts';

/** What stands behind one number of the list. */
interface OwnerLine {
  /** Number in the list, from 1. */
  readonly number: number;
  /** The amount as it was typed; empty when the line is to be left out. */
  readonly words: string;
}

export interface OwnerLines {
  readonly lines: readonly OwnerLine[];
  /** Pieces without a number of the list, or with one that stands twice. */
  readonly unread: readonly string[];
}

const NUMBERED = /^(?:no(?:mor)?\.? ?)?(\d{1,3})(?:\s*[:=)]\s*|\.\s+|\s*-\s+|\s+)(\S.*)$/iu;
const LEAVE_OUT = /^(?:-|lewati|lewat|hapus|skip|batal|nanti)$/iu;

/**
 * Takes a message apart by line breaks, "/" and ";". `count`: how long the list is; of a list of one the number need
 * not be written ("2,5 jt").
 */
export function readOwnerLines(text: string, count: number): OwnerLines {
  const pieces = tidyLines(withoutEmoji(text.replaceAll('\n', ' ; ')))
    .split(/[;/\n]/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const lines: OwnerLine[] = [];
  const unread: string[] = [];
  for (const piece of pieces) {
    const line = readPiece(piece, count);
    if (line === undefined || lines.some(({ number }) => number === line.number)) unread.push(piece);
    else lines.push(line);
  }
  return { lines, unread };
}

function readPiece(piece: string, count: number): OwnerLine | undefined {
  const [, digits, rest] = NUMBERED.exec(piece) ?? [];
  const number = Number(digits);
  if (count === 1) {
    const numbered = rest !== undefined && number === 1 && (isLeftOut(rest) || isAmount(rest));
    const words = numbered ? rest : piece;
    return { number: 1, words: isLeftOut(words) ? '' : words };
  }
  if (rest === undefined || number < 1 || number > count) return undefined;
  return { number, words: isLeftOut(rest) ? '' : rest };
}

/** An amount, if need be with letters for some of its digits. */
function isAmount(words: string): boolean {
  const reading = readRupiah(words);
  return reading.kind === 'ok' || (reading.kind === 'ambiguous' && reading.reason === 'letter-o');
}

const isLeftOut = (words: string): boolean => LEAVE_OUT.test(words);
