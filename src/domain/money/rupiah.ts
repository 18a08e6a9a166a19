/**
 * Amounts of money as people type them. Rules and labelled phrases: test/cases/rupiah.json; what they leave
 * open is decided for asking back: an amount is `ok` only when every word of the text is understood.
 * All amounts are whole rupiah.
 */
import { findMonthSpans, namesDay, type MonthSpan } from '../month/month-spans.ts';
import { withDigits } from '../words/digit-letters.ts';
import { ambiguous, none, ok, plain, withoutEmoji } from '../words/reading.ts';
import type { RupiahReading, RupiahReason, RupiahWarning } from './rupiah-reading.ts';
import { reasonForSilence, saysNothing, type Sign } from './rupiah-context.ts';
import { BILLION, TRILLION } from './rupiah-lexicon.ts';
import { HARD_CAP } from './rupiah-number.ts';
import { combined, type Combined } from './rupiah-combine.ts';
import { screen } from './rupiah-screen.ts';
import { elementsOf, type Element } from './rupiah-tokens.ts';

export type { RupiahReading, RupiahReason, RupiahWarning } from './rupiah-reading.ts';

/** What the amount is about, with its bounds in rupiah. */
type Subject = {
  kind: 'month' | 'day' | 'capital' | 'price';
  /** unitless numbers below are asked back */
  low: bigint;
  /** below: 'sanity-low' */
  sane: bigint;
  /** an amount from `sane` to here is likely enough for a one-button question */
  likelyUpTo: bigint;
};

const MONTH_SALES: Subject = { kind: 'month', low: 10_000n, sane: 50_000n, likelyUpTo: 500_000_000n };
const DAY_SALES: Subject = { kind: 'day', low: 5_000n, sane: 5_000n, likelyUpTo: 10_000_000n };
const PRICE: Subject = { kind: 'price', low: 100n, sane: 100n, likelyUpTo: 50_000_000n };
const CAPITAL: Subject = { kind: 'capital', low: 10_000n, sane: 50_000n, likelyUpTo: 500_000_000n };

/**
 * Sales of one month. Unitless below Rp10.000 is asked back, below Rp50.000 'sanity-low'. Above Rp50 billion
 * ambiguous 'over-cap' with the amount as `likely`; from Rp1 trillion on none 'too-large'. A rate is
 * ambiguous with the rate as candidate; profit, cost or debt alone is none.
 */
export function readRupiah(text: string): RupiahReading {
  return readMoney(text, MONTH_SALES);
}

/** Average sales of one selling day: "per hari" is expected, "sebulan" asked back; bounds Rp5.000 instead. */
export function readDailyRupiah(text: string): RupiahReading {
  return readMoney(text, DAY_SALES);
}

/** The price of one thing, or what is deducted: "2000" is Rp2.000, where of sales it would be asked back. */
export function readPriceRupiah(text: string): RupiahReading {
  return readMoney(text, PRICE);
}

/** Capital or money applied for: as `readRupiah`, but "modal 5 juta" and "pinjaman 5 juta" are what was asked. */
export function readCapitalRupiah(text: string): RupiahReading {
  return readMoney(text, CAPITAL);
}

function readMoney(text: string, subject: Subject): RupiahReading {
  const said = withoutEmoji(plain(text.replaceAll(/[\r\n]+/g, ' ; '))).replaceAll(/^["' ]+|["' ]+$/g, '');
  const mended = withDigits(said, UNITS);
  if (mended !== undefined) return asked(readMoney(mended, subject));
  const silence = saysNothing(said);
  if (silence === 'zero') return ok<number, RupiahWarning>(0, ['confirm-zero']);
  if (silence === 'closed') return ambiguous('closed', [0], 0);
  const stopped = screen(said);
  if (stopped !== undefined) return none(stopped);
  const spans = findMonthSpans(said);
  const elements = elementsOf(withoutMonths(said, spans), subject.low);
  return decide(said, elements, spans, subject);
}

/** What may stand glued to a number: "25orb". */
export const UNITS = 'rb|rbu|ribu|jt|jta|juta|k|m|miliar|milyar';

/** An amount in which letters stand for digits is never taken as it was read. */
export function asked(reading: RupiahReading): RupiahReading {
  if (reading.kind !== 'ok') return reading;
  const { value, approximate } = reading;
  const it = ambiguous<number, RupiahReason>('letter-o', [value], value);
  return approximate === true ? markApproximate(it) : it;
}

/** Months are cut out first, so that the digits of a date can never become money. */
function withoutMonths(said: string, spans: readonly MonthSpan[]): string {
  let rest = '';
  let at = 0;
  for (const span of spans) {
    const sign = span.kind === 'several' || span.kind === 'quarter' ? 'PERIOD' : '|';
    rest += `${said.slice(at, span.start)} ${sign} `;
    at = span.end;
  }
  return rest + said.slice(at);
}

function decide(
  said: string,
  elements: Element[],
  spans: readonly MonthSpan[],
  subject: Subject,
): RupiahReading {
  const signs = new Set(elements.flatMap((each) => (each.type === 'sign' ? [each.sign] : [])));
  if (signs.has('CURRENCY')) return none('currency');
  // ten digits and more without a dot, such as 1234567890, are a bank account as often as money
  const accountLike = /(?<![\d.,])\d{8,}(?:[1-9]\d|\d[1-9])(?![\d.,]*\d)/.test(said);
  const found = { ...combined(elements), accountLike };
  if (found.broken !== undefined) return none(found.broken);
  if (found.values.length === 0 && found.reason === undefined) {
    if (signs.has('PERCENT')) return none('percent');
    if (signs.has('CLOCK')) return none('time');
    if (found.counted) return none('not-money');
    if (spans.length > 0) return none('month');
    return none(found.vague ? 'no-number' : reasonForSilence(said));
  }
  if (found.negative) return none('negative');
  const values = found.values.filter((value) => value < TRILLION);
  if (values.length === 0 && found.values.length > 0) return none('too-large');
  const approximate = signs.has('ABOUT') || found.approximate;
  const reading = judge({ ...found, values }, elements, signs, spans, subject);
  return approximate && reading.kind !== 'none' ? markApproximate(reading) : reading;
}

function markApproximate(reading: Exclude<RupiahReading, { kind: 'none' }>): RupiahReading {
  return { ...reading, approximate: true, warnings: [...reading.warnings, 'approximate'] };
}

type Signs = ReadonlySet<Extract<Element, { type: 'sign' }>['sign']>;

function judge(
  found: Combined & { accountLike: boolean },
  elements: readonly Element[],
  signs: Signs,
  spans: readonly MonthSpan[],
  subject: Subject,
): RupiahReading {
  const numbers = found.values.map(Number);
  const other = notSales(signs, subject);
  if (other !== undefined && !found.several) {
    return signs.has('SALES') || (other === 'loss' && signs.has('PROFIT'))
      ? ambiguous(other, numbers)
      : none(other);
  }
  if (found.several && found.reason !== undefined) {
    const one = found.reason === 'product' || found.reason === 'subtraction';
    const single = one && numbers.length === 1 ? numbers[0] : undefined;
    return ambiguous(found.reason, numbers, single);
  }
  const rate = rateOf(signs, subject);
  if (rate !== undefined) return ambiguous(rate, ordered(found.values, subject));
  const doubt = doubtOf(elements, signs, spans, found) ?? (found.accountLike ? 'long-number' : undefined);
  const candidates = ordered(found.values, subject);
  if (doubt === 'negation' || doubt === 'rate-per-day') return ambiguous(doubt, candidates);
  if (doubt !== undefined) return ambiguous(doubt, candidates, likelyOf(found.values, subject));
  const [value] = found.values;
  if (found.reason === 'range' || found.reason === 'two-amounts') return ambiguous(found.reason, candidates);
  if (!found.certain || value === undefined) {
    return ambiguous(found.reason ?? 'unclear', candidates, likelyOf(found.values, subject));
  }
  const warnings = warningsFor(value, spans, subject);
  if (value > HARD_CAP) {
    const amount = Number(value);
    return {
      kind: 'ambiguous',
      candidates: [amount],
      likely: amount,
      reason: 'over-cap',
      warnings: ['over-cap', ...warnings],
    };
  }
  return ok(Number(value), warnings);
}

function warningsFor(value: bigint, spans: readonly MonthSpan[], subject: Subject): RupiahWarning[] {
  const warnings: RupiahWarning[] = [];
  if (value === 0n) warnings.push('confirm-zero');
  else if (value < subject.sane) warnings.push('sanity-low');
  if (value >= BILLION) warnings.push('confirm-miliar');
  if (spans.length > 0) warnings.push('mentions-month');
  return warnings;
}

function notSales(
  signs: Signs,
  subject: Subject,
): 'loss' | 'profit' | 'capital' | 'cost' | 'debt' | undefined {
  if (signs.has('LOSS')) return 'loss';
  if (signs.has('PROFIT')) return 'profit';
  if (signs.has('COST')) return 'cost';
  if (subject.kind === 'capital') return undefined;
  if (signs.has('CAPITAL')) return 'capital';
  return signs.has('DEBT') ? 'debt' : undefined;
}

function rateOf(signs: Signs, subject: Subject): RupiahReason | undefined {
  if (signs.has('PERIOD')) return 'period';
  if (signs.has('ITEM')) return 'rate-per-item';
  if ((signs.has('DAY') || signs.has('DAYS')) && subject.kind !== 'day') return 'rate-per-day';
  if (signs.has('WEEK') || signs.has('WEEKS')) return 'rate-per-week';
  if (signs.has('YEAR') || signs.has('YEARS')) return 'rate-per-year';
  return signs.has('MONTH') && subject.kind === 'day' ? 'rate-per-month' : undefined;
}

const DOUBTS: readonly (readonly [Sign | 'DASH' | 'SLASH', RupiahReason])[] = [
  ['TIMES', 'product'],
  ['COUNT', 'product'],
  ['PERCENT', 'percent'],
  ['NOT', 'negation'],
  ['BOUND', 'bound'],
  ['LESS', 'bound'],
  ['TO', 'bound'],
  ['BETWEEN', 'bound'],
  ['QUESTION', 'question'],
  ['OR', 'question'],
  ['CLOCK', 'unknown-words'],
  ['SLASH', 'unknown-words'],
  ['DASH', 'negative'],
];

function doubtOf(
  elements: readonly Element[],
  signs: Signs,
  spans: readonly MonthSpan[],
  found: Combined,
): RupiahReason | undefined {
  const sign = DOUBTS.find(([name]) => signs.has(name));
  if (sign !== undefined) return sign[1];
  if (found.counted) return 'product';
  if (found.typo) return 'typo';
  if (spans.length > 1) return 'two-months';
  if (spans.some(namesDay)) return 'rate-per-day';
  if (elements.some((each) => each.type === 'amount' && each.aside) && !found.repeated) return 'negative';
  return elements.some((each) => each.type === 'unknown') ? 'unknown-words' : undefined;
}

const isLikely = (value: bigint, subject: Subject): boolean =>
  value >= subject.sane && value <= subject.likelyUpTo;

/** Likely amounts first, otherwise as given. */
function ordered(values: readonly bigint[], subject: Subject): number[] {
  const likely = values.filter((value) => isLikely(value, subject));
  return [...new Set([...likely, ...values])].map(Number);
}

/** The one candidate worth a one-button question: the only one there is, or the only likely one. */
function likelyOf(values: readonly bigint[], subject: Subject): number | undefined {
  const likely =
    values.length === 1
      ? values.filter((value) => value === 0n || value >= subject.sane)
      : values.filter((value) => isLikely(value, subject));
  return likely.length === 1 ? Number(likely[0]) : undefined;
}
