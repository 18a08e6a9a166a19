import { mayAnnounceTo } from '../../domain/office/roles.ts';
import { announcementFor, type Announcement } from './announcements.ts';
import { activeMembers, type MemberRow } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Services, Transaction } from '../core/services.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Queues a note about an announcement for whoever wrote it, or, when they have no role any more, for everybody else
 * who may send. Several notes of one kind about one announcement are told apart by its version and time.
 */
export async function tellOfficers(
  services: Transaction,
  it: Pick<Announcement, 'id' | 'createdBy' | 'statusReason'>,
  kind: 'receipt' | 'held' | 'self-paused',
): Promise<void> {
  const now = services.now();
  const sending: MemberRow[] = [];
  for (const member of await activeMembers(services))
    if (await isTheirs(services, member, it.id)) sending.push(member);
  const author = sending.filter((member) => member.number === it.createdBy);
  const to = author.length > 0 ? author : sending;
  await queueTo(
    services,
    to.map((member) => ({
      key: `${kind}:${it.id}:${now.getTime()}:${member.number}`,
      accountId: member.accountId,
      kind,
      params: {
        announcement: it.id,
        ...(it.statusReason === undefined ? {} : { reason: it.statusReason }),
      },
      lastsMs: 7 * DAY_MS,
    })),
  );
}

/** One that cannot be read is for whoever works everywhere: what is wrong with it is what they have to be told. */
async function isTheirs(services: Services, member: MemberRow, id: number): Promise<boolean> {
  try {
    return (await announcementFor(services, member, id)) !== undefined;
  } catch {
    return mayAnnounceTo(member, [], undefined);
  }
}
