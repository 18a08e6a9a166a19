import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Person, type Simulator, type Started } from '../../src/simulator/simulator.ts';
import { clientOf, numberIn, readAnswer, textIn, type Answer } from './client.ts';

let simulator: Simulator;
let started: Started;
let siti: Person;
let call: (method: string, parameters?: object) => Promise<Answer>;
let now = Date.UTC(2026, 10, 2, 3, 0, 0);

beforeEach(async () => {
  now = Date.UTC(2026, 10, 2, 3, 0, 0);
  simulator = createSimulator({ limits: false, now: () => now });
  started = await simulator.start();
  call = clientOf(simulator, started);
  siti = simulator.createPerson({ id: 1, firstName: 'Siti', phone: '628123' });
  siti.start();
});

afterEach(() => simulator.stop());

describe('parameters', () => {
  const path = (): string => `${started.apiRoot}/bot${simulator.token}`;

  it('arrive as JSON, form, query string and multipart, by GET and POST, in any case of the method name', async () => {
    const form = new FormData();
    form.set('chat_id', '1');
    form.set('text', 'multipart ä');
    form.set('reply_markup', JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] }));
    const answers = await Promise.all([
      fetch(`${path()}/SENDMESSAGE?chat_id=1&text=query`).then(readAnswer),
      fetch(`${path()}/sendmessage`, {
        method: 'POST',
        body: new URLSearchParams({ chat_id: '1', text: 'form' }),
      }).then(readAnswer),
      fetch(`${path()}/sendMessage`, { method: 'POST', body: form }).then(readAnswer),
      call('SendMessage', { chat_id: '1', text: 'json' }),
    ]);
    expect(answers.map((answer) => textIn(answer, 'text')).toSorted()).toEqual([
      'form',
      'json',
      'multipart ä',
      'query',
    ]);
    expect(simulator.violations).toEqual([]);
  });

  it('that are unknown are ignored, but kept as violations', async () => {
    expect(
      (await call('sendMessage', { chat_id: 1, text: 'x', colour: 'red', disable_notification: 'perhaps' }))
        .ok,
    ).toBe(true);
    expect(simulator.violations).toEqual([
      { method: 'sendMessage', what: 'colour: not a parameter of sendMessage' },
      { method: 'sendMessage', what: 'disable_notification: expected bool, got "perhaps"' },
    ]);
  });
});

describe('messages', () => {
  it('are numbered over all chats and dated by the clock, as is the HTTP header', async () => {
    const hadi = simulator.createPerson({ id: 2, firstName: 'Hadi' });
    const own = hadi.start().message;
    const first = await call('sendMessage', { chat_id: 1, text: 'a' });
    const second = await call('sendMessage', { chat_id: 2, text: 'b' });
    expect(numberIn(first, 'message_id')).toBe(own.message_id + 1);
    expect(numberIn(second, 'message_id')).toBe(own.message_id + 2);
    expect(numberIn(second, 'date')).toBe(now / 1000);
    const head = await fetch(`${started.apiRoot}/bot${simulator.token}/getMe`);
    expect(head.headers.get('date')).toBe('Mon, 02 Nov 2026 03:00:00 GMT');
    expect(await head.json()).toMatchObject({ ok: true, result: { id: 123456, is_bot: true } });
  });

  it('keep the entities of their HTML, cut white space and find commands and links', async () => {
    const text =
      '  <b>Tebal <i>miring</i></b> &lt;3 &amp; &#233; &unknown; <a href="gresikkab.go.id">situs</a> /menu  ';
    const { result } = await call('sendMessage', { chat_id: 1, text, parse_mode: 'html' });
    expect(result).toMatchObject({
      text: 'Tebal miring <3 & é &unknown; situs /menu',
      entities: [
        { type: 'bold', offset: 0, length: 12 },
        { type: 'italic', offset: 6, length: 6 },
        { type: 'text_link', offset: 30, length: 5, url: 'http://gresikkab.go.id/' },
        { type: 'bot_command', offset: 36, length: 5 },
      ],
    });
  });

  it('read MarkdownV2 as well', async () => {
    const text = '*tebal _miring_* `kode` [situs](https://a.com/x) 1\\.5';
    const { result } = await call('sendMessage', { chat_id: 1, text, parse_mode: 'MarkdownV2' });
    expect(result).toMatchObject({ text: 'tebal miring kode situs 1.5' });
  });

  it('may have 4,096 characters after their markup', async () => {
    const text = `<b>${'x'.repeat(4096)}</b>`;
    expect((await call('sendMessage', { chat_id: 1, text, parse_mode: 'HTML' })).ok).toBe(true);
  });

  it('are deleted within 48 hours, those of the person too', async () => {
    const own = siti.sendText('3578…').message.message_id;
    const sent = numberIn(await call('sendMessage', { chat_id: 1, text: 'x' }), 'message_id');
    expect((await call('deleteMessage', { chat_id: 1, message_id: own })).ok).toBe(true);
    now += 48 * 3_600_000;
    const late = await call('deleteMessage', { chat_id: 1, message_id: sent });
    expect(late).toMatchObject({
      status: 400,
      description: "Bad Request: message can't be deleted for everyone",
    });
    expect((await call('deleteMessages', { chat_id: 1, message_ids: [9999] })).ok).toBe(true);
    expect(siti.messages.map((message) => message.message_id)).toEqual([sent]);
  });

  it('are copied without and forwarded with their origin', async () => {
    const sent = numberIn(await call('sendMessage', { chat_id: 1, text: 'asli' }), 'message_id');
    await call('copyMessage', { chat_id: 1, from_chat_id: 1, message_id: sent });
    expect(siti.lastMessage).toMatchObject({ text: 'asli' });
    expect(siti.lastMessage?.forward_origin).toBeUndefined();
    await call('forwardMessage', { chat_id: 1, from_chat_id: 1, message_id: sent });
    expect(siti.lastMessage?.forward_origin).toMatchObject({ type: 'user', sender_user: { id: 123456 } });
  });

  it('are pinned with a service message, unpinned, and reacted to', async () => {
    const own = siti.sendText('halo').message.message_id;
    const sent = numberIn(await call('sendMessage', { chat_id: 1, text: 'penting' }), 'message_id');
    await call('pinChatMessage', { chat_id: 1, message_id: sent });
    expect(siti.lastMessage?.pinned_message?.text).toBe('penting');
    expect((await call('getChat', { chat_id: 1 })).result).toMatchObject({
      type: 'private',
      pinned_message: { message_id: sent },
    });
    expect((await call('unpinChatMessage', { chat_id: 1 })).ok).toBe(true);
    await call('setMessageReaction', {
      chat_id: 1,
      message_id: own,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    expect(await siti.next((event) => event.kind === 'reaction')).toMatchObject({ emoji: ['👍'] });
  });

  it('bring, change and take away the reply keyboard; a deleted one takes it along', async () => {
    const keyboard = { keyboard: [['A', { text: 'Nomor', request_contact: true }]], one_time_keyboard: true };
    const sent = await call('sendMessage', { chat_id: 1, text: 'x', reply_markup: keyboard });
    expect(siti.keyboardButtons).toEqual([{ text: 'A' }, { text: 'Nomor', request_contact: true }]);
    await call('deleteMessage', { chat_id: 1, message_id: numberIn(sent, 'message_id') });
    expect(siti.keyboard).toBeUndefined();
    await call('sendMessage', { chat_id: 1, text: 'x', reply_markup: keyboard });
    siti.tap('Nomor');
    expect(siti.keyboard).toBeUndefined();
    expect(siti.log.at(-1)).toMatchObject({
      contact: { phone_number: '628123', user_id: 1 },
      reply_to_message: { text: 'x' },
    });
    await call('sendMessage', { chat_id: 1, text: 'x', reply_markup: keyboard });
    await call('sendMessage', { chat_id: 1, text: 'x', reply_markup: { remove_keyboard: true } });
    expect(siti.keyboard).toBeUndefined();
  });

  it('are answered once per press, and not after a minute', async () => {
    const sent = await call('sendMessage', {
      chat_id: 1,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'Ya', callback_data: 'y' }]] },
    });
    expect(numberIn(sent, 'message_id')).toBeGreaterThan(0);
    const press = (): string => siti.tap('Ya')?.callback_query?.id ?? '';
    const first = press();
    expect((await call('answerCallbackQuery', { callback_query_id: first, text: 'Ok' })).ok).toBe(true);
    expect((await call('answerCallbackQuery', { callback_query_id: first })).description).toContain(
      'query is too old',
    );
    const second = press();
    now += 61_000;
    expect((await call('answerCallbackQuery', { callback_query_id: second })).description).toContain(
      'query is too old',
    );
    expect(siti.toasts.map((toast) => toast.text)).toEqual(['Ok']);
  });
});

describe('what the bot says about itself', () => {
  it('is kept by language and scope, and people see what is meant for them', async () => {
    const commands = [{ command: 'menu', description: 'Menu' }];
    await call('setMyCommands', { commands });
    await call('setMyCommands', { commands: [], scope: { type: 'chat', chat_id: 1 } });
    await call('setMyCommands', {
      commands: [{ command: 'staf', description: 'Staf' }],
      scope: { type: 'chat', chat_id: 1 },
    });
    expect((await call('getMyCommands')).result).toEqual(commands);
    expect((await call('getMyCommands', { scope: { type: 'chat', chat_id: 1 } })).result).toEqual([
      { command: 'staf', description: 'Staf' },
    ]);
    await call('deleteMyCommands', { scope: { type: 'chat', chat_id: 1 } });
    expect((await call('getMyCommands', { scope: { type: 'chat', chat_id: 1 } })).result).toEqual([]);
    await call('setMyDescription', { description: 'Umum' });
    await call('setMyDescription', { description: 'Indonesia', language_code: 'id' });
    expect((await call('getMyDescription', { language_code: 'id' })).result).toEqual({
      description: 'Indonesia',
    });
    expect((await call('getMyDescription', { language_code: 'en' })).result).toEqual({ description: 'Umum' });
    await call('setMyName', { name: 'Bot Baru' });
    expect((await call('getMyName')).result).toEqual({ name: 'Bot Baru' });
    expect((await call('setMyShortDescription', { short_description: 'Pendek' })).ok).toBe(true);
    expect((await call('setChatMenuButton', { menu_button: { type: 'commands' } })).ok).toBe(true);
  });
});
