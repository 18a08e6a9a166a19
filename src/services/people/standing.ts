import { z } from 'zod';
import { accountColumns, accountFromRow } from '../core/accounts.ts';
import { audit } from '../core/audit.ts';
import type { Officer } from '../office/in-area.ts';
import { queueTo } from '../core/outgoing.ts';
import { peopleIn } from './people-search.ts';
import { codecs, tryDecode } from '../core/codecs.ts';
import type { Services, Transaction } from '../core/services.ts';
import { stoppedNow, type Stoppable } from './stopping.ts';

const DAY_MS = 24 * 3_600_000;
const SHOWN = 3;

/** Whom an officer looks at: a person, or a chat in which nobody has registered. */
export type Target = { readonly personId: number } | { readonly accountId: number };

export interface OpenForm {
  readonly form: string;
  /** As the form engine stored it. */
  readonly payload: string;
  /** Numbered questions left. */
  readonly remaining: number;
  readonly updatedAt: Date;
}

/** Where one chat stands. */
export interface ChatStanding {
  readonly accountId: number;
  readonly unreachableSince: Date | undefined;
  /** Several people use it. */
  readonly shared: boolean;
  /** Ids of the conversations that wait for an answer. */
  readonly conversations: readonly string[];
  /** Unfinished forms of this person, the last used first. */
  readonly forms: readonly OpenForm[];
  /** Updates that failed or were set aside in the last two days, the last first. */
  readonly failures: readonly {
    readonly receivedAt: Date;
    readonly attempts: number;
    /** Undefined while it waits for its next try. */
    readonly outcome: string | undefined;
  }[];
}

export interface Standing {
  readonly personNumber: string | undefined;
  readonly name: string | undefined;
  readonly businesses: readonly string[];
  readonly stopped: readonly Stoppable[];
  /** Registered in a chat of their own: one that is lost can be recovered. */
  readonly ownChat: boolean;
  readonly chats: readonly ChatStanding[];
  /** Messages that the bot began and that did not arrive, the last first. */
  readonly undelivered: readonly { readonly kind: string; readonly status: string; readonly at: Date }[];
}

/** The chats of a target in a member's area; undefined for every other one: the number may be forged. */
async function chatsOf(
  services: Services,
  member: Officer,
  target: Target,
): Promise<readonly number[] | undefined> {
  const { db } = services;
  if ('accountId' in target) {
    // Somebody who has not registered belongs to no kecamatan.
    const known =
      member.kecamatan.length === 0 &&
      (await db.account.count({ where: { id: target.accountId, persons: { none: {} } } })) > 0;
    return known ? [target.accountId] : undefined;
  }
  const row = await db.person.findFirst({
    where: { AND: [{ id: target.personId }, peopleIn(services, member)] },
    select: { accounts: { select: { accountId: true }, orderBy: { accountId: 'asc' } } },
  });
  return row?.accounts.map((it) => it.accountId);
}

/** Whether a member may look at somebody at all. */
export async function maySee(services: Services, member: Officer, target: Target): Promise<boolean> {
  return (await chatsOf(services, member, target)) !== undefined;
}

/** What the audit log calls a target: a random number, or the row of a chat. */
export async function targetSubject(services: Services, target: Target): Promise<string> {
  if ('accountId' in target) return `account:${target.accountId}`;
  const row = await services.db.person.findUnique({
    where: { id: target.personId },
    select: { number: true },
  });
  return `person:${row?.number ?? '–'}`;
}

/** Records who looked where somebody stands, before it is shown. */
export async function noteStandingRead(
  services: Transaction,
  member: Officer,
  target: Target,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'person.standing',
    subject: await targetSubject(services, target),
  });
}

/** Where somebody stands: forms, failures, what is stopped; never what was answered. Undefined outside the area. */
export async function standingOf(
  services: Services,
  member: Officer,
  target: Target,
): Promise<Standing | undefined> {
  const { db, seal } = services;
  const accounts = await chatsOf(services, member, target);
  if (accounts === undefined) return undefined;
  const person =
    'personId' in target
      ? await db.person.findUnique({
          where: { id: target.personId },
          select: {
            id: true,
            number: true,
            name: true,
            source: true,
            businesses: { select: { number: true } },
          },
        })
      : null;
  const chats: ChatStanding[] = [];
  for (const id of accounts) chats.push(await chatStanding(services, id, person?.number));
  const [first] = accounts;
  const undelivered = await db.outgoing.findMany({
    where: {
      ...(person === null ? { accountId: { in: [...accounts] } } : { personId: person.id }),
      status: { in: ['refused', 'unreachable', 'unknown'] },
    },
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: { kind: true, status: true, doneAt: true, notBefore: true },
  });
  return {
    personNumber: person?.number,
    name: person?.name == null ? undefined : seal.show(`person:${person.id}:name`, person.name),
    businesses: person?.businesses.flatMap((it) => it.number ?? []) ?? [],
    stopped:
      person === null && first === undefined
        ? []
        : await stoppedNow(services, { accountId: first ?? 0, personId: person?.id }),
    ownChat: person !== null && (person.source === 'telegram' || accounts.length > 0),
    chats,
    undelivered: undelivered.map(({ kind, status, doneAt, notBefore }) => ({
      kind,
      status,
      at: doneAt ?? notBefore,
    })),
  };
}

const pluginState = codecs.json(z.object({ state: z.record(z.string(), z.unknown()) }));

async function chatStanding(
  services: Services,
  id: number,
  personNumber: string | undefined,
): Promise<ChatStanding> {
  const { db, seal, now } = services;
  const row = await db.account.findUniqueOrThrow({
    where: { id },
    select: { ...accountColumns, _count: { select: { persons: true } } },
  });
  const account = accountFromRow(services, row);
  const state = account.state === undefined ? undefined : tryDecode(pluginState, account.state);
  const drafts = await db.draft.findMany({
    where: {
      accountId: id,
      status: 'open',
      ...(personNumber === undefined ? {} : { OR: [{ byPerson: null }, { byPerson: personNumber }] }),
    },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
  });
  const failures = await db.inboxUpdate.findMany({
    where: {
      chatId: row.chatId,
      receivedAt: { gt: new Date(now().getTime() - 2 * DAY_MS) },
      OR: [{ outcome: { in: ['set-aside', 'unreachable', 'flood'] } }, { attempts: { gt: 0 } }],
    },
    orderBy: [{ receivedAt: 'desc' }, { updateId: 'desc' }],
    take: SHOWN,
    select: { receivedAt: true, attempts: true, outcome: true },
  });
  return {
    accountId: id,
    unreachableSince: row.unreachableSince ?? undefined,
    shared: row._count.persons > 1,
    conversations: Object.keys(state?.state ?? {}),
    forms: drafts.map((it) => ({
      form: it.form,
      payload: (it.payload === null ? undefined : seal.tryDecrypt(`draft:${it.id}`, it.payload)) ?? '{}',
      remaining: it.remaining,
      updatedAt: it.updatedAt,
    })),
    failures: failures.map((it) => ({ ...it, outcome: it.outcome ?? undefined })),
  };
}

/**
 * *Bebaskan*: the conversation that was open ends, every unfinished form stays, and the person is told that they can
 * go on. Returns how many chats were set free; undefined outside the member's area.
 */
export async function setFree(
  services: Transaction,
  member: Officer,
  target: Target,
): Promise<number | undefined> {
  const { db, now } = services;
  const accounts = await chatsOf(services, member, target);
  if (accounts === undefined) return undefined;
  // Before the chats, in the order in which an erasure locks.
  if ('personId' in target)
    await db.$queryRaw`SELECT id FROM person WHERE id = ${target.personId} FOR KEY SHARE`;
  await db.account.updateMany({ where: { id: { in: [...accounts] } }, data: { state: null } });
  await queueTo(
    services,
    accounts.map((accountId) => ({
      key: `freed:${accountId}:${now().getTime()}`,
      accountId,
      ...('personId' in target ? { personId: target.personId } : {}),
      kind: 'chat-freed' as const,
      // An answer to what somebody at the office has just done: it does not wait for the morning.
      params: { anytime: 1 },
      lastsMs: DAY_MS,
    })),
  );
  await audit(services, {
    actor: member.number,
    action: 'conversation.free',
    subject: await targetSubject(services, target),
    details: { chats: accounts.length },
  });
  return accounts.length;
}
