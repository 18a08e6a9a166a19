import { z } from 'zod';
import { line } from '../../../i18n.ts';
import { caseById } from '../../../services/cases/case-desk.ts';
import { post } from '../../../services/cases/letters.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  backToCase,
  CASE,
  caseHeading,
  loadCase,
  stepDone,
  stepResult,
  type CaseContext,
} from './case-context.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { letterQuestion } from '../questions/letter.ts';
import { menuButton } from '../../buttons.ts';

const toOwner = letterQuestion<CaseContext>('words', { ask: 'case.answer.ask', hint: 'case.answer.hint' });

/** *Tulis ke pemilik*: an officer's words go into the owner's chat, and stay in the case. */
const caseAnswerForm: Form<CaseContext, Services, z.infer<typeof stepResult>> = {
  name: 'case-answer',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'case.answer.title',
  questions: [toOwner],
  heading: caseHeading,
  load: loadCase,
  async submit(services, who, answers, { it, member }) {
    const said = answers.of(toOwner);
    if (it === undefined || member === undefined || said === undefined)
      return stepDone(it?.id, { kind: 'no' });
    return stepDone(it.id, await post(services, { ...who, member }, { case: it.id, way: 'owner' }, said));
  },
  goesOn: (done) => (done.kind === 'done' ? { case: done.case, way: 'owner' } : undefined),
  result: stepResult,
  receipt: (done) =>
    backToCase(done.case || undefined, line(done.kind === 'done' ? 'case.answer.done' : 'case.no')),
};

export const caseAnswerScript = fillOne(caseAnswerForm);

interface OwnCase {
  readonly id: number | undefined;
}

const replyResult = z.object({ case: z.number().optional(), number: z.string(), dueOn: z.string() });
const toOffice = letterQuestion<OwnCase>('words', { ask: 'case.reply.ask', hint: 'case.reply.hint' });

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
    const said = answers.of(toOffice);
    if (id === undefined || said === undefined) return { number: '', dueOn: '' };
    const from = { accountId: who.accountId, member: undefined };
    const done = await post(services, from, { case: id, way: 'office' }, said);
    return done.kind === 'done'
      ? { case: id, number: done.case.number, dueOn: done.case.dueOn }
      : { number: '', dueOn: '' };
  },
  goesOn: (done) => (done.case === undefined ? undefined : { case: done.case, way: 'office' }),
  result: replyResult,
  receipt: (done) => ({
    text:
      done.number === ''
        ? line('case.owner.over')
        : line('case.reply.done', { number: done.number, day: { day: done.dueOn } }),
    buttons: [[menuButton]],
  }),
};

export const caseReplyScript = fillOne(caseReplyForm);
