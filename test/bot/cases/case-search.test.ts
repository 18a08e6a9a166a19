import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addEvent, openCase } from '../../../src/services/cases/cases.ts';
import { indexMissingCases, rebuildCaseIndex } from '../../../src/services/cases/case-search.ts';
import { erasePerson } from '../../../src/services/data-rights/erasure.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { GRESIK } from '../../support/training.ts';

describe('words in cases', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let asker: { readonly accountId: number; readonly personId: number };

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
    await siti.say('/menu');
    const person = await office.database.prisma.person.findFirstOrThrow({
      include: { accounts: { select: { accountId: true } } },
    });
    asker = { personId: person.id, accountId: person.accounts[0]?.accountId ?? 0 };
    await inTransaction(office.services, async (inside) => {
      const first = await openCase(inside, {
        kind: 'question',
        ...asker,
        kecamatan: GRESIK,
        text: 'Bagaimana mencetak NIB saya yang hilang?',
      });
      await addEvent(inside, first.id, { kind: 'message-out', text: 'Lewat oss.go.id, gratis.' });
      await openCase(inside, {
        kind: 'question',
        ...asker,
        kecamatan: GRESIK,
        text: 'Kapan pelatihan kemasan?',
      });
    });
  });
  afterAll(() => office.close());

  const search = async (who: MemberInChat, ...words: readonly string[]): Promise<string> => {
    await who.walk('/petugas', '>Tindak lanjut', '>Cari kata', ...words);
    return who.last;
  };

  it('find the case in which they were written, by their beginnings, in what was asked and what was answered', async () => {
    expect(await search(budi, 'mencetak nib')).toContain('Bagaimana mencetak NIB saya yang hilang?');
    expect(budi.last).toContain('Ketemu: 1.');
    await budi.tap('1');
    expect(budi.last).toContain('Isi: Bagaimana mencetak NIB saya yang hilang?');
    expect(await search(budi, 'gratis')).toContain('Lewat oss.go.id, gratis.');
    expect(await search(budi, 'kemas')).toContain('Kapan pelatihan kemasan?');
    expect(await search(budi, 'songkok')).toContain('Tidak ada yang memuat kata itu.');
    expect(await search(budi, 'di', 'pelatihan')).toContain('Ketemu: 1.');
    expect(await office.database.prisma.audit.count({ where: { action: 'case.search' } })).toBe(5);
  });

  it('are not found by whoever works elsewhere', async () => {
    const far = await officer(office, { name: 'Joko Jauh', rights: [], kecamatan: ['35.25.01'] });
    expect(await search(far, 'pelatihan')).toContain('Tidak ada yang memuat kata itu.');
  });

  it('are found again after the index was thrown away', async () => {
    const { services } = office;
    await services.db.caseWords.deleteMany({});
    expect(await search(budi, 'pelatihan')).toContain('Tidak ada yang memuat kata itu.');
    expect(await indexMissingCases(services)).toBe(2);
    expect(await rebuildCaseIndex(services)).toBe(2);
    expect(await indexMissingCases(services)).toBe(0);
    expect(await search(budi, 'pelatihan')).toContain('Kapan pelatihan kemasan?');
  });

  it('leave nothing in the index when the person is erased', async () => {
    const { services } = office;
    await inTransaction(services, (inside) => erasePerson(inside, asker));
    const rows = await services.db.caseWords.findMany();
    expect(rows).toEqual([]);
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
