import { statuses, type ApplicationStatus } from '../../domain/eligibility/application.ts';
import type { NikWarning } from '../../domain/people/identity.ts';
import { monthOf } from '../../domain/month/month.ts';
import { setNik } from '../people/businesses.ts';
import { dueDay, openCase } from '../cases/cases.ts';
import { giveConsent } from '../people/consents.ts';
import { nextNumber } from '../core/numbers.ts';
import { personNumber } from '../people/people.ts';
import { todayOf, type Services, type Transaction } from '../core/services.ts';

export { statuses, type ApplicationStatus } from '../../domain/eligibility/application.ts';

/** Where the NIK comes from: typed by the owner, to be typed later, or given to an officer. */
type NikBy = 'given' | 'later' | 'officer';

export interface Application {
  readonly id: number;
  /** P-2611-0001 */
  readonly number: string;
  readonly businessId: number;
  readonly personId: number;
  readonly programmeId: string;
  /** The version to which the business applied. */
  readonly programmeVersion: number;
  readonly status: ApplicationStatus;
  readonly consentId: number;
  readonly nikBy: NikBy;
  readonly appliedAt: Date;
  /** YYYY-MM-DD, the promised day. */
  readonly dueOn: string;
}

/** After these one may apply again. */
const OVER: readonly ApplicationStatus[] = ['refused', 'finished', 'withdrawn'];
/** Until the agreement an owner can withdraw alone; afterwards the contract says how. */
const BEFORE_AGREEMENT: readonly ApplicationStatus[] = ['submitted', 'verified', 'forwarded', 'accepted'];
/** The partner already has the data. */
const WITH_PARTNER: readonly ApplicationStatus[] = ['forwarded', 'accepted'];

/** Whether nothing of it goes on: no more news, and no more documents. */
export function isOver(status: ApplicationStatus): boolean {
  return OVER.includes(status);
}

export function canWithdraw(status: ApplicationStatus): boolean {
  return BEFORE_AGREEMENT.includes(status);
}

interface Row {
  readonly id: number;
  readonly number: string;
  readonly businessId: number | null;
  readonly personId: number | null;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly status: string;
  readonly consentId: number;
  readonly nikBy: string;
  readonly appliedAt: Date;
  readonly dueOn: string;
}

/** An application as it is stored; undefined once nobody stands behind it any more. */
export function applicationFromRow(row: Row): Application | undefined {
  const { businessId, personId } = row;
  const status = statuses.find((it) => it === row.status);
  if (businessId === null || personId === null || status === undefined) return undefined;
  return {
    ...row,
    businessId,
    personId,
    status,
    nikBy: row.nikBy === 'given' || row.nikBy === 'officer' ? row.nikBy : 'later',
  };
}

/** The application of a business to a programme that is still running. */
export async function liveApplication(
  services: Services,
  businessId: number,
  programmeId: string,
): Promise<Application | undefined> {
  const row = await services.db.application.findFirst({
    where: { businessId, programmeId, status: { notIn: [...OVER] } },
    orderBy: { id: 'desc' },
  });
  return row === null ? undefined : applicationFromRow(row);
}

/** Undefined also for an application of somebody who does not use this chat: the number may be forged. */
export async function applicationOfAccount(
  services: Services,
  accountId: number,
  id: number,
): Promise<Application | undefined> {
  const row = await services.db.application.findFirst({
    where: { id, person: { accounts: { some: { accountId } } } },
  });
  return row === null ? undefined : applicationFromRow(row);
}

/** Undefined for one that is not there, or behind which nobody stands any more. */
export async function applicationById(services: Services, id: number): Promise<Application | undefined> {
  const row = await services.db.application.findUnique({ where: { id } });
  return row === null ? undefined : applicationFromRow(row);
}

export async function hasNik(services: Services, personId: number): Promise<boolean> {
  return (await services.db.person.count({ where: { id: personId, nik: { not: null } } })) > 0;
}

export interface NewApplication {
  readonly accountId: number;
  readonly personId: number;
  readonly businessId: number;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly draftId: number;
  readonly checkId: number;
  /** 16 digits; undefined when it comes later, through an officer, or is known. */
  readonly nik: string | undefined;
  readonly nikBy: NikBy;
  readonly nikWarnings: readonly NikWarning[];
  readonly consent: {
    readonly version: number;
    readonly language: string;
    readonly text: string;
    readonly button: string;
    readonly givenAt: Date;
    readonly details: Readonly<Record<string, string | readonly string[]>>;
  };
}

export type Applied =
  | { readonly kind: 'sent'; readonly application: Application }
  /** This business has already applied: nothing was written. */
  | { readonly kind: 'known'; readonly application: Application };

/** Consent, NIK, application, its first step and a case for the office, together. */
export async function apply(services: Transaction, it: NewApplication): Promise<Applied> {
  const { db } = services;
  // Two chats of one family may press at once: the business row decides who was first.
  await db.$queryRaw`SELECT id FROM business WHERE id = ${it.businessId} FOR UPDATE`;
  const before = await liveApplication(services, it.businessId, it.programmeId);
  if (before !== undefined) return { kind: 'known', application: before };

  const number = await personNumber(services, it.personId);
  const consentId = await giveConsent(services, {
    ...it.consent,
    personId: it.personId,
    personNumber: number,
    purpose: `partner:${it.programmeId}`,
    draftId: it.draftId,
  });
  const shared = it.nik === undefined ? false : await storeNik(services, it.personId, it.nik);
  const row = await db.application.create({
    data: {
      office: services.office.key,
      number: await nextNumber(services, 'P', monthOf(todayOf(services))),
      businessId: it.businessId,
      personId: it.personId,
      personNumber: number,
      programmeId: it.programmeId,
      programmeVersion: it.programmeVersion,
      status: 'submitted',
      consentId,
      nikBy: it.nikBy,
      appliedAt: services.now(),
      dueOn: dueDay(services),
      draftId: it.draftId,
      steps: { create: { status: 'submitted', byPerson: number, at: services.now() } },
    },
  });
  await openCase(services, {
    kind: 'application',
    accountId: it.accountId,
    personId: it.personId,
    businessId: it.businessId,
    details: {
      application: row.id,
      number: row.number,
      programme: it.programmeId,
      check: it.checkId,
      nik: it.nikBy,
      nikWarnings: it.nikWarnings.join(','),
      nikSeenElsewhere: shared,
    },
  });
  const application = applicationFromRow(row);
  if (application === undefined)
    throw new Error(`application ${row.id}: expected a business, a person and a known status`);
  return { kind: 'sent', application };
}

/** Stores a NIK; true when another person has the same one, which only the office may learn. */
async function storeNik(services: Services, personId: number, nik: string): Promise<boolean> {
  await setNik(services, personId, nik);
  return (
    (await services.db.person.count({
      where: { id: { not: personId }, nikIndex: services.seal.index('nik', nik) },
    })) > 0
  );
}

/** "Isi nanti" is done: the NIK is stored and the open applications of this person say so. */
export async function addNik(services: Services, personId: number, nik: string): Promise<void> {
  await storeNik(services, personId, nik);
  await services.db.application.updateMany({
    where: { personId, nikBy: { not: 'given' } },
    data: { nikBy: 'given' },
  });
}

/**
 * Locks an application together with what else a step writes to (in the order in which an erasure locks), and returns
 * its status from then on: an owner who withdraws and an officer who forwards do one after the other.
 */
export async function lockApplication(
  services: Transaction,
  { id, businessId, personId }: Pick<Application, 'id' | 'businessId' | 'personId'>,
): Promise<ApplicationStatus | undefined> {
  const { db } = services;
  await db.$queryRaw`SELECT id FROM business WHERE id = ${businessId} FOR UPDATE`;
  await db.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR KEY SHARE`;
  await db.$queryRaw`SELECT id FROM application WHERE id = ${id} FOR UPDATE`;
  const row = await db.application.findUnique({ where: { id }, select: { status: true } });
  return statuses.find((it) => it === row?.status);
}

export const stepReasonPlace = (id: number): string => `application_step:${id}:reason`;

/** Why an application was refused, in the words that the owner reads; undefined for every other one. */
export async function refusalOf(services: Services, applicationId: number): Promise<string | undefined> {
  const step = await services.db.applicationStep.findFirst({
    where: { applicationId, status: 'refused', application: { status: 'refused' } },
    orderBy: { id: 'desc' },
    select: { id: true, reason: true },
  });
  return step === null || step.reason === null
    ? undefined
    : services.seal.show(stepReasonPlace(step.id), step.reason);
}

export type Withdrawn =
  | { readonly kind: 'withdrawn'; readonly recall: boolean }
  /** It was withdrawn before. */
  | { readonly kind: 'before' }
  /** An agreement is signed or it is over: a person has to help. */
  | { readonly kind: 'agreement' };

/**
 * Ends an application and its consent (UU 27/2022 art. 9 and 40: effective at once); the rows stay as history,
 * the documents go. When the partner already has the data, a case asks the office to have them deleted there.
 */
export async function withdrawApplication(
  services: Transaction,
  accountId: number | undefined,
  application: Application,
): Promise<Withdrawn> {
  const { db } = services;
  const status = await lockApplication(services, application);
  if (status === undefined || !canWithdraw(status))
    return { kind: status === 'withdrawn' ? 'before' : 'agreement' };
  await db.application.update({ where: { id: application.id }, data: { status: 'withdrawn' } });
  const byPerson = await personNumber(services, application.personId);
  await db.applicationStep.create({
    data: { applicationId: application.id, status: 'withdrawn', byPerson, at: services.now() },
  });
  await db.consent.updateMany({
    where: { id: application.consentId, withdrawnAt: null },
    data: { withdrawnAt: services.now() },
  });
  await db.document.deleteMany({ where: { applicationId: application.id } });
  await db.case.updateMany({
    where: {
      kind: 'application',
      businessId: application.businessId,
      status: { not: 'closed' },
      details: { path: ['application'], equals: application.id },
    },
    data: { status: 'closed', closedAt: services.now() },
  });
  const recall = WITH_PARTNER.includes(status);
  if (recall)
    await openCase(services, {
      kind: 'recall',
      accountId,
      personId: application.personId,
      businessId: application.businessId,
      details: {
        application: application.id,
        number: application.number,
        programme: application.programmeId,
      },
    });
  return { kind: 'withdrawn', recall };
}

/** When a partner consent is withdrawn elsewhere (*Data saya*): every application that stands on it ends as well. */
export async function withdrawApplicationsFor(
  services: Transaction,
  accountId: number | undefined,
  personId: number,
  programmeId: string,
): Promise<readonly Application[]> {
  const rows = await services.db.application.findMany({
    where: { personId, programmeId, status: { in: [...BEFORE_AGREEMENT] } },
  });
  const running = rows.flatMap((row) => applicationFromRow(row) ?? []);
  for (const application of running) await withdrawApplication(services, accountId, application);
  return running;
}

/**
 * A person looks at an automatic result (UU 27/2022 art. 10). One open case a business and programme: asking
 * again returns the same.
 */
export async function askForReview(
  services: Transaction,
  it: {
    readonly accountId: number;
    readonly personId: number;
    readonly businessId: number;
    readonly programmeId: string;
    readonly checkId: number;
  },
): Promise<{ readonly number: string; readonly dueOn: string }> {
  const open = await services.db.case.findFirst({
    where: {
      kind: 'review',
      businessId: it.businessId,
      status: 'open',
      details: { path: ['programme'], equals: it.programmeId },
    },
    select: { number: true, dueOn: true },
  });
  if (open !== null) return open;
  return openCase(services, {
    kind: 'review',
    accountId: it.accountId,
    personId: it.personId,
    businessId: it.businessId,
    details: { programme: it.programmeId, check: it.checkId },
  });
}
