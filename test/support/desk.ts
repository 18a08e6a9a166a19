import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { fromBuffer } from 'yauzl';
import { officeTexts } from '../../src/office.ts';
import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/database.ts';
import type { BusinessKind } from '../../src/domain/people/business-kind.ts';
import { loadReferenceData } from '../../src/reference-data.ts';
import type { ExportOptions, ExportTools } from '../../src/reports/making.ts';
import { runExport, type Exported } from '../../src/reports/run.ts';
import { createSeal } from '../../src/seal.ts';
import {
  businessColumns,
  personColumns,
  setNik,
  type BusinessStatus,
} from '../../src/services/people/businesses.ts';
import type { ExportRequest } from '../../src/services/office/exports.ts';
import type { Services } from '../../src/services/core/services.ts';
import { testClock, type TestClock } from './clock.ts';
import { testDatabase } from './database.ts';

const KEY = new Uint8Array(32).fill(7);

/** A business as a test of reports needs it. */
interface SampleBusiness {
  readonly name?: string;
  readonly owner?: string;
  readonly phone?: string;
  readonly nik?: string;
  readonly nib?: string;
  readonly kecamatan?: string;
  readonly desa?: string;
  readonly kind?: BusinessKind;
  readonly startedYear?: number;
  readonly startedMonth?: number;
  readonly registered?: string;
  readonly status?: BusinessStatus;
  readonly statusSince?: string;
  readonly usualSales?: number;
  /** Whole rupiah by month. */
  readonly sales?: Readonly<Record<string, number>>;
  readonly estimate?: boolean;
  readonly enteredBy?: string;
  readonly source?: string;
}

/** Services on a fresh database, without a bot: what reports need. */
export interface Desk extends ExportTools {
  readonly database: Database;
  readonly clock: TestClock;
  readonly folder: string;
  /** Stores a business; returns its id and that of its owner. */
  business(it: SampleBusiness): Promise<{ readonly id: number; readonly ownerId: number }>;
  /** A new figure of a month, at the time of the clock. */
  report(
    businessId: number,
    month: string,
    amount: number,
    more?: Pick<SampleBusiness, 'estimate' | 'enteredBy' | 'source'>,
  ): Promise<void>;
  export(
    request: Partial<ExportRequest> & { report: string },
    options?: Partial<ExportOptions>,
  ): Promise<Exported>;
  close(): Promise<void>;
}

export const QUARTER = { first: '2026-07', last: '2026-09' };

export async function openDesk(settings: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const clock = testClock();
  const database = await testDatabase();
  const services: Services = {
    db: database.prisma,
    seal: createSeal(KEY),
    now: clock.now,
    ...(await loadReferenceData(readConfig(settings).office)),
  };
  const folder = await mkdtemp(join(tmpdir(), 'umkm-desk-'));
  let people = 0;
  let reports = 0;

  const report: Desk['report'] = async (businessId, month, amount, more = {}) => {
    const known = await database.prisma.salesReport.findUnique({
      where: { businessId_month: { businessId, month } },
    });
    const columns = {
      amount,
      estimate: more.estimate ?? false,
      source: more.source ?? 'guided',
      zeroReason: amount === 0 ? 'slow' : null,
    };
    const version = (known?.version ?? 0) + 1;
    const at = clock.now();
    const row =
      known === null
        ? await database.prisma.salesReport.create({
            data: {
              office: 'gresik',
              ...columns,
              number: `L-${++reports}`,
              businessId,
              month,
              createdAt: at,
              updatedAt: at,
            },
          })
        : await database.prisma.salesReport.update({
            where: { id: known.id },
            data: { ...columns, version, updatedAt: at },
          });
    await database.prisma.salesVersion.create({
      data: {
        ...columns,
        reportId: row.id,
        version,
        reader: 'rupiah@1',
        words: services.seal.encrypt(`sales_version:${row.id}:${version}:words`, 'RAHASIA dua juta'),
        enteredBy: more.enteredBy ?? null,
        at,
      },
    });
  };

  const desk: Desk = {
    prisma: database.prisma,
    sql: database.sql,
    services,
    texts: officeTexts(services.office),
    layouts: {},
    database,
    clock,
    folder,
    report,
    async business(it) {
      const person = await database.prisma.person.create({
        data: {
          office: 'gresik',
          number: `orang-${++people}`,
          salutation: 'P',
          createdAt: new Date(it.registered ?? '2026-01-05'),
        },
      });
      await database.prisma.person.update({
        where: { id: person.id },
        data: personColumns(services, person.id, {
          name: it.owner ?? 'Siti Aminah',
          phone: it.phone ?? '+6281234567890',
        }),
      });
      if (it.nik !== undefined) await setNik(services, person.id, it.nik);
      const business = await database.prisma.business.create({
        data: {
          office: 'gresik',
          number: `D-${people}`,
          ownerId: person.id,
          createdAt: new Date(it.registered ?? '2026-01-05T03:00:00Z'),
          status: it.status ?? 'active',
          statusSince: it.statusSince === undefined ? null : new Date(it.statusSince),
        },
      });
      await database.prisma.business.update({
        where: { id: business.id },
        data: businessColumns(services, business.id, {
          name: it.name ?? 'Otak-otak Bu Siti',
          kind: it.kind ?? 'food',
          kecamatan: it.kecamatan ?? '35.25.16',
          desa: it.desa,
          startedYear: it.startedYear ?? 2015,
          startedMonth: it.startedMonth,
          workers: { male: 1, female: 2 },
          usualMonthlySales: it.usualSales ?? 3_000_000,
          nibStatus: it.nib === undefined ? 'none' : 'has',
          nib: it.nib,
        }),
      });
      for (const [month, amount] of Object.entries(it.sales ?? {}))
        await report(business.id, month, amount, it);
      return { id: business.id, ownerId: person.id };
    },
    export: (request, options = {}) =>
      runExport(
        desk,
        { period: null, kecamatan: [], format: 'csv', shown: 'none', purpose: null, ...request },
        {
          actor: 'anggota-1',
          language: 'id',
          folder: join(folder, String(Math.random()).slice(2)),
          ...options,
        },
      ),
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return desk;
}

/** The rows of a CSV file, by header. */
export async function csvRows(
  path: string,
  delimiter = ';',
): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows: Record<string, string>[] = parse(await readFile(path), { bom: true, columns: true, delimiter });
  return rows;
}

/** The parts of a zip file as text, by path. */
export async function zipParts(content: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(content, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      const parts = new Map<string, string>();
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure !== null) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
            zip.readEntry();
          });
          stream.on('error', reject);
        });
      });
      zip.on('end', () => resolve(parts));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
