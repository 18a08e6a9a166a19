import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openEmbedded } from '../../src/database.ts';
import { openDemo, type Demo } from '../../src/demo/demo.ts';
import { localDate } from '../../src/domain/month/month.ts';
import { localTime } from '../../src/domain/when/dates.ts';
import { createLog } from '../../src/log.ts';
import { textOf } from '../../src/simulator/simulator.ts';
import { ZONE } from '../support/clock.ts';
import { openQuickly } from '../support/database.ts';

const SITI = 1001;
// The middle of a month, so that no other message of the morning comes with the reminder.
const START = new Date('2026-11-18T03:00:00Z').getTime();

let folder: string;
/** One life after the other in one folder: to fill it takes longer than most of what is tried here. */
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(async () => {
  await demo.close();
  await rm(folder, { recursive: true, force: true });
});

const began = performance.now();
/** @param openDatabase afterwards an empty one is put there, which is quicker than to make it */
async function open(openDatabase = openQuickly): Promise<Demo> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder });
  if (config.mode !== 'demo') throw new Error('expected the settings of a demo');
  return openDemo(
    config,
    {
      log: createLog('silent'),
      now: () => new Date(START + performance.now() - began),
      onFatal: () => undefined,
      pollSeconds: 1,
    },
    openDatabase,
  );
}

describe('the demo', () => {
  it('starts in an empty folder: the page answers and Siti, who is registered, is greeted by name', async () => {
    demo = await open(openEmbedded);
    const page = await fetch(demo.stage.pageUrl);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('DEMO');
    const greeting = await demo.stage.simulator.person(SITI).nextMessage('Bu Siti');
    expect(greeting.text).toMatch(/^Selamat (pagi|siang|sore|malam), Bu Siti\./);
    await demo.close();
  });

  it('takes what is there at the second start, and answers /menu', async () => {
    demo = await open();
    const siti = demo.stage.simulator.person(SITI);
    const before = siti.log.length;
    expect(before).toBeGreaterThanOrEqual(2);
    const menu = await siti.ask('/menu');
    expect(menu.text).toContain('Bu Siti');
    // One /menu and one answer: nobody pressed MULAI for her again.
    expect(siti.log.length).toBe(before + 2);
  });
});

describe('the clock of the demo on its page', () => {
  const post = (path: string, body: object) =>
    fetch(`${demo.stage.pageUrl}sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('brings the reminder of an unfinished form the next morning at nine, by the clock of bot and phone', async () => {
    const { simulator, time } = demo.stage;
    const siti = simulator.person(1001);
    await siti.ask('lapor');
    await siti.ask('Oktober');
    expect((await post('clock', { stop: 'tomorrow' })).status).toBe(200);
    await time.arrived();
    const reminder = siti.log.find((it) => /^Selamat pagi, Bu Siti\. .* tinggal/.test(textOf(it)));
    const sent = new Date((reminder?.date ?? 0) * 1000);
    expect(localTime(sent, ZONE).toString()).toMatch(/^09:0[0-4]/);
    expect(localDate(sent, ZONE).toString()).toBe('2026-11-19');
  });

  it('passes over a month in seconds, and no row bears the time of the machine', async () => {
    const { clock, time, database, simulator } = demo.stage;
    const from = new Date();
    await simulator.person(1001).ask('lapor 3 jt');
    expect((await post('clock', { stop: 'month' })).status).toBe(200);
    await time.arrived();
    expect(localDate(clock.now(), ZONE).toString()).toBe('2026-12-01');
    const columns = await database.prisma.$queryRaw<{ readonly it: string; readonly of: string }[]>`
      SELECT table_name AS of, column_name AS it FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type LIKE 'timestamp%' AND table_name NOT LIKE '\\_%'`;
    expect(columns.length).toBeGreaterThan(50);
    for (const { of, it: column } of columns)
      expect(
        await database.prisma.$queryRawUnsafe(
          `SELECT "${column}" FROM "${of}" WHERE "${column}" BETWEEN $1 AND $2`,
          from,
          new Date(),
        ),
        `${of}.${column}`,
      ).toEqual([]);
  });

  it('refuses a stop that it does not know', async () => {
    expect((await post('clock', { stop: 'yesterday' })).status).toBe(400);
  });

  it('begins anew at the same address: the first day, the first people, nothing of what was done', async () => {
    const before = demo.stage;
    await before.simulator.person(1002).ask('/start');
    await demo.beginAnew();
    expect(demo.stage.pageUrl).toBe(before.pageUrl);
    expect(localDate(demo.stage.clock.now(), ZONE).toString()).toBe('2026-11-18');
    expect(demo.stage.simulator.person(1002).log).toEqual([]);
    expect((await demo.stage.simulator.person(1001).nextMessage('Bu Siti')).text).toContain('Bu Siti');
  });
});
