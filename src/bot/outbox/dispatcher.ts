import { failuresIn, noneYet, shouldPause, withResult } from '../../domain/announcements/failures.ts';
import { isQuiet } from '../../domain/when/quiet-hours.ts';
import { announcementById } from '../../services/announcements/announcements.ts';
import { correctionsDue, outdatedDeliveries } from '../../services/announcements/delivery-corrections.ts';
import { dueAnnouncements, startAnnouncement } from '../../services/announcements/announcement-start.ts';
import { holdIfStale, holdInTrouble } from '../../services/announcements/announcement-holds.ts';
import { noteActive, runningAnnouncements } from '../../services/announcements/announcement-progress.ts';
import {
  pendingDeliveries,
  settleInterruptedDeliveries,
  type Delivery,
} from '../../services/announcements/deliveries.ts';
import { heldUntil, sendingHalted } from '../../services/core/instance.ts';
import { tellOfficers } from '../../services/announcements/officer-notes.ts';
import {
  claimOutgoing,
  dueOutgoing,
  finishOutgoing,
  settleInterrupted,
  type Outgoing,
} from '../../services/core/outgoing.ts';
import { outageOf } from '../../services/core/outage.ts';
import { pauseForOwners } from '../../services/office/queue-pause.ts';
import { atomically } from '../../services/core/services.ts';
import { stopSignal } from '../stop-signal.ts';
import { createAnnouncer, type AnnouncerOptions, type Loaded } from './announcer.ts';
import type { Worded } from './messages/index.ts';
import { createPace } from './pace.ts';
import { prepareQueued, sendQueued, settleQueued } from './queue.ts';
import { isFailure, isVerdict, type Outcome } from './transmit.ts';

export interface Dispatcher {
  /** At start: what a dead process was sending is *unknown* from now on. */
  recover(): Promise<void>;
  /** Sends what is due; one run at a time. Resolves when nothing more can be sent now. */
  run(): Promise<void>;
  /** Begins nothing more; resolves when what is in flight has ended. */
  stop(): Promise<void>;
}

/** So many queued messages at a time. */
const BATCH = 60;
/** Messages of an announcement for so many seconds, then whatever else is due. */
const DELIVERY_SECONDS = 8;
/** So many failures of one announcement in a row, and it is held; the others go on meanwhile. */
const MOST_TROUBLE = 3;
const AGAIN_AFTER_MS = 1_000;
const LONGEST_TIMER_MS = 60_000;

type Round = 'more' | 'nothing' | 'wait';

/**
 * Sends everything that the bot begins, out of rows: queued messages first, then announcements, at most once each;
 * then corrections. Replies do not pass here: they go out at once and only take from the same budget.
 */
export function createDispatcher(options: AnnouncerOptions): Dispatcher {
  const { prisma, services, log, budget } = options;
  const pace = createPace(budget.perSecond);
  const announcer = createAnnouncer(options, pace);
  const batch = Math.ceil(budget.perSecond * DELIVERY_SECONDS);
  /** How often in a row an announcement could not be worked on. */
  const trouble = new Map<number, number>();
  let queueResults = noneYet;
  const ended = stopSignal();
  let running: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  /** The connection could not be made, so many times in a row. */
  let unreachable = 0;

  /** What an answer of Telegram means for everything that follows. */
  function heed(outcome: Outcome): boolean {
    if (outcome.kind === 'wait') {
      log.warn({ seconds: outcome.seconds }, 'Telegram asks to wait; what the bot begins goes on after that');
      budget.hold(new Date(services.now().getTime() + outcome.seconds * 1000));
      return false;
    }
    if (outcome.kind === 'token') return false;
    if (outcome.kind === 'not-made') {
      unreachable++;
      return false;
    }
    unreachable = 0;
    return true;
  }

  /** Works on items in a few lanes until one says that it is no use now. */
  async function lanes<T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<boolean> {
    let next = 0;
    let goesOn = true;
    const lane = async (): Promise<void> => {
      for (;;) {
        const item = items[next++];
        if (item === undefined || !goesOn || ended.signal.aborted) return;
        if (!(await work(item))) goesOn = false;
      }
    };
    const results = await Promise.allSettled(Array.from({ length: pace.lanes }, lane));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return goesOn;
  }

  /** One message to an owner after another that fails is no matter of these owners. */
  async function watchQueue(message: Outgoing, outcome: Outcome): Promise<void> {
    if (!message.forOwner || !isVerdict(outcome)) return;
    queueResults = withResult(queueResults, isFailure(outcome));
    if (!isFailure(outcome) || !shouldPause(queueResults)) return;
    const failures = failuresIn(queueResults);
    queueResults = noneYet;
    const waiting = await atomically(prisma, services, pauseForOwners);
    log.error(
      { failures, waiting },
      'Messages to owners paused for an hour: too many of the newest ones failed',
    );
  }

  /** A message that cannot be made is left out, and the others go on. */
  async function prepared(message: Outgoing): Promise<Worded | undefined> {
    try {
      return await prepareQueued(options, message);
    } catch (error) {
      if (outageOf(error) !== undefined) throw error;
      log.error({ error, kind: message.kind, message: message.id }, 'A queued message could not be made');
      if (await claimOutgoing(services, message.id)) await finishOutgoing(services, message.id, 'refused');
      return undefined;
    }
  }

  async function queued(message: Outgoing): Promise<boolean> {
    const worded = await prepared(message);
    if (worded === undefined) return true;
    if (!(await budget.take(ended.signal))) return false;
    await options.onSending?.();
    if (!(await claimOutgoing(services, message.id))) {
      budget.giveBack();
      return true;
    }
    const outcome = await sendQueued(options, message, worded);
    await settleQueued(options, message, outcome);
    await watchQueue(message, outcome);
    return heed(outcome);
  }

  /**
   * Sends messages of an announcement, as many at once as there is room for: claimed in one statement, and what became
   * of the earlier ones written before that. One that hangs holds up nobody until so many hang as there are lanes.
   */
  async function deliver(loaded: Loaded, deliveries: readonly Delivery[]): Promise<boolean> {
    const flights = new Set<Promise<void>>();
    const failures: unknown[] = [];
    let goesOn = true;
    const fly = (it: Delivery): void => {
      const began = performance.now();
      const flight = announcer
        .send(loaded, it)
        .then((outcome) => {
          pace.note(performance.now() - began);
          if (!heed(outcome)) goesOn = false;
        })
        .catch((error: unknown) => {
          failures.push(error);
          goesOn = false;
        })
        .finally(() => flights.delete(flight));
      flights.add(flight);
    };
    try {
      for (let at = 0; at < deliveries.length && goesOn;) {
        while (flights.size > pace.lanes) await Promise.race(flights);
        const room = await budget.takeSome(deliveries.length - at, ended.signal);
        if (room === 0) goesOn = false;
        await announcer.flush();
        if (!goesOn || budget.heldUntil(services.now()) !== undefined) {
          budget.giveBack(room);
          goesOn = false;
          break;
        }
        await options.onSending?.();
        const claimed = await announcer.claim(loaded, deliveries.slice(at, at + room));
        budget.giveBack(room - claimed.length);
        at += room;
        claimed.forEach(fly);
        await announcer.show(loaded.it.id, false);
      }
      // What has arrived is written while another one still hangs: a death then leaves only that one unknown.
      while (flights.size > 0) {
        await Promise.race(flights);
        await announcer.flush();
      }
    } finally {
      await Promise.all(flights);
    }
    await announcer.flush();
    if (failures.length > 0) throw failures[0];
    return goesOn;
  }

  async function correction(loaded: Loaded, it: Delivery): Promise<boolean> {
    if (!(await budget.take(ended.signal))) return false;
    const outcome = await announcer.correct(loaded, it);
    await announcer.show(it.announcementId, false);
    if (outcome.kind === 'unknown') return false;
    return heed(outcome);
  }

  /** Begins what is due, a page of its audience at a time; what is late is held, and its officer asked. */
  async function begin(id: number): Promise<Round> {
    const started = await atomically(prisma, services, async (inside) => {
      const result = await startAnnouncement(inside, id);
      const it = result.kind === 'held' ? await announcementById(inside, id) : undefined;
      if (it !== undefined) await tellOfficers(inside, it, 'held');
      return result;
    });
    if (started.kind === 'not-yet') return 'nothing';
    await announcer.show(id, started.kind !== 'freezing');
    return 'more';
  }

  async function advance(id: number): Promise<Round> {
    const it = await announcementById(services, id);
    if (it?.status !== 'sending') return 'nothing';
    const held = await atomically(prisma, services, async (inside) => {
      const reason = await holdIfStale(inside, it);
      if (reason !== undefined) await tellOfficers(inside, { ...it, statusReason: reason }, 'held');
      return reason;
    });
    if (held !== undefined) {
      await announcer.show(id, true);
      return 'more';
    }
    const next = await pendingDeliveries(services, id, batch);
    if (next.length === 0) {
      await announcer.finish(id);
      return 'more';
    }
    const loaded = await announcer.load(it);
    const goesOn = await deliver(loaded, next);
    await noteActive(services, id);
    if (goesOn) return 'more';
    // The officer sees until when it waits, not when it would have ended.
    await announcer.show(id, true);
    return 'wait';
  }

  async function correctAll(id: number): Promise<Round> {
    const it = await announcementById(services, id);
    if (it === undefined) return 'nothing';
    const outdated = await outdatedDeliveries(services, it, batch);
    if (outdated.length === 0) return 'nothing';
    const loaded = await announcer.load(it);
    const goesOn = await lanes(outdated, (one) => correction(loaded, one));
    await announcer.show(id, true);
    return goesOn ? 'more' : 'wait';
  }

  /** Works on one announcement; whatever is wrong with it, the others go on, and in the end it is held. */
  async function apart(id: number, work: (id: number) => Promise<Round>): Promise<Round> {
    try {
      const result = await work(id);
      trouble.delete(id);
      return result;
    } catch (error) {
      if (outageOf(error) !== undefined) throw error;
      const times = (trouble.get(id) ?? 0) + 1;
      trouble.set(id, times);
      log.error(
        { error, announcement: id, times },
        'An announcement could not be worked on; the others go on',
      );
      if (times >= MOST_TROUBLE)
        await atomically(prisma, services, async (inside) => {
          const held = await holdInTrouble(inside, id);
          if (held !== undefined) await tellOfficers(inside, held, 'held');
        });
      return 'nothing';
    }
  }

  async function round(): Promise<Round> {
    await announcer.flush();
    if ((await sendingHalted(services)) !== undefined) {
      for (const { id } of await runningAnnouncements(services)) await announcer.show(id, true);
      return 'nothing';
    }
    const now = services.now();
    if (budget.heldUntil(now) !== undefined) return 'wait';
    const due = await dueOutgoing(services, BATCH);
    if (due.length > 0 && !(await lanes(due, queued))) return 'wait';
    for (const id of await dueAnnouncements(services)) {
      const result = await apart(id, begin);
      if (result !== 'nothing') return result;
    }
    const quiet = isQuiet(now, services.office.quiet);
    for (const { id, urgent } of await runningAnnouncements(services)) {
      if (quiet && !urgent) continue;
      const result = await apart(id, advance);
      if (result !== 'nothing') return result;
    }
    for (const id of await correctionsDue(services)) {
      const result = await apart(id, correctAll);
      if (result !== 'nothing') return result;
    }
    return due.length === BATCH ? 'more' : 'nothing';
  }

  async function runAll(): Promise<void> {
    while (!ended.signal.aborted) {
      let result: Round;
      try {
        result = await round();
      } catch (error) {
        if (outageOf(error) === undefined) throw error;
        log.warn({ error }, 'The database cannot be reached; sending goes on when it can');
        result = 'wait';
      }
      if (result === 'wait') return later();
      if (result === 'nothing') return;
    }
  }

  /** Goes on by itself when Telegram's wait is over, or the network may be back. */
  function later(): void {
    const now = services.now();
    const until = budget.heldUntil(now);
    const ms =
      until === undefined
        ? Math.min(AGAIN_AFTER_MS * 2 ** Math.min(unreachable, 5), 30_000)
        : Math.max(1, until.getTime() - now.getTime());
    clearTimeout(timer);
    if (ended.signal.aborted) return;
    timer = setTimeout(
      () => {
        run().catch((error: unknown) => log.error({ error }, 'What the bot begins could not be sent'));
      },
      Math.min(ms, LONGEST_TIMER_MS),
    );
    timer.unref();
  }

  /** A call during a run leads to one more: what it meant may have become due after the run had looked. */
  function run(): Promise<void> {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await runAll();
      } while (again && !ended.signal.aborted);
    })().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    async recover() {
      const until = await heldUntil(services);
      if (until !== undefined && until > services.now()) budget.hold(until);
      const unknown = (await settleInterrupted(services)) + (await settleInterruptedDeliveries(services));
      if (unknown > 0)
        log.warn(
          { messages: unknown },
          'Messages that were being sent when the last process died may or may not have arrived',
        );
    },
    run,
    async stop() {
      ended.abort();
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}
