import { makeLists } from '../services/sales/case-lists.ts';
import { queueMornings } from '../services/cases/case-mornings.ts';
import { closeSilent } from '../services/cases/case-answers.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/**
 * Each working morning from 08.00: notes about what is overdue, cases whose owner said nothing close, and the
 * lists of the month are made when their day has come. What was missed is caught up until 16.00.
 */
export const cases: Job = {
  name: 'cases',
  at: '*/10 8-15 * * *',
  async run({ prisma, services, sender, log }) {
    const closed = await atomically(prisma, services, closeSilent);
    const notes = await atomically(prisma, services, queueMornings);
    const lists = await makeLists(prisma, services);
    if (closed + notes + lists > 0) log.info({ closed, notes, lists }, 'Cases of the morning');
    await sender.run();
  },
};
