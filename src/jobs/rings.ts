import { nextRing, queueRings } from '../services/cases/case-rings.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/** Each minute: who may answer hears of new questions. What somebody types in several lines stands together by then. */
export const rings: Job = {
  name: 'rings',
  at: '* * * * *',
  dueAfter: nextRing,
  async run({ prisma, services, sender }) {
    if ((await atomically(prisma, services, queueRings)) > 0) await sender.run();
  },
};
