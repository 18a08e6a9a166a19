/** Applications of the demo, at every step of the way, each with all that was written down on it. */
import type { Prisma } from '../../prisma/client/client.ts';
import { consentTexts } from '../bot/consent-texts.ts';
import { shownLine } from '../reports/disclosure-lines.ts';
import type { Programme } from '../domain/eligibility/programme.ts';
import type { ApplicationStatus, StepDetails } from '../domain/partnership/application.ts';
import { localDate, monthOf } from '../domain/month/month.ts';
import { line, type Texts } from '../i18n.ts';
import { dueDay, type NewCase } from '../services/cases/cases.ts';
import { nextNumber } from '../services/core/numbers.ts';
import type { Services, Transaction } from '../services/core/services.ts';
import { recordStep } from '../services/partnership/applications/application-history.ts';
import { setNik } from '../services/people/businesses.ts';
import {
  APPLICANT_ON_A_PHONE,
  applicationPlans,
  LONG_DAYS,
  STEP_DAYS,
  stepDetails,
  type ApplicationPlan,
} from './application-plans.ts';
import { MAKERS, storeGroup } from './group.ts';
import { daysAgo } from './days-ago.ts';
import type { StoredOwner } from './store.ts';

/** An application of the demo with whose it is. */
export interface StoredApplication {
  readonly id: number;
  readonly number: string;
  readonly owner: StoredOwner;
  readonly businessId: number;
  readonly programme: Programme;
  readonly status: ApplicationStatus;
  readonly appliedAt: Date;
  readonly ofGroup: boolean;
  /** When each step was taken. */
  readonly at: Partial<Record<ApplicationStatus, Date>>;
}

/**
 * Who makes each of the plans: those who run and have been there for long, with an NIB where the partnership asks for
 * it; whoever has been in a partnership for a year has been there since before.
 */
function applicants(
  owners: readonly StoredOwner[],
  services: Services,
): readonly (StoredOwner | undefined)[] {
  const before = daysAgo(services, 240);
  const longBefore = daysAgo(services, 520);
  const able = owners.filter(
    (it) =>
      it.registeredAt < before &&
      it.businesses[0].status === 'active' &&
      it.businesses[0].fields.nib !== undefined,
  );
  const phone = able.find((it) => it.chatId !== undefined);
  const rest = able.filter((it) => it.chatId === undefined);
  const long = spread(rest.filter((it) => it.registeredAt < longBefore));
  const others = spread(rest.filter((it) => it.registeredAt >= longBefore));
  return applicationPlans
    .filter(({ member }) => member === undefined)
    .map(({ days }, index) => {
      if (index === APPLICANT_ON_A_PHONE) return phone;
      return days > LONG_DAYS ? long.shift() : others.shift();
    });
}

/** Every few owners one, so that they come from everywhere in the kabupaten. */
const spread = (owners: readonly StoredOwner[]): StoredOwner[] =>
  [0, 1, 2].flatMap((part) => owners.filter((_, index) => index % 3 === part));

/** Stores them all, in the order of the plans. */
export async function storeApplications(
  services: Transaction,
  texts: Texts,
  owners: readonly StoredOwner[],
): Promise<readonly StoredApplication[]> {
  const makers = owners.slice(-MAKERS);
  const people = applicants(owners.slice(0, -MAKERS), services);
  const groupApplicationId = await storeGroup(services, texts, makers);
  const stored: StoredApplication[] = [];
  const plain: Prisma.ApplicationStepCreateManyInput[] = [];
  for (const [index, plan] of applicationPlans.entries()) {
    const owner = plan.member === undefined ? people[index] : makers[plan.member];
    const business = owner?.stored[0];
    const programme = services.programmes.find(plan.programme);
    const status = plan.steps.at(-1);
    if (owner === undefined || business === undefined || programme === undefined || status === undefined)
      continue;
    const at = (step: number): Date => daysAgo(services, daysOf(plan, step));
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
    const { id } = await services.db.application.create({
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
        groupApplicationId: plan.member === undefined ? null : groupApplicationId,
        nikBy: nikGiven ? 'given' : index % 2 === 0 ? 'later' : 'officer',
        appliedAt: at(0),
        dueOn: dueDay({ ...services, now: () => at(plan.steps.length - 1) }),
      },
      select: { id: true },
    });
    const taken = plan.steps.map((step, count) => ({
      applicationId: id,
      status: step,
      byPerson: step === 'submitted' || step === 'withdrawn' ? owner.number : undefined,
      details: {
        ...detailsAt(services, plan, count),
        ...(step === 'active' ? { paper: paperNumber(number) } : {}),
      },
      at: at(count),
    }));
    // What is sealed is written one by one; most ways have none of it.
    if (taken.some(({ details: { clear: _clear, ...rest } }) => Object.keys(rest).length > 0))
      for (const { at: when, ...step } of taken) await recordStep({ ...services, now: () => when }, step);
    else
      plain.push(
        ...taken.map(({ details, byPerson, ...step }) => ({
          ...step,
          byPerson: byPerson ?? null,
          clear: details.clear === true,
        })),
      );
    stored.push({
      id,
      number,
      owner,
      businessId: business.id,
      programme,
      status,
      ofGroup: plan.member !== undefined,
      appliedAt: at(0),
      at: Object.fromEntries(plan.steps.map((step, count) => [step, at(count)])),
    });
  }
  await services.db.applicationStep.createMany({ data: plain });
  return stored;
}

/** Applications at which nobody has looked are cases of the office. */
export function applicationCases(
  applications: readonly StoredApplication[],
): readonly { readonly at: Date; readonly it: NewCase }[] {
  return applications
    .filter(({ status }) => status === 'submitted')
    .map(({ id, number, owner, businessId, programme, appliedAt }) => ({
      at: appliedAt,
      it: {
        kind: 'application',
        accountId: owner.accountId,
        personId: owner.id,
        businessId,
        details: { application: id, number, programme: programme.id },
      },
    }));
}

/** The number of the agreement that an application led to. */
export const paperNumber = (application: string): string => application.replace(/^P-/, 'PKS/');

function daysOf({ days, steps, lastDays }: ApplicationPlan, step: number): number {
  const isLast = step === steps.length - 1;
  return isLast && lastDays !== undefined ? lastDays : days - STEP_DAYS * step;
}

function detailsAt(services: Services, plan: ApplicationPlan, step: number): StepDetails {
  const status = plan.steps[step] ?? 'submitted';
  const day = localDate(daysAgo(services, daysOf(plan, step)), services.office.zone).toString();
  const dated = status === 'sample' || status === 'trial' || status === 'ended';
  const afterTrial = status === 'accepted' && plan.steps[step - 1] === 'trial';
  return {
    ...stepDetails[status],
    ...(dated ? { day } : {}),
    ...(afterTrial ? { result: 'Semua diterima, tidak ada yang kembali.', paid: true } : {}),
  };
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
      fields: { line: shownLine(programme.partnerFields) },
      programme: { line: { local: programme.name } },
      business: owner.businesses[0].fields.name ?? '',
    }),
    to,
  );
  return {
    purpose: `partner:${programme.id}`,
    version: consentTexts.partner.version,
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
