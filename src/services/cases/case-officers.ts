import { activeMembers, type Member } from '../office/members.ts';
import type { Services } from '../core/services.ts';

/** More names than these nobody looks through on a small screen. */
const MOST = 5;

/** Those of the office who have worked on what was asked in this chat, the latest first. */
export async function knownOfficers(services: Services, accountId: number): Promise<readonly Member[]> {
  const events = await services.db.caseEvent.findMany({
    where: { case: { accountId }, byMember: { not: null } },
    select: { byMember: true },
    orderBy: { id: 'desc' },
    distinct: ['byMember'],
    take: MOST,
  });
  const members = await activeMembers(services);
  return events.flatMap(({ byMember }) => members.find((it) => it.number === byMember) ?? []);
}
