import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  correctAnnouncement,
  withdrawAnnouncement,
} from '../../../src/services/announcements/announcement-changes.ts';
import { announcementById } from '../../../src/services/announcements/announcements.ts';
import { approveAnnouncement } from '../../../src/services/announcements/announcement-approval.ts';
import { decideChange, type ChangeDecided } from '../../../src/services/announcements/change-deciding.ts';
import { sendingHalted, setStopped } from '../../../src/services/core/instance.ts';
import { type MemberRow } from '../../../src/services/office/members.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { outgoingKinds, type OutgoingKind } from '../../../src/services/core/outgoing.ts';
import { join } from '../../../src/services/trainings/joining.ts';
import { keepForSecond, waitingChanges, type About } from '../../../src/services/office/pending-changes.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { cancelTraining } from '../../../src/services/trainings/training-cancel.ts';
import { changeTraining } from '../../../src/services/trainings/training-move.ts';
import { trainingById } from '../../../src/services/trainings/trainings.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { everybody, announce, recipients } from '../../support/recipients.ts';
import { CERME, neighbour, training, type Neighbour } from '../../support/training.ts';

const SWINDLE = 'HADIAH! Klik bantuan.online/x dan transfer, WA ０８１２ 3456 7890';
const ELSEWHERE = '35.25.01';

/** How each kind of message comes to its words; a kind that is new has to say it here. */
const ways: Readonly<Record<OutgoingKind, 'one reader' | 'fixed words' | 'gate'>> = {
  approval: 'one reader',
  'decision-news': 'one reader',
  'agreement-company': 'one reader',
  'recall-asked': 'one reader',
  'change-asked': 'one reader',
  'change-decided': 'one reader',
  'text-notice': 'one reader',
  receipt: 'one reader',
  held: 'one reader',
  'self-paused': 'one reader',
  'queue-paused': 'one reader',
  'invitation-opened': 'one reader',
  'member-welcome': 'one reader',
  'member-changed': 'one reader',
  'member-ended': 'one reader',
  'application-step': 'one reader',
  'accord-ends': 'one reader',
  // Only numbers and names of partners, for officers.
  'application-news': 'fixed words',
  'review-decided': 'one reader',
  'agreement-offered': 'one reader',
  'agreement-agreed': 'one reader',
  'shipment-paid': 'one reader',
  'shipment-changed': 'one reader',
  'support-given': 'one reader',
  'evaluation-owner': 'one reader',
  'evaluation-partner': 'one reader',
  'evaluation-decided': 'one reader',
  'document-removed': 'one reader',
  'change-proposed': 'one reader',
  'proposal-answered': 'one reader',
  'chat-freed': 'one reader',
  'recovery-opened': 'one reader',
  'recovery-notice': 'one reader',
  'recovery-stopped': 'one reader',
  'recovery-moved': 'one reader',
  'recovery-left': 'one reader',
  'registrations-merged': 'one reader',
  nudge: 'fixed words',
  'report-reminder': 'fixed words',
  'helper-ended': 'one reader',
  'helper-handed': 'one reader',
  'office-report': 'one reader',
  'case-message': 'one reader',
  'case-resolved': 'one reader',
  'case-answer': 'one reader',
  'case-ring': 'one reader',
  'case-helped': 'one reader',
  'case-assigned': 'one reader',
  'voice-sent': 'one reader',
  'photos-asked': 'one reader',
  'case-morning': 'one reader',
  'sales-fell': 'fixed words',
  'nib-hint': 'fixed words',
  'follow-up': 'fixed words',
  'programme-news': 'fixed words',
  // What a company looks for: a name that is known, or words that the office has read.
  'supply-asked': 'gate',
  'supply-news': 'one reader',
  // The name of a group, which its founder wrote and every member has agreed to join.
  'group-news': 'fixed words',
  'group-asked': 'fixed words',
  'group-asked-helper': 'one reader',
  // Name, place, time and what to bring of a training, and why it was cancelled.
  'seat-offer': 'gate',
  'seat-given': 'gate',
  'seat-waits': 'gate',
  'seat-lapsed': 'gate',
  'seat-withdrawn': 'gate',
  'seat-none': 'gate',
  'training-near': 'gate',
  'training-tomorrow': 'gate',
  'training-today': 'gate',
  'training-feedback': 'gate',
  'training-changed': 'gate',
  'training-cancelled': 'gate',
  'training-reason': 'gate',
};

describe('a text that more than one person reads', () => {
  let office: Office;
  let budi: MemberRow;
  let ratna: MemberRow;
  let siti: Neighbour;
  let admin: Awaited<ReturnType<typeof officer>>;

  beforeAll(async () => {
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: '3', NEWS_PER_WEEK: '14' } });
    budi = (await officer(office)).member;
    ratna = (await officer(office, { name: 'Ratna Wulandari' })).member;
    admin = await officer(office, { name: 'Kepala Dinas', role: 'admin', rights: ['send'] });
    siti = await neighbour(office);
  });
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  const decide = async (about: About, by: MemberRow, agrees = true): Promise<ChangeDecided> => {
    const [waiting] = await waitingChanges(office.services, about);
    return inside((it) => decideChange(it, waiting?.id ?? 0, by, agrees));
  };
  /** An announcement that has gone out. */
  async function sent(text: string, urgentReason?: string, trainingId?: number): Promise<number> {
    const { id } = await announce(office.database.prisma, office.services, budi, {
      text,
      ...(urgentReason === undefined ? {} : { urgentReason }),
      ...(trainingId === undefined ? {} : { trainingId }),
    });
    await office.database.prisma.announcement.update({
      where: { id },
      data: { status: 'scheduled', approvedBy: ratna.number },
    });
    await office.idle();
    return id;
  }
  const shown = async (id: number): Promise<string | undefined> =>
    (await announcementById(office.services, id))?.text;
  const correct = (id: number, text: string, by = budi): ReturnType<typeof correctAnnouncement> =>
    inside((it) => correctAnnouncement(it, id, by, text));

  it('is of a known kind', () => {
    expect(Object.keys(ways).toSorted()).toEqual([...outgoingKinds].toSorted());
  });

  it('is not rewritten by one phone: contacts wait for a second person, and everybody sees the old words', async () => {
    const id = await sent('Kantor tutup besok.');
    expect(siti.last).toContain('Kantor tutup besok.');
    expect(await correct(id, SWINDLE)).toEqual({ kind: 'waits', reasons: ['contacts'] });
    await office.idle();
    expect(siti.last).toContain('Kantor tutup besok.');
    const code = (await announcementById(office.services, id))?.code ?? '';
    await siti.say(`/cek ${code}`);
    expect(siti.last).toContain('Kantor tutup besok.');
    expect(siti.last).not.toContain('HADIAH');
    // The admin is asked, with the exact words.
    expect(admin.last).toContain(SWINDLE);
    const stranger = { ...ratna, kecamatan: [ELSEWHERE] };
    expect(await decide({ announcementId: id }, budi)).toBe('own');
    expect(await decide({ announcementId: id }, stranger)).toBe('not-yours');
    expect(await decide({ announcementId: id }, { ...ratna, rights: [] })).toBe('not-yours');
    expect(await decide({ announcementId: id }, ratna, false)).toBe('refused');
    expect(await shown(id)).toBe('Kantor tutup besok.');
    // A later one takes the place of an earlier one; agreed to, it reaches everybody.
    await correct(id, SWINDLE);
    const [first] = await waitingChanges(office.services, { announcementId: id });
    await correct(id, 'Tanya petugas di 031-3981234.');
    expect(await inside((it) => decideChange(it, first?.id ?? 0, ratna, true))).toBe('gone');
    expect(await decide({ announcementId: id }, ratna)).toBe('done');
    expect(await decide({ announcementId: id }, ratna)).toBe('not-yours');
    await office.idle();
    expect(siti.person.messages.some((it) => it.text?.includes('Tanya petugas di 031-3981234.'))).toBe(true);
    // Harmless words to few people go at once, and admins read them.
    expect(await correct(id, 'Kantor tutup hari Senin.')).toEqual({ kind: 'done' });
    await office.idle();
    expect(admin.last).toMatch(/^Kabar untuk admin\nBudi Santoso mengganti isi/);
    expect(admin.last).toContain('Kantor tutup hari Senin.');
  });

  it('waits when it is urgent, when many read it, and when whoever asked has lost the role', async () => {
    const urgent = await sent('Banjir di Cerme.', 'banjir');
    expect(await correct(urgent, 'Banjir surut.')).toEqual({ kind: 'waits', reasons: ['urgent'] });
    const rini = (await officer(office, { name: 'Rini Astuti' })).member;
    await correct(urgent, 'Banjir lagi.', rini);
    await inside((it) => revokeMember(it, 'cli', rini.number));
    expect(await decide({ announcementId: urgent }, ratna)).toBe('late');
    expect(await shown(urgent)).toBe('Banjir di Cerme.');

    await recipients(office.database.prisma, office.services, [71_001, 71_002, 71_003]);
    for (const id of [71_001, 71_002, 71_003])
      office.simulator.createPerson({ id, firstName: 'Warga', started: true });
    const many = await sent('Kantor buka.');
    expect(await correct(many, 'Kantor buka pukul 09.00.')).toEqual({ kind: 'waits', reasons: ['size'] });
  });

  it('is read by a second person when more are reached at last than when it was written', async () => {
    // Whoever has had enough news that week was not counted, and is there again when it goes out.
    const { id } = await announce(office.database.prisma, office.services, budi, {
      text: 'Kabar besar.',
      size: 1,
    });
    await office.idle();
    expect(await announcementById(office.services, id)).toMatchObject({
      status: 'approval',
      approvalFor: ['size'],
    });
    expect(siti.last).not.toContain('Kabar besar.');
    await inside((it) => approveAnnouncement(it, id, ratna));
    await office.idle();
    expect(siti.last).toContain('Kabar besar.');
  });

  it('says only a fixed reason by one person alone; own words follow when a second person agrees', async () => {
    const id = await sent('Kumpul besok.');
    expect(await inside((it) => withdrawAnnouncement(it, id, budi, { words: SWINDLE }))).toEqual({
      kind: 'waits',
      reasons: [],
    });
    await office.idle();
    expect(siti.last).toMatch(/^DIBATALKAN oleh .*\nAlasan: satu hal yang segera kami jelaskan/);
    expect(await decide({ announcementId: id }, budi)).toBe('own');
    expect(await decide({ announcementId: id }, ratna)).toBe('done');
    await office.idle();
    expect(siti.last).toContain('HADIAH!');

    const at = await training(office, { kecamatan: CERME });
    await inside((it) => join(it, at.id, siti.known.accountId ?? 0, { personId: siti.known.id }));
    expect(
      await inside((it) => cancelTraining(it, at.id, budi, { words: 'Narasumber sakit' })),
    ).toMatchObject({
      kind: 'changed',
      told: 1,
    });
    await office.idle();
    expect(siti.last).toContain('dibatalkan karena satu hal yang segera kami jelaskan.');
    expect(await decide({ trainingId: at.id }, ratna)).toBe('done');
    await office.idle();
    expect(siti.last).toContain('Alasannya: Narasumber sakit.');
    expect(admin.last).toContain('menulis alasan pembatalan');
  });

  it('moves a training by two when the place holds a contact, or an announcement of it waits to be sent', async () => {
    const at = await training(office, { kecamatan: CERME });
    await inside((it) => join(it, at.id, siti.known.accountId ?? 0, { personId: siti.known.id }));
    const place = 'Balai, tanya bantuan.online';
    expect(await inside((it) => changeTraining(it, at.id, budi, { place }))).toEqual({
      kind: 'waits',
      reasons: ['contacts'],
    });
    await office.idle();
    expect((await trainingById(office.services, at.id))?.place).toBe('Balai Desa Wedani');
    expect(siti.last).not.toContain('bantuan');
    expect(await decide({ trainingId: at.id }, ratna)).toBe('done');
    await office.idle();
    expect(siti.last).toContain(`pindah tempat ke ${place}`);

    // What the second person has read is what goes out.
    await announce(office.database.prisma, office.services, budi, {
      trainingId: at.id,
      text: 'Ayo ikut.',
      size: 1_000,
      at: new Date(office.clock.now().getTime() + 3_600_000),
    });
    expect(await inside((it) => changeTraining(it, at.id, budi, { place: 'Rumah saya' }))).toEqual({
      kind: 'waits',
      reasons: ['size', 'contacts'],
    });
  });

  it('counts every word of the training that an announcement shows', async () => {
    const at = await training(office, { title: 'Hadiah di bantuan.shop', kecamatan: CERME });
    const { id } = await announce(office.database.prisma, office.services, budi, {
      trainingId: at.id,
      text: 'Ayo ikut.',
    });
    expect(await announcementById(office.services, id)).toMatchObject({
      status: 'approval',
      approvalFor: ['contacts'],
    });
  });

  it('never waits to be stopped; that sending goes on is decided by two, for this stop and no later one', async () => {
    const ask = (): Promise<unknown> =>
      inside((it) => keepForSecond(it, budi, { kind: 'sending-start', content: {} }, {}, []));
    await inside((it) => setStopped(it, budi.number, true));
    await ask();
    expect(await decide({}, budi)).toBe('own');
    expect(await sendingHalted(office.services)).toBe('stopped');
    await inside((it) => setStopped(it, 'cli', false));
    await inside((it) => setStopped(it, ratna.number, true));
    expect(await waitingChanges(office.services, {})).toEqual([]);
    await ask();
    expect(await decide({}, ratna)).toBe('done');
    expect(await sendingHalted(office.services)).toBeUndefined();
  });

  it('belongs to who could have written it', async () => {
    const { id } = await announce(office.database.prisma, office.services, budi, {
      text: 'Untuk Cerme.',
      audience: { ...everybody, kecamatan: [CERME] },
    });
    await office.database.prisma.announcement.update({
      where: { id },
      data: { status: 'done', startedAt: office.clock.now() },
    });
    const there = { ...budi, kecamatan: [CERME] };
    const elsewhere = { ...budi, kecamatan: [ELSEWHERE] };
    expect(await correct(id, 'Untuk kita.', elsewhere)).toEqual({ kind: 'not-yours' });
    expect(await inside((it) => withdrawAnnouncement(it, id, elsewhere, { fixed: 'few' }))).toEqual({
      kind: 'not-yours',
    });
    expect(await correct(id, 'Untuk kita.', there)).toEqual({ kind: 'done' });
  });
});
