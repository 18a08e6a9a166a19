import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TICKS_PER_SECOND = 100;
/** What `npm start` gives to Node beside its limit of memory. */
export const AS_STARTED = ['--max-semi-space-size=32', 'dist/main.js'];

export interface BotProcess {
  readonly pid: number;
  /** Seconds of CPU so far (user and system; Linux /proc). */
  cpuSeconds(): Promise<number>;
  /** Resident memory in MB. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

/** The real bot as a process of its own, as `npm start` runs it; or another program that says the same at its start. */
export async function startBot(
  env: Readonly<Record<string, string>>,
  program: { readonly folder: string; readonly command: readonly string[] } = {
    folder: ROOT,
    command: AS_STARTED,
  },
): Promise<BotProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--max-old-space-size=768', ...program.command], {
    cwd: program.folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error('the bot process could not be started');
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    stdout.on('data', (chunk: Buffer) => {
      heard = (heard + chunk.toString()).slice(-10_000);
      if (heard.includes('The bot is running')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}: ${heard}`)));
  });
  return {
    pid,
    async cpuSeconds() {
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    async memoryMb() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Seconds of CPU of the PostgreSQL server in a folder, with all its processes, those that have ended too (Linux /proc). */
export async function serverSeconds(databaseFolder: string): Promise<number> {
  const pid = Number((await readFile(join(databaseFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  let ticks = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const fields = stat.split(') ')[1]?.split(' ') ?? [];
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    if (Number(name) === pid) ticks += (user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0);
    else if (Number(fields[1]) === pid) ticks += (user ?? 0) + (system ?? 0);
  }
  return ticks / TICKS_PER_SECOND;
}
