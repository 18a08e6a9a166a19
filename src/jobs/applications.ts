import { followApplications } from '../services/partnership/steps/application-clock.ts';
import type { Job } from './job.ts';

/** In office hours: what the partner lets lie returns to the office, and free seats go to those who wait. */
export const applications: Job = {
  name: 'applications',
  at: '*/10 7-16 * * *',
  async run({ prisma, services, sender, log }) {
    const steps = await followApplications(prisma, services);
    if (steps > 0) log.info({ steps }, 'Applications went on by the clock');
    await sender.run();
  },
};
