import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf, type Message } from '../../../src/simulator/simulator.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { HOUR } from '../../support/clock.ts';
import { inTransaction } from '../../support/in-transaction.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { GRESIK } from '../../support/training.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

const MINUTE = HOUR / 60;

// The clock of the tests begins on Monday, 2 November 2026, at 10.00.
describe('a new question rings', () => {
  let office: Office;
  let budi: MemberInChat;
  let rina: MemberInChat;
  let far: MemberInChat;
  let siti: Owner;
  let asker: { readonly accountId: number; readonly personId: number };

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { rights: [] });
    rina = await officer(office, { name: 'Rina Wulandari', rights: [] });
    far = await officer(office, { name: 'Joko Jauh', rights: [], kecamatan: ['35.25.01'] });
    siti = await registeredOwner(office);
    const person = await office.database.prisma.person.findFirstOrThrow({
      include: { accounts: { select: { accountId: true } } },
    });
    asker = { personId: person.id, accountId: person.accounts[0]?.accountId ?? 0 };
  });
  afterAll(() => office.close());
  beforeEach(() => office.clock.advance(11 * MINUTE));

  const ask = (text: string): Promise<{ readonly id: number; readonly number: string }> =>
    inTransaction(office.services, (inside) =>
      openCase(inside, { kind: 'question', ...asker, kecamatan: GRESIK, text }),
    );
  const notes = (who: Owner): readonly Message[] =>
    who.person.messages.filter((it) => it.from.is_bot && /Pertanyaan baru/.test(textOf(it)));
  const ring = async (): Promise<void> => {
    await office.runJob('rings');
    await office.idle();
  };
  const rung = async (who: Owner): Promise<Message> => {
    await ring();
    const note = notes(who).at(-1);
    if (note === undefined) throw new Error('expected a note of a new question, got none');
    return note;
  };
  const labels = (message: Message | undefined): readonly string[] =>
    (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  const reply = (who: Owner, text: string, to: Message): Promise<readonly string[]> =>
    who.act((person) => person.sendText(text, { replyTo: to.message_id }));
  const heard = (part: string): number =>
    siti.person.messages.filter((it) => it.from.is_bot && textOf(it).includes(part)).length;
  const said = async (caseId: number, kind: string): Promise<readonly string[]> => {
    const rows = await office.database.prisma.caseEvent.findMany({ where: { caseId, kind } });
    return rows.map((it) =>
      it.text === null ? '' : office.services.seal.decrypt(`case_event:${it.id}:text`, it.text),
    );
  };

  it('once and without a sound, for whoever may answer it; a reply takes it and answers', async () => {
    const { id } = await ask('Apa NIB harus bayar?');
    const note = await rung(budi);
    expect(textOf(note)).toContain('Pertanyaan baru dari Bu Siti (Gresik): Apa NIB harus bayar?');
    expect(labels(note)).toEqual(['Ambil dan jawab']);
    expect(note.has_protected_content).toBe(true);
    const sent = office.simulator
      .callsOf('sendMessage')
      .filter(({ parameters }) => JSON.stringify(parameters).includes('Apa NIB'));
    expect(sent.map(({ parameters }) => String(parameters['disable_notification']))).toEqual([
      'true',
      'true',
    ]);
    expect(notes(far)).toEqual([]);

    office.clock.advance(HOUR);
    await ring();
    expect(notes(budi).length).toBe(1);

    await reply(budi, 'NIB gratis, Bu.', note);
    await office.idle();
    expect(budi.last).toContain('Sudah dikirim ke pemilik');
    expect(heard('NIB gratis, Bu.')).toBe(1);
    const it = await office.database.prisma.case.findUniqueOrThrow({ where: { id } });
    expect(it).toMatchObject({ assignee: budi.member.number, waitingFor: 'owner' });
  });

  it('tells whoever answered that it has helped', async () => {
    const told = budi.person.nextMessage(/sudah terbantu/);
    await siti.tap('Sudah terbantu');
    expect(textOf(await told)).toContain('Bu Siti bilang sudah terbantu.');
  });

  it('the first who answers gets it; the second is told who, and can keep the words as a note', async () => {
    const { id } = await ask('Kapan pelatihan lagi?');
    const note = await rung(budi);
    const same = notes(rina).at(-1);
    await reply(budi, 'Bulan Desember.', note);
    await reply(rina, 'Januari, Bu.', same ?? note);
    await office.idle();
    expect(rina.last).toContain('Petugas Budi Santoso sudah mengambil yang ini.');
    expect(heard('Januari, Bu.')).toBe(0);
    await rina.tap('Simpan jadi catatan');
    expect(rina.last).toContain('Catatan tersimpan.');
    expect(await said(id, 'note')).toEqual(['Januari, Bu.']);
    expect(await said(id, 'message-out')).toEqual(['Bulan Desember.']);
  });

  it('stands with others in one note, each with its number; a reply is asked for which one it is', async () => {
    const first = await ask('Pertanyaan satu?');
    const second = await ask('Pertanyaan dua?');
    const note = await rung(budi);
    expect(textOf(note)).toContain('Pertanyaan baru: 2');
    expect(labels(note)).toEqual(['1', '2', 'Lihat semuanya']);
    await reply(budi, 'Jawaban untuk yang kedua.', note);
    expect(budi.last).toContain('Jawaban ini untuk nomor berapa?');
    expect(await said(second.id, 'message-out')).toEqual([]);
    await budi.tap('2');
    await office.idle();
    expect(await said(second.id, 'message-out')).toEqual(['Jawaban untuk yang kedua.']);
    await budi.act((person) => person.pressData(note.message_id, `s.ring.${first.id}`));
    await budi.say('Jawaban untuk yang pertama.');
    expect(await said(first.id, 'message-out')).toEqual(['Jawaban untuk yang pertama.']);
    await rina.act((person) => person.pressData(notes(rina).at(-1)?.message_id ?? 0, `s.ring.${first.id}`));
    expect(rina.last).toContain('Petugas Budi Santoso sudah mengambil yang ini.');
  });

  it('at most one note in ten minutes: what comes meanwhile waits for the next', async () => {
    await ask('Yang pertama?');
    await ring();
    const before = notes(budi).length;
    await ask('Yang kedua?');
    office.clock.advance(9 * MINUTE);
    await ring();
    expect(notes(budi).length).toBe(before);
    office.clock.advance(2 * MINUTE);
    const note = await rung(budi);
    expect(notes(budi).length).toBe(before + 1);
    expect(textOf(note)).toContain('Yang kedua?');
    expect(textOf(note)).not.toContain('Yang pertama?');
  });

  it('what comes at night waits for the next opening, and the same minute twice makes no second note', async () => {
    office.clock.set('2026-11-06T12:00:00Z');
    await ask('Malam-malam?');
    const before = notes(budi).length;
    await ring();
    office.clock.set('2026-11-09T00:59:00Z');
    await ring();
    expect(notes(budi).length).toBe(before);
    office.clock.set('2026-11-09T01:00:00Z');
    await ring();
    await office.rebuild();
    await ring();
    expect(notes(budi).length).toBe(before + 1);
  });

  it('a reply that Telegram brings three times is one answer', async () => {
    const { id } = await ask('Tiga kali?');
    const note = await rung(budi);
    let update;
    await budi.act((person) => {
      const sent = person.sendText('Satu jawaban.', { replyTo: note.message_id });
      update = sent.update;
      return sent;
    });
    if (update !== undefined) {
      office.simulator.inject(update);
      office.simulator.inject(update);
    }
    await office.idle();
    expect(await said(id, 'message-out')).toEqual(['Satu jawaban.']);
    expect(await said(id, 'claimed')).toHaveLength(1);
  });

  it('breaks no rule of the Bot API on the way', () => {
    expect(office.simulator.violations).toEqual([]);
  });
});
