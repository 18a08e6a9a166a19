import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonest, desaOf } from '../../../src/services/core/areas.ts';
import { countPlaces } from '../../../src/services/people/place-counts.ts';
import { stepsBefore } from '../../support/chat.ts';
import { openOffice, type Office, walkTo } from '../../support/office.ts';

const PANCENG = '35.25.03';
const GRESIK = '35.25.16';

describe('a question for a place', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

  it('asks for the first letters, with the six commonest and the way to all of them', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kecamatan'));
    expect(siti.last).toContain('Tulis beberapa huruf pertamanya, atau pilih.');
    const six = ['Gresik (kota)', 'Kebomas', 'Manyar', 'Balongpanggang', 'Benjeng', 'Bungah'];
    expect(siti.buttons).toEqual([...six, 'Daftar lengkap', 'Kembali', 'Batal']);
    const asked = siti.person.lastMessage?.message_id;
    await siti.tap('Daftar lengkap');
    expect(siti.person.lastMessage?.message_id).toBe(asked);
    expect(siti.buttons).toHaveLength(18 + 2);
    await siti.tap('Balongpanggang');
    expect(siti.buttons).toHaveLength(6 + 4);
    await siti.tap('Daftar lengkap');
    expect(siti.buttons.slice(20)).toEqual(['Berikutnya', 'Ganti kecamatan', 'Kembali', 'Batal']);
    await siti.tap('Berikutnya');
    expect(siti.buttons).toContain('Wotansari');
    expect(siti.buttons).toContain('Sebelumnya');
    await siti.walk('>Ganti kecamatan', 'gres');
    // Another kecamatan begins with its own six.
    expect(siti.buttons).toContain('Daftar lengkap');
    expect((await siti.say('lump'))[0]).toContain('Langkah 5 dari 11');
  });

  it('offers where most businesses are first, counted at the start and each night', async () => {
    const { areas } = office.services.office;
    expect(names(commonest(areas, desaOf(areas, GRESIK)))).toEqual([
      'Bedilan',
      'Gapuro Sukolilo',
      'Karang Poh',
      'Karang Turi',
      'Kebungson',
      'Kemuteran',
    ]);
    const { id } = desaOf(areas, GRESIK)
      .map((it) => ({ id: it.code, name: it.name }))
      .find(({ name }) => name === 'Lumpur') ?? { id: '' };
    const { prisma } = office.database;
    for (const [at, kecamatan] of [GRESIK, PANCENG, PANCENG].entries()) {
      const owner = await prisma.person.create({ data: { office: 'gresik', number: `place-${at}` } });
      await prisma.business.create({
        data: {
          office: 'gresik',
          ownerId: owner.id,
          number: `D-2611-7${at}00`,
          kind: 'food',
          kecamatan,
          ...(kecamatan === GRESIK ? { desa: id } : {}),
        },
      });
    }
    await countPlaces(office.services);
    await countPlaces(office.services);
    expect(names(commonest(areas, areas.kecamatan)).slice(0, 3)).toEqual(['Panceng', 'Gresik', 'Kebomas']);
    expect(commonest(areas, desaOf(areas, GRESIK))[0]?.name).toBe('Lumpur');
    expect(areas.businesses.get(PANCENG)).toBe(2);
  });
});
