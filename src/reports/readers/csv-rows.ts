import { cellText } from './cell-text.ts';
import type { ReadCell, ReadRow } from './cells.ts';

const DELIMITERS = [';', '\t', ',', '|'] as const;
/** So many lines say what separates the cells. */
const TRIED = 50;
/** A cell with more line breaks than this has only lost its second quote. */
const MOST_LINES_A_CELL = 20;
/** A cell of several lines may hold a few separators of its own; by so much more than the row. */
const MOST_SEPARATORS = 1.25;

/**
 * The rows of a CSV file, without empty ones. A quote that nobody closed ends with its line: no row is ever swallowed
 * by the cell of another one.
 */
export function readCsv(data: Buffer): readonly ReadRow[] {
  const lines = textOf(data).split(/\r\n|\n|\r/);
  const said = /^sep=(.)$/i.exec(lines[0] ?? '')?.[1];
  const delimiter = said ?? delimiterOf(lines.slice(0, TRIED));
  const width = usualWidth(lines.slice(0, TRIED), delimiter).cells;
  const rows: ReadRow[] = [];
  let row = 0;
  for (let at = said === undefined ? 0 : 1; at < lines.length; row++) {
    const record = recordAt(lines, at, delimiter, width);
    at += record.lines;
    const cells = record.cells.map((text): ReadCell => cellText(text));
    if (cells.some((cell) => cell !== undefined)) rows.push({ row: row + 1, cells, merged: new Map() });
  }
  return rows;
}

/** UTF-8; UTF-16 as Excel calls "Unicode text"; what is neither was written by an old Windows. */
function textOf(data: Buffer): string {
  const [first, second] = data;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(data);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(data);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return new TextDecoder('windows-1252').decode(data);
  }
}

/** What makes most lines into equally many cells; a title above the table may hold anything. */
function delimiterOf(lines: readonly string[]): string {
  const [best] = DELIMITERS.map((delimiter) => {
    const { cells, times } = usualWidth(lines, delimiter);
    return { delimiter, weight: times * (cells - 1) };
  }).toSorted((a, b) => b.weight - a.weight);
  return best?.delimiter ?? ';';
}

/** Into how many cells most lines fall. */
function usualWidth(
  lines: readonly string[],
  delimiter: string,
): { readonly cells: number; readonly times: number } {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = cellsOf(line, delimiter) ?? line.split(delimiter);
    if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] * (b[0] - 1) - a[1] * (a[0] - 1));
  return most === undefined ? { cells: 1, times: 0 } : { cells: most[0], times: most[1] };
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** Lines of the file that it takes. */
  readonly lines: number;
}

function recordAt(lines: readonly string[], at: number, delimiter: string, width: number): CsvRecord {
  const line = lines[at] ?? '';
  const plain = line.split(delimiter).map(unquoted);
  const alone = cellsOf(line, delimiter);
  if (alone !== undefined) {
    // A pair of stray quotes around a separator would make two cells into one.
    const isSwallowed = alone.length !== width && plain.length === width;
    return { cells: isSwallowed ? plain : alone, lines: 1 };
  }
  let text = line;
  for (let more = 1; more <= MOST_LINES_A_CELL && at + more < lines.length; more++) {
    text += `\n${lines[at + more] ?? ''}`;
    const cells = cellsOf(text, delimiter);
    if (cells === undefined) continue;
    // Many more separators than one row needs: a row has been swallowed by the cell of another one.
    const separators = text.split(delimiter).length - 1;
    const isCell = separators <= MOST_SEPARATORS * (width - 1);
    if (isCell && cells.length === width) return { cells, lines: more + 1 };
    break;
  }
  return { cells: plain, lines: 1 };
}

/** A quote in front of a cell that does not end with one is a slip. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).replaceAll('""', '"')
    : trimmed.replace(/^"+/, '').replace(/^([^"]*)"+$/, '$1');
}

/** The cells of a text in which every quote that opens a cell is closed at its end; undefined otherwise. */
function cellsOf(text: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      const stop = end === -1 ? text.length : end;
      cells.push(text.slice(at, stop));
      at = stop + 1;
      continue;
    }
    const close = closingQuote(text, at + 1);
    const behind = text[close + 1];
    if (close === -1 || (behind !== undefined && behind !== delimiter)) return undefined;
    cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
    at = close + 2;
  }
  return cells;
}

/** The next quote that does not stand twice. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}
