/**
 * Instants and times of day. Months and `localDate` stand in calendar.ts.
 */
import { Temporal } from 'temporal-polyfill';
import { addMonths, type Month, type Zone } from '../month/calendar.ts';

/** The wall-clock time in a zone at an instant, to the minute. */
export function localTime(instant: Date, zone: Zone): Temporal.PlainTime {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return new Temporal.PlainTime(hour, minute);
}

/** The instant at which a wall clock in a zone shows this day and time. */
export function instantAt(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: Zone): Date {
  const zoned = date.toZonedDateTime({ timeZone: zone, plainTime: time });
  return new Date(zoned.epochMilliseconds);
}

/**
 * By how many ms the clock of a zone is ahead of UTC, for whoever has a million instants to word. It is the same at
 * every instant: no zone of Indonesia knows summer time.
 */
export function clockAhead(zone: Zone, instant: Date): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
  );
}

/** The first of several instants; undefined when there is none. */
export function earliest(instants: readonly (Date | null | undefined)[]): Date | undefined {
  return instants
    .flatMap((it) => (it === null || it === undefined ? [] : [it]))
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** The first day of a month. */
export function firstDayOf(month: Month): Temporal.PlainDate {
  return Temporal.PlainDate.from(`${month}-01`);
}

/** The last day of a month (28–31). */
export function lastDayOf(month: Month): Temporal.PlainDate {
  return firstDayOf(addMonths(month, 1)).subtract({ days: 1 });
}
