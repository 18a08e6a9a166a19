/** What the office has in hand in the demo: applications in several states, questions, a month that is closed. */
import { Temporal } from 'temporal-polyfill';
import { instantAt } from '../domain/when/dates.ts';
import { addMonths, localDate, monthOf } from '../domain/month/month.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import { line, type Texts } from '../i18n.ts';
import type { ApplicationStatus } from '../domain/partnership/application.ts';
import { setNik } from '../services/people/businesses.ts';
import { dueDay, openCase, type NewCase } from '../services/cases/cases.ts';
import { insertRows } from '../services/core/new-rows.ts';
import { nextNumber } from '../services/core/numbers.ts';
import { todayOf, type Services, type Transaction } from '../services/core/services.ts';
import { awaitingVerification } from '../services/people/verifications.ts';
import type { StoredOwner } from './store.ts';

/** How far each application has come, and how many days ago it was sent. */
const APPLICATIONS: readonly {
  readonly programme: string;
  readonly days: number;
  readonly steps: readonly ApplicationStatus[];
}[] = [
  {
    programme: 'sig-supply',
    days: 210,
    steps: ['submitted', 'verified', 'forwarded', 'accepted', 'agreement', 'active'],
  },
  {
    programme: 'sig-pumk',
    days: 160,
    steps: ['submitted', 'verified', 'forwarded', 'accepted', 'disbursed'],
  },
  {
    programme: 'sig-supply',
    days: 95,
    steps: ['submitted', 'verified', 'forwarded', 'accepted', 'agreement'],
  },
  { programme: 'sig-pumk', days: 80, steps: ['submitted', 'verified', 'forwarded', 'refused'] },
  { programme: 'sig-supply', days: 60, steps: ['submitted', 'withdrawn'] },
  { programme: 'sig-pumk', days: 52, steps: ['submitted', 'verified', 'forwarded', 'accepted'] },
  { programme: 'sig-supply', days: 38, steps: ['submitted', 'verified', 'forwarded'] },
  { programme: 'sig-pumk', days: 33, steps: ['submitted', 'verified', 'forwarded'] },
  { programme: 'sig-supply', days: 20, steps: ['submitted', 'verified'] },
  { programme: 'sig-pumk', days: 9, steps: ['submitted'] },
  { programme: 'sig-supply', days: 4, steps: ['submitted'] },
  { programme: 'sig-pumk', days: 1, steps: ['submitted'] },
];
const UNSEEN = 12;
/** Days from one step to the next. */
const STEP_DAYS = 8;
/** One on a phone of the demo page, so that there is something to see under "Data saya". */
const APPLICANT_ON_A_PHONE = 8;

const QUESTIONS: readonly { readonly days: number; readonly text: string }[] = [
  { days: 6, text: 'Pak, kalau NIB hilang apa bisa dicetak lagi? Suratnya kena banjir.' },
  { days: 3, text: 'Kapan ada pelatihan kemasan lagi? Saya mau ikut.' },
  { days: 2, text: 'Apa pinjaman itu ada bunganya? Bayarnya tiap bulan?' },
  { days: 1, text: 'Saya sudah pindah jualan ke pasar, apa datanya perlu diubah?' },
  { days: 1, text: 'Bisa minta tolong cara daftar halal? Produk saya bandeng presto.' },
];

/** Hangs applications, cases and the closed month on stored owners. */
export async function storeFollowUp(
  services: Transaction,
  texts: Texts,
  owners: readonly StoredOwner[],
): Promise<void> {
  const running = monthOf(todayOf(services));
  await services.db.monthLock.createMany({
    data: [{ office: services.office.key, month: addMonths(running, -6), lockedAt: daysAgo(services, 20) }],
  });
  await leaveUnseen(services);
  const cases: { readonly at: Date; readonly it: NewCase }[] = [
    ...(await storeApplications(services, texts, owners)),
    ...questions(services, owners),
    ...help(services, owners),
  ];
  for (const { at, it } of cases.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    await openCase({ ...services, now: () => at }, it);
}

/** The newest registrations are those at which nobody has looked. */
async function leaveUnseen(services: Services): Promise<void> {
  const newest = await services.db.business.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: UNSEEN,
    select: { id: true, createdAt: true },
  });
  await insertRows(
    services.db,
    newest.map(({ id, createdAt }) => awaitingVerification({ ...services, now: () => createdAt }, id)),
  );
}

function daysAgo(services: Services, days: number): Date {
  const date = todayOf(services).subtract({ days });
  return instantAt(date, new Temporal.PlainTime(9, 5 + (days % 50)), services.office.zone);
}

/** Those who have long been there and run, with an NIB where the partnership asks for it. */
function applicants(owners: readonly StoredOwner[], services: Services): readonly StoredOwner[] {
  const before = daysAgo(services, 240);
  const able = owners.filter(
    (it) =>
      it.registeredAt < before &&
      it.businesses[0].status === 'active' &&
      it.businesses[0].fields.nib !== undefined,
  );
  const phone = able.filter((it) => it.chatId !== undefined).slice(0, 1);
  // Every few owners one, so that they come from everywhere in the kabupaten.
  const others = able.filter((it) => it.chatId === undefined).filter((_, index) => index % 3 === 0);
  return [...others.slice(0, APPLICANT_ON_A_PHONE), ...phone, ...others.slice(APPLICANT_ON_A_PHONE)];
}

async function storeApplications(
  services: Transaction,
  texts: Texts,
  owners: readonly StoredOwner[],
): Promise<readonly { readonly at: Date; readonly it: NewCase }[]> {
  const people = applicants(owners, services);
  const cases: { readonly at: Date; readonly it: NewCase }[] = [];
  for (const [index, plan] of APPLICATIONS.entries()) {
    const owner = people[index];
    const business = owner?.stored[0];
    const programme = services.programmes.find(plan.programme);
    const status = plan.steps.at(-1);
    if (owner === undefined || business === undefined || programme === undefined || status === undefined)
      continue;
    const at = (step: number): Date => daysAgo(services, plan.days - STEP_DAYS * step);
    const nikGiven = plan.steps.length > 1 && status !== 'withdrawn';
    if (nikGiven) await setNik(services, owner.id, inventNik(services, owner, index));
    await storeAnswers(services, programme, business.id, at(0));
    const consent = await services.db.consent.create({
      data: {
        office: services.office.key,
        ...consentText(texts, programme, owner),
        personId: owner.id,
        personNumber: owner.number,
        givenAt: at(0),
        withdrawnAt: status === 'withdrawn' ? at(1) : null,
      },
      select: { id: true },
    });
    const number = await nextNumber(services, 'P', monthOf(localDate(at(0), services.office.zone)));
    const row = await services.db.application.create({
      data: {
        office: services.office.key,
        number,
        businessId: business.id,
        personId: owner.id,
        personNumber: owner.number,
        programmeId: programme.id,
        programmeVersion: programme.version,
        status,
        consentId: consent.id,
        nikBy: nikGiven ? 'given' : index % 2 === 0 ? 'later' : 'officer',
        appliedAt: at(0),
        dueOn: dueDay({ ...services, now: () => at(plan.steps.length - 1) }),
        steps: {
          create: plan.steps.map((step, count) => ({
            status: step,
            byPerson: step === 'submitted' || step === 'withdrawn' ? owner.number : null,
            at: at(count),
          })),
        },
      },
      select: { id: true },
    });
    if (status === 'submitted')
      cases.push({
        at: at(0),
        it: {
          kind: 'application',
          accountId: owner.accountId,
          personId: owner.id,
          businessId: business.id,
          details: { application: row.id, number, programme: programme.id },
        },
      });
  }
  return cases;
}

/** What was answered before applying: as the programme wants it. */
async function storeAnswers(
  services: Services,
  programme: Programme,
  businessId: number,
  answeredAt: Date,
): Promise<void> {
  const tests = programme.criteria.filter(({ active }) => active).map(({ test }) => test);
  await services.db.businessFact.createMany({
    data: tests.flatMap((test) =>
      test.is === 'answer'
        ? [{ businessId, key: `answer:${test.question}`, value: test.wanted, answeredAt }]
        : [],
    ),
  });
}

function consentText(texts: Texts, programme: Programme, owner: StoredOwner) {
  const to = { language: 'id', salutation: owner.owner.salutation, shortName: undefined } as const;
  const text = texts.plain(
    line('partnership.apply.consent.ask', {
      partner: programme.partner.name,
      fields: { list: programme.partnerFields.map((field) => line(`partnership.apply.field.${field}`)) },
      programme: { line: { local: programme.name } },
      business: owner.businesses[0].fields.name ?? '',
    }),
    to,
  );
  return {
    purpose: `partner:${programme.id}`,
    version: 1,
    language: 'id',
    text,
    button: 'agree',
    details: {
      programme: programme.id,
      programmeVersion: String(programme.version),
      partner: programme.partner.name,
      fields: [...programme.partnerFields],
    },
  };
}

/** A NIK with the serial 0000, which nobody has. */
function inventNik(services: Services, { owner, businesses }: StoredOwner, index: number): string {
  const area =
    services.office.areas.kecamatan.find((it) => it.code === businesses[0].fields.kecamatan)?.nik_prefix ??
    '352501';
  const day = String(3 + index + (owner.salutation === 'P' ? 40 : 0)).padStart(2, '0');
  return `${area}${day}${String(1 + (index % 12)).padStart(2, '0')}${60 + index}0000`;
}

function questions(
  services: Services,
  owners: readonly StoredOwner[],
): readonly { readonly at: Date; readonly it: NewCase }[] {
  return QUESTIONS.flatMap(({ days, text }, index) => {
    const owner = owners[5 + 13 * index];
    if (owner === undefined) return [];
    return [
      {
        at: daysAgo(services, days),
        it: {
          kind: 'question' as const,
          accountId: owner.accountId,
          personId: owner.id,
          businessId: owner.stored[0]?.id,
          text,
        },
      },
    ];
  });
}

/** Help with a question of the registration, and a figure for a month that is closed. */
function help(
  services: Services,
  owners: readonly StoredOwner[],
): readonly { readonly at: Date; readonly it: NewCase }[] {
  const [asking, late] = [owners[40], owners[71]];
  const running = monthOf(todayOf(services));
  return [
    {
      at: daysAgo(services, 5),
      it: {
        kind: 'help',
        accountId: undefined,
        personId: asking?.id,
        details: { form: 'register', question: 'nib' },
      },
    },
    {
      at: daysAgo(services, 2),
      it: {
        kind: 'locked-month',
        accountId: undefined,
        personId: late?.id,
        businessId: late?.stored[0]?.id,
        text: '2,4 jt',
        details: { month: addMonths(running, -6), amount: 2_400_000, estimate: false },
      },
    },
  ];
}
