/** The day that a text about an appointment names, and what the text says besides. */
import { Temporal } from 'temporal-polyfill';
import { namedMonth } from '../month/month-words.ts';
import { findRelative, unique, type Cut, type Mention } from './when-weekdays.ts';
import type { WhenReason } from './when-reason.ts';

/** What a text says about the day; `rest` is the text without it, the cuts marked by '|'. */
export interface DaysFound {
  /** One day: certain. Several, or `reason` set: to be asked back. Empty: none, for the reason. */
  readonly days: readonly Temporal.PlainDate[];
  readonly reason?: WhenReason | undefined;
  readonly rest: string;
}

const THE_DATE = '(?:tanggal|tgl|tg|tanggale)';

/** Years ahead that an appointment is believed in. */
export const MOST_YEARS = 2;
/** A day without year that was this long ago is next year's; a shorter time ago it is past. */
const PAST_DAYS = 180;

/** Looks for the day; `today` is the day at the office. Never throws. */
export function findDays(said: string, today: Temporal.PlainDate): DaysFound {
  const dates = findDates(said, today);
  const named = findRelative(dates.rest, today);
  if (dates.found.length === 0 && named.found.length === 0) {
    const dashed = dashedDate(said, today);
    return dashed ?? { days: [], reason: 'no-day', rest: said };
  }
  return { ...settle(dates.found, named.found, today), rest: named.rest };
}

function settle(
  dates: readonly Mention[],
  named: readonly Mention[],
  today: Temporal.PlainDate,
): Omit<DaysFound, 'rest'> {
  const fixed = [...dates, ...named.filter((it) => it.weekday === undefined)];
  const mentions = fixed.length > 0 ? fixed : named;
  const unclear = mentions.find((it) => it.reason !== undefined);
  if (unclear !== undefined) return { days: unclear.days, reason: unclear.reason };
  const days = unique(mentions.flatMap((it) => it.days));
  const [day] = days;
  if (day === undefined) return { days, reason: 'no-day' };
  if (days.length > 1) return { days, reason: mentions.length > 1 ? 'two-days' : 'which-week' };
  const weekday = fixed.length > 0 ? named.find((it) => it.weekday !== undefined)?.weekday : undefined;
  if (weekday === undefined || weekday === day.dayOfWeek) return { days };
  // "Kamis, 20 November" when the 20th is a Friday: the date, or the Thursday next to it
  const near = [-3, -2, -1, 1, 2, 3]
    .map((distance) => day.add({ days: distance }))
    .filter((it) => it.dayOfWeek === weekday && Temporal.PlainDate.compare(it, today) >= 0);
  return { days: [day, ...near], reason: 'weekday' };
}

/** Dates by number: 2026-11-19, 19/11/2026, 19 November, 19/11, tanggal 19. */
function findDates(said: string, today: Temporal.PlainDate): Cut {
  const found: Mention[] = [];
  let rest = said;
  const cut = (pattern: RegExp, mention: (match: readonly string[]) => Mention | undefined): void => {
    rest = rest.replaceAll(pattern, (whole: string, ...groups: unknown[]) => {
      const it = mention(groups.map((group) => (typeof group === 'string' ? group : '')));
      if (it === undefined) return whole;
      found.push(it);
      return ' | ';
    });
  };
  cut(/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/g, ([year = '', month = '', day = '']) =>
    onDate(today, Number(day), Number(month), year),
  );
  cut(
    /(?<![\d.])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d.:])/g,
    ([day = '', , month = '', year = '']) => onDate(today, Number(day), Number(month), year),
  );
  cut(
    /(?<![\d.:])(\d{1,2}) ?(?:-|&|dan|s\.?\/?d\.?|sampai|atau) ?(\d{1,2}) ([a-z]{3,12})\.?(?: (20\d{2})(?!\d))?/g,
    ([first = '', last = '', word = '', year = '']) => {
      const [month, more] = namedMonth(word)?.numbers ?? [];
      if (month === undefined || more !== undefined) return undefined;
      const days = [first, last].map((day) => onDate(today, Number(day), month, year));
      return { days: days.flatMap((it) => it.days), reason: 'two-days' };
    },
  );
  cut(
    /(?<![\d.:])(\d{1,2}) (?:bulan|bln|bl)\.? ?(\d{1,2})(?![\d.:-])(?: (?:tahun|thn|th)? ?(20\d{2}))?/g,
    ([day = '', month = '', year = '']) => onDate(today, Number(day), Number(month), year),
  );
  cut(
    /(?<![\d.:])(\d{1,2})[ .-]?(?:bulan |bln )?([a-z]{3,12})\.?,?(?:[ -](?:tahun |thn |th )?(20\d{2}|'?\d{2})(?![\d.:]|-\d| ?(?:wib|pagi|siang|sore|malam)))?/g,
    ([day = '', word = '', year = '']) => {
      const month = namedMonth(word);
      if (month === undefined) return undefined;
      const all = month.numbers.map((number) => onDate(today, Number(day), number, year.replace("'", '')));
      const [only] = all;
      return month.certain && only !== undefined
        ? only
        : { days: all.flatMap((it) => it.days), reason: 'month' };
    },
  );
  cut(/(?<![\d.:/])(\d{1,2}) ?\/ ?(\d{1,2})(?![\d/])/g, ([day = '', month = '']) =>
    onDate(today, Number(day), Number(month), ''),
  );
  cut(new RegExp(`(?<![a-z])${THE_DATE}\\.? ?(\\d{1,2})(?![\\d.:])`, 'g'), ([day = '']) =>
    dayOfMonth(today, Number(day)),
  );
  return { found, rest };
}

/** "19-11" is a date where nothing else is: "9-12" beside a day is a time. */
function dashedDate(said: string, today: Temporal.PlainDate): DaysFound | undefined {
  const match = /(?<!(?:jam|jm|pukul|pkl|pk)\.? ?|[\d.:-])(\d{1,2})-(\d{1,2})(?![\d.:-])/.exec(said);
  if (match === null) return undefined;
  const rest = said.replace(match[0], ' | ');
  if (!/\d/.test(rest)) return undefined;
  const mention = onDate(today, Number(match[1]), Number(match[2]), '');
  return { days: mention.days, reason: mention.reason, rest };
}

function onDate(today: Temporal.PlainDate, day: number, month: number, year: string): Mention {
  const given = year === '' ? undefined : year.length === 2 ? 2000 + Number(year) : Number(year);
  const inYear = (of: number): Temporal.PlainDate | undefined => {
    try {
      return Temporal.PlainDate.from({ year: of, month, day }, { overflow: 'reject' });
    } catch {
      return undefined;
    }
  };
  if (given !== undefined) {
    const date = inYear(given);
    if (date === undefined) return { days: [], reason: 'no-such-day' };
    if (Temporal.PlainDate.compare(date, today) < 0) return { days: [], reason: 'past' };
    return given > today.year + MOST_YEARS ? { days: [], reason: 'far' } : { days: [date] };
  }
  const date = inYear(today.year);
  if (date !== undefined && Temporal.PlainDate.compare(date, today) >= 0) return { days: [date] };
  const next = inYear(today.year + 1);
  if (date !== undefined && date.until(today).days <= PAST_DAYS) return { days: [], reason: 'past' };
  return next === undefined ? { days: [], reason: 'no-such-day' } : { days: [next] };
}

/** "tanggal 19" without a month: the next one, asked back. */
function dayOfMonth(today: Temporal.PlainDate, day: number): Mention {
  const days = [0, 1, 2]
    .map((months) => today.with({ day: 1 }).add({ months }))
    .filter((first) => day >= 1 && day <= first.daysInMonth)
    .map((first) => first.with({ day }))
    .filter((it) => Temporal.PlainDate.compare(it, today) >= 0)
    .slice(0, 2);
  return { days, reason: days.length === 0 ? 'no-such-day' : 'month' };
}
