import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database.ts';
import { restoreBackup, type Restored, type RestoreOptions } from '../../src/services/backup/restore.ts';
import { makeBackup, type BackupMade } from '../../src/services/backup/write.ts';
import { writeJournal } from '../../src/services/journal/export.ts';
import type { Office } from './office.ts';

export const BACKUP_KEY = new Uint8Array(32).fill(9);

/** A folder for the time of a test. */
export async function temporaryFolder(
  name: string,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `umkm-${name}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A backup of what an office holds now. */
export function backUp(
  office: Office,
  folder: string,
  onProgress: (rows: number) => void = () => undefined,
): Promise<BackupMade> {
  return makeBackup({
    prisma: office.database.prisma,
    kind: office.database.kind,
    services: office.services,
    key: BACKUP_KEY,
    folder: join(folder, 'backups'),
    onProgress,
  });
}

/** What the bot's process does after each update: the file of the journal follows the database. */
export function keepJournal(office: Office, folder: string): Promise<number> {
  return writeJournal(office.database.prisma, office.services, join(folder, 'journal'));
}

/** Restores a backup of an office with the office's own keys. */
export async function restoreOf(
  office: Office,
  folder: string,
  path: string,
  raw: RestoreOptions['raw'],
  options: Partial<RestoreOptions> = {},
): Promise<Restored> {
  const { botId, mode } = await office.database.prisma.instance.findUniqueOrThrow({ where: { id: 1 } });
  return restoreBackup({
    path,
    key: BACKUP_KEY,
    appKey: office.services.seal.fingerprint,
    mode: mode === 'demo' ? 'demo' : 'live',
    botId: Number(botId),
    raw,
    replace: false,
    journal: join(folder, 'journal'),
    files: join(folder, 'files'),
    services: (database) => Promise.resolve({ ...office.services, db: database.prisma }),
    ...options,
  });
}

/** Every row of every table in PostgreSQL's own text form, by table; to compare two databases. */
export async function contentOf(database: Database): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await database.prisma.$queryRaw<{ readonly name: string }[]>`
    SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`;
  const content: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    if (name === '_prisma_migrations') continue;
    const rows = await database.prisma.$queryRawUnsafe<{ readonly row: string }[]>(
      `SELECT t::text AS row FROM "${name}" t ORDER BY 1`,
    );
    content[name] = rows.map((it) => it.row);
  }
  return content;
}
