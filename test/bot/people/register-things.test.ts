import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/simulator/simulator.ts';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, registeredOwner, type Office, walkTo } from '../../support/office.ts';
import { everythingStored, rowsOf } from '../../support/rows.ts';

const NIK = '3525014107740001';

describe('things that are no answer', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it.each<readonly [string, (person: Person) => ReturnType<Person['sendSticker']>, RegExp]>([
    ['a sticker', (it) => it.sendSticker(), /^Terima kasih stikernya, Bu\. Kita lanjut, ya\./],
    ['music', (it) => it.sendAudio('lagu.mp3'), /^Berkas suara atau video bulat belum bisa diteruskan\./],
    ['a place', (it) => it.sendLocation(), /^Terima kasih, tetapi itu belum bisa saya catat di sini\./],
    ['a venue', (it) => it.sendVenue('Balai Desa', 'Jl. Raya'), /^Terima kasih, tetapi/],
    ['dice', (it) => it.sendDice(), /^Terima kasih, tetapi/],
    ['a poll', (it) => it.sendPoll('Apa?', ['a', 'b']), /^Terima kasih, tetapi/],
    ['a contact where none is asked', (it) => it.shareContact(), /^Terima kasih, tetapi/],
    [
      'a picture',
      (it) => it.sendPhoto(),
      /^Foto tidak kami perlukan di sini, juga foto KTP\. Demi keamanan, foto tadi sudah saya hapus/,
    ],
    [
      'a paper of identity',
      (it) => it.sendDocument('ktp.pdf', 'x'),
      /^KTP, KK.*sudah saya hapus dari obrolan ini/,
    ],
    ['a document', (it) => it.sendDocument('brosur.pdf', 'x'), /^Berkas PDF tidak dipakai/],
    ['a table', (it) => it.sendDocument('rekap.xls', 'x'), /^Berkas tabel/],
    ['a program', (it) => it.sendDocument('UMKM.apk', 'x'), /^Berkas aplikasi tidak kami terima/],
    ['a video', (it) => it.sendVideo(), /^Maaf, saya belum bisa melihat video/],
    ['an animation', (it) => it.sendAnimation(), /^Maaf, saya belum bisa melihat video/],
  ])('%s gets a kind sentence and the same question again', async (_what, send, answer) => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    const [said] = await siti.act(send);
    expect(said).toMatch(answer);
    expect(said).toMatch(/\n\nLangkah 9 dari 11\nBiasanya, berapa hasil penjualan/);
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['sales']).toBeUndefined();
  });

  it('a picture leaves the chat; when Telegram refuses, its owner is asked to delete it', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('nib'));
    const photo = siti.person.sendPhoto({ caption: `ini ktp saya ${NIK}` });
    await office.done(photo.update);
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(photo.message.message_id);
    office.simulator.failNext({
      method: 'deleteMessage',
      code: 400,
      description: "Bad Request: message can't be deleted",
      chatId: siti.person.id,
    });
    const [said] = await siti.act((it) => it.sendPhoto());
    expect(said).toContain('Demi keamanan, mohon Ibu hapus foto tadi dari obrolan ini.');
    expect(await everythingStored(office)).not.toContain(NIK);
  });

  it('words under a picture are offered as the answer; the rest of an album says nothing more', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('business'));
    const [first, second] = siti.person.sendAlbum([{ caption: 'Otak-otak Bu Siti' }, {}]);
    await office.done(first?.update);
    const said = siti.person.messages.length;
    expect(siti.last).toMatch(/sudah saya hapus.*Di bawah foto tertulis "Otak-otak Bu Siti"/s);
    await office.done(second?.update);
    expect(siti.person.messages.length).toBeLessThanOrEqual(said);
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(second?.message.message_id);
    await siti.tap('Ya, itu jawabannya');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['business']?.value).toBe(
      'Otak-otak Bu Siti',
    );
    const photo = await siti.act((it) => it.sendPhoto({ caption: 'KTP saya' }));
    expect(photo.join()).not.toContain('Di bawah foto');
  });

  it('a picture leaves the chat also when it is the first sign after a long pause', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    office.clock.advance(9 * 3_600_000);
    const photo = siti.person.sendPhoto();
    await office.done(photo.update);
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(photo.message.message_id);
    expect(siti.last).toContain('Mau dilanjutkan?');
  });

  it.each([
    'name',
    'salutation',
    'kecamatan',
    'desa',
    'business',
    'kind',
    'started',
    'workers',
    'sales',
    'nib',
    'phone',
    'review',
  ] as const)('a NIK typed at %s is deleted, not stored, and the question comes again', async (question) => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore(question));
    const before = siti.person.messages.at(-1)?.text?.split('\n')[0] ?? '';
    const sent = siti.person.sendText(`nik saya 3525 0141 0774 0001 ya`);
    await office.done(sent.update);
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(sent.message.message_id);
    const answer = siti.last;
    expect(answer).toMatch(/^Itu 16 angka, sepertinya NIK\./);
    expect(answer).toContain('Pesan tadi sudah saya hapus dari obrolan ini.');
    expect(answer).toContain(before);
    expect((await everythingStored(office)).replaceAll(/\D/g, '')).not.toContain(NIK);
  });

  it('a NIK written into an old message by editing it is deleted, too', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('name'));
    const sent = siti.person.sendText('Siti Aminah');
    await office.done(sent.update);
    await siti.act((it) => it.edit(NIK, sent.message.message_id));
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(sent.message.message_id);
    expect(siti.last).toContain('Langkah 2 dari 11');
    const free = office.owner();
    const hello = free.person.sendText('halo');
    await office.done(hello.update);
    await free.act((it) => it.edit(NIK, hello.message.message_id));
    expect(free.person.log.map((message) => message.message_id)).not.toContain(hello.message.message_id);
    expect(await everythingStored(office)).not.toContain(NIK);
  });

  it('a NIK outside any form is deleted, and not stored', async () => {
    const siti = await registeredOwner(office);
    const sent = siti.person.sendText(NIK);
    await office.done(sent.update);
    expect(siti.person.log.map((message) => message.message_id)).not.toContain(sent.message.message_id);
    expect(await everythingStored(office)).not.toContain(NIK);
  });

  it("somebody else's contact is asked back and never taken silently", async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('phone'));
    await siti.act((it) =>
      it.sendContact({ phone_number: '6281234567890', first_name: 'Dewi', user_id: 42 }),
    );
    expect(siti.last).toBe('Ini nomor siapa, Bu? Kalau nomor ini boleh dihubungi petugas, tekan Ya.');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['phone']).toBeUndefined();
    await siti.tap('Ya, 0812-3456-7890');
    expect(siti.last).toContain('11. Nomor HP: 0812-3456-7890');
  });

  it('a phone left out is not said to be noted', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('phone'));
    const said = await siti.tap('Lewati');
    expect(said[0]).toBe('Baik.');
    expect(siti.person.keyboardButtons).toEqual([]);
    const dewi = office.owner();
    await walkTo(office, dewi, stepsBefore('phone'));
    expect((await dewi.tap('Kirim nomor HP ini'))[0]).toBe('Baik, nomor HP sudah dicatat.');
  });

  it('a forwarded message is read like a typed one, and confirmed like one', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.act((it) => it.forward({ text: '3jt' }));
    expect(siti.last).toContain('Rp3.000.000 (tiga juta rupiah) sebulan. Sudah benar?');
  });
});
