import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the bot of the demo is called. */
export const DEMO_USERNAME = 'umkm_gresik_demo_bot';

/** Where the demo keeps everything of its own, apart from a real bot. */
export const demoFolder = (dataDir: string): string => join(dataDir, 'demo');

/** The demo makes its own key once: its data are invented, and nobody has to set anything. */
export async function demoKey(folder: string): Promise<Buffer> {
  const path = join(folder, 'key');
  try {
    return Buffer.from(await readFile(path, 'utf8'), 'base64');
  } catch {
    const key = randomBytes(32);
    await mkdir(folder, { recursive: true });
    await writeFile(path, key.toString('base64'), { mode: 0o600 });
    return key;
  }
}
