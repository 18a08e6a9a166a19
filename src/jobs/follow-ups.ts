import { atomically } from '../services/core/services.ts';
import { queueFollowUps } from '../services/partnership/results/follow-ups.ts';
import type { Job } from './job.ts';

/** In the morning: asks businesses in a partnership who works there and who buys, once a semester. */
export const followUps: Job = {
  name: 'follow-ups',
  at: '35 9 * * *',
  async run({ prisma, services, sender, log }) {
    const people = await atomically(prisma, services, queueFollowUps);
    if (people > 0) log.info({ people }, 'Asked businesses in partnerships how they are');
    await sender.run();
  },
};
