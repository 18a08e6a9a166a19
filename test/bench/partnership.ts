import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../src/database.ts';
import type { Programme } from '../../src/domain/eligibility/programme.ts';
import type { Services } from '../../src/services/core/services.ts';
import { previewProgramme } from '../../src/services/partnership/programmes/programme-preview.ts';
import { newestResults, takeResults } from '../../src/services/partnership/results/results.ts';
import { testClock } from '../support/clock.ts';
import { startPostgres } from '../support/postgres.ts';
import { servicesOver } from '../support/services.ts';
import { serverSeconds } from './bot-process.ts';
import type { Row } from './broadcast.ts';
import { seedBusinesses } from './seed.ts';

const PROGRAMMES = 10;
const MONTHS = 12;
/** One business in so many has joined a partnership. */
const JOINED = 20;

/** A tenth of the size is measured first. */
const TENTH = 10;

interface Measured {
  readonly what: string;
  readonly value: string;
  /** Seconds of CPU, of the bot and of PostgreSQL together. */
  readonly cpu: number;
}

/**
 * Every business held against ten programmes, and the results of the partnerships beside all of them, at a tenth of the
 * size and at the whole: times ten where time grows in line.
 */
export async function benchPartnership(businesses: number): Promise<readonly Row[]> {
  const few = await atSize(Math.floor(businesses / TENTH));
  const all = await atSize(businesses);
  return [
    ...[...few, ...all].map(({ what, value }) => ({ what, value })),
    ...all.map(({ what, cpu }, at) => ({
      what: `${what}: CPU against a tenth of it`,
      value: `times ${(cpu / (few[at]?.cpu ?? cpu)).toFixed(1)}`,
    })),
  ];
}

async function atSize(businesses: number): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const postgres = join(folder, 'postgres');
  const server = await startPostgres(postgres, []);
  const database = await openPostgres(server.url);
  const services = await servicesOver(database, { clock: testClock('2026-11-29T03:00:00Z') });
  const rows: Measured[] = [];
  const measured = async (what: string, work: () => Promise<string>): Promise<void> => {
    let highest = 0;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 50);
    const idle = process.memoryUsage().rss;
    const [before, own, began] = [await serverSeconds(postgres), process.cpuUsage(), performance.now()];
    const found = await work();
    const seconds = (performance.now() - began) / 1_000;
    clearInterval(watch);
    const { user, system } = process.cpuUsage(own);
    const [bot, store] = [(user + system) / 1e6, (await serverSeconds(postgres)) - before];
    const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    rows.push({
      what: `${businesses.toLocaleString('en')} businesses: ${what}`,
      value: `${seconds.toFixed(1)} s (CPU ${bot.toFixed(1)} s of the bot, ${store.toFixed(1)} s of PostgreSQL), memory ${mb(idle)} → ${mb(Math.max(highest, idle))} MB; ${found}`,
      cpu: bot + store,
    });
  };
  try {
    await seedBusinesses(database.prisma, services, businesses, '2026-10', MONTHS);
    const example = services.programmes.shipped.find(({ kind }) => kind === 'supply');
    if (example === undefined) throw new Error('expected a shipped programme of a partnership');
    await joinSome(services, example, businesses);
    const member = { number: 'm', role: 'officer', kecamatan: [], rights: [] } as const;
    await measured(`eligibility for ${PROGRAMMES} programmes`, async () => {
      let judged = 0;
      for (const programme of variants(example))
        judged += (await previewProgramme(services, member, programme)).businesses;
      return `${judged.toLocaleString('en')} judgements`;
    });
    await measured(
      'results of a month taken',
      async () => `${await takeResults(services, '2026-10')} tables stored`,
    );
    await measured('result page read', async () => `${(await newestResults(services)).size} tables`);
    return rows;
  } finally {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same criteria with other limits, so that none is answered by the one before. */
function variants(example: Programme): readonly Programme[] {
  return Array.from({ length: PROGRAMMES }, (_, at) => ({
    ...example,
    id: `bench-${at}`,
    criteria: example.criteria.map((it) =>
      it.test.is === 'age-at-least'
        ? { ...it, active: true, test: { ...it.test, months: 12 + at } }
        : it.test.is === 'reported-at-least'
          ? { ...it, active: true, test: { ...it.test, months: 1 + at } }
          : it,
    ),
  }));
}

/** Partnerships as rows, half a year old, with what went to the company; made by the database itself. */
async function joinSome(services: Services, programme: Programme, businesses: number): Promise<void> {
  const { db, office } = services;
  const applied = new Date('2026-03-02T02:00:00Z');
  const joined = new Date('2026-05-04T02:00:00Z');
  await db.programmeVersion.createMany({
    data: [
      {
        office: office.key,
        programmeId: programme.id,
        version: programme.version,
        data: JSON.parse(JSON.stringify(programme)),
        checksum: 'bench',
      },
    ],
    skipDuplicates: true,
  });
  await db.$executeRaw`
    INSERT INTO application (office, number, business_id, person_id, person_number, programme_id, programme_version,
      status, consent_id, nik_by, applied_at, due_on)
    SELECT ${office.key}::text, 'P-2603-' || b, b, b, 'person-' || b, ${programme.id}::text, ${programme.version}::int,
      'active', 0, 'later', ${applied}, '2026-03-05'
    FROM generate_series(1, ${businesses}::int, ${JOINED}::int) b`;
  await db.$executeRaw`
    INSERT INTO application_step (application_id, status, at) SELECT id, 'active', ${joined}::timestamptz FROM application`;
  await db.$executeRaw`
    INSERT INTO agreement (application_id, created_by, created_at) SELECT id, 'bench', ${joined}::timestamptz FROM application`;
  await db.$executeRaw`
    INSERT INTO partner_sale (report_id, agreement_id, amount, at)
    SELECT r.id, g.id, r.amount / 2, r.updated_at
    FROM sales_report r JOIN application a ON a.business_id = r.business_id JOIN agreement g ON g.application_id = a.id
    WHERE r.month >= '2026-06'`;
  await db.$executeRaw`
    INSERT INTO follow_up (business_id, on_date, paid_male, paid_female, family, seasonal, buyers, entered_by, at)
    SELECT a.business_id, day, 1, 1 + (a.id + n) % 3, 2, 0, 2 + n, 'telegram', ${joined}::timestamptz
    FROM application a, (VALUES ('2026-03-02', 0), ('2026-09-10', 1)) AS told(day, n)`;
  await db.$executeRaw`ANALYZE`;
}
