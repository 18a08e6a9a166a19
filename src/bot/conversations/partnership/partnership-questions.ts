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

/** The question of the registration, asked here when it was left open there. */
function borrowed(
  it: AnyQuestion<registration.Context>,
  when: (answers: Answers, context: Context, own: Own) => boolean,
): AnyQuestion<Context> {
  const { choices, read, help } = it;
  const known = (answers: Answers, context: Context): Answers =>
    withKnown(answers, chosen(answers, context)?.seeds ?? {});
  return {
    ...it,
    dependsOn: ['business', ...(it.dependsOn ?? [])],
    when: (answers, context) => {
      const own = chosen(answers, context);
      return own !== undefined && (when(known(answers, context), context, own) || answers.has(it.key));
    },
    ask: (answers, context) => it.ask(known(answers, context), context),
    ...(choices === undefined
      ? {}
      : { choices: (answers, context) => choices(known(answers, context), context) }),
    ...(read === undefined
      ? {}
      : { read: (said, answers, context) => read(said, known(answers, context), context) }),
    ...(help === undefined ? {} : { help: (answers, context) => help(known(answers, context), context) }),
  };
}

const isOpen =
  (key: AskKey, mode: Mode) =>
  (_answers: Answers, _context: Context, own: Own): boolean =>
    mode === 'change' || own.open.has(key);

/** Help of the registration leads out of it (another kabupaten); here the list is enough. */
function withoutHelp(it: AnyQuestion<Context>): AnyQuestion<Context> {
  const { help: _help, ...rest } = it;
  return rest;
}

export function factQuestions(mode: Mode): readonly AnyQuestion<Context>[] {
  return [
    business,
    withoutHelp(borrowed(registration.kecamatan, (_answers, _context, own) => own.open.has('kecamatan'))),
    borrowed(registration.kind, (_answers, _context, own) => own.open.has('kind')),
    borrowed(registration.started, isOpen('startedYear', mode)),
    borrowed(registration.startedMonth, (answers, context, own) => {
      const applies = registration.startedMonth.when?.(answers, context) === true;
      return (
        applies &&
        (mode === 'change' || answers.stored('started') !== undefined || own.open.has('startedMonth'))
      );
    }),
    borrowed(registration.women, (answers, context) => registration.women.when?.(answers, context) === true),
    borrowed(registration.men, (answers, context) => registration.men.when?.(answers, context) === true),
    borrowed(registration.workers, isOpen('workers', mode)),
    ...dailyQuestions<Context>({
      target: 'sales',
      daysInMonth: () => 30,
      askDays: (perDay) => line('money.days.ask', { amount: { rupiahFull: perDay } }),
    }),
    borrowed(registration.sales, isOpen('class', mode)),
    borrowed(registration.capital, (answers, context, own) => {
      if (!registration.isYoung(answers, context)) return false;
      return (
        mode === 'change' ||
        own.open.has('capital') ||
        (answers.stored('started') !== undefined && own.known.business.capital === undefined)
      );
    }),
    borrowed(registration.nib, isOpen('nib', mode)),
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
