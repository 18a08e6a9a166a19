import { chmod, link, mkdir, rename, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** Longest path of a Unix socket that every supported system accepts. */
const SOCKET_PATH_BYTES = 103;

/** Thrown when another process already uses the folder; `holder` says which. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process alone. The embedded database takes no lock of its own, and two processes
 * on one folder lose rows without any error.
 *
 * The lock is a listening Unix socket: the system closes it when the process dies, however it dies, so a
 * lock left behind by `kill -9` or a power cut is recognised by a refused connection.
 * @throws FolderInUseError naming the process that holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // One that was made before, or by hand, may be open to others on this machine.
  await chmod(folder, 0o700);
  const lock = join(folder, 'lock');
  const own = join(folder, `l${process.pid.toString(36)}`);
  if (Buffer.byteLength(own) > SOCKET_PATH_BYTES)
    throw new Error(
      `expected a data folder of at most ${SOCKET_PATH_BYTES - 9} bytes, got ${folder}; set a shorter DATA_DIR`,
    );

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify({ pid: process.pid }));
  });
  server.unref();
  await rm(own, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(own, resolve);
  });

  try {
    await claim(own, lock);
  } catch (error) {
    await closeServer(server);
    await rm(own, { force: true });
    throw error;
  }
  await rm(own, { force: true });
  return {
    async release() {
      await rm(lock, { force: true });
      await closeServer(server);
    },
  };
}

async function claim(own: string, lock: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await link(own, lock);
      return;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const holder = await whoListens(lock);
    if (holder !== undefined)
      throw new FolderInUseError(`the folder is in use by process ${holder}; stop that process first`);
    // Renaming is atomic: of two processes that both saw a dead lock, one moves it and the other starts over.
    const aside = `${own}-old`;
    try {
      await rename(lock, aside);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) continue;
      throw error;
    }
    const revived = await whoListens(aside);
    if (revived === undefined) {
      await rm(aside, { force: true });
      continue;
    }
    await rename(aside, lock);
    throw new FolderInUseError(`the folder is in use by process ${revived}; stop that process first`);
  }
  throw new FolderInUseError('several processes try to use the folder at once; start only one');
}

/** The process number behind a lock socket; undefined when nobody listens any more. */
function whoListens(path: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(path);
    socket.setTimeout(2_000, () => {
      socket.destroy();
      resolve(0);
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('error', () => resolve(undefined));
    socket.on('end', () => resolve(Number(/"pid":(\d+)/.exec(heard)?.[1] ?? 0)));
  });
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
