import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/services/core/audit.ts';
import type { Member } from '../../../src/services/office/members.ts';
import { answerOffer, confirmComing, leave } from '../../../src/services/trainings/seat-answers.ts';
import { join } from '../../../src/services/trainings/joining.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { cancelTraining } from '../../../src/services/trainings/training-cancel.ts';
import { resizeTraining, type Changed } from '../../../src/services/trainings/training-changes.ts';
import { changeTraining, type TrainingChanges } from '../../../src/services/trainings/training-move.ts';
import {
  createTraining,
  trainingById,
  upcomingTrainings,
  type Training,
} from '../../../src/services/trainings/trainings.ts';
import { testClock } from '../../support/clock.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { CERME, listOf, neighbour, training, type Neighbour } from '../../support/training.ts';

const budi: Member = { id: 1, number: 'budi', name: 'Budi', role: 'officer', rights: [], kecamatan: [] };
const elsewhere: Member = { ...budi, kecamatan: ['35.25.01'] };
const staff: Member = { ...budi, role: 'staff' };

describe('a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ clock: testClock('2026-11-09T03:00:00Z') });
  });
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  const change = (at: Training, changes: TrainingChanges, member = budi): Promise<Changed> =>
    inside((it) => changeTraining(it, at.id, member, changes));
  async function enter(at: Training, who: Neighbour): Promise<number> {
    const joined = await inside((it) =>
      join(it, at.id, who.known.accountId ?? 0, { personId: who.known.id }),
    );
    if (!('participant' in joined)) throw new Error(`expected a place, got ${joined.kind}`);
    return joined.participant.id;
  }
  const seatsOf = async (at: Training): Promise<readonly string[]> =>
    (await listOf(office, at)).map((it) => `${it.name}: ${it.status}`);

  it('has a number, a code and a seed of its own, made once for one form, and stands in the audit log', async () => {
    const fields = {
      title: 'Pelatihan Kemasan Produk',
      topic: 'packaging',
      startsAt: new Date('2026-11-19T02:00:00Z'),
      endsAt: new Date('2026-11-19T05:00:00Z'),
      place: 'Balai Desa Wedani',
      seats: 30,
      seatRule: 'draw',
      closesAt: new Date('2026-11-17T09:00:00Z'),
      preferUnseated: true,
    } as const;
    const by = { createdBy: 'budi', draftId: 77 };
    const made = await inside((it) => createTraining(it, fields, by));
    expect(await inside((it) => createTraining(it, fields, by))).toEqual(made);
    expect(made).toMatchObject({ ...fields, number: 'T-2611-0001', status: 'planned', revision: 1 });
    expect(await trainingById(office.services, made.id)).toEqual(made);
    const [logged] = await office.database.prisma.audit.findMany({ where: { action: 'training.create' } });
    expect(logged).toMatchObject({ actor: 'budi', subject: 'training:T-2611-0001' });
    expect(logged?.details).toMatchObject({ drawSeed: made.drawSeed });
    expect((await upcomingTrainings(office.services)).map((it) => it.id)).toContain(made.id);
  });

  it('cannot end before it starts, close after it starts, or reserve more seats than there are', async () => {
    await expect(training(office, { endsAt: new Date('2026-11-19T01:00:00Z') })).rejects.toThrow(
      /expected an end/,
    );
    await expect(training(office, { closesAt: new Date('2026-11-19T03:00:00Z') })).rejects.toThrow(
      /close before/,
    );
    await expect(training(office, { seats: 0 })).rejects.toThrow(/at least 1 seat/);
    await expect(training(office, { seats: 3, seatRule: 'quota', quota: { [CERME]: 4 } })).rejects.toThrow(
      /at most 3 reserved/,
    );
  });

  it('can be changed only by who may do so there, while it is planned and not over', async () => {
    const at = await training(office);
    const to = { place: 'Balai Desa Cerme Kidul' };
    expect(await change(at, to, elsewhere)).toEqual({ kind: 'not-yours' });
    expect(await change(at, to, staff)).toEqual({ kind: 'not-yours' });
    expect(await change({ ...at, id: 999_999 }, to)).toEqual({ kind: 'unknown' });
    expect(await change(at, to)).toMatchObject({
      kind: 'changed',
      told: 0,
      training: { revision: 2, ...to, pin: undefined, address: undefined },
    });
    expect(await inside((it) => cancelTraining(it, at.id, elsewhere, { fixed: 'weather' }))).toEqual({
      kind: 'not-yours',
    });
    expect(await inside((it) => resizeTraining(it, at.id, elsewhere, 3))).toEqual({ kind: 'not-yours' });
  });

  it('tells everybody with a seat when it moves, asks anew whether they come, and shortens open offers', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, hadi, dewi] = [
      await neighbour(office),
      await neighbour(office, 'Hadi Santoso', 'L'),
      await neighbour(office, 'Dewi Lestari'),
    ];
    const seat = await enter(at, siti);
    await inside((it) => confirmComing(it, seat, siti.known.accountId ?? 0));
    await enter(at, hadi);
    const moved = await change(at, {
      startsAt: new Date('2026-11-20T06:30:00Z'),
      endsAt: new Date('2026-11-20T09:00:00Z'),
    });
    expect(moved).toMatchObject({ told: 1, training: { revision: 2 } });
    await office.runJob('seats');
    expect(siti.last).toBe(
      [
        'PERUBAHAN dari Diskoperindag Kabupaten Gresik',
        'Pelatihan Kemasan Produk pindah ke Jumat, 20 November 2026 pukul 13.30 WIB.',
        'Tempatnya tetap.',
        'Ibu masih bisa datang?',
      ].join('\n'),
    );
    expect(siti.buttons).toEqual(['Masih bisa', 'Tidak bisa']);
    expect(hadi.last).not.toContain('PERUBAHAN');
    expect((await listOf(office, at))[0]?.confirmedAt).toBeUndefined();
    await siti.tap('Masih bisa');
    expect((await listOf(office, at))[0]?.confirmedAt).toEqual(office.clock.now());

    await inside((it) => leave(it, seat, siti.known.accountId ?? 0));
    await enter(at, dewi);
    await change(at, {
      startsAt: new Date('2026-11-09T08:00:00Z'),
      endsAt: new Date('2026-11-09T10:00:00Z'),
      closesAt: new Date('2026-11-09T05:00:00Z'),
      place: 'Balai Desa Cerme Kidul',
    });
    expect((await listOf(office, at))[0]).toMatchObject({
      name: 'Hadi Santoso',
      status: 'offered',
      answerBy: new Date('2026-11-09T06:00:00Z'),
    });
    await office.runJob('seats');
    expect(
      hadi.person.messages.map((it) => it.text ?? '').filter((it) => it.startsWith('PERUBAHAN')),
    ).toEqual([
      expect.stringContaining('pindah ke Senin, 9 November 2026 pukul 15.00 WIB, di Balai Desa Cerme Kidul'),
    ]);
  });

  it('is told of at night only when it is near', async () => {
    const far = await training(office);
    const near = await training(office, {
      startsAt: new Date('2026-11-10T06:00:00Z'),
      endsAt: new Date('2026-11-10T08:00:00Z'),
      closesAt: new Date('2026-11-09T09:00:00Z'),
    });
    const [siti, hadi] = [await neighbour(office), await neighbour(office, 'Hadi', 'L')];
    await enter(far, siti);
    await enter(near, hadi);
    office.clock.set('2026-11-09T15:00:00Z');
    await change(far, { place: 'Balai Desa Cerme Kidul' });
    await change(near, { place: 'Balai Desa Cerme Kidul' });
    await office.runJob('seats');
    expect(hadi.last).toContain('pindah tempat ke Balai Desa Cerme Kidul');
    expect(siti.last).not.toContain('pindah tempat');
    office.clock.set('2026-11-10T00:00:00Z');
    await office.runJob('seats');
    expect(siti.last).toContain('Waktunya tetap, Kamis, 19 November 2026 pukul 09.00 WIB.');
  });

  it('that is cancelled tells everybody on the list and takes nobody any more', async () => {
    office.clock.set('2026-11-10T03:00:00Z');
    const at = await training(office, { seats: 1 });
    const [siti, hadi] = [await neighbour(office), await neighbour(office, 'Hadi', 'L')];
    const seat = await enter(at, siti);
    await enter(at, hadi);
    expect(await inside((it) => cancelTraining(it, at.id, budi, { fixed: 'venue' }))).toMatchObject({
      kind: 'changed',
      told: 2,
      training: { status: 'cancelled' },
    });
    await office.runJob('seats');
    for (const [who, called] of [
      [siti, 'Ibu'],
      [hadi, 'Bapak'],
    ] as const)
      expect(who.last).toBe(
        `Maaf, Pelatihan Kemasan Produk tanggal 19 November 2026 dibatalkan karena tempatnya tidak bisa dipakai.\nKalau ada jadwal baru, ${called} kami kabari lebih dulu.`,
      );
    expect(await inside((it) => cancelTraining(it, at.id, budi, { fixed: 'few' }))).toEqual({
      kind: 'cancelled',
    });
    expect(
      await inside((it) => join(it, at.id, siti.known.accountId ?? 0, { personId: siti.known.id })),
    ).toEqual({
      kind: 'cancelled',
    });
    expect(await inside((it) => answerOffer(it, seat, siti.known.accountId ?? 0, true))).toMatchObject({
      kind: 'lost',
    });
  });

  it('offers more seats to those who wait; fewer withdraw offers and never a seat', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, hadi, dewi] = [
      await neighbour(office, 'Siti'),
      await neighbour(office, 'Hadi', 'L'),
      await neighbour(office, 'Dewi'),
    ];
    for (const who of [siti, hadi, dewi]) await enter(at, who);
    expect(await inside((it) => resizeTraining(it, at.id, budi, 3))).toMatchObject({ kind: 'resized' });
    expect(await seatsOf(at)).toEqual(['Siti: seated', 'Hadi: offered', 'Dewi: offered']);
    await office.runJob('seats');
    expect(dewi.last).toMatch(/^Ada kursi untuk Ibu!/);
    expect(await inside((it) => resizeTraining(it, at.id, budi, 2))).toMatchObject({ kind: 'resized' });
    await office.runJob('seats');
    expect(dewi.last).toBe(
      'Maaf, Bu Dewi, jumlah kursi Pelatihan Kemasan Produk berkurang, jadi tawaran tadi tidak berlaku lagi.\nIbu tetap di daftar tunggu, nomor 1.',
    );
    expect(await seatsOf(at)).toEqual(['Siti: seated', 'Hadi: offered', 'Dewi: waiting']);
    await hadi.tap('Ambil kursi');
    expect(await inside((it) => resizeTraining(it, at.id, budi, 1))).toEqual({ kind: 'too-few', seated: 2 });
  });

  it('leaves an audit log that holds together', async () => {
    expect(await verifyAudit(office.services)).toMatchObject({ ok: true });
  });
});
