import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/database.ts';
import { audit, verifyAudit } from '../../src/services/core/audit.ts';
import { atomically } from '../../src/services/core/services.ts';
import { liveSettings } from '../support/bot-process.ts';
import { commandOf } from '../support/command-line.ts';
import { openOffice, registeredOwner } from '../support/office.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/restore.ts';

describe('the database role of the bot', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: PostgresServer;
  const urlOf = (role: string): string => {
    const url = new URL(server.url);
    url.username = role;
    url.password = role;
    url.pathname = '/umkm';
    return url.href;
  };
  const cli = (role: string, ...words: readonly string[]): ReturnType<typeof commandOf> =>
    commandOf(
      { ...liveSettings('http://127.0.0.1:9', '123456:TOKEN', folder.path), DATABASE_URL: urlOf(role) },
      ...words,
    );
  beforeAll(async () => {
    folder = await temporaryFolder('grants');
    server = await startPostgres(join(folder.path, 'postgres'));
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    for (const role of ['pemilik', 'bot']) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    await admin.query('CREATE DATABASE umkm OWNER pemilik');
    await admin.end();
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it('gets all it needs to work, and can add to the audit log, but neither alter nor empty it', async () => {
    expect((await cli('pemilik', 'grants', '--role', 'bot')).output).toContain(
      'first: npm run cli -- migrate',
    );
    expect((await cli('pemilik', 'migrate')).code).toBe(0);
    expect((await cli('pemilik', 'grants', '--role', 'pemilik')).output).toContain('the role owns tables');
    expect((await cli('pemilik', 'grants', '--role', 'postgres')).output).toContain('superuser');
    expect((await cli('pemilik', 'grants', '--role', 'siapa')).output).toContain('no such role');
    const shown = await cli('pemilik', 'grants', '--role', 'bot');
    expect(shown.output).toContain('REVOKE UPDATE, DELETE ON "audit" FROM "bot";');
    expect(shown.output).toContain('Nothing was changed');
    expect(await cli('pemilik', 'grants', '--role', 'bot', '--apply')).toMatchObject({
      code: 0,
      output: expect.stringContaining('bot has its rights'),
    });

    const office = await openOffice({ database: await openPostgres(urlOf('bot')) });
    const siti = await registeredOwner(office);
    await siti.walk('lapor okt 2,5 jt', '>Benar');
    const { prisma } = office.database;
    await atomically(prisma, office.services, (inside) =>
      audit(inside, { actor: 'cli', action: 'audit.read' }),
    );
    for (const statement of [
      `UPDATE audit SET actor = 'x'`,
      'DELETE FROM audit',
      'TRUNCATE audit',
      'ALTER TABLE audit DISABLE TRIGGER ALL',
      'DROP TRIGGER audit_append_only ON audit',
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', 'x')`,
      'DROP TABLE audit',
    ])
      await expect(prisma.$executeRawUnsafe(statement), statement).rejects.toThrow(
        /permission denied|must be owner|42501/,
      );
    expect(await verifyAudit(office.services)).toMatchObject({ ok: true });
    await siti.walk('/hapus', 'hapus');
    expect(await prisma.person.count()).toBe(0);
    await office.close();
  });

  it('is told to ask the owner of the tables for what it may not do', async () => {
    expect(await cli('bot', 'grants', '--role', 'bot', '--apply')).toMatchObject({
      code: 1,
      output: expect.stringContaining('use the role that owns them'),
    });
    expect(await cli('bot', 'migrate')).toMatchObject({
      code: 0,
      output: expect.stringContaining('up to date'),
    });
  });
});
