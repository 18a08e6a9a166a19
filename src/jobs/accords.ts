import { atomically } from '../services/core/services.ts';
import { queueAccordEnds } from '../services/partnership/partners/accords.ts';
import type { Job } from './job.ts';

/** Each morning: accords with companies that end within ninety days. */
export const accords: Job = {
  name: 'accords',
  at: '15 8 * * *',
  async run({ prisma, services, sender, log }) {
    const notes = await atomically(prisma, services, queueAccordEnds);
    if (notes > 0) log.info({ notes }, 'An accord with a company ends soon');
    await sender.run();
  },
};
