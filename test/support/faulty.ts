import { readFile } from 'node:fs/promises';
import { PGlite, type ExecProtocolOptions } from '@electric-sql/pglite';
import { inject } from 'vitest';

/** What happens to a statement: undefined lets it pass. */
type Decide = (sql: string, values: readonly (string | undefined)[]) => DatabaseError | undefined;

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

  readonly #texts = new Map<string, string>();

  override async execProtocolRaw(message: Uint8Array, options?: ExecProtocolOptions): Promise<Uint8Array> {
    const bound = boundIn(Buffer.from(message), this.#texts);
    const early = bound && this.failBefore(bound.sql, bound.values);
    if (early !== undefined) return this.#refuse(early, bound);
    const answer = await super.execProtocolRaw(message, options);
    const late = bound && this.failAfter(bound.sql, bound.values);
    if (late === undefined) return answer;
    // What was prepared stays prepared.
    const prepared = answer[0] === PARSE_COMPLETE[0] ? [PARSE_COMPLETE] : [];
    return Buffer.concat([...prepared, await this.#refuse(late, bound)]);
  }

  /** A connection that breaks at the edge of a transaction takes the transaction along. */
  async #refuse(error: DatabaseError, bound: Bound | undefined): Promise<Uint8Array> {
    if (/^(BEGIN|COMMIT|ROLLBACK)/.test(bound?.sql ?? '') && this.isInTransaction())
      await super.execProtocolRaw(ROLLBACK);
    return refusal(error);
  }
}

interface Bound {
  readonly sql: string;
  /** In the database's own text form; undefined for NULL. */
  readonly values: readonly (string | undefined)[];
}

/** The message ParseComplete. */
const PARSE_COMPLETE = Buffer.from([0x31, 0, 0, 0, 4]);

/** The message Query. */
const ROLLBACK = Buffer.from('Q\0\0\0\x0dROLLBACK\0');

/**
 * The statement that these messages of the protocol carry out, undefined for all others; what is only prepared is
 * noted in `texts` (PostgreSQL, Frontend/Backend Protocol, Parse and Bind).
 */
function boundIn(messages: Buffer, texts: Map<string, string>): Bound | undefined {
  let at = 0;
  const text = (): string => {
    const end = messages.indexOf(0, at);
    const found = messages.toString('utf8', at, end);
    at = end + 1;
    return found;
  };
  const short = (): number => messages.readInt16BE((at += 2) - 2);
  const long = (): number => messages.readInt32BE((at += 4) - 4);
  for (let next = 0; next < messages.length; next += messages.readInt32BE(next + 1) + 1) {
    const kind = String.fromCharCode(messages[next] ?? 0);
    at = next + 5;
    if (kind === 'P') texts.set(text(), text());
    if (kind !== 'B') continue;
    text();
    const sql = texts.get(text()) ?? '';
    const formats = Array.from({ length: short() }, short);
    const values = Array.from({ length: short() }, (_, place) => {
      const length = long();
      // None: all are texts; one: it is that of all. Only bytes are sent as such.
      const isBinary = (formats[formats.length === 1 ? 0 : place] ?? 0) === 1;
      const bytes = messages.subarray(at, at + length);
      const value = length < 0 ? undefined : isBinary ? `\\x${bytes.toString('hex')}` : bytes.toString();
      at += Math.max(length, 0);
      return value;
    });
    return { sql, values };
  }
  return undefined;
}

/** A fresh, migrated one. */
export async function faultyPglite(): Promise<FaultyPglite> {
  const pglite = new FaultyPglite({ loadDataDir: new Blob([await readFile(inject('image'))]) });
  await pglite.waitReady;
  return pglite;
}

interface DatabaseError {
  readonly code: string;
  readonly message: string;
}

/** An error as PostgreSQL reports it, with its code (SQLSTATE). */
export function databaseError(code: string, message: string): DatabaseError {
  return { code, message };
}

/** The messages ErrorResponse and ReadyForQuery. */
function refusal({ code, message }: DatabaseError): Uint8Array {
  const fields = Buffer.from(`SERROR\0VERROR\0C${code}\0M${message}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields, Buffer.from([0x5a, 0, 0, 0, 5, 0x49])]);
}
