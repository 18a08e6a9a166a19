import { z } from 'zod';
import {
  opinions,
  type Opinion,
  type ownerQuestions,
  type partnerQuestions,
} from '../../../domain/partnership/evaluation.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { opinionLine } from '../../../reports/evaluation-lines.ts';
import type { Services } from '../../../services/core/services.ts';
import { answerAsOwner, answerAsPartner } from '../../../services/partnership/evaluations/evaluation-acts.ts';
import {
  companyEvaluation,
  evaluationOfAccount,
  type EvaluationOf,
} from '../../../services/partnership/evaluations/evaluations.ts';
import { partnerOf } from '../../agreement-lines.ts';
import { menuButton, staffMenuButton } from '../../buttons.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';

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

export const ownerEvaluation = fillOne(ownerForm, { fresh: true });
export const partnerEvaluation = fillOne(partnerForm, { fresh: true });
