import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../../prisma/client/client.ts';
import { evaluate } from '../../../src/domain/eligibility/eligibility.ts';
import type { Programme, Test } from '../../../src/domain/eligibility/programme.ts';
import { addMonths, monthOf } from '../../../src/domain/month/month.ts';
import { classFacts, classOf, factsOf } from '../../../src/services/people/eligibility.ts';
import { judgedBusinesses } from '../../../src/services/people/judged-businesses.ts';
import { judgementSql, meetsSql } from '../../../src/services/people/judgement-sql.ts';
import { fitOf, missingOf } from '../../../src/domain/eligibility/fit.ts';
import { fitSql } from '../../../src/services/partnership/programmes/fit-sql.ts';
import { runs } from '../../support/long.ts';
import { testDatabase } from '../../support/database.ts';
import { servicesOver } from '../../support/services.ts';

const DAYS = ['2026-11-23', '2026-06-30', '2026-01-01', '2019-03-02'].map((day) =>
  Temporal.PlainDate.from(day),
);
const tests: readonly Test[] = [
  { is: 'age-at-least', months: 6 },
  { is: 'age-at-least', months: 24 },
  { is: 'class-in', classes: ['micro', 'medium'] },
  { is: 'kecamatan-in', codes: ['35.25.14'] },
  { is: 'kind-in', kinds: ['food', 'shop'] },
  { is: 'nib' },
  { is: 'consent', purpose: 'partner-sig' },
  { is: 'answer', question: 'citizen', wanted: true },
  { is: 'answer', question: "o'clock", wanted: false },
  { is: 'workers-at-least', workers: 2 },
  { is: 'workers-at-most', workers: 2 },
  { is: 'reported-at-least', months: 3 },
];

const maybe = <V>(of: fc.Arbitrary<V>): fc.Arbitrary<V | null> => fc.option(of);
/** Where the classes of PP 7/2021 and UU 20/2008 end, and beside. */
const edge = fc
  .tuple(
    fc.constantFrom(0, 50_000_000, 300_000_000, 1e9, 2e9, 2.5e9, 5e9, 10e9, 15e9, 50e9),
    fc.constantFrom(0, 1, 12),
  )
  .map(([amount, more]) => amount + more);
const columns = fc.record({
  startedYear: maybe(fc.constantFrom(2009, 2017, 2018, 2024, 2025, 2026, 2027, 20_009)),
  startedMonth: maybe(fc.integer({ min: 1, max: 12 })),
  capital: maybe(edge),
  usualMonthlySales: maybe(edge.map((amount) => Math.floor(amount / 12))),
  kecamatan: maybe(fc.constantFrom('35.25.14', '35.25.16')),
  kind: maybe(fc.constantFrom('food', 'craft', 'none of them')),
  nibStatus: fc.constantFrom('has', 'later', 'none', 'unknown'),
  workersMale: maybe(fc.integer({ min: 0, max: 2 })),
  workersFemale: maybe(fc.integer({ min: 0, max: 2 })),
});
const business = fc.record({
  row: columns,
  citizen: maybe(fc.constantFrom(true, false, 'asked')),
  clock: maybe(fc.constantFrom(true, false)),
  reports: fc.uniqueArray(fc.tuple(fc.integer({ min: -13, max: 1 }), edge), {
    selector: ([month]) => month,
    maxLength: 15,
  }),
  everyMonth: fc.boolean(),
});

describe('what the database judges of a business', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is what the domain judges: class, each criterion, and whether all are met', async () => {
    const services = await servicesOver(database);
    const shipped = services.programmes.open.find(({ inti }) => inti === undefined);
    if (shipped === undefined) throw new Error('expected a programme in the data files, got none');
    const everybody = { number: 'm', role: 'officer', kecamatan: ['35.25.14'], rights: [] } as const;
    const at = (today: Temporal.PlainDate) => ({
      ...services,
      now: () => new Date(`${today.toString()}T05:00:00Z`),
    });
    await services.db.person.create({ data: { id: 1, office: 'gresik', number: 'o1' } });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DAYS),
        fc.array(business, { minLength: 30, maxLength: 60 }),
        fc.subarray([...tests], { minLength: 1, maxLength: 3 }),
        async (today, all, some) => {
          const { db } = services;
          await db.business.deleteMany();
          const ids = all.map((_, at) => at + 1);
          await db.business.createMany({
            data: all.map(({ row }, at) => ({
              office: 'gresik',
              id: at + 1,
              ownerId: 1,
              ...row,
            })),
          });
          await db.businessFact.createMany({
            data: all.flatMap(({ citizen, clock }, at) => [
              ...(citizen === null
                ? []
                : [
                    {
                      businessId: at + 1,
                      key: 'answer:citizen',
                      value: citizen === 'asked' ? Prisma.JsonNull : citizen,
                      answeredAt: new Date(),
                    },
                  ]),
              ...(clock === null
                ? []
                : [{ businessId: at + 1, key: `answer:o'clock`, value: clock, answeredAt: new Date() }]),
            ]),
          });
          await db.salesReport.createMany({
            data: all.flatMap(({ reports, everyMonth }, at) =>
              (everyMonth
                ? Array.from({ length: 12 }, (_, month) => [-1 - month, reports[0]?.[1] ?? 1] as const)
                : reports
              ).map(([month, amount]) => ({
                office: 'gresik',
                number: `L-${at}-${month}`,
                businessId: at + 1,
                month: addMonths(monthOf(today), month),
                amount,
                source: 'guided',
              })),
            ),
          });
          const known = await judgedBusinesses(services, ids, { facts: true });
          const criteria = (of: readonly Test[]): Programme['criteria'] =>
            of.map((test, at) => ({
              id: `c${at}`,
              test,
              weight: 'hard',
              active: true,
              source: { law: 'x', standing: 'example' },
              texts: { fulfilled: { id: 'x' }, 'not-yet': { id: 'x' }, unknown: { id: 'x' } },
            }));
          const judging = (of: readonly Test[]): Programme => ({ ...shipped, criteria: criteria(of) });
          const judgement = judgementSql(judging(tests), today);
          const found = await db.$queryRaw<
            {
              readonly id: number;
              readonly class: string | null;
              readonly met: readonly (boolean | null)[];
            }[]
          >`SELECT b.id, ${judgement.class} AS class,
                ARRAY[${Prisma.join(judgement.criteria.map(({ met }) => met))}]::boolean[] AS met
              FROM business b ${judgement.joins} ORDER BY b.id`;
          expect(found).toEqual(
            known
              .toSorted((a, b) => a.business.id - b.business.id)
              .map((it) => ({
                id: it.business.id,
                class: classOf(classFacts(it, today), today).class ?? null,
                met: evaluate(judging(tests), factsOf(it, today), today).criteria.map(({ state }) =>
                  state === 'unknown' ? null : state === 'fulfilled',
                ),
              })),
          );
          const fits = await db.$queryRaw<
            { readonly id: number; readonly fit: string; readonly lacks: string[] }[]
          >`SELECT id, fit, lacks FROM (${fitSql(at(today), everybody, judging(some))}) f ORDER BY id`;
          expect(fits).toEqual(
            ids
              .filter((id) => all[id - 1]?.row.kecamatan === '35.25.14')
              .flatMap((id) => {
                const one = known.find((it) => it.business.id === id);
                if (one === undefined) return [];
                const judged = evaluate(judging(some), factsOf(one, today), today);
                return [{ id, fit: fitOf(judged), lacks: missingOf(judged).map((it) => it.id) }];
              }),
          );
          const asked = judgementSql(judging(some), today);
          const meeting = await db.$queryRaw<{ readonly id: number }[]>`
              SELECT b.id FROM business b ${asked.joins} WHERE ${meetsSql(asked)} ORDER BY b.id`;
          expect(meeting.map(({ id }) => id)).toEqual(
            ids.filter((id) => {
              const one = known.find((it) => it.business.id === id);
              return (
                one !== undefined && evaluate(judging(some), factsOf(one, today), today).overall === 'meets'
              );
            }),
          );
        },
      ),
      { numRuns: runs(6) },
    );
  });
});
