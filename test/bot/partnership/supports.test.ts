import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { profitsOf } from '../../../src/services/partnership/agreements/profits.ts';
import type { Application } from '../../../src/services/partnership/applications/applications.ts';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';

describe('support under an agreement, and what of the sales goes to the partner', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let application: Application;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: ['35.25.16'] });
    siti = await storedOwner(office);
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    const person = account.activePerson;
    const business = person?.businesses[0];
    if (person === null || business === undefined) throw new Error('expected a registered owner');
    const of = { personId: person.id, personNumber: person.number, businessId: business.id };
    application = await applicationOf(office.services, of, 'active');
    await agreementRows(office.services, application);
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  it('is promised, handed over, denied, and received by the press of the owner alone', async () => {
    await press(budi, `s.agr.${application.id}`);
    await budi.walk(
      '>Dukungan',
      '>Catat dukungan',
      '>Sarana produksi',
      'dua mesin jahit',
      '4 juta',
      '>Benar',
    );
    await budi.walk('>Mitra', '>Tidak', '>Simpan', '>Dukungan');
    expect(budi.last).toContain('• Sarana produksi: dua mesin jahit, Rp4.000.000 (Mitra), dijanjikan');
    const { id } = await office.database.prisma.support.findFirstOrThrow();
    // Before it was handed over nobody can have received it.
    expect((await press(siti, `support.yes.${id}`))[0]).toContain('Tidak ada yang dicatat.');
    await press(budi, `s.sup.list.${application.id}`);
    await budi.tap('Diserahkan: dua mesin jahit');
    await office.idle();
    expect(siti.last).toBe(
      'Bu Siti, menurut catatan ini sudah diserahkan: dua mesin jahit. Sudah Ibu terima?',
    );
    await siti.tap('Belum');
    expect(siti.last).toContain('Dicatat belum diterima, nomor K-');
    await press(siti, `support.no.${id}`);
    expect(await office.database.prisma.case.count({ where: { kind: 'support-missing' } })).toBe(1);
    await press(budi, `s.sup.list.${application.id}`);
    expect(budi.last).toContain('Dijawab belum diterima');
    await press(siti, `support.list.${application.id}`);
    await siti.tap('Sudah saya terima');
    expect((await press(siti, `support.yes.${id}`))[0]).toContain('Tidak ada yang dicatat.');
    expect(await office.database.prisma.support.findFirstOrThrow()).toMatchObject({
      status: 'received',
      receivedBy: 'owner',
      toldBy: 'partner',
    });
  });

  it('is also received by a signed paper, and a loan is never shown as support', async () => {
    await press(budi, `s.sup.new.${application.id}`);
    await budi.walk(
      '>Pembiayaan',
      'modal bergulir',
      '10 juta',
      '>Benar',
      '>APBD',
      '>Ya',
      '>Simpan',
      '>Dukungan',
    );
    await budi.walk('>Diserahkan: modal bergulir', '>Dukungan', '>Nomor BAST: modal bergulir');
    await budi.walk('BAST/07/2026', '>Dukungan');
    expect(budi.last).toMatch(/dua mesin jahit[\s\S]*Harus dikembalikan, jadi bukan dukungan:\n• Pembiayaan/);
    expect(budi.last).toContain('BAST BAST/07/2026');
  });

  it('asks an owner with an agreement what of the month went to the partner, and nobody else', async () => {
    await siti.walk('/lapor', '>Oktober 2026', '2,5 juta', '>Benar');
    for (let at = 0; at < 3 && !siti.last.includes('berapa yang dijual ke SIG'); at++)
      await siti.tap(siti.buttons[0] ?? '');
    expect(siti.last).toContain('Dari penjualan itu, berapa yang dijual ke SIG?');
    await siti.say('3 juta');
    expect(siti.last).toContain('Itu lebih besar dari penjualan sebulan, Rp2.500.000.');
    await siti.walk('2 juta', '>Benar');
    expect(siti.last).toContain('Ke mitra: SIG: Rp2.000.000');
    await siti.tap('Kirim');
    expect(siti.buttons.join()).not.toContain('Isi yang ke SIG');
    expect(await office.database.prisma.partnerSale.findMany()).toMatchObject([{ amount: 2_000_000n }]);

    // A report in one line is stored at once; its receipt leads to the question.
    await siti.walk('lapor agustus 1 juta', '>Benar');
    expect(siti.buttons).toContain('Isi yang ke SIG');
    await siti.tap('Isi yang ke SIG');
    expect(siti.last).toContain('berapa yang dijual ke SIG');
    await siti.tap('Semuanya');
    expect(siti.last).toContain('Sudah dicatat.');
    expect(await office.database.prisma.partnerSale.count()).toBe(2);

    const other = await storedOwner(office);
    await other.walk('lapor oktober 1 juta', '>Benar');
    expect(other.buttons.join()).not.toContain('SIG');
  });

  it('asks for the profit of a year once after a report, with a consent of its own, and Lewati everywhere', async () => {
    const { prisma } = office.database;
    const { businessId, personId } = application;
    // It was offered under the first report, and never again.
    expect(await prisma.profit.findMany()).toMatchObject([{ businessId, year: 2025, amount: null }]);
    expect(
      siti.person.messages.filter(({ text }) => text?.includes('isi juga laba selama 2025')),
    ).toHaveLength(1);
    await press(siti, `profit.${businessId}.2025`);
    expect(siti.last).toContain('Mitra tidak melihat angkanya.');
    await siti.tap('Lewati');
    expect(siti.last).toContain('tidak ditanyakan lagi tahun ini');
    expect(await prisma.consent.count({ where: { purpose: 'profit' } })).toBe(0);
    await press(siti, `profit.${businessId}.2025`);
    await siti.tap('Setuju');
    expect(siti.buttons).toContain('Lewati');
    await siti.walk('12 juta', '>Benar');
    expect(siti.last).toContain('disimpan terkunci');
    const read = async () => [...((await profitsOf(office.services, [businessId])).get(businessId) ?? [])];
    expect(await read()).toEqual([[2025, 12_000_000]]);
    expect((await myData(office.services, personId)).businesses[0]?.profits).toEqual([
      { year: 2025, amount: 12_000_000 },
    ]);
    // A year that was not asked for, and a business of somebody else, lead nowhere.
    expect((await press(siti, `profit.${businessId}.2024`)).join()).not.toContain('laba usaha');
    expect((await press(budi, `profit.${businessId}.2025`)).join()).not.toContain('laba usaha');
    const { id } = await prisma.consent.findFirstOrThrow({ where: { purpose: 'profit' } });
    await press(siti, `withdrawn.${id}`);
    expect(siti.last).toContain('Laba yang pernah diisi sudah dihapus.');
    expect(await read()).toEqual([]);
  });

  it('shows a high dependence to the Dinas and to nobody else', async () => {
    await press(budi, `s.agr.${application.id}`);
    expect(budi.last).toContain('Ketergantungan tinggi: 85 persen penjualan dari 2 bulan terakhir ke SIG.');
    const partner = await officer(office, { name: 'Orang Mitra', role: 'partner', rights: [] });
    expect((await press(partner, `s.agr.${application.id}`)).join()).not.toContain('Ketergantungan');
    await press(siti, `agreement.see.${application.id}`);
    expect(siti.last).not.toContain('Ketergantungan');
    await office.database.prisma.partnerSale.updateMany({ data: { amount: 0 } });
    await press(budi, `s.agr.${application.id}`);
    expect(budi.last).not.toContain('Ketergantungan');
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
