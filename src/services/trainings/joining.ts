import type { Prisma } from '../../../prisma/client/client.ts';
import { accept, join as takePlace, placeInLine, type Seats } from '../../domain/trainings/seats.ts';
import {
  participantFromRow,
  participantColumns,
  participantPlace,
  type Participant,
  type Source,
  reread,
} from './participant-rows.ts';
import { lotOf, lockSeatBook, type SeatBook, keepBook } from './seat-book.ts';
import type { Services, Transaction } from '../core/services.ts';
import { historyOf, nameKey, whoIs, type Joiner, type Known } from './training-history.ts';
import type { Training } from './trainings.ts';

/** Why somebody waits: no seat is free (just now the last one was taken), the free ones are kept, a draw is to come. */
type WaitsFor = 'seat' | 'last-seat' | 'close' | 'draw';

export type Joined =
  | { readonly kind: 'seated'; readonly participant: Participant }
  | {
      readonly kind: 'waiting';
      readonly participant: Participant;
      readonly waitsFor: WaitsFor;
      /** From 1; it says nothing before a draw. */
      readonly place: number;
    }
  /** On the list before. */
  | { readonly kind: 'already'; readonly participant: Participant; readonly place: number | undefined }
  /** Registration is over, the training was cancelled, has begun, or is not known. */
  | { readonly kind: 'closed' | 'cancelled' | 'over' | 'unknown' };

const JUST_NOW_MS = 60_000;

/**
 * "Saya ikut": a seat at once where the rule gives one, otherwise the waiting list. Whoever is offered a seat takes it.
 * The transaction then holds the training: two people never get the last seat.
 */
export async function join(
  services: Transaction,
  trainingId: number,
  accountId: number,
  who: Joiner,
): Promise<Joined> {
  const book = await lockSeatBook(services, trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const refused = refusal(services, book.training);
  if (refused !== undefined) return { kind: refused };
  const known = await whoIs(services, who, accountId);
  return enter(services, book, known, { accountId, source: 'telegram' });
}

function refusal(services: Services, training: Training): 'closed' | 'cancelled' | 'over' | undefined {
  const now = services.now();
  if (training.status === 'cancelled') return 'cancelled';
  if (now >= training.startsAt) return 'over';
  return now >= training.closesAt ? 'closed' : undefined;
}

/** Puts somebody on the list of a training that is locked. */
export async function enter(
  services: Transaction,
  book: SeatBook,
  known: Known,
  by: { readonly accountId: number | undefined; readonly source: Source; readonly addedBy?: string },
): Promise<Joined> {
  const { training, seats } = book;
  const before = await rowOf(services, training.id, known, by.accountId);
  if (before !== undefined && seats.people.some((it) => it.id === before.id)) {
    if (before.status === 'offered') await keepBook(services, book, accept(seats, before.id), 'answer');
    const participant = await reread(services, before.id);
    if (participant.status === 'seated' && before.status === 'offered')
      return { kind: 'seated', participant };
    return { kind: 'already', participant, place: placeInLine(seats, before.id) };
  }
  const past = await historyOf(services, known, by.accountId, training);
  const id = await writeRow(services, before?.id, training, known, { ...by, ...past });
  const { kecamatan } = known;
  const after = takePlace(seats, { id, kecamatan, ...past, lot: lotOf(training.drawSeed, id) });
  await keepBook(services, book, after, 'join');
  const participant = await reread(services, id);
  if (participant.status === 'seated') return { kind: 'seated', participant };
  const place = placeInLine(after, id) ?? 1;
  await services.db.participant.update({ where: { id }, data: { toldPlace: place } });
  return { kind: 'waiting', participant, place, waitsFor: await reasonToWait(services, training, after) };
}

/** An earlier row of the same person: whoever left may come again. */
async function rowOf(
  services: Services,
  trainingId: number,
  known: Known,
  accountId: number | undefined,
): Promise<Participant | undefined> {
  if (known.personId === undefined && accountId === undefined) return undefined;
  const rows = await services.db.participant.findMany({
    where: {
      trainingId,
      ...(known.personId === undefined
        ? { personId: null, accountId: accountId ?? null }
        : { personId: known.personId }),
    },
    include: participantColumns,
    orderBy: { id: 'asc' },
  });
  // Several people without registration may use one phone: their names keep them apart.
  return rows
    .map((row) => participantFromRow(services, row))
    .find((it) => known.personId !== undefined || nameKey(it.name) === nameKey(known.name));
}

async function writeRow(
  services: Services,
  id: number | undefined,
  training: Training,
  known: Known,
  by: {
    readonly accountId: number | undefined;
    readonly source: Source;
    readonly addedBy?: string;
    readonly newcomer: boolean;
    readonly priority: boolean;
  },
): Promise<number> {
  const { db, seal, now } = services;
  const data = {
    accountId: by.accountId ?? null,
    personId: known.personId ?? null,
    personNumber: known.personNumber ?? null,
    salutation: known.personId === undefined ? (known.salutation ?? null) : null,
    kecamatan: known.kecamatan ?? null,
    status: 'waiting',
    newcomer: by.newcomer,
    priority: by.priority,
    joinedAt: now(),
    source: by.source,
    addedBy: by.addedBy ?? null,
    ...CLEAN,
  } satisfies Prisma.ParticipantUncheckedUpdateInput;
  const row =
    id === undefined
      ? await db.participant.create({ data: { ...data, trainingId: training.id }, select: { id: true } })
      : await db.participant.update({ where: { id }, data, select: { id: true } });
  if (known.personId === undefined)
    await db.participant.update({
      where: { id: row.id },
      data: {
        name: seal.encrypt(participantPlace(row.id, 'name'), known.name ?? ''),
        phone:
          known.phone === undefined ? null : seal.encrypt(participantPlace(row.id, 'phone'), known.phone),
      },
    });
  return row.id;
}

/** What an earlier coming and going has left. */
const CLEAN = {
  seat: null,
  seatedAt: null,
  offeredAt: null,
  answerBy: null,
  confirmedAt: null,
  endedAt: null,
  substitute: null,
} satisfies Prisma.ParticipantUncheckedUpdateInput;

async function reasonToWait(services: Services, training: Training, seats: Seats): Promise<WaitsFor> {
  const held = seats.people.filter((it) => it.place !== 'waiting').length;
  if (seats.phase === 'open' && seats.rule === 'draw') return 'draw';
  if (held < seats.capacity) return 'close';
  const lately = await services.db.participant.count({
    where: {
      trainingId: training.id,
      status: 'seated',
      seatedAt: { gt: new Date(services.now().getTime() - JUST_NOW_MS) },
    },
  });
  return lately > 0 ? 'last-seat' : 'seat';
}
