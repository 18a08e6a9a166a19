import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readAs } from './domain/words/read-as.ts';
import type { OfficeSettings } from './config.ts';
import { describeProblems, type Checked } from './domain/words/json-fields.ts';
import { readProgramme } from './domain/eligibility/programme-reader.ts';
import type { PriceIndex } from './domain/partnership/sales-change.ts';
import { readHolidays } from './domain/when/working-days.ts';
import type { Office } from './office.ts';
import { createProgrammes, type Programmes } from './services/core/programmes.ts';
import { PROJECT } from './project.ts';

const FOLDER = new URL('prisma/', PROJECT);

const officeFile = z.object({
  key: z.string(),
  name: z.string(),
  region: z.string(),
  site: z.string(),
  time_zone: z.object({ iana: z.string(), name: z.string() }),
});
const kecamatanFile = z.object({
  regency: z.object({ code: z.string(), name: z.string() }),
  centre: z.array(z.string()),
  mainland: z.string(),
  bounds: z.array(z.object({ south: z.number(), north: z.number(), west: z.number(), east: z.number() })),
  kecamatan: z.array(
    z.object({
      code: z.string(),
      nik_prefix: z.string(),
      name: z.string(),
      alias: z.array(z.string()),
      island: z.string(),
      tile: z.tuple([z.number().int().min(0), z.number().int().min(0)]).optional(),
    }),
  ),
});
const desaFile = z.object({
  desa: z.array(
    z.object({
      code: z.string(),
      district: z.string(),
      name: z.string(),
      type: z.enum(['desa', 'kelurahan']),
      alias: z.array(z.string()).optional(),
    }),
  ),
});

const priceIndexFile = z.object({
  source: z.string().min(1),
  values: z.record(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.number().positive()),
});

export interface ReferenceData {
  readonly office: Office;
  readonly programmes: Programmes;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(fileURLToPath(new URL(path, FOLDER)), 'utf8'));
}

async function readFolder<T>(folder: string, read: (json: unknown) => Checked<T>): Promise<readonly T[]> {
  const names = (await readdir(fileURLToPath(new URL(`${folder}/`, FOLDER))))
    .filter((name) => name.endsWith('.json'))
    .toSorted();
  return Promise.all(
    names.map(async (name) => {
      const checked = read(await readJson(`${folder}/${name}`));
      if (checked.ok) return checked.value;
      throw new Error(`prisma/${folder}/${name} has mistakes:\n${describeProblems(checked.problems)}`);
    }),
  );
}

/** @throws Error naming the file and what it has to hold */
async function readPriceIndex(path: string): Promise<PriceIndex> {
  const read = priceIndexFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!read.success)
    throw new Error(
      `${path}: expected { "source": "…", "values": { "2026-01": 106.2, … } } with a number above zero for each month`,
    );
  const { source, values } = read.data;
  return { source, values: new Map(Object.entries(values)) };
}

/**
 * The office with these settings, and the programmes: from the data files that stand beside the schema.
 * @throws Error naming file, place, what was expected and what stands there
 */
export async function loadReferenceData(settings: OfficeSettings): Promise<ReferenceData> {
  const own = readAs(officeFile, await readJson('areas/office.json'));
  const kecamatan = readAs(kecamatanFile, await readJson('areas/kecamatan.json'));
  const desa = readAs(desaFile, await readJson('areas/desa.json'));
  return {
    office: {
      ...settings,
      key: own.key,
      name: settings.name ?? own.name,
      region: own.region,
      site: settings.site ?? own.site,
      zone: own.time_zone.iana,
      zoneName: own.time_zone.name,
      quiet: { ...settings.quiet, zone: own.time_zone.iana },
      areas: {
        kecamatan: kecamatan.kecamatan,
        desa: desa.desa,
        nikPrefix: kecamatan.regency.code.replace('.', ''),
        centre: kecamatan.centre,
        islands: kecamatan.kecamatan
          .filter(({ island }) => island !== kecamatan.mainland)
          .map(({ code }) => code),
        bounds: kecamatan.bounds,
        businesses: new Map(),
      },
      holidays: await readFolder('holidays', readHolidays),
      priceIndex:
        settings.priceIndexFile === undefined ? undefined : await readPriceIndex(settings.priceIndexFile),
    },
    programmes: createProgrammes(await readFolder('programmes', readProgramme)),
  };
}
