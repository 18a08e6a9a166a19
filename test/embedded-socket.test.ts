import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EmbeddedSocket } from '../src/embedded-socket.ts';
import { wrapPglite } from './support/database.ts';

/** Its own: of the databases that tests hand on, all names of statements may be given. */
let pglite: PGlite;
beforeAll(async () => {
  pglite = await PGlite.create({ loadDataDir: new Blob([await readFile(inject('image'))]) });
  await pglite.exec('CREATE TABLE thing (id int PRIMARY KEY, words text)');
});
afterAll(() => pglite.close());

describe('the embedded database behind the driver of a server', () => {
  const connected = async (): Promise<pg.Client> => {
    const client = new pg.Client({ stream: () => new EmbeddedSocket(pglite), user: 'postgres' });
    await client.connect();
    return client;
  };
  it('carries what is large, in both directions, and rows by the thousand', async () => {
    const client = await connected();
    const words = 'Otak-otak Bu Siti 🐟 '.repeat(100_000);
    await client.query('INSERT INTO thing VALUES (1, $1)', [words]);
    expect((await client.query('SELECT words FROM thing WHERE id = 1')).rows).toEqual([{ words }]);
    expect((await client.query('SELECT generate_series(1, 20000) AS n')).rows.at(-1)).toEqual({ n: 20_000 });
    await client.end();
  });

  it('goes on after an error, which comes with its code', async () => {
    const client = await connected();
    const again = client.query('INSERT INTO thing VALUES (1, $1)', ['again']);
    await expect(again).rejects.toMatchObject({ code: '23505', table: 'thing' });
    await expect(client.query('SELEKT')).rejects.toMatchObject({ code: '42601' });
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it('takes nothing over from a connection that ended: no transaction, no prepared statement', async () => {
    const first = await connected();
    await first.query({ name: 's1', text: 'SELECT 1 AS one' });
    await first.query('BEGIN');
    await first.query(`INSERT INTO thing VALUES (2, 'never committed')`);
    await first.end();
    const second = await connected();
    expect((await second.query('SELECT id FROM thing')).rows).toEqual([{ id: 1 }]);
    expect((await second.query({ name: 's1', text: 'SELECT 2 AS two' })).rows).toEqual([{ two: 2 }]);
    await second.end();
  });
});

describe('statements', () => {
  it('that come often are prepared once, the others never', async () => {
    const { prisma } = await wrapPglite(pglite);
    const { counter } = prisma;
    for (let time = 0; time < 20; time++) await counter.findMany({ where: { value: { gt: time } } });
    await counter.findMany({ where: { value: { lt: 1 } } });
    const prepared = await prisma.$queryRaw<readonly { readonly statement: string }[]>`
      SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT%FROM "public"."counter"%'`;
    const having = (sign: string): number =>
      prepared.filter((it) => it.statement.includes(`"value" ${sign} $1`)).length;
    expect([having('>'), having('<')]).toEqual([1, 0]);
    await prisma.$disconnect();
  });
});
