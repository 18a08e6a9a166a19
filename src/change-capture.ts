import type { SqlConnection } from './migrate.ts';

/** A table as far as following its changes needs it. */
export interface CapturedTable {
  readonly name: string;
  /** Columns of the primary key, in their order. */
  readonly key: readonly string[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Statements after which every change of these tables is noted in `backup_change` (function note_backup_change). */
export function captureStatements(tables: readonly CapturedTable[]): readonly string[] {
  return [
    'DELETE FROM "backup_change"',
    ...tables.map(
      ({ name, key }) =>
        `CREATE TRIGGER "backup_capture" AFTER INSERT OR UPDATE OR DELETE ON ${quoted(name)} FOR EACH ROW EXECUTE FUNCTION note_backup_change(${key.map(literal).join(', ')})`,
    ),
  ];
}

/** Statements that end it. */
export function endCaptureStatements(tables: readonly string[]): readonly string[] {
  return [
    ...tables.map((name) => `DROP TRIGGER IF EXISTS "backup_capture" ON ${quoted(name)}`),
    'DELETE FROM "backup_change"',
  ];
}

/** A backup that died left its triggers behind: without this the notes would grow for ever. */
export async function endCapture(connection: SqlConnection): Promise<void> {
  const rows = await connection.query(
    `SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'backup_capture'`,
    [],
  );
  if (rows.length === 0) return;
  const tables = rows.map((row) => String(row['name']));
  await connection.script(`${endCaptureStatements(tables).join(';\n')};`);
}
