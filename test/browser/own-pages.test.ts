import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, walkOn } from './demo-page.ts';
import { openOffice, type Office } from '../support/office.ts';
import { fittingAnswers } from '../support/partnership.ts';
import { pdfPages } from '../support/pdf.ts';
import { reporter } from '../support/reports.ts';

describe.skipIf(chromiumMissing)('what an owner finds again, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let phone: Locator;

  beforeAll(async () => {
    office = await openOffice();
    const siti = await reporter(office, 'september 2,8 jt', 'oktober 3,2 jt');
    await siti.walk('/tanya', 'Kapan ada pelatihan kemasan?');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    phone = await phoneOf(page, siti.person.id);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const last = (): Locator => phone.locator('.row.theirs').last();

  it('own reports: chart, months, and the summary as a picture and as a file that opens', async () => {
    await walkOn(phone, ['/menu', '>Laporan saya']);
    await last().getByText('Okt 2026: Rp3.200.000').waitFor();
    await last().getByRole('button', { name: 'Ubah laporan' }).waitFor();
    expect(
      await phone
        .locator('.row.theirs', { hasText: 'Penjualan 12 bulan terakhir.' })
        .last()
        .getByRole('button', { name: 'Menu' })
        .count(),
    ).toBe(0);
    await walkOn(phone, ['>Rekap untuk bank']);
    const link = phone.locator('a.file', { hasText: 'rekap-penjualan.pdf' });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const [paper] = await pdfPages(await readFile(await download.path()));
    expect(paper).toContain('Rp6.000.000');
  });

  it('own requests: a line and a button for each', async () => {
    await walkOn(phone, ['/menu', '>Permintaan saya']);
    await last().getByText('1. "Kapan ada pelatihan kemasan?": menunggu petugas').waitFor();
    await walkOn(phone, ['>1. Pertanyaan']);
    await last().getByRole('button', { name: 'Balas' }).waitFor();
  });

  it('the result of a check is one message on one screen, its rules folded', async () => {
    await walkOn(phone, ['/kemitraan', ...fittingAnswers]);
    await last().getByText('✓ Pinjaman SIG (contoh): boleh mendaftar').waitFor();
    expect((await last().boundingBox())?.height).toBeLessThan(844);
    await last().getByRole('button', { name: 'Buka kutipan' }).waitFor();
    await walkOn(phone, ['>Pinjaman SIG']);
    await last().getByRole('button', { name: 'Ajukan' }).waitFor();
  });
});
