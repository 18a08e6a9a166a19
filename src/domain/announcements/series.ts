/** When an announcement that is repeated goes out again: by the wall clock of the office, from the first time on. */
import { Temporal } from 'temporal-polyfill';
import { localDate, type Zone } from '../month/calendar.ts';

/** How often. */
export const repeats = ['week', 'month'] as const;
export type Repeat = (typeof repeats)[number];

/** How long after its beginning a series may go on: what nobody looks at for longer is written anew. */
const LONGEST_SERIES_DAYS = 366;

export interface Rhythm {
  readonly first: Date;
  readonly every: Repeat;
  /** The last day on which it may go out, YYYY-MM-DD. */
  readonly until: string;
}

/**
 * The time with this number (0: the first), at the same hour; undefined after the end. Counted from the first, so that
 * the 31st is the last day of a short month and the 31st again afterwards.
 */
export function occurrence({ first, every, until }: Rhythm, number: number, zone: Zone): Date | undefined {
  const start = Temporal.Instant.fromEpochMilliseconds(first.getTime()).toZonedDateTimeISO(zone);
  const at = start.add(every === 'week' ? { weeks: number } : { months: number });
  const isOver = Temporal.PlainDate.compare(at.toPlainDate(), Temporal.PlainDate.from(until)) > 0;
  return isOver ? undefined : new Date(at.epochMilliseconds);
}

/** How many times it goes out in all. */
export function timesIn(rhythm: Rhythm, zone: Zone): number {
  let times = 0;
  while (occurrence(rhythm, times, zone) !== undefined) times++;
  return times;
}

/** Whether a series may end on this day, YYYY-MM-DD: after its first time, and not later than anybody looks at it. */
export function isSeriesEnd(day: string, first: Date, zone: Zone): boolean {
  const begins = localDate(first, zone);
  return day > begins.toString() && day <= begins.add({ days: LONGEST_SERIES_DAYS }).toString();
}
