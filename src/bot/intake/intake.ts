import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Log } from '../../log.ts';
import { setReachable } from '../../services/core/accounts.ts';
import type { Cause } from '../../services/core/effects.ts';
import {
  finishUpdate,
  isHandled,
  keepUpdates,
  pendingUpdates,
  recordAttempt,
  type Finish,
} from '../../services/core/inbox.ts';
import type { Services } from '../../services/core/services.ts';
import type { Sql } from '../../sql.ts';
import { stopSignal } from '../stop-signal.ts';
import { createLimiter } from './limiter.ts';
import { waitFor } from './waits.ts';

/** What handling an update wants stored together with "handled". */
export type Noted = Omit<Finish, 'outcome'>;

export interface IntakeOptions {
  readonly services: Services;
  readonly sql: Sql;
  readonly botId: number;
  readonly log: Log;
  /** Runs the whole chain of handlers; resolves with what is to be stored. */
  readonly handle: (update: Update, cause: Cause, repeated: boolean) => Promise<Noted>;
  /** Says one kind sentence when an update was set aside, and notes it for the staff; false when no case was made. */
  readonly apologise: (chatId: number, cause: Cause) => Promise<boolean>;
  /** Says once that somebody writes faster than anybody can read. */
  readonly slowDown: (chatId: number) => Promise<void>;
  /** Waits before the second and third try, in ms. */
  readonly delays?: readonly number[] | undefined;
  /** Multiplies the waits during an outage. */
  readonly patience?: number | undefined;
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
/** Waits from here on are kept over a restart. */
const LONG_MS = 10_000;

interface Item {
  readonly update: Update;
  readonly chatId: number | undefined;
  readonly attempts: number;
  readonly recovered: boolean;
  readonly notBefore: Date | undefined;
  /** More than a person can write: not handled; the first one of a flood is answered with a request to wait. */
  readonly flood: 'warn' | 'drop' | undefined;
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
  const { services, sql, botId, log, delays = DELAYS, patience = 1 } = options;
  const chains = new Map<number, Promise<void>>();
  const limiter = createLimiter(services.now);
  const waiting: { count: number; resolve: () => void }[] = [];
  /** Numbers of the updates that wait here or are being handled. */
  const working = new Set<number>();
  let pending = 0;
  let stopping = false;
  /** A store failed, perhaps only its answer: rows may stand in the inbox that nobody works on. */
  let doubtful = false;
  let suspects = Promise.resolve();
  const stopped = stopSignal();

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

  /** Resolves early when the process stops; the update stays in the inbox then. */
  function pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
  }

  function enqueue(item: Item): void {
    const { update_id: id } = item.update;
    if (working.has(id)) return;
    working.add(id);
    pending++;
    const key = item.chatId ?? -id;
    const chain = (chains.get(key) ?? Promise.resolve())
      .then(() => work(item))
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

  /** Updates that were being handled when processes died go one at a time, so that only the one that kills is counted. */
  function alone<T>(run: () => Promise<T>): Promise<T> {
    const turn = suspects.then(run);
    suspects = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** False when the process stopped before it was done. */
  async function work(item: Item): Promise<boolean> {
    const cause: Cause = { botId, updateId: item.update.update_id };
    // A recovered update was being handled when the process died: that try counts.
    let attempts = item.recovered ? Math.max(item.attempts, 1) : item.attempts;
    let outages = 0;
    let blocked = false;
    /** What handling led to, while only "handled" is missing: the answers are out and must not go out again. */
    let result: Noted | undefined;
    if (item.notBefore !== undefined)
      await pause(Math.max(0, item.notBefore.getTime() - services.now().getTime()));

    /** A death during the first try is counted at the next start; later ones are counted before they begin. */
    const handle = async (): Promise<Noted> => {
      if (attempts > 0) await recordAttempt(services, cause, attempts + 1, undefined);
      return options.handle(item.update, cause, item.recovered || attempts > 0 || outages > 0);
    };

    while (!stopping) {
      try {
        if (item.flood !== undefined || blocked || attempts >= TRIES) {
          await (item.flood !== undefined
            ? drop(item, cause)
            : blocked
              ? giveUp(item, cause)
              : setAside(item, cause));
          return true;
        }
        // The state that was stored with "handled" must not meet the same update again.
        if (result !== undefined && (await isHandled(services, cause))) return true;
        result ??= await (item.attempts > 1 ? alone(handle) : handle());
        await finishUpdate(services, sql, cause, { outcome: 'handled', ...result });
        if (outages > 0) log.info('The database and Telegram answer again');
        return true;
      } catch (error) {
        if (isBlocked(error)) {
          blocked = true;
          continue;
        }
        const wait = waitFor(error, outages, patience);
        if (wait !== undefined) {
          if (outages === 0) log.warn({ error, updateId: cause.updateId }, wait.why);
          outages++;
          // A restart while Telegram makes us wait is no failure of this update.
          if (wait.storable && (attempts > 0 || wait.ms >= LONG_MS))
            await recordAttempt(
              services,
              cause,
              attempts,
              new Date(services.now().getTime() + wait.ms),
            ).catch(() => undefined);
          await pause(wait.ms);
          continue;
        }
        attempts++;
        log.error(
          { error, updateId: cause.updateId, attempts },
          'An update failed; it is tried again, then set aside',
        );
        if (attempts >= TRIES) continue;
        const delay = delays[attempts - 1] ?? 1_000;
        await recordAttempt(services, cause, attempts, new Date(services.now().getTime() + delay)).catch(
          () => undefined,
        );
        await pause(delay);
      }
    }
    return false;
  }

  async function giveUp(item: Item, cause: Cause): Promise<void> {
    if (item.chatId !== undefined) await setReachable(services, item.chatId, false);
    await finishUpdate(services, sql, cause, { outcome: 'unreachable', state: undefined, prompt: undefined });
  }

  /** The sentence comes before "set aside" is stored: a death in between repeats it, never loses it. */
  async function setAside(item: Item, cause: Cause): Promise<void> {
    let noted = false;
    try {
      noted = isPrivate(item.chatId) && (await options.apologise(item.chatId, cause));
    } catch (error) {
      if (isBlocked(error) || waitFor(error, 0, patience) !== undefined) throw error;
      log.error({ error }, 'The apology could not be sent');
    }
    log.error(
      { updateId: cause.updateId },
      noted
        ? 'An update was set aside after three tries; the staff find it under their cases'
        : 'An update was set aside after three tries; no case was made of it',
    );
    await finishUpdate(services, sql, cause, { outcome: 'set-aside', state: undefined, prompt: undefined });
  }

  async function drop(item: Item, cause: Cause): Promise<void> {
    await finishUpdate(services, sql, cause, { outcome: 'flood', state: undefined, prompt: undefined });
    if (item.flood === 'warn' && isPrivate(item.chatId))
      await options
        .slowDown(item.chatId)
        .catch((error: unknown) => log.warn({ error }, 'A request to slow down could not be sent'));
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
      stopping = true;
      stopped.abort();
      const patience = new AbortController();
      const all = Promise.all(chains.values()).then(() => true);
      const late = sleep(withinMs, false, { signal: patience.signal }).catch(() => false);
      return Promise.race([all, late]).finally(() => patience.abort());
    },
  };
}

/** Chats of groups and channels have negative numbers (Bot API, Chat). */
function isPrivate(chatId: number | undefined): chatId is number {
  return chatId !== undefined && chatId > 0;
}

/** 403 in a private chat: blocked, deactivated or never started (Bot API, error codes). */
function isBlocked(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 403;
}
