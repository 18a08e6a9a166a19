import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One connection that runs SQL; a script may hold several statements. */
export interface SqlConnection {
  script(sql: string): Promise<void>;
  query(sql: string, values: readonly (string | number)[]): Promise<readonly Record<string, unknown>[]>;
}

/** Thrown when the database does not fit the migrations of this program. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Prisma's own ledger, so that its command line accepts what was applied here. */
const LEDGER = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The names of the migrations in a folder, in their order. */
export async function migrationNames(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/**
 * Applies `<folder>/<name>/migration.sql` in the order of names, each with its row in Prisma's ledger in one
 * transaction; with `upTo` only those up to that name, for a backup of an older version. Returns the names applied
 * now. When nothing is to be applied, it only reads: then the role needs no right to make tables.
 * @throws MigrationError when an applied file was edited, a migration failed halfway, or the database is newer
 */
export async function migrate(
  connection: SqlConnection,
  folder: string,
  upTo?: string,
): Promise<readonly string[]> {
  const names = await migrationNames(folder);
  const [known] = await connection.query(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS ledger`,
    [],
  );
  if (known?.['ledger'] !== true) await makeLedger(connection);
  const rows = await connection.query(
    'SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "finished" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL',
    [],
  );
  const applied = new Map(rows.map((row) => [String(row['migration_name']), row]));

  const unknown = [...applied.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new MigrationError(
      `the database was made by a newer version (${unknown.join(', ')}); start that version (its way back: OPERATIONS.md, Update and way back)`,
    );

  const done: string[] = [];
  for (const name of names) {
    if (upTo !== undefined && name > upTo) break;
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    const row = applied.get(name);
    if (row !== undefined) {
      if (row['finished'] !== true)
        throw new MigrationError(
          `the ledger of the database does not say that migration ${name} was finished; this program finishes them whole or not at all, so another one has written there: look at "_prisma_migrations" before anything is changed`,
        );
      if (row['checksum'] !== checksum)
        throw new MigrationError(
          `migration ${name} was edited after it was applied; put the original file back`,
        );
      continue;
    }
    const values = [randomUUID(), checksum, name]
      .map((value) => `'${value.replaceAll("'", "''")}'`)
      .join(', ');
    try {
      await connection.script(
        `BEGIN;\n${sql}\nINSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count") VALUES (${values}, now(), 1);\nCOMMIT;`,
      );
    } catch (error) {
      await connection.script('ROLLBACK');
      if (isForbidden(error)) throw new MigrationError(OWNER_NEEDED, { cause: error });
      throw new MigrationError(`migration ${name} failed and was undone`, { cause: error });
    }
    done.push(name);
  }
  return done;
}

const OWNER_NEEDED =
  'the role in DATABASE_URL may not change the tables; migrate with the role that owns them: DATABASE_URL=postgresql://owner:… npm run cli -- migrate, then npm run cli -- grants --role … --apply';

async function makeLedger(connection: SqlConnection): Promise<void> {
  try {
    await connection.script(LEDGER);
  } catch (error) {
    if (isForbidden(error)) throw new MigrationError(OWNER_NEEDED, { cause: error });
    throw error;
  }
}

/** PostgreSQL's insufficient_privilege. */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}
