import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Person, type Simulator } from '../../src/simulator/simulator.ts';
import { clientOf, type Answer } from './client.ts';

let simulator: Simulator;
let siti: Person;
let call: (method: string, parameters?: object) => Promise<Answer>;

beforeEach(async () => {
  simulator = createSimulator();
  call = clientOf(simulator, await simulator.start());
  siti = simulator.createPerson({ id: 1, firstName: 'Siti' });
});

afterEach(() => simulator.stop());

async function ids(parameters: object = {}): Promise<number[]> {
  const { result } = await call('getUpdates', parameters);
  return Array.isArray(result) ? result.map((update: { update_id: number }) => update.update_id) : [];
}

describe('getUpdates', () => {
  it('hands out in order, again and again, until an offset confirms', async () => {
    for (const text of ['a', 'b', 'c']) siti.sendText(text);
    const [first = 0, second = 0, third = 0] = await ids();
    expect([second, third]).toEqual([first + 1, first + 2]);
    expect(await ids({ limit: 2 })).toEqual([first, second]);
    expect(await ids({ offset: second })).toEqual([second, third]);
    expect(await ids()).toEqual([second, third]);
    expect(await ids({ offset: third + 1 })).toEqual([]);
    expect(simulator.pendingUpdates).toBe(0);
  });

  it('takes a negative offset from the end and forgets the rest', async () => {
    for (const text of ['a', 'b', 'c']) siti.sendText(text);
    const last = (await ids()).at(-1) ?? 0;
    expect(await ids({ offset: -1 })).toEqual([last]);
    expect(await ids()).toEqual([last]);
  });

  it('waits for what comes', async () => {
    const waiting = ids({ timeout: 30 });
    await simulator.whenPolling();
    const { update } = siti.sendText('a');
    expect(await waiting).toEqual([update?.update_id]);
  });

  it('leaves out kinds that were not asked for, until asked again', async () => {
    await ids({ allowed_updates: ['message'] });
    const sent = siti.sendText('a');
    expect(siti.edit('b').update).toBeUndefined();
    expect(await ids()).toEqual([sent.update?.update_id]);
    await ids({ allowed_updates: [] });
    expect(siti.edit('c').update).toBeDefined();
  });

  it('of a second poller ends the first with 409', async () => {
    const first = call('getUpdates', { timeout: 30 });
    await simulator.whenPolling();
    const second = call('getUpdates', { timeout: 30 });
    expect(await first).toMatchObject({
      status: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    siti.sendText('a');
    expect((await second).ok).toBe(true);
  });

  it('answers 409 while a webhook is set, and setting one ends the poll', async () => {
    const waiting = call('getUpdates', { timeout: 30 });
    await simulator.whenPolling();
    await call('setWebhook', { url: 'https://example.com/hook', drop_pending_updates: true });
    expect((await waiting).description).toBe('Conflict: terminated by setWebhook request');
    expect((await call('getWebhookInfo')).result).toMatchObject({
      url: 'https://example.com/hook',
      pending_update_count: 0,
    });
    expect(await call('getUpdates')).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    siti.sendText('a');
    await call('deleteWebhook', { drop_pending_updates: true });
    expect(await ids()).toEqual([]);
  });

  it('delivers a repeated update once more under its old number', async () => {
    const { update } = siti.sendText('a');
    const id = update?.update_id ?? 0;
    expect(await ids({ offset: id + 1 })).toEqual([]);
    expect(simulator.repeat(id)).toBe(true);
    expect(await ids({ offset: id + 1 })).toEqual([id]);
    expect(await ids({ offset: id + 1 })).toEqual([]);
  });

  it('delivers nothing while paused, and takes raw updates', async () => {
    simulator.pauseUpdates();
    const raw = simulator.inject({
      update_id: 7,
      inline_query: { id: '1', from: siti.user, query: 'x', offset: '' },
    });
    expect(raw?.update_id).toBe(7);
    expect(
      simulator.inject({
        poll: {
          id: '1',
          question: 'x',
          options: [],
          total_voter_count: 0,
          is_closed: true,
          is_anonymous: true,
          type: 'regular',
          allows_multiple_answers: false,
          allows_revoting: false,
          members_only: false,
        },
      })?.update_id,
    ).toBeGreaterThan(7);
    expect(await ids()).toEqual([]);
    simulator.pauseUpdates(false);
    expect(await ids()).toHaveLength(2);
  });

  it('of a client that hung up loses nothing', async () => {
    const hangUp = new AbortController();
    const { apiRoot } = await restartedRoot();
    const gone = fetch(`${apiRoot}/bot${simulator.token}/getUpdates?timeout=30`, { signal: hangUp.signal });
    await simulator.whenPolling();
    hangUp.abort();
    await expect(gone).rejects.toThrow('aborted');
    siti.sendText('a');
    expect(await ids()).toHaveLength(1);
  });
});

async function restartedRoot(): Promise<{ apiRoot: string }> {
  await simulator.stop();
  simulator = createSimulator();
  const started = await simulator.start();
  call = clientOf(simulator, started);
  siti = simulator.createPerson({ id: 1, firstName: 'Siti' });
  return started;
}

describe('people', () => {
  async function kinds(): Promise<string[]> {
    const { result } = await call('getUpdates', { offset: -100 });
    return Array.isArray(result) ? result.map((update: object) => Object.keys(update)[1] ?? '') : [];
  }

  it('send everything that a client can send', async () => {
    siti.start('KODE');
    siti.sendLocation();
    siti.sendVenue('Balai Desa', 'Cerme');
    siti.sendPhoto({ caption: 'foto' });
    siti.sendDocument('a.txt', 'isi');
    siti.sendVoice();
    siti.sendVideo();
    siti.sendAnimation();
    siti.sendSticker();
    siti.sendDice();
    siti.sendPoll('Mau?', ['Ya', 'Tidak']);
    siti.sendContact({ phone_number: '+62811', first_name: 'Budi' });
    siti.forward({ text: 'undian!' });
    const replied = siti.sendText('jawaban', { replyTo: siti.log[0]?.message_id });
    expect(replied.message.reply_to_message?.text).toBe('/start KODE');
    expect(siti.log[0]?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 6 }]);
    expect(siti.log.find((message) => message.text === 'undian!')?.forward_origin?.type).toBe('hidden_user');
    expect(await kinds()).toEqual(Array.from({ length: 14 }, () => 'message'));
  });

  it('block, unblock by themselves or by writing, and say so', async () => {
    siti.start();
    siti.block();
    siti.block();
    siti.unblock();
    siti.block();
    siti.sendText('lagi');
    expect(siti.blocked).toBe(false);
    expect(await kinds()).toEqual([
      'message',
      'my_chat_member',
      'my_chat_member',
      'my_chat_member',
      'my_chat_member',
      'message',
    ]);
  });

  it('press with data made by hand, ask inline, and cannot tap what is not there', async () => {
    siti.pressData(999, 'forged:1');
    siti.inlineQuery('x');
    expect(() => siti.tap('Ya')).toThrow('Siti (1): no button Ya; in sight: none');
    expect(await kinds()).toEqual(['callback_query', 'inline_query']);
  });

  it('take the bot into a group, where it hears commands and replies only, and throw it out', async () => {
    const group = simulator.createGroup({ id: -500, title: 'UMKM Cerme' });
    group.addBot(siti);
    group.sendText(siti, 'halo semua');
    group.sendText(siti, '/menu');
    expect(await call('sendMessage', { chat_id: -500, text: 'Ya?' })).toMatchObject({ ok: true });
    group.sendText(siti, 'jawaban', { replyTo: group.lastMessage?.message_id });
    group.removeBot(siti);
    expect(await call('sendMessage', { chat_id: -500, text: 'x' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was kicked from the group chat',
    });
    expect(await kinds()).toEqual(['my_chat_member', 'message', 'message', 'message', 'my_chat_member']);
  });

  it('who began some time ago can be written to at once', async () => {
    simulator.createPerson({ id: 2, firstName: 'Hadi', started: true });
    expect((await call('sendMessage', { chat_id: 2, text: 'x' })).ok).toBe(true);
  });

  it('who write more than a message holds send several, and never an empty one', async () => {
    siti.sendText('x'.repeat(5000));
    expect(siti.log.map((message) => message.text?.length)).toEqual([4096, 904]);
    expect(() => siti.sendText(' ')).toThrow('a client sends no empty text');
  });

  it('who wait in vain are told what came instead', async () => {
    siti.start();
    await call('sendMessage', { chat_id: 1, text: 'Selamat pagi' });
    await expect(siti.next('Selamat malam', 1)).rejects.toThrow('came instead: message "Selamat pagi"');
  });
});
