import { expect, it } from 'vitest';
import { z } from 'zod';
import { openOffice } from '../support/office.ts';
import { recipients } from '../support/recipients.ts';

const counted = z.array(z.object({ rows: z.number(), pages: z.number() }));

it('at night the database counts its rows and gives room back, also the embedded one that never does so itself', async () => {
  const office = await openOffice();
  const { prisma } = office.database;
  const person = async (): Promise<{ readonly rows: number; readonly pages: number } | undefined> =>
    counted.parse(
      await prisma.$queryRaw`SELECT reltuples::float8 AS rows, relpages::float8 AS pages FROM pg_class WHERE oid = 'person'::regclass`,
    )[0];
  await recipients(
    prisma,
    office.services,
    Array.from({ length: 3_000 }, (_, at) => 8_800_000 + at),
  );
  await office.runJob('housekeeping');
  const full = await person();
  expect(full?.rows).toBe(3_000);
  // The last ones: what is free at the end of a table goes back.
  await prisma.person.deleteMany({ where: { number: { gte: 'p8800100' } } });
  await office.runJob('housekeeping');
  const left = await person();
  expect(left?.rows).toBe(100);
  expect(left?.pages).toBeLessThan((full?.pages ?? 0) / 2);
  await office.close();
});
