/**
 * Day and time of an appointment as people write them: "Kamis, 19 November 2026 09.00-12.00", "besok jam 9".
 * Everything is in the zone of the office. Nothing is guessed silently: what can mean two things is asked back.
 */
import { Temporal } from 'temporal-polyfill';
import { instantAt, localTime } from './dates.ts';
import { localDate, type Zone } from '../month/calendar.ts';
import { ambiguous, none, ok, plain, withoutEmoji, type Reading } from '../words/reading.ts';
import { findDays } from './when-days.ts';
import type { WhenReason } from './when-reason.ts';
import { findTimes } from './when-times.ts';

/** A day 'YYYY-MM-DD' and times 'HH:MM'; `until` null when the end was not said ("sampai selesai"). */
export type When = { day: string; from: string; until: string | null };

export type WhenReading = Reading<When, WhenReason, never>;

/** Most choices that are worth a button each. */
const MOST_CHOICES = 4;

/** Reads day and time of what begins after `now`. Never throws. */
export function readWhen(text: string, now: Date, zone: Zone): WhenReading {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[!?"*;]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const today = localDate(now, zone);
  const day = findDays(said, today);
  if (day.days.length === 0) return none(day.reason ?? 'no-day');
  const time = findTimes(day.rest);
  if (time.times.length === 0) return none(time.reason ?? 'no-time');
  const all = day.days.flatMap((date) =>
    time.times.map((it): When => ({ day: date.toString(), from: it.from, until: it.until })),
  );
  const ahead = all.filter((it) => instantOf(it, zone).getTime() > now.getTime());
  const [first, ...others] = ahead;
  if (first === undefined) return none('past');
  // Today's nine o'clock is over: then only one day is left of "Kamis jam 9".
  const dayLeft = day.reason ?? (day.days.length > 1 ? 'which-week' : undefined);
  const settled = dayLeft === 'which-week' && others.length === 0 ? undefined : dayLeft;
  const reason = settled ?? time.reason ?? doubt(said, time.rest);
  if (reason === undefined && others.length === 0) return ok<When, never>(first);
  return ambiguous(
    reason ?? 'which-week',
    ahead.slice(0, MOST_CHOICES),
    others.length === 0 ? first : undefined,
  );
}

/** Reads one moment after `now`: a deadline, a time to send. A text with two times is asked back. */
export function readMoment(text: string, now: Date, zone: Zone): WhenReading {
  const read = readWhen(text, now, zone);
  const value = read.kind === 'ok' ? read.value : undefined;
  if (value?.until === undefined || value.until === null) return read;
  return ambiguous('two-times', [
    { ...value, until: null },
    { ...value, from: value.until, until: null },
  ]);
}

/** Reads the end of what begins at `from`, 'HH:MM': "jam 12", "12.00", "3 sore". */
export function readEnd(text: string, from: string): Reading<string, WhenReason, never> {
  const said = withoutEmoji(plain(text))
    .replaceAll(/[!?"*;]+/g, ' ')
    .trim();
  const bare = said.replace(/^(?:sampai|s\.?d\.?|s\/d|hingga|selesai|until)(?: dengan)? ?/, '');
  const { times, reason, rest } = findTimes(bare);
  if (times.length === 0) return none(reason ?? 'no-time');
  const ends = times.map((it) => it.from).filter((it) => it > from);
  const [end] = ends;
  if (end === undefined) return none('ends-before');
  const doubtful = doubt(said, rest);
  return ends.length === 1 && doubtful === undefined
    ? ok<string, never>(end)
    : ambiguous(doubtful ?? 'which-hour', ends, ends.length === 1 ? end : undefined);
}

/** The instant at which it begins. */
export function instantOf(it: Pick<When, 'day' | 'from'>, zone: Zone): Date {
  return instantAt(Temporal.PlainDate.from(it.day), Temporal.PlainTime.from(it.from), zone);
}

/** The instant at which it ends; undefined when that was not said. */
export function endOf(it: When, zone: Zone): Date | undefined {
  return it.until === null ? undefined : instantOf({ day: it.day, from: it.until }, zone);
}

/** The other way round: the day and time of an instant, to the minute. */
export function whenOf(instant: Date, zone: Zone): When {
  return {
    day: localDate(instant, zone).toString(),
    from: localTime(instant, zone).toString({ smallestUnit: 'minute' }),
    until: null,
  };
}

const NEGATION =
  /\b(?:bukan|bkn|dudu|selain|kecuali|sebelum|sblm|setelah|sesudah|sejak|antara|atau|tidak|gak|or|not)\b/;
const HARMLESS = new Set(
  (
    'hari tanggal tgl jam pukul pkl pada di dan mulai dari wib bu pak ibu bapak ya iya saja aja deh dong kira-kira sekitar ' +
    'acara acaranya waktu waktunya pelaksanaan kegiatan dilaksanakan insyaallah nanti tepat pas s.d sd pagi siang sore malam ' +
    'tahun bulan on at from the ini besok'
  ).split(' '),
);

/** A reading is only certain when nothing else in the text can change it. */
function doubt(said: string, rest: string): WhenReason | undefined {
  if (NEGATION.test(said)) return 'negation';
  const words = rest.replaceAll(/[|.,:()/-]+/g, ' ').trim();
  if (/\d/.test(words)) return 'extra-number';
  return words.split(/ +/).some((word) => word !== '' && !HARMLESS.has(word)) ? 'unknown-words' : undefined;
}
