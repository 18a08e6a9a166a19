import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, shoot, walkOn } from './demo-page.ts';
import { officer } from '../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';

describe.skipIf(chromiumMissing)('two registrations of one person, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let siti: Owner;
  let numbers: readonly string[];
  beforeAll(async () => {
    office = await openOffice();
    siti = await registeredOwner(office);
    await siti.walk('lapor okt 2,5 jt', '>Benar');
    const again = await registeredOwner(office);
    await again.walk('lapor okt 3 jt', '>Benar');
    const rows = await office.database.prisma.business.findMany({ orderBy: { id: 'asc' } });
    numbers = rows.map((it) => it.number ?? '');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(0);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const last = (phone: Locator): Locator => phone.locator('.row.theirs').last();

  it('are compared side by side, agreed to by a second officer, and told to the owner', async () => {
    const budi = await officer(office, { name: 'Budi Santoso', rights: [] });
    const ratna = await officer(office, { name: 'Ratna Wulandari', rights: [] });
    const [stays = '', gone = ''] = numbers;
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    const desk = await phoneOf(page, budi.person.id);
    await walkOn(desk, ['/petugas', '>Periksa pendaftaran', `#${gone}`, '>Orang yang sama?', '>1']);
    await last(desk).getByText('Mungkin orang yang sama').waitFor();
    await shoot(page, 'merge-both');
    await walkOn(desk, [`>Tetap ${stays}`]);
    await last(desk).getByText('Bulan yang dilaporkan di keduanya: 1.').waitFor();
    await shoot(page, 'merge-moves');
    await walkOn(desk, [`>Satu, angka ${gone}`, '>Minta persetujuan']);
    await last(desk).getByText('Sudah dikirim ke petugas lain.').waitFor();
    await office.idle();
    const second = await phoneOf(page, ratna.person.id);
    await second.getByText('Budi Santoso mengusulkan dua pendaftaran ini digabung').waitFor();
    await shoot(page, 'merge-second');
    await walkOn(second, ['>Setuju, gabung']);
    await office.idle();
    const owner = await phoneOf(page, siti.person.id);
    await owner.getByText(`sudah kami gabung jadi ${stays}`).waitFor();
    await shoot(page, 'merge-told');
    expect(await office.database.prisma.business.count()).toBe(1);
    expect(office.simulator.violations).toEqual([]);
  });
});
