import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../../support/office.ts';
import { dataUnder, listOf, neighbour, onPhone, press, training } from '../../support/training.ts';
import { HOUR } from '../../support/clock.ts';

describe('an owner who joins a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('sees what is coming, takes a seat with one tap, and reads the receipt of the dialogue', async () => {
    const it = await training(office);
    const siti = await neighbour(office);
    const [view] = await siti.walk('/pelatihan');
    expect(view).toBe(
      'Pelatihan Kemasan Produk\n' +
        'Kamis, 19 November 2026 pukul 09.00–12.00 WIB\n' +
        'Balai Desa Wedani, Kecamatan Cerme, Jl. Raya Wedani 12\n\n' +
        'Masih ada 30 dari 30 kursi.\n' +
        'Daftar paling lambat Selasa, 17 November 2026 pukul 16.00 WIB.\n' +
        'Mohon bawa satu contoh produk.',
    );
    expect(siti.buttons).toEqual(['Saya ikut', 'Lihat tempat', 'Tanya dulu', 'Pelatihan lain', 'Menu']);
    expect(await siti.tap('Saya ikut')).toEqual([
      'Terima kasih, Bu Siti. Kursi Ibu sudah dicatat.\n\n' +
        'Pelatihan Kemasan Produk\n' +
        'Kamis, 19 November 2026 pukul 09.00 WIB\n' +
        'Balai Desa Wedani, Kecamatan Cerme\n' +
        'Nomor peserta: 1\n\n' +
        'Kalau tidak jadi, tolong kabari supaya kursinya bisa dipakai orang lain.',
    ]);
    expect(siti.buttons).toEqual([
      'Simpan ke kalender',
      'Lihat tempat',
      'Saya diwakilkan',
      'Tidak jadi ikut',
    ]);
    // A second tap on the old button is a notice, and no second seat.
    expect(await press(siti, `t.join.${it.id}.${siti.known.id}`)).toEqual(['Ibu sudah terdaftar.']);
    expect((await listOf(office, it)).map(({ status, seat, name }) => ({ status, seat, name }))).toEqual([
      { status: 'seated', seat: 1, name: 'Siti Aminah' },
    ]);
    await office.database.prisma.training.deleteMany();
  });

  it('waits when all seats are taken, and asks for the number in plain words', async () => {
    const it = await training(office, { seats: 1 });
    const siti = await neighbour(office);
    const ana = await neighbour(office, 'Ana Lestari');
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    await press(siti, `t.join.${it.id}.${siti.known.id}`);
    office.clock.advance(HOUR);
    await press(ana, `t.join.${it.id}.${ana.known.id}`);
    expect(await press(hadi, `t.join.${it.id}.${hadi.known.id}`)).toEqual([
      'Terima kasih, Pak Hadi. 1 kursi sudah terisi, jadi Bapak masuk daftar tunggu nomor 2.\n' +
        'Kalau ada kursi kosong, kami kabari di sini.',
    ]);
    expect(hadi.buttons).toEqual(['Keluar dari antrean', 'Pelatihan lain']);
    expect(await hadi.say('nomor berapa saya?')).toEqual([
      'Pelatihan Kemasan Produk: daftar tunggu nomor 2.',
    ]);
    await ana.walk('antrean saya', '>Pelatihan Kemasan Produk', '>Keluar dari antrean', '>Ya, keluar');
    expect(ana.last).toBe('Baik, Bu Ana. Ibu sudah keluar dari daftar tunggu.');
    expect(await hadi.say('antrean saya')).toEqual([
      'Pelatihan Kemasan Produk: daftar tunggu nomor 1. Tadinya nomor 2.',
    ]);
    expect(await hadi.say('antrean saya')).toEqual(['Pelatihan Kemasan Produk: daftar tunggu nomor 1.']);
    await office.database.prisma.training.deleteMany();
  });

  it('races with somebody else for the last seat: one of them has it, the other one is told so', async () => {
    const it = await training(office, { seats: 1 });
    const siti = await neighbour(office);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    const before = [siti.person.messages.length, hadi.person.messages.length];
    office.simulator.pauseUpdates();
    const presses = [siti, hadi].map((owner) =>
      owner.person.pressData(
        owner.person.messages.at(-1)?.message_id ?? 0,
        `t.join.${it.id}.${owner.known.id}`,
      ),
    );
    office.simulator.pauseUpdates(false);
    await office.done(...presses);
    const said = [siti, hadi].flatMap((owner, index) =>
      owner.person.messages.slice(before[index]).map((message) => message.text ?? ''),
    );
    expect(said.filter((text) => text.includes('sudah dicatat')).length).toBe(1);
    expect(said.filter((text) => text.startsWith('Maaf, kursi terakhir baru saja terisi.')).length).toBe(1);
    expect(said.join()).toContain('masuk daftar tunggu nomor 1');
    expect((await listOf(office, it)).map((one) => one.status)).toEqual(['seated', 'waiting']);
    await office.database.prisma.training.deleteMany();
  });

  it('reads kindly that it is closed, cancelled or over, and nothing is stored', async () => {
    const closed = await training(office, { closesAt: new Date('2026-11-01T09:00:00Z') });
    const cancelled = await training(office, { title: 'Pelatihan NIB' });
    const over = await training(office, {
      startsAt: new Date('2026-10-19T02:00:00Z'),
      endsAt: new Date('2026-10-19T05:00:00Z'),
      closesAt: new Date('2026-10-18T05:00:00Z'),
    });
    await office.database.prisma.training.update({
      where: { id: cancelled.id },
      data: { status: 'cancelled', cancelReason: 'pelatih sakit' },
    });
    const siti = await neighbour(office);
    const join = (id: number) => press(siti, `t.join.${id}.${siti.known.id}`);
    expect(await join(closed.id)).toEqual([
      'Maaf, Bu Siti, pendaftaran pelatihan ini sudah ditutup Minggu, 1 November 2026 pukul 16.00 WIB.',
    ]);
    expect(await join(cancelled.id)).toEqual([
      'Maaf, Pelatihan NIB tanggal 19 November 2026 dibatalkan karena pelatih sakit.',
    ]);
    expect(await join(over.id)).toEqual(['Maaf, Bu Siti, pelatihan ini sudah lewat.']);
    expect(await office.database.prisma.participant.count({ where: { personId: siti.known.id } })).toBe(0);
    await office.database.prisma.training.deleteMany();
  });

  it.each([
    ['newcomers', 'Yang belum pernah ikut pelatihan didahulukan.'],
    ['draw', 'Supaya adil, kursi diundi Selasa, 17 November 2026 pukul 16.00 WIB.'],
    ['quota', 'Kursi untuk kecamatan Ibu sudah terisi.'],
  ] as const)('is told when and how the seat is decided (%s)', async (seatRule, sentence) => {
    const siti = await neighbour(office);
    const past = await training(office, { title: 'Lama' });
    await office.database.prisma.participant.create({
      data: {
        trainingId: past.id,
        personId: siti.known.id,
        status: 'seated',
        joinedAt: office.clock.now(),
        attendedAt: office.clock.now(),
      },
    });
    const it = await training(office, {
      seatRule,
      seats: 2,
      ...(seatRule === 'quota' ? { quota: { '35.25.11': 2 } } : {}),
    });
    const [said] = await press(siti, `t.join.${it.id}.${siti.known.id}`);
    expect(said).toContain('Terima kasih, Bu Siti. Ibu sudah tercatat sebagai pendaftar.');
    expect(said).toContain(sentence);
    expect(said).toContain('Selasa, 17 November 2026 pukul 16.00 WIB');
    expect(said?.toLowerCase()).toContain('hasilnya kami kabari di sini');
    expect(siti.buttons).toEqual(['Batal mendaftar', 'Pelatihan lain']);
    expect((await siti.say('antrean saya'))[0]).toContain(
      'Pelatihan Kemasan Produk: sudah mendaftar. Kursi dibagi Selasa, 17 November 2026 pukul 16.00 WIB.',
    );
    await office.database.prisma.training.deleteMany();
  });

  it('joins as the person of the button on a shared phone, and is addressed by their name', async () => {
    const it = await training(office);
    const siti = await neighbour(office);
    const slamet = await onPhone(office, siti, 'Slamet Prasetyo', 'L');
    // Slamet speaks now, but the announcement was for Siti.
    const [said] = await press(siti, `t.join.${it.id}.${siti.known.id}`);
    expect(said).toContain('Terima kasih, Bu Siti.');
    expect((await press(siti, `t.join.${it.id}.${slamet.id}`))[0]).toContain('Terima kasih, Pak Slamet.');
    const [view] = await press(siti, `t.see.${it.id}`);
    expect(view).toContain('Siti Aminah: Ibu punya kursi, nomor peserta 1.');
    await office.database.prisma.training.deleteMany();
  });

  it('counts numbers made by hand for nothing: unknown trainings, people and places of other chats', async () => {
    const it = await training(office);
    const siti = await neighbour(office);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    await press(siti, `t.join.${it.id}.${siti.known.id}`);
    const [own] = await listOf(office, it);
    for (const data of [
      't.join.999999.1',
      't.see.999999',
      't.place.999999',
      't.ask.999999',
      't.no.999999.1',
      ...['cal', 'sub', 'self', 'leave', 'leave-yes', 'keep', 'take', 'pass', 'come'].map(
        (verb) => `t.${verb}.${own?.id}`,
      ),
      `t.rate.${own?.id}.3`,
      `t.here.${own?.id}.code.${it.checkinCode}`,
      't.what.1',
      't.',
    ])
      expect(await press(hadi, data), data).toEqual([
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
        'Tombol ini sudah tidak dipakai. Silakan tulis /menu.',
      ]);
    expect(await listOf(office, it)).toEqual([own]);
    // The number of somebody else's person: who presses joins, nobody else.
    await press(hadi, `t.join.${it.id}.${siti.known.id}`);
    expect((await listOf(office, it)).map((one) => one.name)).toEqual(['Siti Aminah', 'Mohammad Hadi']);
    await office.database.prisma.training.deleteMany();
  });

  it('sees several trainings as a list, each with a button, and the own standing in it', async () => {
    const first = await training(office, { seats: 1 });
    await training(office, {
      title: 'Jualan Online',
      startsAt: new Date('2026-11-20T02:00:00Z'),
      endsAt: new Date('2026-11-20T05:00:00Z'),
    });
    const siti = await neighbour(office);
    const hadi = await neighbour(office, 'Mohammad Hadi', 'L');
    await press(siti, `t.join.${first.id}.${siti.known.id}`);
    const [list] = await siti.say('ikut pelatihan');
    expect(list).toContain('1. Pelatihan Kemasan Produk\nKamis, 19 November 2026 pukul 09.00–12.00 WIB');
    expect(list).toContain('Ibu punya kursi, nomor peserta 1.');
    expect(list).toContain('2. Jualan Online');
    expect(list).toContain('Masih ada 30 dari 30 kursi.');
    expect((await hadi.say('/pelatihan'))[0]).toContain('1 kursi sudah terisi. Daftar tunggu masih kosong.');
    expect(dataUnder(hadi)).toContain(`t.see.${first.id}`);
    await office.database.prisma.training.deleteMany();
  });
});

describe('every press about a training', () => {
  it('has one effect when Telegram delivers it three times, with the bot built anew between any two messages', async () => {
    const office = await openOffice({ tripled: true, rebuildAlways: true });
    const it = await training(office, { seats: 2 });
    const siti = await neighbour(office);
    await siti.walk('/pelatihan', '>Saya ikut', '>Tidak jadi ikut', '>Ya, tidak jadi');
    await press(siti, `t.join.${it.id}.${siti.known.id}`);
    await siti.walk('>Saya diwakilkan', 'Dewi Lestari');
    const list = await listOf(office, it);
    expect(list.map(({ status, seat, substitute }) => ({ status, seat, substitute }))).toEqual([
      { status: 'seated', seat: 1, substitute: 'Dewi Lestari' },
    ]);
    await office.close();
  });
});
