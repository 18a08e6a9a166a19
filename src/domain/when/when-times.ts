/** The times of day that a text about an appointment names. Times are 'HH:MM' on a clock of 24 hours. */
import { COUNT_WORD, smallCount } from '../month/month-words.ts';
import type { WhenReason } from './when-reason.ts';

/** From when until when; `until` null: "selesai", or not said. */
interface Times {
  readonly from: string;
  readonly until: string | null;
}

/** What a text says about the time; `rest` is the text without it. */
interface TimesFound {
  /** One: certain unless `reason` is set. Several: to be asked back. Empty: none, for the reason. */
  readonly times: readonly Times[];
  readonly reason?: WhenReason | undefined;
  readonly rest: string;
}

const MARK = '(?:jam|jm|pukul|pkl|pk|mulai|at)\\.?';
const PART = 'pagi|siang|sore|malam|malem|subuh|dini hari|am|pm|a\\.m\\.|p\\.m\\.';
const ZONE = '(?:wib|wibb|wita|wit)';
const UNTIL = '(?:-|s\\.?d\\.?|s\\/d|sampai dengan|sampai|sampek|smp|sd|hingga|until|to)';
const HOUR = `(\\d{1,2}|${COUNT_WORD})(?:[.:]([0-5]\\d))?`;
const CLOCK = `(?:(${MARK}) ?)?(setengah )?(?<![\\d.:/])${HOUR}(?![\\d:/]|\\.\\d)(?: ?${ZONE}(?![a-z]))?(?: ?(${PART})(?![a-z]))?(?: ?${ZONE}(?![a-z]))?`;
const ONE = new RegExp(`(?<![a-z])${CLOCK}`, 'g');
const RANGE = new RegExp(`(?<![a-z])${CLOCK} ?${UNTIL} ?(?:${CLOCK})`, 'g');
// "sore jam 4"
const PART_FIRST = new RegExp(
  `(?<![a-z])(${PART}),? (${MARK} ?\\d{1,2}(?:[.:]\\d\\d)?)(?![\\d.:]| ?(?:${PART}))`,
  'g',
);
const OPEN_END = new RegExp(`(?<![a-z])(?:${UNTIL} ?)?(?:selesai|slesai|rampung|bar|finish)(?![a-z])`, 'g');

/** Looks for times in a text whose day is cut out already. Never throws. */
export function findTimes(said: string): TimesFound {
  if (/(?<![a-z])wita?(?![a-z])/.test(said)) return { times: [], reason: 'zone', rest: said };
  const open = said.replaceAll(OPEN_END, ' ').replaceAll(PART_FIRST, '$2 $1');
  const [range, more] = open.matchAll(RANGE);
  if (range !== undefined) {
    const rest = open.replace(range[0], ' ');
    if (more !== undefined) return { times: [], reason: 'two-times', rest };
    return { ...rangeOf(range.slice(1, 6), range.slice(6, 11)), rest };
  }
  const found = [...open.matchAll(ONE)].filter(
    ([, mark, half, , minutes, part], _at, all) =>
      // A number alone is a time only where nothing else is.
      all.length === 1 || [mark, half, minutes, part].some((it) => it !== undefined),
  );
  const [one, other] = found;
  if (one === undefined) return { times: [], reason: 'no-time', rest: open };
  const rest = open.replace(one[0], ' ');
  if (other !== undefined) return { times: [], reason: 'two-times', rest };
  const clock = clockOf(one.slice(1, 6));
  if (clock === undefined) return { times: [], reason: 'no-such-time', rest };
  const times = hoursOf(clock).map((from) => ({ from: shown(from), until: null }));
  if (times.length === 0) return { times: [], reason: 'no-such-time', rest };
  return { times, reason: times.length > 1 || clock.bare ? 'which-hour' : undefined, rest };
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly part: string | undefined;
  /** Written as on a clock of 24 hours: 09.00, 02.00. */
  readonly certain: boolean;
  /** Only a number. */
  readonly bare: boolean;
}

/** The groups of {@link CLOCK}: mark, "setengah", hour, minutes, part of the day. */
function clockOf([mark, half, hours, minutes, part]: readonly (string | undefined)[]): Clock | undefined {
  const count = smallCount(hours ?? '') ?? Number(hours);
  if (!Number.isInteger(count) || count > 23) return undefined;
  const isHalf = half !== undefined;
  // "setengah sembilan" is half past eight
  if (isHalf && (count < 1 || count > 12 || minutes !== undefined)) return undefined;
  return {
    hour: isHalf ? count - 1 : count,
    minute: isHalf ? 30 : Number(minutes ?? 0),
    part: part?.replace('malem', 'malam'),
    certain: !isHalf && (hours?.startsWith('0') === true || count > 12),
    bare: mark === undefined && !isHalf && minutes === undefined && part === undefined,
  };
}

const MORNING_FROM = 7;

/** The hours of 24 that a clock time may mean, in minutes since midnight; the likeliest first. */
function hoursOf({ hour, minute, part, certain }: Clock): readonly number[] {
  const at = (of: number): number => of * 60 + minute;
  const late = hour < 12 ? hour + 12 : hour;
  switch (part) {
    case undefined:
      // "jam 2" for people is two in the afternoon as often as at night
      return certain || hour === 0 || hour >= MORNING_FROM ? [at(hour)] : [at(late), at(hour)];
    case 'pagi':
    case 'subuh':
    case 'am':
    case 'a.m.':
      return hour <= 11 ? [at(hour)] : [];
    case 'dini hari':
      return hour <= 5 ? [at(hour)] : [];
    case 'siang':
      return hour >= 10 && hour <= 15 ? [at(hour)] : hour >= 1 && hour <= 3 ? [at(late)] : [];
    case 'sore':
      return late >= 14 && late <= 19 ? [at(late)] : [];
    case 'malam':
      return late >= 18 && hour !== 12 ? [at(late)] : [];
    default:
      return hour === 12 ? [at(12)] : [at(late)];
  }
}

function rangeOf(
  first: readonly (string | undefined)[],
  last: readonly (string | undefined)[],
): Pick<TimesFound, 'times' | 'reason'> {
  const begin = clockOf(first);
  const end = clockOf(last);
  if (begin === undefined || end === undefined) return { times: [], reason: 'no-such-time' };
  // "1-3 sore": the part of the day is said once, for both where both can have it
  const shared = begin.part === undefined && !begin.certain ? { ...begin, part: end.part } : begin;
  const both = pairs(hoursOf(shared), hoursOf(end));
  const found = both.length > 0 ? both : pairs(hoursOf(begin), [...hoursOf(end), ...later(end)]);
  const times = found.map(([from, until]) => ({ from: shown(from), until: shown(until) }));
  if (times.length === 0)
    return {
      times,
      reason: hoursOf(begin).length === 0 || hoursOf(end).length === 0 ? 'no-such-time' : 'ends-before',
    };
  const isLong = both.length === 0 && found.some(([from, until]) => until - from > LONG);
  return { times, reason: times.length > 1 || isLong ? 'which-hour' : undefined };
}

/** "9 sampai 3": an end that lies before the beginning is meant for the afternoon. */
function later(end: Clock): readonly number[] {
  return end.part === undefined && !end.certain && end.hour < 12 ? [(end.hour + 12) * 60 + end.minute] : [];
}

/** Longest appointment, in minutes: "jam 2 sampai 4" is not a night of fourteen hours. */
const LONGEST = 12 * 60;
/** Beyond this an end that was only inferred is asked back. */
const LONG = 8 * 60;

function pairs(begins: readonly number[], ends: readonly number[]): readonly (readonly [number, number])[] {
  return begins.flatMap((from) =>
    ends.filter((until) => until > from && until - from <= LONGEST).map((until) => [from, until] as const),
  );
}

function shown(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
