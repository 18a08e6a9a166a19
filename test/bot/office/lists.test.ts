import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { textOf } from '../../../src/simulator/simulator.ts';

/** Lists of the office as Telegram shows them: one message, which every press makes into the next page. */
describe('lists of the office', () => {
  let office: Office;
  let budi: MemberInChat;
  beforeAll(async () => {
    office = await openOffice({ tripled: true });
    budi = await officer(office, { name: 'Budi Santoso' });
    for (let at = 1; at <= 18; at++)
      await inTransaction(office.services, (inside) =>
        openCase(inside, {
          kind: 'question',
          accountId: undefined,
          personId: undefined,
          text: `Pertanyaan ke-${at}: apakah pelatihan mengemas makanan ringan bulan depan masih ada tempat?`,
        }),
      );
  });
  afterAll(() => office.close());

  const ofBot = (): readonly string[] =>
    budi.person.messages.filter((it) => it.from?.is_bot).map((it) => textOf(it));

  it('the menu says how much waits and becomes every list and page, also when each press comes three times', async () => {
    await budi.say('/petugas');
    const messages = ofBot().length;
    expect(budi.last).toContain('Tindak lanjut (18)');
    await budi.tap('Tindak lanjut');
    await budi.tap('Belum diambil (18)');
    expect(budi.last).toMatch(/^Belum diambil: 18\n/);
    expect(budi.last).toContain('Halaman 1 dari 3');
    expect(budi.last).toMatch(
      /\n\n1\. Pertanyaan: “Pertanyaan ke-1: [^”]+…”\nbelum terdaftar, \w{3} \d{1,2} \w{3}\n/,
    );
    expect(budi.buttons.slice(0, 9)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', 'Berikutnya']);
    await budi.tap('Berikutnya');
    expect(budi.last).toContain('1. Pertanyaan: “Pertanyaan ke-9');
    expect(budi.buttons.slice(8, 10)).toEqual(['Sebelumnya', 'Berikutnya']);
    await budi.tap('Berikutnya');
    expect(budi.buttons.slice(0, 3)).toEqual(['1', '2', 'Sebelumnya']);
    await budi.tap('Sebelumnya');
    await budi.tap(/ke-12/);
    expect(budi.last).toContain('Isi: Pertanyaan ke-12');
    await budi.walk('>Tindak lanjut', '>Menu petugas');
    expect(budi.last).toContain('Tindak lanjut (18)');
    expect(ofBot()).toHaveLength(messages);
    expect(budi.person.messages.at(-1)?.has_protected_content).toBe(true);
  });

  it('a page that is not there any more shows the last one', async () => {
    const said = await budi.act((it) => it.pressData(it.lastMessage?.message_id ?? 0, 's.cases.free.9'));
    expect(said.join()).toContain('Halaman 3 dari 3');
  });

  it('a button from before, and one under a message that says something else, gets a message of its own', async () => {
    await budi.walk('/petugas', '>Tindak lanjut', '>Belum diambil (18)', '>1', '>Serahkan');
    const asked = budi.last;
    expect(asked).toContain('Belum ada petugas lain');
    await budi.act((it) => it.pressData(it.lastMessage?.message_id ?? 0, 's.cases.free.0'));
    expect(budi.last).toContain('Belum diambil: 18');
    expect(ofBot()).toContain(asked);
  });

  it('a message that is gone is shown anew, and words of people take the place of nothing that may be forwarded', async () => {
    await budi.walk('/petugas', '>Tindak lanjut');
    const gone = budi.person.lastMessage?.message_id ?? 0;
    const anew = await budi.act((it) => it.pressData(gone - 1000, 's.cases.free.0!'));
    expect(anew.join()).toContain('Belum diambil: 18');
    expect(budi.person.lastMessage?.message_id).toBeGreaterThan(gone);
    await budi.say('halo');
    const free = budi.last;
    await budi.act((it) => it.pressData(it.lastMessage?.message_id ?? 0, 's.cases.free.0!'));
    expect(budi.last).toContain('Belum diambil: 18');
    expect(ofBot()).toContain(free);
  });

  it('all that is free on a page is taken in the same message', async () => {
    await budi.walk('/petugas', '>Tindak lanjut', '>Belum diambil (18)', '>Berikutnya');
    const messages = ofBot().length;
    await budi.tap('Ambil semua yang bebas');
    expect(budi.last).toMatch(/^Diambil: 8\.\nBelum diambil: 10\n/);
    expect(budi.buttons).not.toContain('Ambil semua yang bebas');
    expect(ofBot()).toHaveLength(messages);
    const looks = await office.database.prisma.audit.findMany({
      where: { action: 'case.list' },
      orderBy: { id: 'asc' },
    });
    expect(looks.at(-1)?.details).toEqual({ filter: 'free', page: 1, shown: 2 });
  });

  it('the stop of everything stands alone, in red', async () => {
    await budi.say('/petugas');
    const rows = budi.person.lastMessage?.reply_markup?.inline_keyboard ?? [];
    const row = rows.find((it) => it.some(({ text }) => text === 'Hentikan semua kiriman'));
    expect(row).toMatchObject([{ style: 'danger' }]);
  });
});
