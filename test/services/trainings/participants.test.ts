import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addByHand,
  checkIn,
  markAttendance,
  removeByHand,
  toBeCalled,
  walkIn,
} from '../../../src/services/trainings/attendance.ts';
import type { Member } from '../../../src/services/office/members.ts';
import {
  answerOffer,
  confirmComing,
  leave,
  setSubstitute,
} from '../../../src/services/trainings/seat-answers.ts';
import { join, type Joined } from '../../../src/services/trainings/joining.ts';
import { participationsOf, seatCounts, placeOnList } from '../../../src/services/trainings/participants.ts';
import type { Joiner } from '../../../src/services/trainings/training-history.ts';
import type { Participant } from '../../../src/services/trainings/participant-rows.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import { lotOf } from '../../../src/services/trainings/seat-book.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';
import { testClock } from '../../support/clock.ts';
import { openOffice, registrationSteps, type Office } from '../../support/office.ts';
import { registeredPerson, type StoredPerson, type WantedPerson } from '../../support/people.ts';
import { findInDatabase } from '../../support/search.ts';
import { CERME, GRESIK, listOf, training } from '../../support/training.ts';

const budi: Member = {
  id: 1,
  number: 'budi',
  name: 'Budi Santoso',
  role: 'officer',
  rights: [],
  kecamatan: [],
};
const elsewhere: Member = { ...budi, number: 'elsewhere', kecamatan: ['35.25.01'] };

describe('the list of a training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ clock: testClock('2026-11-09T03:00:00Z') });
  });
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  const someone = (it: WantedPerson = {}): Promise<StoredPerson> => registeredPerson(office.services, it);
  const enter = (at: Training, who: StoredPerson): Promise<Joined> =>
    inside((services) => join(services, at.id, who.accountId ?? 0, { personId: who.id }));
  const guest = (at: Training, accountId: number, name: string): Promise<Joined> =>
    inside((services) => join(services, at.id, accountId, { stranger: { name, kecamatan: CERME } }));
  const idOf = (it: object): number => {
    if (
      'participant' in it &&
      typeof it.participant === 'object' &&
      it.participant !== null &&
      'id' in it.participant
    )
      return Number(it.participant.id);
    throw new Error(`expected a participant, got ${JSON.stringify(it)}`);
  };
  async function account(): Promise<number> {
    const { accountId } = await someone({ businesses: [] });
    return accountId ?? 0;
  }
  const picture = async (at: Training): Promise<readonly string[]> =>
    (await listOf(office, at)).map((it) => `${it.status}${it.seat === undefined ? '' : ` ${it.seat}`}`);

  it('gives the last seat to one of two who press at the same moment, and tells the other why', async () => {
    const at = await training(office, { seats: 1 });
    const people = await Promise.all(Array.from({ length: 8 }, () => someone()));
    const outcomes = await Promise.all(people.map((who) => enter(at, who)));
    expect(outcomes.filter((it) => it.kind === 'seated')).toHaveLength(1);
    const waiting = outcomes.flatMap((it) => (it.kind === 'waiting' ? [it] : []));
    expect(waiting.map((it) => it.place).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(waiting.map((it) => it.waitsFor))).toEqual(new Set(['last-seat']));
    expect(await seatCounts(office.services, at)).toEqual({
      seats: 1,
      seated: 1,
      offered: 0,
      waiting: 7,
      confirmed: 0,
      attended: 0,
    });
    office.clock.advance(120_000);
    expect(await enter(at, await someone())).toMatchObject({ kind: 'waiting', waitsFor: 'seat', place: 8 });
  });

  it('knows who is on it already, also after two presses at once', async () => {
    const at = await training(office);
    const siti = await someone();
    const both = await Promise.all([enter(at, siti), enter(at, siti)]);
    expect(both.map((it) => it.kind).toSorted()).toEqual(['already', 'seated']);
    expect(await listOf(office, at)).toHaveLength(1);
  });

  it('gives a seat again with its number, and only the chat of the person decides about it', async () => {
    const at = await training(office, { seats: 2 });
    const [siti, dewi, hadi] = [
      await someone(),
      await someone(),
      await someone({ name: 'Hadi', salutation: 'L' }),
    ];
    const first = idOf(await enter(at, siti));
    await enter(at, dewi);
    const waiting = idOf(await enter(at, hadi));
    expect(await inside((it) => leave(it, first, dewi.accountId ?? 0))).toEqual({ kind: 'unknown' });
    expect(await inside((it) => leave(it, first, siti.accountId ?? 0))).toMatchObject({
      kind: 'left',
      from: 'seated',
    });
    expect(await picture(at)).toEqual(['seated 2', 'offered 1', 'left']);
    expect(await inside((it) => answerOffer(it, waiting, siti.accountId ?? 0, true))).toEqual({
      kind: 'unknown',
    });
    expect(await inside((it) => answerOffer(it, waiting, hadi.accountId ?? 0, true))).toMatchObject({
      kind: 'seated',
      participant: { seat: 1, name: 'Hadi' },
    });
    expect(await inside((it) => answerOffer(it, waiting, hadi.accountId ?? 0, true))).toMatchObject({
      kind: 'already',
    });
    expect(await enter(at, siti)).toMatchObject({ kind: 'waiting', place: 1 });
    expect(await listOf(office, at)).toHaveLength(3);
  });

  it('takes "Saya ikut" of somebody with an open offer as taking the seat, and lets an offer be declined', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, dewi, hadi] = [await someone(), await someone(), await someone()];
    const first = idOf(await enter(at, siti));
    const second = idOf(await enter(at, dewi));
    await enter(at, hadi);
    await inside((it) => leave(it, first, siti.accountId ?? 0));
    expect(await inside((it) => answerOffer(it, second, dewi.accountId ?? 0, false))).toMatchObject({
      kind: 'declined',
    });
    expect(await enter(at, hadi)).toMatchObject({ kind: 'seated', participant: { seat: 1 } });
    expect(await inside((it) => answerOffer(it, second, dewi.accountId ?? 0, true))).toMatchObject({
      kind: 'lost',
      place: undefined,
    });
  });

  it('says where somebody stands, and where they stood when they were last told', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, dewi, hadi] = [await someone(), await someone(), await someone()];
    await enter(at, siti);
    const second = idOf(await enter(at, dewi));
    await enter(at, hadi);
    const mine = async (): Promise<Participant> => {
      const [it] = await participationsOf(office.services, {
        accountId: hadi.accountId ?? 0,
        personId: hadi.id,
      });
      if (it === undefined) throw new Error('expected a participation');
      return it;
    };
    expect(await placeOnList(office.services, await mine())).toMatchObject({ place: 2, before: undefined });
    await inside((it) => leave(it, second, dewi.accountId ?? 0));
    expect(await placeOnList(office.services, await mine())).toMatchObject({
      place: 1,
      before: 2,
      waitsFor: 'seat',
    });
  });

  it('lets nobody join what is closed, cancelled, over or not there', async () => {
    const siti = await someone();
    const closed = await training(office, { closesAt: new Date('2026-11-09T03:00:00Z') });
    expect(await enter(closed, siti)).toEqual({ kind: 'closed' });
    const over = await training(office, {
      startsAt: new Date('2026-11-09T02:00:00Z'),
      closesAt: new Date('2026-11-08T02:00:00Z'),
      endsAt: new Date('2026-11-09T05:00:00Z'),
    });
    expect(await enter(over, siti)).toEqual({ kind: 'over' });
    expect(await enter({ ...over, id: 999_999 }, siti)).toEqual({ kind: 'unknown' });
  });

  it('knows who was at a training before, by kecamatan and history of the person', async () => {
    const before = await training(office, {
      startsAt: new Date('2026-11-09T03:30:00Z'),
      endsAt: new Date('2026-11-09T05:00:00Z'),
      closesAt: new Date('2026-11-09T03:20:00Z'),
    });
    const siti = await someone();
    const id = idOf(await enter(before, siti));
    await inside((it) => markAttendance(it, id, budi, true));
    const next = await training(office, { seatRule: 'newcomers' });
    expect(await enter(next, siti)).toMatchObject({
      kind: 'waiting',
      waitsFor: 'close',
      participant: { newcomer: false, kecamatan: GRESIK },
    });
    expect(await enter(next, await someone())).toMatchObject({
      kind: 'seated',
      participant: { newcomer: true },
    });
  });

  it('has lots that anybody with the recorded seed can compute again', async () => {
    const at = await training(office, { seatRule: 'draw' });
    expect(await enter(at, await someone())).toMatchObject({ kind: 'waiting', waitsFor: 'draw' });
    expect(at.drawSeed).toMatch(/^[0-9a-f]{32}$/);
    // printf 'seed:7' | sha256sum
    expect(lotOf('seed', 7)).toBe('0f1c63b88102f461803c0118ee3e89f1b31b928cd4bc21f5f6297cbb1544b76c');
    expect(lotOf('seed', 7)).not.toBe(lotOf('seed', 8));
  });

  it('remembers who comes and who comes instead, for those who have a seat', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, dewi] = [await someone(), await someone()];
    const seated = idOf(await enter(at, siti));
    const waiting = idOf(await enter(at, dewi));
    expect(await inside((it) => confirmComing(it, seated, siti.accountId ?? 0))).toMatchObject({
      kind: 'confirmed',
    });
    expect(await inside((it) => confirmComing(it, waiting, dewi.accountId ?? 0))).toMatchObject({
      kind: 'not-seated',
    });
    expect(await inside((it) => setSubstitute(it, seated, 'Dewi Lestari'))).toMatchObject({
      kind: 'set',
      participant: { substitute: 'Dewi Lestari' },
    });
    expect(await inside((it) => setSubstitute(it, waiting, 'Dewi Lestari'))).toEqual({ kind: 'not-seated' });
    expect(await seatCounts(office.services, at)).toMatchObject({ confirmed: 1 });
  });

  describe('people who have not registered', () => {
    it('are kept apart by their names on a shared phone, and sealed', async () => {
      const at = await training(office);
      const chat = await account();
      expect(await guest(at, chat, 'Rahayu Ningsih')).toMatchObject({ kind: 'seated' });
      expect(await guest(at, chat, 'rahayu  ningsih')).toMatchObject({ kind: 'already' });
      expect(await guest(at, chat, 'Tutik')).toMatchObject({ kind: 'seated' });
      const rows = await office.database.prisma.participant.findMany({ where: { trainingId: at.id } });
      expect(JSON.stringify(rows)).not.toContain('Rahayu');
      expect((await listOf(office, at)).map((it) => it.name)).toEqual(['Rahayu Ningsih', 'Tutik']);
    });

    it('keep their seat when they register in the same chat', async () => {
      const at = await training(office);
      const siti = office.owner();
      await siti.say('/start');
      const { id } = await office.database.prisma.account.findUniqueOrThrow({
        where: { chatId: siti.person.id },
      });
      await guest(at, id, 'Siti');
      await siti.walk(...registrationSteps, '>Tidak usah');
      const [mine] = await listOf(office, at);
      expect(mine).toMatchObject({ status: 'seated', seat: 1, name: 'Siti Aminah', accountId: id });
      expect(mine?.personNumber).toMatch(/^[\w-]{12}$/);
      const row = await office.database.prisma.participant.findUniqueOrThrow({
        where: { id: mine?.id ?? 0 },
      });
      expect([row.name, row.phone]).toEqual([null, null]);
    });

    it('are not taken for somebody else who registers on their phone', async () => {
      const at = await training(office);
      const siti = office.owner();
      await siti.say('/start');
      const { id } = await office.database.prisma.account.findUniqueOrThrow({
        where: { chatId: siti.person.id },
      });
      await guest(at, id, 'Siti Aminah');
      await guest(at, id, 'Kartini');
      await siti.walk(...registrationSteps, '>Tidak usah');
      expect((await listOf(office, at)).map((it) => [it.name, it.personId !== undefined])).toEqual([
        ['Siti Aminah', true],
        ['Kartini', false],
      ]);
    });
  });

  describe('people added by hand', () => {
    it('follow the same rules, also after registration has closed, and stand in the audit log', async () => {
      const at = await training(office, { seats: 1, closesAt: new Date('2026-11-09T03:00:00Z') });
      const who: Joiner = { stranger: { name: 'Mbok Sri', phone: '+6281234567890', kecamatan: CERME } };
      const added = await inside((it) => addByHand(it, at.id, budi, { who, source: 'whatsapp' }));
      expect(added).toMatchObject({ kind: 'seated', participant: { source: 'whatsapp', addedBy: 'budi' } });
      const next = await inside((it) =>
        addByHand(it, at.id, budi, { who: { stranger: { name: 'Pak Tarno' } }, source: 'phone' }),
      );
      expect(next).toMatchObject({ kind: 'waiting', place: 1 });
      expect(await inside((it) => addByHand(it, at.id, elsewhere, { who, source: 'phone' }))).toEqual({
        kind: 'not-yours',
      });
      expect((await toBeCalled(office.services, at.id)).map((it) => it.name)).toEqual([
        'Mbok Sri',
        'Pak Tarno',
      ]);
      expect(await inside((it) => removeByHand(it, idOf(added), budi))).toMatchObject({ kind: 'left' });
      expect(await picture(at)).toEqual(['offered 1', 'left']);
      const log = await office.database.prisma.audit.findMany({
        where: { subject: `training:${at.number}`, action: { startsWith: 'participant' } },
        orderBy: { id: 'asc' },
      });
      expect(log.map((it) => it.action)).toEqual([
        'participant.add',
        'participant.add',
        'participant.remove',
      ]);
      expect(JSON.stringify(log)).not.toMatch(/Sri|Tarno|6281/);
      const seen = await findInDatabase(office.database, new Uint8Array(32).fill(7), [
        'Mbok Sri',
        '6281234567890',
      ]);
      expect(seen.every((it) => it.startsWith('participant.'))).toBe(true);
    });

    it('hear from the bot when they are registered with a chat', async () => {
      const at = await training(office);
      const siti = await someone();
      expect(
        await inside((it) => addByHand(it, at.id, budi, { who: { personId: siti.id }, source: 'phone' })),
      ).toMatchObject({ kind: 'seated', participant: { accountId: siti.accountId } });
      expect(await enter(at, siti)).toMatchObject({ kind: 'already' });
    });
  });

  describe('attendance', () => {
    const now = { startsAt: new Date('2026-11-19T02:00:00Z'), endsAt: new Date('2026-11-19T05:00:00Z') };
    async function seatedAt(at: Training): Promise<{ readonly who: StoredPerson; readonly id: number }> {
      const who = await someone();
      return { who, id: idOf(await enter(at, who)) };
    }
    const typed = (who: StoredPerson, code: string) =>
      inside((it) => checkIn(it, { accountId: who.accountId ?? 0, personId: who.id, code, via: 'code' }));

    it('is recorded by the code on the wall, only from two hours before until two hours after', async () => {
      office.clock.set('2026-11-09T03:00:00Z');
      const at = await training(office, now);
      expect(at.checkinCode).toMatch(/^[ACDEFGHJKMNPQRTUVWXY34679]{6}$/);
      const { who } = await seatedAt(at);
      office.clock.set('2026-11-18T23:59:59Z');
      expect(await typed(who, at.checkinCode)).toMatchObject({ kind: 'not-now' });
      office.clock.set('2026-11-19T00:00:00Z');
      expect(await typed(who, 'AAAAAA')).toEqual({ kind: 'wrong', tries: 1 });
      expect(await typed(who, 'AAAAAA')).toEqual({ kind: 'wrong', tries: 2 });
      expect(await typed(who, ` ${at.checkinCode.toLowerCase()} `)).toMatchObject({ kind: 'welcome' });
      office.clock.set('2026-11-19T06:59:00Z');
      expect(await typed(who, at.checkinCode)).toMatchObject({
        kind: 'again',
        at: new Date('2026-11-19T00:00:00Z'),
      });
      office.clock.set('2026-11-19T07:00:01Z');
      expect(await typed(who, at.checkinCode)).toMatchObject({ kind: 'not-now' });
      expect(await typed(await someone(), 'AAAAAA')).toEqual({ kind: 'wrong', tries: 0 });
    });

    it('gives a free seat to who comes without one, and records the rest as extra when an officer says so', async () => {
      office.clock.set('2026-11-09T03:00:00Z');
      const at = await training(office, { ...now, seats: 2, seatRule: 'draw' });
      office.clock.set('2026-11-19T01:30:00Z');
      const siti = await someone();
      expect(await typed(siti, at.checkinCode)).toMatchObject({ kind: 'no-seat', free: true });
      expect(
        await inside((it) =>
          walkIn(it, at.id, { personId: siti.id }, { accountId: siti.accountId ?? 0, via: 'qr' }),
        ),
      ).toMatchObject({ kind: 'seated', participant: { seat: 1, attendedVia: 'qr', source: 'walk-in' } });
      const walk = (name: string) =>
        inside((it) => walkIn(it, at.id, { stranger: { name } }, { member: budi }));
      expect(await walk('Mbok Sri')).toMatchObject({ kind: 'seated', participant: { seat: 2 } });
      expect(await walk('Pak Tarno')).toMatchObject({
        kind: 'extra',
        participant: { attendedVia: 'officer' },
      });
      const dewi = await someone();
      expect(
        await inside((it) =>
          walkIn(it, at.id, { personId: dewi.id }, { accountId: dewi.accountId ?? 0, via: 'code' }),
        ),
      ).toEqual({ kind: 'full' });
      expect(await seatCounts(office.services, at)).toMatchObject({ seated: 2, attended: 3 });
    });

    it('is recorded by an officer of the place, and taken back', async () => {
      office.clock.set('2026-11-09T03:00:00Z');
      const at = await training(office, now);
      const { id } = await seatedAt(at);
      expect(await inside((it) => markAttendance(it, id, budi, true))).toMatchObject({ kind: 'not-now' });
      office.clock.set('2026-11-20T03:00:00Z');
      expect(await inside((it) => markAttendance(it, id, elsewhere, true))).toEqual({ kind: 'not-yours' });
      expect(await inside((it) => markAttendance(it, id, budi, true))).toMatchObject({
        participant: { attendedVia: 'officer' },
      });
      const [taken] = [await inside((it) => markAttendance(it, id, budi, false))];
      expect(taken).toMatchObject({ kind: 'marked', participant: { attendedAt: undefined } });
    });
  });
});
