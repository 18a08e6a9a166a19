import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenDesk, type DeskServer } from '../../src/desk/listen.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { looked, wide } from './looked.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { registeredPerson } from '../support/people.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../support/office.ts';

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
    ratna = await officer(office, { name: 'Ratna Wulandari', role: 'admin', rights: ['send', 'export'] });
    siti = await registeredOwner(office);
    await siti.walk('/tanya', 'Kapan pelatihan berikutnya diadakan?');
    browser = await launchChromium();
    page = await browser.newPage({ viewport: wide });
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

  it('opens by the link and the number that is pressed in the chat, and lets everybody read it', async () => {
    const said = (await ratna.say('/komputer')).join('\n');
    await page.goto(/http:\S+\/masuk\/\S+/.exec(said)?.[0] ?? '');
    await page.getByRole('button', { name: 'Buka meja kerja' }).click();
    const number = page.locator('.number');
    await number.waitFor();
    await ratna.tap((await number.innerText()).trim());
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor();
    await looked(page, 'today');
    expect(complaints).toEqual([]);
  });

  it('answers a question by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Permintaan', exact: true }).click();
    await page.getByRole('heading', { name: 'Permintaan' }).waitFor();
    await looked(page, 'requests');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Pertanyaan/ }).waitFor();
    await looked(page, 'request');
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
    await looked(page, 'businesses');
    await page.getByRole('link', { name: 'Ambil dari daftar Excel' }).click();
    await page.getByLabel('Berkas XLSX atau CSV').setInputFiles({
      name: 'umkm.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `Nama;Kecamatan;Nama usaha;No HP\nBudi Hartono;Gresik;Warung Budi;081299900001\nSiti Aminah;Gresik;Kue;${siti.person.phone}`,
      ),
    });
    await looked(page, 'owner-lists');
    await page.getByRole('button', { name: 'Periksa berkas' }).click();
    await page.getByRole('heading', { name: 'umkm.csv' }).waitFor();
    await looked(page, 'owner-list');
    await page.getByRole('button', { name: 'Simpan 1 baris' }).click();
    await page.getByText('Sedang disimpan').waitFor();
    await office.runJob('owner-lists');
    // The page asks for itself again.
    await page.getByText('Selesai').waitFor();
    await page.getByRole('link', { name: 'Usaha', exact: true }).click();
    await page.getByRole('link', { name: 'Warung Budi' }).waitFor();
    await page.getByRole('link', { name: 'Otak-otak Bu Siti' }).click();
    await page.getByRole('heading', { name: 'Otak-otak Bu Siti' }).waitFor();
    await looked(page, 'business');
    await page.getByRole('link', { name: 'Meja terbuka' }).click();
    await page.getByRole('heading', { name: 'Meja terbuka' }).waitFor();
    await looked(page, 'desks');
    await page.getByRole('link', { name: 'Kiriman', exact: true }).click();
    await page.getByText('Bot mengirim seperti biasa.').waitFor();
    await looked(page, 'sending');
    await officer(office, { name: 'Wati Lestari' });
    await page.getByRole('link', { name: 'Petugas', exact: true }).click();
    await page.getByRole('heading', { name: 'Petugas' }).waitFor();
    await looked(page, 'members');
    await page.getByRole('link', { name: 'Wati Lestari' }).click();
    await page.getByRole('heading', { name: 'Wati Lestari' }).waitFor();
    await looked(page, 'member');
    await page.getByRole('link', { name: 'Log audit' }).click();
    await page.getByRole('button', { name: 'Periksa keutuhan log' }).click();
    await page.getByText('Log utuh').waitFor();
    await looked(page, 'audit-log');
    await page.getByRole('link', { name: 'Periksa', exact: true }).click();
    await page.getByRole('heading', { name: 'Periksa' }).waitFor();
    await looked(page, 'registrations');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Pendaftaran/ }).waitFor();
    await looked(page, 'registration');
    await page.keyboard.press('b');
    await page.getByText('Tidak ada pendaftaran yang menunggu.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('fills in one figure of the sheet by keyboard, and a pasted column after its preview', async () => {
    await page.getByRole('link', { name: 'Penjualan', exact: true }).click();
    await page.getByRole('heading', { name: 'Penjualan', exact: true }).waitFor();
    await looked(page, 'sales');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Otak-otak Bu Siti, / }).waitFor();
    await looked(page, 'figure');
    await page.getByLabel(/^Berapa penjualan/).focus();
    await page.keyboard.type('4,2');
    await page.getByLabel('Siapa yang menyampaikan').selectOption('owner');
    await page.getByLabel('Bagaimana disampaikan').selectOption('phone');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Simpan Rp4.200.000' }).waitFor();
    await looked(page, 'figure-doubt');
    await page.getByRole('button', { name: 'Simpan Rp4.200.000' }).press('Enter');
    await page.getByRole('status').getByText('Angkanya tersimpan.').waitFor();
    await page.getByRole('link', { name: 'Tempel dari Excel' }).click();
    await page.getByLabel(/^Tempel kolom/).fill('5 juta');
    await looked(page, 'paste');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Simpan 1 angka' }).waitFor();
    await looked(page, 'paste-preview');
    await page.getByRole('button', { name: 'Simpan 1 angka' }).press('Enter');
    await page.getByText('Berubah: 1.').waitFor();
    await page.getByRole('link', { name: 'Kembali ke lembar penjualan' }).click();
    await page.getByRole('link', { name: '5.000.000' }).waitFor();
    await page.getByRole('link', { name: 'Kunci bulan ini' }).click();
    await page.getByRole('heading', { name: /^Kunci / }).waitFor();
    await looked(page, 'lock');
    expect(complaints).toEqual([]);
  });

  it('announces on one page: reach and message beside the words while they are typed', async () => {
    await registeredPerson(office.services, { name: 'Sumiati', chatId: null });
    await page.getByRole('link', { name: 'Umumkan', exact: true }).click();
    await page.getByRole('heading', { name: 'Umumkan' }).waitFor();
    await page.getByRole('link', { name: 'Tulis pengumuman' }).click();
    await page.getByRole('heading', { name: 'Pengumuman baru' }).waitFor();
    await page.getByLabel('Judul').waitFor({ state: 'hidden' });
    await page.getByLabel(/^Isi, paling banyak/).fill('Kantor tutup hari Kamis.');
    // Nothing is pressed: what is typed is counted and shown by itself.
    await page.getByRole('figure').getByText('Kantor tutup hari Kamis.').waitFor();
    await looked(page, 'announce');
    await page.getByLabel('Jenis kabar').selectOption('new');
    await page.getByLabel('Judul').waitFor();
    await page.getByText('Judul: Mohon tulis 3 sampai 80 huruf.').waitFor();
    await looked(page, 'announce-training');
    await page.getByLabel('Jenis kabar').selectOption('notice');
    await page.getByRole('button', { name: /^Umumkan ke / }).click();
    await page.getByRole('status').getByText('Pengumuman sudah dicatat.').waitFor();
    await office.idle();
    await page.getByText('Selesai dikirim').or(page.getByText('Bukti kirim')).first().waitFor();
    await looked(page, 'announcement');
    await page.getByRole('link', { name: /^Tanpa Telegram/ }).click();
    await page.getByRole('heading', { name: /^Tanpa Telegram/ }).waitFor();
    await looked(page, 'hand');
    await page.getByRole('link', { name: 'Kembali ke pengumuman' }).click();
    await page.getByRole('link', { name: 'Kembali ke daftar pengumuman' }).click();
    await page.getByRole('heading', { name: 'Umumkan' }).waitFor();
    await looked(page, 'announcements');
    expect(complaints).toEqual([]);
  });

  it('makes a survey and shows what it asks', async () => {
    await page.getByRole('link', { name: 'Survei', exact: true }).click();
    await page.getByRole('heading', { name: 'Survei' }).waitFor();
    await page.getByRole('link', { name: 'Buat survei' }).click();
    await page.getByRole('heading', { name: 'Survei baru' }).waitFor();
    await looked(page, 'survey-new');
    await page.getByLabel('Judul').fill('Kebutuhan pelatihan');
    const today = office.clock.now().toISOString().split('T')[0] ?? '';
    await page.getByLabel('Sampai tanggal').fill(today);
    await page.getByLabel('Cara menjawab').first().selectOption('choice');
    await page.getByLabel('Pertanyaannya').first().fill('Pelatihan apa yang dibutuhkan?');
    await page
      .getByLabel(/^Pilihannya/)
      .first()
      .fill('Kemasan\nFoto produk');
    await page.getByRole('button', { name: 'Simpan survei' }).click();
    await page.getByRole('status').getByText('Survei disimpan.').waitFor();
    await looked(page, 'survey');
    await page.getByRole('link', { name: 'Semua survei' }).click();
    await page.getByRole('heading', { name: 'Survei' }).waitFor();
    await looked(page, 'surveys');
    expect(complaints).toEqual([]);
  });
});
