import { z } from 'zod';
import type { Programme } from '../../../domain/eligibility/programme.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { AskKey, Known } from '../../../services/people/eligibility.ts';
import { question, type Answers, type AnyQuestion } from '../engine/form.ts';
import { choice, hint, take } from '../engine/reply.ts';
import type { Json } from '../engine/json.ts';
import { dailyQuestions } from '../questions/money.ts';
import { withKnown } from './partnership-facts.ts';
import * as registration from '../questions/index.ts';

/** A business that may be checked, with what still has to be asked for it. */
interface Own {
  readonly known: Known;
  readonly open: ReadonlySet<AskKey>;
  readonly seeds: Readonly<Record<string, Json>>;
}

export interface Context extends registration.Context {
  readonly owns: readonly Own[];
  readonly programmes: readonly Programme[];
  /** Another person of this chat is speaking by now. */
  readonly foreign: boolean;
  /** Every fact that a criterion looks at. */
  readonly used: ReadonlySet<string>;
}

/** `ask`: only what is missing. `change`: everything, as it was answered, to be changed. */
export type Mode = 'ask' | 'change';

export const BUSINESS = { key: 'business', value: z.number().int() };

/** Which business this filling is about; undefined before the choice, and when it is no longer there. */
export function chosen(answers: Answers, context: Context): Own | undefined {
  const id = answers.of(BUSINESS);
  if (id === undefined) return context.owns.length === 1 ? context.owns[0] : undefined;
  return context.owns.find((own) => own.known.business.id === id);
}

export function nameOf(own: Own): Line {
  return own.known.business.name === undefined ? line('partnership.unnamed') : named(own.known.business.name);
}

const business = question<Context, number>({
  ...BUSINESS,
  when: (_answers, context) => context.owns.length > 1,
  ask: () => line('partnership.business.ask'),
  choices: (_answers, context) =>
    context.owns.map((own) => [
      {
        code: `b${own.known.business.id}`,
        label: nameOf(own),
        reply: take(own.known.business.id),
      },
    ]),
  hints: [line('common.buttons'), line('partnership.business.ask')],
});

/** One filling of a check: whose business it is about, and what was answered or is stored of it. */
interface Filling {
  readonly own: Own;
  readonly answers: Answers;
  readonly context: Context;
}

/** The same question, whose every function sees other answers. */
function seeing<C>(
  { choices, read, help, ...it }: AnyQuestion<C>,
  see: (answers: Answers, context: C) => Answers,
): AnyQuestion<C> {
  return {
    ...it,
    ask: (answers, context) => it.ask(see(answers, context), context),
    ...(choices && { choices: (answers, context) => choices(see(answers, context), context) }),
    ...(read && { read: (said, answers, context) => read(said, see(answers, context), context) }),
    ...(help && { help: (answers, context) => help(see(answers, context), context) }),
  };
}

/** A question of the registration, asked here while `isAsked`; what is stored of the business counts as answered. */
function ofRegistration(
  it: AnyQuestion<registration.Context>,
  isAsked: (filling: Filling) => boolean,
): AnyQuestion<Context> {
  const see = (answers: Answers, context: Context): Answers =>
    withKnown(answers, chosen(answers, context)?.seeds ?? {});
  return {
    ...seeing<Context>(it, see),
    dependsOn: ['business', ...(it.dependsOn ?? [])],
    when: (answers, context) => {
      const own = chosen(answers, context);
      return (
        own !== undefined &&
        (isAsked({ own, answers: see(answers, context), context }) || answers.has(it.key))
      );
    },
  };
}

/** Help of the registration leads out of it (another kabupaten); here the list is enough. */
const { help: _help, ...kecamatan } = registration.kecamatan;

export function factQuestions(mode: Mode): readonly AnyQuestion<Context>[] {
  const isOpen =
    (key: AskKey) =>
    ({ own }: Filling): boolean =>
      own.open.has(key);
  const isWanted =
    (key: AskKey) =>
    ({ own }: Filling): boolean =>
      mode === 'change' || own.open.has(key);
  const applies =
    ({ when }: AnyQuestion<registration.Context>) =>
    ({ answers, context }: Filling): boolean =>
      when?.(answers, context) === true;
  return [
    business,
    ofRegistration(kecamatan, isOpen('kecamatan')),
    ofRegistration(registration.kind, isOpen('kind')),
    ofRegistration(registration.started, isWanted('startedYear')),
    ofRegistration(
      registration.startedMonth,
      (filling) =>
        applies(registration.startedMonth)(filling) &&
        (isWanted('startedMonth')(filling) || filling.answers.stored('started') !== undefined),
    ),
    ofRegistration(registration.women, applies(registration.women)),
    ofRegistration(registration.men, applies(registration.men)),
    ofRegistration(registration.workers, isWanted('workers')),
    ...dailyQuestions<Context>({
      target: 'sales',
      daysInMonth: () => 30,
      askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
    }),
    ofRegistration(registration.sales, isWanted('class')),
    ofRegistration(
      registration.capital,
      (filling) =>
        registration.isYoung(filling.answers, filling.context) &&
        (isWanted('capital')(filling) ||
          (filling.answers.stored('started') !== undefined &&
            filling.own.known.business.capital === undefined)),
    ),
    ofRegistration(registration.nib, isWanted('nib')),
  ];
}

const yesNo = z.enum(['yes', 'no', 'unknown']);
type YesNo = z.infer<typeof yesNo>;

const spoken: ReadonlyMap<string | undefined, YesNo> = new Map([
  ['yes', 'yes'],
  ['already', 'yes'],
  ['no', 'no'],
  ['not-yet', 'no'],
  ['dont-know', 'unknown'],
  ['forgot', 'unknown'],
]);

/** The yes/no questions of the programmes, each once, in the programmes' own words. */
export function programmeQuestions(mode: Mode, context: Context): readonly AnyQuestion<Context>[] {
  const all = context.programmes.flatMap((programme) => programme.questions);
  const once = all.filter(
    (it, index) =>
      all.findIndex((other) => other.id === it.id) === index && context.used.has(`answer:${it.id}`),
  );
  return once.map((it) => {
    const ask: Line = { local: it.ask };
    const whole =
      it.hint === undefined
        ? ask
        : line('partnership.answer.ask', { ask: { line: ask }, hint: { line: { local: it.hint } } });
    const button = (value: YesNo) => choice(value, line(`partnership.answer.${value}`), take(value));
    return question<Context, YesNo>({
      key: `answer.${it.id}`,
      value: yesNo,
      dependsOn: ['business'],
      when: (answers, context) => {
        const own = chosen(answers, context);
        return (
          own !== undefined &&
          (mode === 'change' || own.open.has(`answer:${it.id}`) || answers.has(`answer.${it.id}`))
        );
      },
      ask: () => whole,
      choices: () => [[button('yes'), button('no')], [button('unknown')]],
      read: (said) => {
        const value = said.kind === 'text' ? spoken.get(readWord(said.text)) : undefined;
        return value === undefined ? hint() : take(value);
      },
      reader: 'yes-no@1',
      hints: [line('partnership.answer.hint'), whole],
      leaveOpen: line('common.button.later'),
      label: 'partnership.answer.label',
      show: (value) =>
        line('partnership.answer.show', {
          ask: { line: ask },
          value: { line: line(`partnership.answer.${value}`) },
        }),
    });
  });
}
