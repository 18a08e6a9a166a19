import { HOUR } from '../support/clock.ts';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restore } from '../../src/domain/words/formula.ts';
import { reportOf, reports } from '../../src/reports/index.ts';
import { TooLargeError } from '../../src/reports/making.ts';
import { columnName } from '../../src/reports/writers/sheet-xml.ts';
import { csvWriter } from '../../src/reports/writers/csv.ts';
import type { FileColumn } from '../../src/reports/writers/writer.ts';
import { xlsxWriter } from '../../src/reports/writers/xlsx.ts';
import { csvRows, openDesk, QUARTER, zipParts, type Desk } from '../support/desk.ts';
import { looksOf, readSheets } from '../support/workbook.ts';
import { runs } from '../support/long.ts';

const to = { language: 'id', salutation: undefined, shortName: undefined } as const;
const NIK = '3525014501800001';
const words = { data: 'Data', part: (n: number) => `Data ${n}`, info: 'Keterangan', yes: 'ya', no: 'tidak' };
/** The clock in Jakarta. */
const AHEAD = 7 * HOUR;

const xlsxOptions = {
  clockAhead: AHEAD,
  words,
  creator: 'Dinas',
  created: new Date('2026-11-02T03:00:00Z'),
};

/** A PNG says its size in bytes 16 to 23 (RFC 2083, IHDR). */
function pngSize(png: Uint8Array = new Uint8Array(24)): { readonly width: number; readonly height: number } {
  const bytes = Buffer.from(png);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Where LibreOffice is installed; its test is left out elsewhere. */
const officePath = ['/usr/bin/soffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'].find((path) =>
  existsSync(path),
);

const texts: readonly FileColumn[] = [
  { header: 'Satu', type: 'text', width: 10 },
  { header: '=Dua', type: 'text', width: 10 },
];

describe('an exported file', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.business({
      name: '=HYPERLINK("http://example.org")',
      owner: '@Siti <b>&\u0007',
      phone: '+6281234567890',
      nik: NIK,
      nib: '0123456789012',
      sales: { '2026-07': 2_500_000, '2026-08': 0 },
    });
    for (let n = 0; n < 8; n++)
      await desk.business({ name: `Warung ${n}`, sales: { '2026-07': n * 1_000_000 } });
  });
  afterAll(() => desk.close());

  it('in Excel holds real numbers and dates, and no NIK that lost a digit', async () => {
    const { files } = await desk.export({ report: 'businesses', format: 'xlsx', shown: 'all' });
    const path = files[0]?.path ?? '';
    const sheets = await readSheets(await readFile(path));
    expect(sheets.map((it) => it.name)).toEqual(['Data', 'Keterangan']);
    const [sheet, info] = sheets;
    const headers = sheet?.rows[0]?.map(String) ?? [];
    const first = Object.fromEntries(headers.map((header, at) => [header, sheet?.rows[1]?.[at]]));
    expect(first).toMatchObject({
      NIK,
      NIB: '0123456789012',
      'Nomor HP': '0812-3456-7890',
      'Nama usaha': '=HYPERLINK("http://example.org")',
      'Nama pemilik': '@Siti <b>&',
      'Penjualan biasanya per bulan': 3_000_000,
      'Tanggal daftar': new Date('2026-01-05T00:00:00Z'),
    });
    expect(sheet?.freezePane).toEqual({ rows: 1, columns: 3 });
    expect(sheet?.autoFilter?.range).toBe(`A1:${columnName(headers.length - 1)}10`);
    expect(sheet?.columns?.[1]?.width).toBe(28);
    const about = info?.rows.flat().join('\n');
    expect(about).toContain('Diskoperindag Kabupaten Gresik');
    expect(about).toContain('Senin, 2 November 2026 pukul 10.00 WIB');
    expect(about).toContain('anggota-1');
  });

  it.each(reports.filter(({ formats }) => formats.includes('xlsx')).map(({ key }) => key))(
    'of %s is printed lying and one page wide, with its header on every page and its names in sight',
    async (key) => {
      const { files } = await desk.export({ report: key, period: QUARTER, format: 'xlsx' });
      const names = (reportOf(key)?.columns({ period: QUARTER, kecamatan: [], asOf: new Date(0) }) ?? [])
        .filter(({ personal }) => personal === 'name')
        .map(({ header }) => desk.texts.plain(header, to));
      for (const { path } of files) {
        const [sheet, info, ...more] = await readSheets(await readFile(path));
        expect(more).toEqual([]);
        if (sheet === undefined || info === undefined) throw new Error('expected a sheet and what it is');
        const frozen = sheet.freezePane?.columns ?? 0;
        expect(looksOf(sheet)).toEqual({
          orientation: 'landscape',
          onePageWide: true,
          frozen: { rows: 1, columns: frozen },
          again: ['$1:$1', `$A:$${columnName(frozen - 1)}`],
        });
        expect(looksOf(info)).toMatchObject({ orientation: 'landscape', onePageWide: true });
        const header = sheet.rows[0]?.map(String) ?? [];
        // Columns have a word of the language, not their key, and none says that it holds an id of the office.
        for (const word of header) expect(word).not.toMatch(/^[a-z]+[A-Z]|\(nomor\)/);
        if (header.some((word) => names.includes(word)))
          expect(header.slice(0, frozen).some((word) => names.includes(word))).toBe(true);
      }
    },
  );

  it('has no formula anywhere, and writes a NIK as text', async () => {
    for (const report of ['businesses', 'sales', 'sales-matrix', 'consents', 'audit']) {
      const { files } = await desk.export({ report, period: QUARTER, format: 'xlsx', shown: 'all' });
      for (const file of files) {
        const parts = await zipParts(await readFile(file.path));
        const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
        expect(sheets.length).toBeGreaterThan(0);
        for (const [, xml] of sheets) {
          expect(xml).not.toMatch(/<f[ >]/);
          if (report === 'businesses' && xml.includes(NIK))
            expect(xml).toMatch(new RegExp(`t="inlineStr"><is><t xml:space="preserve">${NIK}</t>`));
        }
      }
    }
  });

  it('hides NIK and phone without the right, in every report and format', async () => {
    for (const format of ['xlsx', 'csv'] as const)
      for (const report of [
        'businesses',
        'sales',
        'sales-matrix',
        'non-reporters',
        'participants',
        'applications',
        'sidt',
      ])
        for (const shown of ['none', 'phone'] as const) {
          if (report === 'sidt' && format === 'xlsx') continue;
          const { files } = await desk.export({ report, period: QUARTER, format, shown });
          for (const file of files) {
            const content = await readFile(file.path);
            const text =
              format === 'csv' ? content.toString() : [...(await zipParts(content)).values()].join('\n');
            expect(text).not.toContain(NIK);
            if (shown === 'none') expect(text.replaceAll(/\D/g, '')).not.toContain('81234567890');
          }
        }
    const { files } = await desk.export({ report: 'businesses', shown: 'none' });
    expect((await csvRows(files[0]?.path ?? ''))[0]).toMatchObject({
      NIK: '3525••••••••0001',
      'Nomor HP': '0812••••••••90',
    });
  });

  it('beside sales has a small workbook with totals and a picture', async () => {
    const { files } = await desk.export({ report: 'sales', period: QUARTER, format: 'xlsx' });
    expect(files.map((it) => it.report)).toEqual(['sales', 'summary']);
    const [sheet, info] = await readSheets(await readFile(files[1]?.path ?? ''));
    expect([sheet?.name, info?.name]).toEqual(['Ringkasan', 'Keterangan']);
    const rows = (sheet?.rows ?? []).map((row) => row.slice(0, 6));
    expect(rows).toContainEqual(['Gresik', 27, 10, 10 / 27, 2, 30_500_000]);
    expect(rows).toContainEqual(['Juli 2026', 9, 9, 1, 1, 30_500_000]);
    expect(rows.filter(([group]) => group === 'JUMLAH')).toHaveLength(3);
    expect(sheet?.columns?.map((it) => it.width)).toEqual([28, 18, 16, 20, 14, 24]);
    const total = rows.findIndex(([group]) => group === 'JUMLAH');
    const formats = [3, 5].map((column) => sheet?.cells?.get(`${total},${column}`)?.style);
    expect(formats).toMatchObject([
      { numFmt: '0.0%', font: { bold: true } },
      { numFmt: '#,##0', font: { bold: true } },
    ]);
    expect(sheet?.rows[0]?.[7]).toBe('Jumlah penjualan per bulan, seluruh usaha yang lapor');
    const [picture, ...more] = sheet?.images ?? [];
    expect(more).toEqual([]);
    expect(picture).toMatchObject({ type: 'png', anchor: { from: { row: 1, col: 7 } }, width: 540 });
    const { width, height } = pngSize(picture?.data);
    expect((picture?.height ?? 0) / height).toBeCloseTo(540 / width, 2);
  });

  if (officePath !== undefined)
    it('is opened by LibreOffice, with all rows and the picture', async () => {
      const { files } = await desk.export({ report: 'sales', period: QUARTER, format: 'xlsx' });
      const profile = pathToFileURL(join(desk.folder, 'profile')).href;
      const flags = ['--headless', '--convert-to', 'fods', '--outdir', desk.folder];
      const paths = files.map((it) => it.path);
      await promisify(execFile)(officePath, [`-env:UserInstallation=${profile}`, ...flags, ...paths]);
      const [data, summary] = await Promise.all(
        paths.map((path) => readFile(join(desk.folder, `${basename(path, '.xlsx')}.fods`), 'utf8')),
      );
      expect(data?.match(/<table:table-row/g)?.length).toBeGreaterThan(27);
      expect(summary).toContain('office:value="30500000"');
      expect(summary).toMatch(/<draw:image [^>]*image\/png/);
    });

  it('beyond the rows of one sheet goes on in the next, with headers again', async () => {
    const { files } = await desk.export(
      { report: 'sales', period: QUARTER, format: 'xlsx' },
      { rowsPerSheet: 10 },
    );
    const sheets = await readSheets(await readFile(files[0]?.path ?? ''));
    expect(sheets.map((it) => [it.name, it.rows.length])).toEqual([
      ['Data', 11],
      ['Data 2', 11],
      ['Data 3', 8],
      ['Keterangan', expect.any(Number)],
    ]);
    expect(sheets[2]?.rows[0]?.[0]).toBe('Nomor usaha');
    expect(sheets[2]?.rows[7]?.[0]).toBe('D-9');
  });

  it('that grows too large is split into parts that can each be opened, and refused beyond a number of them', async () => {
    // A page of 12 years holds six businesses: the parts change between pages.
    const period = { first: '2017-01', last: '2026-10' };
    const whole = await desk.export({ report: 'sales', period });
    const split = await desk.export({ report: 'sales', period }, { mostBytes: 1_000 });
    const parts = split.files.filter((it) => it.report === 'sales');
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((it) => [it.part, it.parts])).toEqual(parts.map((_, at) => [at + 1, parts.length]));
    expect(new Set(parts.map((it) => it.sha256)).size).toBe(parts.length);
    const rows = (await Promise.all(parts.map((it) => csvRows(it.path)))).flat();
    expect(rows).toEqual(await csvRows(whole.files[0]?.path ?? ''));
    await expect(
      desk.export({ report: 'sales', period }, { mostBytes: 1_000, mostParts: 1 }),
    ).rejects.toThrow(TooLargeError);
  });

  it('is gone when it is cancelled, and nothing is recorded', async () => {
    const before = await desk.prisma.exportFile.count();
    for (const format of ['xlsx', 'csv'] as const) {
      const folder = join(desk.folder, `cancelled-${format}`);
      const cancel = new AbortController();
      await expect(
        desk.export(
          { report: 'sales', period: { first: '2017-01', last: '2026-10' }, format },
          {
            folder,
            signal: cancel.signal,
            onProgress: (rows) => rows > 0 && cancel.abort(new Error('cancelled')),
          },
        ),
      ).rejects.toThrow('cancelled');
      expect(await readdir(folder)).toEqual([]);
    }
    expect(await desk.prisma.exportFile.count()).toBe(before);
  });

  it('tells how far it is, up to the last row', async () => {
    const seen: (readonly [number, number])[] = [];
    const { rows } = await desk.export(
      { report: 'sales', period: QUARTER },
      { onProgress: (done, total) => seen.push([done, total]) },
    );
    expect(seen[0]).toEqual([0, 27]);
    expect(seen.at(-1)).toEqual([rows, 27]);
  });

  it('says by name and post who of the office has typed, decided and ordered', async () => {
    const number = 'anggota-9';
    const sealed = (field: string, text: string) =>
      desk.services.seal.encrypt(`member:${number}:${field}`, text);
    await desk.prisma.member.create({
      data: {
        office: 'gresik',
        number,
        role: 'officer',
        addedBy: 'cli',
        name: sealed('name', 'Ratna Wulandari'),
        post: sealed('post', 'Kepala Bidang UMKM'),
      },
    });
    const of = await desk.business({ name: 'Jamu Bu Ani' });
    await desk.report(of.id, '2026-09', 1_000_000, { enteredBy: number });
    const owner = await desk.prisma.person.findUniqueOrThrow({ where: { id: of.ownerId } });
    await desk.report(of.id, '2026-08', 1_000_000, { enteredBy: owner.number });
    const { files } = await desk.export({ report: 'sales', period: QUARTER }, { actor: number });
    const rows = await csvRows(files[0]?.path ?? '');
    const by = rows.filter((row) => row['Nama usaha'] === 'Jamu Bu Ani').map((row) => row['Diisi oleh']);
    expect(by).toEqual(['', 'pemilik', 'Ratna Wulandari, Kepala Bidang UMKM']);
    const workbook = await desk.export({ report: 'businesses', format: 'xlsx' }, { actor: number });
    const [, info] = await readSheets(await readFile(workbook.files[0]?.path ?? ''));
    expect(info?.rows.flat()).toContain('Ratna Wulandari, Kepala Bidang UMKM');
    const log = await desk.export({ report: 'audit', period: { first: '2026-11', last: '2026-11' } });
    expect(await csvRows(log.files[0]?.path ?? '')).toContainEqual(
      expect.objectContaining({ Pelaku: 'Ratna Wulandari, Kepala Bidang UMKM', 'Kode pelaku': number }),
    );
  });
});

describe('a CSV file', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it.each([';', ','] as const)(
    'with %j gives back every text, and none that begins like a formula',
    async (separator) => {
      const path = join(desk.folder, 'fuzz.csv');
      const cell = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ unit: fc.constantFrom(...Array.from(`=+-@'";,\t\r\n 0a`)), maxLength: 8 }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
          const writer = csvWriter(path, texts, { separator, flags: ['ya', 'tidak'], clockAhead: AHEAD });
          await writer.write(rows);
          await writer.close([]);
          const content = await readFile(path);
          expect([...content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
          const read: string[][] = parse(content, {
            bom: true,
            delimiter: separator,
            record_delimiter: '\r\n',
          });
          expect(read[0]).toEqual(['Satu', "'=Dua"]);
          expect(read.slice(1).map((row) => row.map(restore))).toEqual(rows);
          for (const text of read.flat()) expect(text).not.toMatch(/^[=+\-@\t\r\n]/);
        }),
        { numRuns: runs(60) },
      );
    },
  );

  it('writes numbers, dates and times as they stand in Jakarta', async () => {
    const path = join(desk.folder, 'types.csv');
    const types = ['number', 'rupiah', 'date', 'month', 'moment', 'flag'] as const;
    const writer = csvWriter(
      path,
      types.map((type) => ({ header: type, type, width: 8 })),
      { separator: ';', flags: ['ya', 'tidak'], clockAhead: AHEAD },
    );
    await writer.write([[3, 2_500_000, '2026-11-02', '2026-10', Date.UTC(2026, 10, 1, 18, 30), true]]);
    await writer.close([]);
    expect((await readFile(path, 'utf8')).split('\r\n')[1]).toBe(
      '3;2500000;2026-11-02;2026-10;2026-11-02 01:30:00;ya',
    );
  });

  it('says so when the disk refuses', async () => {
    const writer = csvWriter(join(desk.folder, 'missing', 'x.csv'), texts, {
      separator: ';',
      flags: ['ya', 'tidak'],
      clockAhead: AHEAD,
    });
    await expect(writer.write([['a', 'b']]).then(() => writer.close([]))).rejects.toThrow('ENOENT');
    const excel = xlsxWriter(join(desk.folder, 'missing', 'x.xlsx'), texts, xlsxOptions);
    await expect(excel.write([['a', 'b']]).then(() => excel.close([]))).rejects.toThrow('ENOENT');
  });
});

describe('an XLSX file', () => {
  it('gives back every text that XML can hold, whatever it is', async () => {
    const desk = await openDesk();
    const path = join(desk.folder, 'fuzz.xlsx');
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(...Array.from(`=+-@'"<>&_x000D \n`), '\uFFFF', '\u0001', '\uD800'),
        maxLength: 10,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (rows) => {
        const writer = xlsxWriter(path, texts, xlsxOptions);
        await writer.write(rows.map((text) => [text, `n${text}`]));
        await writer.close([['Dinas', 'Gresik']]);
        const [sheet] = await readSheets(await readFile(path));
        const read = rows.map((_, at) => sheet?.rows[at + 1]?.[1]);
        const held = (text: string): string => text.replaceAll(/[\p{Cs}\uFFFE\uFFFF]|[^\P{Cc}\t\n\r]/gu, '');
        expect(read).toEqual(rows.map((text) => `n${held(text)}`));
      }),
      { numRuns: runs(40) },
    );
    await desk.close();
  });

  it('shows dates and times as the clock in Jakarta, whatever the zone of the machine', async () => {
    const desk = await openDesk();
    const path = join(desk.folder, 'dates.xlsx');
    const types = ['date', 'month', 'moment'] as const;
    const writer = xlsxWriter(
      path,
      types.map((type) => ({ header: type, type, width: 8 })),
      xlsxOptions,
    );
    await writer.write([
      ['2026-03-01', '2026-03', Date.UTC(2026, 1, 28, 17)],
      ['belum ada', 'belum lapor', undefined],
    ]);
    await writer.close([]);
    const xml = (await zipParts(await readFile(path))).get('xl/worksheets/sheet1.xml') ?? '';
    // 46082 is 1 March 2026.
    expect([...xml.matchAll(/<v>([\d.]+)<\/v>/g)].map(([, number]) => Number(number))).toEqual([
      46_082, 46_082, 46_082,
    ]);
    expect(xml).toContain('belum lapor');
    await desk.close();
  });
});
