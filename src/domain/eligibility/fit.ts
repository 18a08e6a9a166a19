/** How a business stands to a programme, where many are looked at. */
import type { Evaluation } from './eligibility.ts';

/** nearly: one hard criterion is not met, and nothing else is open; unknown: nothing stands against it. */
export type Fit = 'fits' | 'nearly' | 'unknown' | 'far';

export function fitOf({ overall, criteria }: Evaluation): Fit {
  if (overall === 'meets') return 'fits';
  if (overall === 'incomplete') return 'unknown';
  const hard = criteria.filter(({ weight }) => weight === 'hard');
  const missing = hard.filter(({ state }) => state === 'not-yet');
  return missing.length === 1 && hard.every(({ state }) => state !== 'unknown') ? 'nearly' : 'far';
}

/** The hard criteria that are not met, in the order of the programme. */
export function missingOf({ criteria }: Evaluation): Evaluation['criteria'] {
  return criteria.filter(({ weight, state }) => weight === 'hard' && state === 'not-yet');
}
