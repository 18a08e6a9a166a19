/** Names of people and of businesses as they are typed. */
import { readRupiah } from '../money/rupiah.ts';
import { none, ok, plain, tidy, withoutEmoji, type Reading } from '../words/reading.ts';
import { readWord } from '../words/words.ts';
import { readPhone } from './phone.ts';

export type NameReason =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'digits'
  | 'link'
  | 'command'
  | 'greeting'
  | 'not-a-name'
  | 'signs'
  | 'identity-number'
  /** The answer to another question: {@link amountIn} says which figure. */
  | 'amount'
  | 'phone';

const INTRODUCTION =
  /^(?:(?:nama(?:ku|nya)?|nm|name|jenengku|jeneng|jenenge|asmane)(?: (?:lengkap|saya|kulo|kula|ibu|bapak|usaha|usahanya|usahaku|warung saya|toko saya))*(?: (?:adalah|itu|iku|yaiku|ya))?\s*[:=-]?\s+|(?:saya|aku|kulo|kula|perkenalkan|kenalkan)(?: (?:adalah|bernama|nama(?: saya)?|namanya))?\s*[:,]?\s+)/iu;
// what people say before they answer: "Nggih, Siti Aminah", "Ya bu, nama saya Siti"
const ANSWERED =
  /^(?:(?:nggih|inggih|enggih|nggeh|njih|ya|iya|iyo|sampun|leres|monggo|halo|hallo)(?: (?:bu|ibu|pak|bapak|mas|mbak|min|kak))?[\s.,!:-]+(?=\S)|(?:ok|oke|siap|baik|baiklah|yo|hai|maaf|permisi|bismillah)(?: (?:bu|ibu|pak|bapak|mas|mbak|min|kak))?\s*[.,!:]+\s*(?=\S))+/iu;
// and behind it: "Siti Aminah bu", "Siti Aminah nggih"
const SOFTENED =
  /(?:[\s,.]+(?:nggih|inggih|njih|ya|iya|bu|pak|mbak|min|kak|terima ?kasih|makasih|matur ?nuwun|suwun|itu|niku))+[\s.,!]*$/iu;
const LINK = /https?:|www\.|t\.me\/|\w\.(?:com|id|net|org)\b/iu;
const GREETINGS =
  /^(?:assalamu ?'?alaikum\S*.*|wa ?alaikum ?salam.*|as+alam\S*|halo|hallo|hai|hay|hei|hi|hello|p|ping|tes|test|coba|selamat (?:pagi|siang|sore|malam).*|pagi|siang|sore|malam|permisi|punten|misi|terima ?kasih.*|makasih.*|matur ?nuwun.*|suwun|min|admin|kak|bu|pak|info|daftar|lapor|mau daftar.*|bismillah|alhamdulillah)[ !.,]*$/iu;

/**
 * A person's name, 2–80 characters: letters, spaces and . ' - , only. "Nama saya …" is cut off, titles ("H.",
 * "Hj.") stay. Capitals stay as typed, unless all letters are upper or lower case: then each word is capitalised.
 */
export function readName(text: string): Reading<string, NameReason, never> {
  const said = withoutEmoji(tidy(text));
  if (said === '') return none('empty');
  const refused = refuse(said);
  if (refused !== undefined) return none(refused);
  const name = said
    .replace(ANSWERED, '')
    .replace(INTRODUCTION, '')
    .replace(SOFTENED, '')
    .replaceAll(/["!?;]+/g, ' ')
    .replaceAll(/^[\s.,:'-]+|[\s,:-]+$/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  if (/\d/.test(name)) return none('digits');
  if (Array.from(name).length > 80) return none('too-long');
  if (lettersIn(name) < 2) return none('too-short');
  if (!/^[\p{L}\p{M} .',-]+$/u.test(name)) return none('signs');
  if (
    name.split(' ').length > 8 ||
    /^(?:saya|aku|kulo|kula|kami|nama|orang|itu|iku|niku|ini)$/iu.test(name) ||
    readWord(name) !== undefined ||
    GREETINGS.test(name)
  )
    return none('not-a-name');
  return SENTENCE.test(plain(name)) ? none('not-a-name') : ok(tidyCapitals(name));
}

// words that no name has, but answers such as "tidak mau bilang" do
const SENTENCE =
  /(?<![a-z])(?:tidak|nggak|gak|mau|sudah|belum|kenapa|kok|apa|bagaimana|gimana|siapa|untuk|usaha|jualan|penjualan|warung|toko|rahasia|nanti|lupa)(?![a-z])/;

/**
 * A business's name, or what it sells: 2–80 characters with at least two letters, or one letter and a digit;
 * digits, &, + and quotes are allowed. Phone numbers and NIK are refused.
 */
export function readBusinessName(text: string): Reading<string, NameReason, never> {
  const said = withoutEmoji(tidy(text));
  if (said === '') return none('empty');
  const refused = refuse(said);
  if (refused !== undefined && refused !== 'digits') return none(refused);
  const name = said
    .replace(ANSWERED, '')
    .replace(INTRODUCTION, '')
    .replaceAll(/^[\s.,:-]+|[\s,:;-]+$/g, '')
    .trim();
  if (/\d(?:[ .-]?\d){8,}/.test(name)) return none('identity-number');
  if (Array.from(name).length > 80) return none('too-long');
  if (lettersIn(name) === 0) return none('digits');
  if (lettersIn(name) < 2 && !/\d/.test(name)) return none('too-short');
  if (!/^[\p{L}\p{M}\p{N} .,'"&+/()@#*!:°-]+$/u.test(name)) return none('signs');
  return readWord(name) === undefined && !GREETINGS.test(name) ? ok(tidyCapitals(name)) : none('not-a-name');
}

function refuse(said: string): NameReason | undefined {
  if (said.startsWith('/')) return 'command';
  if (LINK.test(said)) return 'link';
  if (/^[\d\s.,+()-]+$/.test(said)) {
    if (said.replaceAll(/\D/g, '').length === 16) return 'identity-number';
    if (readPhone(said).kind === 'ok') return 'phone';
    return amountIn(said) === undefined ? 'digits' : 'amount';
  }
  if (amountIn(said) !== undefined) return 'amount';
  return GREETINGS.test(said) ? 'greeting' : undefined;
}

/** A figure with what belongs to money, and nothing else: "2,5 jt", "Rp500.000", "300rb per hari". */
const AMOUNT =
  /^(?:rp\.? ?)?\d[\d.,]*(?: ?(?:rb|rbu|ribu|jt|jta|juta|k|m|miliar|milyar)(?:an)?)?(?: ?(?:\/|per|se) ?(?:hari|minggu|bulan|bln|tahun|thn))?$/i;

/** The rupiah that were written where a name was asked; undefined for what may be a name ("Warung 88"). */
export function amountIn(text: string): number | undefined {
  const said = withoutEmoji(tidy(text));
  if (!AMOUNT.test(said) || /^\d{1,3}$/.test(said)) return undefined;
  const reading = readRupiah(said);
  if (reading.kind === 'none') return undefined;
  return reading.kind === 'ok' ? reading.value : (reading.likely ?? reading.candidates[0]);
}

function lettersIn(text: string): number {
  return [...text.matchAll(/\p{L}/gu)].length;
}

/** "SITI AMINAH" and "siti aminah" → "Siti Aminah"; mixed case stays as typed. */
function tidyCapitals(name: string): string {
  const letters = name.replaceAll(/[^\p{L}]/gu, '');
  const lower = letters === letters.toLowerCase();
  // "UD", "CV" and other short names in capitals are meant so
  const upper = letters === letters.toUpperCase() && (letters.length > 4 || name.includes(' '));
  if (!lower && !upper) return name;
  return name.toLowerCase().replaceAll(/(?<![\p{L}\p{M}'])\p{L}+/gu, (word) => capitalised(word));
}

const INITIALS = new Set(['ud', 'cv', 'pt', 'pd', 'rm', 'mie', 'pkl', 'ukm']);

function capitalised(word: string): string {
  if (INITIALS.has(word) && word !== 'mie') return word.toUpperCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const TITLES = new Set(
  'h hj haji hajah hajjah drs dra dr ir prof kh ustadz ustad ustadzah ust gus ning ny tn nyonya tuan bu ibu pak bapak mas mbak cak raden rr r rw'.split(
    ' ',
  ),
);
// first names so common that nobody is called by them
export const COMMON = new Set(
  'm mo moh mohammad mohammed mohamad moch mochammad mochamad moehammad muhammad muhamad muhammed muh mohd md a ach ahmd st s n'.split(
    ' ',
  ),
);

/**
 * What a person is called by, behind "Bu" or "Pak": the first name without titles, "Muhammad" and single
 * letters; "Siti" stays. The whole name when nothing else is left.
 */
export function shortName(name: string): string {
  const words = tidy(name)
    .replace(/,.*$/u, '')
    .replaceAll(/\.(?=\p{L})/gu, '. ')
    .split(' ')
    .filter((word) => word !== '');
  const key = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
  const called = words.filter((word) => !TITLES.has(key(word)));
  const first = called.find((word) => !COMMON.has(key(word)) && key(word).length > 1);
  return (first ?? called.at(-1) ?? words.at(-1) ?? '').replaceAll(/[.,]+$/g, '');
}
