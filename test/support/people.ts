import type { BusinessKind } from '../../src/domain/people/business-kind.ts';
import { newBusiness, newPerson } from '../../src/services/people/businesses.ts';
import { giveConsent } from '../../src/services/people/consents.ts';
import type { Interest } from '../../src/services/people/people.ts';
import { insertRows } from '../../src/services/core/new-rows.ts';
import type { Services } from '../../src/services/core/services.ts';
import { inTransaction } from './in-transaction.ts';

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
    await db.business.update({ where: { id }, data: { status: business.status ?? 'active' } });
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
