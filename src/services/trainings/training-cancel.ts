import { keptReason, type Reason } from '../../domain/announcements/announcement.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import { askSecondPerson } from '../office/pending-changes.ts';
import { queueToParticipants } from './seat-messages.ts';
import type { Transaction } from '../core/services.ts';
import { changeable, mayDecideChange, noteAdmins, whenToTell, type Changed } from './training-changes.ts';
import { lockTraining, trainingFromRow } from './trainings.ts';

/**
 * The training does not take place: everybody on the list is told at once. A reason in own words waits for a second
 * person, and a fixed sentence stands there until then.
 */
export async function cancelTraining(
  services: Transaction,
  id: number,
  member: Member,
  reason: Reason,
): Promise<Exclude<Changed, { readonly kind: 'waits' }>> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const { db, now } = services;
  const cancelReason = keptReason('fixed' in reason ? reason.fixed : 'later');
  const row = await db.training.update({
    where: { id },
    data: { status: 'cancelled', cancelReason, revision: { increment: 1 } },
  });
  const training = trainingFromRow(row);
  const listed = await db.participant.findMany({
    where: { trainingId: id, status: { in: ['seated', 'offered', 'waiting'] } },
    select: { id: true },
  });
  const ids = listed.map((it) => it.id);
  await db.participant.updateMany({
    where: { id: { in: ids } },
    data: { status: 'cancelled', answerBy: null, endedAt: now() },
  });
  await audit(services, {
    actor: member.number,
    action: 'training.cancel',
    subject: `training:${training.number}`,
    details: { participants: ids.length },
  });
  await noteAdmins(services, training, member.number, 'training-cancelled');
  const { notBefore, anytime } = whenToTell(services, training.startsAt);
  const told = await queueToParticipants(services, ids, {
    kind: 'training-cancelled',
    occasion: 'once',
    notBefore,
    expiresAt: training.endsAt,
    ...(anytime ? { params: { anytime: 1 } } : {}),
  });
  if ('words' in reason)
    await askSecondPerson(
      services,
      member,
      { kind: 'training-reason', content: { reason: reason.words } },
      {
        about: { trainingId: id },
        reasons: [],
        mayDecide: (other) => mayDecideChange(other, training),
      },
    );
  return { kind: 'changed', training, told };
}

/**
 * The reason in own words takes the place of the fixed sentence: whoever has read that one is told. False when it is
 * too late. The training is locked.
 */
export async function putCancelReason(
  services: Transaction,
  id: number,
  author: string,
  reason: string,
): Promise<boolean> {
  const { db, now } = services;
  const known = await lockTraining(services, id);
  if (known === undefined || known.cancelReason !== keptReason('later') || now() >= known.endsAt)
    return false;
  const row = await db.training.update({
    where: { id },
    data: { cancelReason: reason, revision: { increment: 1 } },
  });
  const training = trainingFromRow(row);
  await audit(services, {
    actor: author,
    action: 'training.reason',
    subject: `training:${training.number}`,
  });
  await noteAdmins(services, training, author, 'training-reason');
  const listed = await db.participant.findMany({
    where: { trainingId: id, status: 'cancelled' },
    select: { id: true },
  });
  // Whoever has not been told yet reads the reason in the one message that is still to come.
  const waiting = await db.outgoing.findMany({
    where: { status: 'pending', key: { in: listed.map((it) => `training-cancelled:${it.id}:once`) } },
    select: { key: true },
  });
  const keys = new Set(waiting.map((it) => it.key));
  const { notBefore, anytime } = whenToTell(services, training.startsAt);
  await queueToParticipants(
    services,
    listed.map((it) => it.id).filter((participant) => !keys.has(`training-cancelled:${participant}:once`)),
    {
      kind: 'training-reason',
      occasion: 'once',
      notBefore,
      expiresAt: training.endsAt,
      ...(anytime ? { params: { anytime: 1 } } : {}),
    },
  );
  return true;
}
