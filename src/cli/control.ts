import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What a command line sends to the running bot: one line of JSON. */
export const request = z.object({
  words: z.array(z.string()).max(200),
  /** Folder in which the person stands; paths are meant from there. */
  cwd: z.string(),
});

/** What comes back, one line of JSON each; `end` is the last one. */
export const reply = z.union([
  z.object({ say: z.string() }),
  z.object({ warn: z.string() }),
  z.object({ begin: z.number(), what: z.string() }),
  z.object({ bar: z.number(), done: z.number(), total: z.number() }),
  z.object({ stop: z.number() }),
  z.object({ end: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);

export type Request = z.infer<typeof request>;
export type Reply = z.infer<typeof reply>;

/** Longest request or reply. */
const LONGEST_LINE = 256 * 1024;

/** The socket of the bot that owns the embedded database in `folder`; on Windows a named pipe. */
export function controlPath(folder: string): string {
  if (process.platform !== 'win32') return join(folder, 'cli');
  const name = createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex').slice(0, 24);
  return `\\\\.\\pipe\\umkm-bot-${name}`;
}

/** Cuts what arrives into lines; undefined once a line is longer than {@link LONGEST_LINE}. */
export function lineCutter(): (chunk: string) => readonly string[] | undefined {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    return [rest, ...lines].some((line) => line.length > LONGEST_LINE) ? undefined : lines;
  };
}
