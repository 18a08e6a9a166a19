import { Api } from 'grammy';
import type { Log } from '../log.ts';
import { createBudget, type Budget } from './outbox/budget.ts';
import { createChatCalls, type ChatCalls } from './outbox/chat-calls.ts';
import { createOutboxFetch } from './outbox/fetch.ts';
import { sendWhole } from './outbox/whole-texts.ts';
import { stopSignal } from './stop-signal.ts';

export interface TelegramOptions {
  readonly botToken: string;
  readonly apiRoot: string;
  /** Messages a second over all chats. */
  readonly perSecond: number;
  readonly log: Log;
  readonly now: () => Date;
  /** What carries the requests; node:http when left out. */
  readonly carrier?: typeof fetch | undefined;
  /** Multiplies the waits between tries of a reply. */
  readonly patience?: number | undefined;
  /** Told until when Telegram makes everything wait that the bot begins. */
  readonly onHold: (until: Date) => void;
}

/** The ways to Telegram, which share one budget. */
export interface Telegram {
  readonly budget: Budget;
  /** What each chat has in hand. */
  readonly calls: ChatCalls;
  /** The way of replies, under {@link replies}. */
  readonly fetch: typeof fetch;
  readonly replies: Api;
  /** The way of queued messages, which are sent at most once: it neither repeats nor waits. */
  readonly queued: Api;
  /** The same for files: 45 MB take minutes on a slow line, which no message may. */
  readonly files: Api;
  /** The way of what may as well not happen: it neither repeats nor waits, and holds up nobody. */
  readonly changes: Api;
  /** Ends a long poll that is under way. */
  readonly polling: AbortController;
  /** Whether Telegram has refused the token (401). */
  isRefused(): boolean;
}

/** 45 MB over a line of 1 Mbit/s. */
const LONGEST_UPLOAD_MS = 400_000;

export function connectTelegram(options: TelegramOptions): Telegram {
  const { botToken, apiRoot, log, now, carrier } = options;
  const budget = createBudget(options.perSecond, { patience: options.patience, onHold: options.onHold });
  const calls = createChatCalls(options.patience);
  const polling = stopSignal();
  let refused = false;
  const common = {
    log,
    now,
    carrier,
    calls,
    endPolling: polling.signal,
    onUnauthorized: () => {
      refused = true;
    },
  };
  const atMostOnce = { ...common, networkRetries: [], longestWaitSeconds: 0 };
  const fetch = createOutboxFetch({ ...common, budget, patience: options.patience });
  const over = (way: typeof fetch): Api => new Api(botToken, { apiRoot, fetch: way });
  return {
    budget,
    calls,
    fetch,
    replies: sendWhole(over(fetch), { repeats: true }),
    queued: sendWhole(over(createOutboxFetch(atMostOnce)), { repeats: false }),
    files: sendWhole(over(createOutboxFetch({ ...atMostOnce, longestCallMs: LONGEST_UPLOAD_MS })), {
      repeats: false,
    }),
    changes: over(createOutboxFetch(atMostOnce)),
    polling,
    isRefused: () => refused,
  };
}
