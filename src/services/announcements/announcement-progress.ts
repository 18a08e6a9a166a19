import type { Services } from '../core/services.ts';

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

/** Numbers of the sendings under way, urgent ones first. */
export async function runningAnnouncements(
  services: Services,
): Promise<readonly { readonly id: number; readonly urgent: boolean }[]> {
  const rows = await services.db.announcement.findMany({
    where: { status: 'sending' },
    select: { id: true, urgentReason: true },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  });
  const running = rows.map(({ id, urgentReason }) => ({ id, urgent: urgentReason !== null }));
  return running.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** Notes that a sending moves. */
export async function noteActive(services: Services, announcementId: number): Promise<void> {
  await services.db.announcement.updateMany({
    where: { id: announcementId },
    data: { activeAt: services.now() },
  });
}

/** Ends a sending that has nothing left; false while something is left, or when it is not being sent. */
export async function finishAnnouncement(services: Services, id: number): Promise<boolean> {
  const { db, now } = services;
  const { count } = await db.announcement.updateMany({
    where: { id, status: 'sending', deliveries: { none: { status: { in: ['pending', 'sending'] } } } },
    data: { status: 'done', finishedAt: now(), statusReason: null },
  });
  return count === 1;
}
