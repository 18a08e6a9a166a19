import { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/bot/outbox/budget.ts';
import { createChanges, type Changes } from '../../../src/bot/outbox/changes.ts';
import { createChatCalls } from '../../../src/bot/outbox/chat-calls.ts';
import { createLog } from '../../../src/log.ts';

interface Telegram {
  readonly changes: Changes;
  /** What arrived: the method, the message and its new text. */
  readonly calls: string[];
  /** Answers the calls that wait, in their order. */
  answer(code?: number): Promise<void>;
}

/** Lets everything happen that can without an answer of Telegram. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A queue over a Telegram that answers when it is told to. */
function telegram(inHand: () => number = () => 0): Telegram {
  const calls: string[] = [];
  const open: ((code: number) => void)[] = [];
  const carrier: typeof fetch = (_url, init) => {
    const body: { readonly chat_id: number; readonly message_id: number; readonly text?: string } =
      JSON.parse(typeof init?.body === 'string' ? init.body : '{}');
    calls.push(`${body.chat_id}/${body.message_id} ${body.text ?? 'bare'}`);
    return new Promise((resolve) => {
      open.push((code) => {
        const description = 'said so';
        const answer =
          code === 200 ? { ok: true, result: true } : { ok: false, error_code: code, description };
        resolve(Response.json(answer, { status: code }));
      });
    });
  };
  const changes = createChanges({
    api: new Api('1:T', { fetch: carrier }),
    budget: createBudget(1_000),
    calls: { spend: () => undefined, refused: () => undefined, wait: inHand },
    log: createLog('silent'),
  });
  return {
    changes,
    calls,
    async answer(code = 200) {
      await settled();
      for (const it of open.splice(0)) it(code);
      await settled();
    },
  };
}

describe('changes of what was sent', () => {
  it('go out one after another in a chat, beside those of another one', async () => {
    const { changes, calls, answer } = telegram();
    changes.add(1, [{ messageId: 10, text: 'Nama: ✓ Siti' }, { messageId: 11 }]);
    changes.add(2, [{ messageId: 20, text: 'Nama: ✓ Budi' }]);
    await answer();
    expect(calls.slice(0, 2)).toEqual(['1/10 Nama: ✓ Siti', '2/20 Nama: ✓ Budi']);
    await answer();
    expect(calls.slice(2)).toEqual(['1/11 bare']);
    expect([10, 11, 12].map((id) => changes.knows(1, id))).toEqual([true, true, false]);
  });

  it('say the last that was known of a message', async () => {
    const { changes, calls, answer } = telegram();
    changes.add(1, [
      { messageId: 10, text: 'a' },
      { messageId: 11, text: 'b' },
    ]);
    await settled();
    // The first is under way already.
    changes.add(1, [
      { messageId: 11, text: 'c' },
      { messageId: 10, text: 'd' },
    ]);
    for (let call = 0; call < 3; call++) await answer();
    expect(calls).toEqual(['1/10 a', '1/10 d', '1/11 c']);
    await changes.idle();
  });

  it('are given up for the whole chat when Telegram refuses (429), and never tried again', async () => {
    const { changes, calls, answer } = telegram();
    changes.add(1, [{ messageId: 10 }, { messageId: 11 }, { messageId: 12 }]);
    await answer(429);
    await changes.idle();
    expect(calls).toHaveLength(1);
    expect(changes.knows(1, 10) || changes.knows(1, 12)).toBe(false);
    changes.add(1, [{ messageId: 13 }]);
    await answer();
    expect(calls).toHaveLength(2);
  });

  it('take a message that is gone or reads so already (400) for done', async () => {
    const { changes, answer } = telegram();
    changes.add(1, [{ messageId: 10 }]);
    await answer(400);
    expect(changes.knows(1, 10)).toBe(true);
  });

  it('wait until the chat has calls in hand, and end with the process', async () => {
    const { changes, calls } = telegram(() => 60_000);
    changes.add(1, [{ messageId: 10 }]);
    expect(changes.knows(1, 10)).toBe(true);
    await changes.stop();
    expect(calls).toEqual([]);
    changes.add(1, [{ messageId: 11 }]);
    await changes.idle();
    expect(calls).toEqual([]);
  });
});

describe('what a chat has in hand', () => {
  it('is twenty calls at once and one a second; four stay for what is pressed next', () => {
    let at = 0;
    const calls = createChatCalls(1, () => at);
    for (let call = 0; call < 16; call++) {
      expect(calls.wait('1')).toBe(0);
      calls.spend('1');
    }
    expect(calls.wait('1')).toBe(1_000);
    at = 1_000;
    expect(calls.wait('1')).toBe(0);
    expect(calls.wait('2')).toBe(0);
  });

  it('is used up but for one when nobody has pressed for two seconds', () => {
    let at = 0;
    const calls = createChatCalls(1, () => at);
    for (let call = 0; call < 18; call++) calls.spend('1');
    expect(calls.wait('1')).toBe(2_000);
    at = 2_000;
    expect(calls.wait('1')).toBe(0);
    at = 60_000;
    calls.spend('1');
    calls.refused('1');
    expect(calls.wait('1')).toBe(2_000);
  });

  it('leaves a press each half second its answers, and every question its line soon after', () => {
    let at = 0;
    const calls = createChatCalls(1, () => at);
    let [owed, left, pressedAt] = [0, 20, 0];
    const spend = (): void => {
      calls.spend('1');
      left--;
    };
    for (let press = 0; press < 17; press++, at += 500, left = Math.min(20, left + 0.5)) {
      pressedAt = at;
      spend();
      for (owed++; owed > 0 && calls.wait('1') === 0; owed--) spend();
      expect(left).toBeGreaterThanOrEqual(0);
    }
    for (; owed > 0; owed--) {
      at += calls.wait('1');
      calls.spend('1');
    }
    expect(at - pressedAt).toBeLessThan(12_000);
  });
});
