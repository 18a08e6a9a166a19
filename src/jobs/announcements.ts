import type { Job } from './index.ts';

/**
 * Sends what is due, once a minute: scheduled announcements, what was held up by quiet hours or by Telegram, and
 * queued messages of every kind. What is due is decided by rows.
 */
export const announcements: Job = {
  name: 'announcements',
  at: '* * * * *',
  run: ({ sender }) => sender.run(),
};
