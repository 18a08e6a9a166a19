/** Months by year and number, dates in digits, and answers without a month's name. */
import { addMonths, compareMonths, partsOf, toMonth, type Month } from './calendar.ts';
import type { YearMark } from './month-spans.ts';
import { guessedMonths, LAST_WORD, MOON_MONTHS, THIS_WORD } from './month-words.ts';
import { ambiguous, none, ok, type Reading } from '../words/reading.ts';

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

/** A month with or without a year, as the conventions say. */
export function withYear(
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

export function settle(month: Month, running: Month, warnings: MonthWarning[]): MonthReading {
  const back = compareMonths(running, month);
  if (back < 0) return none('future');
  const more: MonthWarning[] = back === 0 ? ['current-month'] : back > BELIEVED_BACK ? ['long-ago'] : [];
  return ok(month, [...more, ...warnings]);
}

/** Dates in digits: day/month/year, month/year or year-month. */
export function readDate(fields: string[], running: Month): MonthReading {
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

const FORGOTTEN = /\b(?:lupa|lali|klalen|ga inget|gak ingat|tidak ingat|nggak ingat)\b/;
const YESTERDAY = new RegExp(`^(?:yang |yg )?(?:${LAST_WORD}|lalu)$`);

/** Answers without a month's name: digits alone, "kemarin", names of other calendars. */
export function withoutSpan(said: string, running: Month): MonthReading {
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
