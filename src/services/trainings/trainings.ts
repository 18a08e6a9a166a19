import { randomBytes } from 'node:crypto';
import { Prisma } from '../../../prisma/client/client.ts';
import { monthOf } from '../../domain/month/month.ts';
import { seatRules, type SeatRule } from '../../domain/trainings/seats.ts';
import { audit } from '../core/audit.ts';
import { freeCode, nextNumber } from '../core/numbers.ts';
import { interestKeys, type Interest } from '../people/people.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

export type Topic = Interest | 'other';

/** What an officer says about a training. Instants; codes of kecamatan as 35.25.16. */
export interface TrainingFields {
  readonly title: string;
  readonly topic: Topic;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string;
  readonly address?: string | undefined;
  readonly pin?: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly kecamatan?: string | undefined;
  readonly seats: number;
  readonly seatRule: SeatRule;
  /** Reserved seats by code of kecamatan, with the rule "quota". */
  readonly quota?: Readonly<Record<string, number>> | undefined;
  /** When registration closes. */
  readonly closesAt: Date;
  /** What to bring. */
  readonly bring?: string | undefined;
  /** Whoever gets no seat goes first at the next training of the same topic. */
  readonly preferUnseated: boolean;
}

export interface Training extends TrainingFields {
  readonly id: number;
  /** T-2611-0003 */
  readonly number: string;
  readonly drawSeed: string | undefined;
  readonly status: 'planned' | 'cancelled';
  readonly cancelReason: string | undefined;
  readonly checkinCode: string;
  /** When the seats of a rule that waits for the close were given. */
  readonly allocatedAt: Date | undefined;
  /** When the waiting list ended. */
  readonly listEndedAt: Date | undefined;
  /** Raised with every change of time or place. */
  readonly revision: number;
  /** Number of a member. */
  readonly createdBy: string;
  readonly createdAt: Date;
}

type Stored = Prisma.TrainingGetPayload<Record<string, never>>;

const isRule = (text: string): text is SeatRule => seatRules.some((rule) => rule === text);
const topicOf = (text: string): Topic => interestKeys.find((key) => key === text) ?? 'other';

export function trainingFromRow(row: Stored): Training {
  if (!isRule(row.seatRule))
    throw new Error(
      `expected a rule of seats (${seatRules.join(', ')}), got ${row.seatRule} in ${row.number}`,
    );
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    topic: topicOf(row.topic),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    place: row.place,
    address: row.address ?? undefined,
    pin:
      row.latitude === null || row.longitude === null
        ? undefined
        : { latitude: row.latitude, longitude: row.longitude },
    kecamatan: row.kecamatan ?? undefined,
    seats: row.seats,
    seatRule: row.seatRule,
    quota: quotaOf(row.quota),
    drawSeed: row.drawSeed ?? undefined,
    closesAt: row.closesAt,
    bring: row.bring ?? undefined,
    preferUnseated: row.preferUnseated,
    status: row.status === 'cancelled' ? 'cancelled' : 'planned',
    cancelReason: row.cancelReason ?? undefined,
    checkinCode: row.checkinCode,
    allocatedAt: row.allocatedAt ?? undefined,
    listEndedAt: row.listEndedAt ?? undefined,
    revision: row.revision,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
  };
}

function quotaOf(stored: Prisma.JsonValue): Readonly<Record<string, number>> | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  return Object.fromEntries(
    Object.entries(stored).flatMap(([code, count]) => (typeof count === 'number' ? [[code, count]] : [])),
  );
}

/** The columns of what is given; `undefined` empties an optional one, what is left out stays. */
export function trainingColumns(fields: Partial<TrainingFields>): Prisma.TrainingUpdateInput {
  const { address, pin, kecamatan, quota, bring, ...plain } = fields;
  return {
    ...plain,
    ...('address' in fields ? { address: address ?? null } : {}),
    ...('pin' in fields ? { latitude: pin?.latitude ?? null, longitude: pin?.longitude ?? null } : {}),
    ...('kecamatan' in fields ? { kecamatan: kecamatan ?? null } : {}),
    ...('quota' in fields ? { quota: quota === undefined ? Prisma.DbNull : { ...quota } } : {}),
    ...('bring' in fields ? { bring: bring ?? null } : {}),
  };
}

/** What cannot be, whoever asks: the form has its own kind sentences for these. @throws RangeError */
export function checkTraining(it: TrainingFields): void {
  if (!Number.isInteger(it.seats) || it.seats < 1)
    throw new RangeError(`expected at least 1 seat, got ${it.seats}`);
  if (it.endsAt <= it.startsAt)
    throw new RangeError(
      `expected an end after the start ${it.startsAt.toISOString()}, got ${it.endsAt.toISOString()}`,
    );
  if (it.closesAt > it.startsAt)
    throw new RangeError(
      `expected registration to close before the start ${it.startsAt.toISOString()}, got ${it.closesAt.toISOString()}`,
    );
  const reserved = Object.values(it.quota ?? {}).reduce((sum, count) => sum + count, 0);
  if (it.seatRule === 'quota' && reserved > it.seats)
    throw new RangeError(`expected at most ${it.seats} reserved seats, got ${reserved}`);
}

/**
 * Stores a training; nothing is announced. The seed of a draw is made now, before anybody has joined. The same draft
 * makes one training.
 * @throws RangeError when seats or times cannot be
 */
export async function createTraining(
  services: Transaction,
  fields: TrainingFields,
  by: { /** Number of the member. */ readonly createdBy: string; readonly draftId: number | undefined },
): Promise<Training> {
  checkTraining(fields);
  const { db, now } = services;
  const { draftId } = by;
  const known = draftId === undefined ? null : await db.training.findUnique({ where: { draftId } });
  if (known !== null) return trainingFromRow(known);
  const number = await nextNumber(services, 'T', monthOf(todayOf(services)));
  const { title, topic, startsAt, endsAt, place, seats, seatRule, closesAt, preferUnseated } = fields;
  const row = await db.training.create({
    data: {
      office: services.office.key,
      title,
      topic,
      startsAt,
      endsAt,
      place,
      address: fields.address ?? null,
      latitude: fields.pin?.latitude ?? null,
      longitude: fields.pin?.longitude ?? null,
      kecamatan: fields.kecamatan ?? null,
      seats,
      seatRule,
      quota: fields.quota === undefined ? Prisma.DbNull : { ...fields.quota },
      closesAt,
      bring: fields.bring ?? null,
      preferUnseated,
      number,
      drawSeed: seatRule === 'draw' ? randomBytes(16).toString('hex') : null,
      checkinCode: await freeCode((checkinCode) => db.training.count({ where: { checkinCode } })),
      createdAt: now(),
      createdBy: by.createdBy,
      draftId: draftId ?? null,
    },
  });
  await audit(services, {
    actor: by.createdBy,
    action: 'training.create',
    subject: `training:${number}`,
    details: {
      seats,
      rule: seatRule,
      startsAt: startsAt.toISOString(),
      closesAt: closesAt.toISOString(),
      drawSeed: row.drawSeed,
    },
  });
  return trainingFromRow(row);
}

export async function trainingById(services: Services, id: number): Promise<Training | undefined> {
  const row = await services.db.training.findUnique({ where: { id } });
  return row === null ? undefined : trainingFromRow(row);
}

export async function trainingByNumber(services: Services, number: string): Promise<Training | undefined> {
  const row = await services.db.training.findUnique({
    where: { office_number: { office: services.office.key, number: number.toUpperCase() } },
  });
  return row === null ? undefined : trainingFromRow(row);
}

/** Planned and not yet over, soonest first. */
export async function upcomingTrainings(services: Services): Promise<readonly Training[]> {
  const rows = await services.db.training.findMany({
    where: { office: services.office.key, status: 'planned', endsAt: { gt: services.now() } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(trainingFromRow);
}

/** The newest first, also past and cancelled ones; for the office. */
export async function recentTrainings(services: Services, take: number): Promise<readonly Training[]> {
  const rows = await services.db.training.findMany({
    where: { office: services.office.key },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take,
  });
  return rows.map(trainingFromRow);
}

/** Locks a training for the rest of the transaction: whoever changes its seats waits here. */
export async function lockTraining(services: Transaction, id: number): Promise<Training | undefined> {
  await services.db.$queryRaw`SELECT id FROM training WHERE id = ${id} FOR UPDATE`;
  return trainingById(services, id);
}
