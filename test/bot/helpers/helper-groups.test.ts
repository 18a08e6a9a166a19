import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { assistedOwner, byHand, type AssistedOwner } from '../../support/assisted.ts';
import { admitGroups, answeredAll } from '../../support/groups.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { inClear } from '../../support/partnership.ts';

describe('a member of a group who does not use Telegram', () => {
  let office: Office;
  let rina: MemberInChat;
  let lia: MemberInChat;
  let nur: Owner;
  let ani: AssistedOwner;
  beforeAll(async () => {
    office = await openOffice();
    rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    lia = await officer(office, { name: 'Lia', role: 'helper', rights: [], kecamatan: ['35.25.01'] });
    nur = await registeredOwner(office);
    await admitGroups(office.services);
    await answeredAll(office.services);
    ani = await assistedOwner(office, rina.member, { name: 'Ani Lestari', business: 'Kerupuk Bu Ani' });
    await office.database.prisma.business.updateMany({ data: { nibStatus: 'has' } });
    await nur.walk('/start', '>Lainnya', '>Kelompok usaha', '>Buat kelompok', '>KUB (usaha bersama)');
    await nur.walk('KUB Kerupuk Pangkah', '>Setuju');
  });
  beforeEach(() => office.clock.advance(60_000));
  afterAll(() => office.close());

  const consents = (purpose: string) =>
    office.database.prisma.consent.findMany({
      where: { personId: ani.personId, purpose, withdrawnAt: null },
      orderBy: { id: 'asc' },
    });

  it('joins by a consent that was read aloud before a witness, and the head is told', async () => {
    await rina.act(byHand(`s.help.o.${ani.businessId}`));
    await rina.tap('Kelompok usahanya');
    expect(rina.last).toBe('Bu Ani (Kerupuk Bu Ani) belum ikut kelompok usaha.');
    await rina.walk('>Masuk kelompok', '>KUB Kerupuk Pangkah');
    expect(rina.last).toContain('Mohon dibacakan kepada pemilik:');
    expect(rina.last).toContain('Ketua melihat: nama usaha Bapak/Ibu');
    await rina.walk('>Dibacakan, setuju lisan', 'Pak Karno');
    expect(rina.last).toBe('Sudah masuk kelompok. Ketuanya dikabari.');
    await office.idle();
    expect(nur.last).toBe('Ada anggota baru di KUB Kerupuk Pangkah.');
    const { id } = await office.database.prisma.group.findFirstOrThrow();
    const [given] = await consents(`group:${id}`);
    expect(given).toMatchObject({
      button: 'oral',
      text: expect.stringContaining('Ketua melihat: nama usaha Bapak/Ibu'),
      details: { helper: rina.member.number, way: 'oral', agreedOn: '2026-11-02' },
    });
    expect(await inClear(office, 'Pak Karno')).toEqual([]);
    const mine = await myData(office.services, ani.personId);
    expect(mine.consents.map((it) => it.details)).toContainEqual(
      expect.objectContaining({ way: 'oral', witness: 'Pak Karno' }),
    );
    // A second time there is nothing to join, and nothing is written.
    await rina.act(byHand(`s.help.g.${ani.businessId}.join.${id}`));
    await rina.walk('>Dibacakan, setuju lisan', 'Pak Karno');
    expect(rina.last).toContain('Itu tidak bisa lagi.');
    expect(await consents(`group:${id}`)).toHaveLength(1);
  });

  it('is asked through the helper, answers what the programme asks, goes along, and counts', async () => {
    const { prisma } = office.database;
    await nur.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Pangkah', '>Daftarkan ke program');
    await nur.tap(/mulai 2$/);
    await office.idle();
    expect(rina.last).toContain('Bu Ani (Kerupuk Bu Ani) anggotanya dan tidak memakai Telegram.');
    await rina.tap('Kelompok usahanya');
    await rina.tap(/^Ikut: /);
    expect(rina.last).not.toContain('Yang akan dilihat');
    await rina.walk('>Tidak', '>Ya');
    expect(rina.last).toContain('Jawabannya sudah dicatat.');
    await rina.tap('Kelompok usahanya');
    await rina.tap(/^Ikut: /);
    expect(rina.last).toContain('Yang akan dilihat: nama pemilik');
    expect(rina.last).toContain('Baru sesudah Bapak/Ibu diterima mitra');
    await rina.walk('>Tanda tangan hari ini');
    expect(rina.last).toContain('ikut mendaftar begitu ketua mengirimnya');
    const [given] = await consents('partner:sig-supply');
    const waiting = await prisma.groupApplication.findFirstOrThrow();
    expect(given).toMatchObject({
      button: 'signed',
      details: { helper: rina.member.number, way: 'signed', groupApplication: String(waiting.id) },
    });
    await nur.walk('/start', '>Lainnya', '>Kelompok usaha', '>KUB Kerupuk Pangkah');
    await nur.tap(/^Pendaftaran: /);
    expect(nur.last).toContain('• Kerupuk Bu Ani: ikut');
    await nur.walk('>Ikut mendaftar', '>Setuju', '>Lihat pendaftaran', '>Kirim pendaftaran', '>Ya, kirim');
    const applications = await prisma.application.findMany({ orderBy: { businessId: 'asc' } });
    expect(applications).toHaveLength(2);
    expect(applications.find(({ personId }) => personId === ani.personId)).toMatchObject({
      status: 'submitted',
      consentId: given?.id,
      nikBy: 'officer',
      groupApplicationId: waiting.id,
    });
  });

  it('is touched by no helper who does not serve them, nor in a group elsewhere', async () => {
    const { prisma } = office.database;
    const { id } = await prisma.group.findFirstOrThrow();
    const before = await prisma.groupMember.count();
    for (const who of [lia, nur])
      for (const verb of ['', '.list.0', `.join.${id}`, `.along.1`, `.leave.${id}`, `.leave-yes.${id}`])
        expect((await who.act(byHand(`s.help.g.${ani.businessId}${verb}`))).join()).not.toMatch(/KUB|Ani/);
    const far = await assistedOwner(office, lia.member, { business: 'Jamu Jauh', kecamatan: '35.25.01' });
    await lia.act(byHand(`s.help.g.${far.businessId}.list.0`));
    expect(lia.last).toContain('Belum ada kelompok usaha lain');
    expect((await lia.act(byHand(`s.help.g.${far.businessId}.join.${id}`))).join()).not.toContain('KUB');
    expect(await prisma.groupMember.count()).toBe(before);
    expect(
      (await prisma.audit.findMany({ where: { action: 'helper.group' }, orderBy: { id: 'asc' } })).map(
        (it) => it.details,
      ),
    ).toEqual([
      expect.objectContaining({ did: 'join', group: id }),
      expect.objectContaining({ did: 'along', group: id }),
    ]);
  });

  it('leaves with what was applied for, also when they withdraw every consent', async () => {
    const { prisma } = office.database;
    const { id } = await prisma.group.findFirstOrThrow();
    await rina.act(byHand(`s.help.g.${ani.businessId}`));
    await rina.tap(/^Keluar: /);
    await rina.tap('Ya, keluar');
    expect(rina.last).toBe('Sudah keluar dari kelompok itu.');
    const own = { where: { personId: ani.personId } };
    expect(await prisma.application.findFirstOrThrow(own)).toMatchObject({ status: 'withdrawn' });
    expect(await consents(`group:${id}`)).toEqual([]);
    await rina.act(byHand(`s.help.g.${ani.businessId}.join.${id}`));
    await rina.walk('>Dibacakan, setuju lisan', 'Pak Karno');
    expect(await prisma.groupMember.count(own)).toBe(1);
    // The others are on the way: they follow at once.
    await rina.tap('Kelompok usahanya');
    await rina.tap(/^Ikut: /);
    await rina.walk('>Tanda tangan hari ini');
    expect(rina.last).toContain('Pendaftarannya sudah dikirim, menyusul anggota lain.');
    // Whom the head takes out hears of it through the helper.
    await nur.act(byHand(`group.out.${id}.${ani.personId}.quality`));
    await office.idle();
    expect(rina.last).toContain('mengeluarkan Bu Ani (Kerupuk Bu Ani) dari kelompok.\nAlasannya: Mutunya');
    expect(await consents('partner:sig-supply')).toEqual([]);
    await rina.act(byHand(`s.help.g.${ani.businessId}.join.${id}`));
    await rina.walk('>Dibacakan, setuju lisan', 'Pak Karno');
    await rina.act(byHand(`s.help.stop.${ani.businessId}.yes`));
    expect(await prisma.groupMember.count(own)).toBe(0);
    expect(await consents(`group:${id}`)).toEqual([]);
    expect(office.simulator.violations).toEqual([]);
  });
});
