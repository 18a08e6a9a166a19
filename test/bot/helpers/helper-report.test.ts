import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { assistedOwner, byHand, type AssistedOwner } from '../../support/assisted.ts';
import { files } from '../../support/files.ts';
import { pdfPages } from '../../support/pdf.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';

describe('a helper reports for many owners at once', () => {
  let office: Office;
  let rina: MemberInChat;
  let lia: MemberInChat;
  let owners: readonly AssistedOwner[];
  let foreign: AssistedOwner;
  beforeAll(async () => {
    office = await openOffice();
    rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    lia = await officer(office, { name: 'Lia', role: 'helper', rights: [] });
    const made: AssistedOwner[] = [];
    for (const [name, salutation, business] of [
      ['Siti Aminah', 'P', 'Otak-otak Bu Siti'],
      ['Hadi Purnomo', 'L', 'Warung Pak Hadi'],
      ['Ani Lestari', 'P', 'Jamu Bu Ani'],
    ] as const)
      made.push(await assistedOwner(office, rina.member, { name, salutation, business }));
    owners = made;
    foreign = await assistedOwner(office, lia.member, { name: 'Tutik Rahayu', business: 'Batik Tutik' });
  });
  beforeEach(() => office.clock.advance(60_000));
  afterAll(() => office.close());

  const figure = async (at: number, month = '2026-10'): Promise<number | undefined> => {
    const row = await office.database.prisma.salesReport.findUnique({
      where: { businessId_month: { businessId: owners[at]?.businessId ?? 0, month } },
    });
    return row === null ? undefined : Number(row.amount);
  };

  it('by one list, one message and one confirmation', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini');
    expect(rina.last).toContain('Penjualan bulan Oktober 2026');
    expect(rina.last).toContain('1. Bu Siti (Otak-otak Bu Siti): belum ada laporan');
    expect(rina.last).not.toContain('Tutik');
    expect(
      await office.database.prisma.audit.count({
        where: { action: 'helper.list', actor: rina.member.number },
      }),
    ).toBe(1);
    await rina.say('1 2,5jt / 2 800rb / 3 kosong');
    expect(rina.last).toContain('1. Bu Siti: Rp2.500.000 (dua juta lima ratus ribu rupiah)');
    expect(rina.last).toContain('2. Pak Hadi: Rp800.000 (delapan ratus ribu rupiah)');
    expect(rina.last).toContain('3. Bu Ani: Rp0 (nol rupiah), tidak berjualan');
    expect(await figure(0)).toBeUndefined();
    await rina.tap('Benar, dari keluarganya');
    expect(rina.last).toContain('Baru: 3. Diubah: 0. Tetap: 0.');
    expect([await figure(0), await figure(1), await figure(2)]).toEqual([2_500_000, 800_000, 0]);
    const { prisma } = office.database;
    const version = await prisma.salesVersion.findFirstOrThrow({ orderBy: { reportId: 'asc' } });
    expect(version).toMatchObject({
      source: 'helper',
      enteredBy: rina.member.number,
      toldBy: 'family',
      confirmed: 'family',
      draftId: null,
    });
    expect(await prisma.audit.count({ where: { action: 'helper.report' } })).toBe(3);
    // Ten owners in one form: it is not kept.
    expect(await prisma.draft.count({ where: { form: 'helper-report' } })).toBe(0);
  });

  it('of which doubtful lines are asked back, one after the other', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '>Bulan lain', '>September 2026');
    await rina.say('1 25 / 2 abc / 3 1,5jt / 9 2jt');
    expect(rina.last).toContain('Nomor 1, Bu Siti: tertulis "25"');
    await rina.say('2,4jt');
    expect(rina.last).toContain('Nomor 2, Pak Hadi: "abc" belum terbaca');
    await rina.tap('Lewati nomor ini');
    expect(rina.last).toContain('1. Bu Siti: Rp2.400.000');
    expect(rina.last).toContain('3. Bu Ani: Rp1.500.000');
    expect(rina.last).toContain('Tidak dipakai: "9 2jt"');
    await rina.say('3 1,6jt');
    expect(rina.last).toContain('3. Bu Ani: Rp1.600.000');
    await rina.tap('Benar, dari pemiliknya');
    expect(rina.last).toContain('Baru: 2.');
    expect([await figure(0, '2026-09'), await figure(1, '2026-09'), await figure(2, '2026-09')]).toEqual([
      2_400_000,
      undefined,
      1_600_000,
    ]);
  });

  it('of which letters among digits are asked back with what they mean, else with the reason', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '>Bulan lain', '>Agustus 2026');
    await rina.say('1 25O.000 / 2 3jt5oo');
    expect(rina.last).toContain('Nomor 1, Bu Siti: tertulis "25O.000"');
    await rina.tap('Ya, Rp250.000');
    expect(rina.last).toContain('Nomor 2, Pak Hadi: "3jt5oo" belum terbaca');
    await rina.say('3jt5oo');
    expect(rina.last).toContain('Ada huruf di antara angkanya');
    await rina.tap('Lewati nomor ini');
    await rina.tap('Benar, dari pemiliknya');
    expect([await figure(0, '2026-08'), await figure(1, '2026-08')]).toEqual([250_000, undefined]);
  });

  it('and corrects one, which shows both figures', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Pemilik saya', '>Pak Hadi (Warung Pak Hadi)');
    expect(rina.last).toContain('• Okt 2026: Rp800.000');
    await rina.walk('>Tulis atau ubah angka', '900rb');
    expect(rina.last).toContain('Membantu: Pak Hadi');
    expect(rina.last).toContain('dari Rp800.000 menjadi Rp900.000');
    await rina.tap('Benar, lewat telepon/WA');
    expect(rina.last).toContain('Diubah: 1.');
    expect(await figure(1)).toBe(900_000);
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '2 900rb');
    expect(rina.last).toContain('sudah tercatat');
    await rina.tap('Benar, dari pemiliknya');
    expect(rina.last).toContain('Tetap: 1.');
  });

  it('asks about a slipped zero', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '1 25jt');
    expect(rina.last).toContain('Nomor 1, Bu Siti: Rp25.000.000');
    expect(rina.last).toContain('Bulan September 2026 Rp2.400.000. Memang jauh berbeda?');
    await rina.tap('Lewati nomor ini');
    expect(rina.last).toContain('Penjualan bulan Oktober 2026');
    expect(await figure(0)).toBe(2_500_000);
  });

  it('but not into a month that is closed', async () => {
    const { prisma } = office.database;
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '1 2,6jt');
    await prisma.monthLock.create({ data: { office: 'gresik', month: '2026-10' } });
    await rina.tap('Benar, dari pemiliknya');
    expect(rina.last).toContain('Nomor 1 tidak disimpan, karena bulannya sudah ditutup.');
    expect(await figure(0)).toBe(2_500_000);
    expect(await prisma.case.count()).toBe(0);
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini');
    expect(rina.last).toContain('Angka penjualan bulan apa?');
    expect((await rina.tap('Oktober 2026')).join()).toContain('sudah ditutup');
    await prisma.monthLock.deleteMany();
  });

  it('nor for an owner of another helper, whatever the button says', async () => {
    for (const data of [`s.help.fix.${foreign.businessId}`, `s.help.o.${foreign.businessId}`])
      expect((await rina.act(byHand(data))).join()).not.toMatch(/Tutik|Membantu/);
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini');
    // Handed over while the list is open: its number leads to nobody.
    await office.database.prisma.person.update({
      where: { id: owners[2]?.personId ?? 0 },
      data: { assistedBy: lia.member.number },
    });
    await rina.say('1 2,7jt / 3 9jt');
    expect(rina.last).toContain('Tidak dipakai: "3 9jt"');
    await rina.tap('Benar, dari pemiliknya');
    expect(await figure(2)).toBe(0);
    expect(await figure(0)).toBe(2_700_000);
  });

  it('with the one question about what went to the company of an agreement, of its owners alone', async () => {
    const [siti] = owners;
    if (siti === undefined) throw new Error('expected owners who are served');
    await agreementRows(office.services, await applicationOf(office.services, siti, 'active'));
    await rina.walk('/petugas', '>Pendampingan', '>Laporan bulan ini', '>Bulan lain', '>Agustus 2026');
    await rina.walk('1 2jt / 2 1jt', '>Benar, dari pemiliknya');
    expect(rina.last).toContain('Nomor 1, Bu Siti: dari Rp2.000.000 itu, berapa yang dijual ke SIG?');
    await rina.walk('3 juta');
    expect(rina.last).toContain('lebih besar dari penjualan sebulan');
    await rina.walk('1,5 juta', '>Benar');
    expect(rina.last).toMatch(/Baru: \d. Diubah: \d/);
    const { prisma } = office.database;
    expect(await prisma.partnerSale.findMany({ include: { report: true } })).toMatchObject([
      { amount: 1_500_000n, report: { businessId: siti.businessId, month: '2026-08' } },
    ]);
  });

  it('and has sheets to print: a slip of consent for each person, the eleven answers, and lines in the numbers of the list', async () => {
    await rina.walk('/petugas', '>Pendampingan', '>Lembar cetak');
    const sent = (await files(office, rina)).slice(-3);
    expect(sent.map((it) => it.name)).toEqual([
      'surat-izin.pdf',
      'lembar-pendaftaran.pdf',
      'lembar-angka.pdf',
    ]);
    const [slips = '', form = '', figures = ''] = await Promise.all(
      sent.map(async ({ data }) => (await pdfPages(data)).join(' ').replaceAll(/\s+/g, ' ')),
    );
    // Two slips on a page, each with the whole consent, room for one person, and the name of nobody.
    expect(slips.match(/Apakah Bapak\/Ibu setuju\?/g)).toHaveLength(2);
    expect(slips.match(/Nomor HP(?!,| dan)/g)).toHaveLength(2);
    expect(slips).not.toContain('Siti');
    for (let number = 1; number <= 11; number++) expect(form).toContain(`${number}. `);
    expect(form).not.toContain('12. ');
    for (const words of ['Kecamatan', 'Makanan, minuman', 'Modal', 'NIB', 'Nomor HP', 'Ibu (perempuan)'])
      expect(form, words).toContain(words);
    expect(figures).toContain('1 Bu Siti Otak-otak Bu Siti 2 Pak Hadi Warung Pak Hadi');
    const logged = await office.database.prisma.audit.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(logged).toMatchObject({ action: 'helper.list', details: { for: 'sheet', businesses: 2 } });
  });
});
