/** How many messages are under way at a time, and how fast that really is. */
export interface Pace {
  /** Messages in flight: what a death can leave *unknown* at most. */
  readonly lanes: number;
  /** Messages a second that can go out as far as is known. */
  readonly perSecond: number;
  /** One message took so long, from its claim to its ledger. */
  note(ms: number): void;
}

const FEWEST = 8;
const MOST = 512;
/** Calls that take longer than usual must not hold up the others. */
const ROOM = 1.5;
const REMEMBERED = 100;

/**
 * As many lanes as the permitted rate needs at the latency that is seen: eight are enough for 30 a second at 200 ms,
 * and far too few for 1,000. The shortest times are what Telegram needs; longer ones are this machine at its limit,
 * which more lanes would only make worse.
 */
export function createPace(permitted: number): Pace {
  let recent: readonly number[] = [];
  const lanes = (): number =>
    recent.length === 0
      ? FEWEST
      : Math.max(FEWEST, Math.min(MOST, Math.ceil(((permitted * Math.min(...recent)) / 1_000) * ROOM)));
  return {
    get lanes() {
      return lanes();
    },
    get perSecond() {
      if (recent.length === 0) return permitted;
      const usual = recent.reduce((sum, ms) => sum + ms, 0) / recent.length;
      return Math.min(permitted, (lanes() * 1_000) / Math.max(usual, 1));
    },
    note(ms) {
      recent = [...recent, ms].slice(-REMEMBERED);
    },
  };
}
