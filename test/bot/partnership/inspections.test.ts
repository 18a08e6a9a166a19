import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataReaders } from '../../../src/services/data-rights/data-readers.ts';
import { takeResults } from '../../../src/services/partnership/results/results.ts';
import { agreementRows, applicationOf } from '../../support/agreement.ts';
import { DAY } from '../../support/clock.ts';
import { files } from '../../support/files.ts';
import { officer } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { pdfPages } from '../../support/pdf.ts';
import { storedOwner } from '../../support/people.ts';

// The clock of the tests begins on Monday, 2 November 2026.
describe('somebody who inspects under a letter', () => {
  let office: Office;
  let partnered: number;
  let number: string;

  beforeAll(async () => {
    office = await openOffice();
    const { prisma } = office.database;
    await storedOwner(office);
    const business = await prisma.business.findFirstOrThrow({ include: { owner: true } });
    const application = await applicationOf(
      office.services,
      {
        personId: business.ownerId ?? 0,
        personNumber: business.owner?.number ?? '',
        businessId: business.id,
      },
      'active',
    );
    await agreementRows(office.services, application);
    await prisma.applicationStep.create({
      data: { applicationId: application.id, status: 'active', at: new Date('2026-08-10T02:00:00Z') },
    });
    await prisma.followUp.createMany({
      data: ['2026-08-01', '2026-09-20'].map((onDate, at) => ({
        businessId: business.id,
        onDate,
        paidMale: at,
        paidFemale: 1,
        family: 1,
        seasonal: 0,
        enteredBy: 'telegram',
        at: new Date(`${onDate}T02:00:00Z`),
      })),
    });
    ({ id: partnered, number } = application);
    await takeResults(office.services, '2026-09');
  });
  afterAll(() => office.close());

  it('is invited like everybody else, with the number of the letter, what it covers and its last day', async () => {
    const { prisma } = office.database;
    const kepala = await officer(office, { name: 'Kepala', role: 'admin', rights: [] });
    await kepala.walk('/petugas', '>Petugas dan peran', '>Undang petugas', '>Pemeriksa (surat tugas)');
    await kepala.walk('Indah Auditor', '>Lewati');
    expect(kepala.buttons).not.toContain('Lewati');
    await kepala.walk('700/88/437.73/2026');
    await kepala.walk('>PT Semen Indonesia (Persero) Tbk (SIG)', '1 Desember 2026');
    await kepala.walk('>Seluruh kabupaten', '>Buat undangan');
    const invited = await prisma.invitation.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(invited).toMatchObject({
      role: 'auditor',
      letter: '700/88/437.73/2026',
      inspects: 'partner:sig',
      untilOn: '2026-12-01',
    });
  });

  it('reads results, rows, files and the log of the scope, nothing else, and every reading is noted', async () => {
    const { prisma } = office.database;
    const indah = await officer(office, {
      name: 'Indah',
      role: 'auditor',
      rights: [],
      inspection: { scope: 'partner:sig', until: '2026-12-01' },
    });
    await indah.say('/petugas');
    expect(indah.buttons).toEqual(['Pemeriksaan', 'Panduan', 'Menu']);
    await indah.walk('>Pemeriksaan');
    expect(indah.last).toContain('Pemeriksaan menurut surat 700/123/2026.');
    expect(indah.last).toContain('Berlaku sampai 1 Desember 2026.');
    expect(indah.buttons).not.toContain('Semua kemitraan');
    const menu = indah.person.lastMessage?.message_id ?? 0;
    const forged = (data: string) => indah.act((person) => person.pressData(menu, data));
    await indah.walk('>Mitra PT Semen Indonesia (Persero) Tbk (SIG)');
    expect(indah.last).toContain('Belum cukup pemilik untuk ditampilkan (kurang dari 5).');
    await indah.walk('>Pemeriksaan', '>Dasar angka');
    expect(indah.last).toContain(`${number}: penjualan sebulan`);
    expect(indah.last).toContain('pekerja digaji 1 → 2');
    expect(indah.last).toContain('Tanpa gaji: pemilik 1 → 1, keluarga');
    await indah.walk('>Pemeriksaan', '>Berkas pengajuan', `>${number}: kerja sama berjalan`);
    await office.idle();
    const [file] = await files(office, indah);
    const text = (await pdfPages(file?.data ?? new Uint8Array())).join(' ');
    expect(text).toContain(number);
    expect(text).toContain('700/123/2026');
    await forged('s.inspect.log.0');
    expect(indah.last).toContain(`membaca untuk pemeriksaan pengajuan ${number}`);
    expect(indah.last).toContain('meminta berkas kemitraan');
    const noted = await prisma.audit.findMany({
      where: { actor: indah.member.number },
      orderBy: { id: 'asc' },
    });
    expect(noted.map(({ action, subject }) => [action, subject])).toEqual([
      ['inspection.read', null],
      ['inspection.read', `application:${number}`],
      ['inspection.read', `application:${number}`],
      ['export.order', expect.stringContaining('export:')],
      ['application.file', `application:${number}`],
      ['export.file', expect.stringContaining('sha256:')],
      ['inspection.read', null],
    ]);
    expect(noted[1]?.details).toEqual({ what: 'rows', letter: '700/123/2026', scope: 'partner:sig' });
    for (const data of [
      's.inspect.r.all',
      's.result.all',
      's.app',
      `s.app.${partnered}`,
      's.audit',
      's.export',
    ])
      await forged(data);
    expect(
      await prisma.audit.count({ where: { actor: indah.member.number, action: 'inspection.read' } }),
    ).toBe(4);
    // The owner sees that it was read.
    const { id } = await prisma.person.findFirstOrThrow();
    expect((await dataReaders(office.services, id)).reads).toContainEqual({
      day: '2026-11-02',
      role: 'auditor',
      action: 'inspection.read',
      times: 2,
    });
    expect(await files(office, indah)).toHaveLength(1);
  });

  it('reads nothing of another programme, and nothing after the last day', async () => {
    const joko = await officer(office, {
      name: 'Joko',
      role: 'auditor',
      rights: [],
      inspection: { scope: 'programme:sig-pumk', until: '2026-11-20' },
    });
    await joko.walk('/petugas', '>Pemeriksaan');
    const menu = joko.person.lastMessage?.message_id ?? 0;
    const forged = (data: string) => joko.act((person) => person.pressData(menu, data));
    await joko.walk('>Berkas pengajuan');
    expect(joko.last).toContain('Tidak ada dalam cakupan surat tugas.');
    await forged('s.inspect.rows.0');
    expect(joko.last).toContain('Tidak ada dalam cakupan surat tugas.');
    await forged(`s.inspect.f.${partnered}`);
    await office.idle();
    expect(await files(office, joko)).toEqual([]);
    office.clock.advance(18 * DAY);
    await joko.say('/petugas');
    expect(joko.buttons).toContain('Pemeriksaan');
    office.clock.advance(DAY);
    await forged('s.inspect.log.0');
    expect(joko.last).not.toContain('cakupan');
    await joko.say('/petugas');
    expect(joko.buttons).not.toContain('Pemeriksaan');
    expect(office.simulator.violations).toEqual([]);
  });
});
