import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { reporter, reportRows } from '../../support/reports.ts';
import { rowsOf } from '../../support/rows.ts';

describe('correcting a report', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('asks whether a reported month is to be changed, shows both figures, and keeps the history', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    await siti.walk('/lapor', '>✓ Oktober 2026');
    expect(siti.last).toBe(
      'Oktober 2026 sudah dilaporkan: Rp3.200.000 (tiga juta dua ratus ribu rupiah). Mau diubah?',
    );
    expect(siti.buttons.slice(0, 2)).toEqual(['Ubah', 'Biarkan']);
    await siti.walk('>Ubah', '3,5 jt');
    expect(siti.last).toBe(
      'Oktober 2026 diubah dari Rp3.200.000 menjadi Rp3.500.000 (tiga juta lima ratus ribu rupiah). Sudah benar?',
    );
    expect(siti.buttons).toEqual(['Benar', 'Tidak jadi', 'Ubah']);
    const [receipt] = await siti.tap('Benar');
    expect(receipt).toMatch(
      /^Terima kasih, Bu Siti\. Laporan bulan Oktober 2026 sudah diubah\.\n\nNomor: L-2610-\d{4}\nPenjualan: Rp3\.500\.000 .*\nTadinya: Rp3\.200\.000/,
    );
    const rows = await reportRows(office, siti.person.id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      amount: 3_500_000,
      versions: [
        { version: 1, amount: 3_200_000, words: 'lapor oktober 3,2 jt' },
        { version: 2, amount: 3_500_000, words: '3,5 jt', reader: 'rupiah@1', confirmed: 'yes' },
      ],
    });
  });

  it('compares a change with the figure that stands before it compares it with other months', async () => {
    const siti = await reporter(office, 'agustus 500 rb', 'september 600 rb');
    await siti.walk('lapor oktober 3,2 jt');
    expect(siti.last).toContain('Memang naik, Bu?');
    await siti.walk('>Ya, benar', '>Ubah laporan ini', '3,4 jt');
    expect(siti.last).toMatch(/^Oktober 2026 diubah dari Rp3\.200\.000 menjadi/);
    await siti.walk('>Ubah', '34 jt');
    expect(siti.last).toContain('Bulan September Rp600.000 (enam ratus ribu rupiah). Memang naik, Bu?');
  });

  it('leaves it as it is, and throws away what was begun', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    // the same figure again is no change
    await siti.walk('/lapor', 'oktober', '>Ubah', '3.200.000');
    expect(siti.last).toBe('Oktober 2026 memang sudah tercatat Rp3.200.000, jadi tidak ada yang berubah.');
    for (const way of [
      ['/lapor', 'oktober', '>Biarkan'],
      ['lapor oktober 4 jt', '>Biarkan'],
      ['lapor oktober 4 jt', '>Ubah', '>Tidak jadi'],
      ['/lapor', 'oktober', 'tidak'],
    ]) {
      const texts = await siti.walk(...way);
      expect(texts).toEqual(['Baik, laporan Oktober 2026 tidak berubah.']);
    }
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { amount: 3_200_000, versions: [{ version: 1 }] },
    ]);
    await siti.say('/menu');
    expect(siti.buttons).not.toContain('Lanjut laporan penjualan');
  });

  it('starts at the amount from the button of the receipt, and keeps who works there', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '3,2 jt',
      '>Benar',
      '>Masih sama',
      '>Kirim',
      '>Ubah laporan ini',
      '3,3 jt',
      '>Benar',
    );
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { amount: 3_300_000, workers: [0, 2], versions: [{ workers: [0, 2] }, { workers: [0, 2] }] },
    ]);
  });

  it('changes only who works there when that is what changed', async () => {
    const siti = await registeredOwner(office);
    await siti.walk(
      '/lapor',
      '>Oktober 2026',
      '3,2 jt',
      '>Benar',
      '>Masih sama',
      '>Kirim',
      '>Ubah laporan ini',
      '>Ubah yang bekerja',
      '1 laki-laki 2 perempuan',
    );
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      {
        amount: 3_200_000,
        workers: [1, 2],
        versions: [{ workers: [0, 2] }, { amount: 3_200_000, workers: [1, 2] }],
      },
    ]);
  });

  it('shows what stands beside a figure that has to be asked back', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    await siti.walk('>Ubah laporan ini', '3,4');
    expect(siti.last).toBe(
      'Maksudnya Rp3.400.000 (tiga juta empat ratus ribu rupiah), Bu?\nOktober 2026 tadinya Rp3.200.000.',
    );
    await siti.walk('>Ya, Rp3.400.000');
    expect(await reportRows(office, siti.person.id)).toMatchObject([{ amount: 3_400_000 }]);
  });

  it('changes a figure to zero with its reason, and back', async () => {
    const siti = await reporter(office, 'oktober 3,2 jt');
    await siti.walk(
      '>Ubah laporan ini',
      '>Tidak berjualan',
      '>Libur atau sakit',
      '>Ubah laporan ini',
      '3 jt',
      '>Benar',
    );
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      {
        amount: 3_000_000,
        zeroReason: null,
        versions: [
          { amount: 3_200_000 },
          { amount: 0, zeroReason: 'holiday' },
          { amount: 3_000_000, zeroReason: null },
        ],
      },
    ]);
  });

  it('gives the figure of a month past its closing date to a person', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', 'februari');
    expect(siti.last).toContain('Laporan Februari 2026 sudah ditutup.');
    const [receipt] = await siti.walk('2,1 jt', '>Benar');
    expect(receipt).toMatch(
      /^Laporan Februari 2026 sudah ditutup\. Angka Ibu saya simpan dulu, lalu petugas yang memutuskan dan memberi kabar di sini\.\n\nNomor: K-\d{4}\nKabarnya paling lambat Kamis, 5 November 2026\.$/,
    );
    expect(await reportRows(office, siti.person.id)).toEqual([]);
    expect((await rowsOf(office, siti.person.id)).cases).toMatchObject([
      { kind: 'locked-month', details: { month: '2026-02', amount: 2_100_000, estimate: false } },
    ]);
  });

  it('does the same for a month that the office has locked, also for a change of it', async () => {
    const siti = await reporter(office, 'agustus 2 jt');
    await office.database.prisma.monthLock.create({ data: { office: 'gresik', month: '2026-08' } });
    await siti.walk('lapor agustus 2,4 jt', '>Benar');
    await siti.walk('/lapor', '>Bulan lain');
    expect(siti.buttons).not.toContain('✓ Agustus 2026');
    await office.database.prisma.monthLock.delete({
      where: { office_month: { office: 'gresik', month: '2026-08' } },
    });
    expect(await reportRows(office, siti.person.id)).toMatchObject([
      { amount: 2_000_000, versions: [{ version: 1 }] },
    ]);
    expect((await rowsOf(office, siti.person.id)).cases).toMatchObject([
      { kind: 'locked-month', details: { month: '2026-08', amount: 2_400_000, report: expect.any(Number) } },
    ]);
  });

  it('keeps a figure for a month that was locked while it was being written', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('/lapor', '>Oktober 2026', '3 jt', '>Benar', '>Masih sama');
    await office.database.prisma.monthLock.create({ data: { office: 'gresik', month: '2026-10' } });
    const [receipt] = await siti.tap('Kirim');
    await office.database.prisma.monthLock.delete({
      where: { office_month: { office: 'gresik', month: '2026-10' } },
    });
    expect(receipt).toContain('Laporan Oktober 2026 sudah ditutup.');
    expect((await rowsOf(office, siti.person.id)).cases).toMatchObject([
      { details: { amount: 3_000_000, workersFemale: 2 } },
    ]);
  });

  it('breaks no rule of Telegram', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
