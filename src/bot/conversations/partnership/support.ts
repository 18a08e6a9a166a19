import { z } from 'zod';
import { supportSources, type SupportSource } from '../../../domain/partnership/support.ts';
import { intiDuties, type IntiDuty } from '../../../domain/eligibility/need.ts';
import { line, named } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import {
  deskSupport,
  promiseSupport,
  signSupport,
} from '../../../services/partnership/agreements/supports.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { deskSupportsRoute } from '../../routes/staff.ts';
import { question, type Form } from '../engine/form.ts';
import type { Receipt } from '../../message.ts';
import { choice, inPairs, leave, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { wordsQuestion } from '../questions/words.ts';
import { agreementHeading, loadForOffice, type AgreementContext } from './agreement-context.ts';

type C = AgreementContext;

const kind = question<C, IntiDuty>({
  key: 'kind',
  value: z.enum(intiDuties),
  ask: () => line('support.kind.ask'),
  choices: () => inPairs(intiDuties.map((it) => choice(it, line(`support.kind.${it}`), take(it)))),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'support.kind.label',
  show: (it) => line(`support.kind.${it}`),
});

const what = wordsQuestion<C>({
  key: 'what',
  ask: () => line('support.what.ask'),
  words: { least: 3, most: 200 },
  hints: [line('support.what.hint')],
  label: 'support.what.label',
  show: (value) => named(value),
});

const value = question<C, Money>({
  key: 'value',
  value: money,
  ask: () => line('support.value.ask'),
  choices: () => [[choice('none', line('support.value.none'), leave('skipped'))]],
  read: (said) =>
    replyToMoney(said, {
      confirm: (amount) => line('support.value.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'support.value.label',
  show: ({ amount }) => line('register.sales.amount', { amount: { rupiahFull: amount } }),
});

const source = question<C, SupportSource>({
  key: 'source',
  value: z.enum(supportSources),
  ask: () => line('support.source.ask'),
  choices: () => inPairs(supportSources.map((it) => choice(it, line(`support.source.${it}`), take(it)))),
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'support.source.label',
  show: (it) => line(`support.source.${it}`),
});

const yesNo = (yes: boolean) => line(yes ? 'partnership.answer.yes' : 'partnership.answer.no');

const repaid = question<C, boolean>({
  key: 'repaid',
  value: z.boolean(),
  ask: () => line('support.repaid.ask'),
  choices: () => [[choice('yes', yesNo(true), take(true)), choice('no', yesNo(false), take(false))]],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'support.repaid.label',
  show: yesNo,
});

const result = z.object({ done: z.boolean(), application: z.number() });
type Result = z.infer<typeof result>;

const receipt = ({ done, application }: Result, saved: 'support.saved' | 'support.paper.done'): Receipt => ({
  text: line(done ? saved : 'support.none'),
  buttons: [
    ...(application === 0
      ? []
      : [[button('support.button.list', deskSupportsRoute.to('list', application))]]),
    [staffMenuButton],
  ],
});

/** *Catat dukungan*: what is promised, by whom, and whether it has to be given back. */
const supportForm: Form<C, Services, Result> = {
  name: 'support',
  version: 1,
  brief: true,
  duty: 'cases',
  forget: true,
  title: 'support.title',
  questions: [kind, what, value, source, repaid],
  review: { ask: line('support.review'), send: line('agreement.draft.save') },
  heading: agreementHeading,
  load: loadForOffice,
  submit: async (services, _who, answers, { application, member }) => {
    const [of, words, from, back] = [
      answers.of(kind),
      answers.of(what),
      answers.of(source),
      answers.of(repaid),
    ];
    if (application === undefined || member === undefined || of === undefined || words === undefined)
      return { done: false, application: application?.id ?? 0 };
    if (from === undefined || back === undefined) return { done: false, application: application.id };
    const done = await promiseSupport(services, member, application, {
      kind: of,
      what: words,
      value: answers.of(value)?.amount,
      source: from,
      repaid: back,
    });
    return { done, application: application.id };
  },
  result,
  receipt: (done) => receipt(done, 'support.saved'),
};

/** What the paper is about, known before the form begins. */
export const SUPPORT = { key: 'support', value: z.number().int() };

const paper = wordsQuestion<C>({
  key: 'paper',
  ask: () => line('support.paper.ask'),
  words: { least: 3, most: 60 },
  hints: [line('support.paper.hint')],
});

/** *Isi nomor BAST*: it was received, and a signed paper says so. */
const paperForm: Form<C, Services, Result> = {
  name: 'support-paper',
  version: 1,
  brief: true,
  duty: 'cases',
  title: 'support.paper.title',
  questions: [paper],
  heading: agreementHeading,
  load: loadForOffice,
  submit: async (services, _who, answers, { application, member }) => {
    const [id, number] = [answers.of(SUPPORT), answers.of(paper)];
    const found =
      id === undefined || member === undefined ? undefined : await deskSupport(services, member, id);
    if (found === undefined || member === undefined || number === undefined)
      return { done: false, application: application?.id ?? 0 };
    const done = await signSupport(services, member, found, number);
    return { done, application: found.application.id };
  },
  result,
  receipt: (done) => receipt(done, 'support.paper.done'),
};

export const promisedSupport = fillOne(supportForm, { fresh: true });
export const signedSupport = fillOne(paperForm, { fresh: true });
