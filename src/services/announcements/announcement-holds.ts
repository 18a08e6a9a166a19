import { todayOf, type Services, type Transaction } from '../core/services.ts';
import { OVERDUE_MS } from '../../domain/announcements/announcement.ts';
import { awakeMs } from '../../domain/when/quiet-hours.ts';
import { may } from '../../domain/office/roles.ts';
import type { Announcement } from './announcements.ts';
import { moveAnnouncement } from './announcement-status.ts';
import { audit } from '../core/audit.ts';
import { memberByNumber } from '../office/members.ts';

/** Holds everything that waits of somebody whose role has ended; what is being sent stops too. */
export async function holdAnnouncementsOf(services: Services, memberNumber: string): Promise<number> {
  const { count } = await services.db.announcement.updateMany({
    where: { createdBy: memberNumber, status: { in: ['approval', 'scheduled', 'freezing', 'sending'] } },
    data: { status: 'held', statusReason: 'creator-revoked' },
  });
  return count;
}

export type HoldReason = 'overdue' | 'creator-revoked' | 'training-over' | 'survey-over';

export async function reasonToHold(services: Services, it: Announcement): Promise<HoldReason | undefined> {
  const { now, office } = services;
  if (awakeMs(it.scheduledAt, now(), office.quiet) > OVERDUE_MS) return 'overdue';
  if (!(await isStoodFor(services, it))) return 'creator-revoked';
  return overReason(services, it);
}

/** Whether somebody in office still stands for it: who wrote it, or who approved it. */
async function isStoodFor(services: Services, it: Announcement): Promise<boolean> {
  for (const number of [it.createdBy, it.approvedBy])
    if (number !== undefined) {
      const member = await memberByNumber(services, number);
      if (member !== undefined && member.revokedAt === undefined && may(member, 'announce')) return true;
    }
  return false;
}

/** Nobody can join or answer any more: an invitation would only disappoint. */
async function overReason(
  services: Services,
  { trainingId, survey }: Announcement,
): Promise<'training-over' | 'survey-over' | undefined> {
  if (survey !== undefined && survey.closesOn < todayOf(services).toString()) return 'survey-over';
  if (trainingId === undefined) return undefined;
  const training = await services.db.training.findUnique({
    where: { id: trainingId },
    select: { status: true, closesAt: true },
  });
  return training !== null && (training.status !== 'planned' || training.closesAt <= services.now())
    ? 'training-over'
    : undefined;
}

/** Holds a sending under way that stood still for more than an hour of waking time, or that makes no sense any more. */
export async function holdIfStale(services: Transaction, it: Announcement): Promise<string | undefined> {
  const { now, office } = services;
  const still = awakeMs(it.activeAt ?? it.startedAt ?? now(), now(), office.quiet) > OVERDUE_MS;
  const reason = still ? 'overdue' : await overReason(services, it);
  if (reason === undefined) return undefined;
  await moveAnnouncement(services, it.id, 'system', {
    from: ['sending'],
    to: 'held',
    action: 'announcement.hold',
    reason,
  });
  return reason;
}

/** Holds one that cannot be worked on, whatever is wrong with it; the others go on. */
export async function holdInTrouble(
  services: Transaction,
  id: number,
): Promise<Pick<Announcement, 'id' | 'createdBy' | 'statusReason'> | undefined> {
  const { db } = services;
  const statusReason = 'trouble';
  const { count } = await db.announcement.updateMany({
    where: { id, status: { in: ['scheduled', 'freezing', 'sending'] } },
    data: { status: 'held', statusReason },
  });
  if (count === 0) return undefined;
  const { createdBy, code } = await db.announcement.findUniqueOrThrow({
    where: { id },
    select: { createdBy: true, code: true },
  });
  await audit(services, {
    actor: 'system',
    action: 'announcement.hold',
    subject: `announcement:${code}`,
    details: { reason: statusReason },
  });
  return { id, createdBy, statusReason };
}
