import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { describeProblems, type Checked } from './domain/words/json-fields.ts';
import { readProgramme } from './domain/eligibility/programme-reader.ts';
import { readHolidays, type HolidayYear } from './domain/when/working-days.ts';
import type { Areas } from './services/core/areas.ts';
import type { Programmes } from './services/core/programmes.ts';
import { PROJECT } from './project.ts';

const FOLDER = new URL('prisma/', PROJECT);

const kecamatanFile = z.object({
  regency: z.object({ code: z.string(), name: z.string() }),
  kecamatan: z.array(
    z.object({
      code: z.string(),
      nik_prefix: z.string(),
      name: z.string(),
      alias: z.array(z.string()),
      island: z.string(),
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

export interface ReferenceData {
  readonly areas: Areas;
  readonly programmes: Programmes;
  readonly holidays: readonly HolidayYear[];
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

/**
 * Reads the data files that stand beside the schema: areas, programmes, holidays.
 * @throws Error naming file, place, what was expected and what stands there
 */
export async function loadReferenceData(): Promise<ReferenceData> {
  const kecamatan = kecamatanFile.parse(await readJson('areas/kecamatan.json'));
  const desa = desaFile.parse(await readJson('areas/desa.json'));
  return {
    areas: {
      kecamatan: kecamatan.kecamatan,
      desa: desa.desa,
      nikPrefix: kecamatan.regency.code.replace('.', ''),
    },
    programmes: await readFolder('programmes', readProgramme),
    holidays: await readFolder('holidays', readHolidays),
  };
}
