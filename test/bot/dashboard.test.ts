import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '../../src/domain/month.ts';
import { officer } from '../support/members.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';

// The clock of the tests begins on Monday, 2 November 2026: October is the last finished month.
describe('the dashboard', () => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    // Six businesses in Gresik and two in Kebomas, each with thirteen months of sales that grow by half in a year.
    for (let at = 0; at < 8; at++) {
      const business = await prisma.business.create({
        data: {
          number: `D-2509-${String(at + 1).padStart(4, '0')}`,
          kecamatan: at < 6 ? '35.25.16' : '35.25.14',
          kind: at < 6 ? 'food' : 'craft',
          startedYear: 2020,
          createdAt: new Date('2025-09-03T02:00:00Z'),
          owner: { create: { number: `p${at}` } },
        },
      });
      await prisma.salesReport.createMany({
        data: Array.from({ length: 13 }, (_, back) => ({
          number: `L-${at}-${back}`,
          businessId: business.id,
          month: addMonths('2026-10', -back),
          amount: back === 12 ? 2_000_000 : 3_000_000,
          workersMale: 1,
          workersFemale: back === 12 ? 1 : 2,
          source: 'guided',
        })),
      });
    }
  });
  afterAll(() => office.close());

  const album = (owner: Owner): readonly (string | undefined)[] =>
    owner.person.messages.filter((message) => message.media_group_id !== undefined).map((it) => it.caption);

  it('is one album with one paragraph: the month, and the three results against the year before', async () => {
    const budi = await officer(office, { role: 'staff', rights: [] });
    await budi.walk('/petugas', '>Dasbor');
    const captions = album(budi);
    expect(captions).toHaveLength(6);
    expect(captions[0]).toContain('Oktober 2026: 8 dari 8 usaha lapor (100%), penjualan Rp24.000.000.');
    expect(captions[0]).toContain('Pemerataan: yang lapor ada di 2 dari 18 kecamatan.');
    expect(captions[0]).toContain(
      'Kerja: di 8 usaha yang sama bekerja 16 orang pada Oktober 2025, sekarang 24 orang.',
    );
    expect(captions[0]).toContain(
      'Pendapatan: nilai tengah perubahan dari 8 usaha yang lapor di kedua bulan: naik 50% dibanding Oktober 2025.',
    );
    expect(await office.database.prisma.audit.count({ where: { action: 'dashboard.read' } })).toBe(1);
    expect(office.simulator.violations).toEqual([]);
  });

  it('shows an officer of some kecamatan nothing beyond them, and no sum of fewer than five', async () => {
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: ['35.25.14'] });
    await wati.walk('/petugas', '>Dasbor');
    const [caption] = album(wati);
    expect(caption).toContain('Dasbor Kebomas');
    expect(caption).toContain('2 dari 2 usaha lapor, terlalu sedikit untuk dijumlahkan.');
    expect(caption).toContain('belum cukup usaha untuk dibandingkan (n = 2)');
    expect(caption).not.toContain('Rp');
  });

  it('is nothing for owners and helpers', async () => {
    const helper = await officer(office, { name: 'Joko', role: 'helper', rights: [] });
    await helper.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, 's.dash'));
    expect(album(helper)).toEqual([]);
  });
});
