import { vacuum } from '../services/core/housekeeping.ts';
import type { Job } from './index.ts';

/** At night, when nobody waits for an answer. */
export const housekeeping: Job = {
  name: 'housekeeping',
  at: '41 2 * * *',
  run: ({ services }) => vacuum(services),
};
