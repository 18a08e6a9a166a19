import { Prisma } from '../../../prisma/client/client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correct } from '../../../src/services/people/corrections.ts';
import { findBusinesses } from '../../../src/services/people/find-business.ts';
import { findPeople } from '../../../src/services/people/people-search.ts';
import {
  indexMissing,
  meantAmongAll,
  meantAmongFirst,
  rebuildIndex,
  typedTokens,
} from '../../../src/services/people/search-index.ts';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { appoint } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { registeredPerson, type StoredPerson, storedOwner } from '../../support/people.ts';
import { inTransaction } from '../../support/in-transaction.ts';

describe('what people and businesses are found by', () => {
  let office: Office;
  let ratna: Awaited<ReturnType<typeof appoint>>;
  let dukun: Awaited<ReturnType<typeof appoint>>;
  const people = new Map<string, StoredPerson>();

  beforeAll(async () => {
    office = await openOffice();
    const [one, two] = [office.owner('Ratna'), office.owner('Hadi')];
    await one.say('/start');
    await two.say('/start');
    ratna = await appoint(office, one);
    dukun = await appoint(office, two, { kecamatan: ['35.25.02'] });
    for (const [name, kecamatan] of [
      ['Murni Aminah', '35.25.16'],
      ['Murni Khotijah', '35.25.02'],
      ['Hj. Murni Romlah', '35.25.16'],
      ['Budi Santoso', '35.25.02'],
      ["Nur'aini", '35.25.16'],
    ] as const)
      people.set(name, await registeredPerson(office.services, { name, businesses: [{ kecamatan }] }));
  });
  afterAll(() => office.close());

  const idOf = (name: string): number => people.get(name)?.id ?? 0;
  const namesBy = async (typed: string, member = ratna): Promise<readonly (string | undefined)[]> =>
    (await findPeople(office.services, member, typed)).found.map((it) => it.name);
  const ownersBy = async (typed: string, member = ratna): Promise<readonly (string | undefined)[]> =>
    (await inTransaction(office.services, (inside) => findBusinesses(inside, member, typed))).found.map(
      (it) => it.ownerName,
    );

  /** Every row of the index, in its order. */
  async function index(): Promise<unknown> {
    const { prisma } = office.database;
    const sorted = (words: readonly bigint[]) => words.map(String).toSorted();
    return [
      (await prisma.personWords.findMany({ orderBy: { personId: 'asc' } })).map((it) => [
        it.personId,
        sorted(it.words),
      ]),
      (await prisma.businessWords.findMany({ orderBy: { businessId: 'asc' } })).map((it) => [
        it.businessId,
        sorted(it.words),
      ]),
    ];
  }

  it('is each word of a name and its beginnings, in any order and without forms of address', async () => {
    expect(await namesBy('murni')).toEqual(['Murni Aminah', 'Murni Khotijah', 'Hj. Murni Romlah']);
    expect(await namesBy('Bu Murni')).toEqual(['Murni Aminah', 'Murni Khotijah', 'Hj. Murni Romlah']);
    expect(await namesBy('aminah murni')).toEqual(['Murni Aminah']);
    expect(await namesBy('mu kho')).toEqual(['Murni Khotijah']);
    expect(await namesBy('SANTO')).toEqual(['Budi Santoso']);
    expect(await namesBy('aini')).toEqual(["Nur'aini"]);
    expect(await namesBy('minah')).toEqual([]);
    expect(await namesBy('murni budi')).toEqual([]);
    // A word that is too short to be kept counts when the others are found.
    expect(await namesBy('murni a')).toEqual(['Murni Aminah']);
    expect(await namesBy('s')).toEqual([]);
    for (const typed of ['murni', 'aminah murni', 'mu kho', 'minah'])
      expect(await ownersBy(typed), typed).toEqual(await namesBy(typed));
  });

  it('is looked at only where a member works', async () => {
    expect(await namesBy('murni', dukun)).toEqual(['Murni Khotijah']);
    expect(await ownersBy('murni', dukun)).toEqual(['Murni Khotijah']);
    expect(await namesBy('aminah', dukun)).toEqual([]);
  });

  it('is also the name of a business with that of its owner, and the end of a phone number', async () => {
    const { services, database } = office;
    const [businessId = 0] = people.get('Budi Santoso')?.businessIds ?? [];
    await atomically(database.prisma, services, (inside) =>
      correct(inside, {
        personId: idOf('Budi Santoso'),
        businessId,
        business: { name: 'Otak-otak Bandeng Juwana' },
        owner: { phone: '+6281234567890' },
      }),
    );
    for (const typed of ['bandeng', 'otak budi', 'juwana santoso', '7890', '7890 budi']) {
      expect(await ownersBy(typed), typed).toEqual(['Budi Santoso']);
      expect(await namesBy(typed), typed).toEqual(['Budi Santoso']);
    }
    expect(await ownersBy('6789')).toEqual([]);
  });

  it('is the same among the first businesses as in the index, whichever of its places a word is in', async () => {
    const { services } = office;
    const ids = async (find: typeof meantAmongAll, typed: string): Promise<readonly number[]> =>
      (await find(services, typedTokens(services, typed), Prisma.sql`b.office = 'gresik'`)).map(
        (it) => it.id,
      );
    for (const typed of [
      'murni',
      'aminah murni',
      'otak budi',
      'budi otak',
      'otak bandeng',
      'juwana 7890 budi san',
    ])
      expect(await ids(meantAmongAll, typed), typed).toEqual(await ids(meantAmongFirst, typed));
    expect(await ids(meantAmongAll, 'otak budi')).toEqual(people.get('Budi Santoso')?.businessIds);
    expect(await ids(meantAmongAll, 'bandeng murni')).toEqual([]);
  });

  it('follows every change of a name or a phone number', async () => {
    const { services, database } = office;
    const id = idOf("Nur'aini");
    const [businessId = 0] = people.get("Nur'aini")?.businessIds ?? [];
    const change = (owner: Parameters<typeof correct>[1]['owner']) =>
      atomically(database.prisma, services, (inside) =>
        correct(inside, { personId: id, businessId, owner: owner ?? {} }),
      );
    await change({ name: 'Nuraini Zahra', phone: '+6281233331111' });
    expect(await namesBy('zahra')).toEqual(['Nuraini Zahra']);
    expect(await namesBy('1111')).toEqual(['Nuraini Zahra']);
    expect(await namesBy('aini')).toEqual([]);
    await change({ phone: null });
    expect(await namesBy('1111')).toEqual([]);
    expect(await namesBy('zahra')).toEqual(['Nuraini Zahra']);
    // Whoever writes past the program takes nobody's old name along.
    await database.prisma.person.update({ where: { id }, data: { name: null } });
    expect(await database.prisma.personWords.count({ where: { personId: id } })).toBe(0);
    expect(await indexMissing(services)).toBe(1);
  });

  it('goes with an erasure', async () => {
    const { services, database } = office;
    const gone = people.get('Murni Khotijah');
    await atomically(database.prisma, services, (inside) => eraseAnyway(inside, gone?.id ?? 0));
    expect(await namesBy('khotijah')).toEqual([]);
    expect(await database.prisma.personWords.count({ where: { personId: gone?.id ?? 0 } })).toBe(0);
    expect(
      await database.prisma.businessWords.count({
        where: { businessId: { in: [...(gone?.businessIds ?? [])] } },
      }),
    ).toBe(0);
  });

  it('is what a rebuild makes of the names, whoever has written them', async () => {
    const siti = await storedOwner(office);
    expect(siti.person.id).toBeGreaterThan(0);
    expect(await indexMissing(office.services)).toBe(0);
    const written = await index();
    await rebuildIndex(office.services);
    expect(await index()).toEqual(written);
  });

  it('finds the others when names share a token, because names are compared', async () => {
    const { services, database } = office;
    const { seal } = services;
    // As if the hash of another word were the same.
    await database.prisma.personWords.update({
      where: { personId: idOf('Murni Aminah') },
      data: { words: { push: seal.token('word:santo') } },
    });
    expect(await namesBy('santo')).toEqual(['Budi Santoso']);
    await rebuildIndex(services);
  });
});
