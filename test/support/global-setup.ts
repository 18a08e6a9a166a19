import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { wrapPglite } from '../../src/database.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty embedded database as one file. */
    image: string;
    /** Administrative address of a PostgreSQL server; undefined when the tests run on the embedded database. */
    postgres: string | undefined;
  }
}

/** Migrates once for all test files; TEST_DATABASE=postgresql runs them all on a real server instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'umkm-test-'));
  const image = join(folder, 'image.tar');
  const pglite = await PGlite.create();
  await wrapPglite(pglite);
  await writeFile(image, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  project.provide('image', image);

  const server =
    process.env['TEST_DATABASE'] === 'postgresql' ? await startPostgres(join(folder, 'postgres')) : undefined;
  project.provide('postgres', server?.url);
  return async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
