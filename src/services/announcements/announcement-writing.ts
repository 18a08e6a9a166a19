import type { ApprovalReason } from '../../domain/announcements/announcement.ts';
import type { Criteria } from './criteria.ts';
import { audit } from '../core/audit.ts';
import { freeCode } from '../core/numbers.ts';
import type { Transaction } from '../core/services.ts';
import { askForApproval, noteSent, reasonsToApprove } from './announcement-approval.ts';

export interface NewAnnouncement {
  readonly trainingId: number | undefined;
  /** The survey to which it invites. */
  readonly surveyId?: number | undefined;
  /** The officer's own words, at most 400 characters. */
  readonly text: string;
  readonly posterFileId: string | undefined;
  readonly audience: Criteria;
  /** Now or later. */
  readonly scheduledAt: Date;
  /** Passes quiet hours and the weekly cap; always needs a second person. */
  readonly urgentReason: string | undefined;
  /** People that it would reach now. */
  readonly size: number;
  /** Number of the member. */
  readonly createdBy: string;
  /** Undefined for what is written at the desk, or by a series. */
  readonly draftId: number | undefined;
  /** Chat in which the progress is shown. */
  readonly officerAccountId: number | undefined;
  readonly seriesId?: number | undefined;
  /** A series writes it by itself. */
  readonly byItself?: true;
}

export interface Written {
  readonly id: number;
  readonly code: string;
  readonly status: 'approval' | 'scheduled';
  readonly approvalFor: readonly ApprovalReason[];
}

/**
 * Stores what is to be sent; nothing goes out in here. A second person is asked by size (`SECOND_PERSON_ABOVE`), for
 * urgent ones, for texts with links, phone or account numbers, and for every poster.
 */
export async function createAnnouncement(services: Transaction, it: NewAnnouncement): Promise<Written> {
  const { db, now } = services;
  const approvalFor = await reasonsToApprove(services, it, it.size);
  const status = approvalFor.length > 0 ? 'approval' : 'scheduled';
  const code = await freeCode((it) => db.announcement.count({ where: { code: it } }));
  const account =
    it.officerAccountId === undefined
      ? null
      : await db.account.findUnique({ where: { id: it.officerAccountId }, select: { chatId: true } });
  const row = await db.announcement.create({
    data: {
      office: services.office.key,
      code,
      trainingId: it.trainingId ?? null,
      surveyId: it.surveyId ?? null,
      text: it.text,
      posterFileId: it.posterFileId ?? null,
      audience: { ...it.audience },
      status,
      scheduledAt: it.scheduledAt,
      urgentReason: it.urgentReason ?? null,
      approvalFor: [...approvalFor],
      createdBy: it.createdBy,
      createdAt: now(),
      draftId: it.draftId ?? null,
      seriesId: it.seriesId ?? null,
      progressChatId: account?.chatId ?? null,
    },
    select: { id: true },
  });
  await audit(services, {
    actor: it.byItself === true ? 'system' : it.createdBy,
    action: 'announcement.create',
    subject: `announcement:${code}`,
    details: {
      size: it.size,
      urgent: it.urgentReason !== undefined,
      approvalFor,
      scheduledAt: it.scheduledAt.toISOString(),
      ...(it.seriesId === undefined ? {} : { series: it.seriesId }),
    },
  });
  if (status === 'approval') await askForApproval(services, row.id, it.createdBy);
  else if (it.size > 1)
    await noteSent(services, { id: row.id, createdBy: it.createdBy, audience: it.audience });
  return { id: row.id, code, status, approvalFor };
}
