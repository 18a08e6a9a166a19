import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

import pg from 'pg';
import { PrismaClient } from '../prisma/client/client.ts';
import { endCapture } from './change-capture.ts';
import { lockFolder } from './data-lock.ts';
import { EmbeddedSocket } from './embedded-socket.ts';
import { PrismaPgInTurn } from './in-turn.ts';
import type { Log } from './log.ts';
import { migrate, migrationNames, type SqlConnection } from './migrate.ts';
import { PROJECT } from './project.ts';
import { sqlOf, type Sql } from './sql.ts';

const MIGRATIONS = fileURLToPath(new URL('prisma/migrations', PROJECT));
const POOL_SIZE = 10;
/** Connections for what many chats store in one statement; one chat that waits for a lock must not hold up the others. */
const GATHERING = 4;
const LOCK_TIMEOUT_MS = 200;
/**
 * What is gathered finds its rows by an index, however many there are: one plan serves all. Left to itself, PostgreSQL
 * plans to read the chat anew each time when there are many accounts, which takes longer than to read it.
 */
const GATHERED = `-c lock_timeout=${LOCK_TIMEOUT_MS} -c plan_cache_mode=force_generic_plan`;

/** How this program speaks with a server, whatever server, database or role are set to. */
const SPOKEN =
  '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c standard_conforming_strings=on -c extra_float_digits=1';

/** Options of the address itself come first, so that they cannot take away what the program needs. */
function connectionOf(url: string): { readonly connectionString: string; readonly options: string } {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  return {
    connectionString: address.href,
    options: given === null ? SPOKEN : `${given} ${SPOKEN}`,
  };
}

export interface Database {
  readonly kind: 'pglite' | 'postgresql';
  readonly prisma: PrismaClient;
  /** The same connections, for the statements that every update needs. */
  readonly sql: Sql;
  close(): Promise<void>;
}

/** An open database below the tables: for restoring, and for whatever has to happen before Prisma looks at it. */
export interface RawDatabase {
  readonly kind: Database['kind'];
  readonly connection: SqlConnection;
  /** Migrates what is missing and puts Prisma on top; closing the result closes everything. */
  wrap(): Promise<Database>;
  close(): Promise<void>;
}

/** Applies migrations to a database that is open; with `upTo` only those up to that name. */
export function migrateRaw(raw: RawDatabase, upTo?: string): Promise<readonly string[]> {
  return migrate(raw.connection, MIGRATIONS, upTo);
}

/** The names of the migrations of this program, in their order. */
export function ownMigrations(): Promise<readonly string[]> {
  return migrationNames(MIGRATIONS);
}

/** Migrations of this program that an open database lacks, in their order. */
export async function pendingMigrations(raw: RawDatabase): Promise<readonly string[]> {
  const [known] = await raw.connection.query(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS ledger`,
    [],
  );
  const rows =
    known?.['ledger'] === true
      ? await raw.connection.query(
          'SELECT "migration_name" AS name FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL',
          [],
        )
      : [];
  const applied = new Set(rows.map((row) => row['name']));
  return (await ownMigrations()).filter((name) => !applied.has(name));
}

/**
 * Opens the embedded database in `folder` (made when missing), for this process alone, and migrates it.
 * PGlite never calls fsync: rows survive the death of the process, not always a power cut.
 */
export async function openEmbedded(folder: string): Promise<Database> {
  return wrapped(await openEmbeddedRaw(folder));
}

/** The embedded database in `folder`, for this process alone, as it is. */
export async function openEmbeddedRaw(folder: string): Promise<RawDatabase> {
  const lock = await lockFolder(folder);
  try {
    const raw = await rawPglite(await PGlite.create(join(folder, 'database')));
    const close = async (): Promise<void> => {
      await raw.close();
      await lock.release();
    };
    return {
      ...raw,
      close,
      async wrap() {
        const database = await raw.wrap();
        return {
          ...database,
          async close() {
            await database.close();
            await lock.release();
          },
        };
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function wrapped(raw: RawDatabase): Promise<Database> {
  try {
    return await raw.wrap();
  } catch (error) {
    await raw.close();
    throw error;
  }
}

/** A connection that breaks is reported by the statement that needed it. */
const quiet = { onPoolError: () => undefined, onConnectionError: () => undefined };

/** Each named statement keeps its plan in the memory of each connection. */
const MOST_NAMES = 300;
/** What comes less often is not worth that; lists in statements have endless lengths. */
const OFTEN = { server: 5, embedded: 2 } as const;
const MOST_COUNTED = 3_000;

/**
 * A name for a statement that comes again and again, so that it is parsed and planned once a connection.
 * @param most how many get one: the embedded database has one connection to keep them, a server many
 * @param often from which time on; the embedded database takes longer to plan than to answer
 */
function statementNames(most: number, often: number): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const times = (uses.get(sql) ?? 0) + 1;
    if (times < often || names.size >= most) {
      if (uses.size >= MOST_COUNTED) uses.clear();
      uses.set(sql, times);
      // Without a name it is forgotten at once.
      return '';
    }
    uses.delete(sql);
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** An open PGlite as it is, speaking UTC. @internal for tests */
export async function rawPglite(pglite: PGlite): Promise<RawDatabase> {
  const connection: SqlConnection = {
    async script(sql) {
      await pglite.exec(sql);
    },
    async query(sql, values) {
      return (await pglite.query<Record<string, unknown>>(sql, [...values])).rows;
    },
  };
  const close = async (): Promise<void> => {
    if (!pglite.closed) await pglite.close();
  };
  await connection.script(`SET TIME ZONE 'UTC'`);
  return {
    kind: 'pglite',
    connection,
    close,
    async wrap() {
      await migrate(connection, MIGRATIONS);
      await endCapture(connection);
      const pool = new pg.Pool({
        stream: () => new EmbeddedSocket(pglite),
        user: 'postgres',
        // It has one session: whoever comes second waits, as long as Prisma lets them.
        max: 1,
        idleTimeoutMillis: 0,
      });
      const adapter = new PrismaPgInTurn(pool, {
        ...quiet,
        disposeExternalPool: true,
        statementNameGenerator: statementNames(MOST_NAMES * POOL_SIZE, OFTEN.embedded),
      });
      const prisma = new PrismaClient({
        adapter,
        errorFormat: 'minimal',
        transactionOptions: { maxWait: 30_000, timeout: 30_000 },
      });
      return {
        kind: 'pglite',
        prisma,
        sql: sqlOf(pool),
        async close() {
          await prisma.$disconnect();
          await close();
        },
      };
    },
  };
}

/** Opens a PostgreSQL server and migrates it. Every connection speaks UTC and ISO dates, whatever the server is set to. */
export async function openPostgres(url: string): Promise<Database> {
  return wrapped(await openPostgresRaw(url));
}

/** A PostgreSQL server as it is. Whoever else opens it this way at the same time waits. */
export async function openPostgresRaw(url: string): Promise<RawDatabase> {
  const client = new pg.Client(connectionOf(url));
  await client.connect();
  let ended = false;
  const close = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await client.end();
  };
  try {
    // Two processes that start at once migrate one after the other.
    await client.query(`SELECT pg_advisory_lock(hashtext('umkm-bot-migrate'))`);
  } catch (error) {
    await close();
    throw error;
  }
  const connection: SqlConnection = {
    async script(sql) {
      await client.query(sql);
    },
    async query(sql, values) {
      return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    },
  };
  return {
    kind: 'postgresql',
    connection,
    close,
    async wrap() {
      await migrate(connection, MIGRATIONS);
      await close();
      const reached = connectionOf(url);
      const pool = new pg.Pool({ ...reached, max: POOL_SIZE, connectionTimeoutMillis: 5_000 });
      const gathering = new pg.Pool({
        ...reached,
        options: `${reached.options} ${GATHERED}`,
        max: GATHERING,
        connectionTimeoutMillis: 5_000,
      });
      gathering.on('error', quiet.onPoolError);
      const adapter = new PrismaPgInTurn(pool, {
        ...quiet,
        disposeExternalPool: true,
        statementNameGenerator: statementNames(MOST_NAMES, OFTEN.server),
      });
      const prisma = new PrismaClient({
        adapter,
        errorFormat: 'minimal',
        transactionOptions: { maxWait: 10_000, timeout: 30_000 },
      });
      return {
        kind: 'postgresql',
        prisma,
        sql: sqlOf(pool, gathering),
        async close() {
          await gathering.end();
          await prisma.$disconnect();
        },
      };
    },
  };
}

/** Thrown when another process already runs a bot with the same token on this server. */
export class BotRunningError extends Error {
  override readonly name = 'BotRunningError';
}

/**
 * Keeps one process a bot on a PostgreSQL server: an advisory lock on a connection of its own. When the
 * connection breaks (the server restarts) the lock is taken again; `onLost` is called when somebody else has it.
 * @throws BotRunningError when another process holds the lock now
 */
export async function lockBot(
  url: string,
  botId: number,
  log: Log,
  onLost: () => void,
): Promise<{ release(): Promise<void> }> {
  let released = false;
  let current: pg.Client | undefined;

  async function take(): Promise<boolean> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'umkm-bot lock',
      keepAlive: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      botId,
    ]);
    if (rows[0]?.taken !== true) {
      await client.end();
      return false;
    }
    current = client;
    client.once('end', () => {
      if (!released) void again();
    });
    return true;
  }

  async function again(): Promise<void> {
    for (let wait = 250; !released; wait = Math.min(wait * 2, 5_000)) {
      try {
        if (await take()) return;
        onLost();
        return;
      } catch {
        log.warn('The database cannot be reached to renew the lock of the bot; trying again');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  if (!(await take()))
    throw new BotRunningError(`another process already runs bot ${botId} on this database; stop it first`);
  return {
    async release() {
      released = true;
      await current?.end();
    },
  };
}
