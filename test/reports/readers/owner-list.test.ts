import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { officeTexts } from '../../../src/office-texts.ts';
import { readConfig } from '../../../src/config.ts';
import { loadReferenceData } from '../../../src/reference-data.ts';
import { readOwnerLists, SheetChoiceError, type OwnerList } from '../../../src/reports/readers/owner-list.ts';
import { UnreadableSheet } from '../../../src/reports/readers/unpack.ts';
import { workbook, type Cell, type Sheet } from '../../support/workbook.ts';
import { runs } from '../../support/long.ts';

const HEAD = ['Nama Pemilik', 'Kecamatan', 'Desa', 'Nama Usaha', 'No. HP', 'NIK', 'Tahun Mulai', 'Omzet'];
const phone = (at: number): string => `0813300${String(10_000 + at)}`;

interface Row {
  readonly name?: Cell;
  readonly kecamatan?: Cell;
  readonly desa?: Cell;
  readonly business?: Cell;
  readonly phone?: Cell;
  readonly nik?: Cell;
  readonly started?: Cell;
  readonly sales?: Cell;
}

/** A row that is right but for what is given. */
const row = (at: number, other: Row = {}): readonly Cell[] =>
  Object.values({
    name: `Siti ${'abcdefghijklmnopqrstuvwxyz'.charAt(at)}minah`,
    kecamatan: 'Cerme',
    desa: 'Wedani',
    business: `Sarung ${'abcdefghijklmnopqrstuvwxyz'.charAt(at)}minah`,
    phone: phone(at),
    nik: undefined,
    started: 2015,
    sales: 2_500_000,
    ...other,
  });

/** The same as a line of a CSV file, as it is. */
const csvLine = (at: number, other: Row = {}): string =>
  row(at, other)
    .map((cell) => (typeof cell === 'object' ? '' : String(cell ?? '')))
    .join(';');

const { areas } = await loadReferenceData();
const texts = officeTexts(readConfig({}).office);
const about = { areas, texts, today: Temporal.PlainDate.from('2026-11-02') };

const readAll = (name: string, data: Buffer, sheets: readonly string[] = []): Promise<readonly OwnerList[]> =>
  readOwnerLists({ name, data }, { ...about, sheets });

async function readOne(name: string, data: Buffer): Promise<OwnerList> {
  const [only] = await readAll(name, data);
  if (only === undefined) throw new Error('expected a list, got none');
  return only;
}

const xlsx = async (...sheets: readonly Sheet[]): Promise<OwnerList> =>
  readOne('umkm.xlsx', await workbook(sheets));
const csv = (...lines: readonly string[]): Promise<OwnerList> =>
  readOne('umkm.csv', Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`));

/** Row, column and reason of everything that is not taken. */
const problems = (list: OwnerList): readonly string[] =>
  list.bad.flatMap((it) => it.problems.map(({ column, reason }) => `${it.row} ${column} ${reason}`));
const owners = (list: OwnerList) => list.good.map(({ owner }) => owner);

describe('a list of owners as an office keeps it', () => {
  it('names the column in which a formula came to nothing', async () => {
    const list = await xlsx({
      name: 'UMKM',
      rows: [
        HEAD,
        row(0),
        row(1, { business: { error: '#N/A' } }),
        row(2, { business: { error: '#REF!' }, phone: { error: '#VALUE!' } }),
        row(3, { name: { error: '#NAME?' } }),
        row(4, { sales: { error: '#DIV/0!' } }),
        row(5, { desa: { xml: '<c><f>VLOOKUP(A1,B:C,2)</f></c>' } }),
        row(6, { started: '#######' }),
        row(7, { business: '#SPILL!' }),
      ],
    });
    expect(problems(list)).toEqual([
      '3 business formula',
      '4 business formula',
      '4 phone formula',
      '5 name formula',
      '6 usualSales formula',
      '7 desa formula',
      '8 started formula',
      '9 business formula',
    ]);
  });

  it('counts days from where the workbook counts them', async () => {
    const rows = [
      HEAD,
      row(0, { started: 38_717 }),
      row(1, { started: 2011 }),
      row(2, { started: 38_717.5 }),
    ];
    const list = await readOne('umkm.xlsx', await workbook([{ name: 'A', rows }], { date1904: true }));
    expect(owners(list).map(({ business: it }) => [it.startedYear, it.startedMonth])).toEqual([
      [2010, 1],
      [2011, undefined],
      [2010, 1],
    ]);
    expect(owners(await xlsx({ name: 'A', rows }))[0]?.business.startedYear).toBe(2005);
  });

  it('reads what XML cannot write, elements with a prefix, and headers with line breaks', async () => {
    const rows = [
      ['Nama_x000D_\nPemilik', 'Kec._x000a_', 'Desa', 'Nama Usaha', 'No. HP_x000D_\n(WA)'],
      ['Endang_x000D_', 'Cerme', 'Wedani', 'Kerupuk_x000D_\nUmi', phone(1)],
    ];
    const list = await readOne('umkm.xlsx', await workbook([{ name: 'A', rows }], { prefix: 'x' }));
    expect(owners(list)).toMatchObject([{ name: 'Endang', business: { name: 'Kerupuk Umi' } }]);
    expect(owners(list)[0]?.phone).toBe('+6281330010001');
  });

  it('takes no NIK that a spreadsheet has rounded, also where others of the list are right', async () => {
    const nik = (date: string, serial: string): string => `352511${date}${serial}`;
    const right = ['450785', '620390', '511279', '420888', '690681'].map((date, at) =>
      nik(date, `000${at + 1}`),
    );
    const rounded = ['550682', '441191', '670975'].map((date) => nik(date, '0000'));
    const all = [...right, ...rounded, nik('580388', '0010'), nik('000188', '0001'), nik('014588', '0001')];
    const list = await xlsx({ name: 'A', rows: [HEAD, ...all.map((it, at) => row(at, { nik: it }))] });
    expect(problems(list)).toEqual([
      '7 nik nik-rounded',
      '8 nik nik-rounded',
      '9 nik nik-rounded',
      '10 nik nik-rounded',
      '11 nik nik-date',
      '12 nik nik-date',
    ]);
    expect(owners(list).map((it) => it.nik)).toEqual(right);
    const alone = await xlsx({ name: 'A', rows: [HEAD, row(0, { nik: nik('580388', '0010') })] });
    expect(problems(alone)).toEqual([]);
  });

  it('lets a merged cell count for its rows, but divides no figure', async () => {
    const list = await xlsx({
      name: 'A',
      merged: ['B2:B4', 'H3:H4', 'A1:H1'],
      rows: [
        HEAD,
        row(0),
        row(1, { kecamatan: undefined }),
        row(2, { kecamatan: undefined, sales: undefined }),
        row(3, { kecamatan: undefined }),
      ],
    });
    expect(problems(list)).toEqual(['3 usualSales merged', '4 usualSales merged', '5 kecamatan missing']);
    expect(list.cells.get(4)?.[1]).toBe('Cerme');
    expect(list.cells.get(4)?.[7]).toBeUndefined();
  });

  it('passes over hidden sheets, and lets somebody choose among those that are seen', async () => {
    const rows = (name: string): readonly (readonly Cell[])[] => [HEAD, row(0, { name })];
    const sheets = [
      { name: '2026', rows: rows('Citra Dewi') },
      { name: '2025 lama', rows: rows('Citra Lama'), hidden: true },
    ];
    expect(owners(await xlsx(...sheets)).map((it) => it.name)).toEqual(['Citra Dewi']);
    const both = await workbook([...sheets, { name: 'Baru & lain', rows: rows('Dewi Baru') }]);
    const refused = readAll('umkm.xlsx', both);
    await expect(refused).rejects.toThrow(SheetChoiceError);
    await expect(refused).rejects.toMatchObject({ sheets: ['2026', 'Baru & lain'] });
    const [only] = await readAll('umkm.xlsx', both, ['baru & LAIN']);
    expect(only === undefined ? [] : owners(only).map((it) => it.name)).toEqual(['Dewi Baru']);
    await expect(readAll('umkm.xlsx', both, ['2025 lama'])).rejects.toThrow(SheetChoiceError);
  });

  it('takes one sheet a kecamatan, which its name or its title says', async () => {
    const bare = HEAD.filter((it) => it !== 'Kecamatan');
    const rows = (name: string, desa: string): readonly (readonly Cell[])[] => [
      bare,
      row(0, { name, desa }).filter((_cell, at) => at !== 1),
    ];
    const lists = await readAll(
      'umkm.xlsx',
      await workbook([
        { name: 'Rekap', rows: [['Kecamatan', 'Jumlah']] },
        { name: 'Kec. Cerme', rows: rows('Citra Dewi', 'Wedani') },
        { name: 'MANYAR 2026', rows: rows('Dewi Baru', 'Peganden') },
        { name: 'Sheet3', rows: [['Data UMKM Kecamatan Kebomas, Tahun 2026'], ...rows('Eni', 'Kedanyang')] },
      ]),
    );
    expect(lists.map((it) => [it.sheet, owners(it)[0]?.business.kecamatan])).toEqual([
      ['Kec. Cerme', '35.25.11'],
      ['MANYAR 2026', '35.25.10'],
      ['Sheet3', '35.25.14'],
    ]);
    const unsaid = await workbook([{ name: 'Gresik', rows: rows('Eni', 'Lumpur') }]);
    await expect(readAll('umkm.xlsx', unsaid)).rejects.toThrow(UnreadableSheet);
  });

  it('reads CSV below a title with other separators, in older encodings, and called by its separator', async () => {
    const lines = [HEAD.join(';'), csvLine(0), csvLine(1)];
    expect(owners(await csv('Data UMKM Kecamatan Cerme, Tahun 2026', ...lines))).toHaveLength(2);
    expect(owners(await csv('sep=;', ...lines))).toHaveLength(2);
    const tabs = lines.map((it) => it.replaceAll(';', '\t')).join('\n');
    const unicode = Buffer.from(`\uFEFF${tabs}`, 'utf16le');
    expect(owners(await readOne('umkm.csv', unicode))).toHaveLength(2);
    const old = Buffer.from(lines.join('\n').replaceAll('Sarung', 'Caf\u00E9'), 'latin1');
    expect(owners(await readOne('umkm.csv', old))[0]?.business.name).toContain('Caf\u00E9');
    const book = await workbook([{ name: 'A', rows: [HEAD, row(0)] }]);
    expect(owners(await readOne('umkm.csv', book))).toHaveLength(1);
  });

  it('loses no row to a stray quote', async () => {
    const line = (at: number, business: string): string => csvLine(at, { business });
    const list = await csv(
      HEAD.join(';'),
      line(0, 'Sarung Ani'),
      line(1, '"Barokah Jaya'),
      line(2, 'Sarung Cici'),
      line(3, 'Toko "Eni"'),
      line(4, '"Sarung ""Fani"""'),
      line(5, '"Jalan Raya\nnomor 3"'),
      line(6, 'Toko Gita"'),
    );
    expect(problems(list)).toEqual([]);
    expect(owners(list).map((it) => it.business.name)).toEqual([
      'Sarung Ani',
      'Barokah Jaya',
      'Sarung Cici',
      'Toko "Eni"',
      'Sarung "Fani"',
      'Jalan Raya nomor 3',
      'Toko Gita"',
    ]);
  });

  it('accounts for every line, wherever quotes stand', async () => {
    const piece = fc.constantFrom('"', '""', 'a', 'Sarung', ' ', '";', ';"', "'");
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(piece, { maxLength: 4 }).map((it) => it.join('')),
          { minLength: 1, maxLength: 8 },
        ),
        async (businesses) => {
          const lines = businesses.map((business, at) => csvLine(at, { business }));
          const list = await csv(HEAD.join(';'), ...lines);
          const told = list.good.length + list.bad.length;
          if (told !== businesses.length) throw new Error(`expected ${businesses.length} rows, got ${told}`);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
