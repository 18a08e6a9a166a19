import { continueSeries, dueSeries } from '../services/announcements/series.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

/** Once a minute: the next announcement of every series whose time has come; what is sent of it goes its usual way. */
export const series: Job = {
  name: 'series',
  at: '* * * * *',
  async run({ prisma, services, sender, log }) {
    for (const id of await dueSeries(services))
      try {
        await atomically(prisma, services, (inside) => continueSeries(inside, id));
      } catch (error) {
        // One that cannot be read must not hold up the others.
        log.error({ error, series: id }, 'A series of announcements could not go on');
      }
    await sender.run();
  },
};
