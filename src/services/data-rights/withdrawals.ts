import { bound, withPartner } from '../../domain/partnership/application.ts';
import { assistForms } from '../office/assist-forms.ts';
import { openCase } from '../cases/cases.ts';
import { withdrawApplicationsFor } from '../partnership/applications/applications.ts';
import { recallFromBuyers } from '../partnership/candidates/suppliers.ts';
import { forgetProfits } from '../partnership/agreements/profits.ts';
import { leaveGroup } from '../partnership/applications/groups.ts';
import { groupOf, ownPurposes, withdrawConsent, type Purpose } from '../people/consents.ts';
import { personNumber, setReminders } from '../people/people.ts';
import type { Services, Transaction } from '../core/services.ts';

export interface Withdrawal {
  readonly purpose: Purpose;
  /** The case by which the office asks companies to give back what it already has; undefined when it has nothing. */
  readonly recall: { readonly number: string; readonly dueOn: string } | undefined;
  /** An agreement is signed: its record stays. */
  readonly agreed: boolean;
}

function readPurpose(text: string): Purpose | undefined {
  const group = groupOf(text);
  if (group !== undefined) return `group:${group}`;
  const [, what, programmeId] = /^(partner|exact):(.+)$/.exec(text) ?? [];
  if (programmeId !== undefined) return what === 'exact' ? `exact:${programmeId}` : `partner:${programmeId}`;
  return ownPurposes.find((it) => it === text);
}

/** A consent of this person, by a number that may be forged; undefined when it is not theirs. */
export async function ownConsent(
  services: Services,
  personId: number,
  consentId: number,
): Promise<{ readonly purpose: Purpose; readonly withdrawn: boolean } | undefined> {
  const row = await services.db.consent.findFirst({
    where: { id: consentId, personId },
    select: { purpose: true, withdrawnAt: true },
  });
  const purpose = row === null ? undefined : readPurpose(row.purpose);
  return row === null || purpose === undefined ? undefined : { purpose, withdrawn: row.withdrawnAt !== null };
}

/** Whether an agreement with the partner of this purpose is signed: then the contract is the basis, not the consent. */
export async function hasAgreementFor(
  services: Services,
  personId: number,
  purpose: Purpose,
): Promise<boolean> {
  const programmeId = purpose.replace(/^partner:/, '');
  return (
    (await services.db.application.count({ where: { personId, programmeId, status: { in: [...bound] } } })) >
    0
  );
}

/**
 * Withdraws a consent (UU 27/2022 art. 9 and 40), effective at once; its proof stays. Registration: reminders stop.
 * Profit: what was told goes. Group: the person leaves it.
 * Partner: applications without a signed agreement end, and the office asks back what the partner has. Undefined when
 * it is not this person's; a second time nothing more happens.
 */
export async function withdraw(
  services: Transaction,
  at: { readonly personId: number; readonly accountId: number; readonly consentId: number },
): Promise<Withdrawal | undefined> {
  const own = await ownConsent(services, at.personId, at.consentId);
  if (own === undefined) return undefined;
  const { purpose } = own;
  if (own.withdrawn) return { purpose, recall: undefined, agreed: false };
  const group = groupOf(purpose);
  if (group !== undefined) await leaveGroup(services, at, group);
  if (purpose === 'registration') await stopRecording(services, at.personId);
  if (purpose === 'profit') await forgetProfits(services, at.personId);
  const recall = purpose.startsWith('partner:')
    ? await withdrawFromPartner(services, at, purpose)
    : purpose === 'be-found'
      ? await recallFromBuyers(services, at.personId, { accountId: at.accountId, personId: at.personId })
      : undefined;
  if (purpose.startsWith('partner:'))
    await withdrawConsent(services, at.personId, `exact:${purpose.replace(/^partner:/, '')}`);
  // A figure that a company has in its chat leaves it at once.
  if (purpose.startsWith('exact:')) services.noteQueued?.();
  await withdrawConsent(services, at.personId, purpose);
  return {
    purpose,
    recall,
    agreed: recall !== undefined && (await hasAgreementFor(services, at.personId, purpose)),
  };
}

async function withdrawFromPartner(
  services: Transaction,
  at: { readonly personId: number; readonly accountId: number },
  purpose: Purpose,
): Promise<Withdrawal['recall']> {
  const programmeId = purpose.replace(/^partner:/, '');
  const ended = await withdrawApplicationsFor(services, at.accountId, at.personId, programmeId);
  const signed = await recallUnderAgreement(services, at, programmeId);
  if (signed !== undefined) return signed;
  if (!ended.some((it) => withPartner.includes(it.status))) return undefined;
  return (
    (await services.db.case.findFirst({
      where: { kind: 'recall', personId: at.personId, status: 'open' },
      orderBy: { id: 'desc' },
      select: { number: true, dueOn: true },
    })) ?? undefined
  );
}

/** The record of a contract stays; what the company saw beside it is asked back. */
async function recallUnderAgreement(
  services: Transaction,
  at: { readonly personId: number; readonly accountId: number },
  programmeId: string,
): Promise<Withdrawal['recall']> {
  const application = await services.db.application.findFirst({
    where: { personId: at.personId, programmeId, status: { in: [...bound] } },
    orderBy: { id: 'desc' },
  });
  if (application === null) return undefined;
  services.noteQueued?.();
  return openCase(services, {
    kind: 'recall',
    accountId: at.accountId,
    personId: at.personId,
    businessId: application.businessId ?? undefined,
    details: { application: application.id, number: application.number, programme: programmeId },
  });
}

/** No reminder goes out any more, and what was begun is not stored any more when its last question is answered. */
async function stopRecording(services: Services, personId: number): Promise<void> {
  await setReminders(services, personId, false);
  const byPerson = await personNumber(services, personId);
  await services.db.draft.updateMany({
    where: { byPerson, status: 'open', form: { notIn: [...assistForms] } },
    data: { status: 'discarded', closedAt: services.now(), payload: null },
  });
}
