import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addByHand, markAttendance } from '../../../src/services/trainings/attendance.ts';
import { erasePerson, eraseStranger } from '../../../src/services/data-rights/erasure.ts';
import { setImprove, rateTraining } from '../../../src/services/trainings/feedback.ts';
import type { Member } from '../../../src/services/office/members.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { join } from '../../../src/services/trainings/joining.ts';
import { setSubstitute } from '../../../src/services/trainings/seat-answers.ts';
import type { Joiner } from '../../../src/services/trainings/training-history.ts';
import { atomically, type Transaction } from '../../../src/services/core/services.ts';
import type { Training } from '../../../src/services/trainings/trainings.ts';
import { testClock } from '../../support/clock.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { announce, appointChat } from '../../support/recipients.ts';
import { findInDatabase } from '../../support/search.ts';
import { GRESIK, listOf, neighbour, onPhone, training } from '../../support/training.ts';

const KEY = new Uint8Array(32).fill(7);
const budi: Member = { id: 1, number: 'budi', name: 'Budi', role: 'officer', rights: [], kecamatan: [] };

describe('trainings of somebody who is erased', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ clock: testClock('2026-11-09T03:00:00Z') });
  });
  afterAll(() => office.close());

  const inside = <T>(work: (services: Transaction) => Promise<T>): Promise<T> =>
    atomically(office.database.prisma, office.services, work);
  async function enter(at: Training, accountId: number | undefined, who: Joiner): Promise<number> {
    const joined = await inside((it) => join(it, at.id, accountId ?? 0, who));
    if (!('participant' in joined)) throw new Error(`expected a place, got ${joined.kind}`);
    return joined.participant.id;
  }
  const accountOf = async (owner: Owner): Promise<number> =>
    (await office.database.prisma.account.findUniqueOrThrow({ where: { chatId: owner.person.id } })).id;

  it('lose names and words; seat, attendance and rating count on under the random number', async () => {
    const at = await training(office, {
      startsAt: new Date('2026-11-09T04:00:00Z'),
      endsAt: new Date('2026-11-09T06:00:00Z'),
      closesAt: new Date('2026-11-09T03:30:00Z'),
    });
    const siti = await neighbour(office, 'Kartini Wulandari');
    const { id: personId, number, accountId = 0 } = siti.known;
    const id = await enter(at, accountId, { personId });
    await inside((it) => setSubstitute(it, id, 'Dewi Lestariningtyas'));
    await inside((it) => markAttendance(it, id, budi, true));
    await rateTraining(office.services, id, 3);
    await setImprove(office.services, id, 'kursinya terlalu keras');
    expect(await inside((it) => erasePerson(it, { accountId, personId }))).toEqual({ kind: 'erased' });
    expect(await office.database.prisma.participant.findUniqueOrThrow({ where: { id } })).toMatchObject({
      personId: null,
      accountId: null,
      personNumber: number,
      kecamatan: GRESIK,
      seat: 1,
      rating: 3,
      name: null,
      substitute: null,
      improve: null,
    });
    expect(
      await findInDatabase(office.database, KEY, [
        'Kartini Wulandari',
        'Dewi Lestariningtyas',
        'kursinya terlalu keras',
      ]),
    ).toEqual([]);
  });

  it('give their seat to the next in line at once', async () => {
    const at = await training(office, { seats: 1 });
    const [siti, hadi] = [await neighbour(office), await neighbour(office, 'Hadi Santoso', 'L')];
    await enter(at, siti.known.accountId, { personId: siti.known.id });
    await enter(at, hadi.known.accountId, { personId: hadi.known.id });
    await siti.walk('/hapus', 'hapus');
    expect((await listOf(office, at)).map((it) => [it.status, it.name, it.seat])).toEqual([
      ['offered', 'Hadi Santoso', 1],
      ['left', undefined, undefined],
    ]);
  });

  it('leave nothing of somebody who has never registered', async () => {
    const at = await training(office);
    const guest = office.owner('Sri');
    await guest.say('/start');
    const accountId = await accountOf(guest);
    await enter(at, accountId, {
      stranger: { name: 'Sri Wahyuningsih', phone: '+6281298765432', kecamatan: GRESIK },
    });
    expect(await inside((it) => eraseStranger(it, accountId))).toBe(true);
    expect(await listOf(office, at)).toMatchObject([{ status: 'left', name: undefined, phone: undefined }]);
    expect(await findInDatabase(office.database, KEY, ['Sri Wahyuningsih', '6281298765432'])).toEqual([]);
  });

  it('stay as they are for the others on the same phone and for who was added by hand', async () => {
    const at = await training(office);
    const siti = await neighbour(office, 'Siti Rahayu');
    const dewi = await onPhone(office, siti, 'Dewi Anggraini', 'P');
    await enter(at, siti.known.accountId, { personId: siti.known.id });
    await enter(at, dewi.accountId, { personId: dewi.id });
    await enter(at, dewi.accountId, { stranger: { name: 'Tutik' } });
    await inside((it) =>
      addByHand(it, at.id, budi, { who: { stranger: { name: 'Mbok Sri' } }, source: 'phone' }),
    );
    await inside((it) => erasePerson(it, { accountId: siti.known.accountId ?? 0, personId: siti.known.id }));
    expect((await listOf(office, at)).map((it) => it.name ?? '–')).toEqual([
      'Dewi Anggraini',
      'Tutik',
      'Mbok Sri',
      '–',
    ]);
  });

  it('leave a ledger that still sums, with nothing in it but the random number', async () => {
    const { prisma } = office.database;
    const at = await training(office);
    const [siti, hadi] = [await neighbour(office), await neighbour(office, 'Hadi', 'L')];
    const sender = await appointChat(prisma, office.services, 77_001);
    const { id } = await announce(prisma, office.services, sender, { trainingId: at.id });
    for (const [{ known }, status] of [
      [siti, 'sent'],
      [hadi, 'pending'],
    ] as const)
      await prisma.delivery.create({
        data: {
          announcementId: id,
          personNumber: known.number,
          personId: known.id,
          accountId: known.accountId ?? null,
          why: { kecamatan: GRESIK },
          status,
          messageId: 17,
        },
      });
    for (const { known } of [siti, hadi])
      await inside((it) => erasePerson(it, { accountId: known.accountId ?? 0, personId: known.id }));
    const rows = await prisma.delivery.findMany({
      where: { announcementId: id },
      orderBy: { status: 'asc' },
    });
    expect(rows).toMatchObject([
      { personNumber: hadi.known.number, status: 'cancelled' },
      { personNumber: siti.known.number, status: 'sent' },
    ]);
    for (const row of rows)
      expect(row).toMatchObject({ personId: null, accountId: null, why: {}, messageId: null });
  });

  it('stand in the copy of the own data', async () => {
    const at = await training(office);
    const siti = await neighbour(office);
    const id = await enter(at, siti.known.accountId, { personId: siti.known.id });
    await inside((it) => setSubstitute(it, id, 'Dewi Lestari'));
    expect((await myData(office.services, siti.known.id)).trainings).toMatchObject([
      {
        number: at.number,
        title: 'Pelatihan Kemasan Produk',
        status: 'seated',
        seat: 1,
        substitute: 'Dewi Lestari',
      },
    ]);
    await siti.walk('>Data saya', '>Minta salinan');
    const before = siti.person.messages.length;
    await siti.tap(/salinan/i);
    const file = siti.person.messages.slice(before).find((it) => it.document?.file_name?.endsWith('.txt'));
    const { token } = office.simulator;
    const asked: unknown = await (
      await fetch(`${office.apiRoot}/bot${token}/getFile?file_id=${file?.document?.file_id ?? ''}`)
    ).json();
    const path = /"file_path":"([^"]+)"/.exec(JSON.stringify(asked))?.[1] ?? '';
    const text = await (await fetch(`${office.apiRoot}/file/bot${token}/${path}`)).text();
    expect(text).toContain(
      `Pelatihan Kemasan Produk (${at.number}), Kamis, 19 November 2026 pukul 09.00 WIB: mendapat kursi`,
    );
    expect(text).toContain('Nomor peserta: 1');
    expect(text).toContain('Diwakili: Dewi Lestari');
    expect(text).toContain('PENGUMUMAN PELATIHAN');
  });
});
