import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import { DAY } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { registeredPerson, storedOwner } from '../../support/people.ts';

const ASKED = 'Mau ditawari?';

describe('a company that looks for suppliers', () => {
  let office: Office;
  let siti: Owner;
  let sitiId: number;
  let rina: MemberInChat;
  let budi: MemberInChat;
  let partner: number;
  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    siti = await storedOwner(office);
    await prisma.business.updateMany({ data: { kind: 'clothing' } });
    sitiId = (await prisma.person.findFirstOrThrow()).id;
    partner = await companyId(office);
    rina = await companyMember(office, partner);
    budi = await officer(office);
    for (let count = 0; count < 5; count++) await findable();
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const askedOf = (owner: Owner): number =>
    owner.person.messages.filter((it) => textOf(it).includes(ASKED)).length;
  /** An owner of a business that makes songkok, who can be found. */
  async function findable(): Promise<number> {
    const { id, number } = await registeredPerson(office.services, { businesses: [{ kind: 'clothing' }] });
    await office.database.prisma.consent.createMany({
      data: ['registration', 'be-found'].map((purpose) => ({
        office: 'gresik',
        personId: id,
        personNumber: number,
        purpose,
        version: 1,
        language: 'id',
        text: '',
        button: 'yes',
        givenAt: office.clock.now(),
      })),
    });
    return id;
  }
  /** Writes a search, and opens it. */
  async function search(item: string): Promise<string> {
    await press(rina, 's.supply');
    await rina.walk('>Cari yang baru', item, '500');
    await rina.tap(/\d (?:Nov|Des)/);
    await rina.tap('Lihat pencarian');
    return rina.last;
  }
  const newest = (): Promise<{ readonly id: number; readonly state: string }> =>
    office.database.prisma.supplySearch.findFirstOrThrow({ orderBy: { id: 'desc' } });

  it('finds only who has agreed to it, in a consent of its own with its version', async () => {
    await press(siti, 'programme-news');
    await siti.walk('>Boleh ditemukan pembeli');
    expect(siti.last).toContain('tanpa nama');
    await siti.walk('>Boleh', '>Kabar kemitraan');
    expect(siti.last).toContain('Ditemukan pembeli: boleh');
    const given = await office.database.prisma.consent.findFirstOrThrow({
      where: { personId: sitiId, purpose: 'be-found' },
    });
    expect(given).toMatchObject({ version: 1, button: 'yes', withdrawnAt: null });
  });

  it('sees numbers without names, of five or more, and no single owner by searching again', async () => {
    expect((await press(rina, 's.supply')).join()).toContain('belum dibuka');
    await accordWith(office, partner);
    const first = await search('songkok');
    expect(first).toContain('Seluruh kabupaten: 6 pemilik');
    expect(first).not.toContain('Siti');
    const late = await findable();
    expect(await search('peci')).toContain('Seluruh kabupaten: 6 pemilik');
    await inTransaction(office.services, (inside) => eraseAnyway(inside, late));
    expect(await search('kopiah')).toContain('Seluruh kabupaten: 6 pemilik');
    const tono = await companyMember(office, partner, { name: 'Tono Tjsl', desks: ['tjsl'] });
    expect((await press(tono, 's.supply')).join()).toContain('belum dibuka');
    expect(await office.database.prisma.supplyInquiry.count()).toBe(0);
  });

  it('has owners asked, and only a yes shows a name, which is written down before and told to the owner', async () => {
    expect(await search('songkok')).toContain('Belum ada yang ditanya');
    await rina.tap('Tanyakan ke mereka');
    await office.idle();
    expect(siti.last).toContain('mencari 500 songkok');
    const { id } = await newest();
    expect((await press(rina, `s.supply.yes.${id}.0`)).join()).toContain('Belum ada yang bisa dilihat');
    await press(rina, `s.supply.${id}.ask`);
    await office.idle();
    expect(askedOf(siti)).toBe(1);
    const { id: inquiry } = await office.database.prisma.supplyInquiry.findFirstOrThrow({
      where: { personId: sitiId },
    });
    expect((await press(rina, `supply.yes.${inquiry}`)).join()).not.toContain('Terima kasih');
    await siti.tap('Mau');
    expect(siti.last).toContain('Terima kasih');
    expect((await press(siti, `supply.no.${inquiry}`)).join()).toContain('sudah dicatat: mau');
    await press(rina, `s.supply.${id}`);
    await rina.tap('Mau ditawari: 1');
    expect(rina.last).toContain('Pemilik: Siti Aminah');
    expect(rina.last).not.toContain('0812');
    expect(rina.person.messages.at(-1)?.has_protected_content).toBe(true);
    expect(await office.database.prisma.disclosure.findMany({ where: { inquiryId: inquiry } })).toEqual([
      expect.objectContaining({ kind: 'supply', personId: sitiId, byMember: rina.member.number }),
    ]);
    await press(budi, `s.supply.desk.${id}`);
    expect(budi.last).toContain('Yang mau ditawari ada di tombol');
    await budi.tap(budi.buttons.find((label) => label.startsWith(`S-${inquiry} · `)) ?? '');
    expect(budi.last).toContain('Siti Aminah');
    await siti.walk('/dataku', '>Siapa melihat data saya');
    expect(siti.last).toContain('(Pengadaan)');
    expect((await myData(office.services, sitiId)).inquiries).toMatchObject([
      { item: 'songkok', quantity: 500, answer: 'yes' },
    ]);
  });

  it('asks in words of its own only when the office has read them, and an owner at most twice in seven days', async () => {
    await search('songkok hitam beludru');
    await rina.tap('Tanyakan ke mereka');
    expect(rina.last).toContain('Dinas membaca kata-katanya dulu');
    await office.idle();
    expect(askedOf(siti)).toBe(1);
    expect(budi.last).toContain('dengan kata-kata sendiri');
    await budi.walk('>Lihat pencarian', '>Kata-katanya boleh');
    expect(budi.last).toMatch(/Ditanya: [1-9]/);
    await office.idle();
    expect(siti.last).toContain('mencari 500 songkok hitam beludru');
    await search('peci');
    await rina.tap('Tanyakan ke mereka');
    await office.idle();
    expect(askedOf(siti)).toBe(2);
    office.clock.advance(8 * DAY);
    await search('kopiah');
    await rina.tap('Tanyakan ke mereka');
    await office.idle();
    expect(askedOf(siti)).toBe(3);
  });

  it('is stopped by the office, which sees who searched and how many said yes', async () => {
    await press(budi, `s.partner.${partner}.supply`);
    expect(budi.last).toMatch(/^1\. 500 kopiah, sampai \d+ \w+ 2026$/m);
    const shown = budi.person.messages.length;
    await budi.tap('1');
    expect(budi.person.messages).toHaveLength(shown);
    expect(budi.last).toContain('Ditulis Rina Pembeli');
    await budi.tap('Hentikan pencarian');
    expect(budi.last).toContain('Sudah dihentikan Dinas');
    await siti.tap('Mau');
    expect(siti.last).toContain('Pencarian ini sudah selesai');
    await search('songkok');
    await rina.tap('Tanyakan ke mereka');
    await office.idle();
    office.clock.advance(20 * DAY);
    await siti.tap('Mau');
    expect(siti.last).toContain('Pencarian ini sudah selesai');
  });

  it('sees nobody any more who withdrew, and is asked back for what it saw', async () => {
    const { prisma } = office.database;
    const { id, searchId } = await prisma.supplyInquiry.findFirstOrThrow({ where: { answer: 'yes' } });
    await press(rina, `s.supply.yes.${searchId}.0`);
    expect(rina.last).toContain('Siti Aminah');
    const page = rina.person.messages.at(-1)?.message_id;
    await siti.walk('/dataku', '>Izin saya', '>Tarik: ditemukan pembeli', '>Ya, tarik izin');
    expect(siti.last).toMatch(/Nomor permintaannya K-/);
    await office.idle();
    expect(rina.person.messages.some((it) => it.message_id === page)).toBe(false);
    expect((await press(rina, `s.supply.yes.${searchId}.0`)).join()).toContain('Belum ada yang bisa dilihat');
    expect((await press(siti, `supply.no.${id}`)).join()).toContain('Tidak ada yang berubah');
    await press(siti, 'programme-news');
    await siti.walk('>Boleh ditemukan pembeli', '>Boleh');
    expect((await press(rina, `s.supply.yes.${searchId}.0`)).join()).toContain('Belum ada yang bisa dilihat');
    expect((await press(siti, `supply.yes.${id}`)).join()).toContain('sudah ditarik');
    const recall = await prisma.case.findFirstOrThrow({ where: { kind: 'recall' } });
    const [file] = await press(budi, `s.case.${recall.id}`);
    expect(file).toContain(`Calon pemasok: S-${id}`);
    expect(file).toContain('nama pemilik');
    await inTransaction(office.services, (inside) => eraseAnyway(inside, sitiId));
    expect(await prisma.supplyInquiry.count({ where: { id } })).toBe(0);
    expect((await press(siti, `supply.yes.${id}`)).join()).not.toContain('Terima kasih');
    expect(await prisma.case.count({ where: { kind: 'recall', personId: null, status: 'open' } })).toBe(1);
  });
});
