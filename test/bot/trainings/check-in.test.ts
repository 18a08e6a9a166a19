import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../../support/office.ts';
import { listOf, neighbour, onPhone, press, training, type Neighbour } from '../../support/training.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';

/** The day before, the morning of the training, and a while after its beginning. */
const BEFORE = '2026-11-17T03:00:00Z';
const ARRIVAL = '2026-11-19T01:52:00Z';

describe('the code on the wall', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  /** Hadi has a seat, it is the day of the training, and he stands before the board. */
  async function arrived(
    wanted: Parameters<typeof training>[1] = {},
  ): Promise<{ readonly of: Training; readonly hadi: Neighbour }> {
    office.clock.set(BEFORE);
    await office.database.prisma.training.deleteMany();
    const of = await training(office, wanted);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    await press(hadi, `t.join.${of.id}.${hadi.known.id}`);
    office.clock.set(ARRIVAL);
    return { of, hadi };
  }

  /** A code like the right one that no training has. */
  const wrong = (of: Training): string =>
    `${of.checkinCode.slice(1)}${of.checkinCode.startsWith('7') ? '4' : '7'}`;

  it('records who is there, however it is typed, and only once', async () => {
    const { of, hadi } = await arrived();
    const spaced = `${of.checkinCode.slice(0, 3)} ${of.checkinCode.slice(3)}`.toLowerCase();
    expect((await hadi.say('/menu'))[0]).toContain(
      'Hari ini pukul 09.00 WIB: Pelatihan Kemasan Produk. Sampai di tempat, tulis kode yang ada di papan.',
    );
    expect(await hadi.say(spaced)).toEqual([
      'Selamat datang, Pak Hadi. Kehadiran Bapak dicatat pukul 08.52 WIB.',
    ]);
    expect((await listOf(office, of))[0]).toMatchObject({
      attendedAt: new Date(ARRIVAL),
      attendedVia: 'code',
    });
    office.clock.advance(60_000);
    expect(await hadi.say(of.checkinCode)).toEqual(['Kehadiran sudah dicatat pukul 08.52 WIB.']);
    expect((await listOf(office, of))[0]?.attendedAt).toEqual(new Date(ARRIVAL));
  });

  it('is read from the square on the wall, too', async () => {
    const { of, hadi } = await arrived();
    expect(await hadi.say(`/start h-${of.checkinCode}`)).toEqual([
      'Selamat datang, Pak Hadi. Kehadiran Bapak dicatat pukul 08.52 WIB.',
    ]);
    expect((await listOf(office, of))[0]?.attendedVia).toBe('qr');
  });

  it('holds only around the training: sent home the day before, it records nobody', async () => {
    const { of, hadi } = await arrived();
    for (const moment of ['2026-11-18T03:00:00Z', '2026-11-18T23:59:00Z', '2026-11-19T07:01:00Z']) {
      office.clock.set(moment);
      expect(await hadi.say(of.checkinCode)).toEqual([
        'Kode itu hanya berlaku di tempat, pada hari pelatihan.',
      ]);
      expect((await hadi.say(`/start h-${of.checkinCode}`))[0]).toContain('hanya berlaku di tempat');
    }
    expect((await listOf(office, of))[0]?.attendedAt).toBeUndefined();
  });

  it('meets a wrong code with a hint, with buttons, then with a person', async () => {
    const { of, hadi } = await arrived();
    expect(await hadi.say(wrong(of))).toEqual([
      'Kode itu belum cocok. Mohon lihat lagi 6 huruf dan angka di papan.\nContoh: WED47A',
    ]);
    expect((await hadi.say(wrong(of)))[0]).toContain('Tulis hurufnya saja tanpa spasi');
    expect(hadi.buttons).toEqual(['Coba lagi', 'Petugas yang mencatat']);
    expect(await hadi.tap('Coba lagi')).toEqual(['Baik, silakan tulis lagi kode di papan.\nContoh: WED47A']);
    expect(await hadi.tap('Petugas yang mencatat')).toEqual([
      'Tidak apa-apa, Pak. Sebutkan nama Bapak kepada petugas di pintu, nanti dicatat di sana.',
    ]);
    expect((await hadi.say(wrong(of)))[0]).toContain('Sebutkan nama Bapak kepada petugas di pintu');
    // Still welcome with the right one.
    expect((await hadi.say(of.checkinCode))[0]).toContain('Selamat datang, Pak Hadi.');
  });

  it('cannot be guessed: after ten wrong ones only an officer records him', async () => {
    const { of, hadi } = await arrived();
    for (let tries = 0; tries < 10; tries++) await hadi.say(wrong(of));
    expect(hadi.last).toContain('Kodenya sudah dicoba berkali-kali, Pak.');
    expect((await hadi.say(of.checkinCode))[0]).toContain('Kodenya sudah dicoba berkali-kali, Pak.');
    expect((await hadi.say(`/start h-${of.checkinCode}`))[0]).toContain('Kodenya sudah dicoba');
    expect((await listOf(office, of))[0]?.attendedAt).toBeUndefined();
  });

  it('is not suspected in other words, nor when nothing is on', async () => {
    const { of, hadi } = await arrived();
    for (const text of ['terima kasih', '25 juta', 'nggih pak', 'saya di depan'])
      expect((await hadi.say(text)).join(), text).not.toContain('Kode itu belum cocok');
    expect((await hadi.say('mau lapor')).join()).not.toContain('Kode itu');
    await hadi.say('/menu');
    office.clock.set('2026-11-25T03:00:00Z');
    expect((await hadi.say(wrong(of))).join()).not.toContain('Kode itu belum cocok');
    const stranger = await neighbour(office, 'Ana Lestari');
    office.clock.set(ARRIVAL);
    expect((await stranger.say(wrong(of))).join()).not.toContain('Kode itu belum cocok');
  });

  it('lets somebody in who is not on the list while a seat is free, otherwise sends them to the officer', async () => {
    const { of } = await arrived({ seats: 2 });
    const ana = await neighbour(office, 'Ana Lestari');
    expect(await ana.say(of.checkinCode)).toEqual([
      'Selamat datang, Bu Ana. Nama Ibu belum di daftar, tetapi masih ada kursi.\n' +
        'Kehadiran Ibu dicatat pukul 08.52 WIB. Nomor peserta: 2.',
    ]);
    expect((await listOf(office, of))[1]).toMatchObject({ source: 'walk-in', status: 'seated', seat: 2 });
    const late = await neighbour(office, 'Rohmah Wati');
    expect(await late.say(of.checkinCode)).toEqual([
      'Maaf, Bu Rohmah, nama Ibu belum di daftar dan semua kursi terisi. Mohon temui petugas di pintu.',
    ]);
    expect((await listOf(office, of)).length).toBe(2);
  });

  it('asks who has not registered for a name first, then records them', async () => {
    const { of } = await arrived();
    const dewi = office.owner('Dewi');
    const said = await dewi.say(`/start h-${of.checkinCode}`);
    expect(said[0]).toContain('Selamat datang. Nama Bapak/Ibu belum di daftar, tetapi masih ada kursi.');
    expect(said.at(-1)).toContain('Apakah Bapak/Ibu setuju?');
    const end = await dewi.walk('>Setuju', 'Dewi Lestari', '>Ibu (perempuan)', '>Manyar', '>Lewati');
    expect(end.join('\n')).toContain('Kehadiran Ibu dicatat pukul 08.52 WIB. Nomor peserta: 2.');
    expect((await listOf(office, of))[1]).toMatchObject({
      name: 'Dewi Lestari',
      attendedVia: 'qr',
      source: 'walk-in',
    });
  });

  it('on a shared phone counts for the one who has the seat, and asks when several have one', async () => {
    const { of, hadi } = await arrived();
    const siti = await onPhone(office, hadi, 'Siti Aminah', 'P');
    // Siti speaks in this chat now, but the seat is Hadi's.
    expect((await hadi.say(of.checkinCode))[0]).toContain('Selamat datang, Pak Hadi.');
    office.clock.set(BEFORE);
    const second = await training(office, { title: 'Jualan Online' });
    await press(hadi, `t.join.${second.id}.${hadi.known.id}`);
    await press(hadi, `t.join.${second.id}.${siti.id}`);
    office.clock.set(ARRIVAL);
    expect(await hadi.say(second.checkinCode)).toEqual(['Siapa yang datang ke Jualan Online?']);
    expect(hadi.buttons).toEqual(['Mohammad Hadi', 'Siti Aminah', 'Menu']);
    expect((await hadi.tap('Siti Aminah'))[0]).toContain('Selamat datang, Bu Siti.');
    expect((await listOf(office, second)).map((one) => one.attendedAt !== undefined)).toEqual([false, true]);
    // A button made by hand without the code of the wall records nobody.
    const [own] = await listOf(office, second);
    await press(hadi, `t.here.${own?.id}.code.AAAAAA`);
    expect((await listOf(office, second))[0]?.attendedAt).toBeUndefined();
  });

  it('greets the one who comes instead', async () => {
    const { of, hadi } = await arrived();
    office.clock.set(BEFORE);
    await hadi.walk('>Saya diwakilkan', 'Dewi Lestari');
    office.clock.set(ARRIVAL);
    expect(await hadi.say(of.checkinCode)).toEqual([
      'Selamat datang. Kehadiran Dewi Lestari dicatat pukul 08.52 WIB.',
    ]);
  });
});

describe('a code that arrives three times', () => {
  it('records one attendance, and counts a wrong one once', async () => {
    const office = await openOffice({ tripled: true, rebuildAlways: true });
    const of = await training(office);
    const siti = await neighbour(office);
    await press(siti, `t.join.${of.id}.${siti.known.id}`);
    office.clock.set(ARRIVAL);
    await siti.say('QWERT7');
    const row = await office.database.prisma.participant.findFirstOrThrow();
    expect(row.checkinTries).toBe(1);
    await siti.say(of.checkinCode);
    expect(siti.person.messages.filter((it) => it.text?.startsWith('Selamat datang') === true).length).toBe(
      1,
    );
    await office.close();
  });
});
