import type { UserFromGetMe } from 'grammy/types';
import { createBot } from './bot/bot.ts';
import { createUpdates } from './bot/intake/updates.ts';
import { createChanges } from './bot/outbox/changes.ts';
import { createOutbox } from './bot/outbox/outbox.ts';
import { setProfile } from './bot/profile.ts';
import { pictures } from './bot/receipt-pictures.ts';
import { connectTelegram, type Telegram } from './bot/telegram.ts';
import type { OpenRoom } from './cli/command.ts';
import type { Keeping, OfficeSettings } from './config.ts';
import type { Database } from './database.ts';
import { refuseMistakes } from './i18n.ts';
import { createDesk } from './desk/desk.tsx';
import type { Answer } from './desk/listen.ts';
import { createJobs } from './jobs/index.ts';
import type { Log } from './log.ts';
import { officeTexts } from './office.ts';
import { prepareStart } from './prepare-start.ts';
import { loadReferenceData } from './reference-data.ts';
import type { Layouts } from './reports/layout.ts';
import { createSeal } from './seal.ts';
import { claimInstance, holdUntil } from './services/core/instance.ts';
import { createLeases } from './services/core/leases.ts';
import { publishProgrammes } from './services/core/stored-programmes.ts';
import type { Services } from './services/core/services.ts';
import { sentMarks } from './services/journal/sent-marks.ts';
import { createJournalWriter } from './services/journal/writer.ts';
import { chatsOfMembers } from './services/office/members.ts';

/** What differs between the process, the demo and the tests. */
export interface Dependencies {
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

/** What {@link createApp} needs beside its dependencies; the demo fills it for its simulator. */
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
  /** Answers the requests of browsers; undefined: the desk is off. */
  readonly desk: Answer | undefined;
  /** Runs one scheduled job now, as its clock would. */
  runJob(name: string): Promise<void>;
  /** Resolves when everything that the bot could begin by itself now has gone out. */
  idle(): Promise<void>;
  /** Resolves when answered questions read as they should, as far as their chats can take it. */
  collapsed(): Promise<void>;
  /** What the command line works with inside this process. */
  room(): OpenRoom;
  /** Begins to fetch and to work; resolves when polling has begun. */
  start(): Promise<void>;
  /** Ends polling, gives handlers ten seconds, then returns. The database stays open for whoever opened it. */
  stop(): Promise<void>;
}

const HANDLERS_MS = 10_000;
/** Shorter waits end before anybody could restart the process. */
const WORTH_KEEPING_MS = 5_000;

/** Wires everything together around an open database. */
export async function createApp(
  config: AppConfig,
  database: Database,
  dependencies: Dependencies,
): Promise<App> {
  const { log, now } = dependencies;
  const { prisma, sql } = database;
  const services: Services = {
    db: prisma,
    seal: createSeal(config.appKey),
    now,
    leases: createLeases(sql),
    ...(await loadReferenceData(config.office)),
  };
  const { telegram, me } = await enter(config, services, dependencies);
  await publishProgrammes(services);

  const texts = officeTexts(
    services.office,
    config.mode === 'demo'
      ? refuseMistakes
      : (key, what) => log.error({ key, what }, 'A text was shown that is wrong for its use'),
  );
  const common = { prisma, sql, services, texts, log, layouts: config.layouts ?? {} };
  const journalDir = config.keeping?.journalDir;
  const journal = createJournalWriter(prisma, services, journalDir, log);
  const mark = sentMarks(services);
  const outbox = createOutbox({
    ...common,
    telegram,
    onSending:
      journalDir === undefined
        ? undefined
        : async () => {
            if (await mark()) journal.touch();
          },
    folder: config.exportDir,
    mostBytes: config.exportBytes,
  });
  const changes = createChanges({ ...telegram, api: telegram.changes, log });
  const bot = createBot({
    ...common,
    changes: config.office.collapseAnswers ? changes : undefined,
    pictures,
    token: config.botToken,
    apiRoot: config.apiRoot,
    me,
    fetch: telegram.fetch,
    wake: outbox.wake,
    memberChats: await chatsOfMembers(services),
  });
  const { intake, poller } = createUpdates({
    ...common,
    ...dependencies,
    bot,
    botId: me.id,
    polling: telegram.polling,
    onDone(updateId) {
      journal.touch();
      dependencies.onDone?.(updateId);
    },
  });
  const jobs = createJobs({
    prisma,
    services,
    texts,
    sender: outbox,
    journal,
    heartbeatUrl: config.keeping?.heartbeatUrl,
    log,
  });
  let running: Promise<void> | undefined;

  const { deskUrl } = config.office;
  const onWrote = (): void => {
    journal.touch();
    outbox.wake();
  };

  return {
    services,
    me,
    desk:
      deskUrl === undefined
        ? undefined
        : createDesk(deskUrl, { ...common, demo: config.mode === 'demo', onWrote }),
    runJob: (name) => jobs.runNow(name),
    idle: outbox.idle,
    collapsed: changes.idle,
    room: () => ({
      kind: database.kind,
      prisma,
      sql,
      services,
      texts: officeTexts(services.office),
      botName: () => Promise.resolve(me.username),
      wake: outbox.wake,
    }),
    async start() {
      await prepareStart(prisma, services, config.keeping, log);
      await journal.flush();
      // Another program may have left a webhook on this token; Telegram then refuses getUpdates.
      await telegram.replies.deleteWebhook();
      await setProfile(bot.api, texts, log);
      const left = await intake.recover();
      if (left > 0) log.info({ updates: left }, 'Going on with what the last process left');
      await outbox.recover();
      if (dependencies.ticking !== false) jobs.start();
      outbox.wake();
      running = poller.run().then((end) => {
        if (end === 'unauthorized' || telegram.isRefused()) dependencies.onFatal();
      });
    },
    async stop() {
      jobs.stop();
      poller.stop();
      await running;
      await outbox.stop();
      if (!(await intake.stop(HANDLERS_MS)))
        log.warn('Some answers were not finished in 10 s; they are taken up at the next start');
      await changes.stop();
      await journal.flush();
    },
  };
}

/** Asks Telegram who the bot is, and makes sure that the database belongs to it. */
async function enter(
  config: AppConfig,
  services: Services,
  { log, now, carrier, patience }: Dependencies,
): Promise<{ readonly telegram: Telegram; readonly me: UserFromGetMe }> {
  let entered = false;
  const telegram = connectTelegram({
    botToken: config.botToken,
    apiRoot: config.apiRoot,
    perSecond: config.office.sendsPerSecond,
    log,
    now,
    carrier,
    patience,
    onHold(until) {
      if (!entered || until.getTime() - now().getTime() < WORTH_KEEPING_MS) return;
      holdUntil(services, until).catch((error: unknown) =>
        log.warn({ error }, 'A wait that Telegram asked for could not be stored'),
      );
    },
  });
  const me = await telegram.replies.getMe();
  entered = true;
  await claimInstance(services, { mode: config.mode, botId: me.id });
  return { telegram, me };
}
