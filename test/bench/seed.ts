import type { PrismaClient } from '../../prisma/client/client.ts';
import { businessKinds } from '../../src/domain/people/business-kind.ts';
import { addMonths, type Month } from '../../src/domain/month/month.ts';
import { createChance } from '../../src/demo/chance.ts';
import type { Services } from '../../src/services/core/services.ts';
import { indexMissing } from '../../src/services/people/search-index.ts';

const PAGE = 2_000;
const SEED = 20_261_127;
/** Share of the months that have a report. */
const REPORTED = 90;

/**
 * Fills an empty database with owners, businesses and reports of `months` months up to `last`; the same every time.
 * Names, phones and NIK are sealed as real ones are. Reports are made by the database itself, in one statement a page.
 */
export async function seedBusinesses(
  prisma: PrismaClient,
  services: Services,
  count: number,
  last: Month,
  months: number,
): Promise<void> {
  const chance = createChance(SEED);
  const { seal, office } = services;
  const { areas } = office;
  const registered = new Date('2024-03-04T02:00:00Z');
  for (let from = 1; from <= count; from += PAGE) {
    const ids = Array.from({ length: Math.min(PAGE, count - from + 1) }, (_, at) => from + at);
    await prisma.person.createMany({
      data: ids.map((id) => ({
        office: 'gresik',
        id,
        number: `person-${id}`,
        name: seal.encrypt(`person:${id}:name`, `Pemilik Nomor ${id}`),
        salutation: id % 3 === 0 ? 'L' : 'P',
        phone: seal.encrypt(`person:${id}:phone`, `+62812${String(id).padStart(8, '0')}`),
        phoneIndex: seal.index('phone', `+62812${String(id).padStart(8, '0')}`),
        nik: seal.encrypt(`person:${id}:nik`, `3525${String(id).padStart(12, '0')}`),
        createdAt: registered,
      })),
    });
    await prisma.business.createMany({
      data: ids.map((id) => {
        const desa = areas.desa[chance.whole(0, areas.desa.length - 1)];
        return {
          id,
          office: office.key,
          ownerId: id,
          number: `D-2403-${String(id).padStart(6, '0')}`,
          name: seal.encrypt(`business:${id}:name`, `Usaha Nomor ${id}`),
          kind: businessKinds[chance.whole(0, businessKinds.length - 1)] ?? 'food',
          kecamatan: desa?.code.slice(0, 8) ?? null,
          desa: desa?.code ?? null,
          startedYear: 2010 + (id % 14),
          usualMonthlySales: 1_000_000 + (id % 50) * 100_000,
          createdAt: registered,
        };
      }),
    });
    const first = addMonths(last, 1 - months);
    const to = from + ids.length - 1;
    await prisma.$executeRaw`
      INSERT INTO sales_report (office, number, business_id, month, amount, estimate, workers_male, workers_female, source, created_at, updated_at)
      SELECT ${office.key}::text, 'L-' || b || '-' || m, b, to_char(${`${first}-01`}::date + m * interval '1 month', 'YYYY-MM'),
        (200 + (hashint4(b * 31 + m + ${SEED}::int) & 8191)) * 1000, b % 4 = 0, b % 3, 1 + b % 2, 'guided', ${registered}, ${registered}
      FROM generate_series(${from}::int, ${to}::int) b, generate_series(0, ${months - 1}::int) m
      WHERE (hashint4(b * 17 + m) & 127) * 100 / 128 < ${REPORTED}`;
    await prisma.$executeRaw`
      INSERT INTO sales_version (report_id, version, amount, estimate, workers_male, workers_female, source, reader, entered_by, at)
      SELECT r.id, 1, r.amount, r.estimate, r.workers_male, r.workers_female, r.source, 'rupiah@1', 'person-' || r.business_id, r.created_at
      FROM sales_report r WHERE r.business_id BETWEEN ${from} AND ${to}`;
  }
  await prisma.$executeRaw`SELECT setval(pg_get_serial_sequence('person', 'id'), ${count})`;
  await prisma.$executeRaw`SELECT setval(pg_get_serial_sequence('business', 'id'), ${count})`;
  await indexMissing(services);
  await prisma.$executeRaw`ANALYZE`;
}
