import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

// The clock of the tests begins on Monday, 2 November 2026, at 10.00.
describe('answers that are ready', () => {
  let office: Office;
  let admin: MemberInChat;
  let budi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    admin = await officer(office, { name: 'Kepala Dinas', role: 'admin', rights: [] });
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
  });
  afterAll(() => office.close());

  const answer = async (text: string): Promise<void> => {
    const person = await office.database.prisma.person.findFirstOrThrow({
      include: { accounts: { select: { accountId: true } } },
    });
    const accountId = person.accounts[0]?.accountId ?? 0;
    const { id } = await inTransaction(office.services, (inside) =>
      openCase(inside, { kind: 'question', accountId, personId: person.id, text }),
    );
    await budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.answer`));
  };
  const heard = (part: string): string | undefined =>
    siti.person.messages
      .filter((it) => it.from.is_bot)
      .map(textOf)
      .findLast((it) => it.includes(part));

  it('are made by an admin, with places for the owner alone', async () => {
    await admin.walk('/petugas', '>Jawaban siap pakai', '>Tambah jawaban', 'Cetak ulang NIB');
    await admin.say('{sapaan}, NIB {nik} sudah ada.');
    expect(admin.last).toContain('Di dalam kurung hanya boleh {sapaan} atau {nama}.');
    await admin.say('{sapaan}, NIB bisa dicetak lagi di oss.go.id, gratis.');
    expect(admin.last).toContain('tersimpan');
    await budi.say('/petugas');
    expect(budi.buttons).not.toContain('Jawaban siap pakai');
  });

  it('are offered where an owner is written to, with this owner in them, and can be sent as they are', async () => {
    await answer('Kertas NIB saya hilang');
    expect(budi.buttons[0]).toBe('Cetak ulang NIB');
    await budi.tap('Cetak ulang NIB');
    expect(budi.last).toContain('Bu Siti, NIB bisa dicetak lagi di oss.go.id, gratis.');
    await budi.tap('Kirim jawaban ini');
    await office.idle();
    expect(heard('Bu Siti, NIB bisa dicetak lagi')).toContain('pesan dari petugas Budi Santoso');
  });

  it('can be written anew before they are sent', async () => {
    await answer('NIB hilang lagi');
    await budi.walk('>Cetak ulang NIB', 'Bu Siti, NIB dicetak di kantor kecamatan, gratis.');
    await office.idle();
    expect(heard('dicetak di kantor kecamatan')).toBeDefined();
  });

  it('outside office hours an answer waits for the office to open, with all that follows it, unless it is sent by a press', async () => {
    office.clock.set('2026-11-06T14:00:00Z');
    await answer('Kapan pelatihan?');
    await budi.say('Hari Rabu, Bu.');
    expect(budi.last).toContain('jawaban sampai di pemilik Senin, 9 November 2026 pukul 08.00 WIB.');
    await budi.say('Di balai desa.');
    await office.idle();
    // Saturday: it is not quiet, but nothing goes before what waits.
    office.clock.set('2026-11-07T03:00:00Z');
    await office.idle();
    expect(heard('Hari Rabu, Bu.')).toBeUndefined();
    expect(heard('Di balai desa.')).toBeUndefined();
    office.clock.set('2026-11-09T01:00:00Z');
    await office.idle();
    expect(heard('Hari Rabu, Bu.')).toBeDefined();
    expect(heard('Di balai desa.')).toBeDefined();
    office.clock.set('2026-11-09T14:00:00Z');
    await answer('Masih buka?');
    await budi.walk('Sudah tutup, Bu.', '>Kirim sekarang');
    expect(budi.last).toContain('Sudah dikirim ke pemilik.');
    await office.idle();
    expect(heard('Sudah tutup, Bu.')).toBeDefined();
    // From the end of the office's hours on, long before the quiet ones.
    office.clock.set('2026-11-10T09:30:00Z');
    await answer('Sore-sore begini?');
    await budi.say('Besok saya jawab lengkap, Bu.');
    expect(budi.last).toBe(
      'Tersimpan. Kantor sedang tutup, jadi jawaban sampai di pemilik Rabu, 11 November 2026 pukul 08.00 WIB.',
    );
    expect(budi.buttons).toContain('Kirim sekarang');
    await office.idle();
    expect(heard('Besok saya jawab')).toBeUndefined();
    office.clock.set('2026-11-11T01:00:00Z');
    await office.idle();
    expect(heard('Besok saya jawab')).toBeDefined();
  });

  it('are offered to nobody any more once an admin has ended them', async () => {
    await admin.walk('/petugas', '>Jawaban siap pakai', '>Cetak ulang NIB', '>Hapus dari daftar');
    await admin.tap('Ya, hapus dari daftar');
    expect(admin.last).toContain('Sudah dihapus dari daftar.');
    await answer('NIB?');
    expect(budi.buttons).not.toContain('Cetak ulang NIB');
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
