import { checklist, isComplete } from '../../../domain/partnership/agreement.ts';
import { line } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  agreementStep,
  officeAct,
  type AgreementStep,
} from '../../../services/partnership/agreements/agreement-acts.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { agreementDeskRoute } from '../../routes/staff.ts';
import type { Form } from '../engine/form.ts';
import { fillOne } from '../engine/script.ts';
import { tickQuestion } from '../questions/ticks.ts';
import { agreementHeading, loadForOffice, VERSION, type AgreementContext } from './agreement-context.ts';

type C = AgreementContext;

const items = tickQuestion<C>({
  key: 'items',
  ask: () => line('agreement.check.ask'),
  label: 'agreement.check.label',
  show: (codes) => line('agreement.check.count', { done: codes.length, all: checklist.length }),
  ticks: () => checklist.map((item) => ({ code: item, label: line(`agreement.check.${item}`) })),
  instead: () => ({ label: line('agreement.check.nothing'), value: [] }),
});

/** *Daftar periksa*: what the paper must hold and must not, ticked by whoever has read it. */
const checkForm: Form<C, Services, AgreementStep> = {
  name: 'agreement-check',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'agreement.check.title',
  questions: [items],
  heading: agreementHeading,
  load: loadForOffice,
  submit: async (services, _who, answers, { application, member }) => {
    const [version, ticked] = [answers.of(VERSION), answers.of(items)];
    if (application === undefined || member === undefined || version === undefined || ticked === undefined)
      return { kind: 'refused', why: 'unknown' };
    return officeAct(services, member, application, version, { do: 'check', items: ticked });
  },
  result: agreementStep,
  receipt: (done, answers, { application }) => ({
    text: line(
      done.kind === 'refused'
        ? 'agreement.refused.not-now'
        : isComplete(answers.of(items) ?? [])
          ? 'agreement.check.complete'
          : 'agreement.check.open',
    ),
    buttons: [
      ...(application === undefined
        ? []
        : [[button('agreement.button.desk', agreementDeskRoute.to(application.id))]]),
      [staffMenuButton],
    ],
  }),
};

export const checkAgreement = fillOne(checkForm, { fresh: true });
