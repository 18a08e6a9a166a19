import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beforeForms, withoutForm } from '../../../src/bot/features/order.ts';
import { answerOwner } from '../../../src/services/cases/case-answers.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { textOf, type Message } from '../../../src/simulator/simulator.ts';
import { HOUR } from '../../support/clock.ts';
import { officer } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

const order = [...beforeForms, 'form', ...withoutForm] as const;
type Name = (typeof order)[number];

/** The places of which any two can be meant by one message. */
const names = ['slash', 'reply', 'form', 'aim', 'small-talk', 'offer', 'not-understood'] as const;

interface Both {
  readonly text: string;
  /** What is read, when the first of the two has it. */
  readonly reads: RegExp;
  readonly inForm?: true;
  readonly asReply?: true;
  /** What the case gets; nothing otherwise. */
  readonly event?: 'message-in' | 'thanked';
  /** The office has not written for more than three days. */
  readonly quiet?: true;
}

const sent = { reads: /Sudah kami sampaikan/, asReply: true, event: 'message-in' } as const;
/** The first question of a report. */
const question = /Penjualan bulan apa/;
const hint = /^Maksudnya bulan apa, Bu\?/;

/** A message that the two could both take, and what happens. */
const pairs: Readonly<Record<string, Both>> = {
  'slash > reply': { text: '/menu', reads: /^Selamat/, asReply: true },
  'slash > form': { text: '/pelatihan', reads: /pelatihan/i, inForm: true },
  'slash > aim': { text: '/Lapor', reads: /bulan/i },
  'slash > small-talk': { text: '/halo', reads: /Perintah \/halo tidak saya kenal/ },
  'slash > offer': { text: '/kirim yang hijau', reads: /Perintah \/kirim tidak saya kenal/ },
  'slash > not-understood': { text: '/xyz', reads: /Perintah \/xyz tidak saya kenal/, quiet: true },
  'reply > form': { text: 'yang hijau', inForm: true, ...sent },
  'reply > aim': { text: 'lapor Oktober 2 juta', ...sent },
  'reply > small-talk': { text: 'selamat siang', ...sent },
  'reply > offer': { text: 'yang hijau', ...sent },
  'reply > not-understood': { text: 'yang hijau', quiet: true, ...sent },
  'form > aim': {
    text: 'mau ikut pelatihan',
    reads: /tadi saya simpan\. Lihat pelatihan dulu\?$/,
    inForm: true,
  },
  'form > small-talk': { text: 'makasih', reads: /^Sama-sama, Bu\.$/, inForm: true },
  'form > offer': { text: '!!!', reads: hint, inForm: true },
  'form > not-understood': { text: '?', reads: hint, inForm: true, quiet: true },
  'aim > small-talk': { text: 'halo, menu pelatihan', reads: /pelatihan/i },
  'aim > offer': { text: 'ikut pelatihan', reads: /pelatihan/i },
  'aim > not-understood': { text: 'ikut pelatihan', reads: /pelatihan/i, quiet: true },
  'small-talk > offer': { text: 'makasih ya bu', reads: /^Sama-sama/, event: 'thanked' },
  'small-talk > not-understood': { text: 'halo', reads: /^Selamat/, quiet: true },
  'offer > not-understood': { text: 'yang hijau', reads: /^Kirim ke petugas Ratna Wulandari\?$/ },
};

describe('the order of what a message can be', () => {
  let office: Office;
  let siti: Owner;
  let id: number;
  let member: Parameters<typeof answerOwner>[1];

  beforeAll(async () => {
    office = await openOffice();
    ({ member } = await officer(office, { name: 'Ratna Wulandari', rights: [] }));
    siti = await registeredOwner(office);
    const { id: accountId, activePersonId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
    });
    const opened = await atomically(office.database.prisma, office.services, (inside) =>
      openCase(inside, { kind: 'question', accountId, personId: activePersonId ?? undefined, text: 'Apa?' }),
    );
    id = opened.id;
  });
  afterAll(() => office.close());

  const write = async (): Promise<Message> => {
    await atomically(office.database.prisma, office.services, (inside) =>
      answerOwner(inside, member, id, { text: 'Warnanya apa, Bu?', file: undefined }),
    );
    await office.idle();
    const found = siti.person.messages.findLast((message) => textOf(message).includes('Warnanya apa'));
    if (found === undefined) throw new Error('expected the words of the officer in the chat');
    return found;
  };
  const openForm = (): Promise<readonly string[]> => siti.say('/lapor');

  it('has a message for every two', () => {
    const all = names.flatMap((first, at) => names.slice(at + 1).map((second) => `${first} > ${second}`));
    expect(Object.keys(pairs)).toEqual(all);
    const places: readonly Name[] = order.filter((it) => names.some((name) => name === it));
    expect(places).toEqual(names);
  });

  it.each(Object.entries(pairs))('%s', async (_pair, it) => {
    // What soon follows words to the office would go on with them.
    office.clock.advance(HOUR / 6);
    const message = await write();
    if (it.quiet === true) office.clock.advance(73 * HOUR);
    if (it.inForm === true) await openForm();
    const events = (): Promise<readonly { readonly kind: string }[]> =>
      office.database.prisma.caseEvent.findMany({ where: { caseId: id }, orderBy: { id: 'asc' } });
    const before = (await events()).length;
    const texts = await siti.act((person) =>
      person.sendText(it.text, it.asReply === true ? { replyTo: message.message_id } : {}),
    );
    expect(texts.join('\n')).toMatch(it.reads);
    const after = (await events()).slice(before).map((event) => event.kind);
    expect(after.filter((kind) => kind !== 'reopened')).toEqual(it.event === undefined ? [] : [it.event]);
    if (it.inForm === true && it.asReply === true) expect(texts.at(-1)).toMatch(question);
    await siti.say('/batal');
  });
});
