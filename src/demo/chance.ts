/** Chance that comes out the same at every start: the demo's data can be talked about by name and figure. */
export interface Chance {
  /** Whether something happens that happens `share` of the time (0–1). */
  happens(share: number): boolean;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** A number from `low` up to, not with, `high`. */
  between(low: number, high: number): number;
  /** One of a list that is not empty. */
  one<T>(list: readonly [T, ...T[]]): T;
  /** The items in another order. */
  shuffled<T>(list: readonly T[]): readonly T[];
}

/** Mulberry32, 32 bits of state: enough for invented data, of no use for secrets. */
export function createChance(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    happens: (share) => next() < share,
    whole,
    between: (low, high) => low + next() * (high - low),
    one: (list) => list[whole(0, list.length - 1)] ?? list[0],
    shuffled: (list) =>
      list
        .map((item) => ({ item, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ item }) => item),
  };
}
