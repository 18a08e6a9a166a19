import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { demoFolder } from '../demo/identity.ts';
import { loadReferenceData } from '../reference-data.ts';
import { forgetBackups } from '../services/backup/folder.ts';
import { verifyBackup } from '../services/backup/read.ts';
import { makeBackup } from '../services/backup/write.ts';
import { defineCommand, type Room } from './command.ts';
import { moment } from './words.ts';

/** The key of the backups. @throws Error saying how to make one */
export function backupKey({ keeping }: Config): Buffer {
  if (keeping.backupKey !== undefined) return keeping.backupKey;
  throw new Error(
    'BACKUP_KEY is not set: no backup is made in clear. Make a key with: openssl rand -base64 32, put it into .env as BACKUP_KEY, and keep a copy of it apart from the backups and from APP_KEY',
  );
}

/** Where the product keeps files outside the database. */
export function filesFolder(config: Config): string {
  const folder = config.mode === 'demo' ? demoFolder(config.dataDir) : join(config.dataDir, 'live');
  return join(folder, 'files');
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** Writes a backup, proves it, and deletes those that are too old. */
export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'write an encrypted backup of everything into BACKUP_DIR, prove it, delete those that are too old',
  needs: 'database',
  input: z.object({ to: z.string().trim().min(1).optional() }),
  describe: (definition) => definition.option('--to <folder>', 'another folder than BACKUP_DIR'),
  async run(room, { to }) {
    const key = backupKey(room.config);
    const { backupDir, backupKeepDays } = room.config.keeping;
    const folder = room.path(to ?? backupDir);
    const { prisma, services, kind } = await room.open();
    const bar = room.progress('rows');
    const made = await makeBackup({
      prisma,
      kind,
      services,
      key,
      folder,
      files: filesFolder(room.config),
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.end();
    await verifyBackup(made.path, key);
    room.say(`Written and proved: ${made.path} (${made.rows} rows, ${megabytes(made.bytes)})`);
    const old = await forgetBackups(folder, made.header.botId, backupKeepDays, services.now());
    for (const path of old) room.say(`Deleted, older than ${backupKeepDays} days: ${path}`);
    return 0;
  },
});

/** Reads a whole backup and proves every part of it. */
export const backupVerifyCommand = defineCommand({
  name: 'backup verify',
  summary: 'read a whole backup and prove that nothing of it was changed or is missing',
  needs: 'nothing',
  input: z.object({ file: z.string().trim().min(1) }),
  describe: (definition) => definition.argument('<file>', 'the backup'),
  async run(room: Room, { file }) {
    const verified = await verifyBackup(room.path(file), backupKey(room.config));
    const { header } = verified;
    const { office } = await loadReferenceData(room.config.office);
    room.say(
      `Whole: ${header.mode} bot ${header.botId}, ${moment(office, new Date(header.createdAt))}, from ${header.database}, migration ${header.migration}`,
    );
    for (const [name, rows] of verified.tables) if (rows > 0) room.say(`  ${name}: ${rows}`);
    room.say(`${verified.rows} rows, ${verified.files} file(s)`);
    return 0;
  },
});
