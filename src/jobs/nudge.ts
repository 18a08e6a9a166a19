import { Temporal } from 'temporal-polyfill';
import { instantAt, localTime } from '../domain/when/dates.ts';
import { localDate } from '../domain/month/calendar.ts';
import { unfinishedDrafts } from '../services/people/unfinished.ts';
import { queueOutgoing } from '../services/core/outgoing.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './job.ts';

const MORNING = new Temporal.PlainTime(9, 0);
const LATEST = new Temporal.PlainTime(18, 0);
const MIDNIGHT = new Temporal.PlainTime(0, 0);

/**
 * One friendly reminder of an unfinished form the morning after, at 09.00, never a second. A morning that
 * was missed is caught up until 18.00 of the same day, then it is skipped.
 */
export const nudge: Job = {
  name: 'nudge',
  at: '*/5 9-17 * * *',
  async run({ prisma, services, sender }) {
    const now = services.now();
    const { zone } = services.office;
    const time = localTime(now, zone);
    if (Temporal.PlainTime.compare(time, MORNING) < 0 || Temporal.PlainTime.compare(time, LATEST) >= 0)
      return;
    const today = localDate(now, zone);
    const midnight = instantAt(today, MIDNIGHT, zone);
    const drafts = await unfinishedDrafts(
      services,
      instantAt(today.subtract({ days: 1 }), MIDNIGHT, zone),
      midnight,
    );
    await atomically(prisma, services, (inside) =>
      queueOutgoing(
        inside,
        drafts.map((draft) => ({
          key: `nudge:${draft.id}`,
          accountId: draft.accountId,
          kind: 'nudge',
          params: { draft: draft.id },
          notBefore: instantAt(today, MORNING, zone),
          expiresAt: instantAt(today, LATEST, zone),
        })),
      ),
    );
    await sender.run();
  },
};
