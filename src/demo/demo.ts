import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp, type Edges } from '../app.ts';
import { serveCommands } from '../cli/serve.ts';
import type { DemoConfig } from '../config.ts';
import { openEmbedded } from '../database.ts';
import { createSimulator, type Simulator } from '../simulator/simulator.ts';
import { atomically } from '../services/core/services.ts';
import { DEMO_USERNAME, demoFolder, demoKey } from './identity.ts';
import { demoMembers, demoPeople, fillSampleData, registeredPhones } from './sample-data.ts';

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
  const folder = demoFolder(config.dataDir);
  const database = await openEmbedded(folder);
  try {
    const simulator = createSimulator({
      dataDir: join(folder, 'simulator'),
      port: config.port,
      now: edges.now,
      username: DEMO_USERNAME,
      people: demoPeople,
    });
    const { apiRoot, pageUrl } = await simulator.start();
    try {
      const exportDir = join(folder, 'exports');
      await mkdir(exportDir, { recursive: true, mode: 0o700 });
      const app = await createApp(
        {
          mode: 'demo',
          botToken: simulator.token,
          apiRoot,
          appKey: await demoKey(folder),
          office: config.office,
          exportDir,
        },
        database,
        edges,
      );
      const isNew = await atomically(database.prisma, app.services, fillSampleData);
      const control = await serveCommands({ folder, config, log: edges.log, room: app.room() });
      await app.start();
      if (isNew)
        for (const id of [...registeredPhones, ...demoMembers.map((it) => it.chatId)])
          simulator.person(id).start();
      return {
        pageUrl,
        simulator,
        async close() {
          await control.close();
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
