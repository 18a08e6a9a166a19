import { readFile } from 'node:fs/promises';
import { messages, PGlite, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';
import { inject } from 'vitest';

/** What happens to a statement: undefined lets it pass. */
type Decide = (sql: string, values: readonly unknown[]) => Error | undefined;

const passes: Decide = () => undefined;

/**
 * A real embedded database whose statements fail when told, before they are carried out (a full disk) or after
 * (a connection that breaks before the answer).
 */
export class FaultyPglite extends PGlite {
  failBefore: Decide = passes;
  failAfter: Decide = passes;

  heal(): void {
    this.failBefore = passes;
    this.failAfter = passes;
  }

  async #guarded<T>(sql: string, values: readonly unknown[], run: () => Promise<T>): Promise<T> {
    const early = this.failBefore(sql, values);
    if (early !== undefined) throw early;
    const result = await run();
    const late = this.failAfter(sql, values);
    if (late !== undefined) throw late;
    return result;
  }

  override query<T>(sql: string, values: unknown[] = [], options?: QueryOptions): Promise<Results<T>> {
    return this.#guarded(sql, values, () => super.query<T>(sql, values, options));
  }

  override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((tx) =>
      work({
        ...tx,
        get closed() {
          return tx.closed;
        },
        query: (sql, values = [], options) =>
          this.#guarded(sql, values, () => tx.query(sql, values, options)),
      }),
    );
  }
}

/** A fresh, migrated one. */
export async function faultyPglite(): Promise<FaultyPglite> {
  const pglite = new FaultyPglite({ loadDataDir: new Blob([await readFile(inject('image'))]) });
  await pglite.waitReady;
  return pglite;
}

/** An error as PostgreSQL reports it, with its code (SQLSTATE). */
export function databaseError(code: string, message: string): Error {
  const error = new messages.DatabaseError(message, 0, 'error');
  error.code = code;
  error.severity = 'ERROR';
  return error;
}
