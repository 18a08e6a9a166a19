import { PrismaPg } from '@prisma/adapter-pg';
import { oneAtATime } from './one-at-a-time.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/**
 * Prisma reads the relations of a row side by side, also inside a transaction, which has one connection. The driver
 * puts such statements in a row by itself, but says that it will not do so for ever: here each waits for the one before.
 */
export class PrismaPgInTurn extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => inTurn(await start(level));
    return adapter;
  }
}

/** The same transaction, with one statement under way at a time. */
export function inTurn<T extends Pick<Transaction, 'queryRaw' | 'executeRaw'>>(transaction: T): T {
  const after = oneAtATime();
  const query = transaction.queryRaw.bind(transaction);
  const execute = transaction.executeRaw.bind(transaction);
  transaction.queryRaw = (it) => after(() => query(it));
  transaction.executeRaw = (it) => after(() => execute(it));
  return transaction;
}
