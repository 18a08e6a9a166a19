import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenDesk, type DeskServer } from '../../src/desk/listen.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { shoot } from './demo-page.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';

const sizes = { wide: { width: 1400, height: 900 }, small: { width: 390, height: 844 } } as const;

describe.skipIf(chromiumMissing)('the desk in Chromium', () => {
  let browser: Browser;
  let server: DeskServer;
  let office: Office;
  let page: Page;
  let ratna: MemberInChat;
  let siti: Owner;
  const complaints: string[] = [];

  beforeAll(async () => {
    server = await listenDesk(0);
    office = await openOffice({ settings: { DESK_URL: server.url } });
    server.serve(office.desk);
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    siti = await registeredOwner(office);
    await siti.walk('/tanya', 'Kapan pelatihan berikutnya diadakan?');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: sizes.wide });
    page.setDefaultTimeout(0);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await office.close();
  });

  /** What is wrong with the page for somebody who sees or moves badly, in light and dark, wide and small. */
  async function looked(name: string): Promise<void> {
    for (const [size, viewport] of Object.entries(sizes))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe.source);
        const found = await page.evaluate<readonly string[]>(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' ')}`))",
        );
        expect(found, `${name}, ${size}, ${colorScheme}`).toEqual([]);
        const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect(wider, `${name}, ${size}`).toBeLessThanOrEqual(0);
        await shoot(page, `desk-${name}-${size}-${colorScheme}`);
      }
    await page.setViewportSize(sizes.wide);
  }

  it('opens by the link and the number that is pressed in the chat, and lets everybody read it', async () => {
    const said = (await ratna.say('/komputer')).join('\n');
    await page.goto(/http:\S+\/masuk\/\S+/.exec(said)?.[0] ?? '');
    await page.getByRole('button', { name: 'Buka meja kerja' }).click();
    const number = page.locator('.number');
    await number.waitFor();
    await ratna.tap((await number.innerText()).trim());
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor();
    await looked('today');
    expect(complaints).toEqual([]);
  });

  it('answers a question by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Permintaan', exact: true }).click();
    await page.getByRole('heading', { name: 'Permintaan' }).waitFor();
    await looked('requests');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Pertanyaan/ }).waitFor();
    await looked('request');
    await page.keyboard.press('a');
    await page.keyboard.type('Hari Kamis pukul 9, Bu.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('Jawaban terkirim.').waitFor();
    await office.idle();
    expect(siti.last).toContain('Hari Kamis pukul 9, Bu.');
    expect(complaints).toEqual([]);
  });

  it('can be read everywhere else, and checks a registration with one key', async () => {
    await page.getByRole('link', { name: 'Usaha', exact: true }).click();
    await page.getByRole('heading', { name: 'Usaha' }).waitFor();
    await looked('businesses');
    await page.getByRole('link', { name: 'Otak-otak Bu Siti' }).click();
    await page.getByRole('heading', { name: 'Otak-otak Bu Siti' }).waitFor();
    await looked('business');
    await page.getByRole('link', { name: 'Meja terbuka' }).click();
    await page.getByRole('heading', { name: 'Meja terbuka' }).waitFor();
    await looked('desks');
    await page.getByRole('link', { name: 'Periksa', exact: true }).click();
    await page.getByRole('heading', { name: 'Periksa' }).waitFor();
    await looked('registrations');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Pendaftaran/ }).waitFor();
    await looked('registration');
    await page.keyboard.press('b');
    await page.getByText('Tidak ada pendaftaran yang menunggu.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('fills in one figure of the sheet by keyboard, and a pasted column after its preview', async () => {
    await page.getByRole('link', { name: 'Penjualan', exact: true }).click();
    await page.getByRole('heading', { name: 'Penjualan', exact: true }).waitFor();
    await looked('sales');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Otak-otak Bu Siti, / }).waitFor();
    await looked('figure');
    await page.getByLabel(/^Berapa penjualan/).focus();
    await page.keyboard.type('4,2');
    await page.getByLabel('Siapa yang menyampaikan').selectOption('owner');
    await page.getByLabel('Bagaimana disampaikan').selectOption('phone');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Simpan Rp4.200.000' }).waitFor();
    await looked('figure-doubt');
    await page.getByRole('button', { name: 'Simpan Rp4.200.000' }).press('Enter');
    await page.getByRole('status').getByText('Angkanya tersimpan.').waitFor();
    await page.getByRole('link', { name: 'Tempel dari Excel' }).click();
    await page.getByLabel(/^Tempel kolom/).fill('5 juta');
    await looked('paste');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Simpan 1 angka' }).waitFor();
    await looked('paste-preview');
    await page.getByRole('button', { name: 'Simpan 1 angka' }).press('Enter');
    await page.getByText('Berubah: 1.').waitFor();
    await page.getByRole('link', { name: 'Kembali ke lembar penjualan' }).click();
    await page.getByRole('link', { name: '5.000.000' }).waitFor();
    await page.getByRole('link', { name: 'Kunci bulan ini' }).click();
    await page.getByRole('heading', { name: /^Kunci / }).waitFor();
    await looked('lock');
    expect(complaints).toEqual([]);
  });
});
