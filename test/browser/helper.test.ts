import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { click, phoneOf, walkOn } from './demo-page.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';

/** Two owners of one village after the other; `phone` is typed for them. */
const first = (phone: string): readonly string[] => [
  '/petugas',
  '>Pendampingan',
  '>Daftarkan pemilik',
  '>Dibacakan, setuju lisan',
  'Karno',
  'Siti Aminah',
  '>Ibu (perempuan)',
  '>Gresik (kota)',
  'Lumpur',
  'Otak-otak Bu Siti',
  '>Makanan, minuman',
  '2009',
  '>Pemilik + 1 perempuan',
  '3 jt',
  '>Benar',
  '>Belum punya',
  phone,
  '>Benar, simpan',
];
const second: readonly string[] = [
  '>Pemilik berikutnya',
  '>Tanda tangan hari ini',
  'Hadi Purnomo',
  '>Bapak (laki-laki)',
  '>Sama: Lumpur, Gresik (k…',
  'Warung Pak Hadi',
  '>Sama: Makanan, minuman',
  '2015',
  '>Hanya pemilik',
  '750 ribu',
  '>Tidak tahu',
  '>Tidak punya HP',
  '>Benar, simpan',
  '>Laporan bulan ini',
  '1 2,5jt / 2 800rb',
  '>Benar, dari pemiliknya',
];

describe.skipIf(chromiumMissing)('on the demo page in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let rina: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    rina = await officer(office, { name: 'Rina Wati', role: 'helper', rights: [] });
    siti = office.owner('Bu Siti');
    await siti.say('/start');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  it('a helper registers two owners and reports for both, and one of them takes over', async () => {
    const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    const desk = await phoneOf(page, rina.person.id);
    await walkOn(desk, first(siti.person.phone.replace(/^62/, '0')));
    await walkOn(desk, second);
    await desk.locator('.bubble', { hasText: 'Baru: 2.' }).last().waitFor();

    const own = await phoneOf(page, siti.person.id);
    await click(own, 'Saya didata pendamping');
    await own.locator('.reply-keyboard').getByRole('button', { name: 'Kirim nomor HP ini' }).click();
    await own
      .getByRole('dialog', { name: 'Bagikan nomor?' })
      .getByRole('button', { name: 'Bagikan' })
      .click();
    await own.locator('.bubble', { hasText: 'Otak-otak Bu Siti' }).last().waitFor();
    await click(own, 'Ya, ambil alih');
    await own.locator('.bubble', { hasText: 'Apakah Ibu setuju?' }).last().waitFor();
    await click(own, 'Setuju');
    await own.locator('.bubble', { hasText: 'milik Ibu sendiri' }).last().waitFor();
    await office.idle();
    await (
      await phoneOf(page, rina.person.id)
    )
      .locator('.bubble', { hasText: 'Bu Siti sekarang mengisi sendiri.' })
      .last()
      .waitFor();
    expect(await office.database.prisma.person.count({ where: { assistedBy: rina.member.number } })).toBe(1);
    const shot = process.env['SCREENSHOT'];
    if (shot !== undefined) await page.screenshot({ path: shot });
    await page.close();
  });
});
