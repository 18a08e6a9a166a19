import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedApplication } from '../../support/applications.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';

describe('Permintaan saya', () => {
  let office: Office;
  let ratna: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: [] });
  });
  afterAll(() => office.close());

  it('lists questions and applications, the newest first, with where they stand, and opens each', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/menu', '>Permintaan saya');
    expect(siti.last).toBe('Belum ada pertanyaan atau pengajuan, Bu.');
    await siti.walk('/tanya', 'Kapan ada pelatihan kemasan lagi?');
    const { id } = await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    office.clock.advance(HOUR);
    const business = await office.database.prisma.business.findFirstOrThrow({
      where: { owner: { accounts: { some: { account: { chatId: siti.person.id } } } } },
    });
    const { number } = await storedApplication(office.services, business.id, 'sig-supply', [
      'submitted',
      'verified',
    ]);

    await siti.say('pengajuan saya sampai mana ya');
    expect(siti.last.split('\n')).toEqual([
      'Permintaan saya',
      expect.stringMatching(/^1\. .+: sudah diperiksa petugas$/),
      '2. "Kapan ada pelatihan kemasan lagi?": menunggu petugas, paling lambat Kam 5 Nov',
    ]);
    expect(siti.buttons).toEqual([
      expect.stringMatching(/^1\. Pengajuan ke /),
      '2. Pertanyaan',
      'Tanya petugas',
      'Menu',
    ]);
    await siti.tap(/^1\. Pengajuan ke /);
    expect(siti.last).toContain(number);

    await ratna.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, `s.case.${id}`));
    await ratna.walk('>Tulis ke pemilik', 'Bulan Desember, Bu.');
    await office.idle();
    await siti.say('permintaan saya');
    expect(siti.last).toContain('2. "Kapan ada pelatihan kemasan lagi?": sudah dijawab petugas');
    await siti.tap('2. Pertanyaan');
    expect(siti.last).toMatch(
      /^Pertanyaan K-\d{4}\nDikirim .+\n\nKapan ada pelatihan kemasan lagi\?\n\nPetugas Ratna Wulandari, .+:\nBulan Desember, Bu\.\n\nSekarang: sudah dijawab petugas\.$/,
    );
    expect(siti.buttons).toEqual(['Balas', 'Permintaan saya', 'Menu']);
    await siti.walk('>Balas', 'Saya ikut, Bu.');
    expect(siti.last).toContain('Sudah kami sampaikan ke petugas');
  });

  it('shows nobody what somebody else has asked, neither in another chat nor on a shared phone', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/tanya', 'Pertanyaan rahasia saya');
    const { id } = await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const hadi = await registeredOwner(office);
    const shown = hadi.person.messages.at(-1)?.message_id ?? 0;
    expect((await hadi.act((person) => person.pressData(shown, `case.see.${id}`))).join()).not.toContain(
      'rahasia',
    );
    await siti.walk(
      '/daftar',
      '>Orang lain',
      '>Setuju',
      'Dewi Lestari',
      '>Ibu (perempuan)',
      '>Manyar',
      'Leran',
    );
    const dewi = ['Warung Dewi', '>Warung, toko', '2015', '>Hanya saya', '1 jt', '>Benar', '>Belum punya'];
    await siti.walk(...dewi, 'lewati', '>Kirim', '>Tidak usah', 'permintaan saya');
    expect(siti.last).toBe('Belum ada pertanyaan atau pengajuan, Bu.');
    const last = siti.person.messages.at(-1)?.message_id ?? 0;
    await siti.act((person) => person.pressData(last, `case.see.${id}`));
    expect(siti.last).toContain('milik orang lain');
  });

  it('has a button in the menu also for who has not registered, once they have asked something', async () => {
    const guest = office.owner();
    await guest.walk('/menu');
    expect(guest.buttons).not.toContain('Permintaan saya');
    await guest.walk('/tanya', 'Apakah layanan ini gratis?', '/menu', '>Permintaan saya');
    expect(guest.last).toContain('1. "Apakah layanan ini gratis?": menunggu petugas');
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
