import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '../../../../src/domain/month/month.ts';
import type { ResultFigures } from '../../../../src/domain/partnership/results.ts';
import { publishProgrammes } from '../../../../src/services/core/stored-programmes.ts';
import type { Services } from '../../../../src/services/core/services.ts';
import {
  newestResults,
  storedResults,
  takeResults,
  type StoredResults,
} from '../../../../src/services/partnership/results/results.ts';
import { testDatabase } from '../../../support/database.ts';
import { isLong } from '../../../support/long.ts';
import { auditTables, audits } from '../../../support/result-sql.ts';
import { nearlyTold } from '../../../support/sum-attack.ts';
import type { PartSum } from '../../../../src/domain/partnership/sum-groups.ts';
import { servicesOver } from '../../../support/services.ts';
import { SUPPLY_VERSION } from '../../../support/programme.ts';

const MONTH = '2026-10';
const BEFORE = '2026-09';
/**
 * Every seventh has ever joined a partnership. In `npm test` so many that every figure has partners to count, and some
 * kecamatan have the five that may be shown; in the long run as many as the embedded database joins in minutes: with
 * 20,000 it had not ended after a quarter of an hour.
 */
const BUSINESSES = isLong ? 6_000 : 455;
/** The number of a second application is that of the business and this. */
const AGAIN = 1_000_003;

/** Prices rise by a third of a percent a month, to the last month that counts and no further. */
const prices = new Map(
  Array.from({ length: 24 }, (_, at) => [addMonths('2024-11', at), 100 + at / 3] as const),
);

const isEmpty = (it: object): boolean => Object.keys(it).length === 0;

const counted = ({ forms: _forms, ...counts }: ResultFigures['counts']): unknown => counts;

function selling({ sellingYes, sellingNo, sellingUnknown }: ResultFigures['independence']): unknown {
  return sellingYes + sellingNo + sellingUnknown === 0
    ? undefined
    : { sellingYes, sellingNo, sellingUnknown };
}

function supported({ support }: ResultFigures): unknown {
  const kinds = support.map(({ kind, businesses, value }) => [kind, { businesses, value }] as const);
  return kinds.length === 0 ? undefined : Object.fromEntries(kinds);
}

const byArea = ({ areas }: ResultFigures): unknown =>
  Object.fromEntries(areas.map(({ kecamatan, ...it }) => [kecamatan, it]));

describe('the results of the partnerships', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let services: Services;
  let stored: ReadonlyMap<string, StoredResults>;
  let all: ResultFigures;
  const sql = <T>(text: string): Promise<T[]> => database.prisma.$queryRawUnsafe<T[]>(text);
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
    services = { ...services, office: { ...services.office, priceIndex: { source: 'BPS', values: prices } } };
    await publishProgrammes(services);
    await database.prisma.$executeRawUnsafe('CREATE SCHEMA audit');
    await seed();
    await takeResults(services, BEFORE);
    await takeResults(services, MONTH);
    await database.prisma.$executeRawUnsafe('ANALYZE');
    for (const statement of auditTables) {
      await database.prisma.$executeRawUnsafe(statement);
      // Without figures about a new table the planner joins millions of rows one by one.
      const [, made] = /^CREATE TABLE (\S+)/.exec(statement) ?? [];
      if (made !== undefined) await database.prisma.$executeRawUnsafe(`ANALYZE ${made}`);
    }
    stored = await newestResults(services);
    const everybody = stored.get('all');
    if (everybody === undefined) throw new Error('expected results of everybody');
    all = everybody.figures;
  });
  afterAll(async () => {
    await database.prisma.$executeRawUnsafe('DROP SCHEMA audit CASCADE');
    await database.close();
  });

  it.each([
    ['the partners, each business once and funding apart', 'counts', (it) => counted(it.counts)],
    ['the partners by form', 'forms', ({ counts }) => (isEmpty(counts.forms) ? undefined : counts.forms)],
    ['the people behind them', 'owners', ({ owners }) => owners],
    ['the workers added, apart by how they work, with best and worst case', 'jobs', ({ jobs }) => jobs],
    [
      'the change of sales, without the season, without the rise of prices, and from a weaker base apart',
      'sales',
      ({ sales: { comparison: _comparison, ...sales } }) => sales,
    ],
    ['businesses like them that joined nothing', 'comparison', ({ sales }) => sales.comparison],
    ['the share sold to others', 'toOthers', ({ independence }) => independence.toOthers],
    ['the buyers beside the partner', 'buyers', ({ independence }) => independence.buyers],
    ['who still sells twelve months after the end', 'selling', (it) => selling(it.independence)],
    ['the profit of the last year', 'profit', ({ profit }) => profit],
    ['how fast the partners pay', 'payment', ({ payment }) => (payment?.owners === 0 ? undefined : payment)],
    ['support by kind, without loans', 'support', supported],
    ['partners, registered businesses and purchases by kecamatan', 'areas', byArea],
  ] satisfies readonly (readonly [string, keyof typeof audits, (of: ResultFigures) => unknown])[])(
    'have %s in every scope as plain SQL has them, to the last digit',
    async (_, key, of) => {
      const rows = await sql<{ readonly scope: string; readonly it: unknown }>(audits[key]);
      const found = [...stored].flatMap(([scope, { figures }]) => {
        const it = of(figures);
        return it === undefined ? [] : [[scope, it] as const];
      });
      const wanted = rows.flatMap(({ scope, it }) => (it === null ? [] : [[scope, it] as const]));
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
      expect(found.map(([scope]) => scope)).toContain('all');
    },
  );

  it('are computed from partners of every sort', () => {
    const { counts, sales, jobs, independence, payment, support } = all;
    expect(all.period).toEqual({ first: '2026-07-01', last: '2026-10-31' });
    expect(all.owners).toBeLessThan(counts.cumulative);
    const { sellingYes, sellingNo, sellingUnknown } = independence;
    const some = {
      fresh: counts.fresh,
      ended: counts.ended,
      silent: jobs.silent,
      untold: jobs.withoutBaseline,
      withoutBaseline: sales.withoutBaseline,
      unknown: sales.reported?.unknown,
      weak: sales.usual?.known,
      overdue: payment?.overdue,
      sellingYes,
      sellingNo,
      sellingUnknown,
    };
    expect(Object.entries(some).filter(([, count = 0]) => count === 0)).toEqual([]);
    expect(Object.keys(counts.forms).length).toBe(3);
    expect(support.length).toBe(3);
    expect(sales.comparison?.partners).toBeGreaterThan(5);
  });

  // So many parts as the long run has are too many for an attack that knows nothing of how they are grouped.
  if (!isLong)
    it('show no purchases of two months from which those of one owner can be told nearly', async () => {
      const rows = await sql<{ owner: number; month: string; scopes: string[]; of: string; amount: number }>(`
      SELECT owner, month, scopes, array_to_string(scopes, ' ') || ' ' || month AS of, sum(amount) AS amount
      FROM (
        SELECT m.owner, CASE WHEN left(s.sent_on, 7) <= '${BEFORE}' THEN '${BEFORE}' ELSE '${MONTH}' END AS month,
          array_agg(m.scope ORDER BY m.scope) AS scopes, s.value AS amount
        FROM audit.member m JOIN audit.shipped s USING (application)
        WHERE s.sent_on BETWEEN '2026-07-01' AND '2026-10-31' AND EXISTS (
          SELECT 1 FROM audit.member d
          WHERE (d.scope, d.business) = (m.scope, m.business) AND coalesce(d.ended >= '2026-07-01', true)
        )
        GROUP BY m.owner, m.application, s.sent_on, s.value
      ) s GROUP BY 1, 2, 3`);
      const shown: PartSum[] = [];
      let hidden = 0;
      for (const month of [BEFORE, MONTH])
        for (const [scope, { figures }] of await storedResults(services, month)) {
          const parts = rows.filter((it) => it.month <= month && it.scopes.includes(scope));
          expect(figures.areas.reduce((sum, { bought }) => sum + bought, 0)).toBe(
            parts.reduce((sum, { amount }) => sum + amount, 0),
          );
          if (figures.sums.bought) shown.push({ key: `${month} ${scope}`, parts });
          else hidden++;
        }
      expect(shown.length).toBeGreaterThan(10);
      expect(hidden).toBeGreaterThan(0);
      expect(nearlyTold(shown, false)).toBeUndefined();
    });

  it('are stored for everybody, and for each programme, partner and kecamatan; what is stored never changes', async () => {
    expect([...stored.keys()]).toEqual(
      expect.arrayContaining([
        'all',
        'partner:sig',
        'partner:other',
        'programme:second',
        'kecamatan:35.25.16',
      ]),
    );
    expect(stored.has('programme:sig-pumk')).toBe(false);
    const parts = [...stored].filter(([scope]) => scope.startsWith('kecamatan:'));
    expect(parts.reduce((sum, [, it]) => sum + it.figures.counts.cumulative, 0)).toBe(all.counts.cumulative);
    expect(
      parts.every(([, it]) => !it.shown || it.figures.jobs.known === 0 || it.figures.jobs.known >= 5),
    ).toBe(true);
    await sql(`UPDATE sales_report SET amount = amount * 2 WHERE id % 2 = 0`);
    expect(await takeResults(services, MONTH)).toBe(0);
    expect((await newestResults(services)).get('all')?.figures).toEqual(all);
  });

  /** Invented owners, made by arithmetic, so that every run has the same. */
  async function seed(): Promise<void> {
    const n = BUSINESSES;
    const r = (salt: string, most: number) => `(abs(hashtext(i || '${salt}')) % ${most})`;
    const statements = [
      `INSERT INTO person (id, office, number, salutation)
        SELECT i, 'gresik', 'o' || i, (ARRAY['L', 'P'])[1 + ${r('s', 2)}] FROM generate_series(1, ${n}) i`,
      // One person in thirteen of those who joined owns two businesses.
      `INSERT INTO business (id, office, owner_id, kind, kecamatan, status, status_since, usual_monthly_sales)
        SELECT i, 'gresik', CASE WHEN i % 91 = 0 THEN i - 7 ELSE i END, (ARRAY['food', 'shop', 'craft'])[1 + ${r('k', 3)}],
          '35.25.' || lpad((1 + ${r('a', 18)})::text, 2, '0'),
          CASE WHEN ${r('c', 9)} = 0 THEN 'closed' ELSE 'active' END, '2026-05-10T03:00:00Z',
          CASE WHEN ${r('u', 4)} > 0 THEN 1000000 + 1000 * ${r('v', 4000)} END
        FROM generate_series(1, ${n}) i`,
      `INSERT INTO sales_report (office, number, business_id, month, amount, source, provisional)
        SELECT 'gresik', 'L-' || i || '-' || m, i, to_char(date '2024-11-01' + m * interval '1 month', 'YYYY-MM'),
          (CASE WHEN abs(hashtext(i || 'zero' || m)) % 29 = 0 THEN 0 ELSE 800000 + 1000 * (abs(hashtext(i || 'm' || m)) % 3000) END)::bigint,
          'telegram', false
        FROM generate_series(1, ${n}) i, generate_series(0, 24) m
        WHERE abs(hashtext(i || 'has' || m)) % 10 < 2 + ${r('diligent', 8)}
          AND (m < 14 OR i % 35 <> 14)`,
      `INSERT INTO programme_version (office, programme_id, version, checksum, data)
        SELECT 'gresik', id, 1, id, jsonb_build_object('kind', 'supply', 'form', form, 'partner', jsonb_build_object('id', partner))
        FROM (VALUES ('second', 'subcontract', 'sig'), ('other', 'trade', 'other')) it (id, form, partner)`,
      // Some have two partnerships, of the same company or of two.
      `INSERT INTO application (id, office, number, business_id, person_id, person_number, programme_id,
          programme_version, status, consent_id, nik_by, applied_at, due_on)
        SELECT i + again * ${AGAIN}, 'gresik', 'P-' || i || '-' || again, i, i, 'o' || i, programme,
          CASE programme WHEN 'sig-supply' THEN ${SUPPLY_VERSION} ELSE 1 END, 'active', 0, 'later',
          timestamptz '2025-02-03 02:00Z' + (${r('d', 520)} + 60 * again) * interval '1 day', '2026-01-01'
        FROM generate_series(7, ${n}, 7) i, generate_series(0, 1) again, LATERAL (SELECT CASE
          WHEN again = 1 THEN (ARRAY['other', 'second'])[1 + i % 2] WHEN i % 35 = 0 THEN 'sig-pumk'
          WHEN i % 21 = 0 THEN 'second' WHEN i % 14 = 0 THEN 'other' ELSE 'sig-supply' END AS programme) p
        WHERE again = 0 OR i % 49 = 0`,
      `INSERT INTO application_step (application_id, status, at)
        SELECT id, 'submitted', applied_at FROM application`,
      `INSERT INTO application_step (application_id, status, at)
        SELECT id, 'active', applied_at + (20 + id % 90) * interval '1 day' FROM application WHERE id % 11 > 0`,
      `INSERT INTO application_step (application_id, status, at)
        SELECT id, (ARRAY['finished', 'independent', 'ended'])[1 + id % 3], applied_at + (112 + id % 150) * interval '1 day'
        FROM application WHERE id % 11 > 0 AND id % 2 = 0`,
      // One of those whose partnership has ended long ago has closed since.
      `UPDATE business SET status = 'closed' WHERE id = (
        SELECT a.business_id FROM application a JOIN application_step s ON s.application_id = a.id
        WHERE s.status IN ('finished', 'independent', 'ended') AND s.at > '2025-06-01' AND a.programme_id <> 'sig-pumk'
        ORDER BY s.at LIMIT 1)`,
      `INSERT INTO follow_up (business_id, on_date, paid_male, paid_female, family, seasonal, buyers, entered_by, at)
        SELECT i, to_char(a.applied_at, 'YYYY-MM-DD'), ${r('pm', 4)}, ${r('pf', 4)}, ${r('fa', 3)}, 0, 1, 'telegram', a.applied_at
        FROM application a, LATERAL (SELECT a.id AS i) x WHERE a.id = a.business_id AND a.id % 4 > 0`,
      `INSERT INTO follow_up (business_id, on_date, paid_male, paid_female, family, seasonal, buyers, entered_by, at)
        SELECT i, to_char(a.applied_at + interval '200 days', 'YYYY-MM-DD'), ${r('qm', 5)}, ${r('qf', 5)}, ${r('fb', 4)}, ${r('se', 3)},
          CASE WHEN ${r('by', 4)} > 0 THEN ${r('bu', 7)} END, 'telegram', a.applied_at
        FROM application a, LATERAL (SELECT a.id AS i) x WHERE a.id = a.business_id AND a.id % 3 > 0`,
      `INSERT INTO agreement (id, application_id, created_by, created_at)
        SELECT id, id, 'anggota-1', applied_at FROM application WHERE id % 11 > 0 AND programme_id <> 'sig-pumk'`,
      `INSERT INTO shipment (agreement_id, sent_on, due_on, value, deductions, state, paid_on, created_at)
        SELECT g.id, d.day, to_char(d.day::date + 30, 'YYYY-MM-DD'), 250000 + 1001 * ${r('w', 900)}, 0,
          CASE WHEN i % 3 = 0 THEN 'unpaid' ELSE 'paid' END,
          CASE WHEN i % 3 > 0 THEN to_char(d.day::date + 5 + ${r('z', 60)}, 'YYYY-MM-DD') END, now()
        FROM agreement g, generate_series(0, 5) m, LATERAL (SELECT g.id + m AS i) x,
          LATERAL (SELECT to_char(date '2026-05-03' + m * 31, 'YYYY-MM-DD') AS day) d`,
      // In some months the owner has told another figure than what was delivered.
      `INSERT INTO partner_sale (report_id, agreement_id, amount, at)
        SELECT r.id, g.id, 1000 * (r.id % 1500), now() FROM agreement g JOIN application a ON a.id = g.application_id
        JOIN sales_report r ON r.business_id = a.business_id WHERE r.month >= '2026-02' AND r.id % 3 = 0`,
      `INSERT INTO support (agreement_id, kind, value, source, repaid, status, told_by, entered_by, promised_at, received_at)
        SELECT g.id, (ARRAY['means', 'guidance', 'marketing'])[1 + i % 3], 1000 * ${r('y', 900)}, 'inti', i % 5 = 0,
          CASE WHEN i % 4 = 0 THEN 'promised' ELSE 'received' END, 'office', 'anggota-1', now(),
          CASE WHEN i % 4 > 0 THEN timestamptz '2026-05-03 02:00Z' + (i % 200) * interval '1 day' END
        FROM agreement g, LATERAL (SELECT g.id AS i) x`,
      `CREATE TABLE audit.price AS SELECT month, level FROM (VALUES ${[...prices]
        .map(([month, level]) => `('${month}', ${level}::float8)`)
        .join(', ')}) it (month, level)`,
      `CREATE TABLE audit.profit AS
        SELECT i AS business, 2024 + i % 2 AS year, 1000 * ${r('pr', 90_000)} AS amount FROM generate_series(7, ${n}, 7) i WHERE i % 5 > 0`,
    ];
    for (const statement of statements) await database.prisma.$executeRawUnsafe(statement);
    const told = await sql<{ business: number; year: number; amount: number }>('SELECT * FROM audit.profit');
    await database.prisma.profit.createMany({
      data: told.map(({ business: businessId, year, amount }) => ({
        businessId,
        year,
        amount: services.seal.encrypt(`profit:${businessId}:${year}`, String(amount)),
        askedAt: services.now(),
      })),
    });
    // With so many rows a plan that was kept for empty tables does not come to an end.
    await database.prisma.$executeRawUnsafe('SET plan_cache_mode = auto');
    await database.prisma.$executeRawUnsafe('ANALYZE');
  }
});
