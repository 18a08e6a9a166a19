import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Log } from '../../log.ts';
import { setReachable } from '../../services/accounts.ts';
import type { Cause } from '../../services/effects.ts';
import { finishUpdate, keepUpdates, pendingUpdates, recordAttempt, type Finish } from '../../services/inbox.ts';
import { outageOf } from '../../services/outage.ts';
import type { Services } from '../../services/services.ts';
import { RetryLater } from '../outbox/fetch.ts';
import { createLimiter } from './limiter.ts';

/** What handling an update wants stored together with "handled". */
export type Noted = Omit<Finish, 'outcome'>;

export interface IntakeOptions {
  readonly services: Services;
  readonly botId: number;
  readonly log: Log;
  /** Runs the whole chain of handlers; resolves with what is to be stored. */
  readonly handle: (update: Update, cause: Cause, repeated: boolean) => Promise<Noted>;
  /** Says one kind sentence when an update was set aside, and notes it for the staff. */
  readonly apologise: (chatId: number, cause: Cause) => Promise<void>;
  /** Says once that somebody writes faster than anybody can read. */
  readonly slowDown: (chatId: number) => Promise<void>;
  /** Waits before the second and third try, in ms. */
  readonly delays?: readonly number[];
  /** Told of every update that is done, in whatever way. */
  readonly onDone?: (updateId: number) => void;
}

export interface Intake {
  /** Stores the updates, then handles them; resolves when they are stored. */
  accept(updates: readonly Update[]): Promise<void>;
  /** Takes up what an earlier process left unhandled. */
  recover(): Promise<number>;
  /** Updates stored and not yet handled. */
  readonly pending: number;
  /** Resolves when fewer than `count` are pending. */
  below(count: number): Promise<void>;
  /** Waits for the handlers that are running; false when they did not end in time. */
  stop(withinMs: number): Promise<boolean>;
}

const TRIES = 3;
const DELAYS = [1_000, 5_000] as const;
const OUTAGE_DELAYS = [200, 500, 1_000, 2_000, 5_000] as const;

interface Item {
  readonly update: Update;
  readonly chatId: number | undefined;
  readonly attempts: number;
  readonly recovered: boolean;
  readonly notBefore: Date | undefined;
}

/** The private chat whose order matters; updates without one go side by side. */
export function chatOf(update: Update): number | undefined {
  const chat =
    update.message?.chat ?? update.edited_message?.chat ?? update.callback_query?.message?.chat ?? update.my_chat_member?.chat;
  return chat?.id;
}

/**
 * Durable inbox with one promise chain a chat: order within a chat, chats side by side. An update counts as
 * handled only together with the state it led to; three failures or process deaths set it aside.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { services, botId, log, delays = DELAYS } = options;
  const chains = new Map<number, Promise<void>>();
  const limiter = createLimiter(services.now);
  const waiting: { count: number; resolve: () => void }[] = [];
  let pending = 0;
  let stopping = false;
  const stopped = new AbortController();

  function done(): void {
    pending--;
    for (const waiter of waiting.splice(0)) if (pending < waiter.count) waiter.resolve(); else waiting.push(waiter);
  }

  function below(count: number): Promise<void> {
    if (pending < count) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ count, resolve }));
  }

  /** Resolves early when the process stops; the update stays in the inbox then. */
  function pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
  }

  function enqueue(item: Item): void {
    pending++;
    const key = item.chatId ?? -item.update.update_id;
    const chain = (chains.get(key) ?? Promise.resolve()).then(() => work(item)).catch((error: unknown) => {
      log.error({ error }, 'An update could not be worked on');
    });
    chains.set(key, chain);
    void chain.finally(() => {
      done();
      options.onDone?.(item.update.update_id);
      if (chains.get(key) === chain) chains.delete(key);
    });
  }

  async function work(item: Item): Promise<void> {
    const cause: Cause = { botId, updateId: item.update.update_id };
    // A recovered update was being handled when the process died: that try counts.
    let attempts = item.recovered ? Math.max(item.attempts, 1) : item.attempts;
    let noted = item.recovered;
    let outages = 0;
    if (item.notBefore !== undefined) await pause(Math.max(0, item.notBefore.getTime() - services.now().getTime()));

    while (!stopping) {
      try {
        if (attempts >= TRIES) return await setAside(item, cause);
        if (noted) await recordAttempt(services, cause, attempts + 1, undefined);
        const result = await options.handle(item.update, cause, item.recovered || attempts > 0 || outages > 0);
        await finishUpdate(services, cause, { outcome: 'handled', ...result });
        if (outages > 0) log.info('The database and Telegram answer again');
        return;
      } catch (error) {
        const blocked = isBlocked(error);
        if (blocked) {
          if (item.chatId !== undefined) await setReachable(services, item.chatId, false);
          await finishUpdate(services, cause, { outcome: 'unreachable', state: undefined, prompt: undefined });
          return;
        }
        const wait = waitFor(error, outages);
        if (wait !== undefined) {
          if (outages === 0) log.warn({ error, updateId: cause.updateId }, wait.why);
          outages++;
          await pause(wait.ms);
          continue;
        }
        attempts++;
        noted = true;
        log.error({ error, updateId: cause.updateId, attempts }, 'An update failed; it is tried again, then set aside');
        if (attempts >= TRIES) continue;
        const delay = delays[attempts - 1] ?? 1_000;
        await recordAttempt(services, cause, attempts, new Date(services.now().getTime() + delay)).catch(() => undefined);
        await pause(delay);
      }
    }
  }

  /** Waiting that says nothing against the update: the database or Telegram cannot work now. */
  function waitFor(error: unknown, outages: number): { readonly ms: number; readonly why: string } | undefined {
    const delay = OUTAGE_DELAYS[Math.min(outages, OUTAGE_DELAYS.length - 1)] ?? 5_000;
    const outage = outageOf(error);
    if (outage === 'disk-full') return { ms: delay, why: 'The disk is full: nothing can be stored. Free space; the bot goes on by itself' };
    if (outage === 'unreachable') return { ms: delay, why: 'The database cannot be reached; the bot waits and goes on by itself' };
    if (error instanceof HttpError) {
      const inner = error.error;
      if (inner instanceof RetryLater) return { ms: inner.seconds * 1000, why: `Telegram asked to wait ${inner.seconds} s; the answer is sent after that` };
      return { ms: delay, why: 'Telegram cannot be reached; the answer is sent when it can' };
    }
    if (error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429 || error.error_code === 401))
      return { ms: delay, why: `Telegram answered ${error.error_code}; the answer is sent later` };
    return undefined;
  }

  async function setAside(item: Item, cause: Cause): Promise<void> {
    log.error({ updateId: cause.updateId }, 'An update was set aside after three tries; the staff find it under their cases');
    await finishUpdate(services, cause, { outcome: 'set-aside', state: undefined, prompt: undefined });
    if (item.chatId !== undefined)
      await options.apologise(item.chatId, cause).catch((error: unknown) => log.error({ error }, 'The apology could not be sent'));
  }

  return {
    get pending() {
      return pending;
    },
    below,
    async accept(updates) {
      const arrivals = updates.map((update) => ({ updateId: update.update_id, chatId: chatOf(update), payload: JSON.stringify(update) }));
      if (arrivals.length === 0) return;
      const fresh = await keepUpdates(services, botId, arrivals);
      for (const update of updates) {
        if (!fresh.has(update.update_id)) continue;
        const chatId = chatOf(update);
        const verdict = chatId === undefined ? 'pass' : limiter.take(chatId);
        if (verdict === 'pass') {
          enqueue({ update, chatId, attempts: 0, recovered: false, notBefore: undefined });
          continue;
        }
        await finishUpdate(services, { botId, updateId: update.update_id }, { outcome: 'flood', state: undefined, prompt: undefined });
        if (verdict === 'warn' && chatId !== undefined)
          void options.slowDown(chatId).catch((error: unknown) => log.warn({ error }, 'A request to slow down could not be sent'));
      }
    },
    async recover() {
      const left = await pendingUpdates(services, botId);
      for (const item of left) {
        const update: Update = JSON.parse(item.payload);
        enqueue({ update, chatId: item.chatId, attempts: item.attempts, recovered: true, notBefore: item.notBefore });
      }
      return left.length;
    },
    async stop(withinMs) {
      stopping = true;
      stopped.abort();
      const patience = new AbortController();
      const all = Promise.all(chains.values()).then(() => true);
      const late = sleep(withinMs, false, { signal: patience.signal }).catch(() => false);
      return Promise.race([all, late]).finally(() => patience.abort());
    },
  };
}

/** 403 in a private chat: blocked, deactivated or never started (Bot API, error codes). */
function isBlocked(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 403;
}
