import { Prisma } from '../../../prisma/client/client.ts';
import { accountColumns, accountFromRow, personFromRow, type Account, type PersonName } from './accounts.ts';
import type { Services, Transaction } from './services.ts';

/** What a message that the bot begins can be about; its words are made in bot/outbox when it is sent. */
export const outgoingKinds = [
  'invitation-opened',
  'member-welcome',
  'member-changed',
  'member-ended',

  'nudge',
  'approval',
  'change-asked',
  'change-decided',
  'text-notice',
  'receipt',
  'held',
  'self-paused',
  'queue-paused',
  'seat-offer',
  'seat-given',
  'seat-waits',
  'seat-lapsed',
  'seat-withdrawn',
  'seat-none',
  'training-near',
  'training-tomorrow',
  'training-today',
  'training-feedback',
  'training-changed',
  'training-cancelled',
  'training-reason',
  'report-reminder',
  'helper-ended',
  'helper-handed',
  'application-step',
  'accord-ends',
  'application-news',
  'decision-news',
  'recall-asked',
  'review-decided',
  'agreement-offered',
  'agreement-agreed',
  'agreement-company',
  'shipment-paid',
  'shipment-changed',
  'support-given',
  'evaluation-owner',
  'evaluation-partner',
  'evaluation-decided',
  'document-removed',
  'change-proposed',
  'proposal-answered',
  'chat-freed',
  'recovery-opened',
  'recovery-notice',
  'recovery-stopped',
  'recovery-moved',
  'recovery-left',
  'registrations-merged',
  'office-report',
  'case-message',
  'case-resolved',
  'case-answer',
  'case-ring',
  'case-helped',
  'case-assigned',
  'voice-sent',
  'case-morning',
  'sales-fell',
  'nib-hint',
  'follow-up',
  'photos-asked',
  'programme-news',
  'supply-asked',
  'supply-news',
  'group-news',
  'group-asked',
  'group-asked-helper',
] as const;
export type OutgoingKind = (typeof outgoingKinds)[number];

export interface NewOutgoing {
  /** What it is about: the same key is queued once, however often a job runs. */
  readonly key: string;
  readonly accountId: number;
  /** Whom it is for, where several people share the chat. */
  readonly personId?: number;
  readonly kind: OutgoingKind;
  readonly params: Readonly<Record<string, string | number>>;
  readonly notBefore: Date;
  /** Too late after this. */
  readonly expiresAt: Date;
}

export interface Outgoing {
  readonly id: number;
  readonly kind: string;
  readonly params: Prisma.JsonValue;
  readonly notBefore: Date;
  readonly account: Account;
  /** Whom it is for: of the people who share the chat, or the one who uses it now. */
  readonly person: PersonName | undefined;
  /** Whether it is for an owner; those are left in peace in quiet hours. */
  readonly forOwner: boolean;
}

export type Sent = 'sent' | 'refused' | 'unreachable' | 'unknown' | 'skipped';

/** Queues messages; those whose key is known already are left as they are. Returns how many are new. */
export async function queueOutgoing(
  services: Transaction,
  messages: readonly NewOutgoing[],
): Promise<number> {
  const { count } = await services.db.outgoing.createMany({
    data: messages.map((it) => ({ ...it, params: { ...it.params } })),
    skipDuplicates: true,
  });
  if (count > 0) services.noteQueued?.();
  return count;
}

/** A message that is due at once. */
export interface Note extends Omit<NewOutgoing, 'accountId' | 'notBefore' | 'expiresAt'> {
  /** Undefined for whoever has no chat: nothing is queued. */
  readonly accountId: number | undefined;
  /** Too late after so many ms. */
  readonly lastsMs: number;
}

/** Queues like {@link queueOutgoing} what is due at once. Returns how many are new. */
export function queueTo(services: Transaction, notes: readonly Note[]): Promise<number> {
  const now = services.now();
  return queueOutgoing(
    services,
    notes.flatMap(({ accountId, lastsMs, ...it }) =>
      accountId === undefined
        ? []
        : [{ ...it, accountId, notBefore: now, expiresAt: new Date(now.getTime() + lastsMs) }],
    ),
  );
}

/**
 * The rows of `persons` (a query with their `id`), each as `who` with the `chat` that can be reached and was last used.
 * The state of a chat stands in a subquery of its own, so that it is looked up by its key and never joined whole.
 */
const reachable = (persons: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM (${persons}) who, LATERAL (
    SELECT pa.account_id FROM person_account pa
    WHERE pa.person_id = who.id AND (SELECT a.unreachable_since FROM account a WHERE a.id = pa.account_id) IS NULL
    ORDER BY pa.since DESC, pa.account_id DESC LIMIT 1
  ) chat`;

/** One message for each of many people. */
export interface ManyOutgoing extends Omit<NewOutgoing, 'accountId' | 'personId'> {
  /** What its key begins with; the id of the person follows. */
  readonly key: string;
  /** It is too late already: recorded as skipped, so that the office can see it. */
  readonly missed?: boolean;
}

/**
 * Queues like {@link queueOutgoing} one message for each of these people who has a chat, in one statement. `persons`: a
 * query with their `id`. Returns how many are new.
 */
export async function queueToMany(
  services: Services,
  persons: Prisma.Sql,
  it: ManyOutgoing,
): Promise<number> {
  const [status, doneAt] = it.missed === true ? ['skipped', services.now()] : ['pending', null];
  const count = await services.db.$executeRaw`
    INSERT INTO outgoing (key, account_id, person_id, kind, params, status, not_before, expires_at, done_at)
    SELECT ${it.key} || who.id, chat.account_id, who.id, ${it.kind}, ${JSON.stringify(it.params)}::jsonb,
      ${status}, ${it.notBefore}, ${it.expiresAt}, ${doneAt}::timestamptz
    ${reachable(persons)}
    ORDER BY who.id
    ON CONFLICT (key) DO NOTHING`;
  if (count > 0) services.noteQueued?.();
  return count;
}

/** How many of these people have a chat that {@link queueToMany} would write to. */
export async function countReachable({ db }: Services, persons: Prisma.Sql): Promise<number> {
  const rows = await db.$queryRaw<{ readonly count: number }[]>`
    SELECT count(*)::int AS count ${reachable(persons)}`;
  return rows[0]?.count ?? 0;
}

/** What is due now, oldest first; what is overdue is recorded as skipped. */
export async function dueOutgoing(services: Services, most: number): Promise<readonly Outgoing[]> {
  const now = services.now();
  await services.db.outgoing.updateMany({
    where: { status: 'pending', expiresAt: { lte: now } },
    data: { status: 'skipped', doneAt: now },
  });
  const rows = await services.db.outgoing.findMany({
    where: { status: 'pending', notBefore: { lte: now } },
    select: {
      id: true,
      kind: true,
      params: true,
      notBefore: true,
      account: { select: accountColumns },
      person: { select: { id: true, number: true, name: true, salutation: true } },
    },
    orderBy: { id: 'asc' },
    take: most,
  });
  return rows.map(({ account: stored, person, ...row }) => {
    const account = accountFromRow(services, stored);
    return {
      ...row,
      account,
      person: person === null ? account.person : personFromRow(services, person),
      forOwner: person !== null,
    };
  });
}

/** When the next message that waits is due, after `after`. */
export async function nextOutgoing({ db }: Services, after: Date): Promise<Date | undefined> {
  const { _min: first } = await db.outgoing.aggregate({
    where: { status: 'pending', notBefore: { gt: after } },
    _min: { notBefore: true },
  });
  return first.notBefore ?? undefined;
}

/**
 * Marks one as being sent since `at`, just before the request; false when somebody else has it, or it waits again.
 */
export async function claimOutgoing(services: Services, id: number, at: Date): Promise<boolean> {
  const { count } = await services.db.outgoing.updateMany({
    where: { id, status: 'pending', notBefore: { lte: at } },
    data: { status: 'sending', doneAt: at },
  });
  return count === 1;
}

/**
 * Back into the queue what {@link claimOutgoing} may have claimed at that moment, when nothing was sent for it. One that
 * seems to wait is matched, too: its claim may still be under way, and this waits for it.
 */
export async function giveBackOutgoing(services: Services, id: number, at: Date): Promise<void> {
  await services.db.outgoing.updateMany({
    where: { id, OR: [{ status: 'pending' }, { status: 'sending', doneAt: at }] },
    data: { status: 'pending', doneAt: null },
  });
}

/** Ends one that is due without a request for it. */
export async function closeUnsent(
  services: Services,
  id: number,
  status: Exclude<Sent, 'sent' | 'unknown'>,
): Promise<void> {
  const now = services.now();
  await services.db.outgoing.updateMany({
    where: { id, status: 'pending', notBefore: { lte: now } },
    data: { status, doneAt: now },
  });
}

export async function finishOutgoing(
  services: Services,
  id: number,
  status: Sent,
  messageId?: number,
): Promise<void> {
  await services.db.outgoing.update({
    where: { id },
    data: { status, doneAt: services.now(), ...(messageId === undefined ? {} : { messageId }) },
  });
}

/** Back into the queue: Telegram certainly did not get it. */
export async function postponeOutgoing(services: Services, id: number, notBefore: Date): Promise<void> {
  await services.db.outgoing.update({ where: { id }, data: { status: 'pending', notBefore, doneAt: null } });
}

/** What a dead process was sending may or may not have arrived: *unknown*, never sent again by itself. */
export async function settleInterrupted(services: Services): Promise<number> {
  return (
    await services.db.outgoing.updateMany({
      where: { status: 'sending' },
      data: { status: 'unknown', doneAt: services.now() },
    })
  ).count;
}
