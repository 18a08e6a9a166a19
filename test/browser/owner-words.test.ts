import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, shoot, walkOn } from './demo-page.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';

describe.skipIf(chromiumMissing)('what an owner types, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let phone: Locator;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    siti = office.owner('Bu Siti');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    phone = await phoneOf(page, siti.person.id);
    await phone.getByRole('button', { name: 'MULAI' }).click();
    await phone.locator('.bubble', { hasText: 'Mau mulai dari mana?' }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const last = (): Locator => phone.locator('.row.theirs').last();
  const buttons = (): Promise<readonly string[]> =>
    last().locator('.inline-keyboard').getByRole('button').allInnerTexts();

  it('a form that was opened and not answered is forgotten', async () => {
    await walkOn(phone, ['>Daftarkan usaha saya', '/menu']);
    await last().getByText('Mau mulai dari mana?').waitFor();
    expect(await phone.getByRole('button', { name: /^Lanjut / }).count()).toBe(0);
    expect(await buttons()).toContain('Daftarkan usaha saya');
  });

  it('an aim inside a form is read before an answer is called wrong, and small talk is answered in kind', async () => {
    await walkOn(phone, ['>Daftarkan usaha saya', '>Setuju', 'assalamualaikum']);
    await last().getByText('Waalaikumsalam').waitFor();
    expect(await buttons()).toEqual([]);
    await walkOn(phone, ['Siti Aminah', 'kapan ada pelatihan?']);
    await last().getByText('Pendaftaran tadi saya simpan. Lihat pelatihan dulu?').waitFor();
    await shoot(page, 'aim-in-form');
    await walkOn(phone, ['>Lanjut mendaftar']);
    await last().getByText('Langkah 2 dari 11').waitFor();
  });

  it('a hint says the one thing that helps, and "Lebih banyak" counts', async () => {
    await siti.walk('>Ibu (perempuan)', '>Gresik (kota)', 'Lumpur', 'Otak-otak Bu Siti');
    await siti.walk('>Makanan, minuman', '2009');
    await walkOn(phone, ['saya dibantu suami sama 2 anak']);
    await last().getByText('Semuanya 4 orang, Bu. Yang mana?').waitFor();
    expect((await buttons()).slice(0, 3)).toEqual([
      '3 laki, 1 perempuan',
      '2 laki, 2 perempuan',
      '1 laki, 3 perempuan',
    ]);
    await shoot(page, 'likely-counts');
    await walkOn(phone, ['>Ubah', '>Lebih banyak']);
    await last().getByText('Yang perempuan ada berapa?').waitFor();
    await walkOn(phone, ['>2', '>1', 'alhamdulillah lumayan']);
    await last().getByText('Mohon tulis jumlah uangnya, Bu. Kira-kira juga boleh.').waitFor();
    await shoot(page, 'hint');
  });

  it('outside a form a thank-you is answered without buttons, a lone thumb by a thumb', async () => {
    await siti.walk('3 jt', '>Benar', '>Belum punya', '>Kirim nomor HP ini', '>Kirim', '>Tidak usah');
    await walkOn(phone, ['/menu']);
    await last().getByText('Ada yang bisa dibantu?').waitFor();
    await walkOn(phone, ['matur nuwun']);
    await last().getByText('Sama-sama, Bu.').waitFor();
    expect(await buttons()).toEqual([]);
    await phone.getByRole('textbox').fill('👍');
    await phone.getByRole('textbox').press('Enter');
    await phone.locator('.row.own').last().locator('.reaction').waitFor();
    expect(await last().innerText()).toContain('Sama-sama, Bu.');
    await shoot(page, 'small-talk');
  });
});
