import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Message } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

const asked =
  /^Maaf, saya belum bisa mendengar pesan suara\. Mohon ditulis, atau kirim suara itu ke petugas\./;

describe('a voice message where no words to a person were asked for', () => {
  let office: Office;
  let siti: Owner;
  let budi: MemberInChat;

  beforeAll(async () => {
    office = await openOffice({ tripled: true });
    budi = await officer(office, { rights: [] });
    siti = await registeredOwner(office);
  });
  afterAll(() => office.close());

  const cases = () =>
    office.database.prisma.case.findMany({
      where: { kind: 'question' },
      include: { events: { orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    });
  const files = async (): Promise<readonly (readonly (string | null)[])[]> =>
    (await cases()).map(({ events }) => events.map(({ fileKind }) => fileKind));
  const voice = (owner: Owner): Promise<readonly string[]> => owner.act((person) => person.sendVoice());
  const lastVoice = (owner: Owner): Message | undefined =>
    owner.person.messages.findLast((message) => message.voice !== undefined);

  it('at a question is answered kindly, and the question stays open', async () => {
    await siti.walk('/lapor', '>September 2026');
    const [said] = await voice(siti);
    expect(said).toMatch(asked);
    expect(siti.buttons).toEqual(['Kirim ke petugas', 'Saya tulis saja']);
    await siti.say('2,5 juta');
    expect(siti.last).toContain('Rp2.500.000');
    expect(await cases()).toEqual([]);
  });

  it('goes to the office by one press, and the question of the form comes again', async () => {
    await voice(siti);
    const texts = await siti.tap('Kirim ke petugas');
    expect(texts[0]).toMatch(/^Terima kasih, Bu Siti\. Pertanyaan Ibu nomor K-/);
    expect(texts.at(-1)).toContain('Rp2.500.000');
    // The recording before was answered in words, but says the same.
    expect(await files()).toEqual([['voice', 'voice']]);
    await siti.say('/batal');
    await voice(siti);
    const { person } = siti;
    const offered = person.messages.at(-1)?.message_id ?? 0;
    await siti.tap('Kirim ke petugas');
    const [again] = await siti.act(() => person.tap('Kirim ke petugas', { message: offered }));
    expect(again).toBe('Suara itu sudah ada di petugas.');
    expect(await files()).toHaveLength(2);
  });

  it('is heard by the officer, protected, and answered with a voice', async () => {
    const [, newest] = await cases();
    await budi.act((person) =>
      person.pressData(person.messages.at(-1)?.message_id ?? 0, `s.case.${newest?.id}`),
    );
    await budi.walk('>Ambil', '>Buka gambar atau suara');
    const heard = lastVoice(budi);
    expect(heard).toMatchObject({ has_protected_content: true, caption: newest?.number });
    await budi.tap('Tulis ke pemilik');
    await voice(budi);
    await office.idle();
    expect(lastVoice(siti)?.caption).toContain(newest?.number);
    // Later than what goes on with the words before: what comes back is meant for whoever wrote.
    office.clock.advance(HOUR / 6);
    const [ask] = await voice(siti);
    expect(ask).toBe('Kirim ke petugas Budi Santoso?');
    await siti.tap('Kirim ke Budi Santoso');
    expect((await files()).at(-1)).toEqual(['voice', null, 'voice', 'voice']);
  });

  it('goes to the office by itself where nothing else is said for an hour, and its owner is told', async () => {
    office.clock.advance(80 * HOUR);
    const before = (await files()).length;
    await voice(siti);
    const [more] = await voice(siti);
    expect(more).toBe('Sekarang ada 2 pesan suara. Mau saya kirim semuanya ke petugas?');
    await office.runJob('voices');
    expect(await files()).toHaveLength(before);
    office.clock.advance(HOUR);
    await office.runJob('voices');
    await office.runJob('voices');
    await office.idle();
    expect((await files()).slice(before)).toEqual([['voice', 'voice']]);
    expect(siti.last).toMatch(/^Pesan suara Ibu tadi saya teruskan ke petugas\. Nomornya K-/);
    await voice(siti);
    office.clock.advance(1);
    await siti.tap('Saya tulis saja');
    expect(siti.last).toContain('silakan ditulis');
    office.clock.advance(HOUR);
    await office.runJob('voices');
    expect(await files()).toHaveLength(before + 1);
  });

  it('is in the case once when the process dies between the press and its answer', async () => {
    const ani = office.owner('Ani');
    await ani.say('/start');
    await voice(ani);
    office.simulator.failNext({ method: 'sendMessage', chatId: ani.person.id, drop: 'after', times: 2 });
    const before = (await files()).length;
    await ani.tap('Kirim ke petugas');
    await office.rebuild();
    expect((await files()).slice(before)).toEqual([['voice']]);
    const rows = await office.database.prisma.draft.findMany({ where: { form: 'ask', status: 'parked' } });
    // Only the one that was written instead still waits.
    expect(rows).toHaveLength(1);
    expect(z.string().parse(rows[0]?.byPerson)).not.toBe('');
  });

  it('after a long pause is kept as well, and the form still asks whether to go on', async () => {
    const { length } = await cases();
    const ani = await registeredOwner(office);
    await ani.walk('/lapor', '>September 2026');
    office.clock.advance(9 * HOUR);
    const [said] = await voice(ani);
    expect(said).toMatch(asked);
    await ani.say('2 juta');
    expect(ani.last).toContain('Rp2.000.000');
    await ani.say('/batal');
    expect(await cases()).toHaveLength(length);
  });
});
