import { z } from 'zod';
import { maskIdentityNumbers } from '../../domain/identity.ts';
import { line, type TextKey } from '../../i18n.ts';
import { caseById } from '../../services/case-desk.ts';
import { answerOffice, answerOwner, type CaseWords } from '../../services/case-steps.ts';
import { fileKinds } from '../../services/cases.ts';
import type { Services } from '../../services/services.ts';
import {
  backToCase,
  CASE,
  caseHeading,
  loadCase,
  stepDone,
  stepResult,
  type CaseContext,
} from './case-context.ts';
import { question, type AnyQuestion, type Form } from './engine/form.ts';
import { conversation } from './engine/script.ts';
import { hint, take, takeWords } from './questions/context.ts';

/** With its frame it still fits under a picture (Bot API: captions up to 1,024 characters). */
const MOST_TEXT = 800;

const words = z.object({
  text: z.string().max(MOST_TEXT).optional(),
  fileId: z.string().optional(),
  fileKind: z.enum(fileKinds).optional(),
});

/** Text, a picture or a recording that travels inside a case. */
function wordsQuestion<C>(ask: TextKey, hintKey: TextKey): AnyQuestion<C> & { readonly key: 'words' } {
  return {
    ...question<C, z.infer<typeof words>>({
      key: 'words',
      value: words,
      numbered: false,
      takesMedia: true,
      ask: () => line(ask),
      read: (said) => {
        const text = said.kind === 'text' ? maskIdentityNumbers((said.lines ?? said.text).trim()).masked : '';
        return text.length >= 3 && text.length <= MOST_TEXT ? takeWords({ text }) : hint();
      },
      readMedia: (sent) => {
        // A round video takes no words with it, so who it is from could not be said.
        if (sent.fileKind === undefined || sent.fileKind === 'video_note' || sent.caption.length > MOST_TEXT)
          return hint();
        const { fileId, fileKind, caption } = sent;
        return take({ fileId, fileKind, ...(caption === '' ? {} : { text: caption }) });
      },
      reader: 'text@1',
      hints: [line(hintKey), line(hintKey)],
    }),
    key: 'words',
  };
}

function sentWords({ text, fileId, fileKind }: z.infer<typeof words>): CaseWords {
  return {
    text,
    file: fileId === undefined || fileKind === undefined ? undefined : { fileId, kind: fileKind },
  };
}

const toOwner = wordsQuestion<CaseContext>('case.answer.ask', 'case.answer.hint');

/** *Tulis ke pemilik*: an officer's words go into the owner's chat, and stay in the case. */
export const caseAnswerForm: Form<CaseContext, Services, z.infer<typeof stepResult>> = {
  name: 'case-answer',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'case.answer.title',
  questions: [toOwner],
  heading: caseHeading,
  load: loadCase,
  async submit(services, _who, answers, { it, member }) {
    const said = answers.of({ key: 'words', value: words });
    if (it === undefined || member === undefined || said === undefined)
      return stepDone(it?.id, { kind: 'no' });
    return stepDone(it.id, await answerOwner(services, member, it.id, sentWords(said)));
  },
  result: stepResult,
  receipt: (done) =>
    backToCase(done.case || undefined, line(done.kind === 'done' ? 'case.answer.done' : 'case.no')),
};

export const caseAnswerScript = conversation('case-answer', 1, [caseAnswerForm], async (talk) => {
  await talk.fill(caseAnswerForm, talk.start);
});

interface OwnCase {
  readonly id: number | undefined;
}

const replyResult = z.object({ number: z.string(), dueOn: z.string() });
const toOffice = wordsQuestion<OwnCase>('case.reply.ask', 'case.reply.hint');

/** *Balas*: an owner writes inside a case; also after "Belum" and when it was closed already. */
export const caseReplyForm: Form<OwnCase, Services, z.infer<typeof replyResult>> = {
  name: 'case-reply',
  version: 1,
  brief: true,
  title: 'case.reply.title',
  questions: [toOffice],
  async load(services, who, answers) {
    const id = answers.of(CASE);
    const found = id === undefined ? undefined : await caseById(services, id);
    return { id: found?.accountId === who.accountId ? id : undefined };
  },
  async submit(services, who, answers, { id }) {
    const said = answers.of({ key: 'words', value: words });
    if (id === undefined || said === undefined) return { number: '', dueOn: '' };
    const done = await answerOffice(services, who.accountId, id, sentWords(said));
    return done.kind === 'done'
      ? { number: done.case.number, dueOn: done.case.dueOn }
      : { number: '', dueOn: '' };
  },
  result: replyResult,
  receipt: (done) => ({
    text:
      done.number === ''
        ? line('case.owner.over')
        : line('case.reply.done', { number: done.number, day: { day: done.dueOn } }),
    buttons: [[{ label: line('common.button.menu'), data: 'menu' }]],
  }),
};

export const caseReplyScript = conversation('case-reply', 1, [caseReplyForm], async (talk) => {
  await talk.fill(caseReplyForm, talk.start);
});
