import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate, MigrationError, type SqlConnection } from '../src/migrate.ts';
import { barePglite } from './support/database.ts';

describe('migrations', () => {
  let folder: string;
  let pglite: PGlite;
  let connection: SqlConnection;
  beforeAll(async () => {
    pglite = await barePglite();
    connection = {
      async script(sql) {
        await pglite.exec(sql);
      },
      query: async (sql, values) => (await pglite.query<Record<string, unknown>>(sql, [...values])).rows,
    };
  });
  afterAll(() => pglite.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-migrate-'));
    await pglite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }

  it('are applied in the order of their names, once, with a row in the ledger of Prisma', async () => {
    await add('2_b', 'ALTER TABLE a ADD y int;');
    await add('1_a', 'CREATE TABLE a (x int);');
    expect(await migrate(connection, folder)).toEqual(['1_a', '2_b']);
    expect(await migrate(connection, folder)).toEqual([]);
    await add('3_c', 'ALTER TABLE a ADD z int;');
    expect(await migrate(connection, folder)).toEqual(['3_c']);
    const rows = await connection.query(
      'SELECT migration_name, applied_steps_count FROM _prisma_migrations ORDER BY 1',
      [],
    );
    expect(rows.map((row) => row['migration_name'])).toEqual(['1_a', '2_b', '3_c']);
  });

  it('are undone as a whole when one fails, and can be tried again', async () => {
    await add('1_a', 'CREATE TABLE a (x int);');
    await add('2_b', 'CREATE TABLE b (x int); SELECT nonsense;');
    await expect(migrate(connection, folder)).rejects.toThrow('migration 2_b failed and was undone');
    expect((await connection.query(`SELECT to_regclass('b') AS b, to_regclass('a') AS a`, []))[0]).toEqual({
      a: 'a',
      b: null,
    });
    await add('2_b', 'CREATE TABLE b (x int);');
    expect(await migrate(connection, folder)).toEqual(['2_b']);
  });

  it('refuse a file that was edited after it was applied', async () => {
    await add('1_a', 'CREATE TABLE a (x int);');
    await migrate(connection, folder);
    await add('1_a', 'CREATE TABLE a (x bigint);');
    await expect(migrate(connection, folder)).rejects.toThrow(
      'migration 1_a was edited after it was applied; put the original file back',
    );
  });

  it('refuse a database of a newer version', async () => {
    await add('1_a', 'CREATE TABLE a (x int);');
    await add('9_newer', 'CREATE TABLE n (x int);');
    await migrate(connection, folder);
    await rm(join(folder, '9_newer'), { recursive: true });
    const failure = migrate(connection, folder);
    await expect(failure).rejects.toThrow(MigrationError);
    await expect(failure).rejects.toThrow('the database was made by a newer version (9_newer)');
  });

  it('refuse a migration that another tool left halfway', async () => {
    await add('1_a', 'CREATE TABLE a (x int);');
    await migrate(connection, folder);
    await connection.script(`UPDATE _prisma_migrations SET finished_at = NULL`);
    await expect(migrate(connection, folder)).rejects.toThrow(
      'the ledger of the database does not say that migration 1_a was finished',
    );
  });
});
