import type { PrismaClient } from '../../../prisma/client/client.ts';
import type { Log } from '../../log.ts';
import { audit } from '../core/audit.ts';
import { settleRestored } from './settle.ts';
import { safeModeSince } from '../core/instance.ts';
import { atomically, type Services } from '../core/services.ts';
import type { JournalEntry } from './entry.ts';
import { journalPath, readJournal } from './file.ts';
import { replayJournal } from './replay.ts';

export interface Comparison {
  /** What the file knows and the database does not: the database is older than the file. */
  readonly unknown: readonly JournalEntry[];
  /** Entries that the database has written to a file, and this file lacks. */
  readonly lacking: number;
  /** First line that does not follow from the one before; undefined when all do. */
  readonly brokenAt: number | undefined;
}

const PAGE = 5_000;
const LONGEST_MS = 3_600_000;

/**
 * Compares the journal of a folder with the database. Each entry stands in the database before it is in the file, so
 * one that only the file has means that the database was put back from an earlier time.
 * @throws JournalError when there is no file, or it cannot be read
 */
export async function compareJournal(services: Services, folder: string): Promise<Comparison> {
  const { db } = services;
  const instance = await db.instance.findUnique({ where: { id: 1 }, select: { botId: true } });
  const { entries, brokenAt } = await readJournal(journalPath(folder), Number(instance?.botId ?? 0));
  const known = new Set<string>();
  for (let at = 0; at < entries.length; at += PAGE) {
    const uids = entries.slice(at, at + PAGE).map(({ uid }) => uid);
    const rows = await db.journalEntry.findMany({ where: { uid: { in: uids } }, select: { uid: true } });
    for (const { uid } of rows) known.add(uid);
  }
  const written = await db.journalEntry.count({ where: { exportedAt: { not: null } } });
  return {
    unknown: entries.filter(({ uid }) => !known.has(uid)),
    lacking: Math.max(0, written - known.size),
    brokenAt,
  };
}

/**
 * At the start of the bot: a database that was put back without the command line (pg_restore, a snapshot of the
 * machine) is treated as a restored one. What the journal says was done since is done again, nothing that may have
 * been sent is sent again, and nothing is begun until a person says so.
 */
export async function noticePutBack(
  prisma: PrismaClient,
  services: Services,
  folder: string,
  log: Log,
): Promise<void> {
  let found: Comparison;
  try {
    found = await compareJournal(services, folder);
  } catch (error) {
    // The first start has no journal yet; the doctor names one that cannot be read.
    log.debug({ error }, 'The journal could not be compared with the database');
    return;
  }
  const { unknown, brokenAt } = found;
  if (unknown.length === 0) return;
  const isUsable = brokenAt === undefined;
  const replayed = await atomically(
    prisma,
    services,
    async (inside) => {
      // Nothing of this is new: it must not be written into the journal again.
      await inside.db.$executeRaw`SELECT set_config('umkm.restoring', 'on', true)`;
      const changed = isUsable ? await replayJournal(inside, unknown) : 0;
      if (isUsable || (await safeModeSince(inside)) === undefined) await settleRestored(inside);
      await inside.db.instance.update({ where: { id: 1 }, data: { safeModeSince: services.now() } });
      await audit(inside, {
        actor: 'system',
        action: 'journal.put-back',
        details: { unknown: unknown.length, replayed: changed, usable: isUsable },
      });
      return changed;
    },
    { timeout: LONGEST_MS, maxWait: 30_000 },
  );
  if (isUsable)
    log.error(
      { entries: unknown.length, changed: replayed },
      'The database is older than the journal: it was put back without the command line. What the journal says was done again, and the bot is in safe mode',
    );
  else
    log.error(
      { entries: unknown.length, line: brokenAt },
      'The database is older than the journal, and the journal does not fit together: the bot is in safe mode. Find an undamaged journal, or restore with --damaged-journal',
    );
}
