import { medianDaysToPay, type Said } from '../domain/partnership/shipment.ts';
import { line, type Line } from '../i18n.ts';
import { isLate, owed, type Shipment } from '../services/partnership/agreements/shipments.ts';

/** "SIG belum bayar Rp1.200.000, jatuh tempo 12 Juni" */
export function shipmentLine(it: Shipment, partner: string, today: string): Line {
  const amount = { rupiah: owed(it) };
  switch (it.state) {
    case 'unpaid':
      return line(isLate(it, today) ? 'shipment.item.late' : 'shipment.item.unpaid', {
        partner,
        amount,
        due: { date: it.dueOn },
      });
    case 'claimed':
    case 'disputed':
      return line(`shipment.item.${it.state}`, { partner, amount });
    case 'paid':
      return line('shipment.item.paid', { amount, paid: { date: it.paidOn ?? it.dueOn } });
  }
}

/** The deliveries of an agreement: how it stands with all of them, and a line for each that is shown. */
export function shipmentListLines(
  all: readonly Shipment[],
  shown: readonly Shipment[],
  partner: string,
  today: string,
): readonly Line[] {
  return [
    line('shipment.list', { partner }),
    ...totalLines(all),
    line('common.blank'),
    ...shown.map((it) => shipmentLine(it, partner, today)),
  ];
}

export const shipmentLabel = (it: Shipment): Line =>
  line('shipment.button.item', { day: { date: it.sentOn }, amount: { rupiah: owed(it) } });

/** What both say of one delivery, for the owner themselves or for the office. */
export function shipmentLines(
  it: Shipment,
  partner: string,
  today: string,
  reader: 'self' | 'office',
): readonly Line[] {
  const { owner, partner: company } = it.said;
  return [
    line('shipment.one', { day: { date: it.sentOn }, due: { date: it.dueOn } }),
    shipmentLine(it, partner, today),
    line('common.blank'),
    line(reader === 'self' ? 'shipment.one.by.self' : 'shipment.one.by.owner', {
      said: { line: saidLine(owner) },
    }),
    line('shipment.one.by.partner', { partner, said: { line: saidLine(company) } }),
    ...(it.differs ? [line('shipment.done.differs')] : []),
  ];
}

/** What one side says of a delivery. */
export function saidLine(said: Said | undefined): Line {
  if (said === undefined) return line('shipment.one.by.none');
  return line('shipment.one.said', {
    parts: {
      list: [
        ...(said.quantity === undefined
          ? []
          : [line('shipment.one.quantity', { count: { count: said.quantity } })]),
        line('shipment.one.value', { amount: { rupiah: said.value } }),
        ...(said.deductions === 0 ? [] : [line('shipment.one.cut', { amount: { rupiah: said.deductions } })]),
        said.paidOn === undefined
          ? line('shipment.one.notPaid')
          : line('shipment.one.paid', { day: { date: said.paidOn } }),
      ],
    },
  });
}

/** How it stands with all deliveries of an agreement: what is owed, and how long payments take. */
export function totalLines(all: readonly Shipment[]): readonly Line[] {
  const open = all.filter(({ state }) => state !== 'paid').reduce((sum, it) => sum + owed(it), 0);
  const paid = all.filter(({ paidOn }) => paidOn !== undefined);
  const days = medianDaysToPay(paid);
  return [
    ...(all.length === 0 ? [line('shipment.list.none')] : []),
    ...(open === 0 ? [] : [line('shipment.list.owed', { amount: { rupiah: open } })]),
    ...(days === undefined
      ? []
      : [line('shipment.list.median', { days: String(days), count: { count: paid.length } })]),
  ];
}

/** What has to be said after something was told: the two differ, or it is not as it was agreed. */
export function noteLines(
  kppu: string,
  { differs, cases }: { readonly differs: boolean; readonly cases: readonly string[] },
): readonly Line[] {
  return [
    ...(differs ? [line('shipment.done.differs')] : []),
    ...(cases.length === 0 ? [] : [line('shipment.done.case', { numbers: cases.join(', '), kppu })]),
  ];
}
