import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addByHand } from '../../../src/services/trainings/attendance.ts';
import { createTraining, type Training } from '../../../src/services/trainings/trainings.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { files } from '../../support/files.ts';
import { pdfPages } from '../../support/pdf.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';

describe("the officer's tools of a training", () => {
  let office: Office;
  let ratna: MemberInChat;
  let training: Training;
  let draft = 500_000;

  const create = (kecamatan = '35.25.11', seats = 2): Promise<Training> =>
    atomically(office.database.prisma, office.services, (inside) =>
      createTraining(
        inside,
        {
          title: 'Pelatihan Kemasan Produk',
          topic: 'packaging',
          startsAt: new Date('2026-11-19T02:00:00Z'),
          endsAt: new Date('2026-11-19T05:00:00Z'),
          place: 'Balai Desa Wedani',
          kecamatan,
          seats,
          seatRule: 'first-come',
          closesAt: new Date('2026-11-17T09:00:00Z'),
          preferUnseated: false,
        },
        { createdBy: ratna.member.number, draftId: draft++ },
      ),
    );

  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    training = await create();
  });
  afterAll(() => office.close());

  const open = (): Promise<readonly string[]> =>
    ratna.walk('/petugas', '>Pelatihan dan peserta', '>Pelatihan Kemasan Produk\nKam 19 Nov, 09.00');

  it('add who said yes by phone, list everybody, and record each look at the names', async () => {
    await open();
    expect(ratna.last).toContain('Kursi: 2\nTerisi: 0');
    await ratna.walk('>Tambah peserta', 'Sumiati', '0812 3456 7890', 'Cerme', '>Telepon');
    expect(ratna.last).toBe('Sumiati sudah dicatat. Nomor peserta: 1.');
    await ratna.walk('>Kembali ke pelatihan', '>Peserta');
    expect(ratna.last).toContain('1. Sumiati (Cerme, Telepon)');
    expect(await office.database.prisma.audit.count({ where: { action: 'participant.read' } })).toBe(1);
    await ratna.walk('>Kembali ke pelatihan', '>Perlu ditelepon');
    expect(ratna.last).toContain('Sumiati: 0812••••••90');
    await ratna.walk('>Catat jawaban Sumiati', '>Lihat nomor HP');
    expect(ratna.last).toContain('Sumiati\n0812-3456-7890 (+6281234567890)');
    await ratna.tap('Kembali');
    expect(ratna.last).toContain('Mohon ditelepon');
  });

  it('send the code for the wall, a text for WhatsApp, and change seats, time and place', async () => {
    await open();
    await ratna.tap('Kode hadir');
    const pageOf = async (name: string): Promise<string> => {
      const sent = (await files(office, ratna)).at(-1);
      expect(sent?.name).toBe(name);
      const pages = await pdfPages(sent?.data ?? new Uint8Array());
      expect(pages).toHaveLength(1);
      return pages.join().replaceAll(/\s+/g, ' ');
    };
    const poster = await pageOf('kode-hadir.pdf');
    for (const words of [
      training.checkinCode,
      'lalu cari @umkm_gresik_demo_bot.',
      'Pelatihan Kemasan Produk',
      '3. Tunggu balasan',
    ])
      expect(poster, words).toContain(words);
    // The list to sign has the names and nobody's number, and a look at names stands in the log.
    await ratna.walk('>Kembali ke pelatihan', '>Daftar hadir (PDF)');
    const list = await pageOf('daftar-hadir.pdf');
    expect(list).toMatch(/1 Sumiati Cerme/);
    expect(list).toContain('Tanda tangan');
    expect(list.replaceAll(/\D/g, '')).not.toContain('81234567890');
    expect(await office.database.prisma.audit.count({ where: { action: 'participant.read' } })).toBe(4);
    await ratna.walk('>Kembali ke pelatihan', '>Teks WhatsApp');
    expect(ratna.last).toContain(`start=t-${training.number}`);
    await ratna.walk('>Kembali ke pelatihan', '>Ubah jumlah kursi', '30');
    expect(ratna.last).toBe('Jumlah kursi sekarang 30.');
    const siti = await registeredOwner(office);
    await siti.act((person) =>
      person.pressData(person.messages.at(-1)?.message_id ?? 0, `t.join.${training.id}.0`),
    );
    await ratna.walk('>Kembali ke pelatihan', '>Ubah jadwal atau tempat');
    await ratna.walk('Jumat, 20 November 2026 13.30-16.00', '>Tetap', '>Ya, simpan');
    expect(ratna.last).toBe('Sudah diubah. 1 orang dikabari.');
    await office.idle();
    expect(siti.last).toContain('PERUBAHAN');
  });

  it('tick who is there on the day, with walk-ins, and nothing before', async () => {
    const today = await create();
    await ratna.walk('/petugas');
    const press = (data: string): Promise<readonly string[]> =>
      ratna.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
    await press(`s.tr.${today.id}.add`);
    await ratna.walk('Sumiati', '>Lewati', '>Lewati', '>WhatsApp');
    const { id } = await office.database.prisma.participant.findFirstOrThrow({
      where: { trainingId: today.id },
    });
    expect(await press(`s.here.${id}.1.0`)).toEqual(['Kehadiran dicatat mulai dua jam sebelum acara.']);
    office.clock.set('2026-11-19T01:30:00Z');
    await press(`s.tr.${today.id}.here`);
    expect(ratna.last).toContain('0 dari 1');
    await ratna.tap('☐ 1 Sumiati');
    expect(ratna.last).toContain('1 dari 1');
    await ratna.walk('>Tambah peserta', 'Kartini', '>Lewati', '>Lewati', '>Datang langsung');
    expect(ratna.last).toBe('Kartini sudah dicatat. Nomor peserta: 2.');
    await ratna.walk('>Kembali ke pelatihan');
    expect(ratna.last).toContain('Hadir: 2');
    await ratna.walk('>Batalkan pelatihan', '>Tempat batal dipakai', '>Ya, simpan');
    expect(ratna.last).toContain('Pelatihan dibatalkan.');
  });

  it('belong to officers of the kecamatan, whatever button is pressed by hand', async () => {
    const elsewhere = await officer(office, { name: 'Tono', kecamatan: ['35.25.10'] });
    const stranger = office.owner('Siti');
    await stranger.say('/start');
    const done = (): Promise<number> =>
      office.database.prisma.audit.count({ where: { actor: { not: 'stranger' } } });
    const before = await done();
    for (const who of [elsewhere, stranger])
      for (const data of [
        `s.tr.${training.id}`,
        `s.tr.${training.id}.list`,
        `s.tr.${training.id}.off`,
        's.here.1.1.0',
      ]) {
        const texts = await who.act((person) =>
          person.pressData(person.messages.at(-1)?.message_id ?? 0, data),
        );
        expect(texts.join(' ')).not.toContain('Sumiati');
      }
    expect(await done()).toBe(before);
  });

  it('record what somebody without Telegram says on the phone: takes the offered seat, or does not come', async () => {
    office.clock.set('2026-11-03T03:00:00Z');
    const small = await create('35.25.11', 1);
    for (const [name, phone] of [
      ['Sumiati', '+6281234567891'],
      ['Partini', '+6281234567892'],
    ] as const)
      await atomically(office.database.prisma, office.services, (inside) =>
        addByHand(inside, small.id, ratna.member, {
          who: { stranger: { name, phone, salutation: 'P', kecamatan: '35.25.11' } },
          source: 'phone',
        }),
      );
    const statuses = async (): Promise<readonly string[]> =>
      (
        await office.database.prisma.participant.findMany({
          where: { trainingId: small.id },
          orderBy: { id: 'asc' },
        })
      ).map((row) => row.status);
    expect(await statuses()).toEqual(['seated', 'waiting']);
    await ratna.act((it) => it.pressData(1, `s.tr.${small.id}.call`));
    await ratna.walk('>Catat jawaban Sumiati', '>Tidak jadi ikut');
    expect(await statuses()).toEqual(['left', 'offered']);
    await ratna.walk('>Catat jawaban Partini', '>Ambil kursi');
    expect(await statuses()).toEqual(['left', 'seated']);
    const { id } = await office.database.prisma.participant.findFirstOrThrow({
      where: { trainingId: small.id, status: 'left' },
    });
    expect(await ratna.act((it) => it.pressData(1, `s.call.${id}.leave`))).toEqual([
      'Sudah tidak berlaku. Silakan lihat daftarnya lagi.',
    ]);
    expect(
      await office.database.prisma.audit.count({
        where: { action: { in: ['participant.remove', 'participant.take'] } },
      }),
    ).toBe(2);
  });
});
