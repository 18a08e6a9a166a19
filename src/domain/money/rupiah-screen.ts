/** Texts that hold digits but no amount, told before anything is read: identity numbers, slips, foreign money. */

export type ScreenReason =
  | 'phone'
  | 'nib'
  | 'nik'
  | 'long-number'
  | 'letter-o'
  | 'scientific'
  | 'unclear'
  | 'broken-grouping'
  | 'time';

// digits with the separators people put into phone and identity numbers
const RUN = /\+?\d(?:[ .\-/]?\d)*/g;
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$|^[1-9]\d{0,2}(?: \d{3})+$/;

function identity(text: string): ScreenReason | undefined {
  const alone = /(?<![\d.,])(?:\d{16}|\d{13}|0\d{8,13})(?![\d.,]*\d)/.exec(text)?.[0];
  if (alone !== undefined) return alone.length === 16 ? 'nik' : alone.startsWith('0') ? 'phone' : 'nib';
  for (const [run] of text.matchAll(RUN)) {
    if (GROUPED.test(run)) continue;
    const digits = run.replaceAll(/\D/g, '');
    const { length } = digits;
    if (length < 9) continue;
    if (/^\+?(?:62|0062)/.test(run) && length >= 10 && length <= 15) return 'phone';
    if (/^0\d/.test(digits) && length <= 14) return 'phone';
    // a mobile number without its zero; as money it would be over Rp8 billion
    if (/^8\d{9,11}$/.test(run)) return 'phone';
    if (length === 16) return 'nik';
    if (length === 13) return 'nib';
    if (length > 16 || (length === 15 && run !== digits)) return 'long-number';
  }
  return undefined;
}

/**
 * Why a text passed through `plain` must not be read as money, or undefined. Digits that could be a phone
 * number, NIB (13) or NIK (16) stop the reading even beside an amount; a number grouped in threes does not.
 */
export function screen(text: string): ScreenReason | undefined {
  const found = identity(text);
  if (found !== undefined) return found;
  if (text.includes('^')) return 'unclear';
  if (/\d(?:[.,]\d+)?e[+-]?\d/.test(text)) return 'scientific';
  if (/\d[.,]?[ol]+(?=[\d.,]|[ol]*(?:\s|$|rb|ribu|jt|juta|k(?![a-z])))/.test(text)) return 'letter-o';
  if (/(?<![a-z])[oli]+[.,]?\d/.test(text)) return 'letter-o';
  if (/\d ?: ?\d\d(?!\d)/.test(text) || /(?:jam|pukul|pkl)\.? ?\d{1,2}[.:]\d\d(?!\d)/.test(text))
    return 'time';
  if (/\d[.,']{2,}\d|\d[_;·]\d/.test(text)) return 'broken-grouping';
  return /(?<![a-z\d)])(?<!rp)[.,']\d/.test(text) ? 'broken-grouping' : undefined;
}
