import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcementRoute } from '../../../src/bot/routes/staff.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { announcementRows } from '../../support/announce.ts';
import { DAY, HOUR } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';

const MANYAR = '35.25.10';

describe('an announcement that is repeated', () => {
  let office: Office;
  let budi: MemberInChat;
  let ratna: MemberInChat;

  beforeAll(async () => {
    office = await openOffice({ settings: { SECOND_PERSON_ABOVE: 'off', NEWS_PER_WEEK: '14' } });
    const { id: chatId } = office.simulator.createPerson({ id: 7_300, firstName: 'Siti', started: true });
    await registeredPerson(office.services, { chatId });
    budi = await officer(office);
    ratna = await officer(office, { name: 'Ratna Wulandari' });
  });
  afterAll(() => office.close());

  /** Writes a weekly announcement of a text for three Mondays from now on; gives the number of its series. */
  async function weekly(who: MemberInChat, text: string, ...sure: readonly string[]): Promise<number> {
    await who.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan', text, ...sure);
    await who.walk('>Lanjut', '>Selesai memilih', '>Diulang: tidak', '>Sekarang');
    expect(who.last).toContain('Diulang sampai tanggal berapa?');
    const { clock } = office;
    await who.say(new Date(clock.now().getTime() + 15 * DAY).toISOString().slice(0, 10));
    await who.tap('Kirim pengumuman');
    await office.idle();
    return (await announcementRows(office)).at(-1)?.seriesId ?? 0;
  }
  const written = async (seriesId: number) =>
    (await announcementRows(office)).filter((it) => it.seriesId === seriesId);
  const series = (id: number) => office.services.db.series.findUniqueOrThrow({ where: { id } });
  const run = async (): Promise<void> => {
    await office.runJob('series');
    await office.runJob('announcements');
    await office.idle();
  };

  it('says how often before it is sent, and only for news without a training', async () => {
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Kabar tanpa pelatihan', 'Klinik UMKM tiap Senin.');
    await budi.walk('>Lanjut', '>Selesai memilih');
    await budi.walk('>Diulang: tidak', '>Diulang: tiap minggu', '>Diulang: tiap bulan');
    expect(budi.buttons).toContain('Diulang: tidak');
    await budi.walk('>Diulang: tidak', '>☐ Mendesak');
    // What is urgent is never repeated.
    expect(budi.buttons.filter((label) => label.startsWith('Diulang'))).toEqual([]);
    await budi.walk('>☑ Mendesak', '>Sekarang');
    expect((await budi.say('1 November 2026'))[0]).toContain(
      'sesudah kiriman pertama, paling lama satu tahun',
    );
    await budi.say('16 November 2026');
    expect(budi.last).toContain('Diulang tiap minggu sampai Senin, 16 November 2026: 3 kali.');
    // It may be the receipt already by the time the update is done.
    const noted = budi.person.nextMessage(/^Pengumuman sudah dicatat/);
    await budi.tap('Kirim pengumuman');
    expect((await noted).text).toContain('Diulang tiap minggu sampai Senin, 16 November 2026.');
    await office.idle();
  });

  it('goes out again at its time, once each, with a code of its own, until its last day', async () => {
    const [first] = await announcementRows(office);
    const id = first?.seriesId ?? 0;
    await run();
    expect(await written(id)).toHaveLength(1);
    for (const times of [2, 3, 3]) {
      office.clock.advance(7 * DAY);
      await run();
      await run();
      expect(await written(id)).toHaveLength(times);
    }
    const all = await written(id);
    expect(all.map((it) => [it.text, it.status, it.createdBy])).toEqual(
      all.map(() => ['Klinik UMKM tiap Senin.', 'done', budi.member.number]),
    );
    expect(new Set(all.map((it) => it.code)).size).toBe(3);
    expect(await office.services.db.delivery.count({ where: { status: 'sent' } })).toBe(3);
    expect(await series(id)).toMatchObject({ nextAt: null, endedAt: null });
  });

  it('asks a second person each time where its words need one, and adds none while it waits', async () => {
    const id = await weekly(budi, 'Daftar di bit.ly/klinik', '>Ya, pakai isi ini');
    await ratna.tap('Setujui');
    await office.idle();
    office.clock.advance(7 * DAY);
    await run();
    expect((await written(id)).map((it) => it.status)).toEqual(['done', 'approval']);
    office.clock.advance(7 * DAY);
    await run();
    expect(await written(id)).toHaveLength(2);
    expect(await series(id)).toMatchObject({ nextAt: null });
  });

  it('is held and asked about when it is late, and of those that were missed only the last is written', async () => {
    const id = await weekly(budi, 'Kabar yang terlambat.');
    office.clock.advance(14 * DAY + 2 * HOUR);
    await run();
    expect((await written(id)).map((it) => [it.status, it.statusReason])).toEqual([
      ['done', null],
      ['held', 'overdue'],
    ]);
    const times = (await written(id)).map((it) => it.scheduledAt.getTime());
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(14 * DAY);
  });

  it('can be ended at any time, by whoever may handle it, and says so', async () => {
    const id = await weekly(budi, 'Kabar yang dihentikan.');
    const [it] = await written(id);
    const about = it?.id ?? 0;
    const rini = await officer(office, { name: 'Rini Astuti', kecamatan: [MANYAR] });
    for (const verb of ['series', 'seriesYes'] as const)
      expect(
        (await rini.act((person) => person.pressData(1, announcementRoute.to(about, verb)))).join('\n'),
      ).toContain('Tombol ini sudah tidak dipakai.');
    await ratna.act((person) => person.pressData(1, announcementRoute.to(about, 'show')));
    expect(ratna.last).toMatch(/Diulang tiap minggu sampai .*\. Berikutnya: /);
    await ratna.walk('>Hentikan ulangan', '>Ya, hentikan');
    expect(ratna.last).toBe('Baik. Pengumuman ini tidak diulang lagi.');
    expect(await series(id)).toMatchObject({ nextAt: null, endedBy: ratna.member.number });
    await ratna.tap('Lihat isi dan tindakan');
    expect(ratna.last).toContain('Ulangannya sudah dihentikan.');
    expect(ratna.buttons).not.toContain('Hentikan ulangan');
    office.clock.advance(7 * DAY);
    await run();
    expect(await written(id)).toHaveLength(1);
  });

  it('ends by itself when the last one was stopped, and when whoever wrote it has no role any more', async () => {
    const stopped = await weekly(budi, 'Kabar yang ditarik.');
    await office.services.db.announcement.updateMany({
      where: { seriesId: stopped },
      data: { withdrawnAt: office.clock.now(), withdrawReason: 'reason:mistake' },
    });
    const dewi = await officer(office, { name: 'Dewi Lestari' });
    const left = await weekly(dewi, 'Kabar tanpa petugas.');
    await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', dewi.member.number));
    office.clock.advance(7 * DAY);
    await run();
    for (const id of [stopped, left]) {
      expect(await written(id)).toHaveLength(1);
      expect(await series(id)).toMatchObject({ nextAt: null, endedBy: 'system' });
    }
    // Whoever wrote it reads so in the morning, once; what was left behind, everybody who may handle it.
    const morning = async (who: MemberInChat): Promise<string> => {
      await office.runJob('cases');
      await office.idle();
      return who.last;
    };
    office.clock.advance(DAY);
    expect(await morning(budi)).toMatch(
      /^Selamat pagi[^]*berhenti sendiri: Kabar yang ditarik\.\n.*berhenti sendiri: Kabar tanpa petugas\./m,
    );
    expect(ratna.last).toMatch(/berhenti sendiri: Kabar tanpa petugas\./);
    expect(ratna.last).not.toContain('Kabar yang ditarik');
    await budi.tap(/^Lihat /);
    expect(budi.last).toContain('Kabar yang ditarik.');
    office.clock.advance(DAY);
    expect(await morning(budi)).not.toContain('berhenti sendiri');
  });
});
