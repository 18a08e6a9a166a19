import type { Pool, QueryResultRow } from 'pg';

/** A statement written by hand; by its name a connection parses and plans it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

interface Outcome<Row> {
  readonly rows: readonly Row[];
  /** How many rows were written or read. */
  readonly count: number;
}

/**
 * The way to the database for the few statements that every update needs; all others go through Prisma. Each is a
 * transaction of its own. Where Prisma's transaction is open in the same work it must not be used: the embedded
 * database has one session and would wait for itself.
 */
export interface Sql {
  /** int8 comes as text, bytea as Buffer, timestamptz as Date. Errors are the driver's own, with their SQLSTATE. */
  run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Outcome<Row>>;
  /** The same for what is gathered from many chats: on a server it waits 200 ms for a lock, then fails (55P03). */
  runTogether<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Outcome<Row>>;
  /** How many gathered statements of one name are worth being under way at the same time. */
  readonly flights: number;
}

/** @param gathering connections of their own for what is gathered; the embedded database has one for everything */
export function sqlOf(single: Pool, gathering: Pool = single): Sql {
  const through =
    (pool: Pool) =>
    async <Row extends QueryResultRow>(
      { name, text }: Statement,
      values: readonly unknown[],
    ): Promise<Outcome<Row>> => {
      const { rows, rowCount } = await pool.query<Row>({ name, text, values: [...values] });
      return { rows, count: rowCount ?? 0 };
    };
  return { run: through(single), runTogether: through(gathering), flights: gathering === single ? 1 : 2 };
}
