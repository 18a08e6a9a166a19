import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const folder = fileURLToPath(new URL('migrations', import.meta.url));
const schemaPath = fileURLToPath(new URL('schema.prisma', import.meta.url));

/**
 * The SQL that leads from what the migrations make to what schema.prisma says; empty when they agree. Uses
 * Prisma's schema engine compiled to WebAssembly: the native one would be fetched from the internet. `pglite` is an
 * embedded database without tables, in which the migrations are tried.
 */
export async function pendingChanges(pglite = new PGlite()) {
  const wasm = readFileSync(
    new URL('../node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm', import.meta.url),
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), {
    './schema_engine_bg.js': engineModule,
  });
  engineModule.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();

  const schema = readFileSync(schemaPath, 'utf8');
  const adapter = new PrismaPGlite(pglite);
  // Otherwise the migrations would be tried in one more database, which takes seconds to make.
  adapter.connectToShadowDb = () => adapter.connect();
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    factory,
  );
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .map((it) => it.name)
    .toSorted();
  const result = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: folder,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: names.map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(`${folder}/${name}/migration.sql`, 'utf8') },
        },
      })),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = (result.stdout ?? '').trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}

// npm run migration -- add_trainings
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2];
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error('expected a name in lower case, such as: npm run migration -- add_trainings');
    process.exit(1);
  }
  const sql = await pendingChanges();
  if (sql === '') {
    console.log('The migrations already make what schema.prisma says.');
    process.exit(0);
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  mkdirSync(`${folder}/${stamp}_${name}`);
  writeFileSync(`${folder}/${stamp}_${name}/migration.sql`, `${sql}\n`);
  console.log(`Written: prisma/migrations/${stamp}_${name}/migration.sql. Read it before you commit it.`);
  process.exit(0);
}
