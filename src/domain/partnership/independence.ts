import { addMonths, type Month } from '../month/calendar.ts';
import type { MonthlyAmounts } from './season.ts';

/** In these months after the end a sale must be reported for "still selling twelve months after". */
const LATE_MONTHS = { first: 10, last: 12 } as const;

/**
 * The share of sales of the last reported months that went to others than the inti. Undefined where nothing was sold,
 * or where not a single month tells how much went to the inti.
 * @param toPartner amounts of months in which the owner told it; never more than the sales of that month
 */
export function shareToOthers(
  sales: MonthlyAmounts,
  toPartner: MonthlyAmounts,
  upTo: Month,
  months = 12,
): number | undefined {
  let [all, partner] = [0, 0];
  for (let back = 0; back < months; back++) {
    const month = addMonths(upTo, -back);
    const [sold, bought] = [sales.get(month), toPartner.get(month)];
    if (sold === undefined || bought === undefined) continue;
    all += sold;
    partner += Math.min(bought, sold);
  }
  return all === 0 ? undefined : 1 - partner / all;
}

/**
 * Whether a business whose partnership has ended still sells a year later: yes with a sale in the tenth to twelfth
 * month after, no once it has closed or reported only zeros there; undefined while it is silent or too early.
 */
export function stillSelling(
  sales: MonthlyAmounts,
  ended: Month,
  upTo: Month,
  closed?: Month,
): boolean | undefined {
  const last = addMonths(ended, LATE_MONTHS.last);
  if (closed !== undefined && closed <= last && closed <= upTo) return false;
  if (upTo < last) return undefined;
  const amounts: number[] = [];
  for (let month = addMonths(ended, LATE_MONTHS.first); month <= last; month = addMonths(month, 1)) {
    const amount = sales.get(month);
    if (amount !== undefined) amounts.push(amount);
  }
  return amounts.length === 0 ? undefined : amounts.some((amount) => amount > 0);
}
