import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { click, phoneOf, walkOn } from './demo-page.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../support/candidates.ts';
import { officer } from '../support/members.ts';
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

  it('photos of products and the place of the business: agreed to, given, and shown again', async () => {
    await walkOn(phone, ['/menu', '>Lainnya', '>Usaha saya', '>Tambah foto', '>Dinas dan perusahaan']);
    await attach(/^Foto produk/);
    await last().getByText('Foto sudah disimpan.').waitFor();
    await walkOn(phone, ['>Selesai', '>Kirim lokasi']);
    await phone.getByRole('button', { name: 'Kirim lokasi ini' }).click();
    await phone
      .getByRole('dialog', { name: 'Bagikan lokasi?' })
      .getByRole('button', { name: 'Bagikan' })
      .click();
    await phone.getByText('Lokasi usaha sudah disimpan').waitFor();
    await walkOn(phone, ['>Usaha saya']);
    await last().getByText('Foto: 1 dari 5').waitFor();
    await last().getByText('Lokasi di peta: sudah ada').waitFor();
    await walkOn(phone, ['>Lihat foto dan lokasi']);
    await phone.locator('.row.theirs .place .map').waitFor();
    await phone.locator('.row.theirs').getByRole('button', { name: 'Hapus foto ini' }).waitFor();
  });

  it('the office sees them on a press at the card of the business', async () => {
    const { person } = await officer(office, { rights: [] });
    await page.setViewportSize({ width: 1280, height: 844 });
    const { id } = await office.database.prisma.business.findFirstOrThrow();
    person.pressData(person.messages.at(-1)?.message_id ?? 0, `s.biz.${id}`);
    const desk = await phoneOf(page, person.id);
    await walkOn(desk, ['>Foto usaha']);
    await desk.locator('.row.theirs .picture').waitFor();
    await walkOn(desk, ['>Kembali ke usaha ini', '>Lokasi di peta']);
    await desk.locator('.row.theirs .place .map').waitFor();
  });

  it('a company sees photos while it chooses, and the point once it has chosen', async () => {
    const { prisma } = office.database;
    const partner = await companyId(office);
    const rina = await companyMember(office, partner);
    await accordWith(office, partner);
    const { id: business } = await prisma.business.findFirstOrThrow();
    const { id } = await candidateAt(office, business);
    const look = (): void => {
      rina.person.pressData(rina.person.messages.at(-1)?.message_id ?? 0, `s.cand.${id}`);
    };
    look();
    const desk = await phoneOf(page, rina.person.id);
    await desk.getByRole('button', { name: 'Foto usaha' }).waitFor();
    expect(await desk.getByRole('button', { name: 'Lokasi di peta' }).count()).toBe(0);
    await walkOn(desk, ['>Foto usaha']);
    await desk.locator('.row.theirs .picture').waitFor();
    await prisma.application.update({ where: { id }, data: { status: 'accepted' } });
    look();
    await desk.getByRole('button', { name: 'Lokasi di peta' }).click();
    await desk.locator('.row.theirs .place .map').waitFor();
  });
});
