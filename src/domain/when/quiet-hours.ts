/**
 * The hours in which the bot begins no message by itself, by the clocks of its office: every evening and night, and Friday
 * noon. Replies are not concerned. A span that ends where it begins is empty.
 */
import { Temporal } from 'temporal-polyfill';
import { instantAt } from './dates.ts';
import { localDate, type Zone } from '../month/calendar.ts';

/** From one time of day until another, the end not included; may pass midnight. */
export interface Span {
  readonly from: Temporal.PlainTime;
  readonly until: Temporal.PlainTime;
}

export interface QuietSpans {
  readonly daily: Span;
  readonly friday: Span;
}

export interface QuietHours extends QuietSpans {
  readonly zone: Zone;
}

const FRIDAY = 5;
const HOUR_MS = 3_600_000;

/** Reads "20.00-07.00" or "20:00–07:00"; undefined for anything else. */
export function readSpan(text: string): Span | undefined {
  const match = /^(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [fromHour = 99, fromMinute = 99, untilHour = 99, untilMinute = 99] = match.slice(1).map(Number);
  if (fromHour > 23 || untilHour > 23 || fromMinute > 59 || untilMinute > 59) return undefined;
  return {
    from: new Temporal.PlainTime(fromHour, fromMinute),
    until: new Temporal.PlainTime(untilHour, untilMinute),
  };
}

/** The end of the quiet time in which `instant` lies; undefined when it lies in none. */
export function quietUntil(instant: Date, quiet: QuietHours): Date | undefined {
  const end = spansAround(localDate(instant, quiet.zone), quiet).find(
    ({ from, until }) => from.getTime() <= instant.getTime() && instant.getTime() < until.getTime(),
  )?.until;
  // Two quiet times may touch each other.
  return end === undefined ? undefined : (quietUntil(end, quiet) ?? end);
}

/** Whether the bot begins no message now. */
export function isQuiet(instant: Date, quiet: QuietHours): boolean {
  return quietUntil(instant, quiet) !== undefined;
}

/** The first instant from `instant` on at which the bot may begin a message. */
export function nextAwake(instant: Date, quiet: QuietHours): Date {
  return quietUntil(instant, quiet) ?? instant;
}

/**
 * The instant at which `hours` (≥ 0) outside the quiet times have passed since `instant`: twelve hours from
 * 07.00 are over at 19.00, twelve from 19.00 at 18.00 of the next day.
 */
export function addAwakeHours(instant: Date, hours: number, quiet: QuietHours): Date {
  let left = hours * HOUR_MS;
  let at = nextAwake(instant, quiet);
  // A day has some waking time, or the settings are of no use: a year bounds the loop.
  for (let spans = 0; spans < 1_000; spans++) {
    const begins = nextQuiet(at, quiet);
    const free = begins.getTime() - at.getTime();
    if (free >= left) return new Date(at.getTime() + left);
    left -= free;
    at = nextAwake(begins, quiet);
  }
  throw new RangeError('expected quiet hours that leave some waking time, got none');
}

/** Milliseconds outside the quiet times between two instants; 0 when `until` is earlier. */
export function awakeMs(from: Date, until: Date, quiet: QuietHours): number {
  let sum = 0;
  let at = nextAwake(from, quiet);
  while (at.getTime() < until.getTime()) {
    const end = Math.min(nextQuiet(at, quiet).getTime(), until.getTime());
    sum += end - at.getTime();
    at = nextAwake(new Date(end), quiet);
    if (end === until.getTime()) break;
  }
  return sum;
}

/** The beginning of the next quiet time after an instant that lies in none. */
function nextQuiet(instant: Date, quiet: QuietHours): Date {
  const today = localDate(instant, quiet.zone);
  for (let days = 0; days <= 8; days++) {
    const begin = spansOf(today.add({ days }), quiet)
      .map(({ from }) => from)
      .filter((from) => from.getTime() >= instant.getTime())
      .toSorted((a, b) => a.getTime() - b.getTime())[0];
    if (begin !== undefined) return begin;
  }
  // Never quiet.
  return new Date(8.64e15);
}

interface Between {
  readonly from: Date;
  readonly until: Date;
}

function spansAround(day: Temporal.PlainDate, quiet: QuietHours): readonly Between[] {
  return [...spansOf(day.subtract({ days: 1 }), quiet), ...spansOf(day, quiet)];
}

/** The quiet times that begin on a day. */
function spansOf(day: Temporal.PlainDate, { daily, friday, zone }: QuietHours): readonly Between[] {
  const on = (span: Span): readonly Between[] => {
    const order = Temporal.PlainTime.compare(span.from, span.until);
    if (order === 0) return [];
    const last = order < 0 ? day : day.add({ days: 1 });
    return [{ from: instantAt(day, span.from, zone), until: instantAt(last, span.until, zone) }];
  };
  return [...on(daily), ...(day.dayOfWeek === FRIDAY ? on(friday) : [])];
}
