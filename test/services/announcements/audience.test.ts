import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countAudience,
  selectAudience,
  type NotReached,
} from '../../../src/services/announcements/audience.ts';
import { criteria, type Criteria } from '../../../src/services/announcements/criteria.ts';
import { newPerson } from '../../../src/services/people/businesses.ts';
import { insertRows } from '../../../src/services/core/new-rows.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { DAY } from '../../support/clock.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson, type StoredPerson, type WantedPerson } from '../../support/people.ts';
import { everybody } from '../../support/recipients.ts';

const GRESIK = '35.25.16';
const CERME = '35.25.11';
const MANYAR = '35.25.15';

const people = {
  siti: { interests: ['packaging'], businesses: [{ reported: ['2026-10'] }] },
  hadi: { businesses: [{ kecamatan: CERME, kind: 'fishery' }] },
  dewi: {
    interests: ['online', 'capital'],
    businesses: [
      { kecamatan: MANYAR, kind: 'shop' },
      { kecamatan: CERME, usualMonthlySales: 300_000_000 },
    ],
  },
  rini: {
    businesses: [
      { status: 'paused', reported: ['2026-10'] },
      { kecamatan: MANYAR, status: 'closed' },
    ],
  },
  yono: { businesses: [{ kecamatan: CERME, status: 'closed', reported: ['2026-10'] }] },
  wati: { chatId: null },
  tono: { news: false },
  sari: { unreachable: true },
  near: { newsScope: 'near', businesses: [{ reported: ['2026-10'] }, { kecamatan: MANYAR, kind: 'craft' }] },
  topical: { newsScope: 'topics', interests: ['packaging'] },
  young: { businesses: [{ startedYear: 2026, startedMonth: 11 }] },
  idle: { businesses: [] },
} satisfies Readonly<Record<string, WantedPerson>>;
type Name = keyof typeof people;
const names = Object.keys(people).filter((name): name is Name => name in people);

let office: Office;
let services: Services;
const stored = new Map<Name, StoredPerson>();
beforeAll(async () => {
  office = await openOffice();
  ({ services } = office);
  for (const name of names) stored.set(name, await registeredPerson(services, people[name]));
});
afterAll(() => office.close());

function of(name: Name): StoredPerson {
  const person = stored.get(name);
  if (person === undefined) throw new Error(`expected ${name} to be stored`);
  return person;
}

async function reached(
  wanted: Partial<Criteria>,
  options: Partial<Parameters<typeof selectAudience>[2]> = {},
): Promise<{
  readonly who: readonly Name[];
  readonly not: Partial<Record<NotReached, number>>;
  readonly matched: number;
}> {
  const found = await selectAudience(services, { ...everybody, ...wanted }, { urgent: false, ...options });
  const {
    reached: all,
    why,
    ...rest
  } = await countAudience(services, { ...everybody, ...wanted }, { urgent: false, ...options });
  expect({ ...rest, all, why }, 'a count says what a selection says').toEqual({
    all: found.reached.length,
    why: found.reached[0]?.why ?? {},
    notReached: found.notReached,
    matched: found.matched,
  });
  return {
    who: names.filter((name) => found.reached.some((it) => it.personId === of(name).id)),
    not: Object.fromEntries(Object.entries(found.notReached).filter(([, count]) => count > 0)),
    matched: found.matched,
  };
}

const excluded = { 'closed-business': 1, 'no-telegram': 1, 'no-consent': 1, blocked: 1 };

describe('the audience of an announcement', () => {
  it.each<[string, Partial<Criteria>, readonly Name[]]>([
    ['everybody with a business', {}, ['siti', 'hadi', 'dewi', 'rini', 'near', 'topical', 'young']],
    ['one kecamatan', { kecamatan: [CERME] }, ['hadi', 'dewi']],
    ['one of two kecamatan', { kecamatan: [CERME, MANYAR] }, ['hadi', 'dewi', 'near']],
    ['one of two kinds', { kinds: ['fishery', 'craft'] }, ['hadi', 'near']],
    ['a kecamatan and a kind of one and the same business', { kecamatan: [CERME], kinds: ['shop'] }, []],
    ['a class, from the usual sales', { classes: ['small'] }, ['dewi']],
    ['two classes', { classes: ['small', 'micro'], kecamatan: [CERME] }, ['hadi', 'dewi']],
    ['an interest', { interests: ['packaging'] }, ['siti', 'topical']],
    ['one of two interests', { interests: ['packaging', 'capital'] }, ['siti', 'dewi', 'topical']],
    [
      'a month without report, not asked of who began later',
      { notReported: '2026-10' },
      ['hadi', 'dewi', 'near', 'topical'],
    ],
    ['a programme that nobody is known to fulfil', { programme: 'sig-supply' }, []],
    ['a programme that does not exist', { programme: 'none' }, []],
  ])('is %s', async (_what, wanted, expected) => {
    expect((await reached(wanted)).who).toEqual(expected);
  });

  it('counts everybody who fits, reached or not, with the reason', async () => {
    const found = await reached({}, { topic: 'online', venueKecamatan: CERME });
    expect(found.who).toEqual(['siti', 'hadi', 'dewi', 'rini', 'young']);
    expect(found.not).toEqual({ ...excluded, far: 1, topic: 1 });
    expect(found.matched).toBe(11);
  });

  it('counts every business of somebody as near', async () => {
    expect((await reached({ kinds: ['food'] }, { venueKecamatan: MANYAR })).who).toContain('near');
  });

  it('says of each person what fits', async () => {
    const found = await selectAudience(
      services,
      {
        ...everybody,
        kecamatan: [GRESIK, MANYAR, CERME],
        kinds: ['food', 'shop'],
        classes: ['small'],
        interests: ['capital', 'packaging'],
        neverAttended: true,
        notReported: '2026-10',
      },
      { urgent: false },
    );
    expect(found.reached).toEqual([
      {
        personId: of('dewi').id,
        personNumber: of('dewi').number,
        accountId: of('dewi').accountId,
        why: {
          kind: 'food',
          kecamatan: CERME,
          class: 'small',
          interest: 'capital',
          neverAttended: true,
          notReported: '2026-10',
        },
      },
    ]);
  });

  it('is of a programme whose basic conditions are known to be fulfilled', async () => {
    const { id, businessIds } = await registeredPerson(services, {});
    const businessId = businessIds[0] ?? 0;
    await services.db.business.update({ where: { id: businessId }, data: { nibStatus: 'has' } });
    await services.db.businessFact.create({
      data: { businessId, key: 'answer:part-of-larger', value: false, answeredAt: services.now() },
    });
    const found = await selectAudience(
      services,
      { ...everybody, programme: 'sig-supply' },
      { urgent: false },
    );
    expect(found.reached.map((it) => [it.personId, it.why])).toEqual([[id, { programme: 'sig-supply' }]]);
    await services.db.person.delete({ where: { id } });
    await services.db.business.delete({ where: { id: businessId } });
  });

  it('leaves out who takes part already, and with the right mark who has come before', async () => {
    const training = await services.db.training.create({
      data: {
        office: 'gresik',
        number: 'T-1',
        title: 'Kemasan',
        topic: 'packaging',
        startsAt: services.now(),
        endsAt: services.now(),
        place: 'Balai',
        seats: 30,
        seatRule: 'first-come',
        closesAt: services.now(),
        checkinCode: 'AAAAAA',
        createdBy: 'x',
      },
    });
    const add = (name: Name, status: string, attendedAt: Date | null): Promise<unknown> =>
      services.db.participant.create({
        data: {
          trainingId: training.id,
          personId: of(name).id,
          status,
          attendedAt,
          joinedAt: services.now(),
        },
      });
    await add('siti', 'seated', services.now());
    await add('hadi', 'waiting', null);
    await add('dewi', 'left', null);
    const again = await reached({}, { trainingId: training.id });
    expect(again.who).toEqual(['dewi', 'rini', 'near', 'topical', 'young']);
    expect(again.not).toEqual({ ...excluded, joined: 2 });
    expect((await reached({ neverAttended: true })).who).toEqual([
      'hadi',
      'dewi',
      'rini',
      'near',
      'topical',
      'young',
    ]);
    await services.db.training.delete({ where: { id: training.id } });
  });

  it('leaves out who has had as many messages in seven days as the office allows, unless it is urgent', async () => {
    const deliver = async (name: Name, statuses: readonly string[], daysAgo: number): Promise<void> => {
      for (const [index, status] of statuses.entries()) {
        const { id } = await services.db.announcement.create({
          data: {
            office: 'gresik',
            code: `${name}${daysAgo}${index}`,
            text: 'x',
            audience: everybody,
            status: 'done',
            scheduledAt: services.now(),
            createdBy: 'x',
          },
        });
        await services.db.delivery.create({
          data: {
            announcementId: id,
            personNumber: of(name).number,
            personId: of(name).id,
            why: {},
            status,
            at: new Date(services.now().getTime() - daysAgo * DAY),
          },
        });
      }
    };
    await deliver('siti', ['sent', 'unknown', 'sending'], 1);
    await deliver('hadi', ['sent', 'sent', 'refused', 'opted-out'], 1);
    await deliver('dewi', ['sent', 'sent', 'sent'], 8);
    const usual = await reached({});
    expect(usual.who).toEqual(['hadi', 'dewi', 'rini', 'near', 'topical', 'young']);
    expect(usual.not).toEqual({ ...excluded, capped: 1 });
    expect((await reached({}, { urgent: true })).who).toContain('siti');
    await services.db.announcement.deleteMany();
  });

  it('writes to the newest chat of a person that can be reached', async () => {
    const siti = of('siti');
    const lost = await services.db.account.create({
      data: { office: 'gresik', chatId: 8_000_001, unreachableSince: services.now() },
    });
    await services.db.personAccount.create({
      data: { personId: siti.id, accountId: lost.id, since: new Date(services.now().getTime() + DAY) },
    });
    const found = await selectAudience(
      services,
      { ...everybody, interests: ['packaging'] },
      { urgent: false },
    );
    expect(found.reached.find((it) => it.personId === siti.id)?.accountId).toBe(siti.accountId);
    await services.db.account.delete({ where: { id: lost.id } });
  });

  it('reads thousands of people in pages, without opening a name', async () => {
    const account = await services.db.account.create({ data: { office: 'gresik', chatId: 8_000_002 } });
    const first = await newPerson(
      services,
      { accountId: account.id },
      { name: 'X', salutation: 'P', phone: undefined },
    );
    await insertRows(services.db, first.rows);
    const count = 3_000;
    const ids = Array.from({ length: count }, (_, index) => first.id + 1 + index);
    const [from, to] = [first.id + 1, first.id + count];
    await services.db.$executeRaw`
      INSERT INTO person (office, id, number) SELECT 'gresik', id, 'n' || id FROM generate_series(${from}::int, ${to}::int) id`;
    await services.db.$executeRaw`
      INSERT INTO business (office, owner_id, kind, kecamatan, usual_monthly_sales)
      SELECT 'gresik', id, 'transport', ${GRESIK}, 1000 FROM generate_series(${from}::int, ${to}::int) id`;
    await services.db.$executeRaw`
      INSERT INTO person_account (person_id, account_id)
      SELECT id, ${account.id}::int FROM generate_series(${from}::int, ${to}::int) id`;
    await services.db.$executeRaw`
      INSERT INTO consent (office, person_id, person_number, purpose, version, language, text, button, given_at)
      SELECT 'gresik', id, 'n' || id, 'training-news', 1, 'id', '', 'yes', ${services.now()}
      FROM generate_series(${from}::int, ${to}::int) id`;
    const sealed = { ...services.seal, open: () => expect.unreachable('a name was opened') };
    const found = await selectAudience(
      { ...services, seal: sealed },
      { ...everybody, kinds: ['transport'], classes: ['micro'] },
      { urgent: false },
    );
    expect(found.reached.map((it) => it.personId)).toEqual(ids);
  });

  it('has criteria that survive as JSON, and refuses others', () => {
    const wanted: Criteria = { ...everybody, kinds: ['food'], notReported: '2026-10' };
    expect(criteria.parse(JSON.parse(JSON.stringify(wanted)))).toEqual(wanted);
    expect(criteria.safeParse({ ...wanted, notReported: 'Oktober' }).success).toBe(false);
    expect(criteria.safeParse({ ...wanted, kinds: ['spaceships'] }).success).toBe(false);
  });
});
