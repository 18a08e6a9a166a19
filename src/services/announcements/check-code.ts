import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import { announcementFromRow, withSurvey, type Announcement } from './announcements.ts';
import { addEvent, openCase, writeText, type CaseFile } from '../cases/cases.ts';
import type { Services, Transaction } from '../core/services.ts';

/** An announcement as it holds now, to be compared with what somebody received. */
export interface CheckedAnnouncement {
  readonly announcement: Announcement;
  readonly training:
    | {
        readonly id: number;
        readonly title: string;
        readonly startsAt: Date;
        readonly endsAt: Date;
        readonly place: string;
        readonly kecamatan: string | undefined;
        readonly seats: number;
        readonly closesAt: Date;
      }
    | undefined;
  /** Why it no longer holds: the announcement was withdrawn, or its training cancelled. */
  readonly withdrawn: string | undefined;
}

/**
 * The first of these codes that belongs to an announcement which has begun to go out. One that waits for its time or
 * for a second person is not vouched for: its text may never be sent.
 */
export async function checkCodes(
  services: Services,
  codes: readonly string[],
): Promise<CheckedAnnouncement | undefined> {
  if (codes.length === 0) return undefined;
  const rows = await services.db.announcement.findMany({
    where: { code: { in: [...codes] }, startedAt: { not: null } },
    include: { training: true, ...withSurvey },
  });
  const row = codes.flatMap((code) => rows.find((it) => it.code === code) ?? [])[0];
  return row === undefined ? undefined : checked(row);
}

function checked(
  row: Prisma.AnnouncementGetPayload<{ include: { training: true } & typeof withSurvey }>,
): CheckedAnnouncement {
  const { training, ...stored } = row;
  const announcement = announcementFromRow(stored);
  const cancelled = training?.status === 'cancelled';
  return {
    announcement,
    training: training === null ? undefined : { ...training, kecamatan: training.kecamatan ?? undefined },
    withdrawn:
      announcement.withdrawnAt !== undefined
        ? (announcement.withdrawReason ?? '–')
        : cancelled
          ? (training.cancelReason ?? '–')
          : undefined,
  };
}

export interface Suspicion {
  readonly accountId: number;
  readonly personId: number | undefined;
  /** The code that the message carried; undefined when it had none. */
  readonly code: string | undefined;
  /** Number of the forwarded message, where one without a code was reported. */
  readonly messageId: number | undefined;
  /** What was received, when it was forwarded. */
  readonly text?: string | undefined;
  readonly file?: CaseFile | undefined;
}

export interface ReportedSuspicion {
  readonly number: string;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly first: boolean;
  /** Whether the office can read what was received. */
  readonly hasText: boolean;
}

/** Presses can be forged: more open reports of one chat than this are not opened. */
const MOST_OPEN = 10;

/**
 * A message that does not look right, for an officer to look at: one case a chat and code. What was received is added
 * when it comes later.
 */
export async function reportSuspicion(services: Transaction, it: Suspicion): Promise<ReportedSuspicion> {
  const { db } = services;
  const open = await db.case.findMany({
    where: { kind: 'suspicious', accountId: it.accountId, closedAt: null },
    select: {
      id: true,
      number: true,
      dueOn: true,
      details: true,
      text: true,
      events: { where: { fileId: { not: null } }, select: { id: true } },
    },
    orderBy: { id: 'desc' },
  });
  const key = it.code ?? (it.messageId === undefined ? 'none' : `message:${it.messageId}`);
  const same = open.find(({ details }) => keyed.safeParse(details).data?.key === key);
  const known = same ?? (open.length >= MOST_OPEN ? open[0] : undefined);
  if (known === undefined) {
    const opened = await openCase(services, {
      kind: 'suspicious',
      accountId: it.accountId,
      personId: it.personId,
      text: it.text,
      file: it.file,
      details: { key, code: it.code ?? null },
    });
    const hasText = (it.text ?? it.file) !== undefined;
    return { number: opened.number, dueOn: opened.dueOn, first: true, hasText };
  }
  const isSame = known === same;
  const addsText = isSame && known.text === null && it.text !== undefined;
  const addsFile = isSame && known.events.length === 0 && it.file !== undefined;
  if (addsFile) await addEvent(services, known.id, { kind: 'message-in', file: it.file });
  if (addsText && it.text !== undefined) await writeText(services, known.id, it.text);
  const hasText = addsText || addsFile || known.text !== null || known.events.length > 0;
  return { number: known.number, dueOn: known.dueOn, first: false, hasText };
}

const keyed = z.object({ key: z.unknown() });
