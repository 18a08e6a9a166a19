import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnnouncement } from '../../../src/services/announcements/announcement-writing.ts';
import { countAudience } from '../../../src/services/announcements/audience.ts';
import { erasePerson } from '../../../src/services/data-rights/erasure.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { expectedRows } from '../../../src/reports/rights.ts';
import { announceBefore } from '../../support/announce.ts';
import { DAY } from '../../support/clock.ts';
import { csvRows, openDesk } from '../../support/desk.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office } from '../../support/office.ts';
import { everybody } from '../../support/recipients.ts';

describe('own words of the office on a business', () => {
  let office: Office;
  let budi: MemberInChat;
  let id: number;
  let personId: number;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: ['send', 'export'] });
    await registeredOwner(office);
    const business = await office.database.prisma.business.findFirstOrThrow();
    id = business.id;
    personId = business.ownerId ?? 0;
  });
  afterAll(() => office.close());

  const press = (who: MemberInChat, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  it('are put on it, and taken away again', async () => {
    await press(budi, `s.biz.${id}`);
    await budi.walk('>Tanda', '>Tanda baru', 'klaster songkok');
    expect(budi.last).toContain('Tanda "klaster songkok" sudah dipasang.');
    await budi.tap('Kembali ke tanda');
    expect(budi.buttons[0]).toBe('✓ klaster songkok');
    await budi.tap('✓ klaster songkok');
    expect(budi.buttons[0]).toBe('klaster songkok');
    await budi.tap('klaster songkok');
    await press(budi, `s.biz.${id}`);
    expect(budi.last).toContain('Tanda: klaster songkok');
    const actions = await office.database.prisma.audit.findMany({
      where: { action: { in: ['business.tag', 'business.untag'] } },
      orderBy: { id: 'asc' },
    });
    expect(actions.map(({ action }) => action)).toEqual(['business.tag', 'business.untag', 'business.tag']);
  });

  it('are out of reach for whoever works elsewhere', async () => {
    const far = await officer(office, { name: 'Joko Jauh', rights: [], kecamatan: ['35.25.01'] });
    const { id: tag } = await office.database.prisma.tag.findFirstOrThrow();
    await press(far, `s.tags.${id}.${tag}`);
    await press(far, `s.tags.new.${id}`);
    expect(await office.database.prisma.businessTag.count()).toBe(1);
  });

  it('choose whom an announcement is for', async () => {
    const options = { urgent: false };
    const matched = async (tags: readonly string[]): Promise<number> =>
      (await countAudience(office.services, { ...everybody, tags }, options)).matched;
    expect(await matched(['klaster songkok'])).toBe(1);
    expect(await matched(['klaster bandeng'])).toBe(0);
    await budi.walk(...announceBefore('audience'), '>Tanda: semua', '>☐ klaster songkok');
    await budi.tap('Ringkasan sasaran');
    expect(budi.last).toContain('Tanda: klaster songkok');
  });

  it('get another name at once, also in announcements, series and files that wait, and end where none waits', async () => {
    const { db } = office.services;
    const admin = await officer(office, { name: 'Sri Wahyuni', role: 'admin', rights: [] });
    const local = await officer(office, { name: 'Tono', role: 'admin', rights: [], kecamatan: ['35.25.16'] });
    const { id: tag } = await db.tag.findFirstOrThrow();
    await inTransaction(office.services, (inside) =>
      createAnnouncement(inside, {
        trainingId: undefined,
        text: 'Rapat klaster.',
        posterFileId: undefined,
        audience: { ...everybody, tags: ['klaster songkok'] },
        scheduledAt: new Date(office.clock.now().getTime() + DAY),
        urgentReason: undefined,
        size: 1,
        createdBy: budi.member.number,
        draftId: undefined,
        officerAccountId: undefined,
      }),
    );
    await db.exportJob.create({
      data: {
        office: 'gresik',
        chatId: 1,
        byMember: budi.member.number,
        request: { report: 'businesses', tag: 'klaster songkok' },
        notBefore: new Date(office.clock.now().getTime() + DAY),
        createdAt: office.clock.now(),
      },
    });
    // It belongs to the whole office.
    await press(local, `s.tagset.${tag}.end-yes`);
    expect(await db.tag.count()).toBe(1);
    await admin.walk('/petugas', '>Tanda usaha', '>1', '>Hapus tanda', '>Ya, hapus tanda');
    expect(admin.last).toContain('masih dipakai di pengumuman yang menunggu');
    await admin.walk('>Semua tanda', '>1', '>Ganti nama', 'klaster kopiah');
    expect(admin.last).toContain('Namanya sekarang klaster kopiah');
    const waiting = await db.announcement.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(waiting.audience).toMatchObject({ tags: ['klaster kopiah'] });
    expect((await db.exportJob.findFirstOrThrow()).request).toMatchObject({ tag: 'klaster kopiah' });
    await press(budi, `s.biz.${id}`);
    expect(budi.last).toContain('Tanda: klaster kopiah');
    await db.tag.create({
      data: { office: 'gresik', name: 'Klaster Bandeng', addedBy: 'A', addedAt: office.clock.now() },
    });
    await admin.walk('/petugas', '>Tanda usaha', '>2', '>Ganti nama', 'klaster bandeng');
    expect(admin.last).toBe('Sudah ada tanda klaster bandeng. Pilih nama lain.');
    await press(admin, `s.tagset.${tag}.name`);
    await admin.say('klaster songkok');
    await db.announcement.updateMany({ data: { status: 'cancelled' } });
    await admin.walk('>Semua tanda', '>1', '>Hapus tanda', '>Ya, hapus tanda');
    expect(admin.last).toContain('Tandanya sudah dihapus.');
    expect((await db.tag.findMany()).map(({ name }) => name)).toEqual(['klaster songkok']);
    const actions = await db.audit.findMany({
      where: { action: { startsWith: 'tag.' } },
      orderBy: { id: 'asc' },
    });
    expect(actions.map(({ action }) => action)).toEqual(['tag.rename', 'tag.rename', 'tag.end']);
    await db.exportJob.deleteMany();
  });

  it('choose the rows of a file, and stand in it', async () => {
    const rows = (tag?: string): Promise<number> =>
      expectedRows(
        office.services,
        {
          report: 'businesses',
          period: null,
          kecamatan: [],
          format: 'csv',
          shown: 'none',
          purpose: null,
          tag,
        },
        'cli',
      );
    expect([await rows(), await rows('klaster songkok'), await rows('lain')]).toEqual([1, 1, 0]);

    const desk = await openDesk();
    const songkok = await desk.business({ name: 'Songkok Jaya' });
    await desk.business({ name: 'Otak-otak' });
    const { id: tagId } = await desk.services.db.tag.create({
      data: {
        office: desk.services.office.key,
        name: 'klaster songkok',
        addedBy: 'A',
        addedAt: desk.clock.now(),
      },
    });
    await desk.services.db.businessTag.create({
      data: { businessId: songkok.id, tagId, addedBy: 'A', addedAt: desk.clock.now() },
    });
    const [file] = (await desk.export({ report: 'businesses', tag: 'klaster songkok' })).files;
    const [row, ...more] = await csvRows(file?.path ?? '');
    expect(row).toMatchObject({ 'Nama usaha': 'Songkok Jaya', Tanda: 'klaster songkok' });
    expect(more).toEqual([]);
    await desk.close();
  });

  it('stand in what the owner can read about themselves, and go with the owner', async () => {
    const copy = await myData(office.services, personId);
    expect(copy?.businesses[0]?.tags).toEqual(['klaster songkok']);
    await inTransaction(office.services, (inside) => erasePerson(inside, { personId }));
    expect(await office.database.prisma.businessTag.count()).toBe(0);
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
