import { stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';
import { listBackups } from '../../services/backup/folder.ts';
import { journalPath } from '../../services/journal/file.ts';
import { compareJournal } from '../../services/journal/put-back.ts';
import type { Services } from '../../services/core/services.ts';
import { broken, look, ok, type Finding } from './finding.ts';

const GB = 1_073_741_824;
const LOW_DISK = 2 * GB;
const NO_DISK = 0.3 * GB;
/** test/bench/README.md: the bot with 10,000 open conversations, and room for the system. */
const LEAST_MEMORY = 0.9 * GB;

const gigabytes = (bytes: number): string => `${(bytes / GB).toFixed(1)} GB`;

/** The settings as far as they can be judged without asking anybody. */
export function settingsFindings(config: Config): readonly Finding[] {
  if (config.mode === 'demo') return [ok('settings', 'the demo; a real bot needs BOT_TOKEN and APP_KEY')];
  const { keeping, databaseUrl } = config;
  return [
    ok('settings', 'complete'),
    databaseUrl === undefined
      ? look(
          'database kind',
          'embedded: a power cut can damage it',
          'for daily work set DATABASE_URL to a PostgreSQL server (14 or newer); move by backup and restore',
        )
      : ok('database kind', 'PostgreSQL server'),
    keeping.backupKey === undefined
      ? broken(
          'backup key',
          'BACKUP_KEY is not set, so no backup is made',
          'make one: openssl rand -base64 32; put it into .env, and a copy of it apart from the backups',
        )
      : ok('backup key', 'set; is a copy of it and of APP_KEY in the safe?'),
    keeping.heartbeatUrl === undefined
      ? look(
          'heartbeat',
          'nobody outside notices when the bot stops; after 24 hours messages are lost',
          'set HEARTBEAT_URL to a service that tells somebody when its calls stop',
        )
      : ok('heartbeat', 'set'),
    keeping.retentionYears === undefined && keeping.retentionDays === undefined
      ? look(
          'retention',
          'off: nothing has an end',
          'let the office decide how long (JRA), then set RETENTION_YEARS and RETENTION_DAYS',
        )
      : ok('retention', 'set; see: npm run cli -- retention'),
  ];
}

/** The file with the keys is for its owner alone. */
export async function envFinding(path: string): Promise<readonly Finding[]> {
  if (process.platform === 'win32') return [];
  const mode = await stat(path).then(
    (it) => it.mode & 0o077,
    () => undefined,
  );
  if (mode === undefined) return [];
  return [
    mode === 0
      ? ok('.env', 'can be read by its owner alone')
      : look('.env', 'others on this machine can read the keys in it', `chmod 600 ${path}`),
  ];
}

/** Space where data and backups lie, and the memory of the machine. */
export async function roomFindings(config: Config): Promise<readonly Finding[]> {
  const places = [
    ['disk of the data', config.dataDir],
    ...(config.mode === 'live' ? [['disk of the backups', config.keeping.backupDir] as const] : []),
  ] as const;
  const findings: Finding[] = [];
  for (const [part, folder] of places) {
    const free = await freeIn(folder);
    if (free === undefined)
      findings.push(
        look(
          part,
          `${folder} cannot be looked at`,
          'make the folder, and let the user of the bot write there',
        ),
      );
    else if (free < NO_DISK)
      findings.push(
        broken(
          part,
          `only ${gigabytes(free)} free`,
          'make room now: the bot stops when nothing can be written',
        ),
      );
    else if (free < LOW_DISK)
      findings.push(look(part, `${gigabytes(free)} free`, 'make room, or a larger disk'));
    else findings.push(ok(part, `${gigabytes(free)} free`));
  }
  const memory = totalmem();
  findings.push(
    memory < LEAST_MEMORY
      ? look(
          'memory',
          `${gigabytes(memory)} in this machine`,
          'give it 1 GB (2 GB with the embedded database)',
        )
      : ok('memory', `${gigabytes(memory)} in this machine`),
  );
  return findings;
}

/** Free space for this user, of the folder or of the nearest one above it that exists. */
async function freeIn(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => undefined);
    if (found !== undefined) return found.bavail * found.bsize;
    if (dirname(at) === at) return undefined;
  }
}

/** Whether there are backups to restore from, and the journal that belongs to them. */
export async function backupFindings(
  config: Config,
  it: {
    readonly botId: number;
    readonly now: Date;
    readonly unwritten: { readonly count: number; readonly oldest: Date | undefined };
    readonly services: Services;
  },
): Promise<readonly Finding[]> {
  if (config.mode === 'demo') return [];
  const { backupDir, journalDir } = config.keeping;
  const newest = (await listBackups(backupDir, it.botId)).at(-1);
  const age =
    newest === undefined ? undefined : it.now.getTime() - new Date(newest.header.createdAt).getTime();
  const late =
    it.unwritten.oldest !== undefined && it.now.getTime() - it.unwritten.oldest.getTime() > 10 * 60_000;
  return [
    age === undefined
      ? broken(
          'backups',
          `none in ${backupDir}`,
          'npm run cli -- backup, then let a timer do it every night (OPERATIONS.md)',
        )
      : age > 26 * 3_600_000
        ? look(
            'backups',
            `the newest is ${Math.floor(age / 3_600_000)} hours old`,
            'look why the nightly backup did not run (OPERATIONS.md), then: npm run cli -- backup',
          )
        : ok('backups', `the newest is ${Math.floor(age / 3_600_000)} hours old`),
    late
      ? broken(
          'journal',
          `${it.unwritten.count} entries wait to be written`,
          'look whether JOURNAL_DIR can be written: after a restore erased people would come back',
        )
      : await journalFinding(it.services, journalDir),
  ];
}

/** Whether the file of the journal and the database tell the same story. */
async function journalFinding(services: Services, folder: string): Promise<Finding> {
  const there = await stat(journalPath(folder)).catch(() => undefined);
  if (there === undefined)
    return look(
      'journal',
      `none in ${folder}`,
      'start the bot once; look whether JOURNAL_DIR can be written',
    );
  try {
    const { unknown, lacking, brokenAt } = await compareJournal(services, folder);
    if (unknown.length > 0)
      return broken(
        'journal',
        `the database does not know ${unknown.length} of its entries: it was put back from an earlier time`,
        'restart the bot: it does them again (erasures, refusals, revoked roles) and goes into safe mode; then look whether everything is right',
      );
    if (brokenAt !== undefined)
      return look(
        'journal',
        `does not fit together from line ${brokenAt} on`,
        'it was altered or lost a part: find an undamaged copy, and keep this one aside',
      );
    if (lacking > 0)
      return look(
        'journal',
        `lacks ${lacking} entries that the database has written`,
        'it is an older copy, or JOURNAL_DIR is another folder than before: put the newest one back',
      );
    return ok('journal', 'written, and the database knows all of it');
  } catch (error) {
    return broken(
      'journal',
      error instanceof Error ? error.message : 'cannot be read',
      'look at the file in JOURNAL_DIR',
    );
  }
}
