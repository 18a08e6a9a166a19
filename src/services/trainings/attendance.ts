import type { AuditAction } from '../../domain/office/audit-actions.ts';
import { accept, freeSeats, join, type Seats } from '../../domain/trainings/seats.ts';
import { audit } from '../core/audit.ts';
import { mayWith } from '../office/in-area.ts';
import type { Member } from '../office/members.ts';
import {
  inChat,
  participantFromRow,
  participantById,
  participantColumns,
  type Participant,
  type Source,
} from './participant-rows.ts';
import { answerFor, takeOff, type Answered, type Left } from './seat-answers.ts';
import { enter, type Joined } from './joining.ts';
import { keepSeats, lockSeatBook } from './seat-book.ts';
import type { Services, Transaction } from '../core/services.ts';
import { whoIs, type Joiner } from './training-history.ts';
import { trainingFromRow, type Training } from './trainings.ts';

const AROUND_MS = 2 * 3_600_000;
/** After so many wrong codes only an officer records somebody: nobody guesses it from home. */
export const MOST_TRIES = 10;

/** From two hours before the start until two hours after the end: when its code and officers record attendance. */
function isCheckinTime(training: Pick<Training, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return (
    now.getTime() >= training.startsAt.getTime() - AROUND_MS &&
    now.getTime() <= training.endsAt.getTime() + AROUND_MS
  );
}

/** The training with a check-in code, whatever the time; capitals and spaces do not matter. */
export async function trainingByCheckin(services: Services, written: string): Promise<Training | undefined> {
  const code = written.toUpperCase().replaceAll(/[\s-]+/g, '');
  const row = await services.db.training.findFirst({ where: { checkinCode: code } });
  return row === null ? undefined : trainingFromRow(row);
}

export type CheckedIn =
  | { readonly kind: 'welcome'; readonly participant: Participant; readonly at: Date }
  /** Recorded before. */
  | { readonly kind: 'again'; readonly participant: Participant; readonly at: Date }
  /** The code is right, but it does not hold now. */
  | { readonly kind: 'not-now'; readonly training: Training }
  /** Several people of this chat take part: the caller asks who is there. */
  | { readonly kind: 'who'; readonly training: Training; readonly people: readonly Participant[] }
  /** Nobody of this chat has a seat; `participant` when they wait, have left or were not given one. */
  | {
      readonly kind: 'no-seat';
      readonly training: Training;
      readonly participant: Participant | undefined;
      readonly free: boolean;
    }
  /** Too many wrong codes before: an officer records them. */
  | { readonly kind: 'locked'; readonly training: Training }
  /** No training has this code. `tries`: wrong codes so far of whoever takes part now; 0 when nobody does. */
  | { readonly kind: 'wrong'; readonly tries: number };

/**
 * The code on the wall, typed or scanned, by somebody of this chat. `participantId` says who, where several take
 * part.
 */
export async function checkIn(
  services: Transaction,
  it: {
    readonly accountId: number;
    readonly personId?: number | undefined;
    readonly participantId?: number | undefined;
    readonly code: string;
    readonly via: 'code' | 'qr';
  },
): Promise<CheckedIn> {
  const now = services.now();
  const training = await trainingByCheckin(services, it.code);
  if (training === undefined || training.status === 'cancelled')
    return { kind: 'wrong', tries: await countTry(services, it.accountId, now) };
  if (!isCheckinTime(training, now)) return { kind: 'not-now', training };
  const rows = await services.db.participant.findMany({
    where: { trainingId: training.id, ...(await inChat(services, it.accountId)) },
    include: participantColumns,
    orderBy: { id: 'asc' },
  });
  if (rows.some((row) => row.attendedAt === null && row.checkinTries >= MOST_TRIES))
    return { kind: 'locked', training };
  const all = rows.map((row) => participantFromRow(services, row));
  const coming = all.filter((one) => one.status === 'seated' || one.status === 'extra');
  const chosen = coming.find((one) => one.id === it.participantId);
  if (chosen === undefined && coming.length > 1) return { kind: 'who', training, people: coming };
  const participant = chosen ?? coming[0];
  if (participant === undefined) {
    const book = await lockSeatBook(services, training.id);
    const waiting = all.find((one) => one.personId === it.personId) ?? all[0];
    return {
      kind: 'no-seat',
      training,
      participant: waiting,
      free: book !== undefined && freeSeats(book.seats) > 0,
    };
  }
  if (participant.attendedAt !== undefined) return { kind: 'again', participant, at: participant.attendedAt };
  await services.db.participant.update({
    where: { id: participant.id },
    data: { attendedAt: now, attendedVia: it.via },
  });
  return { kind: 'welcome', participant, at: now };
}

/** Counts a wrong code for those of this chat who take part in a training now. */
async function countTry(services: Services, accountId: number, now: Date): Promise<number> {
  const rows = await services.db.participant.findMany({
    where: {
      ...(await inChat(services, accountId)),
      status: 'seated',
      attendedAt: null,
      training: {
        status: 'planned',
        startsAt: { lte: new Date(now.getTime() + AROUND_MS) },
        endsAt: { gte: new Date(now.getTime() - AROUND_MS) },
      },
    },
    select: { id: true, checkinTries: true },
  });
  if (rows.length === 0) return 0;
  await services.db.participant.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { checkinTries: { increment: 1 } },
  });
  return Math.max(...rows.map((row) => row.checkinTries)) + 1;
}

/**
 * Somebody at the door who has no seat: takes a free one, whatever the rule, and is there. Without a free seat they
 * are recorded as extra when an officer says so (`member`), otherwise nothing is recorded.
 */
export async function walkIn(
  services: Transaction,
  trainingId: number,
  who: Joiner,
  by: { readonly accountId: number; readonly via: 'code' | 'qr' } | { readonly member: Member },
): Promise<Joined | { readonly kind: 'extra'; readonly participant: Participant } | Refused> {
  const book = await lockSeatBook(services, trainingId);
  if (book === undefined) return { kind: 'unknown' };
  if (book.training.status === 'cancelled') return { kind: 'cancelled' };
  if (!isCheckinTime(book.training, services.now())) return { kind: 'not-now' };
  if ('member' in by && !mayWith(by.member, 'trainings', book.training.kecamatan))
    return { kind: 'not-yours' };
  const accountId = 'member' in by ? undefined : by.accountId;
  if (freeSeats(book.seats) === 0 && accountId !== undefined) return { kind: 'full' };
  const known = await whoIs(services, who, accountId);
  const joined = await enter(
    services,
    { ...book, seats: { ...book.seats, phase: 'closed' } },
    known,
    'member' in by
      ? { accountId, source: 'walk-in', addedBy: by.member.number }
      : { accountId, source: 'walk-in' },
  );
  if (!('participant' in joined)) return joined;
  const { id } = joined.participant;
  await attend(services, joined.participant, 'member' in by ? { by: by.member.number } : { via: by.via });
  if ('member' in by)
    await note(services, by.member, 'participant.walk-in', book.training, joined.participant);
  const participant = (await participantById(services, id)) ?? joined.participant;
  if (participant.status === 'extra') return { kind: 'extra', participant };
  return { kind: 'seated', participant };
}

export interface Refused {
  /** not-now: too early; not-yours: another kecamatan. */
  readonly kind: 'unknown' | 'cancelled' | 'not-now' | 'not-yours' | 'full';
}

/** Records that somebody was there; whoever has no seat takes a free one, whatever the rule, or is extra. */
async function attend(
  services: Transaction,
  participant: Participant,
  how: { readonly by: string } | { readonly via: 'code' | 'qr' },
): Promise<void> {
  const { id, kecamatan, newcomer } = participant;
  const book = await lockSeatBook(services, participant.trainingId);
  if (book !== undefined) {
    const before: Seats = { ...book.seats, phase: 'closed' };
    const listed = join(before, { id, kecamatan, newcomer, priority: false, lot: '' });
    const after = accept(listed, id);
    const isSeated = after.people.some((it) => it.id === id && it.place === 'seated');
    if (isSeated) await keepSeats(services, book.training, before, after, 'answer');
    await services.db.participant.update({
      where: { id },
      data: isSeated ? { endedAt: null } : { status: 'extra', answerBy: null, endedAt: null },
    });
  }
  await services.db.participant.update({
    where: { id },
    data: {
      attendedAt: services.now(),
      ...('by' in how ? { attendedVia: 'officer', attendedBy: how.by } : { attendedVia: how.via }),
    },
  });
}

const note = (
  services: Transaction,
  member: Member,
  action: AuditAction,
  training: Training,
  participant: Participant,
): Promise<void> =>
  audit(services, {
    actor: member.number,
    action,
    subject: `training:${training.number}`,
    details: { participant: participant.id, person: participant.personNumber ?? null },
  });

/**
 * Somebody who said yes by phone or WhatsApp, by the same rules as everybody; also after registration has closed.
 */
export async function addByHand(
  services: Transaction,
  trainingId: number,
  member: Member,
  it: { readonly who: Joiner; readonly source: Exclude<Source, 'telegram' | 'walk-in'> },
): Promise<Joined | Refused> {
  const book = await lockSeatBook(services, trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const { training } = book;
  if (training.status === 'cancelled') return { kind: 'cancelled' };
  if (services.now() >= training.endsAt) return { kind: 'over' };
  if (!mayWith(member, 'trainings', training.kecamatan)) return { kind: 'not-yours' };
  const known = await whoIs(services, it.who, undefined);
  const accountId = known.personId === undefined ? undefined : await chatOf(services, known.personId);
  const joined = await enter(services, book, known, {
    accountId,
    source: it.source,
    addedBy: member.number,
  });
  if ('participant' in joined && joined.kind !== 'already')
    await note(services, member, 'participant.add', training, joined.participant);
  return joined;
}

/** The chat of a registered person, the oldest when they use several. */
async function chatOf(services: Services, personId: number): Promise<number | undefined> {
  const row = await services.db.personAccount.findFirst({
    where: { personId },
    select: { accountId: true },
    orderBy: { since: 'asc' },
  });
  return row?.accountId;
}

export type Marked =
  | { readonly kind: 'marked'; readonly participant: Participant }
  | { readonly kind: 'unknown' | 'not-yours' }
  /** Not before two hours before the start. */
  | { readonly kind: 'not-now'; readonly training: Training };

/** The officer at the door, or later from the paper list: was there, or was not after all. */
export async function markAttendance(
  services: Transaction,
  id: number,
  member: Member,
  came: boolean,
): Promise<Marked> {
  const participant = await participantById(services, id);
  if (participant === undefined) return { kind: 'unknown' };
  const { training } = participant;
  if (!mayWith(member, 'trainings', training.kecamatan)) return { kind: 'not-yours' };
  if (services.now().getTime() < training.startsAt.getTime() - AROUND_MS)
    return { kind: 'not-now', training };
  if (came !== (participant.attendedAt !== undefined)) {
    if (came) await attend(services, participant, { by: member.number });
    else
      await services.db.participant.update({
        where: { id },
        data: { attendedAt: null, attendedVia: null, attendedBy: null },
      });
    await note(services, member, came ? 'participant.attended' : 'participant.absent', training, participant);
  }
  return { kind: 'marked', participant: (await participantById(services, id)) ?? participant };
}

/** The officer takes somebody off the list who has said so by phone. */
export async function removeByHand(
  services: Transaction,
  id: number,
  member: Member,
): Promise<Left | { readonly kind: 'not-yours' }> {
  const participant = await participantById(services, id);
  if (participant === undefined) return { kind: 'unknown' };
  if (!mayWith(member, 'trainings', participant.training.kecamatan)) return { kind: 'not-yours' };
  const left = await takeOff(services, participant, 'left');
  if (left.kind === 'left')
    await note(services, member, 'participant.remove', participant.training, participant);
  return left;
}

/** The officer answers an offer for somebody without Telegram whom they have called. */
export async function answerByHand(
  services: Transaction,
  id: number,
  member: Member,
  take: boolean,
): Promise<Answered | { readonly kind: 'not-yours' }> {
  const participant = await participantById(services, id);
  if (participant === undefined) return { kind: 'unknown' };
  if (!mayWith(member, 'trainings', participant.training.kecamatan)) return { kind: 'not-yours' };
  const answered = await answerFor(services, participant, take);
  await note(
    services,
    member,
    take ? 'participant.take' : 'participant.decline',
    participant.training,
    participant,
  );
  return answered;
}

/** On the list, but the bot cannot tell them anything: the office calls. No chat, or one that is blocked. */
export async function toBeCalled(services: Services, trainingId: number): Promise<readonly Participant[]> {
  const rows = await services.db.participant.findMany({
    where: {
      trainingId,
      status: { in: ['seated', 'offered', 'waiting', 'cancelled'] },
      OR: [{ accountId: null }, { account: { unreachableSince: { not: null } } }],
    },
    include: participantColumns,
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => participantFromRow(services, row));
}
