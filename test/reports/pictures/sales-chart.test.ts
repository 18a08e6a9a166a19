import { describe, expect, it, test } from 'vitest';
import { salesChart, salesChartSvg, type ChartMonth } from '../../../src/reports/pictures/sales-chart.ts';
import { shortRupiah } from '../../../src/reports/pictures/short-rupiah.ts';

const units = { thousand: 'rb', million: 'jt', billion: 'M' };
const texts = {
  title: 'Otak-otak Bu Siti',
  subtitle: 'Penjualan 12 bulan terakhir',
  noReport: 'belum ada laporan',
  zero: 'Rp0',
  reported: 'dari catatan',
  estimated: 'kira-kira',
  estimateMark: '±',
  units,
};

function months(...amounts: (number | null)[]): ChartMonth[] {
  return amounts.map((amount, index) => ({ label: `bulan ${index + 1}`, amount, estimate: false }));
}

const year = [
  2_400_000,
  2_650_000,
  null,
  2_100_000,
  4_800_000,
  1_250_000,
  null,
  0,
  2_500_000,
  2_700_000,
  2_800_000,
  3_200_000,
];

function shown(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

describe('the chart of a business', () => {
  it('is a PNG, 720 pixels wide, below 60 KB, with twelve figures', async () => {
    const estimates = months(...year).map((month, index) => ({ ...month, estimate: index % 2 === 0 }));
    const png = await salesChart({ months: estimates }, texts);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(720);
    expect(png.length).toBeLessThan(60_000);
  });

  it('says where a report is missing and draws nothing there, while a zero keeps mark and figure', () => {
    const svg = salesChartSvg({ months: months(null, 0, 1_000_000) }, texts);
    expect(shown(svg)).toEqual(expect.arrayContaining(['belum ada laporan', 'Rp0', '1 jt']));
    expect(svg.match(/<path d="[^"]*" fill="#6b7280"/g)).toHaveLength(1);
    expect(shown(svg)).not.toContain('0');
    const withoutZero = salesChartSvg({ months: months(null, null, 1_000_000) }, texts);
    expect(shown(withoutZero).filter((text) => text === 'belum ada laporan')).toHaveLength(2);
    expect(shown(withoutZero)).not.toContain('Rp0');
  });

  it('marks and hatches estimates, and explains that only where there are some', () => {
    const sure = salesChartSvg({ months: months(1_000_000) }, texts);
    expect(sure).not.toContain('<pattern');
    expect(shown(sure)).not.toContain('kira-kira');
    const estimated = [{ label: 'Okt 2026', amount: 1_000_000, estimate: true }];
    const svg = salesChartSvg({ months: estimated }, texts);
    expect(svg).toContain('<pattern');
    expect(shown(svg)).toEqual(expect.arrayContaining(['± 1 jt', 'kira-kira', 'dari catatan']));
  });

  it('draws a year without any report, and one of nothing but zeros', async () => {
    const none = salesChartSvg({ months: months(...Array.from({ length: 12 }, () => null)) }, texts);
    expect(shown(none).filter((text) => text === 'belum ada laporan')).toHaveLength(12);
    await expect(salesChart({ months: months(0, 0) }, texts)).resolves.toBeInstanceOf(Buffer);
  });

  test.each([
    '<script>alert("x")</script>',
    'A & B "C" \'D\'',
    '\u0000\u0008\uFFFE\uD800 Warung',
    '{b} {a|x} \n\n {{title}}',
    '🍢👩🏽‍🍳 Sate',
    'x'.repeat(500),
  ])('keeps the name %j from breaking out', async (title) => {
    const data = { months: months(1_000_000).map((month) => ({ ...month, label: title })) };
    const svg = salesChartSvg(data, { ...texts, title, subtitle: title, noReport: title, reported: title });
    expect(svg).not.toContain('<script');
    await expect(salesChart(data, { ...texts, title })).resolves.toBeInstanceOf(Buffer);
  });

  it('refuses no months at all and more than twelve', () => {
    expect(() => salesChartSvg({ months: [] }, texts)).toThrow(RangeError);
    expect(() => salesChartSvg({ months: months(...Array.from({ length: 13 }, () => 1)) }, texts)).toThrow(
      RangeError,
    );
  });

  it('is the same picture every time', async () => {
    const data = { months: months(...year) };
    expect((await salesChart(data, texts)).equals(await salesChart(data, texts))).toBe(true);
  });

  it('lets others work while it is painted', async () => {
    let turns = 0;
    let painting = true;
    const turn = (): void => {
      turns++;
      if (painting) setImmediate(turn);
    };
    setImmediate(turn);
    await salesChart({ months: months(...year) }, texts);
    painting = false;
    expect(turns).toBeGreaterThan(2);
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1 rb'],
  [1_500, '1,5 rb'],
  [750_000, '750 rb'],
  [125_400, '125 rb'],
  [999_499, '999 rb'],
  [999_500, '1 jt'],
  [999_949, '1 jt'],
  [999_950, '1 jt'],
  [1_000_000, '1 jt'],
  [1_049_999, '1 jt'],
  [1_050_000, '1,1 jt'],
  [2_500_000, '2,5 jt'],
  [32_000_000, '32 jt'],
  [99_950_000, '100 jt'],
  [125_500_000, '126 jt'],
  [1_200_000_000, '1,2 M'],
  [50_000_000_000, '50 M'],
  [1_250_000_000_000, '1250 M'],
])('Rp%i is short "%s"', (amount, expected) => {
  expect(shortRupiah(amount, units)).toBe(expected);
});

it('has no short form for fractions and negative amounts', () => {
  for (const amount of [-1, 0.5, Number.NaN]) expect(() => shortRupiah(amount, units)).toThrow(RangeError);
});
