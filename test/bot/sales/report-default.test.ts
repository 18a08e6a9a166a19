import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '../../support/clock.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { reportRows } from '../../support/reports.ts';

describe('the month of a report that names none', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ clock: testClock('2026-10-20T03:00:00Z') });
  });
  afterAll(() => office.close());

  const months = async (chatId: number): Promise<readonly string[]> =>
    (await reportRows(office, chatId)).map((row) => `${row.month} ${row.amount}`);

  it('is the one that the bot has asked for within a day', async () => {
    const siti = await registeredOwner(office);
    office.clock.set('2026-12-01T02:00:00Z');
    await office.runJob('report-reminders');
    expect(siti.last).toContain('Contoh: lapor 2,5 juta');
    await siti.walk('lapor 2,5 juta', 'ya');
    expect(await months(siti.person.id)).toEqual(['2026-11 2500000']);
    // A report that was begun and left asked for its month just now.
    await siti.walk('lapor 2 jt');
    expect(siti.last).toContain('untuk bulan Oktober 2026');
  });

  it('is asked with the confirmation when two are due and none was asked for', async () => {
    office.clock.set('2026-10-21T03:00:00Z');
    const siti = await registeredOwner(office);
    office.clock.set('2026-12-05T03:00:00Z');
    await siti.say('lapor 2,5 juta');
    expect(siti.last).toBe(
      'Saya catat Rp2.500.000 (dua juta lima ratus ribu rupiah), usaha Otak-otak Bu Siti. Untuk bulan yang mana, Bu?',
    );
    expect(siti.buttons).toEqual(['November 2026', 'Oktober 2026', 'Bulan lain']);
    await siti.tap('Oktober 2026');
    expect(await months(siti.person.id)).toEqual(['2026-10 2500000']);
    await siti.walk('lapor sama seperti bulan lalu');
    expect(siti.last).toContain('Rp2.500.000 (dua juta lima ratus ribu rupiah) untuk bulan November 2026');
  });

  it('is none from before the month that a registration asks for', async () => {
    office.clock.set('2026-12-05T04:00:00Z');
    const siti = await registeredOwner(office);
    await siti.walk('lapor 2 jt');
    expect(siti.last).toContain('untuk bulan November 2026');
    await siti.walk('>Benar', 'lapor 2 jt');
    expect(siti.last).toMatch(/^November 2026 sudah dilaporkan/);
    await siti.walk('>Biarkan', '/lapor', '2,5 jt');
    expect(siti.last).toMatch(/^November 2026 sudah dilaporkan/);
  });

  it('is asked back with the amount when another one is named', async () => {
    office.clock.set('2026-12-05T05:00:00Z');
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', 'Omzet bulan ini 2,5 jt');
    expect(siti.last).toContain('Saya catat Rp2.500.000 (dua juta lima ratus ribu rupiah)');
    expect(siti.last).toContain('Untuk bulan yang mana, Bu?');
    expect(siti.buttons).toEqual(['Oktober 2026', 'Desember, sementara', 'Bulan lain']);
    await siti.walk('>Oktober 2026', '>Masih sama');
    expect(siti.last).toContain('2. Penjualan: Rp2.500.000 (dua juta lima ratus ribu rupiah)');
    await siti.walk('>Kirim', '/lapor', '>November 2026', 'sama seperti bulan lalu');
    expect(siti.last).toContain('Rp2.500.000 (dua juta lima ratus ribu rupiah) untuk bulan November 2026');
    await siti.walk('oktober 3 jt', '>Oktober 2026');
    expect(siti.last).toMatch(/^Oktober 2026 sudah dilaporkan/);
    await siti.tap('Ubah');
    expect(siti.last).toContain('menjadi Rp3.000.000 (tiga juta rupiah)');
    await siti.walk('/menu', '/lapor', '>Bulan lain', '>Agustus 2026', 'sama');
    expect(siti.last).toContain('Belum ada angka bulan sebelumnya, Bu.');
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
