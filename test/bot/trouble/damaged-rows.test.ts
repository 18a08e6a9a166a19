import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeTexts } from '../../../src/office.ts';
import { UNREADABLE } from '../../../src/domain/words/unreadable.ts';
import { reports } from '../../../src/reports/index.ts';
import { runExport } from '../../../src/reports/run.ts';
import { waitingProposal } from '../../../src/services/people/proposals.ts';
import { damageAllSealed } from '../../support/damage.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type Owner,
} from '../../support/office.ts';

describe('rows that can no longer be read', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let wati: Owner;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: ['send', 'export'] });
    siti = await registeredOwner(office);
    await siti.walk('/tanya', 'Kapan ada pelatihan lagi?', 'lapor oktober 2 jt', 'ya', '/lapor');
    await damageAllSealed(office.database);
    wati = office.owner('Wati');
    const other: Readonly<Record<string, string>> = {
      'Siti Aminah': 'Wati Lestari',
      'Otak-otak Bu Siti': 'Kue Bu Wati',
    };
    await wati.walk(...registrationSteps.map((step) => other[step] ?? step), '>Tidak usah');
    await wati.walk('/tanya', 'Apa NIB harus bayar?');
  });
  afterAll(() => office.close());

  it('do not silence their owner, who sees which they are', async () => {
    await siti.say('/menu');
    expect(siti.buttons).toContain('Tanya petugas');
    await siti.walk('/lapor', '/batal');
    await siti.say('/dataku');
    expect(siti.person.messages.map((message) => message.text ?? '').join()).toContain('Nama: tidak terbaca');
    await siti.tap('Minta salinan');
    expect(siti.person.messages.filter((message) => message.document !== undefined)).toHaveLength(2);
    expect(siti.person.messages.map((message) => message.text ?? '').join()).not.toContain(
      'sedang ada gangguan',
    );
  });

  it('cost an officer no search, no card and no case of anybody', async () => {
    await budi.walk('/petugas', '>Cari usaha', 'wati');
    expect(budi.buttons[0]).toBe('Kue Bu Wa… · Wati Lesta…');
    await budi.tap('Kue Bu Wati · Wati Lestari');
    expect(budi.last).toContain('Wati Lestari');
    await budi.walk('/petugas', '>Cari usaha', 'D-2611-0001');
    expect(budi.buttons[0]).toBe('tidak ter… · tidak terb…');
    await budi.tap('tidak terbaca · tidak terbaca');
    expect(budi.last).toContain('tidak terbaca');
    await budi.walk('/petugas', '>Kenapa macet', 'wati');
    await budi.act((person) => person.tap(/^Wati Lest/));
    expect(budi.last).toContain('Wati Lestari');
    await budi.walk('/petugas', '>Tindak lanjut', '>Belum diambil (2)');
    await budi.act((person) => person.tap(budi.buttons[0] ?? ''));
    expect(budi.last).toContain('Isi: tidak terbaca');
    expect(budi.last).toContain('Dari: tidak terbaca');
    await budi.walk('/petugas', '>Periksa pendaftaran');
    expect(budi.last).toContain('Kue Bu Wati');
  });

  it('are no proposal that anybody could agree to', async () => {
    const { prisma } = office.database;
    const business = await prisma.business.findFirstOrThrow({ where: { ownerId: { not: null } } });
    const { id } = await prisma.changeProposal.create({
      data: {
        businessId: business.id,
        field: 'name',
        byMember: budi.member.number,
        at: office.services.now(),
        answers: Buffer.from('00ff', 'hex'),
      },
    });
    expect(await waitingProposal(office.services, id)).toBeUndefined();
    await siti.act((person) => person.pressData(person.lastMessage?.message_id ?? 0, `proposal.${id}.yes`));
    expect(siti.last).not.toContain('gangguan');
  });

  it('are said to be unreadable in every export, beside those that can be read', async () => {
    const { services, database } = office;
    const folder = await mkdtemp(join(tmpdir(), 'umkm-damaged-'));
    const texts = officeTexts(services.office);
    for (const { key, hasPeriod } of reports) {
      const made = await runExport(
        { services, prisma: database.prisma, sql: database.sql, texts, layouts: {} },
        {
          report: key,
          period: hasPeriod ? { first: '2026-10', last: '2026-11' } : null,
          kecamatan: [],
          shown: 'all',
          purpose: 'test',
          format: 'csv',
        },
        { folder, language: 'id', actor: 'cli' },
      );
      const text = (
        await Promise.all(
          made.files.filter((it) => it.format === 'csv').map((it) => readFile(it.path, 'utf8')),
        )
      ).join('');
      if (text.includes(UNREADABLE)) throw new Error(`${key} shows a sign instead of words`);
      if (key === 'businesses') {
        expect(text).toContain('Kue Bu Wati');
        expect(text).toContain('tidak terbaca');
      }
    }
    await rm(folder, { recursive: true });
  });
});
