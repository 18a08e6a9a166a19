import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '../../../src/domain/month/month.ts';
import { takeResults } from '../../../src/services/partnership/results/results.ts';
import { files } from '../../support/files.ts';
import { looksOf, readSheets } from '../../support/workbook.ts';
import { pdfPages } from '../../support/pdf.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

// The clock of the tests begins on Monday, 2 November 2026: September is the last month whose results are due.
/** Cells of a table are read line by line: what stands in two lines of one has other cells between. */
const unspaced = (text: string): string => text.replaceAll(/\s+/g, '');

describe('the results of the partnerships, for the office', () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice({
      settings: {
        PAPER_ADDRESS: 'Jl. Dr. Wahidin Sudirohusodo 245',
        PAPER_BY: 'Siti Aminah; Penata, III/c; 198001012005012001',
      },
    });
    // Seven partners in Gresik and two in Tambak, all from November 2025 on; sales grow by a fifth.
    for (let at = 0; at < 9; at++) await partner(`p${at}`, at < 7 ? '35.25.16' : '35.25.18', at);
  });
  afterAll(() => office.close());

  /** A delivery in July, paid by most after twenty days, and tools from the company; the first one gets a loan instead. */
  const traded = (at: number) => ({
    createdBy: 'anggota-1',
    createdAt: new Date('2025-11-10T02:00:00Z'),
    shipments: {
      create: {
        sentOn: '2026-07-01',
        dueOn: '2026-07-31',
        value: 1_000_000,
        deductions: 0,
        state: at === 8 ? 'unpaid' : 'paid',
        paidOn: at === 8 ? null : '2026-07-21',
        createdAt: new Date('2026-07-01T02:00:00Z'),
      },
    },
    supports: {
      create: {
        kind: 'means',
        value: 200_000,
        source: 'inti',
        repaid: at === 0,
        status: 'received',
        toldBy: 'office',
        enteredBy: 'anggota-1',
        promisedAt: new Date('2026-07-01T02:00:00Z'),
        receivedAt: new Date('2026-08-01T02:00:00Z'),
      },
    },
  });

  async function partner(number: string, kecamatan: string, at: number): Promise<void> {
    const { prisma } = office.database;
    const business = await prisma.business.create({
      data: {
        office: 'gresik',
        number: `D-${number}`,
        kecamatan,
        kind: 'food',
        owner: { create: { office: 'gresik', number, salutation: at % 2 === 0 ? 'P' : 'L' } },
      },
    });
    await prisma.salesReport.createMany({
      data: Array.from({ length: 20 }, (_, month) => ({
        office: 'gresik',
        number: `L-${number}-${month}`,
        businessId: business.id,
        month: addMonths('2025-02', month),
        amount: month < 9 ? 1_000_000 : 1_200_000,
        source: 'guided',
      })),
    });
    const on = (day: string): Date => new Date(`${day}T02:00:00Z`);
    await prisma.application.create({
      data: {
        office: 'gresik',
        number: `P-${number}`,
        businessId: business.id,
        personId: business.ownerId,
        personNumber: number,
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        status: 'active',
        consentId: 0,
        nikBy: 'later',
        dueOn: '2025-11-01',
        appliedAt: on('2025-10-20'),
        steps: { create: [{ status: 'active', at: on('2025-11-10') }] },
        agreement: { create: traded(at) },
      },
    });
    const told = { businessId: business.id, paidMale: 0, family: 1, seasonal: 0, enteredBy: 'telegram' };
    await prisma.followUp.createMany({
      data: [
        { ...told, onDate: '2025-10-20', paidFemale: 1, at: on('2025-10-20') },
        { ...told, onDate: '2026-05-20', paidFemale: 2, at: on('2026-05-20') },
      ],
    });
  }

  /** A second partnership of a business, with another company. */
  async function second(businessId: number): Promise<void> {
    const { prisma } = office.database;
    await prisma.programmeVersion.create({
      data: {
        office: 'gresik',
        programmeId: 'other',
        version: 1,
        checksum: 'other',
        data: { kind: 'supply', form: 'trade', partner: { id: 'other' } },
      },
    });
    await prisma.application.create({
      data: {
        office: 'gresik',
        number: 'P-second',
        businessId,
        personNumber: 'p3',
        programmeId: 'other',
        programmeVersion: 1,
        status: 'active',
        consentId: 0,
        nikBy: 'later',
        dueOn: '2026-08-01',
        appliedAt: new Date('2026-08-01T02:00:00Z'),
        steps: { create: [{ status: 'active', at: new Date('2026-08-20T02:00:00Z') }] },
      },
    });
  }

  it('says before the first results when they come', async () => {
    const budi = await officer(office, { role: 'staff', rights: [] });
    await budi.walk('/petugas', '>Hasil kemitraan');
    expect(budi.last).toContain('Hasil kemitraan belum ada');
  });

  it('are plain sentences with n beside every figure, as they are stored', async () => {
    await takeResults(office.services, '2026-09');
    const rini = await officer(office, { name: 'Rini', role: 'staff', rights: [] });
    await rini.walk('/petugas', '>Hasil kemitraan', '>Semua kemitraan');
    const text = rini.last;
    expect(text).toContain(
      'Usaha sepanjang semester ini: 9. Aktif: 9, baru: 0, berakhir: 0. Pernah bergabung: 9.',
    );
    expect(text).toContain('Mitra ada di 2 dari 18 kecamatan.');
    expect(text).toContain('n = 9 mitra pada semester ini, dibanding 9 usaha terdaftar.');
    expect(text).toContain(
      '+9 pekerja digaji (bersih): laki-laki 0, perempuan +9. n = 9 dari 9 usaha (100%).',
    );
    expect(text).toContain(
      'Separuh usaha naik 20% atau lebih baik, separuh di bawahnya. Seperempat di bawah naik 20%, seperempat di atas naik 20%.',
    );
    expect(text).toContain('Usaha di tengah urutan: dari Rp1.000.000 sebulan menjadi Rp1.200.000.');
    expect(text).toContain('Pembelian mitra semester ini Rp9.000.000.');
    expect(text).toContain('Separuh kiriman dibayar dalam 20 hari. n = 8 pengiriman');
    expect(text).toContain('1 pengiriman sudah jatuh tempo dan belum dibayar.');
    expect(text).toContain('Sarana produksi: 8 usaha, senilai Rp1.600.000.');
    expect(text).toContain('Semua angka menurut laporan pemilik usaha.');
    await rini.walk('>Per kecamatan');
    expect(rini.last).toContain(
      'Gresik: 7 mitra, 1.000 per 1.000 usaha terdaftar.\nTambak: kurang dari 5 mitra.',
    );
    expect(rini.last).not.toContain('Rp');
    expect(rini.last).toContain(
      'Pembelian tidak ditulis di kecamatan yang angkanya bisa menunjukkan satu usaha.',
    );
    await rini.walk('>Hasil lain', '>Semua kemitraan', '>Arti angka');
    expect(rini.last).toContain('Yang tutup dihitung 0 pekerja dan 0 penjualan');
    expect(await office.database.prisma.audit.count({ where: { action: 'results.read' } })).toBe(3);
  });

  it('stand in the memorandum of the dashboard with the same words, those of the own kecamatan for who is limited', async () => {
    for (const [name, kecamatan] of [
      ['Ani', []],
      ['Wati', ['35.25.18']],
    ] as const) {
      const member = await officer(office, { name, role: 'staff', rights: ['export'], kecamatan });
      await member.walk('/petugas', '>Dasbor', '>Nota Dinas (PDF)');
      await office.idle();
      const [, file] = await files(office, member);
      const text = (await pdfPages(file?.data ?? new Uint8Array())).join(' ').replaceAll(/\s+/g, ' ');
      expect(text).toContain('Hasil kemitraan');
      if (kecamatan.length === 0) expect(text).toContain('n = 9 dari 9 usaha (100%).');
      else expect(text).toContain('Belum cukup pemilik untuk ditampilkan');
      expect(text.includes('pekerja digaji (bersih)')).toBe(kecamatan.length === 0);
    }
  });

  it('can be traced: what partners bought is the sum of the rows behind it', async () => {
    const rini = await officer(office, { name: 'Lia', role: 'staff', rights: ['export'] });
    await rini.walk('/petugas', '>Ekspor', '>Buat ekspor baru', '>Dasar hasil kemitraan');
    await rini.walk('>Semua kecamatan', '>Excel (XLSX)', '>Bahan rapat', '>Buat berkas');
    await office.idle();
    const [file] = await files(office, rini);
    const [sheet] = await readSheets(file?.data ?? Buffer.alloc(0));
    const [heads = [], ...rows] = sheet?.rows ?? [];
    const at = heads.indexOf('Pembelian mitra semester ini (Rp)');
    expect(rows.reduce((sum, row) => sum + Number(row[at]), 0)).toBe(9_000_000);
  });

  it('can be traced by one press: every figure is what the rows behind it come to, and what has changed since is marked', async () => {
    const { prisma } = office.database;
    await prisma.salesReport.updateMany({ data: { updatedAt: new Date('2026-10-01T02:00:00Z') } });
    await prisma.salesReport.update({
      where: { office_number: { office: 'gresik', number: 'L-p0-3' } },
      data: { updatedAt: new Date('2026-11-05T02:00:00Z') },
    });
    const rini = await officer(office, { name: 'Ida', role: 'staff', rights: ['export'] });
    await rini.walk('/petugas', '>Hasil kemitraan', '>Semua kemitraan', '>Dari mana angka ini');
    await office.idle();
    const [file] = await files(office, rini);
    const [sheet, info] = await readSheets(file?.data ?? Buffer.alloc(0));
    const [heads = [], ...rows] = sheet?.rows ?? [];
    const cells = (head: string): readonly unknown[] => {
      expect(heads).toContain(head);
      return rows.map((row) => row[heads.indexOf(head)]);
    };
    const sum = (head: string): number =>
      cells(head).reduce<number>((total, it) => total + Number(it ?? 0), 0);
    const { figures } = await prisma.resultSnapshot.findFirstOrThrow({
      where: { month: '2026-09', scope: 'all' },
    });
    expect(figures).toMatchObject({
      counts: { cumulative: rows.length },
      jobs: {
        paid: sum('Pekerja digaji sekarang') - sum('Pekerja digaji sebelum'),
        male: sum('Digaji laki-laki sekarang') - sum('Digaji laki-laki sebelum'),
        female: sum('Digaji perempuan sekarang') - sum('Digaji perempuan sebelum'),
        owner: sum('Pemilik tanpa gaji sekarang') - sum('Pemilik tanpa gaji sebelum'),
        family: sum('Keluarga tanpa gaji sekarang') - sum('Keluarga tanpa gaji sebelum'),
        seasonal: sum('Musiman sekarang') - sum('Musiman sebelum'),
      },
      payment: {
        paid: sum('Kiriman dibayar semester ini'),
        overdue: sum('Kiriman jatuh tempo belum dibayar'),
      },
      support: [{ kind: 'means', value: sum('Nilai dukungan semester ini (Rp)') }],
    });
    expect(sum('Digaji perempuan sekarang')).toBe(18);
    expect(sum('Pemilik tanpa gaji sekarang')).toBe(9);
    expect(new Set(cells('Perubahan %'))).toEqual(new Set([20]));
    expect(new Set(cells('Perubahan %, musim disamakan'))).toEqual(new Set([20]));
    expect(cells('L/P').filter((it) => it === 'P')).toHaveLength(5);
    expect(cells('Dukungan diterima semester ini').filter((it) => it === 'Sarana produksi')).toHaveLength(8);
    expect(cells('Berubah sejak hasil disimpan').filter((it) => it === true || it === 'ya')).toHaveLength(1);
    expect(info?.rows.flat()).toContainEqual(
      expect.stringContaining('Yang berubah sejak hasil disimpan diberi tanda.'),
    );
  });

  it('become papers by one press: memorandum and tables with one fingerprint of the data, which finds them again', async () => {
    const rini = await officer(office, { name: 'Sri', role: 'staff', rights: ['export'] });
    await rini.walk('/petugas', '>Hasil kemitraan', '>Semua kemitraan', '>Cetak laporan');
    await office.idle();
    const papers = await files(office, rini);
    expect(papers.map(({ name }) => name.split('_')[0])).toEqual([
      'nota-dinas-hasil-kemitraan',
      'tabel-mitra',
      'mitra-per-kecamatan',
      'daftar-kemitraan-bkpm',
    ]);
    const [note, table, areas, list] = papers;
    const text = (await pdfPages(note?.data ?? new Uint8Array())).join(' ').replaceAll(/\s+/g, ' ');
    const fingerprint = /Sidik data: ([0-9a-f]{64})/.exec(text)?.[1] ?? '';
    for (const part of [
      'NOTA DINAS',
      'Jl. Dr. Wahidin Sudirohusodo 245',
      'Hal Hasil kemitraan semester II tahun 2026 (Semua kemitraan)',
      'n = 9 dari 9 usaha (100%).',
      'Jumlah mitra yang aktif 9',
      'Tambahan pekerja digaji (bersih) 9 9 9',
      '1.200.000 9 9',
      'Bentuk kemitraan (belum',
      'PT Semen Indonesia',
      'Nama: Siti Aminah',
      'Pangkat: Penata, III/c',
      'NIP: 198001012005012001',
      'Nama: ......',
    ])
      expect(unspaced(text), part).toContain(unspaced(part));
    const [figures, info] = await readSheets(table?.data ?? Buffer.alloc(0));
    expect(figures?.rows.find(([name]) => name === 'Jumlah mitra yang aktif')?.[1]).toBe(9);
    expect(figures?.rows.find(([name]) => String(name).startsWith('Pembelian mitra'))?.[1]).toBe(9_000_000);
    expect(info?.rows).toContainEqual(['Sidik data hasil kemitraan', fingerprint]);
    expect((await readSheets(areas?.data ?? Buffer.alloc(0)))[0]?.rows.slice(0, 3)).toEqual([
      [
        'Kecamatan',
        'Usaha terdaftar',
        'Mitra',
        'Mitra per 1.000 usaha terdaftar',
        'Pembelian per 1.000 usaha terdaftar (Rp)',
      ],
      ['Gresik', 7, 7, 1_000, 'tidak ditampilkan'],
      ['Tambak', 2, 'tidak ditampilkan', 'tidak ditampilkan', 'tidak ditampilkan'],
    ]);
    const [partnerships, about] = await readSheets(list?.data ?? Buffer.alloc(0));
    for (const sheet of [figures, partnerships])
      expect(sheet && looksOf(sheet)).toEqual({
        orientation: 'landscape',
        onePageWide: true,
        frozen: { rows: 1, columns: 1 },
        again: ['$1:$1', '$A:$A'],
      });
    expect(partnerships?.rows[1]?.[0]).toContain('Semen Indonesia');
    expect(about?.rows).toContainEqual(['Sidik data hasil kemitraan', fingerprint]);
    const taken = info?.rows.find(([label]) => label === 'Keadaan per')?.[1];
    expect(about?.rows).toContainEqual(['Keadaan per', taken]);
    expect(text).toContain(String(taken));
    await rini.walk('/petugas', '>Ekspor', '>Cek sidik berkas', fingerprint.slice(0, 12));
    for (const name of ['Nota Dinas hasil kemitraan', 'Tabel mitra', 'Daftar kemitraan BKPM'])
      expect(rini.last).toContain(name);
  });

  it('hide in the papers what they hide on the screen', async () => {
    const wati = await officer(office, {
      name: 'Tini',
      role: 'staff',
      rights: ['export'],
      kecamatan: ['35.25.16'],
    });
    await wati.walk('/petugas', '>Hasil kemitraan', '>Kecamatan Gresik', '>Cetak laporan');
    await office.idle();
    const [note, table, areas, list] = await files(office, wati);
    const text = (await pdfPages(note?.data ?? new Uint8Array())).join(' ').replaceAll(/\s+/g, ' ');
    const worked = unspaced(text).split(unspaced('Tambahan pekerja digaji (bersih)'))[1] ?? '';
    expect(worked.slice(0, 200)).toMatch(/^tidak/);
    expect(text).toContain('Daftar ini tidak dirinci per kecamatan.');
    expect(text).not.toContain('pekerja digaji (bersih): laki-laki');
    const [figures] = await readSheets(table?.data ?? Buffer.alloc(0));
    expect(figures?.rows.find(([name]) => String(name).startsWith('Pembelian mitra'))?.[1]).toBe(
      'tidak ditampilkan',
    );
    expect((await readSheets(areas?.data ?? Buffer.alloc(0)))[0]?.rows.slice(1)).toEqual([
      ['Gresik', 7, 7, 1_000, 'tidak ditampilkan'],
    ]);
    expect((await readSheets(list?.data ?? Buffer.alloc(0)))[0]?.rows).toHaveLength(1);
    const menu = wati.person.lastMessage?.message_id ?? 0;
    await wati.act((person) => person.pressData(menu, 's.result.print.all'));
    await office.idle();
    expect(await files(office, wati)).toHaveLength(4);
  });

  it('do not show sums of a kecamatan with two partners, nor those of the other, from which they would follow', async () => {
    const rini = await officer(office, { name: 'Yuli', role: 'staff', rights: [] });
    await rini.walk('/petugas', '>Hasil kemitraan', '>Kecamatan Tambak');
    expect(rini.last).toContain('Belum cukup pemilik untuk ditampilkan');
    expect(rini.last).not.toContain('pekerja digaji (bersih)');
    await rini.walk('>Hasil lain', '>Kecamatan Gresik');
    expect(rini.last).toContain('Separuh usaha naik 20%');
    expect(rini.last).toContain('Jumlah untuk bagian ini tidak ditampilkan');
    expect(rini.last).not.toContain('Pembelian mitra');
    expect(rini.last).not.toContain('Sarana produksi');
    expect(rini.last).not.toContain('pekerja digaji (bersih)');
  });

  it('are those of the own kecamatan for who is limited to some, also behind a forged button', async () => {
    const dewi = await officer(office, {
      name: 'Dewi',
      role: 'officer',
      rights: [],
      kecamatan: ['35.25.16'],
    });
    await dewi.walk('/petugas', '>Hasil kemitraan');
    expect(dewi.buttons).toEqual(['Kecamatan Gresik', 'Menu petugas']);
    const menu = dewi.person.lastMessage?.message_id ?? 0;
    await dewi.act((person) => person.pressData(menu, 's.result.all'));
    expect(dewi.last).not.toContain('aktif 9');
    expect(office.simulator.violations).toEqual([]);
  });

  it('stay those of the month before, with its day, where the newer ones would tell of the one business that changed', async () => {
    const { prisma } = office.database;
    const { id: businessId } = await prisma.business.findFirstOrThrow({ where: { number: 'D-p3' } });
    const agreement = await prisma.agreement.findFirstOrThrow({ where: { application: { businessId } } });
    await prisma.shipment.create({
      data: {
        agreementId: agreement.id,
        sentOn: '2026-10-05',
        dueOn: '2026-11-05',
        value: 400_000,
        deductions: 0,
        state: 'unpaid',
        createdAt: new Date('2026-10-05T02:00:00Z'),
      },
    });
    const told = { paidMale: 0, paidFemale: 5, family: 1, seasonal: 0, enteredBy: 'telegram' };
    await prisma.followUp.create({
      data: { ...told, businessId, onDate: '2026-10-20', at: new Date('2026-10-20T02:00:00Z') },
    });
    await second(businessId ?? 0);
    await takeResults(office.services, '2026-10');
    const rini = await officer(office, { name: 'Tutik', role: 'staff', rights: [] });
    await rini.walk('/petugas', '>Hasil kemitraan', '>Semua kemitraan');
    expect(rini.last).toContain(
      'Pembelian mitra semester ini Rp9.000.000.\nAngka ini per 30 September 2026.',
    );
    expect(rini.last).toContain('+9 pekerja digaji (bersih)');
    expect(rini.last).not.toContain('+12 pekerja');
    const row = await prisma.resultSnapshot.findFirstOrThrow({ where: { month: '2026-10', scope: 'all' } });
    expect(row.figures).toMatchObject({ jobs: { paid: 12 }, sums: { bought: false } });
    const other = await prisma.resultSnapshot.findFirstOrThrow({ where: { scope: 'programme:other' } });
    expect(other.figures).toMatchObject({ areas: [{ partners: 1, firstTime: 0 }, { partners: 0 }] });
  });
});
