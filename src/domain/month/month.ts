/**
 * The month a person means. Conventions: test/cases/month.json; months are counted where the office is, so
 * `today` must be the day there (`localDate`).
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
import {
  readDate,
  settle,
  withoutSpan,
  withYear,
  type MonthReading,
  type MonthReason,
  type MonthWarning,
} from './month-digits.ts';
import { findMonthSpans, type MonthSpan } from './month-spans.ts';
import { withDigits } from '../words/digit-letters.ts';
import { ambiguous, none, plain, withoutEmoji } from '../words/reading.ts';

export {
  addMonths,
  compareMonths,
  isMonth,
  localDate,
  monthOf,
  monthsBetween,
  partsOf,
  toMonth,
} from './calendar.ts';
export type { Month, Zone } from './calendar.ts';

export type { MonthReading, MonthReason } from './month-digits.ts';

/**
 * Reads one reporting month, 'YYYY-MM'.
 *
 * A name without a year is the latest such month not after the running one; the running month is ok with
 * 'current-month', a later one is none 'future'. Two-digit years are 20NN and only believed for the last
 * 24 months ("17 Agustus" and "Agustus 17" are not the same). 'long-ago' is set beyond 24 months.
 */
export function readMonth(text: string, today: Temporal.PlainDate): MonthReading {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[!?"*]+/g, ' ')
    .trim();
  const mended = withDigits(said, '');
  if (mended !== undefined) {
    const reading = readMonth(mended, today);
    return reading.kind === 'ok' ? ambiguous('unknown-words', [reading.value], reading.value) : reading;
  }
  const running = monthOf(today);
  const spans = findMonthSpans(said);
  if (spans.length === 0) return withoutSpan(said, running);
  const readings = spans.map((span) => readSpan(span, running));
  const [first] = readings;
  const found = new Set(readings.flatMap((each) => (each.kind === 'ok' ? [each.value] : [])));
  if (readings.length === 1 || (found.size === 1 && readings.every((each) => each.kind === 'ok'))) {
    return first === undefined ? none('no-month') : doubted(first, leftOver(said, spans), running);
  }
  const all = readings.flatMap(candidatesOf);
  const failed = readings.find((each) => each.kind === 'none');
  if (all.length === 0) return failed ?? none('no-month');
  const months = [...new Set(spread(all, leftOver(said, spans)))];
  return ambiguous('two-months', months);
}

function candidatesOf(reading: MonthReading): Month[] {
  if (reading.kind === 'ok') return [reading.value];
  return reading.kind === 'ambiguous' ? reading.candidates : [];
}

/** "januari sampai maret" names the months between as well. */
function spread(months: Month[], rest: string): Month[] {
  const [first, second] = months;
  const between = /(?:^|[| ])(?:-|s\/d|sd|sampai|sampek|smp|hingga)(?:[| ]|$)/.test(rest);
  if (!between || months.length !== 2 || first === undefined || second === undefined) return months;
  const count = compareMonths(second, first);
  return count > 0 && count < 12 ? monthsBetween(first, second) : months;
}

function readSpan(span: MonthSpan, running: Month): MonthReading {
  switch (span.kind) {
    case 'relative':
      return settle(addMonths(running, span.offset), running, []);
    case 'several': {
      const count = Math.min(Math.max(span.count, 1), 12);
      // for "sebulan terakhir" the last month and the running one are both meant by many
      const months =
        count === 1
          ? [addMonths(running, -1), running]
          : monthsBetween(addMonths(running, 1 - count), running);
      return count === 1 || span.count > 12
        ? ambiguous('several-months', months)
        : ambiguous('several-months', months);
    }
    case 'quarter':
      return ambiguous('quarter', quarterMonths(span.number, span.length, running));
    case 'number':
      return withYear(span.number, span.year, running, []);
    case 'date':
      return readDate(span.fields, running);
    case 'name': {
      const warnings: MonthWarning[] = span.typo ? ['typo'] : [];
      if (span.day !== undefined) warnings.push('mentions-day');
      const readings = span.numbers.map((number) => {
        const reading = withYear(number, span.year, running, warnings);
        // in January "januari kemarin" is the one a year ago
        return span.past === true && reading.kind === 'ok' && reading.value === running
          ? ambiguous<Month, MonthReason>('yesterday', [addMonths(running, -12), running])
          : reading;
      });
      const [only] = readings;
      if (!span.certain || only === undefined) {
        const candidates = readings.flatMap(candidatesOf);
        return ambiguous('typo', candidates, candidates.length === 1 ? candidates[0] : undefined);
      }
      const lastDay = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][(span.numbers[0] ?? 1) - 1] ?? 31;
      return only.kind === 'ok' && (span.day ?? 1) > lastDay
        ? ambiguous('day-or-year', [only.value], only.value)
        : only;
    }
  }
}

function quarterMonths(number: number | undefined, length: 3 | 6, running: Month): Month[] {
  const { year, number: now } = partsOf(running);
  const current = Math.ceil(now / length);
  const wanted = number ?? current - 1;
  let first = addMonths(toMonth(year, 1), (wanted - 1) * length);
  if (compareMonths(first, running) > 0) first = addMonths(first, -12);
  return monthsBetween(first, addMonths(first, length - 1)).filter(
    (month) => compareMonths(month, running) <= 0,
  );
}

/** What the text says besides its months, the cuts marked by '|'. */
export function leftOver(said: string, spans: readonly MonthSpan[]): string {
  let rest = '';
  let at = 0;
  for (const span of spans) {
    rest += `${said.slice(at, span.start)} | `;
    at = span.end;
  }
  return `${rest}${said.slice(at)}`.replaceAll(/ {2,}/g, ' ').trim();
}

const HARMLESS = new Set(
  (
    'lapor laporan melaporkan penjualan omzet omset hasil jualan data untuk utk buat bwt bulan bln bl bulane periode sasi wulan ' +
    'yang yg sing di pada pas itu iku ini ya iya iyo yo nggih inggih bu pak buk bapak ibu mas mbak mb kak kakak min admin gan bos ' +
    'aja saja ae wae dong deh kok lah sih to mau ingin pengen arep ape saya sy aku kami tolong mohon minta kira-kira ' +
    'awal akhir pertengahan tengah tanggal tgl tahun thn th dan sama karo & s/d sd sampai sampek smp hingga ' +
    'kemarin kemaren kmrn lalu wingi maaf terima kasih assalamualaikum halo selamat pagi siang sore malam kalau kalo'
  ).split(' '),
);
const NEGATION =
  /\b(?:bukan|bkn|dudu|selain|kecuali|sebelum|sblm|setelah|sesudah|mulai|sejak|dari|belum|blm|tidak|gak|ga|nggak|ndak|antara|atau)\b/;
const MONEY =
  /(?:\brp\.? ?)?\d[\d.,']*(?:[ ]?(?:rb|rbu|ribu|jt|jta|juta|k|m|miliar|milyar)(?:an)?)\b|\brp\.? ?\d[\d.,']*|\b\d[\d.]{4,}\b/g;

/** A reading is only certain when nothing else in the text can change it. */
function doubted(reading: MonthReading, rest: string, running: Month): MonthReading {
  if (reading.kind !== 'ok') return reading;
  const { value } = reading;
  const words = rest
    .replaceAll(MONEY, ' ')
    .replaceAll(/[|.,:;()/-]+/g, ' ')
    .trim();
  if (NEGATION.test(words)) return ambiguous('negation', [value], value);
  if (/\d/.test(words)) return ambiguous('extra-number', [value], value);
  // in January "januari kemarin" is the one a year ago
  if (compareMonths(value, running) === 0 && /\b(?:kemarin|kemaren|kmrn|lalu|wingi)\b/.test(words)) {
    return ambiguous('yesterday', [addMonths(value, -12), value]);
  }
  const unknown = words.split(' ').filter((word) => word !== '' && !HARMLESS.has(word));
  return unknown.length > 0 ? ambiguous('unknown-words', [value], value) : reading;
}
