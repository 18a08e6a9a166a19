import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOffice, type Office } from '../../support/office.ts';
import { listOf, neighbour, onPhone, press, training, type Neighbour } from '../../support/training.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';

const fileAnswer = z.object({ result: z.object({ file_path: z.string() }) });

describe('an owner who has a seat', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  async function seated(
    wanted: Parameters<typeof training>[1] = {},
    news = true,
  ): Promise<{ readonly of: Training; readonly siti: Neighbour; readonly id: number }> {
    const of = await training(office, wanted);
    const siti = await neighbour(office, 'Siti Aminah', 'P', { news });
    await press(siti, `t.join.${of.id}.${siti.known.id}`);
    const [own] = await listOf(office, of);
    return { of, siti, id: own?.id ?? 0 };
  }

  it('is asked first, and keeps the seat when she did not mean it', async () => {
    const { of, siti } = await seated();
    expect(await siti.tap('Tidak jadi ikut')).toEqual([
      'Kursi Ibu akan diberikan kepada orang lain. Yakin tidak jadi ikut?',
    ]);
    expect(siti.buttons).toEqual(['Ya, tidak jadi', 'Tetap ikut']);
    expect(await siti.tap('Tetap ikut')).toEqual(['Baik, Bu Siti. Ibu tetap terdaftar.']);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['seated']);
  });

  it('gives it up, and may come again; the old question does nothing the second time', async () => {
    const { of, siti, id } = await seated();
    expect(await siti.walk('>Tidak jadi ikut', '>Ya, tidak jadi')).toEqual([
      'Baik, Bu Siti. Terima kasih sudah memberi kabar.\nIbu tetap kami kabari kalau ada pelatihan lain.',
    ]);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['left']);
    for (const verb of ['leave', 'leave-yes', 'keep', 'sub', 'cal', 'come', 'self'])
      expect(await press(siti, `t.${verb}.${id}`), verb).toEqual([
        'Tombol ini sudah lewat, Bu. Tidak ada yang berubah.',
      ]);
    const [again] = await press(siti, `t.join.${of.id}.${siti.known.id}`);
    expect(again).toContain('Nomor peserta: 1');
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['seated']);
  });

  it('is not promised news that she has not asked for', async () => {
    const { siti } = await seated({}, false);
    expect(await siti.walk('>Tidak jadi ikut', '>Ya, tidak jadi')).toEqual([
      'Baik, Bu Siti. Terima kasih sudah memberi kabar.',
    ]);
  });

  it('gets the pin of the place and a calendar file', async () => {
    const { siti, of } = await seated();
    await siti.tap('Lihat tempat');
    const venue = siti.person.messages.findLast((message) => message.venue !== undefined)?.venue;
    expect(venue).toMatchObject({ title: of.title, address: 'Jl. Raya Wedani 12' });
    expect(venue?.location.latitude).toBeCloseTo(-7.2201, 3);
    expect(siti.last).toBe('Balai Desa Wedani, Kecamatan Cerme, Jl. Raya Wedani 12.');
    expect(siti.buttons).toEqual(['Lihat pelatihan ini']);
    await siti.walk('>Lihat pelatihan ini', '>Simpan ke kalender');
    const file = siti.person.messages.findLast((message) => message.document !== undefined)?.document;
    expect(file?.file_name).toBe('pelatihan.ics');
    const { result } = fileAnswer.parse(
      await (
        await fetch(`${office.apiRoot}/bot${office.simulator.token}/getFile?file_id=${file?.file_id}`)
      ).json(),
    );
    const text = await (
      await fetch(`${office.apiRoot}/file/bot${office.simulator.token}/${result.file_path}`)
    ).text();
    expect(text).toContain(`UID:${of.number}@`);
    expect(text).toContain('DTSTART:20261119T020000Z');
    expect(text).toContain('SEQUENCE:1');
    expect(text.replaceAll('\r\n\t', '')).toContain('Nomor peserta: 1');
  });

  it('sends somebody in her place, and takes it back', async () => {
    const { of, siti } = await seated();
    expect(await siti.tap('Saya diwakilkan')).toEqual([
      'Siapa yang datang mewakili Ibu?\nContoh: Dewi Lestari',
    ]);
    expect((await siti.say('nama saya dewi lestari'))[0]).toBe(
      'Baik, Bu Siti. Dewi Lestari datang mewakili Ibu, nomor peserta 1.\nMohon sampaikan waktu dan tempatnya.',
    );
    expect((await listOf(office, of))[0]?.substitute).toBe('Dewi Lestari');
    expect((await press(siti, `t.see.${of.id}`))[0]).toContain('Yang datang mewakili Ibu: Dewi Lestari.');
    expect(await siti.tap('Saya datang sendiri')).toEqual(['Baik, Bu Siti. Dicatat: Ibu datang sendiri.']);
    expect((await listOf(office, of))[0]?.substitute).toBeUndefined();
  });

  it('says that she comes', async () => {
    const { of, siti, id } = await seated();
    expect(await press(siti, `t.come.${id}`)).toEqual([
      'Terima kasih, Bu Siti. Sampai ketemu Kamis, 19 November 2026 pukul 09.00 WIB.\nBalai Desa Wedani, Kecamatan Cerme',
    ]);
    expect((await listOf(office, of))[0]?.confirmedAt).toEqual(office.clock.now());
  });

  it('asks a question that names the training', async () => {
    const { of, siti } = await seated();
    const [asked] = await press(siti, `t.ask.${of.id}`);
    expect(asked).toContain('Tentang Pelatihan Kemasan Produk, Kamis, 19 November 2026 pukul 09.00 WIB');
    await siti.say('Apa boleh bawa anak?');
    const row = await office.database.prisma.case.findFirst({ orderBy: { id: 'desc' } });
    expect(row).toMatchObject({
      kind: 'question',
      details: { training: of.number },
      personId: siti.known.id,
    });
  });

  it('cannot give up what is over or was cancelled', async () => {
    const { of, siti, id } = await seated();
    await office.database.prisma.training.update({
      where: { id: of.id },
      data: { status: 'cancelled', cancelReason: 'banjir' },
    });
    const gone = 'Maaf, Pelatihan Kemasan Produk tanggal 19 November 2026 dibatalkan karena banjir.';
    for (const verb of ['leave', 'take', 'come', 'keep'])
      expect(await press(siti, `t.${verb}.${id}`)).toEqual([gone]);
    expect(await press(siti, `t.see.${of.id}`)).toEqual([gone]);
  });
});

describe('"Tidak bisa" under an announcement', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('is counted once, with a kind word, and does not keep anybody from joining later', async () => {
    const of = await training(office);
    const siti = await neighbour(office);
    const said = ['Baik, Bu Siti, tidak apa-apa. Terima kasih sudah memberi kabar.'];
    expect(await press(siti, `t.no.${of.id}.${siti.known.id}`)).toEqual(said);
    expect(await press(siti, `t.no.${of.id}.${siti.known.id}`)).toEqual(said);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['declined']);
    await press(siti, `t.join.${of.id}.${siti.known.id}`);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['seated']);
    // Whoever has a seat by now is asked before it is given away.
    expect(await press(siti, `t.no.${of.id}.${siti.known.id}`)).toEqual([
      'Kursi Ibu akan diberikan kepada orang lain. Yakin tidak jadi ikut?',
    ]);
    expect((await listOf(office, of)).map((one) => one.status)).toEqual(['seated']);
  });

  it('counts for the person of the button on a shared phone', async () => {
    const of = await training(office);
    const siti = await neighbour(office);
    const slamet = await onPhone(office, siti, 'Slamet Prasetyo', 'L');
    await press(siti, `t.no.${of.id}.${siti.known.id}`);
    await press(siti, `t.join.${of.id}.${slamet.id}`);
    expect((await listOf(office, of)).map(({ name, status }) => [name, status])).toEqual([
      ['Slamet Prasetyo', 'seated'],
      ['Siti Aminah', 'declined'],
    ]);
  });
});
