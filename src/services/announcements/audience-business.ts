import { Prisma } from '../../../prisma/client/client.ts';
import { partsOf, type Month } from '../../domain/month/month.ts';
import type { Criteria } from './audience.ts';

/** What the database can decide by itself about business `b`. */
export function businessSql(wanted: Criteria): Prisma.Sql {
  const conditions = [
    ...(wanted.kecamatan.length === 0
      ? []
      : [Prisma.sql`b.kecamatan IN (${Prisma.join([...wanted.kecamatan])})`]),
    ...(wanted.kinds.length === 0 ? [] : [Prisma.sql`b.kind IN (${Prisma.join([...wanted.kinds])})`]),
    ...(wanted.tags.length === 0 ? [] : [tagged(wanted.tags)]),
    ...(wanted.notReported === null ? [] : [owing(wanted.notReported)]),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}

/** One of these tags is on it. */
const tagged = (names: readonly string[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM business_tag bt JOIN tag t ON t.id = bt.tag_id
  WHERE bt.business_id = b.id AND t.office = b.office AND t.name = ANY(${[...names]}))`;

/** A report of the month is missing; a business that began later owes none. */
function owing(month: Month): Prisma.Sql {
  const { year, number } = partsOf(month);
  return Prisma.sql`(
    NOT EXISTS (SELECT 1 FROM sales_report r WHERE r.business_id = b.id AND r.month = ${month})
    AND (b.started_year IS NULL OR b.started_year < ${year}
      OR (b.started_year = ${year} AND (b.started_month IS NULL OR b.started_month <= ${number}))))`;
}
