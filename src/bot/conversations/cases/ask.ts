import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { openCase } from '../../../services/cases/cases.ts';
import type { Services } from '../../../services/core/services.ts';
import { trainingById, type Training } from '../../../services/trainings/trainings.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { letterQuestion } from '../questions/letter.ts';
import { menuButton } from '../../buttons.ts';

const result = z.object({ id: z.number(), number: z.string(), dueOn: z.string() });

/** The training that the question is about, when it was asked from there. */
const TRAINING = { key: 'training', value: z.number().int() };

interface AskContext {
  readonly training: Training | undefined;
}

const asked = letterQuestion<AskContext>('question', {
  ask: 'start.ask.ask',
  hint: 'start.ask.hint1',
  first: 'start.ask.first',
});

/** *Tanya petugas*: a question becomes a case with a number and a promised day. */
const askForm: Form<AskContext, Services, z.infer<typeof result>> = {
  name: 'ask',
  version: 1,
  brief: true,
  title: 'start.ask.title',
  questions: [asked],
  heading: (_answers, { training }) =>
    training === undefined
      ? undefined
      : line('training.ask.about', {
          title: training.title,
          when: { moment: training.startsAt.toISOString() },
        }),
  load: async (services, _who, answers) => {
    const id = answers.of(TRAINING);
    return { training: id === undefined ? undefined : await trainingById(services, id) };
  },
  submit: async (services, who, answers, { training }) => {
    const { text, file } = answers.of(asked) ?? {};
    return openCase(services, {
      kind: 'question',
      accountId: who.accountId,
      personId: who.personId,
      text,
      file,
      ...(training === undefined ? {} : { details: { training: training.number } }),
    });
  },
  goesOn: ({ id }) => ({ case: id, way: 'office' }),
  result,
  receipt: (done) => ({
    text: line('start.ask.receipt', { number: done.number, day: { day: done.dueOn } }),
    buttons: [[menuButton]],
  }),
};

export const ask = fillOne(askForm, { fresh: true });
