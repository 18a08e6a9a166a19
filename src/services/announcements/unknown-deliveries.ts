import type { Prisma } from '../../../prisma/client/client.ts';
import { lockAnnouncement, mayHandle } from './announcements.ts';
import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import type { Services, Transaction } from '../core/services.ts';

/** Messages that may or may not have arrived and that nobody has decided to leave. */
const undecidedOf = (announcementId: number): Prisma.DeliveryWhereInput => ({
  announcementId,
  status: 'unknown',
  OR: [{ detail: null }, { detail: { not: 'left' } }],
});

/**
 * A person decides about messages that may or may not have arrived: send them once more (some people may get them
 * twice), or leave them. Returns how many.
 */
export async function decideUnknown(
  services: Transaction,
  id: number,
  by: Member,
  decision: 'resend' | 'leave',
): Promise<number> {
  const known = await lockAnnouncement(services, id);
  if (known === undefined || !(await mayHandle(services, by, known))) return 0;
  const resend = decision === 'resend';
  const { count } = await services.db.delivery.updateMany({
    where: undecidedOf(id),
    data: resend ? { status: 'pending', detail: 'resend' } : { detail: 'left' },
  });
  if (count === 0) return 0;
  if (resend && known.status === 'done')
    await services.db.announcement.update({
      where: { id },
      data: { status: 'sending', activeAt: services.now(), finishedAt: null },
    });
  await audit(services, {
    actor: by.number,
    action: `announcement.unknown-${decision}`,
    subject: `announcement:${known.code}`,
    details: { count },
  });
  return count;
}

/** How many unknown messages still wait for a decision. */
export function undecided(services: Services, id: number): Promise<number> {
  return services.db.delivery.count({ where: undecidedOf(id) });
}
