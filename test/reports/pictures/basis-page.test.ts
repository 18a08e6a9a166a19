import { describe, expect, it } from 'vitest';
import { basisPage, basisPageSvg, type BasisPage } from '../../../src/reports/pictures/basis-page.ts';

const page: BasisPage = {
  office: 'Diskoperindag Kabupaten Gresik',
  title: 'Dasar undangan',
  subject: 'Pelatihan <Kemasan> & Label',
  code: 'Kode K7M4QP',
  asOf: 'Keadaan 2 November 2026',
  sections: [
    {
      heading: 'Siapa yang diundang',
      rows: [{ label: 'Sasaran', value: `Kecamatan: ${'Balongpanggang, '.repeat(18)}` }],
    },
    { heading: 'Jangkauan', rows: [{ label: 'Dikirimi kabar', value: '245 orang', strong: true }] },
  ],
  footer: ['Halaman ini tidak memuat nama penerima.'],
};

describe('the page "Dasar undangan"', () => {
  it('shows every line, long ones on several, and what looks like markup as text', () => {
    const svg = basisPageSvg(page);
    expect(svg).toContain('Pelatihan &lt;Kemasan&gt; &amp; Label');
    for (const words of ['Dasar undangan', 'Kode K7M4QP', '245 orang', 'tidak memuat nama'])
      expect(svg).toContain(words);
    expect(svg.match(/Balongpanggang/g)?.length).toBe(18);
    expect(svg).toContain('height="1754"');
  });

  it('grows when there is more to say than one page holds', () => {
    const [section] = page.sections;
    const svg = basisPageSvg({
      ...page,
      sections: Array.from({ length: 12 }, () => section ?? { heading: '', rows: [] }),
    });
    expect(Number(/height="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(1754);
  });

  it('is a PNG', async () => {
    const image = await basisPage(page);
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.length).toBeLessThan(200_000);
  });
});
