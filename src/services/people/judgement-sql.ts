import type { Temporal } from 'temporal-polyfill';
import { Prisma } from '../../../prisma/client/client.ts';
import { criteriaInForce } from '../../domain/eligibility/eligibility.ts';
import type { Programme, Test } from '../../domain/eligibility/programme.ts';
import { addMonths, monthOf } from '../../domain/month/month.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { criteriaOn, type ClassCriteria } from '../../domain/people/business-class.ts';

/**
 * The same judgement as {@link classOf} and {@link evaluate}, decided by the database over rows of `business b`, for
 * whoever asks about all of them: class by PP 7/2021, and the conditions of a programme. Reads nothing sealed.
 */
export interface JudgementSql {
  /** What has to be joined to `business b` for the criteria. */
  readonly joins: Prisma.Sql;
  /** micro, small, medium, large; NULL where no figure is known. */
  readonly class: Prisma.Sql;
  /** Of each hard criterion that is held on the day, in its order: true, false, or NULL where that is not known. */
  readonly criteria: readonly { readonly id: string; readonly met: Prisma.Sql }[];
}

/** @param programme undefined: no criteria, the class alone */
export function judgementSql(programme: Programme | undefined, today: Temporal.PlainDate): JudgementSql {
  const size = classSql(today);
  const questions: string[] = [];
  const answer = (question: string): Prisma.Sql => {
    if (!questions.includes(question)) questions.push(question);
    return Prisma.raw(`answer${questions.indexOf(question)}.value`);
  };
  const criteria =
    programme === undefined
      ? []
      : criteriaInForce(programme, today.toString())
          .filter(({ weight }) => weight === 'hard')
          .map(({ id, test }) => ({ id, met: metSql(test, { size, answer }, today) }));
  const answers = questions.map((question, at) => {
    const name = Prisma.raw(`answer${at}`);
    return Prisma.sql`LEFT JOIN business_fact ${name} ON ${name}.business_id = b.id AND ${name}.key = ${`answer:${question}`}`;
  });
  return {
    joins: answers.length === 0 ? Prisma.empty : Prisma.join(answers, ' '),
    class: size,
    criteria,
  };
}

/** Whether all that is needed is known to be met. */
export const meetsSql = ({ criteria }: JudgementSql): Prisma.Sql =>
  criteria.length === 0
    ? Prisma.sql`true`
    : Prisma.join(
        criteria.map(({ met }) => Prisma.sql`(${met}) IS TRUE`),
        ' AND ',
      );

/** As {@link classifyBusiness}: sales decide; capital does for a business younger than twelve months. */
function classSql(today: Temporal.PlainDate): Prisma.Sql {
  const { sales, capital, capitalMeans } = criteriaOn(today);
  const running = monthOf(today);
  const inYear = Prisma.sql`r.business_id = b.id AND r.month >= ${addMonths(running, -12)} AND r.month < ${running}`;
  const usual = Prisma.sql`12 * b.usual_monthly_sales`;
  const amount = Prisma.sql`(SELECT CASE WHEN count(*) = 12 THEN sum(r.amount)
    WHEN count(*) > 0 THEN greatest(sum(r.amount), ${usual}) ELSE ${usual} END FROM sales_report r WHERE ${inYear})`;
  // Almost all are micro, and need no sum: no month, and no usual one, is above a twelfth of what a micro business sells.
  const large = Prisma.sql`(${usual} > ${sales.micro}::bigint OR EXISTS (
    SELECT 1 FROM sales_report r WHERE ${inYear} AND r.amount > ${Math.floor(sales.micro / 12)}::bigint))`;
  const bySales = Prisma.sql`WHEN ${large} THEN ${underSql(amount, sales)}
    WHEN b.usual_monthly_sales IS NOT NULL OR EXISTS (SELECT 1 FROM sales_report r WHERE ${inYear}) THEN 'micro'`;
  // Under UU 20/2008 capital meant net worth, which nobody is asked for: never mixed.
  const byCapital =
    capitalMeans === 'modal-usaha'
      ? Prisma.sql`WHEN b.capital IS NOT NULL AND ${youngSql(today)} THEN ${underSql(Prisma.sql`b.capital`, capital)}`
      : Prisma.empty;
  return Prisma.sql`CASE ${byCapital} ${bySales} END`;
}

const underSql = (amount: Prisma.Sql, tops: ClassCriteria['sales']): Prisma.Sql =>
  Prisma.sql`(SELECT CASE WHEN it <= ${tops.micro}::bigint THEN 'micro' WHEN it <= ${tops.small}::bigint THEN 'small'
    WHEN it <= ${tops.medium}::bigint THEN 'medium' ELSE 'large' END FROM (SELECT ${amount} AS it) figure)`;

/** As {@link ageMonths} where that is below twelve. */
function youngSql({ year, month }: Temporal.PlainDate): Prisma.Sql {
  return Prisma.sql`(b.started_year >= ${year - 1} AND (b.started_month IS NOT NULL OR b.started_year > ${year - 1})
    AND ${12 * year + month}::int - 12 * b.started_year - coalesce(b.started_month, 1) < 12)`;
}

/** As {@link findCriterion}, of what is stored of a business: true, false, or NULL for "unknown". */
function metSql(
  test: Test,
  of: { readonly size: Prisma.Sql; readonly answer: (question: string) => Prisma.Sql },
  today: Temporal.PlainDate,
): Prisma.Sql {
  switch (test.is) {
    case 'age-at-least':
      return ageSql(test.months, today);
    case 'class-in':
      return Prisma.sql`${of.size} = ANY(${[...test.classes]}::text[])`;
    case 'kecamatan-in':
      return Prisma.sql`b.kecamatan = ANY(${[...test.codes]}::text[])`;
    case 'kind-in':
      return Prisma.sql`CASE WHEN b.kind = ANY(${[...businessKinds]}::text[]) THEN b.kind = ANY(${[...test.kinds]}::text[]) END`;
    case 'nib':
      return Prisma.sql`CASE WHEN b.nib_status IN ('has', 'later') THEN true WHEN b.nib_status = 'none' THEN false END`;
    case 'consent':
      // No consent to a programme stands with the business: it is asked for when somebody applies.
      return Prisma.sql`NULL::boolean`;
    case 'answer': {
      const value = of.answer(test.question);
      return Prisma.sql`CASE WHEN jsonb_typeof(${value}) = 'boolean' THEN ${value} = to_jsonb(${test.wanted}::boolean) END`;
    }
    case 'workers-at-least':
      return Prisma.sql`b.workers_male + b.workers_female >= ${test.workers}::int`;
    case 'workers-at-most':
      return Prisma.sql`b.workers_male + b.workers_female <= ${test.workers}::int`;
    case 'reported-at-least':
      return Prisma.sql`(SELECT count(*) FROM sales_report r
        WHERE r.business_id = b.id AND r.month < ${monthOf(today)}) >= ${test.months}::int`;
  }
}

/** With the year alone it is certain only outside the months in which January and December differ. */
function ageSql(months: number, { year, month }: Temporal.PlainDate): Prisma.Sql {
  const since = Prisma.sql`${12 * year + month - 1 - months}::int - 12 * b.started_year`;
  return Prisma.sql`CASE WHEN b.started_year NOT BETWEEN 1800 AND 2200 THEN NULL
    WHEN b.started_month BETWEEN 1 AND 12 THEN ${since} >= b.started_month - 1
    WHEN ${since} >= 11 THEN true WHEN ${since} < 0 THEN false END`;
}
