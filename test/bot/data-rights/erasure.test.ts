import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/database.ts';
import { createLog } from '../../../src/log.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { waysToDisturb } from '../../support/long.ts';
import { findInDatabase, findInFiles } from '../../support/search.ts';
import { emptyEmbedded } from '../../support/database.ts';
import { storedOwner, registerIn } from '../../support/people.ts';

const KEY = new Uint8Array(32).fill(7);
const NIK = '3525016104880007';

/** What one owner leaves behind in the course of her conversations; every text occurs nowhere else. */
const planted = {
  name: 'Zulaikha Wijayanti',
  called: 'Zulaikha',
  newName: 'Zulaikha Maharani',
  phone: '081999112233',
  stored: '+6281999112233',
  shown: '0819-9911-2233',
  business: 'Upil Zubaedah',
  kind: 'sewa terop kondangan',
  words: '7,313 juta',
  saidAgain: '8,424 juta',
  reported: '7,575 juta',
  nik: NIK,
  masked: '3525••••••••0007',
  nib: '1209876543215',
  question: 'bolehkah Munawaroh ikut juga',
  half: 'Warung Setengah Jadi',
} as const;
const everything: readonly string[] = Object.values(planted);

/** Registers, corrects, reports, checks, applies with a NIK, asks, and leaves a form half filled in. */
async function fullLife(office: Office, zulaikha: Owner): Promise<void> {
  await zulaikha.walk(
    '/start',
    '>Daftarkan usaha saya',
    '>Setuju',
    planted.name,
    '>Ibu (perempuan)',
    '>Gresik (kota)',
    'Lumpur',
    planted.business,
  );
  await zulaikha.walk(
    planted.kind,
    '>Bukan, catat apa adanya',
    '2009',
    '>Hanya saya',
    planted.words,
    '>Benar',
    planted.nib,
    planted.phone,
    '>Kirim',
    '>Boleh',
    '>☐ Kemasan',
    '>Selesai',
  );
  await zulaikha.walk(
    '/dataku',
    '>Ubah data',
    '>1',
    planted.newName,
    '>Simpan',
    '>Ubah yang lain',
    '>10',
    planted.saidAgain,
    '>Benar',
  );
  await zulaikha.walk(`lapor ${planted.reported}`, '>Benar', 'lapor Agustus 6 juta', '>Benar');
  await zulaikha.walk(
    '/kemitraan',
    '>Tidak',
    '>Tidak',
    '>Ya',
    '>Tidak',
    'tidak tau',
    '>Pinjaman SIG',
    '>Ajukan',
    '>Setuju',
    NIK,
    '>Kirim',
  );
  await zulaikha.say('/tanya');
  // An answer that fails and is tried again: the log tells of it.
  office.simulator.failNext({ method: 'sendMessage', code: 400, chatId: zulaikha.person.id });
  await zulaikha.say(planted.question);
  await zulaikha.walk('/daftar', '>Zulaikha Maharani', '>Kebomas', '>Giri', planted.half);
}

/** What the office counts; an erasure must not change it. */
async function totals(office: Office): Promise<unknown> {
  const { prisma } = office.database;
  const businesses = await prisma.business.findMany({
    select: {
      kind: true,
      kecamatan: true,
      startedYear: true,
      usualMonthlySales: true,
      workersFemale: true,
      nibStatus: true,
      status: true,
    },
    orderBy: { id: 'asc' },
  });
  const sales = await prisma.salesReport.findMany({
    select: { month: true, amount: true, estimate: true, version: true, source: true },
    orderBy: { id: 'asc' },
  });
  const versions = await prisma.salesVersion.findMany({
    select: { version: true, amount: true, at: true },
    orderBy: [{ reportId: 'asc' }, { version: 'asc' }],
  });
  return { businesses, sales, versions, consents: await prisma.consent.count() };
}

function capturedLog(): { readonly log: ReturnType<typeof createLog>; readonly text: () => string } {
  const rows: string[] = [];
  return { log: createLog('debug', { write: (row) => void rows.push(row) }), text: () => rows.join('') };
}

describe.each(waysToDisturb)('erasure of a whole life, %s', (_name, options) => {
  let office: Office;
  const captured = capturedLog();
  beforeAll(async () => {
    office = await openOffice({ ...options, log: captured.log });
  });
  afterAll(() => office.close());

  it('leaves nothing of her in any column or in the log, keeps the totals, and greets her as a stranger', async () => {
    await storedOwner(office);
    const zulaikha = office.owner('Z');
    await fullLife(office, zulaikha);
    const found = await findInDatabase(office.database, KEY, everything);
    // The search itself works: before the erasure it finds what she wrote.
    for (const text of [
      planted.newName,
      planted.stored,
      planted.business,
      planted.kind,
      planted.words,
      planted.saidAgain,
      planted.reported,
      NIK,
      planted.nib,
      planted.question,
      planted.half,
    ])
      expect(
        found.some((place) => place.endsWith(`: ${text}`)),
        text,
      ).toBe(true);
    const before = await totals(office);

    await zulaikha.walk('/hapus', 'iya', 'nggih');
    expect(await office.database.prisma.erasure.count()).toBe(0);
    const last = await zulaikha.say('hapus');

    expect(last).toEqual([expect.stringMatching(/^Sudah dihapus\./)]);
    expect(last.join()).not.toMatch(/Zulaikha|Bu |Ibu/);
    expect(await findInDatabase(office.database, KEY, everything)).toEqual([]);
    expect(await totals(office)).toEqual(before);
    expect(await indexesLeft(office)).toEqual([]);
    expect(await office.database.prisma.erasure.count()).toBe(1);
    expect(captured.text()).toContain('An update failed');
    expect(everything.filter((text) => captured.text().includes(text))).toEqual([]);
    const greeted = await zulaikha.say('/start');
    expect(greeted[0]).toMatch(/^Selamat pagi, Bapak\/Ibu\.\nIni layanan otomatis/);
    expect(zulaikha.buttons).toContain('Daftarkan usaha saya');
    expect(office.simulator.violations).toEqual([]);
  });
});

describe('the files of the embedded database', () => {
  it('hold nothing that she typed in plain text, before and after the erasure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'umkm-erasure-'));
    const office = await openOffice({ database: await openEmbedded(await emptyEmbedded(folder)) });
    const plain = everything.filter((text) => text !== planted.masked);
    try {
      const zulaikha = office.owner('Z');
      await fullLife(office, zulaikha);
      await office.database.prisma.$executeRawUnsafe('CHECKPOINT');
      // The search itself works: the text of a consent is no secret and is found.
      expect(await findInFiles(folder, ['Ini bukan laporan pajak'])).not.toEqual([]);
      expect(await findInFiles(folder, plain)).toEqual([]);
      await zulaikha.walk('/hapus', 'hapus');
      await office.database.prisma.$executeRawUnsafe('CHECKPOINT');
      expect(await findInFiles(folder, plain)).toEqual([]);
    } finally {
      await office.close();
    }
    expect(await findInFiles(folder, plain)).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
});

/** An HMAC of her phone or NIK would still recognise her. */
async function indexesLeft(office: Office): Promise<readonly string[]> {
  const { seal } = office.services;
  const wanted = [seal.index('phone', planted.stored), seal.index('nik', NIK)].map((bytes) =>
    Buffer.from(bytes).toString('hex'),
  );
  return findInDatabase(office.database, KEY, wanted);
}

describe('asking for erasure', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('says what it cannot reach, and takes only the button or the exact word', async () => {
    const siti = await storedOwner(office);
    const [asked] = await siti.say('hapus data saya');
    expect(asked).toMatch(/3×24 jam/);
    for (const word of ['Telegram', 'berkas yang sudah diserahkan', 'perjanjian', 'cadangan', '30 hari'])
      expect(asked).toContain(word);
    for (const word of ['iya', 'hapus semua']) {
      expect(await siti.say(word)).toEqual([
        expect.stringMatching(/mohon tekan salah satu tombol|Kalau yakin, tekan tombol ini/),
      ]);
      expect(siti.buttons).toEqual(['Ya, hapus semuanya', 'Tidak jadi']);
    }
    await siti.walk('setuju');
    expect(siti.buttons).toContain('Minta dibantu petugas');
    await siti.walk('>Coba tulis lagi', 'ok hapus');
    expect(siti.buttons).toEqual(['Ya, hapus semuanya', 'Tidak jadi']);
    expect(await siti.tap('Tidak jadi')).toEqual(['Baik, tidak ada yang dihapus.']);
    expect((await siti.say('/dataku'))[0]).toContain('Siti Aminah');
    await siti.say('/hapus');
    expect(await siti.say(' HAPUS ')).toEqual([expect.stringMatching(/^Sudah dihapus/)]);
  });

  it('works in the middle of an open form, and the buttons of that form lead nowhere afterwards', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/dataku', '>Ubah data', '>4');
    const question = siti.person.lastMessage;
    await siti.walk('/hapus', '>Ya, hapus semuanya');
    const back = question?.reply_markup?.inline_keyboard?.flat()[0]?.callback_data ?? '';
    await siti.act((person) => person.pressData(question?.message_id ?? 0, back));
    expect(await siti.say('Warung Baru')).toEqual([expect.stringMatching(/^Maaf, saya belum mengerti/)]);
    const account = await office.database.prisma.account.findUnique({
      where: { chatId: siti.person.id },
      include: { drafts: true, persons: true },
    });
    expect(account).toMatchObject({ drafts: [], persons: [], activePersonId: null });
  });

  it('a second time finds nobody, and the old button erases nothing more', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/hapus');
    const asked = siti.person.lastMessage;
    const data = asked?.reply_markup?.inline_keyboard?.flat()[0]?.callback_data ?? '';
    await siti.tap('Ya, hapus semuanya');
    const erasures = await office.database.prisma.erasure.count();
    await siti.act((person) => person.pressData(asked?.message_id ?? 0, data));
    expect(await siti.walk('/hapus', '>Ya, hapus semuanya')).toEqual([
      expect.stringMatching(/^Sudah dihapus/),
    ]);
    expect(await office.database.prisma.erasure.count()).toBe(erasures);
  });

  it('says the last sentence again, and erases nothing twice, when the answer could not be sent', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/hapus');
    const before = await office.database.prisma.erasure.count();
    office.simulator.failNext({ method: 'sendMessage', code: 502, times: 4, chatId: siti.person.id });
    expect(await siti.say('hapus')).toEqual([expect.stringMatching(/^Sudah dihapus/)]);
    expect(await office.database.prisma.erasure.count()).toBe(before + 1);
  });

  it('says the last sentence also when the process died right after the erasure', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/hapus');
    const sent = siti.person.sendText('hapus');
    await office.done(sent.update);
    const before = await office.database.prisma.erasure.count();
    // As a dead process leaves it: erased, but the update not yet marked as handled.
    const { prisma } = office.database;
    const { botId, updateId } = await prisma.inboxUpdate.findFirstOrThrow({ orderBy: { updateId: 'desc' } });
    const payload = office.services.seal.encrypt(`inbox:${botId}:${updateId}`, JSON.stringify(sent.update));
    await prisma.inboxUpdate.update({
      where: { botId_updateId: { botId, updateId } },
      data: { handledAt: null, payload, attempts: 1 },
    });
    siti.person.skip();
    await office.rebuild();
    await siti.person.nextMessage(/^Sudah dihapus/);
    expect(await prisma.erasure.count()).toBe(before);
  });

  it('erases what a chat left that never registered', async () => {
    const guest = office.owner('Tamu');
    await guest.walk('/tanya', 'kapan Pak Suwandono datang', '/daftar', '>Setuju', 'Kartinah Slamet');
    await guest.walk('/hapus', 'hapus');
    expect(await findInDatabase(office.database, KEY, ['Suwandono', 'Kartinah'])).toEqual([]);
  });

  it('cannot be started for somebody else by a button made by hand', async () => {
    const siti = await storedOwner(office);
    await siti.walk('/hapus');
    const data = siti.person.lastMessage?.reply_markup?.inline_keyboard?.flat()[0]?.callback_data ?? '';
    const thief = await storedOwner(office);
    const message = thief.person.lastMessage?.message_id ?? 0;
    expect(await thief.act((person) => person.pressData(message, data))).toEqual([
      expect.stringMatching(/sudah lewat/),
      expect.stringMatching(/sudah lewat/),
    ]);
    expect((await siti.say('/dataku'))[0]).toContain('Siti Aminah');
    expect((await thief.say('/dataku'))[0]).toContain('Siti Aminah');
  });
});

describe('two people on one phone', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  /** Siti, and then Pak Hadi on the same phone. */
  async function family(): Promise<Owner> {
    const phone = await storedOwner(office);
    await registerIn(office, phone, {
      person: { name: 'Hadi Kusumo', salutation: 'L' },
      business: {
        name: 'Bengkel Hadi Motor',
        kind: 'services',
        kecamatan: '35.25.10',
        desa: undefined,
        startedYear: 2012,
      },
    });
    return phone;
  }

  it('the other keeps everything, also what he had begun, and speaks from now on', async () => {
    const phone = await family();
    await phone.walk('/tanya', 'apakah Hadi boleh ikut');
    await phone.walk('/dataku', '>Ubah data', '>4', 'Hadi Motor Jaya');
    await phone.walk('/menu', '>Saya orang lain', '>Siti Aminah', '/tanya', 'apakah Siti boleh ikut');
    await phone.walk('/daftar', '>Siti Aminah', '>Kebomas', '>Giri', 'Otak-otak Baru');
    expect(await phone.walk('/hapus', 'hapus')).toEqual([expect.stringMatching(/^Sudah dihapus/)]);

    const found = await findInDatabase(office.database, KEY, [
      'Siti Aminah',
      'Otak-otak',
      'apakah Siti',
      'Hadi Motor Jaya',
      'apakah Hadi',
      'Hadi Kusumo',
    ]);
    expect(found.some((place) => /Siti|Otak/.test(place))).toBe(false);
    for (const his of ['Hadi Motor Jaya', 'apakah Hadi', 'Hadi Kusumo'])
      expect(
        found.some((place) => place.endsWith(his)),
        his,
      ).toBe(true);
    expect((await phone.say('/dataku'))[0]).toContain('Nama: Hadi Kusumo');
    expect(phone.buttons).not.toContain('Siti Aminah');
  });

  it('a question of erasure that was put to one is not answered by the other', async () => {
    const phone = await family();
    await phone.walk('/menu', '>Saya orang lain', '>Siti Aminah', '/hapus');
    const asked = phone.person.lastMessage?.message_id ?? 0;
    await phone.walk('/menu', '>Saya orang lain', '>Hadi Kusumo');
    await phone.act((person) => person.tap('Ya, hapus semuanya', { message: asked }));
    expect(await phone.say('hapus')).toEqual([expect.stringMatching(/^Tidak ada yang berubah/)]);
    expect((await phone.say('/dataku'))[0]).toContain('Hadi Kusumo');
    await phone.walk('/menu', '>Saya orang lain', '>Siti Aminah');
    expect((await phone.say('/dataku'))[0]).toContain('Siti Aminah');
  });
});
