import { Prisma } from '../../../../prisma/client/client.ts';
import { localDate, type Month } from '../../../domain/month/month.ts';
import type { Comparable } from '../../../domain/partnership/comparison.ts';
import type { Workforce } from '../../../domain/partnership/workforce.ts';
import {
  alikeOf,
  comparableOf,
  monthOfDay,
  semesterUpTo,
  type PartnerBusiness,
} from '../../../domain/partnership/results.ts';
import { intiDuties } from '../../../domain/eligibility/need.ts';
import type { TradedPartnership } from '../../../domain/partnership/trade.ts';
import type { Services } from '../../core/services.ts';
import { profitsOf } from '../agreements/profits.ts';
import { claimedSql } from '../../sales/asked-sql.ts';

/** A business that has ever joined a partnership, and what is told of it by kecamatan. */
export interface JoinedBusiness extends PartnerBusiness {
  /** Code of the kecamatan; empty where it is not known. */
  readonly kecamatan: string;
  readonly womanOwned: boolean;
}

/** The embedded database blocks the event loop while it reads. */
const PAGE = 500;

interface JoinedRow {
  readonly application: number;
  readonly business: number;
  readonly owner: number;
  readonly kecamatan: string;
  readonly kind: string | null;
  readonly woman: boolean;
  readonly usual: bigint | null;
  readonly closed: string | null;
  readonly programme: string;
  readonly partner: string;
  readonly form: string;
  readonly applied: string;
  readonly joined: string;
  readonly ended: string | null;
}

/**
 * Every partnership that ever began, oldest business first: an application whose programme is no funding, from the day
 * it became active to the day it ended. Days are those of the office.
 */
function joinedRows({ db, office }: Services): Promise<readonly JoinedRow[]> {
  const day = (at: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`to_char(${at} AT TIME ZONE ${office.zone}::text, 'YYYY-MM-DD')`;
  return db.$queryRaw<readonly JoinedRow[]>(Prisma.sql`
    SELECT a.id AS application, b.id AS business, coalesce(b.owner_id, -b.id) AS owner, coalesce(b.kecamatan, '') AS kecamatan, b.kind,
      coalesce(p.salutation = 'P', false) AS woman, b.usual_monthly_sales AS usual,
      CASE WHEN b.status = 'closed' THEN ${day(Prisma.sql`b.status_since`)} END AS closed,
      a.programme_id AS programme, v.data #>> '{partner,id}' AS partner,
      coalesce(v.data ->> 'form', '') AS form, ${day(Prisma.sql`a.applied_at`)} AS applied,
      ${day(Prisma.sql`s.joined`)} AS joined, ${day(Prisma.sql`s.ended`)} AS ended
    FROM application a
    JOIN programme_version v
      ON v.office = a.office AND v.programme_id = a.programme_id AND v.version = a.programme_version
    JOIN business b ON b.id = a.business_id
    LEFT JOIN person p ON p.id = b.owner_id
    CROSS JOIN LATERAL (
      SELECT min(at) FILTER (WHERE status = 'active') AS joined,
        max(at) FILTER (WHERE status IN ('finished', 'independent', 'ended')) AS ended
      FROM application_step WHERE application_id = a.id
    ) s
    WHERE a.office = ${office.key} AND v.data ->> 'kind' = 'supply' AND s.joined IS NOT NULL
    ORDER BY b.id, a.id`);
}

/** Every business that ever joined a partnership, with all that its results are computed from. */
export async function joinedBusinesses(services: Services): Promise<readonly JoinedBusiness[]> {
  const rows = await joinedRows(services);
  const found: JoinedBusiness[] = [];
  for (let at = 0; at < rows.length; at += PAGE) {
    const some = rows.slice(at, at + PAGE);
    const ids = [...new Set(some.map(({ business }) => business))];
    const reports = await reportsOf(services, ids);
    const told = await followUpsOf(services, ids);
    const profits = await profitsOf(services, ids);
    const trades = await tradesOf(
      services,
      some.map(({ application }) => application),
    );
    for (const row of some) {
      const before = found.at(-1);
      if (before?.business === row.business) found.pop();
      const partnerships = before?.business === row.business ? before.partnerships : [];
      const trade = trades.get(row.application) ?? { deliveries: [], supports: [] };
      const all = [...partnerships, partnershipOf(row, trade)];
      found.push(
        joinedBusiness(
          row,
          all,
          reports.get(row.business),
          told.get(row.business) ?? [],
          profits.get(row.business),
        ),
      );
    }
  }
  return found;
}

function joinedBusiness(
  row: JoinedRow,
  partnerships: PartnerBusiness['partnerships'],
  reports: Reports | undefined,
  told: readonly FollowUpRow[],
  profits: PartnerBusiness['profits'] = new Map(),
): JoinedBusiness {
  return {
    business: row.business,
    kecamatan: row.kecamatan,
    womanOwned: row.woman,
    kind: row.kind ?? undefined,
    partnerships,
    sales: reports?.sales ?? new Map(),
    usual: row.usual === null ? undefined : Number(row.usual),
    closedOn: row.closed ?? undefined,
    toPartner: new Map([...deliveredByMonth(partnerships), ...(reports?.toPartner ?? [])]),
    profits,
    followUps: told.map((it) => ({
      on: it.onDate,
      workforce: workforceOf(it),
      buyers: it.buyers ?? undefined,
    })),
  };
}

type Trade = Pick<TradedPartnership, 'deliveries' | 'supports'>;

const partnershipOf = (row: JoinedRow, trade: Trade): TradedPartnership => ({
  business: row.business,
  owner: row.owner,
  partner: row.partner,
  programme: row.programme,
  form: row.form,
  appliedOn: row.applied,
  joinedOn: row.joined,
  endedOn: row.ended ?? undefined,
  ...trade,
});

function deliveredByMonth(partnerships: readonly TradedPartnership[]): ReadonlyMap<Month, number> {
  const found = new Map<Month, number>();
  for (const { sentOn, value } of partnerships.flatMap(({ deliveries }) => deliveries)) {
    const month = monthOfDay(sentOn);
    found.set(month, (found.get(month) ?? 0) + value);
  }
  return found;
}

/** What was delivered, and which support was received, under the agreement of each application. */
async function tradesOf(
  { db, office }: Services,
  applications: readonly number[],
): Promise<ReadonlyMap<number, Trade>> {
  const rows = await db.agreement.findMany({
    where: { applicationId: { in: [...applications] } },
    select: {
      applicationId: true,
      shipments: {
        select: { sentOn: true, dueOn: true, paidOn: true, value: true },
        orderBy: { id: 'asc' },
      },
      supports: {
        where: { status: 'received', repaid: false },
        select: { kind: true, receivedAt: true, value: true },
        orderBy: { id: 'asc' },
      },
    },
  });
  return new Map(
    rows.map(({ applicationId, shipments, supports }) => [
      applicationId,
      {
        deliveries: shipments.map((it) => ({
          sentOn: it.sentOn,
          dueOn: it.dueOn,
          paidOn: it.paidOn ?? undefined,
          value: Number(it.value),
        })),
        supports: supports.flatMap(({ kind, receivedAt, value }) =>
          receivedAt === null
            ? []
            : [
                {
                  kind: intiDuties.find((it) => it === kind) ?? 'other',
                  on: localDate(receivedAt, office.zone).toString(),
                  value: value === null ? undefined : Number(value),
                },
              ],
        ),
      },
    ]),
  );
}

const workforceOf = ({ paidMale, paidFemale, family, seasonal }: FollowUpRow): Workforce => ({
  paidMale,
  paidFemale,
  family,
  seasonal,
});

interface Reports {
  readonly sales: Map<Month, number>;
  /** Only the months of which the owner told how much of them went to the partners. */
  readonly toPartner: Map<Month, number>;
}

async function reportsOf({ db }: Services, ids: readonly number[]): Promise<ReadonlyMap<number, Reports>> {
  const rows = await db.salesReport.findMany({
    where: { businessId: { in: [...ids] }, provisional: false },
    select: { businessId: true, month: true, amount: true, partnerSales: { select: { amount: true } } },
  });
  const found = new Map<number, Reports>();
  for (const { businessId, month, amount, partnerSales } of rows) {
    const own = found.get(businessId) ?? {
      sales: new Map<Month, number>(),
      toPartner: new Map<Month, number>(),
    };
    own.sales.set(month, Number(amount));
    if (partnerSales.length > 0)
      own.toPartner.set(
        month,
        partnerSales.reduce((sum, it) => sum + Number(it.amount), 0),
      );
    found.set(businessId, own);
  }
  return found;
}

type FollowUpRow = Awaited<ReturnType<typeof followUpRows>>[number];

const followUpRows = ({ db }: Services, ids: readonly number[]) =>
  db.followUp.findMany({
    where: { businessId: { in: [...ids] } },
    select: {
      businessId: true,
      onDate: true,
      paidMale: true,
      paidFemale: true,
      family: true,
      seasonal: true,
      buyers: true,
    },
    orderBy: [{ onDate: 'asc' }, { id: 'asc' }],
  });

async function followUpsOf(
  services: Services,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly FollowUpRow[]>> {
  const found = new Map<number, FollowUpRow[]>();
  for (const row of await followUpRows(services, ids)) {
    const own = found.get(row.businessId) ?? [];
    own.push(row);
    found.set(row.businessId, own);
  }
  return found;
}

/**
 * Which businesses have told anything else since a moment of what counts in the results of a month: sales, work or
 * deliveries of up to then.
 */
export async function changedSince(
  { db }: Services,
  ids: readonly number[],
  month: Month,
  since: Date,
): Promise<ReadonlySet<number>> {
  const { last } = semesterUpTo(month);
  const rows = await db.$queryRaw<readonly { readonly id: number }[]>(Prisma.sql`
    SELECT r.business_id AS id FROM sales_report r LEFT JOIN partner_sale s ON s.report_id = r.id
    WHERE r.business_id = ANY(${[...ids]}) AND r.month <= ${month} AND (r.updated_at > ${since} OR s.at > ${since})
    UNION SELECT business_id FROM follow_up
    WHERE business_id = ANY(${[...ids]}) AND on_date <= ${last} AND at > ${since}
    UNION SELECT a.business_id FROM application a JOIN agreement g ON g.application_id = a.id
    JOIN shipment s ON s.agreement_id = g.id JOIN shipment_entry e ON e.shipment_id = s.id
    WHERE a.business_id = ANY(${[...ids]}) AND s.sent_on <= ${last} AND e.at > ${since}`);
  return new Set(rows.map(({ id }) => id));
}

export interface RegisteredArea {
  readonly kecamatan: string;
  readonly registered: number;
  readonly registeredWomen: number;
}

/** How many running businesses are registered in each kecamatan, and how many of them women own. */
export async function registeredAreas({ db, office }: Services): Promise<readonly RegisteredArea[]> {
  return db.$queryRaw<readonly RegisteredArea[]>(Prisma.sql`
    SELECT coalesce(b.kecamatan, '') AS kecamatan, count(*)::int AS registered,
      count(*) FILTER (WHERE p.salutation = 'P')::int AS "registeredWomen"
    FROM business b LEFT JOIN person p ON p.id = b.owner_id
    WHERE b.office = ${office.key} AND b.owner_id IS NOT NULL AND b.status IN ('active', 'paused') AND ${claimedSql}
    GROUP BY 1 ORDER BY 1`);
}

interface OtherRow {
  readonly id: number;
  readonly kind: string;
  readonly months: readonly string[];
  readonly amounts: readonly bigint[];
  /** YYYY-MM in which it closed for good. */
  readonly closed: string | null;
}

/** More businesses like one partner say nothing more; the first ones by their number are taken. */
const MOST_ALIKE = 1_000;

/**
 * Businesses that never joined a partnership, as they can stand beside partners: of the same kind, over the same
 * months, those that closed meanwhile like partners that closed. Read in pages; of each sort at most {@link MOST_ALIKE} are kept.
 */
export async function comparableOthers(
  { db, office }: Services,
  partners: readonly PartnerBusiness[],
  month: Month,
): Promise<readonly Comparable[]> {
  const spans = new Map<string, Map<string, { readonly applied: Month; readonly joined: Month }>>();
  for (const { kind, partnerships } of partners)
    for (const { appliedOn, joinedOn } of kind === undefined ? [] : partnerships) {
      const span = { applied: monthOfDay(appliedOn), joined: monthOfDay(joinedOn) };
      const own = spans.get(kind ?? '') ?? new Map<string, typeof span>();
      spans.set(kind ?? '', own.set(alikeOf(kind ?? '', span), span));
    }
  if (spans.size === 0) return [];
  const joined = new Set(partners.map(({ business }) => business));
  const kept = new Map<string, number>();
  const found: Comparable[] = [];
  for (let after = 0; ;) {
    const rows: readonly OtherRow[] = await db.$queryRaw<OtherRow[]>(Prisma.sql`
      SELECT b.id, b.kind, b.closed,
        coalesce(array_agg(r.month) FILTER (WHERE r.id IS NOT NULL), '{}') AS months,
        coalesce(array_agg(r.amount) FILTER (WHERE r.id IS NOT NULL), '{}') AS amounts
      FROM (
        SELECT b.id, b.kind,
          CASE WHEN b.status = 'closed' THEN to_char(b.status_since AT TIME ZONE ${office.zone}::text, 'YYYY-MM') END AS closed
        FROM business b
        WHERE b.id > ${after} AND b.office = ${office.key} AND b.kind = ANY(${[...spans.keys()]})
          AND (b.status IN ('active', 'paused') OR (b.status = 'closed' AND b.status_since IS NOT NULL))
        ORDER BY b.id LIMIT ${PAGE}
      ) b LEFT JOIN sales_report r ON r.business_id = b.id AND NOT r.provisional
      GROUP BY b.id, b.kind, b.closed ORDER BY b.id`);
    for (const { id, kind, months, amounts, closed } of rows) {
      if (joined.has(id)) continue;
      const sales = new Map(months.map((it, at) => [it, Number(amounts[at])]));
      for (const [alike, span] of spans.get(kind) ?? []) {
        const count = kept.get(alike) ?? 0;
        // One that had closed before the partner joined stood beside nobody; one that closed since counts as partners do.
        const isThere = closed === null || closed >= span.joined;
        const history = { sales, ...span, closed: closed ?? undefined };
        const other =
          isThere && count < MOST_ALIKE ? comparableOf({ business: id, kind }, history, month) : undefined;
        if (other === undefined) continue;
        found.push(other);
        kept.set(alike, count + 1);
      }
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return found;
    after = last.id;
  }
}
