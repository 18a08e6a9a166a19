import { addMonths, localDate, monthOf, type Month } from '../../domain/month/month.ts';
import type { Services } from '../core/services.ts';
import { refreshBusinesses } from './dashboard-businesses.ts';
import { changeTable, jobsTable, refreshMonths, salesTable } from './dashboard-months.ts';

/** Finished months that the dashboard shows. */
const MONTHS = 12;

const RUN = 'dashboard';

/** The months that the tables of a moment are about. */
export function monthsAt(
  { office }: Pick<Services, 'office'>,
  at: Date,
): {
  /** The last finished one. */
  readonly last: Month;
  /** Twelve finished ones, oldest first. */
  readonly months: readonly Month[];
  /** What the last one is compared with: the month a year before, and the one before. */
  readonly earlier: readonly [Month, Month];
} {
  const last = addMonths(monthOf(localDate(at, office.zone)), -1);
  return {
    last,
    months: Array.from({ length: MONTHS }, (_, index) => addMonths(last, index + 1 - MONTHS)),
    earlier: [addMonths(last, -12), addMonths(last, -1)],
  };
}

/** When the tables of the dashboard were last brought up to date; undefined before the first time. */
export async function refreshedAt({ db, office }: Services): Promise<Date | undefined> {
  return (await db.jobRun.findUnique({ where: { office_key: { office: office.key, key: RUN } } }))?.at;
}

/**
 * Brings the tables of the dashboard up to date with what was stored until now, a month or a kecamatan at a time. What
 * they show changes only where enough owners have changed something. Returns the moment that they are of.
 */
export async function refreshDashboard(services: Services): Promise<Date> {
  const { db, office } = services;
  const at = services.now();
  const since = (await refreshedAt(services)) ?? new Date(0);
  const { last, months, earlier } = monthsAt(services, at);
  const sales = months.map(salesTable);
  const changes = earlier.map((before) => changeTable(last, before));
  const jobs = earlier.map((before) => jobsTable(last, before));
  for (const table of sales) await refreshMonths(services, table, since, at);
  for (const table of changes) await refreshMonths(services, table, since, at);
  for (const table of jobs) await refreshMonths(services, table, since, at);
  await refreshBusinesses(services, at);
  // Sums of months that are not shown any more do not outlive what they were counted from.
  const periods = [...sales, ...changes].map(({ period }) => period);
  await db.dashboardCell.deleteMany({
    where: { office: office.key, period: { notIn: ['', ...periods] } },
  });
  await db.jobRun.upsert({
    where: { office_key: { office: office.key, key: RUN } },
    create: { office: office.key, key: RUN, at },
    update: { at },
  });
  return at;
}
