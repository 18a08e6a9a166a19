import { z } from 'zod';
import { readWord } from '../../domain/words.ts';
import { line } from '../../i18n.ts';
import { fileKinds, openCase, type FileKind } from '../../services/cases.ts';
import type { Services } from '../../services/services.ts';
import { trainingById, type Training } from '../../services/trainings.ts';
import { question, type Form } from './engine/form.ts';
import { conversation } from './engine/script.ts';
import { takeWords } from './questions/context.ts';

const media = z.object({
  what: z.enum(['picture', 'voice']),
  fileId: z.string(),
  caption: z.string(),
  fileKind: z.enum(fileKinds).optional(),
});
const value = z.union([z.string(), media]);
const result = z.object({ number: z.string(), dueOn: z.string() });

/** The training that the question is about, when it was asked from there. */
const TRAINING = { key: 'training', value: z.number().int() };

interface AskContext {
  readonly training: Training | undefined;
}

const asked = question<AskContext, z.infer<typeof value>>({
  key: 'question',
  value,
  numbered: false,
  takesMedia: true,
  ask: () => line('start.ask.ask'),
  read: (said) => {
    if (said.kind !== 'text' || said.text.length < 3 || readWord(said.text) !== undefined)
      return { kind: 'hint' };
    return takeWords(said.text);
  },
  reader: 'text@1',
  hints: [line('start.ask.hint1'), line('start.ask.ask')],
});

/** Of a draft that was begun before the kind of file was kept. */
const kindOf = (what: 'picture' | 'voice'): FileKind => (what === 'picture' ? 'photo' : 'voice');

/** *Tanya petugas*: a question in text, voice or picture becomes a case with a number and a promised day. */
export const askForm: Form<AskContext, Services, z.infer<typeof result>> = {
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
    const given = answers.of(asked);
    const sent = typeof given === 'string' ? undefined : given;
    const text = typeof given === 'string' ? given : sent?.caption;
    const opened = await openCase(services, {
      kind: 'question',
      accountId: who.accountId,
      personId: who.personId,
      ...(text === undefined || text === '' ? {} : { text }),
      ...(sent === undefined
        ? {}
        : { file: { kind: sent.fileKind ?? kindOf(sent.what), fileId: sent.fileId } }),
      ...(training === undefined ? {} : { details: { training: training.number } }),
    });
    return { number: opened.number, dueOn: opened.dueOn };
  },
  result,
  receipt: (done) => ({
    text: line('start.ask.receipt', { number: done.number, day: { day: done.dueOn } }),
    buttons: [[{ label: line('common.button.menu'), data: 'menu' }]],
  }),
};

export const ask = conversation('ask', 1, [askForm], async (talk) => {
  await talk.fill(askForm, { ...talk.start, open: 'fresh' });
});
