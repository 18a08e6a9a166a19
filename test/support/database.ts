import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import { openPostgres, wrapPglite, type Database } from '../../src/database.ts';

/** Runs a script of statements past Prisma, on a connection of the test support alone. */
type Script = (sql: string) => Promise<unknown>;

interface Kept {
  readonly database: Database;
  readonly script: Script;
}

/** Databases of this worker that no test uses now; making one costs more than most tests. */
const free: Kept[] = [];

/**
 * An empty, migrated database of whichever kind the tests run on. Closing it hands it to the next test of this
 * worker, which empties it first.
 */
export async function testDatabase(): Promise<Database> {
  const kept = free.pop();
  if (kept === undefined) return lent(await made());
  await kept.script(EMPTY);
  return lent(kept);
}

function lent(kept: Kept): Database {
  let closed = false;
  return {
    ...kept.database,
    async close() {
      if (!closed) free.push(kept);
      closed = true;
    },
  };
}

async function made(): Promise<Kept> {
  const server = inject('postgres');
  if (server === undefined) {
    const pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(inject('image'))]) });
    return { database: await wrapPglite(pglite), script: (sql) => pglite.exec(sql) };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openPostgres(url.href);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  // The worker is not held up by an idle connection; the server goes with all its databases.
  client.on('error', () => undefined);
  return { database, script: (sql) => client.query(sql) };
}

/**
 * Every row but the ledger of migrations, every sequence. The audit log refuses to be emptied and other tables write
 * journals on deletion, hence the role of a replica, under which no trigger fires. What had become large is packed,
 * so that a table of ten thousand dead rows does not slow the tests after it.
 */
const EMPTY = `
  SET session_replication_role = replica;
  DO $empty$
  DECLARE it record;
  BEGIN
    FOR it IN SELECT c.relname FROM pg_class c
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
    LOOP EXECUTE format('DELETE FROM %I', it.relname); END LOOP;
    PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
  END $empty$;
  SET session_replication_role = origin;`;
