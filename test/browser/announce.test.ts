import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { announceSteps } from '../support/announce.ts';
import { click, phoneOf, walkOn } from './demo-page.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { registeredPerson } from '../support/people.ts';
import { openOffice, registrationSteps, type Office, type Owner } from '../support/office.ts';

describe.skipIf(chromiumMissing)('on the demo page in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let ratna: MemberInChat;

  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  async function agreeing(name: string): Promise<Owner> {
    const owner = office.owner(name);
    await owner.walk(...registrationSteps, '>Boleh', '>Selesai');
    return owner;
  }

  it('an officer announces, two owners receive it, one joins, one waits, one is told by phone, and the receipt stands', async () => {
    const { services } = office;
    const { id } = await registeredPerson(services, { name: 'Sumiati', chatId: null });
    await services.db.person.update({
      where: { id },
      data: { phone: services.seal.encrypt(`person:${id}:phone`, '+6281255550001') },
    });
    const [siti, hadi] = [await agreeing('Bu Siti'), await agreeing('Pak Hadi')];
    const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    const desk = await phoneOf(page, ratna.person.id);
    await walkOn(
      desk,
      announceSteps.map((it) => (it === '30' ? '1' : it)),
    );
    await click(desk, 'Kirim pengumuman');
    await desk.locator('.bubble', { hasText: 'Terkirim: 2' }).last().waitFor();

    const first = await phoneOf(page, siti.person.id);
    await first.locator('.bubble', { hasText: 'Pengumuman resmi' }).waitFor();
    await click(first, 'Saya ikut');
    await first.locator('.bubble', { hasText: 'Nomor peserta: 1' }).waitFor();
    const second = await phoneOf(page, hadi.person.id);
    await second.locator('.bubble', { hasText: 'Pengumuman resmi' }).waitFor();
    await click(second, 'Saya ikut');
    await second.locator('.bubble', { hasText: 'daftar tunggu nomor 1' }).waitFor();
    const receipt = await (
      await phoneOf(page, ratna.person.id)
    )
      .locator('.bubble', { hasText: 'Bukti kirim' })
      .last()
      .innerText();
    expect(receipt).toContain('Sasaran: 2 orang');

    // Whoever has no Telegram is called, or gets the same words by WhatsApp.
    await walkOn(desk, ['>Lihat isi dan tindakan', '>Tanpa Telegram (1)', '#Sumiati']);
    const card = desk.locator('.bubble', { hasText: '0812-5555-0001' }).last();
    const link = await card.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href');
    const url = new URL(link ?? '');
    expect(url.origin + url.pathname).toBe('https://wa.me/6281255550001');
    expect(url.searchParams.get('text')).toContain('Pelatihan Kemasan Produk\nKamis, 19 November 2026');
    await click(desk, '☐ Sudah dikabari');
    await card.getByText('Sudah dikabari oleh Ratna Wulandari').waitFor();
    const shot = process.env['SCREENSHOT'];
    if (shot !== undefined) await page.screenshot({ path: shot });
    await page.close();
  });
});
