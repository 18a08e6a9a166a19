import { median } from './quantile.ts';

/** A business whose change of sales can stand beside others. Amounts in whole rupiah. */
export interface Comparable {
  readonly business: number;
  /** What must be the same for two businesses to stand beside each other, such as kind and months that are compared. */
  readonly alike: string;
  /** Median of the months before. */
  readonly baseline: number;
  /** 0.1 is ten percent more. */
  readonly change: number;
}

/** Partners beside businesses that are in no partnership. It is no proof of an effect. */
export interface Comparison {
  /** Partners for whom businesses like them were found. */
  readonly partners: number;
  /** Those businesses, each once. */
  readonly others: number;
  /** Median change of these partners, and of what businesses like them did meanwhile. */
  readonly partnersChange: number;
  readonly othersChange: number;
}

/** A business is like another one when it sold at least half as much and at most twice as much before. */
const CALIPER = 2;
/** Fewer would tell about somebody. */
const FEWEST = 5;

/** A partner, those like it, and the median of what they did. */
interface Compared {
  readonly partner: Comparable;
  readonly like: readonly Comparable[];
  readonly change: number;
}

/** Each partner that finds at least five like it. */
export function compared(
  partners: readonly Comparable[],
  others: readonly Comparable[],
): readonly Compared[] {
  const groups = new Map<string, Comparable[]>();
  for (const other of others) {
    const group = groups.get(other.alike) ?? [];
    group.push(other);
    groups.set(other.alike, group);
  }
  return partners.flatMap((partner): readonly Compared[] => {
    const like = (groups.get(partner.alike) ?? []).filter(
      (other) => other.baseline * CALIPER >= partner.baseline && other.baseline <= partner.baseline * CALIPER,
    );
    return like.length < FEWEST ? [] : [{ partner, like, change: median(like.map(({ change }) => change)) }];
  });
}

/** Sets each partner beside the median of those like it; undefined where nobody finds at least five. */
export function comparison(
  partners: readonly Comparable[],
  others: readonly Comparable[],
): Comparison | undefined {
  const found = compared(partners, others);
  return found.length === 0
    ? undefined
    : {
        partners: found.length,
        others: new Set(found.flatMap(({ like }) => like.map(({ business }) => business))).size,
        partnersChange: median(found.map(({ partner }) => partner.change)),
        othersChange: median(found.map(({ change }) => change)),
      };
}
