import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../support/in-transaction.ts';
import { documentOf } from '../../support/documents.ts';
import { files } from '../../support/files.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { atNik } from '../../support/partnership.ts';
import { pdfPages } from '../../support/pdf.ts';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import { stepApplication } from '../../../src/services/partnership/steps/application-steps.ts';

const NIK = '3525015503740001';
/** Gresik, where the registration of the tests lives, and Cerme. */
const OWN = '35.25.16';
const FOREIGN = '35.25.05';
const LETTER = '700/123/437.73/2026';

const press = (who: Owner, data: string): Promise<readonly string[]> =>
  who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

describe('the file of a partnership', () => {
  let office: Office;
  let owner: Owner;
  let ratna: MemberInChat;
  let application: { readonly id: number; readonly number: string };
  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: ['export'], kecamatan: [OWN] });
    owner = await atNik(office);
    await owner.walk(NIK, '>Kirim');
    application = await office.database.prisma.application.findFirstOrThrow();
    await documentOf(office, application.id, 'product');
    for (const [from, to, details] of [
      ['submitted', 'verified', { clear: true }],
      ['verified', 'forwarded', {}],
    ] as const)
      await inTransaction(office.services, (inside) =>
        stepApplication(inside, ratna.member, { id: application.id, from, to, details }),
      );
    await office.idle();
  });
  afterAll(() => office.close());

  it('is one PDF with everything, ordered with the number of the letter, kept by its fingerprint', async () => {
    await press(ratna, `s.app.${application.id}`);
    await ratna.tap('Berkas kemitraan (PDF)');
    expect(ratna.last).toContain('nomor surat');
    await ratna.say(LETTER);
    await office.idle();
    const [file] = await files(office, ratna);
    const pages = await pdfPages(file?.data ?? new Uint8Array());
    const text = pages.join('\n').replaceAll(/\s+/g, ' ');
    for (const part of [
      `Berkas kemitraan ${application.number}`,
      `Diminta dengan surat ${LETTER}`,
      'Siti Aminah',
      'Otak-otak Bu Siti',
      'Syarat dan sumbernya',
      'Syarat wajib terpenuhi.',
      'Dasar aturan: [1]',
      'Ratna Wulandari',
      'PT Semen Indonesia',
      'Foto produk',
      'meneruskan pengajuan ke mitra: nama pemilik',
      'Halaman 1',
    ])
      expect(text, part).toContain(part);
    expect(text).not.toContain(NIK);
    expect(text).not.toContain(owner.person.phone.replaceAll(/\D/g, '').slice(2));
    const sha256 = createHash('sha256')
      .update(file?.data ?? '')
      .digest('hex');
    const kept = await office.database.prisma.exportFile.findFirstOrThrow({ where: { sha256 } });
    expect(kept).toMatchObject({ report: 'partnership-file', format: 'pdf', masked: true });
    expect(file?.caption).toContain(sha256.slice(0, 8));
    const audited = await office.database.prisma.audit.findFirstOrThrow({
      where: { action: 'application.file' },
    });
    expect(audited).toMatchObject({
      actor: ratna.member.number,
      subject: `application:${application.number}`,
      details: { letter: LETTER },
    });
    await press(ratna, 's.export.check');
    expect((await ratna.say(sha256)).join('\n')).toContain('Berkas kemitraan');
    // The owner reads that it was asked for, once, and not as a file that may hold somebody.
    await owner.say('/dataku');
    await press(owner, 'data-copy');
    const copy = (await files(office, owner)).map((it) => it.data.toString('utf8')).join('\n');
    expect(copy).toContain('meminta berkas kemitraan');
  });

  it('is for nobody without the right to export, and for nobody of another kecamatan', async () => {
    const budi = await officer(office, { kecamatan: [OWN] });
    const agus = await officer(office, { name: 'Agus', rights: ['export'], kecamatan: [FOREIGN] });
    await press(budi, `s.app.${application.id}`);
    expect(budi.buttons).not.toContain('Berkas kemitraan (PDF)');
    for (const who of [budi, agus]) {
      await press(who, `s.file.${application.id}`);
      await who.say(LETTER);
      await office.idle();
      expect(await files(office, who)).toEqual([]);
    }
  });

  it('can be ordered by its number when the owner was erased, without the identity, by who works everywhere', async () => {
    const { prisma } = office.database;
    const { personId } = await prisma.application.findFirstOrThrow();
    await inTransaction(office.services, (inside) => eraseAnyway(inside, personId ?? 0));
    const kepala = await officer(office, { name: 'Kepala Bidang', rights: ['export'] });
    for (const who of [ratna, kepala]) {
      const before = (await files(office, who)).length;
      await press(who, 's.app');
      await who.walk('>Berkas lewat nomor', application.number.toLowerCase(), LETTER);
      await office.idle();
      expect((await files(office, who)).length - before).toBe(who === kepala ? 1 : 0);
    }
    const [file] = await files(office, kepala);
    const text = (await pdfPages(file?.data ?? new Uint8Array())).join('\n').replaceAll(/\s+/g, ' ');
    for (const part of [application.number, 'dihapus atas permintaan', 'Langkah', 'PT Semen Indonesia'])
      expect(text, part).toContain(part);
    for (const gone of ['Siti Aminah', 'Otak-otak']) expect(text).not.toContain(gone);
  });
});
