import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atOnce, taps } from '../../support/chat.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { reporter, reportRows } from '../../support/reports.ts';
import { rowsOf } from '../../support/rows.ts';

describe('answers to the questions of a report', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('leads back from the daily count to writing the total', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '>Hitung dari harian', '120 ribu', '>Kembali');
    expect(siti.last).toContain('Rata-rata sehari');
    await siti.tap('Kembali');
    expect(siti.last).toContain('Berapa hasil penjualan (omzet) bulan Oktober 2026?');
    await siti.say('3 jt');
    expect(siti.last).toContain('Rp3.000.000 (tiga juta rupiah) untuk bulan Oktober 2026');
  });

  it('says what counts, and that this is no tax report, then asks again', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '>Apa yang dihitung?');
    expect(siti.last).toMatch(
      /^Dihitung: uang tunai, transfer, QRIS, dan titipan yang sudah laku\.[\s\S]*Langkah 2 dari 3\nBerapa hasil penjualan/,
    );
    await siti.walk('buat apa, kena pajak?');
    expect(siti.last).toMatch(/ini bukan laporan pajak[\s\S]*Langkah 2 dari 3/);
  });

  it('shows both figures when one lies far from the months before, in place of the usual confirmation', async () => {
    const siti = await reporter(office, 'september 2,8 jt');
    await siti.walk('/lapor', '>Oktober 2026', '32 jt');
    expect(siti.last).toBe(
      'Saya catat Rp32.000.000 (tiga puluh dua juta rupiah) untuk bulan Oktober 2026.\nBulan September Rp2.800.000 (dua juta delapan ratus ribu rupiah). Memang naik, Bu?',
    );
    expect(siti.buttons).toEqual(['Ya, benar', 'Ubah']);
    await siti.walk('>Ubah', '320 rb');
    expect(siti.last).toContain('Memang turun, Bu?');
    await siti.walk('32');
    expect(siti.last).toContain('Memang naik, Bu?');
    expect(siti.buttons).toEqual(['Ya, Rp32.000.000', 'Bukan, tulis lagi']);
    await siti.walk('>Ya, Rp32.000.000', '>Masih sama', '>Kirim');
    expect((await reportRows(office, siti.person.id)).at(-1)).toMatchObject({
      amount: 32_000_000,
      toCheck: false,
    });
  });

  it('asks what can be read in two ways, and takes the pressed figure without a second confirmation', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '750');
    expect(siti.last).toBe('Maksudnya Rp750.000 (tujuh ratus lima puluh ribu rupiah), Bu?');
    await siti.walk('>Bukan, tulis lagi', '2 juta 500');
    expect(siti.buttons).toEqual(['Rp2.500.000', 'Rp2.000.500', 'Tulis lagi']);
    await siti.walk('>Rp2.500.000');
    expect(siti.last).toMatch(/^Langkah 3 dari 3\nTerakhir, yang bekerja 2 orang/);
    expect((await rowsOf(office, siti.person.id)).drafts.at(-1)?.answers['sales']).toMatchObject({
      value: { amount: 2_500_000 },
      words: '2 juta 500',
    });
  });

  it('asks who works there with the question, one by one when that is easier', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar', '>Berubah');
    expect(siti.last).toMatch(/^Langkah 3 dari 3\nSiapa saja yang bekerja di bulan Oktober\?/);
    await siti.walk('banyak');
    expect(siti.last).toMatch(/^Berapa orang, Bu\? Ibu sendiri ikut dihitung\./);
    await siti.walk('banyak sekali', '>Isi satu-satu');
    expect(siti.last).toMatch(/^Yang perempuan ada berapa/);
    await siti.walk('>3', '>1');
    expect(siti.last).toContain('3. Yang bekerja: 4 orang (1 laki-laki, 3 perempuan)');
    await siti.walk(
      '>Kirim',
      '/lapor',
      '>September 2026',
      '3 jt',
      '>Benar',
      '2 laki-laki, 3 perempuan',
      '>Kirim',
    );
    expect((await reportRows(office, siti.person.id)).map((row) => row.workers)).toEqual([
      [2, 3],
      [1, 3],
    ]);
  });

  it('lets who works there stay open after three answers that did not fit', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar', '>Berubah', 'banyak', 'banyak', 'banyak');
    expect(siti.buttons).toEqual(['Minta dibantu petugas', 'Coba tulis lagi', 'Lewati', 'Batal']);
    await siti.walk('>Lewati');
    expect(siti.last).toContain('3. Yang bekerja: belum diisi');
    const [receipt] = await siti.tap('Kirim');
    expect(receipt).toContain('Yang bekerja belum ditanyakan bulan ini.');
    expect((await reportRows(office, siti.person.id))[0]?.workers).toEqual([null, null]);
  });

  it('helps with the month in three steps; the form waits while an officer is asked', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', 'kemarin');
    expect(siti.last).toBe('Maksudnya bulan apa, Bu? Mohon tulis nama bulannya.');
    await siti.walk('kapan ya');
    expect(siti.last).toBe('Langkah 1 dari 3\nMohon tekan salah satu bulan ini.');
    await siti.walk('entah');
    expect(siti.buttons).toEqual(['Minta dibantu petugas', 'Coba tulis lagi', 'Batal']);
    const [asked] = await siti.tap('Minta dibantu petugas');
    expect(asked).toMatch(
      /^Baik, Bu Siti\. Permintaan Ibu nomor K-\d{4} sudah diteruskan ke petugas\.\n.*Jawaban yang sudah ada tetap tersimpan\.$/,
    );
    expect((await rowsOf(office, siti.person.id)).cases).toMatchObject([
      { kind: 'help', details: { form: 'report', question: 'month' } },
    ]);
    await siti.walk('/menu', '>Lanjut laporan penjualan', 'oktober');
    expect(siti.last).toMatch(/^Langkah 2 dari 3/);
  });

  it('helps with the amount in three steps, with counting from days and no sales among them', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', 'alhamdulillah lumayan');
    expect(siti.last).toMatch(/^Mohon tulis jumlah uangnya, Bu\. Kira-kira juga boleh\./);
    await siti.walk('untung 1 juta');
    // The reason that is known, then the buttons.
    expect(siti.last).toMatch(/^Itu untungnya, Bu\.[^]*Langkah 2 dari 3\nBoleh ditulis seperti ini/);
    expect(siti.buttons.slice(0, 2)).toEqual(['Hitung dari harian', 'Tidak berjualan']);
    await siti.walk('2 sampai 3 juta');
    expect(siti.buttons).toContain('Minta dibantu petugas');
    await siti.walk('>Coba tulis lagi', '2,5 juta');
    expect(siti.last).toContain('Rp2.500.000 (dua juta lima ratus ribu rupiah)');
  });

  it('understands months as people write them, and asks when one is not sure', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', 'desember');
    expect(siti.last).toBe('Maksudnya Desember 2025, Bu?');
    await siti.walk('>Bukan, tulis lagi', 'oktobr');
    expect(siti.buttons).toEqual(['Ya, Oktober 2026', 'Bukan, tulis lagi']);
    await siti.walk('agustus sampai september');
    expect(siti.buttons).toEqual(['Agustus 2026', 'September 2026', 'Tulis lagi']);
    await siti.walk('desember 2026');
    expect(siti.last).toMatch(/^Bulan itu belum datang, Bu\./);
    await siti.walk('bulan lalu');
    expect(siti.last).toContain('bulan Oktober 2026?');
    await siti.walk('>Kembali', '>Bulan lain');
    expect(siti.buttons).toEqual([
      'Oktober 2026',
      'September 2026',
      'Agustus 2026',
      'Juli 2026',
      'Juni 2026',
      'Mei 2026',
      'Kembali',
      'Batal',
    ]);
    await siti.walk('>Juni 2026');
    expect(siti.last).toContain('bulan Juni 2026?');
  });

  it('takes month and amount from one text', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', 'september 3 juta');
    expect(siti.last).toBe(
      'Saya catat Rp3.000.000 (tiga juta rupiah) untuk bulan September 2026. Sudah benar?',
    );
  });

  it('changes the month when one is written in place of the amount, and never takes an amount for another month', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/menu', '>Lapor Oktober 2026', 'september 3 jt');
    expect(siti.last).toContain('Saya catat Rp3.000.000 (tiga juta rupiah)');
    expect(siti.last).toContain('Untuk bulan yang mana, Bu?');
    expect(siti.buttons).toEqual(['Oktober 2026', 'September 2026', 'Bulan lain']);
    await siti.walk('september');
    expect(siti.last).toContain('Rp3.000.000 (tiga juta rupiah) untuk bulan September 2026');
    await siti.walk('agustus');
    expect(siti.last).toMatch(/Saya catat Rp3\.000\.000[^]* untuk bulan Agustus 2026|bulan Agustus 2026\?/);
  });

  it('confirms the amount again when the month is changed in the review', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '3 jt',
      '>Benar',
      '>Masih sama',
      '>Ubah jawaban',
      '>1',
      '>September 2026',
    );
    expect(siti.last).toMatch(
      /^Sudah diubah menjadi: September 2026\.[\s\S]*Saya catat Rp3\.000\.000 \(tiga juta rupiah\) untuk bulan September 2026\./,
    );
    await siti.walk('2,9 jt', '>Benar', '>Masih sama', '>Kirim');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ month: '2026-09', amount: 2_900_000 }]);
  });

  it('drops the reason of a zero that is corrected before sending', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '0',
      '>Sedang sepi',
      '>Masih sama',
      '>Ubah jawaban',
      '>2',
      '600 rb',
      '>Benar',
      '>Kirim',
    );
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ amount: 600_000, zeroReason: null }]);
  });

  it('offers to change an answer whose message was edited, and changes nothing by itself', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar');
    await siti.act((person) => person.edit('30 jt'));
    expect(siti.last).toBe('Pesan tadi diubah menjadi "30 jt". Dipakai sebagai jawaban?');
    await siti.walk('>Biarkan', '>Masih sama', '>Kirim');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ amount: 3_000_000 }]);
  });

  it('counts a double tap once, at every button', async () => {
    const siti = await registeredOwner(office);
    for (const step of ['/lapor', 'Oktober 2026', '3 jt', 'Benar', 'Masih sama']) {
      const before = siti.person.messages.length;
      if (step === '/lapor' || step === '3 jt') await siti.say(step);
      else expect(await atOnce(office, siti, taps(step), taps(step))).toContain('Sudah dicatat.');
      expect(siti.person.messages.length).toBe(before + 1);
    }
    await atOnce(office, siti, taps('Kirim'), taps('Kirim'));
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { amount: 3_000_000, versions: [{ version: 1 }] },
    ]);
    expect(siti.person.messages.filter((it) => it.text?.includes('sudah masuk'))).toHaveLength(1);
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
