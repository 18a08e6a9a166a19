import { ownRowsOf, type OwnRows } from './own-rows.ts';
import { openCase } from '../cases/cases.ts';
import { lockPerson } from './erasure.ts';
import type { Services, Transaction } from '../core/services.ts';

/**
 * Moves one person, and nobody else who shares a chat, to another chat: what they can open there, their forms, open
 * cases, seats and what is queued for them. Without a new chat (a restored backup does not know it) the old ones lose
 * the person all the same, and a case asks the office to begin anew. Returns the chats that no longer lead to the
 * person.
 */
export async function moveAccess(
  services: Transaction,
  personId: number,
  to: number | undefined,
): Promise<readonly number[]> {
  const { db } = services;
  await lockPerson(services, personId);
  const person = await db.person.findUnique({ where: { id: personId }, select: { number: true } });
  if (person === null) return [];
  const theirs = await ownRowsOf(services, personId, person.number);
  const old = theirs.accounts.filter((it) => it.id !== to).map((it) => it.id);
  if (to !== undefined)
    await db.personAccount.upsert({
      where: { personId_accountId: { personId, accountId: to } },
      create: { personId, accountId: to, since: services.now() },
      update: {},
    });
  await moveForms(services, theirs, person.number, old, to);
  await moveRest(services, personId, theirs, old, to);
  await db.personAccount.deleteMany({ where: { personId, accountId: { in: old } } });
  for (const accountId of old) await leave(services, accountId, personId);
  // What was begun there before goes on from the menu, each for its own person.
  if (to !== undefined)
    await db.account.update({ where: { id: to }, data: { activePersonId: personId, state: null } });
  else if (old.length > 0)
    await openCase(services, {
      kind: 'stuck',
      accountId: undefined,
      personId,
      businessId: theirs.businesses[0],
      details: { recovery: 'restored' },
    });
  return old;
}

/**
 * At most one form of a kind is open in a chat: somebody else's in the new chat stays, otherwise the one that was used
 * last goes on.
 */
async function moveForms(
  { db, now }: Services,
  { drafts }: OwnRows,
  personNumber: string,
  old: readonly number[],
  to: number | undefined,
): Promise<void> {
  const theirs = { id: { in: [...drafts] }, accountId: { in: [...old] } };
  const discarded = { status: 'discarded', closedAt: now(), payload: null };
  if (to === undefined) {
    await db.draft.updateMany({ where: { ...theirs, status: 'open' }, data: discarded });
    return;
  }
  const both = await db.draft.findMany({
    where: { status: 'open', OR: [theirs, { accountId: to }] },
    select: { id: true, form: true, accountId: true, byPerson: true },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
  });
  const isOthers = (it: (typeof both)[number]): boolean =>
    it.accountId === to && it.byPerson !== null && it.byPerson !== personNumber;
  const ranked = [...both.filter(isOthers), ...both.filter((it) => !isOthers(it))];
  const older = ranked.filter((it, index) => ranked.findIndex((other) => other.form === it.form) < index);
  await db.draft.updateMany({ where: { id: { in: older.map((it) => it.id) } }, data: discarded });
  await db.draft.updateMany({ where: theirs, data: { accountId: to, promptMessageId: null } });
}

async function moveRest(
  { db, now }: Services,
  personId: number,
  { cases }: OwnRows,
  old: readonly number[],
  to: number | undefined,
): Promise<void> {
  const from = { accountId: { in: [...old] } };
  const accountId = to ?? null;
  await db.case.updateMany({ where: { ...from, id: { in: [...cases] } }, data: { accountId } });
  await db.participant.updateMany({ where: { ...from, personId }, data: { accountId } });
  // What was sent stays with the chat that shows it, so that a correction finds it.
  await db.delivery.updateMany({ where: { ...from, personId, status: 'pending' }, data: { accountId } });
  const queued = { ...from, personId, status: 'pending' };
  if (to === undefined)
    await db.outgoing.updateMany({ where: queued, data: { status: 'skipped', doneAt: now() } });
  else await db.outgoing.updateMany({ where: queued, data: { accountId: to } });
}

/** The others who use this chat keep everything; the conversation that may have been the person's ends. */
async function leave({ db }: Services, accountId: number, personId: number): Promise<void> {
  const account = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: {
      activePersonId: true,
      persons: { select: { personId: true }, orderBy: [{ since: 'asc' }, { personId: 'asc' }] },
    },
  });
  if (account.activePersonId !== personId && account.activePersonId !== null) return;
  await db.account.update({
    where: { id: accountId },
    data: { state: null, activePersonId: account.persons[0]?.personId ?? null },
  });
}
