import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf, type Message } from '../../../src/simulator/simulator.ts';
import { HOUR, DAY } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

describe('an owner answers what an officer wrote', () => {
  let office: Office;
  let ratna: MemberInChat;
  let siti: Owner;
  let id: number;

  beforeAll(async () => {
    office = await openOffice();
    ratna = await officer(office, { name: 'Ratna Wulandari', rights: [] });
    siti = await registeredOwner(office);
    await siti.walk('/menu', '>Tanya petugas', 'Kapan ada pelatihan kemasan lagi?');
    id = (await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(HOUR / 6));

  const heard = (owner: Owner, part: string): Message => {
    const found = owner.person.messages.findLast((message) => textOf(message).includes(part));
    if (found === undefined) throw new Error(`${owner.person.name} has not read "${part}"`);
    return found;
  };
  const write = async (text: string): Promise<Message> => {
    await ratna.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, `s.case.${id}`));
    await ratna.walk('>Tulis ke pemilik', text);
    await office.idle();
    return heard(siti, text);
  };
  const history = async (): Promise<readonly string[]> => {
    const rows = await office.database.prisma.caseEvent.findMany({
      where: { caseId: id },
      orderBy: { id: 'asc' },
    });
    return rows.map(
      (row) =>
        `${row.kind}${row.text === null ? '' : `: ${office.services.seal.decrypt(`case_event:${row.id}:text`, row.text)}`}${row.fileKind === null ? '' : ` [${row.fileKind}]`}`,
    );
  };
  const last = async (): Promise<string> => (await history()).at(-1) ?? '';

  it("by Telegram's own reply, also to the receipt and to the own words: it goes into the case at once", async () => {
    const message = await write('Bulan Desember, Bu. Jadi ikut?');
    const told = ratna.person.nextMessage(/Balasan untuk pertanyaan/);
    await siti.act((person) => person.sendText('Jadi, Bu. Dua orang.', { replyTo: message.message_id }));
    expect(siti.last).toContain('Sudah kami sampaikan ke petugas');
    expect(await last()).toBe('message-in: Jadi, Bu. Dua orang.');
    await told;
    expect(heard(ratna, 'Jadi, Bu. Dua orang.')).toBeDefined();

    const receipt = heard(siti, 'Sudah kami sampaikan');
    let own = 0;
    await siti.act((person) => {
      const sent = person.sendText('Eh, tiga.', { replyTo: receipt.message_id });
      own = sent.message.message_id;
      return sent;
    });
    expect(await last()).toBe('message-in: Eh, tiga.');
    await siti.act((person) => person.sendText('Sama anak saya.', { replyTo: own }));
    expect(await last()).toBe('message-in: Sama anak saya.');
    // Words that went in through the form of a question are no others.
    const asked = siti.person.messages.find((it) => it.text === 'Kapan ada pelatihan kemasan lagi?');
    await siti.act((person) => person.sendText('Yang dekat Manyar.', { replyTo: asked?.message_id ?? 0 }));
    expect(await last()).toBe('message-in: Yang dekat Manyar.');
    // What is edited afterwards is read, too.
    await siti.act((person) => person.edit('Kapan ada pelatihan halal?', asked?.message_id));
    expect(siti.last).toMatch(/^Sudah saya tambahkan ke nomor K-/);
    expect(await last()).toBe('message-in: Kapan ada pelatihan halal?');
  });

  it('by a reply while a form is open: the form asks again, and goes on', async () => {
    const message = await write('Bawa contoh kemasannya, Bu.');
    await siti.walk('/lapor', '>September 2026');
    const question = siti.last;
    const texts = await siti.act((person) =>
      person.sendText('Siap, saya bawa.', { replyTo: message.message_id }),
    );
    expect(await last()).toBe('message-in: Siap, saya bawa.');
    expect(texts[0]).toContain('Sudah kami sampaikan');
    expect(texts.at(-1)).toBe(question);
    await siti.act((person) => person.sendVoice());
    await siti.say('2,5 juta');
    expect(siti.last).toContain('Rp2.500.000');
    await siti.say('/menu');
    // A reply to the question itself is an answer to the question.
    await siti.walk('>Lanjut laporan penjualan');
    const asked = siti.person.messages.at(-1)?.message_id;
    const before = await history();
    await siti.act((person) => person.sendText('3 juta', { replyTo: asked }));
    expect(siti.last).toContain('Rp3.000.000');
    expect(await history()).toEqual(before);
    await siti.say('/batal');
  });

  it('by words alone: they are offered to whoever wrote, and the press sends them once', async () => {
    await write('Warnanya apa, Bu?');
    const texts = await siti.say('yang hijau saja');
    expect(texts).toEqual(['Kirim ke petugas Ratna Wulandari?']);
    expect(siti.buttons).toEqual(['Kirim ke Ratna Wulandari', 'Menu']);
    const before = (await history()).length;
    await siti.tap('Kirim ke Ratna Wulandari');
    expect(siti.last).toContain('Sudah kami sampaikan ke petugas');
    expect(await last()).toBe('message-in: yang hijau saja');
    await siti.act((person) =>
      person.pressData(heard(siti, 'Kirim ke petugas').message_id, `case.send.${id}`),
    );
    expect(await history()).toHaveLength(before + 1);
    // Somebody else's press of the same button reaches nothing.
    const ani = office.owner('Ani');
    await ani.say('/start');
    await ani.say('halo bu');
    await ani.act((person) => person.pressData(person.messages.at(-1)?.message_id ?? 0, `case.send.${id}`));
    expect(await history()).toHaveLength(before + 1);
  });

  it('an aim is an aim, and a sentence with one is offered as well', async () => {
    await write('Berkasnya sudah lengkap?');
    expect((await siti.say('lapor')).join()).not.toContain('Kirim ke');
    await siti.say('/menu');
    const texts = await siti.say('belum bu, syarat kredit yang kurang apa saja');
    expect(texts[0]).toContain('Kirim ke petugas Ratna Wulandari?');
    expect(texts.length).toBeGreaterThan(1);
    await siti.say('/batal');
  });

  it.each(['makasih', 'Terima kasih banyak Bu Ratna 🙏', 'matur suwun nggih, infonya'])(
    '"%s" gets one sentence, stands in the case, and makes it nobody\'s turn',
    async (words) => {
      await write('Sampai ketemu hari Kamis.');
      const texts = await siti.say(words);
      expect(texts).toEqual(['Sama-sama, Bu. Ucapan Ibu sudah dicatat untuk petugas.']);
      expect(await last()).toBe(`thanked: ${words}`);
      const row = await office.database.prisma.case.findUniqueOrThrow({ where: { id } });
      expect(row.waitingFor).toBe('owner');
    },
  );

  it('three days later nothing is offered any more', async () => {
    office.clock.advance(3 * DAY);
    const texts = await siti.say('yang biru juga boleh');
    expect(texts[0]).toContain('Maaf, saya belum mengerti');
    expect(await siti.say('makasih')).toEqual(['Sama-sama, Bu.']);
  });

  it("an officer's reply to the note goes to the owner", async () => {
    const message = await write('Masih ada yang ditanyakan?');
    await siti.act((person) => person.sendText('Parkirnya di mana?', { replyTo: message.message_id }));
    await office.idle();
    const note = heard(ratna, 'Parkirnya di mana?');
    await ratna.act((person) => person.sendText('Di halaman belakang.', { replyTo: note.message_id }));
    expect(ratna.last).toContain('Sudah dikirim ke pemilik');
    await office.idle();
    expect(textOf(heard(siti, 'pesan dari petugas'))).toContain('Di halaman belakang.');
  });
});
