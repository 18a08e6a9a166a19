import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { createBot } from './bot/bot.ts';
import { stopSignal } from './bot/stop-signal.ts';
import { apologise } from './bot/intake/apology.ts';
import { createIntake } from './bot/intake/intake.ts';
import { createPoller } from './bot/intake/poller.ts';
import { createOutboxFetch } from './bot/outbox/fetch.ts';
import { createBudget } from './bot/outbox/budget.ts';
import { createDispatcher } from './bot/outbox/dispatcher.ts';
import { createExporter } from './bot/outbox/exporter.ts';
import { sendWhole } from './bot/outbox/whole-texts.ts';
import { pictures } from './bot/receipt-pictures.ts';
import { setProfile } from './bot/profile.ts';
import { serveCommands, type ControlServer } from './cli/serve.ts';
import type { Config, Keeping, LiveConfig, OfficeSettings } from './config.ts';
import { lockBot, openEmbedded, openPostgres, type Database } from './database.ts';
import { line } from './i18n.ts';
import { createJobs } from './jobs/index.ts';
import type { Log } from './log.ts';
import { refuseMissing } from './i18n.ts';
import { officeTexts } from './office.ts';
import { loadReferenceData } from './reference-data.ts';
import { readLayouts, type Layouts } from './reports/layout.ts';
import { createSeal } from './seal.ts';
import {
  claimInstance,
  holdUntil,
  lastPolled,
  noteConflict,
  pollNotes,
  noteSettings,
  safeModeSince,
} from './services/core/instance.ts';
import { chatsOfMembers } from './services/office/members.ts';
import { noticePutBack } from './services/journal/put-back.ts';
import { sentMarks } from './services/journal/sent-marks.ts';
import { createJournalWriter } from './services/journal/writer.ts';
import { createLeases } from './services/core/leases.ts';
import { publishProgrammes } from './services/core/programmes.ts';
import { indexMissing } from './services/people/search-index.ts';
import type { Services } from './services/core/services.ts';

/** What differs between the process, the demo and the tests. */
export interface Edges {
  readonly log: Log;
  readonly now: () => Date;
  /** Called when the bot cannot go on (token refused, another process has the bot). */
  readonly onFatal: () => void;
  /** Long poll in seconds; tests poll shorter. */
  readonly pollSeconds?: number;
  /** False: jobs run only when they are told, not by the clock of the machine. */
  readonly ticking?: boolean;
  /** Waits before the second and third try of a failed update, in ms. */
  readonly retryDelays?: readonly number[];
  /** Multiplies the waits between tries during an outage; 1 when left out, less in tests. */
  readonly patience?: number;
  /** What carries requests to Telegram; node:http when left out. Tests hand over their simulator's. */
  readonly carrier?: typeof fetch;
  /** Told of every update that is done. */
  readonly onDone?: (updateId: number) => void;
}

/** What {@link createApp} needs beside its edges; the demo fills it for its simulator. */
export interface AppConfig {
  readonly mode: 'demo' | 'live';
  readonly botToken: string;
  readonly apiRoot: string;
  readonly appKey: Uint8Array;
  readonly office: OfficeSettings;
  /** Without it no journal is kept and nobody watches: the demo. */
  readonly keeping?: Pick<Keeping, 'journalDir' | 'heartbeatUrl'>;
  /** The office's own columns of exported reports. */
  readonly layouts?: Layouts;
  /** Where exported files are made before they are sent; emptied at start. Left out: folders of the system. */
  readonly exportDir?: string;
  /** Exported files beyond this are continued in another one; left out: a little below Telegram's limit. */
  readonly exportBytes?: number;
}

export interface App {
  readonly services: Services;
  readonly me: UserFromGetMe;
  /** Runs one scheduled job now, as its clock would. */
  runJob(name: string): Promise<void>;
  /** Resolves when everything that the bot could begin by itself now has gone out. */
  idle(): Promise<void>;
  /** What was queued goes out at once. */
  wake(): void;
  /** Begins to fetch and to work; resolves when polling has begun. */
  start(): Promise<void>;
  /** Ends polling, gives handlers ten seconds, then returns. The database stays open for whoever opened it. */
  stop(): Promise<void>;
}

const HANDLERS_MS = 10_000;
/** Shorter waits end before anybody could restart the process. */
const WORTH_KEEPING_MS = 5_000;
/** 45 MB over a line of 1 Mbit/s. */
const LONGEST_UPLOAD_MS = 400_000;
const TELEGRAM_KEEPS_MS = 24 * 3_600_000;

/** Wires everything together around an open database. */
export async function createApp(config: AppConfig, database: Database, edges: Edges): Promise<App> {
  const { log, now } = edges;
  const polling = stopSignal();
  let unauthorized = false;
  const refused = (): void => {
    unauthorized = true;
  };
  let keepWait: ((until: Date) => Promise<void>) | undefined;
  const budget = createBudget(config.office.sendsPerSecond, {
    onHold: (until) => {
      if (until.getTime() - now().getTime() < WORTH_KEEPING_MS) return;
      keepWait?.(until).catch((error: unknown) =>
        log.warn({ error }, 'A wait that Telegram asked for could not be stored'),
      );
    },
  });
  const fetch = createOutboxFetch({
    log,
    now,
    carrier: edges.carrier,
    budget,
    endPolling: polling.signal,
    onUnauthorized: refused,
    ...(edges.patience === undefined ? {} : { patience: edges.patience }),
  });
  const api = new Api(config.botToken, { apiRoot: config.apiRoot, fetch });
  const me = await api.getMe();
  const services: Services = {
    db: database.prisma,
    seal: createSeal(config.appKey),
    now,
    leases: createLeases(database.sql),
    ...(await loadReferenceData(config.office)),
  };
  keepWait = (until) => holdUntil(services, until);
  await claimInstance(services, { mode: config.mode, botId: me.id });
  await publishProgrammes(services);

  const texts = officeTexts(
    services.office,
    config.mode === 'demo'
      ? refuseMissing
      : (key, name) => log.error({ key, name }, 'A text was shown without one of its parameters'),
  );
  const bot = createBot({
    prisma: database.prisma,
    sql: database.sql,
    services,
    texts,
    log,
    pictures,
    token: config.botToken,
    apiRoot: config.apiRoot,
    me,
    fetch,
    wake: () => wake(),
    memberChats: await chatsOfMembers(services),
    layouts: config.layouts ?? {},
  });
  const journal = createJournalWriter(database.prisma, services, config.keeping?.journalDir, log);
  const plain = { language: 'id', salutation: undefined, shortName: undefined } as const;
  const intake = createIntake({
    services,
    sql: database.sql,
    botId: me.id,
    log,
    handle: bot.handle,
    ...(edges.retryDelays === undefined ? {} : { delays: edges.retryDelays }),
    ...(edges.patience === undefined ? {} : { patience: edges.patience }),
    onDone(updateId) {
      journal.touch();
      edges.onDone?.(updateId);
    },
    apologise: (chatId, cause) =>
      apologise({ prisma: database.prisma, services, texts, api: bot.api, log }, chatId, cause),
    async slowDown(chatId) {
      await bot.api.sendMessage(chatId, texts.plain(line('common.slowDown'), plain));
    },
  });
  const poller = createPoller({
    api: bot.api,
    intake,
    log,
    abort: polling,
    onPolled: pollNotes(services),
    onConflict: () => noteConflict(services),
    ...(edges.patience === undefined ? {} : { patience: edges.patience }),
    ...(edges.pollSeconds === undefined ? {} : { timeoutSeconds: edges.pollSeconds }),
  });
  // Queued messages are sent at most once: their way out neither repeats nor waits.
  const impatient = createOutboxFetch({
    log,
    now,
    carrier: edges.carrier,
    networkRetries: [],
    longestWaitSeconds: 0,
    endPolling: polling.signal,
    onUnauthorized: refused,
  });
  const mark = sentMarks(services);
  const sender = createDispatcher({
    prisma: database.prisma,
    services,
    api: sendWhole(new Api(config.botToken, { apiRoot: config.apiRoot, fetch: impatient }), {
      repeats: false,
    }),
    replies: api,
    texts,
    log,
    budget,
    onSending:
      config.keeping?.journalDir === undefined
        ? undefined
        : async () => {
            if (await mark()) journal.touch();
          },
  });
  // A file of 45 MB takes minutes on a slow line, which no message may.
  const patient = createOutboxFetch({
    log,
    now,
    carrier: edges.carrier,
    networkRetries: [],
    longestWaitSeconds: 0,
    longestCallMs: LONGEST_UPLOAD_MS,
    endPolling: polling.signal,
    onUnauthorized: refused,
  });
  const exporter = createExporter({
    prisma: database.prisma,
    sql: database.sql,
    services,
    api: sendWhole(new Api(config.botToken, { apiRoot: config.apiRoot, fetch: patient }), { repeats: false }),
    texts,
    layouts: config.layouts ?? {},
    log,
    budget,
    folder: config.exportDir,
    mostBytes: config.exportBytes,
  });
  const workOff = (): void => {
    exporter.run().catch((error: unknown) => log.error({ error }, 'An ordered export could not be made'));
  };
  /** What an update may have made due goes out at once, not only at the next tick. */
  const wake = (): void => {
    workOff();
    sender.run().catch((error: unknown) => log.error({ error }, 'What the bot begins could not be sent'));
  };
  const jobs = createJobs({
    prisma: database.prisma,
    services,
    sender: {
      ...sender,
      run() {
        workOff();
        return sender.run();
      },
    },
    journal,
    heartbeatUrl: config.keeping?.heartbeatUrl,
    log,
  });
  let running: Promise<void> | undefined;

  return {
    services,
    me,
    runJob: (name) => jobs.runNow(name),
    async idle() {
      await exporter.run();
      await sender.run();
    },
    wake,
    async start() {
      await sayHowLongStopped(services, log);
      if (config.keeping !== undefined)
        await noticePutBack(database.prisma, services, config.keeping.journalDir, log);
      await noteSettings(database.prisma, services);
      const indexed = await indexMissing(services);
      if (indexed > 0) log.info({ rows: indexed }, 'People and businesses can be searched by their names');
      await journal.flush();
      if ((await safeModeSince(services)) !== undefined)
        log.warn(
          'The database was restored from a backup: the bot answers, but begins no message. Look whether everything is right, then: npm run cli -- leave-safe-mode',
        );
      // Another program may have left a webhook on this token; Telegram then refuses getUpdates.
      await api.deleteWebhook();
      await setProfile(bot.api, texts, log);
      const left = await intake.recover();
      if (left > 0) log.info({ updates: left }, 'Going on with what the last process left');
      await sender.recover();
      await exporter.recover();
      if (edges.ticking !== false) jobs.start();
      wake();
      running = poller.run().then((end) => {
        if (end === 'unauthorized' || unauthorized) edges.onFatal();
      });
    },
    async stop() {
      jobs.stop();
      poller.stop();
      await running;
      await exporter.stop();
      await sender.stop();
      if (!(await intake.stop(HANDLERS_MS)))
        log.warn('Some answers were not finished in 10 s; they are taken up at the next start');
      await journal.flush();
    },
  };
}

/** A stop of more than 24 hours loses what owners wrote: Telegram keeps updates no longer (Bot API, getUpdates). */
async function sayHowLongStopped(services: Services, log: Log): Promise<void> {
  const last = await lastPolled(services);
  if (last === undefined) return;
  const away = services.now().getTime() - last.getTime();
  if (away > TELEGRAM_KEEPS_MS)
    log.warn(
      { hours: Math.round(away / 3_600_000), since: last.toISOString() },
      'The bot was stopped for more than 24 hours. Telegram keeps messages 24 hours only: what owners wrote before that is lost; consider telling them',
    );
  else if (away < -60_000)
    log.warn(
      { since: last.toISOString() },
      'The clock of this machine went back since the last run; set it right (NTP)',
    );
}

/** The command line works through this process while it owns the embedded database in `folder`. */
export function openControl(
  folder: string,
  config: Config,
  it: { readonly app: App; readonly database: Database; readonly log: Log },
): Promise<ControlServer> {
  const { app, database, log } = it;
  return serveCommands({
    folder,
    config,
    log,
    room: {
      kind: database.kind,
      prisma: database.prisma,
      sql: database.sql,
      services: app.services,
      texts: officeTexts(app.services.office),
      botName: () => Promise.resolve(app.me.username),
      wake: app.wake,
    },
  });
}

/** Opens what a real bot needs, in the order in which it can fail with a clear message. */
export async function openLive(
  config: LiveConfig,
  edges: Edges,
): Promise<{ readonly app: App; close(): Promise<void> }> {
  const { databaseUrl } = config;
  const folder = join(config.dataDir, 'live');
  const database = databaseUrl === undefined ? await openEmbedded(folder) : await openPostgres(databaseUrl);
  if (databaseUrl === undefined)
    edges.log.warn(
      'The bot runs on the embedded database, which a power cut can damage. For daily work set DATABASE_URL to a PostgreSQL server',
    );
  try {
    const botId = Number(config.botToken.split(':')[0]);
    const lock =
      databaseUrl === undefined
        ? undefined
        : await lockBot(databaseUrl, botId, edges.log, () => {
            edges.log.error('Another process has taken over this bot; this one stops');
            edges.onFatal();
          });
    const exportDir = join(folder, 'exports');
    await mkdir(exportDir, { recursive: true, mode: 0o700 });
    const layouts = await readLayouts(config.exportLayout);
    const app = await createApp({ ...config, layouts, exportDir }, database, edges).catch(
      async (error: unknown) => {
        await lock?.release();
        throw error;
      },
    );
    const control =
      databaseUrl === undefined
        ? await openControl(folder, config, { app, database, log: edges.log })
        : undefined;
    return {
      app,
      async close() {
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
