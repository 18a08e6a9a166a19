/**
 * Numbers of people and businesses: NIK, NIB, phone. Formats: domain.md §4. Nothing here can say that a
 * number is genuine; only Dukcapil and OSS can.
 */
import type { Temporal } from 'temporal-polyfill';
import { mendDigits } from '../words/digit-letters.ts';
import { none, ok, plain, type Reading } from '../words/reading.ts';
import { UNREADABLE } from '../words/unreadable.ts';

export {
  formatPhone,
  maskPhone,
  maskPhones,
  readContactPhone,
  readPhone,
  type PhoneReason,
} from './phone.ts';

export type NikWarning = 'birth-date' | 'serial-zero' | 'under-17' | 'other-area';
export type NikReason = 'no-number' | 'digits' | 'letters' | 'looks-like-nib' | 'looks-like-phone';

/** A reading whose `none` says how many digits were found, for "yang Ibu tulis ada 15". */
export type NumberReading<Reason extends string, Warning extends string> =
  | Exclude<Reading<string, Reason, Warning>, { kind: 'none' }>
  | { kind: 'none'; reason: Reason; digits?: number };

interface Written {
  /** As it was split by spaces, dots or dashes; undefined when there is no number, or no telling which digits it has. */
  readonly run: string | undefined;
  /** Undefined where `run` is. */
  readonly digits: string | undefined;
  /** Without letters in the place of digits. */
  readonly certain: boolean;
}

/** The one number in a text, the longest of several; letters among its digits are taken for what they look like. */
function numberIn(text: string): Written {
  const said = plain(text);
  const mended = mendDigits(said);
  const certain = mended === undefined;
  if (mended?.kind === 'unclear') return { run: undefined, digits: undefined, certain };
  const [run] = [...(mended?.text ?? said).matchAll(/\d(?:[ .\-/:]{0,3}\d)*/g)]
    .map(([found]) => found)
    .toSorted((a, b) => b.replaceAll(/\D/g, '').length - a.replaceAll(/\D/g, '').length);
  return { run, digits: run?.replaceAll(/\D/g, ''), certain };
}

/**
 * A NIK, 16 digits. Only the length refuses; everything else is a warning, because a NIK may disagree with the
 * true birth date and never changes when people move: 'birth-date' (no real date, after −40 for women),
 * 'serial-zero', 'under-17' on `today`, 'other-area' when it does not begin with `areaPrefix`
 * ('3525').
 */
export function readNik(
  text: string,
  today: Temporal.PlainDate,
  areaPrefix?: string,
): NumberReading<NikReason, NikWarning> {
  const { run, digits, certain } = numberIn(text);
  if (run === undefined || digits === undefined) return none(certain ? 'no-number' : 'letters');
  const { length } = digits;
  if (length === 16 && isTwoNumbers(run)) return { kind: 'none', reason: 'looks-like-phone', digits: length };
  if (length !== 16) {
    if (length === 13 && !digits.startsWith('0'))
      return { kind: 'none', reason: 'looks-like-nib', digits: length };
    if (looksLikePhone(digits)) return { kind: 'none', reason: 'looks-like-phone', digits: length };
    return { kind: 'none', reason: 'digits', digits: length };
  }
  const warnings: NikWarning[] = [];
  const age = ageFrom(digits, today);
  if (age === undefined) warnings.push('birth-date');
  else if (age < 17) warnings.push('under-17');
  if (digits.endsWith('0000')) warnings.push('serial-zero');
  if (areaPrefix !== undefined && !digits.startsWith(areaPrefix)) warnings.push('other-area');
  return certain
    ? ok(digits, warnings)
    : { kind: 'ambiguous', candidates: [digits], likely: digits, reason: 'letters', warnings };
}

/** Age in full years by the NIK's birth date; the century is the latest that does not lie in the future. */
function ageFrom(nik: string, today: Temporal.PlainDate): number | undefined {
  const coded = Number(nik.slice(6, 8));
  const day = coded > 40 ? coded - 40 : coded;
  const month = Number(nik.slice(8, 10));
  const short = Number(nik.slice(10, 12));
  const years = [2000 + short, 1900 + short];
  for (const year of years) {
    if (!isRealDate(year, month, day)) continue;
    const before = today.month > month || (today.month === month && today.day >= day);
    const age = today.year - year - (before ? 0 : 1);
    if (age >= 0) return age;
  }
  return undefined;
}

function isRealDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function looksLikePhone(digits: string): boolean {
  return /^(?:08\d{7,12}|628\d{7,12}|03\d{7,9})$/.test(digits);
}

export type NibReason = 'no-number' | 'digits' | 'letters' | 'looks-like-nik' | 'looks-like-phone';

/**
 * A NIB, 13 digits. `none` carries the number of digits found. Thirteen digits that begin with 08 may as well
 * be a phone number and are asked back.
 */
export function readNib(text: string): NumberReading<NibReason, never> {
  const { digits, certain } = numberIn(text);
  if (digits === undefined) return none(certain ? 'no-number' : 'letters');
  const { length } = digits;
  if (length === 13) {
    if (!certain)
      return { kind: 'ambiguous', candidates: [digits], likely: digits, reason: 'letters', warnings: [] };
    return digits.startsWith('08') || digits.startsWith('628')
      ? { kind: 'ambiguous', candidates: [digits], likely: digits, reason: 'looks-like-phone', warnings: [] }
      : ok(digits);
  }
  if (length === 16) return { kind: 'none', reason: 'looks-like-nik', digits: length };
  if (looksLikePhone(digits)) return { kind: 'none', reason: 'looks-like-phone', digits: length };
  return { kind: 'none', reason: 'digits', digits: length };
}

/** A NIK for the screen: "3525••••••••0001". */
export function maskNik(nik: string): string {
  if (nik === UNREADABLE) return nik;
  return nik.length < 9
    ? '•'.repeat(nik.length)
    : `${nik.slice(0, 4)}${'•'.repeat(nik.length - 8)}${nik.slice(-4)}`;
}

// between the digits of one number: spaces, dots, dashes, colons, and what nobody sees
const BETWEEN = String.raw`[\s.,\-\/:_·•*|()\p{Cf}\u2010-\u2015\u2212]`;
const RUN = new RegExp(String.raw`\d(?:${BETWEEN}{0,3}\d){15,}`, 'gu');
// whatever can be such a run, in any digits and with letters in their place: most texts are done with after this look
const MAYBE_RUN = new RegExp(String.raw`[\p{N}oli](?:${BETWEEN}{0,3}[\p{N}oli]){15}`, 'iu');
// as people group sixteen digits: in threes as money, four by four, by area and birth date, two by two
const GROUPED =
  /^(?:\d{16}|\d(?:[.,]\d{3}){5}|(?:\d{4}\D+){3}\d{4}|\d{6}\D+\d{6}\D+\d{4}|(?:\d\d\D+){3}(?:\d{6}|(?:\d\d\D+){2}\d\d)\D+(?:\d{4}|\d\d\D+\d\d))$/u;
// the fingerprint of a file as papers print it; sixteen digits in a row come by chance in one of a hundred
const FINGERPRINT = /(?<![0-9a-z])(?=\d*[a-f])[0-9a-f]{64}(?![0-9a-z])/gi;
const TWO_AMOUNTS = /^\d{1,3}(?:[.,]\d{3})+\s*[-\s/]\s*\d{1,3}(?:[.,]\d{3})+$/;

/**
 * Masks every number of 16 digits (NIK, KK) in free text, also one split by spaces, dots or dashes, in
 * full-width or Arabic digits, or inside a longer run of digits, and says whether there was one. An amount of
 * 16 digits, Rp1.000.000.000.000.000 and more, is masked as well: privacy wins, no business sells that much. The
 * fingerprint of a file (64 hexadecimal digits, a letter among them) is none.
 */
export function maskIdentityNumbers(text: string): { masked: string; found: boolean } {
  if (!MAYBE_RUN.test(text)) return { masked: text, found: false };
  const characters = Array.from(text);
  // one UTF-16 unit for each character, so that places in both are the same
  const plainDigits = characters
    .map(oneUnit)
    .join('')
    .replaceAll(FINGERPRINT, (it) => 'x'.repeat(it.length))
    .replaceAll(/(?<=\d)[oli]+(?=\d)/gi, (letters) =>
      letters.replaceAll(/o/gi, '0').replaceAll(/[li]/gi, '1'),
    );
  const masks: { start: number; end: number }[] = [];
  for (const match of plainDigits.matchAll(RUN)) {
    for (const { start, end } of numbersIn(match[0]))
      masks.push({ start: match.index + start, end: match.index + end });
  }
  let masked = '';
  let at = 0;
  for (const { start, end } of masks) {
    masked +=
      characters.slice(at, start).join('') + maskNik(plainDigits.slice(start, end).replaceAll(/\D/g, ''));
    at = end;
  }
  return { masked: masked + characters.slice(at).join(''), found: masks.length > 0 };
}

function oneUnit(character: string): string {
  const digit = /^\p{N}$/u.test(character) ? plain(character) : character;
  if (/^\d$/.test(digit)) return digit;
  return character.length === 1 ? character : 'x';
}

type Group = { start: number; end: number; length: number };

function numbersIn(run: string): { start: number; end: number }[] {
  const groups: Group[] = [...run.matchAll(/\d+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    length: match[0].length,
  }));
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const first = groups[0];
  const last = groups.at(-1);
  if (first === undefined || last === undefined) return [];
  if (total === 16 && !isTwoNumbers(run)) return [{ start: first.start, end: last.end }];
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    const span = numberFrom(groups, at, run);
    if (span === undefined) continue;
    found.push({ start: span.start, end: span.end });
    at = span.last;
  }
  return found;
}

/** Sixteen digits and more in one piece, or pieces that add up to a plausible NIK, beginning at a piece. */
function numberFrom(
  groups: readonly Group[],
  at: number,
  run: string,
): { start: number; end: number; last: number } | undefined {
  const first = groups[at];
  if (first === undefined) return undefined;
  if (first.length >= 16) return { start: first.start, end: first.end, last: at };
  let sum = 0;
  for (let last = at; last < groups.length; last += 1) {
    const group = groups[last];
    if (group === undefined) return undefined;
    sum += group.length;
    if (sum > 16) return undefined;
    if (sum === 16 && looksLikeNik(run.slice(first.start, group.end)))
      return { start: first.start, end: group.end, last };
  }
  return undefined;
}

/** Sixteen digits that are several numbers, such as two of telephones, by how they are grouped. */
function isTwoNumbers(run: string): boolean {
  const number = run.replaceAll(/^\D+|\D+$/g, '');
  if (looksLikeNik(number)) return false;
  return number.startsWith('0') || TWO_AMOUNTS.test(number) || !GROUPED.test(number);
}

/** Province, day (women +40) and month as a NIK or KK number has them. */
function looksLikeNik(text: string): boolean {
  return /^[1-9]\d{5}(?:0[1-9]|[12456]\d|3[01]|7[01])(?:0[1-9]|1[0-2])\d{6}$/.test(
    text.replaceAll(/\D/g, ''),
  );
}
