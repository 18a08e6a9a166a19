/**
 * The months that somebody of the office means: "September 2026", "Juli-September 2026", "triwulan 3", "2025",
 * "3 bulan terakhir". Months are counted where the office is: `today` must be the day there (`localDate`).
 */
import type { Temporal } from 'temporal-polyfill';
import {
  addMonths,
  compareMonths,
  monthOf,
  monthsBetween,
  partsOf,
  toMonth,
  type Month,
} from './calendar.ts';
import { leftOver } from './month.ts';
import { findMonthSpans, type MonthSpan, type YearMark } from './month-spans.ts';
import { ambiguous, none, ok, plain, withoutEmoji, type Reading } from '../words/reading.ts';

/** Whole months, both included. A type and not an interface, so that it is plain JSON. */
export type Period = { readonly first: Month; readonly last: Month };

/** Why a text names no period, or is asked back. */
export type PeriodReason = 'no-period' | 'future' | 'too-long' | 'backwards' | 'doubtful' | 'two-months';
export type PeriodReading = Reading<Period, PeriodReason>;

/** Ten years: more is a slip of the pen. */
export const MOST_MONTHS = 120;

/** The months of a period, oldest first. */
export function monthsOfPeriod({ first, last }: Period): readonly Month[] {
  return monthsBetween(first, last);
}

/** The triwulan (quarter) in which a month lies. */
export function quarterOf(month: Month): Period {
  const { year, number } = partsOf(month);
  const first = toMonth(year, Math.floor((number - 1) / 3) * 3 + 1);
  return { first, last: addMonths(first, 2) };
}

/** The last triwulan that is over on a day. */
export function lastQuarter(today: Temporal.PlainDate): Period {
  return quarterOf(addMonths(quarterOf(monthOf(today)).first, -3));
}

const YEAR = '(?:(?:tahun|thn|th)\\.? ?)?((?:19|20)\\d{2})';
const PART = new RegExp(
  `(?:^|[ ,])(triwulan|tri wulan|kuartal|kwartal|quartal|quarter|tw|q|semester|smt) ?(?:ke ?-? ?)?([1-4]|iv|i{1,3}|lalu|kemarin|terakhir|ini)(?:[ ,/-]{1,2}(?:${YEAR}|(?:tahun |thn |th )?(lalu|kemarin|ini)))?(?= |$)`,
);
const WHOLE_YEAR = /^(?:(?:se)?tahun|thn|th|year)?\.? ?((?:19|20)\d{2})$|^tahun (lalu|kemarin|ini)$/;
const LAST_MONTHS =
  /(?:^| )(\d{1,2}) ?(?:bulan|bln) ?(?:terakhir|trakhir|ke ?belakang)(?= |$)|(?:^| )(setahun) terakhir(?= |$)/;
const BETWEEN = /(?:^|[| ])(?:-|–|s\/d|sd|s\.d\.?|sampai(?: dengan)?|sampek|smp|hingga|to|until)(?:[| ]|$)/;
const HARMLESS = new Set(
  (
    'bulan bln periode period dari mulai untuk utk data laporan ekspor export penjualan omzet omset saja aja ya ' +
    'tolong mohon minta yang yg di pada - s/d sd s.d s.d. sampai dengan sampek smp hingga to until from tahun thn th dan & ,'
  ).split(' '),
);

/**
 * Reads a period. Months that have not begun are left out; what begins in the future is none 'future'. A name
 * without a year is the latest such month not after the running one, the first of a range the latest one before
 * its last. Two months without a word between them, and words that could change the meaning, are asked back.
 */
export function readPeriod(text: string, today: Temporal.PlainDate): PeriodReading {
  const running = monthOf(today);
  const said = withoutEmoji(plain(text))
    .replaceAll(/[!?"*()]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const part = PART.exec(said);
  if (part !== null) return doubted(partOfYear(part, running), without(said, part), running);
  const year = WHOLE_YEAR.exec(said);
  if (year !== null) {
    const back = year[2] === undefined || year[2] === 'ini' ? 0 : 1;
    const of = year[1] === undefined ? partsOf(running).year - back : Number(year[1]);
    return settled({ first: toMonth(of, 1), last: toMonth(of, 12) }, running);
  }
  const several = LAST_MONTHS.exec(said);
  if (several !== null) {
    const count = several[1] === undefined ? 12 : Number(several[1]);
    if (count < 1) return none('no-period');
    const period = { first: addMonths(running, -count), last: addMonths(running, -1) };
    return doubted(settled(period, running), without(said, several), running);
  }
  return fromSpans(said, findMonthSpans(said), running);
}

function without(said: string, match: RegExpExecArray): string {
  return `${said.slice(0, match.index)} ${said.slice(match.index + match[0].length)}`;
}

const ROMAN = ['i', 'ii', 'iii', 'iv'];

function partOfYear(match: RegExpExecArray, running: Month): PeriodReading {
  const [, name = '', which = '', year, yearWord] = match;
  const length = /^(?:semester|smt)$/.test(name) ? 6 : 3;
  const now = partsOf(running);
  const current = toMonth(now.year, Math.floor((now.number - 1) / length) * length + 1);
  const from = (first: Month): PeriodReading =>
    settled({ first, last: addMonths(first, length - 1) }, running);
  if (which === 'ini') return from(current);
  if (/^(?:lalu|kemarin|terakhir)$/.test(which)) return from(addMonths(current, -length));
  const number = /^\d$/.test(which) ? Number(which) : ROMAN.indexOf(which) + 1;
  if (number > 12 / length) return none('no-period');
  const given = year === undefined ? undefined : Number(year);
  const said = yearWord === undefined ? undefined : now.year - (yearWord === 'ini' ? 0 : 1);
  const first = toMonth(given ?? said ?? now.year, (number - 1) * length + 1);
  const sure = given ?? said;
  return from(sure === undefined && compareMonths(first, running) > 0 ? addMonths(first, -12) : first);
}

function fromSpans(said: string, spans: readonly MonthSpan[], running: Month): PeriodReading {
  const [one, two] = spans;
  if (one === undefined) return none('no-period');
  const rest = leftOver(said, spans);
  if (two === undefined) {
    const month = monthIn(one, running, running);
    return month === undefined
      ? none('no-period')
      : doubted(settled({ first: month, last: month }, running), rest, running);
  }
  if (spans.length > 2) return none('no-period');
  const last = hasYear(one) && !hasYear(two) ? following(one, two, running) : monthIn(two, running, running);
  if (last === undefined) return none('no-period');
  const first = monthIn(one, last, running);
  if (first === undefined) return none('no-period');
  if (compareMonths(first, last) > 0) {
    const turned = { first: last, last: first };
    return ambiguous('backwards', [turned], turned);
  }
  const read = settled({ first, last }, running);
  if (read.kind === 'ok' && !BETWEEN.test(rest)) return ambiguous('two-months', [read.value], read.value);
  return doubted(read, rest, running);
}

/** "Juli 2025 - September": the first September from July 2025 on. */
function following(one: MonthSpan, two: MonthSpan, running: Month): Month | undefined {
  const first = monthIn(one, running, running);
  const number = numberIn(two);
  if (first === undefined || number === undefined) return monthIn(two, running, running);
  const same = toMonth(partsOf(first).year, number);
  return compareMonths(same, first) < 0 ? addMonths(same, 12) : same;
}

function hasYear(span: MonthSpan): boolean {
  return span.kind === 'date' || ('year' in span && span.year !== undefined);
}

function numberIn(span: MonthSpan): number | undefined {
  if (span.kind === 'number') return span.number;
  return span.kind === 'name' && span.certain ? span.numbers[0] : undefined;
}

/** The month of a span; without a year the latest one not after `limit`. */
function monthIn(span: MonthSpan, limit: Month, running: Month): Month | undefined {
  if (span.kind === 'relative') return addMonths(running, span.offset);
  if (span.kind === 'date') return fromFields(span.fields);
  const number = numberIn(span);
  if (number === undefined || number < 1 || number > 12) return undefined;
  const year = 'year' in span && span.year !== undefined ? yearOf(span.year, running) : undefined;
  if (year !== undefined) return toMonth(year, number);
  const same = toMonth(partsOf(limit).year, number);
  return compareMonths(same, limit) > 0 ? addMonths(same, -12) : same;
}

function yearOf(mark: YearMark, running: Month): number {
  if ('four' in mark) return mark.four;
  if ('two' in mark) return 2000 + mark.two;
  return partsOf(running).year + { last: -1, this: 0, next: 1 }[mark.word];
}

/** "09/2026", "2026-09"; a whole date is no month. */
function fromFields(fields: readonly string[]): Month | undefined {
  if (fields.length !== 2) return undefined;
  const year = fields.find((field) => field.length === 4);
  const number = Number(fields.find((field) => field.length <= 2));
  const short = year ?? (fields[1] === undefined ? undefined : `20${fields[1]}`);
  const month = year === undefined ? Number(fields[0]) : number;
  return short === undefined || !(month >= 1 && month <= 12) ? undefined : toMonth(Number(short), month);
}

function settled({ first, last }: Period, running: Month): PeriodReading {
  if (compareMonths(first, running) > 0) return none('future');
  const end = compareMonths(last, running) > 0 ? running : last;
  return compareMonths(end, first) >= MOST_MONTHS ? none('too-long') : ok({ first, last: end });
}

/** A reading is only certain when nothing else in the text can change it. */
function doubted(read: PeriodReading, rest: string, running: Month): PeriodReading {
  if (read.kind !== 'ok') return read;
  const words = rest
    .replaceAll(/[|.:;()–-]+/g, ' ')
    .split(/[ ,]+/)
    .filter((word) => word !== '' && !HARMLESS.has(word));
  if (words.length > 0) return ambiguous('doubtful', [read.value], read.value);
  return compareMonths(read.value.first, running) > 0 ? none('future') : read;
}
