import { quoted } from '../../change-capture.ts';
import { migrateRaw, type RawDatabase } from '../../database.ts';
import { BackupError } from './container.ts';
import { readBackup, type Verified } from './read.ts';
import { describeTables, insertRows, keyOf, pageRows, type Query, type Table } from './tables.ts';

/** A start in the middle of a restore is refused by this mode (services/core/instance.ts). */
const RESTORING = 'restoring';
/** Numbers given out between the backup and the loss must not be given again: buttons and receipts name them. */
const IDS_APART = 100_000;
const RECEIPTS_APART = 1_000;

export const queryOf =
  (raw: RawDatabase): Query =>
  (sql, values) =>
    raw.connection.query(sql, values);

/** What a database holds, as far as restoring into it is concerned. */
export async function occupied(raw: RawDatabase): Promise<'empty' | 'ours' | 'foreign'> {
  const query = queryOf(raw);
  const tables = await query(
    `SELECT c.relname::text AS name FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
    [],
  );
  if (tables.length === 0) return 'empty';
  if (!tables.some((row) => row['name'] === 'instance')) return 'foreign';
  return (await query('SELECT 1 FROM "instance"', [])).length === 0 ? 'empty' : 'ours';
}

/** Takes away every table and function of the schema, so that the migrations can make them anew. */
async function clear(raw: RawDatabase): Promise<void> {
  const query = queryOf(raw);
  const tables = await query(
    `SELECT c.relname::text AS name FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
    [],
  );
  const functions = await query(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
    [],
  );
  await raw.connection.script(
    [
      'BEGIN',
      ...tables.map((row) => `DROP TABLE ${quoted(String(row['name']))} CASCADE`),
      ...functions.map((row) => `DROP FUNCTION ${String(row['name'])} CASCADE`),
      'COMMIT',
    ].join(';\n'),
  );
}

/**
 * Makes the tables as they were at the backup and fills them, then migrates to what this version has. Until the
 * restore is finished the instance row refuses a start. The backup must have been verified.
 */
export async function fillFrom(
  raw: RawDatabase,
  path: string,
  key: Uint8Array,
  verified: Verified,
  onProgress: ((done: number, total: number) => void) | undefined,
): Promise<void> {
  await clear(raw);
  await migrateRaw(raw, verified.header.migration);
  await raw.connection.script(`SET umkm.restoring = 'on'`);
  const query = queryOf(raw);
  const known = new Map((await describeTables(query)).map((table) => [table.name, table]));
  let done = 0;
  for await (const part of readBackup(path, key)) {
    if (part.kind === 'table') sameShape(known.get(part.table.name), part.table);
    if (part.kind === 'rows') {
      await insertUnchanged(query, part.table, part.rows, verified);
      done += part.rows.length;
      onProgress?.(done, verified.rows);
    }
    if (part.kind === 'end') {
      const changed = verified.changes.get(part.table.name)?.rows ?? [];
      const most = pageRows(part.table);
      for (let from = 0; from < changed.length; from += most)
        await insertRows(query, part.table, changed.slice(from, from + most));
      if (part.table.name === 'instance')
        await query(`UPDATE "instance" SET "mode" = $1, "safe_mode_since" = now()`, [RESTORING]);
    }
  }
  await moveNumbers(raw);
  await raw.connection.script('RESET umkm.restoring');
  await migrateRaw(raw);
}

function sameShape(known: Table | undefined, table: Table): void {
  const shape = (it: Table): string =>
    JSON.stringify([it.key, it.columns.map(({ name, type }) => [name, type])]);
  if (known === undefined || shape(known) !== shape(table))
    throw new BackupError(
      `table ${table.name} of the backup is not what its migrations make; restore it with the version that wrote it`,
    );
}

async function insertUnchanged(
  query: Query,
  table: Table,
  rows: readonly string[],
  { changes }: Verified,
): Promise<void> {
  const changed = changes.get(table.name)?.keys;
  const kept =
    changed === undefined
      ? rows
      : rows.filter((row) => {
          const cells: readonly (string | null)[] = JSON.parse(row);
          return !changed.has(keyOf(table, cells));
        });
  if (kept.length > 0) await insertRows(query, table, kept);
}

async function moveNumbers(raw: RawDatabase): Promise<void> {
  const serials = await raw.connection.query(
    `SELECT table_name::text, column_name::text FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'`,
    [],
  );
  for (const row of serials) {
    const table = quoted(String(row['table_name']));
    const column = String(row['column_name']);
    await raw.connection.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT coalesce(max(${quoted(column)}), 0) + ${IDS_APART} FROM ${table}))`,
      [table, column],
    );
  }
  await raw.connection.script(`UPDATE "counter" SET "value" = "value" + ${RECEIPTS_APART}`);
}
