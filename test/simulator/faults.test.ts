import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Person, type Simulator } from '../../src/simulator/simulator.ts';
import { clientOf, type Answer } from './client.ts';

let simulator: Simulator;
let siti: Person;
let call: (method: string, parameters?: object) => Promise<Answer>;
let elapsed = 0;

beforeEach(async () => {
  elapsed = 0;
  simulator = createSimulator({ elapsed: () => elapsed });
  call = clientOf(simulator, await simulator.start());
  siti = simulator.createPerson({ id: 1, firstName: 'Siti' });
  siti.start();
});

afterEach(() => simulator.stop());

const send = (chat = 1): Promise<Answer> => call('sendMessage', { chat_id: chat, text: 'x' });

describe('flood limits', () => {
  it('stop a burst in one chat with 429, and let go after the time', async () => {
    simulator.setLimits({ perChatBurst: 3 });
    expect((await Promise.all([send(), send(), send()])).every((answer) => answer.ok)).toBe(true);
    expect(await send()).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    elapsed += 1000;
    expect((await send()).ok).toBe(true);
    expect((await send()).status).toBe(429);
  });

  it('count edits and sends of all chats together, but not answers to presses', async () => {
    simulator.setLimits({ perSecond: 2 });
    simulator.createPerson({ id: 2, firstName: 'Hadi' }).start();
    await send(1);
    await send(2);
    expect((await send(2)).status).toBe(429);
    expect(
      (await call('editMessageText', { chat_id: 1, message_id: siti.lastMessage?.message_id, text: 'y' }))
        .status,
    ).toBe(429);
    expect((await call('getMe')).ok).toBe(true);
    simulator.setLimits(false);
    expect((await send(2)).ok).toBe(true);
  });
});

describe('ordered failures', () => {
  it('answer with code, words and parameters as often as told, for one chat if told', async () => {
    simulator.createPerson({ id: 2, firstName: 'Hadi' }).start();
    simulator.failNext({
      method: 'sendmessage',
      times: 2,
      chatId: 1,
      code: 429,
      description: 'Too Many Requests: retry after 2282',
      parameters: { retry_after: 2282 },
    });
    expect((await send(2)).ok).toBe(true);
    expect((await send()).parameters).toEqual({ retry_after: 2282 });
    expect((await send()).status).toBe(429);
    expect((await send()).ok).toBe(true);
  });

  it('cut the connection before or after the call had its effect', async () => {
    simulator.failNext({ method: 'sendMessage', drop: 'before' });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(siti.messages).toHaveLength(0);
    simulator.failNext({ method: '*', drop: 'after' });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(siti.messages).toHaveLength(1);
  });

  it('can be taken back', async () => {
    simulator.failNext({ method: 'sendMessage', code: 500 });
    simulator.clearFaults();
    expect((await send()).ok).toBe(true);
  });
});

describe('calls', () => {
  it('are remembered with parameters and outcome, and can be waited for', async () => {
    const waiting = simulator.nextCall('SENDMESSAGE', (made) => made.parameters['text'] === 'x');
    await send();
    expect(await waiting).toMatchObject({
      method: 'sendMessage',
      ok: true,
      parameters: { chat_id: 1, text: 'x' },
    });
    await send(99);
    expect(simulator.callsOf('sendMessage').at(-1)).toMatchObject({ ok: false, code: 400 });
    simulator.clearCalls();
    expect(simulator.calls).toEqual([]);
  });

  it('take as long as told', async () => {
    simulator.latencyMs = 40;
    const before = performance.now();
    await send();
    expect(performance.now() - before).toBeGreaterThanOrEqual(38);
  });
});
