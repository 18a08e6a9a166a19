import { z } from 'zod';
import {
  opinions,
  type Opinion,
  type ownerQuestions,
  type partnerQuestions,
} from '../../../domain/partnership/evaluation.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { opinionLine, partnerSaidLines } from '../../../reports/evaluation-lines.ts';
import { letterLines } from '../../../reports/step-lines.ts';
import type { Services } from '../../../services/core/services.ts';
import { answerAsOwner, answerAsPartner } from '../../../services/partnership/evaluations/evaluation-acts.ts';
import { enterLetter, type Entered } from '../../../services/partnership/steps/partner-letters.ts';
import {
  companyEvaluation,
  deskEvaluation,
  evaluationOfAccount,
  type EvaluationOf,
} from '../../../services/partnership/evaluations/evaluations.ts';
import { button, menuButton, staffMenuButton } from '../../buttons.ts';
import { deskEvaluationRoute } from '../../routes/staff.ts';
import { entered, letterQuestion } from './partner-letter.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';
import { enteredText } from '../../../reports/application-lines.ts';

/** Which evaluation, known before the form begins. */
export const EVALUATION = { key: 'evaluation', value: z.number().int() };

interface Context {
  /** Undefined when there is none, or when it is not for whoever fills the form. */
  readonly it: EvaluationOf | undefined;
  readonly partner: string;
}

const opinionQuestion = (
  key: (typeof ownerQuestions)[number] | (typeof partnerQuestions)[number],
  ask: (partner: string) => Line,
) =>
  question<Context, Opinion>({
    key,
    value: z.enum(opinions),
    ask: (_answers, { partner }) => ask(partner),
    choices: () => [opinions.map((it) => choice(it, opinionLine(key, it), take(it)))],
    hints: [line('common.buttons'), line('common.buttons')],
  });

const payment = opinionQuestion('payment', (partner) => line('evaluation.ask.payment', { partner }));
const support = opinionQuestion('support', (partner) => line('evaluation.ask.support', { partner }));
const again = opinionQuestion('again', (partner) => line('evaluation.ask.again', { partner }));
const quality = opinionQuestion('quality', () => line('evaluation.ask.quality'));
const onward = opinionQuestion('again', () => line('evaluation.ask.onward'));

const contextOf = (services: Services, it: EvaluationOf | undefined): Context => ({
  it,
  partner: it === undefined ? '–' : partnerOf(services, it.application),
});

const stored = z.object({ stored: z.boolean() });
type Stored = z.infer<typeof stored>;

/** *Evaluasi kemitraan* by the owner: three presses, which the company never sees by name. */
const ownerForm: Form<Context, Services, Stored> = {
  name: 'evaluation-owner',
  version: 1,
  brief: true,
  title: 'evaluation.title',
  questions: [payment, support, again],
  load: async (services, who, answers) => {
    const id = answers.of(EVALUATION);
    return contextOf(
      services,
      id === undefined ? undefined : await evaluationOfAccount(services, who.accountId, id),
    );
  },
  submit: async (services, _who, answers, { it }) => {
    const [paid, supported, goesOn] = [payment, support, again].map((asked) => answers.of(asked));
    if (it === undefined || paid === undefined || supported === undefined || goesOn === undefined)
      return { stored: false };
    const said = { payment: paid, support: supported, again: goesOn };
    return { stored: await answerAsOwner(services, it, said) };
  },
  result: stored,
  receipt: ({ stored: done }, _answers, { partner }) => ({
    text: done ? line('evaluation.owner.thanks', { partner }) : line('evaluation.late'),
    buttons: [[menuButton]],
  }),
};

/** The same by somebody of the company: two presses. */
const partnerForm: Form<Context, Services, Stored> = {
  name: 'evaluation-partner',
  version: 1,
  brief: true,
  duty: 'candidates',
  title: 'evaluation.title',
  questions: [quality, onward],
  heading: (_answers, { it }) => (it === undefined ? undefined : named(it.application.number)),
  load: async (services, who, answers) => {
    const id = answers.of(EVALUATION);
    return contextOf(
      services,
      id === undefined || who.member === undefined
        ? undefined
        : await companyEvaluation(services, who.member, id),
    );
  },
  submit: async (services, who, answers, { it }) => {
    const [good, goesOn] = [quality, onward].map((asked) => answers.of(asked));
    if (it === undefined || who.member === undefined || good === undefined || goesOn === undefined)
      return { stored: false };
    return { stored: await answerAsPartner(services, who.member, it, { quality: good, again: goesOn }) };
  },
  result: stored,
  receipt: ({ stored: done }) => ({
    text: line(done ? 'evaluation.partner.thanks' : 'evaluation.late'),
    buttons: [[staffMenuButton]],
  }),
};

const letter = letterQuestion<Context>();

const sure = question<Context, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [quality.key, onward.key, letter.key],
  ask: (answers) => {
    const [good, goesOn] = [quality, onward].map((asked) => answers.of(asked));
    return line('partnership.lines', {
      lines: {
        paragraphs: [
          ...(good === undefined || goesOn === undefined
            ? []
            : partnerSaidLines({ quality: good, again: goesOn })),
          ...letterLines(answers.of(letter)),
          line('common.blank'),
          line('change.letter.second'),
        ],
      },
    });
  },
  choices: () => [[choice('yes', line('application.yes'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

/** The same from a letter of the company: entered by an officer, confirmed by a second one. */
const letterForm: Form<Context, Services, Entered> = {
  name: 'evaluation-letter',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'evaluation.title',
  questions: [quality, onward, letter, sure],
  heading: (_answers, { it }) => (it === undefined ? undefined : named(it.application.number)),
  load: async (services, { member }, answers) => {
    const id = answers.of(EVALUATION);
    return contextOf(
      services,
      id === undefined || member === undefined ? undefined : await deskEvaluation(services, member, id),
    );
  },
  submit: async (services, { member }, answers, { it }) => {
    const [good, goesOn] = [quality, onward].map((asked) => answers.of(asked));
    const paper = answers.of(letter);
    if (it === undefined || member === undefined || paper === undefined) return { kind: 'unknown' };
    if (good === undefined || goesOn === undefined) return { kind: 'unknown' };
    return enterLetter(services, member, it.application, {
      kind: 'letter-answers',
      evaluation: it.evaluation.id,
      said: { quality: good, again: goesOn },
      letter: paper,
    });
  },
  result: entered,
  receipt: (done, _answers, { it }) => ({
    text: done.kind === 'late' ? line('evaluation.late') : enteredText(done, it?.application.number ?? '–'),
    buttons: [
      ...(it === undefined
        ? []
        : [[button('evaluation.button.back', deskEvaluationRoute.to(it.evaluation.id))]]),
      [staffMenuButton],
    ],
  }),
};

export const letterEvaluation = fillOne(letterForm, { fresh: true });
export const ownerEvaluation = fillOne(ownerForm, { fresh: true });
export const partnerEvaluation = fillOne(partnerForm, { fresh: true });
