import { readBusinessName, readName, type NameReason } from '../../../domain/name.ts';
import { line, type TextKey } from '../../../i18n.ts';
import type { Reply, Said } from '../engine/form.ts';
import { hint, takeWords } from './context.ts';

/** What to say to a text that is no name; undefined: the hint of the question says it. */
type Refusals = Readonly<Record<NameReason, TextKey | undefined>>;

const PERSON: Refusals = {
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
};

const BUSINESS: Refusals = {
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
};

/** A person's name, or why it is none. */
export function replyToName(said: Said): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readName(said.text);
  return reading.kind === 'ok' ? takeWords(reading.value) : refusal(PERSON, reading.reason);
}

/** The name of a business, or why it is none. */
export function replyToBusinessName(said: Said): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readBusinessName(said.text);
  return reading.kind === 'ok' ? takeWords(reading.value) : refusal(BUSINESS, reading.reason);
}

function refusal(texts: Refusals, reason: NameReason): Reply {
  const key = texts[reason];
  return hint(key === undefined ? undefined : line(key));
}
