import { GrammyError, HttpError } from 'grammy';
import { describeError, scrub } from './log.ts';
import { outageOf } from './services/core/outage.ts';

/** Errors whose message is written for whoever runs the program. */
const PLAIN: readonly string[] = [
  'ConfigError',
  'MigrationError',
  'FolderInUseError',
  'BotRunningError',
  'InstanceError',
  'BackupError',
  'RestoreError',
  'JournalError',
  'LayoutError',
];

/** A sentence for the person who started the process; undefined for what is no error at all. */
export function startProblem(error: unknown): string | undefined {
  if (error instanceof GrammyError && error.error_code === 401)
    return 'Telegram refuses the token in BOT_TOKEN (401). Copy it again from BotFather';
  if (error instanceof GrammyError && error.error_code === 404)
    return 'Telegram does not know this token (404). Check BOT_TOKEN and TELEGRAM_API_ROOT';
  if (outageOf(error) === 'read-only')
    return 'The database in DATABASE_URL only lets itself be read (25006): it is a standby, or set to read only. Name the primary';
  if (error instanceof GrammyError && error.error_code === 409)
    return 'Another process uses this bot (409). Stop it first';
  if (error instanceof HttpError)
    return 'Telegram cannot be reached. Check the network, or TELEGRAM_API_ROOT';
  if (!(error instanceof Error)) return undefined;
  if (PLAIN.includes(error.name)) return error.message;
  if ('code' in error && error.code === 'ECONNREFUSED')
    return 'The database in DATABASE_URL cannot be reached';
  return error.name.startsWith('Prisma') ? String(describeError(error)['message']) : scrub(error.message);
}
