import { afterAll, beforeEach, describe, expect, it, beforeAll } from 'vitest';
import { announceBefore, announceSteps, announcementRows } from '../../support/announce.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';
import { DAY, HOUR } from '../../support/clock.ts';

/** Monday, 2 November 2026, 21.00 WIB */
const NIGHT = '2026-11-02T14:00:00Z';
/** Friday, 6 November 2026, 11.30 WIB */
const FRIDAY_NOON = '2026-11-06T04:30:00Z';
const MORNING = '2026-11-02T03:00:00Z';

describe('the time to send an announcement', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  beforeEach(() => office.clock.set(MORNING));
  afterAll(() => office.close());

  const last = async () => (await announcementRows(office)).at(-1);

  it('is now by day', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    await budi.walk('>Kirim pengumuman');
    expect((await last())?.scheduledAt).toEqual(new Date(MORNING));
  });

  it.each([
    [
      'at night',
      NIGHT,
      'Sel 3 Nov, 07.00',
      'Selasa, 3 November 2026 pukul 07.00 WIB',
      '2026-11-03T00:00:00Z',
    ],
    [
      'at noon on Friday',
      FRIDAY_NOON,
      'Jum 6 Nov, 13.00',
      'Jumat, 6 November 2026 pukul 13.00 WIB',
      '2026-11-06T06:00:00Z',
    ],
  ])('is %s the next possible one', async (_what, at, label, told, expected) => {
    office.clock.set(at);
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('send'));
    expect(budi.buttons).toContain(label);
    expect(budi.buttons).not.toContain('Sekarang');
    const [, receipt] = [await budi.walk(`>${label}`), await budi.tap('Kirim pengumuman')];
    expect(receipt[0]).toContain(`Dijadwalkan: ${told}.`);
    expect(await last()).toMatchObject({ scheduledAt: new Date(expected), status: 'scheduled' });
  });

  it('is refused in the quiet hours, with the next possible one as a button', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('send'));
    expect((await budi.say('besok jam 21.00'))[0]).toBe(
      'Selasa, 3 November 2026 pukul 21.00 WIB termasuk jam tenang. Waktu berikutnya yang bisa dipakai:',
    );
    await budi.walk('>Rab 4 Nov, 07.00', '>Kirim pengumuman');
    expect((await last())?.scheduledAt).toEqual(new Date('2026-11-04T00:00:00Z'));
  });

  it('may be any when it is urgent, for a reason and with a second person', async () => {
    office.clock.set(NIGHT);
    const budi = await officer(office);
    await walkTo(office, budi, announceBefore('send'));
    await budi.walk('>☐ Mendesak');
    expect(budi.buttons).toContain('Sekarang');
    await budi.walk('>Sekarang');
    expect(budi.last).toContain('Mengapa mendesak?');
    expect((await budi.say('cepat'))[0]).toContain('Mohon tulis 10 sampai 200 huruf.');
    await budi.walk('tempat pelatihan pindah mendadak');
    expect(budi.last).toContain('Perlu persetujuan orang kedua: mendesak.');
    await budi.tap('Kirim pengumuman');
    expect(await last()).toMatchObject({
      urgentReason: 'tempat pelatihan pindah mendadak',
      approvalFor: ['urgent'],
      status: 'approval',
      scheduledAt: new Date(NIGHT),
    });
  });

  it('moves to the morning when the officer sends only at night', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    office.clock.set(NIGHT);
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Lanjutkan');
    expect((await budi.tap('Kirim pengumuman'))[0]).toContain(
      'Dijadwalkan: Selasa, 3 November 2026 pukul 07.00 WIB.',
    );
  });

  it('of a training is asked again when it is over before it was sent', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    office.clock.advance(20 * DAY);
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Lanjutkan');
    const { length } = await announcementRows(office);
    expect((await budi.tap('Kirim pengumuman'))[0]).toContain('Waktu pelatihannya sudah lewat.');
    expect(await announcementRows(office)).toHaveLength(length);
    await budi.walk('30 November 2026 09.00-12.00');
    expect(budi.last).toContain('Pendaftaran ditutup kapan?');
    await budi.walk('>Saat pelatihan mulai', '>Kirim pengumuman');
    expect((await last())?.training?.startsAt).toEqual(new Date('2026-11-30T02:00:00Z'));
  });

  it('of closing is asked again when that is over before it was sent', async () => {
    const budi = await officer(office);
    await walkTo(office, budi, announceSteps);
    office.clock.advance(15 * DAY + 12 * HOUR);
    await budi.walk('/petugas', '>Umumkan pelatihan', '>Lanjutkan');
    expect((await budi.tap('Kirim pengumuman'))[0]).toContain('Waktu tutup pendaftarannya sudah lewat.');
    expect(budi.buttons).toEqual(['Rab 18 Nov, 16.00', 'Saat pelatihan mulai', 'Kembali', 'Batal']);
  });
});
