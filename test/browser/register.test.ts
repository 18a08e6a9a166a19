import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { openOffice, type Office } from '../support/office.ts';

if (chromiumMissing)
  process.stdout.write(
    'register.test.ts is left out: no Chromium found (CI installs it and does not leave it out)\n',
  );

describe.skipIf(chromiumMissing)('on the demo page in Chromium', () => {
  let browser: Browser;
  let office: Office;

  beforeAll(async () => {
    office = await openOffice();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('an owner registers a business by clicking and typing, and the row is in the database', async () => {
    const owner = office.owner('Bu Siti');
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    const phone = page.locator(`section[data-person="${owner.person.id}"]`);
    const bubble = (text: string): Locator => phone.locator('.bubble', { hasText: text });
    const click = (label: string): Promise<void> =>
      phone.locator('.inline-keyboard').getByRole('button', { name: label, exact: true }).last().click();
    const type = async (text: string): Promise<void> => {
      await phone.getByRole('textbox').fill(text);
      await phone.getByRole('textbox').press('Enter');
    };

    await phone.getByRole('button', { name: 'MULAI' }).click();
    await bubble('Mau mulai dari mana?').waitFor();
    await click('Daftarkan usaha saya');
    await bubble('minta izin dulu').waitFor();
    await click('Setuju');
    await bubble('Langkah 1 dari 11').waitFor();
    await type('Siti Aminah');
    await bubble('Langkah 2 dari 11').waitFor();
    await click('Ibu (perempuan)');
    await bubble('Langkah 3 dari 11').waitFor();
    await type('gresik kota');
    await bubble('Langkah 4 dari 11').waitFor();
    await type('lmpur');
    await bubble('Maksudnya Lumpur').waitFor();
    await click('Ya, Lumpur');
    await bubble('Langkah 5 dari 11').waitFor();
    await type('Otak-otak Bu Siti');
    await bubble('Langkah 6 dari 11').waitFor();
    await click('Makanan, minuman');
    await bubble('Langkah 7 dari 11').waitFor();
    await type('2009');
    await bubble('Langkah 8 dari 11').waitFor();
    await click('Saya + 1 perempuan');
    await bubble('Langkah 9 dari 11').waitFor();
    await type('3 jt');
    await bubble('Rp3.000.000 (tiga juta rupiah)').first().waitFor();
    await click('Benar');
    await bubble('Langkah 10 dari 11').waitFor();
    await click('Belum punya');
    await bubble('Langkah 11 dari 11').waitFor();
    await type('0812 3456 7890');
    await bubble('Mohon dicek dulu, Bu Siti').waitFor();
    await click('Kirim');
    await bubble('Usaha Ibu sudah terdaftar').waitFor();

    // The chat reads like a form that is filled in; only the menu, the receipt and the next question can be pressed.
    await bubble('Kecamatan: ✓ Gresik').waitFor();
    await bubble('Penjualan: ✓ sekitar Rp3.000.000').waitFor();
    const pressable = (): Promise<readonly string[]> =>
      phone.locator('.inline-keyboard').getByRole('button').allInnerTexts();
    await expect
      .poll(pressable)
      .toEqual([
        'Daftarkan usaha saya',
        'Lihat pelatihan',
        'Tanya petugas',
        'Saya didata pendamping',
        'Apa benar ini resmi?',
        'Lapor penjualan',
        'Cek kemitraan',
        'Cara punya NIB',
        'Menu',
        'Boleh',
        'Tidak usah',
      ]);

    const business = await office.database.prisma.business.findFirstOrThrow({
      where: { owner: { accounts: { some: { account: { chatId: owner.person.id } } } } },
    });
    expect(business).toMatchObject({
      number: 'D-2611-0001',
      kind: 'food',
      startedYear: 2009,
      workersFemale: 2,
      workersMale: 0,
      usualMonthlySales: 3_000_000n,
    });
    await page.close();
  });
});
