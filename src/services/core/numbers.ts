import { randomBytes } from 'node:crypto';
import type { Services } from './services.ts';

/** What a running number stands for: business, report, application, case, training. */
export type Series = 'D' | 'L' | 'P' | 'K' | 'T';

/**
 * A random number that says nothing about whom it stands for (72 bits). It never begins with "-", which a command line
 * would take for an option.
 */
export function randomNumber(): string {
  return randomBytes(9).toString('base64url').replace(/^-/, '_');
}

/**
 * The next number of a series, such as D-2611-0412 (prefix, year and month in Asia/Jakarta, running number).
 * Inside a transaction the row stays locked until its end, so no number is given twice.
 */
export async function nextNumber(services: Services, series: Series, month: string): Promise<string> {
  const [number = ''] = await nextNumbers(services, series, month, 1);
  return number;
}

/** Several numbers at once, in a row; `count` from 1. */
export async function nextNumbers(
  services: Services,
  series: Series,
  month: string,
  count: number,
): Promise<readonly string[]> {
  const key = series === 'K' ? 'K' : `${series}-${month.slice(2, 4)}${month.slice(5, 7)}`;
  const row = await services.db.counter.upsert({
    where: { key },
    create: { key, value: count },
    update: { value: { increment: count } },
  });
  return Array.from(
    { length: count },
    (_, index) => `${key}-${String(row.value - count + 1 + index).padStart(4, '0')}`,
  );
}

/** Ids of rows that are about to be written: what is sealed is bound to the id of its row. */
export async function idsFor(
  services: Services,
  table: 'person' | 'business' | 'sales_report',
  count: number,
): Promise<readonly number[]> {
  const rows = await services.db.$queryRaw<{ readonly id: number }[]>`
    SELECT nextval(pg_get_serial_sequence(${table}, 'id'))::int AS id FROM generate_series(1, ${count})`;
  return rows.map((row) => row.id);
}
