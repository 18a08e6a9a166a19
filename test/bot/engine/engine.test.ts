import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pressData } from '../../../src/bot/conversations/engine/input.ts';
import { atOnce, heldButton, says, stepsBefore, taps } from '../../support/chat.ts';
import { openOffice, registrationSteps, type Office, walkTo } from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

describe('the form engine', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('counts a double tap once and says that it was noted', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    const heard = await atOnce(office, siti, taps('Makanan, minuman'), taps('Makanan, minuman'));
    expect(heard).toEqual([expect.stringContaining('Langkah 7 dari 11'), 'Sudah dicatat.']);
  });

  it('does not let a second tap on another button of the same question change the answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    const heard = await atOnce(office, siti, taps('Makanan, minuman'), taps('Ternak'));
    expect(heard.at(-1)).toBe('Pertanyaan ini sudah lewat. Jawaban Ibu tidak berubah.');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['kind']?.value).toEqual({
      kind: 'food',
    });
  });

  it('answers a button of an old question with a notice, a message and the way on, and changes nothing', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    const other = heldButton(siti, 'Ternak');
    await siti.walk('>Makanan, minuman', '2009', '>Saya + 1 perempuan');
    const before = (await rowsOf(office, siti.person.id)).drafts;
    const old = 'Pertanyaan ini sudah lewat. Jawaban Ibu tidak berubah.';
    expect(await siti.act(other)).toEqual([old, old]);
    expect(siti.buttons).toEqual(['Lanjutkan', 'Menu']);
    expect((await rowsOf(office, siti.person.id)).drafts).toEqual(before);
    await siti.tap('Lanjutkan');
    expect(siti.last).toContain('Langkah 9 dari 11');
  });

  it('confirms nothing when the draft was closed between its reading and the storing of the answer', async () => {
    const own = await openOffice();
    const { prisma } = own.database;
    const siti = own.owner();
    await walkTo(own, siti, stepsBefore('sales'));
    await prisma.$executeRawUnsafe(
      'CREATE FUNCTION closed_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    );
    await prisma.$executeRawUnsafe(
      'CREATE TRIGGER closed_first BEFORE UPDATE OF payload ON draft FOR EACH ROW EXECUTE FUNCTION closed_first()',
    );
    expect(await siti.say('3 jt')).toEqual(['Pertanyaan tadi sudah selesai. Silakan pilih lewat menu.']);
    await own.close();
  });

  it('does not take a second tap on a key of the reply keyboard as the next answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('phone'));
    const heard = await atOnce(office, siti, says('Lewati'), says('Lewati'));
    expect(heard[0]).toBe('Baik.');
    expect(heard[1]).toMatch(/^Mohon dicek dulu/);
    expect(heard[2]).toMatch(
      /^Pesan "Lewati" sudah saya terima tadi, Bu\. Sekarang pertanyaan ini, ya\.\n\nMohon dicek dulu/,
    );
  });

  it('does not take the own number sent twice as anything else', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('phone'));
    const heard = await atOnce(
      office,
      siti,
      (it) => it.shareContact(),
      (it) => it.shareContact(),
    );
    expect(heard.at(-2)).toMatch(/Mohon dicek dulu/);
    expect(heard.at(-1)).toBe('Mohon tekan salah satu tombol ini, ya.');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['phone']?.value).toMatch(/^\+62/);
  });

  it('answers a text that was sent thrice with weak signal once, and says so once', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    const heard = await atOnce(office, siti, says('3 jt'), says('3 jt'), says('3 jt'));
    expect(heard[0]).toContain('Rp3.000.000');
    expect(heard.slice(1)).toEqual([
      expect.stringMatching(/^Pesan "3 jt" sudah saya terima tadi, Bu\./),
      heard[0],
    ]);
    await siti.tap('Benar');
    expect(siti.last).toContain('Langkah 10 dari 11');
  });

  it('does not take a text that was numbered before the question for its answer', async () => {
    const siti = office.owner();
    await siti.walk(...stepsBefore('name'));
    const heard = await atOnce(office, siti, says('Siti Aminah'), says('Hadi Suwito'));
    expect(heard[1]).toMatch(
      /^Pesan "Hadi Suwito" datang sebelum pertanyaan ini, Bapak\/Ibu\. Jadi belum saya catat sebagai jawaban\.\n\nLangkah 2 dari 11/,
    );
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['name']?.value).toBe('Siti Aminah');
  });

  it('takes the label of a button when it is typed, whatever its case and signs', async () => {
    const siti = office.owner();
    await siti.walk(
      ...stepsBefore('salutation'),
      'ibu perempuan',
      'gresik kota',
      'LUMPUR',
      'Otak-otak',
      'makanan minuman',
    );
    expect(siti.last).toContain('Langkah 7 dari 11');
  });

  it('keeps what was answered before, with the words, for every changed answer', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    await siti.walk('3 jt', '>Benar', '>Kembali', '4 jt', '>Benar');
    const row = await office.database.prisma.draft.findFirstOrThrow({
      where: { account: { chatId: siti.person.id } },
    });
    const answer: unknown = JSON.parse(
      office.services.seal.decrypt(`draft:${row.id}`, row.payload ?? new Uint8Array()),
    ).answers.sales;
    expect(answer).toMatchObject({
      value: { amount: 4_000_000 },
      words: '4 jt',
      reader: 'rupiah@1',
      confirmed: 'yes',
      before: [{ value: { amount: 3_000_000 }, words: '3 jt' }],
    });
  });

  it('leads a press back into its form when another conversation was opened meanwhile', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    await siti.walk('/menu');
    const kinds = siti.person.inlineButtons.find((it) => it.text === 'Ternak');
    await siti.act((it) => it.pressData(kinds?.message.message_id ?? 0, kinds?.button.callback_data ?? ''));
    expect(siti.last).toContain('Langkah 6 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['kind']).toBeUndefined();
  });

  it('goes on at the first open question when the form was changed by a new version', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    const { prisma } = office.database;
    const row = await prisma.draft.findFirstOrThrow({ where: { account: { chatId: siti.person.id } } });
    const state = JSON.parse(
      office.services.seal.decrypt(`draft:${row.id}`, row.payload ?? new Uint8Array()),
    );
    const payload = office.services.seal.encrypt(
      `draft:${row.id}`,
      JSON.stringify({ ...state, place: { on: 'question', key: 'gone' } }),
    );
    await prisma.draft.update({ where: { id: row.id }, data: { payload } });
    const account = await prisma.account.findUniqueOrThrow({ where: { chatId: siti.person.id } });
    const place = `account:${siti.person.id}:state`;
    const kept = office.services.seal
      .decrypt(place, account.state ?? new Uint8Array())
      .replaceAll(/register@[\d.]+/g, 'register@0');
    await prisma.account.update({
      where: { id: account.id },
      data: { state: office.services.seal.encrypt(place, kept) },
    });
    const said = await siti.say('sewa tenda');
    expect(said[0]).toContain('Pertanyaannya baru saja diperbarui');
    expect(siti.last).toContain('Langkah 6 dari 11');
    expect(siti.last).toContain('Tadi Ibu menulis "sewa tenda". Itu jawabannya?');
    expect(siti.buttons).toContain('Makanan, minuman');
    await siti.walk('>Ya, itu jawabannya', '>Bukan, catat apa adanya');
    expect(siti.last).toContain('Langkah 7 dari 11');
    expect((await rowsOf(office, siti.person.id)).drafts[0]?.answers['kind']?.value).toEqual({
      kind: 'other',
      words: 'sewa tenda',
    });
  });

  it('answers what belongs elsewhere at a short question, and takes no for an answer', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps, 'lapor 2 jt');
    expect(siti.last).toContain('Rp2.000.000');
    await siti.walk('/hapus', 'jangan');
    expect(siti.last).toContain('tidak ada yang dihapus');
    await siti.walk('/hapus', 'menu');
    expect(siti.buttons).toContain('Data saya');
  });

  it('keeps its state as small after fifty wrong answers as after one', async () => {
    const siti = office.owner();
    const size = async (): Promise<number> =>
      (await office.database.prisma.account.findUniqueOrThrow({ where: { chatId: siti.person.id } })).state
        ?.length ?? 0;
    await siti.walk(...stepsBefore('name'), '1');
    const before = await size();
    for (let at = 0; at < 50; at++) await siti.say(`${at}`);
    expect(await size()).toBeLessThanOrEqual(before + 16);
  });

  it('is not moved by presses made by hand', async () => {
    const siti = office.owner();
    const dewi = office.owner('Dewi');
    await walkTo(office, siti, stepsBefore('kind'));
    await walkTo(office, dewi, stepsBefore('kind'));
    const [mine, foreign] = await Promise.all(
      [siti, dewi].map((it) =>
        office.database.prisma.draft.findFirstOrThrow({ where: { account: { chatId: it.person.id } } }),
      ),
    );
    const message = siti.person.messages.at(-1)?.message_id ?? 0;
    const before = (await rowsOf(office, siti.person.id)).drafts;
    for (const data of [
      pressData(foreign?.id ?? 0, foreign?.revision ?? 0, 'food'),
      pressData(mine?.id ?? 0, mine?.revision ?? 0, 'nothing'),
      pressData(mine?.id ?? 0, (mine?.revision ?? 0) + 1, 'food'),
      pressData(mine?.id ?? 0, mine?.revision ?? 0, 'send'),
      'f.',
      'f.zzzzzzzzzz.0.food',
      'x'.repeat(64),
    ])
      expect((await siti.act((it) => it.pressData(message, data))).length).toBeGreaterThan(0);
    expect((await rowsOf(office, siti.person.id)).drafts).toEqual(before);
    expect((await rowsOf(office, dewi.person.id)).drafts[0]?.answers['kind']).toBeUndefined();
  });

  it('leaves nothing in the inbox but numbers when everything is handled', async () => {
    const siti = office.owner();
    await siti.walk(...registrationSteps);
    const rows = await office.database.prisma.inboxUpdate.findMany({ where: { chatId: siti.person.id } });
    expect(rows.length).toBeGreaterThanOrEqual(16);
    expect(rows.every((row) => row.payload === null && row.outcome === 'handled')).toBe(true);
  });
});
