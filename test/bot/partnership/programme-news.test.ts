import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataReaders } from '../../../src/services/data-rights/data-readers.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { DAY, HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { ofNib, answeredAsWanted } from '../../support/partnership.ts';
import { storedOwner, type StoredOwner } from '../../support/people.ts';

const FITS = 'Ada kemitraan baru yang cocok';

describe('the news of a programme', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let programmeRow: number;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office);
    siti = await answered(await storedOwner(office, ofNib));
    programmeRow = (
      await office.database.prisma.programme.findFirstOrThrow({ where: { programmeId: 'sig-supply' } })
    ).id;
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const personId = async (owner: Owner): Promise<number> =>
    (await office.database.prisma.account.findUniqueOrThrow({ where: { chatId: owner.person.id } }))
      .activePersonId ?? 0;
  const toldOf = (owner: Owner, words: string): number =>
    owner.person.messages.filter((it) => (it.text ?? '').includes(words)).length;
  async function answered(owner: StoredOwner): Promise<Owner> {
    await answeredAsWanted(office.services, owner.registered.businessId);
    return owner;
  }
  const run = async (): Promise<void> => {
    await office.runJob('programme-news');
    await office.idle();
  };
  const inForce = async (owner: Owner): Promise<readonly string[]> =>
    (await myData(office.services, await personId(owner))).consents
      .filter((it) => it.withdrawnAt === undefined)
      .map((it) => it.purpose);

  it('is agreed to by chat and by phone apart, with the words and the version that were read', async () => {
    await press(siti, 'programme-news');
    expect(siti.last).toBe(
      'Kabar kemitraan\nLewat chat: belum diizinkan\nLewat telepon: belum diizinkan\nDitemukan pembeli: belum diizinkan',
    );
    await siti.walk('>Kabari lewat chat');
    expect(siti.last).toContain('Paling banyak dua pesan untuk tiap program');
    await siti.walk('>Boleh');
    expect(await inForce(siti)).toEqual(['registration', 'programme-news']);
    await siti.walk('>Kabar kemitraan', '>Boleh ditelepon', '>Tidak usah');
    expect(await inForce(siti)).toEqual(['registration', 'programme-news']);
    await press(siti, 'programme-news');
    await siti.walk('>Boleh ditelepon', '>Boleh');
    expect(await inForce(siti)).toEqual(['registration', 'programme-news', 'programme-calls']);
    const rows = await office.database.prisma.consent.findMany({
      where: { purpose: { startsWith: 'programme' } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ version, text, button }) => ({ version, text, button }))).toEqual([
      expect.objectContaining({ version: 1, button: 'yes', text: expect.stringContaining('lewat chat') }),
      expect.objectContaining({ version: 1, button: 'yes', text: expect.stringContaining('menelepon') }),
    ]);
  });

  it('waits until the office sends it, which sees the numbers first and then names, both by right and logged', async () => {
    await run();
    expect(toldOf(siti, FITS)).toBe(0);
    await press(budi, `s.prog.${programmeRow}`);
    await budi.walk('>Yang cocok');
    expect(budi.last).toContain('Memenuhi semua syarat wajib: 1 usaha');
    expect(budi.last).toContain('1 minta kabar lewat chat, 1 boleh ditelepon');
    expect(budi.last).not.toContain('Siti');
    const area = budi.buttons.find((it) => it.includes('Gresik: 1')) ?? '';
    await budi.walk(`>${area}`);
    expect(budi.last).toContain('memenuhi semua syarat wajib (minta kabar lewat chat, boleh ditelepon)');
    const logged = await office.database.prisma.audit.findMany({
      where: { action: 'programme.matches', actor: budi.member.number },
      orderBy: { id: 'asc' },
    });
    expect(logged.map(({ subject }) => subject?.replace(/:.*/, ''))).toEqual(['programme', 'business']);
    expect((await dataReaders(office.services, await personId(siti))).reads).toEqual([
      expect.objectContaining({ role: 'officer', action: 'programme.matches', times: 1 }),
    ]);
    const other = await officer(office, { name: 'Rina Wati', rights: [] });
    await press(other, `s.prog.tell.${programmeRow}.yes`);
    const part = await officer(office, { name: 'Tono Hadi', kecamatan: ['35.25.01'] });
    await press(part, `s.prog.tell.${programmeRow}.yes`);
    await run();
    expect(toldOf(siti, FITS)).toBe(0);
  });

  it('by phone alone is recorded by who has called, once for each owner, and stands in the copy of the data', async () => {
    const tuti = await storedOwner(office, ofNib);
    await answered(tuti);
    const { businessId } = tuti.registered;
    const call = `s.prog.call.${programmeRow}.${businessId}`;
    await press(budi, call);
    expect(budi.last).not.toContain('Sudah ditelepon?');
    await press(tuti, 'programme-news');
    await tuti.walk('>Boleh ditelepon', '>Boleh');
    await press(budi, call);
    await budi.tap('Belum tersambung');
    expect(budi.last).toContain('Boleh dicoba lagi nanti.');
    await press(budi, call);
    expect(budi.last).toContain('belum tersambung');
    await budi.tap('Sudah: tertarik');
    expect(budi.last).toContain('Pemilik ini tidak muncul lagi untuk ditelepon.');
    await press(budi, `${call}.declined`);
    expect(budi.last).toContain('Pemilik ini sudah ditelepon');
    const { kecamatan } = await office.database.prisma.business.findUniqueOrThrow({
      where: { id: businessId },
    });
    await press(budi, `s.prog.fit.${programmeRow}.${kecamatan}.0`);
    expect(budi.last).toContain(': tertarik');
    expect(await office.database.prisma.programmeCall.findMany()).toMatchObject([
      { programmeId: 'sig-supply', result: 'interested', byMember: budi.member.number },
    ]);
    expect((await myData(office.services, tuti.registered.personId)).calls).toMatchObject([
      { programmeId: 'sig-supply', result: 'interested' },
    ]);
    expect(await office.database.prisma.audit.count({ where: { action: 'programme.call' } })).toBe(2);
  });

  it('goes once to who agreed and fits, in fixed words, and not to anybody else', async () => {
    const dewi = await answered(await storedOwner(office, ofNib));
    // The consent to registration is withdrawn: nothing is done with the data any more.
    const gone = await answered(await storedOwner(office, ofNib));
    await press(gone, 'programme-news');
    await gone.walk('>Kabari lewat chat', '>Boleh');
    await office.database.prisma.consent.updateMany({
      where: { personId: await personId(gone), purpose: 'registration' },
      data: { withdrawnAt: office.clock.now() },
    });
    await press(budi, `s.prog.tell.${programmeRow}`);
    expect(budi.last).toContain(FITS);
    await budi.walk('>Ya, kirim kabar');
    await run();
    expect(siti.last).toContain(`${FITS} untuk`);
    expect(toldOf(gone, FITS)).toBe(0);
    expect(siti.last).toContain('boleh mendaftar (belum tentu diterima)');
    expect(siti.buttons).toEqual(['Lihat hasil cek', 'Jangan kabari lagi']);
    office.clock.advance(DAY);
    await run();
    await press(budi, `s.prog.tell.${programmeRow}.yes`);
    expect(budi.last).toContain('kabarnya sudah dikirim');
    await run();
    expect(toldOf(siti, FITS)).toBe(1);
    expect(toldOf(dewi, FITS)).toBe(0);
  });

  it('says what one is still missing, and tells again when it is met', async () => {
    const wati = await answered(await storedOwner(office));
    await press(wati, 'programme-news');
    await wati.walk('>Kabari lewat chat', '>Boleh');
    office.clock.advance(DAY);
    await run();
    expect(wati.last).toContain('hampir memenuhi syarat');
    expect(wati.last).toContain('NIB');
    expect(wati.last).toContain('Kalau sudah terpenuhi, kami kabari.');
    office.clock.advance(DAY);
    await run();
    expect(toldOf(wati, 'hampir memenuhi')).toBe(1);
    await office.database.prisma.business.updateMany({
      where: { ownerId: await personId(wati) },
      data: { nibStatus: 'has' },
    });
    office.clock.advance(DAY);
    await run();
    expect(wati.last).toContain(FITS);
    office.clock.advance(DAY);
    await run();
    expect(toldOf(wati, FITS)).toBe(1);
  });

  it('does not go out any more when it was stopped after it was queued', async () => {
    const rudi = await answered(await storedOwner(office, ofNib));
    await press(rudi, 'programme-news');
    await rudi.walk('>Kabari lewat chat', '>Boleh');
    await office.database.prisma.instance.updateMany({
      data: { stoppedAt: office.clock.now(), stoppedBy: 'test' },
    });
    office.clock.advance(DAY);
    await run();
    await office.database.prisma.consent.create({
      data: {
        office: 'gresik',
        personId: await personId(rudi),
        personNumber: 'o',
        purpose: 'programme-calls',
        version: 1,
        language: 'id',
        text: '',
        button: 'yes',
        givenAt: office.clock.now(),
      },
    });
    await rudi.walk('/berhenti', '>Kabar pelatihan');
    expect(rudi.last).toContain('Kabar kemitraan juga dihentikan, termasuk lewat telepon.');
    await office.database.prisma.instance.updateMany({ data: { stoppedAt: null, stoppedBy: null } });
    office.clock.advance(HOUR);
    await run();
    expect(toldOf(rudi, FITS)).toBe(0);
    expect(await inForce(rudi)).toEqual(['registration']);
  });

  it('is stopped by its own button and in the consents, each purpose by itself', async () => {
    await press(siti, `programme.news.stop.${await personId(siti)}`);
    expect(siti.last).toContain('kabar kemitraan dihentikan');
    expect(await inForce(siti)).toEqual(['registration', 'programme-calls']);
    await press(siti, 'data-consents');
    await siti.walk('>Tarik: telepon tentang kemitraan', '>Ya, tarik izin');
    expect(siti.last).toContain('Petugas tidak menelepon lagi');
    expect(await inForce(siti)).toEqual(['registration']);
    const stranger = await storedOwner(office, ofNib);
    await press(stranger, `programme.news.stop.${await personId(siti)}`);
    expect(stranger.last).not.toContain('dihentikan');
  });
});
