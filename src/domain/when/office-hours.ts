/**
 * When somebody of the office is at work: between two times of a day, on its working days. What people of the office
 * are told by the bot can wait for that; what owners are told keeps the quiet hours instead.
 */
import { Temporal } from 'temporal-polyfill';
import { localDate, type Zone } from '../month/calendar.ts';
import { instantAt } from './dates.ts';
import type { Span } from './quiet-hours.ts';
import { addWorkingDays, isWorkingDay, type HolidayYear } from './working-days.ts';

export interface OfficeHours {
  /** Within one day; the end is not included. */
  readonly hours: Span;
  readonly zone: Zone;
  readonly holidays: readonly HolidayYear[];
}

/** Whether a span begins and ends on the same day, in this order. */
export const isWithinDay = ({ from, until }: Span): boolean => Temporal.PlainTime.compare(from, until) < 0;

/** Whether the office is at work at this instant. */
export const isOfficeOpen = (instant: Date, office: OfficeHours): boolean =>
  nextOpening(instant, office).getTime() === instant.getTime();

/** The instant itself while the office is at work, else the next one at which it begins. */
export function nextOpening(instant: Date, { hours, zone, holidays }: OfficeHours): Date {
  const today = localDate(instant, zone);
  const opens = instantAt(today, hours.from, zone);
  const isWorked = isWorkingDay(today, holidays).working;
  if (isWorked && instant < opens) return opens;
  if (isWorked && instant < instantAt(today, hours.until, zone)) return instant;
  return instantAt(addWorkingDays(today.add({ days: 1 }), 0, holidays).date, hours.from, zone);
}
