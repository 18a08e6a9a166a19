import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

/** AuthenticationOk and ReadyForQuery (PostgreSQL, Message Formats): nobody logs in to the own process. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
/** The first byte of the message that ends a session. */
const TERMINATE = 0x58;

type Done = (error?: Error | null) => void;

/**
 * The embedded database in the place of a server's socket, so that one driver speaks with both. What the driver
 * writes in one go (parse, bind, execute, sync) is one call into the database.
 */
export class EmbeddedSocket extends Duplex {
  readonly #pglite: PGlite;
  #greeted = false;

  constructor(pglite: PGlite) {
    super();
    this.#pglite = pglite;
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#answer(chunk).then((answer) => {
      this.push(answer);
      done();
    }, done);
  }

  async #answer(chunk: Buffer): Promise<Uint8Array | null> {
    if (!this.#greeted) {
      this.#greeted = true;
      await this.#reset();
      return WELCOME;
    }
    if (chunk[0] === TERMINATE) return null;
    return this.#pglite.runExclusive(() => this.#pglite.execProtocolRaw(chunk));
  }

  /** There is one session for all that connect: what the last one left is no business of the next. */
  async #reset(): Promise<void> {
    if (this.#pglite.isInTransaction()) await this.#pglite.exec('ROLLBACK');
    await this.#pglite.exec('DEALLOCATE ALL');
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(chunks.map((it) => it.chunk)), 'utf8', done);
  }
}
