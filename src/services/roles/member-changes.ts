import {
  covers,
  mayChange,
  mayGrant,
  mayReduce,
  type Right,
  type Standing,
} from '../../domain/office/roles.ts';
import { holdAnnouncementsOf } from '../announcements/announcement-holds.ts';
import { audit } from '../core/audit.ts';
import { releaseCasesBeyond } from '../cases/case-release.ts';
import {
  actorNumber,
  memberByNumber,
  waitingInvitations,
  type Actor,
  type MemberRow,
} from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import type { Transaction } from '../core/services.ts';
import { revokeMember } from './role-ends.ts';

const TOLD_WITHIN_MS = 3 * 24 * 3_600_000;

/** done, or why not: not in office any more, beyond the own rights, or nobody would be left to decide. */
export type MemberChange = 'done' | 'gone' | 'not-yours' | 'last-admin' | 'nothing';

/** Both as they are now, with all admins locked: two who end each other at once leave one. */
async function bothNow(
  services: Transaction,
  by: MemberRow,
  number: string,
): Promise<{ readonly by: MemberRow; readonly them: MemberRow; readonly otherAdmins: number } | undefined> {
  await services.db.$queryRaw`
    SELECT id FROM member WHERE revoked_at IS NULL AND (role = 'admin' OR number = ${number}) ORDER BY id FOR UPDATE`;
  const actor = await memberByNumber(services, by.number);
  const them = await memberByNumber(services, number);
  if (
    actor === undefined ||
    actor.revokedAt !== undefined ||
    them === undefined ||
    them.revokedAt !== undefined
  )
    return undefined;
  const otherAdmins = await services.db.member.count({
    where: {
      office: services.office.key,
      role: 'admin',
      revokedAt: null,
      kecamatan: { isEmpty: true },
      number: { not: number },
    },
  });
  return { by: actor, them, otherAdmins };
}

/** Whether nobody else could give or end roles in the whole kabupaten without this member. */
export async function isLastAdmin(services: Transaction, number: string): Promise<boolean> {
  await services.db.$queryRaw`
    SELECT id FROM member WHERE office = ${services.office.key} AND revoked_at IS NULL AND role = 'admin' ORDER BY id FOR UPDATE`;
  const admins = await services.db.member.findMany({
    where: { office: services.office.key, role: 'admin', revokedAt: null, kecamatan: { isEmpty: true } },
    select: { number: true },
  });
  return admins.length === 1 && admins[0]?.number === number;
}

/** Somebody in the chat ends a role at once. The last admin of the whole kabupaten stays; the server can end that too. */
export async function endRole(services: Transaction, by: MemberRow, number: string): Promise<MemberChange> {
  const now = await bothNow(services, by, number);
  if (now === undefined) return 'gone';
  if (!mayReduce(now.by, now.them)) return 'not-yours';
  if (now.them.role === 'admin' && now.otherAdmins === 0) return 'last-admin';
  return (await revokeMember(services, now.by, number)) ? 'done' : 'gone';
}

/** Gives somebody other rights and kecamatan; what is taken away is gone at once, also for what waits to be sent. */
export async function changeStanding(
  services: Transaction,
  by: MemberRow,
  number: string,
  wanted: { readonly rights: readonly Right[]; readonly kecamatan: readonly string[] },
): Promise<MemberChange> {
  const now = await bothNow(services, by, number);
  if (now === undefined) return 'gone';
  const { them } = now;
  if (!mayChange(now.by, them, wanted)) return 'not-yours';
  if (them.role === 'admin' && wanted.kecamatan.length > 0 && now.otherAdmins === 0) return 'last-admin';
  if (isSame(them.rights, wanted.rights) && isSame(them.kecamatan, wanted.kecamatan)) return 'nothing';
  await services.db.member.update({
    where: { number },
    data: { rights: [...wanted.rights], kecamatan: [...wanted.kecamatan] },
  });
  const narrowed = !covers(wanted, them);
  const held =
    narrowed || (them.rights.includes('send') && !wanted.rights.includes('send'))
      ? await holdAnnouncementsOf(services, number)
      : 0;
  if (narrowed) await releaseCasesBeyond(services, number, wanted.kecamatan);
  await audit(services, {
    actor: now.by.number,
    action: 'member.change',
    subject: number,
    details: {
      rightsBefore: them.rights,
      rights: wanted.rights,
      kecamatanBefore: them.kecamatan,
      kecamatan: wanted.kecamatan,
      held,
    },
  });
  if (them.accountId !== undefined && number !== by.number)
    await queueTo(services, [
      {
        key: `member-changed:${number}:${services.now().getTime()}`,
        accountId: them.accountId,
        kind: 'member-changed',
        params: { member: number },
        lastsMs: TOLD_WITHIN_MS,
      },
    ]);
  return 'done';
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((it) => after.includes(it));
}

/** Takes an invitation back that nobody has decided about; its link is worth nothing from then on. */
export async function withdrawInvitation(services: Transaction, by: Actor, id: number): Promise<boolean> {
  const invitation = (await waitingInvitations(services)).find((it) => it.id === id);
  if (invitation === undefined || !mayWithdraw(by, invitation)) return false;
  const { count } = await services.db.invitation.updateMany({
    where: { id, decidedAt: null },
    data: { outcome: 'withdrawn', decidedAt: services.now(), decidedBy: actorNumber(by) },
  });
  if (count === 0) return false;
  await audit(services, {
    actor: actorNumber(by),
    action: 'member.withdraw-invitation',
    subject: `invitation:${id}`,
  });
  return true;
}

/** Whoever made it, and every admin who could have made it. */
export function mayWithdraw(by: Actor, invitation: Standing & { readonly createdBy: string }): boolean {
  return by === 'cli' || by.number === invitation.createdBy || mayGrant(by, invitation);
}
