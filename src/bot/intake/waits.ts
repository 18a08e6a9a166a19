import { GrammyError, HttpError } from 'grammy';
import { outageOf } from '../../services/core/outage.ts';
import { RetryLater } from '../outbox/fetch.ts';

/** Growing: a disk that stays full for an hour is not asked seven hundred times by every chat. */
const OUTAGE_DELAYS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

export interface Wait {
  readonly ms: number;
  readonly why: string;
  /** The database works, so that the wait can be kept over a restart. */
  readonly storable: boolean;
}

/**
 * How long to wait before the next try when the failure says nothing against the update: the database or
 * Telegram cannot work now. Undefined for a failure of the update itself.
 */
export function waitFor(error: unknown, outages: number, patience: number): Wait | undefined {
  const delay = (OUTAGE_DELAYS[Math.min(outages, OUTAGE_DELAYS.length - 1)] ?? 30_000) * patience;
  const outage = outageOf(error);
  if (outage === 'disk-full')
    return {
      ms: delay,
      storable: false,
      why: 'The disk is full: nothing can be stored. Free space; the bot goes on by itself',
    };
  if (outage === 'read-only')
    return {
      ms: delay,
      storable: false,
      why: 'The database only lets itself be read (25006): nothing can be stored. Is DATABASE_URL the primary? The bot goes on by itself when it can write',
    };
  if (outage === 'unreachable')
    return {
      ms: delay,
      storable: false,
      why: 'The database cannot be reached; the bot waits and goes on by itself',
    };
  if (error instanceof HttpError) {
    const inner = error.error;
    if (inner instanceof RetryLater)
      return {
        ms: inner.seconds * 1000,
        storable: true,
        why: `Telegram asked to wait ${inner.seconds} s; the answer is sent after that`,
      };
    return { ms: delay, storable: true, why: 'Telegram cannot be reached; the answer is sent when it can' };
  }
  if (
    error instanceof GrammyError &&
    (error.error_code >= 500 || error.error_code === 429 || error.error_code === 401)
  )
    return {
      ms: delay,
      storable: true,
      why: `Telegram answered ${error.error_code}; the answer is sent later`,
    };
  return undefined;
}
