import { z } from 'zod';
import { readWhen } from '../../../domain/when/when.ts';
import { addWorkingDays } from '../../../domain/when/working-days.ts';
import { line } from '../../../i18n.ts';
import { outcomes, planNext } from '../../../services/cases/case-steps.ts';
import { resolveCase } from '../../../services/cases/case-answers.ts';
import { post } from '../../../services/cases/letters.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  backToCase,
  caseHeading,
  loadCase,
  stepDone,
  stepResult,
  type CaseContext,
  type StepDone,
} from './case-context.ts';
import { question, type Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { choice, hint, leave, take } from '../engine/reply.ts';
import { aDay } from '../questions/day.ts';
import { letterQuestion } from '../questions/letter.ts';
import { wordsQuestion } from '../questions/words.ts';

type C = CaseContext;

const common = { version: 1, brief: true, duty: 'cases', heading: caseHeading, load: loadCase } as const;

const words = letterQuestion<C>('words', { ask: 'case.note.ask', hint: 'case.note.hint' });

/** *Catatan*: for colleagues only. */
const caseNoteForm: Form<C, Services, StepDone> = {
  ...common,
  name: 'case-note',
  title: 'case.note.title',
  questions: [words],
  async submit(services, who, answers, { it, member }) {
    const said = answers.of(words);
    if (it === undefined || member === undefined || said === undefined)
      return stepDone(it?.id, { kind: 'no' });
    return stepDone(it.id, await post(services, { ...who, member }, { case: it.id, way: 'note' }, said));
  },
  goesOn: (done) => (done.kind === 'done' ? { case: done.case, way: 'note' } : undefined),
  result: stepResult,
  receipt: (done) =>
    backToCase(done.case || undefined, line(done.kind === 'done' ? 'case.note.done' : 'case.no')),
};

const action = wordsQuestion<C>({
  key: 'action',
  ask: () => line('case.next.ask'),
  words: { least: 3, most: 200 },
  hints: [line('case.next.hint')],
});

const on = question<C, string>({
  ...aDay,
  key: 'on',
  ask: () => line('case.next.on'),
  choices: (_answers, { today, holidays }) =>
    [1, 3, 5].map((days) => {
      const it = addWorkingDays(today, days, holidays).date.toString();
      return [choice(`d${days}`, line('case.next.tomorrow', { day: { day: it } }), take(it))];
    }),
  read: (said, _answers, { now, zone }) => {
    const reading = said.kind === 'text' ? readWhen(`${said.text} pukul 23.59`, now, zone) : undefined;
    return reading?.kind === 'ok' ? take(reading.value.day) : hint();
  },
  reader: 'when@1',
  hints: [line('case.next.onHint'), line('case.next.onHint')],
});

const nextResult = stepResult.extend({ text: z.string(), on: z.string() });

/** *Tindakan berikutnya*: what is to be done, and when. */
const caseNextForm: Form<C, Services, z.infer<typeof nextResult>> = {
  ...common,
  name: 'case-next',
  title: 'case.next.title',
  questions: [action, on],
  async submit(services, _who, answers, { it, member }) {
    const text = answers.of(action);
    const when = answers.of(on);
    if (it === undefined || member === undefined || text === undefined || when === undefined)
      return { ...stepDone(it?.id, { kind: 'no' }), text: '', on: '' };
    return {
      ...stepDone(it.id, await planNext(services, member, it.id, { text, on: when })),
      text,
      on: when,
    };
  },
  result: nextResult,
  receipt: (done) =>
    backToCase(
      done.case || undefined,
      done.kind === 'done'
        ? line('case.next.done', { text: done.text, day: { day: done.on } })
        : line('case.no'),
    ),
};

const outcome = question<C, (typeof outcomes)[number]>({
  key: 'outcome',
  value: z.enum(outcomes),
  ask: () => line('case.resolve.ask'),
  choices: () => outcomes.map((it) => [choice(it, line(`case.resolve.outcome.${it}`), take(it))]),
  hints: [line('common.buttons'), line('common.buttons')],
});

const said = wordsQuestion<C>({
  key: 'said',
  ask: () => line('case.resolve.text'),
  choices: () => [[choice('skip', line('common.button.skip'), leave('skipped'))]],
  words: { least: 3, most: 300, skippedBy: ['skip'] },
  hints: [line('case.resolve.textHint')],
});

/** *Selesai ditangani*: what came of it; then the owner is asked whether it helped. */
const caseResolveForm: Form<C, Services, StepDone> = {
  ...common,
  name: 'case-resolve',
  title: 'case.resolve.title',
  questions: [outcome, said],
  async submit(services, _who, answers, { it, member }) {
    const result = answers.of(outcome);
    if (it === undefined || member === undefined || result === undefined)
      return stepDone(it?.id, { kind: 'no' });
    return stepDone(
      it.id,
      await resolveCase(services, member, it.id, { outcome: result, text: answers.of(said) }),
    );
  },
  result: stepResult,
  receipt: (done) =>
    backToCase(
      done.case || undefined,
      done.kind === 'no'
        ? line('case.no')
        : done.status === 'resolved'
          ? line('case.resolve.done.resolved')
          : line('case.resolve.done.closed', { number: done.number }),
    ),
};

export const caseNoteScript = fillOne(caseNoteForm);

export const caseNextScript = fillOne(caseNextForm);

export const caseResolveScript = fillOne(caseResolveForm);
