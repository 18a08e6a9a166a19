import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office, type Owner } from '../support/office.ts';

describe('the nudge of the next morning', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  const texts = (owner: Owner): readonly string[] =>
    owner.person.messages.map((message) => message.text ?? '');
  const nudges = (owner: Owner): number =>
    texts(owner).filter((text) => text.includes('pertanyaan lagi')).length;

  async function unfinished(): Promise<Owner> {
    office.clock.set('2026-11-02T07:00:00Z');
    const siti = office.owner();
    await siti.walk('/start', '>Daftarkan usaha saya', '>Setuju', 'Siti Aminah', '>Ibu (perempuan)');
    return siti;
  }

  it('comes once, at 09.00 WIB, and its button leads back to the open question', async () => {
    const siti = await unfinished();
    office.clock.set('2026-11-03T01:55:00Z');
    await office.runJob('nudge');
    expect(nudges(siti)).toBe(0);
    office.clock.set('2026-11-03T02:00:00Z');
    await office.runJob('nudge');
    await office.runJob('nudge');
    expect(nudges(siti)).toBe(1);
    expect(siti.last).toBe('Selamat pagi, Bapak/Ibu. Pendaftaran tinggal 9 pertanyaan lagi.');
    expect(await siti.tap('Lanjutkan')).toEqual([expect.stringMatching(/^Langkah 3 dari 11\n/)]);
    // She is back: her answer is taken, and nobody asks whether she wants to go on.
    expect(await siti.tap('Gresik (kota)')).toEqual([expect.stringMatching(/^Langkah 4 dari 11\n/)]);
    expect(await siti.say('lumpur')).toEqual([expect.stringMatching(/^Langkah 5 dari 11\n/)]);
    office.clock.set('2026-11-04T02:00:00Z');
    await office.runJob('nudge');
    expect(nudges(siti)).toBe(1);
  });

  it('is caught up until 18.00 of the same day and then never sent', async () => {
    const early = await unfinished();
    office.clock.set('2026-11-03T10:55:00Z');
    await office.runJob('nudge');
    expect(nudges(early)).toBe(1);
    const late = await unfinished();
    office.clock.set('2026-11-03T11:00:00Z');
    await office.runJob('nudge');
    office.clock.set('2026-11-04T02:00:00Z');
    await office.runJob('nudge');
    expect(nudges(late)).toBe(0);
  });

  it('reaches nobody who has blocked the bot, and a lost answer of Telegram never doubles it', async () => {
    const gone = await unfinished();
    const unsure = await unfinished();
    office.clock.set('2026-11-03T02:00:00Z');
    office.simulator.failNext({
      method: 'sendMessage',
      chatId: gone.person.id,
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    office.simulator.failNext({ method: 'sendMessage', chatId: unsure.person.id, drop: 'after' });
    await office.runJob('nudge');
    await office.runJob('nudge');
    expect(nudges(gone)).toBe(0);
    expect(nudges(unsure)).toBe(1);
    const states = await office.database.prisma.outgoing.findMany({
      where: { account: { chatId: { in: [gone.person.id, unsure.person.id] } } },
      orderBy: { id: 'asc' },
      select: { status: true },
    });
    expect(states).toEqual([{ status: 'unreachable' }, { status: 'unknown' }]);
  });
});
