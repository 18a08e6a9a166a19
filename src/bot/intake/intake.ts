import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { oneAtATime } from '../../one-at-a-time.ts';
import { keepUpdates, pendingUpdates } from '../../services/core/inbox.ts';
import { stopSignal } from '../stop-signal.ts';
import { TRIES, work, type Handling, type HandlingOptions, type Item } from './handling.ts';
import { createLimiter } from './limiter.ts';

export interface IntakeOptions extends HandlingOptions {
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

/** The private chat whose order matters; updates without one go side by side. */
function chatOf(update: Update): number | undefined {
  const chat =
    update.message?.chat ??
    update.edited_message?.chat ??
    update.callback_query?.message?.chat ??
    update.my_chat_member?.chat;
  return chat?.id;
}

/**
 * Durable inbox with one promise chain a chat: order within a chat, chats side by side. An update counts as
 * handled only together with the state it led to; three failures or process deaths set it aside.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { services, sql, botId, log } = options;
  const stopped = stopSignal();
  const handling: Handling = { ...options, stopped: stopped.signal, suspects: oneAtATime() };
  const chains = new Map<number, Promise<void>>();
  const limiter = createLimiter(services.now);
  const waiting: { count: number; resolve: () => void }[] = [];
  /** Numbers of the updates that wait here or are being handled. */
  const working = new Set<number>();
  let pending = 0;
  /** A store failed, perhaps only its answer: rows may stand in the inbox that nobody works on. */
  let doubtful = false;

  function done(): void {
    pending--;
    for (const waiter of waiting.splice(0))
      if (pending < waiter.count) waiter.resolve();
      else waiting.push(waiter);
  }

  function below(count: number): Promise<void> {
    if (pending < count) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ count, resolve }));
  }

  function enqueue(item: Item): void {
    const { update_id: id } = item.update;
    if (working.has(id)) return;
    working.add(id);
    pending++;
    const key = item.chatId ?? -id;
    const chain = (chains.get(key) ?? Promise.resolve())
      .then(() => work(handling, item))
      .catch((error: unknown) => {
        log.error({ error }, 'An update could not be worked on');
        return false;
      })
      .then((isDone) => {
        working.delete(id);
        done();
        if (isDone) options.onDone?.(id);
        if (chains.get(key) === chain) chains.delete(key);
      });
    chains.set(key, chain);
  }

  function begin(
    update: Update,
    known: { readonly attempts: number; readonly recovered: boolean; readonly notBefore: Date | undefined },
  ): void {
    const chatId = chatOf(update);
    const verdict = chatId === undefined || known.recovered ? 'pass' : limiter.take(chatId);
    enqueue({ update, chatId, ...known, flood: verdict === 'pass' ? undefined : verdict });
  }

  /** Takes up what stands in the inbox and is not being worked on. */
  async function takeUp(recovered: boolean): Promise<number> {
    // What is being worked on now may be done by the time the rows are read.
    const busy = new Set(working);
    const left = (await pendingUpdates(services, botId)).filter((item) => !busy.has(item.updateId));
    for (const { updateId, chatId, payload, attempts, notBefore } of left) {
      if (payload === undefined) {
        // What cannot be read cannot be handled: it is set aside, and its chat hears so.
        enqueue({
          update: { update_id: updateId },
          chatId,
          attempts: TRIES,
          recovered,
          notBefore,
          flood: undefined,
        });
        continue;
      }
      const update: Update = JSON.parse(payload);
      begin(update, { attempts, recovered, notBefore });
    }
    return left.length;
  }

  return {
    get pending() {
      return pending;
    },
    below,
    async accept(updates) {
      // Telegram may repeat an update within one answer, too.
      const once = [...new Map(updates.map((update) => [update.update_id, update])).values()];
      const arrivals = once.map((update) => ({
        updateId: update.update_id,
        chatId: chatOf(update),
        payload: JSON.stringify(update),
      }));
      if (arrivals.length > 0) {
        const wasDoubtful = doubtful;
        doubtful = true;
        const fresh = await keepUpdates(services, sql, botId, arrivals);
        if (!wasDoubtful)
          for (const update of once)
            if (fresh.has(update.update_id))
              begin(update, { attempts: 0, recovered: false, notBefore: undefined });
        doubtful = wasDoubtful;
      }
      if (!doubtful) return;
      await takeUp(false);
      doubtful = false;
    },
    recover: () => takeUp(true),
    async stop(withinMs) {
      stopped.abort();
      const patience = new AbortController();
      const all = Promise.all(chains.values()).then(() => true);
      const late = sleep(withinMs, false, { signal: patience.signal }).catch(() => false);
      return Promise.race([all, late]).finally(() => patience.abort());
    },
  };
}
