/** Writes invented owners in a few statements; what is sealed is sealed as the services do it. */
import { createHash } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.ts';
import { consentTexts } from '../bot/consent-texts.ts';
import { localDate, monthOf } from '../domain/month/month.ts';
import { shortName } from '../domain/people/name.ts';
import { line, type Texts } from '../i18n.ts';
import { accountOf } from '../services/core/accounts.ts';
import { businessColumns, personColumns } from '../services/people/businesses.ts';
import { idsFor, nextNumbers } from '../services/core/numbers.ts';
import type { Services, Transaction } from '../services/core/services.ts';
import type { SampleBusiness, SampleOwner, SampleReport } from './sample.ts';

const READER = 'rupiah@1';

/** A stored owner, to hang applications and cases on. */
export interface StoredOwner extends SampleOwner {
  readonly id: number;
  readonly number: string;
  readonly accountId: number | undefined;
  readonly stored: readonly { readonly id: number; readonly sample: SampleBusiness }[];
}

/** Stores owners with consents, businesses and reports. */
export async function storeOwners(
  services: Transaction,
  texts: Texts,
  owners: readonly SampleOwner[],
): Promise<readonly StoredOwner[]> {
  const people = await storePeople(services, owners);
  await storeConsents(services, texts, people);
  return storeBusinesses(services, people);
}

interface StoredPerson extends SampleOwner {
  readonly id: number;
  readonly number: string;
  readonly accountId: number | undefined;
}

async function storePeople(
  services: Services,
  owners: readonly SampleOwner[],
): Promise<readonly StoredPerson[]> {
  const { db } = services;
  const ids = await idsFor(services, 'person', owners.length);
  const people: StoredPerson[] = [];
  for (const [index, owner] of owners.entries()) {
    const id = ids[index] ?? 0;
    // As long and as wild as the random one, but the same at every first start.
    const number = createHash('sha256').update(`demo/${index}`).digest('base64url').slice(0, 12);
    const accountId =
      owner.chatId === undefined ? undefined : (await accountOf(services, owner.chatId, 'id')).id;
    people.push({ ...owner, id, number, accountId });
  }
  await db.person.createMany({
    data: people.map((it) => ({
      office: services.office.key,
      id: it.id,
      number: it.number,
      interests: [...it.interests],
      createdAt: it.registeredAt,
      ...personColumns(services, it.id, it.owner),
    })),
  });
  const onPhones = people.flatMap((it) =>
    it.accountId === undefined ? [] : [{ personId: it.id, accountId: it.accountId, since: it.registeredAt }],
  );
  await db.personAccount.createMany({ data: onPhones });
  // Whoever registered first on a phone speaks first.
  for (const { personId, accountId, since } of onPhones.toReversed())
    await db.account.update({
      where: { id: accountId },
      data: { activePersonId: personId, firstSeenAt: since },
    });
  return people;
}

async function storeConsents(
  services: Services,
  texts: Texts,
  people: readonly StoredPerson[],
): Promise<void> {
  await services.db.consent.createMany({
    data: people.flatMap((it) => {
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
          button: 'agree',
        },
        ...(it.news
          ? [
              {
                ...common,
                purpose: 'training-news',
                version: consentTexts.trainingNews.version,
                text: news,
                button: 'yes',
              },
              {
                ...common,
                purpose: 'programme-news',
                version: consentTexts.programmeNews.version,
                text: programmes,
                button: 'yes',
              },
            ]
          : []),
      ];
    }),
  });
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
  await services.db.business.createMany({
    data: stored.map(({ id, number, person, sample }) => ({
      id,
      office: services.office.key,
      number,
      ownerId: person.id,
      status: sample.status,
      statusSince: sample.statusSince ?? null,
      createdAt: sample.registeredAt,
      ...businessColumns(services, id, sample.fields),
    })),
  });
  await storeReports(
    services,
    stored.flatMap(({ id, person, sample }) =>
      sample.reports.map((report) => ({ businessId: id, personNumber: person.number, report })),
    ),
  );
  return people.map((person) => ({
    ...person,
    stored: stored.filter((it) => it.person.id === person.id).map(({ id, sample }) => ({ id, sample })),
  }));
}

interface Reported {
  readonly businessId: number;
  readonly personNumber: string;
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
  await services.db.salesReport.createMany({
    data: rows.map(({ id, number, businessId, report }) => ({
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
  });
  await services.db.salesVersion.createMany({ data: rows.flatMap((row) => versionsOf(services, row)) });
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
  { id, personNumber, report }: Reported & { readonly id: number },
): Prisma.SalesVersionCreateManyInput[] {
  const { before } = report;
  const version = (number: number, it: SampleReport): Prisma.SalesVersionCreateManyInput => ({
    reportId: id,
    version: number,
    words: services.seal.encrypt(`sales_version:${id}:${number}:words`, it.words),
    reader: READER,
    enteredBy: personNumber,
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
