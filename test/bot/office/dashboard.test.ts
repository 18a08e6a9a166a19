import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '../../../src/domain/month/month.ts';
import { officeTexts } from '../../../src/office.ts';
import { dashboard } from '../../../src/reports/dashboard.ts';
import { dashboardTables, findings } from '../../../src/reports/dashboard-tables.ts';
import { HOUR } from '../../support/clock.ts';
import { files } from '../../support/files.ts';
import { pdfPages } from '../../support/pdf.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';

// The clock of the tests begins on Monday, 2 November 2026: October is the last finished month.
describe('the dashboard', () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    // Six businesses in Gresik and two in Kebomas, each with thirteen months of sales that grow by half in a year.
    for (let at = 0; at < 8; at++) {
      const business = await prisma.business.create({
        data: {
          office: 'gresik',
          number: `D-2509-${String(at + 1).padStart(4, '0')}`,
          kecamatan: at < 6 ? '35.25.16' : '35.25.14',
          kind: at < 6 ? 'food' : 'craft',
          startedYear: 2020,
          createdAt: new Date('2025-09-03T02:00:00Z'),
          owner: { create: { office: 'gresik', number: `p${at}` } },
        },
      });
      const reports = await prisma.salesReport.createManyAndReturn({
        data: Array.from({ length: 13 }, (_, back) => ({
          office: 'gresik',
          number: `L-${at}-${back}`,
          businessId: business.id,
          month: addMonths('2026-10', -back),
          amount: back === 12 ? 2_000_000 : 3_000_000,
          workersMale: 1,
          workersFemale: back === 12 ? 1 : 2,
          source: 'guided',
        })),
        select: { id: true, amount: true },
      });
      await prisma.salesVersion.createMany({
        data: reports.map(({ id, amount }) => ({
          reportId: id,
          version: 1,
          amount,
          estimate: false,
          source: 'guided',
          reader: 'test',
          at: new Date('2026-11-01T02:00:00Z'),
        })),
      });
    }
  });
  afterAll(() => office.close());

  /** Stores a figure of October as an owner would. */
  async function report(number: string, amount: number): Promise<void> {
    const { prisma } = office.database;
    const { id } = await prisma.salesReport.update({
      where: { office_number: { office: 'gresik', number } },
      data: { amount },
    });
    const version = (await prisma.salesVersion.count({ where: { reportId: id } })) + 1;
    await prisma.salesVersion.create({
      data: {
        reportId: id,
        version,
        amount,
        estimate: false,
        source: 'guided',
        reader: 'test',
        at: office.clock.now(),
      },
    });
  }

  const captions = (owner: Owner): readonly string[] =>
    owner.person.messages.flatMap((it) => (it.photo === undefined ? [] : [it.caption ?? '']));

  const to = { language: 'id' as const, salutation: undefined, shortName: undefined };

  it('says under a table that it hides something or is still open, and under no other', async () => {
    const { services } = office;
    const tables = await dashboard(services, []);
    const texts = officeTexts(services.office);
    const feet = (owners: number, open: readonly string[]): readonly (readonly string[])[] => {
      const kinds = [
        { key: 'food', count: 6, owners: 6 },
        { key: 'craft', count: 9, owners },
      ];
      const said = dashboardTables(services, (it) => texts.plain(it, to), { ...tables, kinds, open });
      return said.map(({ footers }) => footers);
    };
    const hidden = 'Kelompok di bawah 5 pemilik tidak ditampilkan.';
    const hatched = 'Arsiran: belum 90% lapor, dan laporan masih diterima.';
    expect(feet(9, []).at(-1)).toEqual([]);
    expect(feet(2, []).at(-1)).toEqual([hidden]);
    expect(feet(9, []).flat()).not.toContain(hatched);
    expect(feet(9, ['2026-10']).map((it) => it.includes(hatched))).toEqual([
      true,
      true,
      ...feet(9, [])
        .slice(2)
        .map(() => false),
    ]);
  });

  it('is one picture with one paragraph, the month and the three results, and the same page to print', async () => {
    const budi = await officer(office, { role: 'staff', rights: [] });
    await budi.walk('/petugas', '>Dasbor');
    const [caption, ...more] = captions(budi);
    expect(more).toEqual([]);
    const [photo, paper] = budi.person.messages.slice(-2);
    const { width, height } = photo?.photo?.at(-1) ?? { width: 0, height: 0 };
    // The shape of A4, which no chat cuts at the sides.
    expect(height / width).toBeCloseTo(Math.SQRT2, 2);
    expect(paper?.document?.file_name).toBe('dasbor-2026-10.pdf');
    const [sent] = (await files(office, budi)).slice(-1);
    const [page, ...pages] = await pdfPages(sent?.data ?? new Uint8Array());
    expect(pages).toEqual([]);
    for (const part of [
      'Dasbor UMKM, Oktober 2026',
      '8 dari 8 usaha',
      '24 jt',
      '2 dari 18',
      'Usaha menurut jenis',
    ])
      expect(page, part).toContain(part);
    expect(caption).toContain('Oktober 2026: 8 dari 8 usaha lapor (100%), penjualan sekitar Rp24.000.000.');
    expect(caption).toContain('Pemerataan: yang lapor ada di 2 dari 18 kecamatan.');
    expect(caption).toContain(
      'Kerja: di 8 usaha yang sama bekerja 16 orang pada Oktober 2025, sekarang 24 orang.',
    );
    expect(caption).toContain(
      'Pendapatan, dibanding Oktober 2025: 8 usaha lapor di kedua bulan. Separuhnya naik 50% atau lebih baik, separuhnya di bawah itu.',
    );
    expect(await office.database.prisma.audit.count({ where: { action: 'dashboard.read' } })).toBe(1);
    expect(office.simulator.violations).toEqual([]);
  });

  it('is also a memorandum on paper, with the same figures, for who may export', async () => {
    const rini = await officer(office, { name: 'Rini', role: 'staff', rights: ['export'] });
    await rini.walk('/petugas', '>Dasbor', '>Nota Dinas (PDF)');
    await office.idle();
    const [, file] = await files(office, rini);
    const text = (await pdfPages(file?.data ?? new Uint8Array())).join(' ').replaceAll(/\s+/g, ' ');
    for (const part of [
      'NOTA DINAS',
      'Nomor ......',
      'Hal Perkembangan UMKM',
      'Keadaan per Senin, 2 November 2026',
      'Pemerataan: yang lapor ada di 2 dari 18 kecamatan.',
      'sekarang 24 orang.',
      'naik 50%',
      'Usaha menurut jenis',
      'Kelompok di bawah 5 pemilik tidak ditampilkan.',
      'Disusun oleh, Mengetahui,',
      'Pangkat: ......',
    ])
      expect(text, part).toContain(part);
    const kept = await office.database.prisma.exportFile.findFirstOrThrow();
    expect(kept).toMatchObject({ report: 'dashboard-note', format: 'pdf' });
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: ['35.25.14'] });
    await wati.walk('/petugas', '>Dasbor');
    expect(wati.buttons).not.toContain('Nota Dinas (PDF)');
  });

  it('shows an officer of some kecamatan nothing beyond them, and no sum of fewer than five', async () => {
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: ['35.25.14'] });
    await wati.walk('/petugas', '>Dasbor');
    const [caption] = captions(wati);
    expect(caption).toContain('Dasbor Kebomas');
    expect(caption).toContain('2 dari 2 usaha lapor, terlalu sedikit untuk dijumlahkan.');
    expect(caption).toContain('belum cukup usaha untuk dibandingkan (n = 2)');
    expect(caption).not.toContain('Rp');
  });

  it('tells nobody by two looks what one owner has changed in between', async () => {
    const dewi = await officer(office, { name: 'Dewi', role: 'staff', rights: [] });
    const texts = officeTexts(office.services.office);
    const sumIn = (words: string): string => /sekitar (Rp[\d.]+\d)/.exec(words)?.[1] ?? '';
    // What stands above the picture, without drawing it each time.
    const look = async (): Promise<string> => {
      await office.runJob('dashboard');
      const found = findings(office.services, await dashboard(office.services, []), []);
      return sumIn(found.map((it) => texts.plain(it, to)).join('\n'));
    };
    const stored = async (): Promise<readonly string[]> =>
      (
        await office.database.prisma.dashboardCell.findMany({
          where: { figure: 'sales', period: '2026-10' },
          orderBy: { kecamatan: 'asc' },
        })
      ).map((cell) => `${cell.kecamatan} ${cell.owners} ${cell.amount}`);
    expect(await look()).toBe('Rp24.000.000');
    const first = await stored();
    expect(first).toEqual([' 0 0', '35.25.14 2 6000000', '35.25.16 6 18000000']);
    office.clock.advance(HOUR);
    await report('L-0-0', 9_876_543);
    expect(await look()).toBe('Rp24.000.000');
    for (const at of [6, 7, 1, 2, 3]) await report(`L-${at}-0`, 3_123_456);
    // Two of a hidden kecamatan, and four of another one.
    expect(await look()).toBe('Rp24.000.000');
    expect(await stored()).toEqual(first);
    office.clock.advance(HOUR);
    await report('L-4-0', 4_000_000);
    await report('L-5-0', 5_000_000);
    for (const at of [1, 2, 3]) await report(`L-${at}-0`, 6_000_000);
    expect(await look()).toBe('Rp42.900.000');
    await dewi.walk('/petugas', '>Dasbor');
    expect(sumIn(captions(dewi).join())).toBe('Rp42.900.000');
    // Exactly in the database, rounded on the screen; Kebomas waits.
    expect((await stored()).at(-1)).toBe('35.25.16 6 36876543');
  });

  it('is nothing for owners and helpers', async () => {
    const helper = await officer(office, { name: 'Joko', role: 'helper', rights: [] });
    await helper.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, 's.dash'));
    expect(captions(helper)).toEqual([]);
  });
});
