import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  enders,
  isStepDay,
  needsOf,
  statuses,
  stepWords,
  type ApplicationStatus,
  type Need,
  type StepDetails,
} from '../../../domain/partnership/application.ts';
import { localDate, type Zone } from '../../../domain/month/calendar.ts';
import { readWhen } from '../../../domain/when/when.ts';
import { addWorkingDays, type HolidayYear } from '../../../domain/when/working-days.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { Approved } from '../../../reports/approved-words.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import { courseOf } from '../../../services/partnership/applications/application-progress.ts';
import { stepByOffice, type Entered } from '../../../services/partnership/steps/partner-letters.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import type { Services } from '../../../services/core/services.ts';
import { letterQuestion } from './partner-letter.ts';
import { question, type Answers, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { applicationsRoute, deskApplicationRoute } from '../../routes/staff.ts';
import { choice, hint, take, type Rows } from '../engine/reply.ts';
import { aDay } from '../questions/day.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { wordsQuestion } from '../questions/words.ts';
import { enteredText, sureLines } from '../../../reports/application-lines.ts';

/** Which application, where it stood when the officer pressed, and where it is to go. */
export const STEPPED = { key: 'application', value: z.number().int() };
export const STOOD = { key: 'from', value: z.enum(statuses) };
export const GOES = { key: 'to', value: z.enum(statuses) };

export interface StepContext {
  readonly application: Application | undefined;
  readonly needs: readonly Need[];
  readonly to: ApplicationStatus | undefined;
  /** Words that a company may choose among; undefined for the office, which writes its own. */
  readonly approved: Approved | undefined;
  readonly now: Date;
  readonly today: Temporal.PlainDate;
  readonly zone: Zone;
  readonly holidays: readonly HolidayYear[];
}

const chosen = (words: Approved['reasons'] = []): Rows =>
  words.map(({ code, label, text }) => [choice(code, label, take(text))]);

const needed =
  (need: Need) =>
  (_answers: Answers, { needs }: StepContext): boolean =>
    needs.includes(need);

const common = { numbered: false } as const;
const buttons: [Line, Line] = [line('common.buttons'), line('common.buttons')];

const endedBy = question<StepContext, (typeof enders)[number]>({
  ...common,
  key: 'endedBy',
  value: z.enum(enders),
  when: needed('endedBy'),
  ask: () => line('application.step.endedBy'),
  choices: () => enders.map((it) => [choice(it, line(`application.step.endedBy.${it}`), take(it))]),
  hints: buttons,
});

const result = wordsQuestion<StepContext>({
  ...common,
  key: 'result',
  when: needed('result'),
  ask: (_answers, { approved }) =>
    line(approved === undefined ? 'application.step.result' : 'candidate.step.ownResult'),
  choices: (_answers, { approved }) => chosen(approved?.results),
  words: stepWords.result,
  hints: [line('application.step.wordsHint')],
});

const paid = question<StepContext, boolean>({
  ...common,
  key: 'paid',
  value: z.boolean(),
  when: needed('paid'),
  ask: () => line('application.step.paid'),
  choices: () => [
    [
      choice('yes', line('application.step.paid.yes'), take(true)),
      choice('no', line('application.step.paid.no'), take(false)),
    ],
  ],
  hints: buttons,
});

const day = question<StepContext, string>({
  ...common,
  ...aDay,
  key: 'day',
  when: needed('day'),
  ask: (_answers, { to }) => line(to === 'ended' ? 'application.step.endedOn' : 'application.step.day'),
  choices: (_answers, { to, today, holidays }) => {
    const days = to === 'ended' ? [today] : [1, 3, 5].map((n) => addWorkingDays(today, n, holidays).date);
    return days.map((it, at) => [
      choice(`d${at}`, line('case.next.tomorrow', { day: { day: it.toString() } }), take(it.toString())),
    ]);
  },
  read: (said, _answers, context) => {
    const read = said.kind === 'text' ? dayIn(said.text, context) : undefined;
    return read === undefined ? hint() : take(read);
  },
  reader: 'when@1',
  hints: [line('case.next.onHint'), line('case.next.onHint')],
});

/** A day to come; of what has ended also one of the last year. */
function dayIn(text: string, { to, now, zone, today }: StepContext): string | undefined {
  const said = `${text} pukul 23.59`;
  const ahead = readWhen(said, now, zone);
  if (ahead.kind === 'ok') return ahead.value.day;
  if (to !== 'ended') return undefined;
  const yearAgo = new Date(now.getTime() - 365 * 24 * 3_600_000);
  const past = readWhen(said, yearAgo, zone);
  return past.kind === 'ok' && isStepDay(to, Temporal.PlainDate.from(past.value.day), today)
    ? past.value.day
    : undefined;
}

const quantity = wordsQuestion<StepContext>({
  ...common,
  key: 'quantity',
  when: needed('quantity'),
  ask: () => line('application.step.quantity'),
  words: stepWords.quantity,
  hints: [line('application.step.quantityHint')],
});

const amount = (need: 'price' | 'unpaid', ask: Line, choices: readonly ReturnType<typeof choice>[] = []) =>
  question<StepContext, Money>({
    ...common,
    key: need,
    value: money,
    when: needed(need),
    ask: () => ask,
    choices: () => (choices.length === 0 ? [] : [choices]),
    read: (said) =>
      replyToMoney(said, {
        confirm: (value) => line('application.step.amount', { amount: { rupiahFull: value } }),
        offerEstimate: false,
      }),
    reader: MONEY_READER,
    hints: [line('application.step.amountHint'), line('application.step.amountHint')],
  });

const price = amount('price', line('application.step.price'));
const unpaid = amount('unpaid', line('application.step.unpaid'), [
  choice('none', line('application.step.unpaid.none'), take({ amount: 0, estimate: false })),
]);

const reason = wordsQuestion<StepContext>({
  ...common,
  key: 'reason',
  when: needed('reason'),
  choices: (_answers, { approved }) => chosen(approved?.reasons),
  ask: (_answers, { to, approved }) =>
    line(
      approved !== undefined
        ? 'candidate.step.own'
        : to === 'refused'
          ? 'application.refuse.ask'
          : to === 'ended'
            ? 'application.step.endedWhy'
            : 'application.step.reopenWhy',
    ),
  words: stepWords.reason,
  hints: [line('application.refuse.hint')],
});

const letter = letterQuestion<StepContext>(needed('letter'));

const sure = question<StepContext, true>({
  ...common,
  key: 'sure',
  value: z.literal(true),
  dependsOn: [result.key, paid.key, day.key, quantity.key, price.key, unpaid.key, reason.key, letter.key],
  ask: (answers, { application, to, approved, needs }) => {
    const [first = line('common.blank'), ...more] = sureLines({
      number: application?.number ?? '–',
      to: to ?? 'submitted',
      needs,
      details: written(answers),
      byCompany: approved !== undefined,
    });
    return more.length === 0 ? first : line('partnership.lines', { lines: { paragraphs: [first, ...more] } });
  },
  choices: (_answers, { needs }) => [
    [choice('yes', line(needs.includes('clear') ? 'application.yes.clear' : 'application.yes'), take(true))],
  ],
  hints: buttons,
});

/** What the questions about a step need. */
export function stepContext(
  services: Services,
  it: Pick<StepContext, 'application' | 'to' | 'now' | 'approved'> & {
    readonly from: ApplicationStatus | undefined;
  },
): StepContext {
  const { from, ...rest } = it;
  const { application, to, now } = rest;
  const { zone, holidays } = services.office;
  return {
    ...rest,
    needs:
      application === undefined || from === undefined || to === undefined
        ? []
        : needsOf(
            courseOf(services, application),
            from,
            to,
            rest.approved === undefined ? 'office' : 'partner',
          ),
    today: localDate(now, zone),
    zone,
    holidays,
  };
}

export function written(answers: Answers): StepDetails {
  return {
    reason: answers.of(reason),
    day: answers.of(day),
    quantity: answers.of(quantity),
    price: answers.of(price)?.amount,
    result: answers.of(result),
    paid: answers.of(paid),
    endedBy: answers.of(endedBy),
    unpaid: answers.of(unpaid)?.amount,
    letter: answers.of(letter),
  };
}

const done = z.custom<Entered>().and(z.object({ kind: z.string() }));

/** A step with which something is written down: the owner reads it at once. */
export const stepQuestions = [endedBy, result, paid, day, quantity, price, unpaid, reason, letter, sure];

const stepForm: Form<StepContext, Services, z.infer<typeof done>> = {
  name: 'application-step',
  version: 3,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'application.step.title',
  questions: stepQuestions,
  heading: (_answers, { application }) => (application === undefined ? undefined : named(application.number)),
  load: async (services, who, answers, { now }) => {
    const [id, from, to] = [answers.of(STEPPED), answers.of(STOOD), answers.of(GOES)];
    const application =
      id === undefined || who.member === undefined
        ? undefined
        : await deskApplication(services, who.member, id);
    return stepContext(services, { application, from, to, now, approved: undefined });
  },
  submit: async (services, who, answers, { application, needs, to }) => {
    const from = answers.of(STOOD);
    if (application === undefined || who.member === undefined || from === undefined || to === undefined)
      return { kind: 'unknown' };
    const details = { ...written(answers), ...(needs.includes('clear') ? { clear: true } : {}) };
    return stepByOffice(services, who.member, { id: application.id, from, to, details });
  },
  result: done,
  receipt: (stepped, _answers, { application }) => ({
    text: enteredText(stepped, application?.number ?? '–'),
    buttons: [
      ...(application === undefined
        ? []
        : [[{ label: named(application.number), data: deskApplicationRoute.to(application.id) }]]),
      [button('application.back', applicationsRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const stepApplicationScript = fillOne(stepForm);
