import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { readPriceRupiah } from '../../../domain/money/rupiah.ts';
import { sides, type Side } from '../../../domain/partnership/agreement.ts';
import { line, named, type TextKey } from '../../../i18n.ts';
import type { Services } from '../../../services/core/services.ts';
import { draftVersion } from '../../../services/partnership/agreements/agreement-acts.ts';
import {
  inForce,
  pending,
  type Agreement,
  type Terms,
} from '../../../services/partnership/agreements/agreements.ts';
import { button, staffMenuButton } from '../../buttons.ts';
import { agreementDeskRoute } from '../../routes/staff.ts';
import type { Json } from '../engine/json.ts';
import { question, type Answers, type AnyQuestion, type Form, type Question } from '../engine/form.ts';
import { choice, leave, take } from '../engine/reply.ts';
import { fillOne } from '../engine/script.ts';
import { dayQuestion } from '../questions/day.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { replyToWhole } from '../questions/count.ts';
import { pieces, replyToPieces } from '../questions/pieces.ts';
import { wordsQuestion } from '../questions/words.ts';
import { agreementHeading, loadForOffice, type AgreementContext } from './agreement-context.ts';
import { payDays, payDaysLabel } from '../../../reports/agreement-lines.ts';

type C = AgreementContext;

const proposedBy = question<C, Side>({
  key: 'proposedBy',
  value: z.enum(sides),
  ask: () => line('agreement.draft.by'),
  choices: () => [sides.map((side) => choice(side, line(`agreement.side.${side}`), take(side)))],
  hints: [line('common.buttons'), line('common.buttons')],
  label: 'agreement.draft.by.label',
  show: (side) => line(`agreement.side.${side}`),
});

type Key =
  | 'number'
  | 'activity'
  | 'price'
  | 'deductions'
  | 'ownTargets'
  | 'noTargets'
  | 'development'
  | 'stopping'
  | 'disputes';

const words = (key: Key, without?: TextKey): Question<C, string> & AnyQuestion<C> =>
  wordsQuestion<C>({
    key,
    ask: () => line(`agreement.draft.${key}`),
    ...(without === undefined ? {} : { choices: () => [[choice('none', line(without), leave('skipped'))]] }),
    words: { least: 3, most: key === 'number' ? 60 : 400 },
    hints: [line(key === 'number' ? 'agreement.draft.hintNumber' : 'agreement.draft.hint')],
    label: `agreement.draft.${key}.label`,
    show: (value) => named(value),
  });

const number = words('number', 'agreement.draft.noNumber');
const activity = words('activity');
const price = words('price');
const deductions = words('deductions', 'agreement.draft.noDeductions');
const ownTargets = words('ownTargets', 'agreement.draft.noTarget');
/** Whoever leaves out every target says why: the evaluation shows it. */
const noTargets = {
  ...words('noTargets'),
  when: (answers: Answers) =>
    answers.of(monthlyQuantity) === undefined &&
    answers.of(yearlyValue) === undefined &&
    answers.of(ownTargets) === undefined,
  dependsOn: ['monthlyQuantity', 'yearlyValue', 'ownTargets'],
};
const development = words('development');
const stopping = words('stopping');
const disputes = words('disputes');

const unitPrice = question<C, Money>({
  key: 'unitPrice',
  value: money,
  ask: () => line('agreement.draft.unitPrice'),
  choices: () => [[choice('none', line('agreement.draft.noUnitPrice'), leave('skipped'))]],
  read: (said) =>
    replyToMoney(said, {
      confirm: (amount) => line('agreement.draft.unitPrice.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
      read: readPriceRupiah,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'agreement.draft.unitPrice.label',
  show: ({ amount }) => line('register.sales.amount', { amount: { rupiahFull: amount } }),
});

const MOST_DAYS = 365;

const payWithin = question<C, number>({
  key: 'payWithin',
  value: z.number().int().min(0).max(MOST_DAYS),
  ask: () => line('agreement.draft.payWithin'),
  choices: () => [0, 7, 14, 30].map((days) => [choice(`d${days}`, payDaysLabel(days), take(days))]),
  read: (said) => replyToWhole(said, { least: 0, most: MOST_DAYS, unit: 'hari' }),
  reader: 'days@1',
  hints: [line('agreement.draft.payHint'), line('agreement.draft.payHint')],
  label: 'agreement.draft.payWithin.label',
  show: (days) => payDays(days),
});

const startsOn = dayQuestion<C>({
  key: 'startsOn',
  ask: () => line('agreement.draft.starts'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today, today.add({ months: 1 }).with({ day: 1 })],
  refused: () => undefined,
  label: 'agreement.draft.starts.label',
});

const endsOn = dayQuestion<C>({
  key: 'endsOn',
  ask: () => line('agreement.draft.ends'),
  toward: 'ahead',
  today: ({ today }) => today,
  offered: (answers, { today }) => {
    const from = Temporal.PlainDate.from(answers.of(startsOn) ?? today.toString());
    return [1, 2].map((years) => from.add({ years }).subtract({ days: 1 }));
  },
  refused: (day, answers) =>
    day <= (answers.of(startsOn) ?? '') ? line('agreement.draft.endsEarly') : undefined,
  label: 'agreement.draft.ends.label',
});

const noTarget = () => [[choice('none', line('agreement.draft.noTarget'), leave('skipped'))]];

const monthlyQuantity = question<C, number>({
  key: 'monthlyQuantity',
  value: pieces,
  ask: () => line('agreement.draft.monthlyQuantity'),
  choices: noTarget,
  read: replyToPieces,
  reader: 'quantity@1',
  hints: [line('shipment.quantity.hint'), line('shipment.quantity.hint')],
  label: 'agreement.draft.monthlyQuantity.label',
  show: (count) => line('shipment.quantity.show', { count: { count } }),
});

const yearlyValue = question<C, Money>({
  key: 'yearlyValue',
  value: money,
  ask: () => line('agreement.draft.yearlyValue'),
  choices: noTarget,
  read: (said) =>
    replyToMoney(said, {
      confirm: (amount) => line('agreement.draft.yearlyValue.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'agreement.draft.yearlyValue.label',
  show: ({ amount }) => line('register.sales.amount', { amount: { rupiahFull: amount } }),
});

function termsIn(answers: Answers): Terms | undefined {
  const [what, how, stop, argue, grow] = [activity, price, stopping, disputes, development].map((it) =>
    answers.of(it),
  );
  const [days, from, to] = [answers.of(payWithin), answers.of(startsOn), answers.of(endsOn)];
  if (what === undefined || how === undefined || stop === undefined || argue === undefined) return undefined;
  if (grow === undefined || days === undefined || from === undefined || to === undefined) return undefined;
  return {
    number: answers.of(number),
    activity: what,
    price: how,
    unitPrice: answers.of(unitPrice)?.amount ?? null,
    deductions: answers.of(deductions) ?? null,
    monthlyQuantity: answers.of(monthlyQuantity) ?? null,
    yearlyValue: answers.of(yearlyValue)?.amount ?? null,
    ownTargets: answers.of(ownTargets) ?? null,
    noTargets: answers.of(noTargets) ?? null,
    development: grow,
    stopping: stop,
    disputes: argue,
    payWithinDays: days,
    startsOn: from,
    endsOn: to,
  };
}

/** What a change begins with: the text that waits, or the one in force. Whoever wants it is asked each time. */
export function seedOfDraft(agreement: Agreement | undefined): Readonly<Record<string, Json>> {
  const terms = (pending(agreement) ?? inForce(agreement))?.terms;
  if (terms === undefined) return {};
  const { unitPrice: fixed, deductions: less, number: paper, payWithinDays, ...others } = terms;
  const { monthlyQuantity: monthly, yearlyValue: yearly, ownTargets: own, noTargets: none, ...more } = others;
  const { share: _share, ...rest } = more;
  return {
    ...rest,
    [payWithin.key]: payWithinDays,
    ...(paper === undefined ? {} : { [number.key]: paper }),
    ...(less === null ? {} : { [deductions.key]: less }),
    ...(monthly === null ? {} : { [monthlyQuantity.key]: monthly }),
    ...(yearly === null ? {} : { [yearlyValue.key]: { amount: yearly, estimate: false } }),
    ...(own === null ? {} : { [ownTargets.key]: own }),
    ...(none === null ? {} : { [noTargets.key]: none }),
    ...(fixed === null ? {} : { [unitPrice.key]: { amount: fixed, estimate: false } }),
  };
}

const result = z.object({ application: z.number(), version: z.number().nullable() });

/** *Tulis perjanjian*: what stands in the paper, question by question. */
const draftForm: Form<C, Services, z.infer<typeof result>> = {
  name: 'agreement-draft',
  version: 3,
  duty: 'cases',
  forget: true,
  title: 'agreement.draft.title',
  questions: [
    proposedBy,
    number,
    activity,
    price,
    unitPrice,
    payWithin,
    deductions,
    startsOn,
    { ...endsOn, dependsOn: [startsOn.key] },
    monthlyQuantity,
    yearlyValue,
    ownTargets,
    noTargets,
    development,
    stopping,
    disputes,
  ],
  review: { ask: line('agreement.draft.review'), send: line('agreement.draft.save') },
  heading: agreementHeading,
  load: loadForOffice,
  submit: async (services, _who, answers, { application, member }) => {
    const [terms, by] = [termsIn(answers), answers.of(proposedBy)];
    if (application === undefined || member === undefined || terms === undefined || by === undefined)
      return { application: 0, version: null };
    const version = await draftVersion(services, member, application, { terms, proposedBy: by });
    return { application: application.id, version: version ?? null };
  },
  result,
  receipt: ({ application, version }) => ({
    text: line(version === null ? 'agreement.refused.unknown' : 'agreement.draft.done'),
    buttons: [
      ...(application === 0 ? [] : [[button('agreement.button.desk', agreementDeskRoute.to(application))]]),
      [staffMenuButton],
    ],
  }),
};

export const draftAgreement = fillOne(draftForm);
