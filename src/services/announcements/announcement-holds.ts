import type { Services } from '../core/services.ts';

/** Holds everything that waits of somebody whose role has ended; what is being sent stops too. */
export async function holdAnnouncementsOf(services: Services, memberNumber: string): Promise<number> {
  const { count } = await services.db.announcement.updateMany({
    where: { createdBy: memberNumber, status: { in: ['approval', 'scheduled', 'freezing', 'sending'] } },
    data: { status: 'held', statusReason: 'creator-revoked' },
  });
  return count;
}
