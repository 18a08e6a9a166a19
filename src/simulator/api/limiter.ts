import { tooManyRequests } from './refusal.ts';

export interface Limits {
  /** Sends and edits a second over all chats; 0 turns it off. */
  readonly perSecond: number;
  /** Sends and edits a second in one private chat; 0 turns it off. */
  readonly perChatPerSecond: number;
  /** How many may come at once in one chat. */
  readonly perChatBurst: number;
  /** Sends a minute in a group; 0 turns it off. */
  readonly perGroupPerMinute: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const KEEP_BUCKETS = 10_000;

/** Telegram's flood limits as token buckets ("My bot is hitting limits, how do I avoid this?"). */
export class Limiter {
  limits: Limits;
  readonly #elapsed: () => number;
  readonly #all: Bucket;
  readonly #chats = new Map<number, Bucket>();

  constructor(limits: Limits, elapsed: () => number) {
    this.limits = limits;
    this.#elapsed = elapsed;
    this.#all = { tokens: limits.perSecond, at: elapsed() };
  }

  /** Takes room for `count` messages in a chat or answers 429 with the seconds to wait. */
  take(chatId: number, count = 1): void {
    const { perSecond, perChatPerSecond, perChatBurst, perGroupPerMinute } = this.limits;
    const chatRate = chatId < 0 ? perGroupPerMinute / 60 : perChatPerSecond;
    const chatBurst = chatId < 0 ? Math.max(1, perGroupPerMinute) : Math.max(1, perChatBurst);
    const now = this.#elapsed();
    let chat = this.#chats.get(chatId);
    if (chat === undefined) this.#chats.set(chatId, (chat = { tokens: chatBurst, at: now }));
    const wait = Math.max(
      secondsToWait(this.#all, perSecond, perSecond, now, count),
      secondsToWait(chat, chatRate, chatBurst, now, count),
    );
    if (wait > 0) throw tooManyRequests(wait);
    this.#all.tokens -= count;
    chat.tokens -= count;
    if (this.#chats.size > KEEP_BUCKETS) this.#forgetFull(now, chatBurst, chatRate);
  }

  #forgetFull(now: number, burst: number, rate: number): void {
    for (const [id, bucket] of this.#chats) {
      if (bucket.tokens + ((now - bucket.at) / 1000) * rate >= burst) this.#chats.delete(id);
    }
  }
}

function secondsToWait(bucket: Bucket, rate: number, burst: number, now: number, count: number): number {
  if (rate <= 0) {
    bucket.tokens = burst;
    bucket.at = now;
    return 0;
  }
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
  bucket.at = now;
  const needed = Math.min(count, burst);
  return bucket.tokens >= needed ? 0 : Math.max(1, Math.ceil((needed - bucket.tokens) / rate));
}
