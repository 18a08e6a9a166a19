/**
 * Holds the facts of a business against the criteria of a programme.
 *
 * Pure and total: the same programme version, facts and date give the same
 * evaluation for ever. Facts and evaluations are plain JSON and can be stored.
 * The result is a first estimate and no decision; a person can always be asked.
 */
import type { Temporal } from 'temporal-polyfill';
import type { BusinessFacts, FactKey, ReasonParameters } from './facts.ts';
import { findCriterion, type Finding } from './criterion.ts';
import type { NextStep, Programme, Source } from './programme.ts';
import { criteriaOf, type HeldCriterion } from './standing.ts';

/** How one criterion stands. */
export interface CriterionResult {
  readonly id: string;
  readonly weight: 'hard' | 'soft';
  readonly state: 'fulfilled' | 'not-yet' | 'unknown';
  /** Key of the sentence; no sentence stands here. */
  readonly reason: { readonly key: string; readonly parameters: ReasonParameters };
  readonly source: Source;
  /** For time rules: the day 'YYYY-MM-DD' from which it is (or has been) fulfilled. */
  readonly fulfilledFrom?: string;
  readonly nextStep?: `eligibility.next-step.${NextStep}`;
}

/** How a business stands to a programme on a day. */
export interface Evaluation {
  readonly programmeId: string;
  readonly programmeVersion: number;
  readonly on: string;
  /** Over the hard criteria: one not yet met → not-yet; else one unknown → incomplete; else meets. */
  readonly overall: 'meets' | 'not-yet' | 'incomplete';
  /** The day from which it meets them, when only time stands in the way. */
  readonly meetsFrom?: string;
  /** Whether this version of the programme is the valid one on that day. */
  readonly inForce: boolean;
  readonly application: 'open' | 'opens-later' | 'closed';
  readonly criteria: readonly CriterionResult[];
}

/** Judges a programme for a business on a day; never throws. */
export function evaluate(programme: Programme, facts: BusinessFacts, on: Temporal.PlainDate): Evaluation {
  const day = on.toString();
  const criteria = criteriaInForce(programme, day).map((criterion) => judge(criterion, facts, on));
  const hard = criteria.filter(({ weight }) => weight === 'hard');
  const notYet = hard.filter(({ state }) => state === 'not-yet');
  const unknown = hard.some(({ state }) => state === 'unknown');
  const days = notYet.flatMap(({ fulfilledFrom }) => fulfilledFrom ?? []);
  const meetsFrom = days.toSorted().at(-1);
  const onlyTime = !unknown && days.length === notYet.length;
  return {
    programmeId: programme.id,
    programmeVersion: programme.version,
    on: day,
    overall: notYet.length > 0 ? 'not-yet' : unknown ? 'incomplete' : 'meets',
    ...(onlyTime && meetsFrom !== undefined ? { meetsFrom } : {}),
    inForce: within(day, programme.validFrom, programme.validTo),
    application: applicationOn(programme, day),
    criteria,
  };
}

/**
 * The facts that a conversation still has to ask for these programmes on a day:
 * without repetition, first what a registration asks, then the programmes' own
 * questions (hard criteria before preferred ones), consents last. What was asked
 * and is not known (null) is not asked again; the number of reported months is
 * counted, never asked.
 */
export function missingFacts(
  programmes: readonly Programme[],
  facts: BusinessFacts,
  on: Temporal.PlainDate,
): readonly FactKey[] {
  const day = on.toString();
  const criteria = programmes.flatMap((programme) => criteriaInForce(programme, day));
  const hardFirst = criteria.toSorted((a, b) => weightOrder(a) - weightOrder(b));
  const missing = new Set(
    hardFirst.flatMap((criterion) => findCriterion(criterion.test, facts, on).missing ?? []),
  );
  return [...missing].toSorted((a, b) => factOrder(a) - factOrder(b));
}

function weightOrder({ weight }: HeldCriterion): number {
  return weight === 'hard' ? 0 : 1;
}

const registrationOrder: readonly FactKey[] = [
  'kecamatan',
  'kind',
  'startedYear',
  'startedMonth',
  'workers',
  'class',
  'nib',
];

function factOrder(key: FactKey): number {
  const place = registrationOrder.indexOf(key);
  if (place >= 0) return place;
  return key.startsWith('answer:') ? registrationOrder.length : registrationOrder.length + 1;
}

/** The criteria that are held against facts on a day YYYY-MM-DD. */
export function criteriaInForce(programme: Programme, day: string): readonly HeldCriterion[] {
  return criteriaOf(programme).filter(
    ({ active, validFrom, validTo }) => active && within(day, validFrom, validTo),
  );
}

function within(day: string, from: string | undefined, to: string | undefined): boolean {
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

function applicationOn(programme: Programme, day: string): Evaluation['application'] {
  const from = [programme.validFrom, programme.openFrom ?? programme.validFrom].toSorted().at(-1);
  if (from !== undefined && day < from) return 'opens-later';
  const open = within(day, from, programme.openTo) && within(day, from, programme.validTo);
  return open ? 'open' : 'closed';
}

function judge(criterion: HeldCriterion, facts: BusinessFacts, on: Temporal.PlainDate): CriterionResult {
  const finding = findCriterion(criterion.test, facts, on);
  const step = stepAfter(criterion, finding);
  return {
    id: criterion.id,
    weight: criterion.weight,
    state: finding.state,
    reason: {
      key: `eligibility.criterion.${criterion.id}.${finding.state}`,
      parameters: finding.parameters,
    },
    source: criterion.source,
    ...(finding.fulfilledFrom === undefined ? {} : { fulfilledFrom: finding.fulfilledFrom }),
    ...(step === undefined ? {} : { nextStep: `eligibility.next-step.${step}` as const }),
  };
}

function stepAfter({ test, nextStep }: HeldCriterion, finding: Finding): NextStep | undefined {
  if (finding.state === 'fulfilled') return undefined;
  if (finding.missing !== undefined && test.is !== 'consent') return 'answer-question';
  if (nextStep !== undefined) return nextStep;
  if (test.is === 'reported-at-least') return 'report-sales';
  if (test.is === 'consent') return 'give-consent';
  if (finding.state === 'unknown') return 'ask-officer';
  if (test.is === 'nib') return 'get-nib';
  return test.is === 'age-at-least' ? 'wait' : 'ask-officer';
}
