import { nextAnnouncement } from '../services/announcements/announcement-start.ts';
import { nextOutgoing } from '../services/core/outgoing.ts';
import { earliest } from '../domain/when/dates.ts';
import { quietUntil } from '../domain/when/quiet-hours.ts';
import type { Job } from './job.ts';

/**
 * Sends what is due, once a minute: scheduled announcements, what was held up by quiet hours or by Telegram, and
 * queued messages of every kind. What is due is decided by rows.
 */
export const announcements: Job = {
  name: 'announcements',
  at: '* * * * *',
  // What the quiet hours have held up is due when they end.
  dueAfter: async (services, after) =>
    earliest([
      await nextOutgoing(services, after),
      await nextAnnouncement(services, after),
      quietUntil(after, services.office.quiet),
    ]),
  run: ({ sender }) => sender.run(),
};
