import {
  createBusiness,
  createPerson,
  type BusinessFields,
  type Owner,
  type Registered,
} from './businesses.ts';
import { giveConsent } from './consents.ts';
import { redactionFor } from './redaction.ts';
import { noteUnknown, type AskKey } from './eligibility.ts';
import type { Services } from '../core/services.ts';
import { awaitVerification } from './verifications.ts';

export interface Registration {
  readonly accountId: number;
  readonly draftId: number;
  /** Somebody new, or a person of this chat who registers one more business. */
  readonly person: Owner | { readonly id: number };
  readonly consent: {
    readonly version: number;
    readonly language: string;
    readonly text: string;
    readonly button: string;
    readonly givenAt: Date;
  };
  readonly business: BusinessFields;
  /** What was asked and is not known: nobody asks it again. */
  readonly unknown?: readonly AskKey[];
}

/** Stores person, consent and business together; from now on this person speaks in the chat. */
export async function register(services: Services, it: Registration): Promise<Registered> {
  const person =
    'id' in it.person
      ? await known(services, it.accountId, it.person.id)
      : await createPerson(services, it.accountId, it.person);
  if (!('id' in it.person))
    await giveConsent(
      services,
      {
        personId: person.id,
        personNumber: person.number,
        purpose: 'registration',
        draftId: it.draftId,
        ...it.consent,
      },
      redactionFor(it.person, []),
    );
  const business = await createBusiness(services, person.id, it.business, it.draftId);
  await awaitVerification(services, business.id);
  await noteUnknown(services, business.id, it.unknown ?? []);
  await services.db.account.updateMany({ where: { id: it.accountId }, data: { activePersonId: person.id } });
  return {
    personId: person.id,
    personNumber: person.number,
    businessId: business.id,
    number: business.number,
  };
}

async function known(
  services: Services,
  accountId: number,
  personId: number,
): Promise<{ readonly id: number; readonly number: string }> {
  const row = await services.db.personAccount.findUnique({
    where: { personId_accountId: { personId, accountId } },
    select: { person: { select: { id: true, number: true } } },
  });
  if (row === null) throw new Error(`expected person ${personId} to use account ${accountId}`);
  return row.person;
}
