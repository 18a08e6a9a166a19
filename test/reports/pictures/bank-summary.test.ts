import { describe, expect, it, test } from 'vitest';
import {
  bankFigures,
  bankSummary,
  bankSummarySvg,
  type BankMonth,
} from '../../../src/reports/pictures/bank-summary.ts';

const texts = {
  office: 'Diskoperindag Kabupaten Gresik',
  title: 'Rekap untuk bank',
  selfReported: 'Dilaporkan sendiri oleh pemilik usaha',
  business: 'Nama usaha',
  owner: 'Pemilik',
  place: 'Tempat usaha',
  nib: 'NIB',
  number: 'Nomor',
  asOf: 'Keadaan per',
  month: 'Bulan',
  sales: 'Penjualan',
  note: 'Keterangan',
  reportedOn: 'Dilaporkan pada',
  estimate: 'perkiraan',
  noReport: 'belum ada laporan',
  total: (months: number, estimates: number) => `Jumlah dari ${months} bulan, ${estimates} perkiraan`,
  average: (months: number) => `Rata-rata dari ${months} bulan`,
  footer: ['Halaman ini bukan jaminan dan bukan laporan pajak.'],
};

function months(...amounts: (number | null)[]): BankMonth[] {
  return amounts.map((amount, index) => ({
    label: `Bulan ${index + 1}`,
    amount,
    estimate: index === 1,
    reportedOn: amount === null ? null : '2 November 2026',
  }));
}

const data = {
  businessName: 'Otak-otak Bu Siti',
  ownerName: 'Siti Aminah',
  place: 'Lumpur, Gresik',
  nib: 'belum punya',
  number: 'R-2611-0031',
  asOf: '23 November 2026',
  months: months(3_000_000, 2_000_000, null, 0, 1_000_001),
};

function shown(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
}

describe('the page for the bank', () => {
  it('is a PNG of one upright page, light enough to send', async () => {
    const png = await bankSummary(
      { ...data, months: months(...Array.from({ length: 12 }, () => 50_000_000_000)) },
      texts,
    );
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1240, 1754]);
    expect(png.length).toBeLessThan(200_000);
  });

  it('says who the figures come from, of which day they are, and its number', () => {
    expect(shown(bankSummarySvg(data, texts))).toEqual(
      expect.arrayContaining([
        'Dilaporkan sendiri oleh pemilik usaha',
        'Keadaan per: 23 November 2026',
        'Nomor: R-2611-0031',
        'Otak-otak Bu Siti',
        'Siti Aminah',
        'Lumpur, Gresik',
        'belum punya',
      ]),
    );
  });

  it('shows figures, estimates, zeros and missing months apart', () => {
    const words = shown(bankSummarySvg(data, texts));
    expect(words).toEqual(expect.arrayContaining(['Rp3.000.000', 'Rp2.000.000', 'Rp0', 'belum ada laporan']));
    expect(words.filter((word) => word === 'perkiraan')).toHaveLength(1);
    expect(words.filter((word) => word === '2 November 2026')).toHaveLength(4);
  });

  it('sums and averages the reported months only, and says how many', () => {
    const words = shown(bankSummarySvg(data, texts));
    expect(words).toEqual(
      expect.arrayContaining([
        'Jumlah dari 4 bulan, 1 perkiraan',
        'Rp6.000.001',
        'Rata-rata dari 4 bulan',
        'Rp1.500.000',
      ]),
    );
  });

  it('never puts a mark of estimate on a month without a figure', () => {
    const words = shown(bankSummarySvg({ ...data, months: months(1, null) }, texts));
    expect(words).not.toContain('perkiraan');
  });

  it('has a dash instead of a sum when nothing is reported', () => {
    expect(shown(bankSummarySvg({ ...data, months: months(null, null) }, texts))).not.toContain('Rp0');
  });

  test.each([
    ['<b>Warung</b> & "Sate" \'Enak\'', '&lt;b&gt;Warung&lt;/b&gt; &amp; &quot;Sate&quot; &#39;Enak&#39;'],
    ['Warung\u0000\u0007\n  Siti', 'Warung Siti'],
    ['🍢 Sate', 'Sate'],
    ['王', '–'],
  ])('writes the name %j as %s', async (businessName, expected) => {
    expect(shown(bankSummarySvg({ ...data, businessName }, texts))).toContain(expected);
    await expect(
      bankSummary({ ...data, businessName, ownerName: businessName }, texts),
    ).resolves.toBeInstanceOf(Buffer);
  });

  it('cuts a name that does not fit with three dots', () => {
    const long = shown(bankSummarySvg({ ...data, businessName: 'Warung '.repeat(60) }, texts));
    expect(long.some((word) => word.startsWith('Warung') && word.endsWith('…'))).toBe(true);
  });

  it('keeps the table and the sums above the foot of the page in the longest case', () => {
    const svg = bankSummarySvg(
      { ...data, businessName: 'Warung '.repeat(60), months: months(...Array.from({ length: 12 }, () => 1)) },
      {
        ...texts,
        footer: Array.from(
          { length: 6 },
          () => 'Kalimat yang cukup panjang untuk satu baris di kaki halaman ini.',
        ),
      },
    );
    const rows = [...svg.matchAll(/<(text|rect) x="[\d.]+" y="([\d.]+)"/g)].map((match) => Number(match[2]));
    const sums = [...svg.matchAll(/y="([\d.]+)" width="1040" height="140"/g)].map(
      (match) => Number(match[1]) + 140,
    );
    const foot = rows.filter((y) => y > Math.max(...sums));
    expect(sums).toHaveLength(1);
    // the rule above the foot and its six lines
    expect(foot).toHaveLength(7);
  });

  it('refuses no months at all and more than twelve', () => {
    expect(() => bankSummarySvg({ ...data, months: [] }, texts)).toThrow(RangeError);
    expect(() =>
      bankSummarySvg({ ...data, months: months(...Array.from({ length: 13 }, () => 1)) }, texts),
    ).toThrow(RangeError);
  });
});

test.each([
  [[], { months: 0, estimates: 0, total: 0, average: null }],
  [[null], { months: 0, estimates: 0, total: 0, average: null }],
  [[0], { months: 1, estimates: 0, total: 0, average: 0 }],
  [[1, 2], { months: 2, estimates: 1, total: 3, average: 2 }],
  [[1, null, 2, 2], { months: 3, estimates: 0, total: 5, average: 2 }],
])('the figures of %j are %j', (amounts, expected) => {
  expect(bankFigures(months(...amounts))).toEqual(expected);
});
