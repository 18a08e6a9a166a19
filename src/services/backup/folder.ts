import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readHeader, type BackupHeader } from './container.ts';

const ENDING = '.umkm-backup';

/** Where a backup of this moment goes. */
export function backupPath(folder: string, botId: number, at: Date): string {
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d+Z$/g, '');
  return join(folder, `bot${botId}-${stamp}${ENDING}`);
}

export interface KnownBackup {
  readonly path: string;
  readonly header: BackupHeader;
}

/** The backups of a bot in a folder, oldest first; what is none is passed over. */
export async function listBackups(folder: string, botId: number): Promise<readonly KnownBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const found: KnownBackup[] = [];
  for (const name of names.filter((it) => it.endsWith(ENDING))) {
    const path = join(folder, name);
    const header = await readHeader(path).catch(() => undefined);
    if (header?.botId === botId) found.push({ path, header });
  }
  return found.toSorted((a, b) => (a.header.createdAt < b.header.createdAt ? -1 : 1));
}

/**
 * Deletes backups older than `days`: they hold what was erased since. The newest stays, whatever its age. Returns
 * the paths.
 */
export async function forgetBackups(
  folder: string,
  botId: number,
  days: number,
  now: Date,
): Promise<readonly string[]> {
  const before = new Date(now.getTime() - days * 24 * 3_600_000).toISOString();
  const old = (await listBackups(folder, botId)).slice(0, -1).filter((it) => it.header.createdAt < before);
  for (const { path } of old) await rm(path, { force: true });
  return old.map((it) => it.path);
}
