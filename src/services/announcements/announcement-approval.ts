import { approvalReasons, type ApprovalReason } from '../../domain/announcements/announcement.ts';
import { activeMembers, type Member, type MemberRow } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';
import { tellAdmins } from '../office/text-notices.ts';
import { type Announcement, announcementById, mayHandle } from './announcements.ts';
import { type Approved, moveBy } from './announcement-status.ts';

/** Admins read what goes out to more than one person. */
export function noteSent(
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

/**
 * Why a second person has to approve what so many people are going to get; empty where one may send it. Looked at when
 * it is written and again when it begins, so that nothing gets past whatever it was written by.
 */
export async function reasonsToApprove(
  services: Services,
  it: Pick<Announcement, 'trainingId' | 'text' | 'posterFileId' | 'urgentReason'>,
  size: number,
): Promise<readonly ApprovalReason[]> {
  const { db, office } = services;
  const training =
    it.trainingId === undefined
      ? null
      : await db.training.findUnique({
          where: { id: it.trainingId },
          select: { title: true, place: true, address: true, bring: true },
        });
  return approvalReasons({
    size,
    above: office.secondPersonAbove,
    urgent: it.urgentReason !== undefined,
    words: [it.text, ...Object.values(training ?? {}).map((words) => words ?? undefined)],
    poster: it.posterFileId !== undefined,
  });
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Everybody else who may send to these people is asked; the first one decides. */
export async function askForApproval(services: Transaction, id: number, createdBy: string): Promise<void> {
  const it = await announcementById(services, id);
  const others: MemberRow[] = [];
  for (const member of await activeMembers(services))
    if (member.number !== createdBy && it !== undefined && (await mayHandle(services, member, it)))
      others.push(member);
  await queueTo(
    services,
    others.map((member) => ({
      key: `approval:${id}:${member.number}`,
      accountId: member.accountId,
      kind: 'approval' as const,
      params: { announcement: id },
      lastsMs: WEEK_MS,
    })),
  );
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
