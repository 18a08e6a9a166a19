import { mayGrant } from '../../domain/office/roles.ts';
import { audit } from '../core/audit.ts';
import type { Transaction } from '../core/services.ts';
import { actorNumber, appoint, lockInvitation, type Actor, type MemberRow } from '../office/members.ts';
import { endRolesOf } from './role-ends.ts';

export type Decided =
  | { readonly kind: 'confirmed'; readonly member: MemberRow }
  | { readonly kind: 'refused'; readonly accountId: number }
  /** Not there, not opened, decided already, or of another inviter. */
  | { readonly kind: 'nothing' };

/**
 * The inviter says whether the right person opened the invitation. An invitation of the command line can also be
 * decided by an admin who holds as much. A confirmation ends every earlier role of that chat.
 */
export async function decideInvitation(
  services: Transaction,
  decider: Actor,
  id: number,
  confirm: boolean,
): Promise<Decided> {
  const invitation = await lockInvitation(services, id);
  if (invitation === undefined) return { kind: 'nothing' };
  const { accountId, createdBy, role, rights, kecamatan } = invitation;
  if (decider !== 'cli' && !mayGrant(decider, invitation)) return { kind: 'nothing' };
  if (actorNumber(decider) !== createdBy && createdBy !== 'cli' && decider !== 'cli')
    return { kind: 'nothing' };
  await services.db.invitation.update({
    where: { id },
    data: {
      decidedAt: services.now(),
      decidedBy: actorNumber(decider),
      outcome: confirm ? 'confirmed' : 'refused',
      // Whoever is confirmed has it in their own row.
      contact: null,
    },
  });
  await audit(services, {
    actor: actorNumber(decider),
    action: confirm ? 'member.confirm' : 'member.refuse',
    subject: `invitation:${id}`,
    details: { role, rights, kecamatan },
  });
  if (!confirm) return { kind: 'refused', accountId };
  await endRolesOf(services, decider, accountId);
  return { kind: 'confirmed', member: await appoint(services, decider, invitation) };
}
