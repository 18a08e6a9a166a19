import { monthOfResults, takeResults } from '../services/partnership/results/results.ts';
import type { Job } from './job.ts';

/** At night from the 15th on: the results of the month before, once. */
export const results: Job = {
  name: 'results',
  at: '23 3 * * *',
  async run({ services, log }) {
    const month = monthOfResults(services);
    const scopes = await takeResults(services, month);
    if (scopes > 0) log.info({ month, scopes }, 'Took the results of the partnerships');
  },
};
