import { addMonths, partsOf, type Month } from '../month/calendar.ts';
import { median } from './quantile.ts';

/** Amounts of months; whole rupiah. A month that is missing was not reported, a zero was. */
export type MonthlyAmounts = ReadonlyMap<Month, number>;

/** A year of months: every month of the Hijri year lies in it about once, wherever Ramadan falls. */
const YEAR = 12;

const HIJRI_MONTH = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  month: 'numeric',
  timeZone: 'UTC',
});

/**
 * The month of the Hijri calendar (1 to 12; Ramadan is 9) that holds the middle of a month. By the calendar of Umm
 * al-Qura; the one that Kementerian Agama proclaims may begin a day apart, which moves no middle of a month.
 */
export function hijriMonth(month: Month): number {
  const { year, number } = partsOf(month);
  return Number(HIJRI_MONTH.format(Date.UTC(year, number - 1, 15)));
}

/** How two spans of months can be compared without the season showing as a change. */
export interface SeasonChange {
  /** years: twelve months in a row on both sides; same-months: months of the same Hijri month on both. */
  readonly by: 'years' | 'same-months';
  /** 0.1 is ten percent more. */
  readonly change: number;
  /** Months, or pairs of them, that were compared. */
  readonly months: number;
}

/**
 * The change from the months before to those after, by whole years where both are complete, else by pairs of the same
 * Hijri month. Undefined where neither can be done, or where what came before is zero.
 *
 * @param before the last month before, @param after the last month after
 */
export function seasonChange(
  amounts: MonthlyAmounts,
  before: Month,
  after: Month,
  first: Month,
): SeasonChange | undefined {
  const years = [yearUpTo(amounts, before), yearUpTo(amounts, after)] as const;
  if (years[0] !== undefined && years[1] !== undefined && addMonths(after, 1 - YEAR) >= first) {
    const base = median(years[0]);
    return base > 0 ? { by: 'years', change: median(years[1]) / base - 1, months: YEAR } : undefined;
  }
  const earlier = new Map<number, number>();
  for (const [month, amount] of [...amounts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (month <= before && amount > 0) earlier.set(hijriMonth(month), amount);
  const ratios: number[] = [];
  for (let month = after, seen = 0; seen < YEAR && month >= first; month = addMonths(month, -1), seen++) {
    const [now, then] = [amounts.get(month), earlier.get(hijriMonth(month))];
    if (now !== undefined && then !== undefined) ratios.push(now / then - 1);
  }
  return ratios.length === 0
    ? undefined
    : { by: 'same-months', change: median(ratios), months: ratios.length };
}

function yearUpTo(amounts: MonthlyAmounts, last: Month): readonly number[] | undefined {
  const year = Array.from({ length: YEAR }, (_, back) => amounts.get(addMonths(last, -back)));
  const reported = year.filter((it) => it !== undefined);
  return reported.length === YEAR ? reported : undefined;
}
