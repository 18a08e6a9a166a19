import { Prisma } from '../../prisma/client/client.ts';
import { annualSales, type BusinessClass } from '../domain/people/business-class.ts';
import { addMonths, monthOf, type Month } from '../domain/month/month.ts';
import { FEWEST, hiddenCells, isSensitive, tellsOne, together } from '../domain/sales/suppression.ts';
import { askedSql, claimedSql, inKecamatanSql } from '../services/sales/asked-sql.ts';
import { cellsOf, type ShownCell } from '../services/sales/dashboard-cells.ts';
import { ageMonths, classOf } from '../services/people/eligibility.ts';
import { type Services, todayOf } from '../services/core/services.ts';

/** Sales as they are shown: stored, and the same for everybody who looks. */
export interface ShownSales {
  readonly cell: ShownCell;
  /** Would tell somebody's figure, by itself or by difference. */
  readonly hidden: boolean;
}

/** A month of the dashboard. */
interface MonthCell {
  readonly key: Month;
  /** Businesses that were asked or have reported, their owners, and the businesses that have reported. */
  readonly expected: number;
  readonly owners: number;
  readonly reported: number;
  readonly sales: ShownSales;
}

/** The same businesses in two months. */
export interface Compared {
  readonly month: Month;
  /** Businesses in both months, and their owners. */
  readonly count: number;
  readonly owners: number;
  /** Median of the change of sales; 0.1 is ten percent more. */
  readonly change: number;
  /** Those of them that told who works there in both months, and the sums of people. */
  readonly workersCount: number;
  readonly workersOwners: number;
  readonly workersNow: number;
  readonly workersBefore: number;
}

/** A group of businesses; how many people own them decides whether it is shown. */
export interface Counted<K extends string> {
  readonly key: K;
  readonly count: number;
  readonly owners: number;
}

/** Fixed tables: whoever looks twice always gets the same cut, so that nothing can be computed from two of them. */
export interface Dashboard {
  /** The last finished month. */
  readonly month: Month;
  /** Twelve finished months, oldest first. */
  readonly months: readonly MonthCell[];
  readonly areas: readonly ShownSales[];
  readonly registered: readonly { readonly month: Month; readonly count: number }[];
  readonly classes: readonly Counted<BusinessClass | 'unknown'>[];
  /** By key of the kind; '' is unknown. */
  readonly kinds: readonly Counted<string>[];
  /** Against the month a year before, or, where too few reported it, against the month before. */
  readonly compared: Compared;
}

const MONTHS = 12;
const PAGE = 5_000;
/** Computes the tables for these kecamatan (an empty list means all). */
export async function dashboard(services: Services, kecamatan: readonly string[]): Promise<Dashboard> {
  const running = monthOf(todayOf(services));
  const month = addMonths(running, -1);
  const scope = inKecamatanSql(kecamatan);
  const months: MonthCell[] = [];
  let areas: readonly ShownSales[] = [];
  for (let back = MONTHS; back >= 1; back--) {
    const key = addMonths(running, -back);
    areas = areasOf(await cellsOf(services, key), kecamatan);
    months.push({ key, ...(await reporting(services, key, scope)), sales: totalOf(areas) });
  }
  const yearAgo = await comparedWith(services, month, addMonths(month, -12), scope);
  return {
    month,
    months,
    areas: areas.filter(({ cell }) => cell.businesses > 0),
    registered: await registrations(services, addMonths(running, -MONTHS + 1), scope),
    classes: await classCounts(services, month, scope),
    kinds: await kindCounts(services, scope),
    compared:
      yearAgo.owners >= FEWEST ? yearAgo : await comparedWith(services, month, addMonths(month, -1), scope),
  };
}

/** The cells of these kecamatan (an empty list means all); what is hidden is hidden for everybody. */
function areasOf(cells: readonly ShownCell[], kecamatan: readonly string[]): readonly ShownSales[] {
  const hidden = hiddenCells(cells, true);
  return cells
    .filter(({ key }) => kecamatan.length === 0 || kecamatan.includes(key))
    .map((cell) => ({ cell, hidden: hidden.has(cell.key) }));
}

/** Their sum, which must not tell what one of them hides, whoever else looks at other kecamatan. */
function totalOf(areas: readonly ShownSales[]): ShownSales {
  const cells = areas.map(({ cell }) => cell);
  const sum = together('', cells);
  const unseen = areas.filter(({ hidden }) => hidden).map(({ cell }) => cell);
  return {
    cell: { ...sum, businesses: cells.reduce((total, { businesses }) => total + businesses, 0) },
    hidden: isSensitive(sum) || tellsOne(unseen),
  };
}

async function reporting(
  services: Services,
  month: Month,
  scope: Prisma.Sql,
): Promise<Pick<MonthCell, 'expected' | 'owners' | 'reported'>> {
  const counted = Prisma.sql`r.id IS NOT NULL OR (${askedSql(month, services.office.zone)})`;
  const rows = await services.db.$queryRaw<readonly Pick<MonthCell, 'expected' | 'owners' | 'reported'>[]>(
    Prisma.sql`
      SELECT coalesce(sum(businesses), 0)::int AS expected, count(*)::int AS owners, coalesce(sum(reports), 0)::int AS reported
      FROM (
        SELECT count(*) AS businesses, count(r.id) AS reports
        FROM business b LEFT JOIN sales_report r ON r.business_id = b.id AND r.month = ${month}
        WHERE ${scope} AND (${counted}) GROUP BY ${ownerSql}
      ) mine`,
  );
  return rows[0] ?? { expected: 0, owners: 0, reported: 0 };
}

/** Who owns `business b`; one that has no owner any more is somebody for itself. */
const ownerSql = Prisma.sql`coalesce(b.owner_id, -b.id)`;

async function registrations(
  services: Services,
  first: Month,
  scope: Prisma.Sql,
): Promise<Dashboard['registered']> {
  const rows = await services.db.$queryRaw<
    readonly { readonly month: string; readonly count: number }[]
  >(Prisma.sql`
    SELECT to_char(b.created_at AT TIME ZONE ${services.office.zone}::text, 'YYYY-MM') AS month, count(*)::int AS count
    FROM business b WHERE ${claimedSql} AND ${scope} GROUP BY 1`);
  return Array.from({ length: MONTHS }, (_, at) => {
    const month = addMonths(first, at);
    return { month, count: rows.find((row) => row.month === month)?.count ?? 0 };
  });
}

const runs = Prisma.sql`b.owner_id IS NOT NULL AND b.status IN ('active', 'paused') AND ${claimedSql}`;

async function kindCounts(services: Services, scope: Prisma.Sql): Promise<Dashboard['kinds']> {
  return services.db.$queryRaw<Dashboard['kinds'][number][]>(Prisma.sql`
    SELECT coalesce(b.kind, '') AS key, count(*)::int AS count, count(DISTINCT b.owner_id)::int AS owners
    FROM business b WHERE ${runs} AND ${scope} GROUP BY 1 ORDER BY 2 DESC, 1`);
}

/** The class by PP 7/2021 of every business that runs, from the reports of a year, its usual month or its capital. */
async function classCounts(
  services: Services,
  month: Month,
  scope: Prisma.Sql,
): Promise<Dashboard['classes']> {
  const today = todayOf(services);
  const groups = new Map<BusinessClass | 'unknown', { count: number; readonly owners: Set<number> }>();
  for (let after = 0; ;) {
    const rows = await services.db.$queryRaw<
      readonly {
        readonly id: number;
        readonly owner: number;
        readonly usual: string | null;
        readonly capital: string | null;
        readonly year: number | null;
        readonly month: number | null;
        readonly reports: readonly (readonly [string, number])[] | null;
      }[]
    >(Prisma.sql`
      SELECT b.id, b.owner_id AS owner, b.usual_monthly_sales::text AS usual, b.capital::text AS capital, b.started_year AS year,
        b.started_month AS month,
        (
          SELECT jsonb_agg(jsonb_build_array(r.month, r.amount)) FROM sales_report r
          WHERE r.business_id = b.id AND r.month BETWEEN ${addMonths(month, 1 - MONTHS)} AND ${month}
        ) AS reports
      FROM business b WHERE b.id > ${after} AND ${runs} AND ${scope}
      ORDER BY b.id LIMIT ${PAGE}`);
    for (const row of rows) {
      const sales = annualSales(
        (row.reports ?? []).map(([of, amount]) => ({ month: of, amount, estimate: false })),
        row.usual === null ? undefined : Number(row.usual),
        today,
      );
      const age = ageMonths(
        { startedYear: row.year ?? undefined, startedMonth: row.month ?? undefined },
        today,
      );
      const found =
        classOf(
          {
            sales,
            ...(row.capital === null ? {} : { capital: Number(row.capital) }),
            ...(age === undefined ? {} : { ageMonths: age }),
          },
          today,
        ).class ?? 'unknown';
      const group = groups.get(found) ?? { count: 0, owners: new Set() };
      group.count++;
      group.owners.add(row.owner);
      groups.set(found, group);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  const order = ['micro', 'small', 'medium', 'large', 'unknown'] as const;
  return order.flatMap((key) => {
    const group = groups.get(key);
    return group === undefined ? [] : [{ key, count: group.count, owners: group.owners.size }];
  });
}

async function comparedWith(
  services: Services,
  month: Month,
  before: Month,
  scope: Prisma.Sql,
): Promise<Compared> {
  const rows = await services.db.$queryRaw<
    readonly {
      readonly count: number;
      readonly owners: number;
      readonly change: number | null;
      readonly workers: number;
      readonly workers_owners: number;
      readonly now: number | null;
      readonly before: number | null;
    }[]
  >(Prisma.sql`
    SELECT count(*)::int AS count, count(DISTINCT ${ownerSql})::int AS owners,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (a.amount - c.amount)::float8 / c.amount) AS change,
      count(*) FILTER (WHERE a.workers_male IS NOT NULL AND c.workers_male IS NOT NULL)::int AS workers,
      count(DISTINCT ${ownerSql}) FILTER (WHERE a.workers_male IS NOT NULL AND c.workers_male IS NOT NULL)::int
        AS workers_owners,
      sum(a.workers_male + a.workers_female) FILTER (WHERE c.workers_male IS NOT NULL)::int AS now,
      sum(c.workers_male + c.workers_female) FILTER (WHERE a.workers_male IS NOT NULL)::int AS before
    FROM sales_report a
      JOIN sales_report c ON c.business_id = a.business_id AND c.month = ${before}
      JOIN business b ON b.id = a.business_id
    WHERE a.office = ${services.office.key} AND a.month = ${month} AND c.amount > 0 AND ${scope}`);
  const [row] = rows;
  return {
    month: before,
    count: row?.count ?? 0,
    owners: row?.owners ?? 0,
    change: row?.change ?? 0,
    workersCount: row?.workers ?? 0,
    workersOwners: row?.workers_owners ?? 0,
    workersNow: row?.now ?? 0,
    workersBefore: row?.before ?? 0,
  };
}
