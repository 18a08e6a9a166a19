import { z } from 'zod';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { askAboutAgreement } from '../../../services/partnership/agreements/agreement-acts.ts';
import { menuButton } from '../../buttons.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { letterQuestion } from '../questions/letter.ts';
import { agreementHeading, loadForOwner, type AgreementContext } from './agreement-context.ts';

const asked = letterQuestion<AgreementContext>('question', {
  ask: 'agreement.ask.ask',
  hint: 'start.ask.hint1',
  first: 'start.ask.first',
});

const result = z.object({ id: z.number(), number: z.string(), dueOn: z.string() }).nullable();

/** *Tanya dulu*: a question about a text before the owner says yes; a case with a number and a promised day. */
const askForm: Form<AgreementContext, Services, z.infer<typeof result>> = {
  name: 'agreement-ask',
  version: 1,
  brief: true,
  title: 'agreement.ask.title',
  questions: [asked],
  heading: agreementHeading,
  load: loadForOwner,
  submit: async (services, who, answers, { application }) => {
    const { text, file } = answers.of(asked) ?? {};
    if (application === undefined) return null;
    return askAboutAgreement(services, application, { accountId: who.accountId, text, file });
  },
  goesOn: (done) => (done === null ? undefined : { case: done.id, way: 'office' }),
  result,
  receipt: (done) => ({
    text:
      done === null
        ? line('agreement.gone')
        : line('agreement.ask.receipt', { number: done.number, day: { day: done.dueOn } }),
    buttons: [[menuButton]],
  }),
};

export const askAgreement = fillOne(askForm, { fresh: true });
