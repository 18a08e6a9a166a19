import type { Prisma } from '../../../prisma/client/client.ts';
import { personFromRow } from '../core/accounts.ts';
import { participantPlace } from './participant-rows.ts';
import type { Services, Transaction } from '../core/services.ts';
import type { Training } from './trainings.ts';

/** Somebody who has not registered. */
export interface Stranger {
  readonly name: string;
  readonly salutation?: 'L' | 'P' | undefined;
  /** E.164 */
  readonly phone?: string | undefined;
  /** Code of the kecamatan. */
  readonly kecamatan?: string | undefined;
}

export type Joiner = { readonly personId: number } | { readonly stranger: Stranger };

/** Who wants a seat, as the list knows them. */
export interface Known {
  readonly personId: number | undefined;
  readonly personNumber: string | undefined;
  readonly name: string | undefined;
  readonly salutation: 'L' | 'P' | undefined;
  readonly phone: string | undefined;
  readonly kecamatan: string | undefined;
}

/**
 * A registered person of this chat with the kecamatan of their first business that is not closed, or what somebody
 * said who has not registered. `accountId` undefined: the office adds them.
 * @throws Error when the person does not use the chat
 */
export async function whoIs(services: Services, who: Joiner, accountId: number | undefined): Promise<Known> {
  if ('stranger' in who) {
    const { name, salutation, phone, kecamatan } = who.stranger;
    return { personId: undefined, personNumber: undefined, name, salutation, phone, kecamatan };
  }
  const row = await services.db.person.findFirst({
    where: {
      id: who.personId,
      ...(accountId === undefined ? {} : { accounts: { some: { accountId } } }),
    },
    select: {
      id: true,
      number: true,
      name: true,
      salutation: true,
      businesses: { select: { kecamatan: true, status: true }, orderBy: { id: 'asc' } },
    },
  });
  if (row === null) throw new Error(`expected person ${who.personId} to use account ${accountId ?? '–'}`);
  const { businesses } = row;
  const from = [
    ...businesses.filter((it) => it.status === 'active' || it.status === 'paused'),
    ...businesses,
  ];
  const person = personFromRow(services, row);
  return {
    personId: person.id,
    personNumber: person.number,
    name: person.name,
    salutation: person.salutation,
    phone: undefined,
    kecamatan: from.find((it) => it.kecamatan !== null)?.kecamatan ?? undefined,
  };
}

/** Whether they were never at a training, and whether an earlier one has promised that they go first. */
export async function historyOf(
  services: Services,
  known: Known,
  accountId: number | undefined,
  training: Training,
): Promise<{ readonly newcomer: boolean; readonly priority: boolean }> {
  const { db } = services;
  if (known.personId === undefined && accountId === undefined) return { newcomer: true, priority: false };
  const theirs: Prisma.ParticipantWhereInput = {
    trainingId: { not: training.id },
    ...(known.personId === undefined
      ? { personId: null, accountId: accountId ?? null }
      : { personId: known.personId }),
  };
  const newcomer = (await db.participant.count({ where: { ...theirs, attendedAt: { not: null } } })) === 0;
  if (training.topic === 'other') return { newcomer, priority: false };
  const { topic } = training;
  const promised = await db.participant.findFirst({
    where: { ...theirs, status: 'unseated', training: { topic, preferUnseated: true } },
    select: { endedAt: true },
    orderBy: { endedAt: 'desc' },
  });
  if (promised === null) return { newcomer, priority: false };
  // The promise is kept once.
  const since = promised.endedAt ?? new Date(0);
  const kept = await db.participant.count({
    where: { ...theirs, status: 'seated', seatedAt: { gt: since }, training: { topic } },
  });
  return { newcomer, priority: kept === 0 };
}

/** A name for comparing: letters and digits only, lower case. */
export const nameKey = (name: string | undefined): string =>
  (name ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

const firstWord = (name: string): string => nameKey(name.trim().split(/\s+/)[0]);

/**
 * Somebody registers in a chat from which they had joined trainings before: those become theirs. On a shared phone
 * only what bears their name or phone. Returns how many.
 */
export async function linkParticipations(
  services: Transaction,
  accountId: number,
  person: {
    readonly id: number;
    readonly number: string;
    readonly name: string | undefined;
    readonly phone: string | undefined;
  },
): Promise<number> {
  const { db, seal } = services;
  const rows = await db.participant.findMany({
    where: { accountId, personId: null },
    select: { id: true, trainingId: true, name: true, phone: true },
    orderBy: { id: 'asc' },
  });
  if (rows.length === 0) return 0;
  const open = (id: number, field: string, sealed: Uint8Array | null): string | undefined =>
    sealed === null ? undefined : seal.show(participantPlace(id, field), sealed);
  const found = rows.map((row) => ({
    ...row,
    said: open(row.id, 'name', row.name) ?? '',
    number: open(row.id, 'phone', row.phone),
  }));
  const alone = (await db.personAccount.count({ where: { accountId, personId: { not: person.id } } })) === 0;
  const oneName = new Set(found.map((it) => firstWord(it.said))).size === 1;
  const theirs = found.filter(
    (it) =>
      (alone && oneName) ||
      (person.phone !== undefined && it.number === person.phone && oneName) ||
      (person.name !== undefined && firstWord(it.said) === firstWord(person.name)),
  );
  const taken = new Set(
    (await db.participant.findMany({ where: { personId: person.id }, select: { trainingId: true } })).map(
      (row) => row.trainingId,
    ),
  );
  let linked = 0;
  for (const it of theirs) {
    if (taken.has(it.trainingId)) continue;
    taken.add(it.trainingId);
    await db.participant.update({
      where: { id: it.id },
      data: { personId: person.id, personNumber: person.number, name: null, phone: null, salutation: null },
    });
    linked++;
  }
  return linked;
}
