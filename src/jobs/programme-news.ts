import { atomically } from '../services/core/services.ts';
import {
  newsToQueue,
  noteNewsQueued,
  queueNewsPage,
} from '../services/partnership/programmes/programme-news.ts';
import type { Job } from './job.ts';

/**
 * By day: tells owners who newly fit a programme, and agreed to such news, once a version; those that became fit later
 * are found on a later day.
 */
export const programmeNews: Job = {
  name: 'programme-news',
  at: '*/10 8-17 * * *',
  async run({ prisma, services, sender, log }) {
    for (const programme of await newsToQueue(services)) {
      let people = 0;
      for (let after: number | undefined = 0; after !== undefined;) {
        const from: number = after;
        const page = await atomically(prisma, services, (inside) => queueNewsPage(inside, programme, from));
        people += page.queued;
        after = page.last;
      }
      await noteNewsQueued(services, programme);
      if (people > 0) log.info({ programme: programme.id, people }, 'Queued the news of a programme');
    }
    await sender.run();
  },
};
