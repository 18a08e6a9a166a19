/** Groups of businesses that apply, deliver and are paid together. */
export const groupKinds = ['kub', 'cooperative', 'cluster'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Why a head takes a member out of the group; the member reads it. */
export const removalReasons = ['stopped', 'quality', 'silent', 'asked'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** So many parts can one of them have. */
export const MOST_PARTS = 10;

/**
 * Divides a whole number by parts, so that what each gets sums to it exactly: what is left over by rounding down goes to
 * the largest remainders, of equal ones to the first. Parts that are all 0 count as equal.
 */
export function divided(total: number, parts: readonly number[]): readonly number[] {
  const sum = parts.reduce((all, it) => all + it, 0);
  if (sum === 0)
    return parts.length === 0
      ? []
      : divided(
          total,
          parts.map(() => 1),
        );
  // Rupiah times pieces is more than a double holds exactly.
  const exact = parts.map((part) => BigInt(total) * BigInt(part));
  const shares = exact.map((it) => Number(it / BigInt(sum)));
  const remainder = (at: number): number => Number((exact[at] ?? 0n) % BigInt(sum));
  const left = total - shares.reduce((all, it) => all + it, 0);
  const first = new Set(
    parts
      .map((_part, at) => at)
      .toSorted((a, b) => remainder(b) - remainder(a) || a - b)
      .slice(0, left),
  );
  return shares.map((share, at) => share + (first.has(at) ? 1 : 0));
}

interface Delivered {
  readonly quantity: number | undefined;
  readonly value: number;
}

/** A delivery of a group in the shares of its members: money goes by pieces, so that every piece has the same price. */
export function deliveryShares(
  { quantity, value }: Delivered,
  parts: readonly number[],
): readonly Delivered[] {
  const pieces = quantity === undefined ? undefined : divided(quantity, parts);
  return divided(value, pieces ?? parts).map((it, at) => ({ quantity: pieces?.[at], value: it }));
}
