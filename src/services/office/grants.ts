import { quoted } from '../../change-capture.ts';
import type { RawDatabase } from '../../database.ts';

/** Why rights cannot be given to a role in a way that means anything. */
export type GrantProblem = 'embedded' | 'no-tables' | 'no-role' | 'superuser' | 'owner' | 'not-owner';

/** Only read and added to: no role of the program may alter or empty them. */
const APPEND_ONLY = ['audit'];
/** Written by whoever migrates. */
const READ_ONLY = ['_prisma_migrations'];

/**
 * The statements that give a role what the bot needs and no more: the audit log can be read and added to, but neither
 * altered nor emptied, and no table or trigger can be changed. To be run by the role that owns the tables.
 */
export async function grantStatements(
  raw: RawDatabase,
  role: string,
): Promise<readonly string[] | GrantProblem> {
  if (raw.kind === 'pglite') return 'embedded';
  const { query } = raw.connection;
  const tables = await query(
    `SELECT c.relname::text AS name, pg_get_userbyid(c.relowner)::text AS owner, current_schema()::text AS schema,
       pg_has_role(c.relowner, 'MEMBER') AS ours,
       current_database()::text AS database
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
    [],
  );
  const [first] = tables;
  if (first === undefined || !tables.some((row) => row['name'] === 'audit')) return 'no-tables';
  const [known] = await query('SELECT rolsuper AS super FROM pg_roles WHERE rolname = $1', [role]);
  if (known === undefined) return 'no-role';
  if (known['super'] === true) return 'superuser';
  // The server would only warn, and give nothing.
  if (tables.some((row) => row['ours'] !== true)) return 'not-owner';
  // An owner gives themselves every right back.
  if (tables.some((row) => row['owner'] === role)) return 'owner';
  const to = quoted(role);
  const schema = quoted(String(first['schema']));
  const names = (list: readonly string[]): string =>
    list
      .filter((name) => tables.some((row) => row['name'] === name))
      .map(quoted)
      .join(', ');
  return [
    `GRANT CONNECT ON DATABASE ${quoted(String(first['database']))} TO ${to}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${to}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${to}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${to}`,
    `REVOKE UPDATE, DELETE ON ${names(APPEND_ONLY)} FROM ${to}`,
    `REVOKE INSERT, UPDATE, DELETE ON ${names(READ_ONLY)} FROM ${to}`,
    `GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${to}`,
  ];
}
