import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { begunReminders } from '../../src/domain/sales/report-reminders.ts';
import { queueReportReminder } from '../../src/services/sales/report-reminders.ts';
import { selectAudience } from '../../src/services/announcements/audience.ts';
import { dashboard } from '../../src/reports/dashboard.ts';
import { makeLists } from '../../src/services/sales/case-lists.ts';
import { monthProgress } from '../../src/services/sales/sales-progress.ts';
import { commandLine, type Said } from '../support/command-line.ts';
import { csvRows, openDesk, type Desk } from '../support/desk.ts';
import { isLong } from '../support/long.ts';
import { registeredPerson } from '../support/people.ts';
import { workbook } from '../support/workbook.ts';
import { everybody } from '../support/recipients.ts';
import { ZONE } from '../support/clock.ts';

const HEAD = [
  'Nama Pemilik',
  'Kec.',
  'Desa/Kelurahan',
  'Nama Usaha',
  'Jenis Usaha',
  'No. HP',
  'NIK',
  'NIB',
  'Tahun Mulai',
  'Catatan',
];

const ONES = 'satu dua tiga empat lima enam tujuh delapan sembilan nol'.split(' ');
/** A different name for every number, of letters alone. */
const nameOf = (at: number): string =>
  `Siti ${Array.from(String(at), (digit) => ONES[(Number(digit) + 9) % 10]).join('')}`.slice(0, 70);
const phoneOf = (at: number): string => `0812${String(10_000_000 + at)}`;
const nikOf = (at: number): string =>
  `352516${String(410_188 + (at % 9))}${String(1_000 + at).padStart(4, '0')}`;

interface Sheet {
  readonly name: string;
  /** Rows that are bad on purpose, by row of the sheet, and the column that says so. */
  readonly bad: ReadonlyMap<number, string>;
}

/** Three batches, and each kind of mistake once. */
const ROWS = isLong ? 5_000 : 250;
const BAD = ROWS * 0.06;
const GOOD = ROWS - BAD;

/** A list in which every kind of mistake stands equally often. */
async function largeList(folder: string): Promise<Sheet> {
  const mistakes: readonly (readonly [string, (row: (string | number)[]) => void])[] = [
    ['Nama Pemilik', (row) => void (row[0] = '')],
    ['Nama Pemilik', (row) => void (row[0] = '081234')],
    ['Kec.', (row) => void (row[1] = 'Surabaya')],
    ['Kec.', (row) => void (row[1] = '')],
    ['Desa/Kelurahan', (row) => void (row[2] = 'Antah Berantah')],
    ['Desa/Kelurahan', (row) => void (row[2] = 'Wedani')],
    ['Nama Usaha', (row) => void (row[3] = '0812 3456 7890')],
    ['No. HP', (row) => void (row[5] = '0812')],
    ['No. HP', (row) => void (row[5] = '0812••••••90')],
    ['NIK', (row) => void (row[6] = 3_525_164_101_881_000)],
    ['NIK', (row) => void (row[6] = '3,52516E+15')],
    ['NIK', (row) => void (row[6] = '352516410188')],
    ['NIB', (row) => void (row[7] = 912_345)],
    ['Tahun Mulai', (row) => void (row[8] = 2_099)],
    ['Tahun Mulai', (row) => void (row[8] = 'sudah lama')],
  ];
  const rows: (string | number)[][] = [['DAFTAR UMKM BINAAN 2025'], HEAD];
  const bad = new Map<number, string>();
  for (let at = 0; at < ROWS; at++) {
    const row: (string | number)[] = [
      nameOf(at),
      'Gresik',
      'Lumpur',
      `Otak-otak ${nameOf(at)}`,
      at % 2 === 0 ? 'Makanan, minuman' : 'jual otak-otak bandeng',
      at % 3 === 0 ? Number(phoneOf(at).slice(1)) : phoneOf(at),
      at % 4 === 0 ? nikOf(at) : '-',
      at % 5 === 0 ? 9_120_001_234_567 : 'belum punya',
      2_005 + (at % 18),
      'x',
    ];
    const mistake = at % 16 === 3 && bad.size < BAD ? mistakes[bad.size % mistakes.length] : undefined;
    if (mistake !== undefined) {
      mistake[1](row);
      bad.set(at + 3, mistake[0]);
    }
    rows.push(row);
  }
  const name = join(folder, 'umkm.xlsx');
  await writeFile(name, await writeXlsx({ sheets: [{ name: 'UMKM', rows }] }));
  return { name, bad };
}

describe('import of a list of owners', () => {
  let desk: Desk;
  let run: (words: readonly string[]) => Promise<Said>;
  let sheet: Sheet;
  const counts = async (): Promise<readonly number[]> => {
    const { prisma } = desk.database;
    return [await prisma.person.count(), await prisma.business.count(), await prisma.audit.count()];
  };
  beforeAll(async () => {
    desk = await openDesk();
    const line = commandLine(desk);
    run = (words) => line(words);
    sheet = await largeList(desk.folder);
  });
  afterAll(() => desk.close());

  it('tells every bad row with row, column and reason in a dry run, and changes nothing', async () => {
    const before = await counts();
    const { code, said } = await run(['import', sheet.name, '--dry-run']);
    expect(code).toBe(1);
    expect(said.at(-1)).toBe(
      `Would be stored: ${GOOD} new rows, 0 that stand there already, ${BAD} not taken`,
    );
    const listed = said.flatMap((it) => {
      const [, row, column] = /^row (\d+), (.+?): .+/.exec(it) ?? [];
      return row === undefined ? [] : [[Number(row), column] as const];
    });
    expect(new Map(listed)).toEqual(sheet.bad);
    expect(said[0]).toBe('Columns that are not read: Catatan');
    expect(said.join('\n')).toContain('row 150, NIK: stored as a number, so its last digits are lost');
    expect(said.join('\n')).not.toMatch(/0812|3525|Siti/);
    expect(await counts()).toEqual(before);
  });

  it('stores the good rows, writes the bad ones into a file, and changes nothing the second time', async () => {
    const { code, said, warned } = await run(['import', sheet.name]);
    expect(said).toContain(`Stored: ${GOOD} businesses, ${GOOD} new people`);
    expect(code).toBe(1);
    const bad = join(desk.folder, 'umkm-bad.csv');
    expect(warned.join()).toContain(bad);
    expect((await stat(bad)).mode & 0o777).toBe(0o600);
    const rows = await csvRows(bad);
    expect(rows).toHaveLength(BAD);
    expect(
      new Map(rows.map((it) => [Number(it['Baris di berkas asal']), it['Kolom yang perlu dilihat']])),
    ).toEqual(sheet.bad);
    // A NIK that has lost its digits cannot come back as if it were right.
    expect(rows.filter((it) => /hilang/.test(it['Alasan'] ?? '')).map((it) => it['NIK'])).toEqual(
      Array.from({ length: (BAD / 15) * 2 }, () => ''),
    );
    const before = await counts();
    const again = await run(['import', sheet.name]);
    expect(again.said).toContain('Stored: 0 businesses, 0 new people');
    expect(again.said).toContain(
      `Of the list: 0 new rows, ${GOOD} that stand there already, ${BAD} not taken`,
    );
    expect(await counts()).toEqual(before);
  });

  it('keeps what was read, sealed, and stands in the audit log without a name', async () => {
    const { prisma } = desk.database;
    const { services } = desk;
    const person = await prisma.person.findFirstOrThrow({
      where: { nikIndex: services.seal.index('nik', nikOf(0)) },
      include: { businesses: true, consents: true, accounts: true },
    });
    expect(person).toMatchObject({ source: 'import', consents: [], accounts: [] });
    expect(person.phoneIndex).toEqual(services.seal.index('phone', '+6281210000000'));
    const [business] = person.businesses;
    expect(business).toMatchObject({
      kind: 'food',
      kecamatan: '35.25.16',
      startedYear: 2_005,
      source: 'import',
      nibStatus: 'has',
      draftId: null,
    });
    const entries = await prisma.audit.findMany({ where: { action: 'owners.import' } });
    expect(entries).toHaveLength(Math.ceil(GOOD / 100));
    expect(JSON.stringify(entries)).not.toMatch(/Siti|3525|0812/);
  });

  it('leaves people whom nothing reaches and nothing is passed on of', async () => {
    const { services, clock } = desk;
    const selection = await selectAudience(services, everybody, { urgent: true });
    expect(selection.reached).toEqual([]);
    expect(selection.notReached['no-telegram']).toBe(GOOD);
    clock.set('2026-12-07T03:00:00Z');
    const reminders = begunReminders(clock.now(), ZONE);
    expect(reminders.length).toBeGreaterThan(0);
    for (const it of reminders) expect(await queueReportReminder(services, it)).toBe(0);
    const period = { first: '2026-09', last: '2026-09' };
    const { files: missing } = await desk.export({ report: 'non-reporters', period });
    expect(await csvRows(missing[0]?.path ?? '')).toEqual([]);
    const { files: sidt } = await desk.export({ report: 'sidt' });
    expect(await csvRows(sidt[0]?.path ?? '')).toEqual([]);
    expect((await monthProgress(services, '2026-11', [])).byKecamatan).toEqual([]);
    const { registered, kinds, classes } = await dashboard(services, []);
    expect([registered.filter((it) => it.count > 0), kinds, classes]).toEqual([[], [], []]);
    clock.set('2026-12-21T03:00:00Z');
    expect(await makeLists(desk.prisma, services)).toBe(0);
    const { files: all } = await desk.export({ report: 'businesses' });
    const [first] = await csvRows(all[0]?.path ?? '');
    expect(first?.['Asal data']).toBe('daftar lama dinas, belum setuju');
  });

  describe('of a small list', () => {
    const list = async (name: string, ...rows: readonly string[]): Promise<Said> => {
      const path = join(desk.folder, name);
      await writeFile(path, ['\uFEFFNama;Kecamatan;Desa;Usaha;HP;NIK', ...rows].join('\r\n'));
      return run(['import', path]);
    };

    it('finds the same person by NIK, phone, or name and desa, in the file and in what is known', async () => {
      const { database, services } = desk;
      await registeredPerson(services, { name: 'Wati Lestari' });
      const wati = await database.prisma.person.findFirstOrThrow({ orderBy: { id: 'desc' } });
      await database.prisma.person.update({
        where: { id: wati.id },
        data: { phoneIndex: services.seal.index('phone', '+6281355550000') },
      });
      const { said, code } = await list(
        'kembar.csv',
        'Rohmah Azizah;Cerme;Wedani;Tenun Rohmah;081355550001;3525114101880011',
        'Rohmah Azizah;Cerme;Wedani;Tenun Rohmah;;3525114101880011',
        'Rohmah Azizah;Cerme;Wedani;Warung Rohmah;;3525114101880011',
        'Sumarni;Cerme;Wedani;Kopi;;3525114101880011',
        'Rohmah Aziza;Cerme;Wedani;Tenun Rohmah;0813-5555-0001;',
        'Kasiati;Cerme;Wedani;Tenun Kasiati;;',
        'Kasiati;Cerme;Wedani;Toko Kasiati;;',
        'Kasiati;Cerme;Wedani;Toko Kasiati;081355550009;',
        'Wati Lestari;Gresik;Lumpur;Otak-otak;081355550000;',
        nameOf(7) + ';Gresik;Lumpur;Otak-otak ' + nameOf(7) + ';' + phoneOf(7) + ';',
      );
      expect(code).toBe(1);
      expect(said.filter((it) => it.startsWith('row '))).toEqual([
        'row 3: the same as row 2',
        'row 5, NIK: the NIK has another name in row 2',
        'row 6: the same as row 2',
        'row 8, Nama: same name and place as somebody else in row 7; add a NIK or a phone number',
        'row 10: this person has registered with the bot',
      ]);
      expect(said).toContain('Stored: 4 businesses, 3 new people');
      expect(said).toContain('Of the list: 4 new rows, 1 that stand there already, 5 not taken');
    });

    it('takes away the apostrophes that our own CSV puts before formulas', async () => {
      const { said, code } = await list('rumus.csv', "Darsono;Cerme;Wedani;'+Plus Kopi;'+62 813 5555 0022;");
      expect([code, said.filter((it) => it.startsWith('row '))]).toEqual([0, []]);
      const person = await desk.database.prisma.person.findFirstOrThrow({
        where: { phoneIndex: desk.services.seal.index('phone', '+6281355550022') },
        include: { businesses: true },
      });
      const [business] = person.businesses;
      expect(
        desk.services.seal.decrypt(`business:${business?.id}:name`, business?.name ?? new Uint8Array()),
      ).toBe('+Plus Kopi');
    });

    it('takes one sheet a kecamatan, and the one that was chosen of others', async () => {
      const rows = (name: string, desa: string) => [
        ['Nama', 'Desa', 'Nama Usaha'],
        [name, desa, 'Sarung'],
        ['', desa, ''],
      ];
      const path = join(desk.folder, 'wilayah.xlsx');
      const sheets = [
        { name: 'Kec. Cerme', rows: rows('Nur Cermewati', 'Gedangkulut') },
        { name: 'Manyar', rows: rows('Nur Manyarwati', 'Peganden') },
      ];
      await writeFile(path, await workbook(sheets));
      const { said, warned, code } = await run(['import', path]);
      expect(code).toBe(1);
      const told = 'Of the list: 1 new rows, 0 that stand there already, 1 not taken';
      expect(said.filter((it) => /^Sheet|^Of/.test(it))).toEqual([
        'Sheet Kec. Cerme',
        told,
        'Sheet Manyar',
        told,
      ]);
      expect(warned.join('\n')).toMatch(/wilayah-bad-kec-cerme\.csv[\s\S]*wilayah-bad-manyar\.csv/);
      await writeFile(
        path,
        await workbook(sheets.map((it, at) => ({ ...it, name: `Kec. Cerme ${2025 + at}` }))),
      );
      const unclear = await run(['import', path, '--dry-run']);
      expect(unclear.code).toBe(1);
      expect(unclear.warned.join()).toContain(
        '"Kec. Cerme 2025", "Kec. Cerme 2026"; say which one with --sheet',
      );
      const chosen = await run(['import', path, '--dry-run', '--sheet', 'Kec. Cerme 2025']);
      expect(chosen.said).toContain('Would be stored: 0 new rows, 1 that stand there already, 1 not taken');
    });

    it('refuses NIK that a spreadsheet has rounded, all of them', async () => {
      const rows = ['Ani', 'Bambang', 'Cahyo', 'Dewi', 'Endang', 'Fatimah'].map(
        (name, at) => `${name} Rahayu;Cerme;Wedani;Usaha ${name};;352511410188${at}0${at}0`,
      );
      const { said, code } = await list('bulat.csv', ...rows);
      expect(code).toBe(1);
      expect(said.filter((it) => /were rounded/.test(it))).toHaveLength(6);
      expect(await readFile(join(desk.folder, 'bulat-bad.csv'), 'utf8')).not.toContain('352511');
    });

    it('ends between two batches when it is stopped', async () => {
      const stopped = AbortSignal.abort(new Error('stopped'));
      const path = join(desk.folder, 'henti.csv');
      await writeFile(path, 'Nama,Kecamatan,HP\nJumadi,Cerme,081355550077\n');
      const { code, warned } = await commandLine(desk)(['import', path], { signal: stopped });
      expect([code, warned]).toEqual([
        1,
        ['stopped; what was stored until then stays, run it again to go on'],
      ]);
    });
  });

  it('refuses in seconds what unpacks to far more than a list, is no list, or has too many rows', async () => {
    const file = async (name: string, data: string | Buffer): Promise<Said> => {
      await writeFile(join(desk.folder, name), data);
      return run(['import', join(desk.folder, name)]);
    };
    const before = await counts();
    const zip = new ZipFile();
    // Each part alone is small enough; in the long run they are gigabytes, which takes seconds to pack.
    const blank = Buffer.alloc(isLong ? 100_000_000 : 10_000_000, 32);
    for (let part = 1; part <= 12; part++)
      zip.addBuffer(blank, `xl/worksheets/sheet${part}.xml`, { compressionLevel: 1 });
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const bomb = Buffer.concat(chunks);
    expect(bomb.length).toBeLessThan(10_000_000);
    expect((await file('bom.xlsx', bomb)).warned.join()).toContain('unpacks to too much');
    const many = ['Nama;Kecamatan', ...Array.from({ length: 20_001 }, () => 'Siti;Cerme')].join('\n');
    expect((await file('banyak.csv', many)).warned.join()).toContain('more than 20000 rows');
    expect((await file('lain.csv', 'a;b\n1;2')).warned.join()).toContain('no row with the headers');
    expect((await file('bukan.xlsx', 'bukan zip')).warned.join()).toContain('cannot be read');
    expect((await file('daftar.pdf', 'x')).warned.join()).toContain('expected a file .xlsx or .csv');
    expect((await run(['import', join(desk.folder, 'tidak-ada.csv')])).code).toBe(1);
    expect((await run(['import'])).code).toBe(2);
    expect(await counts()).toEqual(before);
  });
});
