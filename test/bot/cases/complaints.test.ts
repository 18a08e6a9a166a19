import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectedRows } from '../../../src/reports/rights.ts';
import { findCases } from '../../../src/services/cases/case-search.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

describe('a complaint', () => {
  let office: Office;
  let siti: Owner;
  let ratna: MemberInChat;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    siti = await registeredOwner(office);
    ratna = await officer(office, { name: 'Ratna Wulandari' });
    budi = await officer(office, { name: 'Budi Santoso' });
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(HOUR));

  const newest = () => office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } });

  it('about an officer is seen by others only, and its receipt names another way', async () => {
    await siti.walk('/menu', '>Tanya petugas', 'Saya mau mengadu, petugas kemarin minta uang');
    expect(siti.last).toContain('Petugas itu tidak akan membaca aduan ini.');
    expect(siti.buttons).toEqual(expect.arrayContaining(['Aduan, bukan petugas', 'Hanya bertanya']));
    await siti.say('bu ratna');
    expect(siti.last).toContain('SP4N-LAPOR!: lapor.go.id');
    const { id, number, ...stored } = await newest();
    expect(stored).toMatchObject({
      kind: 'complaint',
      matter: 'complaint',
      notFor: [ratna.member.number],
    });

    await ratna.walk('/petugas', '>Tindak lanjut');
    expect(ratna.buttons.slice(0, 4)).toEqual([
      'Milik saya (0)',
      'Belum diambil (0)',
      'Lewat batas (0)',
      'Semua (0)',
    ]);
    for (const verb of ['', '.claim', '.note', '.answer', '.give']) {
      const said = await ratna.act((it) =>
        it.pressData(it.lastMessage?.message_id ?? 0, `s.case.${id}${verb}`),
      );
      expect(said.join()).not.toContain('minta uang');
    }
    expect((await newest()).assignee).toBeNull();
    expect(await findCases(office.services, ratna.member, 'minta uang')).toEqual([]);
    expect(await findCases(office.services, budi.member, 'minta uang')).toHaveLength(1);

    await budi.walk('/petugas', '>Tindak lanjut', '>Belum diambil (1)', '>minta uang');
    expect(budi.last).toContain(`Aduan\nNomor: ${number}`);
    expect(budi.last).toContain('Tentang petugas: Ratna Wulandari.');
    // Nobody else is there to whom it could be given.
    await budi.tap('Serahkan');
    expect(budi.last).toContain('Belum ada petugas lain');
  });

  it('that names somebody by itself is kept from them, whatever is pressed', async () => {
    await siti.walk('/menu', '>Tanya petugas', 'Saya komplain, Pak Budi mempersulit surat saya');
    await siti.tap('Aduan, bukan petugas');
    expect(await newest()).toMatchObject({ kind: 'complaint', notFor: [budi.member.number] });
  });

  it('stands in no file of cases for whom it is about', async () => {
    const rows = ({ member }: MemberInChat): Promise<number> =>
      expectedRows(
        office.services,
        { report: 'cases', period: null, kecamatan: [], format: 'csv', shown: 'none', purpose: null },
        member.number,
      );
    const all = await office.database.prisma.case.count();
    expect([await rows(ratna), await rows(budi)]).toEqual([all - 1, all - 1]);
  });

  it('is none where somebody only asks', async () => {
    await siti.walk('/menu', '>Tanya petugas', 'Ke mana mengadu soal harga bahan?', '>Hanya bertanya');
    expect(siti.last).toMatch(/^Terima kasih, Bu Siti\. Pertanyaan/);
    expect(await newest()).toMatchObject({ kind: 'question', matter: 'question', notFor: [] });
  });
});
