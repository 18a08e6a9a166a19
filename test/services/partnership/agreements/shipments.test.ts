import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/database.ts';
import type { TellingSide } from '../../../../src/domain/partnership/shipment.ts';
import type { Services, Transaction } from '../../../../src/services/core/services.ts';
import type { Officer } from '../../../../src/services/office/in-area.ts';
import { agreementOf } from '../../../../src/services/partnership/agreements/agreements.ts';
import {
  correctShipment,
  recordPayment,
  recordShipment,
  type Teller,
} from '../../../../src/services/partnership/agreements/shipment-acts.ts';
import {
  countLatePayments,
  latePayments,
  owed,
  shipmentsOf,
} from '../../../../src/services/partnership/agreements/shipments.ts';
import { agreed, applicationOf } from '../../../support/agreement.ts';
import { DAY, testClock, ZONE } from '../../../support/clock.ts';
import { addWorkingDays } from '../../../../src/domain/when/working-days.ts';
import { localDate } from '../../../../src/domain/month/calendar.ts';
import { askAfterOverdue } from '../../../../src/services/partnership/agreements/payment-questions.ts';
import { testDatabase } from '../../../support/database.ts';
import { inTransaction } from '../../../support/in-transaction.ts';
import { runs } from '../../../support/long.ts';
import { registeredPerson } from '../../../support/people.ts';
import { servicesOver } from '../../../support/services.ts';

const officer: Officer = { number: 'petugas', role: 'officer', rights: [], kecamatan: [] };
const teller = (side: TellingSide): Teller => (side === 'owner' ? { side } : { side, member: officer });

describe('deliveries under an agreement', () => {
  const clock = testClock();
  let database: Database;
  let services: Services;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database, { clock });
  });
  afterAll(() => database.close());

  const inside = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => inTransaction(services, work);

  async function partnered(status?: Parameters<typeof applicationOf>[2]) {
    const person = await registeredPerson(services);
    const of = { personId: person.id, personNumber: person.number, businessId: person.businessIds[0] ?? 0 };
    return applicationOf(services, of, status);
  }

  it('are recorded only while an agreement is in force', async () => {
    const early = await partnered('agreement');
    const it = { sentOn: '2026-11-02', quantity: 50, value: 2_500_000 };
    expect(await inside((tx) => recordShipment(tx, teller('owner'), early, it))).toBeUndefined();
    await agreed(services, officer, early, () => clock.advance(7 * DAY));
    expect((await inside((tx) => recordShipment(tx, teller('owner'), early, it)))?.shipment).toMatchObject({
      dueOn: '2026-11-16',
      state: 'unpaid',
      value: 2_500_000,
    });
    await database.prisma.application.update({ where: { id: early.id }, data: { status: 'finished' } });
    expect(await inside((tx) => recordShipment(tx, teller('owner'), early, it))).toBeUndefined();
  });

  it('come to the same sums as an SQL of its own over what was told, in whatever order it is told', async () => {
    const amount = fc.integer({ min: 1, max: 5_000_000 });
    const act = fc.record({
      side: fc.constantFrom<TellingSide>('owner', 'partner'),
      does: fc.constantFrom('record', 'correct', 'pay', 'deny'),
      which: fc.nat(3),
      day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'),
      value: amount,
      cut: fc.nat(1_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        const application = await partnered();
        await agreed(services, officer, application, () => clock.advance(7 * DAY));
        const agreement = await agreementOf(services, application);
        if (agreement === undefined) throw new Error('expected an agreement');
        for (const { side, does, which, day, value, cut } of acts) {
          const by = teller(side);
          const all = await shipmentsOf(services, agreement);
          const shipment = all[which % Math.max(1, all.length)];
          if (does === 'record' || shipment === undefined)
            await inside((tx) =>
              recordShipment(tx, by, application, { sentOn: day, quantity: undefined, value }),
            );
          else if (does === 'correct')
            await inside((tx) =>
              correctShipment(tx, by, { shipment, application }, { quantity: undefined, value }),
            );
          else
            await inside((tx) =>
              recordPayment(
                tx,
                by,
                { shipment, application },
                does === 'pay' ? { paidOn: day, deductions: cut } : undefined,
              ),
            );
        }
        const all = await shipmentsOf(services, agreement);
        const sum = (of: typeof all): number => of.reduce((total, one) => total + owed(one), 0);
        const [sql] = await database.prisma.$queryRaw<
          readonly { readonly count: bigint; readonly owed: bigint; readonly open: bigint | null }[]
        >`
          WITH newest AS (
            SELECT DISTINCT ON (e.shipment_id, e.side) e.*
            FROM shipment_entry e JOIN shipment s ON s.id = e.shipment_id WHERE s.agreement_id = ${agreement.id}
            ORDER BY e.shipment_id, e.side, e.id DESC
          ), own AS (SELECT * FROM newest WHERE side = 'owner'), theirs AS (SELECT * FROM newest WHERE side = 'partner')
          SELECT count(*) AS count,
            sum(coalesce(own.value - own.deductions, theirs.value - theirs.deductions))::bigint AS owed,
            sum(coalesce(own.value - own.deductions, theirs.value - theirs.deductions))
              FILTER (WHERE own.paid_on IS NULL)::bigint AS open
          FROM own FULL JOIN theirs ON theirs.shipment_id = own.shipment_id`;
        expect([all.length, sum(all), sum(all.filter(({ state }) => state !== 'paid'))]).toEqual([
          Number(sql?.count),
          Number(sql?.owed),
          Number(sql?.open ?? 0n),
        ]);
      }),
      { numRuns: runs(6) },
    );
  });

  it('that only the company says to have paid are late again when the owner does not answer for three working days', async () => {
    await database.prisma.shipment.deleteMany();
    const application = await partnered();
    await agreed(services, officer, application, () => clock.advance(7 * DAY));
    clock.set('2027-03-19T03:00:00Z');
    const told = await inside((tx) =>
      recordShipment(tx, teller('owner'), application, {
        sentOn: '2027-03-01',
        quantity: undefined,
        value: 1_000,
      }),
    );
    if (told === undefined) throw new Error('expected a delivery');
    const of = { shipment: told.shipment, application };
    const late = () => countLatePayments(services, officer);
    expect(await late()).toBe(1);
    await inside((tx) => recordPayment(tx, teller('partner'), of, { paidOn: '2027-03-18', deductions: 0 }));
    expect([await late(), await inside(askAfterOverdue)]).toEqual([0, 0]);
    // A weekend and as many working days as the owner has to answer; saying it again does not begin them anew.
    const { date } = addWorkingDays(localDate(clock.now(), ZONE), 3, services.office.holidays);
    clock.set(`${date.toString()}T03:00:00Z`);
    expect(await late()).toBe(0);
    await inside((tx) => recordPayment(tx, teller('partner'), of, { paidOn: '2027-03-18', deductions: 0 }));
    clock.advance(DAY);
    expect([await late(), await inside(askAfterOverdue)]).toEqual([1, 1]);
    await inside((tx) => recordPayment(tx, teller('owner'), of, { paidOn: '2027-03-18', deductions: 0 }));
    expect(await late()).toBe(0);
    clock.set('2026-12-01T03:00:00Z');
  });

  it('that are overdue rise at the office, the oldest first, and only in the area of a member', async () => {
    await database.prisma.shipment.deleteMany();
    const application = await partnered();
    await agreed(services, officer, application, () => clock.advance(7 * DAY));
    clock.set('2026-12-20T03:00:00Z');
    for (const sentOn of ['2026-12-10', '2026-11-20', '2026-11-10'])
      await inside((tx) =>
        recordShipment(tx, teller('owner'), application, { sentOn, quantity: undefined, value: 1_000 }),
      );
    const page = { skip: 0, take: 10 };
    const late = await latePayments(services, officer, page);
    expect(late.map(({ shipment }) => shipment.dueOn)).toEqual(['2026-11-24', '2026-12-04']);
    expect(await latePayments(services, { ...officer, kecamatan: ['35.25.05'] }, page)).toEqual([]);
    const [first] = late;
    if (first === undefined) throw new Error('expected a late payment');
    await inside((tx) => recordPayment(tx, teller('owner'), first, { paidOn: '2026-12-19', deductions: 0 }));
    expect(await latePayments(services, officer, page)).toHaveLength(1);
  });
});
