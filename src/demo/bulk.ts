import type { Prisma } from '../../prisma/client/client.ts';
import type { Db } from '../services/core/services.ts';

/** What the demo stores by the hundred. */
interface Columns {
  readonly account: Prisma.AccountCreateManyInput;
  readonly person: Prisma.PersonCreateManyInput;
  readonly personAccount: Prisma.PersonAccountCreateManyInput;
  readonly consent: Omit<Prisma.ConsentCreateManyInput, 'details'> & {
    readonly details: Prisma.InputJsonObject | null;
  };
  readonly business: Prisma.BusinessCreateManyInput;
  readonly salesReport: Prisma.SalesReportCreateManyInput;
  readonly salesVersion: Prisma.SalesVersionCreateManyInput;
}

/** In the schema every table and column bears the name of its model or field in this form. */
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Inserts rows of one table in one statement: through Prisma, thousands of rows cost the first start of the demo
 * seconds. All rows have the columns of the first one.
 */
export async function insertBulk<Table extends keyof Columns>(
  db: Db,
  table: Table,
  rows: readonly Columns[Table][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const fields = Object.keys(first);
  const name = snake(table);
  const columns = fields.map((field) => `"${snake(field)}"`).join(', ');
  const values = rows.map((row) => {
    const given: Readonly<Record<string, unknown>> = { ...row };
    return Object.fromEntries(fields.map((field) => [snake(field), plain(given[field])]));
  });
  await db.$executeRawUnsafe(
    `INSERT INTO "${name}" (${columns})
     SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${name}", $1::jsonb)`,
    JSON.stringify(values),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return typeof value === 'bigint' ? String(value) : (value ?? null);
}
