import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenDesk, type DeskServer } from '../../src/desk/listen.ts';
import { takeResults } from '../../src/services/partnership/results/results.ts';
import { deskApplication } from '../../src/services/partnership/applications/application-desk.ts';
import { agreementRows } from '../support/agreement.ts';
import { storedApplication } from '../support/applications.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../support/candidates.ts';
import { documentOf } from '../support/documents.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office } from '../support/office.ts';
import { storedOwner, type StoredOwner } from '../support/people.ts';
import { partnerRows } from '../support/results.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { looked, wide } from './looked.ts';

describe.skipIf(chromiumMissing)('partnerships at the desk in Chromium', () => {
  let browser: Browser;
  let server: DeskServer;
  let office: Office;
  let siti: StoredOwner;
  let wati: StoredOwner;
  const complaints: string[] = [];
  const opened: BrowserContext[] = [];

  beforeAll(async () => {
    server = await listenDesk(0);
    office = await openOffice({ settings: { DESK_URL: server.url } });
    server.serve(office.desk);
    siti = await storedOwner(office);
    wati = await storedOwner(office, {
      person: { name: 'Wati Lestari' },
      business: { name: 'Songkok Wati', kind: 'craft', nibStatus: 'has', nib: '1203000123456' },
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    for (const context of opened) await context.close();
    await browser.close();
    await server.close();
    await office.close();
  });

  /** The desk of a member in a browser of their own. */
  async function deskOf(member: MemberInChat): Promise<Page> {
    const context = await browser.newContext({ viewport: wide });
    opened.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const said = (await member.say('/komputer')).join('\n');
    await page.goto(/http:\S+\/masuk\/\S+/.exec(said)?.[0] ?? '');
    await page.getByRole('button', { name: 'Buka meja kerja' }).click();
    const number = page.locator('.number');
    await number.waitFor();
    await member.tap((await number.innerText()).trim());
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor();
    return page;
  }

  it('the office takes an application on by keyboard, and reads everything that it rests on', async () => {
    const { services, database } = office;
    const ratna = await officer(office, { name: 'Ratna Wulandari' });
    const one = await storedApplication(services, siti.registered.businessId, 'sig-supply');
    await documentOf(office, one.id, 'product');
    await documentOf(office, one.id, 'licence');
    const runs = await storedApplication(
      services,
      wati.registered.businessId,
      'sig-supply',
      ['submitted', 'active'],
      '2026-11-20',
    );
    const running = await deskApplication(services, ratna.member, runs.id);
    if (running === undefined) throw new Error('expected an application that was just stored');
    await database.prisma.shipment.create({
      data: {
        agreementId: await agreementRows(services, running),
        sentOn: '2026-10-01',
        dueOn: '2026-10-15',
        value: 2_500_000,
        deductions: 0,
        state: 'unpaid',
        createdAt: office.clock.now(),
      },
    });
    const page = await deskOf(ratna);
    await page.getByRole('link', { name: 'Kemitraan', exact: true }).click();
    await page.getByRole('heading', { name: 'Kemitraan' }).waitFor();
    await looked(page, 'partnerships');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${one.number}, Otak-otak Bu Siti` }).waitFor();
    await looked(page, 'application');
    await page.getByRole('link', { name: 'Belum diterima' }).click();
    await page.getByRole('heading', { name: `Belum diterima: ${one.number}` }).waitFor();
    await looked(page, 'step');
    await page.getByRole('link', { name: 'Batal, kembali' }).click();
    await page.getByRole('link', { name: 'Tandai sudah diperiksa' }).click();
    await page.getByRole('button', { name: 'Ya, tidak ada hubungan' }).waitFor();
    await looked(page, 'step-sure');
    await page.keyboard.press('y');
    await page.getByRole('status').getByText('Pemilik dikabari lewat bot.').waitFor();
    await office.idle();
    expect(siti.last).toContain(one.number);
    await page.goto(`${server.url}/kemitraan/${runs.id}`);
    await page.getByRole('heading', { name: 'Pengiriman dan pembayaran' }).waitFor();
    await looked(page, 'application-running');
    await database.prisma.application.updateMany({ data: { status: 'withdrawn' } });
    expect(complaints).toEqual([]);
  });

  it('a company compares two candidates and decides about one with a sentence of the list', async () => {
    const partner = await companyId(office);
    await accordWith(office, partner);
    const first = await candidateAt(office, siti.registered.businessId);
    await candidateAt(office, wati.registered.businessId);
    const page = await deskOf(await companyMember(office, partner));
    await page.getByRole('navigation').getByRole('link', { name: 'Calon mitra' }).click();
    await page.getByRole('heading', { name: 'Calon mitra' }).waitFor();
    await looked(page, 'candidates');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Bandingkan yang dipilih' }).click();
    await page.getByRole('heading', { name: 'Perbandingan 2 calon' }).waitFor();
    await looked(page, 'candidates-beside');
    await page.getByRole('link', { name: `Buka ${first.number}` }).click();
    await page.getByRole('heading', { name: `${first.number}, Otak-otak Bu Siti` }).waitFor();
    await looked(page, 'candidate');
    await page.getByRole('link', { name: 'Belum diterima' }).click();
    await page.getByLabel('Pilih alasannya').selectOption('capacity');
    await looked(page, 'candidate-step');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByRole('button', { name: 'Ya, lanjut' }).click();
    await page.waitForURL(/\/calon\?kata=told$/);
    await page.getByRole('status').getByText('Pemilik dikabari lewat bot.').waitFor();
    await office.idle();
    expect(siti.last).toContain('Kapasitas produksi belum sesuai');
    expect(complaints).toEqual([]);
  });

  it('the head of the Dinas sees the three results on one page, on a map and as a table', async () => {
    const { services, database } = office;
    for (let one = 0; one < 12; one++)
      await partnerRows(
        database.prisma,
        `m${one}`,
        one < 7 ? '35.25.16' : one < 10 ? '35.25.18' : '35.25.02',
      );
    await takeResults(services, '2026-09');
    const page = await deskOf(await officer(office, { name: 'Kepala Dinas', role: 'staff', rights: [] }));
    await page.getByRole('link', { name: 'Hasil', exact: true }).click();
    await page.getByRole('img', { name: /^Peta kotak/ }).waitFor();
    await looked(page, 'results');
    await page.getByText('Gambar dasbor').click();
    await page
      .getByRole('img', { name: /^Dasbor|^Laporan|Gresik/ })
      .first()
      .waitFor();
    await looked(page, 'results-picture');
    expect(complaints).toEqual([]);
  });

  it('an auditor reads what the letter covers', async () => {
    const page = await deskOf(await officer(office, { name: 'Sari Pemeriksa', role: 'auditor', rights: [] }));
    await page.getByRole('link', { name: 'Pemeriksaan', exact: true }).click();
    await page.getByRole('link', { name: 'Berkas pengajuan' }).click();
    await page.getByText('datang di chat bot').waitFor();
    await looked(page, 'inspection');
    expect(complaints).toEqual([]);
  });
});
