import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { officeDestroyed } from '../../../services/partnership/partners/recalls.ts';
import {
  backToCase,
  caseHeading,
  loadCase,
  stepResult,
  type CaseContext,
  type StepDone,
} from '../cases/case-context.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { letterQuestion } from './partner-letter.ts';

const letter = letterQuestion<CaseContext>();

/** *Mitra: sudah hapus*: a company that does not answer here has said that it has destroyed what it was asked to. */
const destroyedForm: Form<CaseContext, Services, StepDone> = {
  name: 'case-destroyed',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'case.destroyed.title',
  questions: [letter],
  heading: caseHeading,
  load: loadCase,
  async submit(services, _who, answers, { it, member }) {
    const paper = answers.of(letter);
    const isDone =
      it !== undefined &&
      member !== undefined &&
      paper !== undefined &&
      (await officeDestroyed(services, member, it.id, paper));
    return { kind: isDone ? 'done' : 'no', case: it?.id ?? 0, number: it?.number ?? '', status: 'closed' };
  },
  result: stepResult,
  receipt: (done) =>
    backToCase(
      done.case || undefined,
      done.kind === 'done' ? line('case.destroyed.done', { number: done.number }) : line('case.no'),
    ),
};

export const caseDestroyedScript = fillOne(destroyedForm);
