import { withdrawConsent } from './consents.ts';
import { openCase } from './cases.ts';
import { setReminders } from './people.ts';
import type { Services } from './services.ts';

/** Until an agreement is signed an application rests on the consent alone. */
const BY_CONSENT = ['submitted', 'verified', 'forwarded', 'accepted'];

export interface Withdrawal {
  readonly purpose: string;
  /** Numbers of applications that end with the consent. */
  readonly applications: readonly string[];
  /** The case by which the office asks a partner to give back what it already has. */
  readonly recall: { readonly number: string; readonly dueOn: string } | undefined;
}

/** A consent of this person, by a number that may be made by hand; undefined when it is not theirs. */
export async function ownConsent(services: Services, personId: number, consentId: number): Promise<{ readonly purpose: string; readonly withdrawn: boolean } | undefined> {
  const row = await services.db.consent.findFirst({ where: { id: consentId, personId }, select: { purpose: true, withdrawnAt: true } });
  return row === null ? undefined : { purpose: row.purpose, withdrawn: row.withdrawnAt !== null };
}

/** Applications that would end with the consent for a purpose. */
export async function applicationsUnder(services: Services, personId: number, purpose: string): Promise<readonly { readonly id: number; readonly number: string }[]> {
  const consents = await services.db.consent.findMany({ where: { personId, purpose }, select: { id: true } });
  return services.db.application.findMany({
    where: { personId, consentId: { in: consents.map((row) => row.id) }, status: { in: BY_CONSENT } },
    select: { id: true, number: true },
    orderBy: { id: 'asc' },
  });
}

/**
 * Withdraws a consent (UU 27/2022 art. 9 and 40), effective at once; its proof stays. Registration: reminders
 * stop. Partner: applications without a signed agreement end, and the office is asked to recall the data.
 * Undefined when it is not this person's; a second time nothing more happens. For one transaction.
 */
export async function withdraw(services: Services, at: { readonly personId: number; readonly personNumber: string; readonly accountId: number; readonly consentId: number }): Promise<Withdrawal | undefined> {
  const own = await ownConsent(services, at.personId, at.consentId);
  if (own === undefined) return undefined;
  const { purpose } = own;
  if (own.withdrawn) return { purpose, applications: [], recall: undefined };
  const ended = purpose.startsWith('partner:') ? await applicationsUnder(services, at.personId, purpose) : [];
  if (purpose === 'registration' || purpose === 'training-news' || isPartner(purpose)) await withdrawConsent(services, at.personId, purpose);
  if (purpose === 'registration') await setReminders(services, at.personId, false);
  if (!isPartner(purpose)) return { purpose, applications: [], recall: undefined };
  await services.db.application.updateMany({ where: { id: { in: ended.map((row) => row.id) } }, data: { status: 'withdrawn' } });
  await services.db.applicationStep.createMany({ data: ended.map((row) => ({ applicationId: row.id, status: 'withdrawn', byPerson: at.personNumber, at: services.now() })) });
  const recall = await openCase(services, { kind: 'recall', accountId: at.accountId, personId: at.personId, details: { purpose, consent: at.consentId } });
  return { purpose, applications: ended.map((row) => row.number), recall: { number: recall.number, dueOn: recall.dueOn } };
}

function isPartner(purpose: string): purpose is `partner:${string}` {
  return purpose.startsWith('partner:');
}
