import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '../../../src/services/journal/entry.ts';
import { replayJournal } from '../../../src/services/journal/replay.ts';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { mergePeople } from '../../../src/services/data-rights/person-merge.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { giveConsent, withdrawConsent } from '../../../src/services/people/consents.ts';
import { keepPhoto, keepPoint, photosOf, pointOf } from '../../../src/services/people/photos.ts';
import { textOf, type Message } from '../../../src/simulator/simulator.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../../support/candidates.ts';
import { HOUR } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer } from '../../support/members.ts';
import { registeredPerson } from '../../support/people.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

const KAMPUNG = { latitude: -7.1566, longitude: 112.6555 };
const MALANG = { latitude: -7.98, longitude: 112.63 };

describe('photos and the place of a business', () => {
  let office: Office;
  let siti: Owner;
  let business: number;
  let ownerId: number;

  beforeAll(async () => {
    office = await openOffice({ tripled: true });
    siti = await registeredOwner(office);
    const row = await office.database.prisma.business.findFirstOrThrow();
    business = row.id;
    ownerId = row.ownerId ?? 0;
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const photos = async (): Promise<number> => (await photosOf(office.services, business)).length;
  const shown = (who: Owner): readonly Message[] =>
    who.person.messages.filter((it) => it.from?.is_bot && (it.photo ?? it.location) !== undefined);
  const consents = () =>
    office.database.prisma.consent.findMany({
      where: { purpose: 'photos' },
      select: { version: true, button: true, withdrawnAt: true },
      orderBy: { id: 'asc' },
    });

  it('are asked about once, the morning after the first month that was ever reported', async () => {
    await siti.walk('/menu', 'lapor september 2,8 jt', '>Benar');
    expect(siti.last).toContain('Rp2.800.000');
    await siti.walk('lapor oktober 3 jt', '>Benar');
    office.clock.advance(24 * HOUR);
    await office.runJob('nudge');
    await office.idle();
    const asked = siti.person.messages.filter((it) => textOf(it).includes('saya hanya bertanya sekali'));
    expect(asked).toHaveLength(1);
    await siti.tap('Tidak usah');
    expect(siti.last).toContain('Bisa diisi kapan saja');
  });

  it('are taken after a consent of their own: an album, each once, and five at most', async () => {
    await siti.walk('/menu', '>Lainnya', '>Usaha saya', '>Tambah foto');
    expect(siti.buttons).toEqual(['Dinas dan perusahaan', 'Hanya Dinas', 'Tidak usah']);
    await siti.walk(
      '>Tidak usah',
      '/menu',
      '>Lainnya',
      '>Usaha saya',
      '>Tambah foto',
      'nggih',
      '>Hanya Dinas',
    );
    expect(siti.last).toMatch(/^Silakan kirim foto produk/);
    expect(await consents()).toEqual([{ version: 1, button: 'office', withdrawnAt: null }]);
    const sent = siti.person.sendAlbum([{ data: 'a' }, { data: 'b' }, { data: 'c' }]);
    await office.done(...sent.map((it) => it.update));
    expect(await photos()).toBe(3);
    expect(siti.person.messages.filter((it) => textOf(it).startsWith('Foto sudah disimpan'))).toHaveLength(1);
    expect(await siti.act((person) => person.sendPhoto({ data: Buffer.from('d') }))).toHaveLength(1);
    expect(await siti.act((person) => person.sendDocument('produk.jpg', 'x'))).toEqual([
      'Mohon kirim sebagai foto, bukan sebagai berkas.',
    ]);
    await siti.act((person) => person.sendPhoto({ data: Buffer.from('e') }));
    const [full] = await siti.act((person) => person.sendPhoto({ data: Buffer.from('f') }));
    expect(full).toMatch(/^Sudah ada 5 foto/);
    expect(await photos()).toBe(5);
    const [paper] = await siti.act((person) => person.sendPhoto({ caption: 'ktp saya' }));
    expect(paper).toContain('sudah saya hapus');
    // While photos are awaited a form can be filled, and its question comes again.
    await siti.say('/lapor');
    const question = siti.last;
    await siti.act((person) => person.sendPhoto({ data: Buffer.from('g') }));
    expect(siti.last).toBe(question);
    await siti.say('/batal');
  });

  it('are shown again to their owner, and each is deleted by a press', async () => {
    const before = shown(siti).length;
    await siti.walk('/menu', '>Lainnya', '>Usaha saya', '>Lihat foto dan lokasi');
    expect(shown(siti)).toHaveLength(before + 5);
    await siti.tap('Hapus foto ini');
    expect(siti.last).toBe('Foto sudah dihapus.');
    expect(await photos()).toBe(4);
    // Nobody deletes or sees what is another's.
    const ani = office.owner('Ani');
    await ani.say('/start');
    const [other] = await photosOf(office.services, business);
    for (const data of [`photo.drop.${other?.id}`, `photo.show.${business}`, `photo.add.${business}`])
      expect((await press(ani, data)).join()).toContain('Tombol');
    expect(await photos()).toBe(4);
  });

  it('a point is taken; a live one as it is now, and one far away is asked back', async () => {
    await siti.act((person) => person.sendLocation(KAMPUNG));
    expect(siti.last).toMatch(/^Ini lokasi usaha\?/);
    await siti.walk('>Usaha saya', '>Kirim lokasi');
    expect(siti.buttons[0]).toBe('Kirim lokasi ini');
    await siti.act((person) => person.sendLocation(MALANG));
    expect(siti.last).toMatch(/^Titik ini sekitar \d+ km di luar wilayah Dinas/);
    await siti.tap('Kirim lagi');
    const live = siti.person.sendLocation({ ...KAMPUNG, live_period: 900 });
    await office.done(live.update);
    expect(siti.last).toMatch(/^Lokasi usaha sudah disimpan/);
    const moved = { ...live.message, edit_date: 1, location: { ...MALANG, live_period: 900 } };
    expect(await siti.act(() => office.simulator.inject({ edited_message: moved }))).toEqual([]);
    expect(await pointOf(office.services, business)).toEqual(KAMPUNG);
    await siti.walk('/menu', '>Lainnya', '>Usaha saya', '>Ganti lokasi');
    await siti.tap('Kirim lokasi ini');
    expect(await office.database.prisma.businessPoint.count()).toBe(1);
    // What the database holds of it cannot be read without the key.
    const { point } = await office.database.prisma.businessPoint.findFirstOrThrow();
    expect(Buffer.from(point).toString('latin1')).not.toContain('112');
  });

  it('are seen by the office on a press, protected, with an entry in the log', async () => {
    const budi = await officer(office, { rights: [] });
    await press(budi, `s.biz.${business}`);
    expect(budi.buttons).toEqual(expect.arrayContaining(['Foto usaha', 'Lokasi di peta']));
    await budi.tap('Foto usaha');
    await press(budi, `s.biz.${business}.point`);
    expect(shown(budi).map((it) => it.has_protected_content)).toEqual([true, true, true, true, true]);
    const audits = await office.database.prisma.audit.findMany({ orderBy: { id: 'asc' } });
    expect(audits.map((it) => it.action).filter((it) => it.startsWith('business.p'))).toEqual([
      'business.photos',
      'business.point',
    ]);
  });

  it('are seen by a company only as the consent says, the point only once it has chosen', async () => {
    const { prisma } = office.database;
    const partner = await companyId(office);
    const rina = await companyMember(office, partner);
    await accordWith(office, partner);
    const { id } = await candidateAt(office, business);
    const looks = async (): Promise<readonly string[]> => {
      await press(rina, `s.cand.${id}`);
      return rina.buttons.filter((it) => it === 'Foto usaha' || it === 'Lokasi di peta');
    };
    expect(await looks()).toEqual([]);
    await press(rina, `s.cand.${id}.photos`);
    expect(shown(rina)).toEqual([]);
    // Given anew, and this time companies may look, too.
    await siti.walk('/dataku', '>Izin saya', '>Tarik: foto dan lokasi usaha', '>Ya, tarik izin');
    expect([await photos(), await pointOf(office.services, business)]).toEqual([0, undefined]);
    await siti.walk('/menu', '>Lainnya', '>Usaha saya', '>Kirim lokasi', '>Dinas dan perusahaan');
    await siti.act((person) => person.sendLocation(KAMPUNG));
    await siti.walk('>Usaha saya', '>Tambah foto');
    await siti.act((person) => person.sendPhoto({ data: Buffer.from('a') }));
    expect(await looks()).toEqual(['Foto usaha']);
    await press(rina, `s.cand.${id}.point`);
    expect(shown(rina)).toEqual([]);
    await prisma.application.update({ where: { id }, data: { status: 'accepted' } });
    expect(await looks()).toEqual(['Foto usaha', 'Lokasi di peta']);
    await rina.tap('Foto usaha');
    await press(rina, `s.cand.${id}.point`);
    expect(shown(rina).map((it) => it.has_protected_content)).toEqual([true, true]);
    const seen = await prisma.disclosure.findMany({ where: { applicationId: id }, orderBy: { id: 'asc' } });
    expect(
      seen.map(({ fields }) => fields).filter(([field]) => field === 'photos' || field === 'point'),
    ).toEqual([['photos'], ['point']]);
    await siti.walk('/dataku', '>Siapa melihat data saya');
    expect(siti.last).toContain('foto usaha');
  });

  it('go with the consent, from the chats of companies, too, and the office asks them to destroy copies', async () => {
    const data = await myData(office.services, ownerId);
    expect(data.businesses[0]).toMatchObject({ photos: [{}], point: KAMPUNG });
    await siti.walk('/dataku', '>Izin saya', '>Tarik: foto dan lokasi usaha', '>Ya, tarik izin');
    expect(siti.person.messages.map(textOf).findLast((it) => it.startsWith('Izin sudah ditarik'))).toContain(
      'Foto dan lokasi usaha sudah dihapus.',
    );
    await office.idle();
    expect(await photos()).toBe(0);
    const kept = office.simulator.people.flatMap((person) => person.log);
    expect(kept.filter((it) => it.caption?.startsWith('P-') === true)).toEqual([]);
    const recall = await office.database.prisma.case.findFirstOrThrow({ where: { kind: 'recall' } });
    expect(recall.details).toMatchObject({ field: 'photos' });
  });

  it('go along where two registrations become one, and nowhere that somebody has said no', async () => {
    const { services } = office;
    const agreed = (person: { readonly id: number; readonly number: string }, button: string) =>
      giveConsent(services, {
        personId: person.id,
        personNumber: person.number,
        purpose: 'photos',
        version: 1,
        language: 'id',
        text: 'Boleh?',
        button,
        givenAt: services.now(),
        draftId: 1,
      });
    const merged = async (answer: 'all' | 'no') => {
      const [one, other] = [await registeredPerson(services), await registeredPerson(services)];
      const [from = 0, into = 0] = [...one.businessIds, ...other.businessIds];
      await agreed(one, 'all');
      await agreed(other, 'all');
      await inTransaction(services, async (inside) => {
        await keepPhoto(inside, { personId: one.id, businessId: from }, { fileId: 'one', source: '1' });
        await keepPoint(inside, { personId: one.id, businessId: from }, KAMPUNG);
        await keepPhoto(inside, { personId: other.id, businessId: into }, { fileId: 'other', source: '2' });
      });
      if (answer === 'no') await withdrawConsent(services, other.id, 'photos');
      await inTransaction(services, (inside) =>
        mergePeople(inside, {
          from: one.id,
          into: other.id,
          businesses: { from, into },
          counts: 'into',
          by: 'x',
        }),
      );
      return {
        photos: (await photosOf(services, into)).map(({ fileId }) => fileId),
        point: await pointOf(services, into),
      };
    };
    expect(await merged('all')).toEqual({ photos: ['one', 'other'], point: KAMPUNG });
    expect(await merged('no')).toEqual({ photos: [], point: undefined });
  });

  it('do not come back with a backup, and leave nothing when their owner is erased', async () => {
    const { prisma } = office.database;
    const row = { businessId: business, at: office.clock.now() };
    const sealed = Buffer.from('sealed');
    const left = async (): Promise<readonly number[]> => [
      await prisma.businessPhoto.count({ where: { businessId: business } }),
      await prisma.businessPoint.count({ where: { businessId: business } }),
    ];
    await prisma.businessPhoto.create({ data: { id: 900, ...row, fileId: sealed, source: 'x' } });
    await prisma.businessPoint.create({ data: { id: 901, ...row, point: sealed } });
    await prisma.businessPhoto.delete({ where: { id: 900 } });
    await prisma.businessPoint.delete({ where: { id: 901 } });
    const noted = await prisma.journalEntry.findMany({ where: { subject: { in: ['900', '901'] } } });
    const entries = noted.flatMap((it) => readEntry(it) ?? []);
    expect(entries.map(({ kind }) => kind)).toEqual(['photo', 'point']);
    // As the backup from before has them.
    await prisma.businessPhoto.create({ data: { id: 900, ...row, fileId: sealed, source: 'x' } });
    await prisma.businessPoint.create({ data: { id: 901, ...row, point: sealed } });
    expect(await inTransaction(office.services, (inside) => replayJournal(inside, entries))).toBe(2);
    expect(await left()).toEqual([0, 0]);
    await prisma.businessPhoto.create({ data: { ...row, fileId: sealed, source: 'x' } });
    await prisma.businessPoint.create({ data: { ...row, point: sealed } });
    await inTransaction(office.services, (inside) => eraseAnyway(inside, ownerId));
    expect(await left()).toEqual([0, 0]);
  });
});
