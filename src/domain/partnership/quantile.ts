/** Quantiles as PostgreSQL's `percentile_cont` computes them, so that an auditor gets the same figure with plain SQL. */

/** What was counted of a group, some of whom nothing is known about. */
export interface Spread {
  /** Whose figure is known. */
  readonly known: number;
  /** Those who belong to the group, but whose figure is not known. */
  readonly unknown: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** The median if everybody unknown stood at the bottom, or at the top; undefined where it would be one of them. */
  readonly worst?: number | undefined;
  readonly best?: number | undefined;
}

/**
 * The value below which a share of sorted values lies, between two of them in proportion.
 * @param sorted ascending, at least one value
 * @param share 0 to 1
 * @throws RangeError where there is no value
 */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined)
    throw new RangeError(
      `expected at least one value and a share of 0 to 1, got ${sorted.length} values, ${share}`,
    );
  return low + (place - Math.floor(place)) * (high - low);
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Quartiles of what is known, and how far those who are silent could move the median; undefined for nobody known. */
export function spreadOf(values: readonly number[], unknown: number): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const silent = (value: number): readonly number[] => Array.from({ length: unknown }, () => value);
  const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
  return {
    known: sorted.length,
    unknown,
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    worst: finite(quantile([...silent(-Infinity), ...sorted], 0.5)),
    best: finite(quantile([...sorted, ...silent(Infinity)], 0.5)),
  };
}
