import cron, { setLogger, type ScheduledTask } from 'node-cron';
import type { Job, JobDependencies } from './job.ts';

export interface Schedule {
  start(): void;
  stop(): void;
  /** Runs one job at once; its errors are the caller's. */
  runNow(name: string): Promise<void>;
}

/** Runs each job by the clocks of the office: one that fails or takes long holds up no other. */
export function createSchedule(jobs: readonly Job[], dependencies: JobDependencies): Schedule {
  const { log } = dependencies;
  setLogger({
    info: (message) => log.debug(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error({ error: message }, 'A scheduled job reports trouble'),
    debug: () => undefined,
  });
  let tasks: ScheduledTask[] = [];
  return {
    start() {
      tasks = jobs.map((job) =>
        cron.schedule(
          job.at,
          async () => {
            try {
              await job.run(dependencies);
            } catch (error) {
              log.error(
                { error, job: job.name },
                'A scheduled job failed; it is tried again at its next time',
              );
            }
          },
          { timezone: dependencies.services.office.zone, noOverlap: true, name: job.name },
        ),
      );
    },
    async runNow(name) {
      const job = jobs.find((it) => it.name === name);
      if (job === undefined)
        throw new Error(`expected one of the jobs ${jobs.map((it) => it.name).join(', ')}, got ${name}`);
      await job.run(dependencies);
    },
    stop() {
      for (const task of tasks) void task.destroy();
      tasks = [];
    },
  };
}
