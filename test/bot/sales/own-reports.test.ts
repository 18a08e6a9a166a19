import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { captions, reporter } from '../../support/reports.ts';

describe('Laporan saya', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('shows the chart, then every month with its figure, and what can be done under the last message', async () => {
    const siti = await reporter(office, 'agustus 2,8 jt', 'oktober sekitar 3,2 jt');
    const before = captions(siti).length;
    for (const words of [
      '>Laporan saya',
      'rekap',
      'riwayat',
      'grafik',
      'lihat laporan saya',
      'laporan saya',
    ]) {
      await siti.walk('/menu', words);
      expect(siti.last).toBe(
        'Laporan penjualan Otak-otak Bu Siti\nOkt 2026: sekitar Rp3.200.000\nSep 2026: belum ada laporan\nAgu 2026: Rp2.800.000',
      );
    }
    expect(captions(siti).slice(before)).toEqual(Array(6).fill('Penjualan 12 bulan terakhir.'));
    expect(
      siti.person.messages
        .at(-1)
        ?.reply_markup?.inline_keyboard?.flat()
        .map(({ text }) => text),
    ).toEqual(['Rekap untuk bank', 'Ubah laporan', 'Sembunyikan angka', 'Menu']);
    // "lapor" with a figure still reports.
    await siti.say('lapor september 2 jt');
    expect(siti.last).toContain('Saya catat Rp2.000.000');
  });

  it('leads to the correction of a month', async () => {
    const siti = await reporter(office, 'september 2,8 jt', 'oktober 3,2 jt');
    await siti.walk('laporan saya', '>Ubah laporan');
    expect(siti.buttons).toEqual(['Okt 2026', 'Sep 2026', 'Menu']);
    await siti.walk('>Sep 2026', '3 jt');
    expect(siti.last).toContain('September 2026 diubah dari Rp2.800.000');
  });

  it('has older months on a further page', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    const { businessId } = await office.database.prisma.salesReport.findFirstOrThrow({
      where: { business: { owner: { accounts: { some: { account: { chatId: siti.person.id } } } } } },
    });
    await office.database.prisma.salesReport.create({
      data: {
        office: 'gresik',
        businessId,
        number: 'L-2507-9999',
        month: '2025-07',
        amount: 1_000_000n,
        source: 'guided',
      },
    });
    await siti.say('laporan saya');
    expect(siti.last.split('\n')).toHaveLength(13);
    expect(siti.last).not.toContain('Jul 2025');
    await siti.tap('Bulan sebelumnya');
    expect(siti.last).toMatch(/Okt 2025: belum ada laporan[\s\S]*Jul 2025: Rp1\.000\.000$/);
  });

  it('has a sentence in the place of a chart with one bar, after the first report and later', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    expect(siti.last).toContain('Ini laporan pertama usaha ini. Grafiknya muncul mulai laporan kedua.');
    expect(siti.buttons).toContain('Ubah laporan ini');
    await siti.say('laporan saya');
    expect(siti.last).toContain('Okt 2026: Rp3.200.000\n\nGrafiknya muncul mulai laporan kedua.');
    expect(captions(siti)).toEqual([]);
  });

  it('keeps the buttons of a receipt where its picture could not be sent', async () => {
    const siti = await reporter(office, 'september 2,8 jt');
    await siti.say('lapor oktober 3,2 jt');
    office.simulator.failNext({ method: 'sendPhoto', code: 400, times: 1, chatId: siti.person.id });
    await siti.tap('Benar');
    const receipt = siti.person.messages.findLast((it) => it.text?.includes('sudah masuk'));
    expect(receipt?.reply_markup?.inline_keyboard?.flat().map(({ text }) => text)).toContain(
      'Ubah laporan ini',
    );
  });

  it('is for the owner alone: a number of somebody else leads nowhere', async () => {
    const stranger = await reporter(office, 'oktober 3,2 jt');
    const { businessId } = await office.database.prisma.salesReport.findFirstOrThrow({
      where: { business: { owner: { accounts: { some: { account: { chatId: stranger.person.id } } } } } },
    });
    const hadi = await registeredOwner(office);
    const shown = hadi.person.messages.at(-1)?.message_id ?? 0;
    for (const data of [
      `reports.see.${businessId}`,
      `reports.change.${businessId}`,
      `reports.see.${businessId}.1`,
    ])
      expect((await hadi.act((person) => person.pressData(shown, data)))[0]).toContain('sudah tidak dipakai');
    expect((await office.owner().say('laporan saya'))[0]).toContain('usahanya perlu didaftarkan dulu');
  });

  it('stands in a menu that stays short; the rest is behind "Lainnya"', async () => {
    const siti = await registeredOwner(office);
    await siti.say('/menu');
    expect(siti.buttons).toEqual([
      'Lapor Oktober 2026',
      'Laporan saya',
      'Permintaan saya',
      'Lihat pelatihan',
      'Tanya petugas',
      'Cek kemitraan',
      'Data saya',
      'Lainnya',
    ]);
    await siti.tap('Lainnya');
    expect(siti.buttons).toEqual([
      'Daftarkan usaha lain',
      'Usaha saya',
      'Kelompok usaha',
      'Apa benar ini resmi?',
      'Panduan',
      'Bahasa / Language',
      'Menu',
    ]);
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
