import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { rowOf } from './demo-page.ts';
import { agreementOf } from '../../src/services/partnership/agreements/agreements.ts';
import { applicationById } from '../../src/services/partnership/applications/applications.ts';
import { recordPartnerSale } from '../../src/services/partnership/agreements/partner-sales.ts';
import { recordPayment, recordShipment } from '../../src/services/partnership/agreements/shipment-acts.ts';
import { shipmentsOf } from '../../src/services/partnership/agreements/shipments.ts';
import { accordWith, companyId, companyMember } from '../support/candidates.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { officer, type MemberInChat } from '../support/members.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';
import { admitGroups, answeredAll } from '../support/groups.ts';
import { fittingAnswers, registered } from '../support/partnership.ts';

const CLEAR = '>Ya, tidak ada hubungan';

/** Registers a maker of songkok in Bungah instead. */
const songkokMaker = {
  '>Gresik (kota)': ['Bungah'],
  Lumpur: ['>Bungah'],
  '>Makanan, minuman': ['>Pakaian, songkok'],
  '3 jt': ['12 jt'],
  '>Belum punya': ['1203000123456'],
} as const;

/** Registers a maker of kerupuk in Ujungpangkah instead. */
const kerupukMaker = {
  '>Gresik (kota)': ['Ujungpangkah'],
  Lumpur: ['Pangkahkulon'],
  '>Belum punya': ['1203000123456'],
} as const;

/** The text of an agreement: number, what is sold, price, price of one piece, first and last day. */
const drafting = (
  ...[number, activity, price, unitPrice, startsOn, endsOn]: readonly [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
): readonly string[] => [
  '>Mitra',
  number,
  activity,
  price,
  unitPrice,
  '>Benar',
  '14 hari',
  '>Tidak ada potongan',
  startsOn,
  endsOn,
  '200',
  '100 juta',
  '>Benar',
  '>Tidak ada target',
  'pelatihan mutu dua kali setahun',
  'memberi tahu tertulis 30 hari sebelumnya',
  'musyawarah dulu, lalu lewat Dinas',
  '>Simpan',
];

const songkok = drafting(
  '012/PKS/2026',
  'songkok hitam polos, 500 buah sebulan',
  'Rp50.000 sebuah, tetap setahun',
  '50 ribu',
  '10 November 2026',
  '9 November 2027',
);

const kerupuk = drafting(
  '013/PKS/2026',
  'kerupuk ikan 250 gram, 1.000 bungkus sebulan',
  'Rp10.000 sebungkus, tetap setahun',
  '10 ribu',
  '24 November 2026',
  '23 November 2027',
);

/** Months beside those that are told on the screen, and what the company bought in each, in millions. */
const otherMonths = [
  ['2026-12', 8],
  ['2027-01', 8],
  ['2027-03', 9],
  ['2027-04', 7],
  ['2027-05', 7],
  ['2027-06', 6],
  ['2027-07', 6],
  ['2027-08', 6],
  ['2027-09', 5],
  ['2027-10', 5],
] as const;

describe.skipIf(chromiumMissing)('on a screen of 360 pixels in Chromium', () => {
  let browser: Browser;
  let office: Office;
  let page: Page;
  let budi: MemberInChat;
  let rini: MemberInChat;
  let rina: MemberInChat;
  const folder = process.env['SCREENSHOTS'];
  let shots = 0;

  beforeAll(async () => {
    browser = await launchChromium();
    if (folder !== undefined) await mkdir(folder, { recursive: true });
  });
  beforeEach(async () => {
    office = await openOffice();
    budi = await officer(office);
    rini = await officer(office, { name: 'Rini Astuti' });
    const company = await companyId(office);
    await accordWith(office, company);
    rina = await companyMember(office, company);
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(0);
    return async () => {
      await page.close();
      await office.close();
    };
  });
  afterAll(() => browser.close());

  async function phoneOf({ person }: Owner): Promise<Locator> {
    const phone = page.locator(`section[data-person="${person.id}"]`);
    if ((await phone.count()) === 0) await page.locator(`[data-tab="${person.id}"]`).click();
    await phone.waitFor();
    return phone;
  }

  const NEWEST = 20;
  const labelsOn = (phone: Locator): Promise<readonly string[]> =>
    phone
      .locator('.inline-keyboard .inline-button span:first-child')
      .allInnerTexts()
      .then((all) => all.slice(-NEWEST));
  const labelsOf = ({ person }: Owner): readonly string[] =>
    person.messages
      .flatMap((it) => (it.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text))
      .slice(-NEWEST);

  const handled = (): Promise<number> =>
    office.database.prisma.inboxUpdate.count({ where: { handledAt: { not: null } } });

  /** Acts on the screen of somebody, one after the other: `>Label` presses the newest such button, anything else is typed. */
  async function on(who: Owner, ...steps: readonly (string | RegExp)[]): Promise<void> {
    const phone = await phoneOf(who);
    for (const step of steps) {
      const before = await handled();
      if (typeof step === 'string' && !step.startsWith('>')) {
        await phone.getByRole('textbox').fill(step);
        await phone.getByRole('textbox').press('Enter');
      } else {
        const name = typeof step === 'string' ? step.slice(1) : step;
        const buttons = phone.locator('.inline-keyboard').getByRole('button', { name, exact: true });
        await ((await rowOf(phone, name)) ?? buttons.last()).click();
      }
      await expect.poll(handled).toBe(before + 1);
      await office.idle();
      // An older button of the same name is not meant: what was written is on the screen first.
      const newest = String(who.person.lastMessage?.message_id);
      await expect
        .poll(() => phone.locator('[data-message]').last().getAttribute('data-message'))
        .toBe(newest);
      // Nor one that stood there before its message became another page.
      await expect.poll(() => labelsOn(phone)).toEqual(labelsOf(who));
    }
  }

  /** The newest message on a screen says this, and nothing in sight is cut or has a word broken in two. */
  async function reads(who: Owner, ...words: readonly string[]): Promise<void> {
    const phone = await phoneOf(who);
    const newest = phone.locator('.row.theirs .bubble').last();
    for (const said of words) await expect.poll(() => newest.innerText()).toContain(said);
    const text = await newest.innerText();
    expect(text).not.toMatch(/\n\n\n|undefined|\{|ditolak/i);
    const cut = await phone.locator('.bubble, .inline-keyboard span').evaluateAll((all) =>
      all
        .filter((it) => {
          const isBroken = !it.textContent.includes(' ') && it.clientHeight > 26 && it.matches('span');
          return isBroken || it.scrollWidth > it.clientWidth;
        })
        .map((it) => it.textContent),
    );
    expect(cut).toEqual([]);
    if (folder === undefined) return;
    const name = words[0]?.replaceAll(/[^a-z]+/gi, '-').slice(0, 40) ?? '';
    await page.screenshot({ path: join(folder, `${String(++shots).padStart(2, '0')}-${name}.png`) });
  }

  /** Registered, and the page is open. */
  async function arrives(changes: Readonly<Record<string, readonly string[]>>): Promise<Owner> {
    const owner = await registered(office, { ...songkokMaker, ...changes });
    await page.goto(office.pageUrl);
    await page.locator('body.ready').waitFor();
    return owner;
  }

  /** Checks the conditions, applies to the supply programme and returns the number of the application. */
  async function applies(owner: Owner): Promise<string> {
    await on(owner, '/menu', '>Cek kemitraan', ...fittingAnswers, '>Kerja sama SIG', '>Ajukan');
    await reads(owner, 'kami minta izin dulu');
    await on(owner, '>Setuju', '3525015503740001');
    await reads(owner, 'Pesan tadi sudah saya hapus', 'NIK: 3525••••••••0001');
    await on(owner, '>Kirim');
    await reads(owner, 'Pengajuan ini belum tentu diterima.');
    const { number } = await office.database.prisma.application.findFirstOrThrow();
    return number;
  }

  const stepsTaken = async (): Promise<readonly string[]> =>
    (await office.database.prisma.applicationStep.findMany({ orderBy: { id: 'asc' } })).map(
      ({ status }) => status,
    );

  /** A month with one delivery that was paid after nine days, and a report, as their rows. */
  async function rowsOf(month: string, value: number): Promise<void> {
    const { prisma } = office.database;
    const { id: agreementId, applicationId } = await prisma.agreement.findFirstOrThrow();
    const application = await applicationById(office.services, applicationId);
    if (application === undefined) throw new Error('expected the application of the agreement');
    const said = { quantity: value / 50_000, value, sentOn: `${month}-10` };
    await inTransaction(office.services, (inside) =>
      recordShipment(inside, { side: 'owner' }, application, said),
    );
    const agreement = await agreementOf(office.services, application);
    const shipment =
      agreement && (await shipmentsOf(office.services, agreement)).find((it) => it.sentOn === said.sentOn);
    if (shipment === undefined) throw new Error('expected the delivery that was just told');
    await inTransaction(office.services, async (inside) => {
      await recordPayment(
        inside,
        { side: 'owner' },
        { application, shipment },
        { paidOn: `${month}-19`, deductions: 0 },
      );
      const { id: reportId } = await inside.db.salesReport.create({
        data: {
          office: 'gresik',
          number: `L-${month}`,
          businessId: application.businessId,
          month,
          amount: value * 2,
          source: 'guided',
          estimate: false,
          createdAt: inside.now(),
          updatedAt: inside.now(),
        },
      });
      await recordPartnerSale(inside, { reportId, agreementId, amount: value });
    });
  }

  it('a maker of songkok in Bungah is accepted, delivers for a year with a Ramadan, and ends as mandiri', async () => {
    const { prisma } = office.database;
    const nur = await arrives({ 'Siti Aminah': ['Nur Hayati'], 'Otak-otak Bu Siti': ['Songkok Bu Nur'] });
    const number = await applies(nur);
    const one = new RegExp(number);

    await on(budi, '/petugas', '>Pengajuan', '>Baru diajukan: 1', one, '>Tandai sudah diperiksa', CLEAR);
    await reads(nur, 'sudah diperiksa petugas', 'Ini belum tentu diterima.');
    await on(budi, `>${number}`, '>Teruskan ke mitra');
    await reads(budi, 'Pemilik langsung dikabari. Lanjut?\n10.00');
    await on(budi, '>Ya, lanjut');
    await reads(nur, 'Sekarang SIG yang menilai.');
    await reads(rina, `Ada calon baru: ${number}.`);
    await on(rina, '>Lihat calon');
    await reads(rina, 'Menurut pemilik', 'Jenis usaha: Pakaian, songkok');
    await on(rina, '>Lolos');
    await reads(rina, 'menjadi: Diterima mitra.\nPemilik dikabari. Lanjut?');
    await on(rina, '>Ya, lanjut');
    await reads(nur, 'Langkah berikutnya: perjanjian disiapkan');
    await on(budi, '/petugas', '>Pengajuan', '>Diterima mitra: 1', one, '>Masuk perjanjian', '>Ya, lanjut');
    await reads(nur, 'Isi perjanjiannya datang di sini untuk dibaca');

    await on(budi, `>${number}`, '>Perjanjian', '>Tulis perjanjian', ...songkok, '>Perjanjian');
    await reads(budi, 'Daftar periksa belum lengkap, jadi belum bisa dikirim.');
    await on(budi, '>Daftar periksa', ...Array<RegExp>(10).fill(/^☐/), '>Selesai');
    await reads(budi, 'Daftar periksa lengkap.');
    await on(budi, '>Perjanjian', '>Kirim ke pemilik', '>Ya, lanjut');
    await reads(nur, 'ini isi perjanjian yang ditawarkan', 'Boleh disetujui mulai Kamis, 5 November 2026.');
    await on(nur, '>Setuju');
    await reads(nur, 'Isi ini boleh disetujui mulai Kamis, 5 November 2026');
    await on(nur, '>Tanya dulu', 'Kalau songkoknya rusak di jalan, siapa yang menanggung?');
    await reads(nur, 'Pertanyaan sudah diteruskan, nomor K-0002.');
    await on(budi, '/petugas', '>Tindak lanjut', /^Belum diambil/, /Tanya perjanjian/, '>Tulis ke pemilik');
    await on(budi, 'Mitra yang menanggung, Bu, sejak barang diambil dari rumah.');
    await reads(nur, 'Mitra yang menanggung, Bu');
    await on(nur, '>Sudah terbantu');
    office.clock.set('2026-11-05T03:00:00Z');
    await on(nur, '/menu', '>Permintaan saya', /Pengajuan ke SIG/, '>Lihat perjanjian', '>Setuju');
    await reads(nur, 'Dengan menekan tombol di bawah, Ibu setuju dengan isi ini.');
    await on(nur, '>Ya, saya setuju');
    await reads(nur, 'sekarang menunggu SIG');
    await on(budi, '/petugas', '>Pengajuan', '>Perjanjian: 1', one, '>Perjanjian');
    await on(budi, '>Catat: mitra setuju', '046/SIG/2026', '>Ya, lanjut');
    await reads(budi, 'sekarang menunggu petugas kedua');
    await reads(rini, 'Mitra setuju dengan: Perjanjian, naskah 1', 'Menurut surat mitra: 046/SIG/2026');
    await on(rini, '>Setujui');
    await reads(
      nur,
      'kedua pihak sudah setuju. Salinan ini tetap ada di sini.',
      'Disetujui pemilik usaha: Kamis',
    );
    await on(budi, '/petugas', '>Pengajuan', '>Perjanjian: 1', one, '>Kerja sama berjalan');
    await reads(budi, 'Pemilik langsung dikabari. Lanjut?');
    await on(budi, '>Ya, lanjut');
    await reads(nur, 'Status: kerja sama berjalan.');

    office.clock.set('2026-11-20T03:00:00Z');
    await on(nur, '>Pengiriman & bayaran', '>Catat pengiriman', /20 Nov/, '200 buah', /^Sesuai/);
    await reads(nur, 'Jatuh tempo pembayaran dari SIG: Jumat, 4 Desember 2026.');
    office.clock.set('2026-11-30T03:00:00Z');
    await on(nur, '>Pengiriman & bayaran', '>20 Nov: Rp10.000.000');
    await reads(nur, 'SIG belum bayar Rp10.000.000', 'Menurut Ibu: 200 barang');
    await on(nur, '>Sudah dibayar', /30 Nov/, '>Tidak ada potongan');
    await reads(nur, 'Pembayaran SIG untuk pengiriman');
    office.clock.set('2026-12-02T03:00:00Z');
    await on(nur, '/menu', '>Lapor November 2026', '14 jt', '>Benar', '>Masih sama');
    await reads(nur, 'berapa yang dijual ke SIG?');
    await on(nur, '10 jt', '>Benar');
    await reads(nur, 'Ke mitra: SIG: Rp10.000.000');
    await on(nur, '>Kirim');

    await on(budi, '/petugas', '>Pengajuan', '>Kerja sama berjalan: 1', one);
    await on(budi, '>Perjanjian', '>Dukungan', '>Catat dukungan');
    await reads(budi, 'Apa macamnya?');
    await on(budi, '>Sarana produksi', 'dua mesin jahit', '4 juta', '>Benar', '>Mitra', '>Tidak', '>Simpan');
    await on(budi, '>Dukungan', '>Diserahkan: dua mesin j…');
    await reads(nur, 'sudah diserahkan: dua mesin jahit. Sudah Ibu terima?');
    await on(nur, '>Sudah saya terima');
    await reads(nur, 'Dicatat sudah diterima.');
    await office.runJob('follow-ups');
    await office.idle();
    await reads(nur, 'Usaha Ibu terhubung dengan SIG.');
    await on(nur, '>Isi kabar usaha', '>2', '>0', '>2', '>0', '>3');
    await reads(nur, 'kabarnya sudah dicatat');

    // February leads into Ramadan: the largest order, and the largest month.
    office.clock.set('2027-02-20T03:00:00Z');
    await on(
      nur,
      '/menu',
      '>Permintaan saya',
      /Kerja sama SIG/,
      '>Pengiriman & bayaran',
      '>Catat pengiriman',
    );
    await on(nur, /20 Feb/, '400 buah', /^Sesuai/);
    office.clock.set('2027-03-01T03:00:00Z');
    await on(nur, '>Pengiriman & bayaran', '>20 Feb: Rp20.000.000', '>Sudah dibayar', /1 Mar/);
    await on(nur, '>Tidak ada potongan', 'lapor februari 31 jt', '>Benar');
    await reads(nur, 'Penjualan 12 bulan terakhir.');
    await on(nur, '>Isi yang ke SIG', '20 jt', '>Benar');
    await reads(nur, 'Sudah dicatat.');
    for (const [month, millions] of otherMonths) await rowsOf(month, millions * 1_000_000);

    office.clock.set('2027-11-12T03:00:00Z');
    await on(nur, '/menu', '>Permintaan saya', /Kerja sama SIG/, '>Pengiriman & bayaran');
    await reads(nur, 'Biasanya dibayar 9 hari sesudah dikirim (dari 12 pembayaran).');
    await on(rina, '/petugas', '>Calon mitra', /1 calon$/, one);
    await reads(rina, 'Terjual ke perusahaan ini: 12 kiriman, Rp97.000.000');
    await on(budi, '/petugas', '>Pengajuan', '>Kerja sama berjalan: 1', one, '>Mandiri', '>Ya, lanjut');
    await reads(nur, 'Status: sudah mandiri.', 'Selamat, Bu Nur');
    await on(nur, '>Lihat pengajuan');
    await reads(nur, 'Status: sudah mandiri');
    expect(nur.buttons).not.toContain('Kirim berkas');

    expect(await stepsTaken()).toEqual([
      'submitted',
      'verified',
      'forwarded',
      'accepted',
      'agreement',
      'active',
      'independent',
    ]);
    const shipments = await prisma.shipment.findMany({ select: { state: true, value: true } });
    expect(shipments).toHaveLength(12);
    expect(shipments.every(({ state }) => state === 'paid')).toBe(true);
    expect(shipments.reduce((sum, { value }) => sum + Number(value), 0)).toBe(97_000_000);
    const told = await prisma.partnerSale.findMany({ include: { report: true } });
    expect(told.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(97_000_000);
    expect(await prisma.salesReport.count()).toBe(12);
    expect(await prisma.support.findMany({ select: { status: true, receivedBy: true } })).toEqual([
      { status: 'received', receivedBy: 'owner' },
    ]);
    expect(await prisma.followUp.count()).toBe(1);
    expect(office.simulator.violations).toEqual([]);
  });

  it('makers of kerupuk in Ujungpangkah deliver as a group by each own yes and share, are paid late, and refuse a change', async () => {
    const { prisma } = office.database;
    await admitGroups(office.services, 3, { trial: { sample: true, order: true } });
    const maker = (name: string, business: string): Promise<Owner> =>
      arrives({ ...kerupukMaker, 'Siti Aminah': [name], 'Otak-otak Bu Siti': [business] });
    const nur = await maker('Nur Khasanah', 'Kerupuk Ikan Bu Nur');
    const lastri = await maker('Sulastri', 'Kerupuk Bawang Bu Lastri');
    const mufidah = await maker('Mufidah', 'Rambak Bu Mufidah');

    await on(nur, '/menu', '>Lainnya', '>Kelompok usaha', '>Buat kelompok', '>KUB (usaha bersama)');
    await on(nur, 'KUB Kerupuk Pangkah');
    await reads(nur, 'Sebelum ikut kelompok, kami minta izin dulu.');
    await on(nur, '>Setuju');
    await reads(nur, 'Kelompoknya sudah dibuat');
    for (const [who, label] of [
      [lastri, '>Undang anggota'],
      [mufidah, '>Undang satu lagi'],
    ] as const) {
      await on(nur, label);
      await reads(nur, 'Kirim tautan ini ke satu calon anggota');
      await on(who, `/start ${/start=(k-[\w-]+)/.exec(nur.last)?.[1] ?? ''}`);
      await reads(who, 'Sebelum ikut kelompok, kami minta izin dulu.');
      await on(who, '>Setuju');
      await reads(who, 'Sudah masuk kelompok');
      office.clock.advance(60_000);
    }
    await reads(nur, 'Ada anggota baru di KUB Kerupuk Pangkah.');
    await on(nur, '>Lihat kelompok');
    await reads(nur, 'Anggota: 3', 'Rambak Bu Mufidah');

    await on(nur, '>Daftarkan ke program', /mulai 3$/);
    await reads(nur, 'Paling sedikit 3 anggota');
    await reads(lastri, 'KUB Kerupuk Pangkah mau mendaftar bersama ke');
    await on(lastri, '>Ikut mendaftar');
    await reads(lastri, 'tekan Ikut mendaftar, bukan Ajukan');
    await on(lastri, '>Cek kemitraan', ...fittingAnswers);
    await answeredAll(office.services);
    await on(
      lastri,
      '/menu',
      '>Lainnya',
      '>Kelompok usaha',
      '>KUB Kerupuk Pangkah',
      /^Pendaftaran: /,
      '>Ikut mendaftar',
    );
    await reads(lastri, 'Yang akan dilihat: nama pemilik');
    await on(lastri, '>Setuju');
    await reads(lastri, 'Ibu ikut mendaftar begitu ketua mengirimnya.');
    for (const who of [mufidah, nur]) await on(who, '>Ikut mendaftar', '>Setuju');
    await on(nur, '>Lihat pendaftaran');
    await reads(nur, 'Kerupuk Bawang Bu Lastri: ikut');
    await on(nur, '>Kirim pendaftaran', '>Ya, kirim');
    await reads(nur, 'Status: sudah dikirim.');
    await reads(mufidah, 'Petugas memeriksa, paling lambat Kamis, 5 November 2026.');

    await on(budi, '/petugas', '>Pengajuan', '>Kelompok usaha');
    await reads(budi, 'KUB Kerupuk Pangkah', 'yang sedang mendaftar atau bermitra: 3');
    await on(budi, '>KUB Kerupuk Pangkah');
    await reads(budi, 'Mewakili kelompok KUB Kerupuk Pangkah, 3 anggota.');
    await on(budi, '>Tandai sudah diperiksa', CLEAR);
    await reads(lastri, 'sudah diperiksa petugas');
    const [lead] = await prisma.application.findMany({ orderBy: { id: 'asc' } });
    const number = `>${lead?.number ?? ''}`;
    await on(budi, number, '>Teruskan ke mitra', '>Ya, lanjut');
    await reads(mufidah, 'Sekarang SIG yang menilai.');
    await reads(rina, 'Ada calon baru');
    expect(rina.person.messages.filter(({ text }) => text?.startsWith('Ada calon baru'))).toHaveLength(1);
    await on(rina, '/petugas', '>Calon mitra', /: 1 calon$/);
    await reads(rina, '1 calon yang mengizinkan datanya dilihat.');
    expect(rina.last).toContain('KUB Kerupuk Pangkah, 3 anggota\nDi mitra');
    await on(rina, '>Lihat calon');
    await reads(rina, 'Anggota yang mengizinkan datanya dilihat: 3');
    await on(rina, '>Minta contoh', '5 November 2026', '6 bungkus');
    await reads(rina, 'Uji contoh');
    await on(rina, '>Ya, lanjut');
    await reads(lastri, '6 bungkus', 'Jumlah itu untuk seluruh kelompok');
    office.clock.set('2026-11-06T03:00:00Z');
    await on(rina, number);
    await reads(rina, 'Anggota yang mengizinkan datanya dilihat: 3');
    await on(rina, '>Pesan percobaan', '>Hasilnya cocok', '11 November 2026');
    await on(rina, '90 bungkus', '900 ribu', '>Benar', '>Ya, lanjut');
    await reads(mufidah, 'SIG memesan percobaan.', '90 bungkus', 'bukan tiap anggota');
    office.clock.set('2026-11-12T03:00:00Z');
    await on(rina, number, '>Lolos', '>Hasilnya cocok', '>Sudah', '>Ya, lanjut');
    await reads(lastri, 'Langkah berikutnya: perjanjian disiapkan');

    await on(
      nur,
      '/menu',
      '>Lainnya',
      '>Kelompok usaha',
      '>KUB Kerupuk Pangkah',
      /^Pendaftaran: /,
      '>Atur bagian',
    );
    await reads(nur, 'Bagian siapa?');
    await on(nur, '>Kerupuk Ikan Bu Nur: 1', '>2');
    await reads(nur, 'Bagian siapa?');
    await on(budi, '/petugas', '>Pengajuan', '>Kelompok usaha', '>KUB Kerupuk Pangkah');
    await on(budi, '>Masuk perjanjian', '>Ya, lanjut', number, '>Perjanjian');
    await reads(budi, 'Langkah di sini berlaku untuk semua anggota yang statusnya sama.');
    await on(budi, '>Tulis perjanjian');
    await on(budi, ...kerupuk, '>Perjanjian', '>Daftar periksa');
    await on(budi, ...Array<RegExp>(10).fill(/^☐/), '>Selesai', '>Perjanjian', '>Kirim ke pemilik');
    await reads(budi, 'Pemilik punya 3 hari kerja untuk membaca.');
    await on(budi, '>Ya, lanjut', '>Perjanjian', '>Catat: mitra setuju', '048/SIG/2026', '>Ya, lanjut');
    await on(rini, '>Setujui');
    await reads(nur, 'Bagian dalam kelompok: 2 dari 4 bagian.', 'Boleh disetujui mulai Selasa, 17 November');
    await reads(lastri, 'Bagian dalam kelompok: 1 dari 4 bagian.');
    await on(lastri, '>Setuju');
    await reads(lastri, 'Isi ini boleh disetujui mulai Selasa, 17 November 2026');
    office.clock.set('2026-11-17T03:00:00Z');
    for (const who of [lastri, mufidah, nur]) {
      await on(who, '>Lihat perjanjian', '>Setuju');
      await reads(who, 'Dengan menekan tombol di bawah, Ibu setuju dengan isi ini.');
      await on(who, '>Ya, saya setuju');
      await reads(who, 'kedua pihak sudah setuju. Salinan ini tetap ada di sini.');
    }
    await on(budi, '/petugas', '>Pengajuan', '>Kelompok usaha', '>KUB Kerupuk Pangkah');
    await on(budi, '>Kerja sama berjalan', '>Ya, lanjut');
    await reads(mufidah, 'Status: kerja sama berjalan.');

    office.clock.set('2026-11-25T03:00:00Z');
    await on(nur, '>Pengiriman & bayaran');
    await reads(nur, 'Bot membaginya menurut bagian tiap anggota.');
    await on(nur, '>Catat pengiriman', /25 Nov/, '1001', /^Sesuai/);
    await reads(nur, 'Dibagi untuk 3 anggota kelompok');
    expect(nur.buttons).toContain('Ubah angkanya');
    await on(lastri, '/menu', '>Permintaan saya', /Kerja sama SIG/, '>Pengiriman & bayaran');
    await reads(lastri, 'SIG belum bayar Rp2.500.000');
    office.clock.set('2026-12-10T03:00:00Z');
    await office.runJob('payments');
    await office.idle();
    await reads(lastri, 'Sudah dibayar?', 'Rp2.500.000');
    await on(budi, '/petugas', '>Pengajuan', '>Telat dibayar: 3');
    await reads(budi, 'Pembayaran yang lewat jatuh tempo');
    expect(budi.last).toContain(`${lead?.number ?? ''}: SIG belum bayar Rp5.010.000`);
    await on(lastri, '>Sudah dibayar', /10 Des/, '>Tidak ada potongan');
    await reads(lastri, 'Pembayaran SIG untuk pengiriman');
    await on(budi, '/petugas', '>Pengajuan', '>Telat dibayar: 2');

    await on(budi, '/petugas', '>Pengajuan', '>Kelompok usaha', '>KUB Kerupuk Pangkah');
    await on(budi, '>Perjanjian', '>Tulis perubahan');
    await reads(budi, 'Siapa yang mengusulkan isi ini?');
    await on(budi, '>Mitra', 'potongan kemasan Rp500 sebungkus', '>Tidak ada target');
    await reads(budi, 'potongan kemasan Rp500 sebungkus');
    await on(budi, '>Simpan', '>Perjanjian', '>Daftar periksa', ...Array<RegExp>(10).fill(/^☐/), '>Selesai');
    await on(budi, '>Perjanjian', '>Kirim ke pemilik', '>Ya, lanjut');
    for (const who of [nur, lastri, mufidah]) {
      await reads(who, 'Perubahan perjanjian ke-2', 'Potongan: potongan kemasan Rp500 sebungkus');
      await on(who, '>Tidak setuju');
      await reads(who, 'tidak setuju dengan isi dari SIG? Isi ini tidak akan berlaku.');
      await on(who, '>Ya, tidak setuju');
      await reads(who, 'Isi itu tidak berlaku.');
    }
    await on(lastri, '>Lihat perjanjian');
    await reads(lastri, 'Potongan: tidak ada', 'Sudah disetujui kedua pihak.');
    await on(lastri, '>Ada yang diubah sepihak', '>Potongan');
    await reads(lastri, 'Sudah dicatat, nomor K-', 'KPPU');

    const steps = await prisma.applicationStep.groupBy({ by: ['applicationId'], _count: true });
    expect(steps.map(({ _count }) => _count)).toEqual([8, 8, 8]);
    const agreements = await prisma.agreement.findMany({
      include: { versions: { orderBy: { version: 'asc' } }, shipments: { include: { entries: true } } },
      orderBy: { applicationId: 'asc' },
    });
    expect(agreements.map(({ versions }) => versions.map(({ status }) => status))).toEqual(
      Array(3).fill(['agreed', 'declined']),
    );
    const shares = agreements.flatMap((it) => it.shipments);
    expect(shares.map(({ value, state }) => [Number(value), state])).toEqual([
      [5_010_000, 'unpaid'],
      [2_500_000, 'paid'],
      [2_500_000, 'unpaid'],
    ]);
    expect(shares.map(({ entries }) => entries[0]?.quantity)).toEqual([501, 250, 250]);
    const cases = await prisma.case.findMany({ where: { kind: 'one-sided' } });
    expect(cases.map(({ status }) => status)).toEqual(['open']);
    for (const who of [lastri, mufidah]) {
      const read = who.person.messages.map(({ text }) => text ?? '').join();
      expect(read).not.toMatch(/5\.010\.000|10\.010\.000/);
    }
    const others = lastri.person.messages.map(({ text }) => text ?? '').join();
    expect(others).not.toMatch(/Rambak Bu Mufidah|2 dari 4/);
    expect(office.simulator.violations).toEqual([]);
  });

  it('who is not accepted reads why, has the Dinas look again, and learns that the choice of the company stays', async () => {
    const { prisma } = office.database;
    const hadi = await arrives({
      'Siti Aminah': ['Hadi Purnomo'],
      '>Ibu (perempuan)': ['>Bapak (laki-laki)'],
      'Otak-otak Bu Siti': ['Songkok Pak Hadi'],
    });
    const number = await applies(hadi);
    const one = new RegExp(number);

    await on(budi, '/petugas', '>Pengajuan', '>Baru diajukan: 1', one, '>Belum diterima');
    await on(budi, 'NIB belum kami temukan, petugas bisa membantu mencarinya', CLEAR);
    await reads(hadi, 'Status: belum diterima.', 'Alasannya: NIB belum kami temukan', 'boleh dikirim lagi');
    await on(hadi, '>Minta diperiksa ulang');
    await reads(hadi, 'Ini keputusan Dinas, jadi petugas lain bisa memeriksanya sekali lagi.');
    await on(hadi, '>Ya, periksa ulang');
    await reads(hadi, 'Jawabannya datang di sini, paling lambat Senin, 9 November 2026.');
    await on(budi, `>${number}`);
    await expect.poll(() => budi.last).toContain('Petugas lain yang memutuskan.');
    await on(rini, '/petugas', '>Tindak lanjut', /^Belum diambil/, /Minta dilihat ulang/, '>Buka pengajuan');
    await on(rini, '>Tinjauan: boleh lanjut', 'NIB sudah kami cek dan berlaku', CLEAR);
    await reads(hadi, 'Status: sudah diperiksa petugas.', 'Alasannya: NIB sudah kami cek dan berlaku');

    await on(rini, `>${number}`, '>Teruskan ke mitra', '>Ya, lanjut');
    await on(rina, '/petugas', '>Calon mitra', /1 calon$/, one, '>Belum diterima');
    await reads(rina, 'Pilih alasannya.');
    await on(rina, '>Harga belum cocok', '>Ya, lanjut');
    await reads(hadi, 'Status: belum diterima.', 'Harga belum cocok dengan kebutuhan kami saat ini.');
    await on(hadi, '>Tanya alasannya');
    await reads(
      hadi,
      'Ini pilihan SIG, jadi Dinas tidak bisa mengubahnya. Dinas hanya bisa menanyakan alasannya.',
    );
    await on(hadi, '>Ya, tanyakan');
    await reads(hadi, 'Baik, Pak Hadi, nomornya K-');

    expect(await stepsTaken()).toEqual(['submitted', 'refused', 'verified', 'forwarded', 'refused']);
    const cases = await prisma.case.findMany({
      select: { kind: true, status: true },
      orderBy: { id: 'asc' },
    });
    expect(cases).toContainEqual({ kind: 'review', status: 'closed' });
    expect(cases).toContainEqual({ kind: 'partner-reason', status: 'open' });
    expect(office.simulator.violations).toEqual([]);
  });
});
