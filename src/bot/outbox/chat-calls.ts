/** What each chat may still take: Telegram allows about a call a second in one chat, and some more at once. */
export interface ChatCalls {
  /** A call to this chat goes out; what a person waits for never waits itself. */
  spend(chat: string): void;
  /** Telegram has refused one (429): the chat has none in hand now. */
  refused(chat: string): void;
  /** How long what nobody waits for holds back, in ms; 0 when the chat has calls in hand. */
  wait(chat: string): number;
}

/** Calls that a chat takes at once ("My bot is hitting limits, how do I avoid this?"), and a second after that. */
const AT_ONCE = 20;
const PER_SECOND = 1;
/** So many stay in hand for the answers to what somebody presses next: two presses that are each answered twice. */
const KEPT_BACK = 4;
/** A chat that has been still for so long is not in the middle of pressing: one in hand is enough then. */
const STILL_MS = 2_000;
const KEPT_BACK_WHEN_STILL = 1;
const MOST_CHATS = 10_000;

interface Bucket {
  left: number;
  at: number;
  spentAt: number;
}

/** A token bucket a chat, in memory. `patience` multiplies the waits; `elapsed` is a steady clock in ms. */
export function createChatCalls(patience = 1, elapsed: () => number = () => performance.now()): ChatCalls {
  const perMs = PER_SECOND / 1000 / patience;
  const chats = new Map<string, Bucket>();

  function bucketOf(chat: string): Bucket {
    const now = elapsed();
    let bucket = chats.get(chat);
    if (bucket === undefined) {
      // Whoever is forgotten has more in hand than they should: a refusal says so then.
      if (chats.size >= MOST_CHATS) chats.clear();
      bucket = { left: AT_ONCE, at: now, spentAt: now };
      chats.set(chat, bucket);
    }
    bucket.left = Math.min(AT_ONCE, bucket.left + (now - bucket.at) * perMs);
    bucket.at = now;
    return bucket;
  }

  return {
    spend(chat) {
      const bucket = bucketOf(chat);
      bucket.left--;
      bucket.spentAt = bucket.at;
    },
    refused(chat) {
      bucketOf(chat).left = Math.min(0, bucketOf(chat).left);
    },
    wait(chat) {
      const { left, at, spentAt } = bucketOf(chat);
      const until = (kept: number): number => Math.max(0, Math.ceil((kept + 1 - left) / perMs));
      const untilStill = Math.max(0, Math.ceil(spentAt + STILL_MS * patience - at));
      return Math.min(until(KEPT_BACK), Math.max(untilStill, until(KEPT_BACK_WHEN_STILL)));
    },
  };
}
