/** Writes invented owners in a few statements; what is sealed is sealed as the services do it. */
import { createHash } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.ts';
import { consentTexts } from '../bot/consent-texts.ts';
import { localDate, monthOf } from '../domain/month/month.ts';
import { shortName } from '../domain/people/name.ts';
import { line, type Texts } from '../i18n.ts';
import { businessColumns, personColumns } from '../services/people/businesses.ts';
import { idsFor, nextNumbers } from '../services/core/numbers.ts';
import type { Services, Transaction } from '../services/core/services.ts';
import { insertBulk } from './bulk.ts';
import type { SampleBusiness, SampleOwner, SampleReport } from './sample.ts';

const READER = 'rupiah@1';

/** A stored owner, to hang applications and cases on. */
export interface StoredOwner extends SampleOwner {
  readonly id: number;
  readonly number: string;
  readonly accountId: number | undefined;
  readonly stored: readonly { readonly id: number; readonly sample: SampleBusiness }[];
}

/** Stores owners with consents, businesses and reports; `helper` is the number of whoever has entered some of them. */
export async function storeOwners(
  services: Transaction,
  texts: Texts,
  owners: readonly SampleOwner[],
  helper: string,
): Promise<readonly StoredOwner[]> {
  const people = await storePeople(services, owners, helper);
  await storeConsents(services, texts, people);
  return storeBusinesses(services, people);
}

interface StoredPerson extends SampleOwner {
  readonly id: number;
  readonly number: string;
  readonly accountId: number | undefined;
  /** Number of the helper who enters for them. */
  readonly helper: string | undefined;
}

async function storePeople(
  services: Services,
  owners: readonly SampleOwner[],
  helper: string,
): Promise<readonly StoredPerson[]> {
  const { db } = services;
  const ids = await idsFor(services, 'person', owners.length);
  const accounts = await storeAccounts(services, owners);
  const people: StoredPerson[] = [];
  for (const [index, owner] of owners.entries()) {
    const id = ids[index] ?? 0;
    // As long and as wild as the random one, but the same at every first start.
    const number = createHash('sha256').update(`demo/${index}`).digest('base64url').slice(0, 12);
    const accountId = owner.chatId === undefined ? undefined : accounts.get(owner.chatId);
    people.push({ ...owner, id, number, accountId, helper: owner.assisted ? helper : undefined });
  }
  await insertBulk(
    db,
    'person',
    people.map((it) => ({
      office: services.office.key,
      id: it.id,
      number: it.number,
      interests: [...it.interests],
      createdAt: it.registeredAt,
      name: null,
      salutation: null,
      phone: null,
      phoneIndex: null,
      source: it.helper === undefined ? 'telegram' : 'helper',
      assistedBy: it.helper ?? null,
      ...personColumns(services, it.id, it.owner),
    })),
  );
  await insertBulk(
    db,
    'personAccount',
    people.flatMap((it) =>
      it.accountId === undefined
        ? []
        : [{ personId: it.id, accountId: it.accountId, since: it.registeredAt }],
    ),
  );
  // Whoever registered first on a phone speaks first.
  await db.$executeRaw`
    UPDATE account SET active_person_id = first.person_id FROM (
      SELECT DISTINCT ON (account_id) account_id, person_id FROM person_account ORDER BY account_id, since, person_id
    ) first WHERE first.account_id = account.id`;
  return people;
}

/** The accounts of everybody who has a phone, by chat. */
async function storeAccounts(
  { db, office }: Services,
  owners: readonly SampleOwner[],
): Promise<ReadonlyMap<number, number>> {
  const since = new Map<number, Date>();
  for (const { chatId, registeredAt } of owners)
    if (chatId !== undefined && registeredAt < (since.get(chatId) ?? new Date(8.64e15)))
      since.set(chatId, registeredAt);
  await insertBulk(
    db,
    'account',
    [...since].map(([chatId, firstSeenAt]) => ({ office: office.key, chatId, language: 'id', firstSeenAt })),
  );
  const rows = await db.account.findMany({ select: { id: true, chatId: true } });
  return new Map(rows.map(({ id, chatId }) => [Number(chatId), id]));
}

async function storeConsents(
  services: Services,
  texts: Texts,
  people: readonly StoredPerson[],
): Promise<void> {
  await insertBulk(
    services.db,
    'consent',
    people.flatMap((it) => {
      const common = {
        office: services.office.key,
        personId: it.id,
        personNumber: it.number,
        language: 'id',
        givenAt: it.registeredAt,
      };
      const { name = '', salutation } = it.owner;
      const registration = texts.plain(line('register.consent.ask'), {
        language: 'id',
        salutation: undefined,
        shortName: undefined,
      });
      const news = texts.plain(line('register.news.ask'), {
        language: 'id',
        salutation,
        shortName: shortName(name),
      });
      const programmes = texts.plain(line('partnership.news.ask'), {
        language: 'id',
        salutation,
        shortName: shortName(name),
      });
      return [
        {
          ...common,
          purpose: 'registration',
          version: consentTexts.registration.version,
          text: registration,
          button: it.helper === undefined ? 'agree' : 'oral',
          details: spokenFor(services, it),
        },
        ...(it.news
          ? [
              {
                ...common,
                purpose: 'training-news',
                version: consentTexts.trainingNews.version,
                text: news,
                button: 'yes',
                details: null,
              },
              {
                ...common,
                purpose: 'programme-news',
                version: consentTexts.programmeNews.version,
                text: programmes,
                button: 'yes',
                details: null,
              },
            ]
          : []),
      ];
    }),
  );
}

/** How somebody agreed who was asked by a helper. */
function spokenFor(
  { office }: Services,
  { helper, registeredAt }: StoredPerson,
): { readonly [key: string]: string } | null {
  if (helper === undefined) return null;
  const agreedOn = localDate(registeredAt, office.zone).toString();
  return { helper, way: 'oral', agreedOn, recordedAt: registeredAt.toISOString() };
}

async function storeBusinesses(
  services: Transaction,
  people: readonly StoredPerson[],
): Promise<readonly StoredOwner[]> {
  const all = people
    .flatMap((person) => person.businesses.map((sample) => ({ person, sample })))
    .toSorted((a, b) => a.sample.registeredAt.getTime() - b.sample.registeredAt.getTime());
  const ids = await idsFor(services, 'business', all.length);
  const numbers = await numbersFor(
    services,
    'D',
    all.map(({ sample }) => monthOf(localDate(sample.registeredAt, services.office.zone))),
  );
  const stored = all.map((it, index) => ({ ...it, id: ids[index] ?? 0, number: numbers[index] ?? '' }));
  await insertBulk(
    services.db,
    'business',
    stored.map(({ id, number, person, sample }) => ({
      id,
      office: services.office.key,
      number,
      ownerId: person.id,
      status: sample.status,
      statusSince: sample.statusSince ?? null,
      createdAt: sample.registeredAt,
      source: person.helper === undefined ? 'telegram' : 'helper',
      ...businessColumns(services, id, sample.fields),
    })),
  );
  await storeReports(
    services,
    stored.flatMap(({ id, person, sample }) =>
      sample.reports.map((report) => ({
        businessId: id,
        enteredBy: person.helper ?? person.number,
        report,
      })),
    ),
  );
  return people.map((person) => ({
    ...person,
    stored: stored.filter((it) => it.person.id === person.id).map(({ id, sample }) => ({ id, sample })),
  }));
}

interface Reported {
  readonly businessId: number;
  /** Number of the owner, or of the helper. */
  readonly enteredBy: string;
  readonly report: SampleReport;
}

async function storeReports(services: Transaction, reports: readonly Reported[]): Promise<void> {
  const all = reports.toSorted((a, b) => a.report.at.getTime() - b.report.at.getTime());
  const ids = await idsFor(services, 'sales_report', all.length);
  const numbers = await numbersFor(
    services,
    'L',
    all.map(({ report }) => report.month),
  );
  const rows = all.map((it, index) => ({ ...it, id: ids[index] ?? 0, number: numbers[index] ?? '' }));
  await insertBulk(
    services.db,
    'salesReport',
    rows.map(({ id, number, businessId, report }) => ({
      office: services.office.key,
      id,
      number,
      businessId,
      month: report.month,
      version: report.before === undefined ? 1 : 2,
      createdAt: report.before?.at ?? report.at,
      updatedAt: report.at,
      ...figure(report),
    })),
  );
  await insertBulk(
    services.db,
    'salesVersion',
    rows.flatMap((row) => versionsOf(services, row)),
  );
}

function figure({ amount, estimate, provisional, zeroReason, workers, source }: SampleReport) {
  return {
    amount,
    estimate,
    provisional,
    zeroReason: zeroReason ?? null,
    workersMale: workers?.male ?? null,
    workersFemale: workers?.female ?? null,
    source,
  };
}

function versionsOf(
  services: Services,
  { id, enteredBy, report }: Reported & { readonly id: number },
): Prisma.SalesVersionCreateManyInput[] {
  const { before } = report;
  const version = (number: number, it: SampleReport): Prisma.SalesVersionCreateManyInput => ({
    reportId: id,
    version: number,
    words: services.seal.encrypt(`sales_version:${id}:${number}:words`, it.words),
    reader: READER,
    enteredBy,
    at: it.at,
    ...figure(it),
  });
  return before === undefined
    ? [version(1, report)]
    : [version(1, { ...report, ...before }), version(2, report)];
}

/** Running numbers for rows that stand in the order of time. */
async function numbersFor(
  services: Transaction,
  series: 'D' | 'L',
  months: readonly string[],
): Promise<readonly string[]> {
  const taken = new Map<string, string[]>();
  for (const month of new Set(months)) {
    const numbers = await nextNumbers(services, series, month, months.filter((it) => it === month).length);
    taken.set(month, [...numbers]);
  }
  return months.map((month) => taken.get(month)?.shift() ?? '');
}
