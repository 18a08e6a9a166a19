import { discardUnanswered } from '../services/core/drafts.ts';
import { forgetEffects } from '../services/core/effects.ts';
import { forgetLists } from '../services/people/owner-lists.ts';
import { forgetDesks } from '../services/office/desk-sessions.ts';
import { forgetUpdates } from '../services/core/inbox.ts';
import { forgetUnfinished } from '../services/partnership/applications/document-content.ts';
import type { Job } from './job.ts';

/** Telegram repeats an update for 24 hours; twice that leaves room for a clock that is a day off. */
const KEEP_MS = 48 * 3_600_000;

/**
 * Forgets handled updates, their effects, files that never arrived whole, lists that were handed in, desks that were left and forms that nobody has answered, once
 * Telegram can no longer repeat what led to them.
 */
export const forgetOld: Job = {
  name: 'forget-old',
  at: '17 * * * *',
  catchesUp: true,
  async run({ services, log }) {
    const before = new Date(services.now().getTime() - KEEP_MS);
    const updates = await forgetUpdates(services, before);
    const documents = await forgetUnfinished(services, before);
    const drafts = await discardUnanswered(services, before);
    const desks = await forgetDesks(services, before);
    const lists = await forgetLists(services, before);
    const effects = await forgetEffects(services, before);
    if (updates + effects + documents + drafts + desks + lists > 0)
      log.debug({ updates, effects, documents, drafts, desks, lists }, 'Forgot handled updates');
  },
};
