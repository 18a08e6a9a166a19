import type { PrismaClient, Prisma } from '../../../prisma/client/client.ts';
import type { HolidayYear } from '../../domain/when/working-days.ts';
import type { Office } from '../../config.ts';
import type { Seal } from '../../seal.ts';
import type { Areas } from './areas.ts';
import type { DraftsAhead } from './drafts-ahead.ts';
import type { Leases } from './leases.ts';
import type { Programmes } from './programmes.ts';

/** The database, or the transaction that a write takes part in. */
export type Db = PrismaClient | Prisma.TransactionClient;

/** What every service needs; `db` is exchanged for a transaction by {@link withDb}. */
export interface Services {
  readonly db: Db;
  readonly seal: Seal;
  readonly office: Office;
  readonly areas: Areas;
  readonly programmes: Programmes;
  readonly holidays: readonly HolidayYear[];
  readonly now: () => Date;
  /** Told when a message was queued: it goes out when the update that caused it is done, not only at the next tick. */
  readonly noteQueued?: () => void;
  /** Left out where nobody hurries: every number is asked for then. */
  readonly leases?: Leases;
  /** Open drafts that were read with the chat of this update. */
  readonly ahead?: DraftsAhead;
}

/** The same services inside a transaction. */
export function withDb(services: Services, db: Db): Services {
  // Whatever the transaction does to drafts, nobody goes on with what was read before it.
  services.ahead?.forget();
  return { ...services, db };
}

/** Runs `work` in one transaction of its own; inside only the services it is given may be used, and nothing slow. */
export function atomically<T>(
  prisma: PrismaClient,
  services: Services,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  return prisma.$transaction((tx) => work(withDb(services, tx)));
}
