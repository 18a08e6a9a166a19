import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../prisma/client/client.ts';
import { lockFolder } from './data-lock.ts';
import type { Log } from './log.ts';
import { migrate, type SqlConnection } from './migrate.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const POOL_SIZE = 10;

export interface Database {
  readonly kind: 'pglite' | 'postgresql';
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/**
 * Opens the embedded database in `folder` (made when missing), for this process alone, and migrates it.
 * PGlite never calls fsync: rows survive the death of the process, not always a power cut.
 */
export async function openEmbedded(folder: string): Promise<Database> {
  const lock = await lockFolder(folder);
  try {
    const database = await wrapPglite(await PGlite.create(join(folder, 'database')));
    return {
      ...database,
      async close() {
        await database.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Migrates an open PGlite and puts Prisma on top; closing the result closes both. */
export async function wrapPglite(pglite: PGlite): Promise<Database> {
  const connection: SqlConnection = {
    async script(sql) {
      await pglite.exec(sql);
    },
    async query(sql, values) {
      return (await pglite.query<Record<string, unknown>>(sql, [...values])).rows;
    },
  };
  await connection.script(`SET TIME ZONE 'UTC'`);
  await migrate(connection, MIGRATIONS);
  const prisma = new PrismaClient({
    adapter: new PrismaPGlite(pglite),
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  });
  return {
    kind: 'pglite',
    prisma,
    async close() {
      await prisma.$disconnect();
      if (!pglite.closed) await pglite.close();
    },
  };
}

/** Opens a PostgreSQL server and migrates it. Every connection speaks UTC, whatever the server's zone is. */
export async function openPostgres(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    // Two processes that start at once migrate one after the other.
    await client.query(`SELECT pg_advisory_lock(hashtext('umkm-bot-migrate'))`);
    await migrate(
      {
        async script(sql) {
          await client.query(sql);
        },
        async query(sql, values) {
          return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
        },
      },
      MIGRATIONS,
    );
  } finally {
    await client.end();
  }
  const adapter = new PrismaPg(
    { connectionString: url, options: '-c timezone=UTC', max: POOL_SIZE, connectionTimeoutMillis: 5_000 },
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
  return { kind: 'postgresql', prisma, close: () => prisma.$disconnect() };
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
