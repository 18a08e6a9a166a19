import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../../src/config.ts';
import { keepJournal, backUp, temporaryFolder } from '../support/restore.ts';
import { commandLine, type Said } from '../support/command-line.ts';
import { testClock, DAY, HOUR } from '../support/clock.ts';
import { officer } from '../support/members.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type Owner,
} from '../support/office.ts';
import { findInDatabase } from '../support/search.ts';
import { SUPPLY_VERSION } from '../support/programme.ts';

const KEY = new Uint8Array(32).fill(7);
const BACKUP = Buffer.alloc(32, 9).toString('base64');

describe('the command line of an office', () => {
  const clock = testClock();
  let office: Office;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let run: (words: readonly string[], config?: Config) => Promise<Said>;
  const settings = (more: Readonly<Record<string, string>> = {}): Config =>
    readConfig({
      BOT_TOKEN: office.simulator.token,
      APP_KEY: Buffer.from(KEY).toString('base64'),
      TELEGRAM_API_ROOT: office.apiRoot,
      DATA_DIR: folder.path,
      BACKUP_KEY: BACKUP,
      BACKUP_DIR: join(folder.path, 'backups'),
      JOURNAL_DIR: join(folder.path, 'journal'),
      HEARTBEAT_URL: 'https://example.org/denyut',
      RETENTION_YEARS: '5',
      RETENTION_DAYS: '90',
      ...more,
    });
  const ownerOf = async (owner: Owner) =>
    office.database.prisma.person.findFirstOrThrow({
      where: { activeOf: { some: { chatId: owner.person.id } } },
      include: { businesses: true },
    });
  beforeAll(async () => {
    folder = await temporaryFolder('operations');
    office = await openOffice({ clock });
    run = (words, config = settings()) =>
      commandLine(
        { database: office.database, services: office.services, folder: folder.path },
        config,
      )(words);
  });
  afterAll(async () => {
    await office.close();
    await folder.remove();
  });

  it('invites the first admin with every right, for the whole kabupaten', async () => {
    const { code, said } = await run(['admin', '--name', 'Kepala Dinas', '--post', 'Kepala bidang']);
    expect(code).toBe(0);
    expect(said[1]).toMatch(/^Link: https:\/\/t\.me\/contoh_bot\?start=i-[\w-]{24}$/);
    const { id, role, rights, kecamatan } = await office.database.prisma.invitation.findFirstOrThrow();
    expect({ role, rights, kecamatan }).toEqual({
      role: 'admin',
      rights: ['send', 'export', 'nik', 'papers'],
      kecamatan: [],
    });
    expect((await run(['withdraw', String(id)])).code).toBe(0);
    expect((await run(['admin'])).code).toBe(2);
  });

  it('imports people whom an owner who registers is never told of', async () => {
    const { prisma } = office.database;
    const plain = office.owner();
    const twin = office.owner();
    // Typed, not proven: whoever proves the number may take the data over.
    const register = (owner: Owner): Promise<readonly string[]> =>
      owner.walk(
        ...registrationSteps.map((it) =>
          it.startsWith('>Kirim nomor') ? `0${owner.person.phone.slice(2)}` : it,
        ),
        '>Tidak usah',
      );
    await register(plain);
    const list = join(folder.path, 'lama.csv');
    await writeFile(
      list,
      `Nama;Kecamatan;Desa;Usaha;HP\nSiti Aminah;Gresik;Lumpur;Otak-otak Bu Siti;${twin.person.phone}\n`,
    );
    expect((await run(['import', list])).said).toContain('Stored: 1 businesses, 1 new people');
    await register(twin);
    const receipts = [plain, twin].map((owner) =>
      owner.person.messages
        .map((message) => message.text ?? '')
        .map((text) => text.replaceAll(/D-\d{4}-\d{4}/g, 'D').replaceAll(/08[\d-]{8,}/g, 'HP')),
    );
    expect(receipts[1]).toEqual(receipts[0]);
    const { phoneIndex } = await ownerOf(twin);
    expect(
      await prisma.person.findMany({
        where: { phoneIndex },
        select: { source: true },
        orderBy: { id: 'asc' },
      }),
    ).toEqual([{ source: 'import' }, { source: 'telegram' }]);
    expect((await run(['import', list])).said.join()).toContain('1 that stand there already');

    // The number of one neighbour for a whole group: its holder is shown nobody.
    const leader = office.owner();
    const group = ['Kasiati', 'Rohmah Azizah'].map(
      (name) => `${name};Gresik;Lumpur;Usaha ${name};${leader.person.phone}`,
    );
    await writeFile(list, ['Nama;Kecamatan;Desa;Usaha;HP', ...group].join('\n'));
    expect((await run(['import', list])).said).toContain('Stored: 2 businesses, 2 new people');
    await leader.walk(...registrationSteps, '>Tidak usah');
    expect(leader.person.messages.map((message) => message.text ?? '').join()).not.toMatch(/Kasiati|Rohmah/);
  });

  it('does not end the last admin without a word', async () => {
    const { prisma } = office.database;
    const { member } = await officer(office, { role: 'admin', name: 'Kepala Bidang' });
    const refused = await run(['revoke', member.number]);
    expect([refused.code, refused.warned.join()]).toEqual([1, expect.stringContaining('is the last admin')]);
    expect(await prisma.member.count({ where: { number: member.number, revokedAt: null } })).toBe(1);
    const done = await run(['revoke', member.number, '--last-admin']);
    expect([done.code, done.warned.join()]).toEqual([
      0,
      expect.stringContaining('There is no admin any more'),
    ]);
    expect(await prisma.member.count({ where: { number: member.number, revokedAt: null } })).toBe(0);
  });

  describe('erase', () => {
    it('says what would go, wants the number of the person, and does it once', async () => {
      const siti = await registeredOwner(office);
      await siti.walk('/dataku', '>Ubah data', '>1', 'Zulaikha Wijayanti', '>Simpan');
      await siti.walk('lapor okt 2,5 jt', '>Benar');
      const { number, businesses } = await ownerOf(siti);
      const receipt = businesses[0]?.number ?? '';
      const asked = await run(['erase', receipt]);
      expect(asked.code).toBe(1);
      expect(asked.said).toEqual([
        expect.stringMatching(new RegExp(`^${receipt} is of person ${number}.*1 business\\(es\\), 1 report`)),
      ]);
      expect(asked.warned).toEqual([`To do it: npm run cli -- erase ${receipt} --confirm ${number}`]);
      expect((await run(['erase', receipt, '--confirm', receipt])).code).toBe(1);
      expect(await findInDatabase(office.database, KEY, ['Zulaikha'])).not.toEqual([]);

      const done = await run(['erase', receipt, '--confirm', number]);
      expect(done.code).toBe(0);
      expect(done.said[0]).toContain(`Person ${number} is erased`);
      expect(await findInDatabase(office.database, KEY, ['Zulaikha'])).toEqual([]);
      const { prisma } = office.database;
      expect(await prisma.audit.findFirstOrThrow({ where: { action: 'person.erase' } })).toMatchObject({
        actor: 'cli',
        subject: number,
      });
      expect(await prisma.journalEntry.count({ where: { kind: 'erasure', subject: number } })).toBe(1);
      expect((await run(['erase', number])).warned.join()).toContain('nobody stands under');
    });

    it('leaves it to a person while an agreement runs, unless it is said that one has decided', async () => {
      const siti = await registeredOwner(office);
      const { id, number, businesses } = await ownerOf(siti);
      const { prisma } = office.database;
      const consent = await prisma.consent.findFirstOrThrow({ where: { personId: id } });
      await prisma.application.create({
        data: {
          office: 'gresik',
          number: 'P-2611-0001',
          businessId: businesses[0]?.id ?? 0,
          personId: id,
          personNumber: number,
          programmeId: 'sig-supply',
          programmeVersion: SUPPLY_VERSION,
          status: 'active',
          consentId: consent.id,
          nikBy: 'later',
          dueOn: '2026-11-05',
        },
      });
      const held = await run(['erase', 'p-2611-0001', '--confirm', number]);
      expect([held.code, held.warned.join()]).toEqual([
        1,
        expect.stringMatching(/Nothing was erased.*Case K-/),
      ]);
      expect(await prisma.person.count({ where: { id } })).toBe(1);
      expect((await run(['erase', number, '--confirm', number, '--despite-agreement'])).code).toBe(0);
      expect(await prisma.person.count({ where: { id } })).toBe(0);
    });
  });

  describe('doctor', () => {
    it('says in one screen that all is well', async () => {
      await office.database.prisma.instance.updateMany({ data: { lastPolledAt: clock.now() } });
      await officer(office, { role: 'admin', name: 'Budi Santoso' });
      await backUp(office, folder.path);
      await keepJournal(office, folder.path);
      await writeFile(join(folder.path, '.env'), 'BOT_TOKEN=x', { mode: 0o600 });
      await office.database.prisma.inboxUpdate.updateMany({ data: { outcome: 'handled' } });
      const { code, said } = await run(['doctor']);
      const states = said.filter((it) => /^(ok|look at this|broken)/.test(it));
      // The simulator's bot can join groups, as a new one can.
      expect(
        states.filter((it) => !it.startsWith('ok')).map((it) => it.replaceAll(/ {2,}/g, '|').split('|')[1]),
      ).toEqual([
        'database kind',
        'groups',
        // The role of the test's own server owns its tables.
        ...(office.database.kind === 'postgresql' ? ['audit log'] : []),
      ]);
      expect(code).toBe(0);
      for (const part of [
        'Bot API',
        'webhook',
        'profile',
        'clock',
        'queue',
        'last poll',
        'backups',
        'journal',
        '.env',
      ])
        expect(
          states.some((it) => new RegExp(`^ok +${part} `).test(it)),
          part,
        ).toBe(true);
    });

    it('says what to do about everything else', async () => {
      const { prisma } = office.database;
      await chmod(join(folder.path, '.env'), 0o644);
      await prisma.instance.updateMany({ data: { safeModeSince: clock.now() } });
      const siti = await registeredOwner(office);
      const { id: accountId } = await prisma.account.findUniqueOrThrow({ where: { chatId: siti.person.id } });
      await prisma.outgoing.create({
        data: {
          key: 'test:1',
          accountId,
          kind: 'member-welcome',
          params: { member: 'x' },
          notBefore: clock.now(),
          expiresAt: new Date(clock.now().getTime() + 9 * DAY),
        },
      });
      clock.advance(3 * HOUR);
      await prisma.instance.updateMany({ data: { conflictAt: clock.now() } });
      const { code, said } = await run(
        ['doctor'],
        settings({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9', BACKUP_DIR: join(folder.path, 'none') }),
      );
      expect(code).toBe(1);
      const text = said.join('\n');
      expect(text).toMatch(/broken +Bot API +Telegram cannot be reached/);
      expect(text).toMatch(/broken +last poll +180 minute\(s\) ago|broken +last poll +3 hours ago/);
      expect(text).toMatch(/another one fetched the updates of this bot .* ago \(409\)/);
      expect(text).toMatch(/look at this +sending +safe mode/);
      expect(text).toMatch(/look at this +queue +1 waiting, the oldest for 3 hours/);
      expect(text).toMatch(/broken +backups +none/);
      expect(text).toContain('.env: chmod 600');
      const wrong = await run(['doctor'], settings({ BOT_TOKEN: '123456:WRONG' }));
      expect(wrong.said.join('\n')).toMatch(/broken +Bot API +Telegram refuses the token/);
      expect(wrong.said.join('\n')).not.toContain('WRONG');
    });
  });

  describe('retention', () => {
    it('shows what is too old, takes it away only when told, and notes it', async () => {
      const { prisma } = office.database;
      const gone = await registeredOwner(office);
      const here = await registeredOwner(office);
      await gone.walk('lapor okt 2,5 jt', '>Benar');
      await here.walk('lapor okt 3 jt', '>Benar');
      const begun = office.owner('Ratna');
      await begun.walk('/start', '>Daftarkan usaha saya', '>Setuju', 'Ratna Dewi');
      const { id } = await ownerOf(gone);
      await prisma.business.updateMany({
        where: { ownerId: id },
        data: { status: 'closed', statusSince: clock.now() },
      });
      const consents = await prisma.consent.count();
      const before = { people: await prisma.person.count(), drafts: await prisma.draft.count() };
      const off = await run(['retention'], settings({ RETENTION_YEARS: 'off', RETENTION_DAYS: 'off' }));
      expect([off.code, off.said.join()]).toEqual([0, expect.stringContaining('off: nothing has an end')]);

      clock.advance(5 * 366 * DAY);
      const shown = await run(['retention']);
      expect(shown.said.join('\n')).toMatch(/^1 +\d{4}-.*owners whose businesses are all closed/m);
      expect(shown.said.join('\n')).toMatch(/^2 +\d{4}-.*words behind figures/m);
      expect(shown.said.at(-1)).toContain('Nothing was changed');
      expect(await prisma.draft.count()).toBe(before.drafts);

      expect((await run(['retention', '--yes'])).code).toBe(0);
      expect(await prisma.person.count()).toBe(before.people - 1);
      expect(await prisma.draft.count()).toBe(0);
      expect(await prisma.salesVersion.count({ where: { words: { not: null } } })).toBe(0);
      expect(await prisma.salesReport.count()).toBeGreaterThan(1);
      expect(await prisma.consent.count()).toBe(consents);
      const noted = await prisma.audit.findMany({
        where: { action: 'retention.forget' },
        select: { subject: true },
      });
      expect(new Set(noted.map((it) => it.subject))).toEqual(
        new Set(['owners', 'words', 'forms', 'messages']),
      );
      expect((await run(['retention'])).said.join('\n')).not.toMatch(/^[1-9]/m);
      // Whoever had left a form half filled goes on with an empty one.
      expect((await begun.walk('Ratna Dewi')).join()).not.toBe('');
      expect((await begun.walk('/daftar')).join()).not.toBe('');
    });
  });

  it('explains every command', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['import', 'erase', 'retention', 'doctor', 'backup', 'restore', 'export']) {
      expect(help.said.join('\n')).toContain(command);
      expect((await run([command, '--help'])).said.join('\n')).toContain('Usage: npm run cli --');
    }
  });
});
