import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { compareTold, type Comparison } from '../../../domain/sales/plausibility.ts';
import { isMonth, type Month, type Zone } from '../../../domain/month/month.ts';
import { monthState, monthsToOffer, type MonthState } from '../../../domain/sales/report-months.ts';
import { type PersonName } from '../../../services/core/accounts.ts';
import {
  dueOf,
  reporterOf,
  type ReportingBusiness,
  type StoredReport,
  type Workers,
} from '../../../services/sales/sales-history.ts';
import type { Services } from '../../../services/core/services.ts';
import { runningAgreements } from '../../../services/partnership/agreements/partner-sales.ts';
import type { Answers, Moment, Who } from '../engine/form.ts';
import { partnerOf } from '../../../reports/agreement-lines.ts';

/** A company to which a business delivers under an agreement. */
export interface PartnerOfBusiness {
  readonly agreementId: number;
  readonly businessId: number;
  readonly partner: string;
}

/** What the questions of a report look up. */
export interface ReportContext {
  readonly today: Temporal.PlainDate;
  /** Whose report it is: the draft knows, also when somebody else uses the phone now. */
  readonly person: PersonName | undefined;
  readonly businesses: readonly ReportingBusiness[];
  readonly locks: readonly Month[];
  readonly openMonths: number;
  readonly zone: Zone;
  readonly partners: readonly PartnerOfBusiness[];
}

/** Keys under which answers, and what is known beforehand, stand in a draft. */
export const keys = {
  /** Person for whom the draft was begun. */
  person: { key: 'for', value: z.number().int() },
  business: { key: 'business', value: z.number().int() },
  month: { key: 'month', value: z.string().refine(isMonth) },
  /** What was said of the month before it was asked: a reading, or which month the bot had just asked for. */
  monthTold: 'month.told',
  /** "Bulan lain": the older months are shown. */
  older: 'month.older',
  provisional: { key: 'month.provisional', value: z.boolean() },
  already: 'already',
  /** What was said of the amount before it was asked: a reading. */
  salesTold: 'sales.told',
  /** Set while the month is said to have had no sales. */
  isZero: 'sales.zero',
  zero: 'zero',
  sales: 'sales',
  changed: 'workers.changed',
} as const;

/** The companies to which these businesses deliver. */
export async function partnersOf(
  services: Services,
  businessIds: readonly number[],
): Promise<readonly PartnerOfBusiness[]> {
  return (await runningAgreements(services, businessIds)).map(({ agreementId, businessId, application }) => ({
    agreementId,
    businessId,
    partner: partnerOf(services, application),
  }));
}

export async function loadReport(
  services: Services,
  who: Who,
  answers: Answers,
  moment: Moment,
): Promise<ReportContext> {
  const { person, businesses, locks } = await reporterOf(
    services,
    who.accountId,
    answers.of(keys.person) ?? who.personId,
    answers.of(keys.business),
  );
  return {
    today: Temporal.PlainDate.from(moment.today),
    person,
    businesses,
    partners: await partnersOf(
      services,
      businesses.map((it) => it.business.id),
    ),
    locks,
    openMonths: services.office.reportOpenMonths,
    zone: services.office.zone,
  };
}

/** The business that is reported: the chosen one, or the only one. */
export function businessOf(answers: Answers, { businesses }: ReportContext): ReportingBusiness | undefined {
  const chosen = answers.of(keys.business);
  if (chosen !== undefined) return businesses.find((it) => it.business.id === chosen);
  return businesses.length === 1 ? businesses[0] : undefined;
}

export function businessName(answers: Answers, context: ReportContext): string {
  return businessOf(answers, context)?.business.name ?? '–';
}

export function stateOfMonth(month: Month, context: ReportContext): MonthState {
  return monthState(month, context.today, context.locks, context.openMonths);
}

/** The months that the business of this report has still to report, the latest first. */
export function dueIn(answers: Answers, context: ReportContext): readonly Month[] {
  const own = businessOf(answers, context);
  return own === undefined ? [] : dueOf(own, context);
}

/** The month that is reported; only to be used where it was answered. */
export function monthIn(answers: Answers, context: ReportContext): Month {
  return answers.of(keys.month) ?? monthsToOffer(context.today).months[0];
}

export function isLocked(answers: Answers, context: ReportContext): boolean {
  return stateOfMonth(monthIn(answers, context), context) === 'locked';
}

export function isRunning(answers: Answers, context: ReportContext): boolean {
  return stateOfMonth(monthIn(answers, context), context) === 'running';
}

/** What stands for the month now, when a new figure would change it: a final figure replaces a provisional one without asking. */
export function replaceable(answers: Answers, context: ReportContext): StoredReport | undefined {
  return replaceableReport(answers.of(keys.month), answers, context);
}

export function replaceableReport(
  month: Month | undefined,
  answers: Answers,
  context: ReportContext,
): StoredReport | undefined {
  const report = businessOf(answers, context)?.reports.find((it) => it.month === month);
  if (report === undefined || month === undefined) return undefined;
  const state = stateOfMonth(month, context);
  if (state === 'locked' || (report.provisional && state !== 'running')) return undefined;
  return report;
}

/**
 * Compares an amount with the months before `month`; provisional figures tell nothing, and half a month is less than a
 * whole one.
 */
export function comparison(
  amount: number,
  answers: Answers,
  context: ReportContext,
  month = monthIn(answers, context),
): Comparison {
  return compareTold(amount, {
    month,
    stands: replaceable(answers, context)?.amount ?? 0,
    isRunning: stateOfMonth(month, context) === 'running',
    reports: businessOf(answers, context)?.reports ?? [],
  });
}

/** Who worked there last, as far as it was said: in this month or before it, else at the registration. */
export function lastWorkers(answers: Answers, context: ReportContext): Workers | undefined {
  const own = businessOf(answers, context);
  const month = monthIn(answers, context);
  return (
    own?.reports.findLast((report) => report.workers !== undefined && report.month <= month)?.workers ??
    own?.business.workers
  );
}
