/** Whether a business was asked for the sales of a month: a missing report is not the same as none to be expected. */
import { addMonths, toMonth, type Month } from '../month/calendar.ts';

/** What decides it; months and days are those of the office. */
export interface AskedBusiness {
  readonly startedYear: number | undefined;
  readonly startedMonth: number | undefined;
  /** Month of the registration; undefined for one that only stands on an imported list of the office. */
  readonly registeredIn: Month | undefined;
  readonly status: 'active' | 'paused' | 'closed' | 'moved';
  /** Month in which the status began; undefined when it is not known. */
  readonly statusSince: Month | undefined;
}

/**
 * asked, or why not: the month is not over, the business had not begun, was not registered, or was closed for a
 * while, closed, or moved away.
 */
export type Asked = 'asked' | 'running' | 'not-begun' | 'not-registered' | 'paused' | 'closed' | 'moved';

/**
 * Whether a report of `month` was to be expected; `running` is the month it is now. At registration the bot asks
 * for the month before, so that one is expected and earlier ones are not. In the month in which a business closes
 * it still had sales.
 */
export function askedFor(it: AskedBusiness, month: Month, running: Month): Asked {
  if (month >= running) return 'running';
  if (it.startedYear !== undefined && month < toMonth(it.startedYear, it.startedMonth ?? 1))
    return 'not-begun';
  if (it.registeredIn === undefined || month < addMonths(it.registeredIn, -1)) return 'not-registered';
  if (it.status !== 'active' && (it.statusSince === undefined || month > it.statusSince)) return it.status;
  return 'asked';
}
