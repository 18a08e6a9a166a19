import { Prisma } from '../../../prisma/client/client.ts';

/** In which cell of the dashboard `business b` is: the code of its kecamatan, or '' where that is not known. */
export const cellKeySql = Prisma.sql`coalesce(b.kecamatan, '')`;

/** Rows of `business b` in these cells; undefined: all. */
export function inCellsSql(keys: readonly string[] | undefined): Prisma.Sql {
  if (keys === undefined) return Prisma.sql`true`;
  const known = keys.filter((key) => key !== '');
  const within = Prisma.sql`b.kecamatan = ANY(${known})`;
  return known.length === keys.length ? within : Prisma.sql`(${within} OR b.kecamatan IS NULL)`;
}

/** Who owns `business b`; one that has no owner any more is somebody for itself. */
export const ownerSql = Prisma.sql`coalesce(b.owner_id, -b.id)`;

/** Whether `business b` is the first one of its owner, so that over several cells nobody counts twice. */
export const firstSql = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM business earlier WHERE earlier.owner_id = b.owner_id AND earlier.id < b.id
)`;
