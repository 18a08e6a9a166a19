import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePdf, type Block } from '../../../src/reports/writers/pdf.ts';
import { pdfPages } from '../../support/pdf.ts';
import { temporaryFolder } from '../../support/restore.ts';

const frame = {
  title: 'Berkas uji',
  author: 'Dinas',
  language: 'id-ID',
  asOf: new Date('2026-11-02T03:00:00Z'),
  footer: 'Berkas uji · data per 2 November 2026',
  page: (number: number) => `Halaman ${number}`,
};

const blocks: readonly Block[] = [
  { kind: 'title', text: 'Berkas kemitraan' },
  {
    kind: 'pairs',
    rows: [
      ['Pemilik', 'Siti Aminah – Bungah 😀'],
      ['Harga', 'Rp2.500.000 “tetap” ✓'],
    ],
  },
  { kind: 'heading', text: 'Langkah' },
  {
    kind: 'table',
    columns: [
      { header: 'Nomor', share: 1 },
      { header: 'Isi', share: 4 },
    ],
    rows: Array.from({ length: 120 }, (_, at) => [
      String(at + 1),
      `Baris ke-${at + 1}: ${'kata yang membungkus '.repeat(at % 7)}selesai`,
    ]),
  },
  {
    kind: 'bars',
    rows: [
      { label: 'Bungah', value: 12, figure: '12 usaha' },
      { label: 'Cerme', value: null, figure: '–' },
    ],
  },
  { kind: 'text', text: 'x'.repeat(400) },
  {
    kind: 'signatures',
    columns: [
      { heading: 'Disusun oleh', lines: ['Nama:', 'NIP:'] },
      { heading: 'Mengetahui', lines: ['Nama:'] },
    ],
  },
];

describe('a paper as PDF', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder('pdf');
  });
  afterAll(() => folder.remove());

  it('reads back with another reader: every text, every page with its number and its foot', async () => {
    const path = join(folder.path, 'a.pdf');
    const pages = await writePdf(path, frame, blocks);
    const read = await pdfPages(await readFile(path));
    expect(read).toHaveLength(pages);
    expect(pages).toBeGreaterThan(3);
    const all = read.join('\n');
    expect(all).toContain('Siti Aminah – Bungah');
    expect(all).toContain('Rp2.500.000 “tetap” ✓');
    expect(all).not.toContain('😀');
    for (let at = 1; at <= 120; at++) expect(all).toContain(`Baris ke-${at}:`);
    expect(all.replaceAll(/\s/g, '').match(/x{400}/)).not.toBeNull();
    for (const [at, page] of read.entries()) {
      expect(page).toContain(`Halaman ${at + 1}`);
      expect(page).toContain('data per 2 November 2026');
    }
    // A table that goes on says its columns again.
    expect(read.filter((page) => page.includes('Nomor')).length).toBeGreaterThan(2);
  });

  it('has the same bytes for the same content', async () => {
    const hashes = new Set<string>();
    for (const name of ['b.pdf', 'c.pdf']) {
      const path = join(folder.path, name);
      await writePdf(path, frame, blocks);
      hashes.add(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      );
    }
    expect(hashes.size).toBe(1);
  });

  it('keeps a text together that is longer than a page, and an empty one is a page', async () => {
    const path = join(folder.path, 'd.pdf');
    const words = Array.from({ length: 3_000 }, (_, at) => `w${at}`);
    expect(await writePdf(path, frame, [{ kind: 'text', text: words.join(' ') }])).toBeGreaterThan(2);
    const read = (await pdfPages(await readFile(path))).join(' ').split(/\s+/);
    expect(words.filter((word) => !read.includes(word))).toEqual([]);
    expect(await writePdf(join(folder.path, 'e.pdf'), frame, [])).toBe(1);
  });

  it('leaves when its content fails', async () => {
    async function* failing(): AsyncGenerator<Block> {
      yield { kind: 'text', text: 'x' };
      throw new Error('expected to fail');
    }
    await expect(writePdf(join(folder.path, 'f.pdf'), frame, failing())).rejects.toThrow('expected to fail');
  });
});
