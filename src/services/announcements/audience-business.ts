import { Prisma } from '../../../prisma/client/client.ts';
import { partsOf, type Month } from '../../domain/month/month.ts';
import { judgementSql, meetsSql } from '../people/judgement-sql.ts';
import { programmesOn } from '../people/eligibility.ts';
import { todayOf, type Services } from '../core/services.ts';
import type { Criteria } from './criteria.ts';

/** What the criteria ask of `business b`. */
interface WantedSql {
  /** What has to be joined to it. */
  readonly joins: Prisma.Sql;
  readonly fits: Prisma.Sql;
  /** Its class, where classes were asked for. */
  readonly class: Prisma.Sql | undefined;
}

export function wantedSql(services: Services, wanted: Criteria): WantedSql {
  const today = todayOf(services);
  const programme = programmesOn(services.programmes.open, today).find((it) => it.id === wanted.programme);
  const judgement = judgementSql(programme, today);
  const conditions = [
    ...(wanted.kecamatan.length === 0
      ? []
      : [Prisma.sql`b.kecamatan IN (${Prisma.join([...wanted.kecamatan])})`]),
    ...(wanted.desa === undefined || wanted.desa.length === 0 ? [] : [withinDesa(services, wanted.desa)]),
    ...(wanted.kinds.length === 0 ? [] : [Prisma.sql`b.kind IN (${Prisma.join([...wanted.kinds])})`]),
    ...(wanted.tags.length === 0 ? [] : [tagged(wanted.tags)]),
    ...(wanted.notReported === null ? [] : [owing(wanted.notReported)]),
    ...(wanted.classes.length === 0
      ? []
      : [Prisma.sql`${judgement.class} IN (${Prisma.join([...wanted.classes])})`]),
    // A programme that has ended fits nobody.
    ...(wanted.programme === null ? [] : [programme === undefined ? Prisma.sql`false` : meetsSql(judgement)]),
  ];
  return {
    joins: judgement.joins,
    fits: conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND '),
    class: wanted.classes.length === 0 ? undefined : judgement.class,
  };
}

/** It is in one of these desa, or in a kecamatan of which none is meant. */
function withinDesa({ office }: Services, codes: readonly string[]): Prisma.Sql {
  const narrowed = office.areas.desa.flatMap((it) => (codes.includes(it.code) ? [it.district] : []));
  return Prisma.sql`(b.desa = ANY(${[...codes]}) OR NOT (coalesce(b.kecamatan, '') = ANY(${narrowed})))`;
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
