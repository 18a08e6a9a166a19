import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Log } from '../../log.ts';
import type { OneAtATime } from '../../one-at-a-time.ts';
import { setReachable } from '../../services/core/accounts.ts';
import type { Cause } from '../../services/core/effects.ts';
import { finishUpdate, isHandled, recordAttempt, type Finish } from '../../services/core/inbox.ts';
import type { Services } from '../../services/core/services.ts';
import type { Sql } from '../../sql.ts';
import { waitFor, type Wait } from './waits.ts';

/** What handling an update wants stored together with "handled". */
export type Noted = Omit<Finish, 'outcome'>;

export interface HandlingOptions {
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
}

/** All that the handling of updates works with. */
export interface Handling extends HandlingOptions {
  /** Aborted when the process stops: nothing is tried again then. */
  readonly stopped: AbortSignal;
  /** Updates that were being handled when processes died go one at a time, so that only the one that kills is counted. */
  readonly suspects: OneAtATime;
}

export const TRIES = 3;
const DELAYS = [1_000, 5_000] as const;
/** Waits from here on are kept over a restart. */
const LONG_MS = 10_000;

/** An update that stands in the inbox. */
export interface Item {
  readonly update: Update;
  readonly chatId: number | undefined;
  readonly attempts: number;
  readonly recovered: boolean;
  readonly notBefore: Date | undefined;
  /** More than a person can write: not handled; the first one of a flood is answered with a request to wait. */
  readonly flood: 'warn' | 'drop' | undefined;
}

/** An update that is being worked on. */
interface Task extends Item {
  readonly cause: Cause;
  /** How it is to end, as far as is known now. */
  end: 'handled' | 'set-aside' | 'unreachable' | 'flood';
  /** Tries that failed by the update itself. */
  failures: number;
  /** Tries that failed because the database or Telegram cannot work now. */
  outages: number;
  /** What handling led to, while only "handled" is missing: the answers are out and must not go out again. */
  result: Noted | undefined;
}

/** Works on an update until it has ended; false when the process stopped before. */
export async function work(handling: Handling, item: Item): Promise<boolean> {
  const { services, botId, stopped } = handling;
  // A recovered update was being handled when the process died: that try counts.
  const failures = item.recovered ? Math.max(item.attempts, 1) : item.attempts;
  const task: Task = {
    ...item,
    cause: { botId, updateId: item.update.update_id },
    end: item.flood !== undefined ? 'flood' : failures >= TRIES ? 'set-aside' : 'handled',
    failures,
    outages: 0,
    result: undefined,
  };
  if (item.notBefore !== undefined)
    await pause(handling, Math.max(0, item.notBefore.getTime() - services.now().getTime()));
  while (!stopped.aborted) {
    try {
      await ends[task.end](handling, task);
      return true;
    } catch (error) {
      await afterFailure(handling, task, error);
    }
  }
  return false;
}

const ends: Readonly<Record<Task['end'], (handling: Handling, task: Task) => Promise<void>>> = {
  handled: handle,
  'set-aside': setAside,
  unreachable: giveUp,
  flood: drop,
};

async function handle(handling: Handling, task: Task): Promise<void> {
  const { services, sql, log, suspects } = handling;
  // The state that was stored with "handled" must not meet the same update again.
  if (task.result !== undefined && (await isHandled(services, task.cause))) return;
  task.result ??= await (task.attempts > 1
    ? suspects(() => tryOnce(handling, task))
    : tryOnce(handling, task));
  await finishUpdate(services, sql, task.cause, { outcome: 'handled', ...task.result });
  if (task.outages > 0) log.info('The database and Telegram answer again');
}

/** A death during the first try is counted at the next start; later ones are counted before they begin. */
async function tryOnce(
  { services, handle: run }: Handling,
  { update, cause, recovered, failures, outages }: Task,
): Promise<Noted> {
  if (failures > 0) await recordAttempt(services, cause, failures + 1, undefined);
  return run(update, cause, recovered || failures > 0 || outages > 0);
}

/** The sentence comes before "set aside" is stored: a death in between repeats it, never loses it. */
async function setAside(handling: Handling, { chatId, cause }: Task): Promise<void> {
  const { services, sql, log, apologise, patience = 1 } = handling;
  let noted = false;
  try {
    noted = isPrivate(chatId) && (await apologise(chatId, cause));
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

async function giveUp({ services, sql }: Handling, { chatId, cause }: Task): Promise<void> {
  if (chatId !== undefined) await setReachable(services, chatId, false);
  await finishUpdate(services, sql, cause, { outcome: 'unreachable', state: undefined, prompt: undefined });
}

async function drop(
  { services, sql, log, slowDown }: Handling,
  { flood, chatId, cause }: Task,
): Promise<void> {
  await finishUpdate(services, sql, cause, { outcome: 'flood', state: undefined, prompt: undefined });
  if (flood === 'warn' && isPrivate(chatId))
    await slowDown(chatId).catch((error: unknown) =>
      log.warn({ error }, 'A request to slow down could not be sent'),
    );
}

/** Decides what a failed try means for the next one, and waits for it. */
async function afterFailure(handling: Handling, task: Task, error: unknown): Promise<void> {
  const { log, delays = DELAYS, patience = 1 } = handling;
  if (isBlocked(error)) {
    if (task.end !== 'flood') task.end = 'unreachable';
    return;
  }
  const wait = waitFor(error, task.outages, patience);
  if (wait !== undefined) return afterOutage(handling, task, error, wait);
  task.failures++;
  log.error(
    { error, updateId: task.cause.updateId, attempts: task.failures },
    'An update failed; it is tried again, then set aside',
  );
  if (task.failures >= TRIES) {
    if (task.end === 'handled') task.end = 'set-aside';
    return;
  }
  const delay = delays[task.failures - 1] ?? 1_000;
  await postpone(handling, task, delay);
  await pause(handling, delay);
}

async function afterOutage(handling: Handling, task: Task, error: unknown, wait: Wait): Promise<void> {
  if (task.outages === 0) handling.log.warn({ error, updateId: task.cause.updateId }, wait.why);
  task.outages++;
  // A restart while Telegram makes us wait is no failure of this update.
  if (wait.storable && (task.failures > 0 || wait.ms >= LONG_MS)) await postpone(handling, task, wait.ms);
  await pause(handling, wait.ms);
}

/** Keeps a wait over a restart, where it can be stored. */
async function postpone({ services }: Handling, { cause, failures }: Task, ms: number): Promise<void> {
  const notBefore = new Date(services.now().getTime() + ms);
  await recordAttempt(services, cause, failures, notBefore).catch(() => undefined);
}

/** Resolves early when the process stops; the update stays in the inbox then. */
function pause({ stopped }: Handling, ms: number): Promise<void> {
  return sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
}

/** Chats of groups and channels have negative numbers (Bot API, Chat). */
function isPrivate(chatId: number | undefined): chatId is number {
  return chatId !== undefined && chatId > 0;
}

/** 403 in a private chat: blocked, deactivated or never started (Bot API, error codes). */
function isBlocked(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 403;
}
