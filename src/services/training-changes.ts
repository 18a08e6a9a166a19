import { LIST_ENDS_MS } from '../domain/offers.ts';
import { nextAwake } from '../domain/quiet-hours.ts';
import { may } from '../domain/roles.ts';
import { resize } from '../domain/seats.ts';
import { audit } from './audit.ts';
import type { Member } from './members.ts';
import { keepSeats, listEnds, openSeatBook, seatsOf } from './seat-book.ts';
import { queueToParticipants } from './seat-messages.ts';
import type { Services } from './services.ts';
import {
  checkTraining,
  lockTraining,
  openTraining,
  trainingColumns,
  type Training,
  type TrainingFields,
} from './trainings.ts';

/** Everything but the seats and their rule, which people have relied on: seats have {@link resizeTraining}. */
export type TrainingChanges = Partial<
  Omit<TrainingFields, 'seats' | 'seatRule' | 'quota' | 'preferUnseated'>
>;

export type Changed =
  | {
      readonly kind: 'changed';
      readonly training: Training;
      /** How many people are told in their chats. */
      readonly told: number;
    }
  | { readonly kind: 'unknown' | 'cancelled' | 'over' | 'not-yours' };

const DAY_MS = 24 * 3_600_000;

/** At once; in quiet hours only when the event is near, otherwise at their end. */
function whenToTell(
  services: Services,
  startsAt: Date,
): { readonly notBefore: Date; readonly anytime: boolean } {
  const now = services.now();
  const near = startsAt.getTime() - now.getTime() <= DAY_MS;
  return { notBefore: near ? now : nextAwake(now, services.office.quiet), anytime: near };
}

/** A training that this member may change, locked; or why not. */
async function changeable(
  services: Services,
  id: number,
  member: Member,
): Promise<{ readonly training: Training } | Exclude<Changed, { readonly kind: 'changed' }>> {
  const training = await lockTraining(services, id);
  if (training === undefined) return { kind: 'unknown' };
  if (!may(member, 'trainings', training.kecamatan)) return { kind: 'not-yours' };
  if (training.status === 'cancelled') return { kind: 'cancelled' };
  if (services.now() >= training.endsAt) return { kind: 'over' };
  return { training };
}

/**
 * Changes a training. When time or place change, everybody who has or is offered a seat is told and asked again
 * whether they come. Inside a transaction.
 * @throws RangeError when the times cannot be
 */
export async function changeTraining(
  services: Services,
  id: number,
  member: Member,
  changes: TrainingChanges,
): Promise<Changed> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const { training: before } = found;
  checkTraining({ ...before, ...changes });
  const after = { ...before, ...changes };
  const moved =
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.place !== after.place ||
    before.address !== after.address ||
    before.kecamatan !== after.kecamatan;
  const row = await services.db.training.update({
    where: { id },
    data: {
      ...trainingColumns(changes),
      ...(moved ? { revision: { increment: 1 } } : {}),
      ...(listEnds(after) > services.now() ? { listEndedAt: null } : {}),
    },
  });
  const training = openTraining(row);
  await audit(services, {
    actor: member.number,
    action: 'training.change',
    subject: `training:${training.number}`,
    details: { fields: Object.keys(changes), revision: training.revision },
  });
  const told = moved ? await tellChange(services, before, training) : 0;
  return { kind: 'changed', training, told };
}

async function tellChange(services: Services, before: Training, training: Training): Promise<number> {
  const { db } = services;
  const last = new Date(training.startsAt.getTime() - LIST_ENDS_MS);
  await db.participant.updateMany({
    where: { trainingId: training.id, status: 'offered', answerBy: { gt: last } },
    data: { answerBy: last },
  });
  await db.participant.updateMany({
    where: { trainingId: training.id, status: 'seated' },
    data: { confirmedAt: null },
  });
  const holders = await db.participant.findMany({
    where: { trainingId: training.id, status: { in: ['seated', 'offered'] } },
    select: { id: true },
  });
  const { notBefore, anytime } = whenToTell(services, training.startsAt);
  const told = await queueToParticipants(
    services,
    holders.map((row) => row.id),
    {
      kind: 'training-changed',
      occasion: String(training.revision),
      notBefore,
      expiresAt: training.endsAt,
      params: {
        revision: training.revision,
        time: Number(before.startsAt.getTime() !== training.startsAt.getTime()),
        place: Number(before.place !== training.place || before.address !== training.address),
        ...(anytime ? { anytime: 1 } : {}),
      },
    },
  );
  // More time until the start: seats that could not be offered any more are offered now.
  const seats = await seatsOf(services, training);
  await keepSeats(services, training, seats, resize(seats, seats.capacity) ?? seats, 'resize');
  return told;
}

/** The training does not take place: everybody on the list is told. Inside a transaction. */
export async function cancelTraining(
  services: Services,
  id: number,
  member: Member,
  reason: string,
): Promise<Changed> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const { db, now } = services;
  const row = await db.training.update({
    where: { id },
    data: { status: 'cancelled', cancelReason: reason, revision: { increment: 1 } },
  });
  const training = openTraining(row);
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
  const { notBefore, anytime } = whenToTell(services, training.startsAt);
  const told = await queueToParticipants(services, ids, {
    kind: 'training-cancelled',
    occasion: 'once',
    notBefore,
    expiresAt: training.endsAt,
    ...(anytime ? { params: { anytime: 1 } } : {}),
  });
  return { kind: 'changed', training, told };
}

export type Resized =
  | { readonly kind: 'resized'; readonly training: Training }
  /** So many people are seated already. */
  | { readonly kind: 'too-few'; readonly seated: number }
  /** So many seats are reserved for kecamatan. */
  | { readonly kind: 'reserved'; readonly reserved: number }
  | Exclude<Changed, { readonly kind: 'changed' }>;

/**
 * More seats are offered to those who wait; fewer withdraw open offers, the last one first. Inside a transaction.
 */
export async function resizeTraining(
  services: Services,
  id: number,
  member: Member,
  seats: number,
): Promise<Resized> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const book = await openSeatBook(services, id);
  if (book === undefined) return { kind: 'unknown' };
  const reserved = Object.values(book.training.quota ?? {}).reduce((sum, count) => sum + count, 0);
  if (book.training.seatRule === 'quota' && seats < reserved) return { kind: 'reserved', reserved };
  const after = resize(book.seats, seats);
  if (after === undefined)
    return { kind: 'too-few', seated: book.seats.people.filter((it) => it.place === 'seated').length };
  const row = await services.db.training.update({ where: { id }, data: { seats } });
  await audit(services, {
    actor: member.number,
    action: 'training.resize',
    subject: `training:${book.training.number}`,
    details: { before: book.training.seats, after: seats },
  });
  await keepSeats(services, book.training, book.seats, after, 'resize');
  return { kind: 'resized', training: openTraining(row) };
}
