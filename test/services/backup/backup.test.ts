import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database } from '../../../src/database.ts';
import {
  BackupError,
  readHeader,
  readLines,
  writeContainer,
} from '../../../src/services/backup/container.ts';
import { backupPath, forgetBackups, listBackups } from '../../../src/services/backup/folder.ts';
import { verifyBackup } from '../../../src/services/backup/read.ts';
import { RestoreError, type RestoreOptions } from '../../../src/services/backup/restore.ts';
import { makeBackup, type BackupMade } from '../../../src/services/backup/write.ts';
import { journalPath } from '../../../src/services/journal/file.ts';
import { setReminders } from '../../../src/services/people/people.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson, storedOwner } from '../../support/people.ts';
import {
  BACKUP_KEY,
  backUp,
  contentOf,
  keepJournal,
  restoreOf,
  temporaryFolder,
} from '../../support/restore.ts';
import { findInFiles } from '../../support/search.ts';
import { runs } from '../../support/long.ts';
import { emptyTarget } from '../../support/database.ts';

const OTHER_KEY = new Uint8Array(32).fill(8);

describe('the file of a backup', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const about = {
    createdAt: '2026-11-02T03:00:00.000Z',
    mode: 'live' as const,
    botId: 123456,
    database: 'pglite' as const,
    appKey: 'ab'.repeat(16),
    migration: '20261123000000_foundation',
  };
  const text = Array.from(
    { length: 4_000 },
    (_, index) => `["${index}","${randomBytes(40).toString('hex')}"]`,
  );
  // oxlint-disable-next-line require-await
  async function* lines(): AsyncGenerator<string> {
    for (const line of text) yield `${line}\n`;
  }
  const readAll = async (path: string, key: Uint8Array = BACKUP_KEY): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const line of readLines(path, key)) found.push(line);
    return found;
  };
  let path: string;
  let bytes: Buffer;

  beforeAll(async () => {
    folder = await temporaryFolder('container');
    path = join(folder.path, 'whole');
    await writeContainer(path, BACKUP_KEY, about, lines());
    bytes = await readFile(path);
  });
  afterAll(() => folder.remove());

  it('gives back what was put into it, and says without its key what it is', async () => {
    expect(await readAll(path)).toEqual(text);
    expect(await readHeader(path)).toMatchObject(about);
    expect(bytes.length).toBeGreaterThan(2 * 65_536);
    expect(await readdir(folder.path)).toEqual(['whole']);
  });

  it('is refused with another key, in a sentence that names both', async () => {
    await expect(readAll(path, OTHER_KEY)).rejects.toThrow(/another BACKUP_KEY \(expected \w+, got \w+\)/);
  });

  it('is refused when any one byte of it is another', async () => {
    const altered = join(folder.path, 'altered');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ by;
        await writeFile(altered, copy);
        await expect(readAll(altered)).rejects.toThrow(BackupError);
      }),
      { numRuns: runs(60) },
    );
  });

  it('is refused when it is cut off anywhere, or goes on after its end', async () => {
    const cut = join(folder.path, 'cut');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        await writeFile(cut, bytes);
        await truncate(cut, length);
        await expect(readAll(cut)).rejects.toThrow(BackupError);
      }),
      { numRuns: runs(30) },
    );
    await writeFile(cut, Buffer.concat([bytes, Buffer.of(0)]));
    await expect(readAll(cut)).rejects.toThrow(/goes on after its end/);
  });

  it('is refused when it is another kind of file', async () => {
    const other = join(folder.path, 'other');
    await writeFile(other, 'PK something');
    await expect(readAll(other)).rejects.toThrow(/expected a backup of this program/);
  });

  it('leaves nothing behind when its rows cannot be read to the end', async () => {
    // oxlint-disable-next-line require-await
    async function* broken(): AsyncGenerator<string> {
      yield 'one\n';
      throw new Error('the disk is full');
    }
    const half = join(folder.path, 'half');
    await expect(writeContainer(half, BACKUP_KEY, about, broken())).rejects.toThrow('the disk is full');
    expect(await readdir(folder.path)).not.toContain('half');
    expect(await readdir(folder.path)).not.toContain('half.part');
  });
});

describe('a backup', () => {
  let office: Office;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder('backup');
    office = await openOffice();
  });
  afterAll(async () => {
    await office.close();
    await folder.remove();
  });

  async function restoredFrom(made: BackupMade): Promise<Database> {
    const { raw, opened } = await emptyTarget();
    await restoreOf(office, folder.path, made.path, raw, { journal: undefined });
    return opened();
  }

  it('holds the rows of one moment, although owners go on writing while it is read', async () => {
    const owner = await storedOwner(office);
    const { id } = await registeredPerson(office.services, { chatId: null });
    for (let at = 1; at < 40; at++) await registeredPerson(office.services, { chatId: null });
    let backingUp = true;
    const wanted: string[] = [];
    const writing = (async () => {
      for (let at = 0; backingUp || at < 5; at++) {
        const added = await registeredPerson(office.services, { chatId: null, name: `Baru ${at}` });
        wanted.push(String(added.id));
        await office.database.prisma.business.deleteMany({ where: { ownerId: added.id - 3 } });
        await owner.say('lapor September 3 juta');
        await office.database.prisma.person.update({
          where: { id: added.id },
          data: { interests: ['packaging', `"'\\,{} ${at}`] },
        });
      }
    })();
    // However busy the machine is, something changes while the rows are read; one row, for which nobody can wait in a circle.
    const changes: Promise<unknown>[] = [];
    const made = await backUp(office, folder.path, (rows) => {
      changes.push(
        office.database.prisma.person.update({
          where: { id },
          data: { interests: ['quality', String(rows)] },
        }),
      );
    }).finally(() => {
      backingUp = false;
    });
    await Promise.all([writing, ...changes]);
    const verified = await verifyBackup(made.path, BACKUP_KEY);
    if (office.database.kind === 'pglite') expect(verified.changes.size).toBeGreaterThan(0);
    // Every reference leads somewhere and every checksum holds, or this would throw.
    const database = await restoredFrom(made);
    expect(await database.prisma.person.count()).toBeGreaterThan(40);
    const dangling = await database.prisma.$queryRaw`
      SELECT 1 FROM business b LEFT JOIN person p ON p.id = b.owner_id WHERE b.owner_id IS NOT NULL AND p.id IS NULL`;
    expect(dangling).toEqual([]);
    await database.close();
    const triggers = await office.database.prisma.$queryRaw`
      SELECT 1 FROM pg_trigger WHERE tgname = 'backup_capture'`;
    expect(triggers).toEqual([]);
    expect(await office.database.prisma.backupChange.count()).toBe(0);
  });

  it('brings back every value and every file as it was, but not with another APP_KEY, for another bot, over data, or without its journal', async () => {
    const { prisma } = office.database;
    await prisma.training.create({
      data: {
        office: 'gresik',
        number: 'T-2611-0042',
        title: 'Pelatihan "Kemasan" \\ {a,b} – é 🙂\nbaris kedua',
        topic: 'packaging',
        startsAt: new Date('2026-11-19T02:00:00.123Z'),
        endsAt: new Date('1900-01-01T00:00:00Z'),
        place: '',
        latitude: -7.156123456789012,
        longitude: 1e-300,
        seats: 30,
        seatRule: 'quota',
        quota: { '35.25.16': 3, teks: 'a"b', kosong: null },
        closesAt: new Date('2026-11-17T09:00:00Z'),
        checkinCode: 'ABC123',
        createdBy: 'test',
      },
    });
    const files = join(folder.path, 'product');
    await mkdir(join(files, 'sub'), { recursive: true });
    const content = randomBytes(120_000);
    await writeFile(join(files, 'sub', 'poster.bin'), content);
    await writeFile(join(files, 'empty'), '');
    const before = await contentOf(office.database);
    office.clock.advance(1_000);
    const made = await makeBackup({
      prisma,
      kind: office.database.kind,
      services: office.services,
      key: BACKUP_KEY,
      folder: join(folder.path, 'backups'),
      files,
    });
    const target = await emptyTarget();
    const restored = (options: Partial<RestoreOptions>): Promise<unknown> =>
      restoreOf(office, folder.path, made.path, target.raw, options);
    const refusals: readonly (readonly [Partial<RestoreOptions>, RegExp])[] = [
      [{ appKey: '00'.repeat(16) }, /made with another APP_KEY/],
      [{ botId: 1 }, /belongs to the demo bot \d+, the settings to the demo bot 1/],
      [{ mode: 'live' }, /belongs to the demo bot/],
      [{ key: OTHER_KEY }, /another BACKUP_KEY/],
      [{ journal: join(folder.path, 'nowhere') }, /expected the journal at/],
    ];
    for (const [options, expected] of refusals) await expect(restored(options)).rejects.toThrow(expected);
    await restored({ journal: undefined });
    await expect(restored({ journal: undefined })).rejects.toThrow(/not empty.*--replace/);
    const database = await target.opened();
    const after = await contentOf(database);
    for (const name of Object.keys(before))
      if (!['instance', 'audit', 'counter', 'inbox_update', 'outgoing'].includes(name))
        expect({ [name]: after[name] }).toEqual({ [name]: before[name] });
    expect(await readFile(join(folder.path, 'files', 'sub', 'poster.bin'))).toEqual(content);
    expect(await readFile(join(folder.path, 'files', 'empty'))).toEqual(Buffer.alloc(0));
    await database.close();
  });

  it('holds no word of anybody in clear', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Ubah data', '>1', 'Zulaikha Wijayanti', '>Simpan');
    await backUp(office, folder.path);
    expect(await findInFiles(join(folder.path, 'backups'), ['Zulaikha', 'person', 'Otak-otak'])).toEqual([]);
  });

  it('ends after its days, but the newest never', async () => {
    const own = join(folder.path, 'old');
    await mkdir(own);
    const { botId } = (await listBackups(join(folder.path, 'backups'), await numberOf(office)))[0]
      ?.header ?? {
      botId: 0,
    };
    for (const day of ['2026-09-01', '2026-10-01', '2026-10-20']) {
      const at = new Date(`${day}T00:00:00Z`);
      const made = backupPath(own, botId, at);
      await writeContainer(
        made,
        BACKUP_KEY,
        {
          createdAt: at.toISOString(),
          mode: 'demo',
          botId,
          database: 'pglite',
          appKey: '',
          migration: '',
        },
        nothing(),
      );
    }
    const now = new Date('2026-11-02T03:00:00Z');
    expect(await forgetBackups(own, botId, 30, now)).toHaveLength(2);
    expect(await listBackups(own, botId)).toHaveLength(1);
    expect(await forgetBackups(own, botId, 1, now)).toEqual([]);
  });

  it('is not restored with a journal that was altered or is older; replaces data when that is wanted, and first saves what only they know', async () => {
    const siti = await registeredPerson(office.services, {});
    const wati = await registeredPerson(office.services, {});
    await setReminders(office.services, siti.id, false);
    await keepJournal(office, folder.path);
    const path = journalPath(join(folder.path, 'journal'));
    const older = await readFile(path, 'utf8');
    await setReminders(office.services, siti.id, true);
    await keepJournal(office, folder.path);
    office.clock.advance(1_000);
    const made = await backUp(office, folder.path);
    const whole = await readFile(path, 'utf8');
    const target = await emptyTarget();

    await writeFile(path, older);
    await expect(restoreOf(office, folder.path, made.path, target.raw)).rejects.toThrow(RestoreError);
    await writeFile(path, whole.replace('"reminders":false', '"reminders":true'));
    await expect(restoreOf(office, folder.path, made.path, target.raw)).rejects.toThrow(
      /does not fit together from line \d+ on/,
    );
    // Cut off by a death in the middle of a line: no damage.
    await writeFile(path, `${whole}{"uid":"half`);
    const restored = await restoreOf(office, folder.path, made.path, target.raw);
    await setReminders(office.services, siti.id, false);
    await keepJournal(office, folder.path);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(whole.trimEnd().split('\n').length + 1);
    // Written to the journal's table of what was restored, not yet to the file.
    const lived = await target.opened();
    await setReminders({ ...office.services, db: lived.prisma }, wati.id, false);
    await lived.prisma.$disconnect();
    const goesOn = await restoreOf(office, folder.path, made.path, target.raw, { replace: true });
    expect(goesOn).toMatchObject({ younger: restored.younger + 2, replayed: restored.replayed + 2 });
    const database = await target.opened();
    for (const { id } of [siti, wati])
      expect(await database.prisma.person.findUniqueOrThrow({ where: { id } })).toMatchObject({
        reminders: false,
      });
    await database.close();
  });
});

async function numberOf(office: Office): Promise<number> {
  return Number((await office.database.prisma.instance.findUniqueOrThrow({ where: { id: 1 } })).botId);
}

// oxlint-disable-next-line require-await
async function* nothing(): AsyncGenerator<string> {
  yield '';
}
