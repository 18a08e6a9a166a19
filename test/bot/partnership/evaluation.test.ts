import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { myData } from '../../../src/services/data-rights/my-data.ts';
import { openEvaluations } from '../../../src/services/partnership/evaluations/evaluation-acts.ts';
import { evaluatedFigures } from '../../../src/services/partnership/evaluations/evaluation-figures.ts';
import { evaluationById } from '../../../src/services/partnership/evaluations/evaluations.ts';
import type { Application } from '../../../src/services/partnership/applications/applications.ts';
import { recordShipment } from '../../../src/services/partnership/agreements/shipment-acts.ts';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { accordWith, companyId, companyMember } from '../../support/candidates.ts';
import { files } from '../../support/files.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { pdfPages } from '../../support/pdf.ts';
import { findInDatabase } from '../../support/search.ts';
import { storedOwner } from '../../support/people.ts';

describe('a partnership after a year', () => {
  let office: Office;
  let budi: MemberInChat;
  let rina: MemberInChat;
  let siti: Owner;
  let application: Application;
  beforeAll(async () => {
    office = await openOffice();
    const { services, database } = office;
    budi = await officer(office, { kecamatan: ['35.25.16'], rights: ['export'] });
    const sig = await companyId(office);
    await accordWith(office, sig);
    rina = await companyMember(office, sig);
    siti = await storedOwner(office);
    const { owner, ...business } = await database.prisma.business.findFirstOrThrow({
      include: { owner: true },
    });
    if (owner === null) throw new Error('expected a registered owner');
    const of = { personId: owner.id, personNumber: owner.number, businessId: business.id };
    application = await applicationOf(services, of, 'active');
    await agreementRows(services, application);
    await database.prisma.agreementVersion.updateMany({ data: { startsOn: '2025-11-01' } });
    for (const by of [{ side: 'owner' }, { side: 'partner', member: budi.member }] as const)
      await inTransaction(services, (inside) =>
        recordShipment(inside, by, application, {
          sentOn: '2026-05-04',
          quantity: by.side === 'owner' ? 480 : 470,
          value: by.side === 'owner' ? 24_000_000 : 23_500_000,
        }),
      );
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const open = (): Promise<number> => inTransaction(office.services, openEvaluations);
  const stored = () => office.database.prisma.evaluation.findFirstOrThrow({ orderBy: { id: 'asc' } });

  it('is work of the office once, and both sides are asked by buttons', async () => {
    expect([await open(), await open()]).toEqual([1, 0]);
    await office.idle();
    expect(siti.last).toContain('Ada tiga pertanyaan, tinggal tekan tombol.\nSIG tidak melihat jawaban Ibu.');
    await siti.walk('>Jawab', '>Kadang', '>Ya', '>Ragu');
    expect(siti.last).toContain('hanya dibaca petugas Dinas, tidak oleh SIG');
    expect(rina.last).toContain('Target sebulan: 500 buah');
    await rina.walk('>Jawab', '>Ya', '>Ya');
    expect(await stored()).toMatchObject({
      year: 1,
      ownerSaid: { payment: 'partly', support: 'yes', again: 'partly' },
      partnerSaid: { quality: 'yes', again: 'yes' },
      partnerBy: rina.member.number,
    });
  });

  it('shows both sides beside each other, and what the owner said to the office alone, with a trace', async () => {
    const { id } = await stored();
    const work = await office.database.prisma.case.findFirstOrThrow({ where: { kind: 'evaluation' } });
    await press(budi, `s.case.${work.id}`);
    expect(budi.buttons.join()).not.toContain('Selesai');
    await budi.tap('Lihat evaluasi');
    expect(budi.last).toContain('Jumlah barang: 480 | 470');
    expect(budi.last).toContain('Target sebulan: 500 buah');
    expect(budi.last).toContain('Tercapai sebulan: 40 | 39');
    expect(budi.last).not.toContain('Dibayar sesuai janji?');
    await budi.tap('Jawaban pemilik');
    expect(budi.last).toContain('Dibayar sesuai janji? Kadang');
    const looks = await office.database.prisma.audit.findMany({ where: { action: 'evaluation.answers' } });
    expect(looks).toMatchObject([
      { actor: budi.member.number, subject: `application:${application.number}` },
    ]);
    const cerme = await officer(office, { name: 'Rini Astuti', kecamatan: ['35.25.05'] });
    for (const who of [rina, cerme, siti])
      for (const data of ['', '.answers', '.continue.yes'])
        expect((await press(who, `s.eval.${id}${data}`)).join()).not.toContain('Kadang');
    expect((await press(budi, `evaluation.${id}`)).join()).not.toContain('membayar');
    expect((await stored()).decision).toBeNull();
  });

  it("takes the company's answers from a letter, when a second officer has compared them", async () => {
    const { id } = await stored();
    const dewi = await officer(office, { name: 'Dewi Lestari', kecamatan: ['35.25.16'] });
    await press(budi, `s.eval.${id}`);
    await budi.walk('>Jawaban mitra (surat)', '>Tidak', '>Ya', '047/SIG/2026');
    expect(budi.last).toContain('Mitra: mutu dan jumlah sesuai? Tidak\nMitra: mau lanjut? Ya\nMenurut surat');
    await budi.tap('Ya, lanjut');
    await office.idle();
    expect((await stored()).partnerSaid).toEqual({ quality: 'yes', again: 'yes' });
    await budi.tap('Kembali ke evaluasi');
    expect(budi.last).toContain('Ada kabar mitra yang menunggu petugas kedua.');
    expect(dewi.last).toContain('Mitra: mutu dan jumlah sesuai? Tidak');
    await dewi.tap('Setujui');
    await office.idle();
    expect(await stored()).toMatchObject({
      partnerSaid: { quality: 'no', again: 'yes' },
      partnerBy: budi.member.number,
      partnerLetter: '047/SIG/2026',
    });
    await press(budi, `s.eval.${id}`);
    expect(budi.last).toContain('Mitra: mau lanjut? Ya\nMenurut surat mitra: 047/SIG/2026');
  });

  it('is decided after a meeting with minutes, follow-ups are due work, and both sides are told', async () => {
    const { id } = await stored();
    await press(budi, `s.eval.${id}.continue.yes`);
    expect(budi.last).toContain('Isi rapatnya dulu');
    await press(budi, `s.eval.${id}.meeting`);
    await budi.walk('>Min 1 Nov', '>Kantor Dinas', 'Siti Aminah, Rina, Budi');
    await budi.walk('Pembayaran dipercepat jadi 10 hari.', '>Simpan', '>Tambah tindak lanjut');
    await budi.walk('mengirim jadwal pembayaran', '>Mitra', '20 November 2026');
    expect(
      await office.database.prisma.case.findFirstOrThrow({ where: { kind: 'evaluation-task' } }),
    ).toMatchObject({ dueOn: '2026-11-20', status: 'open' });
    await budi.walk('>Kembali ke evaluasi');
    expect(budi.last).toContain('• mengirim jadwal pembayaran (Mitra), paling lambat');
    await budi.tap('Berita acara (PDF)');
    await office.idle();
    const [file] = await files(office, budi);
    const text = (await pdfPages(file?.data ?? new Uint8Array())).join(' ').replaceAll(/\s+/g, ' ');
    for (const part of [
      'Berita acara evaluasi',
      'Jumlah barang: 480 | 470',
      'Pembayaran dipercepat',
      'Siti Aminah',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Kadang');
    await press(budi, `s.eval.${id}`);
    await budi.walk('>Putuskan: ubah', '>Ya, lanjut');
    expect(budi.buttons).toContain('Tulis perubahan');
    await office.idle();
    expect(siti.last).toContain('hasil evaluasi kemitraan dengan SIG: dilanjutkan dengan perubahan.');
    expect(rina.last).toBe(`${application.number}: hasil evaluasi kemitraan: dilanjutkan dengan perubahan.`);
    expect(
      await office.database.prisma.case.findFirstOrThrow({ where: { kind: 'evaluation' } }),
    ).toMatchObject({ status: 'closed' });
    // What is told later stands beside what was evaluated, and never in it.
    await inTransaction(office.services, (inside) =>
      recordShipment(inside, { side: 'owner' }, application, {
        sentOn: '2026-06-01',
        quantity: 20,
        value: 1_000_000,
      }),
    );
    await press(budi, `s.eval.${id}`);
    const [before, after] = budi.last.split('Sesudah dievaluasi, catatannya berubah. Sekarang:\n');
    expect(before).toContain('Kiriman: 1 | 1\nJumlah barang: 480 | 470');
    expect(after).toMatch(/^Kiriman: 2 \| 1\nJumlah barang: 500 \| 470\n/);
    expect(after).not.toContain('Target sebulan');
    // Whoever answers now is too late.
    await press(siti, `evaluation.${id}`);
    await siti.walk('>Tidak', '>Tidak', '>Tidak');
    expect(siti.last).toContain('sudah selesai');
  });

  it('from before figures were kept shows what the rows say now, and nothing as changed', async () => {
    const { id, figures } = await stored();
    await office.database.prisma.evaluation.update({ where: { id }, data: { figures: null } });
    await press(budi, `s.eval.${id}`);
    expect(budi.last).toContain('Kiriman: 2 | 1\nJumlah barang: 500 | 470');
    expect(budi.last).not.toContain('Sesudah dievaluasi');
    await office.database.prisma.evaluation.update({ where: { id }, data: { figures } });
  });

  it('ends with the step of the application that ends it, of which the company is told too', async () => {
    await office.database.prisma.agreementVersion.updateMany({ data: { startsOn: '2024-11-01' } });
    await office.database.prisma.evaluation.updateMany({ data: { untilOn: '2025-10-31' } });
    expect(await open()).toBe(1);
    await press(budi, `s.app.${application.id}.independent`);
    await budi.tap('Ya, lanjut');
    await office.idle();
    expect(await office.database.prisma.evaluation.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { decision: 'change' },
      { year: 2, fromOn: '2025-11-01', ownerSaid: null, decision: 'independent' },
    ]);
    expect(rina.last).toContain('selesai, usaha sudah mandiri');
  });

  it('stands in the copy of the data with the own answers; an erasure takes every word, and no figure', async () => {
    const { id } = await stored();
    const before = await evaluationById(office.services, id);
    if (before === undefined) throw new Error('expected the evaluation before the erasure');
    const { figures } = await evaluatedFigures(office.services, before);
    expect(figures).toMatchObject({ targets: { monthlyQuantity: 500 }, owner: { quantity: 480 } });
    const [mine] = (await myData(office.services, application.personId)).applications;
    expect(mine?.agreement?.evaluations).toMatchObject([
      { said: { payment: 'partly' }, meeting: { place: 'Kantor Dinas' } },
      { said: undefined },
    ]);
    await siti.walk('/hapus', 'hapus');
    const words = ['Pembayaran dipercepat', 'jadwal pembayaran'];
    expect(await findInDatabase(office.database, new Uint8Array(32).fill(7), words)).toEqual([]);
    expect(await stored()).toMatchObject({ meeting: null, decision: 'change' });
    // Rows that the erasure took are no correction of what was evaluated.
    expect(await evaluatedFigures(office.services, before)).toEqual({ figures, now: undefined });
  });

  it('lets the company see what owners said as counts of five or more of the last whole year, and no other', async () => {
    const { prisma } = office.database;
    const { agreementId } = await stored();
    const said = (payment: string) => ({ payment, support: 'yes', again: 'no' });
    await prisma.evaluation.createMany({
      data: Array.from({ length: 8 }, (_, at) => ({
        agreementId,
        year: 100 + at,
        fromOn: '2024-01-01',
        untilOn: '2024-12-31',
        openedAt: new Date('2025-01-02T03:00:00Z'),
        ownerSaid: said(at < 6 ? 'no' : 'partly'),
        decision: 'continue',
        decidedAt: new Date('2025-06-02T03:00:00Z'),
      })),
    });
    await press(rina, 's.cand');
    expect(rina.last).toContain('selama 2025. Hanya jumlah lima');
    expect(rina.last).toContain('Dibayar sesuai janji? Tidak: 6');
    for (const hidden of ['Kadang', 'Bantuan sesuai janji?', 'Mau lanjut?'])
      expect(rina.last).not.toContain(hidden);
  });

  it('keeps to the rules of the Bot API in all of it', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
