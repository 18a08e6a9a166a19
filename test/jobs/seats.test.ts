import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from '../../src/services/trainings/joining.ts';
import { leave } from '../../src/services/trainings/seat-answers.ts';
import type { Joiner } from '../../src/services/trainings/training-history.ts';
import { atomically, type Transaction } from '../../src/services/core/services.ts';
import type { Training } from '../../src/services/trainings/trainings.ts';
import { HOUR } from '../support/clock.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';
import { listOf, neighbour, training, type Neighbour } from '../support/training.ts';

const MINUTE = 60_000;

describe('seats as time passes', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  async function enter(at: Training, accountId: number | undefined, who: Joiner): Promise<number> {
    const joined = await inside((it) => join(it, at.id, accountId ?? 0, who));
    if (!('participant' in joined)) throw new Error(`expected a place, got ${joined.kind}`);
    return joined.participant.id;
  }
  const add = (at: Training, { known }: Neighbour): Promise<number> =>
    enter(at, known.accountId, { personId: known.id });
  /** The clock of the bot at a time in WIB on a day of November 2026, and the job of that minute. */
  async function tick(day: number, time: string): Promise<void> {
    office.clock.set(`2026-11-${String(day).padStart(2, '0')}T${time}:00+07:00`);
    await office.runJob('seats');
  }
  const texts = (owner: Owner, part: string): readonly string[] =>
    owner.person.messages.map((it) => it.text ?? '').filter((it) => it.includes(part));
  const picture = async (at: Training): Promise<readonly string[]> =>
    (await listOf(office, at)).map((it) => `${it.name}: ${it.status}`);
  const people = async (...names: readonly string[]): Promise<readonly Neighbour[]> => {
    const found: Neighbour[] = [];
    for (const name of names) found.push(await neighbour(office, name, name === 'Hadi Santoso' ? 'L' : 'P'));
    return found;
  };

  it('a seat given up at 21.10 is held and offered at 07.00, with twelve waking hours to answer', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const at = await training(office, { seats: 1 });
    const [siti, hadi, dewi] = await people('Siti Aminah', 'Hadi Santoso', 'Dewi Lestari');
    if (siti === undefined || hadi === undefined || dewi === undefined)
      throw new Error('expected three people');
    const seat = await add(at, siti);
    await add(at, hadi);
    await add(at, dewi);
    office.clock.set('2026-11-16T21:10:00+07:00');
    await inside((it) => leave(it, seat, siti.known.accountId ?? 0));
    expect(await picture(at)).toEqual([
      'Hadi Santoso: offered',
      'Dewi Lestari: waiting',
      'Siti Aminah: left',
    ]);
    await tick(16, '21:11');
    await tick(17, '06:59');
    expect(texts(hadi, 'Ada kursi')).toEqual([]);
    await tick(17, '07:00');
    await tick(17, '07:01');
    expect(texts(hadi, 'Ada kursi')).toEqual([
      [
        'Ada kursi untuk Bapak!',
        '',
        'Pelatihan Kemasan Produk',
        'Kamis, 19 November 2026 pukul 09.00 WIB',
        'Balai Desa Wedani, Kecamatan Cerme',
        '',
        'Mohon dijawab sebelum hari ini, Selasa, 17 November 2026 pukul 19.00 WIB.',
      ].join('\n'),
    ]);
    expect(hadi.buttons).toEqual(['Ambil kursi', 'Tidak bisa']);

    await tick(17, '18:59');
    expect(await picture(at)).toEqual([
      'Hadi Santoso: offered',
      'Dewi Lestari: waiting',
      'Siti Aminah: left',
    ]);
    await tick(17, '19:00');
    expect(hadi.last).toBe(
      'Waktu menjawab sudah lewat, jadi kursi ditawarkan ke orang berikutnya. Bapak tetap di daftar tunggu, nomor 1.',
    );
    expect(dewi.last).toContain('Mohon dijawab sebelum Rabu, 18 November 2026 pukul 15.30 WIB.');
    expect((await hadi.tap('Ambil kursi'))[0]).toBe(
      'Maaf, Pak Hadi, kursi ini sudah diberikan kepada orang lain. Bapak masih di daftar tunggu, nomor 1.',
    );
    await dewi.tap('Ambil kursi');
    expect((await listOf(office, at))[0]).toMatchObject({ name: 'Dewi Lestari', status: 'seated', seat: 1 });
  });

  it('a seat given up at 10.00 is offered within a minute', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const at = await training(office, { seats: 1 });
    const [siti, hadi] = await people('Siti Aminah', 'Hadi Santoso');
    if (siti === undefined || hadi === undefined) throw new Error('expected two people');
    const seat = await add(at, siti);
    await add(at, hadi);
    await inside((it) => leave(it, seat, siti.known.accountId ?? 0));
    office.clock.advance(MINUTE);
    await office.runJob('seats');
    expect(hadi.last).toContain('Mohon dijawab sebelum Selasa, 10 November 2026 pukul 09.00 WIB.');
  });

  it('an offer that nobody else can have stays open, and is not repeated', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const at = await training(office, { seats: 1 });
    const [siti, hadi] = await people('Siti Aminah', 'Hadi Santoso');
    if (siti === undefined || hadi === undefined) throw new Error('expected two people');
    const seat = await add(at, siti);
    await add(at, hadi);
    await inside((it) => leave(it, seat, siti.known.accountId ?? 0));
    await office.runJob('seats');
    await tick(10, '09:00');
    expect(hadi.last).toBe(
      'Waktu menjawab sudah lewat, tetapi kursinya belum terisi. Selama belum ada yang lain, Bapak masih bisa mengambilnya.',
    );
    await tick(10, '21:00');
    await tick(11, '09:00');
    expect(texts(hadi, 'Ada kursi')).toHaveLength(1);
    await hadi.tap('Ambil kursi');
    expect((await listOf(office, at))[0]).toMatchObject({ name: 'Hadi Santoso', status: 'seated' });
  });

  it('seats that waited for the close are given then, once, and everybody is told', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const at = await training(office, { seats: 2, seatRule: 'draw' });
    const all = await people('Siti Aminah', 'Dewi Lestari', 'Sri Wahyuni');
    for (const who of all) await add(at, who);
    await tick(17, '15:59');
    expect(await picture(at)).toEqual([
      'Siti Aminah: waiting',
      'Dewi Lestari: waiting',
      'Sri Wahyuni: waiting',
    ]);
    await tick(17, '16:00');
    const seated = await listOf(office, at);
    expect(seated.map((it) => it.status)).toEqual(['seated', 'seated', 'waiting']);
    await tick(17, '16:01');
    expect(await listOf(office, at)).toEqual(seated);
    for (const who of all) {
      const isSeated = seated.some((it) => it.personId === who.known.id && it.status === 'seated');
      expect(
        texts(who, isSeated ? 'Kabar baik' : 'Kursi Pelatihan Kemasan Produk sudah dibagi'),
      ).toHaveLength(1);
    }
  });

  it('the list ends two hours before the start; at night people hear of it in the morning', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const promised = await training(office, { seats: 1, preferUnseated: true });
    const early = await training(office, {
      seats: 1,
      startsAt: new Date('2026-11-19T08:00:00+07:00'),
      endsAt: new Date('2026-11-19T10:00:00+07:00'),
    });
    const [siti, hadi, dewi] = await people('Siti Aminah', 'Hadi Santoso', 'Dewi Lestari');
    if (siti === undefined || hadi === undefined || dewi === undefined)
      throw new Error('expected three people');
    for (const at of [promised, early]) await add(at, siti);
    await add(promised, hadi);
    await add(early, dewi);
    await tick(19, '06:00');
    expect(await picture(early)).toEqual(['Siti Aminah: seated', 'Dewi Lestari: unseated']);
    expect(texts(dewi, 'belum mendapat kursi')).toEqual([]);
    await tick(19, '06:59');
    expect(await picture(promised)).toEqual(['Siti Aminah: seated', 'Hadi Santoso: waiting']);
    await tick(19, '07:00');
    expect(dewi.last).toBe('Maaf, Bu Dewi, kali ini belum mendapat kursi di Pelatihan Kemasan Produk.');
    expect(hadi.last).toBe(
      'Maaf, Pak Hadi, kali ini belum mendapat kursi di Pelatihan Kemasan Produk. Untuk pelatihan kemasan berikutnya, Bapak kami dahulukan.',
    );

    const next = await training(office, {
      seats: 1,
      startsAt: new Date('2026-12-03T02:00:00Z'),
      endsAt: new Date('2026-12-03T05:00:00Z'),
      closesAt: new Date('2026-12-01T09:00:00Z'),
    });
    await add(next, siti);
    await add(next, dewi);
    await add(next, hadi);
    expect(await picture(next)).toEqual([
      'Siti Aminah: seated',
      'Hadi Santoso: waiting',
      'Dewi Lestari: waiting',
    ]);
  });

  it('an offer that could not go out before the night waits for the morning, also for who is not registered', async () => {
    office.clock.set('2026-11-09T10:00:00+07:00');
    const at = await training(office, { seats: 1 });
    const [siti] = await people('Siti Aminah');
    const guest = office.owner('Sri');
    await guest.say('/start');
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: guest.person.id },
    });
    if (siti === undefined) throw new Error('expected somebody');
    const seat = await add(at, siti);
    await enter(at, account.id, { stranger: { name: 'Sri Wahyuni', salutation: 'P' } });
    office.clock.set('2026-11-09T19:30:00+07:00');
    await inside((it) => leave(it, seat, siti.known.accountId ?? 0));
    office.clock.advance(HOUR);
    await office.runJob('seats');
    expect(texts(guest, 'Ada kursi')).toEqual([]);
    await tick(10, '07:00');
    expect(texts(guest, 'Ada kursi untuk Ibu!')).toHaveLength(1);
  });
});
