import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { setImprove } from '../../../services/trainings/feedback.ts';
import { participantInChat } from '../../../services/trainings/participant-rows.ts';
import type { Services } from '../../../services/core/services.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { PARTICIPANT } from './substitute.ts';
import { choice, leave } from '../engine/reply.ts';
import { wordsQuestion } from '../questions/words.ts';
import { menuButton } from '../../buttons.ts';

interface FeedbackContext {
  readonly participantId: number | undefined;
}

const improve = wordsQuestion<FeedbackContext>({
  key: 'improve',
  numbered: false,
  bare: true,
  ask: () => line('training.feedback.ask'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  words: { least: 0, most: 1_000, cut: true, skippedBy: ['skip', 'no', 'stop', 'not-yet'] },
  hints: [line('training.feedback.hint1'), line('training.feedback.ask')],
});

/** Second question about a training that somebody came to; the first one was answered by the button before. */
const feedbackForm: Form<FeedbackContext, Services, 'stored'> = {
  name: 'feedback',
  version: 1,
  brief: true,
  title: 'training.feedback.title',
  questions: [improve],
  load: async (services, who, answers) => {
    const id = answers.of(PARTICIPANT);
    const participant = id === undefined ? undefined : await participantInChat(services, id, who.accountId);
    return { participantId: participant?.id };
  },
  submit: async (services, _who, answers, { participantId }) => {
    const words = answers.of(improve);
    if (participantId !== undefined && words !== undefined) await setImprove(services, participantId, words);
    return 'stored';
  },
  result: z.literal('stored'),
  receipt: () => ({ text: line('training.feedback.done'), buttons: [[menuButton]] }),
};

export const feedback = fillOne(feedbackForm, { fresh: true });
