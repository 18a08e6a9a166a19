import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database.ts';
import { releaseCasesBeyond } from '../../../src/services/cases/case-release.ts';
import { outdated } from '../../../src/services/data-rights/retention.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { whoServes } from '../../../src/services/helpers/takeovers.ts';
import { testDatabase } from '../../support/database.ts';
import { appointChat } from '../../support/recipients.ts';
import { servicesOver } from '../../support/services.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Names of columns that may be NULL in some table, as Prisma and as the database call them. */
async function nullableColumns(): Promise<ReadonlySet<string>> {
  const schema = await readFile(join(ROOT, 'prisma/schema.prisma'), 'utf8');
  const found = new Set<string>();
  for (const [line, name = ''] of schema.matchAll(/^ {2}(\w+)\s+\w+\?.*$/gm)) {
    found.add(name);
    const mapped = /@map\("(\w+)"\)/.exec(line)?.[1];
    if (mapped !== undefined) found.add(mapped);
  }
  return found;
}

/** Conditions that were looked at, with the file: nothing in them can be NULL where it is compared. */
const LOOKED_AT: readonly (readonly [file: string, condition: string])[] = [
  // source is never NULL, and `none` is true or false.
  ['services/data-rights/recovery.ts', 'NOT: enteredByOthers'],
  // The status of applications and of cases is never NULL.
  ['services/data-rights/retention.ts', 'every: { status: { in: [...over] } }'],
  ['services/data-rights/retention.ts', "every: { status: 'closed' }"],
  // The period of a cell is part of its key.
  ['services/sales/dashboard-refresh.ts', "period: { notIn: ['', ...periods] }"],
  // The business of a verification is its key.
  ['services/people/verifications.ts', 'businessId: { not: businessId }'],
  // The kind of a case, the number of a member, the training of a participant, the person of a chat.
  ['services/cases/case-desk.ts', 'kind: { notIn: [...listKinds] }'],
  // Whom a complaint is about is a list, empty where it is about nobody.
  ['services/cases/case-desk.ts', 'NOT: { notFor: { has: member.number } }'],
  ['reports/cases.ts', 'NOT: { notFor: { has: actor } }'],
  ['services/partnership/applications/application-cases.ts', 'NOT: { notFor: { has: reader } }'],
  // The kind of a change that waits; the key of a fact is part of its key.
  ['services/office/pending-changes.ts', "kind: { not: 'person-merge' }"],
  ['services/data-rights/business-merge.ts', 'key: { notIn: known.map('],
  // The period of a cell of the dashboard is never NULL.
  ['services/sales/dashboard-refresh.ts', "period: { notIn: ['', ...periods] }"],
  ['services/roles/member-changes.ts', 'number: { not: number }'],
  ['services/trainings/training-history.ts', 'trainingId: { not: training.id }'],
  ['services/trainings/training-history.ts', 'personId: { not: person.id }'],
];

const DIFFERENT = [
  // Prisma: a column that is not a value, or none of several.
  /\b(?<column>\w+): \{ (?:not: (?!null\b)|notIn: )/g,
  // Prisma: the opposite of a condition, and "all of them", which is "none of which it is not so".
  /\b(?<column>NOT): (?!\{ not: null)/g,
  /\b(?<column>every): \{ (?!not: null|line:)/g,
  // SQL by hand.
  /\b(?<column>\w+) (?:<>|!=|NOT IN) (?!null)/g,
];

describe('a comparison by which something is different', () => {
  it('says what holds where the column is NULL: in SQL that is neither the same nor different', async () => {
    const nullable = await nullableColumns();
    expect([...nullable]).toEqual(expect.arrayContaining(['detail', 'kecamatan', 'person_id']));
    const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((it) =>
      /^(services|reports|jobs|bot|cli)\/.*\.ts$/.test(it),
    );
    const wrong: string[] = [];
    for (const file of files) {
      const text = await readFile(join(ROOT, 'src', file), 'utf8');
      for (const pattern of DIFFERENT)
        for (const match of text.matchAll(pattern)) {
          const column = match.groups?.['column'] ?? '';
          if (column !== 'NOT' && column !== 'every' && !nullable.has(column)) continue;
          const before = text.slice(0, match.index);
          const here = text.slice(match.index);
          if (before.endsWith(`OR: [{ ${column}: null }, { `)) continue;
          if (LOOKED_AT.some(([known, condition]) => file === known && here.startsWith(condition))) continue;
          wrong.push(`src/${file}:${before.split('\n').length} ${here.split('\n', 1)[0]}`);
        }
    }
    expect(wrong, 'write OR: [{ column: null }, { column: { not: … } }], or look at it and list it').toEqual(
      [],
    );
  });
});

describe('what is not known of a row', () => {
  let database: Database;
  let services: Services;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
  });
  afterAll(() => database.close());

  it('never puts it where it does not belong', async () => {
    const { prisma } = database;
    const { number } = await appointChat(prisma, services, 1);
    const at = services.now();
    await prisma.person.create({
      data: {
        office: 'gresik',
        number: 'p1',
        assistedBy: number,
        createdAt: at,
        businesses: { create: { office: 'gresik', number: 'b1', status: 'closed', createdAt: at } },
      },
    });
    await prisma.case.create({
      data: { office: 'gresik', number: 'K1', kind: 'question', assignee: number, dueOn: '2026-11-05' },
    });
    // Closed now, by whoever did not say when: not closed a year ago.
    const [owners] = await outdated(services, { years: 1, days: undefined });
    expect(owners).toMatchObject({ key: 'owners', rows: 0 });
    // What has no kecamatan is for whoever has no limit.
    const limited = { role: 'officer', rights: [], kecamatan: ['35.25.11'] } as const;
    expect(await whoServes(services, limited)).toEqual([]);
    expect(await releaseCasesBeyond(services, number, limited.kecamatan)).toBe(1);
  });
});
