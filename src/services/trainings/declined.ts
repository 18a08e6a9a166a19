import { ON_THE_LIST } from './participant-rows.ts';
import { personNumber } from '../people/people.ts';
import type { Transaction } from '../core/services.ts';
import { lockTraining } from './trainings.ts';

/**
 * "Tidak bisa" under an announcement: counted, so that the office sees how many answered. Nobody loses a place on the
 * list by it; `on-the-list` is for the caller to ask about.
 */
export async function declineInvitation(
  services: Transaction,
  trainingId: number,
  person: { readonly id: number; readonly accountId: number },
): Promise<'declined' | 'on-the-list' | 'unknown'> {
  const { db, now } = services;
  if ((await lockTraining(services, trainingId)) === undefined) return 'unknown';
  const known = await db.participant.findUnique({
    where: { trainingId_personId: { trainingId, personId: person.id } },
    select: { status: true },
  });
  if (known !== null)
    return ON_THE_LIST.some((status) => status === known.status) ? 'on-the-list' : 'declined';
  await db.participant.create({
    data: {
      trainingId,
      personId: person.id,
      personNumber: await personNumber(services, person.id),
      accountId: person.accountId,
      status: 'declined',
      joinedAt: now(),
      endedAt: now(),
    },
  });
  return 'declined';
}
