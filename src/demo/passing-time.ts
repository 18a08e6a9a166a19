/** Runs the jobs as the clock of the demo goes on, minute by minute or a month in seconds. */
import { Temporal } from 'temporal-polyfill';
import { localDate, type Zone } from '../domain/month/month.ts';
import { earliest, instantAt } from '../domain/when/dates.ts';
import { jobs } from '../jobs/index.ts';
import type { Job } from '../jobs/job.ts';
import { minutesOfDay } from '../jobs/ticks.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services/core/services.ts';
import type { DemoClock } from './clock.ts';

export interface PassingTime {
  /** Goes on with a jump that a dead process has left, then with the clock. */
  start(): void;
  /** Begins to go to a later moment. @throws when it is not later, or a jump is under way */
  jump(goal: Date): void;
  /** Resolves when no jump is under way. */
  arrived(): Promise<void>;
  /** Ends after the moment that it is at; a jump goes on at the next start. */
  stop(): Promise<void>;
}

export interface PassingTimeOptions {
  readonly clock: DemoClock;
  readonly services: Services;
  readonly runJob: (name: string) => Promise<void>;
  readonly log: Log;
  /** Told of each moment of a jump, and when it is over. */
  readonly onMoment: () => void;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LOOK_EVERY_MS = 5_000;
/** Whoever was away longer (a lid that was closed) passes over the time as a jump does. */
const MOST_MINUTES = 3;
const MIDNIGHT = new Temporal.PlainTime(0, 0);

const timetable = jobs.map((job) => ({ job, minutes: minutesOfDay(job.at) }));

const toMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);

export function createPassingTime(options: PassingTimeOptions): PassingTime {
  const { clock, services, runJob, log, onMoment } = options;
  const { zone } = services.office;
  let passed = clock.jump?.passed ?? toMinute(clock.now());
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let line: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function run({ name }: Job): Promise<void> {
    try {
      await runJob(name);
    } catch (error) {
      log.error({ error, job: name }, 'A scheduled job failed; it is tried again at its next time');
    }
  }

  /** Every moment until `goal` at which something is due, in the order of time. */
  async function pass(goal: Date): Promise<void> {
    for (;;) {
      const next = await nextMoment(services, passed, goal);
      if (next === undefined || stopped) break;
      clock.forward(next.at, { goal, passed });
      for (const job of next.jobs) await run(job);
      passed = next.at;
      onMoment();
    }
    if (stopped) return;
    clock.forward(goal);
    passed = toMinute(goal);
    onMoment();
  }

  async function look(): Promise<void> {
    const now = toMinute(clock.now());
    if (now.getTime() - passed.getTime() > MOST_MINUTES * MINUTE) return pass(now);
    for (; passed < now && !stopped; passed = new Date(passed.getTime() + MINUTE)) {
      const at = passed.getTime() + MINUTE;
      const minute = (at - midnightOf(new Date(at), zone)) / MINUTE;
      for (const { job, minutes } of timetable) if (minutes.includes(minute)) await run(job);
    }
  }

  /** One after the other: the order of time is the order of the jobs. */
  function begin(work: () => Promise<void>): void {
    waiting++;
    line = line
      .then(work)
      .catch((error: unknown) => log.error({ error }, 'The clock of the demo could not go on'))
      .finally(() => {
        waiting--;
      });
  }

  return {
    start() {
      const { jump } = clock;
      if (jump !== undefined) begin(() => pass(jump.goal));
      timer = setInterval(() => {
        if (waiting === 0) begin(look);
      }, LOOK_EVERY_MS);
    },
    jump(goal) {
      if (goal <= clock.now())
        throw new Error(`expected a moment after ${clock.now().toISOString()}, got ${goal.toISOString()}`);
      if (clock.jump !== undefined)
        throw new Error(`expected a clock at rest, got one on its way to ${clock.jump.goal.toISOString()}`);
      clock.forward(clock.now(), { goal, passed });
      begin(() => pass(goal));
    },
    arrived: () => line,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await line;
    },
  };
}

const isDaily = (job: Job): boolean => job.dueAfter === undefined && job.catchesUp !== true;

const midnightOf = (at: Date, zone: Zone): number => instantAt(localDate(at, zone), MIDNIGHT, zone).getTime();

/**
 * The next moment after `after`, at `goal` at the latest, and the jobs that run at it: each when rows make something
 * due, or else at its first tick of a day, and at its last tick before the end. The thousands of other ticks find
 * nothing.
 */
async function nextMoment(
  services: Services,
  after: Date,
  goal: Date,
): Promise<{ readonly at: Date; readonly jobs: readonly Job[] } | undefined> {
  const { zone } = services.office;
  const [today, last] = [midnightOf(after, zone), midnightOf(goal, zone)];
  const tick = (day: number, minute: number | undefined): Date | undefined =>
    minute === undefined ? undefined : new Date(day + minute * MINUTE);
  const found: { readonly at: Date; readonly job: Job }[] = [];
  for (const { job, minutes } of timetable) {
    const due = await job.dueAfter?.(services, after);
    const lastTick = minutes.findLast((minute) => last + minute * MINUTE <= goal.getTime());
    const at = earliest(
      [
        ...(isDaily(job) ? [tick(today, minutes[0]), tick(today + DAY, minutes[0])] : []),
        due && new Date(Math.ceil(due.getTime() / MINUTE) * MINUTE),
        tick(last, lastTick) ?? tick(last - DAY, minutes.at(-1)),
      ].filter((it) => it !== undefined && it > after),
    );
    if (at !== undefined && at <= goal) found.push({ at, job });
  }
  const at = earliest(found.map((it) => it.at));
  return at && { at, jobs: found.filter((it) => it.at.getTime() === at.getTime()).map(({ job }) => job) };
}
