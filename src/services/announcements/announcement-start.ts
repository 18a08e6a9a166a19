import { OVERDUE_MS } from '../../domain/announcements/announcement.ts';
import { isQuiet } from '../../domain/when/quiet-hours.ts';
import { askForApproval, reasonsToApprove } from './announcement-approval.ts';
import { lockAnnouncement, type Announcement } from './announcements.ts';
import { moveAnnouncement } from './announcement-status.ts';
import { freezePage, noCounts, optionsFor } from './audience.ts';
import type { AudienceOptions } from './criteria.ts';
import type { Services, Transaction } from '../core/services.ts';
import { reasonToHold, type HoldReason } from './announcement-holds.ts';

export type Started =
  /** Some of the audience stand in the ledger now; more may follow. */
  | { readonly kind: 'freezing' }
  | { readonly kind: 'started'; readonly size: number }
  | { readonly kind: 'held'; readonly reason: HoldReason }
  | { readonly kind: 'not-yet' };

/**
 * Begins a sending that is due, a page of its audience at a time: one row a person, so that a death in between loses
 * nothing and a large audience holds up nobody. What should have gone out more than an hour ago (waking hours) is
 * held and asked about instead, and so is what nobody in office stands for any more; what one person may not send to
 * as many as are reached now waits for a second one. To be called again until it has started.
 */
export async function startAnnouncement(services: Transaction, id: number): Promise<Started> {
  const { now, office } = services;
  const it = await lockAnnouncement(services, id);
  if (it === undefined || (it.status !== 'scheduled' && it.status !== 'freezing') || it.scheduledAt > now())
    return { kind: 'not-yet' };
  if (it.status === 'freezing') return freeze(services, it);
  if (it.urgentReason === undefined && isQuiet(now(), office.quiet)) return { kind: 'not-yet' };
  const reason = await reasonToHold(services, it);
  if (reason === undefined) return freeze(services, it);
  await moveAnnouncement(services, id, 'system', {
    from: ['scheduled'],
    to: 'held',
    action: 'announcement.hold',
    reason,
  });
  return { kind: 'held', reason };
}

/** When the next scheduled sending is due, after `after`. */
export async function nextAnnouncement({ db, office }: Services, after: Date): Promise<Date | undefined> {
  const { _min: first } = await db.announcement.aggregate({
    where: { office: office.key, status: 'scheduled', scheduledAt: { gt: after } },
    _min: { scheduledAt: true },
  });
  return first.scheduledAt ?? undefined;
}

async function freeze(services: Transaction, it: Announcement): Promise<Started> {
  const { db, now } = services;
  const options = await audienceOptions(services, it);
  // Far up in the chat nobody sees how it goes: the progress gets a message of its own.
  const isFarUp = it.status === 'scheduled' && now().getTime() - it.createdAt.getTime() > OVERDUE_MS;
  const progress = isFarUp ? { progressId: null } : {};
  const counts = it.basis ?? noCounts;
  const page = await freezePage(
    services,
    it.id,
    { wanted: it.audience, options, after: it.frozenUpTo },
    { ...noCounts, ...counts, notReached: { ...noCounts.notReached, ...counts.notReached } },
  );
  if (page !== undefined) {
    const { reached, matched, notReached } = page.counts;
    await db.announcement.update({
      where: { id: it.id },
      data: {
        status: 'freezing',
        statusReason: null,
        ...progress,
        frozenUpTo: page.upTo,
        basis: { matched, reached, notReached: { ...notReached } },
      },
    });
    return { kind: 'freezing' };
  }
  const approvalFor = it.approvedBy === undefined ? await reasonsToApprove(services, it, counts.reached) : [];
  if (approvalFor.length > 0) {
    await moveAnnouncement(services, it.id, 'system', {
      from: ['scheduled', 'freezing'],
      to: 'approval',
      action: 'announcement.hold',
      data: { approvalFor: [...approvalFor] },
    });
    await askForApproval(services, it.id, it.createdBy);
    return { kind: 'not-yet' };
  }
  await moveAnnouncement(services, it.id, it.approvedBy ?? it.createdBy, {
    from: ['scheduled', 'freezing'],
    to: 'sending',
    action: 'announcement.send',
    data: {
      startedAt: now(),
      activeAt: now(),
      ...progress,
      ...(it.basis === undefined ? { basis: { ...noCounts, notReached: { ...noCounts.notReached } } } : {}),
    },
  });
  return { kind: 'started', size: counts.reached };
}

/** What beside its criteria decides whom an announcement reaches. */
export async function audienceOptions(services: Services, it: Announcement): Promise<AudienceOptions> {
  const training =
    it.trainingId === undefined
      ? null
      : await services.db.training.findUnique({
          where: { id: it.trainingId },
          select: { id: true, topic: true, kecamatan: true },
        });
  return optionsFor(training, it.urgentReason !== undefined, it.survey?.id);
}

/** Numbers of sendings whose time has come, and of those whose audience is being frozen. */
export async function dueAnnouncements(services: Services): Promise<readonly number[]> {
  const rows = await services.db.announcement.findMany({
    where: {
      office: services.office.key,
      status: { in: ['scheduled', 'freezing'] },
      scheduledAt: { lte: services.now() },
    },
    select: { id: true },
    orderBy: [{ scheduledAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id }) => id);
}
