import { Prisma } from '../../../prisma/client/client.ts';
import { addMonths, localDate, monthOf } from '../../domain/month/month.ts';
import { annualSales, type BusinessClass } from '../../domain/people/business-class.ts';
import { changedOwners, ownersOf, type Group } from '../../domain/sales/suppression.ts';
import type { Services } from '../core/services.ts';
import { ageMonths, classOf } from '../people/eligibility.ts';
import { claimedSql } from './asked-sql.ts';
import { addCells, settleCells, storedCells, type CountedCell, type Counts } from './dashboard-cells.ts';
import { firstSql, inCellsSql } from './dashboard-sql.ts';

/** The tables that are counted from the businesses as they are now. */
const figures = ['registered', 'kind', 'class'] as const;
type BusinessFigure = (typeof figures)[number];

const PAGE = 5_000;
/** As many businesses are read in one go at most; with more of them the kecamatan take turns. */
const AT_ONCE = 20_000;

/**
 * Brings the tables of businesses up to date, one kecamatan after another: those that waited longest first, until
 * enough was read; those that were never counted in any case.
 */
export async function refreshBusinesses(services: Services, at: Date): Promise<void> {
  const stored = await Promise.all(figures.map((figure) => storedCells(services, figure, [''])));
  const [first = []] = stored;
  const counted = new Map(first.map((cell) => [cell.key, cell.countedAt.getTime()]));
  const keys = ['', ...services.office.areas.kecamatan.map(({ code }) => code)].toSorted(
    (a, b) => (counted.get(a) ?? 0) - (counted.get(b) ?? 0),
  );
  const found = new Map<string, Readonly<Record<BusinessFigure, CountedCell<BusinessFigure>>>>();
  let read = 0;
  for (const key of keys) {
    if (counted.has(key) && read >= AT_ONCE) break;
    const { businesses, cells } = await countBusinesses(services, key, at);
    found.set(key, cells);
    read += businesses;
  }
  for (const [index, figure] of figures.entries()) {
    const table = { figure, period: '' };
    const cells = (stored[index] ?? []).filter(({ key }) => found.has(key));
    const now = [...found.values()].map((it) => it[figure]);
    await addCells(
      services,
      table,
      now.filter(({ key }) => !counted.has(key)),
      at,
    );
    await settleCells(services, table, {
      cells,
      changes: cells.flatMap(({ key, content }) => {
        const owners = changedOwners(content, now.find((cell) => cell.key === key)?.content ?? {});
        return owners === undefined ? [] : [{ key, owners, amount: 0, largest: 0, second: 0 }];
      }),
      count: (fresh) => Promise.resolve(now.filter(({ key }) => fresh.includes(key))),
      at,
    });
  }
}

interface Row {
  readonly id: number;
  readonly owner: number | null;
  readonly first: boolean;
  readonly runs: boolean;
  readonly registered: string;
  readonly kind: string;
  readonly usual: string | null;
  readonly capital: string | null;
  readonly year: number | null;
  readonly month: number | null;
  readonly reports: readonly (readonly [string, number])[] | null;
}

/** Counts the businesses of a kecamatan that their owners claim: all of them by month, those that run by kind and class. */
async function countBusinesses(
  { db, office }: Services,
  key: string,
  at: Date,
): Promise<{
  readonly businesses: number;
  readonly cells: Readonly<Record<BusinessFigure, CountedCell<BusinessFigure>>>;
}> {
  const today = localDate(at, office.zone);
  const running = monthOf(today);
  const tally = { registered: tallies(), kind: tallies(), class: tallies() };
  let businesses = 0;
  for (let after = 0; ;) {
    const rows = await db.$queryRaw<readonly Row[]>(Prisma.sql`
      SELECT b.id, b.owner_id AS owner, ${firstSql} AS first,
        b.owner_id IS NOT NULL AND b.status IN ('active', 'paused') AS runs,
        to_char(b.created_at AT TIME ZONE ${office.zone}::text, 'YYYY-MM') AS registered, coalesce(b.kind, '') AS kind,
        b.usual_monthly_sales::text AS usual, b.capital::text AS capital, b.started_year AS year, b.started_month AS month,
        (
          SELECT jsonb_agg(jsonb_build_array(r.month, r.amount)) FROM sales_report r
          WHERE r.business_id = b.id AND r.month BETWEEN ${addMonths(running, -12)} AND ${addMonths(running, -1)}
        ) AS reports
      FROM business b
      WHERE b.office = ${office.key} AND ${inCellsSql([key])} AND b.id > ${after} AND ${claimedSql}
      ORDER BY b.id LIMIT ${PAGE}`);
    for (const row of rows) {
      const who = { owner: row.owner ?? -row.id, first: row.first };
      tally.registered.add(row.registered, who);
      if (!row.runs) continue;
      tally.kind.add(row.kind, who);
      tally.class.add(classFrom(row, today) ?? 'unknown', who);
    }
    businesses += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  return {
    businesses,
    cells: {
      registered: tally.registered.cell(key),
      kind: tally.kind.cell(key),
      class: tally.class.cell(key),
    },
  };
}

/** The class by PP 7/2021 from the reports of a year, its usual month or its capital. */
function classFrom(row: Row, today: Parameters<typeof classOf>[1]): BusinessClass | undefined {
  const sales = annualSales(
    (row.reports ?? []).map(([month, amount]) => ({ month, amount, estimate: false })),
    row.usual === null ? undefined : Number(row.usual),
    today,
  );
  const age = ageMonths({ startedYear: row.year ?? undefined, startedMonth: row.month ?? undefined }, today);
  return classOf(
    {
      sales,
      ...(row.capital === null ? {} : { capital: Number(row.capital) }),
      ...(age === undefined ? {} : { ageMonths: age }),
    },
    today,
  ).class;
}

interface Tally {
  readonly add: (group: string, who: { readonly owner: number; readonly first: boolean }) => void;
  readonly cell: (key: string) => CountedCell<BusinessFigure>;
}

function tallies(): Tally {
  const groups = new Map<string, { count: number; firsts: number; readonly owners: Set<number> }>();
  return {
    add(key, { owner, first }) {
      const group = groups.get(key) ?? { count: 0, firsts: 0, owners: new Set() };
      group.count++;
      if (first) group.firsts++;
      group.owners.add(owner);
      groups.set(key, group);
    },
    cell(key) {
      const content: Counts = Object.fromEntries(
        [...groups].map(([group, { count, firsts, owners }]): [string, Group] => [
          group,
          { count, firsts, owners: owners.size },
        ]),
      );
      const all = Object.values(content);
      const firsts = all.reduce((sum, group) => sum + group.firsts, 0);
      return { key, owners: ownersOf(all), firsts, amount: 0, largest: 0, second: 0, content };
    },
  };
}
