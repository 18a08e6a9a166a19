import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';

const first: readonly string[] = [
  '/petugas',
  '>Pendampingan',
  '>Daftarkan pemilik',
  '>Dibacakan, setuju lisan',
  'Karno',
  'Siti Aminah',
  '>Ibu (perempuan)',
  '>Gresik (kota)',
  'Lumpur',
  'Otak-otak Bu Siti',
  '>Makanan, minuman',
  '2009',
  '>Pemilik + 1 perempuan',
  '3 jt',
  '>Benar',
  '>Belum punya',
  '0812 3456 7890',
  '>Benar, simpan',
];

describe('a helper registers owners who do not use the bot', () => {
  let office: Office;
  let rina: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
  });
  beforeEach(() => office.clock.advance(60_000));
  afterAll(() => office.close());

  it('with the consent read aloud first, the owner in every message, and no chat linked', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Daftarkan pemilik');
    expect(rina.last).toContain('Membantu: pemilik');
    expect(rina.last).toContain('Mohon dibacakan kepada pemilik');
    expect(rina.last).toContain('Apakah Bapak/Ibu setuju?');
    await rina.walk('>Dibacakan, setuju lisan', 'Karno', 'Siti Aminah', '>Ibu (perempuan)');
    expect(rina.last).toContain('Membantu: Bu Siti');
    expect(rina.last).toContain('Tempat usaha Bu Siti di kecamatan mana?');
    await rina.walk('>Gresik (kota)', 'Lumpur', 'Otak-otak Bu Siti', '>Makanan, minuman', '2009');
    expect(rina.last).toContain('Membantu: Bu Siti (Otak-otak Bu Siti)');
    expect(rina.last).toContain('Langkah 8 dari 11');
    expect(rina.last).toContain('Bu Siti dan keluarga yang membantu ikut dihitung');
    expect(rina.buttons).toContain('Hanya pemilik');
    await rina.walk('>Pemilik + 1 perempuan', '3 jt', '>Benar', '>Belum punya');
    expect(rina.buttons).not.toContain('Kirim nomor HP ini');
    await rina.say('0812 3456 7890');
    expect(rina.last).toContain('Saksi: Karno');
    expect(rina.last).toContain('Senin, 2 November 2026');
    await rina.tap('Benar, simpan');
    expect(rina.last).toContain('Bu Siti sudah terdaftar');

    const { prisma } = office.database;
    const person = await prisma.person.findFirstOrThrow({ include: { accounts: true, businesses: true } });
    expect(person).toMatchObject({ source: 'helper', assistedBy: rina.member.number, accounts: [] });
    expect(person.businesses[0]).toMatchObject({ source: 'helper', workersFemale: 2, desa: '35.25.16.1006' });
    // The office looks at what a helper entered as at any other registration.
    expect(await prisma.verification.findMany({ select: { status: true } })).toEqual([{ status: 'waiting' }]);
    const consents = await prisma.consent.findMany();
    expect(consents).toHaveLength(1);
    expect(consents[0]).toMatchObject({
      purpose: 'registration',
      button: 'oral',
      details: { helper: rina.member.number, way: 'oral', agreedOn: '2026-11-02' },
    });
    expect(JSON.stringify(consents[0]?.details)).not.toContain('Karno');
    const logged = await prisma.audit.findFirstOrThrow({ where: { action: 'helper.register' } });
    expect(logged).toMatchObject({ actor: rina.member.number, subject: person.number });
  });

  it('of whom the next is from the same place with the same trade: one tap each', async () => {
    await rina.tap('Pemilik berikutnya');
    await rina.tap('Tanda tangan sebelumnya');
    expect(rina.last).toContain('Tanggal berapa lembarnya ditandatangani?');
    await rina.say('30-10-2026');
    await rina.walk('Hadi Purnomo', '>Bapak (laki-laki)');
    expect(rina.buttons[0]).toBe('Sama: Lumpur, Gresik (k…');
    await rina.tap('Sama: Lumpur, Gresik (kota)');
    expect(rina.last).toContain('Apa nama usaha Pak Hadi?');
    await rina.say('Warung Pak Hadi');
    await rina.tap('Sama: Makanan, minuman');
    await rina.walk('2015', '>Hanya pemilik', '750 ribu', '>Tidak tahu', '>Tidak punya HP');
    await rina.tap('Benar, simpan');
    expect(rina.last).toContain('Pak Hadi sudah terdaftar');
    const consent = await office.database.prisma.consent.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(consent).toMatchObject({ button: 'signed', details: { agreedOn: '2026-10-30' } });
    expect(consent.givenAt.toISOString()).toBe('2026-10-30T05:00:00.000Z');
    const business = await office.database.prisma.business.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(business).toMatchObject({ desa: '35.25.16.1006', kind: 'food', workersMale: 1, workersFemale: 0 });
  });

  it('in at most 18 taps and texts each, so that ten fit into an afternoon', async () => {
    const before = rina.actions;
    await rina.walk('/petugas', '>Pendampingan', '>Daftarkan pemilik', '>Dibacakan, setuju lisan');
    await rina.tap('Sama: Karno');
    await rina.walk('Ani Lestari', '>Ibu (perempuan)', '>Sama: Lumpur, Gresik (kota)');
    await rina.walk('Jamu Bu Ani', '>Sama: Makanan, minuman', '2020', '>Hanya pemilik');
    await rina.walk('500 ribu', '>Belum punya', '0813 1111 2222', '>Benar, simpan');
    expect(rina.last).toContain('Bu Ani sudah terdaftar');
    expect(rina.actions - before).toBeLessThanOrEqual(18);
  });

  it('several at a time: one is laid aside and gone on with, and nothing is lost', async () => {
    await rina.walk(...first.slice(0, 5), 'Budi Hartono', '>Bapak (laki-laki)', '>Manyar');
    await rina.walk(...first.slice(0, 5), 'Tutik Rahayu');
    await rina.walk('/petugas', '>Pendampingan');
    expect(rina.last).toContain('Belum selesai: 2');
    expect(rina.buttons).toContain('Lanjut: Pak Budi (4/11)');
    await rina.tap('Lanjut: Pak Budi (4/11)');
    expect(rina.last).toContain('Membantu: Pak Budi');
    expect(rina.last).toContain('Langkah 4 dari 11');
    await rina.walk('/petugas', '>Pendampingan', '>Lanjut: Tutik (2/11)');
    expect(rina.last).toContain('Membantu: Tutik');
    await rina.walk('>Ibu (perempuan)', '/petugas', '>Pendampingan');
    expect(rina.buttons).toContain('Lanjut: Bu Tutik (3/11)');
    expect(rina.buttons).toContain('Lanjut: Pak Budi (4/11)');
  });

  it('but not one who refuses: nothing of them is kept', async () => {
    const people = await office.database.prisma.person.count();
    await rina.walk('/petugas', '>Pendampingan', '>Daftarkan pemilik', '>Tidak setuju');
    expect(rina.last).toContain('Tidak ada yang disimpan');
    expect(await office.database.prisma.person.count()).toBe(people);
    const draft = await office.database.prisma.draft.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(draft).toMatchObject({ status: 'discarded', payload: null });
  });

  it('only where the helper works', async () => {
    const tono = await officer(office, {
      name: 'Tono',
      role: 'helper',
      rights: [],
      kecamatan: ['35.25.10'],
    });
    await tono.walk(...first.slice(0, 7));
    expect(tono.buttons).toContain('Manyar');
    expect(tono.buttons).not.toContain('Gresik (kota)');
    await tono.say('Gresik');
    expect(tono.last).toContain('Kecamatan itu belum ketemu');
  });

  it('and sees none of another helper, not by a button made by hand either', async () => {
    const { prisma } = office.database;
    const lia = await officer(office, { name: 'Lia', role: 'helper', rights: [] });
    const business = await prisma.business.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const draft = await prisma.draft.findFirstOrThrow({ where: { status: 'parked' } });
    const reads = await prisma.audit.count();
    for (const data of [
      `s.help.o.${business.id}`,
      `s.help.fix.${business.id}`,
      `s.help.go.${draft.id}`,
      `resume.${draft.id}`,
    ]) {
      const said = await lia.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, data));
      expect(said.join(), data).not.toMatch(/Siti|Otak|Budi|Membantu/);
    }
    await lia.walk('/petugas', '>Pendampingan');
    expect(lia.last).toContain('Usaha yang didampingi: 0');
    expect(lia.buttons).not.toContain('Pemilik saya');
    expect(await prisma.audit.count()).toBe(reads);
    await rina.act((it) => it.pressData(0, `s.help.o.${business.id}`));
    expect(rina.last).toContain('Otak-otak Bu Siti');
    expect(await prisma.audit.count({ where: { action: 'helper.read' } })).toBe(1);
  });

  it('and a helper whose role has ended has no way back to any of them', async () => {
    const { prisma } = office.database;
    await rina.walk(...first.slice(0, 7));
    await atomically(prisma, office.services, (inside) => revokeMember(inside, 'cli', rina.member.number));
    expect((await rina.say('Gresik')).join()).toContain('hanya untuk petugas');
    const business = await prisma.business.findFirstOrThrow({ orderBy: { id: 'asc' } });
    for (const data of [`s.help.o.${business.id}`, 's.help', 's.help.list', 's.help.owners', 's.help.sheet'])
      expect(
        (await rina.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, data))).join(),
      ).toContain('hanya untuk petugas');
    const unfinished = await prisma.draft.count({
      where: {
        form: 'helper-register',
        status: { in: ['open', 'parked'] },
        account: { members: { some: { number: rina.member.number } } },
      },
    });
    expect(unfinished).toBe(0);
  });
});

describe('updates that come three times, with the bot built anew between any two', () => {
  it('make one owner, one consent and one list of figures', async () => {
    const office = await openOffice({ tripled: true, rebuildAlways: true });
    const rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    await rina.walk(...first);
    await rina.walk('/petugas', '>Pendampingan', '>Daftarkan pemilik');
    office.clock.advance(60_000);
    // Nothing was answered, so the menu does not offer it; its own button still leads there.
    await rina.walk('/petugas', '>Pendampingan', '>Tidak setuju', '>Tidak setuju');
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '2,5jt');
    await rina.tap('Benar, dari pemiliknya');
    expect(rina.last).toContain('Baru: 1.');
    const { prisma } = office.database;
    expect(await prisma.person.count()).toBe(1);
    expect(await prisma.business.count()).toBe(1);
    expect(await prisma.consent.count()).toBe(1);
    expect(await prisma.salesVersion.count()).toBe(1);
    expect(await prisma.audit.count({ where: { action: 'helper.register' } })).toBe(1);
    const drafts = await prisma.draft.findMany({ orderBy: { id: 'asc' } });
    expect(drafts.map((it) => it.status)).toEqual(['submitted', 'discarded']);
    const [person] = await prisma.person.findMany({ select: { phoneIndex: true } });
    expect(person?.phoneIndex).not.toBeNull();
    const owner = office.owner();
    await owner.say('/start');
    await owner.act((it) => it.shareContact('6281234567890'));
    await owner.walk('>Ya, ambil alih', '>Setuju');
    expect(await prisma.personAccount.count()).toBe(1);
    expect(await prisma.consent.count()).toBe(2);
    await office.close();
  });
});
