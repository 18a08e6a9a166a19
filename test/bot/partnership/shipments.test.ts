import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../../src/services/partnership/applications/applications.ts';
import { agreed, applicationOf } from '../../support/agreement.ts';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import { DAY } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { storedOwner } from '../../support/people.ts';

describe('deliveries to a partner and their payments', () => {
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
    await agreed(office.services, budi.member, application, () => office.clock.advance(4 * DAY));
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const asked = (): number =>
    siti.person.messages.filter(({ text }) => text?.includes('Sudah dibayar?') === true).length;
  const day = async (instant: string): Promise<void> => {
    office.clock.set(instant);
    await office.runJob('payments');
    await office.runJob('payments');
    await office.idle();
  };

  it('are recorded by the owner in four actions, with the day on which the payment is due', async () => {
    await press(siti, `agreement.see.${application.id}`);
    await siti.tap('Pengiriman & bayaran');
    expect(siti.last).toContain('Belum ada pengiriman yang dicatat.');
    const before = siti.actions;
    await siti.walk('>Catat pengiriman', '>Kam 5 Nov', '50 songkok');
    expect(siti.buttons[0]).toBe('Sesuai: Rp2.500.000');
    await siti.tap('Sesuai: Rp2.500.000');
    expect(siti.actions - before).toBe(4);
    expect(siti.last).toContain('Jatuh tempo pembayaran dari SIG: Kamis, 19 November 2026.');
    await siti.tap('Pengiriman & bayaran');
    expect(siti.last).toContain('SIG belum bayar Rp2.500.000, jatuh tempo 19 November 2026');
  });

  it('are told by the partner, too, and both are shown when they differ', async () => {
    await press(budi, `s.agr.${application.id}`);
    await budi.walk('>Pengiriman & bayaran', '>Catat (kata mitra)', '5/11', '48', '2,4 juta', '>Benar');
    expect(budi.last).toContain('Menurut kedua pihak angkanya berbeda.');
    const [shipment, another] = await office.database.prisma.shipment.findMany({
      include: { entries: true },
    });
    expect(another).toBeUndefined();
    expect(shipment?.entries.map(({ side, byMember }) => [side, byMember])).toEqual([
      ['owner', null],
      ['partner', budi.member.number],
    ]);
    await press(siti, `ship.see.${shipment?.id ?? 0}`);
    expect(siti.last).toContain('Menurut Ibu: 50 barang, nilai Rp2.500.000, belum dibayar');
    expect(siti.last).toContain('Menurut SIG: 48 barang, nilai Rp2.400.000, belum dibayar');
  });

  it('are asked about once after the due day, then weekly, and rise at the Dinas until they are paid', async () => {
    await day('2026-11-19T03:00:00Z');
    expect(asked()).toBe(0);
    await day('2026-11-20T03:00:00Z');
    expect(siti.last).toBe(
      'Bu Siti, pengiriman 5 November 2026 ke SIG senilai Rp2.500.000 jatuh tempo 19 November 2026. Sudah dibayar?',
    );
    await siti.tap('Belum');
    for (const at of ['21', '24', '26']) await day(`2026-11-${at}T03:00:00Z`);
    expect(asked()).toBe(1);
    await day('2026-11-27T03:00:00Z');
    expect(asked()).toBe(2);
    await budi.walk('/petugas', '>Pengajuan', '>Telat dibayar: 1');
    expect(budi.last).toContain(`${application.number}: SIG belum bayar Rp2.500.000, jatuh tempo Kam 19 Nov`);
    office.clock.set('2026-11-30T01:05:00Z');
    await office.runJob('cases');
    await office.idle();
    expect(budi.last).toContain('Pembayaran mitra yang lewat jatuh tempo: 1.');

    // The company says that it has paid less than was agreed: the owner is asked, a case is opened.
    await budi.walk('>Telat dibayar: 1', '>1', '>Dibayar, kata mitra');
    await budi.walk('27/11', '100 ribu', '>Benar');
    expect(budi.last).toContain('Ada yang tidak sesuai perjanjian.');
    await office.idle();
    const changed = siti.person.messages.map(({ text }) => text ?? '').join('\n');
    expect(changed).toContain('Kata SIG tentang pengiriman 5 November 2026');
    expect(changed).toMatch(/Petugas melihatnya, nomor K-\S+\.\nMelapor ke KPPU juga boleh: kppu\.go\.id/);
    expect(siti.last).toContain(
      'SIG mencatat pengiriman 5 November 2026 senilai Rp2.500.000 sudah dibayar 27',
    );
    await siti.walk('>Sudah dibayar', '27/11', '100 ribu', '>Benar');
    expect(siti.last).toContain('Ada yang tidak sesuai perjanjian.');
    await siti.tap('Pengiriman & bayaran');
    expect(siti.last).toContain('Biasanya dibayar 22 hari sesudah dikirim (dari 1 pembayaran).');
    expect(siti.last).toContain('Rp2.400.000: dibayar 27 November 2026');
    expect(await office.database.prisma.case.count({ where: { kind: 'one-sided', status: 'open' } })).toBe(1);
    await day('2026-12-11T03:00:00Z');
    expect(asked()).toBe(2);
    await budi.walk('/petugas', '>Pengajuan');
    expect(budi.buttons.join()).not.toContain('Pembayaran lewat');
  });

  it('are neither seen nor written by anybody else', async () => {
    const { id } = await office.database.prisma.shipment.findFirstOrThrow();
    const entries = await office.database.prisma.shipmentEntry.count();
    const stranger = await storedOwner(office);
    const cerme = await officer(office, { name: 'Rini Astuti', kecamatan: ['35.25.05'] });
    for (const who of [stranger, cerme, siti])
      for (const data of [`s.ship.list.${application.id}`, `s.ship.new.${application.id}`, 's.late.0'])
        expect((await press(who, data)).join()).not.toMatch(/Rp|SIG/);
    for (const who of [stranger, cerme])
      for (const data of [
        ...['see', 'paid', 'unpaid', 'fix'].flatMap((verb) => [`ship.${verb}.${id}`, `s.ship.${verb}.${id}`]),
        ...['list', 'new'].map((verb) => `ship.${verb}.${application.id}`),
      ])
        expect((await press(who, data)).join()).not.toMatch(/Rp|SIG/);
    expect(await office.database.prisma.shipmentEntry.count()).toBe(entries);
  });

  it('keep to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });

  it('are told by the company itself, under its own agreements alone', async () => {
    const { prisma } = office.database;
    const partner = await companyId(office);
    await accordWith(office, partner);
    await prisma.consent.updateMany({
      where: { purpose: 'partner:sig-supply' },
      data: { details: { fields: ['owner-name', 'business-name'] } },
    });
    const rina = await companyMember(office, partner);
    await press(rina, `s.cand.${application.id}`);
    await rina.walk('>Pengiriman & bayaran', '>Catat pengiriman', '9/11', '20', '1 juta', '>Benar');
    expect(rina.last).toContain('sudah dicatat: Rp1.000.000 (satu juta rupiah).');
    await rina.walk('>Sudah dibayar', '10/11', '>Tidak ada potongan');
    expect(rina.last).toContain('Pemilik ditanya lewat bot.');
    await office.idle();
    expect(
      siti.person.messages.some(({ text }) => text?.includes('senilai Rp1.000.000 sudah dibayar') === true),
    ).toBe(true);
    const entries = await prisma.shipmentEntry.findMany({ where: { byMember: rina.member.number } });
    expect(entries.map(({ side, paidOn }) => [side, paidOn])).toEqual([
      ['partner', null],
      ['partner', '2026-11-10'],
    ]);
    const tono = await companyMember(office, partner, { name: 'Tono Tjsl', desks: ['tjsl'] });
    const { id } = await prisma.shipment.findFirstOrThrow({ orderBy: { id: 'desc' } });
    for (const data of [
      `list.${application.id}`,
      `new.${application.id}`,
      `see.${id}`,
      `paid.${id}`,
      `fix.${id}`,
    ])
      expect((await press(tono, `s.cand.sent.${data}`)).join()).not.toContain('Rp');
    expect(await prisma.shipmentEntry.count({ where: { byMember: tono.member.number } })).toBe(0);
  });
});
