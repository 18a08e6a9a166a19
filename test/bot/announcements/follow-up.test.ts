import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { announcementRoute } from '../../../src/bot/routes/staff.ts';
import { selectAudience } from '../../../src/services/announcements/audience.ts';
import { announcementRows } from '../../support/announce.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson, type StoredPerson } from '../../support/people.ts';
import { announce, everybody } from '../../support/recipients.ts';
import { CERME, GRESIK, training } from '../../support/training.ts';

describe('a follow-up to an earlier announcement', () => {
  let office: Office;
  let budi: MemberInChat;
  /** Got it and said nothing; said "Tidak bisa"; got a seat; was told by phone; was never meant. */
  let people: Readonly<Record<'silent' | 'declined' | 'seated' | 'told' | 'other', StoredPerson>>;
  let earlier: { readonly id: number; readonly code: string };

  beforeAll(async () => {
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: 'off', NEWS_PER_WEEK: '14' } });
    budi = await officer(office);
    let chat = 7_100;
    const someone = (kecamatan: string, hasChat = true): Promise<StoredPerson> => {
      const { id: chatId } = office.simulator.createPerson({
        id: chat++,
        firstName: 'Siti',
        started: true,
      });
      return registeredPerson(office.services, {
        chatId: hasChat ? chatId : null,
        businesses: [{ kecamatan }],
      });
    };
    people = {
      silent: await someone(CERME),
      declined: await someone(CERME),
      seated: await someone(CERME),
      told: await someone(CERME, false),
      other: await someone(GRESIK),
    };
    const { id: trainingId } = await training(office);
    earlier = await announce(office.database.prisma, office.services, budi.member, {
      trainingId,
      audience: { ...everybody, kecamatan: [CERME] },
    });
    await office.runJob('announcements');
    await office.idle();
    const { db, now } = office.services;
    for (const [person, status] of [
      [people.declined, 'declined'],
      [people.seated, 'seated'],
    ] as const)
      await db.participant.create({ data: { trainingId, personId: person.id, status, joinedAt: now() } });
    await db.handDelivery.create({
      data: {
        announcementId: earlier.id,
        personId: people.told.id,
        personNumber: people.told.number,
        toldAt: now(),
        toldBy: budi.member.number,
      },
    });
  });
  afterAll(() => office.close());

  const reached = async (answered: boolean) => {
    const followUp = { announcement: earlier.id, code: earlier.code, answered };
    const found = await selectAudience(office.services, { ...everybody, followUp }, { urgent: false });
    return { people: found.reached.map((it) => it.personId), byHand: found.notReached['no-telegram'] };
  };

  it('reaches who got it and has answered, or has not; who was told by phone has got it, too', async () => {
    expect(await reached(false)).toEqual({ people: [people.silent.id], byHand: 1 });
    expect(await reached(true)).toEqual({ people: [people.declined.id, people.seated.id], byHand: 0 });
  });

  it('begins at the announcement, says whom it reaches, and tells them why they get it', async () => {
    await budi.act((person) => person.pressData(1, announcementRoute.to(earlier.id, 'silent')));
    await budi.walk('>Kabar tanpa pelatihan', 'Masih ada kursi.', '>Lanjut');
    expect(budi.last).toContain(`Menerima pengumuman ${earlier.code} dan belum menjawab`);
    expect(budi.buttons).toContain('Susulan: 1 dipilih');
    await budi.walk('>Selesai memilih');
    expect(budi.last).toContain('Akan menerima: 1 orang');
    await budi.walk('>Sekarang', '>Kirim pengumuman');
    await office.idle();
    expect((await announcementRows(office)).at(-1)?.audience).toMatchObject({
      followUp: { announcement: earlier.id, code: earlier.code, answered: false },
    });
    const got = office.simulator.person(7_100).messages.map(textOf).at(-1);
    expect(got).toContain('Masih ada kursi.');
    expect(got).toContain('karena kabar pelatihan sebelumnya belum dijawab.');
  });

  it('is chosen in the audience as well, one at a time, and taken away again', async () => {
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan', 'Terima kasih.', '>Lanjut');
    await budi.walk('>Susulan: tidak', '>☐ Belum: Pelatihan Kema…', '>☐ Sudah: Pelatihan Kema…');
    expect(budi.buttons).toContain('☐ Belum: Pelatihan Kema…');
    await budi.walk('>Ringkasan sasaran', '>Selesai memilih');
    expect(budi.last).toContain('Akan menerima: 2 orang');
    await budi.walk(
      '>Ubah sasaran',
      '>Susulan: 1 dipilih',
      '>☑ Sudah: Pelatihan Kema…',
      '>Ringkasan sasaran',
    );
    expect(budi.buttons).toContain('Susulan: tidak');
  });

  it('is offered to nobody who works elsewhere', async () => {
    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [GRESIK] });
    expect(
      (await rini.act((it) => it.pressData(1, announcementRoute.to(earlier.id, 'answered')))).join('\n'),
    ).toContain('Tombol ini sudah tidak dipakai.');
    await rini.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan', 'Terima kasih.', '>Lanjut');
    expect(rini.buttons.filter((label) => label.startsWith('Susulan'))).toEqual([]);
  });
});
