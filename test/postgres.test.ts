import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BotRunningError, lockBot, openPostgres } from '../src/database.ts';
import { heardLog } from './support/log.ts';
import { openOffice, registrationSteps } from './support/office.ts';
import { startPostgres, type PostgresServer } from './support/postgres.ts';
import { rowsOf } from './support/rows.ts';

describe('a PostgreSQL server', () => {
  let folder: string;
  let server: PostgresServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-postgres-'));
    server = await startPostgres(join(folder, 'data'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('may restart under load: the bot goes on by itself, nothing is lost or doubled, the lock is taken again', async () => {
    const ear = heardLog();
    const database = await openPostgres(server.url);
    let lost = 0;
    const lock = await lockBot(server.url, 123456, ear.log, () => {
      lost++;
    });
    await expect(lockBot(server.url, 123456, ear.log, () => undefined)).rejects.toThrow(BotRunningError);
    const office = await openOffice({ database, log: ear.log });
    const owners = Array.from({ length: 12 }, () => office.owner());
    const registered = Promise.all(owners.map((owner) => owner.walk(...registrationSteps)));
    for (const receipts of [30, 90]) {
      while (office.simulator.callsOf('sendMessage').length < receipts)
        await office.simulator.nextCall('sendMessage');
      await server.restart();
    }
    await registered;
    for (const owner of owners) {
      const rows = await rowsOf(office, owner.person.id);
      expect(rows.businesses).toHaveLength(1);
      expect(rows.people).toHaveLength(1);
      expect(rows.consents).toHaveLength(1);
    }
    expect(await database.prisma.inboxUpdate.count({ where: { handledAt: null } })).toBe(0);
    expect(ear.sentences.filter((it) => /set aside|An update failed/.test(it))).toEqual([]);
    await ear.heard(/The database cannot be reached/);

    // Held again, on a connection of its own: a second bot is refused as before.
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    for (let held = false; !held;) {
      const { rows } = await admin.query<{ count: string }>(
        `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted`,
      );
      held = rows[0]?.count === '1';
    }
    await admin.end();
    await expect(lockBot(server.url, 123456, ear.log, () => undefined)).rejects.toThrow(BotRunningError);
    expect(lost).toBe(0);
    await lock.release();
    const next = await lockBot(server.url, 123456, ear.log, () => undefined);
    await next.release();
    await office.close();
  });

  it('keeps one plan for what is gathered, and lets it wait for a lock for a moment only', async () => {
    const database = await openPostgres(server.url);
    const { rows } = await database.sql.runTogether(
      {
        name: 'test_settings',
        text: `SELECT current_setting('plan_cache_mode') AS plan, current_setting('lock_timeout') AS wait`,
      },
      [],
    );
    expect(rows).toEqual([{ plan: 'force_generic_plan', wait: '200ms' }]);
    await database.close();
  });

  it('may be set to other dates, numbers and quotes: owners are answered all the same', async () => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query('CREATE DATABASE odd');
    for (const setting of [
      `datestyle = 'German, DMY'`,
      `intervalstyle = 'iso_8601'`,
      `bytea_output = 'escape'`,
      'extra_float_digits = -10',
    ])
      await admin.query(`ALTER DATABASE odd SET ${setting}`);
    await admin.end();
    const url = new URL(server.url);
    url.pathname = '/odd';
    const ear = heardLog();
    const office = await openOffice({ database: await openPostgres(url.href), log: ear.log });
    const siti = office.owner();
    await siti.walk(...registrationSteps, '>Tidak usah', 'lapor oktober 2,5 jt', '>Benar');
    const [report] = await office.database.prisma.salesReport.findMany();
    expect(report).toMatchObject({ month: '2026-10', amount: 2_500_000n });
    expect((await rowsOf(office, siti.person.id)).consents[0]).toMatchObject({ givenAt: office.clock.now() });
    expect(ear.sentences).toEqual([]);
    await office.close();
  });

  it('speaks UTC on every connection, whatever its own zone is', async () => {
    const database = await openPostgres(server.url);
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    expect((await admin.query<{ TimeZone: string }>('SHOW timezone')).rows[0]?.TimeZone).toBe('Asia/Jakarta');
    const zones = await Promise.all(
      Array.from(
        { length: 12 },
        () => database.prisma.$queryRaw<readonly { readonly TimeZone: string }[]>`SHOW timezone`,
      ),
    );
    expect(new Set(zones.flat().map((row) => row.TimeZone))).toEqual(new Set(['UTC']));
    await admin.end();
    await database.close();
  });
});
