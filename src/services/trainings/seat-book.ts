import { createHash } from 'node:crypto';
import type { Prisma } from '../../../prisma/client/client.ts';
import { LIST_ENDS_MS, offerTime } from '../../domain/trainings/offers.ts';
import {
  placeInLine,
  type Place,
  type SeatRule,
  type Seats,
  type Seeker,
} from '../../domain/trainings/seats.ts';
import { ON_THE_LIST } from './participant-rows.ts';
import { queueAboutSeats, type SeatNews } from './seat-messages.ts';
import type { Services, Transaction } from '../core/services.ts';
import { lockTraining, type Training } from './trainings.ts';

/** The seats of one training, locked until the end of the transaction. */
export interface SeatBook {
  readonly training: Training;
  readonly seats: Seats;
}

/**
 * The text by which a draw orders: sha256 of the recorded seed and the number of the row, so that anybody who has
 * both can repeat it.
 */
export function lotOf(seed: string | undefined, participantId: number): string {
  return createHash('sha256')
    .update(`${seed ?? ''}:${participantId}`)
    .digest('hex');
}

/** Locks a training and reads who has, is offered or waits for its seats. */
export async function lockSeatBook(services: Transaction, trainingId: number): Promise<SeatBook | undefined> {
  const training = await lockTraining(services, trainingId);
  return training === undefined ? undefined : { training, seats: await seatsOf(services, training) };
}

/** The seats as they are now, for reading. */
export async function seatsOf(services: Services, training: Training): Promise<Seats> {
  const rows = await services.db.participant.findMany({
    where: { trainingId: training.id, status: { in: [...ON_THE_LIST] } },
    select: {
      id: true,
      status: true,
      seat: true,
      rank: true,
      kecamatan: true,
      newcomer: true,
      priority: true,
    },
    orderBy: { id: 'asc' },
  });
  const canAnswer = offerTime(services.now(), training.startsAt, services.office.quiet) !== undefined;
  return {
    capacity: training.seats,
    rule: training.seatRule,
    quota: training.quota ?? {},
    phase: training.allocatedAt === undefined ? 'open' : 'closed',
    offers: canAnswer && training.listEndedAt === undefined,
    people: rows.map((row) => ({
      id: row.id,
      place: placeOf(row.status),
      seat: row.seat ?? undefined,
      rank: row.rank ?? 0,
      kecamatan: row.kecamatan ?? undefined,
      newcomer: row.newcomer,
      priority: row.priority,
      lot: lotOf(training.drawSeed, row.id),
    })),
  };
}

const placeOf = (status: string): Place => (status === 'seated' || status === 'offered' ? status : 'waiting');

/** When the waiting list ends: two hours before the start. */
export const listEnds = (training: Pick<Training, 'startsAt'>): Date =>
  new Date(training.startsAt.getTime() - LIST_ENDS_MS);

/** Why the seats changed: decides what people are told beside an offer. */
export type Cause = 'join' | 'answer' | 'leave' | 'expire' | 'resize' | 'allocate' | 'end';

/**
 * Writes what differs between two states and queues what those people are told: offers, seats given at the close,
 * offers that expired or were withdrawn, the end of the list. Whoever has left is written by the caller.
 */
export async function keepSeats(
  services: Transaction,
  training: Training,
  before: Seats,
  after: Seats,
  cause: Cause,
): Promise<void> {
  const known = new Map(before.people.map((it) => [it.id, it]));
  const news: SeatNews[] = [];
  for (const it of after.people) {
    const was = known.get(it.id);
    const about = newsOf(was, it, cause, after.rule);
    if (about !== undefined) news.push({ participantId: it.id, about });
    if (was !== undefined && was.place === it.place && was.seat === it.seat && was.rank === it.rank) continue;
    const told = about === undefined ? undefined : placeInLine(after, it.id);
    await services.db.participant.update({
      where: { id: it.id },
      data: {
        ...columnsOf(services, training, was, it),
        ...(told === undefined ? {} : { toldPlace: told }),
      },
    });
  }
  if (cause === 'end') news.push(...(await endAll(services, before, after)));
  await queueAboutSeats(services, training, news);
}

function newsOf(
  was: Seeker | undefined,
  it: Seeker,
  cause: Cause,
  rule: SeatRule,
): SeatNews['about'] | undefined {
  if (was === undefined) return undefined;
  if (it.place === 'offered' && was.place === 'waiting') return 'offer';
  if (cause === 'allocate') return rule === 'first-come' ? undefined : allocated(was, it);
  if (it.place === 'waiting' && was.place === 'offered') return cause === 'expire' ? 'lapsed' : 'withdrawn';
  return undefined;
}

/** Whoever had a seat already is told nothing. */
function allocated(was: Seeker, it: Seeker): SeatNews['about'] | undefined {
  if (was.place !== 'waiting') return undefined;
  return it.place === 'seated' ? 'given' : 'waits';
}

function columnsOf(
  services: Services,
  training: Training,
  was: Seeker | undefined,
  it: Seeker,
): Prisma.ParticipantUpdateInput {
  const now = services.now();
  const common = { status: it.place, seat: it.seat ?? null, rank: it.rank };
  if (it.place === 'waiting') return { ...common, answerBy: null };
  if (it.place === 'seated')
    return { ...common, answerBy: null, ...(was?.place === 'seated' ? {} : { seatedAt: now }) };
  if (was?.place === 'offered') return common;
  const time = offerTime(now, training.startsAt, services.office.quiet);
  return { ...common, offeredAt: now, answerBy: time?.answerBy ?? now };
}

/** People who waited until the end of the list, or did not answer. */
async function endAll(services: Services, before: Seats, after: Seats): Promise<readonly SeatNews[]> {
  const stay = new Set(after.people.map((it) => it.id));
  const ended = before.people.filter((it) => !stay.has(it.id)).map((it) => it.id);
  await services.db.participant.updateMany({
    where: { id: { in: ended } },
    data: { status: 'unseated', seat: null, answerBy: null, endedAt: services.now() },
  });
  return ended.map((participantId) => ({ participantId, about: 'none' }));
}

/** {@link keepSeats} of a book that was opened in this transaction. */
export const keepBook = (
  services: Transaction,
  { training, seats }: SeatBook,
  after: Seats,
  cause: Parameters<typeof keepSeats>[4],
): Promise<void> => keepSeats(services, training, seats, after, cause);
