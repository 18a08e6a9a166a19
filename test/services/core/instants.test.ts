import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../support/clock.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';

// The tests run with TZ=Asia/Jakarta, and their PostgreSQL in that zone: a mistake of seven hours would show.
describe('instants', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('are stored as they are, whatever the zones of process and server', async () => {
    expect(process.env['TZ']).toBe('Asia/Jakarta');
    expect(new Date('2026-11-02T00:00:00').toISOString()).toBe('2026-11-01T17:00:00.000Z');
    await registeredOwner(office);
    const [row] = await office.database.prisma.$queryRaw<
      readonly { readonly epoch: number; readonly zone: string }[]
    >`
      SELECT extract(epoch FROM created_at)::float8 AS epoch, current_setting('TimeZone') AS zone FROM business`;
    expect(row).toEqual({ epoch: office.clock.now().getTime() / 1000, zone: 'UTC' });
  });

  it('come back as they were stored, also through a statement written by hand', async () => {
    const { prisma } = office.database;
    const business = await prisma.business.findFirstOrThrow();
    expect(business.createdAt).toEqual(office.clock.now());
    const [draft] = await prisma.$queryRaw<
      readonly { readonly epoch: number }[]
    >`SELECT extract(epoch FROM updated_at)::float8 AS epoch FROM draft WHERE form = 'register'`;
    expect(draft?.epoch).toBe(office.clock.now().getTime() / 1000);
    const [inbox] = await prisma.$queryRaw<
      readonly { readonly epoch: number }[]
    >`SELECT extract(epoch FROM max(handled_at))::float8 AS epoch FROM inbox_update`;
    expect(inbox?.epoch).toBe(office.clock.now().getTime() / 1000);
  });

  it('are compared rightly with what the database itself calls now', async () => {
    const { prisma } = office.database;
    const now = new Date();
    const [row] = await prisma.$queryRaw<
      readonly { readonly apart: number }[]
    >`SELECT abs(extract(epoch FROM (now() - ${now}::timestamptz)))::float8 AS apart`;
    expect(row?.apart).toBeLessThan(60);
    const account = await prisma.account.findFirstOrThrow();
    expect(
      await prisma.account.count({
        where: {
          firstSeenAt: {
            gte: new Date(account.firstSeenAt.getTime() - 1),
            lt: new Date(account.firstSeenAt.getTime() + 1),
          },
        },
      }),
    ).toBeGreaterThan(0);
    expect(
      await prisma.account.count({
        where: { firstSeenAt: { gt: new Date(office.clock.now().getTime() + DAY) } },
      }),
    ).toBe(0);
  });
});
