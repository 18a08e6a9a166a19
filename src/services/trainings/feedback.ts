import { participantPlace, type Rating } from './participant-rows.ts';
import type { Services } from '../core/services.ts';

/** What a participant says about a training that they came to: one rating and, if they like, some words. */

/** Stores a rating; the first one counts, and only of somebody who was there. False when nothing was stored. */
export async function rateTraining(
  services: Services,
  participantId: number,
  rating: Rating,
): Promise<boolean> {
  const { count } = await services.db.participant.updateMany({
    where: { id: participantId, rating: null, attendedAt: { not: null } },
    data: { rating },
  });
  return count === 1;
}

/** What should be better, in the participant's own words; sealed. */
export async function setImprove(services: Services, participantId: number, words: string): Promise<void> {
  await services.db.participant.update({
    where: { id: participantId },
    data: { improve: services.seal.encrypt(participantPlace(participantId, 'improve'), words) },
  });
}
