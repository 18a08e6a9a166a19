import type { Sql, Statement } from '../../sql.ts';

/** Tables whose rows need their id before they are written: what is sealed is bound to it. */
export type NumberedTable =
  | 'person'
  | 'business'
  | 'sales_report'
  | 'draft'
  | 'case'
  | 'support'
  | 'business_group';

/**
 * Numbers that this process has taken from the database and not yet used. Those that are left at its end are never
 * used: numbers are unique, neither without gaps nor in order.
 */
export interface Leases {
  /** Ids of a table that its sequence has given out; whoever takes some removes them. */
  ids(table: NumberedTable): number[];
  /**
   * The first of the next `count` values of a counter: of those that are held, otherwise what `ask` gives. That locks
   * the row until its transaction ends: whoever needs one meanwhile waits for a block that is fetched for all of them.
   */
  values(series: OfficeSeries, count: number, ask: () => Promise<number>): Promise<number>;
}

const BLOCK = 100;

interface Counter {
  next: number;
  /** Values from `next` up to here, exclusive, are held. */
  end: number;
  asking: number;
  fetching: Promise<void> | undefined;
}

/** A series of numbers of one office. */
interface OfficeSeries {
  readonly office: string;
  readonly key: string;
}

const FETCH: Statement = {
  name: 'counter_block',
  text: 'UPDATE counter SET value = value + $3 WHERE office = $1 AND key = $2 RETURNING value',
};

/** The leases of one process on one database. */
export function createLeases(sql: Sql): Leases {
  const ids = new Map<NumberedTable, number[]>();
  const counters = new Map<string, Counter>();

  /** Over connections of its own: those of the transactions may all be waiting for it. */
  async function fetchBlock({ office, key }: OfficeSeries, counter: Counter): Promise<void> {
    const { rows } = await sql.runTogether<{ readonly value: number }>(FETCH, [office, key, BLOCK]);
    const [row] = rows;
    if (row === undefined) return;
    counter.next = row.value - BLOCK + 1;
    counter.end = row.value + 1;
  }

  /** Without a block the numbers are asked for one by one. */
  const block = (series: OfficeSeries, counter: Counter): Promise<void> =>
    (counter.fetching ??= fetchBlock(series, counter)
      .catch(() => undefined)
      .finally(() => {
        counter.fetching = undefined;
      }));

  return {
    ids(table) {
      const held = ids.get(table) ?? [];
      ids.set(table, held);
      return held;
    },
    async values(series, count, ask) {
      const key = `${series.office} ${series.key}`;
      const counter = counters.get(key) ?? { next: 0, end: 0, asking: 0, fetching: undefined };
      counters.set(key, counter);
      // The embedded database has one connection: nobody else can be asking.
      if (counter.end - counter.next < count && counter.asking > 0 && sql.flights > 1)
        await block(series, counter);
      if (counter.end - counter.next >= count) {
        counter.next += count;
        return counter.next - count;
      }
      counter.asking++;
      try {
        return await ask();
      } finally {
        counter.asking--;
      }
    },
  };
}
