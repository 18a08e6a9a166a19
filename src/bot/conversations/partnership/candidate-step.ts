import { z } from 'zod';
import { hasOwnWords } from '../../../domain/partnership/decision.ts';
import { named } from '../../../i18n.ts';
import { approvedWords, sentencesOf } from '../../../reports/approved-words.ts';
import { candidateOf } from '../../../services/partnership/candidates/candidates.ts';
import { decide, type Decided } from '../../../services/partnership/steps/decisions.ts';
import type { Services } from '../../../services/core/services.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { candidatesRoute } from '../../routes/staff.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { candidatePage } from '../../application-lines.ts';
import {
  GOES,
  STEPPED,
  STOOD,
  stepContext,
  stepQuestions,
  written,
  type StepContext,
} from './application-step.ts';
import { decidedText } from '../../../reports/application-lines.ts';

const done = z.custom<Decided>().and(z.object({ kind: z.string() }));

/** A step that a company takes: the same questions as the office's, with its own rights and sentences to choose among. */
const candidateStepForm: Form<StepContext, Services, z.infer<typeof done>> = {
  name: 'candidate-step',
  version: 3,
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
      approved: approvedWords((said) => moment.wordings([said])[0] ?? ''),
    });
  },
  submit: async (services, who, answers, { application, to, approved }) => {
    const from = answers.of(STOOD);
    if (application === undefined || who.member === undefined || from === undefined || to === undefined)
      return { kind: 'unknown' };
    const details = written(answers);
    const ownWords = hasOwnWords(details, approved === undefined ? [] : sentencesOf(approved));
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
