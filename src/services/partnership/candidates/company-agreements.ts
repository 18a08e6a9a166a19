import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import type { MemberRow } from '../../office/members.ts';
import { actTogether, tellCompany, type AgreementStep } from '../agreements/agreement-acts.ts';
import { agreementOf, pending, shownToOwner, type AgreementVersion } from '../agreements/agreements.ts';
import { lockActedOn } from '../applications/application-group.ts';
import type { Application } from '../applications/applications.ts';
import { candidateOf } from './candidates.ts';

/** Whether a text waits for the yes of the company. */
export const waitsForCompany = ({ state }: AgreementVersion): boolean =>
  state.status === 'offered' && !state.partnerYes;

/** The text of an agreement that the company looks at: the one that waits, else the last one that the owner has. */
export async function companyText(
  services: Services,
  application: Application,
): Promise<AgreementVersion | undefined> {
  const agreement = await agreementOf(services, application);
  const wait = pending(agreement);
  return wait?.state.status === 'offered' ? wait : shownToOwner(agreement).at(-1);
}

/**
 * The company's own yes to a text, by somebody who decides for it: it counts like the one that the office enters from a
 * letter. For a group, as for every act of a company, to the texts of the others that stand alike, too.
 */
export async function companyYes(
  services: Transaction,
  member: MemberRow,
  id: number,
  version: number,
): Promise<AgreementStep> {
  const seen = await candidateOf(services, member, id);
  if (seen === undefined || member.partner?.signs !== true) return { kind: 'refused', why: 'unknown' };
  const acted: Application[] = [];
  for (const it of await lockActedOn(services, seen.application, true))
    if ((await candidateOf(services, member, it.id)) !== undefined) acted.push(it);
  const own = acted.find((it) => it.id === id);
  // Whoever has withdrawn at the same moment is no candidate any more.
  if (own === undefined) return { kind: 'refused', why: 'unknown' };
  return actTogether(services, member, acted, own, version, { do: 'partner-yes' });
}

/** Somebody who prepares for the company has read a text: those who decide are told, once. False: nothing waits. */
export async function companyReady(
  services: Transaction,
  member: MemberRow,
  id: number,
  version: number,
): Promise<boolean> {
  const application = (await candidateOf(services, member, id))?.application;
  const text = application === undefined ? undefined : await companyText(services, application);
  if (application === undefined || text?.version !== version || !waitsForCompany(text)) return false;
  await tellCompany(services, application, version, 'sign');
  await audit(services, {
    actor: member.number,
    action: 'agreement.prepare',
    subject: `application:${application.number}`,
    details: { version },
  });
  return true;
}
