import type { PrismaClient } from '../../prisma/client/client.ts';
import { atomically, type Db, type Services, type Transaction } from '../../src/services/core/services.ts';

/** Does one thing in a transaction of its own, with services that stand outside of every one. */
export function inTransaction<T>(services: Services, work: (inside: Transaction) => Promise<T>): Promise<T> {
  if (!isClient(services.db)) throw new Error('expected services outside of a transaction');
  return atomically(services.db, services, work);
}

const isClient = (db: Db): db is PrismaClient => '$transaction' in db;
