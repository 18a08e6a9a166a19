/**
 * The results of the partnerships in October 2026 as an auditor would compute them: in plain SQL over the tables, from
 * the definitions that the bot prints beside the figures, for every scope at once. Nothing here is shared with the bot.
 */

/** The month, its semester, and the first of its last twelve months. */
const [MONTH, FIRST, LAST, YEAR] = ['2026-10', '2026-07-01', '2026-10-31', '2025-11'];
/** What was told longer than twelve months ago says nothing of today. */
const TOLD_SINCE = '2025-10-01';

const localDay = (at: string): string => `to_char(${at} AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD')`;
const monthsAfter = (month: string, months: number): string =>
  `to_char(to_date(${month}, 'YYYY-MM') + interval '${months} months', 'YYYY-MM')`;
const middle = (of: string): string => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${of})`;

/**
 * First days of the months of the Hijri years 1446 to 1448, from Jumada I (5) on, by the calendar of Umm al-Qura as it
 * was published.
 */
const HIJRI = [
  '2024-11-03 5',
  '2024-12-02 6',
  '2025-01-01 7',
  '2025-01-31 8',
  '2025-03-01 9',
  '2025-03-30 10',
  '2025-04-29 11',
  '2025-05-28 12',
  '2025-06-26 1',
  '2025-07-26 2',
  '2025-08-24 3',
  '2025-09-23 4',
  '2025-10-23 5',
  '2025-11-22 6',
  '2025-12-21 7',
  '2026-01-20 8',
  '2026-02-18 9',
  '2026-03-20 10',
  '2026-04-18 11',
  '2026-05-18 12',
  '2026-06-16 1',
  '2026-07-15 2',
  '2026-08-14 3',
  '2026-09-12 4',
  '2026-10-12 5',
  '2026-11-11 6',
].map((it) => it.split(' '));

/**
 * The tables of the computation, in a schema of its own. Expects the schema with the prices (`audit.price`: month,
 * level) and the profits that are sealed elsewhere (`audit.profit`: business, year, amount).
 */
export const auditTables: readonly string[] = [
  // A partnership: an application for a programme that is no funding, from its first active day to its last final step.
  `CREATE TABLE audit.partnership AS
    SELECT a.id AS application, b.id AS business, b.owner_id AS owner, b.kind, b.kecamatan,
      b.usual_monthly_sales::float8 AS usual, p.salutation = 'P' AS woman,
      CASE WHEN b.status = 'closed' THEN ${localDay('b.status_since')} END AS closed,
      a.programme_id AS programme, v.data #>> '{partner,id}' AS partner, v.data ->> 'form' AS form,
      left(${localDay('a.applied_at')}, 7) AS applied,
      (SELECT ${localDay('min(at)')} FROM application_step WHERE application_id = a.id AND status = 'active') AS joined,
      (SELECT ${localDay('max(at)')} FROM application_step
        WHERE application_id = a.id AND status IN ('finished', 'independent', 'ended')) AS ended
    FROM application a JOIN business b ON b.id = a.business_id JOIN person p ON p.id = b.owner_id
    JOIN programme_version v ON v.programme_id = a.programme_id AND v.version = a.programme_version
    WHERE v.data ->> 'kind' = 'supply'
      AND EXISTS (SELECT 1 FROM application_step s WHERE s.application_id = a.id AND s.status = 'active')`,
  `CREATE TABLE audit.member AS
    SELECT scope, p.* FROM audit.partnership p,
      unnest(ARRAY['all', 'kecamatan:' || kecamatan, 'partner:' || partner, 'programme:' || programme]) scope
    WHERE joined <= '${LAST}'`,
  // Each business of a scope, from its first partnership there.
  `CREATE TABLE audit.followed AS
    SELECT DISTINCT ON (scope, business) scope, business, owner, kind, usual, closed, applied, joined,
      left(joined, 7) AS since
    FROM audit.member ORDER BY scope, business, joined, application`,
  `CREATE TABLE audit.sale AS
    SELECT r.business_id AS business, r.month, r.amount::float8 AS amount,
      r.amount::float8 * (SELECT level FROM audit.price WHERE month = '${MONTH}') / p.level AS deflated,
      (SELECT h.number FROM (VALUES ${HIJRI.map(([day, number]) => `('${day}', ${number})`).join(', ')}) h (day, number)
        WHERE h.day <= r.month || '-15' ORDER BY h.day DESC LIMIT 1) AS hijri,
      (SELECT sum(amount)::float8 FROM partner_sale WHERE report_id = r.id) AS told
    FROM sales_report r LEFT JOIN audit.price p ON p.month = r.month WHERE NOT r.provisional`,
  `CREATE INDEX ON audit.sale (business, month)`,
  // Whose sales are looked at over which months: of partners, and over the same ones of all that never joined anything.
  `CREATE TABLE audit.history AS
    SELECT business, kind, applied, since, left(closed, 7) AS closed, ${monthsAfter('applied', -12)} AS earliest, false AS other
    FROM audit.followed GROUP BY business, kind, applied, since, closed
    UNION ALL
    SELECT b.id, b.kind, s.applied, s.since, CASE WHEN b.status = 'closed' THEN left(${localDay('b.status_since')}, 7) END,
      ${monthsAfter('s.applied', -12)}, true
    FROM (SELECT DISTINCT kind, applied, since FROM audit.followed) s JOIN business b ON b.kind = s.kind
    WHERE b.status IN ('active', 'paused', 'closed')
      AND (b.status <> 'closed' OR left(${localDay('b.status_since')}, 7) >= s.since)
      AND NOT EXISTS (SELECT 1 FROM audit.partnership p WHERE p.business = b.id)`,
  // The median month of the year before the application, and of the last year since the partnership began.
  `CREATE TABLE audit.before AS
    SELECT h.business, h.applied, b.* FROM (SELECT DISTINCT business, applied, earliest FROM audit.history) h
    CROSS JOIN LATERAL (
      SELECT count(*) AS months_before, ${middle('amount')} AS before, ${middle('deflated')} AS deflated_before
      FROM audit.sale WHERE business = h.business AND month >= h.earliest AND month < h.applied
    ) b`,
  `CREATE TABLE audit.after AS
    SELECT h.business, h.since, n.* FROM (SELECT DISTINCT business, since FROM audit.history) h
    CROSS JOIN LATERAL (
      SELECT count(*) AS months_now, ${middle('amount')} AS amount, ${middle('deflated')} AS deflated
      FROM audit.sale WHERE business = h.business AND month BETWEEN greatest('${YEAR}', h.since) AND '${MONTH}'
    ) n`,
  // A closed business sells nothing.
  `CREATE TABLE audit.change AS
    SELECT h.*, months_before, before, deflated_before, months_now,
      CASE WHEN closed <= '${MONTH}' THEN 0 WHEN months_now >= 3 THEN amount END AS now,
      CASE WHEN closed <= '${MONTH}' THEN 0 WHEN months_now >= 3 THEN deflated END AS deflated_now
    FROM audit.history h JOIN audit.before b USING (business, applied) JOIN audit.after n USING (business, since)`,
  // Whole Hijri years where both are complete, else each month beside the last one of the same Hijri month before.
  `CREATE TABLE audit.season AS
    SELECT c.business, c.applied, c.since,
      CASE WHEN c.months_before = 12 AND c.months_now = 12 THEN c.now / c.before - 1
      ELSE (
        SELECT ${middle('n.amount / b.amount - 1')} FROM audit.sale n CROSS JOIN LATERAL (
          SELECT amount FROM audit.sale b
          WHERE b.business = n.business AND b.hijri = n.hijri AND b.month < c.applied AND b.amount > 0
          ORDER BY b.month DESC LIMIT 1
        ) b
        WHERE n.business = c.business AND n.month BETWEEN greatest('${YEAR}', c.since) AND '${MONTH}'
      ) END AS change
    FROM audit.change c
    WHERE NOT other AND months_before >= 3 AND before > 0 AND now IS NOT NULL AND coalesce(closed > '${MONTH}', true)`,
  // Partners by scope with what their change is counted from: what was reported, else the usual month (weaker).
  `CREATE TABLE audit.told AS
    SELECT f.scope, f.business, f.kind, f.applied, f.since, c.now, c.deflated_now, c.deflated_before,
      CASE WHEN c.months_before >= 3 THEN 'reported' ELSE 'usual' END AS basis,
      CASE WHEN c.months_before >= 3 THEN c.before ELSE f.usual END AS base, s.change AS season
    FROM audit.followed f JOIN audit.change c ON (c.business, c.applied, c.since) = (f.business, f.applied, f.since)
    LEFT JOIN audit.season s ON (s.business, s.applied, s.since) = (f.business, f.applied, f.since)`,
  `CREATE TABLE audit.shipped AS
    SELECT a.id AS application, a.business_id AS business, s.sent_on, s.due_on, s.paid_on, s.value::float8 AS value
    FROM shipment s JOIN agreement g ON g.id = s.agreement_id JOIN application a ON a.id = g.application_id`,
  `CREATE INDEX ON audit.shipped (business)`,
  // Quartiles of what is known, and the median if all the others stood at the bottom or at the top.
  `CREATE FUNCTION audit.finite(it float8) RETURNS float8 LANGUAGE sql AS
    $$ SELECT CASE WHEN it > '-Infinity' AND it < 'Infinity' THEN it END $$`,
  `CREATE FUNCTION audit.spread(known float8[], silent bigint) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('known', cardinality(known), 'unknown', silent,
      'lowerQuartile', (SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY it) FROM unnest(known) it),
      'median', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY it) FROM unnest(known) it),
      'upperQuartile', (SELECT percentile_cont(0.75) WITHIN GROUP (ORDER BY it) FROM unnest(known) it),
      'worst', audit.finite((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY it)
        FROM unnest(known || array_fill('-Infinity'::float8, ARRAY[silent::int])) it)),
      'best', audit.finite((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY it)
        FROM unnest(known || array_fill('Infinity'::float8, ARRAY[silent::int])) it))))
    WHERE cardinality(known) > 0 $$`,
];

const strong = `basis = 'reported' AND base > 0`;
const spread = (of: string, known: string, among: string): string =>
  `audit.spread(array_agg(${of}) FILTER (WHERE ${among} AND ${known} IS NOT NULL),
    count(*) FILTER (WHERE ${among} AND ${known} IS NULL))`;
const followUp = (when: string): string => `(
  SELECT u FROM follow_up u WHERE u.business_id = f.business AND ${when} ORDER BY u.on_date DESC, u.id DESC LIMIT 1)`;
/** Of whoever works without pay, the owner counted in, one is the owner. */
const work = {
  paid_male: (it: string) => `${it}.paid_male`,
  paid_female: (it: string) => `${it}.paid_female`,
  owner: (it: string) => `least(1, ${it}.family)`,
  family: (it: string) => `greatest(0, ${it}.family - 1)`,
  seasonal: (it: string) => `${it}.seasonal`,
};

/** Each figure by scope: rows of `scope` and `it`. A scope of which nothing can be said may be missing. */
export const audits = {
  counts: `
    SELECT scope, jsonb_build_object('unique', count(*) FILTER (WHERE during), 'active', count(*) FILTER (WHERE active),
      'fresh', count(*) FILTER (WHERE during AND joined >= '${FIRST}'),
      'ended', count(*) FILTER (WHERE during AND NOT active), 'cumulative', count(*)) AS it
    FROM (
      SELECT scope, business, min(joined) AS joined, bool_or(ended IS NULL OR ended >= '${FIRST}') AS during,
        bool_or(ended IS NULL OR ended > '${LAST}') AS active
      FROM audit.member GROUP BY 1, 2
    ) b GROUP BY 1`,
  forms: `
    SELECT scope, jsonb_object_agg(form, businesses) AS it
    FROM (
      SELECT scope, form, count(DISTINCT business) AS businesses FROM audit.member
      WHERE ended IS NULL OR ended > '${LAST}' GROUP BY 1, 2
    ) f GROUP BY 1`,
  owners: `SELECT scope, to_jsonb(count(DISTINCT owner)) AS it FROM audit.member GROUP BY 1`,
  jobs: `
    SELECT scope, jsonb_build_object(
      'known', count(*) FILTER (WHERE told AND now_told), 'silent', count(*) FILTER (WHERE told AND NOT now_told),
      'withoutBaseline', count(*) FILTER (WHERE NOT told),
      'paid', coalesce(sum(paid_male + paid_female) FILTER (WHERE told AND now_told), 0),
      'male', coalesce(sum(paid_male) FILTER (WHERE told AND now_told), 0),
      'female', coalesce(sum(paid_female) FILTER (WHERE told AND now_told), 0),
      'owner', coalesce(sum(owner) FILTER (WHERE told AND now_told), 0),
      'family', coalesce(sum(family) FILTER (WHERE told AND now_told), 0),
      'seasonal', coalesce(sum(seasonal) FILTER (WHERE told AND now_told), 0),
      'worst', coalesce(sum(CASE WHEN now_told THEN paid_male + paid_female ELSE -paid_before END) FILTER (WHERE told), 0),
      'best', coalesce(sum(paid_male + paid_female) FILTER (WHERE told AND now_told), 0)) AS it
    FROM (
      SELECT scope, (b).id IS NOT NULL AS told, is_closed OR (n).id IS NOT NULL AS now_told,
        (b).paid_male + (b).paid_female AS paid_before,
        ${Object.entries(work)
          .map(([key, of]) => `CASE WHEN is_closed THEN 0 ELSE ${of('(n)')} END - ${of('(b)')} AS ${key}`)
          .join(', ')}
      FROM (
        SELECT f.scope, coalesce(f.closed <= '${LAST}', false) AS is_closed,
          ${followUp('u.on_date <= f.joined')} AS b,
          ${followUp(`u.on_date > f.joined AND u.on_date BETWEEN '${TOLD_SINCE}' AND '${LAST}'`)} AS n
        FROM audit.followed f
      ) s
    ) w GROUP BY 1`,
  sales: `
    SELECT scope, jsonb_strip_nulls(jsonb_build_object(
      'reported', ${spread('now / base - 1', 'now', strong)}, 'season', ${spread('season', 'season', strong)},
      'deflated', ${spread('deflated_now / deflated_before - 1', 'deflated_now', strong)},
      'usual', ${spread('now / base - 1', 'now', `basis = 'usual' AND base > 0`)},
      'withoutBaseline', count(*) FILTER (WHERE base IS NULL OR base <= 0),
      'before', ${middle('base')} FILTER (WHERE ${strong} AND now IS NOT NULL),
      'now', ${middle('now')} FILTER (WHERE ${strong} AND now IS NOT NULL))) AS it
    FROM audit.told GROUP BY 1`,
  // Like a partner is somebody who is of the same kind and sold half to twice as much before; at least five, the first thousand.
  comparison: `
    WITH other AS (
      SELECT * FROM (
        SELECT c.*, row_number() OVER (PARTITION BY kind, applied, since ORDER BY business) AS place FROM audit.change c
        WHERE other AND months_before >= 3 AND before > 0 AND now IS NOT NULL
      ) o WHERE place <= 1000
    ), pair AS (
      SELECT p.business, p.applied, p.since, p.now / p.before - 1 AS change, ${middle('o.now / o.before - 1')} AS others,
        array_agg(o.business) AS whom
      FROM audit.change p JOIN other o ON (o.kind, o.applied, o.since) = (p.kind, p.applied, p.since)
        AND o.before BETWEEN p.before / 2 AND p.before * 2
      WHERE NOT p.other AND p.months_before >= 3 AND p.before > 0 AND p.now IS NOT NULL
      GROUP BY p.business, p.applied, p.since, p.now, p.before HAVING count(*) >= 5
    ), beside AS (
      SELECT f.scope, p.* FROM audit.followed f
      JOIN pair p ON (p.business, p.applied, p.since) = (f.business, f.applied, f.since)
    )
    SELECT scope, jsonb_build_object('partners', count(*), 'partnersChange', ${middle('change')},
      'othersChange', ${middle('others')},
      'others', (SELECT count(DISTINCT w) FROM beside o, unnest(o.whom) w WHERE o.scope = b.scope)) AS it
    FROM beside b GROUP BY 1`,
  // Of the months of a year in which it is known what went to partners: as the owner told, else what was delivered.
  toOthers: `
    SELECT scope, ${spread('share', 'share', 'true')} AS it
    FROM (
      SELECT f.scope, (
        SELECT 1 - sum(least(coalesce(s.told, sent.value), s.amount)) / nullif(sum(s.amount), 0)
        FROM audit.sale s LEFT JOIN LATERAL (
          SELECT sum(value) AS value FROM audit.shipped WHERE business = s.business AND left(sent_on, 7) = s.month
        ) sent ON true
        WHERE s.business = f.business AND s.month BETWEEN '${YEAR}' AND '${MONTH}'
          AND coalesce(s.told, sent.value) IS NOT NULL
      ) AS share
      FROM audit.followed f
    ) s GROUP BY 1`,
  buyers: `
    SELECT scope, ${spread('buyers', 'buyers', 'true')} AS it
    FROM (
      SELECT f.scope, (${followUp(`u.on_date BETWEEN '${TOLD_SINCE}' AND '${LAST}'`)}).buyers AS buyers FROM audit.followed f
    ) s GROUP BY 1`,
  // Of whoever has had no partnership of the scope for twelve months: a sale in the tenth to twelfth month after the last.
  selling: `
    SELECT scope, jsonb_build_object('sellingYes', count(*) FILTER (WHERE sells), 'sellingNo', count(*) FILTER (WHERE NOT sells),
      'sellingUnknown', count(*) FILTER (WHERE sells IS NULL)) AS it
    FROM (
      SELECT scope, CASE WHEN closed <= ${monthsAfter('ended', 12)} THEN false ELSE (
        SELECT bool_or(amount > 0) FROM audit.sale s
        WHERE s.business = e.business AND month BETWEEN ${monthsAfter('ended', 10)} AND ${monthsAfter('ended', 12)}
      ) END AS sells
      FROM (
        SELECT scope, business, left(min(closed), 7) AS closed, left(max(ended), 7) AS ended
        FROM audit.member GROUP BY 1, 2 HAVING bool_and(ended IS NOT NULL)
      ) e WHERE ${monthsAfter('ended', 12)} <= '${MONTH}'
    ) s GROUP BY 1`,
  // Of the last year that is over; three digits, where at least five have told.
  profit: `
    SELECT scope, jsonb_build_object('year', 2025, 'known', known, 'all', everybody,
      'median', round(median / step) * step) AS it
    FROM (
      SELECT f.scope, count(p.amount) AS known, count(*) AS everybody, ${middle('p.amount')}::numeric AS median,
        power(10, greatest(0, length(trunc(${middle('p.amount')}::numeric)::text) - 3))::numeric AS step
      FROM audit.followed f LEFT JOIN audit.profit p ON p.business = f.business AND p.year = 2025 GROUP BY 1
    ) p WHERE known >= 5`,
  payment: `
    SELECT scope, jsonb_strip_nulls(jsonb_build_object('paid', count(*) FILTER (WHERE is_paid),
      'days', ${middle('paid_on::date - sent_on::date')} FILTER (WHERE is_paid), 'overdue', count(*) FILTER (WHERE is_due),
      'owners', count(DISTINCT owner) FILTER (WHERE is_paid OR is_due))) AS it
    FROM (
      SELECT m.scope, m.owner, s.*, coalesce(s.paid_on BETWEEN '${FIRST}' AND '${LAST}', false) AS is_paid,
        s.due_on <= '${LAST}' AND coalesce(s.paid_on > '${LAST}', true) AS is_due
      FROM audit.member m JOIN audit.shipped s USING (application)
    ) s GROUP BY 1`,
  // What is paid back is no support.
  support: `
    SELECT scope, jsonb_object_agg(kind, jsonb_build_object('businesses', businesses, 'value', value)) AS it
    FROM (
      SELECT m.scope, s.kind, count(DISTINCT m.business) AS businesses, coalesce(sum(s.value), 0) AS value
      FROM audit.member m JOIN agreement g ON g.application_id = m.application JOIN support s ON s.agreement_id = g.id
      WHERE s.status = 'received' AND NOT s.repaid AND ${localDay('s.received_at')} BETWEEN '${FIRST}' AND '${LAST}'
      GROUP BY 1, 2
    ) k GROUP BY 1`,
  areas: `
    WITH during AS (
      SELECT scope, business, kecamatan, woman FROM audit.member WHERE ended IS NULL OR ended >= '${FIRST}' GROUP BY 1, 2, 3, 4
    ), first AS (
      SELECT business FROM audit.partnership WHERE joined <= '${LAST}' GROUP BY 1 HAVING count(*) = 1
    ), bought AS (
      SELECT m.scope, m.business, sum(s.value) AS value FROM audit.member m JOIN audit.shipped s USING (application)
      WHERE s.sent_on BETWEEN '${FIRST}' AND '${LAST}' GROUP BY 1, 2
    )
    SELECT scope, jsonb_object_agg(kecamatan, jsonb_build_object('registered', registered, 'registeredWomen', women_registered,
      'partners', partners, 'women', women, 'firstTime', first_time, 'bought', bought)) AS it
    FROM (
      SELECT s.scope, r.*, count(d.business) AS partners, count(*) FILTER (WHERE d.woman) AS women,
        count(f.business) AS first_time, coalesce(sum(b.value), 0) AS bought
      FROM (SELECT DISTINCT scope FROM audit.member) s
      CROSS JOIN (
        SELECT b.kecamatan, count(*) FILTER (WHERE status IN ('active', 'paused')) AS registered,
          count(*) FILTER (WHERE status IN ('active', 'paused') AND p.salutation = 'P') AS women_registered
        FROM business b JOIN person p ON p.id = b.owner_id GROUP BY 1
      ) r
      LEFT JOIN during d ON d.scope = s.scope AND d.kecamatan = r.kecamatan
      LEFT JOIN first f ON f.business = d.business LEFT JOIN bought b ON b.scope = d.scope AND b.business = d.business
      GROUP BY s.scope, r.kecamatan, r.registered, r.women_registered
    ) a GROUP BY 1`,
} as const;
