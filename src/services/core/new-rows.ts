import type { Prisma } from '../../../prisma/client/client.ts';
import type { Db } from './services.ts';

/** What may be inserted together; columns of JSON have no place here. */
interface Columns {
  readonly person: Prisma.PersonCreateManyInput;
  readonly personAccount: Prisma.PersonAccountCreateManyInput;
  readonly personWords: Prisma.PersonWordsCreateManyInput;
  readonly business: Prisma.BusinessCreateManyInput;
  readonly businessWords: Prisma.BusinessWordsCreateManyInput;
  readonly consent: Omit<Prisma.ConsentCreateManyInput, 'details'>;
  readonly verification: Prisma.VerificationCreateManyInput;
}

/** A row with its table, in the words of the Prisma schema. */
export type NewRow = { readonly [Table in keyof Columns]: readonly [Table, Columns[Table]] }[keyof Columns];

/** In the schema every table and column bears the name of its model or field in this form. */
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Inserts rows of several tables, which may point to each other, in one statement: one by one, through Prisma, the
 * rows of a registration cost more than all its questions. Columns that a row leaves out get their default.
 */
export async function insertRows(db: Db, rows: readonly NewRow[]): Promise<void> {
  const values: unknown[] = [];
  const inserts = rows.map(([table, row]) => {
    const columns = Object.entries(row).filter(([, value]) => value !== undefined);
    const places = columns.map(([, value]) => `$${values.push(value)}`);
    const names = columns.map(([field]) => snake(field));
    return `INSERT INTO ${snake(table)} (${names.join(', ')}) VALUES (${places.join(', ')})`;
  });
  const last = inserts.pop();
  if (last === undefined) return;
  const first = inserts.map((insert, at) => `row_${at} AS (${insert})`);
  await db.$executeRawUnsafe(first.length === 0 ? last : `WITH ${first.join(', ')} ${last}`, ...values);
}
