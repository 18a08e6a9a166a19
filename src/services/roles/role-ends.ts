import { holdAnnouncementsOf } from '../announcements/announcement-holds.ts';
import { releaseCasesOf } from '../cases/case-release.ts';
import { audit } from '../core/audit.ts';
import { discardUnfinished } from '../core/drafts.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Transaction } from '../core/services.ts';
import { assistForms } from '../office/assist-forms.ts';
import { actorNumber, type Actor } from '../office/members.ts';

const TOLD_WITHIN_MS = 3 * 24 * 3_600_000;

/** Ends a role at once, also for forms that are open and sendings that wait. False when there is none to end. */
export async function revokeMember(services: Transaction, by: Actor, number: string): Promise<boolean> {
  const row = await services.db.member.findUnique({
    where: { number, revokedAt: null },
    select: { accountId: true },
  });
  if (row === null || !(await end(services, by, number, row.accountId))) return false;
  // Whoever is in the middle of a form must not find out by its end that nothing of it is done.
  if (row.accountId !== null)
    await queueTo(services, [
      {
        key: `member-ended:${number}`,
        accountId: row.accountId,
        kind: 'member-ended',
        params: { member: number },
        lastsMs: TOLD_WITHIN_MS,
      },
    ]);
  return true;
}

/** Ends every role of a chat that gets another one: the welcome to the new one is told, not the end of the old. */
export async function endRolesOf(services: Transaction, by: Actor, accountId: number): Promise<void> {
  const rows = await services.db.member.findMany({
    where: { accountId, revokedAt: null },
    select: { number: true },
    orderBy: { id: 'asc' },
  });
  for (const { number } of rows) await end(services, by, number, accountId);
}

/** Whatever way a role ends, nothing stays with it: no form for somebody else, no case, no sending. */
async function end(
  services: Transaction,
  by: Actor,
  number: string,
  accountId: number | null,
): Promise<boolean> {
  const { count } = await services.db.member.updateMany({
    where: { number, revokedAt: null },
    data: { revokedAt: services.now(), revokedBy: actorNumber(by), contact: null },
  });
  if (count === 0) return false;
  // What was begun for somebody else does not stay in the chat of whoever may no longer serve them.
  if (accountId !== null) await discardUnfinished(services, accountId, assistForms);
  const held = await holdAnnouncementsOf(services, number);
  const freed = await releaseCasesOf(services, number);
  await audit(services, {
    actor: actorNumber(by),
    action: 'member.revoke',
    subject: number,
    details: { held, freed },
  });
  return true;
}
