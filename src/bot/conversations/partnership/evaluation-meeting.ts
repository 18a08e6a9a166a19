import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { sides, type Side } from '../../../domain/partnership/agreement.ts';
import { line, named, type Line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { addTask, recordMeeting } from '../../../services/partnership/evaluations/evaluation-acts.ts';
import { deskEvaluation, type EvaluationOf } from '../../../services/partnership/evaluations/evaluations.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { deskEvaluationRoute } from '../../routes/staff.ts';
import { question, type Answers, type Form, type Moment, type Who } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { dayQuestion } from '../questions/day.ts';
import { wordsQuestion } from '../questions/words.ts';
import { EVALUATION } from './evaluation-answers.ts';

interface Context {
  /** Undefined when there is none in the member's area. */
  readonly it: EvaluationOf | undefined;
  readonly today: Temporal.PlainDate;
  /** Where such meetings are held, in the words that are kept. */
  readonly places: readonly { readonly label: Line; readonly text: string }[];
}

async function load(services: Services, who: Who, answers: Answers, moment: Moment): Promise<Context> {
  const id = answers.of(EVALUATION);
  return {
    it:
      id === undefined || who.member === undefined
        ? undefined
        : await deskEvaluation(services, who.member, id),
    today: Temporal.PlainDate.from(moment.today),
    places: (['office', 'business', 'phone'] as const).map((code) => {
      const label = line(`evaluation.meeting.where.${code}`);
      return { label, text: moment.wordings([label])[0] ?? '' };
    }),
  };
}

const on = dayQuestion<Context>({
  key: 'on',
  ask: () => line('evaluation.meeting.on'),
  toward: 'past',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today, today.subtract({ days: 1 })],
  refused: (day, _answers, { today }) =>
    day > today.toString() ? line('evaluation.meeting.future') : undefined,
  label: 'evaluation.meeting.on.label',
});

const place = wordsQuestion<Context>({
  key: 'place',
  ask: () => line('evaluation.meeting.where'),
  choices: (_answers, { places }) => places.map((it, at) => [choice(`p${at}`, it.label, take(it.text))]),
  words: { least: 3, most: 120 },
  hints: [line('evaluation.meeting.hint', { most: 120 })],
  label: 'evaluation.meeting.where.label',
  show: (value) => named(value),
});

const present = wordsQuestion<Context>({
  key: 'present',
  ask: () => line('evaluation.meeting.who'),
  words: { least: 3, most: 300 },
  hints: [line('evaluation.meeting.hint', { most: 300 })],
  label: 'evaluation.meeting.who.label',
  show: (value) => named(value),
});

const minutes = wordsQuestion<Context>({
  key: 'minutes',
  ask: () => line('evaluation.meeting.what'),
  words: { least: 10, most: 2_000, lines: true },
  hints: [line('evaluation.meeting.hint', { most: 2_000 })],
  label: 'evaluation.meeting.what.label',
  show: (value) => named(value),
});

const result = z.object({ evaluation: z.number().nullable(), number: z.string().nullable() });
type Result = z.infer<typeof result>;

const NOTHING: Result = { evaluation: null, number: null };

const receipt = (text: Line, { evaluation }: Result): Receipt => ({
  text: evaluation === null ? line('evaluation.late') : text,
  buttons: [
    ...(evaluation === null
      ? []
      : [
          [button('evaluation.button.task', deskEvaluationRoute.to(evaluation, 'task'))],
          [button('evaluation.button.back', deskEvaluationRoute.to(evaluation))],
        ]),
    [staffMenuButton],
  ],
});

const common = {
  version: 1,
  duty: 'cases',
  forget: true,
  heading: (_answers: Answers, { it }: Context) =>
    it === undefined ? undefined : named(it.application.number),
  load,
  result,
} as const;

/** *Isi rapat evaluasi*: when and where both sides met, who was there, and what was said. */
const meetingForm: Form<Context, Services, Result> = {
  ...common,
  name: 'evaluation-meeting',
  title: 'evaluation.meeting.title',
  questions: [on, place, present, minutes],
  review: { ask: line('evaluation.meeting.review'), send: line('agreement.draft.save') },
  submit: async (services, { member }, answers, { it }) => {
    const [day, at, names, words] = [on, place, present, minutes].map((asked) => answers.of(asked));
    if (it === undefined || member === undefined || day === undefined || at === undefined) return NOTHING;
    if (names === undefined || words === undefined) return NOTHING;
    const done = await recordMeeting(services, member, it, {
      on: day,
      place: at,
      present: names,
      minutes: words,
    });
    return done ? { evaluation: it.evaluation.id, number: null } : NOTHING;
  },
  receipt: (done) => receipt(line('evaluation.meeting.done'), done),
};

const what = wordsQuestion<Context>({
  key: 'what',
  ask: () => line('evaluation.task.what'),
  words: { least: 3, most: 200 },
  hints: [line('evaluation.meeting.hint', { most: 200 })],
});

const by = question<Context, Side>({
  key: 'by',
  value: z.enum(sides),
  ask: () => line('evaluation.task.who'),
  choices: () => [sides.map((side) => choice(side, line(`agreement.side.${side}`), take(side)))],
  hints: [line('common.buttons'), line('common.buttons')],
});

const dueOn = dayQuestion<Context>({
  key: 'dueOn',
  ask: () => line('evaluation.task.until'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today.add({ weeks: 2 }), today.add({ months: 1 })],
  refused: (day, _answers, { today }) => (day < today.toString() ? line('evaluation.task.past') : undefined),
  label: 'evaluation.task.until.label',
});

/** *Tambah tindak lanjut*: what is to be done, by whom, until when; work of the office from then on. */
const taskForm: Form<Context, Services, Result> = {
  ...common,
  name: 'evaluation-task',
  brief: true,
  title: 'evaluation.task.title',
  questions: [what, by, dueOn],
  submit: async (services, { member }, answers, { it }) => {
    const [words, side, day] = [answers.of(what), answers.of(by), answers.of(dueOn)];
    if (it === undefined || member === undefined || words === undefined) return NOTHING;
    if (side === undefined || day === undefined) return NOTHING;
    const { number } = await addTask(services, member, it, { what: words, by: side, dueOn: day });
    return { evaluation: it.evaluation.id, number };
  },
  receipt: (done, answers) =>
    receipt(
      line('evaluation.task.stored', {
        number: done.number ?? '–',
        day: { day: answers.of(dueOn) ?? '' },
      }),
      done,
    ),
};

export const evaluationMeeting = fillOne(meetingForm, { fresh: true });
export const evaluationTask = fillOne(taskForm, { fresh: true });
