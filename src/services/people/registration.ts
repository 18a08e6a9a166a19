import {
  newBusiness,
  newPerson,
  type BusinessFields,
  type Created,
  type Owner,
  type Registered,
} from './businesses.ts';
import { insertRows } from '../core/new-rows.ts';
import { redacted } from './consents.ts';
import { redactionFor } from './redaction.ts';
import { noteUnknown, type AskKey } from './eligibility.ts';
import type { Services, Transaction } from '../core/services.ts';
import { awaitingVerification } from './verifications.ts';

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
export async function register(services: Transaction, it: Registration): Promise<Registered> {
  const by = { accountId: it.accountId };
  const person =
    'id' in it.person
      ? { ...(await known(services, it.accountId, it.person.id)), rows: [] }
      : await newcomer(services, it, it.person);
  const business = await newBusiness(services, by, person.id, it.business, it.draftId);
  await insertRows(services.db, [
    ...person.rows,
    ...business.rows,
    awaitingVerification(services, business.id),
  ]);
  await noteUnknown(services, business.id, it.unknown ?? []);
  await services.db.account.updateMany({ where: { id: it.accountId }, data: { activePersonId: person.id } });
  return {
    personId: person.id,
    personNumber: person.number,
    businessId: business.id,
    number: business.number,
  };
}

async function newcomer(
  services: Services,
  { accountId, draftId, consent }: Registration,
  owner: Owner,
): Promise<Created> {
  const person = await newPerson(services, { accountId }, owner);
  const proof = redacted(consent, redactionFor(owner, []));
  const whose = {
    office: services.office.key,
    personId: person.id,
    personNumber: person.number,
    purpose: 'registration',
    draftId,
  };
  return { ...person, rows: [...person.rows, ['consent', { ...whose, ...proof }]] };
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
