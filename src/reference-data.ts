import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OfficeSettings } from './config.ts';
import { describeProblems, list, oneOf, readData, text, type Checked } from './domain/words/data-file.ts';
import { readProgramme } from './domain/eligibility/programme-reader.ts';
import type { PriceIndex } from './domain/partnership/sales-change.ts';
import { readHolidays } from './domain/when/working-days.ts';
import type { Office } from './office.ts';
import { createProgrammes, type Programmes } from './services/core/programmes.ts';
import { PROJECT } from './project.ts';

const FOLDER = new URL('prisma/', PROJECT);

/** An object of which more is in the file than is read here. */
const partOf = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape, { error: 'an object' });
const number = () => z.number({ error: 'a number' });

const officeFile = partOf({
  key: text(),
  name: text(),
  region: text(),
  site: text(),
  time_zone: partOf({ iana: text(), name: text() }),
});
const kecamatanFile = partOf({
  regency: partOf({ code: text(), name: text() }),
  centre: list(text()),
  mainland: text(),
  bounds: list(partOf({ south: number(), north: number(), west: number(), east: number() })),
  kecamatan: list(
    partOf({
      code: text(),
      nik_prefix: text(),
      name: text(),
      alias: list(text()),
      island: text(),
      tile: z
        .tuple([z.number().int().min(0), z.number().int().min(0)], { error: 'a column and a row' })
        .optional(),
    }),
  ),
});
const desaFile = partOf({
  desa: list(
    partOf({
      code: text(),
      district: text(),
      name: text(),
      type: oneOf(['desa', 'kelurahan']),
      alias: list(text()).optional(),
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

async function readFileAs<T>(path: string, read: (json: unknown) => Checked<T>): Promise<T> {
  const checked = read(await readJson(path));
  if (checked.ok) return checked.value;
  throw new Error(`prisma/${path} has mistakes:\n${describeProblems(checked.problems)}`);
}

const area = <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
  readFileAs(`areas/${path}`, (json) => readData(schema, json));

async function readFolder<T>(folder: string, read: (json: unknown) => Checked<T>): Promise<readonly T[]> {
  const names = (await readdir(fileURLToPath(new URL(`${folder}/`, FOLDER))))
    .filter((name) => name.endsWith('.json'))
    .toSorted();
  return Promise.all(names.map((name) => readFileAs(`${folder}/${name}`, read)));
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
  const own = await area('office.json', officeFile);
  const kecamatan = await area('kecamatan.json', kecamatanFile);
  const desa = await area('desa.json', desaFile);
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
