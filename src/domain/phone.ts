/**
 * Phone numbers, through libphonenumber-js/max: its small data calls Gresik's 031 numbers valid without a
 * type, and "62812345678" without a plus becomes +62 62812345678 (domain.md §5).
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { ambiguous, none, ok, plain, type Reading } from './reading.ts';
import { UNREADABLE } from './unreadable.ts';

export type PhoneReason =
  | 'no-number'
  | 'too-short'
  | 'not-valid'
  | 'service-number'
  | 'looks-like-nik'
  | 'looks-like-nib'
  | 'letter-o'
  | 'several';
export type PhoneWarning = 'landline' | 'foreign';

const RUN = /\+?\(?\d(?:[ .\-/()]{0,3}\d)*/g;

/**
 * A phone number as E.164 ('+6281234567890'). Without a country code it is Indonesian; landlines (031, Bawean
 * 0325) are ok with 'landline', numbers of other countries only with + or 00 and with 'foreign'.
 */
export function readPhone(text: string): Reading<string, PhoneReason, PhoneWarning> {
  const said = plain(text);
  if (/(?<![a-z])o8\d|\do\d/.test(said)) return none('letter-o');
  const whole = readOne([...said.matchAll(RUN)].map(([run]) => run).join(' '));
  const runs = [...said.matchAll(/\+?\(?\d(?:[ .\-/()]?\d)*/g)]
    .map(([run]) => run)
    .filter((run) => digitsOf(run).length >= 4);
  if (whole.kind === 'ok' || runs.length < 2) return whole;
  const found = [...new Set(runs.map(readOne).flatMap((each) => (each.kind === 'ok' ? [each.value] : [])))];
  if (found.length === 0) return severalWithin(said) ?? whole;
  return ambiguous('several', found, found.length === 1 ? found[0] : undefined);
}

/** "081234567890 / 085678901234": two numbers that one run of separators holds together. */
function severalWithin(said: string): Reading<string, PhoneReason, PhoneWarning> | undefined {
  const parts = said.split(/ ?[/,;] ?| atau | dan /).map(readOne);
  const found = [...new Set(parts.flatMap((each) => (each.kind === 'ok' ? [each.value] : [])))];
  return found.length > 1 ? ambiguous('several', found) : undefined;
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
  if (parsed === undefined || !parsed.isValid()) return none('not-valid');
  const type = parsed.getType();
  const foreign = parsed.country !== 'ID';
  if (type === 'MOBILE' || foreign)
    return ok<string, PhoneWarning>(parsed.number, foreign ? ['foreign'] : []);
  // a landline needs its area code, which begins with 0
  if (type === 'FIXED_LINE' && (international || digits.startsWith('0')))
    return ok<string, PhoneWarning>(parsed.number, ['landline']);
  return none(type === 'FIXED_LINE' ? 'too-short' : 'service-number');
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

/** A phone number for lists and logs: "0812••••••90", the first four and the last two digits. */
export function maskPhone(phone: string): string {
  if (phone === UNREADABLE) return phone;
  const national = phone.startsWith('+62') ? `0${phone.slice(3)}` : phone;
  if (national.length <= 6) return '•'.repeat(national.length);
  return `${national.slice(0, 4)}${'•'.repeat(national.length - 6)}${national.slice(-2)}`;
}
