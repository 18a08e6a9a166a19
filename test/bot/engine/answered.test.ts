import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { announceSteps } from '../../support/announce.ts';
import { heldButton } from '../../support/chat.ts';
import { isLong } from '../../support/long.ts';
import { officer } from '../../support/members.ts';
import { secondBusiness } from '../../support/reports.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type Owner,
} from '../../support/office.ts';

/** First lines of the messages that still have buttons. */
function alive(owner: Owner): readonly string[] {
  return owner.person.messages
    .filter((it) => it.reply_markup?.inline_keyboard !== undefined)
    .map((it) => textOf(it).split('\n')[0] ?? '');
}

/** The lines of answered questions, as the chat shows them. */
function lines(owner: Owner): readonly string[] {
  return owner.person.messages
    .map(textOf)
    .filter((it) => /^[^:\n]+: (?:✓ .+|\(diubah\)|\(dihapus\)|belum diisi)$/.test(it));
}

const registered = [
  'Nama: ✓ Siti Aminah',
  'Sapaan: ✓ Ibu (perempuan)',
  'Kecamatan: ✓ Gresik',
  'Desa/kelurahan: ✓ Lumpur',
  'Nama usaha: ✓ Otak-otak Bu Siti',
  'Jenis usaha: ✓ Makanan, minuman',
  'Mulai: ✓ tahun 2009',
  'Yang bekerja: ✓ 2 orang (2 perempuan)',
  'Penjualan: ✓ sekitar Rp3.000.000 (tiga juta rupiah) sebulan',
  'NIB: ✓ belum punya',
];

describe('answered questions', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('read like a form that is filled in; the receipt and what follows keep their buttons', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps);
    expect(lines(siti)).toEqual(registered);
    expect(alive(siti)).toEqual([
      'Selamat pagi, Bapak/Ibu.',
      expect.stringMatching(/^Terima kasih, Bu Siti\. Usaha Ibu sudah terdaftar/),
      expect.stringMatching(/^Boleh kami beri kabar/),
    ]);
    expect(office.simulator.violations).toEqual([]);
  });

  it('read so when every update comes three times and the bot is built anew between them', async () => {
    const disturbed = { tripled: isLong, rebuildAlways: isLong };
    const own = await openOffice(disturbed);
    const siti = own.owner();
    await siti.walk(...registrationSteps.slice(0, 8));
    disturbed.tripled = true;
    disturbed.rebuildAlways = true;
    await siti.walk(...registrationSteps.slice(8));
    expect(lines(siti)).toEqual(registered);
    await own.close();
  });

  it('say it when an answer is changed, and which ones went with it', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps.slice(0, 9), '>Kembali', '>Kembali', '>Kembali', '>Kembali');
    expect(siti.last).toContain('di kecamatan mana');
    await siti.tap('Kebomas');
    expect(lines(siti)).toEqual([
      'Nama: ✓ Siti Aminah',
      'Sapaan: ✓ Ibu (perempuan)',
      'Kecamatan: (diubah)',
      'Desa/kelurahan: (diubah)',
      'Nama usaha: ✓ Otak-otak Bu Siti',
      'Jenis usaha: ✓ Makanan, minuman',
      // Passed by on the way back, they say what still stands.
      'Jenis usaha: ✓ Makanan, minuman',
      'Nama usaha: ✓ Otak-otak Bu Siti',
      'Desa/kelurahan: (diubah)',
      'Kecamatan: ✓ Kebomas',
    ]);
  });

  it('state nothing any more once the answers are thrown away', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps.slice(0, 5), '>Batal', '>Hapus jawaban');
    expect(lines(siti)).toEqual(['Nama: (dihapus)', 'Sapaan: (dihapus)']);
    expect(alive(siti).slice(1)).toEqual([expect.stringContaining('dihapus')]);
  });

  it('count as figures where they say an amount of money, in a form that is open and in one that was sent', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps, '>Tidak usah', 'lapor oktober 2,5 jt', '>Benar');
    const hide = heldButton(siti, 'Sembunyikan angka');
    await siti.walk(...secondBusiness.slice(0, 10));
    expect(lines(siti).filter((it) => it.includes('Rp'))).toHaveLength(3);
    await siti.act(hide);
    expect(lines(siti).join()).not.toMatch(/Rp/);
    expect(lines(siti)).toContain('Nama: ✓ Siti Aminah');
  });

  it('shrink in the tools of the office, too', async () => {
    const ratna = await officer(office);
    await ratna.walk(...announceSteps);
    expect(lines(ratna).length).toBeGreaterThan(5);
    expect(alive(ratna).slice(1)).toEqual([
      'Menu petugas',
      // The message as others will get it.
      expect.stringMatching(/^Pengumuman resmi/),
      expect.stringMatching(/Sudah benar semua/),
    ]);
  });

  it('stay as they are where the office wants that', async () => {
    const own = await openOffice({ settings: { COLLAPSE_ANSWERS: 'off' } });
    const siti = await registeredOwner(own);
    expect(lines(siti)).toEqual([]);
    await own.close();
  });
});
