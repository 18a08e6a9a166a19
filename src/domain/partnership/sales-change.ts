import { addMonths, type Month } from '../month/calendar.ts';
import { median } from './quantile.ts';
import { seasonChange, type MonthlyAmounts, type SeasonChange } from './season.ts';

/** At least so many months make a median; fewer say more about one month than about the business. */
const FEWEST_MONTHS = 3;
const WINDOW = 12;

/** What is known of the sales of a business that joined a partnership. Amounts in whole rupiah. */
export interface SalesHistory {
  readonly sales: MonthlyAmounts;
  /** What the owner called a usual month when registering. */
  readonly usual?: number | undefined;
  /** The month in which the first application was made that led to a partnership. */
  readonly applied: Month;
  /** The month in which the first partnership began. */
  readonly joined: Month;
  /** The month in which the business closed for good. */
  readonly closed?: Month | undefined;
}

/** From what the change is counted. */
interface Baseline {
  /** reported: median of 3 to 12 months before the application; usual: only the word of the owner at registration. */
  readonly kind: 'reported' | 'usual';
  readonly amount: number;
  readonly months: number;
}

/** How the sales of one business have changed since before its application. */
export type SalesChange =
  | {
      readonly kind: 'changed';
      readonly baseline: Baseline;
      /** Median of the last months, 0 once it has closed. */
      readonly now: number;
      readonly months: number;
      /** 0.1 is ten percent more. */
      readonly change: number;
      readonly season: SeasonChange | undefined;
    }
  /** Nothing to count from, or a baseline of zero, of which no share can be said. */
  | { readonly kind: 'no-baseline' }
  /** Fewer than three months were reported since: "tidak diketahui". */
  | { readonly kind: 'silent'; readonly baseline: Baseline };

/** The median of the 3 to 12 months reported in the twelve before the application; else the usual month. */
function baselineOf({ sales, usual, applied }: SalesHistory): Baseline | undefined {
  const amounts = reportedIn(sales, addMonths(applied, -WINDOW), addMonths(applied, -1));
  if (amounts.length >= FEWEST_MONTHS)
    return { kind: 'reported', amount: median(amounts), months: amounts.length };
  return usual === undefined ? undefined : { kind: 'usual', amount: usual, months: 0 };
}

/**
 * The change of sales of one business up to a month (included), nominal.
 * @param upTo the last finished month that counts
 */
export function salesChange(history: SalesHistory, upTo: Month): SalesChange {
  const baseline = baselineOf(history);
  if (baseline === undefined || baseline.amount <= 0) return { kind: 'no-baseline' };
  const { sales, joined, applied, closed } = history;
  if (closed !== undefined && closed <= upTo)
    return { kind: 'changed', baseline, now: 0, months: 0, change: -1, season: undefined };
  const earliest = addMonths(upTo, 1 - WINDOW);
  const first = earliest < joined ? joined : earliest;
  const amounts = reportedIn(sales, first, upTo);
  if (amounts.length < FEWEST_MONTHS) return { kind: 'silent', baseline };
  const now = median(amounts);
  return {
    kind: 'changed',
    baseline,
    now,
    months: amounts.length,
    change: now / baseline.amount - 1,
    season:
      baseline.kind === 'reported' ? seasonChange(sales, addMonths(applied, -1), upTo, joined) : undefined,
  };
}

/** A price index by month, such as consumer prices, with where it is from. */
export interface PriceIndex {
  readonly source: string;
  readonly values: ReadonlyMap<Month, number>;
}

/**
 * What counts of the sales up to a month in the money of that month; undefined as soon as the index lacks a month that
 * is needed: half of a series must never pass for all of it.
 */
export function inMoneyOf(
  { sales, applied }: Pick<SalesHistory, 'sales' | 'applied'>,
  index: PriceIndex,
  month: Month,
): MonthlyAmounts | undefined {
  const base = index.values.get(month);
  if (base === undefined) return undefined;
  const first = addMonths(applied, -WINDOW);
  const amounts = new Map<Month, number>();
  for (const [at, amount] of sales) {
    if (at < first || at > month) continue;
    const level = index.values.get(at);
    if (level === undefined) return undefined;
    amounts.set(at, (amount * base) / level);
  }
  return amounts;
}

function reportedIn(sales: MonthlyAmounts, first: Month, last: Month): readonly number[] {
  const amounts: number[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    const amount = sales.get(month);
    if (amount !== undefined) amounts.push(amount);
  }
  return amounts;
}
