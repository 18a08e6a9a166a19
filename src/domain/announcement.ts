/** Rules about announcements: which texts need a second person, and how long somebody may be late with one. */

/** What in a text could lead people elsewhere: a thief of an officer's phone would use just these. */
export type Contact = 'link' | 'phone' | 'account';

const LINK =
  /\b(https?:\/\/|www\.|t\.me\/|wa\.me\/|bit\.ly|[a-z0-9-]+\.(com|net|org|id|me|ly|link|site|xyz|info|app)\b)|(^|\s)@\w{4,}/i;
const DIGITS = /\d[\d .()-]{6,}\d/g;
const PHONE = /^(62|0)8\d{7,11}$|^0\d{8,11}$/;

/**
 * Links, phone numbers and numbers long enough for a bank account in a text; empty for most. Amounts written with
 * Rp, dates and times are none.
 */
export function contactsIn(text: string): readonly Contact[] {
  const found = new Set<Contact>();
  if (LINK.test(text)) found.add('link');
  const bare = text
    .replaceAll(/\bRp\s?[\d.,]+(-)?/gi, ' ')
    .replaceAll(/\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/g, ' ')
    .replaceAll(/\b\d{1,2}[.:]\d{2}\s*(-|–|s\.?d\.?|sampai)\s*\d{1,2}[.:]\d{2}\b/gi, ' ');
  for (const [run] of bare.matchAll(DIGITS)) {
    const digits = run.replaceAll(/\D/g, '');
    if (digits.length < 8) continue;
    found.add(PHONE.test(digits) ? 'phone' : 'account');
  }
  return [...found];
}

/** Why a second person has to approve. */
export type ApprovalReason = 'size' | 'urgent' | 'contacts';

/** The reasons that hold; empty when one person may send alone. `above` undefined: never because of the size. */
export function approvalReasons(it: {
  readonly size: number;
  readonly above: number | undefined;
  readonly urgent: boolean;
  readonly text: string;
}): readonly ApprovalReason[] {
  return [
    ...(it.above !== undefined && it.size > it.above ? (['size'] as const) : []),
    ...(it.urgent ? (['urgent'] as const) : []),
    ...(contactsIn(it.text).length > 0 ? (['contacts'] as const) : []),
  ];
}

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
