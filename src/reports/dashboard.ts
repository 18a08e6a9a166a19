import { monthOf, localDate, type Month } from '../domain/month/month.ts';
import { monthState } from '../domain/sales/report-months.ts';
import {
  FEWEST,
  hiddenCells,
  isSensitive,
  ownersOf,
  tellsOne,
  together,
  type Cell,
} from '../domain/sales/suppression.ts';
import type { Services } from '../services/core/services.ts';
import { storedCells, type StoredCell } from '../services/sales/dashboard-cells.ts';
import { changeTable, jobsTable } from '../services/sales/dashboard-months.ts';
import { monthsAt, refreshDashboard, refreshedAt } from '../services/sales/dashboard-refresh.ts';
import { lockedMonths } from '../services/sales/sales-history.ts';

/** Sales as they are shown: stored, and the same for everybody who looks. Whole rupiah. */
export interface ShownSales {
  readonly cell: Cell & { readonly businesses: number };
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
export interface Counted {
  readonly key: string;
  readonly count: number;
  readonly owners: number;
}

/** Fixed tables: whoever looks twice always gets the same cut, so that nothing can be computed from two of them. */
export interface Dashboard {
  /** The moment that the tables are of. */
  readonly at: Date;
  /** The last finished month. */
  readonly month: Month;
  /** Twelve finished months, oldest first. */
  readonly months: readonly MonthCell[];
  /** Those of them that many could still report at that moment: their figures are not the last word. */
  readonly open: readonly Month[];
  readonly areas: readonly ShownSales[];
  readonly registered: readonly { readonly month: Month; readonly count: number }[];
  /** By class, 'unknown' last. */
  readonly classes: readonly Counted[];
  /** By key of the kind; '' is unknown. */
  readonly kinds: readonly Counted[];
  /** Against the month a year before, or, where too few reported it, against the month before. */
  readonly compared: Compared;
}

/** A month of which this share has reported is as good as complete. */
const COMPLETE = 0.9;

const classOrder = ['micro', 'small', 'medium', 'large', 'unknown'];

/**
 * The tables for these kecamatan (an empty list means all), as they are stored. A look counts nothing: only the very
 * first one, when nothing is stored.
 */
export async function dashboard(services: Services, kecamatan: readonly string[]): Promise<Dashboard> {
  const at = (await refreshedAt(services)) ?? (await refreshDashboard(services));
  const { last, months, earlier } = monthsAt(services, at);
  const today = localDate(at, services.office.zone);
  const running = monthOf(today);
  const locks = await lockedMonths(services);
  const sales = await storedCells(services, 'sales', months);
  const ofMonth = (month: Month): readonly StoredCell<'sales'>[] =>
    sales.filter(({ period }) => period === month);
  const groups = async (figure: 'registered' | 'kind' | 'class'): Promise<readonly Counted[]> =>
    groupsOf(within(await storedCells(services, figure, ['']), kecamatan));
  const registered = await groups('registered');
  const classes = await groups('class');
  const yearAgo = await comparedWith(services, last, earlier[0], kecamatan);
  const shown = months.map((month) => monthCell(month, ofMonth(month), kecamatan));
  return {
    at,
    month: last,
    months: shown,
    open: shown
      .filter(({ reported, expected }) => reported < COMPLETE * expected)
      .map(({ key }) => key)
      .filter((month) => monthState(month, today, locks, services.office.reportOpenMonths) === 'open'),
    areas: areasOf(ofMonth(last), kecamatan).filter(({ cell }) => cell.businesses > 0),
    registered: [...months.slice(1), running].map((month) => ({
      month,
      count: registered.find(({ key }) => key === month)?.count ?? 0,
    })),
    classes: classOrder.flatMap((key) => classes.filter((group) => group.key === key)),
    kinds: (await groups('kind')).toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)),
    compared: yearAgo.owners >= FEWEST ? yearAgo : await comparedWith(services, last, earlier[1], kecamatan),
  };
}

const within = <It extends Cell>(cells: readonly It[], kecamatan: readonly string[]): readonly It[] =>
  cells.filter(({ key }) => kecamatan.length === 0 || kecamatan.includes(key));

const sumOf = <It>(all: readonly It[], of: (it: It) => number): number =>
  all.reduce((total, it) => total + of(it), 0);

/** The cells of these kecamatan (an empty list means all); what is hidden is hidden for everybody. */
function areasOf(cells: readonly StoredCell<'sales'>[], kecamatan: readonly string[]): readonly ShownSales[] {
  const hidden = hiddenCells(cells, true);
  return within(cells, kecamatan).map(({ key, owners, firsts, amount, largest, second, content }) => ({
    cell: { key, owners, firsts, amount, largest, second, businesses: content.businesses },
    hidden: hidden.has(key),
  }));
}

function monthCell(
  key: Month,
  stored: readonly StoredCell<'sales'>[],
  kecamatan: readonly string[],
): MonthCell {
  const contents = within(stored, kecamatan).map(({ content }) => content);
  return {
    key,
    expected: sumOf(contents, (it) => it.expected),
    owners: ownersOf(contents.map((it) => ({ owners: it.asked, firsts: it.askedFirsts }))),
    reported: sumOf(contents, (it) => it.businesses),
    sales: totalOf(areasOf(stored, kecamatan)),
  };
}

/** Their sum, which must not tell what one of them hides, whoever else looks at other kecamatan. */
function totalOf(areas: readonly ShownSales[]): ShownSales {
  const cells = areas.map(({ cell }) => cell);
  const sum = together('', cells);
  const unseen = areas.filter(({ hidden }) => hidden).map(({ cell }) => cell);
  return {
    cell: { ...sum, businesses: sumOf(cells, ({ businesses }) => businesses) },
    hidden: isSensitive(sum) || tellsOne(unseen),
  };
}

/** What several cells count under the same keys, as one. */
function groupsOf(cells: readonly StoredCell<'registered' | 'kind' | 'class'>[]): readonly Counted[] {
  const keys = [...new Set(cells.flatMap(({ content }) => Object.keys(content)))];
  return keys.map((key) => {
    const groups = cells.flatMap(({ content }) => content[key] ?? []);
    return { key, count: sumOf(groups, ({ count }) => count), owners: ownersOf(groups) };
  });
}

async function comparedWith(
  services: Services,
  month: Month,
  before: Month,
  kecamatan: readonly string[],
): Promise<Compared> {
  const { figure, period } = changeTable(month, before);
  const changes = within(await storedCells(services, figure, [period]), kecamatan);
  const jobs = within(await storedCells(services, 'jobs', [jobsTable(month, before).period]), kecamatan);
  return {
    month: before,
    count: sumOf(changes, ({ content }) => content.businesses),
    owners: ownersOf(changes),
    change: medianOf(changes.map(({ content }) => content.permille)) / 1_000,
    workersCount: sumOf(jobs, ({ content }) => content.businesses),
    workersOwners: ownersOf(jobs),
    workersNow: sumOf(jobs, ({ content }) => content.now),
    workersBefore: sumOf(jobs, ({ content }) => content.before),
  };
}

/** The value in the middle of several tables that say how often each value is there; 0 where there is none. */
function medianOf(tables: readonly Readonly<Record<string, number>>[]): number {
  const often = new Map<number, number>();
  for (const table of tables)
    for (const [value, times] of Object.entries(table))
      often.set(Number(value), (often.get(Number(value)) ?? 0) + times);
  const values = [...often].toSorted(([a], [b]) => a - b);
  const all = sumOf(values, ([, times]) => times);
  const at = (place: number): number => {
    let passed = 0;
    return values.find(([, times]) => (passed += times) > place)?.[0] ?? 0;
  };
  return (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2;
}
