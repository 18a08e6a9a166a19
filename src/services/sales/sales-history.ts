import { Prisma } from '../../../prisma/client/client.ts';
import type { AskedBusiness } from '../../domain/sales/asked.ts';
import { addMonths, monthOf, type Month, localDate, type Zone } from '../../domain/month/month.ts';
import { monthsDue, type ReportCalendar } from '../../domain/sales/report-months.ts';
import {
  businessesOf,
  businessFromRow,
  businessSelect,
  type Business,
  type StoredBusiness,
} from '../people/businesses.ts';
import { personFromRow, type PersonName } from '../core/accounts.ts';
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
  return rows.map(reportFromRow);
}

/** A row of the table by whatever statement it was read. */
type ReportRow = Omit<StoredReport, 'amount' | 'zeroReason' | 'workers'> & {
  readonly amount: bigint | number;
  readonly zeroReason: string | null;
  readonly workersMale: number | null;
  readonly workersFemale: number | null;
};

const reportFromRow = (row: ReportRow): StoredReport => ({
  id: row.id,
  number: row.number,
  businessId: row.businessId,
  month: row.month,
  amount: Number(row.amount),
  estimate: row.estimate,
  provisional: row.provisional,
  toCheck: row.toCheck,
  zeroReason: zeroReasons.find((reason) => reason === row.zeroReason),
  workers:
    row.workersMale === null || row.workersFemale === null
      ? undefined
      : { male: row.workersMale, female: row.workersFemale },
  source: row.source,
  version: row.version,
  updatedAt: row.updatedAt,
});

/** A business with its reports, as the questions of a report need it. */
export interface ReportingBusiness {
  readonly business: Business;
  readonly reports: readonly StoredReport[];
}

/** What the menu and every step of a report ask about a person and the chat. */
export interface Reporter {
  /** Undefined: nobody who uses this chat. */
  readonly person: PersonName | undefined;
  /** How many people use the chat. */
  readonly sharing: number;
  /** Whether the consent to registration and reports is in force. */
  readonly consented: boolean;
  /** Those that can be reported (not closed, not moved away), oldest first, and the named one in any state. */
  readonly businesses: readonly ReportingBusiness[];
  /** Months that the office has closed by hand. */
  readonly locks: readonly Month[];
}

/** One row for each business, one without a business where there is none. */
type ReporterRow = {
  readonly sharing: number;
  readonly locks: readonly Month[] | null;
  readonly personId: number | null;
  readonly personNumber: string;
  readonly personName: Uint8Array<ArrayBuffer> | null;
  readonly salutation: string | null;
  readonly consented: boolean;
  readonly reports: readonly (Omit<ReportRow, 'updatedAt'> & { readonly updatedAt: string })[] | null;
} & (StoredBusiness | { readonly id: null });

/** In one statement: its answer is needed more often than any other but that of `chat_read`. */
export async function reporterOf(
  services: Services,
  accountId: number,
  personId: number | undefined,
  also?: number,
): Promise<Reporter> {
  const rows = await services.db.$queryRaw<readonly ReporterRow[]>`
    SELECT (SELECT count(*)::int FROM person_account WHERE account_id = ${accountId}) AS sharing,
      (SELECT array_agg(l.month) FROM month_lock l WHERE l.office = ${services.office.key}) AS locks,
      p.id AS "personId", p.number AS "personNumber", p.name AS "personName", p.salutation,
      EXISTS (
        SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'registration' AND c.withdrawn_at IS NULL
      ) AS consented,
      (
        SELECT json_agg(json_build_object(
          'id', r.id, 'number', r.number, 'businessId', r.business_id, 'month', r.month, 'amount', r.amount,
          'estimate', r.estimate, 'provisional', r.provisional, 'toCheck', r.to_check, 'zeroReason', r.zero_reason,
          'workersMale', r.workers_male, 'workersFemale', r.workers_female, 'source', r.source,
          'version', r.version, 'updatedAt', r.updated_at
        ) ORDER BY r.month) FROM sales_report r WHERE r.business_id = b.id
      ) AS reports, ${Prisma.raw(businessSelect())}
    FROM (SELECT) one
    LEFT JOIN (person_account u JOIN person p ON p.id = u.person_id)
      ON u.account_id = ${accountId} AND u.person_id = ${personId ?? null}
    LEFT JOIN business b ON b.owner_id = p.id AND (b.status IN ('active', 'paused') OR b.id = ${also ?? null})
    ORDER BY b.id`;
  const [row] = rows;
  if (row === undefined) throw new Error('expected a row also for nobody, got none');
  const { personId: id, personNumber: number, personName: name, salutation } = row;
  return {
    person: id === null ? undefined : personFromRow(services, { id, number, name, salutation }),
    sharing: row.sharing,
    consented: row.consented,
    businesses: rows.flatMap((it) =>
      it.id === null
        ? []
        : [
            {
              business: businessFromRow(services, it),
              reports: (it.reports ?? []).map((report) =>
                reportFromRow({ ...report, updatedAt: new Date(report.updatedAt) }),
              ),
            },
          ],
    ),
    locks: row.locks ?? [],
  };
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

/** The last finished month when one of these businesses has not reported it; undefined when nothing is due. */
export function monthDue(services: Services, { businesses, locks }: Reporter): Month | undefined {
  const today = todayOf(services);
  const last = addMonths(monthOf(today), -1);
  const { reportOpenMonths: openMonths, zone } = services.office;
  const calendar = { today, locks, openMonths, zone };
  return businesses.some((it) => dueOf(it, calendar).includes(last)) ? last : undefined;
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
