import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Update } from '../../../src/simulator/simulator.ts';
import { atOnce, says, stepsBefore } from '../../support/chat.ts';
import { heardLog } from '../../support/log.ts';
import { isLong, share } from '../../support/long.ts';
import {
  openOffice,
  registeredOwner,
  registrationSteps,
  type Office,
  type Owner,
  walkTo,
} from '../../support/office.ts';
import { rowsOf } from '../../support/rows.ts';

const nasty: readonly (readonly [string, string])[] = [
  ['NUL', 'Siti\0Aminah'],
  ['a lone surrogate', 'Siti \ud800 Aminah'],
  ['half an emoji at the end', 'Siti Aminah \udc00'],
  ['right-to-left marks', '\u202eSiti\u202c \u200fAminah\u2066'],
  ['4,096 characters', 'Siti '.repeat(819).trim()],
  ['4,096 letters without a space', 'a'.repeat(4096)],
  ['a command that is none', '/xyz@other_bot 1'],
  ['HTML', '<b>Siti</b> <script>alert(1)</script> & <a href="x">y</a>'],
  ['a broken tag', '<b <i>Siti'],
  ['Markdown', '*Siti* _Aminah_ [x](http://y)'],
  ['a formula', '=HYPERLINK("http://x","Siti")'],
  ['a formula with plus', '+1+1'],
  ['emoji only', '👩🏽‍🍳🔥🎉'],
  ['combining characters', 'Z\u0351\u0310a\u0310lgo\u0351'.repeat(50)],
  ['placeholders', '{sapaan} {{x}} $t(common.left) %s ${x}'],
  ['SQL', `'; DROP TABLE person; --`],
  ['a very long number', '9'.repeat(4096)],
  ['spaces of all kinds', '\u00a0\u2003\u200b\ufeff'],
  ['JSON', '{"__proto__":{"x":1}}'],
  ['words of the prototype', '__proto__ constructor toString'],
  ['full-width digits', '３ｊｔ'],
];

describe('bad input', () => {
  let office: Office;
  const ear = heardLog();
  beforeAll(async () => {
    office = await openOffice({ log: ear.log });
  });
  afterAll(() => office.close());

  const questions = [
    'consent',
    'name',
    'salutation',
    'kecamatan',
    'desa',
    'business',
    'kind',
    'started',
    'workers',
    'sales',
    'nib',
    'phone',
    'review',
  ] as const;

  it.each(questions.map((question, row) => [question, row] as const))(
    'gets an answer at %s, whatever it is, and the registration can be finished',
    async (question, row) => {
      const siti = office.owner();
      const before = stepsBefore(question);
      await siti.walk(...before);
      const { prisma } = office.database;
      const { id, payload, revision, promptMessageId } = await prisma.draft.findFirstOrThrow({
        where: { account: { chatId: siti.person.id } },
      });
      for (const [what, text] of [...share(nasty, row, 4), ...nasty.slice(-1)]) {
        expect((await siti.say(text)).length, what).toBeGreaterThan(0);
        // What was taken as an answer, or asked back, is undone.
        await prisma.draft.update({ where: { id }, data: { payload, revision, promptMessageId } });
      }
      // The draft is what it was, so some of them are enough.
      if (!isLong && row % 4 !== 0) return;
      await siti.walk(...registrationSteps.slice(before.length));
      expect((await rowsOf(office, siti.person.id)).businesses).toHaveLength(1);
    },
  );

  it('gets an answer outside any form, from a stranger and from an owner', async () => {
    const registered = await registeredOwner(office);
    const says = async (owner: Owner, [what, text]: (typeof nasty)[number]): Promise<void> => {
      expect((await owner.say(text)).length, what).toBeGreaterThan(0);
    };
    for (const it of share(nasty, 0, 2)) await says(office.owner(), it);
    for (const it of share(nasty, 1, 2)) {
      await says(registered, it);
      await registered.say('/menu');
    }
  });

  const things: readonly (readonly [string, (person: Person) => ReturnType<Person['sendSticker']>])[] = [
    ['a sticker', (it) => it.sendSticker('🔥')],
    ['a voice message', (it) => it.sendVoice()],
    ['a picture', (it) => it.sendPhoto()],
    ['a document', (it) => it.sendDocument('=cmd.xlsx', 'x')],
    ['a video', (it) => it.sendVideo()],
    ['an animation', (it) => it.sendAnimation()],
    ['a place', (it) => it.sendLocation()],
    ['a venue', (it) => it.sendVenue('<b>', '=1+1')],
    ['a poll', (it) => it.sendPoll('Apa?', ['a', 'b'])],
    ['dice', (it) => it.sendDice()],
    ['the own contact', (it) => it.shareContact()],
    [
      "somebody else's contact",
      (it) => it.sendContact({ phone_number: '6281234567890', first_name: 'X', user_id: 1 }),
    ],
    [
      'a contact with a name for a number',
      (it) => it.sendContact({ phone_number: 'bukan nomor', first_name: '<b>' }),
    ],
    ['a forwarded message', (it) => it.forward({ text: 'Pengumuman: kirim uang' })],
  ];

  const moments = ['nothing', 'consent', 'name', 'desa', 'sales', 'nib', 'phone', 'review'] as const;

  it.each(moments.map((question, row) => [question, row] as const))(
    'at %s a sticker, a poll, a contact and whatever else can be sent gets an answer',
    async (question, row) => {
      const siti = office.owner();
      if (question !== 'nothing') await siti.walk(...stepsBefore(question));
      for (const [what, send] of share(things, row, 4)) {
        expect((await siti.act(send)).length, what).toBeGreaterThan(0);
      }
    },
  );

  it('presses made by hand are answered with a notice, never with a spinning button', async () => {
    const siti = await registeredOwner(office);
    const message = siti.person.messages.at(-1)?.message_id ?? 0;
    for (const data of [
      'x'.repeat(64),
      'f.1.1.send',
      'f.0.0.',
      'person.999999',
      'person.1',
      'resume.999999',
      'resume.0',
      'language.xx',
      '__proto__',
      'constructor',
      'toString',
      'menu.',
      ' ',
      '🙂',
      'null',
    ]) {
      const queries = office.simulator.callsOf('answerCallbackQuery').length;
      await siti.act((it) => it.pressData(message, data));
      expect(office.simulator.callsOf('answerCallbackQuery').length).toBe(queries + 1);
    }
  });

  it('a press on a message that is no longer there does not hurt', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('kind'));
    const shown = siti.person.inlineButtons.find((it) => it.text === 'Ternak');
    await siti.act((it) => it.pressData(999_999, shown?.button.callback_data ?? ''));
    expect(siti.last).toContain('Langkah 7 dari 11');
    await siti.walk(...registrationSteps.slice(9), '>Boleh');
    const tick = siti.person.inlineButtons.find((it) => it.text === '☐ Kemasan');
    await siti.act((it) => it.pressData(999_999, tick?.button.callback_data ?? ''));
    expect(siti.buttons).toContain('☑ Kemasan');
  });

  it('a press without data, or without a message, is passed over', async () => {
    const siti = office.owner();
    await siti.walk('/start');
    const from = siti.person.user;
    const updates = [
      office.simulator.inject({ callback_query: { id: 'q1', from, chat_instance: '1', data: 'menu' } }),
      office.simulator.inject({
        callback_query: {
          id: 'q2',
          from,
          chat_instance: '1',
          data: '',
          message: { chat: { id: from.id, type: 'private', first_name: 'Siti' }, message_id: 1, date: 0 },
        },
      }),
    ];
    await office.done(...updates);
    await siti.walk('/menu');
  });

  it('updates without a chat, of kinds unknown, from channels and businesses are passed over', async () => {
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    const { user } = siti.person;
    const first: Update = {
      update_id: 900_000_001,
      inline_query: { id: 'i', from: user, query: 'x', offset: '' },
    };
    const bodies: readonly Update[] = [
      first,
      {
        update_id: 900_000_002,
        poll: {
          id: '1',
          question: 'x',
          options: [],
          total_voter_count: 0,
          is_closed: false,
          is_anonymous: true,
          type: 'regular',
          allows_multiple_answers: false,
          allows_revoting: false,
          members_only: false,
        },
      },
      {
        update_id: 900_000_003,
        channel_post: {
          message_id: 1,
          date: 0,
          chat: { id: -100123, type: 'channel', title: 'x' },
          text: 'halo',
        },
      },
      { update_id: 900_000_004, something_new: { id: 1 } },
      {
        update_id: 900_000_005,
        message_reaction: {
          chat: { id: user.id, type: 'private' },
          message_id: 1,
          date: 0,
          user,
          old_reaction: [],
          new_reaction: [],
        },
      },
    ];
    const before = siti.person.messages.length;
    for (const body of bodies) office.simulator.inject(body);
    await office.done(...bodies);
    expect(siti.person.messages.length).toBe(before);
    await siti.walk('3 jt');
    expect(siti.last).toContain('Rp3.000.000');
  });

  it('in a group: one sentence when it is taken in, then silence', async () => {
    const siti = office.owner();
    await siti.walk('/start');
    const group = office.simulator.createGroup({ id: -4001, title: 'RT 3 <b>' });
    await office.done(group.addBot(siti.person));
    expect(group.messages.map((it) => it.text)).toEqual([
      expect.stringContaining('Saya hanya bisa melayani lewat obrolan pribadi.'),
    ]);
    const username = office.simulator.calls.length;
    for (const text of ['/start', '/menu@umkm_gresik_demo_bot', 'halo @umkm_gresik_demo_bot', '/daftar'])
      await office.done(group.sendText(siti.person, text).update);
    expect(group.messages).toHaveLength(1);
    expect(office.simulator.calls.length).toBe(username);
    await office.done(group.removeBot(siti.person));
  });

  it('a flood of messages of one person is limited, and the others notice nothing', async () => {
    const flooder = office.owner('Banjir');
    const dewi = office.owner('Dewi');
    await walkTo(office, dewi, stepsBefore('sales'));
    await flooder.walk('/start');
    office.simulator.pauseUpdates();
    const flood = Array.from(
      { length: isLong ? 500 : 120 },
      (_, at) => flooder.person.sendText(`pesan ${at}`).update,
    );
    const dewiSays = dewi.person.sendText('3 jt').update;
    office.simulator.pauseUpdates(false);
    await office.done(dewiSays);
    expect(dewi.last).toContain('Rp3.000.000');
    await office.done(...flood);
    const texts = flooder.person.messages.map((it) => it.text ?? '');
    expect(texts.filter((it) => it.includes('Pesannya datang cepat sekali'))).toHaveLength(1);
    expect(texts.length).toBeLessThan(80);
    office.clock.advance(60_000);
    await flooder.walk('/menu');
    expect(flooder.last).toContain('Mau');
  });

  it('each of several messages at once gets an answer', async () => {
    const siti = office.owner();
    await siti.walk('/start');
    const heard = await atOnce(
      office,
      siti,
      says('halo'),
      says('apa'),
      says('?'),
      (it) => it.sendSticker('🔥'),
      says('pelatihan'),
    );
    expect(heard.length).toBeGreaterThanOrEqual(5);
  });

  it('nothing of all this failed, was set aside, or broke a rule of the Bot API', () => {
    expect(ear.sentences.filter((it) => /failed|set aside|could not/.test(it))).toEqual([]);
    expect(office.simulator.violations).toEqual([]);
  });
});

describe('an update that can never be handled', () => {
  it('is set aside with a kind sentence and a case, and the chat goes on', async () => {
    const ear = heardLog();
    const office = await openOffice({ log: ear.log });
    const siti = office.owner();
    await walkTo(office, siti, stepsBefore('sales'));
    const { prisma } = office.database;
    const row = await prisma.draft.findFirstOrThrow({ where: { account: { chatId: siti.person.id } } });
    // What a mistake in a new version may leave behind.
    await prisma.draft.update({
      where: { id: row.id },
      data: { payload: office.services.seal.encrypt(`draft:${row.id}`, '{}') },
    });
    await siti.say('3 jt');
    expect(siti.last).toBe(
      'Maaf, sedang ada gangguan. Jawaban Bapak/Ibu sudah tersimpan, jadi tidak perlu menulis ulang.',
    );
    expect((await prisma.case.findMany()).map((it) => it.kind)).toEqual(['stuck']);
    expect((await prisma.case.findFirstOrThrow()).accountId).toBe(row.accountId);
    await siti.walk('/menu');
    expect(siti.last).toContain('Mau mulai dari mana?');
    expect(ear.text).not.toContain('3 jt');
    await office.close();
  });
});
