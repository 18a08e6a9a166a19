import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { barePglite } from '../support/database.ts';
import { pendingChanges } from '../../prisma/pending-changes.mjs';
import { testDatabase } from '../support/database.ts';

it('the migrations make exactly what schema.prisma says', async () => {
  expect(await pendingChanges(await barePglite())).toBe('');
});

it('admins who held every right before papers could be opened may open them, and nobody else gains a right', async () => {
  const database = await testDatabase();
  const { member, invitation } = database.prisma;
  const all = ['send', 'export', 'nik'];
  const sealed = new Uint8Array([1]);
  const at = new Date('2026-11-02T03:00:00Z');
  const rows = [
    ['full', 'admin', all, null],
    ['fewer', 'admin', ['send', 'export'], null],
    ['officer', 'officer', all, null],
    ['gone', 'admin', all, at],
    ['new', 'admin', [...all, 'papers'], null],
  ] as const;
  for (const [number, role, rights, revokedAt] of rows)
    await member.create({
      data: {
        office: 'gresik',
        number,
        role,
        rights: [...rights],
        name: sealed,
        since: at,
        addedBy: 'cli',
        revokedAt,
      },
    });
  const waits = {
    office: 'gresik',
    role: 'admin',
    rights: all,
    name: sealed,
    createdBy: 'cli',
    createdAt: at,
    expiresAt: at,
  };
  await invitation.create({ data: { ...waits, codeHash: new Uint8Array([2]) } });
  await invitation.create({ data: { ...waits, codeHash: new Uint8Array([3]), decidedAt: at } });
  const file = new URL('../../prisma/migrations/20261130131000_admin_papers/migration.sql', import.meta.url);
  for (const statement of (await readFile(file, 'utf8')).split(/;\s*/).filter((it) => it.trim() !== ''))
    await database.prisma.$executeRawUnsafe(statement);
  const found = await member.findMany({ orderBy: { id: 'asc' }, select: { number: true, rights: true } });
  expect(found).toEqual(
    rows.map(([number, , rights]) => ({
      number,
      rights: number === 'full' ? [...all, 'papers'] : [...rights],
    })),
  );
  expect((await invitation.findMany({ orderBy: { id: 'asc' } })).map(({ rights }) => rights)).toEqual([
    [...all, 'papers'],
    all,
  ]);
  await database.close();
});
