import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { startPostgres } from '../support/postgres.ts';
import { startBot, type BotProcess } from './bot-process.ts';
import { benchBroadcast } from './broadcast.ts';
import { benchExports } from './exports.ts';
import { benchFreeze } from './freeze.ts';
import { benchPartnership } from './partnership.ts';
import { benchSearch } from './search.ts';
import { firstMoves, moves, registerOnce, type Move } from './registration.ts';

const AT_ONCE = 200;
const REGISTRATIONS = Number(process.env['BENCH_REGISTRATIONS'] ?? 600);
const CONVERSATIONS = Number(process.env['BENCH_CONVERSATIONS'] ?? 10_000);
const KEY = Buffer.alloc(32, 9).toString('base64');

interface Row {
  readonly what: string;
  readonly value: string;
}

let nextId = 100_000;

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** People who register one after another in `AT_ONCE` lanes. */
async function throughput(
  simulator: Simulator,
  bot: BotProcess,
  registrations: number,
  steps: readonly Move[] = moves,
): Promise<{ readonly perSecond: number; readonly cpuMs: number }> {
  let updates = 0;
  let begun = 0;
  const cpuBefore = await bot.cpuSeconds();
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (begun < registrations) {
      begun++;
      const person = simulator.createPerson({ id: nextId++, firstName: 'Siti' });
      await registerOnce(person, () => updates++, steps);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: updates / seconds, cpuMs: (((await bot.cpuSeconds()) - cpuBefore) / updates) * 1000 };
}

/** One update a second: from the update handed out to the reply received. */
async function latency(simulator: Simulator, seconds: number): Promise<readonly number[]> {
  const person = simulator.createPerson({ id: nextId++, firstName: 'Hadi' });
  const times: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const reply = person.nextMessage(undefined, 10_000);
    const start = performance.now();
    person.sendText('/menu');
    await reply;
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return times;
}

async function measure(kind: 'PGlite' | 'PostgreSQL', rows: Row[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const simulator = createSimulator({ token: '123456:BENCH', limits: false, keepCalls: false, history: 200 });
  const { apiRoot } = await simulator.start();
  const server = kind === 'PostgreSQL' ? await startPostgres(join(folder, 'postgres'), []) : undefined;
  const bot = await startBot({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: apiRoot,
    APP_KEY: KEY,
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    ...(server === undefined ? {} : { DATABASE_URL: server.url }),
  });
  try {
    rows.push({ what: `${kind}: memory after start`, value: `${(await bot.memoryMb()).toFixed(0)} MB` });
    await throughput(simulator, bot, AT_ONCE);
    const result = await throughput(simulator, bot, REGISTRATIONS);
    rows.push({
      what: `${kind}: registration form, ${AT_ONCE} people at once`,
      value: `${result.perSecond.toFixed(0)} updates/s`,
    });
    rows.push({ what: `${kind}: CPU of the bot per update`, value: `${result.cpuMs.toFixed(2)} ms` });
    const times = await latency(simulator, 20);
    rows.push({
      what: `${kind}: update to reply at one update a second`,
      value: `p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`,
    });
    await throughput(simulator, bot, CONVERSATIONS, firstMoves);
    rows.push({
      what: `${kind}: memory with ${CONVERSATIONS.toLocaleString('en')} more conversations open`,
      value: `${(await bot.memoryMb()).toFixed(0)} MB`,
    });
  } finally {
    await bot.stop();
    await simulator.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const kinds = (process.env['BENCH_DATABASES'] ?? 'PostgreSQL,PGlite').split(',');
const parts = (
  process.env['BENCH_PARTS'] ?? 'registration,broadcast,freeze,search,partnership,exports'
).split(',');
const rows: Row[] = [];
if (parts.includes('registration'))
  for (const kind of ['PostgreSQL', 'PGlite'] as const) if (kinds.includes(kind)) await measure(kind, rows);
if (parts.includes('broadcast'))
  rows.push(
    ...(await benchBroadcast(
      Number(process.env['BENCH_RECIPIENTS'] ?? 10_000),
      Number(process.env['BENCH_PEERS'] ?? 900),
    )),
  );
if (parts.includes('freeze'))
  rows.push(...(await benchFreeze(Number(process.env['BENCH_AUDIENCE'] ?? 200_000))));
if (parts.includes('partnership'))
  rows.push(...(await benchPartnership(Number(process.env['BENCH_BUSINESSES'] ?? 100_000))));
if (parts.includes('search'))
  rows.push(...(await benchSearch(Number(process.env['BENCH_OWNERS'] ?? 200_000))));
if (parts.includes('exports'))
  rows.push(...(await benchExports(Number(process.env['BENCH_BUSINESSES'] ?? 100_000))));

console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
);
console.log(
  `The bot is one process; people, Bot API and database run on the same machine. One registration is ${moves.length} updates.\n`,
);
console.log('| measured | value |\n|---|---|');
for (const row of rows) console.log(`| ${row.what} | ${row.value} |`);
process.exit(0);
