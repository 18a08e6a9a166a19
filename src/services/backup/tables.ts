import { quoted } from '../../change-capture.ts';

/** Runs a query: Prisma's client or a raw connection. */
export type Query = (sql: string, values: readonly string[]) => Promise<readonly Record<string, unknown>[]>;

/** A table of the database, as the database itself describes it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Columns of the primary key, in their order. */
  readonly key: readonly string[];
}

/** Prisma's ledger is made anew by the migrations; the notes about changes belong to the backup itself. */
const LEFT_OUT = ['_prisma_migrations', 'backup_change'];

/** Rows a query: PGlite blocks the process while it works (1,000 rows about 12 ms). */
const PAGE = 1_000;

/** Rows of a table that are read or put back together: those of files hold 256 KB each, written as twice as many digits. */
export const pageRows = ({ name }: Pick<Table, 'name'>): number => (name === 'document_chunk' ? 8 : PAGE);

/**
 * Every table with a row format of its own, those first that others refer to, so that they can be filled in this
 * order.
 */
export async function describeTables(query: Query): Promise<readonly Table[]> {
  const columns = await query(
    `SELECT c.relname::text AS table_name, a.attname::text AS column_name, format_type(a.atttypid, a.atttypmod) AS type,
       coalesce(array_position(i.indkey::int2[], a.attnum), -1)::int AS key_place
     FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relkind = 'r' ORDER BY c.relname, a.attnum`,
    [],
  );
  const references = await query(
    `SELECT c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent
     FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname = current_schema()
     WHERE c.contype = 'f' AND c.conrelid <> c.confrelid ORDER BY 1, 2`,
    [],
  );
  const names = [...new Set(columns.map((row) => String(row['table_name'])))].filter(
    (name) => !LEFT_OUT.includes(name),
  );
  const tables = names.map((name): Table => {
    const own = columns.filter((row) => row['table_name'] === name);
    return {
      name,
      columns: own.map((row) => ({ name: String(row['column_name']), type: String(row['type']) })),
      key: own
        .filter((row) => Number(row['key_place']) >= 0)
        .toSorted((a, b) => Number(a['key_place']) - Number(b['key_place']))
        .map((row) => String(row['column_name'])),
    };
  });
  const bare = (text: unknown): string => String(text).replaceAll('"', '');
  return parentsFirst(
    tables,
    references.map((row) => ({ child: bare(row['child']), parent: bare(row['parent']) })),
  );
}

function parentsFirst(
  tables: readonly Table[],
  references: readonly { readonly child: string; readonly parent: string }[],
): readonly Table[] {
  const sorted: Table[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waits = (table: Table): boolean =>
      references.some((it) => it.child === table.name && left.some((other) => other.name === it.parent));
    const ready = left.filter((table) => !waits(table));
    if (ready.length === 0)
      throw new Error(
        `expected tables that do not refer to each other in a circle, got ${left.map((it) => it.name).join(', ')}`,
      );
    sorted.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return sorted;
}

const typeOf = (table: Table, column: string): string =>
  table.columns.find((it) => it.name === column)?.type ?? 'text';

const texts = (columns: readonly string[]): string =>
  columns.map((name) => `t.${quoted(name)}::text`).join(', ');

/** A row as the JSON list of its columns in PostgreSQL's own text form, the same on both databases. */
const selectRows = (table: Table): string =>
  `SELECT to_json(ARRAY[${texts(table.columns.map((it) => it.name))}])::text AS row, to_json(ARRAY[${texts(table.key)}])::text AS key FROM ${quoted(table.name)} t`;

/** The next rows by key; `after` is the JSON key of the row before. */
export async function pageOf(
  query: Query,
  table: Table,
  after: string | undefined,
): Promise<readonly { readonly row: string; readonly key: string }[]> {
  const keys = table.key.map((name) => `t.${quoted(name)}`).join(', ');
  const values = table.key.map((name, index) => `($1::jsonb ->> ${index})::${typeOf(table, name)}`);
  const where = after === undefined ? '' : ` WHERE (${keys}) > (${values.join(', ')})`;
  const rows = await query(
    `${selectRows(table)}${where} ORDER BY ${keys} LIMIT ${pageRows(table)}`,
    after === undefined ? [] : [after],
  );
  return rows.map((row) => ({ row: String(row['row']), key: String(row['key']) }));
}

/** Those of these rows that are still there; `keys` is a JSON list of keys. */
export async function rowsByKey(query: Query, table: Table, keys: string): Promise<readonly string[]> {
  const match = table.key.map(
    (name, index) => `t.${quoted(name)} = (k.value ->> ${index})::${typeOf(table, name)}`,
  );
  const rows = await query(
    `${selectRows(table)} JOIN jsonb_array_elements($1::jsonb) AS k (value) ON ${match.join(' AND ')}`,
    [keys],
  );
  return rows.map((row) => String(row['row']));
}

/** Puts rows (JSON lists in the order of the table's columns) into a table. */
export async function insertRows(query: Query, table: Table, rows: readonly string[]): Promise<void> {
  const names = table.columns.map((it) => quoted(it.name)).join(', ');
  const values = table.columns.map((it, index) => `(r.value ->> ${index})::${it.type}`).join(', ');
  await query(
    `INSERT INTO ${quoted(table.name)} (${names}) SELECT ${values} FROM jsonb_array_elements($1::jsonb) AS r (value)`,
    [`[${rows.join(',')}]`],
  );
}

/** The keys of rows that were read, as they compare with those of the changes. */
export function keyOf(table: Table, row: readonly (string | null)[]): string {
  return JSON.stringify(
    table.key.map((name) => row[table.columns.findIndex((it) => it.name === name)] ?? null),
  );
}
