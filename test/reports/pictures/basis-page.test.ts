import { describe, expect, it } from 'vitest';
import { basisPage, type BasisPage } from '../../../src/reports/pictures/basis-page.ts';
import { svgOf } from '../../../src/reports/pictures/svg.ts';
import { drawnPdf } from '../../../src/reports/writers/pdf.ts';
import { pdfPages } from '../../support/pdf.ts';

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
    const svg = svgOf(basisPage(page));
    expect(svg).toContain('Pelatihan &lt;Kemasan&gt; &amp; Label');
    for (const words of ['Dasar undangan', 'Kode K7M4QP', '245 orang', 'tidak memuat nama'])
      expect(svg).toContain(words);
    expect(svg.match(/Balongpanggang/g)?.length).toBe(18);
    expect(svg).toContain('height="1754"');
  });

  it('grows when there is more to say than one page holds', () => {
    const [section] = page.sections;
    const { height } = basisPage({
      ...page,
      sections: Array.from({ length: 12 }, () => section ?? { heading: '', rows: [] }),
    });
    expect(height).toBeGreaterThan(1754);
  });

  it('is one page of a PDF that another reader reads', async () => {
    const frame = { title: page.title, author: page.office, language: 'id', asOf: new Date('2026-11-02') };
    const [text, ...more] = await pdfPages(await drawnPdf(frame, [basisPage(page)]));
    expect(more).toEqual([]);
    for (const words of ['Pelatihan <Kemasan> & Label', '245 orang']) expect(text).toContain(words);
  });
});
