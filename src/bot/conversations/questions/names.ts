import { amountIn, readBusinessName, readName, type NameReason } from '../../../domain/people/name.ts';
import { readIntent } from '../../../domain/words/intent.ts';
import type { Said } from '../engine/form.ts';
import { hint, refuse, takeWords, type Refusals, type Reply } from '../engine/reply.ts';

const PERSON: Refusals<NameReason> = {
  empty: undefined,
  greeting: undefined,
  command: undefined,
  'not-a-name': undefined,
  'too-short': 'register.name.tooShort',
  'too-long': 'register.name.tooLong',
  digits: 'register.name.digits',
  'identity-number': 'register.name.digits',
  signs: 'register.name.signs',
  link: 'register.name.link',
  amount: 'register.name.amount',
  phone: 'register.name.phone',
};

const BUSINESS: Refusals<NameReason> = {
  empty: undefined,
  greeting: undefined,
  command: undefined,
  'not-a-name': undefined,
  'too-short': 'register.business.tooShort',
  'too-long': 'register.business.tooLong',
  digits: 'register.business.digits',
  'identity-number': 'register.business.number',
  signs: 'register.business.signs',
  link: 'register.business.link',
  amount: 'register.business.amount',
  phone: 'register.business.phone',
};

/** Words of aims that people are called by, too. */
const ALSO_NAMES = /\b(?:dana|mitra|inti|resmi|asli|semen|kur)\b/giu;

/** Nobody is called "Lihat laporan saya". */
const namesAim = (text: string): boolean => readIntent(text.replaceAll(ALSO_NAMES, ' ')) !== undefined;

/** What a figure in the place of a name was read as. */
const figureOf = (text: string): { readonly amount: { readonly rupiah: number } } => ({
  amount: { rupiah: amountIn(text) ?? 0 },
});

/** A person's name, or why it is none. */
export function replyToName(said: Said): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readName(said.text);
  if (reading.kind === 'ok' && namesAim(said.text)) return hint();
  return reading.kind === 'ok'
    ? takeWords(reading.value)
    : refuse(PERSON, reading.reason, figureOf(said.text));
}

/** The name of a business, or why it is none. */
export function replyToBusinessName(said: Said): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readBusinessName(said.text);
  return reading.kind === 'ok'
    ? takeWords(reading.value)
    : refuse(BUSINESS, reading.reason, figureOf(said.text));
}
