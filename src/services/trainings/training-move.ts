import {
  approvalReasonKeys,
  approvalReasons,
  type ApprovalReason,
} from '../../domain/announcements/announcement.ts';
import { LIST_ENDS_MS } from '../../domain/trainings/offers.ts';
import { resize } from '../../domain/trainings/seats.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import { askSecondPerson } from '../office/pending-changes.ts';
import { keepSeats, listEnds, seatsOf } from './seat-book.ts';
import { queueToParticipants } from './seat-messages.ts';
import type { Services, Transaction } from '../core/services.ts';
import {
  changeable,
  mayDecideChange,
  noteAdmins,
  stillOpen,
  whenToTell,
  type Changed,
} from './training-changes.ts';
import {
  checkTraining,
  lockTraining,
  trainingFromRow,
  trainingColumns,
  type Training,
  type TrainingFields,
} from './trainings.ts';

/** When and where; the rule of the seats is what people have relied on. */
export type TrainingChanges = Partial<Pick<TrainingFields, 'startsAt' | 'endsAt' | 'closesAt' | 'place'>>;

/**
 * Changes when and where a training is. Everybody who has or is offered a seat is told and asked again whether they
 * come; by the rule for every text that several people read, a second person may have to agree first.
 * @throws RangeError when the times cannot be
 */
export async function changeTraining(
  services: Transaction,
  id: number,
  member: Member,
  changes: TrainingChanges,
): Promise<Changed> {
  const found = await changeable(services, id, member);
  if (!('training' in found)) return found;
  const { training: before } = found;
  const after = moved(before, changes);
  checkTraining(after);
  const reasons = isTold(before, after) ? await reasonsToAsk(services, before, changes.place) : [];
  if (reasons.length > 0) {
    const content = {
      startsAt: after.startsAt.toISOString(),
      endsAt: after.endsAt.toISOString(),
      closesAt: after.closesAt.toISOString(),
      ...(changes.place === undefined ? {} : { place: changes.place }),
    };
    const wanted = { kind: 'training-move', content } as const;
    await askSecondPerson(services, member, wanted, {
      about: { trainingId: id },
      reasons,
      mayDecide: (other) => mayDecideChange(other, before),
    });
    return { kind: 'waits', reasons };
  }
  return move(services, before, member.number, changes);
}

/** A pin and an address belong to the place that they were set for. */
function moved(before: Training, changes: TrainingChanges): Training {
  const elsewhere = changes.place !== undefined && changes.place !== before.place;
  return { ...before, ...changes, ...(elsewhere ? { pin: undefined, address: undefined } : {}) };
}

const isTold = (before: Training, after: Training): boolean =>
  before.startsAt.getTime() !== after.startsAt.getTime() ||
  before.endsAt.getTime() !== after.endsAt.getTime() ||
  before.place !== after.place;

/** Why a second person has to agree, also because one is reading an announcement of it before it goes out. */
async function reasonsToAsk(
  services: Services,
  training: Training,
  place: string | undefined,
): Promise<readonly ApprovalReason[]> {
  const { db, office } = services;
  const own = approvalReasons({
    size: await db.participant.count({
      where: { trainingId: training.id, status: { in: ['seated', 'offered'] }, accountId: { not: null } },
    }),
    above: office.secondPersonAbove,
    urgent: false,
    words: [place],
    poster: false,
  });
  const rows = await db.announcement.findMany({
    where: {
      trainingId: training.id,
      status: { in: ['approval', 'scheduled', 'freezing', 'sending', 'paused', 'held'] },
    },
    select: { approvalFor: true },
  });
  const theirs = rows.flatMap((row) => row.approvalFor);
  return approvalReasonKeys.filter((reason) => own.includes(reason) || theirs.includes(reason));
}

/** Carries out what a second person has agreed to; false when it cannot be done any more. The training is locked. */
export async function carryOutMove(
  services: Transaction,
  id: number,
  author: string,
  it: {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly closesAt: string;
    readonly place?: string | undefined;
  },
): Promise<boolean> {
  const training = await lockTraining(services, id);
  const found = training === undefined ? undefined : stillOpen(services, training);
  if (found === undefined || !('training' in found)) return false;
  const startsAt = new Date(it.startsAt);
  const hasPassed = startsAt <= services.now() && startsAt.getTime() !== found.training.startsAt.getTime();
  if (hasPassed) return false;
  await move(services, found.training, author, {
    startsAt,
    endsAt: new Date(it.endsAt),
    closesAt: new Date(it.closesAt),
    ...(it.place === undefined ? {} : { place: it.place }),
  });
  return true;
}

async function move(
  services: Transaction,
  before: Training,
  author: string,
  changes: TrainingChanges,
): Promise<Extract<Changed, { readonly kind: 'changed' }>> {
  const after = moved(before, changes);
  const tells = isTold(before, after);
  const { startsAt, endsAt, closesAt, place, address, pin } = after;
  // A move that waits was meant for what held until now.
  await services.db.pendingChange.updateMany({
    where: { kind: 'training-move', trainingId: before.id, status: 'waiting' },
    data: { status: 'replaced', decidedAt: services.now() },
  });
  const row = await services.db.training.update({
    where: { id: before.id },
    data: {
      ...trainingColumns({ startsAt, endsAt, closesAt, place, address, pin }),
      ...(tells ? { revision: { increment: 1 } } : {}),
      ...(listEnds(after) > services.now() ? { listEndedAt: null } : {}),
    },
  });
  const training = trainingFromRow(row);
  await audit(services, {
    actor: author,
    action: 'training.change',
    subject: `training:${training.number}`,
    details: { fields: Object.keys(changes), revision: training.revision },
  });
  if (!tells) return { kind: 'changed', training, told: 0 };
  await noteAdmins(services, training, author, 'training-moved');
  return { kind: 'changed', training, told: await tellChange(services, before, training) };
}

async function tellChange(services: Transaction, before: Training, training: Training): Promise<number> {
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
