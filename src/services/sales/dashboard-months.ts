import { Prisma } from '../../../prisma/client/client.ts';
import type { Month } from '../../domain/month/month.ts';
import type { Cell } from '../../domain/sales/suppression.ts';
import type { Services } from '../core/services.ts';
import { askedSql } from './asked-sql.ts';
import { cellKeySql, firstSql, inCellsSql, ownerSql } from './dashboard-sql.ts';
import {
  addCells,
  MARGIN_MS,
  settleCells,
  storedCells,
  type ContentOf,
  type CountedCell,
  type Table,
} from './dashboard-cells.ts';

/** The tables that come from reports. */
type MonthFigure = 'sales' | 'change' | 'jobs';

/** How one of them is counted: from the reports of a month, or of two. */
interface MonthTable<F extends MonthFigure> extends Table<F> {
  readonly months: readonly Month[];
  readonly none: ContentOf<F>;
  /** What a report, or an earlier version of it, comes to; an alias of either. */
  readonly value: (of: Prisma.Sql) => Prisma.Sql;
  /** Rows like {@link CountedCell} of these kecamatan; undefined: all. */
  readonly count: (services: Services, only: readonly string[] | undefined) => Prisma.Sql;
}

const amount = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`${of}.amount`;
const workers = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`(${of}.workers_male + ${of}.workers_female)`;
const secondSql = (of: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce((array_agg(${of} ORDER BY ${of} DESC))[2], 0)::text`;

/** What was sold in a month, and how many of those who were asked have reported it. */
export const salesTable = (month: Month): MonthTable<'sales'> => ({
  figure: 'sales',
  period: month,
  months: [month],
  none: { businesses: 0, expected: 0, asked: 0, askedFirsts: 0 },
  value: amount,
  count: ({ office }, only) => Prisma.sql`
    WITH mine AS (
      SELECT ${cellKeySql} AS key, count(r.id) AS businesses, count(*) AS expected, bool_or(${firstSql}) AS first,
        coalesce(sum(r.amount), 0) AS amount
      FROM business b LEFT JOIN sales_report r ON r.business_id = b.id AND r.month = ${month}
      WHERE b.office = ${office.key} AND ${inCellsSql(only)} AND (r.id IS NOT NULL OR (${askedSql(month, office.zone)}))
      GROUP BY 1, ${ownerSql}
    )
    SELECT key, count(*) FILTER (WHERE businesses > 0)::int AS owners,
      count(*) FILTER (WHERE businesses > 0 AND first)::int AS firsts,
      sum(amount)::text AS amount, max(amount)::text AS largest, ${secondSql(Prisma.sql`amount`)} AS second,
      jsonb_build_object('businesses', sum(businesses), 'expected', sum(expected), 'asked', count(*),
        'askedFirsts', count(*) FILTER (WHERE first)) AS content
    FROM mine GROUP BY key`,
});

const period = (month: Month, before: Month): string => `${month}/${before}`;

/** Businesses `b` with a report `a` of the later and `c` of the earlier month. */
const pairsSql = (
  { office }: Services,
  month: Month,
  before: Month,
  only: readonly string[] | undefined,
): Prisma.Sql => Prisma.sql`
  FROM sales_report a
    JOIN sales_report c ON c.business_id = a.business_id AND c.month = ${before}
    JOIN business b ON b.id = a.business_id
  WHERE a.office = ${office.key} AND a.month = ${month} AND c.amount > 0 AND ${inCellsSql(only)}`;

/** By how much the sales of the same businesses changed between two months. */
export const changeTable = (month: Month, before: Month): MonthTable<'change'> => ({
  figure: 'change',
  period: period(month, before),
  months: [month, before],
  none: { businesses: 0, permille: {} },
  value: amount,
  // Beyond eleven times as much it does not matter how much: the median does not come there.
  count: (services, only) => Prisma.sql`
    WITH pairs AS (
      SELECT ${cellKeySql} AS key, ${ownerSql} AS owner, ${firstSql} AS first,
        least(round((a.amount - c.amount)::numeric * 1000 / c.amount), 10000)::int AS permille
      ${pairsSql(services, month, before, only)}
    ), steps AS (
      SELECT key, jsonb_object_agg(permille, businesses) AS permille
      FROM (SELECT key, permille, count(*) AS businesses FROM pairs GROUP BY 1, 2) step GROUP BY key
    )
    SELECT key, count(DISTINCT owner)::int AS owners, count(DISTINCT owner) FILTER (WHERE first)::int AS firsts,
      '0' AS amount, '0' AS largest, '0' AS second,
      jsonb_build_object('businesses', count(*), 'permille', (SELECT permille FROM steps WHERE steps.key = pairs.key)) AS content
    FROM pairs GROUP BY key`,
});

/** How many people worked in the same businesses in two months. */
export const jobsTable = (month: Month, before: Month): MonthTable<'jobs'> => ({
  figure: 'jobs',
  period: period(month, before),
  months: [month, before],
  none: { businesses: 0, now: 0, before: 0 },
  value: workers,
  count: (services, only) => Prisma.sql`
    SELECT ${cellKeySql} AS key, count(DISTINCT ${ownerSql})::int AS owners,
      count(DISTINCT ${ownerSql}) FILTER (WHERE ${firstSql})::int AS firsts, '0' AS amount, '0' AS largest, '0' AS second,
      jsonb_build_object('businesses', count(*), 'now', coalesce(sum(${workers(Prisma.sql`a`)}), 0),
        'before', coalesce(sum(${workers(Prisma.sql`c`)}), 0)) AS content
    ${pairsSql(services, month, before, only)} AND a.workers_male IS NOT NULL AND c.workers_male IS NOT NULL
    GROUP BY 1`,
});

/**
 * Brings a table up to date: counts it all the first time; afterwards only the kecamatan in which reports have changed
 * since the last time (`since`), or have changed earlier and are not shown yet.
 */
export async function refreshMonths<F extends MonthFigure>(
  services: Services,
  table: MonthTable<F>,
  since: Date,
  at: Date,
): Promise<void> {
  const count = async (only: readonly string[] | undefined): Promise<readonly CountedCell<F>[]> => {
    const rows = await services.db.$queryRaw<readonly Row<F>[]>(table.count(services, only));
    const found = new Map(rows.map((row) => [row.key, asCell(row)]));
    // The one without a kecamatan is always there, and tells that the table was counted.
    return [...new Set([...(only ?? ['']), ...found.keys()])].map(
      (key) => found.get(key) ?? zero(table, key),
    );
  };
  const stored = await storedCells(services, table.figure, [table.period]);
  if (stored.length === 0) return addCells(services, table, await count(undefined), at);
  const touched = await touchedSince(services, table, new Date(since.getTime() - MARGIN_MS));
  const held = stored.filter((cell) => cell.countedAt > cell.takenAt).map(({ key }) => key);
  const keys = [...new Set([...touched, ...held])];
  if (keys.length === 0) return;
  const missing = keys.filter((key) => !stored.some((cell) => cell.key === key));
  await addCells(
    services,
    table,
    missing.map((key) => zero(table, key)),
    new Date(0),
  );
  const cells = await storedCells(services, table.figure, [table.period]);
  await settleCells(services, table, {
    cells: cells.filter(({ key }) => keys.includes(key)),
    changes: await changesSince(services, table, keys),
    count,
    at,
  });
}

interface Row<F extends MonthFigure> {
  readonly key: string;
  readonly owners: number;
  readonly firsts: number;
  readonly amount: string;
  readonly largest: string;
  readonly second: string;
  readonly content: ContentOf<F>;
}

const asCell = <It extends Omit<Row<MonthFigure>, 'content'>>(row: It) => ({
  ...row,
  amount: Number(row.amount),
  largest: Number(row.largest),
  second: Number(row.second),
});

const zero = <F extends MonthFigure>({ none }: MonthTable<F>, key: string): CountedCell<F> => ({
  key,
  owners: 0,
  firsts: 0,
  amount: 0,
  largest: 0,
  second: 0,
  content: none,
});

async function touchedSince(
  { db, office }: Services,
  { months }: Pick<MonthTable<MonthFigure>, 'months'>,
  since: Date,
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<readonly { readonly key: string }[]>`
    SELECT DISTINCT ${cellKeySql} AS key FROM sales_report r JOIN business b ON b.id = r.business_id
    WHERE r.office = ${office.key} AND r.month = ANY(${[...months]}) AND r.updated_at > ${since}`;
  return rows.map((row) => row.key);
}

/** What each owner changed in these cells since they were taken, where something changed. */
async function changesSince<F extends MonthFigure>(
  { db, office }: Services,
  { figure, period: of, months, value }: MonthTable<F>,
  keys: readonly string[],
): Promise<readonly Cell[]> {
  const [report, version] = [value(Prisma.sql`r`), value(Prisma.sql`v`)];
  const inBoth =
    months.length === 1
      ? Prisma.sql`true`
      : Prisma.sql`EXISTS (
          SELECT 1 FROM sales_report other
          WHERE other.business_id = r.business_id AND other.month = ANY(${[...months]}) AND other.month <> r.month
        )`;
  const rows = await db.$queryRaw<readonly Omit<Row<F>, 'content'>[]>(Prisma.sql`
    WITH mine AS (
      SELECT ${cellKeySql} AS key, bool_or(${firstSql}) AS first,
        abs(sum(coalesce(${report}, 0) - coalesce(${version}, 0))) AS change
      FROM business b
        JOIN sales_report r ON r.business_id = b.id AND r.month = ANY(${[...months]})
        JOIN dashboard_cell k ON k.office = r.office AND k.figure = ${figure} AND k.period = ${of} AND k.kecamatan = ${cellKeySql}
        LEFT JOIN LATERAL (
          SELECT * FROM sales_version WHERE report_id = r.id AND at <= k.taken_at ORDER BY version DESC LIMIT 1
        ) v ON true
      WHERE b.office = ${office.key} AND ${inCellsSql(keys)} AND r.updated_at > k.taken_at AND ${inBoth}
      GROUP BY 1, ${ownerSql}
    )
    SELECT key, count(*)::int AS owners, count(*) FILTER (WHERE first)::int AS firsts, sum(change)::text AS amount,
      max(change)::text AS largest, ${secondSql(Prisma.sql`change`)} AS second
    FROM mine WHERE change > 0 GROUP BY key`);
  return rows.map(asCell);
}
