import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from '../src/data-lock.ts';

const LOCK = fileURLToPath(new URL('../src/data-lock.ts', import.meta.url));

/** Another process that takes the folder and says so, or says why not. */
async function holder(
  folder: string,
): Promise<{ readonly pid: number; readonly said: string; kill(): Promise<void> }> {
  const program = `import { lockFolder } from ${JSON.stringify(LOCK)}; lockFolder(process.argv[1]).then(() => { console.log('held'); setInterval(() => undefined, 1000); }, (error) => console.log(error.message));`;
  const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  const [said]: Buffer[] = await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    said: String(said).trim(),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

describe('the lock of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'umkm-lock-')), 'live');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  it('is held by one process, which the second one names', async () => {
    const first = await holder(folder);
    expect(first.said).toBe('held');
    await expect(lockFolder(folder)).rejects.toThrow(
      `the folder is in use by process ${first.pid}; stop that process first`,
    );
    await first.kill();
  });

  it('keeps the folder to its owner, also one that was made by hand', async () => {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const lock = await lockFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await lock.release();
  });

  it('is gone with a process that was killed', async () => {
    const first = await holder(folder);
    await first.kill();
    const lock = await lockFolder(folder);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to exactly one of many that come at once, also over a dead one', async () => {
    const first = await holder(folder);
    await first.kill();
    const tries = await Promise.all(Array.from({ length: 4 }, () => holder(folder)));
    expect(tries.filter((it) => it.said === 'held')).toHaveLength(1);
    await Promise.all(tries.filter((it) => it.said === 'held').map((it) => it.kill()));
  });

  it('cannot be taken twice by the same process, and can be taken again after its release', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await lock.release();
    const again = await lockFolder(folder);
    await again.release();
  });

  it('says what to do when the path is too long for a socket', async () => {
    await expect(lockFolder(join(folder, 'x'.repeat(120)))).rejects.toThrow(/set a shorter DATA_DIR/);
  });
});
