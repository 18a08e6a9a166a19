import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atOnce, taps } from '../../support/chat.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { reporter, reportRows, secondBusiness } from '../../support/reports.ts';

describe('a report in one line', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('takes two actions; who works there stays not reported', async () => {
    const siti = await reporter(office, 'september 2,8 jt');
    const before = siti.actions;
    await siti.say('lapor 2,5 jt');
    expect(siti.last).toBe(
      'Saya catat Rp2.500.000 (dua juta lima ratus ribu rupiah) untuk bulan Oktober 2026, usaha Otak-otak Bu Siti. Sudah benar?',
    );
    expect(siti.buttons).toEqual(['Benar', 'Benar, kira-kira', 'Bulan lain', 'Ubah angka']);
    const [receipt] = await siti.tap('Benar');
    expect(siti.actions - before).toBe(2);
    expect(receipt).toContain('\n\nYang bekerja belum ditanyakan bulan ini.\nMasih bisa diubah sampai');
    expect(siti.buttons).toEqual([
      'Isi yang bekerja',
      'Ubah laporan ini',
      'Rekap untuk bank',
      'Sembunyikan angka',
      'Menu',
    ]);
    expect((await reportRows(office, siti.person.id)).at(-1)).toEqual({
      business: 'Otak-otak Bu Siti',
      number: expect.stringMatching(/^L-2610-\d{4}$/),
      month: '2026-10',
      amount: 2_500_000,
      estimate: false,
      provisional: false,
      toCheck: false,
      zeroReason: null,
      workers: [null, null],
      source: 'line',
      versions: [
        {
          version: 1,
          amount: 2_500_000,
          estimate: false,
          provisional: false,
          zeroReason: null,
          workers: [null, null],
          words: 'lapor 2,5 jt',
          reader: 'rupiah@1',
          confirmed: 'yes',
        },
      ],
    });
  });

  it('with a letter among the digits is asked back with what it means', async () => {
    const siti = await registeredOwner(office);
    await siti.say('lapor oktober 25O.000');
    expect(siti.last).toContain('Rp250.000 (dua ratus lima puluh ribu rupiah)');
    expect(await reportRows(office, siti.person.id)).toEqual([]);
    await siti.tap('Ya, Rp250.000');
    expect((await reportRows(office, siti.person.id)).map((it) => it.amount)).toEqual([250_000]);
  });

  it('means the month that is due', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor 2 jt');
    expect(siti.last).toContain('untuk bulan Oktober 2026');
    await siti.walk('>Benar', 'lapor 2 jt');
    expect(siti.last).toMatch(/^Oktober 2026 sudah dilaporkan: Rp2\.000\.000/);
  });

  it('does not ask for months in which the business had not begun', async () => {
    const siti = await registeredOwner(office);
    await office.database.prisma.business.updateMany({
      where: { owner: { accounts: { some: { account: { chatId: siti.person.id } } } } },
      data: { startedYear: 2026, startedMonth: 10 },
    });
    await siti.walk('lapor 2 jt');
    expect(siti.last).toContain('untuk bulan Oktober 2026');
  });

  it('takes three actions with several businesses, two when the line names one', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(...secondBusiness);
    let before = siti.actions;
    await siti.walk('lapor 2 jt', '>Warung Pojok');
    expect(siti.last).toBe(
      'Usaha: Warung Pojok\nSaya catat Rp2.000.000 (dua juta rupiah) untuk bulan Oktober 2026, usaha Warung Pojok. Sudah benar?',
    );
    await siti.walk('>Benar');
    expect(siti.actions - before).toBe(3);
    before = siti.actions;
    await siti.walk('lapor otak-otak oktober 3 jt', '>Benar');
    expect(siti.actions - before).toBe(2);
    expect(
      (await reportRows(office, siti.person.id)).map((row) => [row.business, row.month, row.amount]),
    ).toEqual([
      ['Otak-otak Bu Siti', '2026-10', 3_000_000],
      ['Warung Pojok', '2026-10', 2_000_000],
    ]);
  });

  it('changes month or figure before it is sent, and keeps what was typed last', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor september 2 jt', '>Ubah angka', '2,2 jt', '>Bulan lain', '>Oktober 2026');
    expect(siti.last).toBe(
      'Saya catat Rp2.200.000 (dua juta dua ratus ribu rupiah) untuk bulan Oktober 2026, usaha Otak-otak Bu Siti. Sudah benar?',
    );
    await siti.say('benar');
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { month: '2026-10', amount: 2_200_000, versions: [{ words: '2,2 jt' }] },
    ]);
  });

  it('asks back what is not clear, and says month and business with it', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor 750');
    expect(siti.last).toBe(
      'Maksudnya Rp750.000 (tujuh ratus lima puluh ribu rupiah), Bu?\nIni untuk bulan Oktober 2026, usaha Otak-otak Bu Siti.',
    );
    await siti.walk('>Bulan lain', '>September 2026', '>Ya, Rp750.000', 'lapor desember 2 jt');
    expect(siti.last).toBe('Maksudnya Desember 2025, Bu?');
    await siti.walk('>Bukan, tulis lagi', 'agustus');
    expect(siti.last).toContain('Rp2.000.000 (dua juta rupiah) untuk bulan Agustus 2026');
    await siti.walk('lapor september agustus 2 jt');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ month: '2026-09', amount: 750_000 }]);
  });

  it('says what does not fit, and goes on asking', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor untung 1 juta');
    expect(siti.last).toMatch(
      /^Itu untungnya, Bu\.[\s\S]*Berapa hasil penjualan \(omzet\) bulan Oktober 2026\?/,
    );
    await siti.walk('/menu', 'lapor 2 sampai 3 juta');
    expect(siti.last).toMatch(/^Mohon satu angka saja, Bu\./);
    await siti.walk('2,5 juta', '>Benar');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ amount: 2_500_000 }]);
  });

  it('counts from days, and takes a zero with its reason', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor 150rb per hari', '>26 hari');
    expect(siti.last).toBe(
      '26 hari × Rp150.000 = Rp3.900.000 (tiga juta sembilan ratus ribu rupiah). Saya catat sebagai perkiraan untuk bulan Oktober 2026, usaha Otak-otak Bu Siti. Sudah benar?',
    );
    await siti.walk('>Benar', 'lapor september libur', '>Libur atau sakit');
    expect(
      (await reportRows(office, siti.person.id)).map((row) => [
        row.month,
        row.amount,
        row.estimate,
        row.zeroReason,
      ]),
    ).toEqual([
      ['2026-09', 0, false, 'holiday'],
      ['2026-10', 3_900_000, true, null],
    ]);
  });

  it('stores the running month for the time being', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('lapor november 400rb', '>November, sementara', '>Benar');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ month: '2026-11', provisional: true }]);
  });

  it('opens the guided report at what it names when there is no amount', async () => {
    const siti = await registeredOwner(office);
    await siti.say('lapor september');
    expect(siti.last).toMatch(/^Langkah 2 dari 3\nBerapa hasil penjualan \(omzet\) bulan September 2026\?/);
    await siti.say('/menu');
    await siti.say('/lapor oktober 3 jt');
    expect(siti.last).toContain('Rp3.000.000 (tiga juta rupiah) untuk bulan Oktober 2026');
  });

  it('asks who works there afterwards, as one question that leaves the figure', async () => {
    const siti = await reporter(office, 'oktober 2,5 jt');
    await siti.tap('Isi yang bekerja');
    expect(siti.last).toBe(
      'Terakhir, yang bekerja 2 orang (2 perempuan). Apakah di bulan Oktober masih sama?',
    );
    const [thanks] = await siti.walk('>Berubah', '1 laki-laki 2 perempuan');
    expect(thanks).toBe(
      'Terima kasih, Bu Siti. Yang bekerja di bulan Oktober 2026 sudah dicatat: 3 orang (1 laki-laki, 2 perempuan).',
    );
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      {
        amount: 2_500_000,
        source: 'line',
        workers: [1, 2],
        versions: [
          { version: 1, workers: [null, null] },
          {
            version: 2,
            amount: 2_500_000,
            workers: [1, 2],
            words: '1 laki-laki 2 perempuan',
            reader: 'people@1',
          },
        ],
      },
    ]);
  });

  it('leaves a report that is being filled as it is', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '3 jt',
      '>Benar',
      '/menu',
      'lapor september 2 jt',
      '>Benar',
      '/menu',
      '>Lanjut laporan penjualan',
      '>Masih sama',
      '>Kirim',
    );
    expect((await reportRows(office, siti.person.id)).map((row) => [row.month, row.source])).toEqual([
      ['2026-09', 'line'],
      ['2026-10', 'guided'],
    ]);
  });

  it('is no report when it reads like something else', async () => {
    const siti = await registeredOwner(office);
    await siti.say('lapor ke polisi ada penipuan 3 juta');
    expect(siti.last).not.toContain('Saya catat');
    expect(await reportRows(office, siti.person.id)).toEqual([]);
  });

  it('counts two taps on "Benar" once', async () => {
    const siti = await registeredOwner(office);
    await siti.say('lapor oktober 2,5 jt');
    await atOnce(office, siti, taps('Benar'), taps('Benar'));
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ versions: [{ version: 1 }] }]);
    const receipts = siti.person.messages.filter((it) => it.text?.includes('sudah masuk') === true);
    expect(receipts).toHaveLength(1);
  });

  it('reads its edited message anew, before it is sent and afterwards', async () => {
    const siti = await registeredOwner(office);
    const line = siti.person.sendText('lapor september 1,5jt');
    await office.done(line.update);
    await siti.act((person) => person.edit('lapor september 2,5jt', line.message.message_id));
    expect(siti.last).toContain(
      'Saya catat Rp2.500.000 (dua juta lima ratus ribu rupiah) untuk bulan September',
    );
    await siti.tap('Benar');
    // Another form is open meanwhile.
    await siti.walk('/lapor');
    await siti.act((person) => person.edit('lapor september 3jt', line.message.message_id));
    expect(siti.last).toBe(
      'September 2026 diubah dari Rp2.500.000 menjadi Rp3.000.000 (tiga juta rupiah). Sudah benar?',
    );
    await siti.tap('Benar');
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { month: '2026-09', amount: 3_000_000, versions: [{ words: 'lapor september 2,5jt' }, { version: 2 }] },
    ]);
    await siti.act((person) => person.edit('lapor september 3 juta', line.message.message_id));
    expect(siti.last).toBe('Baik, laporan September 2026 tidak berubah.');
    await siti.act((person) => person.edit('lapor oktober 3 juta', line.message.message_id));
    expect(siti.last).toContain('Rp3.000.000 (tiga juta rupiah) untuk bulan Oktober 2026');
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
