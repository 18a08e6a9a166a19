import type { PrismaClient, Prisma } from '../../../prisma/client/client.ts';
import type { Temporal } from 'temporal-polyfill';
import { localDate } from '../../domain/month/calendar.ts';
import type { Office } from '../../office.ts';
import type { Seal } from '../../seal.ts';
import type { DraftsAhead } from './drafts-ahead.ts';
import type { Leases } from './leases.ts';
import type { Programmes } from './programmes.ts';

/** The database itself, in which transactions begin: what those hold who know services, and not Prisma. */
export type DatabaseClient = PrismaClient;

/** The database, or the transaction that a write takes part in. */
export type Db = DatabaseClient | Prisma.TransactionClient;

/** What every service needs; {@link atomically} exchanges `db` for a transaction. */
export interface Services {
  readonly db: Db;
  readonly seal: Seal;
  readonly office: Office;
  readonly programmes: Programmes;
  readonly now: () => Date;
  /** Told when a message was queued: it goes out when the update that caused it is done, not only at the next tick. */
  readonly noteQueued?: () => void;
  /** Left out where nobody hurries: every number is asked for then. */
  readonly leases?: Leases;
  /** Open drafts that were read with the chat of this update. */
  readonly ahead?: DraftsAhead;
}

/** The day it is at the office. */
export function todayOf({ now, office }: Pick<Services, 'now' | 'office'>): Temporal.PlainDate {
  return localDate(now(), office.zone);
}

const IN_TRANSACTION = Symbol('in a transaction');

/** The services of a transaction that is under way; for what must stand or fall with something else, or locks rows. */
export interface Transaction extends Services {
  readonly db: Prisma.TransactionClient;
  readonly [IN_TRANSACTION]: true;
}

interface TransactionOptions {
  readonly isolationLevel?: 'RepeatableRead';
  /** In milliseconds, like `maxWait`, which is how long a connection may let wait. */
  readonly timeout: number;
  readonly maxWait: number;
}

/** Runs `work` in one transaction of its own; inside only the services it is given may be used, and nothing slow. */
export function atomically<T>(
  prisma: DatabaseClient,
  services: Services,
  work: (inside: Transaction) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  return prisma.$transaction((db) => {
    // Whatever the transaction does to drafts, nobody goes on with what was read before it.
    services.ahead?.forget();
    return work({ ...services, db, [IN_TRANSACTION]: true });
  }, options);
}
