import { z } from 'zod';
import { filled } from '../../../domain/cases/ready-answer.ts';
import { shortName } from '../../../domain/people/name.ts';
import { line, named } from '../../../i18n.ts';
import { caseById } from '../../../services/cases/case-desk.ts';
import { heldUntil } from '../../../services/cases/case-steps.ts';
import { post } from '../../../services/cases/letters.ts';
import { readyAnswers, type ReadyAnswer } from '../../../services/cases/ready-answers.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  afterAnswer,
  backToCase,
  CASE,
  caseHeading,
  loadCase,
  stepDone,
  stepResult,
  type CaseContext,
} from './case-context.ts';
import type { Form, Moment } from '../engine/form.ts';
import { choice, propose } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { ownerTitle } from '../helpers/words.ts';
import { letterQuestion, type LetterQuestion } from '../questions/letter.ts';
import { menuButton } from '../../buttons.ts';

interface AnswerContext extends CaseContext {
  /** As this owner reads them. */
  readonly ready: readonly ReadyAnswer[];
}

const toOwner: LetterQuestion<AnswerContext> = {
  ...letterQuestion<AnswerContext>('words', { ask: 'case.answer.ask', hint: 'case.answer.hint' }),
  choices: (_answers, { ready }) =>
    ready.map(({ id, title, text }) => [
      choice(
        `ready.${id}`,
        named(title),
        propose(line('case.answer.ready', { text }), line('case.answer.other'), {
          code: 'send',
          label: line('case.answer.send'),
          value: { text },
        }),
      ),
    ]),
};

/** The ready answers with this owner in them. */
async function readyFor(
  services: Services,
  { it }: CaseContext,
  { wordings }: Moment,
): Promise<readonly ReadyAnswer[]> {
  if (it === undefined) return [];
  const { name, salutation } = it.who;
  const title =
    name !== undefined && salutation !== undefined
      ? ownerTitle(name, salutation)
      : line('case.answer.you', { name: name === undefined ? '' : shortName(name) });
  const [sapaan = ''] = wordings([title]);
  const by = { sapaan: sapaan.trim(), nama: name ?? sapaan.trim() };
  return (await readyAnswers(services)).map((ready) => ({ ...ready, text: filled(ready.text, by) }));
}

const answerResult = stepResult.extend({ until: z.string().optional() });

/** *Tulis ke pemilik*: an officer's words go into the owner's chat, and stay in the case. */
const caseAnswerForm: Form<AnswerContext, Services, z.infer<typeof answerResult>> = {
  name: 'case-answer',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'case.answer.title',
  questions: [toOwner],
  heading: caseHeading,
  async load(services, who, answers, moment) {
    const context = await loadCase(services, who, answers, moment);
    return { ...context, ready: await readyFor(services, context, moment) };
  },
  async submit(services, who, answers, { it, member }) {
    const said = answers.of(toOwner);
    if (it === undefined || member === undefined || said === undefined)
      return stepDone(it?.id, { kind: 'no' });
    const step = await post(services, { ...who, member }, { case: it.id, way: 'owner' }, said);
    const until = step.kind === 'done' ? await heldUntil(services, step.case) : undefined;
    return { ...stepDone(it.id, step), ...(until === undefined ? {} : { until: until.toISOString() }) };
  },
  goesOn: (done) => (done.kind === 'done' ? { case: done.case, way: 'owner' } : undefined),
  result: answerResult,
  receipt: ({ kind, case: id, until }) =>
    kind === 'done' ? afterAnswer(id, until) : backToCase(id || undefined, line('case.no')),
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
