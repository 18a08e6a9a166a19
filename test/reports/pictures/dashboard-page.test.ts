import { describe, expect, it } from 'vitest';
import {
  dashboardPage,
  type BarRow,
  type DashboardPage,
} from '../../../src/reports/pictures/dashboard-page.ts';
import { pngOf } from '../../../src/reports/pictures/png.ts';
import { svgOf, type Drawn } from '../../../src/reports/pictures/svg.ts';

const rows = (count: number, row: Partial<BarRow> = {}): readonly BarRow[] =>
  Array.from({ length: count }, (_, at) => ({
    label: `Kecamatan Ujungpangkah ${at + 1}`,
    value: at + 1,
    figure: `${at + 1},5 jt (${at})`,
    ...row,
  }));
const list = (count: number, row: Partial<BarRow> = {}, footers: readonly string[] = ['Kaki tabel.']) => ({
  title: 'Penjualan per kecamatan, September 2026',
  note: 'Jumlah dari usaha yang lapor; di belakangnya berapa yang lapor.',
  rows: rows(count, row),
  footers,
});
const page: DashboardPage = {
  office: 'Diskoperindag Kabupaten Gresik',
  title: 'Dasbor UMKM, September 2026',
  scope: `Wilayah: ${'Balongpanggang, '.repeat(18)}`,
  asOf: 'Data per Senin, 2 November 2026 pukul 10.00 WIB.',
  tiles: ['54%', '1,2 M', '18 dari 18'].map((figure) => ({ label: 'Sudah lapor', figure, under: 'usaha' })),
  sentences: ['Kerja: belum cukup usaha untuk dibandingkan.', 'Pendapatan: '.repeat(20)],
  columns: [
    [list(12), list(19), list(5)],
    [list(12), list(12), list(12)],
  ],
  footer: 'Semua angka menurut laporan pemilik usaha.',
};

/** What is drawn below the tables, from the last row of marks up. */
const lowest = ({ marks }: Drawn): number => {
  const foot = marks.findLastIndex((it) => it.kind === 'box' && it.height < 2);
  return Math.max(
    ...marks
      .slice(0, foot)
      .map((it) => (it.kind === 'box' ? it.y + it.height : it.kind === 'text' ? it.y : it.from[1])),
  );
};

describe('the page of the dashboard', () => {
  it('is a PNG in the shape of A4 that a chat takes, with everything of a whole office above its foot', async () => {
    const drawn = dashboardPage(page);
    expect(lowest(drawn)).toBeLessThan(drawn.height - 62);
    for (const it of drawn.marks) {
      if (it.kind !== 'box') continue;
      expect(it.x + it.width).toBeLessThanOrEqual(drawn.width);
    }
    const png = await pngOf(svgOf(drawn));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1240, 1754]);
    expect(png.length).toBeLessThan(300_000);
  });

  it('hatches what is open, and nothing else', () => {
    const hatches = (row: Partial<BarRow>): number =>
      dashboardPage({ ...page, columns: [[list(3, row)], []] }).marks.filter((it) => it.kind === 'line')
        .length;
    expect(hatches({})).toBe(0);
    expect(hatches({ open: false })).toBe(0);
    expect(hatches({ open: true })).toBeGreaterThan(10);
    // A figure that is not shown has no bar, and a zero nothing to hatch.
    expect(hatches({ open: true, value: null })).toBe(0);
    expect(hatches({ open: true, value: 0 })).toBe(0);
  });

  it('keeps the lines of a hatching inside their bar', () => {
    for (const value of [1, 2, 50]) {
      const marks = dashboardPage({
        ...page,
        columns: [[list(2, { open: true, value, label: 'A' })], [list(1, { value: 50 })]],
      }).marks;
      for (const [at, line] of marks.entries()) {
        if (line.kind !== 'line') continue;
        const bar = marks.slice(0, at).findLast((it) => it.kind === 'box');
        if (bar?.kind !== 'box') throw new Error('expected a bar before its lines');
        for (const [x, y] of [line.from, line.to]) {
          expect(x).toBeGreaterThanOrEqual(bar.x);
          expect(x).toBeLessThanOrEqual(bar.x + bar.width + 0.001);
          expect(y).toBeGreaterThanOrEqual(bar.y);
          expect(y).toBeLessThanOrEqual(bar.y + bar.height + 0.001);
        }
      }
    }
  });

  it('holds also where there is nothing to show', () => {
    const drawn = dashboardPage({ ...page, tiles: [], sentences: [], columns: [[], []] });
    expect(svgOf(drawn)).toContain('Dasbor UMKM, September 2026');
  });
});
