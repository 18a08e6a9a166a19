import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countAudience } from '../../../src/services/announcements/audience.ts';
import { line } from '../../../src/i18n.ts';
import { officeTexts } from '../../../src/office.ts';
import { pendingDeliveries } from '../../../src/services/announcements/deliveries.ts';
import { dueOutgoing, nextOutgoing } from '../../../src/services/core/outgoing.ts';
import { refreshDashboard } from '../../../src/services/sales/dashboard-refresh.ts';
import { remindByHand } from '../../../src/services/sales/report-reminders.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { testOffice } from '../../support/services.ts';
import { seedBusinesses } from '../../bench/seed.ts';
import { wrapPglite } from '../../support/database.ts';
import { isLong } from '../../support/long.ts';
import { faultyPglite, type FaultyPglite } from '../../support/faulty.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registrationSteps, type Office } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';
import { everybody } from '../../support/recipients.ts';

/** Tables that grow with people, months or messages. */
const GROWING = new Set([
  'account',
  'audit_log',
  'business',
  'business_change',
  'business_fact',
  'business_words',
  'case',
  'case_event',
  'consent',
  'delivery',
  'draft',
  'effect',
  'inbox_update',
  'outgoing',
  'participant',
  'person',
  'person_account',
  'person_words',
  'sales_report',
  'sales_version',
  'verification',
]);

/** A node of a plan (PostgreSQL, EXPLAIN, FORMAT JSON). */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Cond'?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Cond': z.string().optional(),
    Plans: z.array(node).optional(),
  }),
);
const plan = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })]);

/** Scans of a growing table that no index narrows down. */
function wholeScans(at: Node): readonly string[] {
  const table = at['Relation Name'] ?? '';
  const narrow = at['Node Type'] === 'Bitmap Heap Scan' || at['Index Cond'] !== undefined;
  const own =
    GROWING.has(table) && at['Node Type'].endsWith('Scan') && !narrow
      ? [`${at['Node Type']} on ${table}`]
      : [];
  return [...own, ...(at.Plans ?? []).flatMap(wholeScans)];
}

/** Sequential scans are off, so a few hundred rows are planned for like thousands. */
const PEOPLE = isLong ? 3_000 : 500;

/** What some years leave behind in the tables of chats, forms, messages and cases. */
const YEARS = `
  INSERT INTO account (office, chat_id, first_seen_at, active_person_id) SELECT 'gresik', 7000000 + n, now(), n FROM generate_series(1, ${PEOPLE}) n;
  INSERT INTO person_account (person_id, account_id) SELECT active_person_id, id FROM account WHERE active_person_id IS NOT NULL;
  INSERT INTO consent (office, person_id, person_number, purpose, version, language, text, button, given_at)
    SELECT 'gresik', n, 'person-' || n, 'registration', 1, 'id', 'x', 'yes', now() FROM generate_series(1, ${PEOPLE}) n;
  INSERT INTO draft (account_id, form, version, status) SELECT id, 'register', 1, 'submitted' FROM account;
  INSERT INTO draft (account_id, form, version, status) SELECT id, 'report', 1, 'open' FROM account WHERE id % 10 = 0;
  INSERT INTO inbox_update (bot_id, update_id, chat_id, received_at, handled_at)
    SELECT 1, n, 7000000 + n, now(), now() FROM generate_series(1, ${3 * PEOPLE}) n;
  INSERT INTO effect (bot_id, update_id, name) SELECT 1, n, 'form' FROM generate_series(1, ${3 * PEOPLE}) n;
  INSERT INTO verification (business_id, status, opened_at) SELECT id, 'right', now() FROM business;
  INSERT INTO training (office, number, title, topic, starts_at, ends_at, place, seats, seat_rule, closes_at, checkin_code, created_by)
    SELECT 'gresik', 'T-' || n, 'Kemasan', 'packaging', now() - interval '30 days', now() - interval '30 days', 'Balai', 30, 'first-come',
      now() - interval '40 days', 'x' || n, 'm' FROM generate_series(1, 100) n;
  INSERT INTO participant (training_id, person_id, account_id, status, joined_at)
    SELECT t.id, a.active_person_id, a.id, 'seated', now() FROM account a JOIN training t ON t.id % 100 = a.id % 100
    WHERE a.active_person_id IS NOT NULL;
  INSERT INTO announcement (office, code, text, audience, status, scheduled_at, created_by)
    SELECT 'gresik', 'C' || n, 'x', '{}', 'done', now(), 'm' FROM generate_series(1, 20) n;
  INSERT INTO delivery (announcement_id, person_number, person_id, account_id, why, status, at)
    SELECT n.id, 'person-' || a.active_person_id, a.active_person_id, a.id, '{}', 'sent', now()
    FROM account a JOIN announcement n ON n.id <= 3 WHERE a.active_person_id IS NOT NULL;
  INSERT INTO outgoing (key, account_id, person_id, kind, params, status, not_before, expires_at)
    SELECT 'old:' || id, id, active_person_id, 'nudge', '{}', 'sent', now(), now() FROM account;
  INSERT INTO "case" (office, number, kind, status, account_id, person_id, business_id, due_on)
    SELECT 'gresik', 'K-9' || id, 'question', 'closed', id, active_person_id, active_person_id, '2026-01-05' FROM account
    WHERE active_person_id IS NOT NULL;
  INSERT INTO case_event (case_id, kind, at) SELECT id, 'closed', now() FROM "case";
  INSERT INTO business_fact (business_id, key, value, answered_at) SELECT id, 'citizen', 'true', now() FROM business;
  INSERT INTO business_change (business_id, field) SELECT id, 'name' FROM business;
  ANALYZE;`;

const texts = officeTexts(await testOffice());
const to = { language: 'id', salutation: undefined, shortName: undefined } as const;

const literal = (value: string | undefined): string =>
  value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`;

describe('what every update and the daily screens of the office ask of the database', () => {
  let pglite: FaultyPglite;
  let office: Office;
  let ratna: MemberInChat;

  beforeAll(async () => {
    pglite = await faultyPglite();
    office = await openOffice({ database: await wrapPglite(pglite) });
    ratna = await officer(office, { name: 'Ratna Dewi', rights: ['send', 'export'] });
    await seedBusinesses(office.database.prisma, office.services, PEOPLE, '2026-10', 3);
    await pglite.exec(YEARS);
    // The job that counts for the dashboard reads every business, each hour and not at a look.
    await refreshDashboard(office.services);
  });
  afterAll(() => office.close());

  /** Statements whose plan has been looked at; in the long run with the values of every step. */
  const known = new Set<string>();

  /** The statements of some steps that read a growing table as a whole, and how many statements those steps took. */
  async function wholeReads(
    steps: () => Promise<unknown>,
    counted: (statements: number) => void = () => undefined,
  ): Promise<readonly string[]> {
    const heard = new Map<string, readonly (string | undefined)[]>();
    pglite.failBefore = (sql, values) => {
      if (/^\s*(SELECT|WITH|UPDATE|INSERT|DELETE)/i.test(sql)) heard.set(sql, values);
      return undefined;
    };
    await steps();
    pglite.heal();
    const found: string[] = [];
    // A few thousand rows are still read as a whole where an index would pay only with more of them.
    await pglite.exec('SET enable_seqscan = off');
    for (const [sql, values] of heard) {
      if (known.has(sql) && !isLong) continue;
      known.add(sql);
      await pglite.exec(`PREPARE asked AS ${sql}`);
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const { rows } = await pglite.query(`EXPLAIN (FORMAT JSON) EXECUTE asked${given}`);
      await pglite.exec('DEALLOCATE asked');
      const [{ 'QUERY PLAN': parsed }] = plan.parse(rows);
      for (const scan of wholeScans(parsed[0].Plan)) found.push(`${scan}: ${sql.trim().slice(0, 400)}`);
    }
    await pglite.exec('RESET enable_seqscan');
    expect(heard.size).toBeGreaterThan(0);
    counted(heard.size);
    return found;
  }

  it('finds its rows by an index in every step of a registration', async () => {
    const siti = office.owner();
    for (const step of registrationSteps) expect(await wholeReads(() => siti.walk(step)), step).toEqual([]);
  });

  it('finds its rows by an index in a report, a question and the menu of an owner', async () => {
    const siti = await storedOwner(office);
    for (const step of [
      'lapor oktober 2,5 juta',
      'ya',
      '/menu',
      'apa itu NIB?',
      '/tanya',
      'Kapan ada pelatihan?',
      '/data',
    ])
      expect(await wholeReads(() => siti.walk(step)), step).toEqual([]);
  });

  it('finds its rows by an index where the office looks somebody up', async () => {
    for (const steps of [
      ['/petugas'],
      ['/petugas', '>Cari usaha', '2017'],
      ['/petugas', '>Cari usaha', '081200000017'],
      ['/petugas', '>Cari usaha', '0017'],
      ['/petugas', '>Cari usaha', 'D-2403-000017'],
    ])
      expect(await wholeReads(() => ratna.walk(...steps)), steps.join(' ')).toEqual([]);
  });

  it.each([
    ['what waits', 'case.menu'],
    ['the dashboard', 'dashboard.menu'],
    ['the registrations', 'verification.menu'],
    ['the applications', 'application.menu'],
    ['what got stuck', 'stuck.menu'],
  ] as const)('finds its rows by an index where the office opens %s', async (_screen, label) => {
    await ratna.walk('/petugas');
    const found = await wholeReads(() => ratna.walk(`>${texts.label(line(label), to)}`));
    expect(found).toEqual([]);
  });

  it('finds its rows by an index where messages go out', async () => {
    const { services } = office;
    for (const [name, statement] of Object.entries({
      messages: () => dueOutgoing(services, 30),
      next: () => nextOutgoing(services, services.now()),
      deliveries: () => pendingDeliveries(services, 1, 30),
      reminders: () =>
        inTransaction(services, (inside) =>
          remindByHand(inside, { ...ratna.member, kecamatan: ['35.25.11'] }, '2026-10'),
        ),
    }))
      expect(await wholeReads(statement), name).toEqual([]);
  });

  it.each([
    ['of everybody', {}],
    ['of a class', { classes: ['micro', 'small'] }],
    ['of a programme', { programme: 'sig-pumk' }],
    ['with a tag', { tags: ['Binaan'] }],
  ] as const)(
    'counts an audience %s in at most two statements, and reads no old delivery',
    async (_of, wanted) => {
      let statements = 0;
      const found = await wholeReads(
        () => countAudience(office.services, { ...everybody, ...wanted }, { urgent: false }),
        (count) => (statements = count),
      );
      expect(statements).toBeLessThanOrEqual(2);
      expect(found.filter((it) => it.includes(' on delivery') || it.includes(' on sales_report'))).toEqual(
        [],
      );
    },
  );

  it('counts words finely enough to know a rare one, for which it would read the whole table otherwise', async () => {
    const { rows } = await pglite.query(
      `SELECT attrelid::regclass::text AS name FROM pg_attribute WHERE attname = 'words' AND attstattarget = 1000 ORDER BY 1`,
    );
    expect(rows).toEqual([{ name: 'business_words' }, { name: 'case_words' }, { name: 'person_words' }]);
  });
});
