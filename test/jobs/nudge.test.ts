import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDraft } from '../../src/services/core/drafts.ts';
import { inTransaction } from '../support/in-transaction.ts';
import { openOffice, type Office, type Owner } from '../support/office.ts';

const EMPTY = { place: { on: 'question', key: 'sales' }, wrong: 0, figures: [] };

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

  it('speaks of the last form alone, and of none that was opened and never answered', async () => {
    office.clock.set('2026-11-02T07:00:00Z');
    const opened = office.owner();
    await opened.walk('/start', '>Daftarkan usaha saya', '/menu');
    // What waits at the first question without an answer is no beginning; its own button still leads on.
    expect(opened.buttons).toContain('Daftarkan usaha saya');
    const both = await unfinished();
    const { id: accountId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: both.person.id },
    });
    const [first] = await office.database.prisma.draft.findMany({ where: { accountId } });
    const said = { value: 1, reader: 'text@1', at: '2026-11-02T07:00:00.000Z' };
    await inTransaction(office.services, (inside) =>
      createDraft(inside, {
        accountId,
        form: 'report',
        version: 1,
        payload: JSON.stringify({ ...EMPTY, answers: { sales: said } }),
        remaining: 2,
      }),
    );
    await inTransaction(office.services, (inside) =>
      createDraft(inside, {
        accountId,
        form: 'partnership',
        version: 1,
        payload: JSON.stringify({ ...EMPTY, answers: { business: { ...said, reader: 'seed' } } }),
        remaining: 5,
      }),
    );
    office.clock.set('2026-11-03T02:00:00Z');
    await office.runJob('nudge');
    await office.runJob('nudge');
    expect(nudges(opened)).toBe(0);
    expect(nudges(both)).toBe(1);
    expect(both.last).toBe('Selamat pagi, Bapak/Ibu. Laporan penjualan tinggal 2 pertanyaan lagi.');
    office.clock.set('2026-11-05T02:00:00Z');
    await office.runJob('forget-old');
    const open = await office.database.prisma.draft.findMany({
      where: { status: 'open', account: { chatId: { in: [opened.person.id, both.person.id] } } },
      select: { id: true, form: true },
      orderBy: { id: 'asc' },
    });
    expect(open.map(({ form }) => form)).toEqual(['register', 'report']);
    expect(open[0]?.id).toBe(first?.id);
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
