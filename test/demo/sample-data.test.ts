import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { loadReferenceData } from '../../src/reference-data.ts';
import { createSeal } from '../../src/seal.ts';
import { peopleOf } from '../../src/services/core/accounts.ts';
import { businessesOf } from '../../src/services/people/businesses.ts';
import { reportsOf } from '../../src/services/sales/sales-history.ts';
import { atomically, type Services } from '../../src/services/core/services.ts';
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
    await fill();
  });
  afterAll(() => database.close());

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
      if (Number(row.amount) > 0)
        expect(readRupiah(words), words).toMatchObject({ kind: 'ok', value: Number(row.amount) });
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

  it('adds nothing the second time', async () => {
    const before = await services.db.salesVersion.count();
    expect(await fill()).toBe(false);
    expect(await services.db.salesVersion.count()).toBe(before);
  });
});

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
