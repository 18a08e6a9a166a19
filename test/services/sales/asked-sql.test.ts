import fc from 'fast-check';
import { Prisma } from '../../../prisma/client/client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedFor, type AskedBusiness } from '../../../src/domain/sales/asked.ts';
import { monthOf, localDate } from '../../../src/domain/month/month.ts';
import { askedSql } from '../../../src/services/sales/asked-sql.ts';
import { testDatabase } from '../../support/database.ts';
import { runs } from '../../support/long.ts';
import { ZONE } from '../../support/clock.ts';

describe('whether a month was asked for', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const day = fc.date({
    min: new Date('2025-11-28T12:00:00Z'),
    max: new Date('2026-12-03T12:00:00Z'),
    noInvalidDate: true,
  });
  const business = fc.record({
    startedYear: fc.option(fc.integer({ min: 2025, max: 2026 }), { nil: undefined }),
    startedMonth: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    createdAt: day,
    status: fc.constantFrom('active' as const, 'paused' as const, 'closed' as const, 'moved' as const),
    statusSince: fc.option(day, { nil: undefined }),
  });

  it('is the same in the database as in the domain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(business, { minLength: 20, maxLength: 60 }), async (all) => {
        const { prisma } = database;
        await prisma.business.deleteMany();
        await prisma.business.createMany({
          data: all.map((it, id) => ({
            office: 'gresik',
            ...it,
            id: id + 1,
            startedYear: it.startedYear ?? null,
            startedMonth: it.startedMonth ?? null,
            statusSince: it.statusSince ?? null,
          })),
        });
        for (const month of ['2025-12', '2026-01', '2026-02', '2026-06', '2026-11']) {
          const rows = await prisma.$queryRaw<{ readonly id: number }[]>(
            Prisma.sql`SELECT b.id FROM business b WHERE ${askedSql(month, ZONE)} ORDER BY b.id`,
          );
          const wanted = all.flatMap((it, id) => {
            const about: AskedBusiness = {
              startedYear: it.startedYear,
              startedMonth: it.startedMonth,
              registeredIn: monthOf(localDate(it.createdAt, ZONE)),
              status: it.status,
              statusSince:
                it.statusSince === undefined ? undefined : monthOf(localDate(it.statusSince, ZONE)),
            };
            return askedFor(about, month, '2026-12') === 'asked' ? [id + 1] : [];
          });
          expect(rows.map((row) => row.id)).toEqual(wanted);
        }
      }),
      { numRuns: runs(25) },
    );
  });
});
