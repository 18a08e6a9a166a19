import type { PrismaClient } from '../../../prisma/client/client.ts';
import { captureStatements, endCaptureStatements, quoted } from '../../change-capture.ts';
import { atomically, type Db, type Services } from '../core/services.ts';
import { describeTables, pageOf, rowsByKey, type Query, type Table } from './tables.ts';

const LONGEST_MS = 6 * 3_600_000;

/** Where rows are read from. */
export interface Source {
  readonly prisma: PrismaClient;
  readonly services: Services;
  readonly kind: 'pglite' | 'postgresql';
  /** Told of the rows read so far, and of about how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

const queryOf =
  (client: Db): Query =>
  (sql, values) =>
    client.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...values);

export type Part =
  | { readonly kind: 'begin'; readonly table: Table }
  | { readonly kind: 'end'; readonly table: Table }
  | { readonly kind: 'rows'; readonly rows: readonly string[] }
  /** Rows that changed while the others were read: the keys, and what stands there now. */
  | {
      readonly kind: 'changes';
      readonly table: Table;
      readonly keys: readonly unknown[];
      readonly rows: readonly unknown[];
    };

async function* tableParts(
  query: Query,
  tables: readonly Table[],
  onProgress: Source['onProgress'],
): AsyncGenerator<Part> {
  let total = 0;
  for (const { name } of tables) {
    const [row] = await query(`SELECT count(*)::int AS count FROM ${quoted(name)}`, []);
    total += Number(row?.['count'] ?? 0);
  }
  let done = 0;
  for (const table of tables) {
    yield { kind: 'begin', table };
    for (let after: string | undefined; ;) {
      const page = await pageOf(query, table, after);
      after = page.at(-1)?.key;
      if (after === undefined) break;
      yield { kind: 'rows', rows: page.map((it) => it.row) };
      done += page.length;
      onProgress?.(done, Math.max(total, done));
    }
    yield { kind: 'end', table };
  }
}

/** How values are written must not depend on the settings of a server. */
const FORMS = [
  `SET LOCAL datestyle TO 'ISO, YMD'`,
  `SET LOCAL intervalstyle TO 'postgres'`,
  `SET LOCAL bytea_output TO 'hex'`,
  `SET LOCAL extra_float_digits TO 1`,
];

/**
 * Hands all tables as they are at one moment to `use`. On PostgreSQL that is a REPEATABLE READ transaction. The
 * embedded database has one connection, and a long transaction would silence the bot: there the rows are read page
 * by page between its other work, what changes meanwhile is noted by triggers, and one short transaction at the end
 * reads those rows again; the moment is the end of the reading.
 */
export async function withRows<T>(
  source: Source,
  use: (parts: AsyncIterable<Part>) => Promise<T>,
): Promise<T> {
  const { prisma, services, kind, onProgress } = source;
  if (kind === 'pglite') return use(embeddedParts(source));
  return atomically(
    prisma,
    services,
    async ({ db }) => {
      for (const form of FORMS) await db.$executeRawUnsafe(form);
      const query = queryOf(db);
      return use(tableParts(query, await describeTables(query), onProgress));
    },
    { isolationLevel: 'RepeatableRead', timeout: LONGEST_MS, maxWait: 30_000 },
  );
}

async function* embeddedParts({ prisma, services, onProgress }: Source): AsyncGenerator<Part> {
  const query = queryOf(prisma);
  const tables = await describeTables(query);
  const end = endCaptureStatements(tables.map((it) => it.name));
  await inOne(prisma, services, [...end, ...captureStatements(tables)]);
  let captured = false;
  try {
    yield* tableParts(query, tables, onProgress);
    const changes = await atomically(prisma, services, async ({ db }) => {
      const found = await changesOf(queryOf(db), tables);
      for (const statement of end) await db.$executeRawUnsafe(statement);
      return found;
    });
    captured = true;
    yield* changes;
  } finally {
    if (!captured) await inOne(prisma, services, end);
  }
}

async function inOne(prisma: PrismaClient, services: Services, statements: readonly string[]): Promise<void> {
  await atomically(prisma, services, async ({ db }) => {
    for (const statement of statements) await db.$executeRawUnsafe(statement);
  });
}

async function changesOf(query: Query, tables: readonly Table[]): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const table of tables) {
    const noted = await query(
      `SELECT DISTINCT "key"::text AS key FROM "backup_change" WHERE "table_name" = $1`,
      [table.name],
    );
    if (noted.length === 0) continue;
    const keys = noted.map((row) => String(row['key']));
    const rows = await rowsByKey(query, table, `[${keys.join(',')}]`);
    parts.push({
      kind: 'changes',
      table,
      keys: keys.map((key): unknown => JSON.parse(key)),
      rows: rows.map((row): unknown => JSON.parse(row)),
    });
  }
  return parts;
}
