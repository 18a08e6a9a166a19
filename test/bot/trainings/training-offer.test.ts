import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '../../support/clock.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { listOf, neighbour, press, training, type Neighbour } from '../../support/training.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';

describe('a seat that became free', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  interface Offered {
    readonly of: Training;
    readonly siti: Neighbour;
    readonly hadi: Neighbour;
    readonly ana: Neighbour;
    /** Number of the participation of Hadi, to whom the seat is offered. */
    readonly id: number;
  }

  /** Siti has given up the only seat; Hadi is offered it, Ana waits behind him. */
  async function offered(): Promise<Offered> {
    office.clock.set('2026-11-09T03:00:00Z');
    const of = await training(office, { seats: 1 });
    const siti = await neighbour(office);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    const ana = await neighbour(office, 'Ana Lestari');
    for (const one of [siti, hadi, ana]) await press(one, `t.join.${of.id}.${one.known.id}`);
    await press(siti, `t.see.${of.id}`);
    await siti.walk('>Tidak jadi ikut', '>Ya, tidak jadi');
    // The offer goes out at once, and has arrived before anybody goes on.
    await office.idle();
    const own = (await listOf(office, of)).find((one) => one.name === 'Mohammad Hadi');
    return { of, siti, hadi, ana, id: own?.id ?? 0 };
  }

  const statuses = async (of: Training): Promise<readonly (readonly [string | undefined, string])[]> =>
    (await listOf(office, of)).map((one) => [one.name?.split(' ')[0], one.status]);

  it('is shown in the menu, and taken with one tap', async () => {
    const { of, hadi } = await offered();
    const [menu] = await hadi.say('/menu');
    expect(menu).toContain(
      'Ada kursi untuk Bapak di Pelatihan Kemasan Produk! Mohon dijawab sebelum Selasa, 10 November 2026 pukul 09.00 WIB.',
    );
    await hadi.tap('Jawab tawaran kursi');
    expect(hadi.buttons.slice(0, 2)).toEqual(['Ambil kursi', 'Tidak bisa']);
    expect(await hadi.tap('Ambil kursi')).toEqual(['Kursi Bapak sudah dicatat, Pak Hadi. Nomor peserta: 1.']);
    expect(hadi.buttons).toEqual([
      'Simpan ke kalender',
      'Lihat tempat',
      'Saya diwakilkan',
      'Tidak jadi ikut',
    ]);
    expect(await statuses(of)).toEqual([
      ['Mohammad', 'seated'],
      ['Ana', 'waiting'],
      ['Siti', 'left'],
    ]);
  });

  it('is not taken twice: the second tap is a notice', async () => {
    const { hadi, id } = await offered();
    await press(hadi, `t.take.${id}`);
    expect(await press(hadi, `t.take.${id}`)).toEqual(['Bapak sudah terdaftar.']);
  });

  it('goes to the next in line when he cannot', async () => {
    const { of, hadi, id } = await offered();
    expect(await press(hadi, `t.pass.${id}`)).toEqual([
      'Baik, Pak Hadi. Terima kasih sudah memberi kabar, kursinya kami tawarkan ke orang berikutnya.',
    ]);
    expect(await statuses(of)).toEqual([
      ['Ana', 'offered'],
      ['Mohammad', 'declined'],
      ['Siti', 'left'],
    ]);
    // Both buttons of the offer are past now.
    expect(await press(hadi, `t.pass.${id}`)).toEqual([
      'Tombol ini sudah lewat, Pak. Tidak ada yang berubah.',
    ]);
    expect(await press(hadi, `t.take.${id}`)).toEqual([
      'Maaf, Pak Hadi, kursi ini sudah diberikan kepada orang lain.',
    ]);
  });

  it('is gone for who answers too late: he waits at the end, and is told the place', async () => {
    const { of, hadi, ana, id } = await offered();
    // Twelve hours outside the quiet time.
    office.clock.advance(24 * HOUR);
    await office.runJob('seats');
    const own = (await listOf(office, of)).find((one) => one.name === 'Ana Lestari');
    await press(ana, `t.take.${own?.id}`);
    expect(await press(hadi, `t.take.${id}`)).toEqual([
      'Maaf, Pak Hadi, kursi ini sudah diberikan kepada orang lain. Bapak masih di daftar tunggu, nomor 1.',
    ]);
    expect(hadi.buttons).toEqual(['Keluar dari antrean', 'Pelatihan lain']);
  });

  it('is taken by "Saya ikut" on the old announcement, too', async () => {
    const { of, hadi } = await offered();
    expect((await press(hadi, `t.join.${of.id}.${hadi.known.id}`))[0]).toContain('Nomor peserta: 1');
  });
});
