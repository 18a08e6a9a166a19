import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf, type Sent } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';

const NIK = '3525014107740001';
const PDF = '%PDF-1.4\n1 0 obj';

/** One act of a person that Telegram delivers as several messages, and what may travel from one person to another. */
describe('words to another person', () => {
  let office: Office;
  let siti: Owner;
  let budi: MemberInChat;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { role: 'staff', rights: [] });
    siti = office.owner();
    await siti.say('/start');
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(HOUR));

  /** Everything that stands in the newest case, oldest first; files by their kind. */
  const newest = async () => {
    const { id, number, text, events } = await office.database.prisma.case.findFirstOrThrow({
      orderBy: { id: 'desc' },
      include: { events: { orderBy: { id: 'asc' } } },
    });
    const { seal } = office.services;
    const opened = events.flatMap((it) => [
      ...(it.fileKind === null ? [] : [`<${it.fileKind}>`]),
      ...(it.text === null ? [] : [seal.decrypt(`case_event:${it.id}:text`, it.text)]),
    ]);
    return {
      id,
      number,
      said: [...(text === null ? [] : [seal.decrypt(`case:${id}:text`, text)]), ...opened],
    };
  };
  const cases = (): Promise<number> => office.database.prisma.case.count();
  const done = (...sent: readonly Sent[]): Promise<void> => office.done(...sent.map((it) => it.update));
  /** Delivers each update twice more, with a new process in between. */
  const again = async (...sent: readonly Sent[]): Promise<void> => {
    for (const { update } of sent) {
      await office.rebuild();
      if (update !== undefined) for (const copy of [update, update]) office.simulator.inject(copy);
    }
    // The chain of this chat is through when a later update is.
    await siti.act((it) => it.sendSticker());
  };
  const staysInChat = (owner: Owner, { message }: Sent): boolean =>
    owner.person.log.some((it) => it.message_id === message.message_id);

  it('a question typed line by line is one case; a greeting alone leaves it open', async () => {
    const before = await cases();
    const sent = [
      '/tanya',
      'Permisi',
      'saya mau tanya pak',
      'kenapa NIB saya tidak terbaca?',
      'padahal sudah saya daftar di OSS',
    ];
    await done(...sent.map((text) => siti.person.sendText(text)));
    expect(await cases()).toBe(before + 1);
    const { number, said } = await newest();
    expect(said).toEqual(['kenapa NIB saya tidak terbaca?', 'padahal sudah saya daftar di OSS']);
    expect(siti.last).toContain(`Sudah saya tambahkan ke nomor ${number}`);
    // What the bot itself is told, and what comes later, is no part of it.
    await siti.say('menu');
    office.clock.advance(HOUR);
    await siti.say('zzz qqq');
    expect((await newest()).said).toHaveLength(2);
    expect(siti.last).not.toContain('tambahkan');
  });

  it('an album is one case, also when the process dies between its pictures and each comes three times', async () => {
    const before = await cases();
    await siti.say('/tanya');
    office.simulator.pauseUpdates();
    const album = siti.person.sendAlbum([{ caption: 'Kemasan saya bocor, kenapa?' }, {}, {}]);
    office.simulator.pauseUpdates(false);
    await done(...album);
    await again(...album);
    expect(await cases()).toBe(before + 1);
    expect((await newest()).said).toEqual(['Kemasan saya bocor, kenapa?', '<photo>', '<photo>', '<photo>']);
    expect(album.every((it) => staysInChat(siti, it))).toBe(true);
  });

  it('of a text of more than 4,096 characters nothing is lost', async () => {
    const text = 'Usaha saya otak-otak, mohon saran. '.repeat(160);
    await siti.say('/tanya');
    office.simulator.pauseUpdates();
    const parts = siti.person.sendLongText(text);
    // Twice the line breaks after something was stored: what is stored is not stored again.
    office.simulator.failNext({ method: 'sendMessage', chatId: siti.person.id, drop: 'before', times: 2 });
    office.simulator.pauseUpdates(false);
    await done(...parts);
    expect((await newest()).said.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
  });

  it('parts join on both sides of a press and of another form, whose answers stay answers', async () => {
    await siti.say('/tanya');
    const photos = (caption: string) => siti.person.sendAlbum([{ caption }, {}, {}]);
    office.simulator.pauseUpdates();
    const [first, second, third] = photos('Izin usaha saya begini, benar?');
    office.simulator.pauseUpdates(false);
    await office.done(first?.update, second?.update);
    await siti.tap('Menu');
    await office.done(third?.update);
    await siti.say('xyzzy plugh');
    expect((await newest()).said).toEqual([
      'Izin usaha saya begini, benar?',
      '<photo>',
      '<photo>',
      '<photo>',
      'xyzzy plugh',
    ]);
    const before = (await newest()).said.length;
    await siti.walk('/start', '>Daftarkan usaha saya', '>Setuju', 'Siti Aminah');
    expect(siti.last).toContain('Langkah 2');
    expect((await newest()).said).toHaveLength(before);
    await siti.say('/menu');
  });

  it('an answer of the office goes to the owner in all its parts, and a reply to the office', async () => {
    // While the office is open: what is answered later waits for its opening.
    office.clock.set('2026-11-03T02:00:00Z');
    await siti.say('/tanya');
    await siti.say('Apa saja syarat izin PIRT?');
    const { id } = await newest();
    await budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.answer`));
    const parts = [
      ...budi.person.sendAlbum([{ caption: 'Contoh labelnya begini, Bu.' }, {}]),
      budi.person.sendText(`Nanti dibawa ke kantor. NIK ${NIK} sudah cocok.`),
      budi.person.sendText('x'.repeat(3_500)),
    ];
    await done(...parts);
    await again(...parts);
    await office.idle();
    const got = siti.person.messages.filter((it) => textOf(it).includes('pesan dari petugas'));
    expect(got.filter((it) => it.photo !== undefined)).toHaveLength(2);
    expect(got.map(textOf).join()).toContain('Nanti dibawa ke kantor. NIK 3525••••••••0001 sudah cocok.');
    expect(got.map(textOf).join().replaceAll(/[^x]/g, '')).toBe('x'.repeat(3_500));
    expect((await newest()).said.join()).not.toContain(NIK);

    office.clock.advance(HOUR);
    await siti.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `case.reply.${id}`));
    await done(
      ...siti.person.sendAlbum([
        { name: 'surat.pdf', data: PDF },
        { name: 'nota.pdf', data: PDF },
      ]),
    );
    await siti.say('Itu suratnya, Pak.');
    await office.idle();
    expect((await newest()).said.slice(-3)).toEqual(['<pdf>', '<pdf>', 'Itu suratnya, Pak.']);
    expect(budi.person.messages.filter((it) => it.document?.file_name?.endsWith('.pdf'))).toHaveLength(2);
  });

  it.each<readonly [string, (owner: Owner) => Sent, RegExp]>([
    [
      'a program',
      (it) => it.person.sendDocument('UMKM.apk', 'PK\u0003\u0004'),
      /berkas aplikasi tidak diteruskan/,
    ],
    [
      'a program called a PDF',
      (it) => it.person.sendDocument('surat.pdf', 'PK\u0003\u0004'),
      /isinya bukan foto atau PDF/,
    ],
    [
      'a file too large to look at',
      (it) => it.person.sendDocument('a.pdf', '', { pretendSize: 30_000_000 }),
      /terlalu besar/,
    ],
    ['a table', (it) => it.person.sendDocument('rekap.xls', 'x'), /tabel.*belum bisa diteruskan/],
    ['a video', (it) => it.person.sendVideo(), /Video belum bisa diteruskan/],
    ['music', (it) => it.person.sendAudio('lagu.mp3'), /Berkas suara/],
    ['an animation', (it) => it.person.sendAnimation(), /Video belum bisa diteruskan/],
    [
      'a picture of a KTP',
      (it) => it.person.sendPhoto({ caption: 'KTP saya' }),
      /KTP, KK, dan surat pribadi lain/,
    ],
    [
      'a picture with a NIK under it',
      (it) => it.person.sendPhoto({ caption: NIK }),
      /KTP, KK, dan surat pribadi lain/,
    ],
  ])('%s goes from nobody to nobody, and the question stays open', async (_what, send, sentence) => {
    await siti.say('/tanya');
    const before = await cases();
    const sent = send(siti);
    await done(sent);
    expect(siti.last).toMatch(sentence);
    expect(await cases()).toBe(before);
    expect(staysInChat(siti, sent)).toBe(!/KTP/.test(siti.last));
    await siti.say('Bagaimana cara cetak NIB?');
    expect(await cases()).toBe(before + 1);

    const { id } = await newest();
    await budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.answer`));
    const answer = send(budi);
    await done(answer);
    expect(budi.last).toMatch(/tabel|tidak bisa dibaca|aplikasi|Video|suara|bukan foto|KTP|besar/i);
    expect(staysInChat(budi, answer)).toBe(true);
    expect((await newest()).said).toEqual(['Bagaimana cara cetak NIB?']);
    await budi.say('/menu');
  });

  it('a NIK in a question is masked, and its words arrive', async () => {
    await siti.say('/tanya');
    const sent = siti.person.sendText(`NIK saya ${NIK} kenapa ditolak?`);
    await done(sent);
    expect((await newest()).said).toEqual(['NIK saya 3525••••••••0001 kenapa ditolak?']);
    expect(staysInChat(siti, sent)).toBe(false);
  });

  it('what a file is decides its sentence outside any question, and words under a picture are read', async () => {
    // Three days after the office has written, nothing is taken for an answer to it any more.
    office.clock.advance(73 * HOUR);
    await siti.say('/menu');
    for (const [sent, sentence] of [
      [siti.person.sendDocument('surat.pdf', PDF), /PDF tidak dipakai/],
      [siti.person.sendDocument('UMKM.apk', 'PK'), /jangan dipasang/],
      [siti.person.sendDocument('rekap.xlsx', 'PK'), /tabel/],
      [siti.person.sendVideo(), /belum bisa melihat video/],
    ] as const) {
      await done(sent);
      expect(siti.last).toMatch(sentence);
      expect(staysInChat(siti, sent)).toBe(true);
    }
    const said = await siti.act((it) => it.sendPhoto({ caption: 'mau tanya petugas' }));
    expect(said[0]).toContain('sudah saya hapus');
    expect(siti.last).toContain('Mau tanya apa');
    await siti.say('/menu');
    const photo = budi.person.sendPhoto();
    await done(photo);
    expect(budi.last).toContain('Foto tidak dipakai');
    expect(staysInChat(budi, photo)).toBe(true);
  });
});
