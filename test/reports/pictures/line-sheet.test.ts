import { describe, expect, it } from 'vitest';
import { lineSheet, type LineSheet } from '../../../src/reports/pictures/line-sheet.ts';
import type { Drawn } from '../../../src/reports/pictures/svg.ts';

const sheet = (names: readonly string[], least = 0): LineSheet => ({
  office: 'Diskoperindag Kabupaten Gresik',
  title: 'Daftar hadir',
  paragraphs: ['Kamis, 19 November 2026', 'Balai Desa Wedani'],
  columns: [
    { header: 'No.', part: 1 },
    { header: 'Nama', part: 5 },
  ],
  rows: names.map((name, at) => [String(at + 1), name]),
  least,
  footer: 'Lembar ini berisi nama.',
});
const texts = ({ marks }: Drawn): readonly string[] =>
  marks.flatMap((it) => (it.kind === 'text' ? [it.text] : []));

describe('a sheet of lines', () => {
  it('goes on on as many pages as it needs, each with the headers, the foot and its number', () => {
    const names = Array.from({ length: 70 }, (_, at) => `Siti ke-${at + 1}`);
    const pages = lineSheet(sheet(names));
    expect(pages).toHaveLength(4);
    for (const [at, page] of pages.entries()) {
      expect(texts(page)).toEqual(
        expect.arrayContaining([`${at + 1}/4`, 'Daftar hadir', 'Nama', 'Lembar ini berisi nama.']),
      );
      for (const it of page.marks)
        if (it.kind === 'box') expect(it.y + it.height).toBeLessThan(page.height - 90);
    }
    expect(pages.flatMap(texts).filter((text) => names.includes(text))).toEqual(names);
    expect(lineSheet(sheet([], 16))).toHaveLength(1);
  });

  it('gives a long name two lines of its row before it cuts it', () => {
    const name = 'Koperasi Serba Usaha Perempuan Pesisir Ujungpangkah dan Sekitarnya Sejahtera Bersama';
    const said = lineSheet(sheet([name])).flatMap(texts);
    expect(said).not.toContain(name);
    expect(said.join(' ')).toContain(name);
  });
});
