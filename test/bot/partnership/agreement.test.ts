import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklist } from '../../../src/domain/partnership/agreement.ts';
import type { Application } from '../../../src/services/partnership/applications/applications.ts';
import { draftVersion } from '../../../src/services/partnership/agreements/agreement-acts.ts';
import { applicationOf, songkok } from '../../support/agreement.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { DAY } from '../../support/clock.ts';
import { storedOwner } from '../../support/people.ts';

const OWN = '35.25.16';

interface Partnered {
  readonly owner: Owner;
  readonly application: Application;
}

describe('an agreement between an owner and a partner', () => {
  let office: Office;
  let budi: MemberInChat;
  let rini: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
    rini = await officer(office, { name: 'Rini Astuti' });
  });
  afterAll(() => office.close());

  async function partnered(): Promise<Partnered> {
    const owner = await storedOwner(office);
    const account = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: owner.person.id },
      include: { activePerson: { include: { businesses: true } } },
    });
    const person = account.activePerson;
    const business = person?.businesses[0];
    if (person === null || business === undefined) throw new Error('expected a registered owner');
    const of = { personId: person.id, personNumber: person.number, businessId: business.id };
    return { owner, application: await applicationOf(office.services, of) };
  }

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

  const drafting = [
    '>Mitra',
    '012/PKS/2026',
    'songkok hitam polos, 500 buah sebulan',
    'Rp50.000 sebuah, tetap setahun',
    '50 ribu',
    '>Benar',
    '14 hari',
    '>Tidak ada potongan',
    '10 November 2026',
    '>Sel 9 Nov 2027',
    '500 buah',
    '>Tidak ada target',
    '>Tidak ada target',
    'pelatihan mutu dua kali setahun',
    'memberi tahu tertulis 30 hari sebelumnya',
    'musyawarah dulu, lalu lewat Dinas',
    '>Simpan',
  ];

  async function tickAll(): Promise<void> {
    await budi.tap('Daftar periksa');
    const labels = budi.buttons.filter((label) => label.startsWith('☐'));
    expect(labels).toHaveLength(checklist.length);
    for (const label of labels) await budi.tap(label);
    await budi.tap('Selesai');
  }

  it('is written, checked, read for three working days, agreed to by both, and stays in the chat', async () => {
    const { owner, application } = await partnered();
    await press(budi, `s.app.${application.id}`);
    await budi.walk('>Perjanjian', '>Tulis perjanjian', ...drafting, '>Perjanjian');
    expect(budi.last).toContain('Daftar periksa belum lengkap, jadi belum bisa dikirim.');
    expect(budi.buttons).not.toContain('Kirim ke pemilik');
    // A button made by hand does not get around the checklist.
    await press(budi, `s.agr.${application.id}.offer.1.yes`);
    expect(budi.last).toContain('Daftar periksa belum lengkap.');
    await budi.tap('Perjanjian');
    await tickAll();
    expect(budi.last).toContain('Daftar periksa lengkap.');
    await budi.walk('>Perjanjian', '>Kirim ke pemilik', '>Ya, lanjut');
    expect(budi.last).toContain('Boleh disetujui mulai Kamis, 5 November 2026.');
    await office.idle();
    expect(owner.last).toContain('Perjanjian dengan SIG\nYang dijual: songkok hitam polos, 500 buah sebulan');
    expect(owner.last).toContain(
      'Dibayar: paling lambat 14 hari sesudah barang diterima\nPotongan: tidak ada',
    );
    expect(owner.last).toContain(
      'Target sebulan: 500 buah\nCara berhenti: memberi tahu tertulis 30 hari sebelumnya',
    );
    expect(owner.last).not.toContain('musyawarah');
    expect(owner.buttons).toEqual(['Setuju', 'Tanya dulu', 'Tidak setuju', 'Lihat perjanjian']);

    expect((await owner.tap('Setuju'))[0]).toContain('Isi ini boleh disetujui mulai Kamis, 5 November 2026');
    expect((await press(owner, `agreement.yes.${application.id}.1`))[0]).toContain('mulai Kamis, 5 November');
    await owner.walk('>Tanya dulu', 'Kalau songkoknya rusak di jalan, siapa yang menanggung?');
    expect(owner.last).toMatch(/nomor K-\d+/);
    expect(
      await office.database.prisma.case.count({ where: { kind: 'agreement-question', status: 'open' } }),
    ).toBe(1);

    office.clock.advance(3 * DAY);
    await press(owner, `agreement.see.${application.id}`);
    const [words] = await owner.tap('Setuju');
    expect(words).toContain('musyawarah dulu, lalu lewat Dinas');
    await owner.tap('Ya, saya setuju');
    expect(owner.last).toContain('sekarang menunggu SIG');
    await press(budi, `s.agr.${application.id}`);
    await budi.walk('>Catat: mitra setuju', '046/SIG/2026', '>Ya, lanjut');
    expect(budi.last).toContain('sekarang menunggu petugas kedua');
    await office.idle();
    expect(rini.last).toContain(
      'Mitra setuju dengan: Perjanjian, naskah 1\nMenurut surat mitra: 046/SIG/2026',
    );
    expect(
      await office.database.prisma.agreementVersion.findFirstOrThrow({
        where: { agreement: { applicationId: application.id } },
      }),
    ).toMatchObject({ status: 'offered', partnerYesAt: null });
    await rini.walk('>Setujui');
    await office.idle();
    expect(owner.last).toContain('kedua pihak sudah setuju. Salinan ini tetap ada di sini.');
    expect(owner.last).toContain('Nomor: 012/PKS/2026');
    await press(owner, `application.${application.id}`);
    expect((await owner.tap('Lihat perjanjian'))[0]).toContain('Sudah disetujui kedua pihak.');
    const stored = await office.database.prisma.agreementVersion.findFirstOrThrow({
      where: { agreement: { applicationId: application.id } },
    });
    expect(stored).toMatchObject({
      status: 'agreed',
      ownerButton: 'agreement.button.signYes',
      partnerYesBy: budi.member.number,
      partnerLetter: '046/SIG/2026',
    });
    const place = `agreement_version:${stored.agreementId}:1:ownerWords`;
    expect(office.services.seal.decrypt(place, stored.ownerWords ?? new Uint8Array())).toBe(words);

    // A change of what is agreed to: the form begins with it, and one yes alone changes nothing.
    await press(budi, `s.agr.${application.id}.draft`);
    await budi.walk('>Mitra', '>Tidak ada potongan', '>Tidak ada target', '>Tidak ada target');
    expect(budi.last).toContain('Harga: Rp50.000 sebuah, tetap setahun');
    await budi.walk('>Simpan', '>Perjanjian');
    await tickAll();
    await budi.walk('>Perjanjian', '>Kirim ke pemilik', '>Ya, lanjut', '>Perjanjian', '>Catat: mitra setuju');
    await budi.walk('>Tanpa surat', '>Ya, lanjut');
    await office.idle();
    await rini.tap('Setujui');
    await office.idle();
    expect(owner.last).toContain('Perubahan perjanjian ke-2 dengan SIG');
    await owner.walk('>Tidak setuju', '>Ya, tidak setuju');
    expect(owner.last).toContain('Isi itu tidak berlaku.');
    await owner.tap('Lihat perjanjian');
    expect(owner.last).toMatch(/^Perjanjian dengan SIG\n[\s\S]*Sudah disetujui kedua pihak\./);
    // Whoever presses the old button again finds that it is over.
    expect((await press(owner, `agreement.yes.${application.id}.2`))[0]).toContain('sudah berubah');

    await owner.walk('>Ada yang diubah sepihak', '>Potongan');
    expect(owner.last).toContain('KPPU, yang mengawasi kemitraan: kppu.go.id.');
    expect(owner.last).toContain('Peraturan KPPU 2/2024 (masih perlu dipastikan)');
    await press(owner, `agreement.changed.${application.id}.deductions`);
    const cases = await office.database.prisma.case.findMany({ where: { kind: 'one-sided' } });
    expect(cases).toMatchObject([{ details: { what: 'deductions', application: application.id } }]);
  });

  it('comes into force by a paper that both have signed, after the same checklist and three working days, seen by two officers', async () => {
    office.clock.advance(60_000);
    const { application } = await partnered();
    const { id } = application;
    await inTransaction(office.services, async (inside) => {
      await draftVersion(inside, budi.member, application, { terms: songkok, proposedBy: 'partner' });
    });
    await press(budi, `s.agr.${id}`);
    expect(budi.buttons).not.toContain('Ditandatangani di kertas');
    await tickAll();
    await budi.walk('>Perjanjian', '>Ditandatangani di kertas', '4 November 2026', 'hari ini');
    expect(budi.last).toContain('paling sedikit 3 hari kerja, jadi paling awal Senin, 9 November 2026.');
    await press(budi, `s.agr.${id}.signed.1`);
    await budi.walk('2 November 2026', 'hari ini', '014/PKS/2026');
    expect(budi.last).toContain('Nomor: 014/PKS/2026\nNaskah diterima pemilik: Senin, 2 November 2026');
    await budi.tap('Ya, lanjut');
    expect(budi.last).toContain('sekarang menunggu petugas kedua');
    await office.idle();
    expect(rini.last).toContain('Ditandatangani di kertas: Perjanjian, naskah 1\nNomor: 014/PKS/2026');
    const stored = () =>
      office.database.prisma.agreementVersion.findFirstOrThrow({
        where: { agreement: { applicationId: id } },
      });
    expect(await stored()).toMatchObject({ status: 'draft', ownerYesAt: null });
    await rini.tap('Setujui');
    expect(await stored()).toMatchObject({
      status: 'agreed',
      number: '014/PKS/2026',
      signFrom: '2026-11-05',
      ownerButton: 'paper',
      partnerYesBy: budi.member.number,
    });
    expect((await press(budi, `s.agr.${id}.all.1`)).join()).toContain(
      'Sudah ditandatangani kedua pihak di kertas.',
    );
    await press(budi, `s.app.${id}`);
    await budi.walk('>Kerja sama berjalan', '>Ya, lanjut');
    expect(await office.database.prisma.application.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'active',
    });
    office.clock.advance(60_000);
  });

  it('is neither seen nor written by who works elsewhere, has no such duty, or owns another business', async () => {
    const { owner, application } = await partnered();
    const stranger = (await partnered()).owner;
    await press(budi, `s.agr.${application.id}.draft`);
    await budi.walk(...drafting);
    const cerme = await officer(office, { name: 'Rini Astuti', kecamatan: ['35.25.05'] });
    const helper = await officer(office, { name: 'Wati Lestari', role: 'helper' });
    for (const who of [cerme, helper, owner, stranger])
      for (const verb of [
        '',
        '.draft',
        '.all.1',
        '.check.1',
        '.offer.1.yes',
        '.partner-yes.1.yes',
        '.signed.1',
        '.drop.1.yes',
      ])
        expect((await press(who, `s.agr.${application.id}${verb}`)).join()).not.toContain('songkok');
    // A draft is the office's own, also for the owner whom it is about.
    for (const who of [owner, stranger])
      for (const data of ['see', 'ask', 'changed'])
        expect((await press(who, `agreement.${data}.${application.id}`)).join()).not.toContain('songkok');
    for (const verb of ['all', 'sign', 'yes', 'no', 'no-yes'])
      await press(owner, `agreement.${verb}.${application.id}.1`);
    expect(
      await office.database.prisma.agreementVersion.findFirstOrThrow({
        where: { agreement: { applicationId: application.id } },
      }),
    ).toMatchObject({ status: 'draft', ownerYesAt: null, offeredAt: null });
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
