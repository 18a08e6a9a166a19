import { z } from 'zod';
import { clip } from '../../../domain/words/clip.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import { setImprove } from '../../../services/trainings/feedback.ts';
import { participantInChat } from '../../../services/trainings/participant-rows.ts';
import type { Services } from '../../../services/core/services.ts';
import { menuButton } from '../../send.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { PARTICIPANT } from './substitute.ts';
import { takeWords } from '../questions/context.ts';

const MOST_CHARACTERS = 1_000;

interface FeedbackContext {
  readonly participantId: number | undefined;
}

const improve = question<FeedbackContext, string>({
  key: 'improve',
  value: z.string(),
  numbered: false,
  bare: true,
  ask: () => line('training.feedback.ask'),
  choices: () => [
    [
      {
        code: 'skip',
        label: line('common.button.skip'),
        reply: { kind: 'accept', value: null, open: 'skipped' },
      },
    ],
  ],
  read: (said) => {
    if (said.kind !== 'text') return { kind: 'hint' };
    const word = readWord(said.text);
    if (word === 'skip' || word === 'no' || word === 'stop' || word === 'not-yet')
      return { kind: 'accept', value: null, open: 'skipped' };
    return takeWords(clip(said.text, MOST_CHARACTERS));
  },
  reader: 'text@1',
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
