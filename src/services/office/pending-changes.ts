import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import type { Prisma } from '../../../prisma/client/client.ts';
import { approvalReasonKeys, type ApprovalReason } from '../../domain/announcements/announcement.ts';
import { audit } from '../core/audit.ts';
import type { Services, Transaction } from '../core/services.ts';
import { activeMembers, type Member, type MemberRow } from './members.ts';
import { tell } from './text-notices.ts';

/**
 * What waits for a second person. Every text that more than one person reads goes through one rule (approvalReasons);
 * what the rule does not let through by one person, and whatever a reason says in an officer's own words, stands here
 * until somebody else has agreed. Until then everything stays as it was.
 */
const moment = z.iso.datetime();
/** What is said of somebody is sealed: services/partnership/steps/partner-letters.ts. */
const sealed = z.object({ sealed: z.string() });
const contents = {
  /** Other words of an announcement that has gone out. */
  'announcement-text': z.object({ text: z.string() }),
  /** Why an announcement no longer holds, in own words; it is marked already. */
  'announcement-reason': z.object({ reason: z.string() }),
  /** Why a training does not take place, in own words; it is cancelled already. */
  'training-reason': z.object({ reason: z.string() }),
  /** Another time or place. */
  'training-move': z.object({
    startsAt: moment,
    endsAt: moment,
    closesAt: moment,
    place: z.string().optional(),
  }),
  /** The end of the one stop. */
  'sending-start': z.object({}),
  /**
   * Two registrations of one person become one: numbers of the people and, where they are one business as well, of the
   * businesses; whose figure counts in a month that both have reported.
   */
  'person-merge': z.object({
    from: z.string(),
    into: z.string(),
    businesses: z.object({ from: z.string(), into: z.string() }).nullable(),
    counts: z.enum(['from', 'into']),
  }),
  /** What an officer has entered in the name of a company: a step, its yes to an agreement, answers to an evaluation. */
  'letter-step': sealed,
  'letter-yes': sealed,
  'letter-answers': sealed,
} as const;
type PendingKind = keyof typeof contents;
type ContentOf<K extends PendingKind> = z.infer<(typeof contents)[K]>;

/** What is to change, and how; one shape for each kind. */
export type Wanted = {
  [K in PendingKind]: { readonly kind: K; readonly content: ContentOf<K> };
}[PendingKind];

export interface PendingChange {
  readonly id: number;
  readonly wanted: Wanted;
  readonly announcementId: number | undefined;
  readonly trainingId: number | undefined;
  readonly applicationId: number | undefined;
  readonly reasons: readonly ApprovalReason[];
  readonly status: string;
  /** Numbers of members. */
  readonly createdBy: string;
  readonly decidedBy: string | undefined;
}

type Stored = Prisma.PendingChangeGetPayload<Record<string, never>>;

function wantedFromRow({ kind, content }: Pick<Stored, 'kind' | 'content'>): Wanted | undefined {
  switch (kind) {
    case 'announcement-text':
      return { kind, content: readAs(contents[kind], content) };
    case 'announcement-reason':
    case 'training-reason':
      return { kind, content: readAs(contents[kind], content) };
    case 'training-move':
      return { kind, content: readAs(contents[kind], content) };
    case 'sending-start':
      return { kind, content: readAs(contents[kind], content) };
    case 'person-merge':
      return { kind, content: readAs(contents[kind], content) };
    case 'letter-step':
    case 'letter-yes':
    case 'letter-answers':
      return { kind, content: readAs(contents[kind], content) };
  }
  return undefined;
}

function changeFromRow(row: Stored): PendingChange {
  const wanted = wantedFromRow(row);
  if (wanted === undefined) throw new Error(`expected a kind of pending change, got ${row.kind}`);
  return {
    id: row.id,
    wanted,
    announcementId: row.announcementId ?? undefined,
    trainingId: row.trainingId ?? undefined,
    applicationId: row.applicationId ?? undefined,
    reasons: approvalReasonKeys.filter((reason) => row.reasons.includes(reason)),
    status: row.status,
    createdBy: row.createdBy,
    decidedBy: row.decidedBy ?? undefined,
  };
}

/** What a change is about. */
export interface About {
  readonly announcementId?: number;
  readonly trainingId?: number;
  readonly applicationId?: number;
}

async function subjectOf(
  { db }: Services,
  { wanted, announcementId, trainingId, applicationId }: PendingChange,
): Promise<string> {
  if (announcementId !== undefined) return `announcement:${announcementId}`;
  if (trainingId !== undefined) return `training:${trainingId}`;
  if (wanted.kind === 'person-merge') return `person:${wanted.content.into}`;
  if (applicationId === undefined) return 'sending';
  const where = { id: applicationId };
  return `application:${(await db.application.findUniqueOrThrow({ where, select: { number: true } })).number}`;
}

/**
 * Keeps a change until a second person decides; an earlier one of the same kind about the same thing is replaced.
 * What it is about is locked by the caller.
 */
export async function keepForSecond(
  services: Transaction,
  by: Pick<Member, 'number'>,
  wanted: Wanted,
  about: About,
  reasons: readonly ApprovalReason[],
): Promise<PendingChange> {
  const { db, now } = services;
  const { announcementId = null, trainingId = null, applicationId = null } = about;
  await db.pendingChange.updateMany({
    where: {
      kind: wanted.kind,
      announcementId,
      trainingId,
      applicationId,
      status: 'waiting',
      ...(wanted.kind === 'person-merge' ? { content: { path: ['from'], equals: wanted.content.from } } : {}),
    },
    data: { status: 'replaced', decidedAt: now() },
  });
  const row = await db.pendingChange.create({
    data: {
      office: services.office.key,
      kind: wanted.kind,
      content: { ...wanted.content },
      announcementId,
      trainingId,
      applicationId,
      reasons: [...reasons],
      createdBy: by.number,
      createdAt: now(),
    },
  });
  const change = changeFromRow(row);
  await audit(services, {
    actor: by.number,
    action: 'change.ask',
    subject: await subjectOf(services, change),
    details: { kind: wanted.kind, change: row.id, reasons },
  });
  return change;
}

/**
 * Keeps a change like {@link keepForSecond} and asks everybody else who may decide about it; the first one decides.
 * Returns how many are asked.
 */
export async function askSecondPerson(
  services: Transaction,
  by: Pick<Member, 'number'>,
  wanted: Wanted,
  it: {
    readonly about: About;
    readonly reasons: readonly ApprovalReason[];
    readonly mayDecide: MayDecide;
  },
): Promise<number> {
  const change = await keepForSecond(services, by, wanted, it.about, it.reasons);
  const others = await othersWho(services, by, it.mayDecide);
  await tell(services, others, 'change-asked', `change:${change.id}`, { change: change.id });
  return others.length;
}

type MayDecide = (member: MemberRow) => boolean | Promise<boolean>;

async function othersWho(
  services: Services,
  by: Pick<Member, 'number'>,
  mayDecide: MayDecide,
): Promise<readonly MemberRow[]> {
  const others: MemberRow[] = [];
  for (const member of await activeMembers(services))
    if (member.number !== by.number && (await mayDecide(member))) others.push(member);
  return others;
}

/** Whoever has asked for a change that is locked takes it back, and whoever was asked need not decide any more. */
export async function takeBack(
  services: Transaction,
  change: PendingChange,
  by: Pick<Member, 'number'>,
  mayDecide: MayDecide,
): Promise<void> {
  await closeChange(services, change, by, 'taken-back');
  const others = await othersWho(services, by, mayDecide);
  await tell(services, others, 'change-decided', `change-back:${change.id}`, { change: change.id });
}

export async function pendingChangeById(services: Services, id: number): Promise<PendingChange | undefined> {
  const row = await services.db.pendingChange.findUnique({ where: { id } });
  return row === null ? undefined : changeFromRow(row);
}

/** What waits about an announcement, a training, an application, or (without any) the one stop; oldest first. */
export async function waitingChanges(services: Services, about: About): Promise<readonly PendingChange[]> {
  const { announcementId = null, trainingId = null, applicationId = null } = about;
  const rows = await services.db.pendingChange.findMany({
    where: { announcementId, trainingId, applicationId, status: 'waiting', kind: { not: 'person-merge' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(changeFromRow);
}

/** Takes a change for deciding, locked for the rest of the transaction; undefined when somebody was faster. */
export async function lockWaiting(services: Transaction, id: number): Promise<PendingChange | undefined> {
  await services.db.$queryRaw`SELECT id FROM pending_change WHERE id = ${id} FOR UPDATE`;
  const change = await pendingChangeById(services, id);
  return change?.status === 'waiting' ? change : undefined;
}

const closings = {
  approved: 'change.approve',
  late: 'change.approve',
  refused: 'change.refuse',
  'taken-back': 'change.take-back',
} as const;

/** Writes what became of a change, with its line in the audit log. */
export async function closeChange(
  services: Transaction,
  change: PendingChange,
  by: Pick<Member, 'number'>,
  status: keyof typeof closings,
): Promise<void> {
  await services.db.pendingChange.update({
    where: { id: change.id },
    data: { status, decidedBy: by.number, decidedAt: services.now() },
  });
  await audit(services, {
    actor: by.number,
    action: closings[status],
    subject: await subjectOf(services, change),
    details: {
      kind: change.wanted.kind,
      change: change.id,
      author: change.createdBy,
      ...(status === 'late' ? { late: true } : {}),
    },
  });
}
