import type { AuditAction } from '../../domain/office/audit-actions.ts';
import type { Prisma } from '../../../prisma/client/client.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import type { Transaction } from '../core/services.ts';
import {
  type AnnouncementStatus,
  openStatuses,
  type Announcement,
  mayHandle,
  lockAnnouncement,
} from './announcements.ts';

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
    /** What stands in the messages is changed by other ways, which ask a second person. */
    readonly data?: Omit<Prisma.AnnouncementUpdateInput, 'text' | 'posterFileId'>;
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
export async function moveBy(
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

export function pauseAnnouncement(services: Transaction, id: number, by: Member): Promise<Approved> {
  return moveBy(services, id, by, () => ({
    from: ['sending', 'freezing', 'scheduled'],
    to: 'paused',
    action: 'announcement.pause',
  }));
}

/**
 * Goes on after a pause, or sends what was held. What was never started is due now, whatever time had been set;
 * what still lacks its second person waits for one. Whoever lets the sending of somebody without a role go on takes
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

/** Ends a sending: whoever has not got it, will not. */
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

/** Pauses by itself after too many failures. */
export async function pauseByItself(services: Transaction, id: number): Promise<boolean> {
  const moved = await moveAnnouncement(services, id, 'system', {
    from: ['sending'],
    to: 'paused',
    action: 'announcement.self-pause',
    reason: 'failures',
  });
  return moved.kind === 'done';
}
