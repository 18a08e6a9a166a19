import type { Inspection } from '../../src/domain/office/inspection.ts';
import type { Right, Role } from '../../src/domain/office/roles.ts';
import {
  appoint as giveRole,
  invite,
  redeemInvitation,
  type Appointment,
  type MemberRow,
  type OfPartner,
} from '../../src/services/office/members.ts';
import { decideInvitation } from '../../src/services/roles/invitation-decisions.ts';
import { accountOf } from '../../src/services/core/accounts.ts';
import { atomically } from '../../src/services/core/services.ts';
import { inTransaction } from './in-transaction.ts';
import type { Office, Owner } from './office.ts';

/** Somebody of the office who chats. */
export interface MemberInChat extends Owner {
  readonly member: MemberRow;
}

export interface WantedMember {
  readonly name?: string;
  readonly role?: Role;
  readonly rights?: readonly Right[];
  /** Codes of kecamatan; empty: the whole kabupaten. */
  readonly kecamatan?: readonly string[];
  /** Of an auditor; left out: all of it, for a long time. */
  readonly inspection?: Inspection;
  readonly post?: string;
  /** Of the role partner. */
  readonly partner?: OfPartner;
}

/** A new chat whose owner has a role: an officer with the right to send unless told otherwise. */
export async function officer(office: Office, wanted: WantedMember = {}): Promise<MemberInChat> {
  const name = wanted.name ?? 'Budi Santoso';
  const owner = office.owner(name.split(' ')[0]);
  await owner.say('/start');
  const member = await inTransaction(office.services, async (inside) => {
    const { id: accountId } = await accountOf(inside, owner.person.id, 'id');
    const made = await giveRole(inside, 'cli', { ...appointment({ ...wanted, name }), accountId });
    // A welcome is a message of its own, which the tests of members look at.
    await inside.db.outgoing.deleteMany({ where: { accountId } });
    return made;
  });
  return Object.assign(owner, { member });
}

/** The same by an invitation that was opened and decided; the welcome has arrived. */
export async function invitedOfficer(office: Office, wanted: WantedMember = {}): Promise<MemberInChat> {
  const owner = office.owner(appointment(wanted).name.split(' ')[0]);
  await owner.say('/start');
  return Object.assign(owner, { member: await appoint(office, owner, wanted) });
}

const appointment = (wanted: WantedMember): Appointment => ({
  name: wanted.name ?? 'Budi Santoso',
  role: wanted.role ?? 'officer',
  rights: wanted.rights ?? ['send'],
  kecamatan: wanted.kecamatan ?? [],
  post: wanted.post,
  partner: wanted.partner,
  letter: wanted.role === 'auditor' ? '700/123/2026' : undefined,
  inspection: wanted.inspection ?? { scope: 'all', until: '2027-12-31' },
});

/** Gives a role to somebody who chats already, by an invitation of the command line that is confirmed there. */
export async function appoint(office: Office, owner: Owner, wanted: WantedMember = {}): Promise<MemberRow> {
  const { name, ...given } = appointment(wanted);
  const member = await atomically(office.database.prisma, office.services, async (services) => {
    const { id: accountId } = await services.db.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
    });
    const invited = await invite(services, 'cli', { name, ...given });
    if (invited.kind !== 'invited') throw new Error(`expected an invitation, got ${invited.kind}`);
    await redeemInvitation(services, invited.code, { accountId, name });
    const decided = await decideInvitation(services, 'cli', invited.id, true);
    if (decided.kind !== 'confirmed') throw new Error(`expected a member, got ${decided.kind}`);
    return decided.member;
  });
  // The welcome to the office has arrived before a test begins.
  await office.idle();
  return member;
}
