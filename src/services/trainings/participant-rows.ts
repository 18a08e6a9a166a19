import type { Prisma } from '../../../prisma/client/client.ts';
import type { Services } from '../core/services.ts';
import { trainingFromRow, type Training } from './trainings.ts';

/**
 * seated, offered and waiting are on the list. extra: came without a seat. unseated: the waiting list ended.
 * cancelled: the training did not take place.
 */
export const participantStatuses = [
  'seated',
  'offered',
  'waiting',
  'left',
  'declined',
  'unseated',
  'cancelled',
  'extra',
] as const;
type ParticipantStatus = (typeof participantStatuses)[number];

/** Statuses that {@link Participant}s have whom the seats are about. */
export const ON_THE_LIST = ['seated', 'offered', 'waiting'] as const;

export const sources = ['telegram', 'phone', 'whatsapp', 'walk-in'] as const;
export type Source = (typeof sources)[number];
type CheckedInBy = 'code' | 'qr' | 'officer';
/** 3 very useful, 2 fairly, 1 little. */
export type Rating = 1 | 2 | 3;

/** One person and one training, opened. */
export interface Participant {
  readonly id: number;
  readonly trainingId: number;
  readonly training: Training;
  /** Undefined for somebody who has not registered. */
  readonly personId: number | undefined;
  readonly personNumber: string | undefined;
  /** The chat they joined from; undefined for whoever was added by hand. */
  readonly accountId: number | undefined;
  readonly name: string | undefined;
  readonly salutation: 'L' | 'P' | undefined;
  /** E.164 */
  readonly phone: string | undefined;
  readonly kecamatan: string | undefined;
  readonly status: ParticipantStatus;
  /** "Nomor peserta" of whoever is seated or offered a seat. */
  readonly seat: number | undefined;
  readonly rank: number | undefined;
  /** Was never at a training before they joined. */
  readonly newcomer: boolean;
  readonly joinedAt: Date;
  readonly seatedAt: Date | undefined;
  readonly offeredAt: Date | undefined;
  /** Until when the open offer can be answered. */
  readonly answerBy: Date | undefined;
  readonly confirmedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly attendedAt: Date | undefined;
  readonly attendedVia: CheckedInBy | undefined;
  /** Name of whoever comes instead. */
  readonly substitute: string | undefined;
  readonly source: Source;
  readonly addedBy: string | undefined;
  readonly rating: Rating | undefined;
  readonly improve: string | undefined;
}

export const participantPlace = (id: number, field: string): string => `participant:${id}:${field}`;

export const participantColumns = {
  training: true,
  person: { select: { name: true, salutation: true, phone: true } },
} satisfies Prisma.ParticipantInclude;

type Stored = Prisma.ParticipantGetPayload<{ include: typeof participantColumns }>;

const sex = (text: string | null | undefined): 'L' | 'P' | undefined =>
  text === 'L' || text === 'P' ? text : undefined;

/** Opens a row; of a registered person the name and phone are those that they have now. */
export function participantFromRow(services: Services, row: Stored): Participant {
  const open = (place: string, sealed: Uint8Array | null | undefined): string | undefined =>
    sealed === null || sealed === undefined ? undefined : services.seal.show(place, sealed);
  const own = (field: string, sealed: Uint8Array | null): string | undefined =>
    open(participantPlace(row.id, field), sealed);
  const status = participantStatuses.find((it) => it === row.status);
  if (status === undefined)
    throw new Error(`expected a status of a participant, got ${row.status} in participant ${row.id}`);
  return {
    id: row.id,
    trainingId: row.trainingId,
    training: trainingFromRow(row.training),
    personId: row.personId ?? undefined,
    personNumber: row.personNumber ?? undefined,
    accountId: row.accountId ?? undefined,
    name: open(`person:${row.personId}:name`, row.person?.name) ?? own('name', row.name),
    salutation: sex(row.person?.salutation) ?? sex(row.salutation),
    phone: open(`person:${row.personId}:phone`, row.person?.phone) ?? own('phone', row.phone),
    kecamatan: row.kecamatan ?? undefined,
    status,
    seat: row.seat ?? undefined,
    rank: row.rank ?? undefined,
    newcomer: row.newcomer,
    joinedAt: row.joinedAt,
    seatedAt: row.seatedAt ?? undefined,
    offeredAt: row.offeredAt ?? undefined,
    answerBy: row.answerBy ?? undefined,
    confirmedAt: row.confirmedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    attendedAt: row.attendedAt ?? undefined,
    attendedVia: (['code', 'qr', 'officer'] as const).find((via) => via === row.attendedVia),
    substitute: own('substitute', row.substitute),
    source: sources.find((source) => source === row.source) ?? 'telegram',
    addedBy: row.addedBy ?? undefined,
    rating: ([1, 2, 3] as const).find((rating) => rating === row.rating),
    improve: own('improve', row.improve),
  };
}

export async function participantById(services: Services, id: number): Promise<Participant | undefined> {
  const row = await services.db.participant.findUnique({ where: { id }, include: participantColumns });
  return row === null ? undefined : participantFromRow(services, row);
}

/**
 * A participation of somebody in this chat; undefined for a forged number. Of a registered person it counts
 * who uses the chat now: an old chat of theirs has no say.
 */
export async function participantInChat(
  services: Services,
  id: number,
  accountId: number,
): Promise<Participant | undefined> {
  const row = await services.db.participant.findFirst({
    where: { id, ...(await inChat(services, accountId)) },
    include: participantColumns,
  });
  return row === null ? undefined : participantFromRow(services, row);
}

/**
 * Rows of the people who use this chat, registered or not. Their numbers are read first: with a condition on the chat
 * of the person, the database would look through everybody who ever joined a training.
 */
export async function inChat(services: Services, accountId: number): Promise<Prisma.ParticipantWhereInput> {
  // Its callers narrow it down to one id beside this.
  return { AND: { id: { in: [...(await idsInChat(services, accountId))] } } };
}

/** Their numbers; most chats have none. */
export async function idsInChat({ db }: Services, accountId: number): Promise<readonly number[]> {
  const rows = await db.$queryRaw<{ readonly id: number }[]>`
    SELECT p.id FROM participant p WHERE p.account_id = ${accountId} AND p.person_id IS NULL
    UNION ALL
    SELECT p.id FROM person_account u JOIN participant p ON p.person_id = u.person_id WHERE u.account_id = ${accountId}`;
  return rows.map((row) => row.id);
}

/** A participant that is known to be there in this transaction. */
export async function reread(services: Services, id: number): Promise<Participant> {
  const participant = await participantById(services, id);
  if (participant === undefined)
    throw new Error(`expected participant ${id} inside the transaction, got none`);
  return participant;
}
