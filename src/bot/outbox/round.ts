import { isQuiet } from '../../domain/when/quiet-hours.ts';
import { announcementById } from '../../services/announcements/announcements.ts';
import { holdIfStale, holdInTrouble } from '../../services/announcements/announcement-holds.ts';
import {
  finishAnnouncement,
  noteActive,
  runningAnnouncements,
} from '../../services/announcements/announcement-progress.ts';
import { dueAnnouncements, startAnnouncement } from '../../services/announcements/announcement-start.ts';
import { pendingDeliveries } from '../../services/announcements/deliveries.ts';
import { correctionsDue, outdatedDeliveries } from '../../services/announcements/delivery-corrections.ts';
import { isAnythingDue } from '../../services/announcements/due.ts';
import { tellOfficers } from '../../services/announcements/officer-notes.ts';
import { sendingHalted } from '../../services/core/instance.ts';
import { outageOf } from '../../services/core/outage.ts';
import { dueOutgoing } from '../../services/core/outgoing.ts';
import { atomically } from '../../services/core/services.ts';
import { readAnnounced } from './announced.ts';
import { giveBackLost } from './claims.ts';
import { correctAll } from './corrections.ts';
import { deliver } from './deliver.ts';
import { showProgress } from './progress.ts';
import { sendQueue } from './queue-sending.ts';
import type { Sending } from './sending.ts';
import { settleAll } from './settle.ts';

/** So many queued messages at a time. */
const BATCH = 60;
/** Messages of an announcement for so many seconds, then whatever else is due. */
const DELIVERY_SECONDS = 8;
/** So many failures of one announcement in a row, and it is held; the others go on meanwhile. */
const MOST_TROUBLE = 3;

/** What is left: more that is due now, nothing, or something that has to wait. */
export type Round = 'more' | 'nothing' | 'wait';

/** Sends a part of what is due: queued messages first, then announcements, then corrections. */
export async function sendRound(sending: Sending): Promise<Round> {
  const { services, budget } = sending;
  await settleAll(sending);
  await giveBackLost(sending);
  if (!(await isAnythingDue(services))) return 'nothing';
  if ((await sendingHalted(services)) !== undefined) {
    for (const { id } of await runningAnnouncements(services)) await showProgress(sending, id, 'now');
    return 'nothing';
  }
  const now = services.now();
  if (budget.heldUntil(now) !== undefined) return 'wait';
  const due = await dueOutgoing(services, BATCH);
  if (due.length > 0 && !(await sendQueue(sending, due))) return 'wait';
  for (const id of await dueAnnouncements(services)) {
    const result = await apart(sending, id, begin);
    if (result !== 'nothing') return result;
  }
  const quiet = isQuiet(now, services.office.quiet);
  for (const { id, urgent } of await runningAnnouncements(services)) {
    if (quiet && !urgent) continue;
    const result = await apart(sending, id, advance);
    if (result !== 'nothing') return result;
  }
  for (const id of await correctionsDue(services)) {
    const result = await apart(sending, id, correctSome);
    if (result !== 'nothing') return result;
  }
  return due.length === BATCH ? 'more' : 'nothing';
}

type Work = (sending: Sending, id: number) => Promise<Round>;

/** Works on one announcement; whatever is wrong with it, the others go on, and in the end it is held. */
async function apart(sending: Sending, id: number, work: Work): Promise<Round> {
  const { trouble, log, prisma, services } = sending;
  try {
    const result = await work(sending, id);
    trouble.delete(id);
    return result;
  } catch (error) {
    if (outageOf(error) !== undefined) throw error;
    const times = (trouble.get(id) ?? 0) + 1;
    trouble.set(id, times);
    log.error({ error, announcement: id, times }, 'An announcement could not be worked on; the others go on');
    if (times >= MOST_TROUBLE)
      await atomically(prisma, services, async (inside) => {
        const held = await holdInTrouble(inside, id);
        if (held !== undefined) await tellOfficers(inside, held, 'held');
      });
    return 'nothing';
  }
}

/** Begins what is due, a page of its audience at a time; what is late is held, and its officer asked. */
const begin: Work = async (sending, id) => {
  const started = await atomically(sending.prisma, sending.services, async (inside) => {
    const result = await startAnnouncement(inside, id);
    const it = result.kind === 'held' ? await announcementById(inside, id) : undefined;
    if (it !== undefined) await tellOfficers(inside, it, 'held');
    return result;
  });
  if (started.kind === 'not-yet') return 'nothing';
  await showProgress(sending, id, started.kind === 'freezing' ? 'sometimes' : 'now');
  return 'more';
};

const advance: Work = async (sending, id) => {
  const { prisma, services } = sending;
  const it = await announcementById(services, id);
  if (it?.status !== 'sending') return 'nothing';
  const held = await atomically(prisma, services, async (inside) => {
    const reason = await holdIfStale(inside, it);
    if (reason !== undefined) await tellOfficers(inside, { ...it, statusReason: reason }, 'held');
    return reason;
  });
  if (held !== undefined) {
    await showProgress(sending, id, 'now');
    return 'more';
  }
  const next = await pendingDeliveries(services, id, batchOf(sending));
  if (next.length === 0) return finish(sending, id);
  const goesOn = await deliver(sending, await readAnnounced(sending, it), next);
  await noteActive(services, id);
  if (goesOn) return 'more';
  // The officer sees until when it waits, not when it would have ended.
  await showProgress(sending, id, 'now');
  return 'wait';
};

/** Ends a sending that has nothing left, with its receipt. */
function finish({ prisma, services }: Sending, id: number): Promise<Round> {
  return atomically(prisma, services, async (inside) => {
    if (!(await finishAnnouncement(inside, id))) return 'nothing';
    const it = await announcementById(inside, id);
    if (it !== undefined) await tellOfficers(inside, it, 'receipt');
    return 'more';
  });
}

const correctSome: Work = async (sending, id) => {
  const it = await announcementById(sending.services, id);
  if (it === undefined) return 'nothing';
  const outdated = await outdatedDeliveries(sending.services, it, batchOf(sending));
  if (outdated.length === 0) return 'nothing';
  const goesOn = await correctAll(sending, await readAnnounced(sending, it), outdated);
  await showProgress(sending, id, 'now');
  return goesOn ? 'more' : 'wait';
};

const batchOf = ({ budget }: Sending): number => Math.ceil(budget.perSecond * DELIVERY_SECONDS);
