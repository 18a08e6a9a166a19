import type { Prisma } from '../../../prisma/client/client.ts';
import {
  accept,
  join as takePlace,
  leave as giveUp,
  placeInLine,
  type Seats,
} from '../../domain/trainings/seats.ts';
import {
  idsInChat,
  participantFromRow,
  participantById,
  participantColumns,
  participantInChat,
  participantPlace,
  type Participant,
  type Source,
} from './participant-rows.ts';
import { keepSeats, lotOf, openSeatBook, seatsOf, type SeatBook } from './seat-book.ts';
import type { Services, Transaction } from '../core/services.ts';
import { historyOf, nameKey, whoIs, type Joiner, type Known } from './training-history.ts';
import type { Training } from './trainings.ts';

export type { Joiner, Stranger } from './training-history.ts';

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
 * "Saya ikut": a seat at once where the rule gives one, otherwise the waiting list. Who is offered a seat takes it.
 * The transaction then holds the training: two people never get the last seat.
 */
export async function join(
  services: Transaction,
  trainingId: number,
  accountId: number,
  who: Joiner,
): Promise<Joined> {
  const book = await openSeatBook(services, trainingId);
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
    if (before.status === 'offered') await keep(services, book, accept(seats, before.id), 'answer');
    const participant = await reread(services, before.id);
    if (participant.status === 'seated' && before.status === 'offered')
      return { kind: 'seated', participant };
    return { kind: 'already', participant, place: placeInLine(seats, before.id) };
  }
  const past = await historyOf(services, known, by.accountId, training);
  const id = await writeRow(services, before?.id, training, known, { ...by, ...past });
  const { kecamatan } = known;
  const after = takePlace(seats, { id, kecamatan, ...past, lot: lotOf(training.drawSeed, id) });
  await keep(services, book, after, 'join');
  const participant = await reread(services, id);
  if (participant.status === 'seated') return { kind: 'seated', participant };
  const place = placeInLine(after, id) ?? 1;
  await services.db.participant.update({ where: { id }, data: { toldPlace: place } });
  return { kind: 'waiting', participant, place, waitsFor: await reasonToWait(services, training, after) };
}

const keep = (
  services: Transaction,
  { training, seats }: SeatBook,
  after: Seats,
  cause: Parameters<typeof keepSeats>[4],
): Promise<void> => keepSeats(services, training, seats, after, cause);

async function reread(services: Services, id: number): Promise<Participant> {
  const participant = await participantById(services, id);
  if (participant === undefined)
    throw new Error(`expected participant ${id} inside the transaction, got none`);
  return participant;
}

/** An earlier row of the same person: who left may come again. */
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

export type Left =
  | {
      readonly kind: 'left';
      /** Where they were. */
      readonly from: 'seated' | 'offered' | 'waiting';
      readonly participant: Participant;
    }
  /** Not on the list (any more). */
  | { readonly kind: 'not-in'; readonly participant: Participant }
  | { readonly kind: 'over' | 'unknown' };

/** "Tidak jadi ikut" and "Keluar dari antrean": a seat is held for the next in line. */
export async function leave(services: Transaction, id: number, accountId: number): Promise<Left> {
  const participant = await participantInChat(services, id, accountId);
  return participant === undefined ? { kind: 'unknown' } : takeOff(services, participant, 'left');
}

/** Ends a place on the list, whoever asks for it. */
export async function takeOff(
  services: Transaction,
  { id, trainingId }: Pick<Participant, 'id' | 'trainingId'>,
  status: 'left' | 'declined',
): Promise<Left> {
  const book = await openSeatBook(services, trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const seeker = book.seats.people.find((it) => it.id === id);
  if (seeker === undefined) return { kind: 'not-in', participant: await reread(services, id) };
  if (services.now() >= book.training.startsAt) return { kind: 'over' };
  await services.db.participant.update({
    where: { id },
    data: { status, seat: null, answerBy: null, endedAt: services.now() },
  });
  await keep(services, book, giveUp(book.seats, id), 'leave');
  return { kind: 'left', from: seeker.place, participant: await reread(services, id) };
}

export type Answered =
  | { readonly kind: 'seated'; readonly participant: Participant }
  | { readonly kind: 'declined'; readonly participant: Participant }
  /** Had the seat already. */
  | { readonly kind: 'already'; readonly participant: Participant }
  /** Too late: the seat went to somebody else. `place` when they still wait. */
  | { readonly kind: 'lost'; readonly participant: Participant; readonly place: number | undefined }
  | { readonly kind: 'unknown' };

/** "Ambil kursi" or "Tidak bisa" under an offer. Taking it late works while a seat is still free. */
export async function answerOffer(
  services: Transaction,
  id: number,
  accountId: number,
  take: boolean,
): Promise<Answered> {
  const asked = await participantInChat(services, id, accountId);
  return asked === undefined ? { kind: 'unknown' } : answerFor(services, asked, take);
}

/** The same for somebody whom the office has called. */
export async function answerFor(services: Transaction, asked: Participant, take: boolean): Promise<Answered> {
  const book = await openSeatBook(services, asked.trainingId);
  if (book === undefined) return { kind: 'unknown' };
  const { id } = asked;
  const seeker = book.seats.people.find((it) => it.id === id);
  const over = services.now() >= book.training.startsAt || book.training.status === 'cancelled';
  if (!take && seeker !== undefined && seeker.place !== 'seated' && !over) {
    await takeOff(services, asked, 'declined');
    return { kind: 'declined', participant: await reread(services, id) };
  }
  if (seeker?.place === 'seated') return { kind: 'already', participant: await reread(services, id) };
  if (take && seeker !== undefined && !over) {
    await keep(services, book, accept(book.seats, id), 'answer');
    const participant = await reread(services, id);
    if (participant.status === 'seated') return { kind: 'seated', participant };
  }
  return { kind: 'lost', participant: await reread(services, id), place: placeInLine(book.seats, id) };
}

export type Confirmed =
  | { readonly kind: 'confirmed'; readonly participant: Participant }
  /** Has no seat. */
  | { readonly kind: 'not-seated'; readonly participant: Participant }
  | { readonly kind: 'unknown' };

/** "Jadi datang", "Masih bisa". */
export async function confirmComing(services: Services, id: number, accountId: number): Promise<Confirmed> {
  const participant = await participantInChat(services, id, accountId);
  if (participant === undefined) return { kind: 'unknown' };
  const { count } = await services.db.participant.updateMany({
    where: { id, status: 'seated' },
    data: { confirmedAt: services.now() },
  });
  return { kind: count === 1 ? 'confirmed' : 'not-seated', participant };
}

export type Represented =
  | { readonly kind: 'set'; readonly participant: Participant }
  | { readonly kind: 'not-seated' | 'unknown' };

/**
 * Who comes instead; undefined: they come themselves. Whose participation it is was checked by the caller
 * ({@link participantInChat}).
 */
export async function setSubstitute(
  services: Services,
  id: number,
  name: string | undefined,
): Promise<Represented> {
  const participant = await participantById(services, id);
  if (participant === undefined) return { kind: 'unknown' };
  if (participant.status !== 'seated') return { kind: 'not-seated' };
  await services.db.participant.update({
    where: { id },
    data: {
      substitute: name === undefined ? null : services.seal.encrypt(participantPlace(id, 'substitute'), name),
    },
  });
  return { kind: 'set', participant: await reread(services, id) };
}

/** Where somebody stands on the list of a training. */
export interface Standing {
  readonly participant: Participant;
  /** From 1, of who waits. Before a draw it says nothing. */
  readonly place: number | undefined;
  /** The place that they were told last; undefined when it is the same, or none was. */
  readonly before: number | undefined;
  readonly waitsFor: 'seat' | 'close' | 'draw' | undefined;
}

export async function standing(services: Services, participant: Participant): Promise<Standing> {
  const seats = await seatsOf(services, participant.training);
  const place = placeInLine(seats, participant.id);
  const row = await services.db.participant.findUnique({
    where: { id: participant.id },
    select: { toldPlace: true },
  });
  const told = row?.toldPlace ?? undefined;
  const held = seats.people.filter((it) => it.place !== 'waiting').length;
  return {
    participant,
    place,
    before: place === undefined || told === place ? undefined : told,
    waitsFor:
      place === undefined
        ? undefined
        : seats.phase === 'open' && seats.rule === 'draw'
          ? 'draw'
          : held < seats.capacity && seats.phase === 'open'
            ? 'close'
            : 'seat',
  };
}

/** Remembers the place that somebody has just been told, for "Tadinya nomor 2". */
export async function noteTold(services: Services, id: number, place: number): Promise<void> {
  await services.db.participant.update({ where: { id }, data: { toldPlace: place } });
}

/**
 * The trainings of a chat: of the person, or without one of everybody who uses it; who has not registered always
 * belongs. By the start of the training.
 */
export async function participationsOf(
  services: Services,
  of: { readonly accountId: number; readonly personId?: number | undefined },
): Promise<readonly Participant[]> {
  const { accountId, personId } = of;
  const ids = personId === undefined ? await idsInChat(services, accountId) : [];
  if (personId === undefined && ids.length === 0) return [];
  const rows = await services.db.participant.findMany({
    where:
      personId === undefined
        ? { id: { in: [...ids] } }
        : { OR: [{ personId }, { personId: null, accountId }] },
    include: participantColumns,
    orderBy: [{ training: { startsAt: 'asc' } }, { id: 'asc' }],
  });
  return rows.map((row) => participantFromRow(services, row));
}

const ORDER = ['seated', 'offered', 'extra', 'waiting', 'unseated', 'declined', 'left', 'cancelled'];

/** Everybody of a training: by status, then by seat and place in line. Reading it stands in the audit log of the caller. */
export async function participantsOf(
  services: Services,
  trainingId: number,
): Promise<readonly Participant[]> {
  const rows = await services.db.participant.findMany({ where: { trainingId }, include: participantColumns });
  const order = (it: Participant): number => it.seat ?? it.rank ?? it.id;
  return rows
    .map((row) => participantFromRow(services, row))
    .toSorted(
      (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || order(a) - order(b) || a.id - b.id,
    );
}

/** How many seats of a training are in which state, without names. */
export interface SeatCounts {
  readonly seats: number;
  readonly seated: number;
  readonly offered: number;
  readonly waiting: number;
  readonly confirmed: number;
  readonly attended: number;
}

export async function seatCounts(services: Services, training: Training): Promise<SeatCounts> {
  const count = (where: Prisma.ParticipantWhereInput): Promise<number> =>
    services.db.participant.count({ where: { trainingId: training.id, ...where } });
  return {
    seats: training.seats,
    seated: await count({ status: 'seated' }),
    offered: await count({ status: 'offered' }),
    waiting: await count({ status: 'waiting' }),
    confirmed: await count({ status: 'seated', confirmedAt: { not: null } }),
    attended: await count({ attendedAt: { not: null } }),
  };
}
