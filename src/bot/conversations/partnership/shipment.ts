import { line, type Param } from '../../../i18n.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { correctShipment, recordShipment } from '../../../services/partnership/agreements/shipment-acts.ts';
import { button } from '../../buttons.ts';
import { shipmentRoute } from '../../routes/owners.ts';
import { companyShipmentRoute, deskShipmentRoute } from '../../routes/staff.ts';
import { question, type Answers } from '../engine/form.ts';
import { choice, leave, take } from '../engine/reply.ts';
import { dayQuestion } from '../questions/day.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { shipmentScripts, toldOf, type ShipmentContext, type Told } from './shipment-context.ts';
import { pieces, replyToPieces } from '../questions/pieces.ts';

type C = ShipmentContext;

const sentOn = {
  ...dayQuestion<C>({
    key: 'sentOn',
    ask: () => line('shipment.sent.ask'),
    toward: 'past',
    today: ({ today }) => today,
    offered: (_answers, { today }) => [today, today.subtract({ days: 1 })],
    refused: (day, _answers, { today }) =>
      day > today.toString() ? line('shipment.sent.future') : undefined,
    label: 'shipment.sent.label',
  }),
  // The day of a delivery that stands is no figure.
  when: (_answers: Answers, { known }: C) => known === undefined,
};

const quantity = question<C, number>({
  key: 'quantity',
  value: pieces,
  ask: () => line('shipment.quantity.ask'),
  choices: () => [[choice('none', line('shipment.quantity.none'), leave('skipped'))]],
  read: replyToPieces,
  reader: 'quantity@1',
  hints: [line('shipment.quantity.hint'), line('shipment.quantity.hint')],
  label: 'shipment.quantity.label',
  show: (count) => line('shipment.quantity.show', { count: { count } }),
});

/** What the agreement makes of a quantity, where it has a fixed price. */
function agreedValue(answers: Answers, { terms }: C): number | undefined {
  const count = answers.of(quantity);
  const price = terms?.unitPrice ?? undefined;
  return count === undefined || price === undefined ? undefined : count * price;
}

const value = question<C, Money>({
  key: 'value',
  value: money,
  dependsOn: [quantity.key],
  ask: () => line('shipment.value.ask'),
  choices: (answers, context) => {
    const amount = agreedValue(answers, context);
    return amount === undefined
      ? []
      : [
          [
            choice(
              'agreed',
              line('shipment.value.agreed', { amount: { rupiah: amount } }),
              take({ amount, estimate: false }),
            ),
          ],
        ];
  },
  read: (said) =>
    replyToMoney(said, {
      confirm: (amount) => line('shipment.value.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
    }),
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'shipment.value.label',
  show: ({ amount }) => line('register.sales.amount', { amount: { rupiahFull: amount } }),
});

async function submit(services: Transaction, answers: Answers, { application, known, by }: C): Promise<Told> {
  const worth = answers.of(value)?.amount;
  if (by === undefined || worth === undefined) return null;
  const figures = { quantity: answers.of(quantity), value: worth };
  if (known !== undefined)
    return toldOf(await correctShipment(services, by, known, figures), known.application.id);
  const day = answers.of(sentOn);
  if (application === undefined || day === undefined) return null;
  return toldOf(await recordShipment(services, by, application, { ...figures, sentOn: day }), application.id);
}

const facts = ({
  sentOn: day,
  value: amount,
}: NonNullable<Told>): Readonly<Record<'day' | 'amount', Param>> => ({
  day: { day },
  amount: { rupiahFull: amount },
});

/** *Catat pengiriman*: the day, how many, what it is worth. */
export const {
  ownerScript: ownerShipment,
  officeScript: officeShipment,
  companyScript: companyShipmentForm,
} = shipmentScripts({
  name: 'shipment',
  title: 'shipment.title',
  questions: [sentOn, quantity, value],
  submit,
  gone: 'shipment.none',
  owner: (done, partner) => ({
    text: line('shipment.done', { ...facts(done), partner, due: { day: done.dueOn } }),
    next: button('shipment.button.fix', shipmentRoute.to('fix', done.shipment)),
  }),
  office: (done, partner) => ({
    text: line('shipment.done.office', { ...facts(done), partner }),
    next: button('shipment.button.paidPartner', deskShipmentRoute.to('paid', done.shipment)),
  }),
  company: (done) => ({
    text: line('shipment.done.company', facts(done)),
    next: button('shipment.button.paid', companyShipmentRoute.to('paid', done.shipment)),
  }),
});
