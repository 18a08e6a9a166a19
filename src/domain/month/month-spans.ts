/**
 * Where a text speaks of months. The same spans are read by `readMonth` and cut out before an amount is
 * read, so that the digits of a month never become money and the other way round.
 */
import {
  COUNT_WORD,
  LAST_WORD,
  MONTH_WORD,
  NEXT_WORD,
  THIS_WORD,
  YEAR_WORD,
  namedMonth,
  smallCount,
} from './month-words.ts';

/** A year as written: four digits, two digits, or a word. */
export type YearMark = { four: number } | { two: number } | { word: 'last' | 'this' | 'next' };

/** A piece of text about months; `start` and `end` are offsets in the text searched. */
export type MonthSpan = { start: number; end: number } & MonthMeaning;

type MonthMeaning =
  | {
      kind: 'name';
      numbers: number[];
      certain: boolean;
      typo: boolean;
      year?: YearMark;
      day?: number;
      past?: boolean;
    }
  | { kind: 'number'; number: number; year?: YearMark }
  | { kind: 'date'; fields: string[]; dashed: boolean }
  | { kind: 'relative'; offset: number; day?: number }
  | { kind: 'several'; count: number }
  | { kind: 'quarter'; number: number | undefined; length: 3 | 6 };

// a number in front of one of these is money or a count, never a month or a year
const NO_UNIT =
  "(?![\\d])(?![.,'/-]\\d)(?! ?(?:rb|rbu|ribu|rebu|ewu|jt|jta|jut|juta|yuto|k|m|miliar|milyar|ratus|puluh|belas|koma|setengah|x|%|kali|hari|hr|orang|org|an)(?:an|nan)?(?![a-z]))";
const START = "(?<![\\d.,'/-])";

const DATES: readonly RegExp[] = [
  new RegExp(`${START}(\\d{1,2})([/.-])(\\d{1,2})\\2((?:20)?\\d{2})${NO_UNIT}`, 'g'),
  new RegExp(`${START}((?:20|19)\\d{2})([/-])(\\d{1,2})(?:\\2(\\d{1,2}))?${NO_UNIT}`, 'g'),
  new RegExp(`${START}(\\d{1,2}) ?([/.-]) ?((?:20|19)\\d{2})${NO_UNIT}`, 'g'),
  new RegExp(`${START}(\\d{1,2})(/)(\\d{2})${NO_UNIT}`, 'g'),
];

const RELATIVE = new RegExp(
  `(?<![\\d.,'a-z])(?:(\\d{1,2}|se|sak|${COUNT_WORD}) ?)?(?:(?:awal|akhir|pertengahan|tengah) )?(?<![a-z](?<!se)(?<!sak))${MONTH_WORD} ?(?:(?:yang|yg|sing|seng) )?(?:(${LAST_WORD})|(${THIS_WORD})|(${NEXT_WORD})|(terakhir|trakhir|terahir))(?![a-z])(?: (?:yang|yg) lalu(?![a-z]))?`,
  'g',
);
const NUMBERED = new RegExp(
  `(?<![a-z])${MONTH_WORD}\\.? ?(?:ke ?-? ?)?(?:(\\d{1,2})|(${COUNT_WORD})(?![a-z]))${NO_UNIT}(?:(?:[ /-]| ${YEAR_WORD}\\.? ?)((?:20|19)\\d{2})${NO_UNIT})?`,
  'g',
);
const QUARTER =
  /(?<![a-z])(?:(triwulan|tri wulan|kuartal|kwartal|quartal|tw|q|semester|smt) ?(?:ke ?-? ?)?([1-4]|iv|i{1,3})?(?![\da-z]))(?: (?:lalu|ini|kemarin|terakhir))?/g;

const YEAR_BEHIND = new RegExp(
  `^ ?(?:[-/,.] ?)?(?:${YEAR_WORD}\\.? ?)?(?:'?(\\d{2})(?! \\d{3}(?![\\da-z]))|((?:20|19)\\d{2}))${NO_UNIT}`,
);
const YEAR_WORD_BEHIND = new RegExp(
  `^,? ?(?:${YEAR_WORD} (?:(?:yang|yg) )?(?:(${LAST_WORD})|(${THIS_WORD})|(${NEXT_WORD})))(?![a-z])`,
);
const YEAR_BEFORE = new RegExp(
  `(?<![a-z\\d])${YEAR_WORD}\\.? (?:(?:yang|yg) )?(?:(${LAST_WORD})|(${THIS_WORD})|(${NEXT_WORD})|((?:20|19)\\d{2}))` +
    `(?: (?:yang|yg) lalu)?[, ]+(?:(?:di|pada|pas|waktu) )?(?:${MONTH_WORD}\\.? )?$`,
);
const SIDE_BEHIND = new RegExp(
  `^ (?:(?:yang|yg) )?(?:(lalu|kemarin|kemaren|kmrn|kmren|wingi)|(${THIS_WORD})|(${NEXT_WORD}))(?![a-z])`,
);
const DAY_BEFORE = /(?<![\d.,'/])(?<!rp\.? ?)(?:(?:tanggal|tgl)\.? ?)?(0?[1-9]|[12]\d|3[01])(?: ?[-/] ?| ?)$/;

/** All months spoken of in a text already passed through `plain`, in order of appearance. */
export function findMonthSpans(text: string): MonthSpan[] {
  const spans: MonthSpan[] = [];
  const keep = (start: number, end: number, meaning: MonthMeaning): void => {
    if (!spans.some((span) => start < span.end && span.start < end)) spans.push({ start, end, ...meaning });
  };
  for (const pattern of DATES) {
    for (const match of text.matchAll(pattern)) {
      const fields = [match[1], match[3], match[4]].filter((field) => field !== undefined);
      keep(match.index, match.index + match[0].length, { kind: 'date', fields, dashed: match[2] === '-' });
    }
  }
  for (const match of text.matchAll(RELATIVE)) {
    keep(match.index, match.index + match[0].length, relative(match));
  }
  for (const match of text.matchAll(QUARTER)) {
    if (match[2] === undefined && /^(?:q|tw)$/.test(match[1] ?? '')) continue;
    const number = match[2] === undefined ? undefined : quarterNumber(match[2]);
    const length = /^(?:semester|smt)$/.test(match[1] ?? '') ? 6 : 3;
    keep(match.index, match.index + match[0].length, { kind: 'quarter', number, length });
  }
  for (const match of text.matchAll(NUMBERED)) {
    const number = smallCount(match[1] ?? match[2] ?? '') ?? 0;
    const year = match[3] === undefined ? {} : { year: { four: Number(match[3]) } };
    keep(match.index, match.index + match[0].length, { kind: 'number', number, ...year });
  }
  for (const match of text.matchAll(/[a-z]+/g)) {
    const name = named(text, match.index, match[0]);
    if (name !== undefined) keep(name.start, name.end, name.meaning);
  }
  return spans.toSorted((a, b) => a.start - b.start);
}

function relative(match: RegExpExecArray): MonthMeaning {
  const count = match[1] === undefined ? undefined : smallCount(match[1]);
  const [, , last, present, next] = match;
  if (match[5] !== undefined) return { kind: 'several', count: count ?? 1 };
  if (present !== undefined)
    return count === undefined ? { kind: 'relative', offset: 0 } : { kind: 'several', count };
  if (next !== undefined) return { kind: 'relative', offset: count ?? 1 };
  // "2 bulan kemarin" can be the last two months or the one two months ago
  if (count !== undefined && count !== 1 && last !== 'lalu') return { kind: 'several', count };
  return { kind: 'relative', offset: -(count ?? 1) };
}

function quarterNumber(text: string): number {
  return /^\d$/.test(text) ? Number(text) : ['i', 'ii', 'iii', 'iv'].indexOf(text) + 1;
}

function named(
  text: string,
  at: number,
  word: string,
): { start: number; end: number; meaning: MonthMeaning } | undefined {
  const month = namedMonth(word);
  if (month === undefined) return undefined;
  let start = at;
  let end = at + word.length;
  const meaning: Extract<MonthMeaning, { kind: 'name' }> = { kind: 'name', ...month };
  const day = DAY_BEFORE.exec(text.slice(0, at));
  if (day !== null) {
    meaning.day = Number(day[1]);
    start = day.index;
  }
  // "okt." and "okt.2025": the dot belongs to the abbreviation
  const behind = text.slice(end);
  const year = YEAR_BEHIND.exec(behind) ?? YEAR_WORD_BEHIND.exec(behind) ?? SIDE_BEHIND.exec(behind);
  const mark = year === null ? undefined : yearMark(year);
  if (year !== null) {
    end += year[0].length;
    // "oktober kemarin" is the latest October that is over
    if (mark === undefined) meaning.past = true;
    else meaning.year = mark;
  }
  const before = meaning.year === undefined ? YEAR_BEFORE.exec(text.slice(0, start)) : null;
  if (before !== null) {
    const [, last, present, , digits] = before;
    start = before.index;
    meaning.year =
      digits === undefined
        ? { word: last !== undefined ? 'last' : present !== undefined ? 'this' : 'next' }
        : { four: Number(digits) };
  }
  return { start, end, meaning };
}

function yearMark(match: RegExpExecArray): YearMark | undefined {
  const [, first, second, third] = match;
  if (first !== undefined && /^\d{2}$/.test(first)) return { two: Number(first) };
  if (second !== undefined && /^\d{4}$/.test(second)) return { four: Number(second) };
  // "oktober kemarin" is the latest October, "tahun kemarin" the year before
  const wholeYear = new RegExp(`^,? ?${YEAR_WORD}`).test(match[0]);
  if (first !== undefined) return wholeYear ? { word: 'last' } : undefined;
  if (second !== undefined) return { word: 'this' };
  return third === undefined ? undefined : { word: 'next' };
}

/** Whether a span names a single day: its amount is the sales of that day, not of the month. */
export function namesDay(span: MonthSpan): boolean {
  if (span.kind === 'date')
    return span.fields.length === 3 || span.fields.every((field) => field.length <= 2);
  return 'day' in span && span.day !== undefined;
}
