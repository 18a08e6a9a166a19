import type { Prisma } from '../../../../prisma/client/client.ts';
import {
  statuses,
  type ApplicationStatus,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import { promisedStatuses, type Progress } from '../../../domain/partnership/progress.ts';
import { maskNik } from '../../../domain/people/identity.ts';
import { audit } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn, type Officer } from '../../office/in-area.ts';
import { businessesOf, type Business, type Owner } from '../../people/businesses.ts';
import { ownerOf } from '../../people/corrections.ts';
import { detailsOf, historyOf, type ApplicationStepTaken } from './application-history.ts';
import { progressOf } from './application-progress.ts';
import { applicationFromRow, erasedApplication, type Application } from './applications.ts';

const seenBy = ({ office }: Services, member: Officer): Prisma.ApplicationWhereInput => ({
  office: office.key,
  personId: { not: null },
  business: businessesIn(member),
});

/** What a list of applications is narrowed to. */
export interface ApplicationFilter {
  readonly programmeId?: string | undefined;
  /** Code of a kecamatan. */
  readonly kecamatan?: string | undefined;
}

const within = (
  services: Services,
  member: Officer,
  { programmeId, kecamatan }: ApplicationFilter,
): Prisma.ApplicationWhereInput => ({
  ...seenBy(services, member),
  ...(programmeId === undefined ? {} : { programmeId }),
  ...(kecamatan === undefined ? {} : { AND: [{ business: { kecamatan } }] }),
});

/** How many applications in a member's area stand where. */
export async function applicationCounts(
  services: Services,
  member: Officer,
  filter: ApplicationFilter = {},
): Promise<ReadonlyMap<ApplicationStatus, number>> {
  const rows = await services.db.application.groupBy({
    by: ['status'],
    where: within(services, member, filter),
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
  readonly programmeVersion: number;
  readonly status: ApplicationStatus;
  /** The partner was silent until the promised day. */
  readonly returned: boolean;
  /** YYYY-MM-DD */
  readonly dueOn: string;
  readonly businessName: string | undefined;
  /** Code of the kecamatan of the business. */
  readonly kecamatan: string | undefined;
}

/**
 * One page of the applications in a member's area that stand somewhere: those first whose day comes first, and behind
 * them those of which nothing is promised.
 */
export async function applicationsAt(
  services: Services,
  member: Officer,
  filter: ApplicationFilter & { readonly statuses: readonly ApplicationStatus[] },
  page: { readonly skip: number; readonly take: number },
): Promise<readonly ListedApplication[]> {
  const all = { ...within(services, member, filter), status: { in: [...filter.statuses] } };
  const promised: Prisma.ApplicationWhereInput = {
    OR: [{ status: { in: [...promisedStatuses] } }, { returnedAt: { not: null } }],
  };
  const first = await listed(services, { AND: [all, promised] }, page);
  if (first.length === page.take) return first;
  const before = await services.db.application.count({ where: { AND: [all, promised] } });
  const rest = await listed(
    services,
    { AND: [all, { status: { notIn: [...promisedStatuses] }, returnedAt: null }] },
    { skip: Math.max(0, page.skip - before), take: page.take - first.length },
  );
  return [...first, ...rest];
}

async function listed(
  services: Services,
  where: Prisma.ApplicationWhereInput,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly ListedApplication[]> {
  const rows = await services.db.application.findMany({
    where,
    select: {
      id: true,
      number: true,
      programmeId: true,
      programmeVersion: true,
      status: true,
      returnedAt: true,
      dueOn: true,
      business: { select: { id: true, name: true, kecamatan: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    ...page,
  });
  return rows.flatMap(({ business, status: stored, returnedAt, ...row }) => {
    const status = statuses.find((it) => it === stored);
    const name = business?.name ?? null;
    return status === undefined
      ? []
      : [
          {
            ...row,
            status,
            returned: returnedAt !== null,
            businessName:
              business === null || name === null
                ? undefined
                : services.seal.show(`business:${business.id}:name`, name),
            kecamatan: business?.kecamatan ?? undefined,
          },
        ];
  });
}

/** Records who looked at a page of applications, before the names on it are shown. */
export async function noteApplicationsRead(
  services: Transaction,
  member: Officer,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  await audit(services, { actor: member.number, action: 'application.list', details });
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

/**
 * An application by its number (P-2611-0001) for a member of the office; that of an erased owner belongs to no kecamatan,
 * so it is for members who work in all.
 */
export async function numberedApplication(
  services: Services,
  member: Officer,
  number: string,
): Promise<Application | undefined> {
  const row = await services.db.application.findFirst({ where: { ...seenBy(services, member), number } });
  if (row !== null) return applicationFromRow(row);
  return member.kecamatan.length === 0 ? erasedApplication(services, { number }) : undefined;
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
  readonly progress: Progress;
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
  return {
    application,
    owner: await ownerOf(services, personId),
    maskedNik: person.nik === null ? undefined : maskNik(seal.show(`person:${personId}:nik`, person.nik)),
    nikElsewhere:
      person.nikIndex !== null &&
      (await db.person.count({ where: { id: { not: personId }, nikIndex: person.nikIndex } })) > 0,
    business,
    checked: (await db.verification.count({ where: { businessId: business.id, status: 'right' } })) > 0,
    steps: await historyOf(services, application.id),
    progress: await progressOf(services, application),
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

/** Records that the file of an application was ordered, and which letter asks for it. */
export async function noteFileOrdered(
  services: Transaction,
  member: Officer,
  { number }: Application,
  letter: string,
): Promise<void> {
  await audit(services, {
    actor: member.number,
    action: 'application.file',
    subject: `application:${number}`,
    details: { letter },
  });
}

export interface StepNews {
  readonly application: Application;
  readonly details: StepDetails;
}

/** What an owner is told about a step; undefined when the application has gone on since. */
export async function stepNews(services: Services, stepId: number): Promise<StepNews | undefined> {
  const row = await services.db.applicationStep.findUnique({
    where: { id: stepId },
    include: { application: { include: { steps: { orderBy: { id: 'desc' }, take: 1 } } } },
  });
  const application = row === null ? undefined : applicationFromRow(row.application);
  if (row === null || application === undefined || row.application.steps[0]?.id !== stepId) return undefined;
  return { application, details: detailsOf(services, row) };
}
