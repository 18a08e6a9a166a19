import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { DAY } from '../../support/clock.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

const PARTNER = 'terhubung dengan SIG.';

describe('the news of a business in a partnership', () => {
  let office: Office;
  let siti: Owner;
  let businessId: number;
  beforeAll(async () => {
    office = await openOffice();
    siti = await storedOwner(office);
    const { prisma } = office.database;
    const business = await prisma.business.findFirstOrThrow({ include: { owner: true } });
    businessId = business.id;
    await prisma.application.create({
      data: {
        office: 'gresik',
        number: 'P-2611-0001',
        businessId,
        personId: business.ownerId,
        personNumber: business.owner?.number ?? '',
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        status: 'active',
        consentId: 0,
        nikBy: 'later',
        dueOn: '2026-11-05',
      },
    });
  });
  afterAll(() => office.close());

  it('is asked for once a semester, in five short questions, and stored once', async () => {
    await office.runJob('follow-ups');
    await office.idle();
    expect(siti.last).toContain(PARTNER);
    expect(siti.last).toContain('Lima pertanyaan');
    await siti.walk('>Isi kabar usaha', '>2', 'tidak ada', '2 orang', '>0', '>Tidak tahu');
    expect(siti.last).toContain('kabarnya sudah dicatat');
    expect(siti.last).toContain('Digaji: perempuan 2, laki-laki 0');
    expect(siti.buttons).toContain('Ubah jawaban');
    const rows = await office.database.prisma.followUp.findMany();
    expect(rows).toEqual([
      expect.objectContaining({
        businessId,
        onDate: '2026-11-02',
        paidFemale: 2,
        paidMale: 0,
        family: 2,
        seasonal: 0,
        buyers: null,
      }),
    ]);
    const before = siti.person.messages.length;
    office.clock.advance(3 * DAY);
    await office.runJob('follow-ups');
    await office.idle();
    expect(siti.person.messages).toHaveLength(before);
  });

  it('stands in the copy of the own data', async () => {
    const person = await office.database.prisma.person.findFirstOrThrow();
    const data = await myData(office.services, person.id);
    expect(data?.businesses[0]?.followUps).toEqual([
      { on: '2026-11-02', paidFemale: 2, paidMale: 0, family: 2, seasonal: 0, buyers: undefined },
    ]);
  });

  it('of somebody else cannot be told by a forged button', async () => {
    const other = office.owner('Joko');
    await other.say('/start');
    const menu = other.person.lastMessage?.message_id ?? 0;
    await other.act((person) => person.pressData(menu, `follow.${businessId}`));
    expect(
      await office.database.prisma.draft.count({
        where: { form: 'follow-up', account: { chatId: other.person.id } },
      }),
    ).toBe(0);
    expect(office.simulator.violations).toEqual([]);
  });
});
