import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, walkOn } from './demo-page.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';
import { pdfPages } from '../support/pdf.ts';
import { readSheets } from '../support/workbook.ts';

const exporting = [
  '/petugas',
  '>Ekspor',
  '>Buat ekspor baru',
  '>Penjualan per bulan',
  '>Oktober 2026',
  '>Semua kecamatan',
  '>Excel (XLSX)',
  '>Laporan rutin',
];

describe.skipIf(chromiumMissing)('on the demo page in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let dewi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    siti = await registeredOwner(office);
    await siti.walk('lapor okt 2,5 jt', '>Benar');
    dewi = await officer(office, { name: 'Dewi Lestari', role: 'staff', rights: ['export'] });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it("staff exports last month's sales, and the file opens", async () => {
    const desk = await phoneOf(page, dewi.person.id);
    await walkOn(desk, exporting);
    await desk.locator('.bubble', { hasText: 'disamarkan' }).last().waitFor();
    await walkOn(desk, ['>Buat berkas']);
    const link = desk.locator('a.file', { hasText: 'penjualan-per-bulan' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const data = await readFile(await download.path());
    const [sheet] = await readSheets(data);
    expect(sheet?.rows[1]).toEqual(expect.arrayContaining(['Otak-otak Bu Siti', 2_500_000]));
  });

  it('the dashboard is one picture in the shape of A4, and the same page to print', async () => {
    const desk = await phoneOf(page, dewi.person.id);
    await walkOn(desk, ['/petugas', '>Dasbor']);
    const link = desk.locator('a.file', { hasText: 'dasbor-2026-10.pdf' });
    await link.waitFor();
    const pictures = desk.locator('.row.theirs .picture img');
    expect(await pictures.count()).toBe(1);
    await pictures.scrollIntoViewIfNeeded();
    const side = async (name: string): Promise<number> => Number(await pictures.getAttribute(name));
    expect((await side('height')) / (await side('width'))).toBeCloseTo(Math.SQRT2, 2);
    const shot = process.env['SCREENSHOT'];
    if (shot !== undefined) await page.screenshot({ path: shot });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const pages = await pdfPages(await readFile(await download.path()));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('Dasbor UMKM, Oktober 2026');
  });

  it('a question that an owner asks is answered and closed', async () => {
    const owner = await phoneOf(page, siti.person.id);
    await walkOn(owner, ['/menu', '>Tanya petugas', 'Kapan ada pelatihan kemasan?']);
    const desk = await phoneOf(page, dewi.person.id);
    await walkOn(desk, [
      '/petugas',
      '>Tindak lanjut',
      '>Belum diambil (1)',
      '#Kapan ada pelatihan kemasan?',
      '>Tulis ke pemilik',
      'Bulan depan, Bu. Nanti kami kabari.',
    ]);
    await owner.locator('.bubble', { hasText: 'Bulan depan, Bu.' }).waitFor();
    await walkOn(desk, ['>Buka lagi', '>Selesai ditangani', '>Sudah dijawab', '>Lewati']);
    await owner.locator('.bubble', { hasText: 'Apakah Ibu sudah terbantu?' }).waitFor();
    await walkOn(owner, ['>Sudah terbantu']);
    await owner.locator('.bubble', { hasText: 'Permintaan K-0001 sudah selesai.' }).waitFor();
    const stored = await office.database.prisma.case.findFirstOrThrow({ where: { number: 'K-0001' } });
    expect(stored).toMatchObject({ status: 'closed', outcome: 'answered' });
    const shot = process.env['SCREENSHOT'];
    if (shot !== undefined) await page.screenshot({ path: shot });
  });

  it('a new question rings, and is answered in two acts', async () => {
    const owner = await phoneOf(page, siti.person.id);
    await walkOn(owner, ['/menu', '>Tanya petugas', 'Apa NIB harus bayar?']);
    await office.runJob('rings');
    const desk = await phoneOf(page, dewi.person.id);
    const note = desk.locator('.bubble', { hasText: 'Pertanyaan baru dari Bu Siti (Gresik)' });
    await note.waitFor();
    const shot = process.env['SCREENSHOT'];
    if (shot !== undefined) await page.screenshot({ path: shot });
    await walkOn(desk, ['>Ambil dan jawab', 'NIB gratis, Bu.']);
    await owner.locator('.bubble', { hasText: 'NIB gratis, Bu.' }).waitFor();
    await walkOn(owner, ['>Sudah terbantu']);
    await desk.locator('.bubble', { hasText: 'terbantu. Permintaan K-0002 selesai.' }).waitFor();
  });
});
