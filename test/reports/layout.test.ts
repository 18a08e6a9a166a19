import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnNames, LayoutError, readLayouts } from '../../src/reports/layout.ts';
import { reports } from '../../src/reports/index.ts';
import { openDesk, QUARTER, type Desk } from '../support/desk.ts';

describe("the office's own columns", () => {
  let desk: Desk;
  let path: string;
  beforeAll(async () => {
    desk = await openDesk();
    path = join(desk.folder, 'layout.json');
    await desk.business({ nik: '3525014501800001', sales: { '2026-07': 2_500_000 } });
  });
  afterAll(() => desk.close());

  it('stand in the wanted order under the wanted headers; months keep their names', async () => {
    await writeFile(
      path,
      JSON.stringify({
        'sales-matrix': [
          { column: 'name', header: 'NAMA UMKM' },
          { column: 'months', header: 'tidak dipakai' },
          { column: 'total' },
        ],
        businesses: [{ column: 'nik', header: 'No. KTP' }],
      }),
    );
    const layouts = await readLayouts(path);
    const own: Desk = { ...desk, layouts };
    const { runExport } = await import('../../src/reports/run.ts');
    const run = async (report: string): Promise<string> => {
      const { files } = await runExport(
        own,
        { report, period: QUARTER, kecamatan: [], format: 'csv', shown: 'none', purpose: null },
        { actor: 'cli', language: 'id', folder: join(desk.folder, report) },
      );
      return readFile(files[0]?.path ?? '', 'utf8');
    };
    expect((await run('sales-matrix')).split('\r\n')[0]).toBe(
      '\uFEFFNAMA UMKM;Jul 2026;Agu 2026;Sep 2026;Jumlah (Rp)',
    );
    // A NIK under another name is hidden as well.
    expect((await run('businesses')).split('\r\n')).toEqual(['\uFEFFNo. KTP', '3525••••••••0001', '']);
  });

  it('are refused with every problem named at once', async () => {
    await writeFile(
      path,
      JSON.stringify({
        penjualan: [{ column: 'name' }],
        sales: [{ column: 'omzet' }, { column: 'name' }, { column: 'name' }],
        businesses: [],
      }),
    );
    const problem = await readLayouts(path).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(LayoutError);
    expect(String(problem)).toContain('businesses');
    await writeFile(
      path,
      JSON.stringify({
        penjualan: [{ column: 'name' }],
        sales: [{ column: 'omzet' }, { column: 'name' }, { column: 'name' }],
      }),
    );
    const all = String(await readLayouts(path).catch((error: unknown) => error));
    expect(all).toContain('has 3 problem(s)');
    expect(all).toContain('penjualan: expected one of the reports sales');
    expect(all).toContain('sales.0: expected one of the columns number, name');
    expect(all).toContain('sales.2: the column name stands there twice');
    await writeFile(path, '{');
    await expect(readLayouts(path)).rejects.toThrow(/EXPORT_LAYOUT: expected a JSON file/);
    await expect(readLayouts(join(desk.folder, 'none.json'))).rejects.toThrow(/ENOENT/);
    expect(await readLayouts(undefined)).toEqual({});
  });

  it('can name the columns of every report', () => {
    for (const report of reports) {
      const names = columnNames(report.key);
      expect(names.length, report.key).toBeGreaterThan(3);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(columnNames('none')).toEqual([]);
  });
});
