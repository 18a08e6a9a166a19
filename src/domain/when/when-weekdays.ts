/** Days named without a date: besok, 3 hari lagi, Kamis depan, minggu depan. */
import { Temporal } from 'temporal-polyfill';
import { smallCount, COUNT_WORD, NEXT_WORD, THIS_WORD } from '../month/month-words.ts';
import type { WhenReason } from './when-reason.ts';

/** One mention of a day, as far as the text decides it. */
export interface Mention {
  readonly days: readonly Temporal.PlainDate[];
  readonly reason?: WhenReason;
  /** A weekday only: it may accompany a date. */
  readonly weekday?: number;
}

/** The mentions found, and the text without them. */
export interface Cut {
  readonly found: readonly Mention[];
  readonly rest: string;
}

const WEEKDAYS: readonly (readonly [number, string])[] = [
  [1, 'senin|senen|snin|monday'],
  [2, 'selasa|slasa|tuesday'],
  [3, 'rabu|rebo|rebu|wednesday'],
  [4, 'kamis|kemis|thursday'],
  [5, "jum'?at|jumah|jum'?ah|friday"],
  [6, 'sabtu|setu|saturday'],
  [7, 'minggu|ahad|sunday'],
];
const WEEKDAY = WEEKDAYS.map(([, words]) => words).join('|');
const WEEK = '(?:minggu|pekan)';
const DAY_WORD = '(?:hari|dina|dino)';
const RELATIVE: readonly (readonly [
  RegExp,
  (today: Temporal.PlainDate, match: RegExpExecArray) => Mention,
])[] = [
  [
    new RegExp(`(?<![a-z])(?:besok lusa|besuk lusa|lusa|(?:the )?day after tomorrow)(?![a-z])`, 'g'),
    (today) => in_(today, 2),
  ],
  [/(?<![a-z])(?:besok|bsk|besuk|sesuk|tomorrow)(?![a-z])/g, (today) => in_(today, 1)],
  [
    new RegExp(
      `(?<![a-z])(?:${DAY_WORD} (?:ini|iki)|today)(?![a-z])|(?<![a-z])nanti (?=pagi|siang|sore|malam)`,
      'g',
    ),
    (today) => in_(today, 0),
  ],
  [
    new RegExp(`(?<![a-z\\d])(\\d{1,2}|${COUNT_WORD}) ?hari (?:lagi|ke ?depan)(?![a-z])`, 'g'),
    (today, [, count = '']) => in_(today, smallCount(count) ?? Number(count)),
  ],
  [/(?<![a-z])(?:seminggu|sepekan|1 minggu|satu minggu) lagi(?![a-z])/g, (today) => in_(today, 7)],
  [/(?<![a-z])(?:2|dua) minggu lagi(?![a-z])/g, (today) => in_(today, 14)],
  [
    new RegExp(
      `(?<![a-z])(?:${DAY_WORD} )?(${WEEKDAY}),? (?:pada )?(?:${WEEK}) (?:(${NEXT_WORD})|${THIS_WORD})(?![a-z])`,
      'g',
    ),
    (today, [, word = '', next]) => inWeek(today, weekdayOf(word), next === undefined ? 0 : 1),
  ],
  [
    new RegExp(
      `(?<![a-z])(?:${WEEK}) (?:(${NEXT_WORD})|${THIS_WORD}),? (?:${DAY_WORD} )?(${WEEKDAY})(?![a-z])`,
      'g',
    ),
    (today, [, next, word = '']) => inWeek(today, weekdayOf(word), next === undefined ? 0 : 1),
  ],
  [
    // Sunday, or seven days from now
    new RegExp(`(?<!hari )(?<![a-z])minggu (?:${NEXT_WORD})(?![a-z])`, 'g'),
    (today) => ({ days: unique([...nextOf(today, 7), today.add({ days: 7 })]), reason: 'which-week' }),
  ],
  [
    new RegExp(`(?<![a-z])pekan (?:${NEXT_WORD}|${THIS_WORD})(?![a-z])`, 'g'),
    () => ({ days: [], reason: 'no-day' }),
  ],
  [
    new RegExp(`(?<![a-z])(?:${DAY_WORD} )?(${WEEKDAY}),? (?:${NEXT_WORD})(?![a-z])`, 'g'),
    (today, [, word = '']) => ({ days: nextOf(today, weekdayOf(word)) }),
  ],
  [
    new RegExp(`(?<![a-z])(?:${DAY_WORD} )?(${WEEKDAY})(?: ${THIS_WORD})?(?![a-z])`, 'g'),
    (today, [, word = '']) => coming(today, weekdayOf(word)),
  ],
];

/** Cuts out every day named this way; `today` is the day at the office. */
export function findRelative(said: string, today: Temporal.PlainDate): Cut {
  const found: Mention[] = [];
  let rest = said;
  for (const [pattern, mention] of RELATIVE)
    for (const match of rest.matchAll(pattern)) {
      found.push(mention(today, match));
      rest = rest.replace(match[0], ' | ');
    }
  return { found, rest };
}

const weekdayOf = (word: string): number =>
  WEEKDAYS.find(([, words]) => new RegExp(`^(?:${words})$`).test(word))?.[0] ?? 0;

const in_ = (today: Temporal.PlainDate, days: number): Mention => ({ days: [today.add({ days })] });

/** The day itself when it is today: then it may also mean the next one. */
function coming(today: Temporal.PlainDate, weekday: number): Mention {
  const days = (weekday - today.dayOfWeek + 7) % 7;
  const first = today.add({ days });
  return { days: days === 0 ? [first, first.add({ days: 7 })] : [first], weekday };
}

/** "Kamis depan": the next Thursday, or the Thursday of the next week. */
function nextOf(today: Temporal.PlainDate, weekday: number): readonly Temporal.PlainDate[] {
  const days = (weekday - today.dayOfWeek + 7) % 7 || 7;
  return unique([today.add({ days }), ...inWeek(today, weekday, 1).days]);
}

/** The weekday of this week (0) or the next (1); weeks begin on Monday. */
function inWeek(today: Temporal.PlainDate, weekday: number, weeks: number): Mention {
  const day = today.add({ days: weekday - today.dayOfWeek + 7 * weeks });
  return Temporal.PlainDate.compare(day, today) < 0 ? { days: [], reason: 'past' } : { days: [day] };
}

export function unique(days: readonly Temporal.PlainDate[]): readonly Temporal.PlainDate[] {
  return [...new Map(days.map((day) => [day.toString(), day])).values()].toSorted((a, b) =>
    Temporal.PlainDate.compare(a, b),
  );
}
