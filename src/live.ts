import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp, type App, type Dependencies } from './app.ts';
import { serveCommands } from './cli/serve.ts';
import type { LiveConfig } from './config.ts';
import { lockBot, openEmbedded, openPostgres } from './database.ts';
import { listenDesk } from './desk/listen.ts';
import { readLayouts } from './reports/layout.ts';

/** Opens what a real bot needs, in the order in which it can fail with a clear message. */
export async function openLive(
  config: LiveConfig,
  dependencies: Dependencies,
): Promise<{ readonly app: App; close(): Promise<void> }> {
  const { databaseUrl } = config;
  const folder = join(config.dataDir, 'live');
  const database = databaseUrl === undefined ? await openEmbedded(folder) : await openPostgres(databaseUrl);
  if (databaseUrl === undefined)
    dependencies.log.warn(
      'The bot runs on the embedded database, which a power cut can damage. For daily work set DATABASE_URL to a PostgreSQL server',
    );
  try {
    const botId = Number(config.botToken.split(':')[0]);
    const lock =
      databaseUrl === undefined
        ? undefined
        : await lockBot(databaseUrl, botId, dependencies.log, () => {
            dependencies.log.error('Another process has taken over this bot; this one stops');
            dependencies.onFatal();
          });
    const exportDir = join(folder, 'exports');
    await mkdir(exportDir, { recursive: true, mode: 0o700 });
    const layouts = await readLayouts(config.exportLayout);
    const app = await createApp({ ...config, layouts, exportDir }, database, dependencies).catch(
      async (error: unknown) => {
        await lock?.release();
        throw error;
      },
    );
    const control =
      databaseUrl === undefined
        ? await serveCommands({ folder, config, log: dependencies.log, room: app.room() })
        : undefined;
    const server = app.desk === undefined ? undefined : await listenDesk(config.port);
    if (app.desk !== undefined) server?.serve(app.desk);
    return {
      app,
      async close() {
        await server?.close();
        await control?.close();
        await lock?.release();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
