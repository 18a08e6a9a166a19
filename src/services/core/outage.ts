/** Codes that mean "the database cannot work now": Prisma's, PostgreSQL's (class 08, 53, 57P) and the system's. */
const CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2037|08\w{3}|53\w{3}|57P0\w|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|ENOSPC|EDQUOT|EIO)$/;
const KINDS = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
const WORDS =
  /connection (terminated|refused|reset|closed)|server closed the connection|terminating connection|could not extend file|no space left on device|the database system is (starting|shutting)|timeout exceeded when trying to connect|Unable to start a transaction|is not yet accepting connections|is in recovery mode|Can't reach database/i;
const FULL = /^(53100|ENOSPC|EDQUOT)$/;
const FULL_WORDS = /no space left on device|could not extend file/i;

/** PostgreSQL's read_only_sql_transaction: a standby, or a server that was set so. */
const READ_ONLY = /^25006$/;
const READ_ONLY_WORDS = /in a read-only transaction/i;

export type Outage = 'disk-full' | 'read-only' | 'unreachable';

/** What is wrong with the database; undefined for an ordinary mistake. */
export function outageOf(error: unknown): Outage | undefined {
  for (const it of chain(error)) {
    const text = it.message;
    if (FULL_WORDS.test(text) || it.names.some((name) => FULL.test(name))) return 'disk-full';
    if (READ_ONLY_WORDS.test(text) || it.names.some((name) => READ_ONLY.test(name))) return 'read-only';
  }
  for (const it of chain(error))
    if (WORDS.test(it.message) || it.names.some((name) => CODES.test(name) || KINDS.test(name)))
      return 'unreachable';
  return undefined;
}

interface Sign {
  readonly message: string;
  readonly names: readonly string[];
}

function chain(error: unknown): readonly Sign[] {
  const signs: Sign[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
    const at: object = current;
    const read = (name: string): string => {
      const value: unknown = Reflect.get(at, name);
      return typeof value === 'string' ? value : '';
    };
    signs.push({
      message: read('message'),
      names: [read('code'), read('errorCode'), read('originalCode'), read('kind')].filter((it) => it !== ''),
    });
    const next: unknown =
      Reflect.get(at, 'cause') ?? Reflect.get(at, 'meta') ?? Reflect.get(at, 'driverAdapterError');
    current = next;
  }
  return signs;
}
