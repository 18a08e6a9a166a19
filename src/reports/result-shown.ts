import type { JobsAdded } from '../domain/partnership/workforce.ts';
import type { Spread } from '../domain/partnership/quantile.ts';
import { areaSpread } from '../domain/partnership/area-spread.ts';
import type { PaymentResult } from '../domain/partnership/trade.ts';
import type { IntiDuty } from '../domain/eligibility/need.ts';
import { FEWEST, isSensitive, roundedAmount } from '../domain/sales/suppression.ts';
import type { StoredResults } from '../services/partnership/results/results.ts';
import type { Services } from '../services/core/services.ts';

/** What of stored results may be shown, rounded; what is undefined is hidden wherever it would stand. */
interface ShownResults {
  /** Fewer than five owners: nothing but counts is shown. */
  readonly few: boolean;
  readonly jobs: JobsAdded | undefined;
  readonly sales: Spread | undefined;
  /** Median sales of a month before and now. */
  readonly before: number | undefined;
  readonly now: number | undefined;
  /** What partners bought in the semester; undefined also for nothing. */
  readonly bought: number | undefined;
  readonly payment: PaymentResult | undefined;
  /** `value` undefined: only who received it is shown. */
  readonly support: readonly {
    readonly kind: IntiDuty;
    readonly businesses: number;
    readonly value: number | undefined;
  }[];
}

export const enough = (it: Spread | undefined): it is Spread => it !== undefined && it.known >= FEWEST;

export function shownResults({ office }: Services, { figures, shown }: StoredResults): ShownResults {
  const { jobs, sales, payment, support, areas, owners } = figures;
  const few = owners < FEWEST;
  const sums = shown && !few;
  const { bought } = areaSpread(areas, office.areas);
  const median = (amount: number | undefined): number | undefined =>
    amount === undefined || few || !enough(sales.reported) ? undefined : roundedAmount(amount);
  return {
    few,
    jobs: sums && jobs.known >= FEWEST ? jobs : undefined,
    sales: !few && enough(sales.reported) ? sales.reported : undefined,
    before: median(sales.before),
    now: median(sales.now),
    bought: sums && bought !== undefined && bought > 0 ? roundedAmount(bought) : undefined,
    payment: payment !== undefined && payment.owners >= FEWEST ? payment : undefined,
    support: support
      .filter((it) => it.shown)
      .map(({ kind, businesses, owners: receivers, value, largest, second }) => ({
        kind,
        businesses,
        value:
          value === 0 || isSensitive({ key: kind, owners: receivers, amount: value, largest, second })
            ? undefined
            : roundedAmount(value),
      })),
  };
}
