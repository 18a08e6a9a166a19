/** Letters that people type in the place of digits: "08123456789O", "o8l2 3456". */

const LOOKS_LIKE = new Map([
  ['o', '0'],
  ['l', '1'],
  ['i', '1'],
  ['|', '1'],
  ['z', '2'],
  ['s', '5'],
  ['b', '8'],
]);

// what is written on to a number without a space, and says nothing about its digits
const BESIDE = new Set(
  'no nomor nomer nmr hp hape wa tlp tlpn telp telpon telepon tel ph nik nib ktp an a/n bu pak ya dan atau orang org'.split(
    ' ',
  ),
);

/** What a text becomes with digits for the letters among them; undefined when there are none. */
export type Mended =
  | { readonly kind: 'digits'; readonly text: string }
  /** A letter that stands for no digit, or a digit that was left out ("0812xxxx7890"). */
  | { readonly kind: 'unclear' };

/** Finds letters among the digits of a text that went through `plain`. Words beside a number are left alone. */
export function mendDigits(said: string): Mended | undefined {
  const words = said.split(' ');
  let isFound = false;
  const mended: string[] = [];
  for (const [at, word] of words.entries()) {
    const piece = withoutBeside(word);
    const isAmong = /\d/.test(piece)
      ? /[a-z|?*#]/.test(piece.replaceAll(/^[?*#]+|[?*#]+$/g, ''))
      : /^[oli|]{1,4}$/.test(piece) && /\d/.test(words[at - 1] ?? '') && /\d|^$/.test(words[at + 1] ?? '');
    if (!isAmong) {
      mended.push(word);
      continue;
    }
    isFound = true;
    const digits = Array.from(piece, (sign) => LOOKS_LIKE.get(sign) ?? sign).join('');
    if (/[a-z?*#]/.test(digits)) return { kind: 'unclear' };
    mended.push(digits);
  }
  return isFound ? { kind: 'digits', text: mended.join(' ') } : undefined;
}

/** "hp0812…" and "0812…wa" without the word; a longer word glued to a number is a word as well. */
function withoutBeside(word: string): string {
  const isWord = (letters: string): boolean =>
    BESIDE.has(letters) || (letters.length > 2 && Array.from(letters).some((it) => !LOOKS_LIKE.has(it)));
  const [front = ''] = /^[a-z/]+(?=[^a-z]*\d)/.exec(word) ?? [];
  const [back = ''] = /(?<=\d[^a-z]*)[a-z/]+$/.exec(word) ?? [];
  const from = front.split('/').every(isWord) && front !== '' ? front.length : 0;
  const to = back.split('/').every(isWord) && back !== '' ? word.length - back.length : word.length;
  return word.slice(from, to);
}

const NUMBER = String.raw`[\doli|szb]+(?:[.,][\doli|szb]+)*`;

/**
 * The numbers of a text that went through `plain` with digits for the letters that look like them: "25o.000 rb",
 * "l,5jt", "2o19". `behind`: words that may be glued to a number (a pattern). Undefined when there are none: a unit, a
 * word beside a number and a letter that looks like no digit are left alone.
 */
export function withDigits(said: string, behind: string): string | undefined {
  if (!/\d/.test(said) || !/[oli|szb]/.test(said)) return undefined;
  const number = new RegExp(
    `(?<=^|[^a-z\\d.,|]|(?<![a-z])rp\\.?)${NUMBER}(?=(?:${behind})?(?:$|[^a-z\\d/|]))`,
    'g',
  );
  const mended = said.replaceAll(number, (found) =>
    /\d/.test(found) ? Array.from(found, (sign) => LOOKS_LIKE.get(sign) ?? sign).join('') : found,
  );
  return mended === said ? undefined : mended;
}
