import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { rawPglite } from '../../src/database.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty embedded database as one file. */
    image: string;
    /** The same as the folder that a process opens. */
    folder: string;
    /** Administrative address of a PostgreSQL server; undefined when the tests run on the embedded database. */
    postgres: string | undefined;
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Migrates once for all test files; TEST_DATABASE=postgresql runs them all on a real server instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Processes are started from the bundle, as `npm start` does.
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: ROOT });
  const made = await migrated();
  project.provide('image', join(made, 'image.tar'));
  project.provide('folder', join(made, 'database'));
  const folder = await mkdtemp(join(tmpdir(), 'umkm-test-'));
  const server =
    process.env['TEST_DATABASE'] === 'postgresql' ? await startPostgres(join(folder, 'postgres')) : undefined;
  project.provide('postgres', server?.url);
  return async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Making a database takes seconds: it is kept for as long as migrations, PGlite and their use stay the same. */
async function migrated(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = join(ROOT, 'prisma/migrations');
  const files = (await readdir(migrations, { recursive: true })).filter((it) => it.endsWith('.sql'));
  for (const file of [
    ...files.toSorted().map((it) => join(migrations, it)),
    join(ROOT, 'node_modules/@electric-sql/pglite/package.json'),
    join(ROOT, 'src/database.ts'),
    join(ROOT, 'src/migrate.ts'),
    fileURLToPath(import.meta.url),
  ])
    hash.update(await readFile(file));
  const cache = join(ROOT, 'node_modules/.cache');
  const made = join(cache, `migrated-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(made)) return made;
  await mkdir(cache, { recursive: true });
  // Two runs at once must not read a half-written one.
  const half = await mkdtemp(`${made}-`);
  const pglite = await PGlite.create(join(half, 'database'));
  const database = await (await rawPglite(pglite)).wrap();
  // Nobody makes another database from them, and they are half of all files that a test copies and opens.
  await pglite.exec(`UPDATE pg_database SET datistemplate = false`);
  for (const name of ['template0', 'template1']) await pglite.exec(`DROP DATABASE ${name}`);
  await pglite.exec('CHECKPOINT');
  const content = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer());
  await database.close();
  await writeFile(join(half, 'image.tar'), content);
  await rename(half, made).catch((error: unknown) => {
    if (!existsSync(made)) throw error;
  });
  return made;
}
