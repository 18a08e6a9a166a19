import { atomically } from '../services/core/services.ts';
import { openEvaluations } from '../services/partnership/evaluations/evaluation-acts.ts';
import type { Job } from './job.ts';

/** Each morning: agreements of which another year is over are looked at; what a pause has left comes with the next one. */
export const evaluations: Job = {
  name: 'evaluations',
  at: '50 9 * * *',
  async run({ prisma, services, sender, log }) {
    const opened = await atomically(prisma, services, openEvaluations);
    if (opened > 0) log.info({ opened }, 'A year of these agreements is to be looked at');
    await sender.run();
  },
};
