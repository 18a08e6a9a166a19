import type { Sending } from './sending.ts';

/**
 * Claims rows at a moment that marks them. When the answer is lost the rows may be claimed, though nothing is sent for
 * them and nothing else would find them before the next start: {@link giveBackLost} does.
 */
export async function claimAt<T>(
  { services, lostClaims }: Sending,
  claim: (at: Date) => Promise<T>,
  giveBack: (at: Date) => Promise<void>,
): Promise<T> {
  const at = services.now();
  try {
    return await claim(at);
  } catch (error) {
    lostClaims.push(() => giveBack(at));
    throw error;
  }
}

/** Frees what claims took whose answer was lost; to be called while nothing is claimed or sent. */
export async function giveBackLost({ lostClaims }: Sending): Promise<void> {
  for (let giveBack = lostClaims[0]; giveBack !== undefined; giveBack = lostClaims[0]) {
    await giveBack();
    lostClaims.shift();
  }
}
