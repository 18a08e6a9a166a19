/**
 * The month a person means. Conventions: test/cases/month.json; months are counted in Asia/Jakarta, so
 * `today` must be the day there (`jakartaDate`).
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
import { findMonthSpans, type MonthSpan, type YearMark } from './month-spans.ts';
import { guessedMonths, LAST_WORD, MOON_MONTHS, THIS_WORD } from './month-words.ts';
import { ambiguous, none, ok, plain, withoutEmoji, type Reading } from './reading.ts';

export {
  addMonths,
  compareMonths,
  isMonth,
  jakartaDate,
  monthOf,
  monthsBetween,
  partsOf,
  toMonth,
} from './calendar.ts';
export type { Month } from './calendar.ts';

export type MonthReason =
  | 'future'
  | 'no-such-month'
  | 'year-only'
  | 'moon-month'
  | 'forgotten'
  | 'no-month'
  | 'two-months'
  | 'several-months'
  | 'quarter'
  | 'no-separator'
  | 'day-or-year'
  | 'bare-number'
  | 'yesterday'
  | 'typo'
  | 'extra-number'
  | 'negation'
  | 'unknown-words';

export type MonthWarning = 'current-month' | 'year-inferred-back' | 'long-ago' | 'typo' | 'mentions-day';

export type MonthReading = Reading<Month, MonthReason, MonthWarning>;

// months back for which a two-digit year is believed without asking
const BELIEVED_BACK = 24;

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

/** A month with or without a year, as the conventions say. */
function withYear(
  number: number,
  year: YearMark | undefined,
  running: Month,
  warnings: MonthWarning[],
): MonthReading {
  if (number < 1 || number > 12) return none('no-such-month');
  const latest = latestMonth(number, running);
  if (year === undefined) {
    const inferred: MonthWarning[] =
      partsOf(latest).year < partsOf(running).year ? ['year-inferred-back'] : [];
    return settle(latest, running, [...inferred, ...warnings]);
  }
  const thisYear = partsOf(running).year;
  if ('four' in year) return settle(toMonth(year.four, number), running, warnings);
  if ('word' in year) {
    const shift = year.word === 'last' ? -1 : year.word === 'next' ? 1 : 0;
    return settle(toMonth(thisYear + shift, number), running, warnings);
  }
  const month = toMonth(2000 + year.two, number);
  const back = compareMonths(running, month);
  if (back >= 0 && back <= BELIEVED_BACK) return settle(month, running, warnings);
  // "Agustus 17" may be the 17th of August
  if (year.two >= 1 && year.two <= 31) {
    return ambiguous('day-or-year', back > 0 ? [latest, month] : [latest], back > 0 ? undefined : latest);
  }
  return back < 0 ? none('future') : ambiguous('day-or-year', [month], month);
}

function latestMonth(number: number, running: Month): Month {
  const same = toMonth(partsOf(running).year, number);
  return compareMonths(same, running) > 0 ? addMonths(same, -12) : same;
}

function settle(month: Month, running: Month, warnings: MonthWarning[]): MonthReading {
  const back = compareMonths(running, month);
  if (back < 0) return none('future');
  const more: MonthWarning[] = back === 0 ? ['current-month'] : back > BELIEVED_BACK ? ['long-ago'] : [];
  return ok(month, [...more, ...warnings]);
}

/** Dates in digits: day/month/year, month/year or year-month. */
function readDate(fields: string[], running: Month): MonthReading {
  const [a = '', b = '', c] = fields;
  if (a.length === 4)
    return c !== undefined && !isDay(c)
      ? none('no-such-month')
      : withYear(Number(b), { four: Number(a) }, running, c === undefined ? [] : ['mentions-day']);
  if (c !== undefined) {
    if (!isDay(a)) return none('no-such-month');
    const year = Number(c) < 100 ? 2000 + Number(c) : Number(c);
    return withYear(Number(b), { four: year }, running, ['mentions-day']);
  }
  if (b.length === 4) return withYear(Number(a), { four: Number(b) }, running, []);
  const month = Number(a);
  const other = Number(b);
  if (month >= 1 && month <= 12 && other > 12) return withYear(month, { four: 2000 + other }, running, []);
  if (other < 1 || other > 12) return none('no-such-month');
  // "26/01": 26 January, or January of year 26; "10/12": 10 December, or October 2012
  const latest = latestMonth(other, running);
  const asYear = month >= 13 ? toMonth(2000 + month, other) : toMonth(2000 + other, Math.max(month, 1));
  const recent = (each: Month): boolean => {
    const back = compareMonths(running, each);
    return back >= 0 && back <= BELIEVED_BACK;
  };
  if (month < 1 || (month > 31 && !recent(asYear))) return none('no-such-month');
  const candidates = month <= 31 ? [latest] : [];
  if (recent(asYear) && !candidates.includes(asYear)) candidates.push(asYear);
  return ambiguous('day-or-year', candidates, candidates.length === 1 ? candidates[0] : undefined);
}

function isDay(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 31;
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

const FORGOTTEN = /\b(?:lupa|lali|klalen|ga inget|gak ingat|tidak ingat|nggak ingat)\b/;
const YESTERDAY = new RegExp(`^(?:yang |yg )?(?:${LAST_WORD}|lalu)$`);

/** Answers without a month's name: digits alone, "kemarin", names of other calendars. */
function withoutSpan(said: string, running: Month): MonthReading {
  const text = said
    .replaceAll(/\b(?:bu|pak|ya|aja|saja|mas|mbak|min|kak)\b/g, ' ')
    .replaceAll(/[.,]+$/g, '')
    .trim();
  if (MOON_MONTHS.test(said)) return none('moon-month');
  if (FORGOTTEN.test(said)) return none('forgotten');
  if (YESTERDAY.test(text)) return ambiguous('yesterday', [addMonths(running, -1), running]);
  if (new RegExp(`^${THIS_WORD}$`).test(text))
    return ambiguous('yesterday', [running, addMonths(running, -1)]);
  if (/^(?:(?:tahun|thn|th) )?(?:19|20)\d{2}$/.test(text)) return none('year-only');
  if (/^\d{1,2}$/.test(text)) return bareNumber(Number(text), running);
  const dashed =
    /^(\d{1,2}) ?[-. ] ?(\d{2})$/.exec(text) ??
    /^(\d{1,2}) (20\d{2})$/.exec(text) ??
    /^(20\d{2})[. ](\d{1,2})$/.exec(text);
  if (dashed !== null) return readDate([dashed[1] ?? '', dashed[2] ?? ''], running);
  if (/^\d{4}$|^\d{6}$/.test(text)) return unseparated(text, running);
  const guessed = /^[a-z]+$/.test(text) ? guessedMonths(text) : [];
  if (guessed.length > 0) {
    const months = guessed.map((number) => latestMonth(number, running));
    return ambiguous('typo', months, months.length === 1 ? months[0] : undefined);
  }
  if (/\b(?:depan|besok|sesuk|nanti)\b/.test(text)) return none('future');
  return none('no-month');
}

function bareNumber(number: number, running: Month): MonthReading {
  if (number < 1 || number > 12) return none('no-such-month');
  const month = latestMonth(number, running);
  return ambiguous('bare-number', [month], month);
}

/** "0126", "202601": month and year without anything between. */
function unseparated(text: string, running: Month): MonthReading {
  const pairs =
    text.length === 6
      ? [
          [text.slice(0, 2), text.slice(2)],
          [text.slice(4), text.slice(0, 4)],
        ]
      : [
          [text.slice(0, 2), `20${text.slice(2)}`],
          [text.slice(2), `20${text.slice(0, 2)}`],
        ];
  const months = pairs
    .filter(([number]) => Number(number) >= 1 && Number(number) <= 12)
    .map(([number, year]) => toMonth(Number(year), Number(number)))
    .filter((month) => {
      const back = compareMonths(running, month);
      return back >= 0 && back <= 36;
    });
  const unique = [...new Set(months)];
  return unique.length === 0
    ? none('no-month')
    : ambiguous('no-separator', unique, unique.length === 1 ? unique[0] : undefined);
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
