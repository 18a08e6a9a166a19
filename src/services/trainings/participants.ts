import type { Prisma } from '../../../prisma/client/client.ts';
import { placeInLine } from '../../domain/trainings/seats.ts';
import { idsInChat, participantFromRow, participantColumns, type Participant } from './participant-rows.ts';
import { seatsOf } from './seat-book.ts';
import type { Services } from '../core/services.ts';
import type { Training } from './trainings.ts';

/** Where somebody stands on the list of a training. */
export interface PlaceOnList {
  readonly participant: Participant;
  /** From 1, of whoever waits. Before a draw it says nothing. */
  readonly place: number | undefined;
  /** The place that they were told last; undefined when it is the same, or none was. */
  readonly before: number | undefined;
  readonly waitsFor: 'seat' | 'close' | 'draw' | undefined;
}

export async function placeOnList(services: Services, participant: Participant): Promise<PlaceOnList> {
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
 * The trainings of a chat: of the person, or without one of everybody who uses it; whoever has not registered always
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
