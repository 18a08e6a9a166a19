import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const APP_KEY = Buffer.alloc(32, 7).toString('base64');

export interface BotProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything it has written so far. */
  readonly output: string;
  /** Resolves when it has written something like this; rejects when it ends before. */
  says(what: RegExp): Promise<void>;
  /** Resolves with the exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
}

/** A short life gains nothing from threads that collect and compile beside it: they cost a fifth of its time. */
const node = ['node', '--single-threaded'] as const;

/** Starts the real program, as `npm start` does, with these settings and no others. */
export function startProcess(
  settings: Readonly<Record<string, string>>,
  command: readonly [string, ...string[]] = [...node, 'dist/main.js'],
): BotProcess {
  const [program, ...args] = command;
  const { PATH = '', HOME = '' } = process.env;
  // The folder holds no .env of its own: DATA_DIR and the rest come from here alone.
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH, HOME, TZ: 'Asia/Jakarta', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!what.test(output)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code} without saying ${what}:\n${output}`)));
      }),
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The command line as a person types it, and the program behind it. */
export const npmCli = ['npm', 'run', '-s', 'cli', '--'] as const;
export const nodeCli = [...node, 'dist/cli/main.js'] as const;

/** Settings of a real bot that talks to a simulator. */
export function liveSettings(apiRoot: string, token: string, dataDir: string): Record<string, string> {
  return { BOT_TOKEN: token, APP_KEY, TELEGRAM_API_ROOT: apiRoot, DATA_DIR: dataDir };
}
