import type { Prisma } from '../../../../prisma/client/client.ts';
import { coversProgramme } from '../../../domain/office/inspection.ts';
import type { ApplicationStatus } from '../../../domain/partnership/application.ts';
import { resultRow, type ResultRow } from '../../../domain/partnership/results.ts';
import type { Month } from '../../../domain/month/month.ts';
import { audit, auditRowsOf, type AuditRow } from '../../core/audit.ts';
import type { Services, Transaction } from '../../core/services.ts';
import { businessesIn } from '../../office/in-area.ts';
import type { MemberRow } from '../../office/members.ts';
import { applicationFromRow, type Application } from '../applications/applications.ts';
import { joinedBusinesses } from './result-rows.ts';
import { newestResults, type StoredResults } from './results.ts';

/** Ids of the programmes that the letter of an auditor covers; none for everybody else. */
function covered({ programmes }: Services, { inspection }: MemberRow): readonly string[] {
  if (inspection === undefined) return [];
  return programmes.known.filter((it) => coversProgramme(inspection, it)).map(({ id }) => id);
}

const seenBy = (services: Services, member: MemberRow): Prisma.ApplicationWhereInput => ({
  office: services.office.key,
  programmeId: { in: [...covered(services, member)] },
  personId: { not: null },
  business: businessesIn(member),
});

/** The newest stored results that the letter of an auditor covers, by scope. */
export async function inspectedResults(
  services: Services,
  member: MemberRow,
): Promise<ReadonlyMap<string, StoredResults>> {
  const { inspection, kecamatan } = member;
  const all = await newestResults(services);
  if (inspection === undefined) return new Map();
  const programmes = covered(services, member).map((id) => `programme:${id}`);
  return new Map(
    [...all].filter(([scope]) =>
      kecamatan.length > 0
        ? inspection.scope === 'all' && kecamatan.some((code) => scope === `kecamatan:${code}`)
        : inspection.scope === 'all' || scope === inspection.scope || programmes.includes(scope),
    ),
  );
}

/** One partnership behind the results, as an auditor reads it. */
export interface InspectedRow extends ResultRow {
  /** Number and row of the application. */
  readonly number: string;
  readonly id: number;
}

/** What stands behind the results of a month that the letter covers: a page of it, by number of the business. */
export async function inspectedRows(
  services: Services,
  member: MemberRow,
  month: Month,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly InspectedRow[]> {
  const applications = await services.db.application.findMany({
    where: { ...seenBy(services, member), steps: { some: { status: 'active' } } },
    select: { id: true, number: true, businessId: true },
    orderBy: [{ businessId: 'asc' }, { id: 'asc' }],
    ...page,
  });
  const programmes = covered(services, member);
  const joined = new Map(
    (await joinedBusinesses(services)).map((it) => [
      it.business,
      { ...it, partnerships: it.partnerships.filter(({ programme }) => programmes.includes(programme)) },
    ]),
  );
  return applications.flatMap(({ id, number, businessId }) => {
    const it = businessId === null ? undefined : joined.get(businessId);
    const row = it === undefined ? undefined : resultRow(it, month);
    return row === undefined ? [] : [{ ...row, id, number }];
  });
}

export interface InspectedApplication {
  readonly id: number;
  readonly number: string;
  readonly programmeId: string;
  readonly status: ApplicationStatus;
}

/** A page of the applications that the letter covers, oldest first. */
export async function inspectedApplications(
  services: Services,
  member: MemberRow,
  page: { readonly skip: number; readonly take: number },
): Promise<readonly InspectedApplication[]> {
  const rows = await services.db.application.findMany({
    where: seenBy(services, member),
    orderBy: { id: 'asc' },
    ...page,
  });
  return rows.flatMap((row) => applicationFromRow(row) ?? []);
}

/** Undefined for an application that the letter does not cover: the number may be forged. */
export async function inspectedApplication(
  services: Services,
  member: MemberRow,
  id: number,
): Promise<Application | undefined> {
  const row = await services.db.application.findFirst({ where: { ...seenBy(services, member), id } });
  return row === null ? undefined : applicationFromRow(row);
}

/** What stands in the audit log about what the letter covers, the newest first, up to an entry (0: from the end). */
export async function inspectedEntries(
  services: Services,
  member: MemberRow,
  page: { readonly upTo: number; readonly skip: number; readonly take: number },
): Promise<readonly AuditRow[]> {
  const rows = await services.db.application.findMany({
    where: seenBy(services, member),
    select: { number: true },
  });
  const programmes = member.kecamatan.length > 0 ? [] : covered(services, member);
  const subjects = [
    ...rows.map(({ number }) => `application:${number}`),
    ...programmes.map((id) => `programme:${id}`),
  ];
  return auditRowsOf(services, subjects, page);
}

/** Notes what an auditor reads, before it is shown; with each application that stands in it. */
export async function noteInspection(
  services: Transaction,
  { number, letter, inspection }: MemberRow,
  what: 'results' | 'rows' | 'list' | 'log',
  applications: readonly string[],
): Promise<void> {
  const details = { what, letter: letter ?? null, scope: inspection?.scope ?? null };
  const subjects = applications.map((it) => `application:${it}`);
  for (const subject of subjects.length === 0 ? [undefined] : subjects)
    await audit(services, { actor: number, action: 'inspection.read', subject, details });
}
