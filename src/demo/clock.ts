import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readAs } from '../domain/words/read-as.ts';
import type { DemoConfig } from '../config.ts';
import { demoFolder } from './identity.ts';

/** A jump that is under way, or was when the process died. */
interface Jump {
  readonly goal: Date;
  /** What was due until then has been done. */
  readonly passed: Date;
}

/** The clock of the demo: it runs as that of the machine does, by so much ahead as it was told to jump. */
export interface DemoClock {
  now(): Date;
  readonly jump: Jump | undefined;
  /** Goes to `to`, or stays where it is when that is past, and keeps what jump is under way. */
  forward(to: Date, jump?: Jump): void;
}

const kept = z.object({
  aheadMs: z.number().nonnegative(),
  jump: z.object({ goal: z.coerce.date(), passed: z.coerce.date() }).optional(),
});

/**
 * Opens the clock that stands in the folder of the demo. Only the settings of a demo open it: a real bot has the clock
 * of its machine and no way to another one.
 */
export function openDemoClock({ dataDir }: DemoConfig, machine: () => Date): DemoClock {
  const folder = demoFolder(dataDir);
  const path = join(folder, 'clock.json');
  let { aheadMs, jump } = read(path);
  const now = (): Date => new Date(machine().getTime() + aheadMs);
  return {
    now,
    get jump() {
      return jump;
    },
    forward(to, under) {
      aheadMs += Math.max(0, to.getTime() - now().getTime());
      jump = under;
      mkdirSync(folder, { recursive: true });
      // Renamed when it is whole: a death in between leaves the one from before.
      writeFileSync(`${path}.new`, JSON.stringify({ aheadMs, jump }));
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string): { aheadMs: number; jump?: Jump | undefined } {
  try {
    return readAs(kept, JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { aheadMs: 0 };
    throw new Error(`expected the clock of the demo in ${path}; delete that file to begin with the present`, {
      cause: error,
    });
  }
}
