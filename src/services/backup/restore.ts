import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { ownMigrations, type Database, type RawDatabase } from '../../database.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { appendJournal, journalPath, readJournal, type JournalLine } from '../journal/file.ts';
import { replayJournal } from '../journal/replay.ts';
import { audit } from '../core/audit.ts';
import { countRows } from '../core/housekeeping.ts';
import { atomically, type Services } from '../core/services.ts';
import { fillFrom, occupied, queryOf } from './fill.ts';
import { readBackup, verifyBackup, type Verified } from './read.ts';
import { settleRestored, type Settled } from '../journal/settle.ts';

/** Thrown when a restore would go wrong, before anything was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}

export interface RestoreOptions {
  readonly path: string;
  /** 32 bytes of BACKUP_KEY. */
  readonly key: Uint8Array;
  /** Public name of the APP_KEY of the settings. */
  readonly appKey: string;
  readonly mode: 'demo' | 'live';
  readonly botId: number;
  /** The database to fill, held by nobody else. */
  readonly raw: RawDatabase;
  /** Also when it holds data of this bot, which are lost then. */
  readonly replace: boolean;
  /** Folder of the journal; undefined: without one, so that what was erased since the backup comes back. */
  readonly journal: string | undefined;
  /** Also when the journal was damaged: what of it can be read is done again. */
  readonly damagedJournal?: boolean;
  /** Where the files of the product go. */
  readonly files: string;
  /** The services over the restored database. */
  readonly services: (database: Database) => Promise<Services>;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Restored extends Settled {
  readonly verified: Verified;
  /** Entries of the journal that are younger than the backup, and how many of them changed something. */
  readonly younger: number;
  readonly replayed: number;
}

const LONGEST_MS = 3_600_000;

/**
 * Fills a database from a backup, does again what the journal says was done since, and ends in safe mode: nothing
 * that the bot begins is sent until a person says so. The database given is closed afterwards. Everything that can
 * be checked is checked before anything is changed; a restore that dies halfway refuses every start and is begun
 * again with `replace`.
 * @throws RestoreError, BackupError, JournalError
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { path, key, raw } = options;
  try {
    const verified = await verifyBackup(path, key);
    await checkFit(options, verified);
    await checkRoom(options);
    const entries = await journalFor(options, verified);
    await fillFrom(raw, path, key, verified, options.onProgress);
    await putFiles(options, verified);
    const database = await raw.wrap();
    try {
      const services = await options.services(database);
      await countRows(services);
      const done = await finish(options, database, services, verified, entries);
      return { verified, younger: entries.younger.length, ...done };
    } finally {
      await database.close();
    }
  } finally {
    await raw.close();
  }
}

async function checkFit(options: RestoreOptions, { header }: Verified): Promise<void> {
  if (header.appKey !== options.appKey)
    throw new RestoreError(
      `the backup was made with another APP_KEY (expected ${header.appKey.slice(0, 8)}, got ${options.appKey.slice(0, 8)}); put the key of that time into the settings, without it nothing personal can be read`,
    );
  if (header.mode !== options.mode || header.botId !== options.botId)
    throw new RestoreError(
      `the backup belongs to the ${header.mode} bot ${header.botId}, the settings to the ${options.mode} bot ${options.botId}; use the token of that bot`,
    );
  if (!(await ownMigrations()).includes(header.migration))
    throw new RestoreError(
      `the backup was made by a newer version (migration ${header.migration}); restore it with that version`,
    );
}

async function checkRoom({ raw, replace, botId }: RestoreOptions): Promise<void> {
  const holds = await occupied(raw);
  if (holds === 'empty') return;
  if (holds === 'foreign')
    throw new RestoreError(
      'the database holds tables of another program; make an empty one and name it in DATABASE_URL',
    );
  if (!replace)
    throw new RestoreError(
      `the database is not empty; restore into an empty one, or add --replace ${botId} to lose what it holds`,
    );
  const [row] = await queryOf(raw)('SELECT bot_id::text AS bot FROM "instance"', []);
  if (row?.['bot'] !== String(botId))
    throw new RestoreError(
      `the database belongs to bot ${String(row?.['bot'])}, the settings to bot ${botId}; it is not replaced`,
    );
}

interface Journal {
  /** What the backup does not know yet, in its order. */
  readonly younger: readonly JournalEntry[];
  /** Random names of everything in the file. */
  readonly written: ReadonlySet<string>;
}

/** What the backup does not know yet. A database that is about to be replaced first gives up what only it has. */
async function journalFor(options: RestoreOptions, { journal: known }: Verified): Promise<Journal> {
  const { journal, botId } = options;
  if (journal === undefined) return { younger: [], written: new Set() };
  await rescueEntries(options.raw, journal, botId);
  const { entries, brokenAt } = await readJournal(journalPath(journal), botId);
  if (brokenAt !== undefined && options.damagedJournal !== true)
    throw new RestoreError(
      `the journal does not fit together from line ${brokenAt} on: it was altered or lost a part; find an undamaged copy, or add --damaged-journal to use what can be read`,
    );
  const here = new Set(entries.map((it) => it.uid));
  const missing = [...known].filter(([uid, written]) => written && !here.has(uid)).length;
  if (missing > 0 && options.damagedJournal !== true)
    throw new RestoreError(
      `the journal lacks ${missing} entries that the backup already knows: it is an older copy or another bot's; find the newest one, or add --damaged-journal to use it as it is`,
    );
  return { younger: entries.filter((it) => !known.has(it.uid)), written: here };
}

async function rescueEntries(raw: RawDatabase, journal: string, botId: number): Promise<void> {
  const query = queryOf(raw);
  const [table] = await query(`SELECT to_regclass('journal_entry') IS NOT NULL AS there`, []);
  if (table?.['there'] !== true) return;
  const rows = await query(
    'SELECT "uid", "at", "kind", "subject", "data" FROM "journal_entry" WHERE "exported_at" IS NULL ORDER BY "id"',
    [],
  );
  const lines = rows.map((row): JournalLine => ({
    uid: String(row['uid']),
    at: row['at'] instanceof Date ? row['at'] : new Date(String(row['at'])),
    kind: String(row['kind']),
    subject: String(row['subject']),
    data: row['data'],
  }));
  await appendJournal(journal, botId, lines);
}

/** Writes the files of the product to their folder; a name that leads out of it is refused. */
async function putFiles({ path, key, files }: RestoreOptions, { files: count }: Verified): Promise<void> {
  if (count === 0) return;
  const root = resolve(files);
  for await (const part of readBackup(path, key)) {
    if (part.kind !== 'file') continue;
    const target = resolve(join(root, part.path));
    if (!target.startsWith(root + sep))
      throw new RestoreError(`expected files below ${root}, got ${part.path}`);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, part.content, { mode: 0o600 });
  }
}

async function finish(
  options: RestoreOptions,
  { prisma }: Database,
  services: Services,
  verified: Verified,
  { younger, written }: Journal,
): Promise<Pick<Restored, 'replayed'> & Settled> {
  return atomically(
    prisma,
    services,
    async (inside) => {
      // Nothing of this is new: it must not be written into the journal again.
      await inside.db.$executeRaw`SELECT set_config('umkm.restoring', 'on', true)`;
      const since = services.now();
      const replayed = await replayJournal(inside, younger);
      await inside.db.journalEntry.updateMany({
        where: {
          exportedAt: null,
          uid: { in: [...verified.journal].flatMap(([uid, out]) => (!out && written.has(uid) ? [uid] : [])) },
        },
        data: { exportedAt: since },
      });
      const settled = await settleRestored(inside);
      await inside.db.instance.update({
        where: { id: 1 },
        data: { mode: options.mode, safeModeSince: since },
      });
      await audit(inside, {
        actor: 'cli',
        action: 'backup.restore',
        details: {
          of: verified.header.createdAt,
          rows: verified.rows,
          journal: options.journal !== undefined,
          replayed,
        },
      });
      return { replayed, ...settled };
    },
    { timeout: LONGEST_MS, maxWait: 30_000 },
  );
}
