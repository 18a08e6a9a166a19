/**
 * Whether a month's sales lie far from the months before, so that the bot asks
 * once and shows both. Never a reason to refuse a figure.
 */
import { addMonths, compareMonths, partsOf, toMonth, type Month } from '../month/calendar.ts';

/** One month's reported sales in whole rupiah. */
export interface MonthAmount {
  readonly month: Month;
  readonly amount: number;
}

/** The verdict; when it is not usual, with the month to show beside the new figure. */
export type Comparison =
  | { readonly verdict: 'usual' }
  | { readonly verdict: 'much-higher' | 'much-lower'; readonly compared: MonthAmount };

/**
 * "Far" means four times the usual, or a quarter. Sales of these businesses
 * double in an ordinary good month; a slipped zero is a factor of ten and a
 * day's sales taken for a month's about twenty-five: four lies between.
 */
const farFactor = 4;

/** How many of the latest non-zero months make up "usual". */
const monthsCompared = 6;

/**
 * Month of Idul Fitri (1 Syawal) by year. Astronomical calendar; the decree may
 * move the day by one, never more. From 2033 the feast falls at the year's end.
 */
const lebaran: readonly Month[] = [
  '2023-04',
  '2024-04',
  '2025-03',
  '2026-03',
  '2027-03',
  '2028-02',
  '2029-02',
  '2030-02',
  '2031-01',
  '2032-01',
  '2033-01',
  '2033-12',
  '2034-12',
  '2035-12',
];

/**
 * Compares the sales of `month` (whole rupiah from 0) with the reported months
 * before it, in any order: the median of the last up to 6 that are not zero.
 * Around Lebaran (the month of the feast, the one before and the one after) a
 * figure that fits the same month of last year, or the month in the same
 * distance from last year's Lebaran, is usual too. Without a non-zero month
 * before, everything is usual. `compared` is the latest month that differs by
 * the factor itself, so that the sentence with both figures makes sense.
 */
export function compareWithHistory(
  amount: number,
  history: readonly MonthAmount[],
  month: Month,
): Comparison {
  const before = history
    .filter((entry) => entry.amount > 0 && compareMonths(entry.month, month) < 0)
    .toSorted((a, b) => compareMonths(b.month, a.month));
  const latest = before.slice(0, monthsCompared);
  const verdict = verdictOf(amount, doubledMedian(latest.map((entry) => entry.amount)));
  if (verdict === 'usual') return { verdict };
  const lastYear = sameTimeLastYear(month);
  const fits = before.some(
    (entry) => lastYear.includes(entry.month) && verdictOf(amount, 2 * entry.amount) === 'usual',
  );
  const compared = latest.find((entry) => verdictOf(amount, 2 * entry.amount) === verdict);
  return fits || compared === undefined ? { verdict: 'usual' } : { verdict, compared };
}

/** A figure of a month beside what is known of its business. */
interface Told {
  readonly month: Month;
  /** The figure that it would replace; 0 where there is none. */
  readonly stands: number;
  readonly isRunning: boolean;
  readonly reports: readonly (MonthAmount & { readonly provisional: boolean })[];
}

/**
 * The same for a figure that somebody tells: close to the one that it replaces it needs no second look, provisional
 * figures are no measure, and a month that still runs may be low.
 */
export function compareTold(amount: number, { month, stands, isRunning, reports }: Told): Comparison {
  if (amount < stands * farFactor && amount * farFactor > stands) return { verdict: 'usual' };
  const found = compareWithHistory(
    amount,
    reports.filter(({ provisional }) => !provisional),
    month,
  );
  return found.verdict === 'much-lower' && isRunning ? { verdict: 'usual' } : found;
}

function verdictOf(amount: number, doubledUsual: number): Comparison['verdict'] {
  if (doubledUsual === 0) return 'usual';
  if (2 * amount >= farFactor * doubledUsual) return 'much-higher';
  return 2 * farFactor * amount <= doubledUsual ? 'much-lower' : 'usual';
}

/** Twice the median, so that the mean of two middle values stays a whole number; 0 for an empty list. */
function doubledMedian(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return lower + upper;
}

/** Whether a month is that of Idul Fitri, the one before or the one after; these move through the year. */
export function isAroundLebaran(month: Month): boolean {
  return lebaran.some((feast) => Math.abs(compareMonths(month, feast)) <= 1);
}

/** Months of last year that a month around Lebaran may be compared with; none at other times. */
function sameTimeLastYear(month: Month): readonly Month[] {
  const distances = [-1, 0, 1];
  return lebaran.flatMap((feast, index) => {
    const distance = compareMonths(month, feast);
    if (!distances.includes(distance)) return [];
    const { year, number } = partsOf(month);
    const lastFeast = lebaran[index - 1];
    const sameMonth = toMonth(year - 1, number);
    return lastFeast === undefined ? [sameMonth] : [sameMonth, addMonths(lastFeast, distance)];
  });
}
