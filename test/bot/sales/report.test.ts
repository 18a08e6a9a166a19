import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/simulator/simulator.ts';
import { openOffice, registeredOwner, registrationSteps, type Office } from '../../support/office.ts';
import { captions, reporter, reportRows, secondBusiness } from '../../support/reports.ts';

describe('the report question by question', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('takes five actions from the menu of an owner whose last month is missing', async () => {
    const siti = await registeredOwner(office);
    expect((await siti.say('/menu'))[0]).toBe(
      'Selamat pagi, Bu Siti. Penjualan bulan Oktober 2026 belum dilaporkan.\nAda yang bisa dibantu?',
    );
    const before = siti.actions;
    const texts = await siti.walk('>Lapor Oktober 2026', '3,2 jt', '>Benar', '>Masih sama', '>Kirim');
    expect(siti.actions - before).toBe(5);
    expect(texts[0]).toMatch(
      /^Terima kasih, Bu Siti\. Laporan bulan Oktober 2026 sudah masuk\.\n\nNomor: L-2610-\d{4}\nPenjualan: Rp3\.200\.000 \(tiga juta dua ratus ribu rupiah\)\nYang bekerja: 2 orang \(2 perempuan\)\nSenin, 2 November 2026 pukul 10\.00 WIB\n\nMasih bisa diubah sampai Jumat, 30 April 2027\.\nIni laporan pertama usaha ini\. Grafiknya muncul mulai laporan kedua\.$/,
    );
    expect(siti.buttons).toEqual(['Ubah laporan ini', 'Rekap untuk bank', 'Sembunyikan angka', 'Menu']);
  });

  it('takes six actions when the month is asked, workers unchanged', async () => {
    const siti = await reporter(office, 'oktober 2,8 jt');
    await siti.say('/menu');
    expect(siti.last).toBe('Selamat pagi, Bu Siti. Ada yang bisa dibantu?');
    const before = siti.actions;
    await siti.walk('>Lapor penjualan', '>September 2026', '3,2 jt', '>Benar', '>Masih sama');
    expect(siti.last).toBe(
      'Mohon dicek, Bu Siti. Kirim sekarang?\n\nUsaha: Otak-otak Bu Siti\n1. Bulan: September 2026\n2. Penjualan: Rp3.200.000 (tiga juta dua ratus ribu rupiah)\n3. Yang bekerja: 2 orang (2 perempuan)',
    );
    await siti.tap('Kirim');
    expect(siti.actions - before).toBe(6);
    expect((await reportRows(office, siti.person.id)).find((row) => row.month === '2026-09')).toEqual({
      business: 'Otak-otak Bu Siti',
      number: expect.stringMatching(/^L-2609-\d{4}$/),
      month: '2026-09',
      amount: 3_200_000,
      estimate: false,
      provisional: false,
      toCheck: false,
      zeroReason: null,
      workers: [0, 2],
      source: 'guided',
      versions: [
        {
          version: 1,
          amount: 3_200_000,
          estimate: false,
          provisional: false,
          zeroReason: null,
          workers: [0, 2],
          words: '3,2 jt',
          reader: 'rupiah@1',
          confirmed: 'yes',
        },
      ],
    });
  });

  it('sends the chart after the receipt and compares with the month before, when there is one', async () => {
    const siti = await reporter(office, 'september 2,8 jt', 'oktober 3,2 jt');
    expect(captions(siti)).toEqual([
      'Penjualan 12 bulan terakhir. Oktober naik Rp400.000 (empat ratus ribu rupiah) dari September.',
    ]);
    await siti.walk('lapor agustus 2,8 jt', '>Benar', 'lapor september 2 jt', '>Ubah', '>Benar');
    expect(captions(siti).slice(1)).toEqual([
      'Penjualan 12 bulan terakhir.',
      'Penjualan 12 bulan terakhir. September turun Rp800.000 (delapan ratus ribu rupiah) dari Agustus.',
    ]);
  });

  it('starts from /lapor, plain words and the button of the registration', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps, '>Tidak usah');
    for (const words of ['/lapor', 'mau lapor', 'lapor penjualan', 'laporan', 'omzet']) {
      await siti.walk('/menu', words);
      expect(siti.last).toMatch(/^Langkah 1 dari 3\nPenjualan bulan apa/);
    }
    const button = siti.person.messages.find((message) => message.text?.includes('sudah terdaftar'));
    expect(button).toBeDefined();
    await siti.act((person) => person.tap('Lapor penjualan', { message: button?.message_id ?? 0 }));
    expect(siti.last).toMatch(/^Langkah 1 dari 3\nPenjualan bulan apa/);
  });

  it('sends somebody who is not registered to the registration', async () => {
    const guest = office.owner();
    expect((await guest.say('lapor 2,5 jt'))[0]).toContain('usahanya perlu didaftarkan dulu');
    expect((await guest.say('/lapor'))[0]).toContain('usahanya perlu didaftarkan dulu');
  });

  it('asks which business when there are several, and says it in every message', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(...secondBusiness, '/menu', '>Lapor Oktober 2026');
    expect(siti.last).toBe('Penjualan usaha yang mana?');
    expect(siti.buttons.slice(0, 2)).toEqual(['Otak-otak Bu Siti', 'Warung Pojok']);
    for (const step of ['>Warung Pojok', '1,2 jt', '>Benar', '>Masih sama']) {
      await siti.walk(step);
      expect(siti.last).toMatch(/^Usaha: Warung Pojok\n/);
    }
    const [receipt] = await siti.tap('Kirim');
    expect(receipt).toContain('\nUsaha: Warung Pojok\n');
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { business: 'Warung Pojok', month: '2026-10', workers: [0, 1] },
    ]);
    expect((await siti.say('/menu'))[0]).toContain('Oktober 2026 belum dilaporkan');
  });

  it('keeps the report with the business it was begun for when somebody else takes the phone', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar');
    await siti.walk(
      '/daftar',
      '>Orang lain',
      '>Setuju',
      'Dewi Lestari',
      '>Ibu (perempuan)',
      '>Manyar',
      'Leran',
      'Warung Dewi',
      '>Warung, toko',
      '2015',
      '>Hanya saya',
      '1 jt',
      '>Benar',
      '>Belum punya',
      'lewati',
      '>Kirim',
      '>Tidak usah',
    );
    await siti.say('/menu');
    expect(siti.buttons).not.toContain('Lanjut laporan penjualan');
    await siti.walk('>Saya orang lain', '>Siti Aminah', '>Lanjut laporan penjualan', '>Masih sama');
    expect(siti.last).toMatch(/^Mohon dicek, Bu Siti\. Kirim sekarang\?\n\nUsaha: Otak-otak Bu Siti\n/);
    await siti.tap('Kirim');
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { business: 'Otak-otak Bu Siti', amount: 3_000_000 },
    ]);
  });

  it('marks an estimate by its button and by its words', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3,2 jt', '>Benar, kira-kira', '>Masih sama');
    expect(siti.last).toContain('Penjualan: sekitar Rp3.200.000');
    await siti.walk('>Kirim', '/lapor', '>September 2026', 'sekitar 3 jutaan');
    expect(siti.buttons).toEqual(['Benar', 'Ubah']);
    await siti.walk('>Benar', '>Masih sama', '>Kirim');
    expect((await reportRows(office, siti.person.id)).map((row) => [row.month, row.estimate])).toEqual([
      ['2026-09', true],
      ['2026-10', true],
    ]);
  });

  it('counts from days with the days of that month', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>September 2026', '>Hitung dari harian', '120 ribu');
    expect(siti.last).toBe(
      'Rp120.000 (seratus dua puluh ribu rupiah) sehari, ya. Bulan September berjualan berapa hari?\nContoh: 26',
    );
    expect(siti.buttons.slice(0, 3)).toEqual(['30 hari', '26 hari', '22 hari']);
    await siti.walk('31');
    expect(siti.last).toContain('dari 1 sampai 30');
    await siti.walk('>26 hari');
    expect(siti.last).toBe(
      '26 hari × Rp120.000 = Rp3.120.000 (tiga juta seratus dua puluh ribu rupiah). Saya catat sebagai perkiraan, sudah benar?',
    );
    await siti.walk('>Benar', '>Masih sama', '>Kirim');
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '150rb per hari',
      '>31 hari',
      '>Benar',
      '>Masih sama',
      '>Kirim',
    );
    expect(
      (await reportRows(office, siti.person.id)).map((row) => [
        row.month,
        row.amount,
        row.estimate,
        row.versions[0]?.words,
      ]),
    ).toEqual([
      ['2026-09', 3_120_000, true, '120 ribu × 26'],
      ['2026-10', 4_650_000, true, '150rb per hari × 31'],
    ]);
  });

  it('takes no sales as Rp0 with its reason, by button or in words', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '>Tidak berjualan');
    expect(siti.last).toBe(
      'Saya catat Rp0 (nol rupiah) untuk bulan Oktober 2026. Apa sebabnya, kalau boleh tahu?',
    );
    expect(siti.buttons).toEqual([
      'Libur atau sakit',
      'Sedang sepi',
      'Tutup sementara',
      'Tutup seterusnya',
      'Tidak perlu disebut',
      'Bukan nol, ubah',
      'Kembali',
      'Batal',
    ]);
    await siti.walk('>Bukan nol, ubah', 'tidak jualan', '>Sedang sepi', '>Masih sama');
    expect(siti.last).toContain('2. Penjualan: Rp0 (nol rupiah), sedang sepi');
    await siti.walk('>Kirim', '/lapor', '>September 2026', '0', 'sakit', '>Masih sama', '>Kirim');
    expect(
      (await reportRows(office, siti.person.id)).map((row) => [row.month, row.amount, row.zeroReason]),
    ).toEqual([
      ['2026-09', 0, 'holiday'],
      ['2026-10', 0, 'slow'],
    ]);
  });

  it('notes a business that has closed for good, with its history', async () => {
    const siti = await registeredOwner(office);
    const texts = await siti.walk('/lapor', '>Oktober 2026', '0', '>Tutup seterusnya', '>Kirim');
    expect(texts[0]).toContain('Usaha Otak-otak Bu Siti juga dicatat sudah tutup.');
    const business = await office.database.prisma.business.findFirstOrThrow({
      where: { owner: { accounts: { some: { account: { chatId: siti.person.id } } } } },
      include: { history: true },
    });
    expect(business).toMatchObject({ status: 'closed', history: [{ field: 'status' }] });
    expect((await siti.say('/lapor'))[0]).toContain('tercatat sudah tutup');
  });

  it('stores what is above the cap as to be checked', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '60 miliar');
    expect(siti.last).toContain('petugas akan mengecek lagi');
    expect((await siti.walk('>Benar', '>Masih sama', '>Kirim'))[0]).toContain('petugas akan mengecek lagi');
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { amount: 60_000_000_000, toCheck: true },
    ]);
  });

  it('stores the running month for the time being, and its final figure without asking whether to change', async () => {
    const siti = await reporter(office, 'oktober 3 jt');
    await siti.walk('/lapor', 'november');
    expect(siti.last).toBe(
      'Bulan November belum selesai, Bu. Mau melaporkan Oktober, atau mencatat November untuk sementara?',
    );
    const texts = await siti.walk('>November, sementara', '900 rb', '>Benar', '>Masih sama', '>Kirim');
    expect(texts[0]).toContain('Angka ini sementara. Sesudah bulan November selesai, mohon dilaporkan lagi.');
    expect((await reportRows(office, siti.person.id)).at(-1)).toMatchObject({
      month: '2026-11',
      provisional: true,
    });
    office.clock.set('2026-12-03T03:00:00Z');
    const final = await siti.walk(
      '/menu',
      '>Lapor November 2026',
      '3,1 jt',
      '>Benar',
      '>Masih sama',
      '>Kirim',
    );
    office.clock.set('2026-11-02T03:00:00Z');
    expect(final[0]).toContain('Laporan bulan November 2026 sudah masuk.');
    expect((await reportRows(office, siti.person.id)).at(-1)).toMatchObject({
      amount: 3_100_000,
      provisional: false,
      versions: [
        { amount: 900_000, provisional: true },
        { amount: 3_100_000, provisional: false },
      ],
    });
  });

  it('goes on where a report was left, and asks first when it holds a figure', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar', '>Batal', '>Berhenti dulu', '/lapor');
    expect(siti.last).toMatch(/^Laporan penjualan Ibu berhenti di langkah 3 dari 3/);
    await siti.walk('>Lanjutkan', '>Masih sama', '>Kirim', '/lapor', '>September 2026', '/lapor');
    expect(siti.last).toMatch(/^Langkah 1 dari 3/);
  });

  it('shows the same in English', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/bahasa', '>English', '/lapor', '>October 2026', '3,2 jt');
    expect(siti.last).toBe(
      'I note Rp3.200.000 (three million two hundred thousand rupiah) for October 2026. Is that correct?',
    );
    const texts = await siti.walk('>Correct', '>Still the same', '>Send');
    expect(texts[0]).toContain('Your report for October 2026 has arrived.');
  });

  it('starts with a month of no sales, as the answer to a reminder', async () => {
    const siti = await registeredOwner(office);
    await siti.act((person) => person.pressData(lastOf(person), 'report.zero.2026-10'));
    expect(siti.last).toMatch(/^Saya catat Rp0 \(nol rupiah\) untuk bulan Oktober 2026\./);
  });

  it('does nothing for buttons made by hand', async () => {
    const siti = await reporter(office, 'oktober 3 jt');
    const dewi = await registeredOwner(office);
    const [row] = await office.database.prisma.salesReport.findMany({
      where: { business: { owner: { accounts: { some: { account: { chatId: siti.person.id } } } } } },
    });
    for (const data of [
      `report.change.${row?.id}`,
      `report.people.${row?.id}`,
      `bank.${row?.businessId}`,
      'report.2031-01',
      'report.2026-13',
      'report.change.999999',
    ])
      expect(await dewi.act((person) => person.pressData(lastOf(person), data))).toEqual([
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      ]);
    expect(captions(dewi)).toEqual([]);
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});

const lastOf = (person: Person): number => person.messages.at(-1)?.message_id ?? 0;
