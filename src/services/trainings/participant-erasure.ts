import type { Prisma } from '../../../prisma/client/client.ts';
import { ON_THE_LIST } from './participant-rows.ts';
import { takeOff } from './seat-answers.ts';
import type { Services, Transaction } from '../core/services.ts';
import { lockTraining } from './trainings.ts';

/** Participations of a registered person, or those of a chat in which nobody has registered. */
export type Whose = { readonly personId: number } | { readonly accountId: number };

const of = (whose: Whose): Prisma.ParticipantWhereInput =>
  'personId' in whose ? { personId: whose.personId } : { personId: null, accountId: whose.accountId };

/**
 * Locks the trainings on whose list somebody stands. First of all that an erasure locks: whoever joins holds the
 * training before the person.
 */
export async function lockTrainingsOf(services: Transaction, whose: readonly Whose[]): Promise<void> {
  const rows = await services.db.participant.findMany({
    where: { OR: whose.map(of), status: { in: [...ON_THE_LIST] } },
    select: { trainingId: true },
    distinct: ['trainingId'],
    orderBy: { trainingId: 'asc' },
  });
  for (const { trainingId } of rows) await lockTraining(services, trainingId);
}

/**
 * Takes somebody off every list (a seat goes to the next in line, unless they were there already) and empties what
 * leads to them. What stays counts:
 * kecamatan, status, attendance and rating, with the random number of whoever was registered.
 */
export async function forgetParticipations(services: Transaction, whose: Whose): Promise<void> {
  const { db } = services;
  const rows = await db.participant.findMany({
    where: of(whose),
    select: { id: true, trainingId: true, status: true, attendedAt: true },
    orderBy: [{ trainingId: 'asc' }, { id: 'asc' }],
  });
  for (const row of rows)
    if (row.attendedAt === null && ON_THE_LIST.some((it) => it === row.status))
      await takeOff(services, row, 'left');
  await db.participant.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: {
      personId: null,
      accountId: null,
      name: null,
      phone: null,
      salutation: null,
      substitute: null,
      improve: null,
    },
  });
}

/** The ledger keeps the random number, the status and the time; what waited for the person is not sent any more. */
export async function forgetDeliveries(services: Services, personId: number): Promise<void> {
  const { db, now } = services;
  await db.delivery.updateMany({
    where: { personId, status: 'pending' },
    data: { status: 'cancelled', at: now(), detail: 'erased' },
  });
  await db.delivery.updateMany({
    where: { personId },
    data: { personId: null, accountId: null, why: {}, messageId: null },
  });
}
