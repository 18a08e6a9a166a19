/** Messages somebody may send at once, and per second after that. Nobody types faster; scripts do. */
const BURST = 60;
const PER_SECOND = 3;
const WARN_EVERY_MS = 60_000;
const FORGET_ABOVE = 10_000;

export interface Limiter {
  /** `warn` at the first refused message of a flood, `drop` at the following ones. */
  take(chatId: number): 'pass' | 'warn' | 'drop';
}

/** A token bucket a person, in memory: a restart forgives. */
export function createLimiter(now: () => Date): Limiter {
  const buckets = new Map<number, { tokens: number; at: number; warnedAt: number }>();
  return {
    take(chatId) {
      const at = now().getTime();
      const known = buckets.get(chatId);
      const bucket = known ?? { tokens: BURST, at, warnedAt: 0 };
      // The clock may jump back; time that passed is never negative.
      bucket.tokens = Math.min(BURST, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * PER_SECOND);
      bucket.at = at;
      if (known === undefined) {
        if (buckets.size > FORGET_ABOVE) buckets.clear();
        buckets.set(chatId, bucket);
      }
      if (bucket.tokens >= 1) {
        bucket.tokens--;
        return 'pass';
      }
      if (at - bucket.warnedAt < WARN_EVERY_MS) return 'drop';
      bucket.warnedAt = at;
      return 'warn';
    },
  };
}
