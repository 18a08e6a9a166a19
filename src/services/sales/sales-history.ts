import type { AskedBusiness } from '../../domain/sales/asked.ts';
import { addMonths, monthOf, type Month, localDate, type Zone } from '../../domain/month/month.ts';
import { monthsDue, type ReportCalendar } from '../../domain/sales/report-months.ts';
import { businessesOf, type Business } from '../people/businesses.ts';
import { type Services, todayOf } from '../core/services.ts';

/** Who works in a business, the owner included; a type and not an interface, so that it is plain JSON. */
export type Workers = { readonly male: number; readonly female: number };

/** Why a month had no sales. */
export const zeroReasons = ['holiday', 'slow', 'paused', 'closed', 'unsaid'] as const;
export type ZeroReason = (typeof zeroReasons)[number];

/** The figure of a month that stands now. Money in whole rupiah. */
export interface StoredReport {
  readonly id: number;
  /** L-2610-0457 */
  readonly number: string;
  readonly businessId: number;
  readonly month: Month;
  readonly amount: number;
  readonly estimate: boolean;
  /** Sent while the month was still running. */
  readonly provisional: boolean;
  readonly toCheck: boolean;
  readonly zeroReason: ZeroReason | undefined;
  /** Undefined: not reported for this month. */
  readonly workers: Workers | undefined;
  /** How the figure came. */
  readonly source: string;
  readonly version: number;
  readonly updatedAt: Date;
}

/** The reports of these businesses, oldest month first. */
export async function reportsOf(
  services: Services,
  businessIds: readonly number[],
): Promise<readonly StoredReport[]> {
  const rows = await services.db.salesReport.findMany({
    where: { businessId: { in: [...businessIds] } },
    orderBy: [{ month: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ amount, zeroReason, workersMale, workersFemale, createdAt: _createdAt, ...row }) => ({
    ...row,
    amount: Number(amount),
    zeroReason: zeroReasons.find((reason) => reason === zeroReason),
    workers:
      workersMale === null || workersFemale === null
        ? undefined
        : { male: workersMale, female: workersFemale },
  }));
}

/** A business with its reports, as the questions of a report need it. */
export interface ReportingBusiness {
  readonly business: Business;
  readonly reports: readonly StoredReport[];
}

/** The businesses that a person can report for (not closed, not moved away), and the named one in any state. */
export async function reportingBusinesses(
  services: Services,
  personId: number,
  also?: number,
): Promise<readonly ReportingBusiness[]> {
  const own = (await businessesOf(services, personId)).filter(
    (it) => it.status === 'active' || it.status === 'paused' || it.id === also,
  );
  const reports = await reportsOf(
    services,
    own.map((it) => it.id),
  );
  return own.map((business) => ({
    business,
    reports: reports.filter((report) => report.businessId === business.id),
  }));
}

/** Months that the office has closed by hand. */
export async function lockedMonths(services: Services): Promise<readonly Month[]> {
  const rows = await services.db.monthLock.findMany({
    where: { office: services.office.key },
    select: { month: true },
  });
  return rows.map((row) => row.month);
}

/** The months that a business has still to report, the latest first; a provisional figure leaves its month open. */
export function dueOf(
  { business, reports }: ReportingBusiness,
  calendar: ReportCalendar & { readonly zone: Zone },
): readonly Month[] {
  const settled = reports.filter((report) => !report.provisional).map((report) => report.month);
  const about = askedBusiness(business, (at) => monthOf(localDate(at, calendar.zone)));
  return monthsDue(about, settled, calendar);
}

/** What decides whether a business of somebody who has consented was asked for a month; `monthAt` is the office's clock. */
export function askedBusiness(business: Business, monthAt: (at: Date) => Month): AskedBusiness {
  const { startedYear, startedMonth, createdAt, status, statusSince } = business;
  return {
    startedYear,
    startedMonth,
    registeredIn: monthAt(createdAt),
    status,
    statusSince: statusSince === undefined ? undefined : monthAt(statusSince),
  };
}

/** The last finished month when one of a person's businesses has not reported it; undefined when nothing is due. */
export async function monthDue(
  services: Services,
  personId: number,
): Promise<{ readonly businesses: number; readonly month: Month | undefined }> {
  const own = await reportingBusinesses(services, personId);
  const today = todayOf(services);
  const last = addMonths(monthOf(today), -1);
  const calendar = {
    today,
    locks: await lockedMonths(services),
    openMonths: services.office.reportOpenMonths,
    zone: services.office.zone,
  };
  return {
    businesses: own.length,
    month: own.some((it) => dueOf(it, calendar).includes(last)) ? last : undefined,
  };
}

/** A report of somebody who uses this chat, with its business; undefined for any other number. */
export async function reportInChat(
  services: Services,
  accountId: number,
  reportId: number,
): Promise<{ readonly report: StoredReport; readonly personId: number } | undefined> {
  const row = await services.db.salesReport.findFirst({
    where: { id: reportId, business: { owner: { accounts: { some: { accountId } } } } },
    select: { businessId: true, business: { select: { ownerId: true } } },
  });
  if (row === null || row.business.ownerId === null) return undefined;
  const report = (await reportsOf(services, [row.businessId])).find((it) => it.id === reportId);
  return report === undefined ? undefined : { report, personId: row.business.ownerId };
}

/** The report that a draft was sent as. */
export async function reportOfDraft({ db }: Services, draftId: number): Promise<number | undefined> {
  return (await db.salesVersion.findUnique({ where: { draftId }, select: { reportId: true } }))?.reportId;
}

/** A business with its reports, when its owner uses this chat (`accountId`), or whosever it is. */
export async function reportedBusiness(
  services: Services,
  businessId: number,
  accountId?: number,
): Promise<(ReportingBusiness & { readonly ownerId: number }) | undefined> {
  const row = await services.db.business.findFirst({
    where: {
      id: businessId,
      ...(accountId === undefined ? {} : { owner: { accounts: { some: { accountId } } } }),
    },
    select: { ownerId: true },
  });
  if (row === null || row.ownerId === null) return undefined;
  const business = (await businessesOf(services, row.ownerId)).find((it) => it.id === businessId);
  return business === undefined
    ? undefined
    : { business, ownerId: row.ownerId, reports: await reportsOf(services, [businessId]) };
}

/** Which business and month a report is about. */
export async function placeOfReport(
  services: Services,
  reportId: number,
): Promise<{ readonly businessId: number; readonly month: Month } | undefined> {
  return (
    (await services.db.salesReport.findUnique({
      where: { id: reportId },
      select: { businessId: true, month: true },
    })) ?? undefined
  );
}
