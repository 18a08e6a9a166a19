import type { Api } from 'grammy';
import { noneYet, type Recent } from '../../domain/announcements/failures.ts';
import type { Texts } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { oneAtATime, type OneAtATime } from '../../one-at-a-time.ts';
import type { Announcement } from '../../services/announcements/announcements.ts';
import type { Delivery } from '../../services/announcements/deliveries.ts';
import type { DatabaseClient, Services } from '../../services/core/services.ts';
import type { Budget } from './budget.ts';
import { createPace, type Pace } from './pace.ts';
import type { Outcome } from './transmit.ts';

export interface SendingOptions {
  readonly prisma: DatabaseClient;
  readonly services: Services;
  /** An API that neither repeats nor waits: what may have arrived is never sent again. */
  readonly api: Api;
  /** The way of replies: what the officer is told while everything else waits. */
  readonly replies: Api;
  readonly texts: Texts;
  readonly log: Log;
  readonly budget: Budget;
  /** Before a message goes out. */
  readonly onSending: (() => Promise<void>) | undefined;
}

/** All that sending works with, and what it remembers from one message to the next. */
export interface Sending extends SendingOptions {
  readonly pace: Pace;
  /** Aborted when nothing more is to be begun. */
  readonly ended: AbortSignal;
  /** The connection could not be made, so many times in a row. */
  unreachable: number;
  /** What became of the newest messages to owners. */
  queueResults: Recent;
  /** What became of the newest messages of each announcement. */
  readonly results: Map<number, Recent>;
  /** How often in a row each announcement could not be worked on. */
  readonly trouble: Map<number, number>;
  /** Announcements that are being paused: nothing more of them is begun until the pause is written. */
  readonly pausing: Set<number>;
  /** What Telegram has answered and the database has not yet taken. */
  readonly unsettled: Unsettled[];
  readonly settling: OneAtATime;
  /** What frees the rows of claims whose answer was lost. */
  readonly lostClaims: (() => Promise<void>)[];
  /** When the progress of each announcement was shown last, by a steady clock in ms, and with which words. */
  readonly shown: Map<number, { readonly at: number; readonly text: string | undefined }>;
  readonly showing: OneAtATime;
}

export interface Unsettled {
  readonly it: Announcement;
  readonly delivery: Delivery;
  readonly outcome: Outcome;
}

export function createSending(options: SendingOptions, ended: AbortSignal): Sending {
  return {
    ...options,
    pace: createPace(options.budget.perSecond),
    ended,
    unreachable: 0,
    queueResults: noneYet,
    results: new Map(),
    trouble: new Map(),
    pausing: new Set(),
    unsettled: [],
    settling: oneAtATime(),
    lostClaims: [],
    shown: new Map(),
    showing: oneAtATime(),
  };
}

/** Takes what an answer of Telegram means for everything that follows; false when it is no use to go on now. */
export function noteAnswer(sending: Sending, outcome: Outcome): boolean {
  const { log, budget, services } = sending;
  if (outcome.kind === 'wait') {
    log.warn({ seconds: outcome.seconds }, 'Telegram asks to wait; what the bot begins goes on after that');
    budget.hold(new Date(services.now().getTime() + outcome.seconds * 1000));
    return false;
  }
  if (outcome.kind === 'token') return false;
  if (outcome.kind === 'not-made') {
    sending.unreachable++;
    return false;
  }
  sending.unreachable = 0;
  return true;
}

/** Works on items in a few lanes until one says that it is no use now. */
export async function inLanes<T>(
  { pace, ended }: Sending,
  items: readonly T[],
  work: (item: T) => Promise<boolean>,
): Promise<boolean> {
  let next = 0;
  let goesOn = true;
  const lane = async (): Promise<void> => {
    for (;;) {
      const item = items[next++];
      if (item === undefined || !goesOn || ended.aborted) return;
      if (!(await work(item))) goesOn = false;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: pace.lanes }, lane));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return goesOn;
}
