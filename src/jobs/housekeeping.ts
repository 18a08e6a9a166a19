import { indexMissingCases } from '../services/cases/case-search.ts';
import { vacuum } from '../services/core/housekeeping.ts';
import { countPlaces } from '../services/people/place-counts.ts';
import { indexMissing } from '../services/people/search-index.ts';
import type { Job } from './job.ts';

/** At night, when nobody waits for an answer. */
export const housekeeping: Job = {
  name: 'housekeeping',
  at: '41 2 * * *',
  catchesUp: true,
  async run({ services }) {
    await indexMissing(services);
    await indexMissingCases(services);
    await countPlaces(services);
    await vacuum(services);
  },
};
