import { randomBytes } from 'node:crypto';
import { codeFrom } from '../../domain/announcements/announcement.ts';
import type { NumberedTable } from './leases.ts';
import type { Services, Transaction } from './services.ts';

/** What a running number stands for: business, report, application, case, training. */
export type Series = 'D' | 'L' | 'P' | 'K' | 'T';

/**
 * A random number that says nothing about whom it stands for (72 bits). It never begins with "-", which a command line
 * would take for an option.
 */
export function randomNumber(): string {
  return randomBytes(9).toString('base64url').replace(/^-/, '_');
}

/** A code that people can type; `taken` counts the rows that have it. */
export async function freeCode(taken: (code: string) => Promise<number>): Promise<string> {
  for (;;) {
    const code = codeFrom(randomBytes(8));
    if ((await taken(code)) === 0) return code;
  }
}

/**
 * The next number of a series, such as D-2611-0412 (prefix, year and month, running number). No number
 * is given twice; some are never given (see {@link Leases}).
 */
export async function nextNumber(services: Transaction, series: Series, month: string): Promise<string> {
  const [number = ''] = await nextNumbers(services, series, month, 1);
  return number;
}

/** Several numbers at once, in a row; `count` from 1. */
export async function nextNumbers(
  services: Transaction,
  series: Series,
  month: string,
  count: number,
): Promise<readonly string[]> {
  const office = services.office.key;
  const key = series === 'K' ? 'K' : `${series}-${month.slice(2, 4)}${month.slice(5, 7)}`;
  /** Inside a transaction the row stays locked until its end. */
  const ask = async (): Promise<number> => {
    const { value } = await services.db.counter.upsert({
      where: { office_key: { office, key } },
      create: { office, key, value: count },
      update: { value: { increment: count } },
    });
    return value - count + 1;
  };
  const first = await (services.leases?.values({ office, key }, count, ask) ?? ask());
  return Array.from({ length: count }, (_, at) => `${key}-${String(first + at).padStart(4, '0')}`);
}

/** So many ids are asked for at once where more will follow. */
const IDS_AHEAD = 50;

/** Ids of rows that are about to be written: what is sealed is bound to the id of its row. */
export async function idsFor(
  services: Services,
  table: NumberedTable,
  count: number,
): Promise<readonly number[]> {
  const held = services.leases?.ids(table) ?? [];
  const missing = count - held.length;
  if (missing > 0) {
    const wanted = services.leases === undefined ? missing : Math.max(missing, IDS_AHEAD);
    // A sequence takes nothing back, also when the transaction around it fails.
    const rows = await services.db.$queryRaw<{ readonly id: number }[]>`
      SELECT nextval(pg_get_serial_sequence(${table}, 'id'))::int AS id FROM generate_series(1, ${wanted})`;
    held.push(...rows.map((row) => row.id));
  }
  return held.splice(0, count);
}

/** The id of one row that is about to be written. */
export async function idFor(services: Services, table: NumberedTable): Promise<number> {
  const [id] = await idsFor(services, table, 1);
  if (id === undefined) throw new Error(`${table}: expected the id of a new row, got none`);
  return id;
}
