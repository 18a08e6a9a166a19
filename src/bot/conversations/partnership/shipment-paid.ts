import { readPriceRupiah } from '../../../domain/money/rupiah.ts';
import { line } from '../../../i18n.ts';
import type { Transaction } from '../../../services/core/services.ts';
import { recordPayment } from '../../../services/partnership/agreements/shipment-acts.ts';
import { question, type Answers } from '../engine/form.ts';
import { choice, hint, leave } from '../engine/reply.ts';
import { dayQuestion } from '../questions/day.ts';
import { money, MONEY_READER, replyToMoney, type Money } from '../questions/money.ts';
import { shipmentScripts, toldOf, type ShipmentContext, type Told } from './shipment-context.ts';

type C = ShipmentContext;

const paidOn = dayQuestion<C>({
  key: 'paidOn',
  ask: () => line('shipment.paid.ask'),
  toward: 'past',
  today: ({ today }) => today,
  offered: (_answers, { today }) => [today, today.subtract({ days: 1 })],
  refused: (day, _answers, { today, known }) => {
    if (day > today.toString()) return line('shipment.paid.future');
    return day < (known?.shipment.sentOn ?? day) ? line('shipment.paid.early') : undefined;
  },
  label: 'shipment.paid.label',
});

const cut = question<C, Money>({
  key: 'cut',
  value: money,
  ask: (_answers, { known }) => line('shipment.cut.ask', { amount: { rupiah: known?.shipment.value ?? 0 } }),
  choices: () => [[choice('none', line('shipment.cut.none'), leave('skipped'))]],
  read: (said, _answers, { known }) => {
    const reply = replyToMoney(said, {
      confirm: (amount) => line('shipment.cut.confirm', { amount: { rupiahFull: amount } }),
      offerEstimate: false,
      read: readPriceRupiah,
    });
    const isMore =
      reply.kind === 'propose' &&
      reply.options.some(
        (it) => (money.safeParse(it.value).data?.amount ?? 0) > (known?.shipment.value ?? 0),
      );
    return isMore ? hint(line('shipment.cut.much')) : reply;
  },
  reader: MONEY_READER,
  hints: [line('money.hint.none'), line('money.hint.secondPlain')],
  label: 'shipment.cut.label',
  show: ({ amount }) => line('register.sales.amount', { amount: { rupiahFull: amount } }),
});

async function submit(services: Transaction, answers: Answers, { known, by }: C): Promise<Told> {
  const day = answers.of(paidOn);
  if (known === undefined || by === undefined || day === undefined) return null;
  const recorded = await recordPayment(services, by, known, {
    paidOn: day,
    deductions: answers.of(cut)?.amount ?? 0,
  });
  return toldOf(recorded, known.application.id);
}

/** *Sudah dibayar*: when, and whether anything was deducted. */
export const {
  ownerScript: ownerPayment,
  officeScript: officePayment,
  companyScript: companyPayment,
} = shipmentScripts({
  name: 'shipment-paid',
  title: 'shipment.paid.title',
  questions: [paidOn, cut],
  submit,
  gone: 'shipment.gone',
  owner: ({ sentOn }, partner) => ({ text: line('shipment.paid.done', { day: { day: sentOn }, partner }) }),
  office: ({ sentOn }, partner) => ({
    text: line('shipment.paid.done.office', { day: { day: sentOn }, partner }),
  }),
  company: ({ sentOn }) => ({ text: line('shipment.paid.done.company', { day: { day: sentOn } }) }),
});
