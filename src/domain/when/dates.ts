/**
 * Instants and days in Gresik (Asia/Jakarta, WIB, UTC+7 without summer time).
 * Months and `jakartaDate` stand in calendar.ts.
 */
import { Temporal } from 'temporal-polyfill';
import { addMonths, type Month } from '../month/calendar.ts';

const zone = 'Asia/Jakarta';

/** The wall-clock time in Jakarta at an instant, to the minute. */
export function jakartaTime(instant: Date): Temporal.PlainTime {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return new Temporal.PlainTime(hour, minute);
}

/** The instant at which a wall clock in Jakarta shows this day and time. */
export function jakartaInstant(date: Temporal.PlainDate, time: Temporal.PlainTime): Date {
  const zoned = date.toZonedDateTime({ timeZone: zone, plainTime: time });
  return new Date(zoned.epochMilliseconds);
}

/** The first day of a month. */
export function firstDayOf(month: Month): Temporal.PlainDate {
  return Temporal.PlainDate.from(`${month}-01`);
}

/** The last day of a month (28–31). */
export function lastDayOf(month: Month): Temporal.PlainDate {
  return firstDayOf(addMonths(month, 1)).subtract({ days: 1 });
}
