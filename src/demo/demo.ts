import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp, type Dependencies } from '../app.ts';
import { serveCommands } from '../cli/serve.ts';
import type { DemoConfig } from '../config.ts';
import { openEmbedded, type Database } from '../database.ts';
import { accountColumns, accountFromRow } from '../services/core/accounts.ts';
import { atomically, type Services } from '../services/core/services.ts';
import { createSimulator, type Simulator } from '../simulator/simulator.ts';
import { openDemoClock, type DemoClock } from './clock.ts';
import { listenDesk } from '../desk/listen.ts';
import { DEMO_USERNAME, demoFolder, demoKey } from './identity.ts';
import { FIRST_UNLISTED, PAST_UNLISTED } from './invent-owners.ts';
import { officeTexts } from '../office.ts';
import { createPassingTime, type PassingTime } from './passing-time.ts';
import { demoMembers, demoPeople, fillSampleData, registeredPhones } from './sample-data.ts';
import { createTour } from './tour.ts';

const PER_SECOND = 300;

/** What stands from one beginning of the demo to the next. */
interface Stage {
  /** http://127.0.0.1:3000 */
  readonly pageUrl: string;
  readonly port: number;
  readonly simulator: Simulator;
  readonly database: Database;
  /** The clock of bot and simulator. */
  readonly clock: DemoClock;
  readonly time: PassingTime;
}

export interface Demo {
  readonly stage: Stage;
  /** Throws everything away and begins as at the first start, at the same address. */
  beginAnew(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The demo: embedded database with sample data, the simulator in the place of Telegram, and the same bot
 * talking to it over HTTP. It listens on 127.0.0.1 only and keeps its data apart from a real bot's. At the first
 * start those who are registered already press MULAI, so that their phones show the menu.
 * @param openDatabase makes the database of a folder, or opens what stands there
 */
export async function openDemo(
  config: DemoConfig,
  dependencies: Dependencies,
  openDatabase: (folder: string) => Promise<Database> = openEmbedded,
): Promise<Demo> {
  const folder = demoFolder(config.dataDir);
  const old = `${folder}.old`;
  await rm(old, { recursive: true, force: true });
  let open = await openStage(config, dependencies, openDatabase, beginAnew);
  let line: Promise<void> = Promise.resolve();
  let closed = false;

  async function again(): Promise<void> {
    if (closed) return;
    const { port } = open.stage;
    await open.close();
    // Moved as a whole: a death in between leaves all of it, or nothing.
    await rename(folder, old);
    await rm(old, { recursive: true });
    open = await openStage({ ...config, port }, dependencies, openDatabase, beginAnew);
  }
  function beginAnew(): Promise<void> {
    line = line.then(again);
    return line.catch((error: unknown) => {
      dependencies.log.error({ error }, 'The demo could not begin anew');
      dependencies.onFatal();
    });
  }

  return {
    get stage() {
      return open.stage;
    },
    beginAnew,
    async close() {
      closed = true;
      await line.catch(() => undefined);
      await open.close();
    },
  };
}

/** Whoever of the invented owners has Telegram has a chat, which the page does not list. */
async function giveOutPhones(services: Services, simulator: Simulator): Promise<void> {
  const known = new Set(simulator.people.map((it) => it.id));
  const rows = await services.db.account.findMany({
    where: { chatId: { gt: FIRST_UNLISTED, lt: PAST_UNLISTED } },
    select: accountColumns,
  });
  for (const { chatId: id, person } of rows.map((row) => accountFromRow(services, row)))
    if (!known.has(id))
      simulator.createPerson({ id, firstName: person?.name ?? '?', started: true, listed: false });
}

async function openStage(
  config: DemoConfig,
  dependencies: Dependencies,
  openDatabase: (folder: string) => Promise<Database>,
  beginAnew: () => Promise<void>,
): Promise<{ readonly stage: Stage; close(): Promise<void> }> {
  const folder = demoFolder(config.dataDir);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let end = closers.pop(); end !== undefined; end = closers.pop()) await end();
  };
  try {
    const database = await openDatabase(folder);
    closers.push(() => database.close());
    const clock = openDemoClock(config, dependencies.now);
    const simulator = createSimulator({
      dataDir: join(folder, 'simulator'),
      port: config.port,
      now: clock.now,
      username: DEMO_USERNAME,
      people: demoPeople,
      limits: { perSecond: PER_SECOND },
    });
    const { apiRoot, pageUrl, port } = await simulator.start();
    closers.push(() => simulator.stop());
    const desk = await listenDesk(port + 1).catch(() => listenDesk(0));
    closers.push(() => desk.close());
    const exportDir = join(folder, 'exports');
    await mkdir(exportDir, { recursive: true, mode: 0o700 });
    const app = await createApp(
      {
        mode: 'demo',
        botToken: simulator.token,
        apiRoot,
        appKey: await demoKey(folder),
        // Nobody waits for Telegram here: what a month brings goes out in seconds.
        office: { ...config.office, sendsPerSecond: PER_SECOND, deskUrl: desk.url },
        exportDir,
      },
      database,
      { ...dependencies, now: clock.now, ticking: false },
    );
    const { services } = app;
    const isNew = await atomically(database.prisma, services, fillSampleData);
    await giveOutPhones(services, simulator);
    const control = await serveCommands({ folder, config, log: dependencies.log, room: app.room() });
    closers.push(() => control.close());
    await app.start();
    if (app.desk !== undefined) desk.serve(app.desk);
    closers.push(() => app.stop());
    if (isNew)
      for (const id of [...registeredPhones, ...demoMembers.map((it) => it.chatId)])
        simulator.person(id).start();
    const time = createPassingTime({
      clock,
      services,
      runJob: app.runJob,
      log: dependencies.log,
      onMoment: () => simulator.changeTour(),
    });
    time.start();
    closers.push(() => time.stop());
    simulator.changeTour(
      createTour({ clock, time, services, simulator, texts: officeTexts(services.office), beginAnew }),
    );
    return { stage: { pageUrl, port, simulator, database, clock, time }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
