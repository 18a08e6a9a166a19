import { z } from 'zod';
import type { OwnTest } from '../../../../domain/eligibility/own-criterion.ts';
import { businessKinds } from '../../../../domain/people/business-kind.ts';
import { findKecamatan } from '../../../../domain/people/area.ts';
import { readDay } from '../../../../domain/when/day.ts';
import { line, type Line } from '../../../../i18n.ts';
import { question, type Answers } from '../../engine/form.ts';
import { choice, hint, jump, take, type Reply, type ReplyOf } from '../../engine/reply.ts';
import { kecamatanLabel } from '../../questions/place.ts';
import { tickQuestion, ticksOf } from '../../questions/ticks.ts';
import { replyToWords, wordsQuestion } from '../../questions/words.ts';
import type { ProgrammeContext } from './context.ts';
import { replyToWhole } from '../../questions/count.ts';

type C = ProgrammeContext;

export const testKinds = [
  'age-at-least',
  'class-in',
  'kecamatan-in',
  'kind-in',
  'nib',
  'workers-at-least',
  'workers-at-most',
  'reported-at-least',
  'question',
] as const satisfies readonly OwnTest['is'][];
type TestKind = (typeof testKinds)[number];

const classes = ['micro', 'small', 'medium'] as const;
const months = z.number().int().min(1);

const ownTest = z.discriminatedUnion('is', [
  z.object({ is: z.literal('age-at-least'), months }),
  z.object({ is: z.literal('class-in'), classes: z.array(z.enum(classes)) }),
  z.object({ is: z.literal('kecamatan-in'), codes: z.array(z.string()) }),
  z.object({ is: z.literal('kind-in'), kinds: z.array(z.string()) }),
  z.object({ is: z.literal('nib') }),
  z.object({ is: z.literal('workers-at-least'), workers: z.number().int() }),
  z.object({ is: z.literal('workers-at-most'), workers: z.number().int() }),
  z.object({ is: z.literal('reported-at-least'), months }),
  z.object({ is: z.literal('question'), ask: z.string(), wanted: z.boolean() }),
]);

/** A criterion of what was written before, by its id, or one that was put together here. */
const entry = z.union([
  z.object({ kept: z.string() }),
  z.object({
    test: ownTest,
    weight: z.enum(['hard', 'soft']),
    law: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
  }),
]);
export type Entry = z.infer<typeof entry>;

/** The criteria so far. */
export const LISTED = { key: 'criteria.list', value: z.array(entry) };
/** Which test is being put together. */
const TEST = { key: 'criterion.is', value: z.enum(testKinds) };

const asks =
  (...kinds: readonly TestKind[]) =>
  (answers: Answers): boolean => {
    const is = answers.of(TEST);
    return is !== undefined && kinds.includes(is);
  };
const anyTest = asks(...testKinds);
const buttons = [line('common.buttons'), line('common.buttons')] as const;

/** Months or people, as the test counts. */
const number = question<C, number>({
  key: 'criterion.number',
  value: z.number().int().min(1),
  numbered: false,
  when: asks('age-at-least', 'workers-at-least', 'workers-at-most', 'reported-at-least'),
  ask: (answers) => line(`programme.criterion.number.${countedBy(answers)}`),
  read: (said, answers) =>
    replyToWhole(said, { least: 1, most: countedBy(answers) === 'reported' ? 120 : 600 }),
  reader: 'count@1',
  hints: [line('programme.criterion.number.hint'), line('programme.criterion.number.hint')],
});

function countedBy(answers: Answers): 'months' | 'workers' | 'reported' {
  const is = answers.of(TEST);
  if (is === 'reported-at-least') return 'reported';
  return is === 'age-at-least' ? 'months' : 'workers';
}

const listed = (items: readonly Line[]): Line => line('programme.listed', { items: { list: items } });

const sizes = tickQuestion<C>({
  key: 'criterion.classes',
  when: asks('class-in'),
  ask: () => line('programme.criterion.classes'),
  label: 'programme.criterion.label',
  ticks: () => classes.map((it) => ({ code: it, label: line(`partnership.class.${it}`) })),
  instead: () => ({ label: line('programme.criterion.classes.all'), value: [...classes] }),
  show: (codes) =>
    listed(classes.filter((it) => codes.includes(it)).map((it) => line(`partnership.class.${it}`))),
});

const areas = tickQuestion<C>({
  key: 'criterion.kecamatan',
  when: asks('kecamatan-in'),
  ask: () => line('programme.criterion.kecamatan'),
  label: 'programme.criterion.label',
  ticks: (context) =>
    context.areas.kecamatan
      .toSorted((a, b) => a.name.localeCompare(b.name, 'id'))
      .map((it) => ({ code: it.code, label: kecamatanLabel(it) })),
  instead: (context) => ({
    label: line('member.area.all'),
    value: context.areas.kecamatan.map((it) => it.code),
  }),
  read: (text, context) => {
    const found = findKecamatan(text, context.areas.kecamatan);
    return found.kind === 'ok' ? found.value.code : undefined;
  },
  show: (codes, context) =>
    listed(context.areas.kecamatan.filter((it) => codes.includes(it.code)).map(kecamatanLabel)),
});

const kinds = tickQuestion<C>({
  key: 'criterion.kinds',
  when: asks('kind-in'),
  ask: () => line('programme.criterion.kinds'),
  label: 'programme.criterion.label',
  ticks: () => businessKinds.map((it) => ({ code: it, label: line(`kind.${it}`) })),
  instead: () => ({ label: line('programme.criterion.kinds.all'), value: [...businessKinds] }),
  show: (codes) => listed(businessKinds.filter((it) => codes.includes(it)).map((it) => line(`kind.${it}`))),
});

const own = wordsQuestion<C>({
  key: 'criterion.ask',
  numbered: false,
  when: asks('question'),
  ask: () => line('programme.criterion.ask'),
  words: { least: 10, most: 200, plain: true },
  hints: [line('programme.criterion.ask.hint')],
});

const wanted = question<C, boolean>({
  key: 'criterion.wanted',
  value: z.boolean(),
  numbered: false,
  when: asks('question'),
  ask: () => line('programme.criterion.wanted'),
  choices: () => [
    [
      choice('yes', line('partnership.answer.yes'), take(true)),
      choice('no', line('partnership.answer.no'), take(false)),
    ],
  ],
  hints: buttons,
});

const weights = ['hard', 'soft'] as const;

const weight = question<C, (typeof weights)[number]>({
  key: 'criterion.weight',
  value: z.enum(weights),
  numbered: false,
  when: anyTest,
  ask: () => line('programme.criterion.weight'),
  choices: () => weights.map((it) => [choice(it, line(`programme.criterion.weight.${it}`), take(it))]),
  hints: buttons,
});

/** '' for what office and company have agreed. */
const law = question<C, string>({
  key: 'criterion.law',
  value: z.string(),
  numbered: false,
  when: anyTest,
  ask: () => line('programme.criterion.law'),
  choices: () => [[choice('own', line('programme.criterion.law.own'), take(''))]],
  read: (said) => replyToWords(said, { least: 5, most: 120, plain: true }),
  reader: 'text@1',
  hints: [line('programme.criterion.law.hint'), line('programme.criterion.law.hint')],
});

/** The last question of a criterion: its answer puts the criterion into the list. */
const period = question<C, true>({
  key: 'criterion.period',
  value: z.literal(true),
  numbered: false,
  when: anyTest,
  ask: () => line('programme.criterion.period'),
  choices: (answers) => [[choice('always', line('programme.criterion.period.always'), added(answers, {}))]],
  read: (said, answers, { today }) => {
    const [from, to] = said.kind === 'text' ? said.text.split(/\s+(?:sampai|s\.?d\.?|hingga)\s+/i) : [];
    const [first, last] = [from, to].map((it) =>
      it === undefined ? undefined : readDay(it, today)?.toString(),
    );
    if (first === undefined || (to !== undefined && last === undefined)) return hint();
    if (last !== undefined && last < first) return hint(line('programme.criterion.period.before'));
    return added(answers, { from: first, ...(last === undefined ? {} : { to: last }) });
  },
  reader: 'day@2',
  hints: [line('programme.criterion.period.hint'), line('programme.criterion.period.hint')],
});

export const criterionQuestions = [number, sizes, areas, kinds, own, wanted, weight, law, period];

/** What belongs to the criterion that is put together now. */
const pieces = [
  TEST.key,
  ...criterionQuestions.map((it) => it.key),
  ...[sizes, areas, kinds].map((it) => ticksOf(it.key).key),
];

/** The first question of each test. */
const FIRST: Readonly<Record<TestKind, string>> = {
  'age-at-least': number.key,
  'class-in': sizes.key,
  'kecamatan-in': areas.key,
  'kind-in': kinds.key,
  nib: weight.key,
  'workers-at-least': number.key,
  'workers-at-most': number.key,
  'reported-at-least': number.key,
  question: own.key,
};

/** Begins another criterion. */
export const begun = (is: TestKind): ReplyOf<'jump'> =>
  jump(FIRST[is], { clear: [...pieces, 'criteria'], set: { [TEST.key]: is } });

function added(answers: Answers, days: { readonly from?: string; readonly to?: string }): Reply {
  const test = testOf(answers);
  const heavy = answers.of(weight);
  const rule = answers.of(law);
  if (test === undefined || heavy === undefined) return hint();
  const made: Entry = {
    test,
    weight: heavy,
    ...(rule === undefined || rule === '' ? {} : { law: rule }),
    ...days,
  };
  return jump('criteria', { clear: pieces, set: { [LISTED.key]: [...(answers.of(LISTED) ?? []), made] } });
}

function testOf(answers: Answers): z.infer<typeof ownTest> | undefined {
  const is = answers.of(TEST);
  const count = answers.of(number);
  switch (is) {
    case 'age-at-least':
    case 'reported-at-least':
      return count === undefined ? undefined : { is, months: count };
    case 'workers-at-least':
    case 'workers-at-most':
      return count === undefined ? undefined : { is, workers: count };
    case 'class-in':
      return { is, classes: classes.filter((it) => answers.of(sizes)?.includes(it)) };
    case 'kecamatan-in':
      return { is, codes: answers.of(areas) ?? [] };
    case 'kind-in':
      return { is, kinds: answers.of(kinds) ?? [] };
    case 'nib':
      return { is };
    case 'question': {
      const ask = answers.of(own);
      const yes = answers.of(wanted);
      return ask === undefined || yes === undefined ? undefined : { is, ask, wanted: yes };
    }
    case undefined:
      return undefined;
  }
}
