import { z } from 'zod';
import { approvedReasons, approvedResults, hasOwnWords } from '../../../domain/partnership/decision.ts';
import { line, named, type Line } from '../../../i18n.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import { decide, type Decided } from '../../../services/partnership/steps/decisions.ts';
import type { Services } from '../../../services/core/services.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { candidatesRoute } from '../../routes/staff.ts';
import type { Form, Moment } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { candidatePage, decidedText } from '../../application-lines.ts';
import {
  GOES,
  STEPPED,
  STOOD,
  stepContext,
  stepQuestions,
  written,
  type Approved,
  type StepContext,
} from './application-step.ts';

const done = z.custom<Decided>().and(z.object({ kind: z.string() }));

/** The sentences of the list, in the language that the owners read. */
function approvedIn({ wordings }: Moment): Approved {
  const words = (code: (typeof approvedReasons | typeof approvedResults)[number], said: Line) => ({
    code,
    label: line(`candidate.pick.${code}`),
    text: wordings([said])[0] ?? '',
  });
  return {
    reasons: approvedReasons.map((it) => words(it, line(`candidate.reason.${it}`))),
    results: approvedResults.map((it) => words(it, line(`candidate.result.${it}`))),
  };
}

/** A step that a company takes: the same questions as the office's, with its own rights and sentences to choose among. */
const candidateStepForm: Form<StepContext, Services, z.infer<typeof done>> = {
  name: 'candidate-step',
  version: 2,
  brief: true,
  duty: 'candidates',
  forget: true,
  title: 'candidate.step.title',
  questions: stepQuestions,
  heading: (_answers, { application }) => (application === undefined ? undefined : named(application.number)),
  load: async (services, who, answers, moment) => {
    const id = answers.of(STEPPED);
    const candidate =
      id === undefined || who.member === undefined ? undefined : await candidateOf(services, who.member, id);
    return stepContext(services, {
      application: candidate?.application,
      from: answers.of(STOOD),
      to: answers.of(GOES),
      now: moment.now,
      approved: approvedIn(moment),
    });
  },
  submit: async (services, who, answers, { application, to, approved }) => {
    const from = answers.of(STOOD);
    if (application === undefined || who.member === undefined || from === undefined || to === undefined)
      return { kind: 'unknown' };
    const details = written(answers);
    const sentences = [...(approved?.reasons ?? []), ...(approved?.results ?? [])];
    const ownWords = hasOwnWords(
      details,
      sentences.map(({ text }) => text),
    );
    return decide(services, who.member, { id: application.id, from, to, details, ownWords });
  },
  result: done,
  receipt: (decided, _answers, { application }) => ({
    text: decidedText(decided, application?.number ?? '–'),
    buttons: [
      ...(application === undefined
        ? []
        : [[{ label: named(application.number), data: candidatePage(application) }]]),
      [button('candidate.back', candidatesRoute.to())],
      [staffMenuButton],
    ],
  }),
};

export const candidateStepScript = fillOne(candidateStepForm);
