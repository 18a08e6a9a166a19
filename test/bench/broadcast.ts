import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openPostgres } from '../../src/database.ts';
import { createLog } from '../../src/log.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { startPostgres } from '../support/postgres.ts';
import { announce, appointChat, ledger, recipients } from '../support/recipients.ts';
import { serverSeconds, startBot, type BotProcess } from './bot-process.ts';
import { chatter, counted, usualWays, type Announced } from './usual-ways.ts';

const KEY = Buffer.alloc(32, 9);
const OFFICER = 77;
const PERMITTED = 30;
const LATENCY_MS = 30;

export interface Row {
  readonly what: string;
  readonly value: string;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

function rowsOf({ way, rate, refusals, replies }: Announced): readonly Row[] {
  return [
    {
      what: way,
      value: `${rate.toFixed(1)}/s (${((rate / PERMITTED) * 100).toFixed(1)} % of ${PERMITTED}/s), ${refusals} × 429, a reply meanwhile p50 ${percentile(replies, 0.5).toFixed(0)} ms, p95 ${percentile(replies, 0.95).toFixed(0)} ms`,
    },
  ];
}

/** Highest memory of a process in MB, looked at every second. */
async function watchMemory(bot: BotProcess, until: Promise<unknown>): Promise<readonly number[]> {
  const seen: number[] = [];
  let goesOn = true;
  void until.finally(() => {
    goesOn = false;
  });
  while (goesOn) {
    seen.push(await bot.memoryMb());
    await sleep(1_000);
  }
  return seen;
}

/**
 * An announcement to many through the real process on PostgreSQL, against a Bot API that enforces Telegram's 30
 * messages a second with 30 ms a call, while two owners a second write; then the usual ways on the same machine.
 */
export async function benchBroadcast(people: number, peers: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const server = await startPostgres(join(folder, 'postgres'), []);
  const simulator = createSimulator({
    token: '123456:BENCH',
    latencyMs: LATENCY_MS,
    history: people * 4 + 100_000,
  });
  const { apiRoot } = await simulator.start();
  const settings = { QUIET_HOURS: '00.00-00.00', QUIET_FRIDAY: '00.00-00.00', SECOND_PERSON_ABOVE: 'off' };
  const chats = Array.from({ length: people }, (_, index) => 10_000 + index);
  for (const id of [OFFICER, ...chats]) simulator.createPerson({ id, firstName: 'Orang', started: true });
  const id = await prepare(simulator, apiRoot, server.url, settings, chats);

  const bot = await startBot({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: apiRoot,
    APP_KEY: KEY.toString('base64'),
    DATA_DIR: folder,
    DATABASE_URL: server.url,
    ...settings,
  });
  try {
    let ended = 0;
    const done = simulator
      .person(OFFICER)
      .nextEdit(/^Bukti kirim/, 3_600_000)
      .then(() => {
        ended = performance.now();
      });
    // Steady state: from some seconds after the start (the full bucket is spent) to the receipt.
    await simulator.person(chats[Math.floor(people / 20)] ?? OFFICER).nextMessage(undefined, 600_000);
    simulator.clearCalls();
    const began = performance.now();
    const cost = async (): Promise<readonly [number, number]> => [
      await bot.cpuSeconds(),
      await serverSeconds(join(folder, 'postgres')),
    ];
    const before = await cost();
    const [replies, memory] = await Promise.all([
      chatter(simulator, 500_000, done),
      watchMemory(bot, done),
      done,
    ]);
    const seconds = (ended - began) / 1000;
    const { sends, refusals } = counted(simulator);
    const after = await cost();
    const perSend = (at: 0 | 1): string => `${(((after[at] - before[at]) / sends) * 1000).toFixed(2)} ms`;
    const database = await openPostgres(server.url);
    const counts = await ledger(database.prisma, id);
    await database.close();
    const third = Math.floor(memory.length / 3);
    return [
      ...rowsOf({
        way: `this bot, ${people.toLocaleString('en')} recipients`,
        rate: sends / seconds,
        refusals,
        replies,
      }),
      {
        what: 'CPU a message, with the answers meanwhile: bot, PostgreSQL',
        value: `${perSend(0)}, ${perSend(1)}`,
      },
      { what: 'ledger of it', value: JSON.stringify(counts) },
      {
        what: 'memory of the bot meanwhile, highest of the first, second and last third',
        value: [memory.slice(0, third), memory.slice(third, 2 * third), memory.slice(2 * third)]
          .map((part) => `${Math.max(...part).toFixed(0)} MB`)
          .join(', '),
      },
      ...(await usualWays(peers)).flatMap(rowsOf),
    ];
  } finally {
    await bot.stop();
    await simulator.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(
  simulator: Simulator,
  apiRoot: string,
  url: string,
  settings: Readonly<Record<string, string>>,
  chats: readonly number[],
): Promise<number> {
  const database = await openPostgres(url);
  const app = await createApp(
    {
      mode: 'live',
      botToken: simulator.token,
      apiRoot,
      appKey: KEY,
      office: readConfig({ ...settings, SECOND_PERSON_ABOVE: 'off' }).office,
    },
    database,
    { log: createLog('silent'), now: () => new Date(), onFatal: () => undefined },
  );
  const officer = await appointChat(database.prisma, app.services, OFFICER);
  await recipients(database.prisma, app.services, chats);
  const { id } = await announce(database.prisma, app.services, officer);
  await database.close();
  return id;
}
