import { Prisma } from '../../prisma/client/client.ts';
import { annualSales, type BusinessClass } from '../domain/business-class.ts';
import { addMonths, jakartaDate, monthOf, type Month } from '../domain/month.ts';
import type { Cell } from '../domain/suppression.ts';
import { askedSql, claimedSql, inKecamatanSql } from '../services/asked-sql.ts';
import { ageMonths, classOf } from '../services/eligibility.ts';
import type { Services } from '../services/services.ts';

/** A month of the dashboard. Money in whole rupiah. */
export interface MonthCell extends Cell {
  readonly key: Month;
  readonly expected: number;
}

/** The same businesses in two months. */
export interface Compared {
  readonly month: Month;
  /** Businesses in both months. */
  readonly count: number;
  /** Median of the change of sales; 0.1 is ten percent more. */
  readonly change: number;
  /** Those of them that told who works there in both months, and the sums of people. */
  readonly workersCount: number;
  readonly workersNow: number;
  readonly workersBefore: number;
}

/** Fixed tables: whoever looks twice always gets the same cut, so that nothing can be computed from two of them. */
export interface Dashboard {
  /** The last finished month. */
  readonly month: Month;
  /** Twelve finished months, oldest first. */
  readonly months: readonly MonthCell[];
  readonly areas: readonly Cell[];
  readonly registered: readonly { readonly month: Month; readonly count: number }[];
  readonly classes: readonly { readonly key: BusinessClass | 'unknown'; readonly count: number }[];
  /** By key of the kind; '' is unknown. */
  readonly kinds: readonly { readonly key: string; readonly count: number }[];
  /** Against the month a year before, or, where too few reported it, against the month before. */
  readonly compared: Compared;
}

const MONTHS = 12;
const PAGE = 5_000;
/** Fewer businesses than this are no comparison. */
export const FEWEST_COMPARED = 5;

/** Computes the tables for these kecamatan (an empty list means all). */
export async function dashboard(services: Services, kecamatan: readonly string[]): Promise<Dashboard> {
  const running = monthOf(jakartaDate(services.now()));
  const month = addMonths(running, -1);
  const scope = inKecamatanSql(kecamatan);
  const months: MonthCell[] = [];
  for (let back = MONTHS; back >= 1; back--)
    months.push(await monthCell(services, addMonths(running, -back), scope));
  const yearAgo = await comparedWith(services, month, addMonths(month, -12), scope);
  return {
    month,
    months,
    areas: await areaCells(services, month, scope),
    registered: await registrations(services, addMonths(running, -MONTHS + 1), scope),
    classes: await classCounts(services, month, scope),
    kinds: await kindCounts(services, scope),
    compared:
      yearAgo.count >= FEWEST_COMPARED
        ? yearAgo
        : await comparedWith(services, month, addMonths(month, -1), scope),
  };
}

async function monthCell(services: Services, month: Month, scope: Prisma.Sql): Promise<MonthCell> {
  const rows = await services.db.$queryRaw<
    readonly {
      readonly expected: number;
      readonly count: number;
      readonly amount: string | null;
      readonly largest: string | null;
    }[]
  >(Prisma.sql`
    SELECT count(*) FILTER (WHERE r.id IS NOT NULL OR (${askedSql(month)}))::int AS expected,
      count(r.id)::int AS count, sum(r.amount)::text AS amount, max(r.amount)::text AS largest
    FROM business b LEFT JOIN sales_report r ON r.business_id = b.id AND r.month = ${month}
    WHERE ${scope}`);
  const [row] = rows;
  return {
    key: month,
    expected: row?.expected ?? 0,
    count: row?.count ?? 0,
    amount: Number(row?.amount ?? 0),
    largest: Number(row?.largest ?? 0),
  };
}

async function areaCells(services: Services, month: Month, scope: Prisma.Sql): Promise<readonly Cell[]> {
  const rows = await services.db.$queryRaw<
    readonly {
      readonly key: string;
      readonly count: number;
      readonly amount: string;
      readonly largest: string;
    }[]
  >(Prisma.sql`
    SELECT coalesce(b.kecamatan, '') AS key, count(*)::int AS count, sum(r.amount)::text AS amount,
      max(r.amount)::text AS largest
    FROM sales_report r JOIN business b ON b.id = r.business_id
    WHERE r.month = ${month} AND ${scope}
    GROUP BY 1`);
  return rows.map((row) => ({ ...row, amount: Number(row.amount), largest: Number(row.largest) }));
}

async function registrations(
  services: Services,
  first: Month,
  scope: Prisma.Sql,
): Promise<Dashboard['registered']> {
  const rows = await services.db.$queryRaw<
    readonly { readonly month: string; readonly count: number }[]
  >(Prisma.sql`
    SELECT to_char(b.created_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') AS month, count(*)::int AS count
    FROM business b WHERE ${claimedSql} AND ${scope} GROUP BY 1`);
  return Array.from({ length: MONTHS }, (_, at) => {
    const month = addMonths(first, at);
    return { month, count: rows.find((row) => row.month === month)?.count ?? 0 };
  });
}

const runs = Prisma.sql`b.owner_id IS NOT NULL AND b.status IN ('active', 'paused') AND ${claimedSql}`;

async function kindCounts(services: Services, scope: Prisma.Sql): Promise<Dashboard['kinds']> {
  return services.db.$queryRaw<Dashboard['kinds'][number][]>(Prisma.sql`
    SELECT coalesce(b.kind, '') AS key, count(*)::int AS count
    FROM business b WHERE ${runs} AND ${scope} GROUP BY 1 ORDER BY 2 DESC, 1`);
}

/** The class by PP 7/2021 of every business that runs, from the reports of a year, its usual month or its capital. */
async function classCounts(
  services: Services,
  month: Month,
  scope: Prisma.Sql,
): Promise<Dashboard['classes']> {
  const today = jakartaDate(services.now());
  const counts = new Map<BusinessClass | 'unknown', number>();
  for (let after = 0; ;) {
    const rows = await services.db.$queryRaw<
      readonly {
        readonly id: number;
        readonly usual: string | null;
        readonly capital: string | null;
        readonly year: number | null;
        readonly month: number | null;
        readonly reports: readonly (readonly [string, number])[] | null;
      }[]
    >(Prisma.sql`
      SELECT b.id, b.usual_monthly_sales::text AS usual, b.capital::text AS capital, b.started_year AS year,
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
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  const order = ['micro', 'small', 'medium', 'large', 'unknown'] as const;
  return order.flatMap((key) => (counts.has(key) ? [{ key, count: counts.get(key) ?? 0 }] : []));
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
      readonly change: number | null;
      readonly workers: number;
      readonly now: number | null;
      readonly before: number | null;
    }[]
  >(Prisma.sql`
    SELECT count(*)::int AS count,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (a.amount - c.amount)::float8 / c.amount) AS change,
      count(*) FILTER (WHERE a.workers_male IS NOT NULL AND c.workers_male IS NOT NULL)::int AS workers,
      sum(a.workers_male + a.workers_female) FILTER (WHERE c.workers_male IS NOT NULL)::int AS now,
      sum(c.workers_male + c.workers_female) FILTER (WHERE a.workers_male IS NOT NULL)::int AS before
    FROM sales_report a
      JOIN sales_report c ON c.business_id = a.business_id AND c.month = ${before}
      JOIN business b ON b.id = a.business_id
    WHERE a.month = ${month} AND c.amount > 0 AND ${scope}`);
  const [row] = rows;
  return {
    month: before,
    count: row?.count ?? 0,
    change: row?.change ?? 0,
    workersCount: row?.workers ?? 0,
    workersNow: row?.now ?? 0,
    workersBefore: row?.before ?? 0,
  };
}
