/** What a company decides, and what has to be looked at before an owner hears of it. */
import type { ApplicationStatus, Need, StepDetails } from './application.ts';

/** What a company can choose among, worded in advance, when it says "belum diterima". */
export const approvedReasons = ['capacity', 'quality', 'price', 'papers', 'distance', 'full'] as const;
/** The same for what came of a sample or an order. */
export const approvedResults = ['fits', 'almost', 'not-yet'] as const;

/** Only somebody who decides for the company takes these; the rest is the day's work of a desk. */
const SIGNED: readonly ApplicationStatus[] = ['accepted', 'refused', 'disbursed'];

/**
 * Whether a step that the office writes down in the name of a company counts only once a second officer has agreed: in
 * the company, too, one prepares such a step and another one signs it.
 */
export const needsSecond = (to: ApplicationStatus, needs: readonly Need[]): boolean =>
  SIGNED.includes(to) && needs.includes('letter');

/** "20 bungkus", "1.500 buah": a number and what is counted says nothing of its own. */
const PLAIN_QUANTITY = /^\d[\d.,]{0,8} ?\p{L}[\p{L} ]{0,20}$/u;

/** Whether an owner would read words that nobody has looked at. */
export function hasOwnWords({ reason, result, quantity }: StepDetails, approved: readonly string[]): boolean {
  return (
    [reason, result].some((words) => words !== undefined && !approved.includes(words)) ||
    (quantity !== undefined && !PLAIN_QUANTITY.test(quantity))
  );
}

/** What a wanted step waits for: a colleague who signs, then the office where it holds own words, then nothing. */
export function waitsFor(
  to: ApplicationStatus,
  { signed, ownWords }: { readonly signed: boolean; readonly ownWords: boolean },
): 'sign' | 'words' | undefined {
  if (SIGNED.includes(to) && !signed) return 'sign';
  return ownWords ? 'words' : undefined;
}
