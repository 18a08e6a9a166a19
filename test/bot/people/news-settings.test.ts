import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from '../../../src/services/trainings/joining.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registrationSteps, type Office, type Owner } from '../../support/office.ts';
import { announce, ledger } from '../../support/recipients.ts';
import { dataUnder, neighbour, onPhone, press, training, GRESIK } from '../../support/training.ts';

const NEWS_STOPPED =
  'Baik, kabar pelatihan dihentikan mulai sekarang. Kalau Ibu sudah mendaftar pelatihan, pengingatnya tetap kami kirim.';

describe('news and reminders', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice({ settings: { SENDS_PER_SECOND: '1000', NEWS_PER_WEEK: '14' } });
    budi = await officer(office);
  });
  afterAll(() => office.close());

  const personRow = (id: number) =>
    office.database.prisma.person.findUniqueOrThrow({
      where: { id },
      select: { newsScope: true, interests: true, reminders: true, ownReminders: true },
    });
  const agreed = async (personId: number): Promise<boolean> =>
    (await office.database.prisma.consent.count({
      where: { personId, purpose: 'training-news', withdrawnAt: null },
    })) > 0;
  const has = (owner: Owner, part: string): boolean =>
    owner.person.messages.some((message) => textOf(message).includes(part));
  /** Nothing goes out until {@link release}. */
  const hold = (): Promise<unknown> =>
    office.database.prisma.instance.updateMany({
      data: { stoppedAt: office.clock.now(), stoppedBy: 'test' },
    });
  async function release(): Promise<void> {
    await office.database.prisma.instance.updateMany({ data: { stoppedAt: null, stoppedBy: null } });
    await office.runJob('announcements');
    await office.idle();
  }

  describe('can be set from an announcement', () => {
    it('and the settings are those of the dialogue', async () => {
      const siti = await neighbour(office);
      const at = await training(office);
      await announce(office.database.prisma, office.services, budi.member, {
        text: 'Ayo ikut.',
        trainingId: at.id,
      });
      await office.runJob('announcements');
      await office.idle();
      expect(has(siti, 'Ayo ikut.')).toBe(true);
      await siti.tap('Atur kabar pelatihan');
      expect(siti.last).toBe('Mau diatur bagaimana, Bu?');
      expect(siti.buttons).toEqual(['Hanya yang dekat', 'Pilih topik', 'Jangan kirim lagi', 'Biarkan']);
      expect(await siti.tap('Biarkan')).toEqual(['Baik, tidak ada yang berubah.']);
      await siti.walk('>Atur kabar pelatihan', '>Jangan kirim lagi');
      expect(siti.last).toBe(NEWS_STOPPED);
      expect(siti.buttons).toEqual(['Kirim kabar lagi', 'Menu']);
      expect(await agreed(siti.known.id)).toBe(false);
      await siti.tap('Kirim kabar lagi');
      expect(siti.last).toMatch(/^Boleh kami beri kabar kalau ada pelatihan gratis\?/);
      await siti.tap('Boleh');
      expect(await agreed(siti.known.id)).toBe(true);
    });

    it('for near ones only, and back', async () => {
      const siti = await neighbour(office);
      await press(siti, `t.news.${siti.known.id}`);
      await siti.tap('Hanya yang dekat');
      expect(siti.last).toBe(
        'Baik, Bu. Mulai sekarang kami hanya memberi kabar pelatihan di kecamatan usaha Ibu.',
      );
      expect((await personRow(siti.known.id)).newsScope).toBe('near');
      const far = await training(office);
      const near = await training(office, { kecamatan: GRESIK });
      for (const [it, text] of [
        [far, 'Di Cerme.'],
        [near, 'Di Gresik.'],
      ] as const)
        await announce(office.database.prisma, office.services, budi.member, { text, trainingId: it.id });
      await office.runJob('announcements');
      await office.idle();
      expect([has(siti, 'Di Cerme.'), has(siti, 'Di Gresik.')]).toEqual([false, true]);
      await siti.tap('Atur kabar pelatihan');
      expect(siti.last).toBe('Sekarang: hanya pelatihan yang dekat.\nMau diatur bagaimana, Bu?');
      await siti.tap('Semua pelatihan');
      expect((await personRow(siti.known.id)).newsScope).toBe('all');
    });

    it('for topics: those ticked before stay ticked, and none at all is asked back', async () => {
      const siti = await neighbour(office);
      await office.database.prisma.person.update({
        where: { id: siti.known.id },
        data: { interests: ['online'] },
      });
      await press(siti, `t.news.${siti.known.id}`);
      await siti.tap('Pilih topik');
      expect(siti.buttons).toContain('☑ Jualan online');
      await siti.walk('>☑ Jualan online', '>Selesai');
      expect(siti.last).toMatch(/^Mohon pilih satu topik dulu, Bu\./);
      expect((await personRow(siti.known.id)).newsScope).toBe('all');
      await siti.walk('>☐ Modal usaha', '>Selesai');
      expect(siti.last).toMatch(/^Sudah dicatat, Bu Siti\./);
      expect(await personRow(siti.known.id)).toMatchObject({ newsScope: 'topics', interests: ['capital'] });
      await press(siti, `t.news.${siti.known.id}`);
      expect(siti.last).toBe('Sekarang: hanya topik Modal usaha.\nMau diatur bagaimana, Bu?');
      await siti.walk('>Pilih topik', '>Biarkan');
      expect((await personRow(siti.known.id)).interests).toEqual(['capital']);
    });

    it('for the person it was sent to, where several share the phone', async () => {
      const siti = await neighbour(office);
      const hadi = await onPhone(office, siti, 'Mohammad Hadi', 'L');
      await press(siti, `t.news.${siti.known.id}`);
      expect(siti.last).toBe('Untuk Siti Aminah.\nMau diatur bagaimana, Bu?');
      await siti.tap('Jangan kirim lagi');
      expect([await agreed(siti.known.id), await agreed(hadi.id)]).toEqual([false, true]);
    });

    it('by nobody else: numbers made by hand change nothing', async () => {
      const siti = await neighbour(office);
      const other = await neighbour(office);
      for (const verb of ['t.news', 'news.near', 'news.topics', 'news.stop', 'news.all'])
        expect(await press(siti, `${verb}.${other.known.id}`), verb).toEqual([
          expect.stringContaining('sudah tidak dipakai'),
          expect.stringContaining('sudah tidak dipakai'),
        ]);
      expect(await personRow(other.known.id)).toMatchObject({ newsScope: 'all' });
      expect(await agreed(other.known.id)).toBe(true);
    });
  });

  it('can be set under Data saya, where the consent is in force', async () => {
    const siti = await neighbour(office);
    await siti.walk('/dataku', '>Izin saya', '>Atur kabar pelatihan');
    expect(siti.last).toBe('Mau diatur bagaimana, Bu?');
    await siti.tap('Jangan kirim lagi');
    await press(siti, 'news-settings');
    expect(siti.last).toMatch(/^Kabar pelatihan sedang tidak dikirim\./);
    await siti.walk('/dataku', '>Izin saya');
    expect(siti.buttons).not.toContain('Atur kabar pelatihan');
  });

  it('stop at once by plain words, also what is queued; reminders of a joined training stay', async () => {
    const [siti, ana, dewi] = [await neighbour(office), await neighbour(office), await neighbour(office)];
    const soon = await training(office);
    await atomically(office.database.prisma, office.services, (it) =>
      join(it, soon.id, siti.known.accountId ?? 0, { personId: siti.known.id }),
    );
    const { id } = await announce(office.database.prisma, office.services, budi.member, {
      text: 'Sudah antre.',
    });
    await office.runJob('announcements');
    await hold();
    await office.database.prisma.delivery.updateMany({
      where: { announcementId: id },
      data: { status: 'pending' },
    });
    await office.database.prisma.announcement.update({ where: { id }, data: { status: 'sending' } });
    expect(await siti.say('stop kabar')).toEqual([NEWS_STOPPED]);
    await ana.walk('/berhenti', '>Semua pesan');
    const before = [siti, ana, dewi].map(
      (owner) => owner.person.messages.filter((message) => textOf(message).includes('Sudah antre.')).length,
    );
    await release();
    const after = [siti, ana, dewi].map(
      (owner) => owner.person.messages.filter((message) => textOf(message).includes('Sudah antre.')).length,
    );
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([0, 0, 1]);
    expect((await ledger(office.database.prisma, id))['opted-out']).toBeGreaterThanOrEqual(2);
    expect(await personRow(siti.known.id)).toMatchObject({ reminders: true, ownReminders: true });
    expect(await personRow(ana.known.id)).toMatchObject({ reminders: false, ownReminders: false });
  });

  it('come back one by one with /mulai_lagi, where several were stopped', async () => {
    const siti = await neighbour(office);
    await siti.say('/berhenti');
    expect(siti.last).toBe('Apa yang mau dihentikan, Bu?');
    expect(siti.buttons).toEqual([
      'Kabar pelatihan',
      'Pengingat lapor',
      'Semua pesan',
      'Usaha saya tutup',
      'Tidak jadi',
    ]);
    await siti.tap('Semua pesan');
    expect(siti.last).toBe(
      'Baik, semua kabar dan pengingat dihentikan mulai sekarang. Bot tetap menjawab kalau Ibu menulis.',
    );
    await siti.say('/mulai_lagi');
    expect(siti.last).toBe('Apa yang mau dikirim lagi, Bu?');
    expect(siti.buttons).toEqual([
      'Kabar pelatihan',
      'Pengingat lapor',
      'Pengingat pelatihan',
      'Semuanya',
      'Tidak jadi',
    ]);
    await siti.tap('Pengingat lapor');
    expect(siti.last).toBe('Baik, pengingat lapor dikirim lagi mulai sekarang.');
    await siti.say('/mulai_lagi');
    expect(siti.buttons).not.toContain('Pengingat lapor');
    expect(await siti.tap('Semuanya')).toEqual([
      'Baik, pengingat dikirim lagi mulai sekarang.',
      expect.stringMatching(/^Boleh kami beri kabar/),
    ]);
    // News comes back only by a new consent.
    expect(await agreed(siti.known.id)).toBe(false);
    await siti.tap('Boleh');
    await siti.walk('>Selesai', '/mulai_lagi');
    expect(siti.last).toBe('Tidak ada yang dihentikan, Bu. Kabar dan pengingat tetap kami kirim.');
    expect(await personRow(siti.known.id)).toMatchObject({ reminders: true, ownReminders: true });
  });

  it('do not come back for reports while the consent to them is withdrawn', async () => {
    const siti = await neighbour(office);
    await siti.say('jangan ingatkan lagi');
    await office.database.prisma.consent.updateMany({
      where: { personId: siti.known.id, purpose: 'registration' },
      data: { withdrawnAt: office.clock.now() },
    });
    await siti.say('/mulai_lagi');
    expect(siti.last).toMatch(/^Izin pendaftaran sudah ditarik/);
    expect((await personRow(siti.known.id)).reminders).toBe(false);
  });

  describe('of somebody who has not registered', () => {
    it('there is nothing to stop before they begin anything', async () => {
      const owner = office.owner();
      for (const words of ['/berhenti', 'stop kabar', 'jangan ingatkan lagi'])
        expect(await owner.say(words)).toEqual([
          'Kami belum pernah mengirim kabar ke Bapak/Ibu, jadi tidak ada yang perlu dihentikan.',
        ]);
    });

    it('reminders of the training they joined stop, and come back', async () => {
      const of = await training(office, { title: 'Catat Keuangan' });
      const dewi = office.owner('Dewi');
      await dewi.say('/start');
      await press(dewi, `t.join.${of.id}`);
      await dewi.walk('>Setuju', 'Dewi Lestari', '>Ibu (perempuan)', '>Manyar', '>Lewati');
      await dewi.say('/berhenti');
      expect(dewi.buttons).toEqual(['Pengingat pelatihan', 'Tidak jadi']);
      await dewi.tap('Pengingat pelatihan');
      expect(dewi.last).toMatch(/^Baik, pengingat pelatihan dihentikan mulai sekarang\./);
      office.clock.set('2026-11-16T02:00:00Z');
      await office.runJob('training-reminders');
      expect(has(dewi, 'Jadi datang?')).toBe(false);
      await dewi.say('/mulai_lagi');
      expect(dewi.last).toBe('Baik, pengingat pelatihan dikirim lagi mulai sekarang.');
      office.clock.set('2026-11-18T02:00:00Z');
      await office.runJob('training-reminders');
      expect(has(dewi, 'Catat Keuangan di Balai Desa Wedani')).toBe(true);
    });

    it('the nudge about an unfinished form stops', async () => {
      office.clock.set('2026-11-20T07:00:00Z');
      const [quiet, other] = [office.owner(), office.owner()];
      for (const owner of [quiet, other]) await owner.walk(...registrationSteps.slice(0, 5));
      await quiet.say('/berhenti');
      expect(quiet.buttons).toEqual(['Semua pesan', 'Tidak jadi']);
      expect(dataUnder(quiet)).toEqual(['stop-all', 'stop-never']);
      await quiet.tap('Semua pesan');
      office.clock.set('2026-11-21T02:00:00Z');
      await office.runJob('nudge');
      expect([has(quiet, 'pertanyaan lagi'), has(other, 'pertanyaan lagi')]).toEqual([false, true]);
    });
  });
});
