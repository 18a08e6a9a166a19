import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeTexts } from '../../src/office.ts';
import { sourceOf } from '../../src/reports/making.ts';
import { paperOf } from '../../src/reports/papers/index.ts';
import type { Row, Source } from '../../src/reports/report.ts';
import { resultNoteRequest } from '../../src/reports/requests.ts';
import { areaLines, resultLines, scopeName } from '../../src/reports/result-lines.ts';
import { shownAreas, shownResults } from '../../src/reports/result-shown.ts';
import { publishProgrammes } from '../../src/services/core/stored-programmes.ts';
import type { Services } from '../../src/services/core/services.ts';
import type { ExportRequest } from '../../src/services/office/exports.ts';
import {
  newestResults,
  takeResults,
  type StoredResults,
} from '../../src/services/partnership/results/results.ts';
import { testDatabase } from '../support/database.ts';
import { partnerRows } from '../support/results.ts';
import { servicesOver } from '../support/services.ts';

const [GRESIK, TAMBAK] = ['35.25.16', '35.25.18'];
/** Eleven are partners in all: two of them in one kecamatan, and two in another programme of another company. */
const SMALL = [`kecamatan:${TAMBAK}`, 'programme:other', 'partner:other'];

describe('counts of partners under five', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let services: Services;
  let all: ReadonlyMap<string, StoredResults>;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
    await publishProgrammes(services);
    const { prisma } = database;
    for (let one = 0; one < 9; one++) await partnerRows(prisma, `g${one}`, GRESIK);
    for (let one = 0; one < 2; one++) await partnerRows(prisma, `t${one}`, TAMBAK);
    await prisma.programmeVersion.create({
      data: {
        office: 'gresik',
        programmeId: 'other',
        version: 1,
        checksum: 'other',
        data: { kind: 'supply', form: 'trade', partner: { id: 'other' } },
      },
    });
    await prisma.application.updateMany({
      where: { number: { in: ['P-g0', 'P-g1'] } },
      data: { programmeId: 'other', programmeVersion: 1 },
    });
    const { id: applicationId } = await prisma.application.findFirstOrThrow({ where: { number: 'P-g2' } });
    await prisma.applicationStep.create({
      data: { applicationId, status: 'ended', at: new Date('2026-08-01T02:00:00Z') },
    });
    await takeResults(services, '2026-09');
    all = await newestResults(services);
  });
  afterAll(() => database.close());

  const stored = (scope: string): StoredResults => {
    const found = all.get(scope);
    if (found === undefined) throw new Error(`expected results of ${scope}`);
    return found;
  };
  const requestFor = (scope: string): ExportRequest => resultNoteRequest(scope, stored(scope), all);
  const sourceFor = (scope: string): Source =>
    sourceOf({ ...database, services, texts: officeTexts(services.office), layouts: {} }, requestFor(scope), {
      actor: 'cli',
      language: 'id',
      folder: '',
      asOf: services.now(),
    });
  const said = (scope: string, of: ReturnType<typeof resultLines>): string =>
    of.map((it) => sourceFor(scope).word(it)).join('\n');

  /** What every writer of results makes of a scope: sentences, tables and papers. */
  async function written(scope: string) {
    const source = sourceFor(scope);
    const note = paperOf('result-note');
    if (note === undefined) throw new Error('expected the memorandum of the results');
    const tables = new Map<string, Row[]>();
    for (const table of note.tables) {
      const rows: Row[] = [];
      for await (const page of table.pages(source)) rows.push(...page);
      tables.set(table.key, rows);
    }
    const paper: string[] = [];
    for (const one of [note, paperOf('dashboard-note')])
      for await (const block of one?.blocks(
        { ...source, kecamatan: [TAMBAK] },
        { ...requestFor(scope), actor: 'cli' },
      ) ?? [])
        paper.push(JSON.stringify(block));
    return {
      lines: said(scope, resultLines(services, stored(scope), scopeName(services, scope))),
      areas: said(scope, areaLines(services, stored(scope), scope, all)),
      tables,
      paper: paper.join('\n'),
    };
  }

  it.each(SMALL)('leave nothing of %s but that they are too few, whoever writes it', async (scope) => {
    const { lines, areas, tables, paper } = await written(scope);
    const [, ...rest] = lines.split('\n\n');
    expect(rest.join('\n')).toMatch(/^Belum cukup pemilik/);
    expect(rest.join('\n').replaceAll('kurang dari 5', '')).not.toMatch(/\d/);
    expect(areas).toContain('kurang dari 5 mitra');
    expect(areas).not.toMatch(/: \d/);
    const figures = (tables.get('result-table') ?? []).flatMap((row) => [row['figure'], row['known']]);
    expect(figures.filter((it) => typeof it === 'number')).toEqual([]);
    for (const row of tables.get('result-areas') ?? []) expect(row['partners']).toBe('tidak ditampilkan');
    for (const row of tables.get('partnership-table') ?? []) {
      if (row['programme'] === scope.split(':')[1]) expect(row['activeCount']).toBe('tidak ditampilkan');
    }
    expect(paper).not.toMatch(/n = [1-9]/);
    expect(paper).not.toMatch(/[Aa]ktif:? [1-9]/);
    expect(shownResults(services, stored(scope))).toMatchObject({ few: true, counts: { active: undefined } });
    expect(
      shownAreas(services, stored(scope), scope, all).filter(
        ({ partners, partnersPerThousand }) => partners > 0 && partnersPerThousand !== undefined,
      ),
    ).toEqual([]);
  });

  it('and shares of fewer than five are left out where the others are shown', async () => {
    const { lines, tables, areas } = await written('all');
    expect(lines).toContain(
      'Usaha sepanjang semester ini: 11. Aktif: 10, baru: 0, berakhir: kurang dari 5. Pernah bergabung: 11.',
    );
    expect(lines).toContain('Inti–plasma: 8');
    expect(lines).toContain('Perdagangan umum: kurang dari 5');
    expect(lines).toContain('Milik perempuan (menurut sapaan): 100% mitra');
    expect(lines).not.toContain('Di pulau');
    expect(areas).toContain('Tambak: kurang dari 5 mitra.');
    const rows = tables.get('partnership-table') ?? [];
    expect(rows.map((row) => row['activeCount'])).toEqual([8]);
    expect(
      (tables.get('result-table') ?? []).filter(
        (row) => typeof row['figure'] === 'number' && row['figure'] > 0,
      ),
    ).toHaveLength(3);
  });
});
