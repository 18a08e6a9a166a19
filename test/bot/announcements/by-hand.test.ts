import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byHandListRoute, byHandRoute } from '../../../src/bot/routes/staff.ts';
import { whatsAppLink } from '../../../src/domain/people/whatsapp.ts';
import { announcementsTo } from '../../../src/services/trainings/my-trainings.ts';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { withdrawConsent } from '../../../src/services/people/consents.ts';
import { HOUR } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson, type StoredPerson } from '../../support/people.ts';
import { announce, everybody } from '../../support/recipients.ts';
import { CERME, training } from '../../support/training.ts';

const MANYAR = '35.25.10';
const OLD_PRESS = 'Tombol ini sudah tidak dipakai.';

describe('who fits an announcement and has no Telegram', () => {
  let office: Office;
  let budi: MemberInChat;
  let sumiati: StoredPerson;
  let kasmini: StoredPerson;
  let announcement: number;
  let trainingId: number;

  const without = async (name: string, kecamatan: string, phone: string): Promise<StoredPerson> => {
    const person = await registeredPerson(office.services, {
      name,
      chatId: null,
      businesses: [{ kecamatan }],
    });
    await office.services.db.person.update({
      where: { id: person.id },
      data: { phone: office.services.seal.encrypt(`person:${person.id}:phone`, phone) },
    });
    return person;
  };
  const press = (who: MemberInChat, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const rows = () => office.services.db.handDelivery.findMany({ orderBy: { personId: 'asc' } });
  const noted = (action: string) =>
    office.services.db.audit.findMany({
      where: { actor: budi.member.number, action },
      select: { subject: true, details: true },
      orderBy: { id: 'asc' },
    });

  beforeAll(async () => {
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: 'off' } });
    budi = await officer(office, { kecamatan: [CERME] });
    sumiati = await without('Sumiati', CERME, '+6281255550001');
    kasmini = await without('Kasmini', CERME, '+6281255550002');
    await without('Ngatemi', MANYAR, '+6281255550003');
    const unwilling = await without('Painem', CERME, '+6281255550004');
    await withdrawConsent(office.services, unwilling.id, 'training-news');
    trainingId = (await training(office)).id;
    ({ id: announcement } = await announce(office.database.prisma, office.services, budi.member, {
      text: 'Mohon bawa contoh & wadah "kecil".',
      trainingId,
      audience: { ...everybody, kecamatan: [CERME] },
      at: new Date(office.services.now().getTime() + HOUR),
    }));
  });
  afterAll(() => office.close());

  it('is no list before it has gone out: what waits is passed on by no other way', async () => {
    expect(await press(budi, byHandListRoute.to(announcement))).toEqual([
      'Tidak ada yang perlu dikabari di luar Telegram.',
    ]);
    office.clock.advance(HOUR);
    await office.runJob('announcements');
    await office.idle();
  });

  it('is a list without those elsewhere and those who want no news, and the look at it is noted', async () => {
    await budi.walk('/petugas', '>Kiriman');
    await budi.tap('1');
    // The count is that of the sending; the list leaves out who wants no news.
    await budi.tap(/^Tanpa Telegram \(\d\)$/);
    expect(budi.last).toContain('tidak memakai Telegram: 2 orang\nSudah dikabari: 0\nIkut: 0');
    expect(budi.last).toMatch(/1\. Sumiati, .*: belum dikabari\n\n2\. Kasmini, .*: belum dikabari/);
    expect(await noted('announcement.by-hand')).toHaveLength(2);
    expect(await noted('phone.read')).toEqual([]);
  });

  it('opens with the number and the words of the announcement for WhatsApp, and nothing more', async () => {
    await budi.tap('1');
    expect(budi.last).toContain('Sumiati\n');
    expect(budi.last).toContain('0812-5555-0001 (+6281255550001)');
    const link = budi.person.messages
      .findLast((message) => message.text?.includes('Sumiati') === true)
      ?.entities?.flatMap((it) => (it.type === 'text_link' ? [it.url] : []))[0];
    const url = new URL(link ?? '');
    expect(url.origin + url.pathname).toBe('https://wa.me/6281255550001');
    const words = url.searchParams.get('text') ?? '';
    expect(words).toContain('Mohon bawa contoh & wadah "kecil".');
    expect(words).toContain('Kode pengumuman: ');
    expect(words).not.toMatch(/Sumiati|karena|<b>|62812/);
    expect(await noted('phone.read')).toEqual([
      { subject: `person:${sumiati.number}`, details: { from: 'announcement' } },
    ]);
  });

  it('is ticked by whom, in the same message; whoever joins gets a seat', async () => {
    const { length } = budi.person.messages;
    await budi.tap('☐ Sudah dikabari');
    expect(budi.person.messages).toHaveLength(length);
    expect(budi.last).toContain('Sudah dikabari oleh Budi Santoso, Senin, 2 November 2026 pukul 11.00 WIB.');
    await budi.tap('☐ Ikut');
    expect(budi.last).toContain('Kursinya sudah dicatat.');
    expect(budi.buttons).not.toContain('☐ Ikut');
    expect(await rows()).toEqual([
      expect.objectContaining({
        announcementId: announcement,
        personId: sumiati.id,
        toldBy: budi.member.number,
        joinsBy: budi.member.number,
      }),
    ]);
    expect(
      await office.services.db.participant.findMany({
        select: { personId: true, status: true, source: true },
      }),
    ).toEqual([{ personId: sumiati.id, status: 'seated', source: 'phone' }]);
    await budi.walk('>Berikutnya (1 lagi)', '>☐ Sudah dikabari', '>☑ Sudah dikabari');
    expect(budi.last).toContain('Kasmini');
    expect((await rows()).map((it) => [it.personId, it.toldBy])).toEqual([
      [sumiati.id, budi.member.number],
      [kasmini.id, null],
    ]);
    await budi.tap('Semua tanpa Telegram');
    expect(budi.last).toContain('2 orang\nSudah dikabari: 1\nIkut: 1');
    expect(budi.last).toMatch(/1\. Kasmini, .*: belum dikabari\n\n2\. Sumiati, .*: ikut/);
    expect((await noted('announcement.tick')).map((it) => it.details)).toEqual([
      { person: sumiati.number, what: 'told', on: true },
      { person: sumiati.number, what: 'joins', on: true },
      { person: kasmini.number, what: 'told', on: true },
      { person: kasmini.number, what: 'told', on: false },
    ]);
  });

  it('is nobody else’s: not of an officer elsewhere, nor by a forged number of somebody who does not fit', async () => {
    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [MANYAR] });
    for (const data of [
      byHandListRoute.to(announcement),
      byHandRoute.to(announcement, sumiati.id),
      byHandRoute.to(announcement, kasmini.id, 'told'),
    ])
      expect((await press(rini, data)).join('\n')).toContain(OLD_PRESS);
    const siti = await registeredPerson(office.services, { businesses: [{ kecamatan: CERME }] });
    expect((await press(budi, byHandRoute.to(announcement, siti.id, 'joins'))).join('\n')).toContain(
      OLD_PRESS,
    );
    expect(await rows()).toHaveLength(2);
  });

  it('stands in the copy of their data, and keeps no person who is erased', async () => {
    expect((await announcementsTo(office.services, sumiati.id)).map((it) => it.status)).toEqual(['sent']);
    await inTransaction(office.services, (inside) => eraseAnyway(inside, sumiati.id));
    expect((await rows()).map((it) => it.personId)).toEqual([kasmini.id, null]);
    await press(budi, byHandListRoute.to(announcement));
    expect(budi.last).toContain('1 orang');
  });
});

describe('a link to WhatsApp', () => {
  it.each([
    [
      '+6281255550001',
      'A & B\n50% "x" #1?',
      'https://wa.me/6281255550001?text=A%20%26%20B%0A50%25%20%22x%22%20%231%3F',
    ],
    ['+60123456789', 'é 🙏', 'https://wa.me/60123456789?text=%C3%A9%20%F0%9F%99%8F'],
    ['+6281255550001', 'half \ud83d', 'https://wa.me/6281255550001?text=half%20'],
  ])('of %s with %j', (phone, text, link) => {
    expect(whatsAppLink(phone, text)).toBe(link);
  });
});
