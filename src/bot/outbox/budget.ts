import { setTimeout as sleep } from 'node:timers/promises';

/** One budget for everything that the bot sends: replies go at once, what the bot begins takes what is left. */
export interface Budget {
  /** A reply goes out now; what the bot begins waits a little longer for it. */
  spend(): void;
  /** Waits for room for one message that the bot begins. False when it was ended meanwhile. */
  take(signal: AbortSignal): Promise<boolean>;
  /**
   * The same for several at once, as many as may gather, `most` at most. Resolves with how many they are, 0 when it
   * was ended.
   */
  takeSome(most: number, signal: AbortSignal): Promise<number>;
  /** Gives unused room back. */
  giveBack(count?: number): void;
  /** Nothing that the bot begins before `until`: Telegram asked for it. */
  hold(until: Date): void;
  /** Until when it waits; undefined when it does not. */
  heldUntil(now: Date): Date | undefined;
  /** Messages a second that the bot may begin when nobody writes to it. */
  readonly perSecond: number;
}

/** A little below the permitted rate, so that clocks that differ never lead to a refusal. */
const SHARE = 0.992;
/** Room that may gather while the database works, in messages: at most a quarter of a second. */
const gathered = (perSecond: number): number => Math.max(1, Math.min(8, perSecond / 4));

/**
 * A token bucket over all chats (Bot API FAQ: about 30 messages a second). Sends and edits count. `patience` multiplies
 * the waits; `elapsed` is a steady clock in ms.
 */
export function createBudget(
  permitted: number,
  options: {
    readonly patience?: number | undefined;
    readonly elapsed?: () => number;
    readonly onHold?: (until: Date) => void;
  } = {},
): Budget {
  const { patience = 1, elapsed = () => performance.now(), onHold } = options;
  const perSecond = permitted * SHARE;
  const perMs = perSecond / 1000 / patience;
  const most = gathered(perSecond);
  let tokens = most;
  let at = elapsed();
  let held: Date | undefined;
  /** Takers stand in line, so that nobody is passed by. */
  let line: Promise<unknown> = Promise.resolve();

  const refill = (): void => {
    const now = elapsed();
    tokens = Math.min(most, tokens + (now - at) * perMs);
    at = now;
  };

  async function wait(count: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      if (signal.aborted) return 0;
      refill();
      if (tokens >= count) {
        tokens -= count;
        return count;
      }
      const ms = Math.max(1, (count - tokens) / perMs);
      await sleep(Math.min(ms, 1_000), undefined, { signal }).catch(() => undefined);
    }
  }

  function inLine(count: number, signal: AbortSignal): Promise<number> {
    const turn = line.then(() => wait(count, signal));
    line = turn;
    return turn;
  }

  return {
    perSecond,
    spend() {
      refill();
      tokens--;
    },
    take: async (signal) => (await inLine(1, signal)) === 1,
    takeSome: (wanted, signal) => inLine(Math.max(1, Math.min(wanted, Math.floor(most))), signal),
    giveBack(count = 1) {
      tokens += count;
    },
    hold(until) {
      if (held !== undefined && held >= until) return;
      held = until;
      onHold?.(until);
    },
    heldUntil(now) {
      if (held !== undefined && held <= now) held = undefined;
      return held;
    },
  };
}

/** Methods that count against Telegram's limits: whatever puts or changes a message in a chat. */
export function isCounted(url: string): boolean {
  return /\/(send(?!ChatAction)|edit|copy|forward)\w+$/i.test(url);
}
