import { Prisma } from '../../../../prisma/client/client.ts';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { todayOf, type Services } from '../../core/services.ts';
import type { Officer } from '../../office/in-area.ts';
import { judgementSql } from '../../people/judgement-sql.ts';

/**
 * Every business of a member's area that runs and has an owner, with how it stands to a programme today: `id`,
 * `owner_id`, `kecamatan` (or ''), `fit` as {@link fitOf} says, and `lacks`, the ids of the hard criteria that are not
 * met, in their order. Decided by the database, whatever the number of businesses.
 */
export function fitSql(services: Services, member: Officer, programme: Programme): Prisma.Sql {
  const { criteria, joins } = judgementSql(programme, todayOf(services));
  const states =
    criteria.length === 0
      ? Prisma.sql`true AS none`
      : Prisma.join(criteria.map(({ met }, at) => Prisma.sql`(${met}) AS ${Prisma.raw(`c${at}`)}`));
  const lacks = criteria.map(
    ({ id }, at) => Prisma.sql`CASE WHEN ${Prisma.raw(`c${at}`)} IS FALSE THEN ${id}::text END`,
  );
  const isOpen = criteria.map((_, at) => Prisma.raw(`c${at} IS NULL`));
  const area =
    member.kecamatan.length === 0
      ? Prisma.empty
      : Prisma.sql`AND b.kecamatan = ANY(${[...member.kecamatan]}::text[])`;
  // OFFSET 0 keeps the server from writing each condition into every place that reads it.
  return Prisma.sql`
    SELECT id, owner_id, kecamatan, lacks,
      CASE WHEN cardinality(lacks) = 0 THEN CASE WHEN is_open THEN 'unknown' ELSE 'fits' END
        WHEN cardinality(lacks) = 1 AND NOT is_open THEN 'nearly' ELSE 'far' END AS fit
    FROM (
      SELECT id, owner_id, kecamatan, array_remove(ARRAY[${lacks.length === 0 ? Prisma.empty : Prisma.join(lacks)}]::text[], NULL) AS lacks,
        ${isOpen.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(isOpen, ' OR ')})`} AS is_open
      FROM (
        SELECT b.id, b.owner_id, coalesce(b.kecamatan, '') AS kecamatan, ${states}
        FROM business b ${joins}
        WHERE b.office = ${services.office.key} AND b.owner_id IS NOT NULL AND b.status IN ('active', 'paused') ${area}
        OFFSET 0
      ) state
      OFFSET 0
    ) held`;
}
