import { atomically } from '../services/core/services.ts';
import { askAfterOverdue } from '../services/partnership/agreements/payment-questions.ts';
import type { Job } from './job.ts';

/** Each day from 09.00: owners are asked whether deliveries that are overdue were paid. Caught up until 17.00. */
export const payments: Job = {
  name: 'payments',
  at: '*/10 9-16 * * *',
  async run({ prisma, services, sender, log }) {
    const asked = await atomically(prisma, services, askAfterOverdue);
    if (asked > 0) log.info({ asked }, 'Asked after payments that are overdue');
    await sender.run();
  },
};
