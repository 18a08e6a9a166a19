import { expect, it } from 'vitest';
import { z } from 'zod';
import { isLong } from '../support/long.ts';
import { openOffice } from '../support/office.ts';
import { recipients } from '../support/recipients.ts';

/** Enough for several pages, which a table twice as large shows. */
const PEOPLE = isLong ? 3_000 : 500;

const counted = z.array(z.object({ rows: z.number(), pages: z.number() }));

it('at night the database counts its rows and gives room back, also the embedded one that never does so itself', async () => {
  const office = await openOffice();
  const { prisma } = office.database;
  const person = async (): Promise<{ readonly rows: number; readonly pages: number } | undefined> =>
    counted.parse(
      await prisma.$queryRaw`SELECT reltuples::float8 AS rows, relpages::float8 AS pages FROM pg_class WHERE oid = 'person'::regclass`,
    )[0];
  const write = (from: number): Promise<void> =>
    recipients(
      prisma,
      office.services,
      Array.from({ length: PEOPLE }, (_, at) => from + at),
    );
  await write(8_800_000);
  await office.runJob('housekeeping');
  const full = await person();
  expect(full?.rows).toBe(PEOPLE);
  // The room of those who are gone is there for those who come: without the job the table would be twice as large.
  await prisma.person.deleteMany();
  await office.runJob('housekeeping');
  await write(8_900_000);
  await office.runJob('housekeeping');
  const again = await person();
  expect(again?.rows).toBe(PEOPLE);
  expect(again?.pages).toBeLessThan((full?.pages ?? 0) * 1.5);
  await office.close();
});
