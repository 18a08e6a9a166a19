import { z } from 'zod';
import type { Prisma } from '../../../../prisma/client/client.ts';
import {
  canWithdraw,
  over,
  running,
  signing,
  statuses,
  withPartner,
  type ApplicationStatus,
} from '../../../domain/partnership/application.ts';
import type { NikWarning } from '../../../domain/people/identity.ts';
import { monthOf } from '../../../domain/month/month.ts';
import { setNik } from '../../people/businesses.ts';
import { dueDay, openCase, type OpenedCase } from '../../cases/cases.ts';
import { giveConsent, withdrawConsent } from '../../people/consents.ts';
import { recordStep } from './application-history.ts';
import { waitingTogether } from './going-along.ts';
import { askToDestroy } from '../partners/recalls.ts';
import { nextNumber } from '../../core/numbers.ts';
import { personNumber } from '../../people/people.ts';
import { todayOf, type Services, type Transaction } from '../../core/services.ts';

/** Where the NIK comes from: typed by the owner, to be typed later, or given to an officer. */
type NikBy = 'given' | 'later' | 'officer';

export interface Application {
  readonly id: number;
  /** P-2611-0001 */
  readonly number: string;
  readonly businessId: number;
  readonly personId: number;
  readonly programmeId: string;
  /** The version by which it was made, and which it keeps. */
  readonly programmeVersion: number;
  readonly status: ApplicationStatus;
  /** The partner was silent until the promised day: it is the office's turn. */
  readonly returned: boolean;
  readonly consentId: number;
  readonly nikBy: NikBy;
  /** The application of a group that it is part of; null: somebody applied alone. */
  readonly groupApplicationId: number | null;
  /** Parts of what the group delivers and is paid. */
  readonly share: number;
  readonly appliedAt: Date;
  /** YYYY-MM-DD, the promised day. */
  readonly dueOn: string;
  /** The company's own number of the owner, once it has one. */
  readonly vendorNumber: string | undefined;
}

interface Row {
  readonly id: number;
  readonly number: string;
  readonly businessId: number | null;
  readonly personId: number | null;
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly status: string;
  readonly returnedAt: Date | null;
  readonly consentId: number;
  readonly nikBy: string;
  readonly groupApplicationId: number | null;
  readonly share: number;
  readonly appliedAt: Date;
  readonly dueOn: string;
  readonly vendorNumber: string | null;
}

/** Stands for the person and the business of an application whose owner was erased: no row has this number. */
export const NOBODY = 0;

/** An application whose owner was erased: what its record holds beside the identity, which is gone. */
export async function erasedApplication(
  { db, office }: Services,
  by: { readonly id: number } | { readonly number: string },
): Promise<Application | undefined> {
  const row = await db.application.findFirst({
    where: { ...by, office: office.key, personId: null, businessId: null },
  });
  return row === null ? undefined : applicationFromRow({ ...row, personId: NOBODY, businessId: NOBODY });
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
    returned: row.returnedAt !== null,
    vendorNumber: row.vendorNumber ?? undefined,
    nikBy: row.nikBy === 'given' || row.nikBy === 'officer' ? row.nikBy : 'later',
  };
}

/** The application of a business to a programme that is still running, or whose refusal is looked at again. */
export async function liveApplication(
  services: Services,
  businessId: number,
  programmeId: string,
): Promise<Application | undefined> {
  const { db } = services;
  const row =
    (await db.application.findFirst({
      where: { businessId, programmeId, status: { notIn: [...over] } },
      orderBy: { id: 'desc' },
    })) ?? (await inReview(services, businessId, programmeId));
  return row === null ? undefined : applicationFromRow(row);
}

const about = z.object({ application: z.number().int() });

async function inReview({ db }: Services, businessId: number, programmeId: string): Promise<Row | null> {
  const reviews = await db.case.findMany({
    where: {
      kind: 'review',
      businessId,
      status: { not: 'closed' },
      details: { path: ['programme'], equals: programmeId },
    },
    select: { details: true },
  });
  const id = reviews.flatMap(({ details }) => about.safeParse(details).data?.application ?? [])[0];
  return id === undefined ? null : db.application.findUnique({ where: { id } });
}

/** The newest `most` applications of a person, those that are over, too. */
export async function applicationsOf(
  { db }: Services,
  personId: number,
  most: number,
): Promise<readonly Application[]> {
  const rows = await db.application.findMany({ where: { personId }, orderBy: { id: 'desc' }, take: most });
  return rows.flatMap((row) => applicationFromRow(row) ?? []);
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

/** For what the bot begins by itself: nobody has made up this number. */
export async function applicationById({ db }: Services, id: number): Promise<Application | undefined> {
  const row = await db.application.findUnique({ where: { id } });
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
  | { readonly kind: 'known'; readonly application: Application }
  /** Its owner goes along with a group, whose application (`id`) is not sent yet: nothing was written. */
  | { readonly kind: 'together'; readonly id: number };

/** Consent, NIK, application, its first step and a case for the office, together. */
export async function apply(services: Transaction, it: NewApplication): Promise<Applied> {
  const { db } = services;
  // Two chats of one family may press at once: the business row decides who was first.
  await db.$queryRaw`SELECT id FROM business WHERE id = ${it.businessId} FOR UPDATE`;
  const before = await liveApplication(services, it.businessId, it.programmeId);
  if (before !== undefined) return { kind: 'known', application: before };
  const programme = { id: it.programmeId, version: it.programmeVersion };
  const together = await waitingTogether(services, it, programme);
  if (together?.agreed === true) return { kind: 'together', id: together.id };

  const number = await personNumber(services, it.personId);
  const consentId = await giveConsent(services, {
    ...it.consent,
    personId: it.personId,
    personNumber: number,
    purpose: `partner:${it.programmeId}`,
    draftId: it.draftId,
  });
  const shared = it.nik === undefined ? false : await storeNik(services, it.personId, it.nik);
  const application = await fileApplication(services, {
    ...it,
    personNumber: number,
    consentId,
    groupApplicationId: null,
    details: { nikWarnings: it.nikWarnings.join(','), nikSeenElsewhere: shared },
  });
  return { kind: 'sent', application };
}

interface Filed extends Pick<
  NewApplication,
  'personId' | 'businessId' | 'programmeId' | 'programmeVersion' | 'nikBy' | 'checkId'
> {
  readonly accountId: number | undefined;
  readonly personNumber: string;
  readonly consentId: number;
  readonly groupApplicationId: number | null;
  /** Undefined where no form of the owner led to it. */
  readonly draftId?: number;
  /** What else the case of the office holds. */
  readonly details?: Readonly<Record<string, string | boolean>>;
}

/** The row of an application with its first step, and a case for the office; the business is locked. */
export async function fileApplication(services: Transaction, it: Filed): Promise<Application> {
  const row = await services.db.application.create({
    data: {
      office: services.office.key,
      number: await nextNumber(services, 'P', monthOf(todayOf(services))),
      businessId: it.businessId,
      personId: it.personId,
      personNumber: it.personNumber,
      programmeId: it.programmeId,
      programmeVersion: it.programmeVersion,
      status: 'submitted',
      consentId: it.consentId,
      nikBy: it.nikBy,
      groupApplicationId: it.groupApplicationId,
      appliedAt: services.now(),
      dueOn: dueDay(services),
      draftId: it.draftId ?? null,
      steps: {
        create: {
          status: 'submitted',
          byPerson: it.personNumber,
          dueOn: dueDay(services),
          at: services.now(),
        },
      },
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
      ...it.details,
    },
  });
  const application = applicationFromRow(row);
  if (application === undefined)
    throw new Error(`application ${row.id}: expected a business, a person and a known status`);
  return application;
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
 * where it stands from then on: an owner who withdraws and an officer who forwards do one after the other.
 */
export async function lockApplication(
  services: Transaction,
  { id, businessId, personId }: Pick<Application, 'id' | 'businessId' | 'personId'>,
): Promise<Pick<Application, 'status' | 'returned' | 'dueOn'> | undefined> {
  const { db } = services;
  await db.$queryRaw`SELECT id FROM business WHERE id = ${businessId} FOR UPDATE`;
  await db.$queryRaw`SELECT id FROM person WHERE id = ${personId} FOR KEY SHARE`;
  await db.$queryRaw`SELECT id FROM application WHERE id = ${id} FOR UPDATE`;
  const row = await db.application.findUnique({
    where: { id },
    select: { status: true, returnedAt: true, dueOn: true },
  });
  const status = statuses.find((it) => it === row?.status);
  return row === null || status === undefined
    ? undefined
    : { status, returned: row.returnedAt !== null, dueOn: row.dueOn };
}

/** Who ends an application in the place of its owner, by the number of the person, and why, as the owner reads it. */
export interface WithdrawnBy {
  readonly byPerson: string;
  readonly reason: string;
}

const agreed = { status: 'agreed' } as const satisfies Prisma.AgreementVersionWhereInput;
/** Of applications whose agreement is in force. */
const signed = { agreement: { versions: { some: agreed } } } as const satisfies Prisma.ApplicationWhereInput;

/** Of applications that a contract binds. */
export const boundOnes: Prisma.ApplicationWhereInput = {
  OR: [{ status: { in: [...running] } }, { status: { in: [...signing] }, ...signed }],
};

/** Of applications that their owner can withdraw. */
export const withdrawableOnes: Prisma.ApplicationWhereInput = {
  OR: [
    { status: { in: statuses.filter((it) => canWithdraw(it, true)) } },
    {
      status: { in: [...signing] },
      OR: [{ agreement: null }, { agreement: { versions: { none: agreed } } }],
    },
  ],
};

/** Whether both sides have said yes to an agreement. */
export async function isSigned(services: Services, { id }: Pick<Application, 'id'>): Promise<boolean> {
  return (await services.db.application.count({ where: { id, ...signed } })) > 0;
}

export type Withdrawn =
  /** `recall`: the request to a company that has been handed the data. */
  | { readonly kind: 'withdrawn'; readonly recall?: OpenedCase }
  /** It was withdrawn before. */
  | { readonly kind: 'before' }
  /** An agreement is signed or it is over: a person has to help. */
  | { readonly kind: 'agreement' };

/**
 * Ends an application and its consent (UU 27/2022 art. 9 and 40: effective at once); the rows stay as history,
 * the documents go. When the partner already has the data, it is asked to destroy them.
 */
export async function withdrawApplication(
  services: Transaction,
  accountId: number | undefined,
  application: Application,
  by?: WithdrawnBy,
): Promise<Withdrawn> {
  const { db } = services;
  const status = (await lockApplication(services, application))?.status;
  if (status === undefined || !canWithdraw(status, await isSigned(services, application)))
    return { kind: status === 'withdrawn' ? 'before' : 'agreement' };
  await db.application.update({
    where: { id: application.id },
    data: { status: 'withdrawn', returnedAt: null },
  });
  await recordStep(services, {
    applicationId: application.id,
    status: 'withdrawn',
    byPerson: by?.byPerson ?? (await personNumber(services, application.personId)),
    ...(by === undefined ? {} : { details: { reason: by.reason } }),
  });
  await db.consent.updateMany({
    where: { id: application.consentId, withdrawnAt: null },
    data: { withdrawnAt: services.now() },
  });
  // Only after it: the journal keeps this order, and a replay then asks back once.
  await withdrawConsent(services, application.personId, `exact:${application.programmeId}`);
  await db.document.deleteMany({ where: { applicationId: application.id } });
  await db.decision.deleteMany({ where: { applicationId: application.id } });
  await db.agreementVersion.updateMany({
    where: { agreement: { applicationId: application.id }, status: { in: ['draft', 'offered'] } },
    data: { status: 'dropped', decidedAt: services.now() },
  });
  await db.case.updateMany({
    where: {
      kind: 'application',
      businessId: application.businessId,
      status: { not: 'closed' },
      details: { path: ['application'], equals: application.id },
    },
    data: { status: 'closed', closedAt: services.now() },
  });
  const { personId, businessId } = application;
  const recall = withPartner.includes(status)
    ? await askToDestroy(services, { accountId, personId, businessId }, { application })
    : undefined;
  // What a company has in its chat leaves it at once.
  services.noteQueued?.();
  return { kind: 'withdrawn', ...(recall === undefined ? {} : { recall }) };
}

/**
 * When a partner consent is withdrawn elsewhere (*Data saya*): every application that stands on it ends as well. Returns
 * the requests to the company.
 */
export async function withdrawApplicationsFor(
  services: Transaction,
  accountId: number | undefined,
  personId: number,
  programmeId: string,
): Promise<readonly OpenedCase[]> {
  const rows = await services.db.application.findMany({
    where: { personId, programmeId, ...withdrawableOnes },
  });
  const requested: OpenedCase[] = [];
  for (const application of rows.flatMap((row) => applicationFromRow(row) ?? [])) {
    const done = await withdrawApplication(services, accountId, application);
    if (done.kind === 'withdrawn' && done.recall !== undefined) requested.push(done.recall);
  }
  return requested;
}
