/** Which months an owner can report, until when, and what state a month is in. */
import type { Temporal } from 'temporal-polyfill';
import { addMonths, compareMonths, monthOf, type Month } from './calendar.ts';
import { lastDayOf } from './dates.ts';

/** The choices of the question "which month?". */
export interface MonthOffer {
  /** The last two finished months, the latest first: one button each. */
  readonly months: readonly [Month, Month];
  /** Ten months before them, the latest first, for "Bulan lain". */
  readonly older: readonly Month[];
  /** The month meant by a report that names none: the oldest of the two that is missing, else the latest. */
  readonly default: Month;
  /** The default is reported already: the report would be a correction, so ask. */
  readonly defaultIsReported: boolean;
}

/** The months to offer on a day in Jakarta, given those already reported (in any order). */
export function monthsToOffer(today: Temporal.PlainDate, reported: readonly Month[]): MonthOffer {
  const running = monthOf(today);
  const latest = addMonths(running, -1);
  const before = addMonths(running, -2);
  const missing = [before, latest].find((month) => !reported.includes(month));
  return {
    months: [latest, before],
    older: Array.from({ length: 10 }, (_, index) => addMonths(running, -3 - index)),
    default: missing ?? latest,
    defaultIsReported: missing === undefined,
  };
}

/**
 * The last day (in Jakarta, included) on which an owner can send or change the
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
 * The state of a month on a day in Jakarta. A month is locked by the office
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
