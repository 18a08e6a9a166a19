import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { click, phoneOf, walkOn } from './demo-page.ts';
import { openOffice, registeredOwner, type Office } from '../support/office.ts';

describe.skipIf(chromiumMissing)('what is said and shown without words, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let phone: Locator;

  beforeAll(async () => {
    office = await openOffice();
    const siti = await registeredOwner(office);
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
  const attach = async (what: RegExp): Promise<void> => {
    await phone.getByRole('button', { name: 'Lampirkan' }).click();
    await phone.getByRole('menuitem', { name: what }).click();
  };

  it('a voice message at a question: one press sends it, and the question comes again', async () => {
    await walkOn(phone, ['/lapor', '>September 2026']);
    const question = await last().locator('.bubble').innerText();
    await attach(/^Pesan suara/);
    await last().getByText('atau kirim suara itu ke petugas').waitFor();
    await last().getByRole('button', { name: 'Saya tulis saja' }).waitFor();
    await click(phone, 'Kirim ke petugas');
    await phone.getByText('sudah diteruskan ke petugas').waitFor();
    await expect.poll(() => last().locator('.bubble').innerText()).toBe(question);
    await walkOn(phone, ['/batal']);
  });
});
