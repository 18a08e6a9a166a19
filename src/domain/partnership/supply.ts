/** What companies that look for suppliers may know of them, and how often an owner is asked. */
import { showable, type Sum } from './showable-sums.ts';

/** counted: nobody is asked yet; words: the office reads the company's own words first. */
export const supplyStates = ['counted', 'words', 'asking', 'stopped'] as const;
export type SupplyState = (typeof supplyStates)[number];

/** What an owner has said; withdrawn: a yes that ended with the consent, and does not come back with a new one. */
export const inquiryAnswers = ['yes', 'no', 'withdrawn'] as const;
export type InquiryAnswer = (typeof inquiryAnswers)[number];

/** All companies together ask an owner at most so often within so many days: who is asked daily reads nothing any more. */
export const ASKED = { most: 2, days: 7 } as const;

/**
 * The numbers that may be shown beside all that were ever shown to any company: whoever searches again after one owner
 * came or went, or for another kind, must not find that one as a difference.
 * @param before the owners of every number that was shown and that shares somebody with those of now
 */
export function newlyShowable(now: readonly Sum[], before: readonly ReadonlySet<number>[]): readonly Sum[] {
  const shown = showable([...before.map((owners, at) => ({ key: `before:${at}`, owners })), ...now]);
  return now.filter(({ key }) => shown.has(key));
}

/** What came of a call about a programme; who was not reached may be called again. */
export const callResults = ['interested', 'declined', 'not-reached'] as const;
export type CallResult = (typeof callResults)[number];
