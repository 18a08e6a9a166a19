/** When a business began: a year, sometimes with the month. */
import type { Temporal } from 'temporal-polyfill';
import { findMonthSpans } from '../month/month-spans.ts';
import { readMonth, partsOf } from '../month/month.ts';
import { withDigits } from '../words/digit-letters.ts';
import { ambiguous, none, ok, plain, withoutEmoji, type Reading } from '../words/reading.ts';
import { numberWord, type Lexeme } from '../money/rupiah-lexicon.ts';
import { integer } from '../money/rupiah-coefficient.ts';

/** `month` 1–12 when it was said; `computed` when it was counted back from a duration, to be confirmed. */
export type StartYear = { year: number; month?: number; computed?: boolean };

export type StartYearReason =
  | 'forgotten'
  | 'letters'
  | 'no-year'
  | 'future'
  | 'too-old'
  | 'decade'
  | 'two-digits'
  | 'two-years'
  | 'yesterday'
  | 'unknown-words'
  | 'bare-number'
  | 'approximate'
  | 'range';

export type StartYearReading = Reading<StartYear, StartYearReason, 'computed'>;

// older than this many years is asked back
const OLD = 100;

/**
 * Reads "2009", "'09", "maret 2009", "15 tahun" (computed), "tahun lalu", "baru 3 bulan" (computed), … `today`
 * is the day at the office. More than 100 years ago and decades ("90-an") are asked back; the future, "sudah
 * lama", "zaman covid" are none.
 */
export function readStartYear(text: string, today: Temporal.PlainDate): StartYearReading {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[!?"()]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const mended = withDigits(said, 'an|th|thn');
  if (mended !== undefined) return asked(readStartYear(mended, today));
  if (FORGOTTEN.test(said)) return none('forgotten');
  if (/\d[a-z|]\d/.test(said)) return none('letters');
  if (/(?<!\d)(?:\d0|\d{2}\d0|\d{3}0) ?-? ?an(?![a-z])|(?:tahun|th|thn) (?:\d0) ?-? ?an/.test(said))
    return decade(said, today);
  if (
    /(?<![a-z])(?:sebelum|sblm|setelah|sesudah|zaman|jaman|jamane|era|masa|waktu|pas|saat|ketika|sewaktu|bukan|antara|atau)(?![a-z])/.test(
      said,
    )
  )
    return none('no-year');
  const years = [
    ...said.matchAll(/(?<![\d.,])(\d{4})(?![\d.,]*\d)(?! ?(?:rb|ribu|jt|juta|tahun|thn|th)(?![a-z]))/g),
  ].map(([, year]) => Number(year));
  const unique = [...new Set(years)];
  if (unique.length > 1)
    return ambiguous(
      'two-years',
      unique.filter((year) => year <= today.year && year >= 1900).map((year) => ({ year })),
    );
  if (unique[0] !== undefined) return fourDigits(unique[0], said, today);
  if (/\d{5,}|\d[.,]\d|-\d/.test(said)) return none('no-year');
  return (
    duration(said, today) ??
    monthOnly(said, today) ??
    relative(said, today) ??
    shortYear(said, today) ??
    none('no-year')
  );
}

/** A year in which letters stand for digits is never taken as it was read. */
function asked(reading: StartYearReading): StartYearReading {
  return reading.kind === 'ok' ? ambiguous('letters', [reading.value], reading.value) : reading;
}

const FORGOTTEN =
  /(?<![a-z])(?:lupa|lali|klalen|kesupen|(?:tidak|tdk|nggak|ngga|gak|ga|ndak|kurang) (?:ingat|inget|iling|tahu|tau)|gatau|embuh|mbuh)(?![a-z])/;
const HARMLESS = new Set(
  (
    'sejak sjk mulai dari mulainya tahun thn th taun tahune taune kira-kira kira sekitar sktr an usaha usahanya ini itu saya sudah sdh udah wis wes sampun berdiri ' +
    'buka bukanya dibuka berjalan jalan jualan dagang merintis kalau gak salah ga salah kalo bu pak buk mas mbak kak min ya iya aja saja bulan bln tanggal tgl di pada yang yg lalu lebih kurang ' +
    'alhamdulillah hampir baru masih ada lah dodolan'
  ).split(' '),
);

function strange(said: string): boolean {
  return said
    .replaceAll(/\d+|[.,:;/'-]/g, ' ')
    .split(' ')
    .some((word) => word !== '' && !HARMLESS.has(word));
}

function fourDigits(year: number, said: string, today: Temporal.PlainDate): StartYearReading {
  if (year > today.year) return none('future');
  if (year < 1000) return none('no-year');
  if (year < today.year - OLD)
    return ambiguous('too-old', [{ year }], year >= today.year - 300 ? { year } : undefined);
  const spans = findMonthSpans(said);
  const [span] = spans;
  if (
    span !== undefined &&
    span.kind === 'name' &&
    span.year === undefined &&
    span.certain &&
    spans.length === 1
  ) {
    // "2009 maret": the year stands before
    const month = span.numbers[0] ?? 1;
    if (year === today.year && month > today.month) return none('future');
    const around = `${said.slice(0, span.start)} ${said.slice(span.end)}`.replace(String(year), ' ');
    return /\d/.test(around) || strange(around)
      ? ambiguous('unknown-words', [{ year, month }], { year, month })
      : ok({ year, month });
  }
  if (span !== undefined) return withMonth(said, span.start, span.end, year, today, spans.length);
  const rest = said.replace(String(year), ' ');
  if (/\d/.test(rest) || strange(rest)) return ambiguous('unknown-words', [{ year }], { year });
  return ok({ year });
}

function withMonth(
  said: string,
  start: number,
  end: number,
  year: number,
  today: Temporal.PlainDate,
  count: number,
): StartYearReading {
  const reading = readMonth(said.slice(start, end), today);
  const rest = `${said.slice(0, start)} ${said.slice(end)}`;
  if (reading.kind === 'none')
    return reading.reason === 'future' ? none('future') : ambiguous('unknown-words', [{ year }], { year });
  const month = reading.kind === 'ok' ? partsOf(reading.value) : undefined;
  if (month === undefined || month.year !== year || count > 1)
    return ambiguous('unknown-words', [{ year }], { year });
  const value: StartYear = { year, month: month.number };
  return /\d/.test(rest) || strange(rest) ? ambiguous('unknown-words', [value], value) : ok(value);
}

/** "tahun 90-an": any of ten years. */
function decade(said: string, today: Temporal.PlainDate): StartYearReading {
  const digits = /(\d{2,4}) ?-? ?an/.exec(said)?.[1] ?? '';
  const short = Number(digits);
  const first = digits.length === 4 ? short : 2000 + short <= today.year ? 2000 + short : 1900 + short;
  const candidates = Array.from({ length: 10 }, (_, step) => first + step).filter(
    (year) => year <= today.year && year >= today.year - OLD,
  );
  return candidates.length === 0
    ? none('no-year')
    : ambiguous(
        'decade',
        candidates.map((year) => ({ year })),
      );
}

/** "15 tahun", "sudah 2 th", "baru 3 bulan", "setahun", "setengah tahun": counted back from today. */
function duration(said: string, today: Temporal.PlainDate): StartYearReading | undefined {
  if (
    /(?<![a-z])(?:baru )?(?:kemarin|kmrn|wingi|minggu lalu|minggu ini|seminggu|\d+ (?:minggu|hari))(?![a-z])/.test(
      said,
    ) &&
    !/tahun|thn|bulan|bln/.test(said)
  ) {
    const last = today.subtract({ days: /minggu/.test(said) ? 7 : 1 });
    return ambiguous('yesterday', [{ year: last.year, month: last.month, computed: true }]);
  }
  const match =
    /^(.*?)(?:(se|sak) ?|(setengah) )?(tahun|thn|th|taun|bulan|bln|bl|sasi)(?:an|nan)?(?: (lebih|lalu|yang lalu|yg lalu|kepungkur|kemarin))?(.*)$/.exec(
      said,
    );
  if (match === null) return undefined;
  const [, before = '', one, half, unit = '', , after = ''] = match;
  const isMonths = /^(?:bulan|bln|bl|sasi)$/.test(unit);
  const count = one !== undefined ? 1 : half !== undefined ? undefined : countAtEnd(before);
  if (half === undefined && count === undefined) return undefined;
  const extra = isMonths ? null : /^ ?(?:lebih |dan )?(\d{1,2}) ?(?:bulan|bln|bl)$/.exec(after);
  if (/\d/.test(after) && extra === null) return ambiguous('range', []);
  const restBefore =
    one === undefined && half === undefined ? before.replace(/(?:[a-z]+|\d+) ?$/, ' ') : before;
  if (/\d/.test(restBefore) || /sampai|s\/d|sd|-/.test(restBefore)) return none('no-year');
  if (count === 0 || (count ?? 0) > 1200 || (half !== undefined && isMonths)) return none('no-year');
  const months =
    half !== undefined ? 6 : isMonths ? (count ?? 0) : (count ?? 0) * 12 + Number(extra?.[1] ?? 0);
  const begun = today.subtract({ months });
  const exact = isMonths || half !== undefined || extra !== null;
  const value: StartYear = exact
    ? { year: begun.year, month: begun.month, computed: true }
    : { year: begun.year, computed: true };
  if (begun.year < today.year - OLD) return ambiguous('too-old', [value], value);
  const around = `${one === undefined && half === undefined ? restBefore : before} ${extra === null ? after : ''}`;
  return strange(spokenNumbersCut(around))
    ? ambiguous('unknown-words', [value], value)
    : ok<StartYear, 'computed'>(value, ['computed']);
}

// "dua puluh lima tahun": only the last word of the number was cut off
function spokenNumbersCut(text: string): string {
  return text
    .split(' ')
    .filter((word) => numberWord(word, false) === undefined)
    .join(' ');
}

/** The number that ends a text, in digits or words ("sudah lima belas"). */
function countAtEnd(text: string): number | undefined {
  const words = text
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  const digits = /(?<![\d.,'])(\d{1,4})$/.exec(text.trim());
  if (digits !== null) return Number(digits[1]);
  for (let length = Math.min(4, words.length); length > 0; length -= 1) {
    const lexemes: Lexeme[] = [];
    for (const word of words.slice(-length)) {
      const found = numberWord(word, false);
      if (found === undefined) {
        lexemes.length = 0;
        break;
      }
      lexemes.push(...found);
    }
    const value = lexemes.length === 0 ? undefined : integer(lexemes);
    if (value !== undefined) return Number(value);
  }
  return undefined;
}

function relative(said: string, today: Temporal.PlainDate): StartYearReading | undefined {
  const YEAR = '(?:tahun|thn|th|taun)';
  if (new RegExp(`${YEAR} (?:(?:yang|yg) )?(?:lalu|kemarin|kemaren|kmrn|wingi|sebelumnya)`).test(said))
    return ok({ year: today.year - 1 });
  if (new RegExp(`${YEAR} (?:ini|iki|sekarang|skrg|saiki)`).test(said)) return ok({ year: today.year });
  if (new RegExp(`${YEAR} (?:depan|ngarep|besok)`).test(said)) return none('future');
  return undefined;
}

/** "bulan lalu", "maret": the month is enough only when its year is told by it. */
function monthOnly(said: string, today: Temporal.PlainDate): StartYearReading | undefined {
  const [span] = findMonthSpans(said);
  if (span === undefined) return undefined;
  const reading = readMonth(said, today);
  if (reading.kind === 'none') return reading.reason === 'future' ? none('future') : none('no-year');
  const values = (reading.kind === 'ok' ? [reading.value] : reading.candidates).map((month) => {
    const { year, number } = partsOf(month);
    return { year, month: number };
  });
  const told =
    (span.kind === 'relative' || ('year' in span && span.year !== undefined) || span.kind === 'date') &&
    reading.kind === 'ok';
  const [only] = values;
  return told && only !== undefined
    ? ok(only)
    : ambiguous('unknown-words', values, values.length === 1 ? only : undefined);
}

/** "'09", "th 09", "09", "15": two digits are a year only behind an apostrophe or "tahun". */
function shortYear(said: string, today: Temporal.PlainDate): StartYearReading | undefined {
  const match = /^(.*?)(')?(\d{1,2})(.*)$/.exec(said);
  if (match === null) return wordYear(said, today);
  const [, before = '', apostrophe, digits = '', after = ''] = match;
  if (/\d/.test(after) || strange(`${before} ${after}`) || /(?:kira|sekitar)/.test(before))
    return none('no-year');
  const number = Number(digits);
  const year = 2000 + number <= today.year ? 2000 + number : 1900 + number;
  const marked = apostrophe !== undefined || /(?<![a-z])(?:tahun|thn|th|taun|sejak)\.? ?$/.test(before);
  if (digits.length === 2 && marked) {
    return number >= 30 || number > today.year - 2000 || apostrophe !== undefined || digits.startsWith('0')
      ? ok({ year })
      : ambiguous('two-digits', [{ year }, { year: today.year - number, computed: true }]);
  }
  if (digits.startsWith('0') && digits.length === 2) return ambiguous('two-digits', [{ year }], { year });
  const ago: StartYear = { year: today.year - number, computed: true };
  return number === 0
    ? none('no-year')
    : ambiguous('bare-number', digits.length === 2 ? [{ year }, ago] : [ago]);
}

/** "dua ribu sembilan" */
function wordYear(said: string, today: Temporal.PlainDate): StartYearReading | undefined {
  const words = said.split(' ').filter((word) => !HARMLESS.has(word));
  const lexemes = words.map((word) => numberWord(word, false));
  if (words.length === 0 || lexemes.includes(undefined)) return undefined;
  const all = lexemes.flatMap((each) => each ?? []);
  const at = all.findIndex((each) => each.kind === 'unit' && each.value === 1000n);
  const thousands = at < 0 ? undefined : integer(all.slice(0, at));
  const rest = at === all.length - 1 ? 0n : integer(all.slice(at + 1));
  if (thousands === undefined || rest === undefined) return undefined;
  const year = Number(thousands * 1000n + rest);
  return year >= 1900 && year <= today.year ? ok({ year }) : undefined;
}
