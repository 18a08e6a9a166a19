import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Update } from 'grammy/types';
import { GrammyError } from 'grammy';
import type { Noted } from '../../../src/bot/intake/handling.ts';
import { createIntake, type Intake, type IntakeOptions } from '../../../src/bot/intake/intake.ts';
import { createLog } from '../../../src/log.ts';
import { openOffice, type Office } from '../../support/office.ts';

const BOT = 99;
const done: Noted = { state: undefined, prompt: undefined };
let nextId = 1;

function update(chatId: number, text = ''): Update {
  const id = nextId++;
  const chat =
    chatId > 0
      ? { id: chatId, type: 'private' as const, first_name: 'Siti' }
      : { id: chatId, type: 'group' as const, title: 'RT 3' };
  return {
    update_id: id,
    message: { message_id: id, date: 0, chat, from: { id: 1, is_bot: false, first_name: 'Siti' }, text },
  };
}

/** Resolves when everything that is named was done. */
function counter(): {
  readonly onDone: (id: number) => void;
  all(updates: readonly Update[]): Promise<void>;
} {
  const seen = new Set<number>();
  let look: () => void = () => undefined;
  return {
    onDone(id) {
      seen.add(id);
      look();
    },
    all: (updates) =>
      new Promise((resolve) => {
        look = () => {
          if (updates.every((it) => seen.has(it.update_id))) resolve();
        };
        look();
      }),
  };
}

describe('the inbox', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  afterEach(() => office.database.prisma.inboxUpdate.deleteMany({ where: { botId: BOT } }));

  const open = (options: Partial<IntakeOptions> & Pick<IntakeOptions, 'handle'>): Intake =>
    createIntake({
      services: office.services,
      sql: office.database.sql,
      botId: BOT,
      log: createLog('silent'),
      delays: [1, 1],
      patience: 0.001,
      apologise: async () => true,
      slowDown: async () => undefined,
      ...options,
    });
  const outcomes = async (updates: readonly Update[]): Promise<readonly (string | null)[]> => {
    const rows = await office.database.prisma.inboxUpdate.findMany({ where: { botId: BOT } });
    return updates.map((it) => rows.find((row) => Number(row.updateId) === it.update_id)?.outcome ?? null);
  };

  it('keeps the order within a chat and lets chats go side by side', async () => {
    const order: string[] = [];
    const { onDone, all } = counter();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const intake = open({
      onDone,
      async handle({ message }) {
        if (message?.text === 'first') await held;
        order.push(message?.text ?? '');
        return done;
      },
    });
    const [first, second, other] = [update(1, 'first'), update(1, 'second'), update(2, 'other')];
    await intake.accept([first, second, other]);
    await all([other]);
    expect(order).toEqual(['other']);
    release();
    await all([first, second]);
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('lets many chats wait for the database at once, and Node takes them for no leak', async () => {
    const warned: Error[] = [];
    const hear = (warning: Error): number => warned.push(warning);
    process.on('warning', hear);
    const { onDone, all } = counter();
    const failed = new Set<number>();
    const updates = Array.from({ length: 40 }, (_, at) => update(500 + at, 'hello'));
    const intake = open({
      onDone,
      // 100 ms each: all of them wait at the same time.
      patience: 0.5,
      handle({ update_id: id }) {
        if (failed.has(id)) return Promise.resolve(done);
        failed.add(id);
        return Promise.reject(Object.assign(new Error('connection terminated'), { code: '57P01' }));
      },
    });
    await intake.accept(updates);
    await all(updates);
    process.off('warning', hear);
    expect(failed.size).toBe(updates.length);
    expect(warned.map((it) => it.name)).toEqual([]);
  });

  it('sets an update aside that fails three times, says so once, and goes on in that chat', async () => {
    const { onDone, all } = counter();
    const apologies: number[] = [];
    let tries = 0;
    const intake = open({
      onDone,
      async apologise(chatId) {
        apologies.push(chatId);
        return true;
      },
      async handle({ message }) {
        if (message?.text !== 'poison') return done;
        tries++;
        throw new TypeError('a bug');
      },
    });
    const updates = [update(3, 'poison'), update(3, 'next')];
    await intake.accept(updates);
    await all(updates);
    expect(tries).toBe(3);
    expect(apologies).toEqual([3]);
    expect(await outcomes(updates)).toEqual(['set-aside', 'handled']);
  });

  it('says nothing in a group about an update that was set aside', async () => {
    const { onDone, all } = counter();
    const apologies: number[] = [];
    const intake = open({
      onDone,
      async apologise(chatId) {
        apologies.push(chatId);
        return true;
      },
      async handle() {
        throw new TypeError('a bug');
      },
    });
    const updates = [update(-5)];
    await intake.accept(updates);
    await all(updates);
    expect(apologies).toEqual([]);
  });

  it('tries an apology again when Telegram cannot be reached, and gives it up when they have blocked the bot', async () => {
    const { onDone, all } = counter();
    let calls = 0;
    const intake = open({
      onDone,
      async apologise() {
        calls++;
        if (calls < 3)
          throw new GrammyError(
            'bad',
            { ok: false, error_code: 502, description: 'Bad Gateway' },
            'sendMessage',
            {},
          );
        throw new GrammyError(
          'blocked',
          { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
          'sendMessage',
          {},
        );
      },
      async handle() {
        throw new TypeError('a bug');
      },
    });
    const updates = [update(4)];
    await intake.accept(updates);
    await all(updates);
    expect(calls).toBe(3);
    expect(await outcomes(updates)).toEqual(['unreachable']);
  });

  it('sets aside what kills the process three times, and nothing that was handled beside it', async () => {
    const killer = update(6, 'killer');
    const behind = update(6, 'behind');
    const beside = [update(7, 'beside'), update(8, 'beside'), update(9, 'beside')];
    const all = [killer, behind, ...beside];
    const apologies: number[] = [];
    let deaths = 0;

    // A process that dies never finishes anything again: here its handlers never come back.
    for (let start = 0; ; start++) {
      let die: () => void = () => undefined;
      const death = new Promise<'died'>((resolve) => {
        die = () => resolve('died');
      });
      let settled: () => void = () => undefined;
      const ended = new Promise<'done'>((resolve) => {
        settled = () => {
          void finishedAll(all).then((isDone) => isDone && resolve('done'));
        };
      });
      let dead = false;
      const intake = open({
        onDone: () => settled(),
        async apologise(chatId) {
          apologies.push(chatId);
          return true;
        },
        async handle({ message }) {
          if (message?.text === 'killer') {
            dead = true;
            deaths++;
            die();
          }
          // The others take a moment and are still under way when the process dies.
          await new Promise((resolve) => setImmediate(resolve));
          return dead ? new Promise<Noted>(() => undefined) : done;
        },
      });
      if (start === 0) await intake.accept(all);
      else await intake.recover();
      if ((await Promise.race([death, ended])) === 'done') break;
      if (await finishedAll(all)) break;
      expect(start).toBeLessThan(6);
    }
    expect(deaths).toBe(3);
    expect(apologies).toEqual([6]);
    expect(await outcomes(all)).toEqual(['set-aside', 'handled', 'handled', 'handled', 'handled']);
  });

  const finishedAll = async (updates: readonly Update[]): Promise<boolean> =>
    (await outcomes(updates)).every((it) => it !== null);

  it('takes an update once that comes several times, at once and later', async () => {
    const { onDone, all } = counter();
    const seen: number[] = [];
    const intake = open({
      onDone,
      async handle({ update_id }) {
        seen.push(update_id);
        return done;
      },
    });
    const it = update(10);
    await intake.accept([it, it, it]);
    await all([it]);
    await intake.accept([it]);
    await intake.recover();
    expect(seen).toEqual([it.update_id]);
    expect(intake.pending).toBe(0);
  });

  it('refuses what comes faster than a person writes, says so once, and lets the others through', async () => {
    const { onDone, all } = counter();
    const warned: number[] = [];
    let handled = 0;
    const intake = open({
      onDone,
      async slowDown(chatId) {
        warned.push(chatId);
      },
      async handle({ message }) {
        if (message?.chat.id === 11) handled++;
        return done;
      },
    });
    const flood = Array.from({ length: 500 }, () => update(11));
    const inGroup = Array.from({ length: 100 }, () => update(-12));
    const other = update(13);
    await intake.accept(flood.slice(0, 250));
    await intake.accept([...flood.slice(250), ...inGroup, other]);
    await all([...flood, ...inGroup, other]);
    expect(handled).toBe(60);
    expect(warned).toEqual([11]);
    expect(await outcomes([other])).toEqual(['handled']);
  });

  it('ends in time although a handler hangs, and its update is taken up by the next start', async () => {
    const hanging = update(14);
    const first = open({ handle: () => new Promise(() => undefined) });
    await first.accept([hanging]);
    expect(await first.stop(20)).toBe(false);
    const { onDone, all } = counter();
    const repeats: boolean[] = [];
    const second = open({
      onDone,
      async handle(_update, _cause, repeated) {
        repeats.push(repeated);
        return done;
      },
    });
    expect(await second.recover()).toBe(1);
    await all([hanging]);
    expect(repeats).toEqual([true]);
    expect(await second.stop(20)).toBe(true);
  });

  it('lets fetching wait while too much is pending', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<Noted>((resolve) => {
      release = () => resolve(done);
    });
    const intake = open({ handle: () => held });
    await intake.accept([update(15), update(16), update(17)]);
    let waited = false;
    const below = intake.below(2).then(() => {
      waited = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(waited).toBe(false);
    release();
    await below;
  });
});
