import { Prisma } from '../../../prisma/client/client.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { wantedSql } from './audience-business.ts';
import type { AudienceOptions, Criteria } from './criteria.ts';
import type { Services } from '../core/services.ts';

/** Days in which the cap of training news counts. */
const CAP_DAYS = 7;
const DAY_MS = 24 * 3_600_000;
/** People at a time: some tens of milliseconds, so that the bot answers meanwhile. */
const PAGE = 2_000;

/** The businesses of somebody that count: not closed, not gone. */
const running = Prisma.sql`b.status IN ('active', 'paused')`;

/** Consent `c` to training news still holds. */
const agreesToNews = Prisma.sql`c.purpose = 'training-news' AND c.withdrawn_at IS NULL`;

/** Person `p` has not agreed to training news, or does no more. */
export const unasked = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM consent c WHERE c.person_id = p.id AND ${agreesToNews})`;

/** Person `p` wants news from near only, and has no business where the venue is. */
export const isFar = (
  venue: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(p.news_scope = 'near' AND ${venue} IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM business b WHERE b.owner_id = p.id AND b.kecamatan = ${venue} AND ${running}))`;

/** Person `p` wants news of the own topics only, and this is none. */
export const isOffTopic = (topic: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(p.news_scope = 'topics' AND ${topic} IS NOT NULL AND NOT (${topic} = ANY (p.interests)))`;

const capBegins = (now: Date): Date => new Date(now.getTime() - CAP_DAYS * DAY_MS);

/** Delivery `o` counts in the cap: Telegram has or may have got it. */
const countsSince = (since: Date): Prisma.Sql =>
  Prisma.sql`o.at > ${since} AND o.status IN ('sent', 'unknown', 'sending')`;

/** Person `p` has had as many messages in a week as the office allows: those that Telegram has or may have got. */
export function isCapped({ now, office }: Pick<Services, 'now' | 'office'>): Prisma.Sql {
  return Prisma.sql`((
    SELECT count(*) FROM delivery o WHERE o.person_id = p.id AND ${countsSince(capBegins(now()))}
  ) >= ${office.newsPerWeek})`;
}

/**
 * The people of whom that is true. What went out since then belongs to a sending that has not ended before; a day
 * more, because what was under way at the end is written at the next start.
 */
function cappedPeople({ now, office }: Services): Prisma.Sql {
  const since = capBegins(now());
  return Prisma.sql`
    SELECT o.person_id FROM delivery o
    WHERE o.announcement_id IN (
        SELECT a.id FROM announcement a
        WHERE a.finished_at IS NULL OR a.finished_at > ${new Date(since.getTime() - DAY_MS)})
      AND ${countsSince(since)}
    GROUP BY o.person_id HAVING count(*) >= ${office.newsPerWeek}`;
}

export interface JudgedPage {
  /** The last person of the page. */
  readonly upTo: number;
  /** Whoever of the page fits the criteria: person_id, person_number, account_id, why, and the reason in missed. */
  readonly judged: Prisma.Sql;
}

/**
 * The people who fit the criteria, in pages in the order of their numbers, each as a statement for the database: no
 * name is read, and nothing of an audience is held in memory.
 */
export async function* judgedPages(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
  after: number,
): AsyncGenerator<JudgedPage, undefined> {
  for (let last = after; ;) {
    const [row] = await services.db.$queryRaw<{ readonly up_to: number | null }[]>`
      SELECT max(id) AS up_to FROM (SELECT id FROM person WHERE id > ${last} ORDER BY id LIMIT ${PAGE}) page`;
    const upTo = row?.up_to ?? null;
    if (upTo === null) return undefined;
    yield { upTo, judged: judgedSql(services, wanted, options, { after: last, upTo }) };
    last = upTo;
  }
}

/** One person of an audience, for the words of why. */
export const judgedPerson = (
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
  id: number,
): Prisma.Sql => judgedSql(services, wanted, options, { after: id - 1, upTo: id });

/**
 * Everybody who fits the criteria as one statement (person_id, missed), for whoever only counts: tables are joined as
 * wholes, which costs a fraction of looking up each person.
 */
export function judgedAtOnce(services: Services, wanted: Criteria, options: AudienceOptions): Prisma.Sql {
  const { joins, fits } = wantedSql(services, wanted);
  return Prisma.sql`
    SELECT p.id AS person_id, ${missedSql(options, {
      running: Prisma.sql`fit.running`,
      hasChat: Prisma.sql`chat.person_id IS NOT NULL`,
      isUnasked: Prisma.sql`agreed.person_id IS NULL`,
      isReachable: Prisma.sql`chat.reachable`,
      isCapped: Prisma.sql`capped.person_id IS NOT NULL`,
    })} AS missed
    FROM (
      SELECT b.owner_id, bool_or(${running}) AS running FROM business b ${joins}
      WHERE b.owner_id IS NOT NULL AND ${fits} GROUP BY b.owner_id
    ) fit
    JOIN person p ON p.id = fit.owner_id
    LEFT JOIN (
      SELECT pa.person_id, bool_or(a.unreachable_since IS NULL) AS reachable
      FROM person_account pa JOIN account a ON a.id = pa.account_id GROUP BY pa.person_id
    ) chat ON chat.person_id = p.id
    LEFT JOIN (SELECT DISTINCT c.person_id FROM consent c WHERE ${agreesToNews}) agreed ON agreed.person_id = p.id
    LEFT JOIN (${cappedPeople(services)}) capped ON capped.person_id = p.id
    WHERE ${personSql(wanted)}`;
}

/** Why person `p` gets nothing, the first reason that holds; null for whoever does. */
const missedSql = (
  { trainingId, surveyId, topic, urgent, venueKecamatan }: AudienceOptions,
  of: Readonly<Record<'running' | 'hasChat' | 'isUnasked' | 'isReachable' | 'isCapped', Prisma.Sql>>,
): Prisma.Sql => Prisma.sql`CASE
        WHEN NOT ${of.running} THEN 'closed-business'
        WHEN EXISTS (
          SELECT 1 FROM participant t
          WHERE t.person_id = p.id AND t.training_id = ${trainingId ?? -1} AND t.status IN ('seated', 'offered', 'waiting')
        ) OR EXISTS (
          SELECT 1 FROM survey_answer s WHERE s.person_id = p.id AND s.survey_id = ${surveyId ?? -1}
        ) THEN 'joined'
        WHEN NOT (${of.hasChat}) THEN 'no-telegram'
        WHEN ${of.isUnasked} THEN 'no-consent'
        WHEN ${isFar(text(venueKecamatan))} THEN 'far'
        WHEN ${isOffTopic(text(topic))} THEN 'topic'
        WHEN NOT (${of.isReachable}) THEN 'blocked'
        WHEN ${urgent ? Prisma.sql`false` : of.isCapped} THEN 'capped'
      END`;

/** What the criteria ask of person `p`. */
const personSql = ({ interests, neverAttended, followUp }: Criteria): Prisma.Sql =>
  Prisma.join(
    [
      interests.length === 0 ? Prisma.sql`true` : Prisma.sql`p.interests && ${[...interests]}::text[]`,
      neverAttended
        ? Prisma.sql`NOT EXISTS (SELECT 1 FROM participant t WHERE t.person_id = p.id AND t.attended_at IS NOT NULL)`
        : Prisma.sql`true`,
      followUp === undefined ? Prisma.sql`true` : followsUp(followUp),
    ],
    ' AND ',
  );

const text = (value: string | undefined): Prisma.Sql => Prisma.sql`${value ?? null}::text`;

function judgedSql(
  services: Services,
  wanted: Criteria,
  options: AudienceOptions,
  page: { readonly after: number; readonly upTo: number },
): Prisma.Sql {
  const { joins, fits, class: size } = wantedSql(services, wanted);
  const { interests } = wanted;
  const only = (shown: boolean, value: Prisma.Sql): Prisma.Sql => (shown ? value : Prisma.sql`NULL::text`);
  return Prisma.sql`
    SELECT p.id AS person_id, p.number AS person_number, chat.account_id,
      jsonb_strip_nulls(jsonb_build_object(
        'kind', ${only(wanted.kinds.length > 0, Prisma.sql`CASE WHEN fit.kind IN (${Prisma.join([...businessKinds])}) THEN fit.kind END`)},
        'kecamatan', ${only(wanted.kecamatan.length > 0, Prisma.sql`fit.kecamatan`)},
        'class', fit.class,
        'interest', ${only(
          interests.length > 0,
          Prisma.sql`(SELECT w.name FROM unnest(${[...interests]}::text[]) WITH ORDINALITY w(name, place)
            WHERE w.name = ANY (p.interests) ORDER BY w.place LIMIT 1)`,
        )},
        'neverAttended', ${wanted.neverAttended ? Prisma.sql`true` : Prisma.sql`NULL::boolean`},
        'notReported', ${text(wanted.notReported ?? undefined)},
        'programme', ${text(wanted.programme ?? undefined)},
        'followUp', ${text(wanted.followUp === undefined ? undefined : wanted.followUp.answered ? 'answered' : 'silent')}
      )) AS why,
      ${missedSql(options, {
        running: Prisma.sql`fit.running`,
        hasChat: Prisma.sql`EXISTS (SELECT 1 FROM person_account pa WHERE pa.person_id = p.id)`,
        isUnasked: unasked,
        isReachable: Prisma.sql`chat.account_id IS NOT NULL`,
        isCapped: isCapped(services),
      })} AS missed
    FROM person p
    CROSS JOIN LATERAL (
      SELECT b.kind, b.kecamatan, ${running} AS running, ${size ?? Prisma.sql`NULL::text`} AS class
      FROM business b ${joins}
      WHERE b.owner_id = p.id AND ${fits}
      ORDER BY (${running}) DESC, b.id LIMIT 1
    ) fit
    LEFT JOIN LATERAL (
      SELECT pa.account_id FROM person_account pa
      WHERE pa.person_id = p.id
        -- Looked up one by one: joined, a database that has not counted its rows yet reads all accounts for each person.
        AND (SELECT a.unreachable_since IS NULL FROM account a WHERE a.id = pa.account_id)
      ORDER BY pa.since DESC, pa.account_id DESC LIMIT 1
    ) chat ON true
    WHERE p.id > ${page.after} AND p.id <= ${page.upTo}
      AND ${personSql(wanted)}`;
}

/**
 * Person `p` has got an earlier announcement, in the chat or by hand, and has answered or not: answered is whoever stands
 * in the list of its training, also with "Tidak bisa", or has filled in its survey.
 */
function followsUp({ announcement: id, answered }: NonNullable<Criteria['followUp']>): Prisma.Sql {
  const has = Prisma.sql`(EXISTS (
    SELECT 1 FROM announcement e JOIN participant t ON t.training_id = e.training_id
    WHERE e.id = ${id} AND t.person_id = p.id)
    OR EXISTS (
    SELECT 1 FROM announcement e JOIN survey_answer s ON s.survey_id = e.survey_id
    WHERE e.id = ${id} AND s.person_id = p.id))`;
  return Prisma.sql`(
    EXISTS (
      SELECT 1 FROM delivery d
      WHERE d.announcement_id = ${id} AND d.person_id = p.id AND d.status IN ('sent', 'unknown'))
    OR EXISTS (
      SELECT 1 FROM hand_delivery h
      WHERE h.announcement_id = ${id} AND h.person_id = p.id AND h.told_at IS NOT NULL)
  ) AND ${answered ? has : Prisma.sql`NOT ${has}`}`;
}
