import { openXlsx, saveXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { announceBefore } from '../../support/announce.ts';
import { files } from '../../support/files.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';

const GRESIK = '35.25.16';
const MANYAR = '35.25.10';

describe('a filled-in sheet that is sent back', () => {
  let office: Office;
  let budi: MemberInChat;
  let numbers: readonly string[];
  beforeAll(async () => {
    office = await openOffice();
    await registeredOwner(office);
    for (const kecamatan of [GRESIK, GRESIK, MANYAR])
      await registeredPerson(office.services, { chatId: null, businesses: [{ kecamatan }] });
    const rows = await office.database.prisma.business.findMany({ orderBy: { id: 'asc' } });
    for (const row of rows)
      if (row.number === null)
        await office.database.prisma.business.update({
          where: { id: row.id },
          data: { number: `D-2611-9${String(row.id).padStart(3, '0')}` },
        });
    const all = await office.database.prisma.business.findMany({ orderBy: { id: 'asc' } });
    numbers = all.map((row) => row.number ?? '');
    budi = await officer(office, { role: 'staff', rights: ['export'] });
  });
  afterAll(() => office.close());

  const versions = (): Promise<number> => office.database.prisma.salesVersion.count();
  const send = (name: string, data: Buffer | string, who: Owner = budi): Promise<readonly string[]> =>
    who.act((it) => it.sendDocument(name, data).update);
  const amountOf = async (number: string | undefined, month: string): Promise<number | undefined> => {
    const row = await office.database.prisma.salesReport.findFirst({
      where: { month, business: { number: number ?? '' } },
    });
    return row === null ? undefined : Number(row.amount);
  };
  const csv = (...lines: readonly string[]): string =>
    ['Nomor usaha;Bulan;Penjualan, isi di sini (Rp)', ...lines].join('\r\n');

  it('is the file of non-reporters with its last column filled in, applied by one button, once', async () => {
    await budi.walk('/petugas', '>Ekspor', '>Buat ekspor baru', '>Belum lapor', '>Oktober 2026');
    await budi.walk(
      '>Semua kecamatan',
      '>Disamarkan',
      '>Excel (XLSX)',
      '>Menghubungi pemilik',
      '>Buat berkas',
    );
    await office.idle();
    const book = await openXlsx((await files(office, budi)).at(-1)?.data ?? Buffer.alloc(0));
    const [header, ...rows] = book.sheets[0]?.rows ?? [];
    const fill = header?.indexOf('Penjualan, isi di sini (Rp)') ?? -1;
    expect(fill).toBeGreaterThan(0);
    const listed = rows.map((row) => String(row[0]));
    for (const [at, typed] of [2_500_000, '2,5 jt', 3].entries()) rows[at]?.splice(fill, 1, typed);
    const filled = Buffer.from(await saveXlsx(book));

    const said = await send('belum-lapor.xlsx', filled);
    expect(said.join('\n')).toContain('Baris 4, Penjualan, isi di sini (Rp): angkanya meragukan');
    expect(budi.last).toContain('Baru: 2. Berubah: 0. Tetap: 0. Tidak dipakai: 1.');
    expect(await versions()).toBe(0);
    expect((await budi.tap('Pakai semua')).join()).toContain('Baru: 2.');
    expect(await amountOf(listed[0], '2026-10')).toBe(2_500_000);
    expect(await amountOf(listed[1], '2026-10')).toBe(2_500_000);
    const version = await office.database.prisma.salesVersion.findFirstOrThrow();
    expect(version).toMatchObject({ source: 'sheet', enteredBy: budi.member.number });
    expect(
      await office.database.prisma.audit.count({
        where: { action: 'sales.sheet', actor: budi.member.number },
      }),
    ).toBe(1);

    await send('belum-lapor.xlsx', filled);
    expect(budi.last).toContain('Tidak ada yang perlu diubah.');
    expect(await versions()).toBe(2);
  });

  it('lists every cell that is not taken with row, column and reason, and takes the rest', async () => {
    await office.database.prisma.monthLock.create({ data: { office: 'gresik', month: '2026-08' } });
    const rini = await officer(office, { name: 'Rini', role: 'staff', rights: [], kecamatan: [GRESIK] });
    const said = (
      await send(
        'isian.csv',
        csv(
          `${numbers[0]};2026-09;3.500.000`,
          `'${numbers[1]};2026-09;'=1+1`,
          `${numbers[1]};2026-08;4000000`,
          `${numbers[3]};2026-09;4000000`,
          'D-0000-0000;2026-09;4000000',
          `${numbers[1]};2027-01;4000000`,
          `${numbers[1]};apa;4000000`,
          `;2026-09;4000000`,
          `${numbers[0]};2026-09;3600000`,
          `${numbers[1]};2026-09;`,
        ),
        rini,
      )
    ).join('\n');
    for (const [row, reason] of [
      [3, /meragukan|bukan angka/],
      [4, /dikunci/],
      [5, /di luar wilayah/],
      [6, /tidak dikenal/],
      [7, /belum mulai/],
      [8, /bulannya tidak terbaca/],
      [9, /nomor usahanya kosong/],
      [10, /dengan angka lain/],
    ] as const)
      expect(said).toMatch(new RegExp(`Baris ${row}, [^\n]*${reason.source}`));
    expect(rini.last).toContain('Baru: 1. Berubah: 0. Tetap: 0. Tidak dipakai: 8.');
    await rini.tap('Pakai semua');
    expect(await amountOf(numbers[0], '2026-09')).toBe(3_500_000);
    expect(await amountOf(numbers[3], '2026-09')).toBeUndefined();
  });

  it('names what a figure with a letter among its digits most likely means, and does not take it', async () => {
    const said = (
      await send(
        'isian.csv',
        csv(`${numbers[0]};2026-07;25O.000`, `${numbers[1]};2026-07;l,5 jt`, `${numbers[2]};2026-07;3jt5oo`),
      )
    ).join('\n');
    expect(said).toMatch(/Baris 2, [^\n]*meragukan. Maksudnya Rp250\.000\?/);
    expect(said).toMatch(/Baris 3, [^\n]*meragukan. Maksudnya Rp1\.500\.000\?/);
    expect(said).toMatch(/Baris 4, [^\n]*bukan angka/);
    expect(await amountOf(numbers[0], '2026-07')).toBeUndefined();
  });

  it('may be the sheet of months and businesses, in which words and totals are no figures', async () => {
    await send(
      'matriks.csv',
      [
        'Nomor usaha;Nama usaha;Sep 2026;Okt 2026;Jumlah (Rp)',
        `${numbers[0]};Otak-otak;4000000;belum lapor;4000000`,
        `${numbers[2]};Kerupuk;tidak diminta;sekitar 5 jt;5000000`,
        'JUMLAH;;4000000;5000000;9000000',
      ].join('\n'),
    );
    expect(budi.last).toContain('Baru: ');
    await budi.tap('Pakai semua');
    expect(await amountOf(numbers[0], '2026-09')).toBe(4_000_000);
    expect(await amountOf(numbers[2], '2026-10')).toBe(5_000_000);
  });

  it('is refused in seconds when it unpacks to gigabytes, is no sheet, or has too many rows', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(200_000_000, 32), 'xl/worksheets/sheet1.xml');
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const bomb = Buffer.concat(chunks);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await send('bom.xlsx', bomb)).join()).toContain('terlalu besar');
    expect((await send('bukan.xlsx', 'bukan zip')).join()).toContain('tidak bisa dibaca');
    const many = csv(...Array.from({ length: 5_001 }, () => `${numbers[0]};2026-09;4000000`));
    expect((await send('banyak.csv', many)).join()).toContain('5.000');
    expect((await send('lain.csv', 'a;b\n1;2')).join()).toContain('tidak ditemukan');
  });

  it('is a sheet whatever form is open, also as .xls, and stays in the chat', async () => {
    const sheet = csv(`${numbers[3]};2026-10;4000000`);
    for (const [step, name, answer] of [
      ['title', 'isian.csv', 'Baru: 1.'],
      ['poster', 'isian.xls', 'Mohon simpan sebagai XLSX atau CSV'],
    ] as const) {
      const dewi = await officer(office, { name: 'Dewi', rights: ['send'] });
      await dewi.walk(...announceBefore(step));
      const sent = dewi.person.sendDocument(name, sheet);
      await office.done(sent.update);
      expect(dewi.last).toContain(answer);
      expect(dewi.person.log.map((it) => it.message_id)).toContain(sent.message.message_id);
    }
  });

  it('is no sheet from anybody without the duty', async () => {
    const siti = office.owner();
    await siti.say('/start');
    const before = await versions();
    const said = (await send('isian.csv', csv(`${numbers[0]};2026-09;9000000`), siti)).join();
    expect(said).not.toContain('Isian berkas');
    expect(await versions()).toBe(before);
  });
});
