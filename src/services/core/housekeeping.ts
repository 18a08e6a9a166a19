import { z } from 'zod';
import { readAs } from '../../domain/words/read-as.ts';
import type { Services } from './services.ts';

const tables = z.array(z.object({ name: z.string() }));

/**
 * Gives back the room of rows that are gone and counts anew what stands where, table by table, so that others get their
 * turn in between. A server does this by itself when it finds the time; the embedded database never does, and without
 * counts its plans are made for a handful of rows. Not inside a transaction.
 */
export async function vacuum(services: Services): Promise<void> {
  for (const name of await tableNames(services))
    await services.db.$executeRawUnsafe(`VACUUM (ANALYZE) "${name}"`);
}

/** Counts what stands where, after many rows came at once. */
export async function countRows({ db }: Services): Promise<void> {
  await db.$executeRawUnsafe('ANALYZE');
}

async function tableNames({ db }: Services): Promise<readonly string[]> {
  const rows = await db.$queryRaw`
    SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`;
  return readAs(tables, rows).map((it) => it.name);
}
