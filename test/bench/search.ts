import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../src/database.ts';
import { createChance } from '../../src/demo/chance.ts';
import { countAudience } from '../../src/services/announcements/audience.ts';
import { dashboard } from '../../src/reports/dashboard.ts';
import { refreshDashboard } from '../../src/services/sales/dashboard-refresh.ts';
import { indexMissing } from '../../src/services/people/search-index.ts';
import { findBusinesses } from '../../src/services/people/find-business.ts';
import { startPostgres } from '../support/postgres.ts';
import { everybody } from '../support/recipients.ts';
import { HOUR, testClock } from '../support/clock.ts';
import { servicesOver } from '../support/services.ts';
import { serverSeconds } from './bot-process.ts';
import type { Row } from './broadcast.ts';
import { seedBusinesses } from './seed.ts';
import { inTransaction } from '../support/in-transaction.ts';

const SEED = 20_261_129;
const MONTHS = 12;

/** The first ones are the commonest, as in any list of owners. */
const first =
  'Siti Muhammad Nur Ahmad Sri Dewi Abdul Eko Agus Endang Yuli Rina Budi Hadi Fatimah Aminah Khotijah Slamet Wahyu Rudi'.split(
    ' ',
  );
const last =
  'Aminah Santoso Rahmawati Hidayat Lestari Wulandari Romlah Kurniawan Susanti Prasetyo Maulana Handayani Fauziah Setiawan Mutmainah Suryani Firmansyah Zulaikha Iskandar Yuliana'.split(
    ' ',
  );

/**
 * What the office does every day, on a server with many owners: a search by a rare name, by a common one, by two
 * common words, by the end of a phone number; the count of an audience; the dashboard.
 */
export async function benchSearch(people: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-bench-'));
  const postgres = join(folder, 'postgres');
  const server = await startPostgres(postgres, []);
  const database = await openPostgres(server.url);
  const clock = testClock('2026-11-29T03:00:00Z');
  const services = await servicesOver(database, { clock });
  try {
    await seedBusinesses(database.prisma, services, people, '2026-10', MONTHS);
    await database.prisma.personWords.deleteMany({});
    const chance = createChance(SEED);
    // Real first names follow no uniform chance: the square leans to the beginning of the list.
    const common = (names: readonly string[]): string => {
      const share = chance.whole(0, 999) / 1_000;
      return names[Math.floor(share * share * names.length)] ?? '';
    };
    const PAGE = 2_000;
    for (let from = 1; from <= people; from += PAGE) {
      const ids = Array.from({ length: Math.min(PAGE, people - from + 1) }, (_, at) => from + at);
      const names = ids.map((id) =>
        Buffer.from(
          services.seal.encrypt(
            `person:${id}:name`,
            id === people ? 'Zubaidah Warsito' : `${common(first)} ${common(last)}`,
          ),
        ),
      );
      await database.prisma.$executeRaw`
        UPDATE person p SET name = i.name FROM unnest(${ids}::int[], ${names}::bytea[]) AS i(id, name) WHERE p.id = i.id`;
    }
    await indexMissing(services);
    await database.prisma.$executeRaw`ANALYZE`;
    const rows: Row[] = [];
    const measured = async (what: string, work: () => Promise<unknown>, repeats = 5): Promise<void> => {
      if (repeats > 1) await work();
      const times: number[] = [];
      const [server, own] = [await serverSeconds(postgres), process.cpuUsage()];
      for (let time = 0; time < repeats; time++) {
        const began = performance.now();
        await work();
        times.push(performance.now() - began);
      }
      const middle = times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
      const { user, system } = process.cpuUsage(own);
      const of = (seconds: number): string => `${((seconds * 1_000) / repeats).toFixed(0)} ms`;
      rows.push({
        what: `${people.toLocaleString('en')} owners: ${what}`,
        value: `${middle.toFixed(0)} ms, CPU ${of((await serverSeconds(postgres)) - server)} of PostgreSQL, ${of((user + system) / 1e6)} of the bot`,
      });
    };
    const member = { number: 'm', role: 'officer', kecamatan: [], rights: [] } as const;
    for (const typed of ['zubaidah', 'siti', 'siti aminah', 'usaha siti', '7001'])
      await measured(`search "${typed}"`, () =>
        inTransaction(services, (inside) => findBusinesses(inside, member, typed)),
      );
    await measured('search "siti" in one kecamatan', () =>
      inTransaction(services, (inside) =>
        findBusinesses(inside, { ...member, kecamatan: ['35.25.16'] }, 'siti'),
      ),
    );
    await measured('count of an audience of everybody', () =>
      countAudience(services, everybody, { urgent: false }),
    );
    await measured('tables of the dashboard, the first time', () => refreshDashboard(services), 1);
    await measured('dashboard', () => dashboard(services, []));
    clock.advance(HOUR);
    await database.prisma.$executeRaw`
      WITH changed AS (
        UPDATE sales_report SET amount = amount + 1000, version = 2, updated_at = ${clock.now()}
        WHERE month = '2026-10' AND business_id % 100 = 0 RETURNING *
      )
      INSERT INTO sales_version (report_id, version, amount, estimate, source, reader, at)
      SELECT id, version, amount, estimate, source, 'rupiah@1', updated_at FROM changed`;
    clock.advance(HOUR);
    await measured('tables of the dashboard, 1 % have reported', () => refreshDashboard(services), 1);
    return rows;
  } finally {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
