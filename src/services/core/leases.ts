import type { PrismaClient } from '../../../prisma/client/client.ts';

/** Tables whose rows need their id before they are written: what is sealed is bound to it. */
export type NumberedTable = 'person' | 'business' | 'sales_report' | 'draft' | 'case';

/**
 * Numbers that this process has taken from the database and not yet used. Those that are left at its end are never
 * used: numbers are unique, neither without gaps nor in order.
 */
export interface Leases {
  /** Ids of a table that its sequence has given out; whoever takes some removes them. */
  ids(table: NumberedTable): number[];
  /**
   * The first of the next `count` values of a counter: of those that are held, otherwise what `ask` gives. That
   * locks the row until its transaction ends; as soon as two wait for it, a block is fetched for those who follow.
   */
  values(key: string, count: number, ask: () => Promise<number>): Promise<number>;
}

const BLOCK = 100;

interface Counter {
  next: number;
  /** Values from `next` up to here, exclusive, are held. */
  end: number;
  asking: number;
  fetching: boolean;
}

/** The leases of one process on one database. */
export function createLeases(prisma: PrismaClient): Leases {
  const ids = new Map<NumberedTable, number[]>();
  const counters = new Map<string, Counter>();

  async function fetchBlock(key: string, counter: Counter): Promise<void> {
    counter.fetching = true;
    try {
      const { value } = await prisma.counter.update({
        where: { key },
        data: { value: { increment: BLOCK } },
        select: { value: true },
      });
      counter.next = value - BLOCK + 1;
      counter.end = value + 1;
    } catch {
      // Without a block the numbers are asked for one by one.
    } finally {
      counter.fetching = false;
    }
  }

  return {
    ids(table) {
      const held = ids.get(table) ?? [];
      ids.set(table, held);
      return held;
    },
    async values(key, count, ask) {
      const counter = counters.get(key) ?? { next: 0, end: 0, asking: 0, fetching: false };
      counters.set(key, counter);
      if (counter.end - counter.next >= count) {
        counter.next += count;
        return counter.next - count;
      }
      if (counter.asking > 0 && !counter.fetching) void fetchBlock(key, counter);
      counter.asking++;
      try {
        return await ask();
      } finally {
        counter.asking--;
      }
    },
  };
}
