import type { Job } from './job.ts';

/** Copies to the file beside the backups what must not come back after a restore; mostly it is there already. */
export const journal: Job = {
  name: 'journal',
  at: '* * * * *',
  catchesUp: true,
  run: ({ journal }) => journal.flush(),
};
