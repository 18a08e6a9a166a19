import { surveyFigures } from '../../src/reports/survey-results.ts';
import { answersIn } from '../../src/services/surveys/survey-answers.ts';
import { isOpenNow, recentSurveys } from '../../src/services/surveys/surveys.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/database.ts';
import { readConfig } from '../../src/config.ts';
import {
  demoMembers,
  demoPeople,
  fillSampleData,
  registeredPhones,
  sampleOwners,
} from '../../src/demo/sample-data.ts';
import { businessKinds } from '../../src/domain/people/business-kind.ts';
import { addMonths, monthOf, localDate } from '../../src/domain/month/month.ts';
import { readRupiah } from '../../src/domain/money/rupiah.ts';
import { housekeeping } from '../../src/jobs/housekeeping.ts';
import { jobs } from '../../src/jobs/index.ts';
import { createLog } from '../../src/log.ts';
import { officeTexts } from '../../src/office.ts';
import { loadReferenceData } from '../../src/reference-data.ts';
import { auditLog } from '../../src/reports/audit-log.ts';
import { reports } from '../../src/reports/index.ts';
import { sourceOf } from '../../src/reports/making.ts';
import type { Row } from '../../src/reports/report.ts';
import { salesMatrix } from '../../src/reports/sales-matrix.ts';
import { createSeal } from '../../src/seal.ts';
import { openEvaluations } from '../../src/services/partnership/evaluations/evaluation-acts.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { statuses, wayOf } from '../../src/domain/partnership/application.ts';
import { supportStatuses } from '../../src/domain/partnership/support.ts';
import { dueAnnouncements } from '../../src/services/announcements/announcement-start.ts';
import { claimExport, recoverExports } from '../../src/services/office/export-jobs.ts';
import { accordInForce } from '../../src/services/partnership/partners/accords.ts';
import { detailsOf } from '../../src/services/partnership/applications/application-history.ts';
import { peopleOf } from '../../src/services/core/accounts.ts';
import { businessesOf } from '../../src/services/people/businesses.ts';
import { findBusinesses } from '../../src/services/people/find-business.ts';
import { findPeople } from '../../src/services/people/people-search.ts';
import { reportsOf } from '../../src/services/sales/sales-history.ts';
import { publishProgrammes } from '../../src/services/core/stored-programmes.ts';
import { atomically, type Services } from '../../src/services/core/services.ts';
import { servedBusinesses } from '../../src/services/helpers/assistance.ts';
import { memberFromRow } from '../../src/services/office/members.ts';
import { seatsOf } from '../../src/services/trainings/seat-book.ts';
import { upcomingTrainings } from '../../src/services/trainings/trainings.ts';
import { testDatabase } from '../support/database.ts';
import { ZONE } from '../support/clock.ts';
import { testOffice } from '../support/services.ts';

const NOW = new Date('2026-11-02T03:00:00Z');

describe('sample data', () => {
  let database: Database;
  let services: Services;
  const fill = (): Promise<boolean> =>
    atomically(database.prisma, services, (inside) => fillSampleData(inside));

  beforeAll(async () => {
    database = await testDatabase();
    services = {
      db: database.prisma,
      seal: createSeal(new Uint8Array(32).fill(7)),
      now: () => NOW,
      ...(await loadReferenceData(readConfig({}).office)),
    };
    await atomically(database.prisma, services, publishProgrammes);
    await fill();
  });
  afterAll(() => database.close());

  it('has about four hundred owners, half of them with Telegram, a dozen of a helper', async () => {
    const people = await services.db.person.findMany({ include: { accounts: true } });
    expect(Math.abs(people.length - 400)).toBeLessThan(20);
    expect(Math.abs(people.filter((it) => it.accounts.length > 0).length / people.length - 0.5)).toBeLessThan(
      0.08,
    );
    const rina = await services.db.member.findFirstOrThrow({ where: { role: 'helper' } });
    const helped = people.filter((it) => it.assistedBy === rina.number);
    expect(helped.length).toBe(12);
    expect(helped.flatMap((it) => it.accounts)).toEqual([]);
    expect((await servedBusinesses(services, memberFromRow(services, rina))).length).toBe(12);
  });

  it('has two trainings that can be joined: one with free seats, one with a line that Dewi leads', async () => {
    const [near, later] = await upcomingTrainings(services);
    if (near === undefined || later === undefined) throw new Error('expected two trainings');
    const seats = await seatsOf(services, near);
    expect(seats.people.filter((it) => it.place === 'seated').length).toBe(near.seats - 6);
    const line = await seatsOf(services, later);
    expect(line.people.filter((it) => it.place === 'seated').length).toBe(later.seats);
    const [first, ...others] = line.people.filter((it) => it.place === 'waiting');
    expect(others.length).toBe(2);
    const row = await services.db.participant.findUniqueOrThrow({
      where: { id: first?.id ?? 0 },
      include: { account: true },
    });
    expect(Number(row.account?.chatId)).toBe(1004);
  });

  it('has at least four owners in every kecamatan, every kind of business, women and men', async () => {
    const rows = await services.db.business.findMany({
      include: { owner: { select: { salutation: true } } },
    });
    expect(rows.length).toBeGreaterThanOrEqual(120);
    for (const { code } of services.office.areas.kecamatan)
      expect(rows.filter((row) => row.kecamatan === code).length, code).toBeGreaterThanOrEqual(4);
    for (const kind of businessKinds)
      expect(
        rows.some((row) => row.kind === kind),
        kind,
      ).toBe(true);
    const women = rows.filter((row) => row.owner?.salutation === 'P').length;
    expect(women / rows.length).toBeGreaterThan(0.3);
    expect(women / rows.length).toBeLessThan(0.7);
  });

  it('fills the last twelve finished months of every kecamatan, and says nothing of the future', async () => {
    const running = monthOf(localDate(NOW, ZONE));
    const reports = await services.db.salesReport.findMany({
      include: { business: { select: { kecamatan: true } } },
    });
    for (let back = 1; back <= 12; back++)
      for (const { code } of services.office.areas.kecamatan)
        expect(
          reports.some((row) => row.month === addMonths(running, -back) && row.business.kecamatan === code),
          `${code} ${back}`,
        ).toBe(true);
    expect(reports.filter((row) => row.updatedAt > NOW || row.month > running)).toEqual([]);
    expect(reports.filter((row) => row.month === running).every((row) => row.provisional)).toBe(true);
    expect(reports.some((row) => row.estimate)).toBe(true);
    expect(reports.some((row) => Number(row.amount) === 0 && row.zeroReason !== null)).toBe(true);
  });

  it('keeps words that the reader of amounts reads as the figure beside them', async () => {
    for (const row of await services.db.salesVersion.findMany()) {
      const words = services.seal.decrypt(
        `sales_version:${row.reportId}:${row.version}:words`,
        row.words ?? new Uint8Array(),
      );
      const read = readRupiah(words);
      const isSame = read.kind === 'ok' && read.value === Number(row.amount);
      if (Number(row.amount) > 0 && !isSame)
        throw new Error(`expected ${row.amount} of "${words}", got ${JSON.stringify(read)}`);
    }
  });

  it('gives every running number once and goes on behind the last one', async () => {
    const numbers = (await services.db.business.findMany({ select: { number: true } })).map(
      (row) => row.number ?? '',
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { key, value } of await services.db.counter.findMany({ where: { key: { startsWith: 'D-' } } }))
      expect(
        numbers
          .filter((number) => number.startsWith(`${key}-`))
          .toSorted()
          .at(-1),
        key,
      ).toBe(`${key}-${String(value).padStart(4, '0')}`);
  });

  it('opens through the services: Siti lacks only the month that has just ended, Hadi has two businesses', async () => {
    const owned = async (chatId: number) => {
      const account = await services.db.account.findUniqueOrThrow({ where: { chatId } });
      const [person] = await peopleOf(services, account.id);
      return { person, businesses: await businessesOf(services, person?.id ?? 0) };
    };
    const siti = await owned(1001);
    expect(siti.person?.name).toBe('Siti Aminah');
    const months = (
      await reportsOf(
        services,
        siti.businesses.map((it) => it.id),
      )
    ).map((report) => report.month);
    expect(months).toEqual(Array.from({ length: 12 }, (_, index) => addMonths('2025-10', index)));
    expect((await owned(1003)).businesses.map((it) => it.name)).toEqual([
      'Songkok Hadi Jaya',
      'Toko Busana Hadi',
    ]);
  });

  it('keeps two people on the family phone apart, and knows nobody on the phones that are not registered', async () => {
    const family = await services.db.account.findUniqueOrThrow({ where: { chatId: 1005 } });
    expect((await peopleOf(services, family.id)).map((person) => person.name)).toEqual([
      'Rohmah Wati',
      'Slamet Prasetyo',
    ]);
    const members: readonly number[] = demoMembers.map((it) => it.chatId);
    const strangers = demoPeople.filter(
      (person) => !registeredPhones.includes(person.id) && !members.includes(person.id),
    );
    expect(strangers.length).toBe(2);
    expect(
      await services.db.account.count({ where: { chatId: { in: strangers.map((person) => person.id) } } }),
    ).toBe(0);
  });

  it('has a search for suppliers with two who said yes', async () => {
    expect(await services.db.supplyInquiry.count({ where: { answer: 'yes' } })).toBe(2);
    expect(await services.db.supplyCount.count({ where: { kecamatan: '' } })).toBe(1);
  });

  it('has a survey that is open, answered by enough people to be shown', async () => {
    const [survey] = await recentSurveys(services, 1);
    if (survey === undefined) throw new Error('expected a survey');
    expect(isOpenNow(services, survey)).toBe(true);
    const figures = surveyFigures(services.office, survey, await answersIn(services, survey.id, []));
    expect(figures.filter(({ people }) => people === undefined).length).toBeLessThan(figures.length / 2);
    expect(figures.map(({ value }) => value)).toContain(7_500_000);
  });

  it('gives everybody a consent, and the office applications in several states, open cases and a closed month', async () => {
    expect(
      await services.db.person.count({ where: { consents: { none: { purpose: 'registration' } } } }),
    ).toBe(0);
    const states = await services.db.application.groupBy({ by: ['status'] });
    expect(states.length).toBeGreaterThanOrEqual(6);
    expect(
      await services.db.application.count({
        where: { person: { consents: { none: { purpose: { startsWith: 'partner:' } } } } },
      }),
    ).toBe(0);
    expect(await services.db.case.count({ where: { status: 'open' } })).toBeGreaterThanOrEqual(5);
    expect(await services.db.monthLock.count()).toBe(1);
    expect(await services.db.verification.count({ where: { status: 'waiting' } })).toBe(12);
  });

  it('has three programmes of two companies with an accord each, one of them with people', async () => {
    const programmes = await services.db.programme.findMany({
      include: { partner: true },
      orderBy: { programmeId: 'asc' },
    });
    expect(programmes.map((it) => [it.programmeId, it.status])).toEqual([
      ['contoh-songkok', 'open'],
      ['sig-pumk', 'open'],
      ['sig-supply', 'open'],
    ]);
    expect(new Set(programmes.map((it) => it.partnerId)).size).toBe(2);
    for (const { partnerId } of programmes)
      expect(await accordInForce(services, partnerId)).toMatchObject({ kind: 'agreement' });
    expect(await services.db.member.count({ where: { role: 'partner', partner: { code: 'sig' } } })).toBe(1);
  });

  it('has an application at every step, each led there by steps that the way allows', async () => {
    const rows = await services.db.application.findMany({ include: { steps: { orderBy: { id: 'asc' } } } });
    expect(new Set(rows.map((it) => it.status))).toEqual(new Set(statuses));
    for (const { id, steps, status, programmeId } of rows) {
      const programme = services.programmes.find(programmeId);
      if (programme === undefined) throw new Error(`expected the programme ${programmeId}`);
      const way = wayOf(programme);
      expect(steps.at(-1)?.status).toBe(status);
      for (const [at, step] of steps.entries()) {
        expect(step.at.getTime(), `${id}`).toBeLessThanOrEqual(NOW.getTime());
        const before = statuses.find((it) => it === steps[at - 1]?.status);
        // A free seat is found by the clock, and a full programme puts whoever is accepted on the list.
        if (before === undefined || step.status === 'waitlisted') continue;
        const next = way[before].find((it) => it.to === step.status);
        expect(next, `${before} → ${step.status}`).toBeDefined();
        const told = Object.entries(detailsOf(services, step)).flatMap(([key, value]) =>
          value === undefined ? [] : [key],
        );
        expect(told, `${before} → ${step.status}`).toEqual(expect.arrayContaining([...(next?.needs ?? [])]));
      }
    }
  });

  it('has deliveries that are what the owners reported as sold to the company, and one late payment', async () => {
    const sales = await services.db.partnerSale.findMany({ include: { report: true } });
    expect(sales.length).toBeGreaterThan(20);
    for (const { amount, report, agreementId } of sales) {
      const { _sum: sent } = await services.db.shipment.aggregate({
        where: { agreementId, sentOn: { startsWith: report.month } },
        _sum: { value: true },
      });
      expect(sent.value).toBe(amount);
      expect(amount <= report.amount).toBe(true);
    }
    const shipments = await services.db.shipment.findMany({ include: { entries: true } });
    expect(shipments.every(({ entries }) => entries.length === 2)).toBe(true);
    const today = localDate(NOW, ZONE).toString();
    expect(shipments.filter((it) => it.paidOn === null).map((it) => it.dueOn < today)).toEqual([true]);
    expect(shipments.every(({ sentOn, paidOn }) => sentOn <= today && (paidOn ?? '') <= today)).toBe(true);
    const shares = await services.db.shipment.groupBy({
      by: ['sentOn', 'value'],
      where: { agreement: { application: { groupApplicationId: { not: null } } } },
      _count: true,
    });
    expect(shares.length).toBeGreaterThan(3);
    expect(shares.every(({ _count }) => _count === 4)).toBe(true);
    const supports = await services.db.support.findMany();
    expect(new Set(supports.map((it) => it.status))).toEqual(new Set(supportStatuses));
    expect(supports.some((it) => it.repaid)).toBe(true);
  });

  it('has a year of agreements that were read before they were signed, and the yearly evaluations of the oldest', async () => {
    const agreements = await services.db.agreement.findMany({
      include: { versions: true, shipments: true, evaluations: true },
    });
    const months = agreements.map(
      ({ shipments }) => new Set(shipments.map((it) => it.sentOn.slice(0, 7))).size,
    );
    expect(Math.max(...months)).toBeGreaterThanOrEqual(12);
    expect(months.filter((count) => count >= 9).length).toBeGreaterThanOrEqual(10);
    for (const { ownerYesAt, offeredAt, signFrom, startsOn } of agreements.flatMap((it) => it.versions)) {
      if (ownerYesAt === null) continue;
      expect(offeredAt?.getTime()).toBeLessThan(ownerYesAt.getTime());
      expect((signFrom ?? '') <= startsOn).toBe(true);
    }
    const evaluations = agreements.flatMap((it) => it.evaluations);
    expect(evaluations.map(({ decision }) => decision)).toEqual(expect.arrayContaining(['continue', null]));
    expect(await services.db.case.count({ where: { kind: 'evaluation', status: 'open' } })).toBe(1);
    // Nothing comes at once when the clock goes on.
    expect(await inTransaction(services, openEvaluations)).toBe(0);
  });

  it('shows results that are counted from its own rows', async () => {
    const { figures, shown } = await services.db.resultSnapshot.findFirstOrThrow({ where: { scope: 'all' } });
    const { counts, owners, jobs, sales, period, areas } = z
      .object({
        period: z.object({ first: z.string(), last: z.string() }),
        areas: z.array(z.object({ bought: z.number() })),
        owners: z.number(),
        counts: z.object({ unique: z.number(), active: z.number(), ended: z.number() }),
        jobs: z.object({ known: z.number(), paid: z.number() }),
        sales: z.object({ reported: z.object({ known: z.number() }) }),
      })
      .parse(figures);
    const joined = { status: { in: ['active', 'finished', 'independent', 'ended'] } };
    const all = await services.db.application.findMany({
      where: { ...joined, programmeId: { not: 'sig-pumk' } },
      select: { status: true, businessId: true, personId: true },
    });
    const running = all.filter((it) => it.status === 'active').length;
    expect(shown).toBe(true);
    expect(owners).toBe(new Set(all.map((it) => it.personId)).size);
    expect(counts).toEqual({ unique: all.length, active: counts.active, ended: counts.ended });
    expect(counts.active + counts.ended).toBe(all.length);
    expect(counts.active).toBeGreaterThanOrEqual(running);
    expect(jobs.known).toBe(all.length);
    expect(jobs.paid).toBeGreaterThan(0);
    expect(sales.reported.known).toBeGreaterThanOrEqual(all.length - 1);
    const sold = (await services.db.partnerSale.findMany({ include: { report: true } })).filter(
      ({ report: { month } }) => `${month}-01` >= period.first && `${month}-01` <= period.last,
    );
    const sum = (all: readonly (number | bigint)[]): number => all.reduce<number>((a, b) => a + Number(b), 0);
    expect(sum(areas.map(({ bought }) => bought))).toBe(sum(sold.map(({ amount }) => amount)));
  });

  it('adds nothing the second time', async () => {
    const before = await services.db.salesVersion.count();
    expect(await fill()).toBe(false);
    expect(await services.db.salesVersion.count()).toBe(before);
  });

  it('is all of its office: in the reports of another one stands nothing of it, and its jobs leave it alone', async () => {
    const { prisma } = database;
    await addWaitingWork(services);
    await prisma.$executeRawUnsafe(GIVEN_AWAY);
    const period = { first: '2026-07', last: '2026-10' };
    const tools = { ...database, services, texts: officeTexts(services.office), layouts: {} };
    // The audit log is one chain over the whole bot.
    for (const report of reports.filter((it) => it !== auditLog)) {
      const source = sourceOf(
        tools,
        { report: report.key, period, kecamatan: [], format: 'csv', shown: 'none', purpose: null },
        { actor: 'cli', language: 'id', folder: '', asOf: NOW },
      );
      const rows: Row[] = [];
      for await (const page of report.pages(source)) rows.push(...page);
      // The last row of the matrix is the sum of all others.
      expect(
        rows.map((it) => it['total']),
        report.key,
      ).toEqual(report === salesMatrix ? [0] : []);
      expect(await report.count(source), report.key).toBe(rows.length);
    }
    const rows = (): Promise<unknown> => prisma.$queryRawUnsafe(OF_OTHERS);
    const before = await rows();
    // What is found by searching is an index of the whole bot.
    for (const job of jobs.filter((it) => it !== housekeeping)) {
      for (const at of ['2026-11-03T02:15Z', '2026-12-01T02:15Z', '2026-12-16T02:15Z', '2027-01-07T02:15Z'])
        await job.run({
          prisma,
          services: { ...services, now: () => new Date(at) },
          sender: { run: async () => undefined },
          journal: { flush: async () => undefined },
          texts: officeTexts(services.office),
          log: createLog('silent'),
        });
    }
    expect(await rows()).toEqual(before);
    const later = { ...services, now: () => new Date('2026-11-03T02:15Z') };
    expect(await dueAnnouncements(later)).toEqual([]);
    expect(await claimExport(later)).toBeUndefined();
    expect(await recoverExports(later)).toEqual([]);
    const officer = { number: 'x', role: 'admin', rights: [], kecamatan: [] } as const;
    expect((await findPeople(later, officer, 'siti')).found).toEqual([]);
    await atomically(prisma, later, async (inside) =>
      expect((await findBusinesses(inside, officer, 'songkok')).found).toEqual([]),
    );
  });
});

/** What no sample has and the clock would go on with: a draft, a training that has closed, a move, a sending, a file. */
async function addWaitingWork({ db, office: { key: office } }: Services): Promise<void> {
  const { id: accountId } = await db.account.findFirstOrThrow();
  const member = await db.member.findFirstOrThrow();
  const by = { createdBy: member.number, createdAt: NOW };
  await db.draft.create({ data: { accountId, form: 'register', version: 1, remaining: 3, updatedAt: NOW } });
  const { id: trainingId } = await db.training.create({
    data: {
      office,
      number: 'T-2611-0001',
      title: 'Kemasan',
      topic: 'packaging',
      startsAt: new Date('2026-11-04T02:00Z'),
      endsAt: new Date('2026-11-04T05:00Z'),
      closesAt: NOW,
      place: 'Balai Desa',
      seats: 9,
      seatRule: 'first-come',
      checkinCode: 'K7M4QP',
      ...by,
    },
  });
  await db.participant.create({
    data: { trainingId, status: 'offered', answerBy: NOW, joinedAt: NOW, accountId },
  });
  const move = { personNumber: 'x', byMember: member.number, createdAt: NOW, expiresAt: NOW, movesAt: NOW };
  await db.recovery.create({ data: { office, ...move } });
  await db.announcement.create({
    data: { office, code: 'K7M4QP', text: 'x', audience: {}, status: 'scheduled', scheduledAt: NOW, ...by },
  });
  for (const status of ['waiting', 'running'])
    await db.exportJob.create({
      data: { office, chatId: 1, byMember: member.number, request: {}, status, createdAt: NOW },
    });
}

/** Every row that says to which office it belongs is of another one from now on. */
const GIVEN_AWAY = `DO $$ DECLARE it record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR it IN SELECT table_name FROM information_schema.columns WHERE column_name = 'office' AND table_schema = 'public'
  LOOP EXECUTE format('UPDATE %I SET office = ''lain''', it.table_name); END LOOP;
END $$`;

/** All rows, table by table, but those that say that they are of this office. */
const OF_OTHERS = `
  SELECT c.relname AS table, query_to_xml(format(
    'SELECT md5(string_agg(it::text, '','' ORDER BY it::text)) FROM %I it %s', c.relname,
    CASE WHEN a.attname IS NOT NULL THEN 'WHERE office = ''lain''' END), false, true, '')::text AS rows
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'office'
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`;

describe('sample data of any day', () => {
  it.each(['2026-12-31T17:30:00Z', '2027-02-28T23:59:00Z', '2028-02-29T05:00:00Z', '2027-03-01T00:00:01Z'])(
    'is the same twice, and of the past, at %s',
    async (moment) => {
      const office = await testOffice();
      const now = new Date(moment);
      const owners = sampleOwners(office, now);
      expect(sampleOwners(office, now)).toEqual(owners);
      const businesses = owners.flatMap((owner) => owner.businesses);
      const moments = businesses.flatMap((it) => [
        it.registeredAt,
        it.statusSince ?? now,
        ...it.reports.flatMap((report) => [report.at, report.before?.at ?? now]),
      ]);
      expect(moments.filter((it) => it > now)).toEqual([]);
      const latest = addMonths(monthOf(localDate(now, ZONE)), -1);
      expect(
        businesses.filter((it) => it.reports.some((report) => report.month === latest)).length,
      ).toBeGreaterThan(50);
      // A business reports only from the month on in which it was registered.
      for (const it of businesses.slice(6))
        expect(it.reports.every((report) => report.month >= monthOf(localDate(it.registeredAt, ZONE)))).toBe(
          true,
        );
    },
  );
});
