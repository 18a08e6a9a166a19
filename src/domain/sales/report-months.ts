/** Which months an owner can report, until when, and what state a month is in. */
import type { Temporal } from 'temporal-polyfill';
import { askedFor, type AskedBusiness } from './asked.ts';
import { addMonths, compareMonths, monthOf, monthsBetween, type Month } from '../month/calendar.ts';
import { lastDayOf } from '../when/dates.ts';

/** The choices of the question "which month?". */
export interface MonthOffer {
  /** The last two finished months, the latest first: one button each. */
  readonly months: readonly [Month, Month];
  /** Ten months before them, the latest first, for "Bulan lain". */
  readonly older: readonly Month[];
}

/** The months to offer on a day. */
export function monthsToOffer(today: Temporal.PlainDate): MonthOffer {
  const running = monthOf(today);
  return {
    months: [addMonths(running, -1), addMonths(running, -2)],
    older: Array.from({ length: 10 }, (_, index) => addMonths(running, -3 - index)),
  };
}

/** What decides, beside the business, which months are still to be reported. */
export interface ReportCalendar {
  readonly today: Temporal.PlainDate;
  /** Months that the office has closed by hand. */
  readonly locks: readonly Month[];
  readonly openMonths: number;
}

/**
 * The months that are due, the latest first: of the last two finished ones those that the business was asked for
 * ({@link askedFor}), that its owner can still report, and that have no final figure (`settled`). Menu, reminder and
 * a report that names no month all mean these.
 */
export function monthsDue(
  business: AskedBusiness,
  settled: readonly Month[],
  { today, locks, openMonths }: ReportCalendar,
): readonly Month[] {
  const running = monthOf(today);
  return monthsToOffer(today).months.filter(
    (month) =>
      askedFor(business, month, running) === 'asked' &&
      !settled.includes(month) &&
      monthState(month, today, locks, openMonths) === 'open',
  );
}

/**
 * The last day (included) on which an owner can send or change the
 * report of a month: the last day of the month `openMonths` later. With 2,
 * October closes on 31 December.
 *
 * @param openMonths whole number from 1, a setting of the office.
 */
export function closingDate(month: Month, openMonths: number): Temporal.PlainDate {
  if (!Number.isInteger(openMonths) || openMonths < 1) {
    throw new RangeError(`expected a whole number of months from 1, got ${openMonths}`);
  }
  return lastDayOf(addMonths(month, openMonths));
}

/**
 * future = has not begun; running = not finished (a figure is provisional);
 * open = can be sent and changed; locked = only a person can change it.
 */
export type MonthState = 'future' | 'running' | 'open' | 'locked';

/**
 * The state of a month on a day. A month is locked by the office
 * (`locks`, also before its closing date and while it still runs) or by its
 * closing date.
 */
export function monthState(
  month: Month,
  today: Temporal.PlainDate,
  locks: readonly Month[],
  openMonths: number,
): MonthState {
  const distance = compareMonths(month, monthOf(today));
  if (distance > 0) return 'future';
  if (locks.includes(month)) return 'locked';
  if (distance === 0) return 'running';
  const closing = closingDate(month, openMonths).toString();
  return today.toString() <= closing ? 'open' : 'locked';
}

/**
 * The months of a chart or a summary, oldest first: twelve up to the last finished one, or to `atLeast`, without those
 * before the first that was reported; none where nothing was.
 */
export function monthsShown(
  reported: readonly Month[],
  today: Temporal.PlainDate,
  atLeast?: Month,
): readonly Month[] {
  const finished = addMonths(monthOf(today), -1);
  const last = atLeast !== undefined && atLeast > finished ? atLeast : finished;
  const earliest = addMonths(last, -11);
  const [first] = reported.filter((month) => month >= earliest && month <= last).toSorted();
  return first === undefined ? [] : monthsBetween(first, last);
}

/** Whether only this month of those that its chart would show was reported: one bar tells nothing. */
export function isAlone(month: Month, reported: readonly Month[], today: Temporal.PlainDate): boolean {
  const shown = monthsShown([month, ...reported], today, month);
  return !reported.some((it) => it !== month && shown.includes(it));
}
