/**
 * Months as text 'YYYY-MM' and their arithmetic, by counting months and never by moving a date:
 * 31 March minus a month is February here, while `setMonth(-1)` gives 3 March.
 */
import { Temporal } from 'temporal-polyfill';

/** The IANA name of a time zone; instants become days and times of day only with one. */
export type Zone = string;

/** A calendar month, 'YYYY-MM'; compares rightly as text. */
export type Month = string;

function index(month: Month): number {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (match === null) throw new RangeError(`expected a month 'YYYY-MM', got '${month}'`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

/** 'YYYY-MM' of a year and a month number 1–12. */
export function toMonth(year: number, number: number): Month {
  return `${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}`;
}

/** Whether a text is a month 'YYYY-MM' between 0000-01 and 9999-12. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The month `count` months later, earlier when negative. Throws a RangeError on a text that is no month. */
export function addMonths(month: Month, count: number): Month {
  const sum = index(month) + count;
  return toMonth(Math.floor(sum / 12), (sum % 12) + 1);
}

/** The month a date lies in. */
export function monthOf(date: Temporal.PlainDate): Month {
  return toMonth(date.year, date.month);
}

/** Negative when `a` is earlier than `b`, 0 when equal, positive when later: the difference in months. */
export function compareMonths(a: Month, b: Month): number {
  return index(a) - index(b);
}

/** All months from `first` to `last`, both included; empty when `last` is earlier. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const count = compareMonths(last, first) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, step) => addMonths(first, step));
}

/** The year and the number (1–12) of a month. */
export function partsOf(month: Month): { year: number; number: number } {
  const count = index(month);
  return { year: Math.floor(count / 12), number: (count % 12) + 1 };
}

/** The day it is in a zone at an instant. */
export function localDate(instant: Date, zone: Zone): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}
