import { Prisma } from '../../../prisma/client/client.ts';
import { partsOf, type Month, type Zone } from '../../domain/month/month.ts';

/**
 * The rule of {@link askedFor} for everybody at once, over rows of `business b`, for a month that is over: the
 * business had begun, was registered by the month after, and was not closed, paused or gone before.
 */
export function askedSql(month: Month, zone: Zone): Prisma.Sql {
  return Prisma.sql`
    ${claimedSql}
    AND ${begunSql(month)}
    AND ${month}::text >= to_char((b.created_at AT TIME ZONE ${zone}::text) - interval '1 month', 'YYYY-MM')
    AND (
      b.status = 'active'
      OR (
        b.status_since IS NOT NULL
        AND ${month}::text <= to_char(b.status_since AT TIME ZONE ${zone}::text, 'YYYY-MM')
      )
    )`;
}

/** Not only a line of an imported list of the office: the owner has consented, or registered by themselves. */
export const claimedSql = Prisma.sql`(
  b.source <> 'import'
  OR b.owner_id IS NULL
  OR EXISTS (
    SELECT 1 FROM consent claim
    WHERE claim.person_id = b.owner_id AND claim.purpose = 'registration' AND claim.withdrawn_at IS NULL
  )
)`;

/** Whether the business of `business b` had begun by a month, as far as that is known. */
function begunSql(month: Month): Prisma.Sql {
  const { year, number } = partsOf(month);
  return Prisma.sql`(
    b.started_year IS NULL
    OR b.started_year < ${year}
    OR (b.started_year = ${year} AND coalesce(b.started_month, 1) <= ${number})
  )`;
}

/** Rows of `business b` in these kecamatan; an empty list means all. */
export function inKecamatanSql(codes: readonly string[]): Prisma.Sql {
  return codes.length === 0 ? Prisma.sql`true` : Prisma.sql`b.kecamatan = ANY(${[...codes]})`;
}
