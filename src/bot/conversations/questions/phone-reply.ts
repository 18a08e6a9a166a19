import {
  formatPhone,
  readContactPhone,
  readPhone,
  type PhoneReason,
} from '../../../domain/people/identity.ts';
import { plain } from '../../../domain/words/reading.ts';
import { readWord, type Word } from '../../../domain/words/words.ts';
import { line, named } from '../../../i18n.ts';
import type { Said } from '../engine/form.ts';
import { hint, leave, propose, refuse, take, type Refusals, type Reply } from '../engine/reply.ts';

/** Whoever has no number, or not in the head, goes on without one. */
const WITHOUT: readonly Word[] = ['skip', 'no', 'not-yet', 'forgot', 'dont-know', 'later'];

const NO_PHONE: Refusals<PhoneReason> = {
  'no-number': undefined,
  'no-plus': 'register.phone.notValid',
  'not-valid': 'register.phone.notValid',
  'too-short': 'register.phone.tooShort',
  'service-number': 'register.phone.service',
  'looks-like-nik': 'register.phone.document',
  'looks-like-nib': 'register.phone.document',
  'letter-o': 'register.phone.letters',
  several: 'register.phone.several',
};

/** "Tidak ada" is no word of its own: elsewhere it may be an amount. */
const NONE =
  /^(?:tidak|tdk|nggak|ngga|gak|ga|gk|ndak|ora|ra|mboten|boten) ?(?:ada|onok|ono|wonten)(?: (?:hp|nomor|nomernya|nomornya|bu|pak|mas|mbak|min|kak))*[.!]*$/;

/**
 * What to say to a phone number: whatever is not certainly one number, of this person and of here, is asked back.
 * `without`: words that leave the number open.
 */
export function replyToPhone(said: Said, without: readonly Word[] = WITHOUT): Reply {
  const word = said.kind === 'text' ? readWord(said.text) : undefined;
  const isNone = said.kind === 'text' && without.includes('not-yet') && NONE.test(plain(said.text));
  if (isNone || (word !== undefined && without.includes(word))) return leave('skipped');
  const isOwn = said.kind === 'contact' && said.own;
  const reading = said.kind === 'contact' ? readContactPhone(said.phone, said.own) : readPhone(said.text);
  if (reading.kind === 'none') return refuse(NO_PHONE, reading.reason);
  if (reading.kind === 'ambiguous')
    return reading.candidates.length === 0 ? refuse(NO_PHONE, reading.reason) : proposed(reading.candidates);
  const { value } = reading;
  const shown = formatPhone(value);
  const isForeign = reading.warnings.includes('foreign');
  // Telegram itself knows the number of whoever sends the own one.
  if (isOwn || (said.kind === 'text' && !isForeign)) return take(value);
  return propose(
    isForeign ? line('register.phone.foreign', { phone: shown }) : line('register.phone.other'),
    line('common.button.noWriteAgain'),
    { code: 'yes', label: line('register.phone.otherYes', { phone: shown }), value },
  );
}

function proposed(phones: readonly string[]): Reply {
  const [only, second] = phones;
  if (only === undefined) return hint();
  return propose(
    second === undefined
      ? line('register.phone.mean', { phone: formatPhone(only) })
      : line('register.phone.which'),
    line('common.button.noWriteAgain'),
    ...phones.slice(0, 3).map((value, at) => ({
      code: `p${at}`,
      label:
        second === undefined
          ? line('register.phone.otherYes', { phone: formatPhone(value) })
          : named(formatPhone(value)),
      value,
    })),
  );
}
