/** Rules about announcements: which texts need a second person, and how long somebody may be late with one. */
import { contactsIn } from './contacts.ts';

/** Why a second person has to approve; what shows reasons has words for each. */
export const approvalReasonKeys = ['size', 'urgent', 'contacts', 'poster'] as const;
export type ApprovalReason = (typeof approvalReasonKeys)[number];

/**
 * The one rule for every text that more than one person reads: the reasons that hold; empty when one person may send alone. `above`
 * undefined: never because of the size.
 */
export function approvalReasons(it: {
  readonly size: number;
  readonly above: number | undefined;
  readonly urgent: boolean;
  /** Everything in it that somebody wrote: the officer's words, the name and the place of the training. */
  readonly words: readonly (string | undefined)[];
  /** Whether a picture stands above it: nobody but a person can read whether that holds a link or a number. */
  readonly poster: boolean;
}): readonly ApprovalReason[] {
  const holds: Readonly<Record<ApprovalReason, boolean>> = {
    size: it.above !== undefined && it.size > it.above,
    urgent: it.urgent,
    contacts: it.words.some((words) => words !== undefined && contactsIn(words).length > 0),
    poster: it.poster,
  };
  return approvalReasonKeys.filter((reason) => holds[reason]);
}

/** How many letters the words of an announcement have. */
export const announcedLengths = {
  title: { least: 3, most: 80 },
  place: { least: 3, most: 120 },
  bring: { least: 3, most: 100 },
  text: { least: 3, most: 400 },
  reason: { least: 10, most: 200 },
} as const satisfies Readonly<Record<string, { readonly least: number; readonly most: number }>>;

/** Letters and digits that nobody confuses when reading from a wall or a screen: no 0/O, 1/I/L, 5/S, 2/Z, 8/B. */
export const CODE_ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
export const CODE_LENGTH = 6;

/** A code of six unambiguous characters from random bytes (at least six). */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length < CODE_LENGTH)
    throw new RangeError(`expected at least ${CODE_LENGTH} random bytes, got ${bytes.length}`);
  return Array.from(
    bytes.subarray(0, CODE_LENGTH),
    (byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length] ?? CODE_ALPHABET[0],
  ).join('');
}

/** A sending that was due, or that last moved, longer ago than this (waking hours) is asked about first. */
export const OVERDUE_MS = 3_600_000;

/** How long a message in a chat may still be corrected (the rule of this product; Telegram lets delete for 48 hours). */
export const CORRECTABLE_MS = 48 * 3_600_000;

/** Why something does not take place, as one person may say it alone; whoever reads it gets it in their language. */
export const fixedReasons = ['speaker', 'venue', 'weather', 'few', 'mistake', 'later'] as const;
export type FixedReason = (typeof fixedReasons)[number];

/** A reason as it is given: one of the list, or in an officer's own words, which a second person reads first. */
export type Reason = { readonly fixed: FixedReason } | { readonly words: string };

const MARK = 'reason:';

/** How a fixed reason is kept where an officer's own words may stand as well. */
export const keptReason = (reason: FixedReason): string => `${MARK}${reason}`;

/** The fixed reason that is kept so; undefined for an officer's own words. */
export function fixedReasonIn(kept: string): FixedReason | undefined {
  return fixedReasons.find((reason) => keptReason(reason) === kept);
}
