import { z } from 'zod';
import type { Database } from '../../src/database.ts';

const column = z.object({ table: z.string(), column: z.string() });
/** Bytes that only find an equal value or chain a log: nothing to read. */
const NOT_SEALED = /(?:index|hash|previous|import_key)$/;

/** Makes everything unreadable that is sealed now, in every table: what a damaged disk can leave behind. */
export async function damageAllSealed({ prisma }: Database): Promise<readonly string[]> {
  const found = z.array(column).parse(
    await prisma.$queryRaw`SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
      WHERE data_type = 'bytea' AND table_schema = current_schema() ORDER BY 1, 2`,
  );
  const sealed = found.filter((it) => !NOT_SEALED.test(it.column));
  for (const { table, column: name } of sealed)
    await prisma.$executeRawUnsafe(
      `UPDATE "${table}" SET "${name}" = decode('00ff', 'hex') WHERE "${name}" IS NOT NULL`,
    );
  return sealed.map((it) => `${it.table}.${it.column}`);
}
