import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { AS_STARTED, serverSeconds, startBot } from './bot-process.ts';
import { moves, registerOnce } from './registration.ts';

/**
 * The registration form of two programs, turn by turn on one machine: only what they cost beside each other counts.
 * BENCH_BASE is the folder of an older version, with its packages installed; without it the plain grammY bot of
 * peers/ is the base, or with BENCH_PEER=telegraf that of Telegraf. With BENCH_BASE_ENV (COLLAPSE_ANSWERS=off) the base is
 * this version with that setting. BENCH_PAIRS pairs, each in the order base, ours, ours, base. BENCH_SENDS: messages a
 * second that both may send. BENCH_DATABASES=PGlite: both on the embedded database, whose CPU is that of the bot.
 */

const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 11);
const AT_ONCE = 200;
const REGISTRATIONS = Number(process.env['BENCH_REGISTRATIONS'] ?? 400);
const KEY = Buffer.alloc(32, 9).toString('base64');
const EMBEDDED = process.env['BENCH_DATABASES'] === 'PGlite';

interface Program {
  readonly name: string;
  readonly folder: string;
  readonly command: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

/** What one update has cost. */
interface Cost {
  /** CPU of the bot, ms. */
  readonly bot: number;
  /** CPU of the database server, ms. */
  readonly server: number;
  readonly statements: number;
}

const own = fileURLToPath(new URL('../..', import.meta.url));
const ours: Program = { name: 'ours', folder: own, command: AS_STARTED };
const peer = (name: string, file: string): Program => ({
  name,
  folder: own,
  command: ['--import', 'tsx', `test/bench/peers/${file}.ts`],
});
const [setting, value = ''] = (process.env['BENCH_BASE_ENV'] ?? '').split('=');
const base: Program =
  setting !== undefined && setting !== ''
    ? { ...ours, name: `ours, ${setting}=${value}`, settings: { [setting]: value } }
    : process.env['BENCH_BASE'] === undefined
      ? process.env['BENCH_PEER'] === 'telegraf'
        ? peer('Telegraf wizard', 'telegraf')
        : peer('plain grammY + conversations', 'grammy')
      : {
          name: process.env['BENCH_BASE'],
          folder: process.env['BENCH_BASE'],
          command: (process.env['BENCH_BASE_COMMAND'] ?? '--import tsx src/main.ts').split(' '),
        };

async function measured(program: Program, server: PostgresServer, admin: pg.Client): Promise<Cost> {
  const name = `bench_${Math.random().toString(36).slice(2)}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const data = await mkdtemp(join(tmpdir(), 'umkm-pair-'));
  const simulator = createSimulator({ token: '123456:BENCH', limits: false, keepCalls: false, history: 200 });
  const { apiRoot } = await simulator.start();
  const url = new URL(server.url);
  url.pathname = name;
  const bot = await startBot(
    {
      BOT_TOKEN: simulator.token,
      TELEGRAM_API_ROOT: apiRoot,
      APP_KEY: KEY,
      DATA_DIR: data,
      ...(EMBEDDED ? {} : { DATABASE_URL: url.href }),
      SENDS_PER_SECOND: process.env['BENCH_SENDS'] ?? '30',
      ...program.settings,
    },
    program,
  );
  let nextId = 100_000;
  let updates = 0;
  const register = async (count: number): Promise<void> => {
    let begun = 0;
    const lane = async (): Promise<void> => {
      while (begun++ < count)
        await registerOnce(
          simulator.createPerson({ id: nextId++, firstName: 'Siti' }),
          () => updates++,
          moves,
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  };
  const look = async (): Promise<readonly [bot: number, server: number, statements: number]> => {
    const { rows } = await admin.query<{ calls: number }>(
      `SELECT coalesce(sum(calls), 0)::float8 AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = $1`,
      [name],
    );
    return [await bot.cpuSeconds(), await serverSeconds(join(folder, 'postgres')), rows[0]?.calls ?? 0];
  };
  try {
    await register(Math.min(AT_ONCE, REGISTRATIONS));
    updates = 0;
    const before = await look();
    await register(REGISTRATIONS);
    const after = await look();
    const per = (at: 0 | 1 | 2): number => (after[at] - before[at]) / updates;
    return { bot: per(0) * 1000, server: per(1) * 1000, statements: per(2) };
  } finally {
    await bot.stop();
    await simulator.stop();
    await rm(data, { recursive: true, force: true });
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
};

/** The middle of the ratios and where it lies with 95 %: the middles of 4,000 samples drawn from them. */
function interval(ratios: readonly number[]): string {
  const middles = Array.from({ length: 4_000 }, () =>
    middle(ratios.map(() => ratios[Math.floor(Math.random() * ratios.length)] ?? 0)),
  ).toSorted((a, b) => a - b);
  return `${middle(ratios).toFixed(3)} (${(middles[100] ?? 0).toFixed(3)}–${(middles[3_899] ?? 0).toFixed(3)})`;
}

const folder = await mkdtemp(join(tmpdir(), 'umkm-pairs-'));
const server = await startPostgres(join(folder, 'postgres'), [
  '-c',
  'shared_preload_libraries=pg_stat_statements',
  '-c',
  'pg_stat_statements.max=10000',
]);
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query('CREATE EXTENSION pg_stat_statements');

const ratios: number[] = [];
const costs: Record<'base' | 'ours', Cost[]> = { base: [], ours: [] };
const load = loadavg()[0] ?? 0;
for (let pair = 0; pair < PAIRS; pair++) {
  const run = (program: Program): Promise<Cost> => measured(program, server, admin);
  const [a, b, c, d] = [await run(base), await run(ours), await run(ours), await run(base)];
  ratios.push((b.bot + c.bot) / (a.bot + d.bot));
  costs.base.push(a, d);
  costs.ours.push(b, c);
  console.log(`pair ${pair + 1}: ${(ratios.at(-1) ?? 0).toFixed(3)}`);
}
await admin.end();
await server.stop();
await rm(folder, { recursive: true, force: true });

const row = (name: string, of: readonly Cost[]): string =>
  `| ${name} | ${middle(of.map((it) => it.bot)).toFixed(2)} ms | ${middle(of.map((it) => it.server)).toFixed(2)} ms | ${middle(of.map((it) => it.statements)).toFixed(2)} |`;
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, load before ${load.toFixed(2)}; ${PAIRS} pairs of ${REGISTRATIONS} registrations of ${moves.length} updates, ${AT_ONCE} people at once, ${EMBEDDED ? 'PGlite' : 'PostgreSQL'}\n`,
);
console.log('| per update | CPU of the bot | CPU of PostgreSQL | statements |\n|---|---|---|---|');
console.log(row(base.name, costs.base));
console.log(row(ours.name, costs.ours));
console.log(`\nCPU of the bot, ours to base: ${interval(ratios)}`);
process.exit(0);
