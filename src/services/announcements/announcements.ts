import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import { Prisma } from '../../../prisma/client/client.ts';
import { approvalReasonKeys, type ApprovalReason } from '../../domain/announcements/announcement.ts';
import { mayAnnounceTo, type Standing } from '../../domain/office/roles.ts';
import { clip } from '../../domain/words/clip.ts';
import { criteria as criteriaSchema, type Criteria } from './criteria.ts';
import type { Services, Transaction } from '../core/services.ts';

/** So many of the newest are looked through for those that can be answered. */
const LOOKED_AT = 30;

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
  /** The survey to which it invites. */
  readonly survey: AnnouncedSurvey | undefined;
  /** The series that it is one of. */
  readonly seriesId: number | undefined;
  readonly text: string;
  readonly posterFileId: string | undefined;
  readonly audience: Criteria;
  readonly basis: Basis | undefined;
  readonly status: AnnouncementStatus;
  readonly statusReason: string | undefined;
  readonly scheduledAt: Date;
  readonly urgentReason: string | undefined;
  readonly approvalFor: readonly ApprovalReason[];
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

/** As much of a survey as stands in its invitation. */
export interface AnnouncedSurvey {
  readonly id: number;
  readonly title: string;
  /** How many questions it has. */
  readonly questions: number;
  /** The last day on which it can be answered, YYYY-MM-DD. */
  readonly closesOn: string;
}

/** What is read with every announcement. */
export const withSurvey = {
  survey: { select: { id: true, title: true, questions: true, closesOn: true } },
} as const satisfies Prisma.AnnouncementInclude;

type Stored = Prisma.AnnouncementGetPayload<{ include: typeof withSurvey }>;

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
    survey:
      row.survey === null
        ? undefined
        : {
            ...row.survey,
            questions: Array.isArray(row.survey.questions) ? row.survey.questions.length : 0,
          },
    seriesId: row.seriesId ?? undefined,
    text: row.text,
    posterFileId: row.posterFileId ?? undefined,
    audience: readAs(criteriaSchema, row.audience),
    basis: basis.safeParse(row.basis).data,
    status: row.status,
    statusReason: row.statusReason ?? undefined,
    scheduledAt: row.scheduledAt,
    urgentReason: row.urgentReason ?? undefined,
    approvalFor: approvalReasonKeys.filter((reason) => row.approvalFor.includes(reason)),
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

export async function announcementById(services: Services, id: number): Promise<Announcement | undefined> {
  const row = await services.db.announcement.findUnique({ where: { id }, include: withSurvey });
  return row === null ? undefined : announcementFromRow(row);
}

const MOST_TITLE = 60;

/** What an announcement is called: its training, its survey, or its first words. */
export async function announcementTitle(
  { db }: Services,
  { trainingId, survey, text }: Pick<Announcement, 'trainingId' | 'survey' | 'text'>,
): Promise<string> {
  const training =
    trainingId === undefined
      ? null
      : await db.training.findUnique({ where: { id: trainingId }, select: { title: true } });
  return training?.title ?? survey?.title ?? clip(text, MOST_TITLE);
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

/** An announcement as far as this member may handle it; numbers may be forged. */
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
    include: withSurvey,
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

/** An announcement of a training or a survey that people could answer, so that the others can be written to once more. */
export interface Answerable {
  readonly id: number;
  readonly code: string;
  /** Of its training or survey. */
  readonly title: string;
}

/** Of what this member may handle, the newest that went out for a training or a survey, `take` of them at most. */
export async function answerableAnnouncements(
  services: Services,
  member: Standing,
  take: number,
): Promise<readonly Answerable[]> {
  const sent = (await recentAnnouncements(services, member, LOOKED_AT)).filter(
    (it) =>
      it.startedAt !== undefined &&
      it.withdrawnAt === undefined &&
      (it.trainingId !== undefined || it.survey !== undefined),
  );
  return Promise.all(
    sent.slice(0, take).map(async (it) => ({
      id: it.id,
      code: it.code,
      title: await announcementTitle(services, it),
    })),
  );
}

/** Locks an announcement for the rest of the transaction. */
export async function lockAnnouncement(services: Transaction, id: number): Promise<Announcement | undefined> {
  await services.db.$queryRaw`SELECT id FROM announcement WHERE id = ${id} FOR UPDATE`;
  return announcementById(services, id);
}
