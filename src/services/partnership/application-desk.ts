import type { Prisma } from '../../../prisma/client/client.ts';
import {
  nextStatuses,
  promisedDays,
  statuses,
  type ApplicationStatus,
} from '../../domain/partnership/application.ts';
import { maskIdentityNumbers, maskNik } from '../../domain/people/identity.ts';
import { addWorkingDays } from '../../domain/when/working-days.ts';
import { chatOfPerson } from '../core/accounts.ts';
import { lockApplication, applicationFromRow, stepReasonPlace, type Application } from './applications.ts';
import { audit } from '../core/audit.ts';
import { addEvent } from '../cases/cases.ts';
import { businessesOf, type Business, type Owner } from '../people/businesses.ts';
import { ownerOf } from '../people/corrections.ts';
import { businessesIn, type Officer } from '../office/in-area.ts';
import { memberByNumber } from '../office/members.ts';
import { queueTo } from '../core/outgoing.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

const DAY_MS = 24 * 3_600_000;
/** News of a step that could not be sent within these days is found under "Data saya". */
const NEWS_DAYS = 7;

const seenBy = ({ office }: Services, member: Officer): Prisma.ApplicationWhereInput => ({
  office: office.key,
  personId: { not: null },
  business: businessesIn(member),
});

/** How many applications in a member's area stand where. */
export async function applicationCounts(
  services: Services,
  member: Officer,
): Promise<ReadonlyMap<ApplicationStatus, number>> {
  const rows = await services.db.application.groupBy({
    by: ['status'],
    where: seenBy(services, member),
    _count: { _all: true },
  });
  return new Map(
    statuses.map((status) => [status, rows.find((row) => row.status === status)?._count._all ?? 0]),
  );
}

export interface ListedApplication {
  readonly id: number;
  readonly number: string;
  readonly programmeId: string;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly businessName: string | undefined;
}

/** One page of the applications in a member's area, those first whose day comes first. */
export async function applicationsAt(
  services: Services,
  member: Officer,
  status: ApplicationStatus,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly ListedApplication[]> {
  const rows = await services.db.application.findMany({
    where: { ...seenBy(services, member), status },
    select: {
      id: true,
      number: true,
      programmeId: true,
      dueOn: true,
      business: { select: { id: true, name: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    ...page,
  });
  return rows.map(({ business, ...row }) => ({
    ...row,
    businessName:
      business === null || business.name === null
        ? undefined
        : services.seal.show(`business:${business.id}:name`, business.name),
  }));
}

/** An application in a member's area; undefined for every other one: the number may be forged. */
export async function deskApplication(
  services: Services,
  member: Officer,
  id: number,
): Promise<Application | undefined> {
  const row = await services.db.application.findFirst({ where: { ...seenBy(services, member), id } });
  return row === null ? undefined : applicationFromRow(row);
}

export interface ApplicationStepTaken {
  readonly status: string;
  readonly at: Date;
  /** Name of the member who took it; undefined when the owner did. */
  readonly by: string | undefined;
  readonly reason: string | undefined;
}

/** Everything that the office has to see of an application. The NIK is masked: it never travels through Telegram. */
export interface ApplicationFile {
  readonly application: Application;
  readonly owner: Owner;
  readonly maskedNik: string | undefined;
  /** Another person has the same NIK: for the office alone. */
  readonly nikElsewhere: boolean;
  readonly business: Business;
  /** Whether somebody has looked at the registration: what is not checked is what the owner said. */
  readonly checked: boolean;
  readonly steps: readonly ApplicationStepTaken[];
}

/** Opens an application for a member of the office; to be audited by {@link noteApplicationRead} before. */
export async function applicationFile(
  services: Services,
  application: Application,
): Promise<ApplicationFile | undefined> {
  const { db, seal } = services;
  const { personId } = application;
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { nik: true, nikIndex: true },
  });
  const business = (await businessesOf(services, personId)).find((it) => it.id === application.businessId);
  if (person === null || business === undefined) return undefined;
  const rows = await db.applicationStep.findMany({
    where: { applicationId: application.id },
    orderBy: { id: 'asc' },
  });
  const steps: ApplicationStepTaken[] = [];
  for (const row of rows)
    steps.push({
      status: row.status,
      at: row.at,
      by: row.byMember === null ? undefined : (await memberByNumber(services, row.byMember))?.name,
      reason: row.reason === null ? undefined : seal.show(stepReasonPlace(row.id), row.reason),
    });
  return {
    application,
    owner: await ownerOf(services, personId),
    maskedNik: person.nik === null ? undefined : maskNik(seal.show(`person:${personId}:nik`, person.nik)),
    nikElsewhere:
      person.nikIndex !== null &&
      (await db.person.count({ where: { id: { not: personId }, nikIndex: person.nikIndex } })) > 0,
    business,
    checked: (await db.verification.count({ where: { businessId: business.id, status: 'right' } })) > 0,
    steps,
  };
}

/** Records who looked at an application, before it is shown. */
export async function noteApplicationRead(
  services: Transaction,
  member: Officer,
  application: Application,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'application.read',
    subject: `application:${application.number}`,
  });
}

export interface NewStep {
  readonly id: number;
  /** Where it stood on the officer's screen: somebody else may have gone on. */
  readonly from: ApplicationStatus;
  readonly to: ApplicationStatus;
  /** Why, for a refusal; the owner reads it. */
  readonly reason?: string;
}

export type Stepped =
  | {
      readonly kind: 'done';
      readonly status: ApplicationStatus;
      readonly dueOn: string | null;
      readonly told: boolean;
    }
  /** Somebody was faster, or nothing of the kind can follow: nothing was written. */
  | { readonly kind: 'late'; readonly status: ApplicationStatus }
  /** Not there, or not in this member's area. */
  | { readonly kind: 'unknown' };

/**
 * One step of an application, with who, when and why, a new promised day, and news for the owner. Two officers who
 * press at once do one step.
 */
export async function stepApplication(services: Transaction, member: Officer, it: NewStep): Promise<Stepped> {
  const { db, now } = services;
  const application = await deskApplication(services, member, it.id);
  if (application === undefined) return { kind: 'unknown' };
  const status = (await lockApplication(services, application)) ?? application.status;
  const fits = nextStatuses(it.from).includes(it.to) && (it.to === 'refused') === (it.reason !== undefined);
  if (status !== it.from || !fits) return { kind: 'late', status };
  const days = promisedDays(it.to, services.office.caseWorkingDays);
  const dueOn =
    days === undefined
      ? null
      : addWorkingDays(todayOf(services), days, services.office.holidays).date.toString();
  await db.application.update({
    where: { id: it.id },
    data: { status: it.to, ...(dueOn === null ? {} : { dueOn }) },
  });
  const step = await db.applicationStep.create({
    data: { applicationId: it.id, status: it.to, byMember: member.number, at: now() },
    select: { id: true },
  });
  if (it.reason !== undefined)
    await db.applicationStep.update({
      where: { id: step.id },
      data: {
        reason: services.seal.encrypt(stepReasonPlace(step.id), maskIdentityNumbers(it.reason).masked),
      },
    });
  await followCase(services, member, application, it.to, dueOn);
  const told = await tellOwner(services, application, step.id);
  await audit(services, {
    actor: member.number,
    action: `application.${it.to}`,
    subject: `application:${application.number}`,
    details: { from: it.from, ...(it.to === 'forwarded' ? disclosed(services, application) : {}) },
  });
  return { kind: 'done', status: it.to, dueOn, told };
}

/** What the partner sees from now on: a record of every disclosure. */
function disclosed(
  { programmes }: Services,
  { programmeId, consentId }: Application,
): { readonly partner: string; readonly fields: readonly string[]; readonly consent: number } {
  const programme = programmes.find((it) => it.id === programmeId);
  return {
    partner: programme?.partner.id ?? programmeId,
    fields: programme?.partnerFields ?? [],
    consent: consentId,
  };
}

/** The case of the office goes with its application: a new day, or closed when there is nothing left to do. */
async function followCase(
  services: Services,
  member: Officer,
  { id, businessId }: Application,
  status: ApplicationStatus,
  dueOn: string | null,
): Promise<void> {
  const { db, now } = services;
  const cases = await db.case.findMany({
    where: {
      kind: 'application',
      businessId,
      status: { not: 'closed' },
      details: { path: ['application'], equals: id },
    },
    select: { id: true },
  });
  await db.case.updateMany({
    where: { id: { in: cases.map((row) => row.id) } },
    data:
      dueOn === null
        ? { status: 'closed', outcome: 'answered', closedAt: now() }
        : { dueOn, escalatedAt: null },
  });
  for (const row of cases)
    await addEvent(services, row.id, { kind: 'status', byMember: member.number, details: { status } });
}

/** False when the owner has no chat that can be reached: then somebody has to call. */
async function tellOwner(services: Transaction, application: Application, step: number): Promise<boolean> {
  const { personId } = application;
  const accountId = await chatOfPerson(services, personId);
  if (accountId === undefined) return false;
  await queueTo(services, [
    {
      key: `application-step:${step}`,
      accountId,
      personId,
      kind: 'application-step',
      params: { step },
      lastsMs: NEWS_DAYS * DAY_MS,
    },
  ]);
  return true;
}

export interface StepNews {
  readonly application: Application;
  readonly reason: string | undefined;
}

/** What an owner is told about a step; undefined when the application has gone on since. */
export async function stepNews(services: Services, stepId: number): Promise<StepNews | undefined> {
  const row = await services.db.applicationStep.findUnique({
    where: { id: stepId },
    include: { application: true },
  });
  const application = row === null ? undefined : applicationFromRow(row.application);
  if (row === null || application === undefined || application.status !== row.status) return undefined;
  return {
    application,
    reason: row.reason === null ? undefined : services.seal.show(stepReasonPlace(row.id), row.reason),
  };
}

/** The result that the owner saw last before applying, by the number of the check; undefined when it is gone. */
export async function checkBehind(services: Services, it: Application): Promise<number | undefined> {
  const row = await services.db.eligibilityCheck.findFirst({
    where: { businessId: it.businessId, programmeId: it.programmeId, at: { lte: it.appliedAt } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id;
}
