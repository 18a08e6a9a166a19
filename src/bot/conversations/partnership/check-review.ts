import { z } from 'zod';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  decideCheckReview,
  reviewEnds,
  reviewOutcomes,
} from '../../../services/partnership/applications/reviews.ts';
import { backToCase, caseHeading, loadCase, type CaseContext } from '../cases/case-context.ts';
import { question, type Form } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { wordsQuestion } from '../questions/words.ts';

export const OUTCOME = { key: 'outcome', value: z.enum(reviewOutcomes) };

type C = CaseContext;

const reason = wordsQuestion<C>({
  key: 'reason',
  numbered: false,
  ask: (answers) => line(`case.review.why.${answers.of(OUTCOME) ?? 'not-yet'}`),
  words: { least: 5, most: 300 },
  hints: [line('application.refuse.hint')],
});

const sure = question<C, true>({
  key: 'sure',
  value: z.literal(true),
  numbered: false,
  dependsOn: [reason.key],
  ask: (answers) =>
    line('case.review.sure', {
      outcome: { line: line(`case.review.${answers.of(OUTCOME) ?? 'not-yet'}`) },
      reason: answers.of(reason) ?? '',
    }),
  choices: () => [[choice('yes', line('application.yes.clear'), take(true))]],
  hints: [line('common.buttons'), line('common.buttons')],
});

const done = z.object({ kind: z.enum(reviewEnds), case: z.number(), number: z.string() });

/** What a person decides about an automatic result, with the reason that the owner reads. */
const checkReviewForm: Form<C, Services, z.infer<typeof done>> = {
  name: 'check-review',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'case.review.title',
  questions: [reason, sure],
  heading: caseHeading,
  load: loadCase,
  submit: async (services, _who, answers, { it, member }) => {
    const [why, outcome] = [answers.of(reason), answers.of(OUTCOME)];
    if (it === undefined || member === undefined || why === undefined || outcome === undefined)
      return { kind: 'no', case: it?.id ?? 0, number: '' };
    const kind = await decideCheckReview(services, member, { caseId: it.id, outcome, reason: why });
    return { kind, case: it.id, number: it.number };
  },
  result: done,
  receipt: ({ kind, case: id, number }) =>
    backToCase(
      id || undefined,
      kind === 'done'
        ? line('case.review.done', { number })
        : line(kind === 'no' ? 'case.no' : `case.review.${kind}`),
    ),
};

export const checkReviewScript = fillOne(checkReviewForm);
