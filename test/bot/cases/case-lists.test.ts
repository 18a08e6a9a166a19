import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

// The clock of the tests begins on Monday, 2 November 2026.
describe('the batched lists', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(HOUR / 6));

  const lists = () =>
    office.database.prisma.case.findMany({
      where: { kind: { startsWith: 'list-' } },
      include: { rows: true },
      orderBy: { id: 'asc' },
    });
  const heard = (part: string): readonly string[] =>
    siti.person.messages.map(textOf).filter((text) => text.includes(part));

  it('hold whoever was silent for two months, once for each kecamatan', async () => {
    // Asked for October and November, reported neither.
    office.clock.set('2026-12-11T02:00:00Z');
    await office.runJob('cases');
    expect(await lists()).toEqual([]);
    office.clock.set('2026-12-14T02:00:00Z');
    await office.runJob('cases');
    await office.runJob('cases');
    expect(await lists()).toMatchObject([
      {
        kind: 'list-silence',
        kecamatan: '35.25.16',
        rows: [{ details: { months: ['2026-10', '2026-11'], last: null } }],
      },
    ]);
  });

  it('send a message about the NIB first, and list those whom it did not move', async () => {
    expect(heard('belum punya NIB')).toHaveLength(1);
    office.clock.set('2026-12-21T02:00:00Z');
    await office.runJob('cases');
    expect((await lists()).map((it) => it.kind)).toEqual(['list-silence']);
    office.clock.set('2027-01-20T02:00:00Z');
    await office.runJob('cases');
    expect((await lists()).map((it) => it.kind)).toContain('list-nib');
    expect(heard('belum punya NIB')).toHaveLength(1);
  });

  it('hold whose sales have fallen far, after help was offered', async () => {
    office.clock.set('2027-02-03T02:00:00Z');
    for (const [month, amount] of [
      ['oktober 2026', '4 juta'],
      ['november 2026', '4 juta'],
      ['desember 2026', '4 juta'],
      ['januari 2027', '500 ribu'],
    ]) {
      office.clock.advance(HOUR / 6);
      await siti.say(`lapor ${month} ${amount}`);
      await siti.tap(/^(Benar|Ya)/);
    }
    office.clock.set('2027-02-15T02:00:00Z');
    await office.runJob('cases');
    expect(heard('turun jauh dari biasanya')).toHaveLength(1);
    expect((await lists()).map((it) => it.kind)).not.toContain('list-falling');
    office.clock.set('2027-02-22T02:00:00Z');
    await office.runJob('cases');
    expect((await lists()).find((it) => it.kind === 'list-falling')?.rows).toMatchObject([
      { details: { month: '2027-01', amount: 500_000, before: 4_000_000 } },
    ]);
  });

  it('are worked through row by row, and close with the last one', async () => {
    office.clock.advance(HOUR);
    await budi.walk('/petugas', '>Tindak lanjut');
    await budi.tap(/^Daftar usaha/);
    await budi.tap(/^Daftar: tidak lapor/);
    await budi.walk('>Buka daftarnya', '>Otak-otak Bu Siti · Siti Aminah');
    expect(budi.last).toContain('Tidak lapor Oktober dan November 2026. Laporan terakhir: belum pernah.');
    await budi.tap('Sudah dihubungi');
    expect(budi.last).toContain('Daftar ini sudah selesai.');
    expect((await lists())[0]).toMatchObject({ status: 'closed', rows: [{ outcome: 'reached' }] });
  });

  it('do not show a row to an officer of another kecamatan', async () => {
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: ['35.25.01'] });
    const list = (await lists()).find((it) => it.status === 'open');
    const [row] = list?.rows ?? [];
    for (const data of [
      `s.rows.${list?.id}`,
      `s.row.${list?.id}.${row?.businessId}`,
      `s.row.${list?.id}.${row?.businessId}.reached`,
    ])
      expect(
        (await wati.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, data))).join(),
      ).not.toContain('Otak');
    expect((await lists()).find((it) => it.id === list?.id)?.rows[0]?.outcome).toBeNull();
  });
});
