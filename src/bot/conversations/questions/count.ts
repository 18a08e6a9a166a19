import { readCount, type CountReason } from '../../../domain/people-count/count.ts';
import { readWhole } from '../../../domain/words/whole-number.ts';
import { line } from '../../../i18n.ts';
import type { Said } from '../engine/form.ts';
import {
  choice,
  hint,
  propose,
  refuse,
  take,
  type Choice,
  type Refusals,
  type Reply,
  type Rows,
} from '../engine/reply.ts';

/** Buttons with the numbers from one to another, four beside each other. */
export function countRows(code: string, from: number, to: number, reply: (count: number) => Reply): Rows {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const rows: Choice[][] = [];
  for (let at = 0; at < all.length; at += 4)
    rows.push(
      all
        .slice(at, at + 4)
        .map((count) => choice(`${code}${count}`, line('common.number', { number: count }), reply(count))),
    );
  return rows;
}

const NO_COUNT: Refusals<CountReason> = {
  'no-number': undefined,
  'not-whole': 'register.count.whole',
  negative: 'register.count.negative',
  range: 'register.count.range',
  'too-many': 'register.count.tooMany',
  letters: 'register.count.letters',
};

/** What to say to one number of people; `done`: what it leads to. */
export function replyToCount(said: Said, done: (count: number) => Reply): Reply {
  if (said.kind !== 'text') return hint();
  const reading = readCount(said.text);
  if (reading.kind === 'none') return refuse(NO_COUNT, reading.reason);
  if (reading.kind === 'ok') return done(reading.value);
  return propose(
    line('register.count.mean'),
    line('common.button.noWriteAgain'),
    ...reading.candidates.map((value) => ({
      code: 'yes',
      label: line('common.button.yesThis', { value: { line: line('common.number', { number: value }) } }),
      value,
      reply: done(value),
    })),
  );
}

/** What to say to a whole number of anything else, within the bounds of the question. */
export function replyToWhole(said: Said, bounds: Parameters<typeof readWhole>[1]): Reply {
  const whole = said.kind === 'text' ? readWhole(said.text, bounds) : undefined;
  return whole === undefined ? hint() : take(whole);
}
