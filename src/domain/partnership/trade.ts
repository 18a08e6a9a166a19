/** What went between the sides of partnerships in a period: deliveries that were paid, and support that was received. */
import type { Partnership } from './membership.ts';
import { medianDaysToPay } from './shipment.ts';
import { intiDuties, type IntiDuty } from '../eligibility/need.ts';

/** A delivery as it counts. Days are 'YYYY-MM-DD', money is whole rupiah. */
interface Delivered {
  readonly sentOn: string;
  readonly dueOn: string;
  /** Undefined as long as the owner has not said so. */
  readonly paidOn: string | undefined;
  readonly value: number;
}

/** Support that the business has received; a loan, or what is paid back, is none. */
interface Received {
  readonly kind: IntiDuty;
  readonly on: string;
  readonly value: number | undefined;
}

export interface TradedPartnership extends Partnership {
  readonly deliveries: readonly Delivered[];
  readonly supports: readonly Received[];
}

/** Days, both included. */
interface Period {
  readonly first: string;
  readonly last: string;
}

const within = (day: string, { first, last }: Period): boolean => day >= first && day <= last;

/** What was delivered in a period. */
export function boughtIn(partnerships: readonly TradedPartnership[], period: Period): number {
  return partnerships
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ sentOn }) => within(sentOn, period))
    .reduce((sum, { value }) => sum + value, 0);
}

export interface PaymentResult {
  /** Deliveries that were paid in the period. */
  readonly paid: number;
  /** The median of the days from delivery to payment of those; undefined where nothing was paid. */
  readonly days?: number | undefined;
  /** Deliveries that were due by the last day and not paid by then. */
  readonly overdue: number;
  /** People behind both. */
  readonly owners: number;
}

export function paymentResult(partnerships: readonly TradedPartnership[], period: Period): PaymentResult {
  const all = partnerships.flatMap(({ owner, deliveries }) => deliveries.map((it) => ({ ...it, owner })));
  const paid = all.filter(({ paidOn }) => paidOn !== undefined && within(paidOn, period));
  const overdue = all.filter(
    ({ dueOn, paidOn }) => dueOn <= period.last && (paidOn === undefined || paidOn > period.last),
  );
  return {
    paid: paid.length,
    days: medianDaysToPay(paid),
    overdue: overdue.length,
    owners: new Set([...paid, ...overdue].map(({ owner }) => owner)).size,
  };
}

export interface SupportResult {
  readonly kind: IntiDuty;
  /** Those who received it in the period. */
  readonly businesses: number;
  /** Of what has a value. */
  readonly value: number;
  /** Whether the count and the value may be shown beside what is shown of other scopes, and was shown before. */
  readonly shown: boolean;
  readonly valueShown: boolean;
}

/** Those who received support of a kind in a period. */
export function receiversOf(
  partnerships: readonly TradedPartnership[],
  kind: IntiDuty,
  period: Period,
): ReadonlySet<number> {
  const received = partnerships.filter(({ supports }) =>
    supports.some((it) => it.kind === kind && within(it.on, period)),
  );
  return new Set(received.map(({ owner }) => owner));
}

/** Support by kind, only of kinds that somebody received. */
export function supportResults(
  partnerships: readonly TradedPartnership[],
  period: Period,
  shown: { readonly received: ReadonlySet<IntiDuty>; readonly worth: ReadonlySet<IntiDuty> },
): readonly SupportResult[] {
  return intiDuties.flatMap((kind) => {
    const received = partnerships.flatMap(({ business, supports }) =>
      supports
        .filter((it) => it.kind === kind && within(it.on, period))
        .map(({ value = 0 }) => ({ business, value })),
    );
    return received.length === 0
      ? []
      : [
          {
            kind,
            businesses: new Set(received.map(({ business }) => business)).size,
            value: received.reduce((sum, { value }) => sum + value, 0),
            shown: shown.received.has(kind),
            valueShown: shown.worth.has(kind),
          },
        ];
  });
}
