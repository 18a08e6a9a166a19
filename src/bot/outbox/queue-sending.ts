import { failuresIn, noneYet, shouldPause, withResult } from '../../domain/announcements/failures.ts';
import { outageOf } from '../../services/core/outage.ts';
import { claimOutgoing, closeUnsent, giveBackOutgoing, type Outgoing } from '../../services/core/outgoing.ts';
import { atomically } from '../../services/core/services.ts';
import { pauseForOwners } from '../../services/office/queue-pause.ts';
import { claimAt } from './claims.ts';
import type { Worded } from './messages/words.ts';
import { prepareQueued, sendQueued, settleQueued } from './queue.ts';
import { inLanes, noteAnswer, type Sending } from './sending.ts';
import { isFailure, isVerdict, type Outcome } from './transmit.ts';

/**
 * Sends queued messages, those to one chat one after another: what was queued first is read first. False when it is no
 * use to go on now.
 */
export function sendQueue(sending: Sending, due: readonly Outgoing[]): Promise<boolean> {
  const chats = new Map<number, Outgoing[]>();
  for (const message of due)
    chats.set(message.account.id, [...(chats.get(message.account.id) ?? []), message]);
  return inLanes(sending, [...chats.values()], async (messages) => {
    for (const message of messages) if (!(await sendOne(sending, message))) return false;
    return true;
  });
}

async function sendOne(sending: Sending, message: Outgoing): Promise<boolean> {
  const { services, budget } = sending;
  const worded = await prepared(sending, message);
  if (worded === undefined) return true;
  if (!(await budget.take(sending.ended))) return false;
  await sending.onSending?.();
  const isClaimed = await claimAt(
    sending,
    (at) => claimOutgoing(services, message.id, at),
    (at) => giveBackOutgoing(services, message.id, at),
  );
  if (!isClaimed) {
    budget.giveBack();
    return true;
  }
  const outcome = await sendQueued(sending, message, worded);
  await settleQueued(sending, message, outcome);
  await watchQueue(sending, message, outcome);
  return noteAnswer(sending, outcome);
}

/** A message that cannot be made is left out, and the others go on. */
async function prepared(sending: Sending, message: Outgoing): Promise<Worded | undefined> {
  try {
    return await prepareQueued(sending, message);
  } catch (error) {
    if (outageOf(error) !== undefined) throw error;
    sending.log.error(
      { error, kind: message.kind, message: message.id },
      'A queued message could not be made',
    );
    await closeUnsent(sending.services, message.id, 'refused');
    return undefined;
  }
}

/** One message to an owner after another that fails is no matter of these owners. */
async function watchQueue(sending: Sending, message: Outgoing, outcome: Outcome): Promise<void> {
  if (!message.forOwner || !isVerdict(outcome)) return;
  sending.queueResults = withResult(sending.queueResults, isFailure(outcome));
  if (!isFailure(outcome) || !shouldPause(sending.queueResults)) return;
  const failures = failuresIn(sending.queueResults);
  sending.queueResults = noneYet;
  const waiting = await atomically(sending.prisma, sending.services, pauseForOwners);
  sending.log.error(
    { failures, waiting },
    'Messages to owners paused for an hour: too many of the newest ones failed',
  );
}
