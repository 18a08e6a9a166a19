import { setTimeout as sleep } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Bot } from 'grammy';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';

/** What one way of announcing came to. */
export interface Announced {
  readonly way: string;
  /** Sends and edits a second. */
  readonly rate: number;
  readonly refusals: number;
  /** Reply times of other people meanwhile, beyond the network, in ms. */
  readonly replies: readonly number[];
}

const LATENCY_MS = 30;

/** Everything a bot sent or changed since the last look, and what was refused. */
export function counted(simulator: Simulator): { readonly sends: number; readonly refusals: number } {
  const calls = simulator.calls.filter((call) => /^(send|edit|copy|forward)/.test(call.method));
  return {
    sends: calls.filter((call) => call.ok).length,
    refusals: calls.filter((call) => call.code === 429).length,
  };
}

/** People who write one message each, two a second, while `until` has not come; how long each waited. */
export async function chatter(
  simulator: Simulator,
  firstId: number,
  until: Promise<unknown>,
  say: (at: number) => void = () => undefined,
): Promise<readonly number[]> {
  let goesOn = true;
  void until.finally(() => {
    goesOn = false;
  });
  const waits: Promise<number>[] = [];
  for (let at = 0; goesOn; at++) {
    const person = simulator.createPerson({ id: firstId + at, firstName: 'Hadi' });
    const reply = person.nextMessage(undefined, 120_000);
    const began = performance.now();
    person.sendText('/start');
    // The event is heard when the request has arrived: half of the latency.
    waits.push(reply.then(() => performance.now() - began - LATENCY_MS / 2));
    say(at);
    await sleep(500);
  }
  return Promise.all(waits);
}

/** How grammY bots usually announce, each against a Bot API of its own with the same limits. */
export async function usualWays(people: number): Promise<readonly Announced[]> {
  return [
    await measured('one after another, auto-retry', people, (bot, chats) => {
      bot.api.config.use(autoRetry());
      return async () => {
        for (const chat of chats) await bot.api.sendMessage(chat, 'Ada pelatihan kemasan.');
      };
    }),
    await measured('@grammyjs/transformer-throttler', people, (bot, chats) => {
      bot.api.config.use(apiThrottler());
      bot.api.config.use(autoRetry());
      return async () => {
        await Promise.all(chats.map((chat) => bot.api.sendMessage(chat, 'Ada pelatihan kemasan.')));
      };
    }),
    await measured('all at once, auto-retry', people, (bot, chats) => {
      bot.api.config.use(autoRetry());
      return async () => {
        await Promise.all(chats.map((chat) => bot.api.sendMessage(chat, 'Ada pelatihan kemasan.')));
      };
    }),
  ];
}

async function measured(
  way: string,
  people: number,
  prepare: (bot: Bot, chats: readonly number[]) => () => Promise<void>,
): Promise<Announced> {
  const simulator = createSimulator({ token: '123456:BENCH', latencyMs: LATENCY_MS, history: 100_000 });
  const { apiRoot } = await simulator.start();
  const chats = Array.from({ length: people }, (_, index) => 10_000 + index);
  for (const id of chats) simulator.createPerson({ id, firstName: 'Orang', started: true });
  const bot = new Bot(simulator.token, { client: { apiRoot } });
  bot.command('start', (ctx) => ctx.reply('Selamat pagi.'));
  const send = prepare(bot, chats);
  const polling = bot.start();
  await simulator.whenPolling();
  simulator.clearCalls();
  const began = performance.now();
  let seconds = 0;
  const sending = send().then(() => {
    seconds = (performance.now() - began) / 1000;
  });
  const replies = await chatter(simulator, 500_000, sending);
  await sending;
  const { refusals } = counted(simulator);
  await bot.stop();
  await polling.catch(() => undefined);
  await simulator.stop();
  return { way, rate: (people + replies.length) / seconds, refusals, replies };
}
