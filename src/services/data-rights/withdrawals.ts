import type { Application } from '../../../prisma/client/client.ts';
import { looks, type DisclosedField } from '../../domain/partnership/candidate.ts';
import { assistForms } from '../office/assist-forms.ts';
import type { OpenedCase } from '../cases/cases.ts';
import { boundOnes, withdrawApplicationsFor } from '../partnership/applications/applications.ts';
import { recallFromBuyers } from '../partnership/candidates/suppliers.ts';
import { askToDestroy } from '../partnership/partners/recalls.ts';
import { forgetProfits } from '../partnership/agreements/profits.ts';
import { leaveGroup } from '../partnership/applications/groups.ts';
import {
  hasConsent,
  isPurpose,
  subjectOf,
  withdrawConsent,
  type Purpose,
  type Subject,
} from '../people/consents.ts';
import { personNumber, setReminders } from '../people/people.ts';
import { forgetPhotos } from '../people/photos.ts';
import { forgetAnswers } from '../surveys/survey-answers.ts';
import type { Services, Transaction } from '../core/services.ts';

/** Who withdraws; without a chat where a backup was put back that does not know it. */
interface Owner {
  readonly personId: number;
  readonly accountId: number | undefined;
}

/** A request to a company, by its number and the day until which it is promised (YYYY-MM-DD). */
type Requested = Pick<OpenedCase, 'number' | 'dueOn'>;

export interface Withdrawal {
  readonly purpose: Purpose;
  /** The requests to companies to destroy what they have; none when they have nothing. */
  readonly recalls: readonly Requested[];
  /** An agreement is signed: its record stays. */
  readonly agreed: boolean;
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
  // A stranger's consent to one training is no person's to withdraw.
  return row === null || !isPurpose(row.purpose) || row.purpose === 'training'
    ? undefined
    : { purpose: row.purpose, withdrawn: row.withdrawnAt !== null };
}

/** Whether an agreement under a programme is signed: then the contract is the basis, not the consent. */
export async function hasAgreementFor(
  services: Services,
  personId: number,
  programmeId: string,
): Promise<boolean> {
  return (await services.db.application.count({ where: { personId, programmeId, ...boundOnes } })) > 0;
}

/**
 * Withdraws a consent (UU 27/2022 art. 9 and 40), effective at once; its proof stays. Registration: reminders stop.
 * Profit: what was told goes. Photos: they and the place on the map go, and companies that looked are asked. Group: the person leaves it. Survey: the
 * answers go.
 * Partner: applications without a signed agreement end. Partner and exact figure: the office asks back what the company
 * has seen. Undefined when it is not this person's; a second time nothing more happens.
 */
export async function withdraw(
  services: Transaction,
  at: { readonly personId: number; readonly accountId: number; readonly consentId: number },
): Promise<Withdrawal | undefined> {
  const own = await ownConsent(services, at.personId, at.consentId);
  if (own === undefined) return undefined;
  const { purpose } = own;
  if (own.withdrawn) return { purpose, recalls: [], agreed: false };
  const subject = subjectOf(purpose);
  const recalls = subject === undefined ? [] : await endUse(services, at, subject);
  await withdrawConsent(services, at.personId, purpose);
  // Only after it: the journal keeps this order, and a replay then asks back once.
  if (subject?.of === 'partner') await withdrawConsent(services, at.personId, `exact:${subject.programme}`);
  return {
    purpose,
    recalls,
    agreed:
      recalls.length > 0 &&
      subject?.of === 'partner' &&
      (await hasAgreementFor(services, at.personId, subject.programme)),
  };
}

/** What hangs on a consent ends with it; returns the requests to companies to destroy what they have. */
export async function endUse(
  services: Transaction,
  at: Owner,
  subject: Subject,
): Promise<readonly Requested[]> {
  switch (subject.of) {
    case 'group':
      await leaveGroup(services, at, subject.group);
      return [];
    case 'survey':
      await forgetAnswers(services, subject.survey, at.personId);
      return [];
    case 'partner':
      return withdrawFromPartner(services, at, subject.programme);
    case 'exact':
      return recallFigure(services, at, subject.programme);
    case 'training':
      return [];
    case 'own':
      if (subject.purpose === 'registration') await stopRecording(services, at.personId);
      if (subject.purpose === 'profit') await forgetProfits(services, at.personId);
      if (subject.purpose === 'photos') return recallPhotos(services, at);
      return subject.purpose === 'be-found' ? recallFromBuyers(services, at.personId, at) : [];
  }
}

/** A figure that a company has in its chat leaves it at once; where it was seen, it is asked back, too. */
async function recallFigure(
  services: Transaction,
  at: Owner,
  programmeId: string,
): Promise<readonly Requested[]> {
  services.noteQueued?.();
  // With the consent to the company itself everything is asked back already.
  if (!(await hasConsent(services, at.personId, `partner:${programmeId}`))) return [];
  const seen = await services.db.disclosure.findMany({
    where: { personId: at.personId, fields: { has: 'sales-exact' } },
    distinct: ['applicationId'],
    select: { applicationId: true },
  });
  const application = await services.db.application.findFirst({
    where: { programmeId, id: { in: seen.flatMap((it) => it.applicationId ?? []) } },
    orderBy: { id: 'desc' },
  });
  return application === null ? [] : [await openRecall(services, at, application, { field: 'sales-exact' })];
}

/** Photos and points go, from the chats of companies, too; whoever has looked is asked to destroy what was kept. */
async function recallPhotos(services: Transaction, at: Owner): Promise<readonly Requested[]> {
  await forgetPhotos(services, at.personId);
  services.noteQueued?.();
  const seen = await services.db.disclosure.findMany({
    where: { personId: at.personId, fields: { hasSome: [...looks] } },
    distinct: ['applicationId'],
    select: { applicationId: true },
  });
  const applications = await services.db.application.findMany({
    where: { id: { in: seen.flatMap((it) => it.applicationId ?? []) } },
    orderBy: { id: 'asc' },
  });
  const opened: OpenedCase[] = [];
  for (const application of applications)
    opened.push(await openRecall(services, at, application, { field: 'photos' }));
  return opened;
}

async function withdrawFromPartner(
  services: Transaction,
  at: Owner,
  programmeId: string,
): Promise<readonly Requested[]> {
  const ended = await withdrawApplicationsFor(services, at.accountId, at.personId, programmeId);
  const signed = await recallUnderAgreement(services, at, programmeId);
  return [...ended, ...signed];
}

/** The record of a contract stays; what the company saw beside it is asked back. */
async function recallUnderAgreement(
  services: Transaction,
  at: Owner,
  programmeId: string,
): Promise<readonly Requested[]> {
  const application = await services.db.application.findFirst({
    where: { personId: at.personId, programmeId, ...boundOnes },
    orderBy: { id: 'desc' },
  });
  if (application === null) return [];
  services.noteQueued?.();
  return [await openRecall(services, at, application, { agreed: true })];
}

function openRecall(
  services: Transaction,
  at: Owner,
  application: Application,
  only: { readonly field?: DisclosedField; readonly agreed?: boolean },
): Promise<OpenedCase> {
  const { accountId, personId } = at;
  return askToDestroy(
    services,
    { accountId, personId, businessId: application.businessId ?? undefined },
    { application, ...only },
  );
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
