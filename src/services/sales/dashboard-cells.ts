import { Prisma } from '../../../prisma/client/client.ts';
import type { Month } from '../../domain/month/month.ts';
import { isSensitive, replaceable, type Cell } from '../../domain/sales/suppression.ts';
import type { Services } from '../core/services.ts';

/** Sales of a month in a kecamatan as they are shown until enough owners have changed something. Whole rupiah. */
export interface ShownCell extends Cell {
  readonly businesses: number;
}

interface Row {
  readonly key: string;
  readonly owners: number;
  readonly businesses: number;
  readonly amount: string;
  readonly largest: string;
  readonly second: string;
  readonly changed: number;
  readonly change: string;
  readonly largest_change: string;
  readonly second_change: string;
}

const asCell = ({ key, owners, businesses, amount, largest, second }: Row): ShownCell => ({
  key,
  owners,
  businesses,
  amount: Number(amount),
  largest: Number(largest),
  second: Number(second),
});

const asChange = ({ key, changed, change, largest_change, second_change }: Row): Cell => ({
  key,
  owners: changed,
  amount: Number(change),
  largest: Number(largest_change),
  second: Number(second_change),
});

/**
 * The cells of a month, by code of the kecamatan ('' where none is known): for everybody the same ones, whenever and
 * for whatever part they look. They are stored at the first look at the month and replaced by {@link replaceable}.
 */
export async function cellsOf(services: Services, month: Month): Promise<readonly ShownCell[]> {
  const of = { office: services.office.key, month };
  const shown = await storedCells(services, month);
  const takenAt = services.now();
  if (shown.length === 0) {
    const rows = await currentRows(services, month, undefined);
    // Whoever looks first sees the whole month; the row without a kecamatan tells that somebody has looked.
    const first = new Map(rows.map((row) => [row.key, asCell(row)]));
    if (!first.has(''))
      first.set('', { key: '', owners: 0, businesses: 0, amount: 0, largest: 0, second: 0 });
    await services.db.dashboardCell.createMany({
      data: [...first.values()].map(({ key, ...cell }) => ({ ...cell, ...of, kecamatan: key, takenAt })),
      skipDuplicates: true,
    });
    return storedCells(services, month);
  }
  const touched = await touchedSince(services, month, shown);
  if (touched.length === 0) return shown;
  const before = new Map(shown.map((cell) => [cell.key, cell]));
  // Where no report has changed, what is stored is what would be counted.
  const rows = [
    ...shown.filter(({ key }) => !touched.includes(key)).map(unchanged),
    ...(await currentRows(services, month, touched)),
  ];
  const unseen = new Set(
    rows.flatMap((row) => {
      const cell = before.get(row.key);
      return isSensitive(asCell(row)) && (cell === undefined || cell.owners === 0 || isSensitive(cell))
        ? row.key
        : [];
    }),
  );
  const fresh = replaceable(rows.map(asChange), unseen);
  for (const row of rows.filter(({ key }) => fresh.has(key))) {
    const { key, ...cell } = asCell(row);
    const seen = before.get(key);
    const at = { ...of, kecamatan: key };
    // Somebody else may look at the same moment: only what was looked at here is replaced.
    if (seen === undefined)
      await services.db.dashboardCell.createMany({
        data: [{ ...cell, ...at, takenAt }],
        skipDuplicates: true,
      });
    else
      await services.db.dashboardCell.updateMany({
        where: { ...at, takenAt: seen.takenAt },
        data: { ...cell, takenAt },
      });
  }
  return fresh.size === 0 ? shown : storedCells(services, month);
}

async function storedCells(
  { db, office }: Services,
  month: Month,
): Promise<readonly (ShownCell & { readonly takenAt: Date })[]> {
  const rows = await db.dashboardCell.findMany({
    where: { office: office.key, month },
    orderBy: { kecamatan: 'asc' },
  });
  return rows.map(({ kecamatan, owners, businesses, amount, largest, second, takenAt }) => ({
    key: kecamatan,
    owners,
    businesses,
    amount: Number(amount),
    largest: Number(largest),
    second: Number(second),
    takenAt,
  }));
}

const unchanged = ({ key, owners, businesses, amount, largest, second }: ShownCell): Row => ({
  key,
  owners,
  businesses,
  amount: String(amount),
  largest: String(largest),
  second: String(second),
  changed: 0,
  change: '0',
  largest_change: '0',
  second_change: '0',
});

/** The kecamatan in which a report of the month was changed since its cell was stored. */
async function touchedSince(
  { db, office }: Services,
  month: Month,
  shown: readonly { readonly takenAt: Date }[],
): Promise<readonly string[]> {
  const oldest = new Date(Math.min(...shown.map((cell) => cell.takenAt.getTime())));
  const rows = await db.$queryRaw<readonly { readonly key: string }[]>`
    SELECT DISTINCT coalesce(b.kecamatan, '') AS key
    FROM sales_report r
      JOIN business b ON b.id = r.business_id
      LEFT JOIN dashboard_cell c ON c.office = r.office AND c.month = r.month AND c.kecamatan = coalesce(b.kecamatan, '')
    WHERE r.office = ${office.key} AND r.month = ${month} AND r.updated_at > ${oldest} AND (c.taken_at IS NULL OR r.updated_at > c.taken_at)`;
  return rows.map((row) => row.key);
}

/** The cells of these kecamatan (undefined: all) as they are now, and what each owner changed since they were stored. */
function currentRows(
  { db, office }: Services,
  month: Month,
  only: readonly string[] | undefined,
): Promise<readonly Row[]> {
  const scope =
    only === undefined ? Prisma.sql`true` : Prisma.sql`coalesce(b.kecamatan, '') = ANY(${[...only]})`;
  const second = (of: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`coalesce((array_agg(${of} ORDER BY ${of} DESC))[2], 0)::text`;
  return db.$queryRaw<Row[]>(Prisma.sql`
    WITH mine AS (
      SELECT coalesce(b.kecamatan, '') AS key, coalesce(b.owner_id, -b.id) AS owner, count(*) AS businesses,
        sum(r.amount) AS amount, abs(sum(r.amount - coalesce(v.amount, 0))) AS change
      FROM sales_report r
        JOIN business b ON b.id = r.business_id
        LEFT JOIN dashboard_cell c ON c.office = r.office AND c.month = r.month AND c.kecamatan = coalesce(b.kecamatan, '')
        LEFT JOIN LATERAL (
          SELECT amount FROM sales_version
          WHERE report_id = r.id AND at <= c.taken_at ORDER BY version DESC LIMIT 1
        ) v ON true
      WHERE r.office = ${office.key} AND r.month = ${month} AND ${scope}
      GROUP BY 1, 2
    )
    SELECT key, count(*)::int AS owners, sum(businesses)::int AS businesses, sum(amount)::text AS amount,
      max(amount)::text AS largest, ${second(Prisma.sql`amount`)} AS second,
      count(*) FILTER (WHERE change > 0)::int AS changed, sum(change)::text AS change,
      max(change)::text AS largest_change, ${second(Prisma.sql`change`)} AS second_change
    FROM mine GROUP BY key`);
}
