import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openPostgres } from '../../src/database.ts';
import { addMonths, monthOf, type Month, localDate } from '../../src/domain/month/month.ts';
import { createLog } from '../../src/log.ts';
import { orderExport } from '../../src/services/office/export-jobs.ts';
import { atomically } from '../../src/services/core/services.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { startPostgres } from '../support/postgres.ts';
import { appointChat } from '../support/recipients.ts';
import { startBot, type BotProcess } from './bot-process.ts';
import type { Row } from './broadcast.ts';
import { seedBusinesses } from './seed.ts';
import { ZONE } from '../support/clock.ts';

const KEY = Buffer.alloc(32, 9);
const OFFICER = 77;
const MONTHS = 12;
const HOUR_MS = 3_600_000;

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Seconds and bytes of the same query as `COPY … TO STDOUT`, thrown away on arrival. */
async function copied(
  url: string,
  first: Month,
  last: Month,
): Promise<{ readonly seconds: number; readonly bytes: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const start = performance.now();
    let bytes = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, next) {
        bytes += chunk.length;
        next();
      },
    });
    await pipeline(
      client.query(
        copyTo(`
          COPY (
            SELECT b.number, b.kind, b.kecamatan, b.desa, m.month, v.amount, v.zero_reason, v.estimate, v.provisional,
              r.to_check, v.workers_male, v.workers_female, v.source, v.entered_by, r.number AS report, v.version, v.at
            FROM business b
              CROSS JOIN (
                SELECT to_char('${first}-01'::date + n * interval '1 month', 'YYYY-MM') AS month
                FROM generate_series(0, ${MONTHS - 1}) n
              ) m
              LEFT JOIN sales_report r ON r.business_id = b.id AND r.month = m.month
              LEFT JOIN LATERAL (
                SELECT * FROM sales_version WHERE report_id = r.id AND at <= now() ORDER BY version DESC LIMIT 1
              ) v ON true
            WHERE m.month <= '${last}'
            ORDER BY b.id, m.month
          ) TO STDOUT (FORMAT csv, HEADER)`),
      ),
      sink,
    );
    return { seconds: (performance.now() - start) / 1000, bytes };
  } finally {
    await client.end();
  }
}

/** Somebody writes to the bot once a second; how long each answer took, until `done`. */
async function asked(simulator: Simulator, done: Promise<unknown>): Promise<readonly number[]> {
  const person = simulator.createPerson({ id: 78, firstName: 'Hadi', started: true });
  const times: number[] = [];
  let goesOn = true;
  void done.finally(() => {
    goesOn = false;
  });
  while (goesOn) {
    const reply = person.nextMessage(undefined, 60_000);
    const start = performance.now();
    person.sendText('/menu');
    await reply;
    times.push(performance.now() - start);
    await sleep(1_000);
  }
  return times;
}

async function highest(bot: BotProcess, done: Promise<unknown>): Promise<number> {
  let most = 0;
  let goesOn = true;
  void done.finally(() => {
    goesOn = false;
  });
  while (goesOn) {
    most = Math.max(most, await bot.memoryMb());
    await sleep(100);
  }
  return most;
}

/**
 * Sales of many businesses and twelve months, ordered in the chat, made and sent by the real process on PostgreSQL as
 * CSV and as XLSX, while somebody writes to the bot; beside it the same query as COPY on the same server.
 */
export async function benchExports(businesses: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const server = await startPostgres(join(folder, 'postgres'), []);
  const simulator = createSimulator({
    token: '123456:BENCH',
    limits: false,
    keepCalls: false,
    history: 1_000,
  });
  const { apiRoot } = await simulator.start();
  simulator.createPerson({ id: OFFICER, firstName: 'Ratna', started: true });
  const last = addMonths(monthOf(localDate(new Date(), ZONE)), -1);
  const first = addMonths(last, 1 - MONTHS);

  const database = await openPostgres(server.url);
  const app = await createApp(
    {
      mode: 'live',
      botToken: simulator.token,
      apiRoot,
      appKey: KEY,
      office: readConfig({}).office,
    },
    database,
    { log: createLog('silent'), now: () => new Date(), onFatal: () => undefined },
  );
  const officer = await appointChat(database.prisma, app.services, OFFICER);
  await database.prisma.member.updateMany({ data: { rights: ['export'] } });
  const seedStart = performance.now();
  await seedBusinesses(database.prisma, app.services, businesses, last, MONTHS);
  const rows: Row[] = [
    {
      what: `${businesses.toLocaleString('en')} businesses × ${MONTHS} months, made in`,
      value: `${((performance.now() - seedStart) / 1000).toFixed(0)} s`,
    },
  ];
  const bot = await startBot({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: apiRoot,
    APP_KEY: KEY.toString('base64'),
    DATA_DIR: folder,
    DATABASE_URL: server.url,
  });
  try {
    // Loaded and warm: what an idle bot that has worked for a while needs.
    simulator.person(OFFICER).sendText('/petugas');
    await simulator.person(OFFICER).nextMessage(undefined, 60_000);
    await sleep(5_000);
    for (const [at, format] of (['csv', 'xlsx'] as const).entries()) {
      const copy = await copied(server.url, first, last);
      const idle = await bot.memoryMb();
      await atomically(database.prisma, app.services, (inside) =>
        orderExport(inside, {
          chatId: OFFICER,
          member: officer.number,
          draftId: at + 1,
          request: {
            report: 'sales',
            period: { first, last },
            kecamatan: [],
            format,
            shown: 'none',
            purpose: 'bench',
          },
        }),
      );
      const start = performance.now();
      simulator.person(OFFICER).sendText('/petugas');
      const done = ended(database.prisma, HOUR_MS);
      const [job, memory, replies] = await Promise.all([done, highest(bot, done), asked(simulator, done)]);
      const seconds = (performance.now() - start) / 1000;
      const files = await database.prisma.exportFile.findMany({ where: { jobId: job.id } });
      const total = files.reduce((sum, file) => sum + file.rows, 0);
      const bytes = files.reduce((sum, file) => sum + Number(file.bytes), 0);
      rows.push(
        {
          what: `${format.toUpperCase()}: ${total.toLocaleString('en')} rows in ${files.length} files (${(bytes / 1e6).toFixed(0)} MB), made and sent: ${job.status}`,
          value: `${seconds.toFixed(1)} s; COPY of the same query ${copy.seconds.toFixed(1)} s (${(copy.bytes / 1e6).toFixed(0)} MB)`,
        },
        {
          what: `${format.toUpperCase()}: memory, idle and highest`,
          value: `${idle.toFixed(0)} MB, ${memory.toFixed(0)} MB (+${(memory - idle).toFixed(0)})`,
        },
        {
          what: `${format.toUpperCase()}: answers to an owner meanwhile`,
          value: `p50 ${percentile(replies, 0.5).toFixed(0)} ms, p95 ${percentile(replies, 0.95).toFixed(0)} ms, ${replies.length} answers`,
        },
      );
      await sleep(10_000);
    }
    return rows;
  } finally {
    await bot.stop();
    await database.close();
    await simulator.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ended(
  prisma: Awaited<ReturnType<typeof openPostgres>>['prisma'],
  most: number,
): Promise<{ readonly id: number; readonly status: string }> {
  const until = performance.now() + most;
  while (performance.now() < until) {
    const job = await prisma.exportJob.findFirst({ orderBy: { id: 'desc' } });
    if (job !== null && job.doneAt !== null) return { id: job.id, status: job.status };
    await sleep(200);
  }
  throw new Error(`expected the export to end within ${most} ms`);
}
