import { z } from 'zod';
import { filled } from '../../../domain/cases/ready-answer.ts';
import { shortName } from '../../../domain/people/name.ts';
import { nextOpening } from '../../../domain/when/office-hours.ts';
import { line, named } from '../../../i18n.ts';
import { caseById } from '../../../services/cases/case-desk.ts';
import { post } from '../../../services/cases/letters.ts';
import { readyAnswers, type ReadyAnswer } from '../../../services/cases/ready-answers.ts';
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
import { question, type Form, type Moment } from '../engine/form.ts';
import { choice, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { ownerTitle } from '../helpers/words.ts';
import { letterQuestion, type LetterQuestion } from '../questions/letter.ts';
import { menuButton } from '../../buttons.ts';

interface AnswerContext extends CaseContext {
  /** As this owner reads them. */
  readonly ready: readonly ReadyAnswer[];
  /** When the office begins its work again; undefined while it is at work. */
  readonly opensAt: Date | undefined;
}

const toOwner: LetterQuestion<AnswerContext> = {
  ...letterQuestion<AnswerContext>('words', { ask: 'case.answer.ask', hint: 'case.answer.hint' }),
  choices: (_answers, { ready }) =>
    ready.map(({ id, title, text }) => [
      choice(`ready.${id}`, named(title), {
        kind: 'propose',
        text: line('case.answer.ready', { text }),
        options: [{ code: 'send', label: line('case.answer.send'), value: { text } }],
        again: line('case.answer.other'),
      }),
    ]),
};

const when = question<AnswerContext, 'opening' | 'now'>({
  key: 'when',
  value: z.enum(['opening', 'now']),
  numbered: false,
  when: (_answers, { opensAt }) => opensAt !== undefined,
  ask: (_answers, { opensAt }) => line('case.answer.when', { moment: { moment: isoOf(opensAt) } }),
  choices: (_answers, { opensAt }) => [
    [choice('opening', line('case.answer.opening', { time: { time: isoOf(opensAt) } }), take('opening'))],
    [choice('now', line('case.answer.now'), take('now'))],
  ],
  hints: [line('common.buttons'), line('common.buttons')],
});

const isoOf = (instant: Date | undefined): string => (instant ?? new Date(0)).toISOString();

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

const answerResult = stepResult.extend({ at: z.string().optional() });

/** *Tulis ke pemilik*: an officer's words go into the owner's chat, and stay in the case. */
const caseAnswerForm: Form<AnswerContext, Services, z.infer<typeof answerResult>> = {
  name: 'case-answer',
  version: 2,
  brief: true,
  duty: 'cases',
  title: 'case.answer.title',
  questions: [toOwner, when],
  heading: caseHeading,
  async load(services, who, answers, moment) {
    const context = await loadCase(services, who, answers, moment);
    const opens = nextOpening(moment.now, services.office);
    return {
      ...context,
      ready: await readyFor(services, context, moment),
      opensAt: opens.getTime() === moment.now.getTime() ? undefined : opens,
    };
  },
  async submit(services, who, answers, { it, member, opensAt }) {
    const said = answers.of(toOwner);
    if (it === undefined || member === undefined || said === undefined)
      return stepDone(it?.id, { kind: 'no' });
    const chosen = answers.of(when);
    const at = chosen === 'opening' ? opensAt : undefined;
    const words = { ...said, when: at ?? (chosen === undefined ? undefined : ('anytime' as const)) };
    const step = await post(services, { ...who, member }, { case: it.id, way: 'owner' }, words);
    return { ...stepDone(it.id, step), ...(at === undefined ? {} : { at: at.toISOString() }) };
  },
  goesOn: (done) => (done.kind === 'done' ? { case: done.case, way: 'owner' } : undefined),
  result: answerResult,
  receipt: ({ kind, case: id, at }) =>
    backToCase(
      id || undefined,
      kind === 'no'
        ? line('case.no')
        : at === undefined
          ? line('case.answer.done')
          : line('case.answer.later', { moment: { moment: at } }),
    ),
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
