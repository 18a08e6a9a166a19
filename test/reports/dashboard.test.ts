import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { Database } from '../../src/database.ts';
import { dashboardWords, findings } from '../../src/reports/dashboard-tables.ts';
import { dashboardPage } from '../../src/reports/pictures/dashboard-page.ts';
import { svgOf } from '../../src/reports/pictures/svg.ts';
import { addMonths, type Month } from '../../src/domain/month/month.ts';
import { officeTexts } from '../../src/office.ts';
import { dashboard } from '../../src/reports/dashboard.ts';
import type { Services } from '../../src/services/core/services.ts';
import { refreshDashboard } from '../../src/services/sales/dashboard-refresh.ts';
import { HOUR, testClock, type TestClock } from '../support/clock.ts';
import { testDatabase } from '../support/database.ts';
import { servicesOver } from '../support/services.ts';

const [GRESIK, KEBOMAS, CERME] = ['35.25.16', '35.25.14', '35.25.11'] as const;
/** Owners in each: the last one is too small to be shown. */
const PLACES: readonly (readonly [string, number])[] = [
  [GRESIK, 14],
  [KEBOMAS, 9],
  [CERME, 3],
];
const SCOPES: readonly (readonly string[])[] = [[], [GRESIK], [KEBOMAS], [CERME]];
const LAST = '2026-10';
const REGISTERED = { office: 'gresik', startedYear: 2020, createdAt: new Date('2026-06-03T02:00:00Z') };

describe('the tables of the dashboard', () => {
  let database: Database;
  let services: Services;
  let clock: TestClock;
  let businesses: readonly { readonly id: number; readonly kecamatan: string | null }[];

  beforeEach(async () => {
    clock = testClock();
    database = await testDatabase();
    services = await servicesOver(database, { clock });
    const { prisma } = database;
    const places = PLACES.flatMap(([kecamatan, owners]) =>
      Array.from({ length: owners }, (_, at) => ({ kecamatan, at, isLast: at === owners - 1 })),
    );
    const people = await prisma.person.createManyAndReturn({
      data: places.map((_, at) => ({ office: 'gresik', number: `p${at}` })),
    });
    const rows = await prisma.business.createManyAndReturn({
      data: places.map(({ kecamatan, at }, index) => ({
        ...REGISTERED,
        kecamatan,
        kind: at % 2 === 0 ? 'food' : 'craft',
        ownerId: people[index]?.id ?? null,
      })),
    });
    businesses = rows;
    // The last owner of each has not reported yet.
    await prisma.$executeRaw`
      INSERT INTO sales_report (office, number, business_id, month, amount, workers_male, workers_female, source, updated_at)
      SELECT 'gresik', 'L-' || it.id || '-' || back, it.id,
        to_char(to_date(${LAST}, 'YYYY-MM') - back * interval '1 month', 'YYYY-MM'),
        1000000 + it.at * 70000 + (12 - back) * 10000, 1, 2, 'line', ${clock.now()}
      FROM unnest(${rows.map(({ id }) => id)}::int[], ${places.map(({ at }) => at)}::int[],
        ${places.map(({ isLast }) => isLast)}::bool[]) AS it(id, at, is_last), generate_series(0, 12) AS back
      WHERE back > 0 OR NOT is_last`;
    await prisma.$executeRaw`
      INSERT INTO sales_version (report_id, version, amount, estimate, workers_male, workers_female, source, reader, at)
      SELECT id, 1, amount, false, workers_male, workers_female, source, 'test', ${clock.now()} FROM sales_report`;
  });
  afterEach(() => database.close());

  async function add(kecamatan: string, kind: string, ownerId?: number): Promise<number> {
    const { prisma } = database;
    const owner =
      ownerId ?? (await prisma.person.create({ data: { office: 'gresik', number: randomUUID() } })).id;
    return (await prisma.business.create({ data: { ...REGISTERED, kecamatan, kind, ownerId: owner } })).id;
  }

  /** Stores a figure as the bot does: the current one, and every one there was. */
  async function report(businessId: number, month: Month, amount: number, workersFemale: number) {
    const { prisma } = database;
    const at = clock.now();
    const workers = { workersMale: 1, workersFemale };
    const { id } = await prisma.salesReport.upsert({
      where: { businessId_month: { businessId, month } },
      create: {
        office: 'gresik',
        number: `L-${businessId}-${month}`,
        businessId,
        month,
        amount,
        ...workers,
        source: 'line',
        createdAt: at,
        updatedAt: at,
      },
      update: { amount, ...workers, updatedAt: at },
    });
    const version = (await prisma.salesVersion.count({ where: { reportId: id } })) + 1;
    await prisma.salesVersion.create({
      data: {
        reportId: id,
        version,
        amount,
        estimate: false,
        ...workers,
        source: 'line',
        reader: 'test',
        at,
      },
    });
  }

  const of = (kecamatan: string, at: number): number =>
    businesses.filter((it) => it.kecamatan === kecamatan).at(at)?.id ?? 0;
  const lookedAt = async (scope: readonly string[]) => {
    const { at: _, ...tables } = await dashboard(services, scope);
    return tables;
  };
  /** Every figure for everybody who may look, apart from the moment. */
  const figures = async (): Promise<readonly Awaited<ReturnType<typeof lookedAt>>[]> => {
    // The first look builds the tables; the others find them.
    const first = await lookedAt(SCOPES[0] ?? []);
    return [first, ...(await Promise.all(SCOPES.slice(1).map(lookedAt)))];
  };
  const later = async (): Promise<void> => {
    clock.advance(HOUR);
    await refreshDashboard(services);
  };
  const to = { language: 'id' as const, salutation: undefined, shortName: undefined };
  /** The page and every sentence for the whole office, letter for letter. */
  const shown = async (): Promise<readonly string[]> => {
    const texts = officeTexts(services.office);
    const tables = await dashboard(services, []);
    const words = dashboardWords(services, (it) => texts.plain(it, to), tables, []);
    return [...findings(services, tables, []).map((it) => texts.plain(it, to)), svgOf(dashboardPage(words))];
  };

  it('are built by the first look, and say of which moment they are', async () => {
    // Several people look at once, before anything is stored.
    const [all] = await Promise.all(SCOPES.map(lookedAt));
    expect(all).toMatchObject({
      month: LAST,
      kinds: [
        { key: 'food', count: 14, owners: 14 },
        { key: 'craft', count: 12, owners: 12 },
      ],
      classes: [{ key: 'micro', count: 26, owners: 26 }],
      compared: { month: '2025-10', count: 23, workersCount: 23, workersNow: 69, workersBefore: 69 },
    });
    expect(all?.months.at(-1)).toMatchObject({ expected: 26, reported: 23, owners: 26 });
    expect(all?.registered.find(({ month }) => month === '2026-06')?.count).toBe(26);
    const before = await shown();
    expect(before[0]).toBe('Dasbor seluruh Kabupaten, data per Senin, 2 November 2026 pukul 10.00 WIB');
    // 23 of 26 have reported: the month is hatched, and no fall of sales.
    expect(before).toContain(
      'Laporan Oktober 2026 masih diterima sampai 30 April 2027, jadi jumlahnya belum akhir.',
    );
    expect(all?.open).toEqual([LAST]);
    expect((await dashboard(services, [GRESIK])).open).toEqual([]);
    clock.advance(HOUR);
    await report(of(GRESIK, -1), LAST, 9_876_543, 7);
    // Until they are brought up to date the page stays as it is, letter for letter.
    expect(await shown()).toEqual(before);
  });

  it('stand on a page that names a few kecamatan, counts many, and spreads its lists over both columns', async () => {
    const texts = officeTexts(services.office);
    const codes = services.office.areas.kecamatan.map(({ code }) => code);
    const pageOf = async (scope: readonly string[]) =>
      dashboardWords(services, (it) => texts.plain(it, to), await dashboard(services, scope), scope);
    const [one, many] = [await pageOf([GRESIK]), await pageOf(codes.slice(0, 6))];
    expect([one.scope, many.scope]).toEqual(['Wilayah: Gresik', 'Wilayah: 6 kecamatan']);
    expect(one.columns.map((lists) => lists.length)).toEqual([3, 2]);
    expect((await pageOf([])).columns.map((lists) => lists.length)).toEqual([3, 3]);
  });

  it('show the median of the changes like the exact one', async () => {
    const change = (at: number): number => 120_000 / (1_000_000 + at * 70_000);
    const middle = Array.from({ length: 13 }, (_, at) => change(at)).toSorted((a, b) => a - b)[6] ?? 0;
    expect((await dashboard(services, [GRESIK])).compared.change).toBeCloseTo(middle, 2);
  });

  test.each<readonly [string, () => Promise<unknown>]>([
    ['a first report', () => report(of(GRESIK, -1), LAST, 9_876_543, 7)],
    ['a corrected report', () => report(of(GRESIK, 0), LAST, 9_876_543, 2)],
    ['a report of somebody whose kecamatan is hidden', () => report(of(CERME, -1), LAST, 9_876_543, 7)],
    ['other workers', () => report(of(KEBOMAS, 1), LAST, 1_190_000, 40)],
    ['a report of a year ago', () => report(of(KEBOMAS, 2), addMonths(LAST, -12), 5_000, 40)],
    ['a report of the month before', () => report(of(KEBOMAS, 2), addMonths(LAST, -1), 5_000, 40)],
    ['a report that makes another class', () => report(of(GRESIK, 3), LAST, 4_000_000_000, 2)],
    ['a registration', () => add(KEBOMAS, 'fishery')],
    [
      'five businesses of one owner',
      async () => {
        const { id } = await database.prisma.person.create({ data: { office: 'gresik', number: 'rich' } });
        for (const kind of ['food', 'craft', 'fishery', 'shop', 'services'])
          await report(await add(KEBOMAS, kind, id), LAST, 7_000_000, 9);
      },
    ],
    [
      'a business that closes',
      () =>
        database.prisma.business.update({
          where: { id: of(GRESIK, 4) },
          data: { status: 'closed', statusSince: clock.now() },
        }),
    ],
  ])('tell nothing of one owner by two looks: %s', async (_, change) => {
    const before = await figures();
    clock.advance(60_000);
    await change();
    await later();
    expect(await figures()).toEqual(before);
  });

  it('take what enough owners have changed, also when it happens little by little, and in each table by itself', async () => {
    const before = await figures();
    for (const at of [0, 1, 2, 3]) {
      await later();
      await report(of(GRESIK, at), LAST, 500_000, 2);
    }
    await later();
    expect(await figures()).toEqual(before);
    await later();
    await report(of(GRESIK, 4), LAST, 500_000, 2);
    await later();
    const [all, gresik, kebomas, cerme] = await figures();
    expect(gresik?.months.at(-1)?.sales.cell.amount).not.toBe(before[1]?.months.at(-1)?.sales.cell.amount);
    expect(gresik?.compared.change).not.toBe(before[1]?.compared.change);
    // Nobody told of other workers, nobody registered.
    expect(gresik?.compared.workersNow).toBe(before[1]?.compared.workersNow);
    expect([gresik?.kinds, gresik?.classes]).toEqual([before[1]?.kinds, before[1]?.classes]);
    expect([kebomas, cerme]).toEqual(before.slice(2));
    expect(all?.months.slice(0, -1)).toEqual(before[0]?.months.slice(0, -1));
    for (let at = 0; at < 5; at++) await add(GRESIK, 'fishery');
    await later();
    const kinds = (await figures())[0]?.kinds;
    expect(kinds?.find(({ key }) => key === 'fishery')).toEqual({ key: 'fishery', count: 5, owners: 5 });
  });

  it('go on with the next month when it has begun and the tables are brought up to date', async () => {
    await dashboard(services, []);
    clock.set('2026-12-01T00:30:00Z');
    expect((await dashboard(services, [])).month).toBe(LAST);
    await refreshDashboard(services);
    const next = await dashboard(services, []);
    expect(next.month).toBe('2026-11');
    expect(next.months.at(-1)).toMatchObject({ expected: 26, reported: 0 });
    expect(next.months.at(-2)).toMatchObject({ expected: 26, reported: 23 });
    // Nothing is kept of a month that is not shown any more.
    expect(await database.prisma.dashboardCell.count({ where: { period: { startsWith: '2025-11' } } })).toBe(
      0,
    );
  });

  it('count an owner once, also with businesses in several kecamatan', async () => {
    const { id } = await database.prisma.person.create({ data: { office: 'gresik', number: 'wide' } });
    for (const { code } of services.office.areas.kecamatan.slice(0, 6))
      await report(await add(code, 'fishery', id), LAST, 7_000_000, 9);
    const kinds = (await dashboard(services, [])).kinds;
    expect(kinds.find(({ key }) => key === 'fishery')).toEqual({ key: 'fishery', count: 6, owners: 1 });
  });

  it('are looked at without a row of a business or a report', async () => {
    await dashboard(services, []);
    await database.prisma.$executeRaw`TRUNCATE business, sales_report, sales_version CASCADE`;
    expect((await dashboard(services, [])).months.at(-1)).toMatchObject({ expected: 26, reported: 23 });
  });
});
