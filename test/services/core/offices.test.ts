import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { createLeases } from '../../../src/services/core/leases.ts';
import { nextNumber } from '../../../src/services/core/numbers.ts';
import { publishProgrammes } from '../../../src/services/core/stored-programmes.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { overdueCases } from '../../../src/services/cases/case-overdue.ts';
import { lockedMonths } from '../../../src/services/sales/sales-history.ts';
import { lockMonth } from '../../../src/services/sales/sales-progress.ts';
import { DAY, testClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { servicesOver } from '../../support/services.ts';

describe('two offices in one database', () => {
  const clock = testClock();
  let database: Database;
  let here: Services;
  let there: Services;
  beforeAll(async () => {
    database = await testDatabase();
    here = { ...(await servicesOver(database, { clock })), leases: createLeases(database.sql) };
    there = { ...here, office: { ...here.office, key: 'elsewhere', zone: 'Asia/Makassar' } };
  });
  afterAll(() => database.close());

  it('count their numbers apart', async () => {
    const numbers: string[] = [];
    for (const services of [here, here, there, here, there])
      numbers.push(await inTransaction(services, (inside) => nextNumber(inside, 'D', '2026-11')));
    expect(numbers).toEqual(['D-2611-0001', 'D-2611-0002', 'D-2611-0001', 'D-2611-0003', 'D-2611-0002']);
  });

  it('have cases of the same number and key, and each looks at its own', async () => {
    const wanted = {
      kind: 'list-silence',
      key: 'list:silence:2026-09:',
      accountId: undefined,
      personId: undefined,
      text: 'x',
    } as const;
    const open = (services: Services) => inTransaction(services, (inside) => openCase(inside, wanted));
    const [own, other] = [await open(here), await open(there)];
    expect(own.id).not.toBe(other.id);
    expect(own.number).toBe(other.number);
    expect((await open(there)).id).toBe(other.id);
    clock.advance(10 * DAY);
    for (const [services, { id }] of [
      [here, own],
      [there, other],
    ] as const)
      expect(
        await database.prisma.case.findMany({ where: overdueCases(services), select: { id: true } }),
      ).toEqual([{ id }]);
  });

  it('close their months and publish their programmes apart', async () => {
    const member = { id: 1, name: 'Ratna', number: 'm', role: 'admin', rights: [], kecamatan: [] } as const;
    expect(await inTransaction(there, (inside) => lockMonth(inside, member, '2026-09', true))).toBe('done');
    expect([await lockedMonths(here), await lockedMonths(there)]).toEqual([[], ['2026-09']]);
    for (const services of [here, there]) await publishProgrammes(services);
    expect(await database.prisma.programmeVersion.count()).toBe(2 * here.programmes.shipped.length);
  });
});
