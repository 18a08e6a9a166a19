/** Deliveries from an owner to a company, and whether they were paid: what each side says, and what counts. */
import { Temporal } from 'temporal-polyfill';
import { median } from './quantile.ts';

/** Who says what was delivered and paid. */
export const tellingSides = ['owner', 'partner'] as const;
export type TellingSide = (typeof tellingSides)[number];

/** What one side says now. Money in whole rupiah, days YYYY-MM-DD. */
export interface Said {
  readonly quantity: number | undefined;
  readonly value: number;
  readonly deductions: number;
  /** Undefined: not paid. */
  readonly paidOn: string | undefined;
  /** Rises with time: who of the two spoke last. */
  readonly order: number;
}

export interface BothSaid {
  readonly owner: Said | undefined;
  readonly partner: Said | undefined;
}

/**
 * unpaid; claimed: the partner says paid and the owner has not answered yet; disputed: the owner has said "not paid"
 * since; paid: the owner says so.
 */
export const paymentStates = ['unpaid', 'claimed', 'disputed', 'paid'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** What is still owed in these. */
export const OWED: readonly PaymentState[] = ['unpaid', 'disputed'];

export interface Counted {
  readonly value: number;
  readonly deductions: number;
  readonly state: PaymentState;
  readonly paidOn: string | undefined;
}

/** What counts of what both say: the owner's figures, and those of the partner only until the owner has spoken. */
export function counted({ owner, partner }: BothSaid): Counted | undefined {
  const said = owner ?? partner;
  if (said === undefined) return undefined;
  const { value, deductions } = said;
  if (owner?.paidOn !== undefined) return { value, deductions, state: 'paid', paidOn: owner.paidOn };
  if (partner?.paidOn === undefined) return { value, deductions, state: 'unpaid', paidOn: undefined };
  const state = owner !== undefined && owner.order > partner.order ? 'disputed' : 'claimed';
  return { value, deductions, state, paidOn: undefined };
}

/** Whether the two say different things; what only one of them has said is no difference. */
export function differ({ owner, partner }: BothSaid): boolean {
  if (owner === undefined || partner === undefined) return false;
  return (
    owner.value !== partner.value ||
    owner.deductions !== partner.deductions ||
    owner.quantity !== partner.quantity ||
    owner.paidOn !== partner.paidOn
  );
}

/** The last day on which it is paid in time. */
export function dueOf(sentOn: string, payWithinDays: number): string {
  return Temporal.PlainDate.from(sentOn).add({ days: payWithinDays }).toString();
}

const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/**
 * How often the owner has been asked by now whether it was paid: 0 on the day after it was due, one more each week.
 * Undefined as long as it is not overdue.
 */
export function askingRound(dueOn: string, today: string): number | undefined {
  const late = daysBetween(dueOn, today);
  return late < 1 ? undefined : Math.floor((late - 1) / 7);
}

/** The median of the days between delivery and payment; undefined where nothing was paid. */
export function medianDaysToPay(
  all: readonly { readonly sentOn: string; readonly paidOn: string | undefined }[],
): number | undefined {
  const days = all.flatMap(({ sentOn, paidOn }) =>
    paidOn === undefined ? [] : [daysBetween(sentOn, paidOn)],
  );
  return days.length === 0 ? undefined : median(days);
}

/** What of a delivery is not as it was agreed: less for a piece, or a deduction where none was agreed. */
export function deviations(
  terms: { readonly unitPrice: number | null; readonly deductions: string | null },
  said: Pick<Said, 'quantity' | 'value' | 'deductions'>,
): readonly ('price' | 'deductions')[] {
  const { unitPrice } = terms;
  const less = unitPrice !== null && said.quantity !== undefined && said.value < said.quantity * unitPrice;
  return [
    ...(less ? ['price' as const] : []),
    ...(terms.deductions === null && said.deductions > 0 ? ['deductions' as const] : []),
  ];
}
