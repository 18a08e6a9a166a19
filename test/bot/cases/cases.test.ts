import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../../src/simulator/simulator.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { revokeMember } from '../../../src/services/roles/role-ends.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';
import { inTransaction } from '../../support/in-transaction.ts';

// The clock of the tests begins on Monday, 2 November 2026.
describe('a question to the office', () => {
  let office: Office;
  let budi: MemberInChat;
  let rina: MemberInChat;
  let siti: Owner;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    rina = await officer(office, { name: 'Rina Wulandari', rights: [] });
    siti = await registeredOwner(office);
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(HOUR / 6));

  const heard = (owner: Owner, part: string): string | undefined =>
    owner.person.messages.map(textOf).findLast((text) => text.includes(part));
  const press = (owner: Owner, data: string): Promise<readonly string[]> =>
    owner.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, data));
  const newest = () =>
    office.database.prisma.case.findFirstOrThrow({
      orderBy: { id: 'desc' },
      include: { events: { orderBy: { id: 'asc' } } },
    });
  const kinds = async (): Promise<readonly string[]> => (await newest()).events.map((it) => it.kind);

  it('stands in the queue with its day, and whoever takes it is named', async () => {
    await siti.walk('/menu', '>Tanya petugas', 'Kapan ada pelatihan kemasan lagi?');
    await budi.walk('/petugas', '>Tindak lanjut');
    expect(budi.buttons.slice(0, 3)).toEqual(['Milik saya (0)', 'Belum diambil (1)', 'Lewat batas (0)']);
    await budi.tap('Belum diambil (1)');
    expect(budi.last).toMatch(
      /\n1\. Siti Aminah: “Kapan ada pelatihan kemasan lagi\?”\nPertanyaan, Gresik, Kam 5 Nov$/,
    );
    await budi.tap(/^Siti Aminah: “Kapan ada pelatihan .*Pertanyaan, Gresik.*, Kam 5 Nov/s);
    expect(budi.last).toContain('Dari: Siti Aminah');
    expect(budi.last).toContain('Isi: Kapan ada pelatihan kemasan lagi?');
    await budi.tap('Ambil');
    expect(budi.last).toContain('Ditangani: Budi Santoso');
    await rina.walk('/petugas', '>Tindak lanjut', '>Belum diambil (0)');
    expect(rina.last).toContain('Tidak ada yang menunggu di sini.');
    const { id } = await newest();
    await press(rina, `s.case.${id}.claim`);
    expect((await newest()).assignee).toBe(budi.member.number);
    const audits = await office.database.prisma.audit.findMany({
      where: { action: { startsWith: 'case.' } },
    });
    expect(audits.map((it) => it.action)).toEqual(expect.arrayContaining(['case.read', 'case.claim']));
  });

  it('is talked about both ways inside the case, with a voice message, until the owner says that it helped', async () => {
    const { id } = await newest();
    await press(budi, `s.case.${id}`);
    await budi.walk('>Tulis ke pemilik', 'Bulan Desember, Bu. Nanti kami kabari.');
    await office.idle();
    expect(heard(siti, 'pesan dari petugas')).toContain('Bulan Desember, Bu. Nanti kami kabari.');
    expect((await newest()).waitingFor).toBe('owner');
    await siti.tap('Balas');
    // The officer hears it at once, not only at the next tick of the clock.
    const told = budi.person.nextMessage(/Balasan untuk pertanyaan/);
    await siti.act((person) => person.sendVoice());
    expect(siti.last).toContain('Sudah kami sampaikan ke petugas');
    await told;
    const voice = budi.person.messages.findLast((message) => message.voice !== undefined);
    expect(voice?.caption).toContain('Balasan untuk pertanyaan');
    expect(await newest()).toMatchObject({ waitingFor: 'office', status: 'open' });
    await budi.walk('>Buka', '>Selesai ditangani', '>Sudah dijawab', 'Jadwalnya sudah diberi tahu.');
    expect(budi.last).toContain('Pemilik ditanya apakah sudah terbantu');
    await office.idle();
    expect(heard(siti, 'Apakah')).toContain('Hasilnya: Jadwalnya sudah diberi tahu.');
    await siti.walk('>Belum', 'Tanggalnya belum ada.');
    expect(await newest()).toMatchObject({ status: 'open', waitingFor: 'office' });
    await press(budi, `s.case.${id}.resolve`);
    await budi.walk('>Sudah dijawab', '>Lewati');
    await office.idle();
    await siti.tap('Sudah terbantu');
    expect(siti.last).toContain('sudah selesai');
    expect(await newest()).toMatchObject({ status: 'closed', outcome: 'answered' });
    expect(await kinds()).toEqual([
      'claimed',
      'message-out',
      'message-in',
      'resolved',
      'reopened',
      'message-in',
      'resolved',
      'confirmed',
    ]);
  });

  it('is found by its number, and its words stand in the copy of the own data', async () => {
    const { number } = await newest();
    // That it helped has been told by then.
    await office.idle();
    await budi.walk('/petugas', '>Cari usaha', number);
    expect(budi.buttons[0]).toBe('Otak-otak… · Siti Aminah');
    await siti.walk('/dataku', '>Minta salinan');
    const file = siti.person.messages.find((message) =>
      message.document?.file_name?.endsWith('.txt'),
    )?.document;
    const { apiRoot, simulator } = office;
    const answer: unknown = await (
      await fetch(`${apiRoot}/bot${simulator.token}/getFile?file_id=${file?.file_id}`)
    ).json();
    const { file_path: path } = z
      .object({ result: z.object({ file_path: z.string() }) })
      .parse(answer).result;
    const copy = await (await fetch(`${apiRoot}/file/bot${simulator.token}/${path}`)).text();
    expect(copy).toContain('Jadwalnya sudah diberi tahu.');
  });

  it('closes by itself after three working days without an answer', async () => {
    await siti.walk('/menu', '>Tanya petugas', 'Apa NIB harus bayar?');
    const { id } = await newest();
    await press(budi, `s.case.${id}.resolve`);
    await budi.walk('>Sudah dijawab', 'NIB gratis.');
    expect((await newest()).closesOn).toBe('2026-11-05');
    office.clock.set('2026-11-05T03:00:00Z');
    await office.runJob('cases');
    expect((await newest()).status).toBe('resolved');
    office.clock.set('2026-11-06T03:00:00Z');
    await office.runJob('cases');
    expect((await newest()).status).toBe('closed');
    await siti.tap('Belum');
    await siti.say('Masih diminta bayar.');
    expect(await newest()).toMatchObject({ status: 'open', waitingFor: 'office' });
  });

  it('is told each working morning when it is overdue, once', async () => {
    await press(budi, `s.case.${(await newest()).id}.release`);
    office.clock.set('2026-11-13T01:00:00Z');
    await office.runJob('cases');
    await office.runJob('cases');
    const notes = rina.person.messages.map(textOf).filter((text) => text.startsWith('Selamat pagi.'));
    expect(notes.at(-1)).toContain('Lewat batas di seluruh wilayah tugas: 1.');
    expect(notes.filter((text) => text.includes('Lewat batas'))).toHaveLength(1);
    expect((await newest()).escalatedAt).not.toBeNull();
    office.clock.set('2026-11-14T01:00:00Z');
    await office.runJob('cases');
    expect(rina.person.messages.map(textOf).filter((text) => text.startsWith('Selamat pagi.'))).toHaveLength(
      notes.length,
    );
  });

  it('is noted, planned, handed over, and free again when the role ends', async () => {
    office.clock.set('2026-11-16T03:00:00Z');
    const { id } = await newest();
    await press(budi, `s.case.${id}.note`);
    await budi.say('Sudah ditelepon, belum diangkat.');
    await press(budi, `s.case.${id}.next`);
    await budi.walk('Telepon lagi', '20 November 2026');
    expect(budi.last).toContain('Tersimpan: Telepon lagi, Jumat, 20 November 2026.');
    expect(await newest()).toMatchObject({ nextOn: '2026-11-20', assignee: budi.member.number });
    await press(budi, `s.case.${id}.give`);
    await budi.tap('Rina Wulandari');
    await office.idle();
    expect(heard(rina, 'diserahkan kepada')).toContain('oleh Budi Santoso');
    expect((await newest()).assignee).toBe(rina.member.number);
    await inTransaction(office.services, (inside) => revokeMember(inside, 'cli', rina.member.number));
    expect((await newest()).assignee).toBeNull();
    expect(await press(rina, `s.case.${id}`)).not.toContain('Siti');
  });

  it('is nothing for an officer of another kecamatan or another chat, also by a button made by hand', async () => {
    const wati = await officer(office, { name: 'Wati', rights: [], kecamatan: ['35.25.01'] });
    const before = await newest();
    for (const verb of ['', '.claim', '.answer', '.note', '.next', '.resolve', '.file', '.give'])
      expect((await press(wati, `s.case.${before.id}${verb}`)).join()).toMatch(
        /di luar wilayah tugas|Belum bisa/,
      );
    const stranger = office.owner('Joko');
    await stranger.say('/start');
    for (const data of [`case.yes.${before.id}`, `case.reply.${before.id}`])
      expect((await press(stranger, data)).join()).toContain('Permintaan itu sudah selesai');
    expect(await newest()).toEqual(before);
  });

  it('is taken and resolved together with others of a page', async () => {
    await siti.walk(
      '/menu',
      '>Tanya petugas',
      'Apa ada bazar bulan ini?',
      '/menu',
      '>Tanya petugas',
      'Cara ikut bazar?',
    );
    await budi.walk('/petugas', '>Tindak lanjut');
    await budi.tap(/^Belum diambil/);
    await budi.tap('Ambil semua yang bebas');
    await budi.walk('/petugas', '>Tindak lanjut');
    await budi.tap(/^Milik saya/);
    await budi.walk('>Selesaikan semua ini', '>Ya, sudah dijawab semua');
    const mine = await office.database.prisma.case.findMany({ where: { assignee: budi.member.number } });
    expect(mine.filter((it) => it.status === 'open')).toEqual([]);
    expect(mine.filter((it) => it.status === 'resolved').length).toBeGreaterThanOrEqual(2);
  });

  it('is opened once for the same matter', async () => {
    const about = { kind: 'help' as const, accountId: undefined, personId: undefined, key: 'help:1:name' };
    const first = await inTransaction(office.services, (inside) => openCase(inside, about));
    expect(
      await inTransaction(office.services, (inside) => openCase(inside, { ...about, text: 'lagi' })),
    ).toEqual(first);
    await office.database.prisma.case.update({ where: { id: first.id }, data: { status: 'closed' } });
    expect((await inTransaction(office.services, (inside) => openCase(inside, about))).number).not.toBe(
      first.number,
    );
  });
});
