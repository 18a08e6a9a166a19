import { z } from 'zod';
import type { Prisma } from '../../../prisma/client/client.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { judgedAtOnce, judgedPages, judgedPerson } from './audience-pages.ts';
import { interestKeys } from '../people/people.ts';
import { audienceClasses, type AudienceOptions, type Criteria } from './criteria.ts';
import type { Services } from '../core/services.ts';

/** What of the criteria fits a person; plain JSON, kept with the delivery. */
export const why = z.object({
  kind: z.enum(businessKinds).optional(),
  kecamatan: z.string().optional(),
  class: z.enum(audienceClasses).optional(),
  interest: z.enum(interestKeys).optional(),
  neverAttended: z.literal(true).optional(),
  notReported: z.string().optional(),
  programme: z.string().optional(),
  followUp: z.enum(['answered', 'silent']).optional(),
});
export type Why = z.infer<typeof why>;

interface Selected {
  readonly personId: number;
  readonly personNumber: string;
  readonly accountId: number;
  readonly why: Why;
}

/** Why somebody who fits the criteria gets no message; the first reason that holds, in this order. */
export const notReachedReasons = [
  'closed-business',
  'joined',
  'no-telegram',
  'no-consent',
  'far',
  'topic',
  'blocked',
  'capped',
] as const;
export type NotReached = (typeof notReachedReasons)[number];

/** How many fit, and why some of them get nothing. */
export interface AudienceCounts {
  readonly reached: number;
  readonly notReached: Readonly<Record<NotReached, number>>;
  /** All who fit the criteria: reached and not reached. */
  readonly matched: number;
}

export interface Selection extends Omit<AudienceCounts, 'reached'> {
  readonly reached: readonly Selected[];
}

/** What an announcement of a training (or of none) looks at beside its criteria; a training that is new has no number. */
export function optionsFor(
  training:
    | {
        readonly id?: number;
        readonly topic?: string | undefined;
        readonly kecamatan?: string | null | undefined;
      }
    | null
    | undefined,
  urgent: boolean,
  surveyId?: number,
): AudienceOptions {
  return {
    urgent,
    surveyId,
    trainingId: training?.id,
    topic: training?.topic,
    venueKecamatan: training?.kecamatan ?? undefined,
  };
}

/** Nobody yet. */
export const noCounts: AudienceCounts = {
  reached: 0,
  notReached: {
    'closed-business': 0,
    joined: 0,
    'no-telegram': 0,
    'no-consent': 0,
    far: 0,
    topic: 0,
    blocked: 0,
    capped: 0,
  },
  matched: 0,
};

/** Counts together with those of one more page, as the database gives them. */
function addCounts(
  to: AudienceCounts,
  rows: readonly { readonly missed: string | null; readonly count: number }[],
): AudienceCounts {
  const of = (reason: NotReached | null): number =>
    rows.reduce((sum, row) => (row.missed === reason ? sum + row.count : sum), 0);
  return {
    reached: to.reached + of(null),
    notReached: {
      'closed-business': to.notReached['closed-business'] + of('closed-business'),
      joined: to.notReached.joined + of('joined'),
      'no-telegram': to.notReached['no-telegram'] + of('no-telegram'),
      'no-consent': to.notReached['no-consent'] + of('no-consent'),
      far: to.notReached.far + of('far'),
      topic: to.notReached.topic + of('topic'),
      blocked: to.notReached.blocked + of('blocked'),
      capped: to.notReached.capped + of('capped'),
    },
    matched: to.matched + rows.reduce((sum, row) => sum + row.count, 0),
  };
}

/** How many an announcement would reach now, who not and why; `why` is that of the first who gets it. */
export async function countAudience(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
): Promise<AudienceCounts & { readonly why: Why }> {
  const rows = await services.db.$queryRaw<
    { readonly missed: string | null; readonly count: number; readonly first: number }[]
  >`SELECT missed, count(*)::int AS count, min(person_id) AS first
    FROM (${judgedAtOnce(services, wanted, options)}) judged GROUP BY missed`;
  const { first } = rows.find(({ missed }) => missed === null) ?? {};
  // Why it fits is worded for one person only: for everybody it would cost as much as the rest.
  const reason =
    first === undefined
      ? undefined
      : await firstReached(services, judgedPerson(services, wanted, options, first));
  return { ...addCounts(noCounts, rows), why: reason ?? {} };
}

async function firstReached({ db }: Services, judged: Prisma.Sql): Promise<Why | undefined> {
  const [row] = await db.$queryRaw<{ readonly why: unknown }[]>`
    SELECT why FROM (${judged}) judged WHERE missed IS NULL ORDER BY person_id LIMIT 1`;
  return why.safeParse(row?.why).data;
}

interface Judged {
  readonly person: number;
  readonly number: string;
  readonly account: number | null;
  readonly why: unknown;
  readonly missed: string | null;
}

/** Everybody whom an announcement would reach now. For whoever needs the people: {@link countAudience} needs no memory. */
export async function selectAudience(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
): Promise<Selection> {
  const reached: Selected[] = [];
  let counts = noCounts;
  for await (const { judged } of judgedPages(services, wanted, options, 0)) {
    const rows = await services.db.$queryRaw<Judged[]>`
      SELECT person_id AS person, person_number AS number, account_id AS account, why, missed
      FROM (${judged}) judged ORDER BY person_id`;
    counts = addCounts(
      counts,
      rows.map(({ missed }) => ({ missed, count: 1 })),
    );
    for (const row of rows)
      if (row.missed === null && row.account !== null)
        reached.push({
          personId: row.person,
          personNumber: row.number,
          accountId: row.account,
          why: why.safeParse(row.why).data ?? {},
        });
  }
  return { ...counts, reached };
}

/** One page of an audience that is being frozen. */
export interface FrozenPage {
  /** The last person that was looked at. */
  readonly upTo: number;
  readonly counts: AudienceCounts;
}

/**
 * Writes one row for each person of the next page of an audience; undefined when nobody is left. The same page again
 * changes nothing.
 */
export async function freezePage(
  services: Services,
  announcementId: number,
  it: { readonly wanted: Criteria; readonly options: AudienceOptions; readonly after: number },
  counts: AudienceCounts,
): Promise<FrozenPage | undefined> {
  const pages = judgedPages(services, it.wanted, it.options, it.after);
  const { value: page } = await pages.next();
  if (page === undefined) return undefined;
  const rows = await services.db.$queryRaw<{ readonly missed: string | null; readonly count: number }[]>`
    WITH judged AS MATERIALIZED (${page.judged}), frozen AS (
      INSERT INTO delivery (announcement_id, person_number, person_id, account_id, why)
      SELECT ${announcementId}, person_number, person_id, account_id, why FROM judged WHERE missed IS NULL
      ON CONFLICT DO NOTHING
    )
    SELECT missed, count(*)::int AS count FROM judged GROUP BY missed`;
  return { upTo: page.upTo, counts: addCounts(counts, rows) };
}
