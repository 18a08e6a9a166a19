import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp, type Edges } from '../app.ts';
import type { DemoConfig } from '../config.ts';
import { openEmbedded } from '../database.ts';
import { createSimulator, type Simulator } from '../simulator/simulator.ts';
import { withDb } from '../services/services.ts';
import { demoPeople, fillSampleData, registeredPhones } from './sample-data.ts';

export interface Demo {
  /** http://127.0.0.1:3000 */
  readonly pageUrl: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

/**
 * The demo: embedded database with sample data, the simulator in the place of Telegram, and the same bot
 * talking to it over HTTP. It listens on 127.0.0.1 only and keeps its data apart from a real bot's. At the first
 * start those who are registered already press MULAI, so that their phones show the menu.
 */
export async function openDemo(config: DemoConfig, edges: Edges): Promise<Demo> {
  const folder = join(config.dataDir, 'demo');
  const database = await openEmbedded(folder);
  try {
    const simulator = createSimulator({
      dataDir: join(folder, 'simulator'),
      port: config.port,
      now: edges.now,
      username: 'umkm_gresik_demo_bot',
      people: demoPeople,
    });
    const { apiRoot, pageUrl } = await simulator.start();
    try {
      const app = await createApp(
        {
          mode: 'demo',
          botToken: simulator.token,
          apiRoot,
          appKey: await demoKey(folder),
          office: config.office,
        },
        database,
        edges,
      );
      const isNew = await database.prisma.$transaction((transaction) =>
        fillSampleData(withDb(app.services, transaction)),
      );
      await app.start();
      if (isNew) for (const id of registeredPhones) simulator.person(id).start();
      return {
        pageUrl,
        simulator,
        async close() {
          await app.stop();
          await simulator.stop();
          await database.close();
        },
      };
    } catch (error) {
      await simulator.stop();
      throw error;
    }
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The demo makes its own key once: its data are invented, and nobody has to set anything. */
async function demoKey(folder: string): Promise<Buffer> {
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
