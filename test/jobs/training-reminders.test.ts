import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markAttendance, addByHand, toBeCalled } from '../../src/services/trainings/attendance.ts';
import type { Member } from '../../src/services/office/members.ts';
import { confirmComing, leave } from '../../src/services/trainings/seat-answers.ts';
import { join } from '../../src/services/trainings/joining.ts';
import { atomically, type Transaction } from '../../src/services/core/services.ts';
import { changeTraining } from '../../src/services/trainings/training-move.ts';
import type { Training } from '../../src/services/trainings/trainings.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';
import { neighbour, training, type Neighbour } from '../support/training.ts';

const budi: Member = { id: 1, number: 'budi', name: 'Budi', role: 'officer', rights: [], kecamatan: [] };

describe('reminders of a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  beforeEach(() => office.clock.set('2026-11-09T03:00:00Z'));
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  async function enter(at: Training, { known }: Neighbour): Promise<number> {
    const joined = await inside((it) => join(it, at.id, known.accountId ?? 0, { personId: known.id }));
    if (!('participant' in joined)) throw new Error(`expected a place, got ${joined.kind}`);
    return joined.participant.id;
  }
  /** The clock of the bot at a time in WIB on a day of November 2026, and the job. */
  async function tick(day: number, time: string): Promise<void> {
    office.clock.set(`2026-11-${String(day).padStart(2, '0')}T${time}:00+07:00`);
    await office.runJob('training-reminders');
  }
  const texts = (owner: Owner): readonly string[] =>
    owner.person.messages
      .filter((it) => it.from?.is_bot && it.reply_markup?.inline_keyboard !== undefined)
      .map((it) => it.text ?? '')
      .filter((it) => /Jadi datang\?|^Besok|^Sampai di tempat|Pertanyaan 1 dari 2/.test(it));
  const statuses = async (owner: Neighbour): Promise<readonly string[]> =>
    (
      await office.database.prisma.outgoing.findMany({
        where: { kind: { startsWith: 'training-' }, accountId: owner.known.accountId ?? 0 },
        orderBy: { id: 'asc' },
      })
    ).map((it) => `${it.kind} ${it.status}`);

  it('come three days before, the day before, an hour before, and the day after to those who were there', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    const hadi = await neighbour(office, 'Hadi Santoso', 'L');
    const seat = await enter(at, siti);
    await enter(at, hadi);
    await tick(16, '08:55');
    expect(texts(siti)).toEqual([]);
    await tick(16, '09:00');
    await tick(16, '09:05');
    expect(texts(siti)).toEqual([
      'Selamat pagi, Bu Siti. Kamis, 19 November 2026 pukul 09.00 WIB ada Pelatihan Kemasan Produk di Balai Desa Wedani, Kecamatan Cerme.\nJadi datang?',
    ]);
    expect(siti.buttons).toEqual(['Jadi datang', 'Tidak jadi ikut']);
    await siti.tap('Jadi datang');
    await tick(18, '09:00');
    await tick(18, '12:00');
    expect(texts(hadi).at(-1)).toBe(
      'Besok pukul 09.00 WIB, Pak Hadi: Pelatihan Kemasan Produk di Balai Desa Wedani, Kecamatan Cerme.\nMohon bawa satu contoh produk.',
    );
    expect(hadi.buttons).toEqual(['Lihat tempat', 'Tidak jadi ikut']);
    await tick(19, '07:55');
    expect(texts(siti)).toHaveLength(2);
    await tick(19, '08:00');
    expect(texts(siti).at(-1)).toMatch(/^Sampai di tempat, tulis kode yang ada di papan/);
    office.clock.set('2026-11-19T09:30:00+07:00');
    await inside((it) => markAttendance(it, seat, budi, true));
    await tick(20, '09:00');
    await tick(20, '09:05');
    expect(texts(siti).at(-1)).toBe(
      'Pertanyaan 1 dari 2\nApakah Pelatihan Kemasan Produk berguna untuk usaha Ibu?',
    );
    expect(siti.buttons).toEqual(['Sangat berguna', 'Cukup', 'Kurang']);
    expect(texts(siti)).toHaveLength(4);
    expect(texts(hadi)).toHaveLength(3);
    expect(await siti.tap('Sangat berguna')).toEqual([expect.stringMatching(/^Pertanyaan 2 dari 2/)]);
  });

  it('that were missed are caught up until 18.00, and recorded as skipped afterwards', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    await enter(at, siti);
    await tick(16, '17:55');
    expect(texts(siti)).toHaveLength(1);
    await tick(18, '18:00');
    await tick(19, '07:00');
    expect(texts(siti)).toHaveLength(1);
    expect(await statuses(siti)).toEqual(['training-near sent', 'training-tomorrow skipped']);
    await tick(19, '11:59');
    expect(texts(siti).at(-1)).toMatch(/^Sampai di tempat/);
  });

  it('about how to check in are too late when the training is over', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    await enter(at, siti);
    await tick(19, '12:00');
    expect(texts(siti)).toEqual([]);
    expect(await statuses(siti)).toEqual([
      'training-near skipped',
      'training-tomorrow skipped',
      'training-today skipped',
    ]);
  });

  it('are not sent to who joined after their time, left, said already that they come, or was there', async () => {
    const at = await training(office, { closesAt: new Date('2026-11-19T01:00:00Z') });
    const [late, left, sure] = [
      await neighbour(office),
      await neighbour(office, 'Hadi', 'L'),
      await neighbour(office, 'Dewi'),
    ];
    const gone = await enter(at, left);
    const coming = await enter(at, sure);
    await inside((it) => confirmComing(it, coming, sure.known.accountId ?? 0));
    await inside((it) => leave(it, gone, left.known.accountId ?? 0));
    office.clock.set('2026-11-18T10:00:00+07:00');
    const lately = await enter(at, late);
    await tick(18, '10:05');
    expect(texts(late)).toEqual([]);
    expect(texts(left)).toEqual([]);
    expect(texts(sure)).toEqual([expect.stringMatching(/^Besok/)]);
    office.clock.set('2026-11-19T07:30:00+07:00');
    await inside((it) => markAttendance(it, lately, budi, true));
    await tick(19, '08:00');
    expect(texts(late)).toEqual([]);
    expect(texts(sure)).toHaveLength(2);
  });

  it('follow a training that moves', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    await enter(at, siti);
    await tick(16, '09:00');
    office.clock.set('2026-11-16T10:00:00+07:00');
    await inside((it) =>
      changeTraining(it, at.id, budi, {
        startsAt: new Date('2026-11-26T02:00:00Z'),
        endsAt: new Date('2026-11-26T05:00:00Z'),
      }),
    );
    await tick(18, '09:00');
    await tick(19, '08:00');
    expect(texts(siti)).toHaveLength(1);
    await tick(23, '09:00');
    expect(texts(siti).at(-1)).toContain('Kamis, 26 November 2026');
    await tick(25, '09:00');
    expect(texts(siti)).toHaveLength(3);
  });

  it('reach who has not registered by their own name; who has no chat is listed for a call', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    await inside((it) =>
      join(it, at.id, siti.known.accountId ?? 0, { stranger: { name: 'Tarno Widodo', salutation: 'L' } }),
    );
    await inside((it) =>
      addByHand(it, at.id, budi, { who: { stranger: { name: 'Mbok Sri' } }, source: 'phone' }),
    );
    await tick(16, '09:00');
    expect(texts(siti)).toEqual([expect.stringMatching(/^Untuk Tarno Widodo\.\nSelamat pagi, Pak Tarno\./)]);
    expect(await statuses(siti)).toEqual(['training-near sent']);
    expect((await toBeCalled(office.services, at.id)).map((it) => it.name)).toEqual(['Mbok Sri']);
  });
});
