import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database.ts';
import { parseProgramme } from '../../src/domain/eligibility/programme-file.ts';
import { publishProgrammes } from '../../src/services/core/stored-programmes.ts';
import type { Services } from '../../src/services/core/services.ts';
import { commandLine } from '../support/command-line.ts';
import { testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/restore.ts';
import { servicesOver } from '../support/services.ts';

describe('programmes by the command line', () => {
  let database: Database;
  let services: Services;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let run: ReturnType<typeof commandLine>;
  beforeAll(async () => {
    database = await testDatabase();
    services = await servicesOver(database);
    folder = await temporaryFolder('programmes');
    run = commandLine({ database, services, folder: folder.path });
    await publishProgrammes(services);
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  it('are written as files, and a file comes back as a draft that no owner sees', async () => {
    const written = await run(['programme', 'export', 'sig-pumk']);
    expect(written).toMatchObject({ code: 0, said: [join(folder.path, 'sig-pumk-v1.json')] });
    const text = await readFile(join(folder.path, 'sig-pumk-v1.json'), 'utf8');
    const shipped = services.programmes.find('sig-pumk');
    expect(parseProgramme(text)).toEqual({ ok: true, value: shipped });
    await writeFile(join(folder.path, 'other.json'), text.replace('"sig-pumk"', '"lain"'));
    expect(await run(['programme', 'import', 'other.json'])).toMatchObject({ code: 0 });
    const row = await services.db.programme.findFirstOrThrow({ where: { programmeId: 'lain' } });
    expect(row).toMatchObject({ status: 'draft', version: null, createdBy: 'cli' });
    expect(parseProgramme(JSON.stringify(row.draft))).toEqual({
      ok: true,
      value: { ...shipped, id: 'lain' },
    });
  });

  it('name what is wrong at its place, and what is not there', async () => {
    await writeFile(join(folder.path, 'bad.json'), '{"id": "Bad"}');
    const { code, warned } = await run(['programme', 'import', 'bad.json']);
    expect(code).toBe(1);
    expect(warned.join('\n')).toContain('id: expected a kebab-case id of at most 20 characters');
    expect(await run(['programme', 'export', 'nothing'])).toMatchObject({ code: 2 });
  });

  it('come with a company that somebody is invited for', async () => {
    const who = ['invite', '--role', 'partner', '--name', 'Dewi Lestari'];
    expect(await run(who)).toMatchObject({ code: 2 });
    expect(await run([...who, '--company', 'sig', '--desks', 'tjsl'])).toMatchObject({ code: 0 });
    const invited = await services.db.invitation.findFirstOrThrow({ include: { partner: true } });
    expect(invited).toMatchObject({ desks: ['tjsl'], partner: { code: 'sig' } });
  });
});
