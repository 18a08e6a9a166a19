import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { textOf } from '../../../src/simulator/simulator.ts';
import { accordWith, candidateAt, companyId, companyMember } from '../../support/candidates.ts';
import { HOUR } from '../../support/clock.ts';
import { documentOf } from '../../support/documents.ts';
import { files } from '../../support/files.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import type { StoredApplication } from '../../support/applications.ts';
import { storedOwner } from '../../support/people.ts';
import { readSheets } from '../../support/workbook.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

describe('the room of a company in the chat', () => {
  let office: Office;
  let siti: Owner;
  let rina: MemberInChat;
  let it1: StoredApplication;
  let partner: number;
  beforeAll(async () => {
    office = await openOffice();
    siti = await storedOwner(office);
    partner = await companyId(office);
    rina = await companyMember(office, partner);
    const { id } = await office.database.prisma.business.findFirstOrThrow();
    it1 = await candidateAt(office, id);
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const disclosed = (): Promise<readonly { readonly kind: string; readonly fields: readonly string[] }[]> =>
    office.database.prisma.disclosure.findMany({
      where: { applicationId: it1.id },
      select: { kind: true, fields: true },
      orderBy: { id: 'asc' },
    });

  it('is closed while no accord is in force', async () => {
    await rina.walk('/petugas', '>Calon mitra');
    expect(rina.last).toContain('Ruang mitra belum dibuka');
    expect((await press(rina, `s.cand.${it1.id}`)).join()).toContain('tidak bisa dilihat');
    expect(await disclosed()).toEqual([]);
    await accordWith(office, partner);
  });

  it('shows an applicant on one page with what each value rests on, and writes it down before', async () => {
    await rina.walk('/petugas', '>Calon mitra');
    await rina.tap(/1 calon$/);
    const [page] = await rina.tap(new RegExp(`Otak-otak[^]*${it1.number}`));
    expect(page).toContain(`Calon ${it1.number}`);
    expect(page).toContain('Menurut pemilik\nPemilik: Siti Aminah\n');
    expect(page).toContain('Besar usaha: usaha mikro (perkiraan)');
    for (const hidden of ['HP:', '0812', 'Desa:', 'NIK', 'Rp']) expect(page).not.toContain(hidden);
    expect((await disclosed()).map(({ kind }) => kind)).toEqual(['list', 'page']);
    expect((await disclosed())[0]?.fields).toEqual(['business-name']);
    expect((await disclosed())[1]?.fields).not.toContain('phone');
  });

  it('shows phone and village only after the company has taken the applicant', async () => {
    await office.database.prisma.application.update({ where: { id: it1.id }, data: { status: 'accepted' } });
    const [page] = await press(rina, `s.cand.${it1.id}`);
    expect(page).toMatch(/HP: 0\d+/);
    expect(page).toContain('Desa: ');
    await office.database.prisma.application.update({ where: { id: it1.id }, data: { status: 'forwarded' } });
  });

  it('shows several side by side, and a document only when an officer has looked at it', async () => {
    const [two] = await press(rina, `s.cand.by.${it1.id}`);
    expect(two).toContain('Perbandingan 1 calon');
    const document = await documentOf(office, it1.id, 'product');
    const permit = await documentOf(office, it1.id, 'licence');
    expect((await press(rina, `s.cand.${it1.id}.papers`)).join()).toContain('Belum ada berkas');
    expect((await press(rina, `s.cand.doc.${document}`)).join()).toContain('tidak bisa dilihat');
    await office.database.prisma.document.updateMany({ data: { seenAt: office.clock.now() } });
    expect((await press(rina, `s.cand.${it1.id}.papers`)).join()).toContain('Berkas calon');
    await press(rina, `s.cand.doc.${document}`);
    expect(rina.person.messages.at(-1)?.has_protected_content).toBe(true);
    expect((await press(rina, `s.cand.doc.${permit}`)).join()).toContain('tidak bisa dilihat');
    expect((await disclosed()).at(-1)?.kind).toBe('document');
  });

  describe('decides', () => {
    const status = async (): Promise<string> =>
      (await office.database.prisma.application.findUniqueOrThrow({ where: { id: it1.id } })).status;
    const back = (): Promise<unknown> =>
      office.database.prisma.application.update({ where: { id: it1.id }, data: { status: 'forwarded' } });

    it('prepares and signs as two people, and the owner hears of it after the second', async () => {
      const dewi = await companyMember(office, partner, { name: 'Dewi Staf', signs: false });
      await press(dewi, `s.cand.${it1.id}`);
      const first = dewi.buttons.find((it) => /Minta contoh|Lolos/.test(it)) ?? '';
      expect(first).toBe('Lolos');
      const heard = siti.person.messages.length;
      await dewi.walk(`>${first}`);
      // Nothing was written down that the owner would read.
      expect(dewi.last).toMatch(/menjadi: Diterima mitra\.\nPemilik dikabari\. Lanjut\?$/);
      expect((await dewi.tap('Ya, lanjut')).join()).toContain('Rekan yang berhak memutuskan');
      await office.idle();
      expect(await status()).toBe('forwarded');
      expect(siti.person.messages.length).toBe(heard);
      const waiting = await office.database.prisma.decision.findFirstOrThrow({ where: { state: 'sign' } });
      expect((await press(dewi, `s.sign.${waiting.id}.yes`)).join()).toContain('tidak bisa dilihat');
      expect(rina.last).toContain('menunggu persetujuan');
      await rina.walk('>Lihat calon', '>Setuju, kirim');
      expect(rina.last).toContain('Diterima mitra');
      await office.idle();
      expect(await status()).toBe('accepted');
      expect(siti.last).toContain(it1.number);
      expect(siti.person.messages.length).toBeGreaterThan(heard);
      await back();
    });

    it('says "belum diterima" by a sentence of the list at once, in own words only after the office has read them', async () => {
      const budi = await officer(office);
      await press(rina, `s.cand.${it1.id}`);
      await rina.walk('>Belum diterima', 'Usahanya terlalu kecil buat kami');
      expect((await rina.tap('Ya, lanjut')).join()).toContain('Dinas membaca kata-katanya dulu');
      await office.idle();
      expect(await status()).toBe('forwarded');
      expect(siti.last).not.toContain('terlalu kecil');
      expect(budi.last).toContain('menulis kata-kata sendiri');
      const [file] = await press(budi, `s.app.${it1.id}`);
      expect(file).toContain('Usahanya terlalu kecil buat kami');
      await budi.tap('Kembalikan ke mitra');
      expect(budi.last).toContain('Pemilik tidak mendengarnya');
      await office.idle();
      expect(rina.last).toContain('Dinas mengembalikan');
      expect(await status()).toBe('forwarded');
      await press(rina, `s.cand.${it1.id}`);
      await rina.walk('>Belum diterima', 'Bahan baku kami ganti tahun ini', '>Ya, lanjut');
      await press(budi, `s.app.${it1.id}`);
      await budi.tap('Kata-katanya boleh');
      await office.idle();
      expect(await status()).toBe('refused');
      expect(siti.last).toContain('Bahan baku kami ganti tahun ini');
      expect((await press(rina, `s.cand.${it1.id}`)).join()).toContain('tidak bisa dilihat');
      await back();
      await press(rina, `s.cand.${it1.id}`);
      await rina.walk('>Belum diterima', '>Harga belum cocok', '>Ya, lanjut');
      await office.idle();
      expect(await status()).toBe('refused');
      expect(siti.last).toContain('Harga belum cocok');
      await back();
    });
  });

  it('hands out a file of its own candidates only, masked, with a fingerprint and as a disclosure', async () => {
    const { prisma } = office.database;
    await office.database.prisma.application.update({ where: { id: it1.id }, data: { status: 'accepted' } });
    const { id } = await prisma.programme.findFirstOrThrow({ where: { programmeId: 'sig-supply' } });
    const group = await prisma.group.create({
      data: { office: 'gresik', kind: 'kub', kecamatan: '35.25.16', createdAt: office.clock.now() },
    });
    const { id: groupApplicationId } = await prisma.groupApplication.create({
      data: {
        groupId: group.id,
        programmeId: 'sig-supply',
        programmeVersion: SUPPLY_VERSION,
        createdAt: office.clock.now(),
      },
    });
    await prisma.application.update({ where: { id: it1.id }, data: { groupApplicationId } });
    expect((await press(rina, `s.cand.file.${id}`)).join()).toContain('sedang dibuat');
    await office.idle();
    const [sheet] = await readSheets((await files(office, rina)).at(-1)?.data ?? Buffer.alloc(0));
    const column = sheet?.rows[0]?.indexOf('Nomor kelompok') ?? -1;
    expect(sheet?.rows[1]?.[column]).toBe(group.id);
    await prisma.application.update({ where: { id: it1.id }, data: { groupApplicationId: null } });
    const sent = rina.person.messages.findLast((it) => it.document !== undefined);
    expect(sent?.document?.file_name).toMatch(/^calon-mitra.*\.xlsx$/);
    const file = await prisma.exportFile.findFirstOrThrow({ where: { report: 'candidates' } });
    expect(file).toMatchObject({ rows: 1, masked: true, byMember: rina.member.number });
    expect((await disclosed()).at(-1)?.kind).toBe('file');
    expect(await prisma.candidateMessage.count({ where: { messageId: sent?.message_id ?? 0 } })).toBe(1);
    // Ordered, and withdrawn before it was made.
    const job = await prisma.exportJob.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(job.status).toBe('sent');
    const { consentId } = await prisma.application.findUniqueOrThrow({ where: { id: it1.id } });
    await prisma.consent.update({ where: { id: consentId }, data: { withdrawnAt: office.clock.now() } });
    await prisma.exportJob.update({ where: { id: job.id }, data: { status: 'waiting', attempts: 0 } });
    await office.idle();
    expect(await prisma.exportJob.findUniqueOrThrow({ where: { id: job.id } })).toMatchObject({
      status: 'refused',
    });
    await prisma.consent.update({ where: { id: consentId }, data: { withdrawnAt: null } });
    await prisma.application.update({ where: { id: it1.id }, data: { status: 'forwarded' } });
  });

  it('writes its vendor number once there is an agreement, which the owner and the office see too', async () => {
    const { prisma } = office.database;
    const isAt = (status: string): Promise<unknown> =>
      prisma.application.update({ where: { id: it1.id }, data: { status } });
    await press(rina, `s.cand.${it1.id}.vendor`);
    await rina.walk('1000234567');
    expect(rina.last).toContain('tidak bisa dilihat');
    await isAt('active');
    await press(rina, `s.cand.${it1.id}`);
    await rina.walk('>Tulis nomor vendor', 'lihat bit.ly/x1', '1000234567', '>Lihat calon');
    for (const text of [
      rina.last,
      ...(await press(siti, `application.${it1.id}`)),
      ...(await press(await officer(office, { name: 'Wati Petugas' }), `s.app.${it1.id}`)),
    ])
      expect(text).toContain('Nomor vendor di perusahaan: 1000234567');
    await isAt('forwarded');
  });

  it('shows nothing to another desk', async () => {
    const tono = await companyMember(office, partner, { name: 'Tono Tjsl', desks: ['tjsl'] });
    expect((await press(tono, `s.cand.${it1.id}`)).join()).toContain('tidak bisa dilihat');
  });

  it('shows nobody whose consent to registration is withdrawn', async () => {
    const set = (withdrawnAt: Date | null): Promise<unknown> =>
      office.database.prisma.consent.updateMany({
        where: { purpose: 'registration' },
        data: { withdrawnAt },
      });
    await set(office.clock.now());
    expect((await press(rina, `s.cand.${it1.id}`)).join()).toContain('tidak bisa dilihat');
    await set(null);
    expect((await press(rina, `s.cand.${it1.id}`)).join()).toContain(`Calon ${it1.number}`);
  });

  it('tells the owner who of a company has seen what, by day and post and never by name', async () => {
    await siti.walk('/dataku', '>Siapa melihat data saya');
    expect(siti.last).toContain('(Pengadaan)');
    expect(siti.last).toContain('nama pemilik');
    expect(siti.last).not.toContain('Rina');
  });

  it('has nobody any more who has withdrawn: pages leave the chat, and the office asks back what was seen', async () => {
    const { prisma } = office.database;
    await press(rina, `s.cand.${it1.id}`);
    const page = rina.person.messages.at(-1);
    expect(page?.text).toContain(`Calon ${it1.number}`);
    await siti.walk('/dataku', '>Izin saya');
    await siti.tap(/^Tarik: .*PT Se/);
    await siti.tap('Ya, tarik izin');
    await office.idle();
    expect(siti.last).toMatch(/Nomor permintaannya K-[^]*Yang pernah dilihat:\n• [^]*\(Pengadaan\)/);
    expect(rina.person.messages.some((it) => it.message_id === page?.message_id)).toBe(false);
    expect(rina.person.messages.filter((it) => textOf(it).includes('Siti Aminah'))).toEqual([]);
    expect(await prisma.candidateMessage.count()).toBe(0);
    const before = (await disclosed()).length;
    for (const data of [`s.cand.${it1.id}`, `s.cand.by.${it1.id}`, `s.cand.${it1.id}.papers`])
      expect((await press(rina, data)).join()).toContain('tidak bisa dilihat');
    expect((await disclosed()).length).toBe(before);
    const budi = await officer(office, { name: 'Agus Petugas' });
    const recall = await prisma.case.findFirstOrThrow({ where: { kind: 'recall' } });
    const [file] = await press(budi, `s.case.${recall.id}`);
    expect(file).toContain('Yang sudah dilihat mitra, dan harus dimusnahkan:');
    expect(file).toContain('(Pengadaan)');
    expect(file).toContain('Diminta kepada: PT Semen');
  });

  it('is asked in its room to destroy what it had, by a number and nothing else, and says when it is done', async () => {
    const { prisma } = office.database;
    const recall = await prisma.case.findFirstOrThrow({ where: { kind: 'recall' } });
    const said = rina.person.messages.map(textOf).findLast((text) => text.includes('Mohon hapus data')) ?? '';
    expect(said).toContain(`Mohon hapus data pengajuan ${it1.number}, nomor permintaan ${recall.number}.`);
    for (const hidden of ['Siti', 'Otak-otak', '0812']) expect(said).not.toContain(hidden);
    const tono = await companyMember(office, partner, { name: 'Tono Dua', desks: ['tjsl'] });
    expect((await press(tono, `s.destroy.${recall.id}.yes`)).join()).toContain('bukan untuk bagian ini');
    await siti.walk('/dataku', '>Siapa melihat data saya');
    expect(siti.last).toContain(`${recall.number}: PT Semen`);
    expect(siti.last).toContain('diminta memusnahkan data');
    // Also while no accord is in force.
    await prisma.accord.updateMany({ data: { endsOn: '2026-01-02' } });
    await rina.walk('/petugas', '>Calon mitra', '>Permintaan hapus data', '>1', '>Sudah dimusnahkan');
    await rina.tap('Ya, sudah dimusnahkan');
    expect(rina.last).toContain(`Permintaan ${recall.number} selesai`);
    await prisma.accord.updateMany({ data: { endsOn: '2027-12-31' } });
    expect(await prisma.case.findUniqueOrThrow({ where: { id: recall.id } })).toMatchObject({
      status: 'closed',
      outcome: 'destroyed',
    });
    expect((await press(rina, `s.destroy.${recall.id}.yes`)).join()).toContain('sudah selesai');
    expect(await prisma.caseEvent.count({ where: { caseId: recall.id, kind: 'destroyed' } })).toBe(1);
    await siti.walk('/dataku', '>Siapa melihat data saya');
    expect(siti.last).toMatch(/\(Pengadaan\) menyatakan data sudah dimusnahkan/);
  });

  it('keeps only a number of who was shown after an erasure, and asks the company to destroy the rest', async () => {
    const { prisma } = office.database;
    const { id: _id, ...seen } = await prisma.disclosure.findFirstOrThrow({
      where: { applicationId: it1.id },
      orderBy: { id: 'desc' },
    });
    office.clock.advance(HOUR);
    await prisma.disclosure.create({ data: { ...seen, at: office.clock.now() } });
    await inTransaction(office.services, (inside) => eraseAnyway(inside, it1.personId));
    const rows = await prisma.disclosure.findMany({ where: { applicationId: it1.id } });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ personId }) => personId))).toEqual(new Set([null]));
    const recall = await prisma.case.findFirstOrThrow({ where: { kind: 'recall', status: 'open' } });
    expect(recall).toMatchObject({ personId: null, businessId: null, accountId: null });
    await office.idle();
    expect(rina.last).toContain(`nomor permintaan ${recall.number}`);
    // A company that has only written a letter is done by the office.
    const budi = await officer(office, { name: 'Tuti Petugas' });
    await press(budi, `s.case.${recall.id}`);
    await budi.walk('>Mitra: sudah hapus', '046/SIG/2026, 3 November 2026');
    expect(budi.last).toContain(`Permintaan ${recall.number} selesai`);
    expect(await prisma.case.count({ where: { kind: 'recall', status: { not: 'closed' } } })).toBe(0);
  });
});
