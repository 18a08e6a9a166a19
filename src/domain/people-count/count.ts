/** One number of people, where the question has said which. */
import { withDigits } from '../words/digit-letters.ts';
import { ambiguous, none, ok, plain, type Reading } from '../words/reading.ts';

export type CountReason = 'no-number' | 'not-whole' | 'negative' | 'range' | 'too-many' | 'letters';

/** More in one business is a slip of the pen. */
const MOST = 300;

/** "2", "2 orang"; letters in the place of digits are asked back. */
export function readCount(text: string): Reading<number, CountReason, never> {
  const said = plain(text);
  const mended = withDigits(said, 'orang|org');
  if (mended !== undefined) {
    const reading = readCount(mended);
    return reading.kind === 'ok' ? ambiguous('letters', [reading.value], reading.value) : reading;
  }
  if (/\d[a-z|]\d/.test(said)) return none('letters');
  if (/\d[.,]\d/.test(said)) return none('not-whole');
  if (/^-\s?\d/.test(said)) return none('negative');
  if (/\d.*\D.*\d/.test(said)) return none('range');
  if (/\d{4,}/.test(said)) return none('too-many');
  const digits = /^(\d{1,3})(?: ?(?:orang|org))?$/.exec(said)?.[1];
  if (digits === undefined) return none('no-number');
  return Number(digits) > MOST ? none('too-many') : ok<number, never>(Number(digits));
}
