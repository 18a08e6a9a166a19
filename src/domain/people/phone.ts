/**
 * Phone numbers, through libphonenumber-js/max: its small data calls 031 numbers valid without a
 * type, and "62812345678" without a plus becomes +62 62812345678 (domain.md §5).
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { mendDigits } from '../words/digit-letters.ts';
import { ambiguous, none, ok, plain, type Reading } from '../words/reading.ts';
import { UNREADABLE } from '../words/unreadable.ts';

export type PhoneReason =
  | 'no-number'
  | 'too-short'
  | 'not-valid'
  | 'service-number'
  | 'looks-like-nik'
  | 'looks-like-nib'
  | 'letter-o'
  | 'no-plus'
  | 'several';
export type PhoneWarning = 'landline' | 'foreign';

// what people put between the digits of one number; a word between digits makes two numbers of them
const RUN = /\+?\(?\d(?:[ .\-/(),:_]{0,3}\d)*/g;

/**
 * A phone number as E.164 ('+6281234567890'). Without a country code it is Indonesian; landlines (031, Bawean
 * 0325) are ok with 'landline', numbers of other countries with + or 00 and with 'foreign'. Nothing is left out to
 * make a number of it: letters among the digits, a second number and a missing + are asked back.
 */
export function readPhone(text: string): Reading<string, PhoneReason, PhoneWarning> {
  const said = plain(text);
  const mended = mendDigits(said);
  if (mended === undefined) return readDigits(said);
  const reading = mended.kind === 'digits' ? readDigits(mended.text) : none('letter-o');
  return reading.kind === 'ok' ? ambiguous('letter-o', [reading.value], reading.value) : none('letter-o');
}

/**
 * The number of a contact: Telegram writes that of its own users with the country code and often without a plus.
 */
export function readContactPhone(text: string, own: boolean): Reading<string, PhoneReason, PhoneWarning> {
  const national = readPhone(text);
  if (/^[+0(]/.test(text.trim()) || (!own && national.kind === 'ok')) return national;
  const parsed = parsePhoneNumberFromString(`+${digitsOf(text)}`);
  const isMobile = parsed?.isValid() === true && parsed.getType()?.includes('MOBILE') === true;
  if (parsed === undefined || !isMobile) return national;
  return ok<string, PhoneWarning>(parsed.number, parsed.country === 'ID' ? [] : ['foreign']);
}

function readDigits(said: string): Reading<string, PhoneReason, PhoneWarning> {
  const runs = [...said.matchAll(RUN)].map(([run]) => run);
  const [only] = runs;
  if (only === undefined) return none('no-number');
  if (runs.length === 1) {
    const whole = readOne(only);
    const [before = '', behind = ''] = /^(.*\d) ?\/ ?(\d{1,3})$/.exec(only)?.slice(1) ?? [];
    const first = behind === '' ? whole : readOne(before);
    // "081234567890/91" names a second number by its end
    if (behind !== '' && first.kind === 'ok') return ambiguous('several', [first.value], first.value);
    const [short = '', tail = ''] = /^((?:\d{3,} )*\d{6,}) (\d{1,2})$/.exec(only)?.slice(1) ?? [];
    const shorter = tail === '' ? whole : readOne(short);
    // "081234567890 2" may end with a count
    if (tail !== '' && whole.kind === 'ok' && shorter.kind === 'ok')
      return ambiguous('several', [shorter.value, whole.value]);
    if (whole.kind !== 'none') return whole;
    return severalWithin(said) ?? severalWithin(only.replaceAll(' ', ',')) ?? whole;
  }
  const found = [...new Set(runs.map(readOne).flatMap((each) => (each.kind === 'ok' ? [each.value] : [])))];
  const [first, second] = found;
  if (first !== undefined) return ambiguous('several', found, second === undefined ? first : undefined);
  const joined = readOne(runs.join(' '));
  return joined.kind === 'ok' ? ambiguous('several', [joined.value], joined.value) : joined;
}

/** "081234567890 / 085678901234": numbers that one run of separators holds together. */
function severalWithin(said: string): Reading<string, PhoneReason, PhoneWarning> | undefined {
  const parts = said.split(/ ?[/,;] ?| atau | dan /).map(readOne);
  const found = [...new Set(parts.flatMap((each) => (each.kind === 'ok' ? [each.value] : [])))];
  const [first, second] = found;
  if (first === undefined) return undefined;
  return ambiguous('several', found, second === undefined ? first : undefined);
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function readOne(run: string): Reading<string, PhoneReason, PhoneWarning> {
  const digits = digitsOf(run);
  if (digits === '') return none('no-number');
  const plus = run.trimStart().replace('(', '').startsWith('+');
  if (digits.length === 16 && !plus && !digits.startsWith('0')) return none('looks-like-nik');
  if (digits.length === 13 && !plus && !/^(?:0|62|8)/.test(digits)) return none('looks-like-nib');
  if (digits.length < 8) return none('too-short');
  const international = plus || digits.startsWith('00') || /^62(?:0?8|0?[2-7])\d{6,}$/.test(digits);
  const dialled = international ? `+${digits.replace(/^00/, '').replace(/^620/, '62')}` : digits;
  const parsed = parsePhoneNumberFromString(dialled, 'ID');
  if (parsed === undefined || !parsed.isValid()) return international ? none('not-valid') : abroad(digits);
  const type = parsed.getType();
  const isForeign = parsed.country !== 'ID';
  if (type === 'MOBILE' || isForeign)
    return ok<string, PhoneWarning>(parsed.number, isForeign ? ['foreign'] : []);
  // a landline needs its area code, which begins with 0
  if (type === 'FIXED_LINE' && (international || digits.startsWith('0')))
    return ok<string, PhoneWarning>(parsed.number, ['landline']);
  const foreign = abroad(digits);
  if (foreign.kind === 'ambiguous') return foreign;
  return none(type === 'FIXED_LINE' ? 'too-short' : 'service-number');
}

/** "60123456789": valid with a plus in front, where most of those who left Bawean live and elsewhere. */
function abroad(digits: string): Reading<string, PhoneReason, PhoneWarning> {
  const parsed = /^(?:0|1|8(?!52|86))/.test(digits) ? undefined : parsePhoneNumberFromString(`+${digits}`);
  return parsed?.getType() === 'MOBILE' && parsed.country !== 'ID'
    ? ambiguous('no-plus', [parsed.number], parsed.number)
    : none('not-valid');
}

const AREA_CODES = /^(021|022|024|031|061)/;

/** An E.164 number as people here write it: "0812-3456-7890", "031-3981234"; foreign ones international. */
export function formatPhone(phone: string): string {
  if (!phone.startsWith('+62')) return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
  const national = `0${phone.slice(3)}`;
  if (national.startsWith('08'))
    return [national.slice(0, 4), national.slice(4, 8), national.slice(8)]
      .filter((part) => part !== '')
      .join('-');
  const length = AREA_CODES.test(national) ? 3 : 4;
  return `${national.slice(0, length)}-${national.slice(length)}`;
}

/** As people here write them, and as {@link formatPhone} does: "0812 3456 7890", "031-3981234", "+60 12-345 6789". */
const PHONES = /\+\d[\d -]{6,}\d|\b08\d{1,2}[ -]?\d{3,4}[ -]?\d{2,6}\b|\b0\d{2,3}-\d{6,8}\b/g;

/** The same text with every phone number as {@link maskPhone} shows it. */
export function maskPhones(text: string): string {
  return text.replaceAll(PHONES, (phone) => maskPhone(phone.replaceAll(/[ -]/g, '')));
}

/** A phone number for lists and logs: "0812••••••90", the first four and the last two digits. */
export function maskPhone(phone: string): string {
  if (phone === UNREADABLE) return phone;
  const national = phone.startsWith('+62') ? `0${phone.slice(3)}` : phone;
  if (national.length <= 6) return '•'.repeat(national.length);
  return `${national.slice(0, 4)}${'•'.repeat(national.length - 6)}${national.slice(-2)}`;
}
