import { announcementFromRow, openStatuses, withSurvey } from '../announcements/announcements.ts';
import { tellOfficers } from '../announcements/officer-notes.ts';
import type { Transaction } from '../core/services.ts';

/** What could not be known from the backup alone, and was decided so that nobody is written to twice. */
export interface Settled {
  /** Queued messages that had been due: they may have been sent after the backup. */
  readonly messages: number;
  /** Announcements that now wait for an officer. */
  readonly announcements: number;
  /** Messages of announcements that may have been sent after the backup. */
  readonly deliveries: number;
}

/**
 * Between the backup and the loss the bot went on: updates that were waiting have been answered, queued messages may
 * have been sent. Neither is done again.
 */
export async function settleRestored(services: Transaction): Promise<Settled> {
  const { db, now } = services;
  await db.inboxUpdate.updateMany({
    where: { handledAt: null },
    data: { handledAt: now(), payload: null, notBefore: null, outcome: 'ignored' },
  });
  await db.exportJob.updateMany({
    where: { status: { in: ['waiting', 'running', 'sending'] } },
    data: { status: 'cancelled', doneAt: now() },
  });
  // A link or an offer may have been used since.
  await db.takeover.updateMany({ where: { usedAt: null }, data: { expiresAt: now() } });
  const messages = await db.outgoing.updateMany({
    where: { status: { in: ['pending', 'sending'] }, notBefore: { lte: now() } },
    data: { status: 'unknown', doneAt: now() },
  });
  const deliveries = await db.delivery.updateMany({
    where: { status: { in: ['pending', 'sending'] } },
    data: { status: 'unknown', at: now() },
  });
  // Whoever could object may never have been asked: a link that was opened or given out begins anew.
  await db.recovery.updateMany({
    where: { outcome: null },
    data: { outcome: 'withdrawn', decidedAt: now(), openedAs: null },
  });
  const waiting = await db.announcement.findMany({
    where: { status: { in: [...openStatuses] } },
    orderBy: { id: 'asc' },
  });
  for (const row of waiting) {
    const held = await db.announcement.update({
      where: { id: row.id },
      data: { status: 'held', statusReason: 'restored' },
      include: withSurvey,
    });
    await tellOfficers(services, announcementFromRow(held), 'held');
  }
  return {
    messages: messages.count,
    announcements: waiting.length,
    deliveries: deliveries.count,
  };
}
