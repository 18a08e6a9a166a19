import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setNik } from '../../../src/services/people/businesses.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { registered } from '../../support/partnership.ts';
import { rowsOf } from '../../support/rows.ts';

const NIK = '3525015503740001';
const OWN = '35.25.16';
const FOREIGN = '35.25.05';

describe('looking at new registrations', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { kecamatan: [OWN] });
  });
  afterAll(() => office.close());

  const press = (who: Owner, data: string): Promise<readonly string[]> =>
    who.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const businessOf = async (
    owner: Owner,
  ): Promise<{ readonly id: number; readonly number: string; readonly ownerId: number }> => {
    const row = await office.database.prisma.business.findFirstOrThrow({
      where: { owner: { accounts: { some: { account: { chatId: owner.person.id } } } } },
    });
    return { id: row.id, number: row.number ?? '', ownerId: row.ownerId ?? 0 };
  };
  const statusOf = async (id: number): Promise<string> =>
    (await office.database.prisma.verification.findUniqueOrThrow({ where: { businessId: id } })).status;

  it('lists them from the oldest on, shows one without its NIK, and is done with it', async () => {
    const siti = await registeredOwner(office);
    const { id, number, ownerId } = await businessOf(siti);
    await setNik(office.services, ownerId, NIK);
    await budi.walk('/petugas', '>Periksa pendaftaran');
    expect(budi.last).toContain('Pendaftaran yang belum diperiksa: 1');
    const [file] = await budi.tap(new RegExp(`^Siti Aminah: Otak-otak Bu Siti\\n${number}, Sen 2 Nov$`));
    expect(file).toContain(
      `Pendaftaran ${number}\nMasuk: Senin, 2 November 2026 pukul 10.00 WIB\nBelum diperiksa.`,
    );
    expect(file).toContain('Pemilik: Siti Aminah');
    expect(file).not.toContain(NIK);
    expect(file).not.toContain('Mungkin sudah terdaftar');
    expect((await budi.tap('Benar'))[0]).toBe(
      `Pendaftaran ${number} ditandai benar.\nTidak ada lagi yang menunggu.`,
    );
    expect(await statusOf(id)).toBe('right');
    await budi.tap('Semua pendaftaran');
    expect(budi.last).toBe('Tidak ada pendaftaran yang belum diperiksa.');
    expect(
      await office.database.prisma.audit.findMany({
        where: { actor: budi.member.number, subject: `business:${number}` },
        select: { action: true },
        orderBy: { id: 'asc' },
      }),
    ).toEqual([{ action: 'verification.read' }, { action: 'verification.right' }]);
    // A second press from an older screen finds it decided.
    expect((await press(budi, `s.verify.${id}.right`))[0]).toContain('sudah diputuskan');
  });

  it('says to the office alone that it may be there twice, and keeps a note about it', async () => {
    const first = await businessOf(await registeredOwner(office));
    const second = await registered(office, { 'Siti Aminah': ['Hj. Siti Aminnah'] });
    const { id, number, ownerId } = await businessOf(second);
    await setNik(office.services, first.ownerId, NIK);
    await setNik(office.services, ownerId, NIK);
    const [file] = await press(budi, `s.verify.${id}`);
    expect(file).toContain('Mungkin sudah terdaftar (jangan beri tahu pemilik):');
    expect(file).toMatch(
      new RegExp(
        `• ${first.number} Otak-otak Bu Siti, Gresik: NIK sama, (nomor HP sama, )?nama pemilik mirip, nama usaha mirip`,
      ),
    );
    await budi.walk('>Kemungkinan ganda', 'abc');
    expect(budi.last).toContain('5 sampai 300 huruf');
    await budi.say(`sama dengan ${first.number}`);
    expect(budi.last).toBe(`Pendaftaran ${number} ditandai kemungkinan ganda.`);
    expect(await statusOf(id)).toBe('twice');
    const [marked] = await budi.walk(
      '>Semua pendaftaran',
      '>Kemungkinan ganda',
      `>Otak-otak Bu Siti\n${number}, Sen 2 Nov`,
    );
    expect(marked).toContain(`Catatan: sama dengan ${first.number}`);
    const heard = second.person.messages.map((message) => message.text ?? '').join('\n');
    expect(heard).not.toMatch(/ganda|mirip|NIK sama/);
    await second.walk('/hapus', 'hapus');
    expect(await office.database.prisma.verification.count({ where: { businessId: id } })).toBe(0);
  });

  it('goes on to the next one after each decision: thirteen of them in 16 acts', async () => {
    const bawean = '35.25.18';
    const rina = await officer(office, { name: 'Rina Wati', kecamatan: [bawean] });
    const before = rina.actions;
    const numbers = Array.from({ length: 13 }, (_none, at) => `D-2611-8${String(at).padStart(3, '0')}`);
    const at = office.services.now();
    for (const number of numbers) {
      const { id: ownerId } = await office.database.prisma.person.create({
        data: { office: 'gresik', number: `p-${number}`, createdAt: at },
      });
      await office.database.prisma.business.create({
        data: {
          office: 'gresik',
          ownerId,
          number,
          kind: 'food',
          kecamatan: bawean,
          createdAt: at,
          verification: { create: { openedAt: at } },
        },
      });
    }
    await rina.walk('/petugas', '>Periksa pendaftaran');
    // One in the middle: what was passed over comes at the end.
    const [third = '', fourth = ''] = numbers.slice(2);
    await rina.tap(new RegExp(`\\n${third}, `));
    const [next = ''] = await rina.tap('Benar');
    expect(next).toContain(
      `Pendaftaran ${third} ditandai benar.\n12 lagi. Berikutnya:\n\nPendaftaran ${fourth}`,
    );
    for (let count = 1; count < numbers.length; count++) await rina.tap('Benar');
    expect(rina.last).toContain('ditandai benar.\nTidak ada lagi yang menunggu.');
    expect(rina.actions - before).toBeLessThanOrEqual(16);
    const decided = { status: 'right', business: { number: { in: numbers } } };
    expect(await office.database.prisma.verification.count({ where: decided })).toBe(13);
    // Every one of them was read by name in the log, also those that came by themselves.
    expect(
      await office.database.prisma.audit.count({
        where: {
          action: 'verification.read',
          actor: rina.member.number,
          subject: { in: numbers.map((number) => `business:${number}`) },
        },
      }),
    ).toBe(13);
  });

  it('changes data only by the press of the owner, with history', async () => {
    const siti = await registeredOwner(office);
    const { id, number } = await businessOf(siti);
    await press(budi, `s.verify.${id}.fix`);
    expect(budi.last).toContain(`Usulan untuk ${number}, Otak-otak Bu Siti`);
    await budi.walk('>4', 'Otak-Otak Barokah');
    expect(budi.last).toContain('dari Otak-otak Bu Siti menjadi Otak-Otak Barokah');
    await budi.tap('Kirim ke pemilik');
    expect(budi.last).toContain(`Usulan untuk ${number} sudah dikirim.`);
    expect(await statusOf(id)).toBe('asked');
    await office.idle();
    expect(siti.last).toContain(
      'Bu Siti, petugas memeriksa data Otak-otak Bu Siti dan mengusulkan ini:\n\nNama usaha: dari Otak-otak Bu Siti menjadi Otak-Otak Barokah',
    );
    expect((await rowsOf(office, siti.person.id)).businesses[0]?.['name']).toBe('Otak-otak Bu Siti');
    // Nobody else can press it: not the officer, not another owner.
    const { id: proposal } = await office.database.prisma.changeProposal.findFirstOrThrow({
      orderBy: { id: 'desc' },
    });
    await press(budi, `proposal.${proposal}.yes`);
    await press(await registeredOwner(office), `proposal.${proposal}.yes`);
    expect((await rowsOf(office, siti.person.id)).businesses[0]?.['name']).toBe('Otak-otak Bu Siti');
    expect((await siti.tap('Ya, ganti'))[0]).toContain('Datanya sudah diganti');
    expect((await rowsOf(office, siti.person.id)).businesses[0]?.['name']).toBe('Otak-Otak Barokah');
    expect(await statusOf(id)).toBe('waiting');
    const person = await office.database.prisma.person.findFirstOrThrow({
      where: { accounts: { some: { account: { chatId: siti.person.id } } } },
    });
    expect(
      await office.database.prisma.businessChange.findMany({
        where: { businessId: id },
        select: { field: true, byPerson: true, draftId: true },
      }),
    ).toEqual([{ field: 'name', byPerson: person.number, draftId: null }]);
    expect((await press(siti, `proposal.${proposal}.no`))[0]).toContain('sudah dijawab');
    await office.idle();
    expect(budi.last).toBe(
      `Pemilik ${number} setuju dengan usulan perubahan Nama usaha. Datanya sudah diganti.`,
    );
    const draft = await office.database.prisma.draft.findFirstOrThrow({
      where: { form: 'propose-change' },
      orderBy: { id: 'desc' },
    });
    expect(draft.payload).toBeNull();
  });

  it('leaves the data as it is when the owner says so, also of a place and a number of people', async () => {
    const siti = await registeredOwner(office);
    const { id } = await businessOf(siti);
    const before = (await rowsOf(office, siti.person.id)).businesses;
    await press(budi, `s.verify.${id}.fix`);
    await budi.walk('>3', '0813 3456 7891', '>Kirim ke pemilik');
    await office.idle();
    expect(siti.last).toContain('0813-3456-7891');
    await siti.tap('Tetap');
    expect(siti.last).toContain('Datanya tidak berubah');
    await press(budi, `s.verify.${id}.fix`);
    await budi.walk('>7', '>Bedilan', '>Kirim ke pemilik');
    await office.idle();
    expect(siti.last).toContain('dari Lumpur menjadi Bedilan');
    expect((await rowsOf(office, siti.person.id)).businesses).toEqual(before);
    await siti.tap('Ya, ganti');
    expect((await rowsOf(office, siti.person.id)).businesses[0]).toMatchObject({
      desa: expect.stringMatching(/^35\.25\.16\./),
    });
    expect((await rowsOf(office, siti.person.id)).businesses).not.toEqual(before);
  });

  it('is not open to other kecamatan, other roles and owners', async () => {
    const siti = await registeredOwner(office);
    const { id, number } = await businessOf(siti);
    const cerme = await officer(office, { name: 'Rini Astuti', kecamatan: [FOREIGN] });
    const helper = await officer(office, { name: 'Wati Lestari', role: 'helper' });
    await cerme.walk('/petugas', '>Periksa pendaftaran');
    expect(cerme.last).toBe('Tidak ada pendaftaran yang belum diperiksa.');
    for (const who of [cerme, helper, siti])
      for (const verb of ['', '.right', '.fix', '.two'])
        expect((await press(who, `s.verify.${id}${verb}`)).join('\n')).not.toContain(number);
    expect(await statusOf(id)).toBe('waiting');
  });

  it('is decided once when two officers press at once', async () => {
    const siti = await registeredOwner(office);
    const { id, number } = await businessOf(siti);
    const rini = await officer(office, { name: 'Rini Astuti' });
    const said = await Promise.all([
      press(budi, `s.verify.${id}.right`),
      press(rini, `s.verify.${id}.right`),
    ]);
    expect(said.flat().filter((text) => text.includes('ditandai benar'))).toHaveLength(1);
    expect(
      await office.database.prisma.audit.count({
        where: { action: 'verification.right', subject: `business:${number}` },
      }),
    ).toBe(1);
  });
});
