import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cron from 'node-cron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { readConfig, type DemoConfig } from '../../src/config.ts';
import { openDemoClock } from '../../src/demo/clock.ts';
import { createPassingTime } from '../../src/demo/passing-time.ts';
import { jobs } from '../../src/jobs/index.ts';
import { minutesOfDay } from '../../src/jobs/ticks.ts';
import { createLog } from '../../src/log.ts';
import { openOffice, type Office } from '../support/office.ts';
import { DAY, HOUR, testClock, ZONE } from '../support/clock.ts';

async function demoIn(folder: string): Promise<DemoConfig> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder });
  if (config.mode !== 'demo') throw new Error('expected the settings of a demo');
  return config;
}

describe('the times of jobs', () => {
  it.each([...new Set(jobs.map((job) => job.at))])('%s are read as by the clock of a real bot', (at) => {
    const task = cron.createTask(at, () => undefined, { timezone: ZONE });
    const midnight = new Date('2026-11-01T17:00:00Z').getTime();
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) => minute);
    expect(minutesOfDay(at)).toEqual(minutes.filter((it) => task.match(new Date(midnight + it * 60_000))));
    void task.destroy();
  });

  it('are refused when they are none that a jump could follow', () => {
    expect(() => minutesOfDay('0 9 1 * *')).toThrow('expected a job that ticks every day');
    expect(() => minutesOfDay('0,30 9 * * *')).toThrow('expected a field');
  });
});

describe('the clock of the demo', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clock-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is not to be had with the settings of a real bot, and a plain simulator knows none', async () => {
    const live = readConfig({ BOT_TOKEN: '1:x', APP_KEY: Buffer.alloc(32, 1).toString('base64') });
    if (live.mode !== 'live') throw new Error('expected the settings of a real bot');
    // @ts-expect-error Only the settings of a demo open the clock.
    const never = (): unknown => openDemoClock(live, () => new Date());
    expect(never).toBeTypeOf('function');
    const simulator = createSimulator();
    const { pageUrl } = await simulator.start();
    const answer = await fetch(`${pageUrl}sim/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"stop":"tomorrow"}',
    });
    expect(answer.status).toBe(404);
    await simulator.stop();
  });

  it('only goes forward, and is where it was after a restart', async () => {
    const machine = testClock();
    const config = await demoIn(folder);
    const clock = openDemoClock(config, machine.now);
    clock.forward(new Date(machine.now().getTime() + DAY));
    clock.forward(machine.now());
    machine.advance(HOUR);
    const later = machine.now().getTime() + DAY;
    expect(clock.now().getTime()).toBe(later);
    expect(openDemoClock(config, machine.now).now().getTime()).toBe(later);
  });
});

describe('a jump of the clock', () => {
  let office: Office;
  let folder: string;
  beforeAll(async () => {
    office = await openOffice();
    folder = await mkdtemp(join(tmpdir(), 'jump-'));
  });
  afterAll(async () => {
    await office.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('runs what is due in the order of time, each job at its first tick of a day, and goes on after a death', async () => {
    const machine = testClock();
    const config = await demoIn(folder);
    const clock = openDemoClock(config, machine.now);
    const ran: string[] = [];
    let dies = true;
    const begin = (it = clock) =>
      createPassingTime({
        clock: it,
        services: office.services,
        async runJob(name) {
          ran.push(`${it.now().toISOString().slice(5, 16)} ${name}`);
          if (dies && name === 'payments') await new Promise(() => undefined);
        },
        log: createLog('silent'),
        onMoment: () => undefined,
      });
    await office.services.db.training.create({
      data: {
        office: office.services.office.key,
        number: 'T-2611-0001',
        title: 'Kemasan',
        topic: 'packaging',
        startsAt: new Date('2026-11-06T02:00Z'),
        endsAt: new Date('2026-11-06T05:00Z'),
        closesAt: new Date('2026-11-02T23:30:20Z'),
        place: 'Balai Desa',
        seats: 9,
        seatRule: 'first-come',
        checkinCode: 'K7M4QP',
        createdBy: 'x',
        createdAt: machine.now(),
      },
    });
    begin().jump(new Date('2026-11-03T02:00:00Z'));
    await expect.poll(() => ran.at(-1)).toBe('11-03T02:00 payments');
    const times = ran.map((it) => it.slice(0, 11));
    expect(times.toSorted()).toEqual(times);
    expect(ran).toContain('11-02T23:31 seats');
    expect(ran.filter((it) => it.endsWith(' seats')).length).toBeLessThan(6);
    expect(ran).toEqual(
      expect.arrayContaining(['11-03T00:00 applications', '11-03T01:00 cases', '11-03T02:00 nudge']),
    );

    dies = false;
    const before = ran.length;
    machine.advance(HOUR);
    const again = openDemoClock(config, machine.now);
    expect(again.jump?.goal).toEqual(new Date('2026-11-03T02:00:00Z'));
    const time = begin(again);
    time.start();
    await time.arrived();
    await time.stop();
    expect(again.jump).toBeUndefined();
    expect(ran.slice(before).map((it) => it.split(' ')[1])).toEqual(
      expect.arrayContaining(['nudge', 'training-reminders', 'payments']),
    );
  });
});
