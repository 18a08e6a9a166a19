import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openEmbedded,
  openEmbeddedRaw,
  openPostgres,
  openPostgresRaw,
  type Database,
} from '../../../src/database.ts';
import { makeBackup, type BackupMade } from '../../../src/services/backup/write.ts';
import { listBackups } from '../../../src/services/backup/folder.ts';
import type { Restored } from '../../../src/services/backup/restore.ts';
import { leaveSafeMode, sendingHalted, setStopped } from '../../../src/services/core/instance.ts';
import { changeStanding, withdrawInvitation } from '../../../src/services/roles/member-changes.ts';
import { invite, redeemInvitation } from '../../../src/services/office/members.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { setReminders } from '../../../src/services/people/people.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { testClock, HOUR } from '../../support/clock.ts';
import { isLong } from '../../support/long.ts';
import { invitedOfficer } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { announced } from '../../support/announced.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';
import {
  BACKUP_KEY,
  backUp,
  contentOf,
  keepJournal,
  restoreOf,
  temporaryFolder,
} from '../../support/restore.ts';
import { findInDatabase } from '../../support/search.ts';
import { emptyEmbedded, emptyTarget } from '../../support/database.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { storedOwner } from '../../support/people.ts';

const KEY = new Uint8Array(32).fill(7);

interface PersonRow {
  readonly id: number;
  readonly number: string;
  readonly accountId: number;
}

async function personOf(database: Database, owner: Owner): Promise<PersonRow> {
  const account = await database.prisma.account.findUniqueOrThrow({
    where: { chatId: owner.person.id },
    select: { id: true, activePerson: { select: { id: true, number: true } } },
  });
  if (account.activePerson === null) throw new Error('expected somebody who is registered');
  return { ...account.activePerson, accountId: account.id };
}

/** Changes of every kind, as owners and the office make them in a morning. */
async function busyMorning(office: Office): Promise<void> {
  const clock = office.clock;
  for (let round = 0; round < (isLong ? 5 : 1); round++) {
    const owner = await registeredOwner(office);
    await owner.walk('lapor September 3 juta', '>Benar');
    await owner.walk('lapor Agustus 2 juta', '>Benar');
    await owner.walk('/tanya', 'kapan ada pelatihan?');
    await owner.walk('/dataku', '>Ubah data', '>1', 'Siti Maharani', '>Simpan');
    await owner.walk('/kemitraan', '>Tidak');
    clock.advance(60_000);
  }
  const number = await atomically(office.database.prisma, office.services, async (inside) =>
    invite(inside, 'cli', {
      name: 'Rini',
      role: 'staff',
      rights: [],
      kecamatan: [],
      post: undefined,
      letter: undefined,
    }),
  );
  expect(number.kind).toBe('invited');
}

describe('a backup that is restored after changes of every kind', () => {
  const clock = testClock();
  let office: Office;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: PostgresServer;
  let made: BackupMade;
  let restored: Restored;
  let people: Record<'siti' | 'wati' | 'sari', PersonRow>;
  let codes: { readonly open: string; readonly used: string };
  let revoked: string;
  let reduced: string;
  let counts: Readonly<Record<string, number>>;
  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);

  beforeAll(async () => {
    folder = await temporaryFolder('restore');
    server = await startPostgres(join(folder.path, 'postgres'));
    office = await openOffice({ clock });
    const [siti, wati, sari] = [
      await storedOwner(office),
      await storedOwner(office),
      await storedOwner(office),
    ];
    await siti.walk('/dataku', '>Ubah data', '>1', 'Zulaikha Wijayanti', '>Simpan');
    people = {
      siti: await personOf(office.database, siti),
      wati: await personOf(office.database, wati),
      sari: await personOf(office.database, sari),
    };
    const budi = await invitedOfficer(office, { name: 'Budi Santoso' });
    revoked = budi.member.number;
    const admin = await invitedOfficer(office, { name: 'Sri Wahyuni', role: 'admin', rights: ['send'] });
    const tono = await invitedOfficer(office, { name: 'Tono Wibowo', rights: ['send', 'nik'] });
    reduced = tono.member.number;
    const toInvite = {
      role: 'staff' as const,
      rights: [],
      kecamatan: [],
      post: undefined,
      letter: undefined,
    };
    const used = await inside((it) => invite(it, 'cli', { ...toInvite, name: 'Rini' }));
    const open = await inside((it) => invite(it, 'cli', { ...toInvite, name: 'Dewi' }));
    const taken = await inside((it) => invite(it, 'cli', { ...toInvite, name: 'Fitri' }));
    if (used.kind !== 'invited' || open.kind !== 'invited' || taken.kind !== 'invited')
      throw new Error('expected three invitations');
    codes = { used: used.code, open: open.code };
    await announced(office, { code: 'AB12CD', sent: false });
    // Half a registration: the nudge of tomorrow morning would go to her.
    await office.owner().walk('/start', '>Daftarkan usaha saya', '>Setuju', 'Ratna Dewi');

    made = await backUp(office, folder.path);
    await keepJournal(office, folder.path);
    counts = { person: await office.database.prisma.person.count() };

    await busyMorning(office);
    await siti.walk('/hapus', 'hapus');
    await inside((it) => setReminders(it, people.wati.id, false));
    await office.database.prisma.consent.updateMany({
      where: { personId: people.sari.id, purpose: 'registration' },
      data: { withdrawnAt: clock.now() },
    });
    await inside((it) => revokeMember(it, 'cli', revoked));
    await inside((it) =>
      changeStanding(it, admin.member, reduced, { rights: ['nik'], kecamatan: ['35.25.11'] }),
    );
    await inside((it) => withdrawInvitation(it, 'cli', taken.id));
    const rini = office.owner('Rini');
    await rini.say('/start');
    const { id: accountId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: rini.person.id },
    });
    await inside((it) => redeemInvitation(it, codes.used, { accountId, name: 'Rini' }));
    await inside((it) => setStopped(it, 'cli', true));
    await inside((it) => setStopped(it, 'cli', false));
    await keepJournal(office, folder.path);
    clock.advance(30 * HOUR);
  });
  afterAll(async () => {
    await office.close();
    await server.stop();
    await folder.remove();
  });

  describe.each(['pglite', 'postgresql'] as const)('into %s', (kind) => {
    let database: Database;
    beforeAll(async () => {
      const target = join(folder.path, `target-${kind}`);
      const raw =
        kind === 'pglite'
          ? await openEmbeddedRaw(await emptyEmbedded(target))
          : await openPostgresRaw(server.url);
      restored = await restoreOf(office, folder.path, made.path, raw);
      database = kind === 'pglite' ? await openEmbedded(target) : await openPostgres(server.url);
    });
    afterAll(() => database.close());

    it('the erased stays erased: no row, no word', async () => {
      expect(await database.prisma.person.count()).toBe((counts['person'] ?? 0) - 1);
      expect(await database.prisma.person.findUnique({ where: { number: people.siti.number } })).toBeNull();
      expect(await database.prisma.account.findUnique({ where: { id: people.siti.accountId } })).toBeNull();
      expect(await findInDatabase(database, KEY, ['Zulaikha'])).toEqual([]);
      expect(
        await database.prisma.erasure.findUnique({ where: { personNumber: people.siti.number } }),
      ).not.toBeNull();
    });

    it('who opted out is out, a withdrawn consent is withdrawn', async () => {
      expect(
        await database.prisma.person.findUniqueOrThrow({ where: { number: people.wati.number } }),
      ).toMatchObject({ reminders: false });
      expect(
        await database.prisma.consent.count({
          where: { personId: people.sari.id, purpose: 'registration', withdrawnAt: null },
        }),
      ).toBe(0);
      expect(
        await database.prisma.consent.count({
          where: { personId: people.wati.id, purpose: 'registration', withdrawnAt: null },
        }),
      ).toBe(1);
    });

    it('a revoked role is revoked, a used invitation is spent, one that nobody used is not', async () => {
      expect(await database.prisma.member.findUniqueOrThrow({ where: { number: revoked } })).toMatchObject({
        revokedBy: 'cli',
      });
      const invitations = await database.prisma.invitation.findMany({ orderBy: { id: 'asc' } });
      expect(invitations.map((it) => it.outcome)).toEqual([
        'confirmed',
        'confirmed',
        'confirmed',
        'withdrawn',
        null,
        'withdrawn',
      ]);
      expect(await database.prisma.member.findUniqueOrThrow({ where: { number: reduced } })).toMatchObject({
        rights: ['nik'],
        kecamatan: ['35.25.11'],
        revokedAt: null,
      });
    });

    it('the stop that was set and taken back in between stands as it stood last', async () => {
      expect(await database.prisma.instance.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({
        mode: 'demo',
        stoppedAt: null,
      });
    });

    it('nothing is sent until a person says so; then nothing that may have been sent before', async () => {
      const services = { ...office.services, db: database.prisma };
      expect(await sendingHalted(services)).toBe('safe-mode');
      const next = await openOffice({ database: { ...database, close: async () => undefined }, clock });
      for (const job of ['nudge', 'announcements']) await next.runJob(job);
      expect(next.simulator.callsOf('sendMessage')).toEqual([]);
      expect(await database.prisma.announcement.findFirstOrThrow()).toMatchObject({
        status: 'held',
        statusReason: 'restored',
      });

      expect(await inTransaction(services, (inside) => leaveSafeMode(inside, 'cli'))).toBe(true);
      expect(await inTransaction(services, (inside) => leaveSafeMode(inside, 'cli'))).toBe(false);
      await next.runJob('announcements');
      const texts = next.simulator.callsOf('sendMessage').map((call) => JSON.stringify(call));
      expect(texts.filter((text) => !text.includes('AB12CD'))).toEqual([]);
      await next.close();
    });

    it('new rows and receipts get numbers that were never given out', async () => {
      const highest = await office.database.prisma.person.aggregate({ _max: { id: true } });
      const made = await database.prisma.account.create({
        data: { office: 'gresik', chatId: 4_242_424_242n },
      });
      expect(made.id).toBeGreaterThan(highest._max.id ?? 0);
      expect(made.id).toBeGreaterThan(100_000);
    });

    it('knows what was replayed, so that the next backup does not replay it again', async () => {
      expect(restored.younger).toBeGreaterThan(5);
      const uids = (await database.prisma.journalEntry.findMany()).map((it) => it.uid);
      expect(new Set(uids).size).toBe(uids.length);
      expect(await database.prisma.journalEntry.findMany({ where: { exportedAt: null } })).toEqual([]);
      // Once in `npm test`: a backup of what was restored holds the same, whichever database it is in.
      if (kind === 'pglite' && !isLong) return;
      const services = { ...office.services, db: database.prisma };
      const again = await makeBackup({
        prisma: database.prisma,
        kind: database.kind,
        services,
        key: BACKUP_KEY,
        folder: join(folder.path, `again-${kind}`),
      });
      const target = await emptyTarget();
      const twice = await restoreOf(office, folder.path, again.path, target.raw);
      expect(twice.younger).toBe(0);
      const reopened = await target.opened();
      const left = { ...(await contentOf(reopened)) };
      const right = { ...(await contentOf(database)) };
      // What a restore and a backup themselves write.
      for (const name of ['instance', 'audit', 'counter', 'announcement', 'outgoing']) {
        delete left[name];
        delete right[name];
      }
      expect(left).toEqual(right);
      await reopened.close();
    });
  });

  it('is found by its folder, the newest last', async () => {
    expect((await listBackups(join(folder.path, 'backups'), made.header.botId)).map((it) => it.path)).toEqual(
      [made.path],
    );
  });
});
