import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError, type Api } from 'grammy';
import type { Log } from '../../log.ts';
import { stopSignal } from '../stop-signal.ts';
import type { Budget } from './budget.ts';
import type { ChatCalls } from './chat-calls.ts';

/** How a message of the bot is to read from now on, without buttons. */
export interface Change {
  readonly messageId: number;
  /** Plain text; undefined: only its buttons go. */
  readonly text?: string | undefined;
}

/** Messages of the bot that change after the answer that people wait for has gone out. */
export interface Changes {
  /** Takes changes of a chat; one of the same message that still waits is given up for the new one. */
  add(chatId: number, changes: readonly Change[]): void;
  /** Whether the last change of this message was made, or still waits; false after a refusal or a restart. */
  knows(chatId: number, messageId: number): boolean;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
  /** Gives up what waits; the forms make up for it. */
  stop(): Promise<void>;
}

export interface ChangesOptions {
  readonly api: Api;
  readonly budget: Budget;
  readonly calls: ChatCalls;
  readonly log: Log;
}

interface Lane {
  readonly waiting: Map<number, Change>;
  readonly made: Set<number>;
  running: Promise<void> | undefined;
}

const MOST_CHATS = 10_000;
/** Forms that a chat has gone through lately; older messages are nobody's any more. */
const MOST_MADE = 200;

/**
 * One queue a chat, at most one change under way in each, and only while the chat has calls in hand. Nothing is tried
 * again: after a refusal (429) all that waits in the chat is given up, and nobody ever waits for it.
 */
export function createChanges({ api, budget, calls, log }: ChangesOptions): Changes {
  const ended = stopSignal();
  const lanes = new Map<number, Lane>();

  function laneOf(chatId: number): Lane {
    let lane = lanes.get(chatId);
    if (lane === undefined) {
      if (lanes.size >= MOST_CHATS)
        for (const [id, { running }] of lanes) if (running === undefined) lanes.delete(id);
      lane = { waiting: new Map(), made: new Set(), running: undefined };
      lanes.set(chatId, lane);
    }
    return lane;
  }

  async function work(chatId: number, lane: Lane): Promise<void> {
    const chat = String(chatId);
    while (lane.waiting.size > 0) {
      const ms = calls.wait(chat);
      if (ms > 0) await sleep(ms, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      else if (await budget.take(ended.signal)) await next(chatId, lane);
      if (ended.signal.aborted) lane.waiting.clear();
    }
  }

  async function next(chatId: number, lane: Lane): Promise<void> {
    const [change] = lane.waiting.values();
    if (change === undefined) return budget.giveBack();
    try {
      await make(api, chatId, change);
      note(lane, change);
    } catch (error) {
      // It reads so already, is gone, or is too old: there is nothing more to do about it.
      if (error instanceof GrammyError && error.error_code === 400) return note(lane, change);
      log.debug({ error }, 'Answered questions keep their buttons for now: Telegram refused a change');
      lane.waiting.clear();
    }
  }

  async function idle(): Promise<void> {
    await Promise.all([...lanes.values()].flatMap((lane) => lane.running ?? []));
  }

  return {
    add(chatId, changes) {
      if (changes.length === 0 || ended.signal.aborted) return;
      const lane = laneOf(chatId);
      for (const change of changes) {
        lane.made.delete(change.messageId);
        lane.waiting.set(change.messageId, change);
      }
      lane.running ??= work(chatId, lane).finally(() => {
        lane.running = undefined;
      });
    },
    knows(chatId, messageId) {
      const lane = lanes.get(chatId);
      return lane !== undefined && (lane.made.has(messageId) || lane.waiting.has(messageId));
    },
    idle,
    async stop() {
      ended.abort();
      await idle();
    },
  };
}

async function make(api: Api, chatId: number, { messageId, text }: Change): Promise<void> {
  if (text === undefined) await api.editMessageReplyMarkup(chatId, messageId);
  else await api.editMessageText(chatId, messageId, text, { link_preview_options: { is_disabled: true } });
}

function note(lane: Lane, change: Change): void {
  // A newer change of the same message may have come meanwhile.
  if (lane.waiting.get(change.messageId) !== change) return;
  lane.waiting.delete(change.messageId);
  lane.made.add(change.messageId);
  const [oldest] = lane.made;
  if (lane.made.size > MOST_MADE && oldest !== undefined) lane.made.delete(oldest);
}
