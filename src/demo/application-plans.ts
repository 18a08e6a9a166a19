/** How far the applications of the demo have come: at least one at every step of the way. */
import type { ApplicationStatus, StepDetails } from '../domain/partnership/application.ts';
import { SECOND_PROGRAMME } from './second-company.ts';

export interface ApplicationPlan {
  readonly programme: string;
  /** So many days ago it was sent. */
  readonly days: number;
  readonly steps: readonly ApplicationStatus[];
  /** So many days ago the last step was taken, where that is not soon after the one before. */
  readonly lastDays?: number;
  /** It is part of the application of the group, of its member at this place. */
  readonly member?: number;
}

/** Days from one step to the next. */
export const STEP_DAYS = 8;
/** Whoever applied longer ago than this is one of those who have long been there. */
export const LONG_DAYS = 300;
/** One on a phone of the demo page, so that there is something to see under "Data saya". */
export const APPLICANT_ON_A_PHONE = 8;

const supply = (
  days: number,
  steps: ApplicationPlan['steps'],
  more: Partial<ApplicationPlan> = {},
): ApplicationPlan => ({ programme: 'sig-supply', days, steps, ...more });
const loan = (
  days: number,
  steps: ApplicationPlan['steps'],
  more: Partial<ApplicationPlan> = {},
): ApplicationPlan => ({ programme: 'sig-pumk', days, steps, ...more });
const second = (days: number, steps: ApplicationPlan['steps']): ApplicationPlan => ({
  programme: SECOND_PROGRAMME,
  days,
  steps,
});

const looked = ['submitted', 'verified', 'forwarded'] as const;
const partner = [...looked, 'accepted', 'agreement', 'active'] as const;

export const applicationPlans: readonly ApplicationPlan[] = [
  // A year of deliveries, and the first yearly evaluation is over.
  supply(425, partner),
  loan(160, [...looked, 'accepted', 'disbursed']),
  supply(95, [...looked, 'accepted', 'agreement']),
  loan(80, [...looked, 'refused']),
  supply(60, ['submitted', 'withdrawn']),
  loan(52, [...looked, 'accepted']),
  supply(38, looked),
  loan(33, looked),
  supply(20, ['submitted', 'verified']),
  loan(9, ['submitted']),
  supply(4, ['submitted']),
  loan(1, ['submitted']),
  ...[388, 379, 371, 364, 352, 345].map((days) => supply(days, partner)),
  supply(402, [...partner, 'independent'], { lastDays: 25 }),
  supply(396, [...partner, 'finished'], { lastDays: 40 }),
  supply(384, [...partner, 'ended'], { lastDays: 60 }),
  loan(232, [...looked, 'accepted', 'disbursed', 'repaid'], { lastDays: 15 }),
  // Its yearly evaluation waits for the meeting.
  second(430, [...looked, 'sample', 'trial', 'accepted', 'agreement', 'active']),
  second(62, [...looked, 'sample', 'trial']),
  second(41, [...looked, 'sample']),
  second(55, [...looked, 'waitlisted']),
  second(47, [...looked, 'refused']),
  ...[0, 1, 2, 3].map((member) => supply(396, partner, { member })),
];

/** What was written down with each step that needs it, beside the day. */
export const stepDetails: Readonly<Partial<Record<ApplicationStatus, StepDetails>>> = {
  verified: { clear: true },
  sample: { quantity: '10 buah' },
  trial: { quantity: '100 buah', price: 4_500_000, result: 'Jahitan rapi, ukuran tepat.' },
  refused: { reason: 'Jumlah pesanan belum bisa dipenuhi tahun ini.' },
  ended: { endedBy: 'both', unpaid: 0, reason: 'Pesanan tidak dilanjutkan, disepakati bersama.' },
};
