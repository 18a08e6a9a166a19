/**
 * Names of months as people type them, old spellings and abbreviations included, and the words around them.
 */
import { editDistance, spellings } from '../words/reading.ts';

const NAMES: readonly (readonly [string, string])[] = [
  ['januari', 'januari jan january janu yanuari'],
  ['februari', 'februari feb pebruari febuari peb febr february pebuari'],
  ['maret', 'maret mar mrt march'],
  ['april', 'april apr apl'],
  ['mei', 'mei may'],
  ['juni', 'juni jun june'],
  ['juli', 'juli jul july'],
  ['agustus', 'agustus agst agu agt ags agust aug august agts agst'],
  ['september', 'september sep sept'],
  ['oktober', 'oktober okt oct october oktb'],
  ['november', 'november nov nopember nop novem'],
  ['desember', 'desember des dec december dsmb'],
];

const exact = new Map(
  NAMES.flatMap(([, words], at) => words.split(' ').map((word) => [word, at + 1] as const)),
);
// shorter names are too near to other words when mistyped: "macet" and "karet" are one letter from Maret
const long = [...exact].filter(([word]) => word.length >= 7);
const short = [...exact].filter(([word]) => word.length === 4 || word.length === 5 || word === 'mei');

/** A month name found in a word: `certain` false when it has to be asked back, `typo` when it was mended. */
export type NamedMonth = { numbers: number[]; typo: boolean; certain: boolean };

/**
 * The month a word names. Mistyped names of seven letters and more are mended when one edit away, or when only
 * vowels are wrong ("oktbr", "nvmbr"), and only one month is near.
 */
export function namedMonth(word: string): NamedMonth | undefined {
  for (const spelling of spellings(word)) {
    const number = exact.get(spelling);
    if (number !== undefined) return { numbers: [number], typo: false, certain: true };
  }
  if (word === 'agus') return { numbers: [8], typo: true, certain: false };
  if (word.length < 4) return undefined;
  const skeleton = consonants(word);
  const near = long.filter(([name]) => {
    const distance = editDistance(name, word, 3);
    const sameSkeleton = skeleton.length >= 4 && consonants(name) === skeleton;
    return distance <= 1 || (sameSkeleton && (distance <= 2 || skeleton === word));
  });
  const numbers = [...new Set(near.map(([, number]) => number))];
  return numbers.length === 0 ? undefined : { numbers, typo: true, certain: numbers.length === 1 };
}

/** Months that a short mistyped word may mean ("junu"): only to ask back, and only as a whole answer. */
export function guessedMonths(word: string): number[] {
  return word.length < 3 || word.length > 6 ? [] : nearest(word, short, () => 1);
}

function nearest(
  word: string,
  names: readonly (readonly [string, number])[],
  limit: (name: string) => number,
): number[] {
  let best = 3;
  let found = new Set<number>();
  for (const [name, number] of names) {
    const distance = editDistance(name, word, 2);
    if (distance > limit(name) || distance > best) continue;
    if (distance < best) found = new Set();
    best = distance;
    found.add(number);
  }
  return [...found];
}

function consonants(word: string): string {
  return word.replaceAll(/[aeiou]/g, '');
}

/** Months of the Islamic and Javanese calendars and the feasts people date by; they move through the year. */
export const MOON_MONTHS =
  /\b(?:ramad[hl]?an|ramadhon|romadh?on|puasa|poso|posoan|sy?awal|lebaran|idul ?fitri|idul ?adha|muharr?am|suro|syuro|sapar|safar|mulud|maulu?d|rajab|rejeb|ruwah|sy?a'?ban|dzulhijj?ah|zulhijah|dzulqa'?dah|zulkaidah|jumadil|bakda|selo|apit)\b/;

export const MONTH_WORD = '(?:bulan|bulane|buln|bln|bl|sasi|wulan|ulan)';
export const LAST_WORD =
  '(?:lalu|kemarin|kemaren|kemarn|kmrn|kmren|kmrin|kemrin|kmarin|wingi|winginane|sebelumnya|sebelum ini|kepungkur|lewat|lampau|tadi)';
export const THIS_WORD = '(?:ini|iki|niki|skrg|skrng|skr|sekarang|saiki|berjalan|sakniki)';
export const NEXT_WORD =
  '(?:depan|dpn|dpan|ngarep|besok|berikutnya|mendatang|yang akan datang|yg akan datang)';
export const YEAR_WORD = '(?:tahun|thn|tahn|th|taun|tahune)';

const COUNTS = [
  'nol',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
export const COUNT_WORD = `(?:${[...COUNTS.slice(1), 'dua belas', 'rong', 'telung'].toReversed().join('|')})`;

/** 1–12 from digits or a word; undefined for anything else. */
export function smallCount(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (text === 'se' || text === 'sak') return 1;
  if (text === 'rong') return 2;
  if (text === 'telung') return 3;
  if (text === 'dua belas') return 12;
  const at = COUNTS.indexOf(text);
  return at > 0 ? at : undefined;
}
