import type { JobsAdded } from '../domain/partnership/workforce.ts';
import type { Spread } from '../domain/partnership/quantile.ts';
import { areaSpread } from '../domain/partnership/area-spread.ts';
import type { PartnerCounts } from '../domain/partnership/membership.ts';
import type { PaymentResult } from '../domain/partnership/trade.ts';
import type { IntiDuty } from '../domain/eligibility/need.ts';
import { FEWEST, roundedAmount } from '../domain/sales/suppression.ts';
import type { StoredResults } from '../services/partnership/results/results.ts';
import type { Services } from '../services/core/services.ts';

/** A count of partners; undefined where it is under five, and so of everything that fewer than five owners are in. */
type ShownCount = number | undefined;

/** What of stored results may be shown, rounded; what is undefined is hidden wherever it would stand. */
export interface ShownResults {
  /** Fewer than five owners: nothing is shown but that. */
  readonly few: boolean;
  readonly counts: Readonly<Record<keyof Omit<PartnerCounts, 'forms'>, ShownCount>>;
  /** By form of PP 7/2021 art. 106. */
  readonly forms: readonly (readonly [form: string, count: ShownCount])[];
  /** Of those who could have sold for twelve months since. */
  readonly selling: Readonly<Record<'yes' | 'no' | 'unknown', ShownCount>> | undefined;
  readonly jobs: JobsAdded | undefined;
  /** Whether the worst case may stand beside them. */
  readonly lost: boolean;
  readonly sales: Spread | undefined;
  /** Median sales of a month before and now. */
  readonly before: number | undefined;
  readonly now: number | undefined;
  /** What partners bought in the semester; undefined also for nothing. */
  readonly bought: number | undefined;
  readonly payment: PaymentResult | undefined;
  /** `value` undefined: only those who received it are shown. */
  readonly support: readonly {
    readonly kind: IntiDuty;
    readonly businesses: number;
    readonly value: number | undefined;
  }[];
}

/** Nobody, or so many that it tells about none of them. */
const isTold = (count: number): boolean => count === 0 || count >= FEWEST;

/** Whether a share of some partners tells about neither those in it nor those outside. */
export const isShareTold = (share: number, of: number): boolean =>
  [share * of, (1 - share) * of].every((count) => isTold(Math.round(count)));

export const enough = (it: Spread | undefined): it is Spread => it !== undefined && it.known >= FEWEST;

export function shownResults(
  { office }: Services,
  { figures, shown }: Pick<StoredResults, 'figures' | 'shown'>,
): ShownResults {
  const { counts, jobs, sales, sums, payment, support, areas, owners, independence } = figures;
  const few = owners < FEWEST;
  const count = (it: number): ShownCount => (!few && isTold(it) ? it : undefined);
  const { forms, unique, fresh, active, ended, cumulative } = counts;
  const { sellingYes, sellingNo, sellingUnknown } = independence;
  const { bought } = areaSpread(areas, office.areas);
  const median = (amount: number | undefined): number | undefined =>
    amount === undefined || few || !enough(sales.reported) ? undefined : roundedAmount(amount);
  return {
    few,
    counts: {
      unique: count(unique),
      fresh: count(fresh),
      active: count(active),
      ended: count(ended),
      cumulative: count(cumulative),
    },
    forms: Object.entries(forms).map(([form, it]) => [form, count(it)]),
    selling:
      few || sellingYes + sellingNo + sellingUnknown < FEWEST
        ? undefined
        : { yes: count(sellingYes), no: count(sellingNo), unknown: count(sellingUnknown) },
    jobs: shown && !few && jobs.known >= FEWEST ? jobs : undefined,
    lost: sums.lost,
    sales: !few && enough(sales.reported) ? sales.reported : undefined,
    before: median(sales.before),
    now: median(sales.now),
    bought: sums.bought && !few && bought > 0 ? roundedAmount(bought) : undefined,
    payment: payment !== undefined && payment.owners >= FEWEST ? payment : undefined,
    support: support
      .filter((it) => it.shown)
      .map(({ kind, businesses, value, valueShown }) => ({
        kind,
        businesses,
        value: valueShown && value > 0 ? roundedAmount(value) : undefined,
      })),
  };
}

/** What stands in one kecamatan beside its registered businesses. */
interface ShownArea {
  readonly kecamatan: string;
  readonly registered: number;
  readonly partners: number;
  /** Undefined where fewer than five are partners. */
  readonly partnersPerThousand: number | undefined;
  /** Rupiah that partners bought per 1,000 registered businesses; undefined where it would tell about somebody. */
  readonly boughtPerThousand: number | undefined;
}

/**
 * Partners and what they bought by kecamatan, where businesses are registered. Purchases stand only in the results of
 * everybody and of the kecamatan itself: those in one programme or of one company are not held against the other sums.
 */
export function shownAreas(
  { office }: Services,
  { figures }: StoredResults,
  scope: string,
  all: ReadonlyMap<string, StoredResults>,
): readonly ShownArea[] {
  const { areas } = areaSpread(figures.areas, office.areas);
  return areas.flatMap(({ kecamatan, registered, partners, partnersPerThousand, boughtPerThousand }) =>
    kecamatan === '' || partnersPerThousand === undefined
      ? []
      : [
          {
            kecamatan,
            registered,
            partners,
            partnersPerThousand:
              partners > 0 && partners < FEWEST ? undefined : Math.round(partnersPerThousand * 10) / 10,
            boughtPerThousand:
              boughtPerThousand !== undefined && isBoughtShown(scope, kecamatan, all)
                ? roundedAmount(Math.round(boughtPerThousand))
                : undefined,
          },
        ],
  );
}

/** Where nobody is a partner, nothing was bought, and that tells nothing about anybody. */
function isBoughtShown(scope: string, kecamatan: string, all: ReadonlyMap<string, StoredResults>): boolean {
  const own = all.get(`kecamatan:${kecamatan}`);
  const isHeld = scope === 'all' || scope === `kecamatan:${kecamatan}`;
  return isHeld && (own === undefined || own.figures.sums.bought);
}
