import { z } from 'zod';
import { randomBytes } from 'node:crypto';
import type { AuditAction } from '../../domain/office/audit-actions.ts';
import { Prisma } from '../../../prisma/client/client.ts';
import { approvalReasons, codeFrom, type ApprovalReason } from '../../domain/announcements/announcement.ts';
import { mayAnnounceTo, type Standing } from '../../domain/office/roles.ts';
import { criteria as criteriaSchema, type Criteria } from './audience.ts';
import { audit } from '../core/audit.ts';
import { activeMembers, type Member, type MemberRow } from '../office/members.ts';
import { queueOutgoing } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tellAdmins } from '../office/text-notices.ts';

/** The row is the state of a sending. */
const announcementStatuses = [
  /** Waits for a second person. */
  'approval',
  /** Waits for its time. */
  'scheduled',
  /** Its time has come: the people are being written down, page by page. */
  'freezing',
  'sending',
  /** Stopped by a person, or by itself after failures; goes on when somebody says so. */
  'paused',
  /** Late, or its sender has lost the role: somebody is asked first. */
  'held',
  'cancelled',
  'done',
  /** The second person said no. */
  'refused',
] as const;
export type AnnouncementStatus = (typeof announcementStatuses)[number];

/** Those in which something may still go out. */
export const openStatuses = [
  'approval',
  'scheduled',
  'freezing',
  'sending',
  'paused',
  'held',
] as const satisfies readonly AnnouncementStatus[];

export interface Announcement {
  readonly id: number;
  /** Six letters and digits that /cek knows. */
  readonly code: string;
  readonly trainingId: number | undefined;
  readonly text: string;
  readonly posterFileId: string | undefined;
  readonly audience: Criteria;
  readonly basis: Basis | undefined;
  readonly status: AnnouncementStatus;
  readonly statusReason: string | undefined;
  readonly scheduledAt: Date;
  readonly urgentReason: string | undefined;
  readonly approvalFor: readonly string[];
  readonly approvedBy: string | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly activeAt: Date | undefined;
  /** Number of the last person that was looked at while the audience is frozen; 0 before. */
  readonly frozenUpTo: number;
  /** 1 as it was sent; higher after a correction. */
  readonly version: number;
  readonly withdrawnAt: Date | undefined;
  readonly withdrawReason: string | undefined;
  readonly progress: { readonly chatId: number; readonly messageId: number | undefined } | undefined;
}

/** What the criteria came to when the audience was frozen: nobody can be found again in it. */
const basis = z.object({
  matched: z.number(),
  reached: z.number(),
  notReached: z.record(z.string(), z.number()),
});
type Basis = Readonly<z.infer<typeof basis>>;

type Stored = Prisma.AnnouncementGetPayload<Record<string, never>>;

function isStatus(text: string): text is AnnouncementStatus {
  return announcementStatuses.some((status) => status === text);
}

export function announcementFromRow(row: Stored): Announcement {
  if (!isStatus(row.status))
    throw new Error(`expected a status of an announcement, got ${row.status} in ${row.code}`);
  return {
    id: row.id,
    code: row.code,
    trainingId: row.trainingId ?? undefined,
    text: row.text,
    posterFileId: row.posterFileId ?? undefined,
    audience: criteriaSchema.parse(row.audience),
    basis: basis.safeParse(row.basis).data,
    status: row.status,
    statusReason: row.statusReason ?? undefined,
    scheduledAt: row.scheduledAt,
    urgentReason: row.urgentReason ?? undefined,
    approvalFor: row.approvalFor,
    approvedBy: row.approvedBy ?? undefined,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    startedAt: row.startedAt ?? undefined,
    finishedAt: row.finishedAt ?? undefined,
    activeAt: row.activeAt ?? undefined,
    frozenUpTo: row.frozenUpTo,
    version: row.version,
    withdrawnAt: row.withdrawnAt ?? undefined,
    withdrawReason: row.withdrawReason ?? undefined,
    progress:
      row.progressChatId === null
        ? undefined
        : { chatId: Number(row.progressChatId), messageId: row.progressId ?? undefined },
  };
}

export interface NewAnnouncement {
  readonly trainingId: number | undefined;
  /** The officer's own words, at most 400 characters. */
  readonly text: string;
  readonly posterFileId?: string | undefined;
  readonly audience: Criteria;
  /** Now or later. */
  readonly scheduledAt: Date;
  /** Passes quiet hours and the weekly cap; always needs a second person. */
  readonly urgentReason?: string | undefined;
  /** People that it would reach now. */
  readonly size: number;
  /** Number of the member. */
  readonly createdBy: string;
  readonly draftId: number;
  /** Chat in which the progress is shown. */
  readonly officerAccountId: number;
}

/**
 * Stores what is to be sent; nothing goes out in here. A second person is asked by size (`SECOND_PERSON_ABOVE`), for
 * urgent ones, and for texts with links, phone or account numbers.
 */
export async function createAnnouncement(
  services: Transaction,
  it: NewAnnouncement,
): Promise<{
  readonly id: number;
  readonly code: string;
  readonly status: 'approval' | 'scheduled';
  readonly approvalFor: readonly ApprovalReason[];
}> {
  const { db, now, office } = services;
  const training =
    it.trainingId === undefined
      ? null
      : await db.training.findUnique({
          where: { id: it.trainingId },
          select: { title: true, place: true, address: true, bring: true },
        });
  const approvalFor = approvalReasons({
    size: it.size,
    above: office.secondPersonAbove,
    urgent: it.urgentReason !== undefined,
    words: [it.text, ...Object.values(training ?? {}).map((words) => words ?? undefined)],
  });
  const status = approvalFor.length > 0 ? 'approval' : 'scheduled';
  const code = await freeCode(services);
  const account = await db.account.findUnique({
    where: { id: it.officerAccountId },
    select: { chatId: true },
  });
  const row = await db.announcement.create({
    data: {
      office: services.office.key,
      code,
      trainingId: it.trainingId ?? null,
      text: it.text,
      posterFileId: it.posterFileId ?? null,
      audience: { ...it.audience },
      status,
      scheduledAt: it.scheduledAt,
      urgentReason: it.urgentReason ?? null,
      approvalFor: [...approvalFor],
      createdBy: it.createdBy,
      createdAt: now(),
      draftId: it.draftId,
      progressChatId: account?.chatId ?? null,
    },
    select: { id: true },
  });
  await audit(services, {
    actor: it.createdBy,
    action: 'announcement.create',
    subject: `announcement:${code}`,
    details: {
      size: it.size,
      urgent: it.urgentReason !== undefined,
      approvalFor,
      scheduledAt: it.scheduledAt.toISOString(),
    },
  });
  if (status === 'approval') await askForApproval(services, row.id, it.createdBy);
  else if (it.size > 1)
    await noteSent(services, { id: row.id, createdBy: it.createdBy, audience: it.audience });
  return { id: row.id, code, status, approvalFor };
}

/** Admins read what goes out to more than one person. */
function noteSent(
  services: Transaction,
  { id, createdBy: by, audience }: Pick<Announcement, 'id' | 'createdBy' | 'audience'>,
): Promise<void> {
  const { kecamatan: places } = audience;
  return tellAdmins(services, {
    what: 'announcement-sent',
    by,
    about: { announcement: id },
    version: 1,
    places,
  });
}

/** A code that no announcement has. */
async function freeCode(services: Services): Promise<string> {
  for (;;) {
    const code = codeFrom(randomBytes(8));
    if ((await services.db.announcement.count({ where: { code } })) === 0) return code;
  }
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Everybody else who may send to these people is asked; the first one decides. */
export async function askForApproval(services: Transaction, id: number, createdBy: string): Promise<void> {
  const now = services.now();
  const it = await announcementById(services, id);
  const others: MemberRow[] = [];
  for (const member of await activeMembers(services))
    if (member.number !== createdBy && it !== undefined && (await mayHandle(services, member, it)))
      others.push(member);
  await queueOutgoing(
    services,
    others.flatMap((member) =>
      member.accountId === undefined
        ? []
        : [
            {
              key: `approval:${id}:${member.number}`,
              accountId: member.accountId,
              kind: 'approval' as const,
              params: { announcement: id },
              notBefore: now,
              expiresAt: new Date(now.getTime() + WEEK_MS),
            },
          ],
    ),
  );
}

export async function announcementById(services: Services, id: number): Promise<Announcement | undefined> {
  const row = await services.db.announcement.findUnique({ where: { id } });
  return row === null ? undefined : announcementFromRow(row);
}

/** Whether a member may see an announcement and do something with it: whoever could have written it. */
export async function mayHandle(
  services: Services,
  member: Standing | undefined,
  it: Pick<Announcement, 'audience' | 'trainingId'>,
): Promise<boolean> {
  const training =
    it.trainingId === undefined
      ? null
      : await services.db.training.findUnique({ where: { id: it.trainingId }, select: { kecamatan: true } });
  return mayAnnounceTo(member, it.audience.kecamatan, training?.kecamatan ?? undefined);
}

/** An announcement as far as this member may handle it; numbers may be made by hand. */
export async function announcementFor(
  services: Services,
  member: Standing | undefined,
  id: number,
): Promise<Announcement | undefined> {
  const it = await announcementById(services, id);
  return it !== undefined && (await mayHandle(services, member, it)) ? it : undefined;
}

/** What this member may handle, the newest first. */
export async function recentAnnouncements(
  services: Services,
  member: Standing,
  take: number,
): Promise<readonly Announcement[]> {
  const own = [...member.kecamatan];
  const within =
    own.length === 0
      ? Prisma.empty
      : Prisma.sql`
        WHERE jsonb_array_length(a.audience->'kecamatan') > 0
          AND a.audience->'kecamatan' <@ ${JSON.stringify(own)}::jsonb
          AND (t.kecamatan IS NULL OR t.kecamatan = ANY (${own}))`;
  const ids = await services.db.$queryRaw<{ readonly id: number }[]>`
    SELECT a.id FROM announcement a LEFT JOIN training t ON t.id = a.training_id ${within}
    ORDER BY a.id DESC LIMIT ${take}`;
  const rows = await services.db.announcement.findMany({
    where: { id: { in: ids.map((it) => it.id) } },
    orderBy: { id: 'desc' },
  });
  return rows.flatMap((row) => {
    try {
      return [announcementFromRow(row)];
    } catch {
      // One that cannot be read must not hide the others.
      return [];
    }
  });
}

/** Locks an announcement for the rest of the transaction. */
export async function lockAnnouncement(services: Transaction, id: number): Promise<Announcement | undefined> {
  await services.db.$queryRaw`SELECT id FROM announcement WHERE id = ${id} FOR UPDATE`;
  return announcementById(services, id);
}

export type Change =
  | { readonly kind: 'done' }
  | { readonly kind: 'no'; readonly status: AnnouncementStatus }
  /** Outside the member's kecamatan, or not there at all. */
  | { readonly kind: 'not-yours' };

/** Changes the status from one of several to another, once, with its line in the audit log. */
export async function moveAnnouncement(
  services: Transaction,
  id: number,
  actor: string,
  it: {
    readonly from: readonly AnnouncementStatus[];
    readonly to: AnnouncementStatus;
    readonly action: AuditAction;
    readonly reason?: string | undefined;
    readonly data?: Prisma.AnnouncementUpdateInput;
  },
): Promise<Change> {
  const known = await lockAnnouncement(services, id);
  if (known === undefined) return { kind: 'no', status: 'cancelled' };
  if (!it.from.includes(known.status)) return { kind: 'no', status: known.status };
  await services.db.announcement.update({
    where: { id },
    data: { status: it.to, statusReason: it.reason ?? null, ...it.data },
  });
  await audit(services, {
    actor,
    action: it.action,
    subject: `announcement:${known.code}`,
    details: { from: known.status, to: it.to, ...(it.reason === undefined ? {} : { reason: it.reason }) },
  });
  return { kind: 'done' };
}

export type Approved = Change | { readonly kind: 'own' };

/** What a person of the office wants with an announcement; the rights are looked at here, whoever calls. */
async function moveBy(
  services: Transaction,
  id: number,
  by: Member,
  move: (known: Announcement) => Parameters<typeof moveAnnouncement>[3] | 'own',
): Promise<Approved> {
  const known = await lockAnnouncement(services, id);
  if (known === undefined || !(await mayHandle(services, by, known))) return { kind: 'not-yours' };
  const wanted = move(known);
  return wanted === 'own' ? { kind: 'own' } : moveAnnouncement(services, id, by.number, wanted);
}

/** The second person says yes: never the one who wrote it. Late by then, it goes out now. */
export async function approveAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  const now = services.now();
  const moved = await moveBy(services, id, by, (known) =>
    known.createdBy === by.number
      ? 'own'
      : {
          from: ['approval'],
          to: 'scheduled',
          action: 'announcement.approve',
          data: {
            approvedBy: by.number,
            approvedAt: now,
            ...(known.scheduledAt < now ? { scheduledAt: now } : {}),
          },
        },
  );
  const approved = moved.kind === 'done' ? await announcementById(services, id) : undefined;
  if (approved !== undefined) await noteSent(services, approved);
  return moved;
}

/** The second person says no. */
export function refuseAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  return moveBy(services, id, by, (known) =>
    known.createdBy === by.number
      ? 'own'
      : { from: ['approval'], to: 'refused', action: 'announcement.refuse' },
  );
}

export function pauseAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  return moveBy(services, id, by, () => ({
    from: ['sending', 'freezing', 'scheduled'],
    to: 'paused',
    action: 'announcement.pause',
  }));
}

/**
 * Goes on after a pause, or sends what was held. What was never started is due now, whatever time had been set;
 * what still lacks its second person waits for one. Who lets the sending of somebody without a role go on takes
 * it over.
 */
export function resumeAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  const now = services.now();
  return moveBy(services, id, by, (known) => {
    const started = known.startedAt !== undefined;
    const unapproved = known.approvalFor.length > 0 && known.approvedBy === undefined;
    return {
      from: ['paused', 'held'],
      to: started ? 'sending' : unapproved ? 'approval' : 'scheduled',
      action: 'announcement.resume',
      data: {
        activeAt: now,
        ...(started || known.scheduledAt > now ? {} : { scheduledAt: now }),
        ...(known.statusReason === 'creator-revoked' && !unapproved ? { approvedBy: by.number } : {}),
      },
    };
  });
}

/** Ends a sending: who has not got it, will not. */
export async function cancelAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  const moved = await moveBy(services, id, by, () => ({
    from: openStatuses,
    to: 'cancelled',
    action: 'announcement.cancel',
    data: { finishedAt: services.now() },
  }));
  if (moved.kind === 'done')
    await services.db.delivery.updateMany({
      where: { announcementId: id, status: 'pending' },
      data: { status: 'cancelled', at: services.now() },
    });
  return moved;
}

/** In which language the progress is shown; undefined when that chat cannot be reached. */
export async function progressLanguage(services: Services, chatId: number): Promise<string | undefined> {
  const account = await services.db.account.findUnique({
    where: { chatId },
    select: { language: true, unreachableSince: true },
  });
  return account === null || account.unreachableSince !== null ? undefined : account.language;
}

/** Which message shows the progress. */
export async function setProgressMessage(services: Services, id: number, messageId: number): Promise<void> {
  await services.db.announcement.update({ where: { id }, data: { progressId: messageId } });
}

/** What the officer's form ended with becomes the progress, unless there is a message for it already. */
export async function keepNote(services: Services, id: number, messageId: number): Promise<void> {
  await services.db.announcement.updateMany({
    where: { id, progressId: null },
    data: { progressId: messageId },
  });
}
