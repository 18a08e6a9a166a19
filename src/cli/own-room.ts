import { isAbsolute, join, resolve } from 'node:path';
import { Api } from 'grammy';
import type { PrismaClient } from '../../prisma/client/client.ts';
import type { Config } from '../config.ts';
import {
  lockBot,
  openEmbeddedRaw,
  openPostgresRaw,
  pendingMigrations,
  type Database,
  type RawDatabase,
} from '../database.ts';
import { openDemoClock } from '../demo/clock.ts';
import { DEMO_USERNAME, demoFolder, demoKey } from '../demo/identity.ts';
import type { Log } from '../log.ts';
import { officeTexts } from '../office.ts';
import { loadReferenceData } from '../reference-data.ts';
import { createSeal } from '../seal.ts';
import { claimInstance } from '../services/core/instance.ts';
import { refreshProgrammes } from '../services/core/stored-programmes.ts';
import { writeJournal } from '../services/journal/export.ts';
import type { Services } from '../services/core/services.ts';
import type { OpenRoom, Room } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Folder of the embedded database; undefined with a PostgreSQL server. */
export function embeddedFolder(config: Config): string | undefined {
  if (config.mode === 'demo') return demoFolder(config.dataDir);
  return config.databaseUrl === undefined ? join(config.dataDir, 'live') : undefined;
}

export interface OwnRoom extends Room {
  close(): Promise<void>;
}

/** A room in this process: it opens the database itself when a command asks for it. */
export function ownRoom(config: Config, terminal: Terminal, log: Log, signal: AbortSignal): OwnRoom {
  const closers: (() => Promise<void>)[] = [];
  const machine = (): Date => new Date();
  const now = config.mode === 'demo' ? openDemoClock(config, machine).now : machine;
  const servicesOver = async (prisma: PrismaClient): Promise<Services> => ({
    db: prisma,
    seal: createSeal(config.mode === 'demo' ? await demoKey(demoFolder(config.dataDir)) : config.appKey),
    now,
    ...(await loadReferenceData(config.office)),
  });
  let opened: Promise<OpenRoom> | undefined;
  const open = async (): Promise<OpenRoom> => {
    const database = await openBeside(config);
    closers.push(() => database.close());
    const services = await servicesOver(database.prisma);
    await claim(config, services);
    await refreshProgrammes(services);
    // What this process changes must be in the journal also when no bot runs that would write it.
    if (config.mode === 'live')
      closers.push(async () => {
        await writeJournal(database.prisma, services, config.keeping.journalDir);
      });
    return {
      kind: database.kind,
      prisma: database.prisma,
      sql: database.sql,
      services,
      texts: officeTexts(services.office),
      botName: () => askName(config),
      wake: () => undefined,
    };
  };
  return {
    ...terminal,
    config,
    insideBot: false,
    path: (given) => (isAbsolute(given) ? given : resolve(given)),
    signal,
    open: () => (opened ??= open()),
    async openAlone() {
      const { raw, release } = await openAlone(config, log);
      closers.push(raw.close, release);
      return raw;
    },
    servicesOver,
    async close() {
      for (const close of closers.toReversed()) await close();
    },
  };
}

/** The embedded database is opened for this process alone and migrated; a server beside the bot must fit already. */
async function openBeside(config: Config): Promise<Database> {
  const folder = embeddedFolder(config);
  const raw =
    folder === undefined ? await openPostgresRaw(databaseUrl(config)) : await openEmbeddedRaw(folder);
  try {
    const missing = folder === undefined ? await pendingMigrations(raw) : [];
    if (missing.length > 0)
      throw new Error(
        `the database is ${missing.length} migration(s) behind this program; run: npm run cli -- migrate (with the bot stopped)`,
      );
    return await raw.wrap();
  } catch (error) {
    await raw.close();
    throw error;
  }
}

async function openAlone(
  config: Config,
  log: Log,
): Promise<{ readonly raw: RawDatabase; release(): Promise<void> }> {
  const folder = embeddedFolder(config);
  if (folder !== undefined) return { raw: await openEmbeddedRaw(folder), release: () => Promise.resolve() };
  const url = databaseUrl(config);
  const lock = await lockBot(url, botId(config), log, () => undefined);
  try {
    return { raw: await openPostgresRaw(url), release: () => lock.release() };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function databaseUrl(config: Config): string {
  if (config.mode === 'live' && config.databaseUrl !== undefined) return config.databaseUrl;
  throw new Error('expected DATABASE_URL, got none');
}

const botId = (config: Config): number =>
  config.mode === 'live' ? Number(config.botToken.split(':')[0]) : Number.NaN;

async function claim(config: Config, services: Services): Promise<void> {
  if (config.mode === 'live') return claimInstance(services, { mode: 'live', botId: botId(config) });
  // The bot of the demo is made by its simulator: it is whichever the first start has written here.
  const instance = await services.db.instance.findUnique({ where: { id: 1 }, select: { botId: true } });
  if (instance === null) throw new Error('the demo has not been started yet; start it once with: npm start');
  await claimInstance(services, { mode: 'demo', botId: Number(instance.botId) });
}

async function askName(config: Config): Promise<string | undefined> {
  if (config.mode === 'demo') return DEMO_USERNAME;
  try {
    const me = await new Api(config.botToken, { apiRoot: config.apiRoot, timeoutSeconds: 10 }).getMe();
    return me.username;
  } catch {
    return undefined;
  }
}
