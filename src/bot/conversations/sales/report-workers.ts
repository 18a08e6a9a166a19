import { z } from 'zod';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import type { Workers } from '../../../services/sales/sales-history.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, hint, jump, take, tell, type Choice, type Reply, type Rows } from '../engine/reply.ts';
import { isLocked, keys, lastWorkers, monthIn, replaceable, type ReportContext } from './report-context.ts';
import { zeroReasonOf } from './report-zero.ts';
import { replyToCount } from '../questions/count.ts';
import { replyToPeople } from '../questions/index.ts';
import { peopleLine } from '../../../reports/business-lines.ts';

type C = ReportContext;

export const workersAnswer = {
  key: 'workers',
  value: z.object({ male: z.number().int().min(0), female: z.number().int().min(0) }),
} as const;

const SPLIT = 'workers.split';
const ONE_BY_ONE: Reply = jump('women', {
  clear: ['women', 'men', 'workers'],
  set: { [SPLIT]: true, [keys.changed]: true },
});
const CHANGED: Reply = jump('workers', { clear: ['workers'], set: { [keys.changed]: true } });

/** A correction of the figure leaves who works there as it was reported, unless that is to be changed. */
function isAsked(answers: Answers, context: C): boolean {
  if (answers.has(keys.changed)) return true;
  return (
    !isLocked(answers, context) &&
    replaceable(answers, context) === undefined &&
    zeroReasonOf(answers) !== 'closed'
  );
}

const isSame = (answers: Answers, context: C): Workers | undefined =>
  answers.has(keys.changed) ? undefined : lastWorkers(answers, context);

/** Who worked there in the month: "masih sama?" where it was said before, else the whole question. */
const workers: AnyQuestion<C> = question<C, Workers>({
  ...workersAnswer,
  dependsOn: [keys.business.key, keys.month.key],
  when: isAsked,
  ask: (answers, context) => {
    const last = isSame(answers, context);
    const month = { month: { monthName: monthIn(answers, context) } };
    return last === undefined
      ? line('report.workers.ask', month)
      : line('report.workers.same', { ...month, people: { line: peopleLine(last) } });
  },
  choices: (answers, context) => {
    const last = isSame(answers, context);
    if (last === undefined) return [[choice('split', line('register.workers.oneByOne'), ONE_BY_ONE)]];
    return [
      [choice('same', line('report.workers.yes'), take(last))],
      [choice('changed', line('report.workers.no'), CHANGED)],
    ];
  },
  read: (said, answers, context) => {
    if (said.kind !== 'text') return hint();
    const last = isSame(answers, context);
    const word = readWord(said.text);
    if (last !== undefined && (word === 'same' || word === 'yes')) return take(last);
    if (last !== undefined && (word === 'changed' || word === 'no')) return CHANGED;
    return replyToPeople(said.text, context.person?.salutation, ONE_BY_ONE);
  },
  reader: 'people@1',
  hints: [line('register.workers.hint1'), line('register.workers.hint2')],
  help: () => [[choice('split', line('register.workers.oneByOne'), ONE_BY_ONE)]],
  leaveOpen: line('common.button.skip'),
  label: 'report.workers.label',
  show: peopleLine,
});

const isSplit = (answers: Answers): boolean => answers.has(SPLIT);

function counts(code: string, reply: (count: number) => Reply): Rows {
  const choices = Array.from({ length: 8 }, (_, count): Choice =>
    choice(`${code}${count}`, line('common.number', { number: count }), reply(count)),
  );
  return [
    choices.slice(0, 4),
    choices.slice(4),
    [choice('more', line('register.more'), tell(line('register.women.hint1')))],
  ];
}

const womenAnswer = { key: 'women', value: z.number().int().min(0) } as const;

const women: AnyQuestion<C> = question<C, number>({
  ...womenAnswer,
  numbered: false,
  when: isSplit,
  ask: () => line('register.women.ask'),
  choices: () => counts('w', (count) => take(count)),
  read: (said) => replyToCount(said, take),
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.women.ask')],
});

const men: AnyQuestion<C> = question<C, number>({
  key: 'men',
  value: z.number().int().min(0),
  numbered: false,
  // Left open, the number of women is not zero: then the whole question comes again.
  when: (answers) => isSplit(answers) && answers.of(womenAnswer) !== undefined,
  dependsOn: ['women'],
  ask: () => line('register.men.ask'),
  choices: (answers) => counts('m', (count) => splitDone(answers, count)),
  read: (said, answers) => replyToCount(said, (count) => splitDone(answers, count)),
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.men.ask')],
});

/** Both counts make the answer; nobody at all is asked back. */
function splitDone(answers: Answers, male: number): Reply {
  const female = answers.of(womenAnswer) ?? 0;
  if (female + male === 0)
    return jump('women', { clear: ['women', 'men'], text: line('register.workers.hint1') });
  return take(male, { workers: { male, female } });
}

/** "Kita isi satu-satu" before the question that it helps with. */
export const workersQuestions: readonly AnyQuestion<C>[] = [women, men, workers];
