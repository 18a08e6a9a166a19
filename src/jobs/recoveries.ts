import { dueRecoveries, finishRecovery, nextRecovery } from '../services/data-rights/recovery.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/** Once a minute: accounts that an officer moves to a new chat and to which nobody has objected for a day. */
export const recoveries: Job = {
  name: 'recoveries',
  at: '* * * * *',
  dueAfter: nextRecovery,
  async run({ prisma, services, sender }) {
    for (const id of await dueRecoveries(services))
      await atomically(prisma, services, (inside) => finishRecovery(inside, id));
    await sender.run();
  },
};
