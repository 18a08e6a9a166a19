import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergePeople } from '../../../src/services/data-rights/person-merge.ts';
import type { Merge } from '../../../src/services/data-rights/business-merge.ts';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { figureHistory } from '../../../src/services/sales/figure-history.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { storedApplication } from '../../support/applications.ts';
import { emptyTarget } from '../../support/database.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { registeredPerson } from '../../support/people.ts';
import { backUp, keepJournal, restoreOf, temporaryFolder } from '../../support/restore.ts';
import { training } from '../../support/training.ts';

const OWN = '35.25.16';
const ELSEWHERE = '35.25.01';

interface Registered {
  readonly id: number;
  readonly number: string;
  readonly person: number;
  readonly personNumber: string;
  readonly account: number;
}

describe('two registrations of one person', () => {
  let office: Office;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let siti: Owner;
  let again: Owner;
  let stays: Registered;
  let gone: Registered;
  let budi: MemberInChat;
  let ratna: MemberInChat;

  beforeAll(async () => {
    folder = await temporaryFolder('merge');
    office = await openOffice();
    siti = await registeredOwner(office);
    again = await registeredOwner(office);
    await siti.walk('lapor okt 2,5 jt', '>Benar');
    await again.walk('lapor okt 3 jt', '>Benar');
    await again.walk('lapor september 1 jt', '>Benar');
    await again.walk('/tanya', 'Kenapa saya tidak bisa masuk?');
    stays = await registration(siti);
    gone = await registration(again);
    budi = await officer(office, { name: 'Budi Santoso', rights: [] });
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: [] });
    await officer(office, { name: 'Wati', rights: [], kecamatan: [ELSEWHERE] });
  });
  afterAll(async () => {
    await office.close();
    await folder.remove();
  });

  async function registration(owner: Owner): Promise<Registered> {
    const { db } = office.services;
    const { id: account } = await db.account.findUniqueOrThrow({ where: { chatId: owner.person.id } });
    const row = await db.business.findFirstOrThrow({
      where: { owner: { accounts: { some: { accountId: account } } } },
      include: { owner: true },
    });
    return {
      id: row.id,
      number: row.number ?? '',
      person: row.owner?.id ?? 0,
      personNumber: row.owner?.number ?? '',
      account,
    };
  }
  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const heard = (who: Owner, part: string): string | undefined =>
    who.person.messages.map(textOf).findLast((text) => text.includes(part));
  const consent = (it: Registered, purpose: string) =>
    office.services.db.consent.create({
      data: {
        office: 'gresik',
        personId: it.person,
        personNumber: it.personNumber,
        purpose,
        version: 1,
        language: 'id',
        text: '',
        button: 'yes',
        givenAt: office.clock.now(),
      },
    });

  it('are compared by an officer, and become one only when a second one agrees, with all their history', async () => {
    const { db } = office.services;
    const { id: trainingId } = await training(office, { kecamatan: OWN });
    const other = await training(office, { kecamatan: OWN });
    const place = (it: Registered, id: number, seat: number) => ({
      trainingId: id,
      personId: it.person,
      personNumber: it.personNumber,
      accountId: it.account,
      status: 'seated',
      seat,
      joinedAt: office.clock.now(),
      seatedAt: office.clock.now(),
    });
    await db.participant.createMany({
      data: [place(stays, trainingId, 1), place(gone, trainingId, 2), place(gone, other.id, 1)],
    });
    const tag = await db.tag.create({
      data: { office: 'gresik', name: 'klaster songkok', addedBy: 'A', addedAt: office.clock.now() },
    });
    await db.businessTag.create({
      data: { businessId: gone.id, tagId: tag.id, addedBy: 'A', addedAt: office.clock.now() },
    });
    const group = await db.group.create({
      data: {
        office: 'gresik',
        kind: 'kub',
        kecamatan: OWN,
        headId: gone.person,
        createdAt: office.clock.now(),
        members: {
          create: { personId: gone.person, businessId: gone.id, joinedAt: office.clock.now() },
        },
      },
    });
    const application = await storedApplication(office.services, gone.id, 'sig-supply');
    // One wants news of trainings, the other has said no: the stricter holds.
    await consent(gone, 'training-news');
    const backup = await backUp(office, folder.path);
    await keepJournal(office, folder.path);

    await press(budi, `s.verify.${gone.id}`);
    await budi.walk('>Orang yang sama?', '>1');
    expect(budi.last).toContain(`${gone.number}, Otak-otak Bu Siti`);
    expect(budi.last).toContain(`${stays.number}, Otak-otak Bu Siti`);
    expect(budi.person.messages.at(-1)?.has_protected_content).toBe(true);
    await budi.tap(`Tetap ${stays.number}`);
    expect(budi.last).toContain(`Dari ${gone.number} pindah ke ${stays.number}:\nLaporan 2, tindak lanjut 2`);
    expect(budi.last).toContain(`Oktober 2026: ${gone.number} Rp3.000.000, ${stays.number} Rp2.500.000`);
    await budi.walk(`>Satu, angka ${gone.number}`, '>Minta persetujuan');
    expect(budi.last).toContain('Sudah dikirim ke petugas lain.');
    await office.idle();
    const change = await db.pendingChange.findFirstOrThrow({ where: { kind: 'person-merge' } });
    expect(JSON.stringify(change.content)).not.toContain('Siti');
    expect((await press(budi, `s.merged.${change.id}.yes`)).join()).toContain('Petugas lain yang memutuskan');
    expect(await db.person.count()).toBe(2);

    expect(heard(ratna, 'Budi Santoso mengusulkan')).toContain(
      `Bulan yang sama memakai angka ${gone.number}`,
    );
    await ratna.tap('Setuju, gabung');
    expect(ratna.last).toContain('Kedua pendaftaran sudah digabung.');
    await office.idle();
    await press(ratna, `s.merged.${change.id}.yes`);
    expect(ratna.last).toContain('sudah diputuskan');

    expect(await db.person.findMany({ select: { number: true } })).toEqual([{ number: stays.personNumber }]);
    expect(await db.business.findMany({ select: { number: true } })).toEqual([{ number: stays.number }]);
    const reports = await db.salesReport.findMany({ orderBy: { month: 'asc' } });
    expect(reports.map((it) => [it.month, Number(it.amount), it.businessId])).toEqual([
      ['2026-09', 1_000_000, stays.id],
      ['2026-10', 3_000_000, stays.id],
    ]);
    const history = await figureHistory(office.services, stays.id, 9);
    expect(history.filter((it) => it.month === '2026-10').map((it) => [it.amount, it.by])).toEqual([
      [3_000_000, { name: 'Budi Santoso' }],
      [3_000_000, 'owner'],
      [2_500_000, 'owner'],
    ]);
    const whose = { personId: stays.person };
    expect(await db.case.findMany({ where: { personId: { not: null } }, select: whose0 })).toEqual(
      expect.arrayContaining([whose]),
    );
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({
      ...whose,
      personNumber: stays.personNumber,
      businessId: stays.id,
    });
    expect(await db.group.findUniqueOrThrow({ where: { id: group.id } })).toMatchObject({
      headId: stays.person,
    });
    expect(await db.groupMember.findMany({ where: { groupId: group.id } })).toMatchObject([
      { ...whose, businessId: stays.id },
    ]);
    expect(await db.businessTag.findMany({ select: { businessId: true } })).toEqual([
      { businessId: stays.id },
    ]);
    expect(
      await db.participant.findMany({
        select: { trainingId: true, personId: true, status: true },
        orderBy: { id: 'asc' },
      }),
    ).toEqual([
      { trainingId, personId: stays.person, status: 'seated' },
      { trainingId, personId: null, status: 'left' },
      { trainingId: other.id, personId: stays.person, status: 'seated' },
    ]);
    const consents = await db.consent.findMany({ where: { withdrawnAt: null }, select: { purpose: true } });
    expect(consents.map(({ purpose }) => purpose).toSorted()).toEqual([
      'partner:sig-supply',
      'registration',
      'registration',
    ]);

    // Both chats go on, and both are told.
    for (const owner of [siti, again]) {
      expect(heard(owner, 'sudah kami gabung')).toContain(
        `jadi ${stays.number}. Nomor ${gone.number} tidak dipakai lagi`,
      );
      await owner.walk('/menu', '>Laporan saya');
      expect(owner.last).toContain('Okt 2026: Rp3.000.000\nSep 2026: Rp1.000.000');
    }
    await again.walk('permintaan saya');
    expect(again.last).toContain('Kenapa saya tidak bisa masuk?');
    await office.idle();
    expect(heard(budi, 'penggabungan dua pendaftaran')).toBeDefined();

    // A backup of before brings nobody back twice.
    await keepJournal(office, folder.path);
    const target = await emptyTarget();
    await restoreOf(office, folder.path, backup.path, target.raw);
    const database = await target.opened();
    try {
      expect(await database.prisma.person.count()).toBe(1);
      expect(
        (await database.prisma.salesReport.findMany({ orderBy: { month: 'asc' } })).map((it) =>
          Number(it.amount),
        ),
      ).toEqual([1_000_000, 3_000_000]);
    } finally {
      await database.close();
    }
  });

  it('are erased together', async () => {
    await inTransaction(office.services, (inside) => eraseAnyway(inside, stays.person));
    const { db } = office.services;
    expect(await db.person.count()).toBe(0);
    expect(await db.personAccount.count()).toBe(0);
    expect(await db.participant.count({ where: { personId: { not: null } } })).toBe(0);
    expect(await db.consent.count({ where: { personId: { not: null } } })).toBe(0);
    expect(await db.case.count({ where: { text: { not: null } } })).toBe(0);
  });

  it('stay apart for an officer of another area, with a no, and where both have applied to one programme', async () => {
    const { services } = office;
    const [one, other] = [
      await registeredPerson(services, { businesses: [{ reported: ['2026-09'] }] }),
      await registeredPerson(services, { businesses: [{ reported: ['2026-09'] }] }),
    ];
    const [from = 0, into = 0] = [...one.businessIds, ...other.businessIds];
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: [ELSEWHERE] });
    expect((await press(wati, `s.merge.${from}.${into}`)).join()).not.toContain('Otak-otak');
    const merge: Merge = {
      from: one.id,
      into: other.id,
      businesses: undefined,
      counts: 'into',
      by: budi.member.number,
    };
    await storedApplication(services, from, 'sig-supply');
    const { id } = await storedApplication(services, into, 'sig-supply');
    await press(budi, `s.merge.${from}.${into}.two.yes`);
    expect(budi.last).toContain('Selesaikan salah satunya dulu.');
    expect(await inTransaction(services, (inside) => mergePeople(inside, merge))).toBe(false);
    await services.db.application.update({ where: { id }, data: { status: 'withdrawn' } });
    await press(budi, `s.merge.${from}.${into}.two.yes`);
    await office.idle();
    await ratna.tap('Tidak digabung');
    expect(await services.db.person.count()).toBe(2);
    // Two businesses of one owner stay two.
    expect(await inTransaction(services, (inside) => mergePeople(inside, merge))).toBe(true);
    expect(await services.db.business.count({ where: { ownerId: other.id } })).toBe(2);
    // And become one later, where they are: the same month keeps both figures.
    const same: Merge = { ...merge, from: other.id, businesses: { from, into } };
    expect(await inTransaction(services, (inside) => mergePeople(inside, same))).toBe(true);
    expect(await services.db.salesReport.count({ where: { businessId: into } })).toBe(1);
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});

const whose0 = { personId: true } as const;
