import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/bot/conversations/engine/draft.ts';
import type { Reply } from '../../../src/bot/conversations/engine/reply.ts';
import { scripts } from '../../../src/bot/conversations/index.ts';
import { FULL_TEXT } from '../../../src/domain/cases/pieces.ts';
import { accountOf } from '../../../src/services/core/accounts.ts';
import { textOf, type Sent } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { isLong } from '../../support/long.ts';
import { officer, type MemberInChat } from '../../support/members.ts';
import { openOffice, type Office, type Owner } from '../../support/office.ts';

const HEAD = 'Sudah ditelepon dan dijelaskan pelan-pelan sekali. '.repeat(90).slice(0, 4_096);
const TAIL = 'Nanti dicek lagi hari Kamis.';

/** A text of more than 4,096 characters at a question for a few words: the app sends it as two messages. */
describe('the rest of a text that was too long', () => {
  let office: Office;
  let budi: MemberInChat;
  let siti: Owner;
  let id: number;

  beforeAll(async () => {
    office = await openOffice();
    budi = await officer(office, { role: 'staff', rights: [] });
    siti = office.owner();
    await siti.walk('/start', '/tanya', 'Kenapa NIB saya tidak terbaca?');
    id = (await office.database.prisma.case.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
  });
  afterAll(() => office.close());

  const press = (verb: string) =>
    budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}.${verb}`));
  const status = async () => (await office.database.prisma.case.findUniqueOrThrow({ where: { id } })).status;
  const again = async ({ update }: Pick<Sent, 'update'>): Promise<void> => {
    await office.rebuild();
    if (update !== undefined) for (const copy of [update, update]) office.simulator.inject(copy);
    await budi.act((it) => it.sendSticker());
  };

  it('is never taken for the closing note of a case, whenever it comes', async () => {
    await press('resolve');
    await budi.tap('Sudah dijawab');
    // Both at once: the rest is older than the hint about the first part.
    office.simulator.pauseUpdates();
    const parts = budi.person.sendLongText(HEAD + TAIL);
    office.simulator.pauseUpdates(false);
    await office.done(...parts.map((it) => it.update));
    expect(await status()).toBe('open');

    // One after the other, with a kill between them, and each three times.
    const head = budi.person.sendText(HEAD);
    await office.done(head.update);
    await again(head);
    const tail = budi.person.sendText(TAIL);
    await office.done(tail.update);
    await again(tail);
    expect(await status()).toBe('open');
    expect(budi.person.messages.some((it) => textOf(it).includes(`Jadi jawabannya "${TAIL}"?`))).toBe(true);
    await budi.tap('Ya, itu jawabannya');
    expect(await status()).toBe('resolved');
    await office.idle();
    expect(siti.last).toContain('Apakah');
  });

  it.each([
    ['note', 'note'],
    ['answer', 'message-out'],
  ] as const)('joins the %s that its beginning made, on both sides of a press', async (verb, kind) => {
    const { prisma } = office.database;
    const texts = async (): Promise<string> => {
      const rows = await prisma.caseEvent.findMany({ where: { caseId: id, kind }, orderBy: { id: 'asc' } });
      return rows
        .map((it) =>
          it.text === null ? '' : office.services.seal.decrypt(`case_event:${it.id}:text`, it.text),
        )
        .join('')
        .replaceAll(/\s/g, '');
    };
    await press(verb);
    office.simulator.pauseUpdates();
    const [head, middle, tail] = budi.person.sendLongText(HEAD + HEAD + TAIL);
    office.simulator.pauseUpdates(false);
    await office.done(head?.update, middle?.update);
    await again(middle ?? { update: undefined });
    await budi.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `s.case.${id}`));
    await office.done(tail?.update);
    await again(tail ?? { update: undefined });
    expect(await texts()).toBe((HEAD + HEAD + TAIL).replaceAll(/\s/g, ''));
    office.clock.advance(HOUR);
  });

  it('is an answer again after a press, and a minute later', async () => {
    await press('note');
    await budi.say('Kasus ini dibuka lagi.');
    office.clock.advance(HOUR);
    await siti.act((it) => it.pressData(it.messages.at(-1)?.message_id ?? 0, `case.reply.${id}`));
    await siti.say('Masih belum bisa, Pak.');
    expect(await status()).toBe('open');
    await press('next');
    await budi.say(HEAD);
    office.clock.advance(HOUR);
    await budi.say(TAIL);
    expect(budi.last).not.toContain('Jadi jawabannya');
    await budi.say('/batal');

    await press('next');
    await budi.say(HEAD);
    await press('next');
    await budi.say(TAIL);
    expect(budi.last).not.toContain('Jadi jawabannya');
    await budi.say('/batal');
  });

  it('belongs to a letter, or to words that no question takes at that length', async () => {
    /** Of a remark the first thousand characters are enough; after a kind the form goes on, and asks the rest back. */
    const isKnown = (name: string): boolean => name === 'feedback.improve' || name.endsWith('.kind');
    const text = 'kata '.repeat(FULL_TEXT).slice(0, FULL_TEXT);
    const account = await accountOf(office.services, siti.person.id, 'id');
    const who = { accountId: account.id, chatId: 1, language: 'id', personId: undefined, member: undefined };
    const now = office.services.now();
    const moment = { now, today: '2026-11-23', wordings: () => [] };
    const answers = answersOf({});
    const taken: string[] = [];
    /** Many forms ask the same question, and reading so much takes long. */
    const read = new Set<unknown>();
    for (const form of scripts.flatMap((script) => script.forms)) {
      const context = await form.load(office.services, who, answers, moment);
      for (const it of form.questions) {
        if (it.letter !== undefined)
          expect('goesOn' in form, `${form.name}: goesOn says where the rest of a letter belongs`).toBe(true);
        if (!isLong && it.read !== undefined && read.size === read.add(it.read).size) continue;
        if (isTaken(() => it.read?.({ kind: 'text', text, lines: text }, answers, context)))
          taken.push(`${form.name}.${it.key}`);
      }
    }
    expect(taken.filter((name) => !isKnown(name))).toEqual([]);
  });
});

/** Whether a reader takes it; one that needs an answer before takes nothing yet. */
function isTaken(read: () => Reply | undefined): boolean {
  try {
    return read()?.kind === 'accept';
  } catch {
    return false;
  }
}
