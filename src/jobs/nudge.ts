import { Temporal } from 'temporal-polyfill';
import { jakartaInstant, jakartaTime } from '../domain/when/dates.ts';
import { jakartaDate } from '../domain/month/month.ts';
import { unfinishedDrafts } from '../services/people/unfinished.ts';
import { queueOutgoing } from '../services/core/outgoing.ts';
import { atomically } from '../services/core/services.ts';
import type { Job } from './index.ts';

const MORNING = new Temporal.PlainTime(9, 0);
const LATEST = new Temporal.PlainTime(18, 0);
const MIDNIGHT = new Temporal.PlainTime(0, 0);

/**
 * One friendly reminder of an unfinished form the morning after, at 09.00 WIB, never a second. A morning that
 * was missed is caught up until 18.00 of the same day, then it is skipped.
 */
export const nudge: Job = {
  name: 'nudge',
  at: '*/5 9-17 * * *',
  async run({ prisma, services, sender }) {
    const now = services.now();
    const time = jakartaTime(now);
    if (Temporal.PlainTime.compare(time, MORNING) < 0 || Temporal.PlainTime.compare(time, LATEST) >= 0)
      return;
    const today = jakartaDate(now);
    const midnight = jakartaInstant(today, MIDNIGHT);
    const drafts = await unfinishedDrafts(
      services,
      jakartaInstant(today.subtract({ days: 1 }), MIDNIGHT),
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
          notBefore: jakartaInstant(today, MORNING),
          expiresAt: jakartaInstant(today, LATEST),
        })),
      ),
    );
    await sender.run();
  },
};
