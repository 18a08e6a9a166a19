import { z } from 'zod';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import type { Workers } from '../../../services/sales/sales-history.ts';
import {
  question,
  type Answers,
  type AnyQuestion,
  type Choice,
  type Reply,
  type Rows,
} from '../engine/form.ts';
import { isLocked, keys, lastWorkers, monthIn, standing, type ReportContext } from './report-context.ts';
import { zeroReasonOf } from './report-zero.ts';
import { peopleLine, replyToPeople } from '../questions/index.ts';

type C = ReportContext;

export const workersAnswer = {
  key: 'workers',
  value: z.object({ male: z.number().int().min(0), female: z.number().int().min(0) }),
} as const;

const SPLIT = 'workers.split';
const ONE_BY_ONE: Reply = {
  kind: 'jump',
  to: 'women',
  clear: ['women', 'men', 'workers'],
  set: { [SPLIT]: true, [keys.changed]: true },
};
const CHANGED: Reply = { kind: 'jump', to: 'workers', clear: ['workers'], set: { [keys.changed]: true } };

/** A correction of the figure leaves who works there as it was reported, unless that is to be changed. */
function isAsked(answers: Answers, context: C): boolean {
  if (answers.has(keys.changed)) return true;
  return (
    !isLocked(answers, context) &&
    standing(answers, context) === undefined &&
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
    if (last === undefined)
      return [[{ code: 'split', label: line('register.workers.oneByOne'), reply: ONE_BY_ONE }]];
    return [
      [{ code: 'same', label: line('report.workers.yes'), reply: { kind: 'accept', value: last } }],
      [{ code: 'changed', label: line('report.workers.no'), reply: CHANGED }],
    ];
  },
  read: (said, answers, context) => {
    if (said.kind !== 'text') return { kind: 'hint' };
    const last = isSame(answers, context);
    const word = readWord(said.text);
    if (last !== undefined && (word === 'same' || word === 'yes')) return { kind: 'accept', value: last };
    if (last !== undefined && (word === 'changed' || word === 'no')) return CHANGED;
    return replyToPeople(said.text, context.person?.salutation);
  },
  reader: 'people@1',
  hints: [line('register.workers.hint1'), line('register.workers.hint2')],
  help: () => [[{ code: 'split', label: line('register.workers.oneByOne'), reply: ONE_BY_ONE }]],
  leaveOpen: line('common.button.skip'),
  label: 'report.workers.label',
  show: peopleLine,
});

const isSplit = (answers: Answers): boolean => answers.has(SPLIT);

function counts(code: string, reply: (count: number) => Reply): Rows {
  const choices = Array.from({ length: 8 }, (_, count): Choice => ({
    code: `${code}${count}`,
    label: line('common.number', { number: count }),
    reply: reply(count),
  }));
  return [
    choices.slice(0, 4),
    choices.slice(4),
    [
      {
        code: 'more',
        label: line('register.more'),
        reply: { kind: 'tell', text: line('register.women.hint1') },
      },
    ],
  ];
}

function readCount(text: string): number | undefined {
  const digits = /^\s*(\d{1,3})(?:\s*(?:orang|org))?\s*$/iu.exec(text)?.[1];
  const count = Number(digits ?? Number.NaN);
  return count <= 300 ? count : undefined;
}

const womenAnswer = { key: 'women', value: z.number().int().min(0) } as const;

const women: AnyQuestion<C> = question<C, number>({
  ...womenAnswer,
  numbered: false,
  when: isSplit,
  ask: () => line('register.women.ask'),
  choices: () => counts('w', (count) => ({ kind: 'accept', value: count })),
  read: (said) => {
    const count = said.kind === 'text' ? readCount(said.text) : undefined;
    return count === undefined ? { kind: 'hint' } : { kind: 'accept', value: count };
  },
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
  read: (said, answers) => {
    const count = said.kind === 'text' ? readCount(said.text) : undefined;
    return count === undefined ? { kind: 'hint' } : splitDone(answers, count);
  },
  reader: 'count@1',
  hints: [line('register.women.hint1'), line('register.men.ask')],
});

/** Both counts make the answer; nobody at all is asked back. */
function splitDone(answers: Answers, male: number): Reply {
  const female = answers.of(womenAnswer) ?? 0;
  if (female + male === 0)
    return { kind: 'jump', to: 'women', clear: ['women', 'men'], text: line('register.workers.hint1') };
  return { kind: 'accept', value: male, others: { workers: { male, female } } };
}

/** "Kita isi satu-satu" before the question that it helps with. */
export const workersQuestions: readonly AnyQuestion<C>[] = [women, men, workers];
