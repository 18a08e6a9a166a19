import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import {
  openEmbedded,
  openPostgres,
  rawPglite,
  type Database,
  type RawDatabase,
} from '../../src/database.ts';

/** Runs a script of statements past Prisma, on a connection of the test support alone. */
type Script = (sql: string) => Promise<unknown>;

interface Kept {
  readonly database: Database;
  readonly script: Script;
  /** What its tables, functions and triggers were when it was made. */
  readonly shape: string;
}

/** Databases of this worker that no test uses now; making one costs more than most tests. */
const free: Kept[] = [];

/**
 * An empty, migrated database of whichever kind the tests run on. Closing it hands it to the next test of this
 * worker, which empties it first.
 */
export async function testDatabase(): Promise<Database> {
  for (let kept = free.pop(); kept !== undefined; kept = free.pop()) {
    // A test that puts a trigger in the way of the bot leaves a database that no other test can use.
    if ((await shapeOf(kept.database)) === kept.shape) {
      await kept.script(EMPTY);
      return lent(kept);
    }
    await kept.database.close();
  }
  return lent(await made());
}

/** Migrates an open PGlite and puts Prisma on top; closing the result closes both. */
export async function wrapPglite(pglite: PGlite): Promise<Database> {
  return (await rawPglite(pglite)).wrap();
}

let bare: LastingPglite | undefined;

/**
 * An embedded database without a table: the migrated one emptied, since initdb takes twice as long. A worker has one:
 * who asks for it takes it over from whoever had it before.
 */
export async function barePglite(): Promise<PGlite> {
  bare ??= new LastingPglite({ loadDataDir: await image() });
  await bare.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  return bare;
}

const image = async (): Promise<Blob> => new Blob([await readFile(inject('image'))]);

/** Stays open when the program is done with it. */
class LastingPglite extends PGlite {
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Those of this worker that no test restores into now. */
const targets: LastingPglite[] = [];

/**
 * A migrated, empty embedded database to restore into; `opened` is what stands there afterwards. Closing that hands
 * it to the next test of this worker.
 */
export async function emptyTarget(): Promise<{
  readonly raw: RawDatabase;
  opened(): Promise<Database>;
}> {
  const kept = targets.pop();
  const pglite = kept ?? new LastingPglite({ loadDataDir: await image() });
  await pglite.waitReady;
  if (kept !== undefined) await pglite.exec(EMPTY);
  return {
    raw: await rawPglite(pglite),
    async opened() {
      const database = await wrapPglite(pglite);
      return {
        ...database,
        async close() {
          await database.close();
          targets.push(pglite);
        },
      };
    },
  };
}

/** Puts a migrated, empty embedded database where a process or openEmbedded will look for it; returns that folder. */
export async function emptyEmbedded(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Hundreds of files: the system copies them in a fraction of the time of node:fs.
  await promisify(execFile)('cp', ['-R', inject('folder'), join(folder, 'database')]);
  return folder;
}

/** Opens the embedded database of a folder; an empty one is put there first where none is: made, it takes seconds. */
export async function openQuickly(folder: string): Promise<Database> {
  if (!existsSync(join(folder, 'database'))) await emptyEmbedded(folder);
  return openEmbedded(folder);
}

async function shapeOf({ prisma }: Database): Promise<string> {
  // Numbers instead of names: this is asked before every test.
  const rows = await prisma.$queryRaw<readonly { readonly shape: string }[]>`
    SELECT concat_ws(' ',
      (SELECT concat(count(*), ' ', max(oid), ' ', count(*) FILTER (WHERE tgenabled <> 'O')) FROM pg_trigger),
      (SELECT concat(count(*), ' ', max(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
      (SELECT concat(count(*), ' ', max(oid)) FROM pg_class WHERE relnamespace = 'public'::regnamespace)) AS shape`;
  return rows[0]?.shape ?? '';
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
    const pglite = await PGlite.create({ loadDataDir: await image() });
    const database = await wrapPglite(pglite);
    // It lives in memory alone: nothing is gained when every commit writes its log, nor, with so few rows, when the
    // statement that every update needs is planned anew each time (it takes half as long with a plan that is kept).
    await pglite.exec('SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan');
    return { database, script: (sql) => pglite.exec(sql), shape: await shapeOf(database) };
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
  return { database, script: (sql) => client.query(sql), shape: await shapeOf(database) };
}

/**
 * Every row but the ledger of migrations, every sequence that was used; a table without size never held a row. The
 * audit log refuses to be emptied and other tables write journals on deletion, hence the role of a replica, under
 * which no trigger fires.
 */
const EMPTY = `
  SET session_replication_role = replica;
  DO $empty$
  DECLARE it record;
  BEGIN
    FOR it IN SELECT c.relname FROM pg_class c
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
        AND pg_relation_size(c.oid) > 0
    LOOP EXECUTE format('DELETE FROM %I', it.relname); END LOOP;
    PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
  END $empty$;
  SET session_replication_role = origin;`;
