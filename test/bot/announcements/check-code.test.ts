import { findCases, indexMissingCases } from '../../../src/services/cases/case-search.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announced } from '../../support/announced.ts';
import { openOffice, registeredOwner, registrationSteps, type Office } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

const TRUE = /^Kode K7M4QP benar, ini pengumuman kami:\n/;
const UNKNOWN = 'Kode itu tidak ada di catatan kami. Mohon jangan kirim uang atau data apa pun.';
const NO_CODE = 'Di pesan itu tidak ada kode pengumuman kami. Mohon jangan kirim uang atau data apa pun.';

describe('checking an announcement', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
    await announced(office, { code: 'K7M4QP' });
    await announced(office, { code: 'HKMNPQ' });
    await announced(office, { code: 'W4ITED', sent: false });
    await announced(office, { code: 'C3RREC', version: 2, text: 'Tempatnya pindah.' });
    await announced(office, { code: 'G4NEXX', withdrawReason: 'dikirim orang lain' });
    await announced(office, { code: 'D7MMED', cancelReason: 'pengajar sakit' });
  });
  afterAll(() => office.close());

  const suspicions = async (chatId: number) =>
    (await rowsOf(office, chatId)).cases.filter((it) => it.kind === 'suspicious');

  it('shows the true text and asks to compare', async () => {
    const siti = await registeredOwner(office);
    await siti.say('cek K7M4QP');
    expect(siti.last).toBe(
      [
        'Kode K7M4QP benar, ini pengumuman kami:',
        '',
        'Pengumuman resmi Diskoperindag Kabupaten Gresik',
        '',
        'Pelatihan Kemasan Produk',
        'Kamis, 19 November 2026 pukul 09.00–12.00 WIB',
        'Balai Desa Wedani, Kecamatan Cerme',
        'Gratis, 30 kursi. Daftar paling lambat Selasa, 17 November 2026 pukul 16.00 WIB.',
        '',
        'Mohon bawa satu contoh produk.',
        '',
        'Kode pengumuman: K7M4QP',
        '',
        'Mohon cocokkan isinya. Kalau pesan yang Ibu terima berbeda atau meminta uang, PIN, OTP, atau foto KTP, itu bukan dari kami.',
      ].join('\n'),
    );
    expect(siti.buttons).toEqual(['Isinya berbeda', 'Sudah cocok']);
    expect(await siti.tap('Sudah cocok')).toEqual(['Syukurlah, Bu. Berarti pesan itu memang dari kami.']);
  });

  it.each([
    '/cek K7M4QP',
    '/cek k7m4qp',
    '/cek K7M 4QP',
    'cek k 7 m 4 q p',
    'Cek kode K7M-4QP',
    'periksa kode: k7m4qp',
    'K7M4QP',
    'k7m4qp',
  ])('reads %j', async (text) => {
    const owner = office.owner();
    await owner.say(text);
    expect(owner.last).toMatch(TRUE);
  });

  it('knows codes of letters only, and leaves other words with "cek" alone', async () => {
    const owner = office.owner();
    await owner.say('cek hkmnpq');
    expect(owner.last).toMatch(/^Kode HKMNPQ benar/);
    await owner.say('cek dataku');
    expect(owner.last).toMatch(/usahanya perlu didaftarkan dulu/);
    await owner.say('cek mitra');
    expect(owner.last).toMatch(/usahanya perlu didaftarkan dulu/);
  });

  it('says what became of an announcement', async () => {
    const owner = office.owner();
    await owner.say('/cek C3RREC');
    expect(owner.last).toMatch(/PERBAIKAN dari .*\nIsi yang berlaku sekarang:\n[^]*Tempatnya pindah\./);
    await owner.say('/cek G4NEXX');
    expect(owner.last).toMatch(
      /^Kode G4NEXX memang dari kami, tetapi pengumuman ini sudah dibatalkan:\n\nDIBATALKAN oleh .*\nAlasan: dikirim orang lain/,
    );
    await owner.say('/cek D7MMED');
    expect(owner.last).toMatch(/DIBATALKAN oleh .*\nAlasan: pengajar sakit/);
  });

  it('vouches for nothing that has not gone out', async () => {
    const owner = office.owner();
    await owner.say('/cek W4ITED');
    expect(owner.last).toBe(UNKNOWN);
  });

  it('warns of an unknown code, opens one case for it, and takes another code', async () => {
    const siti = await registeredOwner(office);
    await siti.say('cek X9X9X9');
    expect(siti.last).toBe(UNKNOWN);
    expect(siti.buttons).toEqual(['Laporkan ke petugas', 'Tulis kode lagi']);
    const [reported] = await siti.tap('Laporkan ke petugas');
    expect(reported).toMatch(
      /^Terima kasih, Bu Siti\. Laporan Ibu nomor K-\d+ sudah diteruskan ke petugas, diperiksa paling lambat Kamis, 5 November 2026\.\nPesan itu mohon jangan dijawab\.\nKalau pesannya masih ada/,
    );
    await siti.say('cek X9X9X9');
    expect(await siti.tap('Laporkan ke petugas')).toEqual([
      expect.stringMatching(/^Pesan ini sudah Ibu laporkan, nomor K-/),
    ]);
    expect(await suspicions(siti.person.id)).toEqual([
      { kind: 'suspicious', details: { key: 'X9X9X9', code: 'X9X9X9' }, dueOn: '2026-11-05' },
    ]);
    await siti.say('cek X9X9X9');
    await siti.tap('Tulis kode lagi');
    expect(siti.last).toMatch(/^Tulis kode pengumumannya, Bu\./);
    await siti.say('k7m4qp');
    expect(siti.last).toMatch(TRUE);
  });

  it('gives three kinds of help to who writes no code', async () => {
    const siti = await registeredOwner(office);
    await siti.say('/cek');
    await siti.say('yang dari grup');
    expect(siti.last).toMatch(/^Kodenya 6 huruf dan angka, biasanya di baris terakhir pengumuman\./);
    await siti.say('yang kemarin');
    expect(siti.buttons).toContain('Tidak ada kodenya');
    await siti.say('tidak tahu pak');
    expect(siti.last).toMatch(/petugas/);
    await siti.say('/cek');
    await siti.say('7x9k2');
    expect(siti.last).toMatch(/yang Ibu tulis ada 5/);
    await siti.walk('yang kemarin', '>Tidak ada kodenya');
    expect(siti.last).toBe(NO_CODE);
  });

  it('answers a forwarded message by the code in it, and passes its words to an officer', async () => {
    const siti = await registeredOwner(office);
    const fake = 'Selamat! Transfer Rp150.000 ke 1234 5678.\nKode pengumuman: K7M4QP';
    await siti.act((person) => person.forward({ text: fake }));
    expect(siti.last).toMatch(TRUE);
    expect(siti.last).not.toMatch(/Transfer/);
    await siti.tap('Isinya berbeda');
    expect(siti.last).toMatch(/^Terima kasih, Bu Siti\. Laporan Ibu nomor [^]*jangan dijawab\.$/);
    const row = await office.database.prisma.case.findFirstOrThrow({
      where: { kind: 'suspicious', account: { chatId: siti.person.id } },
    });
    expect(row.text === null ? '' : office.services.seal.decrypt(`case:${row.id}:text`, row.text)).toBe(fake);
    await siti.act((person) => person.forward({ text: 'Kirim foto KTP untuk bantuan 5 juta' }));
    expect(siti.last).toBe(NO_CODE);
    expect(siti.buttons).toEqual(['Laporkan ke petugas', 'Tulis kodenya']);
    await siti.act((person) => person.forward({ text: 'Pengumuman. Kode: Q9Q9Q9' }));
    expect(siti.last).toBe(UNKNOWN);
  });

  it('adds what was received to a report that had only a code, which is found by its words from then on', async () => {
    const siti = await registeredOwner(office);
    await siti.walk('cek R9R9R9', '>Laporkan ke petugas');
    // A case without words has its row in the index, too.
    await indexMissingCases(office.services);
    await siti.act((person) => person.forward({ text: 'Hadiah! Kode R9R9R9' }));
    await siti.tap('Laporkan ke petugas');
    const rows = await office.database.prisma.case.findMany({
      where: { kind: 'suspicious', account: { chatId: siti.person.id } },
    });
    expect(
      rows.map(({ id, text }) =>
        text === null ? '' : office.services.seal.decrypt(`case:${id}:text`, text),
      ),
    ).toEqual(['Hadiah! Kode R9R9R9']);
    const everybody = { number: 'm', role: 'admin', rights: [], kecamatan: [] } as const;
    expect((await findCases(office.services, everybody, 'hadiah')).map(({ id }) => id)).toEqual(
      rows.map(({ id }) => id),
    );
  });

  it('shows an officer the photo that was received, and of a program only its name', async () => {
    const siti = await registeredOwner(office);
    const origin = { type: 'hidden_user', date: 1, sender_user_name: 'Orang lain' } as const;
    const photo = siti.person.sendPhoto().message;
    const program = siti.person.sendDocument('UMKM.apk', 'PK').message;
    const seen: unknown[] = [];
    for (const message of [photo, program]) {
      await siti.act((person) => person.forward({ ...message, forward_origin: origin }));
      await siti.tap('Laporkan ke petugas');
      const { id, text, events } = await office.database.prisma.case.findFirstOrThrow({
        where: { kind: 'suspicious' },
        orderBy: { id: 'desc' },
        include: { events: true },
      });
      seen.push([
        text === null ? undefined : office.services.seal.decrypt(`case:${id}:text`, text),
        ...events.map((it) => it.fileKind),
      ]);
    }
    expect(seen).toEqual([[undefined, 'photo'], ['UMKM.apk']]);
  });

  it('does not delete a picture that was forwarded to be checked', async () => {
    const siti = await registeredOwner(office);
    const { message } = siti.person.sendPhoto({ caption: 'Kode pengumuman: K7M4QP' });
    await siti.say('/menu');
    const deleted = (): number =>
      office.simulator.calls.filter(({ method }) => method === 'deleteMessage').length;
    const before = deleted();
    await siti.act((person) =>
      person.forward({
        ...message,
        from: { id: 77, is_bot: false, first_name: 'Orang' },
      }),
    );
    expect(siti.last).toMatch(TRUE);
    expect(deleted()).toBe(before);
  });

  it('takes no forwarded message as an answer, and asks the open question again', async () => {
    const owner = office.owner();
    await owner.walk(...registrationSteps.slice(0, 3));
    await owner.act((person) => person.forward({ text: 'Kode K7M4QP' }));
    expect(owner.last).toMatch(/^Langkah 1 dari 11\n/);
    await owner.say('Siti Aminah');
    expect(owner.last).toMatch(/^Langkah 2 dari 11\n/);
  });

  it('opens nothing for codes made by hand', async () => {
    const siti = await registeredOwner(office);
    await siti.say('/menu');
    const menu = siti.person.messages.at(-1)?.message_id ?? 0;
    for (const data of ['cek.report.x', 'cek.report.ABCDEFG', 'cek.differs.', 'cek.same', 'cek.'])
      expect(await siti.act((person) => person.pressData(menu, data)), data).toHaveLength(2);
    expect(await suspicions(siti.person.id)).toEqual([]);
    for (let at = 0; at < 15; at++)
      await siti.act((person) => person.pressData(menu, `cek.report.AAAA${String(at).padStart(2, '0')}`));
    expect(await suspicions(siti.person.id)).toHaveLength(10);
  });
});
