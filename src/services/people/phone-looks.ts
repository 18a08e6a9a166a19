import { audit } from '../core/audit.ts';
import type { Member } from '../office/members.ts';
import type { Transaction } from '../core/services.ts';
import { targetSubject } from './standing.ts';

/** Whose number it is: a registered person, or somebody who only stands in the list of a training. */
export type PhoneOf = { readonly personId: number } | { readonly training: string };

/** Notes that a member is about to see a phone number in full; `from` says what they were working on. */
export async function notePhoneRead(
  services: Transaction,
  member: Member,
  of: PhoneOf,
  from: string,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'phone.read',
    subject: 'training' in of ? `training:${of.training}` : await targetSubject(services, of),
    details: { from },
  });
}
