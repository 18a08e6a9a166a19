import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseAnyway } from '../../../src/services/data-rights/erasure.ts';
import {
  applicationById,
  withdrawApplication,
} from '../../../src/services/partnership/applications/applications.ts';
import {
  contentOf,
  forgetUnfinished,
  storeContent,
} from '../../../src/services/partnership/applications/document-content.ts';
import { countDocument, documentsOf } from '../../../src/services/partnership/applications/documents.ts';
import { emptyTarget } from '../../support/database.ts';
import { documentOf, pdf } from '../../support/documents.ts';
import { files } from '../../support/files.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { disturbances } from '../../support/long.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';
import { backUp, keepJournal, restoreOf, temporaryFolder } from '../../support/restore.ts';
import { inClear } from '../../support/partnership.ts';
import { storedOwner } from '../../support/people.ts';
import { SUPPLY_VERSION } from '../../support/programme.ts';

/** Gresik, where the registration of the tests lives, and Cerme. */
const OWN = '35.25.16';
const FOREIGN = '35.25.05';
const NIK = '3525015503740001';

interface Applied {
  readonly owner: Owner;
  readonly id: number;
  readonly number: string;
}

async function applied(office: Office): Promise<Applied> {
  const owner = await storedOwner(office);
  const { prisma } = office.database;
  const account = await prisma.account.findUniqueOrThrow({
    where: { chatId: owner.person.id },
    include: { activePerson: { include: { businesses: true, consents: true } } },
  });
  const person = account.activePerson;
  const number = `P-2611-${String(owner.person.id).slice(-4)}`;
  const row = await prisma.application.create({
    data: {
      office: 'gresik',
      number,
      businessId: person?.businesses[0]?.id ?? 0,
      personId: person?.id ?? 0,
      personNumber: person?.number ?? '',
      programmeId: 'sig-supply',
      programmeVersion: SUPPLY_VERSION,
      consentId: person?.consents[0]?.id ?? 0,
      nikBy: 'officer',
      dueOn: '2026-11-05',
    },
  });
  return { owner, id: row.id, number };
}

const press = (who: Owner, data: string): Promise<readonly string[]> =>
  who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));

/** What stands in the database, without numbers of rows. */
async function stored(office: Office, applicationId: number): Promise<readonly object[]> {
  const rows = await office.database.prisma.document.findMany({
    where: { applicationId },
    include: { _count: { select: { chunks: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ kind, format, bytes, sha256, _count }) => ({
    kind,
    format,
    bytes,
    sha256: sha256?.slice(0, 8),
    chunks: _count.chunks,
  }));
}

const begin = (data: Buffer): string => createHash('sha256').update(data).digest('hex').slice(0, 8);

describe('documents of an application', () => {
  let office: Office;
  let budi: MemberInChat;
  let ratna: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
    ratna = await officer(office, { name: 'Ratna', rights: ['papers'], kecamatan: [OWN] });
  });
  afterAll(() => office.close());

  it('come from the owner by a button, and reach the officer byte by byte, only to be looked at', async () => {
    const { owner, id, number } = await applied(office);
    await press(owner, `application.${id}`);
    await owner.tap('Kirim berkas');
    expect(owner.last).toContain('Jangan kirim foto KTP');
    await owner.tap('Foto produk');
    const data = pdf(700_000);
    expect(await owner.act((person) => person.sendDocument('produk.pdf', data))).toEqual([
      `Foto produk untuk pengajuan ${number} sudah diterima. Boleh kirim lagi, atau tekan Selesai.`,
    ]);
    expect(await stored(office, id)).toEqual([
      { kind: 'product', format: 'pdf', bytes: 700_000, sha256: begin(data), chunks: 3 },
    ]);
    expect((await owner.tap('Selesai'))[0]).toContain(`Berkas untuk pengajuan ${number}: 1 dari 10.`);
    // After "Selesai" a file is no document any more.
    await owner.act((person) => person.sendDocument('lain.pdf', pdf(900)));
    expect(await stored(office, id)).toHaveLength(1);

    await press(budi, `s.app.${id}`);
    await budi.tap('Berkas (1)');
    expect(budi.last).toContain('Belum dilihat petugas');
    await budi.tap('1. Foto produk');
    const [file] = await files(office, budi);
    expect(file?.data.equals(data)).toBe(true);
    expect(file?.name).toMatch(new RegExp(`^${number}-\\d+\\.pdf$`));
    expect(budi.person.messages.at(-1)?.has_protected_content).toBe(true);
    expect((await documentsOf(office.services, id))[0]?.seenAt).toBeUndefined();
    await budi.tap('Sudah dilihat');
    expect((await documentsOf(office.services, id))[0]?.seenAt).toEqual(office.clock.now());
    const audited = await office.database.prisma.audit.findMany({
      where: { subject: `application:${number}`, action: { startsWith: 'document.' } },
      orderBy: { id: 'asc' },
    });
    expect(audited.map((it) => [it.actor, it.action])).toEqual([
      [budi.member.number, 'document.read'],
      [budi.member.number, 'document.seen'],
    ]);
    // The owner sees who has looked.
    await owner.say('/dataku');
    await press(owner, 'data-copy');
    const copy = (await files(office, owner)).map((it) => it.data.toString('utf8')).join('\n');
    expect(copy).toContain('membuka berkas pengajuan');
    expect(copy).toMatch(/Foto produk, .*, 700 KB\. Sudah dilihat petugas\./);
  });

  it('of an album are each one, answered once; the same file is kept once', async () => {
    const { owner, id, number } = await applied(office);
    await press(owner, `application.docs.prices.${id}`);
    const said: string[] = [];
    const known = owner.person.messages.length;
    const updates = owner.person.sendAlbum([
      { name: 'a.pdf', data: pdf(1_000) },
      { name: 'b.pdf', data: pdf(2_000) },
      { name: 'c.pdf', data: pdf(3_000) },
    ]);
    await office.done(...updates.map((it) => it.update));
    said.push(
      ...owner.person.messages.slice(known).flatMap((it) => (it.from?.is_bot ? [it.text ?? ''] : [])),
    );
    expect(await stored(office, id)).toHaveLength(3);
    expect(said).toEqual([expect.stringContaining(`Daftar harga untuk pengajuan ${number} sudah diterima.`)]);
    // The same content sent again, under a number of its own.
    const [first] = updates;
    if (first?.update?.message === undefined) throw new Error('expected an update');
    const copy = {
      update_id: first.update.update_id + 1_000,
      message: { ...first.update.message, message_id: first.update.message.message_id + 1_000 },
    };
    office.simulator.inject(copy);
    await office.done(copy);
    expect(owner.last).toBe(`Berkas ini sudah ada di pengajuan ${number}.`);
    expect(await stored(office, id)).toHaveLength(3);
  });

  it('are refused by name, caption, and number in the words, when they show who somebody is; nothing is stored', async () => {
    const { owner, id } = await applied(office);
    await press(owner, `application.docs.other.${id}`);
    for (const send of [
      () => owner.act((person) => person.sendDocument('KTP saya.pdf', pdf(900))),
      () => owner.act((person) => person.sendPhoto({ caption: 'foto ktp' })),
      () => owner.act((person) => person.sendPhoto({ caption: `nomor ${NIK}` })),
    ])
      expect((await send()).join(' ')).toMatch(/KTP|identitas/);
    expect(await stored(office, id)).toEqual([]);
  });

  it('are photos or PDFs by their content, of 20 MB at most; ten for one application', async () => {
    const { owner, id } = await applied(office);
    await press(owner, `application.docs.other.${id}`);
    for (const send of [
      () => owner.act((person) => person.sendDocument('daftar.pdf', 'bukan pdf')),
      () => owner.act((person) => person.sendDocument('daftar.apk', pdf(900))),
      () => owner.act((person) => person.sendDocument('besar.pdf', pdf(900), { pretendSize: 20_000_001 })),
    ])
      expect(await send()).toEqual([expect.stringContaining('Berkas ini tidak disimpan.')]);
    expect(await stored(office, id)).toEqual([]);
    await office.database.prisma.document.createMany({
      data: Array.from({ length: 9 }, (_, at) => ({
        applicationId: id,
        kind: 'other',
        format: 'pdf',
        source: `s${at}`,
        bytes: 1_000,
        sha256: 'x',
        receivedAt: office.clock.now(),
      })),
    });
    expect((await owner.act((person) => person.sendDocument('j.pdf', pdf(900))))[0]).toContain(
      'sudah diterima',
    );
    expect((await owner.act((person) => person.sendDocument('k.pdf', pdf(901))))[0]).toContain(
      'paling banyak 10 berkas',
    );
    expect(await stored(office, id)).toHaveLength(10);
  });

  it('that are larger than announced leave nothing behind', async () => {
    const { id } = await applied(office);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 30; at++) yield Buffer.alloc(100_000, 1);
    }
    const it = { applicationId: id, kind: 'other', format: 'pdf', source: 'x' } as const;
    expect(await storeContent(office.services, it, endless(), 1_000_000)).toBeUndefined();
    expect(await office.database.prisma.document.count({ where: { applicationId: id } })).toBe(0);
  });

  it('of which a try has died on the way are stored by the next one, once, and what is never finished goes', async () => {
    const { id } = await applied(office);
    const { prisma } = office.database;
    const whole = { applicationId: id, kind: 'other', format: 'pdf', source: 'z' } as const;
    const dies = async function* (): AsyncGenerator<Uint8Array> {
      yield pdf(300_000);
      await Promise.resolve();
      throw new Error('died');
    };
    const lives = async function* (): AsyncGenerator<Uint8Array> {
      yield pdf(300_000);
      await Promise.resolve();
    };
    await expect(storeContent(office.services, whole, dies())).rejects.toThrow('died');
    expect(await documentsOf(office.services, id)).toEqual([]);
    const arrived = await storeContent(office.services, whole, lives());
    const application = await applicationById(office.services, id);
    if (application === undefined || arrived === undefined) throw new Error('expected both');
    await inTransaction(office.services, (inside) => countDocument(inside, application, arrived));
    expect(await stored(office, id)).toHaveLength(1);
    await expect(storeContent(office.services, { ...whole, source: 'y' }, dies())).rejects.toThrow('died');
    expect(await prisma.document.count({ where: { applicationId: id } })).toBe(2);
    expect(await forgetUnfinished(office.services, new Date(office.clock.now().getTime() + 1))).toBe(1);
    expect(await stored(office, id)).toHaveLength(1);
  });

  it('of which a chunk was changed or exchanged are not handed out', async () => {
    const { id } = await applied(office);
    const whole = { applicationId: id, kind: 'other', format: 'pdf', source: 'y' } as const;
    async function* twoChunks(): AsyncGenerator<Uint8Array> {
      yield pdf(400_000);
    }
    const arrived = await storeContent(office.services, whole, twoChunks());
    if (arrived === undefined) throw new Error('expected a file');
    const { prisma } = office.database;
    const [first, second] = await prisma.documentChunk.findMany({
      where: { documentId: arrived.id },
      orderBy: { position: 'asc' },
    });
    const read = async (): Promise<number> => {
      let bytes = 0;
      for await (const chunk of contentOf(office.services, arrived)) bytes += chunk.length;
      return bytes;
    };
    expect(await read()).toBe(400_000);
    expect(first?.content.length).toBeGreaterThan(256 * 1024);
    await prisma.documentChunk.update({
      where: { documentId_position: { documentId: arrived.id, position: 0 } },
      data: { content: second?.content ?? new Uint8Array() },
    });
    await expect(read()).rejects.toThrow(/altered or belongs to another place/);
    await prisma.documentChunk.deleteMany({ where: { documentId: arrived.id } });
    await expect(read()).rejects.toThrow(/expected the content/);
  });

  it('that are permits or contracts need a right of their own, and ask to cover what is not needed', async () => {
    const { owner, id } = await applied(office);
    await press(owner, `application.docs.contract.${id}`);
    expect(owner.last).toContain('Tutup dulu NIK dan nomor rekening');
    await owner.act((person) => person.sendDocument('kontrak.pdf', pdf(5_000)));
    const [document] = await documentsOf(office.services, id);
    await press(budi, `s.doc.${id}`);
    expect(budi.buttons.some((it) => it.includes('Kontrak'))).toBe(false);
    for (const act of ['open', 'seen', 'identity'])
      expect((await press(budi, `s.doc.${act}.${document?.id ?? 0}`)).join(' ')).toContain(
        'hanya bisa dibuka',
      );
    expect(await files(office, budi)).toHaveLength(1);
    await press(ratna, `s.doc.open.${document?.id ?? 0}`);
    expect((await files(office, ratna)).at(-1)?.data.length).toBe(5_000);
    const cerme = await officer(office, { name: 'Agus', rights: ['papers'], kecamatan: [FOREIGN] });
    expect((await press(cerme, `s.doc.open.${document?.id ?? 0}`))[0]).toBe('Berkas itu sudah tidak ada.');
    expect(await files(office, cerme)).toEqual([]);
  });

  it('that turn out to be a KTP go at once, from the database and the chat, and the owner is told kindly', async () => {
    const { owner, id, number } = await applied(office);
    await press(owner, `application.docs.product.${id}`);
    await owner.act((person) => person.sendDocument('scan.pdf', pdf(3_000)));
    await press(budi, `s.doc.${id}`);
    await budi.tap('1. Foto produk');
    const shown = budi.person.messages.at(-1)?.message_id;
    await budi.tap('Ini KTP, hapus');
    expect(budi.last).toContain('Berkas sudah dihapus');
    expect(budi.person.messages.some((it) => it.message_id === shown)).toBe(false);
    expect(await stored(office, id)).toEqual([]);
    expect(
      await office.database.prisma.documentChunk.count({ where: { document: { applicationId: id } } }),
    ).toBe(0);
    await office.idle();
    expect(owner.last).toContain(`satu berkas untuk pengajuan ${number} sudah kami hapus`);
    expect(owner.last).toContain('Tidak apa-apa');
  });

  it('come back from a backup byte by byte, however many chunks they have', async () => {
    const { id } = await applied(office);
    const data = pdf(900_000);
    await documentOf(office, id, 'product', data);
    const [document] = await documentsOf(office.services, id);
    if (document === undefined) throw new Error('expected a document');
    const folder = await temporaryFolder('documents');
    const gone = await documentOf(office, id, 'prices');
    const made = await backUp(office, folder.path);
    // Taken away after the backup: it does not come back.
    await office.database.prisma.document.delete({ where: { id: gone } });
    await keepJournal(office, folder.path);
    const target = await emptyTarget();
    await restoreOf(office, folder.path, made.path, target.raw);
    const restored = await target.opened();
    expect(await restored.prisma.document.count({ where: { applicationId: id } })).toBe(1);
    const chunks: Uint8Array[] = [];
    for await (const chunk of contentOf({ ...office.services, db: restored.prisma }, document))
      chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(data)).toBe(true);
    expect(chunks).toHaveLength(4);
    await restored.close();
    await folder.remove();
  });

  it('are unreadable in the database, and gone after a withdrawal and after an erasure', async () => {
    for (const end of ['withdraw', 'erase'] as const) {
      const { owner, id } = await applied(office);
      await press(owner, `application.docs.product.${id}`);
      await owner.act((person) =>
        person.sendDocument('produk.pdf', Buffer.concat([pdf(900), Buffer.from('rahasia-dapur')])),
      );
      expect(await stored(office, id)).toHaveLength(1);
      expect(await inClear(office, 'rahasia-dapur')).toEqual([]);
      const application = await applicationById(office.services, id);
      if (application === undefined) throw new Error('expected an application');
      await inTransaction(office.services, async (inside) => {
        if (end === 'withdraw') await withdrawApplication(inside, undefined, application);
        else await eraseAnyway(inside, application.personId);
      });
      expect(await stored(office, id)).toEqual([]);
    }
  });
});

describe.each(disturbances)('with every update three times and a new bot between any two: %o', (options) => {
  it('every file stands there once, with the same content', async () => {
    const office = await openOffice(options);
    const { owner, id } = await applied(office);
    const budi = await officer(office, { kecamatan: [OWN] });
    await press(owner, `application.docs.product.${id}`);
    const one = pdf(300_000);
    await owner.act((person) => person.sendDocument('satu.pdf', one));
    await owner.act((person) => person.sendDocument('dua.pdf', pdf(2_000)));
    const [first, second] = await documentsOf(office.services, id);
    await press(budi, `s.doc.seen.${first?.id ?? 0}`);
    await press(budi, `s.doc.identity.${second?.id ?? 0}`);
    expect(await stored(office, id)).toEqual([
      { kind: 'product', format: 'pdf', bytes: 300_000, sha256: begin(one), chunks: 2 },
    ]);
    expect(await office.database.prisma.audit.count({ where: { action: { startsWith: 'document.' } } })).toBe(
      2,
    );
    expect(await office.database.prisma.outgoing.count({ where: { kind: 'document-removed' } })).toBe(1);
    await office.close();
  });
});
