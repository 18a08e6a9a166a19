import { consentTexts } from '../../src/bot/consent-texts.ts';
import { registration } from '../../src/bot/conversations/people/register.ts';
import type { BusinessKind } from '../../src/domain/people/business-kind.ts';
import { line } from '../../src/i18n.ts';
import { officeTexts } from '../../src/office.ts';
import { accountOf } from '../../src/services/core/accounts.ts';
import { closeDraft, createDraft } from '../../src/services/core/drafts.ts';
import {
  newBusiness,
  newPerson,
  type BusinessFields,
  type Owner as NewOwner,
  type Registered,
} from '../../src/services/people/businesses.ts';
import type { AskKey } from '../../src/services/people/eligibility.ts';
import { giveConsent } from '../../src/services/people/consents.ts';
import type { Interest } from '../../src/services/people/people.ts';
import { register } from '../../src/services/people/registration.ts';
import { insertRows } from '../../src/services/core/new-rows.ts';
import type { Services } from '../../src/services/core/services.ts';
import { inTransaction } from './in-transaction.ts';
import type { Office, Owner } from './office.ts';

/** What differs from the registration that the tests know. */
interface WantedOwner {
  /** A number: one more business of somebody who is registered. */
  readonly person?: Partial<NewOwner> | number;
  readonly business?: Partial<BusinessFields>;
  readonly unknown?: readonly AskKey[];
}

/** Somebody in a chat, with the rows of the registration. */
export interface StoredOwner extends Owner {
  readonly registered: Registered;
}

/** The same rows as `registeredOwner` leaves, in a chat that has only said /start: for what is not about registering. */
export async function storedOwner(office: Office, wanted: WantedOwner = {}): Promise<StoredOwner> {
  const owner = office.owner();
  await owner.say('/start');
  return Object.assign(owner, { registered: await registerIn(office, owner, wanted) });
}

/** Registers somebody in a chat, or one more business there; it is their turn from now on. */
export async function registerIn(
  { services }: Office,
  { person }: Owner,
  wanted: WantedOwner = {},
): Promise<Registered> {
  const { id: accountId } = await accountOf(services, person.id, 'id');
  const to = { language: 'id', salutation: undefined, shortName: undefined } as const;
  return inTransaction(services, async (inside) => {
    const draft = await createDraft(inside, {
      accountId,
      form: registration.name,
      version: registration.version,
      payload: '{"answers":{}}',
      remaining: 0,
    });
    const registered = await register(inside, {
      accountId,
      draftId: draft.id,
      person:
        typeof wanted.person === 'number'
          ? { id: wanted.person }
          : {
              name: 'Siti Aminah',
              salutation: 'P',
              phone: `+${person.phone.replaceAll(/\D/g, '')}`,
              ...wanted.person,
            },
      consent: {
        version: consentTexts.registration.version,
        language: 'id',
        text: officeTexts(services.office).plain(line('register.consent.ask'), to),
        button: 'agree',
        givenAt: services.now(),
      },
      business: {
        name: 'Otak-otak Bu Siti',
        kind: 'food',
        kindWords: undefined,
        kecamatan: '35.25.16',
        desa: '35.25.16.1006',
        startedYear: 2009,
        startedMonth: undefined,
        workers: { male: 0, female: 2 },
        usualMonthlySales: 3_000_000,
        usualEstimate: true,
        capital: undefined,
        nibStatus: 'none',
        nib: undefined,
        ...wanted.business,
      },
      unknown: wanted.unknown ?? [],
    });
    await closeDraft(inside, draft.id, 'submitted');
    return registered;
  });
}

export interface WantedPerson {
  readonly name?: string;
  readonly salutation?: 'L' | 'P';
  /** Undefined: a new number; null: no Telegram. */
  readonly chatId?: number | null;
  /** Training news; true unless told otherwise. */
  readonly news?: boolean;
  readonly interests?: readonly Interest[];
  readonly newsScope?: 'all' | 'near' | 'topics';
  readonly unreachable?: boolean;
  /** One business in Gresik that sells food, unless told otherwise. */
  readonly businesses?: readonly WantedBusiness[];
}

interface WantedBusiness {
  readonly kecamatan?: string;
  readonly kind?: BusinessKind;
  readonly status?: 'active' | 'paused' | 'closed' | 'moved';
  readonly startedYear?: number;
  readonly startedMonth?: number;
  /** Whole rupiah. */
  readonly usualMonthlySales?: number;
  /** Months 'YYYY-MM' with a report. */
  readonly reported?: readonly string[];
}

export interface StoredPerson {
  readonly id: number;
  readonly number: string;
  readonly accountId: number | undefined;
  readonly businessIds: readonly number[];
}

let nextChat = 9_000_000;

/** A registered person straight in the database: the same rows that a registration leaves. */
export async function registeredPerson(services: Services, wanted: WantedPerson = {}): Promise<StoredPerson> {
  const { db } = services;
  const chatId = wanted.chatId === undefined ? nextChat++ : wanted.chatId;
  const drafter = await db.account.upsert({
    where: { chatId: chatId ?? 1 },
    create: {
      office: services.office.key,
      chatId: chatId ?? 1,
      unreachableSince: wanted.unreachable === true ? services.now() : null,
    },
    update: {},
    select: { id: true },
  });
  const by = { accountId: drafter.id };
  const person = await newPerson(services, by, {
    name: wanted.name ?? 'Siti Aminah',
    salutation: wanted.salutation ?? 'P',
    phone: undefined,
  });
  await insertRows(db, person.rows);
  if (chatId === null) await db.personAccount.deleteMany({ where: { personId: person.id } });
  else await db.account.update({ where: { id: drafter.id }, data: { activePersonId: person.id } });
  if (wanted.interests !== undefined || wanted.newsScope !== undefined)
    await db.person.update({
      where: { id: person.id },
      data: { interests: [...(wanted.interests ?? [])], newsScope: wanted.newsScope ?? 'all' },
    });
  const draftOf = async (form: string): Promise<number> =>
    (
      await db.draft.create({
        data: { accountId: drafter.id, form, version: 1, status: 'submitted', startedAt: services.now() },
      })
    ).id;
  if (wanted.news !== false)
    await giveConsent(services, {
      personId: person.id,
      personNumber: person.number,
      purpose: 'training-news',
      version: 1,
      language: 'id',
      text: 'Boleh kami beri kabar?',
      button: 'yes',
      givenAt: services.now(),
      draftId: await draftOf('training-news'),
    });
  const businessIds: number[] = [];
  for (const business of wanted.businesses ?? [{}]) {
    const draftId = await draftOf('register');
    const { id } = await inTransaction(services, async (inside) => {
      const made = await newBusiness(
        inside,
        by,
        person.id,
        {
          name: 'Otak-otak Bu Siti',
          kind: business.kind ?? 'food',
          kindWords: undefined,
          kecamatan: business.kecamatan ?? '35.25.16',
          desa: undefined,
          startedYear: business.startedYear ?? 2009,
          startedMonth: business.startedMonth,
          workers: { male: 0, female: 2 },
          usualMonthlySales: business.usualMonthlySales ?? 3_000_000,
          usualEstimate: true,
          capital: undefined,
          nibStatus: 'none',
          nib: undefined,
        },
        draftId,
      );
      await insertRows(inside.db, made.rows);
      return made;
    });
    if (business.status !== undefined)
      await db.business.update({ where: { id }, data: { status: business.status } });
    for (const month of business.reported ?? [])
      await db.salesReport.create({
        data: {
          office: 'gresik',
          number: `L-${id}-${month}`,
          businessId: id,
          month,
          amount: 2_500_000,
          source: 'guided',
        },
      });
    businessIds.push(id);
  }
  return {
    id: person.id,
    number: person.number,
    accountId: chatId === null ? undefined : drafter.id,
    businessIds,
  };
}
