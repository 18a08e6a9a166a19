import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openLive } from '../src/live.ts';
import { createLog } from '../src/log.ts';
import { startProblem } from '../src/start-problem.ts';
import { createSimulator, type Simulator } from '../src/simulator/simulator.ts';
import { APP_KEY, liveSettings, startProcess, type BotProcess } from './support/bot-process.ts';
import { emptyEmbedded } from './support/database.ts';

const RUNNING = /The bot is running/;

/** What the process says when it cannot start; how it ends then is the same for all, and tried with a process once. */
async function problemOf(settings: Readonly<Record<string, string>>): Promise<string> {
  const config = readConfig(settings);
  if (config.mode !== 'live') throw new Error('expected the settings of a real bot');
  const dependencies = { log: createLog('silent'), now: () => new Date(), onFatal: () => undefined };
  const { close } = await openLive(config, dependencies).catch((error: unknown) => ({
    close: startProblem(error),
  }));
  if (typeof close !== 'function') return close ?? 'The bot could not start';
  await close();
  throw new Error('expected a problem, but the bot could start');
}

describe('the process', () => {
  let simulator: Simulator;
  let apiRoot: string;
  let folder: string;
  const started: BotProcess[] = [];
  const start = (
    settings: Readonly<Record<string, string>>,
    command?: readonly [string, ...string[]],
  ): BotProcess => {
    const bot = startProcess(settings, command);
    started.push(bot);
    return bot;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umkm-process-'));
    simulator = createSimulator({ limits: false });
    ({ apiRoot } = await simulator.start());
    for (const place of ['live', 'a/live']) await emptyEmbedded(join(folder, place));
  });
  afterAll(async () => {
    await Promise.all(started.filter((bot) => bot.child.exitCode === null).map((bot) => bot.kill()));
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says everything that is wrong with the settings at once, and ends with 1', async () => {
    const bot = start({
      BOT_TOKEN: 'nonsense',
      TELEGRAM_API_ROOT: 'http://example.org',
      PORT: 'many',
      LOG_LEVEL: 'loud',
      CASE_WORKING_DAYS: '0',
    });
    expect(await bot.ended).toBe(1);
    for (const name of [
      'BOT_TOKEN',
      'APP_KEY',
      'TELEGRAM_API_ROOT',
      'PORT',
      'LOG_LEVEL',
      'CASE_WORKING_DAYS',
    ])
      expect(bot.output).toContain(`- ${name}: `);
    expect(bot.output).not.toContain('    at ');
  });

  it('runs as "npm start", keeps a second process off its folder, and ends in time at SIGTERM', async () => {
    const settings = liveSettings(apiRoot, simulator.token, folder);
    const bot = start(settings, ['npm', 'start']);
    await bot.says(RUNNING);
    const second = start(settings);
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/the folder is in use by process \d+; stop that process first/);

    const siti = simulator.createPerson({ id: 21, firstName: 'Siti' });
    siti.start();
    await siti.nextMessage(/Mau mulai dari mana/);
    await simulator.whenPolling();
    bot.child.kill('SIGTERM');
    await bot.ended;
    // Nothing runs any more: neither the folder nor the poll is held.
    expect(simulator.pendingUpdates).toBe(0);
    siti.sendText('/menu');
    expect(simulator.pendingUpdates).toBe(1);

    const wrongKey = await problemOf({ ...settings, APP_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(wrongKey).toMatch(/APP_KEY is not the key of this database/);
    expect(wrongKey).not.toContain(APP_KEY);

    const other = createSimulator({ limits: false, token: '654321:OTHER' });
    const { apiRoot: otherRoot } = await other.start();
    expect(await problemOf({ ...settings, BOT_TOKEN: other.token, TELEGRAM_API_ROOT: otherRoot })).toMatch(
      /the database belongs to bot 123456, BOT_TOKEN to bot 654321/,
    );
    await other.stop();

    const again = start(settings);
    await again.says(RUNNING);
    await siti.nextMessage(/Mau mulai dari mana/);
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('says so when Telegram refuses the token, or cannot be reached', async () => {
    const refused = await problemOf(liveSettings(apiRoot, '111111:WRONG', join(folder, 'a')));
    expect(refused).toContain('Telegram refuses the token in BOT_TOKEN (401). Copy it again from BotFather');
    expect(refused).not.toContain('111111:WRONG');
    expect(await problemOf(liveSettings('http://127.0.0.1:9', simulator.token, join(folder, 'a')))).toContain(
      'Telegram cannot be reached',
    );
  });
});
