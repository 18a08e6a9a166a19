import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOverdue, overdueCases } from '../../../src/services/cases/case-overdue.ts';
import { testDatabase } from '../../support/database.ts';
import { testOffice } from '../../support/services.ts';

describe('an overdue case', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is the same in the database as for one case: it is the office that is late, never the owner', async () => {
    const { prisma } = database;
    const all = ['open', 'resolved', 'closed'].flatMap((status) =>
      ['office', 'owner'].flatMap((waitingFor) =>
        ['2026-11-26', '2026-11-27', '2026-11-28'].map((dueOn) => ({ status, waitingFor, dueOn })),
      ),
    );
    await prisma.case.createMany({
      data: all.map((it, index) => ({
        office: 'gresik',
        ...it,
        number: `K-${index}`,
        kind: 'question',
        urgency: 2,
      })),
    });
    // Half past midnight in Jakarta: the day is the one there.
    const where = overdueCases({ office: await testOffice(), now: () => new Date('2026-11-26T17:30:00Z') });
    const rows = await prisma.case.findMany({
      where,
      select: { status: true, waitingFor: true, dueOn: true },
    });
    expect(rows).toEqual([{ status: 'open', waitingFor: 'office', dueOn: '2026-11-26' }]);
    expect(all.filter((it) => isOverdue(it, '2026-11-27'))).toEqual(rows);
  });

  it('is decided in one place', async () => {
    const files = (await readdir('src', { recursive: true }))
      .filter((file) => file.endsWith('.ts'))
      .toSorted();
    const places: string[] = [];
    for (const file of files)
      if (/\bdue_?on\b['":.)\s]*(?:\{\s*lte?:|<=?\s)/i.test(await readFile(`src/${file}`, 'utf8')))
        places.push(file);
    expect(places).toEqual([
      // When a delivery has to be paid, which is no case.
      'domain/partnership/trade.ts',
      'reports/application-file-lines.ts',
      // The earlier day of two cases that become one.
      'services/cases/case-merge.ts',
      'services/cases/case-overdue.ts',
      'services/partnership/agreements/payment-questions.ts',
      'services/partnership/agreements/shipments.ts',
      'services/partnership/steps/application-clock.ts',
    ]);
  });
});
