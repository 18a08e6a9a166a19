import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, testClock } from '../../support/clock.ts';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, registrationSteps, type Office, walkTo } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

describe('stopping half way', () => {
  let office: Office;
  const clock = testClock();
  beforeAll(async () => {
    office = await openOffice({ clock });
  });
  afterAll(() => office.close());

  it('asks after a pause of nine hours, whatever was written, and goes on where it was', async () => {
    clock.set('2026-11-02T03:00:00Z');
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    clock.advance(9 * HOUR);
    const [said] = await siti.say('assalamualaikum');
    expect(said).toBe(
      'Waalaikumsalam, Bu Siti.\n\nPendaftaran Ibu berhenti di langkah 7 dari 11, dan semua jawaban tersimpan.\nMau dilanjutkan?',
    );
    expect(siti.buttons).toEqual(['Lanjutkan', 'Ulang dari awal', 'Hapus jawaban']);
    await siti.tap('Lanjutkan');
    expect(siti.last).toContain('Langkah 7 dari 11');
    await siti.say('2009');
    expect(siti.last).toContain('Langkah 8 dari 11');
  });

  it('offers what was written after the pause as the answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    clock.advance(9 * HOUR);
    await siti.walk('2009');
    expect(siti.last).toContain('Mau dilanjutkan?');
    await siti.tap('Lanjutkan');
    expect(siti.last).toMatch(/Langkah 7 dari 11[^]*Tadi Ibu menulis "2009"\. Itu jawabannya\?$/);
    await siti.tap('Ya, itu jawabannya');
    expect(siti.last).toContain('Langkah 8 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts.at(-1)?.answers['started']).toMatchObject({
      value: { year: 2009 },
      words: '2009',
    });
  });

  it('does not ask after a short break', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    clock.advance(2 * HOUR);
    await siti.say('2009');
    expect(siti.last).toContain('Langkah 8 dari 11');
  });

  it.each([
    ['nggih', 'Langkah 7 dari 11'],
    ['lanjutkan', 'Langkah 7 dari 11'],
    ['nanti saja', 'Baik, jawaban Ibu tersimpan.'],
    ['hapus', 'Mohon tekan salah satu tombol ini, ya.'],
  ])('understands "%s" there, but erases only by the button', async (word, answer) => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    clock.advance(9 * HOUR);
    await siti.walk('halo', word);
    expect(siti.last).toContain(answer);
    expect((await rowsOf(office, siti.person.id)).drafts.at(-1)?.status).toBe('open');
  });

  it('begins again, with the consent, when that is wanted', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    clock.advance(9 * HOUR);
    await siti.walk('halo', '>Ulang dari awal');
    expect(siti.last).toContain('Sebelum mulai, kami minta izin dulu.');
    expect(Object.keys((await rowsOf(office, siti.person.id)).drafts[0]?.answers ?? {})).toEqual([]);
  });

  it('deletes the answers only when told so', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    await siti.walk('>Batal');
    expect(siti.last).toBe('Mau berhenti dulu? Jawaban Ibu tetap tersimpan.');
    expect(siti.buttons).toEqual(['Berhenti dulu', 'Lanjut mengisi', 'Hapus jawaban']);
    await siti.tap('Hapus jawaban');
    expect(siti.last).toBe('Jawaban tadi sudah dihapus.');
    expect((await rowsOf(office, siti.person.id)).drafts).toEqual([
      expect.objectContaining({ status: 'discarded', answers: {} }),
    ]);
  });

  it('stops for now and goes on from the menu with the question, not with the farewell', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('started'));
    await siti.walk('>Batal', '>Berhenti dulu');
    expect(siti.last).toBe('Baik, jawaban Ibu tersimpan. Bisa dilanjutkan kapan saja lewat /menu.');
    await siti.walk('/menu');
    await siti.tap(/^Lanjut/);
    expect(siti.last).toContain('Langkah 7 dari 11');
    await siti.walk('>Batal', '/menu');
    await siti.tap(/^Lanjut/);
    expect(siti.last).toContain('Langkah 7 dari 11');
    await siti.say('2009');
    expect(siti.last).toContain('Langkah 8 dari 11');
  });

  it('leaves the form for "batal", "berhenti" and "menu", keeps it, and says that news go on', async () => {
    const siti = office.owner();
    const left = 'Baik, jawaban Ibu tersimpan. Bisa dilanjutkan kapan saja lewat /menu.';
    await walkTo(office, siti, stepsBefore('started'));
    await siti.walk('batal');
    expect(siti.last).toBe(left);
    expect(siti.buttons).toEqual(['Lanjutkan', 'Menu']);
    await siti.walk('>Lanjutkan', 'berhenti');
    expect(siti.last).toBe(
      `${left}\nKabar pelatihan tidak ikut berhenti. Kalau itu yang mau dihentikan, tulis: stop kabar`,
    );
    await siti.walk('>Lanjutkan', 'menu');
    expect(siti.buttons[0]).toMatch(/^Lanjut/);
    await siti.tap(/^Lanjut/);
    expect(siti.last).toContain('Langkah 7 dari 11');
    await siti.walk('stop kabar');
    expect(siti.last).not.toContain('tersimpan');
    expect((await rowsOf(office, siti.person.id)).drafts.at(-1)?.status).toBe('open');
  });

  it('leaves the form for /menu at any step, and keeps it', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('/menu');
    expect(siti.buttons[0]).toMatch(/^Lanjut/);
    await siti.tap(/^Lanjut/);
    expect(siti.last).toContain('Langkah 9 dari 11');
  });

  it('saves everything at the review and sends it later', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('review'));
    await siti.walk('>Simpan, kirim nanti');
    expect(siti.last).toContain('tersimpan');
    expect((await rowsOf(office, siti.person.id)).businesses).toEqual([]);
    await siti.walk('/menu');
    await siti.tap(/^Lanjut/);
    expect((await siti.tap('Kirim'))[0]).toContain('sudah terdaftar');
  });

  it('goes back question by question, and from the first one to the consent', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kecamatan'));
    await siti.walk('>Kembali');
    expect(siti.last).toContain('Langkah 2 dari 11');
    await siti.walk('kembali');
    expect(siti.last).toContain('Langkah 1 dari 11');
    await siti.walk('>Kembali');
    expect(siti.last).toContain('setuju?');
  });

  it('changes nothing at the review with "Tidak jadi", and marks what was changed', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('review'));
    await siti.walk('>Ubah jawaban');
    expect(siti.buttons).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', 'Tidak jadi']);
    await siti.walk('>Tidak jadi', '>Ubah jawaban', '>9', '4 jt', '>Benar');
    expect(siti.last).toContain('9. Penjualan: sekitar Rp4.000.000 (empat juta rupiah) sebulan (diubah)');
    await siti.walk('>Ubah jawaban', '>1', '>Kembali');
    expect(siti.last).toMatch(/^Mohon dicek dulu/);
    await siti.walk('>Kirim');
    expect((await rowsOf(office, siti.person.id)).businesses[0]).toMatchObject({ sales: 4_000_000 });
  });

  it('answers an edited message with the offer to change that answer', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('name'));
    const name = siti.person.sendText('Siti Aminah');
    await office.done(name.update);
    await siti.walk('>Ibu (perempuan)', 'manyar');
    await siti.act((it) => it.edit('Siti Fatimah', name.message.message_id));
    expect(siti.last).toBe('Pesan tadi diubah menjadi "Siti Fatimah". Dipakai sebagai jawaban?');
    expect(siti.buttons).toEqual(['Ubah jawaban', 'Biarkan']);
    await siti.walk('>Biarkan');
    expect(siti.last).toContain('Langkah 4 dari 11');
    await siti.act((it) => it.edit('Siti Fatimah', name.message.message_id));
    await siti.walk('>Ubah jawaban');
    expect(siti.last).toContain('Langkah 4 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['name']).toMatchObject({
      value: 'Siti Fatimah',
      changed: true,
    });
  });

  it('offers the change of the data when the registration was sent already', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps, '>Tidak usah');
    const name = siti.person.log.find((message) => message.text === 'Siti Aminah');
    await siti.act((it) => it.edit('Siti Fatimah', name?.message_id));
    expect(siti.last).toContain('Pesan lama yang diubah tidak mengubah catatan.');
    await siti.walk('>Ubah data');
    expect(siti.last).toContain('Nomor berapa yang mau diubah?');
  });

  it('says so when an edited message was no answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kecamatan'));
    const start = siti.person.log.find((message) => message.text === '/start');
    await siti.act((it) => it.edit('halo', start?.message_id));
    expect(siti.last).toContain('Pesan lama yang diubah tidak mengubah catatan.');
    expect(siti.last).toContain('Langkah 3 dari 11');
  });
});
