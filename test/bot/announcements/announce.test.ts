import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { announceBefore, announceFrom, announceSteps, announcementRows } from '../../support/announce.ts';
import { heldButton } from '../../support/chat.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';

const CERME = '35.25.11';
const MANYAR = '35.25.10';

describe('an officer announces a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ settings: { NEWS_PER_WEEK: '14' } });
  });
  afterAll(() => office.close());

  it('in a few steps, and what was answered stands in the rows', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    // It may be the receipt already by the time the update is done.
    const noted = budi.person.nextMessage(/^Pengumuman sudah dicatat/);
    await budi.tap('Kirim pengumuman');
    const row = (await announcementRows(office)).at(-1);
    expect(row).toMatchObject({
      text: 'Mohon bawa satu contoh produk.',
      posterFileId: null,
      // Approved by nobody else: it may be going out already.
      status: expect.stringMatching(/^(?:scheduled|freezing|sending|done)$/),
      approvalFor: [],
      createdBy: budi.member.number,
      urgentReason: null,
      training: {
        title: 'Pelatihan Kemasan Produk',
        topic: 'packaging',
        startsAt: new Date('2026-11-19T02:00:00Z'),
        endsAt: new Date('2026-11-19T05:00:00Z'),
        place: 'Balai Desa Wedani, Cerme',
        kecamatan: CERME,
        seats: 30,
        seatRule: 'first-come',
        closesAt: new Date('2026-11-17T09:00:00Z'),
        preferUnseated: false,
        createdBy: budi.member.number,
      },
    });
    expect((await noted).text).toBe(
      `Pengumuman sudah dicatat.\nKode: ${row?.code}\nSasaran sekarang: 0 orang\nNomor pelatihan: ${row?.training?.number}\n\nPengiriman dimulai sekarang. Kemajuannya tampil di sini.`,
    );
    expect(budi.actions - 1).toBeLessThanOrEqual(14);
  });

  it('whose sample is what a recipient gets, apart from the code', async () => {
    const siti = office.owner('Siti');
    await siti.say('/start');
    await registeredPerson(office.services, {
      chatId: siti.person.id,
      interests: ['packaging'],
      salutation: 'P',
    });
    const ratna = await officer(office, { name: 'Ratna Wulandari' });
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('poster'));
    await budi.act((it) => it.sendPhoto());
    await budi.walk('>Minat: semua', '>☐ Kemasan', '>Ringkasan sasaran', '>Selesai memilih');
    const [sample = ''] = await budi.tap('Sekarang');
    const shown = budi.person.messages.findLast((message) => message.photo !== undefined);
    await budi.tap('Kirim pengumuman');
    await office.idle();
    await ratna.tap('Setujui');
    await office.idle();
    const got = siti.person.messages.findLast((message) => message.photo !== undefined);
    const { code = '' } = (await announcementRows(office)).at(-1) ?? {};
    if (got === undefined || shown === undefined) throw new Error('expected the poster in both chats');
    expect(textOf(got)).toBe(sample.replace('••••••', code).replaceAll('Bapak/Ibu', 'Ibu'));
    expect(textOf(got)).toContain('Ibu mendapat kabar ini karena Ibu ingin belajar kemasan.');
    const labels = (message: typeof got): readonly string[] =>
      (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.text);
    expect(labels(shown)).toEqual(labels(got));
    // What is shown afterwards gives the reason that was sent, not another.
    await budi.act((person) => person.tap(/Lihat isi/));
    const again = budi.person.messages.findLast((message) => message.photo !== undefined);
    expect(again === undefined ? '' : textOf(again)).toContain('karena Bapak/Ibu ingin belajar kemasan.');
    expect(budi.last).toContain('Alasan di pesan itu milik penerima pertama.');
  });

  it('whose sample has buttons that only say so: the form goes on', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    expect(await budi.tap('Saya ikut')).toEqual([
      'Ini hanya contoh. Tombolnya bekerja di pesan yang dikirim.',
    ]);
    const noted = budi.person.nextMessage(/^Pengumuman sudah dicatat/);
    await budi.tap('Kirim pengumuman');
    await noted;
  });

  it('and pressing twice, or an old button, announces nothing twice', async () => {
    const budi = await officer(office);
    await budi.walk(...announceSteps.slice(0, -1));
    const now = heldButton(budi, 'Sekarang');
    await budi.act(now);
    const send = heldButton(budi, 'Kirim pengumuman');
    await budi.act(send);
    const { length } = await announcementRows(office);
    await budi.act(send);
    await budi.act(now);
    expect(await announcementRows(office)).toHaveLength(length);
  });

  /** Somebody who goes on to the next question: what was refused leaves the form where it stood. */
  let hinted: { readonly budi: MemberInChat; readonly done: number } | undefined;
  test.each<[Parameters<typeof announceBefore>[0], string, string]>([
    ['title', 'x', 'Mohon tulis 3 sampai 80 huruf. Yang tadi 1 huruf.'],
    [
      'title',
      'Kemasan, hubungi 0812 3456 7890',
      'Di sini mohon tanpa tautan, nomor HP, atau nomor rekening.',
    ],
    ['topic', 'masak', 'Mohon tekan salah satu tombol.'],
    ['time', 'jam 9 pagi', 'Tanggalnya belum ada.'],
    ['time', '19 November', 'Jamnya belum ada.'],
    ['time', '1 November 2026 jam 9', 'Waktu itu sudah lewat.'],
    ['time', '31 November 2026 jam 9', 'Tanggal itu tidak ada di kalender.'],
    ['time', '19 November jam 9 WITA', 'Mohon tulis jamnya dalam WIB.'],
    ['time', '19 November 12.00-09.00', 'Jam selesai mohon sesudah jam mulai.'],
    ['time', '19 November 2035 jam 9', 'Itu lebih dari dua tahun lagi.'],
    ['place', 'x', 'Mohon tulis 3 sampai 120 huruf.'],
    ['seats', 'banyak', 'Mohon tulis angka saja, paling banyak 2.000.'],
    ['seats', '0', 'Mohon tulis angka saja'],
    ['rule', 'terserah', 'Mohon tekan salah satu tombol.'],
    ['closes', '20 November jam 9', 'Pendaftaran mohon ditutup sebelum pelatihan mulai'],
    ['text', 'x'.repeat(401), 'Isinya 401 huruf, paling banyak 400. Mohon dikurangi 1 huruf.'],
    ['audience', 'Surabaya', 'Mohon tekan pilihannya, lalu tekan Selesai memilih.'],
    ['send', 'segera ya', 'Tanggalnya belum ada.'],
    ['send', '18 November jam 9', 'Waktu kirim mohon sebelum pendaftaran ditutup'],
    ['extras', 'ada', 'Mohon tekan Lanjut'],
    ['pin', 'di sana', 'Tekan penjepit kertas'],
    ['poster', 'ada', 'Mohon kirim sebagai foto'],
  ])('at %s kindly refuses "%s", and waits', async (question, text, hint) => {
    const steps = announceBefore(question);
    // A second refusal of the same question has other words.
    const { budi, done } =
      hinted !== undefined && hinted.done < steps.length ? hinted : { budi: await officer(office), done: 0 };
    await budi.walk(...steps.slice(done));
    hinted = { budi, done: steps.length };
    const asked = budi.last.replace(/^Dicatat: .*\n\n/, '');
    const { buttons } = budi;
    const [said = ''] = await budi.say(text);
    expect(said.startsWith(hint)).toBe(true);
    // The one thing that helps, with the buttons of the question; its words have just been read.
    expect(said).not.toContain(asked);
    expect(budi.buttons).toEqual(buttons);
  });

  it('asks back which Thursday is meant, and takes the button', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('time'));
    expect((await budi.say('Kamis depan jam 8 sampai 10'))[0]).toBe('Yang mana maksudnya?');
    await budi.walk('>Kam 12 Nov, 08.00–10.00');
    expect(budi.last).toContain(
      'Dicatat: Kamis, 12 November 2026 pukul 08.00–10.00 WIB.\n\nLangkah 4 dari 11',
    );
  });

  it('asks for the end when it was not said', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('time'));
    await budi.walk('19/11 jam 13.30 s.d. selesai');
    expect(budi.last).toContain('Dicatat: Kamis, 19 November 2026 pukul 13.30 WIB.\n\nSelesai jam berapa?');
    await budi.say('jam 9');
    expect(budi.last).toContain('Jam selesai mohon sesudah jam mulai.');
    await budi.walk('>15.30 WIB');
    expect(budi.last).toContain('Langkah 4 dari 11');
  });

  it('asks in which kecamatan a place is only when its words do not tell', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('place'));
    await budi.walk('Gedung Dinas');
    expect(budi.last).toContain('Tempat itu di kecamatan mana?');
    await budi.walk('manyar', '30', '>Diundi', '>Saat pelatihan mulai', '>Lewati');
    await budi.walk('>Lanjut', '>Selesai memilih', '>Sekarang', '>Kirim pengumuman');
    const { training } = (await announcementRows(office)).at(-1) ?? {};
    expect(training).toMatchObject({ place: 'Gedung Dinas', kecamatan: MANYAR, seatRule: 'draw' });
    expect(training?.drawSeed).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes a venue of the map with name, address and pin', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('place'));
    await budi.act((it) =>
      it.sendVenue('Balai Desa Wedani', 'Jl. Raya Wedani 1, Cerme', { latitude: -7.2, longitude: 112.5 }),
    );
    expect(budi.last).toContain('Langkah 5 dari 11');
    await budi.walk(...announceFrom('seats'), '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.training).toMatchObject({
      place: 'Balai Desa Wedani',
      address: 'Jl. Raya Wedani 1, Cerme',
      latitude: -7.2,
      longitude: 112.5,
      kecamatan: CERME,
    });
  });

  it('keeps a pin that comes before the name of the place', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('place'));
    await budi.act((it) => it.sendLocation({ latitude: -7.1, longitude: 112.6 }));
    await budi.walk('Balai Desa Wedani, Cerme');
    expect(budi.last).toContain('Langkah 5 dari 11');
  });

  it('takes a pin when it asks for one, and says elsewhere that a place is no answer', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('title'));
    expect((await budi.act((it) => it.sendLocation()))[0]).toContain('itu belum bisa saya catat di sini');
    await budi.walk(...announceBefore('pin').slice(2));
    await budi.act((it) => it.sendLocation({ latitude: -7.15, longitude: 112.65 }));
    await budi.walk(...announceFrom('audience'), '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.training).toMatchObject({
      latitude: -7.15,
      longitude: 112.65,
    });
  });

  it('reads seats by kecamatan out of one text', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('rule'));
    await budi.walk('>☐ Dahulukan lain kali');
    await budi.walk('>Jatah per kecamatan');
    expect((await budi.say('Cerme 20, Manyar 20'))[0]).toContain('Jumlahnya lebih dari 30 kursi.');
    expect((await budi.say('Cerme 10, lainnya 5'))[0]).toBe('Saya baca: Cerme 10, lainnya 20. Sudah benar?');
    await budi.say('Cerme 10, Manyar 8, lainnya 12');
    expect(budi.last).toContain('Langkah 7 dari 11');
    await budi.walk(...announceFrom('closes'));
    expect(budi.last).toContain('Jatah: Cerme 10, Manyar 8, lainnya 12');
    await budi.tap('Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.training).toMatchObject({
      seatRule: 'quota',
      quota: { [CERME]: 10, [MANYAR]: 8 },
      preferUnseated: true,
    });
  });

  it('keeps the line breaks of the text, and speaks of taxes without a word about taxes', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('text'));
    await budi.walk('Belajar pajak UMKM.\n\nBawa  NPWP.');
    expect(budi.last).toContain('Langkah 9 dari 11');
    await budi.walk(...announceFrom('extras'), '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.text).toBe('Belajar pajak UMKM.\n\nBawa NPWP.');
  });

  it('asks for a second person when the text holds a link or a number, and says so before', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('text'));
    expect((await budi.say('Daftar di bit.ly/kemasan'))[0]).toContain('orang kedua perlu menyetujui');
    await budi.walk('>Ya, pakai isi ini', ...announceFrom('extras'));
    expect(budi.last).toContain('Perlu persetujuan orang kedua: ada tautan atau nomor di dalamnya.');
    expect((await budi.tap('Kirim pengumuman'))[0]).toContain(
      'Menunggu persetujuan petugas lain: ada tautan atau nomor di dalamnya.',
    );
    expect((await announcementRows(office)).at(-1)).toMatchObject({
      status: 'approval',
      approvalFor: ['contacts'],
    });
  });

  it('takes the poster at once where it asks what to add, and what to bring when that is ticked', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('extras'));
    await budi.walk('>☐ Barang bawaan');
    await budi.act((it) => it.sendPhoto());
    expect(budi.last).toContain('Apa yang perlu dibawa');
    await budi.walk('contoh produk', ...announceFrom('audience'));
    expect(budi.last).toContain('Tambahan: Barang bawaan, Poster');
    await budi.tap('Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)).toMatchObject({
      posterFileId: expect.any(String),
      training: { bring: 'contoh produk' },
    });
  });

  it('takes a photo as poster, and neither a file nor a recording', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('poster'));
    const [file = ''] = await budi.act((it) => it.sendDocument('poster.png', 'x', { mime: 'image/png' }));
    expect(file).toContain('Mohon kirim sebagai foto, bukan sebagai berkas.');
    await budi.act((it) => it.sendVoice());
    await budi.act((it) => it.sendPhoto());
    expect(budi.last).toContain('Langkah 10 dari 11');
    await budi.walk(...announceFrom('audience'), '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.posterFileId).toEqual(expect.any(String));
  });

  it('refuses a poster with which the caption would be longer than Telegram allows', async () => {
    const budi = await officer(office);
    const steps = announceBefore('poster').map((step) =>
      step === 'Pelatihan Kemasan Produk'
        ? 'Pelatihan '.padEnd(80, 'x')
        : step.startsWith('Balai')
          ? `${'Balai Desa Wedani '.padEnd(110, 'y')}, Cerme`
          : step.startsWith('Mohon bawa')
            ? 'z'.repeat(400)
            : step,
    );
    await budi.walk(...steps);
    await budi.act((it) => it.sendPhoto());
    expect(budi.last).toContain('Langkah 10 dari 11');
    await budi.walk('>Jenis usaha: semua', '>☐ Kerajinan, rotan', '>Ringkasan sasaran');
    await budi.walk('>Kecamatan: semua', '>☐ Balongpanggang', '>Ringkasan sasaran', '>Besar usaha: semua');
    await budi.walk('>☐ usaha menengah', '>Ringkasan sasaran', '>Minat: semua', '>☐ Mutu dan resep');
    await budi.walk('>Ringkasan sasaran', '>Program: tidak dipilih', /Kerja sama usaha/.source);
    const row = budi.buttons.find((label) => label.includes('Kerja sama usaha')) ?? '';
    await budi.walk(`>${row}`, '>Ringkasan sasaran', '>☐ Belum pernah ikut pelatihan');
    await budi.walk('>☐ Belum lapor Oktober 2026', '>Selesai memilih', '>Sekarang');
    expect(budi.last).toMatch(/Dengan poster, pesannya kelebihan \d+ huruf dari batas 1024/);
    const { length } = await announcementRows(office);
    await budi.tap('Kirim pengumuman');
    expect(budi.last).toContain('Langkah 8 dari 11');
    expect(await announcementRows(office)).toHaveLength(length);
  });
});

describe('whom it is for', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: '2' } });
    for (const [index, kecamatan] of [CERME, CERME, MANYAR].entries()) {
      const { id: chatId } = office.simulator.createPerson({
        id: 7_000 + index,
        firstName: 'Siti',
        started: true,
      });
      await registeredPerson(office.services, { chatId, businesses: [{ kecamatan }] });
    }
    await registeredPerson(office.services, { businesses: [{ kecamatan: CERME }], chatId: null });
  });
  afterAll(() => office.close());

  it('is ticked in one message that changes in place, and counted when it is finished', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('audience'));
    const { length } = budi.person.messages;
    await budi.walk('>Kecamatan: semua', '>☐ Cerme', '>☐ Dukun', '>☑ Dukun', '>Ringkasan sasaran');
    await budi.walk('>Jenis usaha: semua', '>☐ Makanan, minuman', '>Ringkasan sasaran');
    await budi.walk('>☐ Belum pernah ikut pelatihan', '>☐ Belum lapor Oktober 2026');
    expect(budi.person.messages).toHaveLength(length);
    expect(budi.last).toContain(
      'Kecamatan: Cerme\nJenis usaha: Makanan, minuman\nBelum pernah ikut pelatihan\nBelum melaporkan penjualan Oktober 2026',
    );
    const [said = ''] = await budi.tap('Selesai memilih');
    expect(said).toContain(
      'Akan menerima: 2 orang\nCocok tetapi tidak menerima: 1 orang\n- tidak memakai Telegram: 1',
    );
    await budi.walk('>Sekarang', '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.audience).toEqual({
      kecamatan: [CERME],
      kinds: ['food'],
      classes: [],
      interests: [],
      tags: [],
      neverAttended: true,
      notReported: '2026-10',
      programme: null,
    });
    await office.idle();
  });

  it('can be typed, and changed once the count is seen', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('audience'));
    await budi.walk('manyar');
    expect(budi.buttons).toContain('Kecamatan: 1 dipilih');
    await budi.walk('>Selesai memilih');
    expect(budi.last).toContain('Akan menerima: 1 orang');
    await budi.walk('>Ubah sasaran', 'manyar', '>Selesai memilih');
    expect(budi.last).toContain('Akan menerima: 3 orang');
  });

  it('needs a second person when it is many', async () => {
    const budi = await officer(office);
    await budi.walk(...announceBefore('about'), 'Pelatihan Lain', ...announceFrom('topic'));
    expect(budi.last).toContain('Perlu persetujuan orang kedua: penerimanya lebih dari 2 orang.');
    await budi.tap('Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)).toMatchObject({
      status: 'approval',
      approvalFor: ['size'],
    });
  });

  it('is warned about when the same words went to some of the same people within 48 hours', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    const first = (await announcementRows(office))[0];
    expect(budi.last).toContain(
      `Perhatian: isi yang sama sudah dikirim ke 2 orang ini. Kode ${first?.code}, Senin, 2 November 2026 pukul 10.00 WIB.`,
    );
    await budi.walk('>Ubah jawaban', '>9', 'Isi yang lain.');
    expect(budi.last).not.toContain('Perhatian');
    await budi.walk('>Ubah jawaban', '>9', 'MOHON bawa satu contoh produk!');
    expect(budi.last).toContain('Perhatian');
    office.clock.advance(49 * HOUR);
    await budi.walk('/menu', '/petugas', '>Umumkan pelatihan', '>Lanjutkan');
    expect(budi.last).not.toContain('Perhatian');
    office.clock.advance(-49 * HOUR);
  });

  it('is the own kecamatan only, for somebody who works in some', async () => {
    const rina = await officer(office, { name: 'Rina Wati', kecamatan: [MANYAR] });
    await walkTo(office, rina, announceBefore('place'));
    expect((await rina.say('Balai Desa Wedani, Cerme'))[0]).toContain(
      'Tempat itu di luar wilayah tugas. Wilayah tugas: Manyar.',
    );
    await rina.walk('Gedung Serba Guna');
    expect(rina.buttons).toEqual(['Manyar', 'Kembali', 'Batal']);
    await rina.walk('>Manyar', ...announceFrom('seats').slice(0, 5));
    expect((await rina.say('cerme'))[0]).toContain('Kecamatan itu di luar wilayah tugas.');
    await rina.walk('>Kecamatan: wilayah tugas');
    expect(rina.buttons).toEqual(['☐ Manyar', 'Ringkasan sasaran', 'Kembali', 'Batal']);
    await rina.walk('>Ringkasan sasaran', '>Selesai memilih');
    expect(rina.last).toContain('Akan menerima: 1 orang');
    await rina.walk('>Sekarang', '>Kirim pengumuman');
    expect((await announcementRows(office)).at(-1)?.audience).toMatchObject({ kecamatan: [MANYAR] });
  });
});
