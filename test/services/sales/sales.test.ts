import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atomically, type Services } from '../../../src/services/core/services.ts';
import { recordReport, type NewReport, type Recorded } from '../../../src/services/sales/sales.ts';
import {
  dueOf,
  lockedMonths,
  monthDue,
  reporterOf,
  reportsOf,
} from '../../../src/services/sales/sales-history.ts';
import { businessesOf } from '../../../src/services/people/businesses.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { reportRows } from '../../support/reports.ts';
import { ZONE } from '../../support/clock.ts';
import { localDate } from '../../../src/domain/month/calendar.ts';
import { registeredPerson, storedOwner } from '../../support/people.ts';
import { peopleOf } from '../../../src/services/core/accounts.ts';
import { hasConsent } from '../../../src/services/people/consents.ts';

describe('the figures of a business', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  let drafts = 1_000_000;

  async function owner(): Promise<{ readonly chatId: number; readonly base: NewReport }> {
    const siti = await storedOwner(office);
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    const person = account.activePerson;
    return {
      chatId: siti.person.id,
      base: {
        personId: person?.id ?? 0,
        accountId: account.id,
        businessId: person?.businesses[0]?.id ?? 0,
        month: '2026-10',
        amount: 3_000_000,
        estimate: false,
        provisional: false,
        toCheck: false,
        zeroReason: undefined,
        workers: { male: 0, female: 2 },
        source: 'guided',
        words: '3 jt',
        reader: 'rupiah@1',
        confirmed: 'yes',
        draftId: 0,
      },
    };
  }

  const record = (it: NewReport): Promise<Recorded> => {
    const services: Services = office.services;
    return atomically(office.database.prisma, services, (inside) =>
      recordReport(inside, { ...it, draftId: drafts++ }),
    );
  };

  it('make one report with two versions when two arrive at once', async () => {
    const { chatId, base } = await owner();
    const both = await Promise.all([record(base), record({ ...base, amount: 3_500_000 })]);
    expect(both.map((it) => it.kind)).toEqual(['stored', 'stored']);
    const rows = await reportRows(office, chatId);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.versions.map((it) => it.version)).toEqual([1, 2]);
    expect(rows[0]?.amount).toBe(rows[0]?.versions.at(-1)?.amount);
  });

  it('get numbers of their own month', async () => {
    const { base } = await owner();
    const numbers = [await record(base), await record({ ...base, month: '2026-09' })].map((it) =>
      it.kind === 'stored' ? it.report.number : '',
    );
    expect(numbers[0]).toMatch(/^L-2610-\d{4}$/);
    expect(numbers[1]).toMatch(/^L-2609-\d{4}$/);
  });

  it('keep the number and what is known of the workers over a change', async () => {
    const { base } = await owner();
    const first = await record(base);
    const second = await record({ ...base, amount: 4_000_000, workers: undefined });
    if (first.kind !== 'stored' || second.kind !== 'stored') throw new Error('expected both to be stored');
    expect(second.report).toMatchObject({
      number: first.report.number,
      version: 2,
      amount: 4_000_000,
      workers: { male: 0, female: 2 },
    });
    expect(second.before).toMatchObject({ amount: 3_000_000, version: 1 });
  });

  it('are exact to the rupiah above what a 32-bit number holds', async () => {
    const { base } = await owner();
    const stored = await record({ ...base, amount: 49_999_999_999 });
    expect(stored.kind === 'stored' ? stored.report.amount : 0).toBe(49_999_999_999);
  });

  it('keep the typed words unreadable in the database', async () => {
    const { base } = await owner();
    await record({ ...base, words: 'kira-kira tiga juta lah' });
    const rows = await office.database.prisma.$queryRaw<
      { words: string }[]
    >`SELECT encode(words, 'escape') AS words FROM sales_version WHERE words IS NOT NULL`;
    expect(rows.some((row) => row.words.includes('juta'))).toBe(false);
  });

  it('of somebody else are not touched', async () => {
    const { base } = await owner();
    const other = await owner();
    expect(await record({ ...base, businessId: other.base.businessId })).toEqual({ kind: 'gone' });
    expect(await reportRows(office, other.chatId)).toEqual([]);
  });

  it('of a locked month wait in a case', async () => {
    const { chatId, base } = await owner();
    expect(await record({ ...base, month: '2026-03' })).toMatchObject({
      kind: 'locked',
      dueOn: '2026-11-05',
    });
    expect(await reportRows(office, chatId)).toEqual([]);
  });

  it('of a month that has not begun are refused as a mistake of the program', async () => {
    const { base } = await owner();
    await expect(record({ ...base, month: '2026-12' })).rejects.toThrow(
      'expected a month that has begun, got 2026-12',
    );
  });

  it('are read with person, chat and consent in one statement, as each is read by itself', async () => {
    const { base } = await owner();
    const { services } = office;
    const { prisma } = office.database;
    const { accountId = 0, personId, businessId } = base;
    await record({ ...base, month: '2026-09', zeroReason: 'holiday', amount: 0, workers: undefined });
    await record({ ...base, amount: 49_999_999_999, toCheck: true });
    const add = (status: string) =>
      prisma.business.create({ data: { office: 'gresik', ownerId: personId, status } });
    const [paused, closed] = [await add('paused'), await add('closed')];
    await prisma.monthLock.create({ data: { office: 'gresik', month: '2026-01' } });
    const shared = await registeredPerson(services);
    await prisma.personAccount.create({ data: { personId: shared.id, accountId } });

    const [all, people] = [await businessesOf(services, personId), await peopleOf(services, accountId)];
    const apart = async (...ids: readonly number[]) => ({
      person: people.find((it) => it.id === personId),
      sharing: people.length,
      consented: await hasConsent(services, personId, 'registration'),
      businesses: await Promise.all(
        ids.map(async (id) => ({
          business: all.find((it) => it.id === id),
          reports: await reportsOf(services, [id]),
        })),
      ),
      locks: await lockedMonths(services),
    });
    expect(people).toHaveLength(2);
    const read = await reporterOf(services, accountId, personId);
    expect(read).toEqual(await apart(businessId, paused.id));
    expect(read.businesses[0]?.reports).toHaveLength(2);
    expect(read).toMatchObject({ consented: true, locks: ['2026-01'] });
    expect(await reporterOf(services, accountId, personId, closed.id)).toEqual(
      await apart(businessId, paused.id, closed.id),
    );
    await prisma.consent.updateMany({ where: { personId }, data: { withdrawnAt: services.now() } });
    expect((await reporterOf(services, accountId, personId)).consented).toBe(false);
    // Whoever does not use this chat is nobody in it.
    const stranger = (await owner()).base.personId;
    for (const nobody of [stranger, undefined])
      expect(await reporterOf(services, accountId, nobody, businessId)).toEqual({
        person: undefined,
        sharing: 2,
        consented: false,
        businesses: [],
        locks: ['2026-01'],
      });
    await prisma.monthLock.deleteMany();
  });

  it('are due for the last finished month until a final one stands', async () => {
    const { base } = await owner();
    const due = async () =>
      monthDue(office.services, await reporterOf(office.services, base.accountId ?? 0, base.personId));
    expect(await due()).toBe('2026-10');
    await record({ ...base, provisional: true });
    expect(await due()).toBe('2026-10');
    await record(base);
    expect(await due()).toBeUndefined();
  });

  it('are not due for months before the business began', async () => {
    const { base } = await owner();
    const [business] = await businessesOf(office.services, base.personId);
    if (business === undefined) throw new Error('expected a business');
    const calendar = { today: localDate(office.clock.now(), ZONE), locks: [], openMonths: 6, zone: ZONE };
    const reports = await reportsOf(office.services, [business.id]);
    expect(
      dueOf({ business: { ...business, startedYear: 2026, startedMonth: 11 }, reports }, calendar),
    ).toEqual([]);
    expect(
      dueOf({ business: { ...business, startedYear: 2009, startedMonth: undefined }, reports }, calendar),
    ).toEqual(['2026-10']);
  });
});
