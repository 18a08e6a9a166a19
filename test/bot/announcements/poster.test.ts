import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcementRoute } from '../../../src/bot/routes/staff.ts';
import { createTexts, languageCodes, line, type TextKey } from '../../../src/i18n.ts';
import { approvalReasonKeys } from '../../../src/domain/announcements/announcement.ts';
import { announcementById } from '../../../src/services/announcements/announcements.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { announceBefore, announceFrom, announceSteps, announcementRows } from '../../support/announce.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner, walkTo } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';
import { announce } from '../../support/recipients.ts';

describe('a picture above an announcement', () => {
  let office: Office;
  let budi: MemberInChat;
  let ratna: MemberInChat;
  let admin: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    // Nothing else asks for a second person: neither the size, nor the words.
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: 'off', NEWS_PER_WEEK: '14' } });
    siti = office.owner('Siti');
    await siti.say('/start');
    await registeredPerson(office.services, { chatId: siti.person.id, salutation: 'P' });
    budi = await officer(office);
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    admin = await officer(office, { name: 'Kepala Dinas', role: 'admin', rights: [] });
  });
  afterAll(() => office.close());

  const picture = ({ person }: Owner): string | undefined =>
    person.messages.at(-1)?.photo?.at(-1)?.file_id ?? undefined;
  const last = ({ person }: Owner): string => {
    const message = person.messages.at(-1);
    return message === undefined ? '' : textOf(message);
  };
  const latest = async () => {
    const row = (await announcementRows(office)).at(-1);
    if (row?.posterFileId === undefined || row.posterFileId === null)
      throw new Error('expected an announcement with a poster');
    return { ...row, posterFileId: row.posterFileId };
  };

  it('goes to nobody before another officer has it before their eyes and agrees', async () => {
    await walkTo(office, budi, announceBefore('poster'));
    await budi.act((it) => it.sendPhoto());
    await budi.walk(...announceFrom('audience'));
    expect(budi.last).toContain('Perlu persetujuan orang kedua: ada gambar.');
    expect((await budi.tap('Kirim pengumuman'))[0]).toContain(
      'Menunggu persetujuan petugas lain: ada gambar.',
    );
    await office.idle();
    const { id, posterFileId, status, approvalFor } = await latest();
    expect({ status, approvalFor }).toEqual({ status: 'approval', approvalFor: ['poster'] });
    expect(picture(siti)).toBeUndefined();
    // The question itself shows the picture, and so does what is shown before the decision.
    expect(last(ratna)).toContain('Alasan: ada gambar.');
    expect(picture(ratna)).toBe(posterFileId);
    await ratna.tap('Lihat isi dan tindakan');
    expect(ratna.person.messages.filter((it) => it.photo?.at(-1)?.file_id === posterFileId)).toHaveLength(2);
    // Whoever wrote it does not decide.
    await budi.act((it) =>
      it.pressData(it.messages.at(-1)?.message_id ?? 0, announcementRoute.to(id, 'approve')),
    );
    expect(picture(siti)).toBeUndefined();
    await ratna.tap('Setujui');
    await office.idle();
    expect(picture(siti)).toBe(posterFileId);
    // Admins see what went out to many people, not only its words.
    expect(last(admin)).toMatch(/^Kabar untuk admin\nBudi Santoso mengirim pengumuman/);
    expect(picture(admin)).toBe(posterFileId);
  });

  it('may be put in, or exchanged, while it is written: the last one is the one that is asked about', async () => {
    await walkTo(office, budi, announceSteps);
    expect(budi.last).not.toContain('orang kedua');
    await budi.walk('>Ubah jawaban', '>10');
    await budi.act((it) => it.sendPhoto());
    expect(budi.last).toContain('Perlu persetujuan orang kedua: ada gambar.');
    await budi.walk('>Ubah jawaban', '>11');
    await budi.act((it) => it.sendPhoto());
    await budi.tap('Kirim pengumuman');
    await office.idle();
    const { posterFileId, approvalFor } = await latest();
    expect(approvalFor).toEqual(['poster']);
    expect(picture(ratna)).toBe(posterFileId);
    await ratna.tap('Tidak setuju');
    await office.idle();
    expect(picture(siti)).not.toBe(posterFileId);
  });

  it('is shown again when the words under it are corrected, which waits, too', async () => {
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan', 'Kantor tutup besok.');
    await budi.act((it) => it.sendPhoto());
    await budi.walk('>Selesai memilih', '>Sekarang', '>Kirim pengumuman');
    await office.idle();
    await ratna.tap('Setujui');
    await office.idle();
    const { id, posterFileId } = await latest();
    expect(last(siti)).toContain('Kantor tutup besok.');
    await budi.walk('/petugas', '>Kiriman', '>Kantor tutup besok.', '>Perbaiki isi');
    await budi.walk('Lihat gambarnya.', '>Ya, ganti isinya');
    expect(budi.last).toContain('Menunggu persetujuan petugas lain: ada gambar.');
    await office.idle();
    expect(last(siti)).toContain('Kantor tutup besok.');
    expect(last(ratna)).toContain('Isi yang baru:\nLihat gambarnya.\nPerlu disetujui karena ada gambar.');
    expect(picture(ratna)).toBe(posterFileId);
    await ratna.walk('/petugas', '>Kiriman', '>Kantor tutup besok.');
    await ratna.tap('Lihat perubahannya');
    expect(last(ratna)).toContain('Lihat gambarnya.');
    expect(picture(ratna)).toBe(posterFileId);
    await ratna.tap('Setujui');
    await office.idle();
    expect(last(siti)).toContain('Lihat gambarnya.');
    expect(picture(admin)).toBe(posterFileId);
    expect((await announcementById(office.services, id))?.version).toBe(2);
  });

  it('waits when it was scheduled without a second person, whatever let it pass', async () => {
    const { posterFileId } = await latest();
    const { id } = await announce(office.database.prisma, office.services, budi.member, {
      text: 'Kabar lama.',
      at: new Date(office.clock.now().getTime() + HOUR),
    });
    await office.database.prisma.announcement.update({
      where: { id },
      data: { posterFileId },
    });
    office.clock.advance(HOUR);
    await office.runJob('announcements');
    await office.idle();
    expect(await announcementById(office.services, id)).toMatchObject({
      status: 'approval',
      approvalFor: ['poster'],
    });
    expect(last(siti)).not.toContain('Kabar lama.');
    expect(picture(ratna)).toBe(posterFileId);
  });

  it('comes to people by known ways only', () => {
    const using = (pattern: RegExp): readonly string[] =>
      readdirSync('src', { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.startsWith('simulator'))
        .filter((name) => pattern.test(readFileSync(join('src', name), 'utf8')))
        .toSorted();
    expect(
      using(/\.(?:sendPhoto|replyWithPhoto|sendMediaGroup|replyWithMediaGroup|editMessageMedia)\(/),
    ).toEqual([
      // The own photos of a business, to whoever may see them; a picture of the own figures; the code for
      // a new phone.
      'bot/features/owners/photos.ts',
      'bot/features/owners/report-buttons.ts',
      'bot/features/staff/recovery.ts',
      // An announcement, through the gate.
      'bot/outbox/deliver.ts',
      // What one person is told; which kinds bring a picture stands below.
      'bot/outbox/queue.ts',
      // An answer to whoever has just written.
      'bot/send.ts',
    ]);
    expect(using(/\bphoto:/).filter((name) => name.startsWith('bot/outbox/messages'))).toEqual([
      // Whoever is asked, and admins.
      'bot/outbox/messages/announcements.ts',
      'bot/outbox/messages/changes.ts',
    ]);
    // Nothing puts another picture above what was written once.
    expect(using(/\bposterFileId: it\.posterFileId \?\? null/)).toEqual([
      'services/announcements/announcement-writing.ts',
    ]);
  });
});

it('has words for every reason why a second person is asked', () => {
  const texts = createTexts({ office: 'Dinas' }, { zone: 'UTC', zoneName: 'UTC' });
  const keys = approvalReasonKeys.flatMap((reason): readonly TextKey[] => [
    `announce.second.${reason}`,
    `announce.receipt.second.${reason}`,
    `broadcast.approval.${reason}`,
    `change.because.${reason}`,
  ]);
  const said = languageCodes.flatMap((language) =>
    keys.map((key) =>
      texts.plain(line(key, { above: 1, reason: 'x' }), {
        language,
        salutation: undefined,
        shortName: undefined,
      }),
    ),
  );
  expect(said.filter((words, at) => words === '' || words === keys[at % keys.length])).toEqual([]);
});
