import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../src/services/cases/cases.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { phoneOf, shoot, walkOn } from './demo-page.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';
import { registeredPerson } from '../support/people.ts';
import { announce, everybody } from '../support/recipients.ts';
import { GRESIK, training } from '../support/training.ts';

describe.skipIf(chromiumMissing)('tools of the office, in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let desk: Locator;
  let admin: MemberInChat;
  let budi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    admin = await officer(office, { name: 'Kepala Dinas', role: 'admin', rights: ['send'] });
    budi = await officer(office);
    siti = await registeredOwner(office);
    const person = await office.database.prisma.person.findFirstOrThrow({
      include: { accounts: { select: { accountId: true } } },
    });
    for (const text of ['Kertas NIB saya hilang', 'Cara mencetak NIB bagaimana?'])
      await inTransaction(office.services, (inside) =>
        openCase(inside, {
          kind: 'question',
          accountId: person.accounts[0]?.accountId,
          personId: person.id,
          kecamatan: GRESIK,
          text,
        }),
      );
    await admin.walk('/petugas', '>Jawaban siap pakai', '>Tambah jawaban', 'Cetak ulang NIB');
    await admin.say('{sapaan}, NIB bisa dicetak lagi di oss.go.id, gratis.');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(0);
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    desk = await open(budi);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  const open = (who: Owner): Promise<Locator> => phoneOf(page, who.person.id);
  const last = (): Locator => page.locator('section .row.theirs').last();

  it('the stop of everything stands alone, in red', async () => {
    await walkOn(desk, ['/petugas']);
    const stop = last().getByRole('button', { name: 'Hentikan semua kiriman' });
    await stop.waitFor();
    expect(await stop.getAttribute('class')).toContain('style-danger');
    expect(await stop.locator('xpath=..').getByRole('button').count()).toBe(1);
    await shoot(page, 'office-menu');
  });

  it('a word finds its case, two of one person become one, and a ready answer waits for the morning', async () => {
    office.clock.set('2026-11-06T14:00:00Z');
    await walkOn(desk, ['>Tindak lanjut', '>Cari kata', 'hilang']);
    await last().getByText('Ketemu: 1.').waitFor();
    await walkOn(desk, ['>1']);
    await last().getByText('Kertas NIB saya hilang').waitFor();
    await shoot(page, 'case-card');
    await walkOn(desk, ['>Gabungkan', '>1']);
    await last().getByText('Ini tidak bisa dipisah lagi.').waitFor();
    await shoot(page, 'case-merge');
    await walkOn(desk, ['>Ya, gabungkan', '>Tulis ke pemilik', '>Cetak ulang NIB']);
    await last().getByText('Bu Siti, NIB bisa dicetak lagi di oss.go.id, gratis.').waitFor();
    await shoot(page, 'ready-answer');
    await walkOn(desk, ['>Kirim jawaban ini']);
    await last().getByText('Senin, 9 November 2026 pukul 08.00 WIB').waitFor();
    await last().getByRole('button', { name: 'Kirim sekarang' }).waitFor();
    await shoot(page, 'night-answer');
  });

  it('own words stand on a business', async () => {
    office.clock.set('2026-11-09T03:00:00Z');
    await walkOn(desk, ['/petugas', '>Cari usaha', 'otak-otak', '>Otak-otak… · Siti Aminah']);
    await walkOn(desk, ['>Tanda', '>Tanda baru', 'klaster songkok']);
    await last().getByText('Tanda "klaster songkok" sudah dipasang.').waitFor();
    await shoot(page, 'tag');
  });

  it('an earlier announcement is followed up, and news is repeated until its last day', async () => {
    const { prisma } = office.database;
    const { id: chatId } = office.simulator.createPerson({ id: 7_400, firstName: 'Ani', started: true });
    await registeredPerson(office.services, { name: 'Ani Lestari', chatId });
    const { id: trainingId } = await training(office);
    await announce(prisma, office.services, budi.member, { trainingId, audience: everybody });
    await office.runJob('announcements');
    await office.idle();
    await walkOn(desk, ['/petugas', '>Kiriman', '#Pelatihan Kemasan', '>Kabari yang belum jawab']);
    await walkOn(desk, ['>Kabar tanpa pelatihan', 'Masih ada kursi.', '>Lanjut', '>Selesai memilih']);
    await last().getByText('Akan menerima: 1 orang').waitFor();
    await shoot(page, 'follow-up');
    await walkOn(desk, ['>Diulang: tidak', '>Sekarang', '23 November 2026']);
    await desk.getByText('Diulang tiap minggu sampai Senin, 23 November 2026: 3 kali.').waitFor();
    await shoot(page, 'series');
    await walkOn(desk, ['>Batal']);
  });

  it('a complaint about an officer names another way, and is not seen by that officer', async () => {
    const owner = await open(siti);
    await walkOn(owner, ['/menu', '>Tanya petugas', 'Saya mau mengadu, petugas kemarin minta uang']);
    await last().getByText('Petugas itu tidak akan membaca aduan ini.').waitFor();
    await walkOn(owner, ['pak budi']);
    await last().getByText('SP4N-LAPOR!').waitFor();
    await shoot(page, 'complaint');
    desk = await open(budi);
    await walkOn(desk, ['/petugas', '>Tindak lanjut']);
    await last().getByRole('button', { name: 'Belum diambil (0)' }).waitFor();
  });

  it('a list turns its pages in one message, and what was looked at makes room for the next', async () => {
    const { db, now } = office.services;
    for (let at = 1; at <= 9; at++) {
      const { businessIds } = await registeredPerson(office.services, { name: `Ibu Ke-${at}` });
      for (const businessId of businessIds)
        await db.verification.create({ data: { businessId, openedAt: now() } });
    }
    await walkOn(desk, ['/petugas', '>Periksa pendaftaran']);
    const messages = await desk.locator('.row.theirs').count();
    await walkOn(desk, ['>Berikutnya']);
    await last().getByText('Halaman 2 dari 2').waitFor();
    await walkOn(desk, ['>Sebelumnya']);
    await shoot(page, 'list');
    await walkOn(desk, ['>1']);
    await last().getByText('Belum diperiksa.').waitFor();
    expect(await desk.locator('.row.theirs').count()).toBe(messages);
    await walkOn(desk, ['>Benar']);
    await last().getByText('9 lagi. Berikutnya:').waitFor();
    await shoot(page, 'verification-next');
  });

  it('what was done is told in sentences', async () => {
    const log = await open(admin);
    await walkOn(log, ['/petugas', '>Log audit']);
    await last()
      .getByText(/Budi Santoso \p{Ll}+ [^]*, 9 Nov 2026 pukul 10\.00\./u)
      .waitFor();
    expect(await last().innerText()).not.toMatch(/\b(case|business|verification)\.\p{Ll}/u);
    await shoot(page, 'audit');
  });
});
