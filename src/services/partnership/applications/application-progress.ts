import { partnerSteps, seated, type Course, type Need } from '../../../domain/partnership/application.ts';
import { stepsOf, type Progress } from '../../../domain/partnership/progress.ts';
import { seatedNext, type Wanted } from '../../../domain/partnership/seats.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { isSigned, type Application } from './applications.ts';

/** The rules under which somebody has applied; they hold for ever. */
export function programmeOf(
  { programmes }: Services,
  it: Pick<Application, 'programmeId' | 'programmeVersion'>,
): Programme | undefined {
  return programmes.find(it.programmeId, it.programmeVersion);
}

export function courseOf(services: Services, it: Application): Course {
  return programmeOf(services, it) ?? { kind: 'supply' };
}

/** All that decides what may follow; for a write, of an application that is locked. */
export async function progressOf(services: Services, it: Application): Promise<Progress> {
  const { db } = services;
  const steps = await db.applicationStep.findMany({
    where: { applicationId: it.id },
    select: { status: true, byMember: true },
    orderBy: { id: 'asc' },
  });
  const before = steps.at(-2)?.status;
  const own = before === 'submitted' || before === 'verified';
  return {
    status: it.status,
    returned: it.returned,
    refusal:
      it.status !== 'refused' ? undefined : before === 'refused' ? 'reviewed' : own ? 'office' : 'partner',
    reviewAsked: (await openReview(services, it.id)) !== undefined,
    refusers: steps.flatMap(({ status, byMember }) => (status === 'refused' ? (byMember ?? []) : [])),
    signed: await isSigned(services, it),
    barred: await barredFrom(services, it),
  };
}

/** A step that a company takes itself. */
export interface CompanyStep {
  readonly to: (typeof partnerSteps)[number];
  readonly needs: readonly Need[];
}

/** The steps that are open to the company of an application. */
export async function companySteps(services: Services, it: Application): Promise<readonly CompanyStep[]> {
  const steps = stepsOf(await progressOf(services, it), courseOf(services, it), 'partner');
  return steps.flatMap(({ to, needs }) => {
    const own = partnerSteps.find((status) => status === to);
    return own === undefined ? [] : [{ to: own, needs }];
  });
}

/** The second look at a refusal that was asked for and not yet taken. */
export async function openReview(services: Services, applicationId: number): Promise<number | undefined> {
  const row = await services.db.case.findFirst({
    where: {
      kind: 'review',
      status: { not: 'closed' },
      details: { path: ['application'], equals: applicationId },
    },
    select: { id: true },
  });
  return row?.id;
}

/** Who has declared a relation, and who is the applicant: whoever uses the same chat. */
async function barredFrom(services: Services, { id, personId }: Application): Promise<readonly string[]> {
  const related = await services.db.applicationRelation.findMany({
    where: { applicationId: id },
    select: { member: true },
  });
  return [...related.map(({ member }) => member), ...(await membersBehind(services, personId))];
}

/** Numbers of members in whose chat this person speaks. */
export async function membersBehind({ db }: Services, personId: number): Promise<readonly string[]> {
  const rows = await db.member.findMany({
    where: { account: { persons: { some: { personId } } } },
    select: { number: true },
  });
  return rows.map(({ number }) => number);
}

/** One lock for all seats of an office: PostgreSQL keeps it until the transaction ends. */
const SEATS_LOCK = 7_202_611;

/**
 * Whether the programme has a seat for somebody whom the partner wants, and nobody who waits longer could take it. The
 * application is locked before: everybody locks in this order.
 */
export async function hasSeat(services: Transaction, it: Application): Promise<boolean> {
  const programme = programmeOf(services, it);
  if (seated.includes(it.status)) return true;
  if (programme?.seats === undefined && programme?.seatsByKecamatan === undefined) return true;
  const { db, office } = services;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${SEATS_LOCK}::int, hashtext(${`${office.key}:${it.programmeId}`}))`;
  const rows = await db.application.findMany({
    where: { office: office.key, programmeId: it.programmeId, status: { in: [...seated, 'waitlisted'] } },
    select: {
      id: true,
      status: true,
      business: { select: { kecamatan: true } },
      steps: { select: { id: true }, orderBy: { id: 'desc' }, take: 1 },
    },
  });
  const own = await db.business.findUnique({ where: { id: it.businessId }, select: { kecamatan: true } });
  const wanted = ({ id, business }: (typeof rows)[number]): Wanted => ({
    id,
    kecamatan: business?.kecamatan ?? undefined,
  });
  const line = rows
    .filter(({ status, id }) => status === 'waitlisted' && id !== it.id)
    .toSorted((a, b) => (a.steps[0]?.id ?? 0) - (b.steps[0]?.id ?? 0));
  const at = rows.find(({ id, status }) => id === it.id && status === 'waitlisted');
  const since = at?.steps[0]?.id ?? Infinity;
  const ahead = line.filter(({ steps }) => (steps[0]?.id ?? 0) < since);
  const given = seatedNext(programme, rows.filter(({ status }) => status !== 'waitlisted').map(wanted), [
    ...ahead.map(wanted),
    { id: it.id, kecamatan: own?.kecamatan ?? undefined },
  ]);
  return given.some(({ id }) => id === it.id);
}
