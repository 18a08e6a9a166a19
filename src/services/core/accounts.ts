import type { Prisma } from '../../../prisma/client/client.ts';
import { readLastLetter, type LastLetter } from './last-letter.ts';
import type { Services } from './services.ts';

/** A private chat and the person whose turn it is in it. */
export interface Account {
  readonly id: number;
  readonly chatId: number;
  readonly language: string;
  readonly unreachable: boolean;
  /** Telegram did not find the chat at the last message. */
  readonly doubtful: boolean;
  readonly state: string | undefined;
  readonly person: PersonName | undefined;
  readonly letter: LastLetter | undefined;
}

export interface PersonName {
  readonly id: number;
  readonly number: string;
  readonly name: string | undefined;
  readonly salutation: 'L' | 'P' | undefined;
}

const person = {
  select: { id: true, number: true, name: true, salutation: true },
} satisfies Prisma.PersonDefaultArgs;
export const accountColumns = {
  id: true,
  chatId: true,
  language: true,
  unreachableSince: true,
  notFoundAt: true,
  state: true,
  letter: true,
  activePerson: person,
} satisfies Prisma.AccountSelect;

type Stored = Omit<Prisma.AccountGetPayload<{ select: typeof accountColumns }>, 'chatId' | 'letter'> & {
  readonly chatId: number | bigint;
  readonly letter: unknown;
};
type StoredPerson = Prisma.PersonGetPayload<typeof person>;

export const statePlace = (chatId: number | bigint): string => `account:${chatId}:state`;

export function personFromRow(services: Services, row: StoredPerson): PersonName {
  return {
    id: row.id,
    number: row.number,
    name: row.name === null ? undefined : services.seal.tryDecrypt(`person:${row.id}:name`, row.name),
    salutation: row.salutation === 'L' || row.salutation === 'P' ? row.salutation : undefined,
  };
}

export function accountFromRow(services: Services, row: Stored): Account {
  return {
    id: row.id,
    chatId: Number(row.chatId),
    language: row.language,
    unreachable: row.unreachableSince !== null,
    doubtful: row.notFoundAt !== null,
    state: row.state === null ? undefined : services.seal.tryDecrypt(statePlace(row.chatId), row.state),
    person: row.activePerson === null ? undefined : personFromRow(services, row.activePerson),
    letter: readLastLetter(row.letter),
  };
}

/** The account of a chat, made at its first message. */
export async function accountOf(services: Services, chatId: number, language: string): Promise<Account> {
  const known = await services.db.account.findUnique({ where: { chatId }, select: accountColumns });
  if (known !== null) return accountFromRow(services, known);
  const made = await services.db.account.upsert({
    where: { chatId },
    create: { office: services.office.key, chatId, language, firstSeenAt: services.now() },
    update: {},
    select: accountColumns,
  });
  return accountFromRow(services, made);
}

/** The number of a chat that has written before, without a look at what is sealed. */
export async function accountIdOf(services: Services, chatId: number): Promise<number | undefined> {
  const row = await services.db.account.findUnique({ where: { chatId }, select: { id: true } });
  return row?.id;
}

export async function setLanguage(services: Services, accountId: number, language: string): Promise<void> {
  await services.db.account.update({ where: { id: accountId }, data: { language } });
}

/** Telegram said that messages no longer arrive (blocked, deactivated), or that they do again. */
export async function setReachable(services: Services, chatId: number, reachable: boolean): Promise<void> {
  await services.db.account.updateMany({
    where: { chatId },
    data: { unreachableSince: reachable ? null : services.now(), notFoundAt: null },
  });
}

/**
 * Telegram did not find a chat when a message went there. Once says little: in trouble it says so of everybody. True
 * when another message had met the same before: from now on the chat is unreachable.
 */
export async function noteNotFound(services: Services, chatId: number, message: string): Promise<boolean> {
  const { db } = services;
  const first = await db.account.updateMany({
    where: { chatId, notFoundAt: null },
    data: { notFoundAt: message },
  });
  if (first.count > 0) return false;
  const known = await db.account.findUnique({ where: { chatId }, select: { notFoundAt: true } });
  if (known === null || known.notFoundAt === message) return false;
  await setReachable(services, chatId, false);
  return true;
}

/** The people who use this chat, in the order they came. */
export async function peopleOf(services: Services, accountId: number): Promise<readonly PersonName[]> {
  // In one statement, since every menu and every step of a report asks it.
  const rows = await services.db.$queryRaw<StoredPerson[]>`
    SELECT p.id, p.number, p.name, p.salutation FROM person_account u JOIN person p ON p.id = u.person_id
    WHERE u.account_id = ${accountId} ORDER BY u.since`;
  return rows.map((row) => personFromRow(services, row));
}

/** Whose turn it is now; only a person of this chat. */
export async function setActivePerson(
  services: Services,
  accountId: number,
  personId: number,
): Promise<boolean> {
  const belongs = await services.db.personAccount.findUnique({
    where: { personId_accountId: { personId, accountId } },
  });
  if (belongs === null) return false;
  await services.db.account.update({ where: { id: accountId }, data: { activePersonId: personId } });
  return true;
}

/** The owner of a business when they use this chat; undefined for a forged number. */
export async function ownerInAccount(
  services: Services,
  accountId: number,
  businessId: number,
): Promise<number | undefined> {
  const row = await services.db.business.findFirst({
    where: { id: businessId, owner: { accounts: { some: { accountId } } } },
    select: { ownerId: true },
  });
  return row?.ownerId ?? undefined;
}

/** The chat in which a person can be reached and that they used last; undefined when there is none. */
export async function chatOfPerson(services: Services, personId: number): Promise<number | undefined> {
  const row = await services.db.personAccount.findFirst({
    where: { personId, account: { unreachableSince: null } },
    orderBy: [{ since: 'desc' }, { accountId: 'desc' }],
    select: { accountId: true },
  });
  return row?.accountId;
}

/** The language of a chat; undefined when it cannot be reached. */
export async function reachableLanguage(services: Services, chatId: number): Promise<string | undefined> {
  const account = await services.db.account.findUnique({
    where: { chatId },
    select: { language: true, unreachableSince: true },
  });
  return account === null || account.unreachableSince !== null ? undefined : account.language;
}
