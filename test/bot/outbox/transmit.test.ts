import { Api } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutboxFetch } from '../../../src/bot/outbox/fetch.ts';
import { transmit, type Outcome } from '../../../src/bot/outbox/transmit.ts';
import { createLog } from '../../../src/log.ts';
import { openOffice, type Office } from '../../support/office.ts';

describe('a message that was not sent because Telegram asked everybody to wait', () => {
  let office: Office;
  let api: Api;

  beforeAll(async () => {
    office = await openOffice();
    const fetch = createOutboxFetch({
      log: createLog('silent'),
      now: office.clock.now,
      networkRetries: [],
      longestWaitSeconds: 0,
      endPolling: new AbortController().signal,
      onUnauthorized: () => undefined,
    });
    api = new Api(office.simulator.token, { apiRoot: office.apiRoot, fetch });
  });
  afterAll(() => office.close());

  it('is known as not sent, so that it goes out later', async () => {
    const chats = [81_001, 81_002, 81_003];
    const [first = 0, second = 0, third = 0] = chats;
    for (const id of chats) office.simulator.createPerson({ id, firstName: `Orang ${id}`, started: true });
    const send = (chat: number): Promise<Outcome> => transmit(() => api.sendMessage(chat, 'Kabar'));
    for (const chatId of [first, second])
      office.simulator.failNext({
        method: 'sendMessage',
        chatId,
        code: 429,
        parameters: { retry_after: 30 },
      });
    expect(await Promise.all([first, second].map(send))).toEqual([
      { kind: 'wait', seconds: 30 },
      { kind: 'wait', seconds: 30 },
    ]);
    expect(await send(third)).toEqual({ kind: 'wait', seconds: 30 });
    expect(office.simulator.person(third).messages).toEqual([]);
    office.clock.advance(31_000);
    expect(await send(third)).toMatchObject({ kind: 'sent' });
  });
});
