import { contracting } from '../../../domain/partnership/application.ts';
import { audit } from '../../core/audit.ts';
import type { Transaction } from '../../core/services.ts';
import { lockApplication } from '../applications/applications.ts';
import { candidateOf, type CompanyMember } from './candidates.ts';

/** Stores the company's own number of an owner with whom it makes or has an agreement. False: not any more, or not theirs. */
export async function setVendorNumber(
  services: Transaction,
  member: CompanyMember,
  id: number,
  vendorNumber: string,
): Promise<boolean> {
  const seen = await candidateOf(services, member, id);
  if (seen === undefined) return false;
  await lockApplication(services, seen.application);
  const application = (await candidateOf(services, member, id))?.application;
  if (application === undefined || !contracting.includes(application.status)) return false;
  await services.db.application.update({ where: { id }, data: { vendorNumber } });
  await audit(services, {
    actor: member.number,
    action: 'candidate.vendor',
    subject: `application:${application.number}`,
  });
  return true;
}
