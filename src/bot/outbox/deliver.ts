import { failuresIn, noneYet, shouldPause, withResult } from '../../domain/announcements/failures.ts';
import { pauseByItself } from '../../services/announcements/announcement-status.ts';
import type { Announcement } from '../../services/announcements/announcements.ts';
import {
  claimDeliveries,
  giveBackDeliveries,
  type Delivery,
} from '../../services/announcements/deliveries.ts';
import { tellOfficers } from '../../services/announcements/officer-notes.ts';
import { atomically } from '../../services/core/services.ts';
import { wordedFor, type Announced } from './announced.ts';
import { claimAt } from './claims.ts';
import { showProgress } from './progress.ts';
import { noteAnswer, type Sending } from './sending.ts';
import { settleAll } from './settle.ts';
import { isFailure, isVerdict, transmit, type Outcome } from './transmit.ts';

/**
 * Sends messages of an announcement, as many at once as there is room for: claimed in one statement, and what became
 * of the earlier ones written before that. One that hangs holds up nobody until so many hang as there are lanes. False
 * when it is no use to go on now.
 */
export async function deliver(
  sending: Sending,
  announced: Announced,
  deliveries: readonly Delivery[],
): Promise<boolean> {
  const { pace, budget, services } = sending;
  const flights = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let goesOn = true;
  const fly = (it: Delivery): void => {
    const began = performance.now();
    const flight = sendOne(sending, announced, it)
      .then((outcome) => {
        pace.note(performance.now() - began);
        if (!noteAnswer(sending, outcome)) goesOn = false;
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
      const room = await budget.takeSome(deliveries.length - at, sending.ended);
      if (room === 0) goesOn = false;
      await settleAll(sending);
      if (!goesOn || budget.heldUntil(services.now()) !== undefined) {
        budget.giveBack(room);
        goesOn = false;
        break;
      }
      await sending.onSending?.();
      const claimed = await claim(sending, announced.it, deliveries.slice(at, at + room));
      budget.giveBack(room - claimed.length);
      at += room;
      claimed.forEach(fly);
      await showProgress(sending, announced.it.id, 'sometimes');
    }
    // What has arrived is written while another one still hangs: a death then leaves only that one unknown.
    while (flights.size > 0) {
      await Promise.race(flights);
      await settleAll(sending);
    }
  } finally {
    await Promise.all(flights);
  }
  await settleAll(sending);
  if (failures.length > 0) throw failures[0];
  return goesOn;
}

/** Takes some for sending; the rows of those that are not to be sent say why. */
async function claim(
  sending: Sending,
  { id }: Announcement,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  if (sending.pausing.has(id)) return [];
  return claimAt(
    sending,
    (at) => claimDeliveries(sending.services, id, deliveries, at),
    (at) => giveBackDeliveries(sending.services, id, deliveries, at),
  );
}

/** Sends one that was claimed; {@link settleAll} writes what became of it. */
async function sendOne(sending: Sending, announced: Announced, delivery: Delivery): Promise<Outcome> {
  const { api } = sending;
  const { it } = announced;
  const { html, markup } = wordedFor(sending, announced, delivery);
  const more = { parse_mode: 'HTML' as const, reply_markup: markup };
  const { posterFileId } = it;
  const outcome = await transmit(() =>
    posterFileId === undefined
      ? api.sendMessage(delivery.chatId, html, { link_preview_options: { is_disabled: true }, ...more })
      : api.sendPhoto(delivery.chatId, posterFileId, { caption: html, ...more }),
  );
  sending.unsettled.push({ it, delivery, outcome });
  await watchFailures(sending, it, outcome);
  return outcome;
}

/** After too many failures something is wrong that a person should look at. */
async function watchFailures(sending: Sending, it: Announcement, outcome: Outcome): Promise<void> {
  const { results, pausing } = sending;
  if (!isVerdict(outcome)) return;
  const recent = withResult(results.get(it.id) ?? noneYet, isFailure(outcome));
  results.set(it.id, recent);
  if (!isFailure(outcome) || !shouldPause(recent)) return;
  results.delete(it.id);
  pausing.add(it.id);
  sending.log.error(
    { announcement: it.code, detail: outcome.detail, failures: failuresIn(recent) },
    'An announcement paused itself: too many of its newest messages failed',
  );
  try {
    await settleAll(sending);
    await atomically(sending.prisma, sending.services, async (inside) => {
      if (await pauseByItself(inside, it.id)) await tellOfficers(inside, it, 'self-paused');
    });
  } finally {
    pausing.delete(it.id);
  }
  await showProgress(sending, it.id, 'now');
}
