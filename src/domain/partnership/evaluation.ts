/** The look back at one or more years of an agreement: what was aimed at, what each side says was reached. */
import { Temporal } from 'temporal-polyfill';
import { FEWEST } from '../sales/suppression.ts';
import { medianDaysToPay, type BothSaid, type TellingSide } from './shipment.ts';

/** What both sides aim at; null: nothing was agreed. */
export interface Targets {
  /** Pieces a month. */
  readonly monthlyQuantity: number | null;
  /** Whole rupiah a year. */
  readonly yearlyValue: number | null;
  /** Measures of their own, in words. */
  readonly ownTargets: string | null;
  /** Why there is none, where the two have chosen so. */
  readonly noTargets?: string | null;
}

/** Whether the two have agreed to targets, or have said why there are none: without, nothing is signed. */
export const areAgreed = ({ monthlyQuantity, yearlyValue, ownTargets, noTargets = null }: Targets): boolean =>
  [monthlyQuantity, yearlyValue, ownTargets, noTargets].some((it) => it !== null);

/** How a question of an evaluation is answered. */
export const opinions = ['yes', 'partly', 'no'] as const;
export type Opinion = (typeof opinions)[number];

/** What the owner is asked: paid as promised, supported as promised, to go on. The company never sees whose answer it is. */
export const ownerQuestions = ['payment', 'support', 'again'] as const;
/** What the company is asked: quality and quantity as agreed, to go on. */
export const partnerQuestions = ['quality', 'again'] as const;

/** Decisions that leave the partnership running; change: both sides are asked about an addendum. */
export const goesOn = ['continue', 'change'] as const;
/** What an evaluation comes to; the last three are steps of the application. */
export const evaluationDecisions = [...goesOn, 'independent', 'ended', 'finished'] as const;
export type EvaluationDecision = (typeof evaluationDecisions)[number];

/**
 * What a company is shown of the answers of owners to one question: counts of five or more, no total from which another
 * one could be computed, and nothing where all have said the same: each would know what each said.
 */
export function shownOpinions(
  said: readonly Opinion[],
): readonly { readonly opinion: Opinion; readonly count: number }[] {
  if (new Set(said).size < 2) return [];
  return opinions
    .map((opinion) => ({ opinion, count: said.filter((it) => it === opinion).length }))
    .filter(({ count }) => count >= FEWEST);
}

export interface EvaluatedSpan {
  /** How many years of the agreement are over then. */
  readonly year: number;
  /** YYYY-MM-DD, both included. */
  readonly fromOn: string;
  readonly untilOn: string;
}

/**
 * The years of an agreement that are over and were not looked at, as one span: several after a pause. Undefined as
 * long as there is none.
 * @param startsOn YYYY-MM-DD, the first day of the agreement
 * @param evaluated years that were looked at before
 */
export function spanDue(
  startsOn: string,
  evaluated: number,
  today: Temporal.PlainDate,
): EvaluatedSpan | undefined {
  const start = Temporal.PlainDate.from(startsOn);
  const year = start.until(today, { largestUnit: 'years' }).years;
  if (year <= evaluated) return undefined;
  return {
    year,
    fromOn: start.add({ years: evaluated }).toString(),
    untilOn: start.add({ years: year }).subtract({ days: 1 }).toString(),
  };
}

/** What one side says of the deliveries of a span. */
export interface SideFigures {
  readonly deliveries: number;
  /** Undefined where one of them was told without a number of pieces. */
  readonly quantity: number | undefined;
  /** Whole rupiah. */
  readonly value: number;
  readonly paid: number;
  /** The median between delivery and payment; undefined where nothing was paid. */
  readonly daysToPay: number | undefined;
}

/** Only what this side has told itself. */
export function figuresOf(
  deliveries: readonly { readonly sentOn: string; readonly said: BothSaid }[],
  side: TellingSide,
): SideFigures {
  const told = deliveries.flatMap(({ sentOn, said }) => {
    const own = said[side];
    return own === undefined ? [] : [{ ...own, sentOn }];
  });
  const sum = (of: (it: (typeof told)[number]) => number): number =>
    told.reduce((total, it) => total + of(it), 0);
  return {
    deliveries: told.length,
    quantity: told.some(({ quantity }) => quantity === undefined) ? undefined : sum((it) => it.quantity ?? 0),
    value: sum(({ value }) => value),
    paid: sum(({ paidOn, value, deductions }) => (paidOn === undefined ? 0 : value - deductions)),
    daysToPay: medianDaysToPay(told),
  };
}

/** What a side says was reached of a target, in its unit, rounded down; undefined where it cannot be told. */
export function reachedOf(
  { quantity, value }: SideFigures,
  target: 'monthlyQuantity' | 'yearlyValue',
  years: number,
): number | undefined {
  if (years < 1) return undefined;
  if (target === 'yearlyValue') return Math.floor(value / years);
  return quantity === undefined ? undefined : Math.floor(quantity / (12 * years));
}

/** Years of an agreement that a span holds: both ends are its anniversaries, of 29 February the day before in most years. */
export const yearsIn = ({ fromOn, untilOn }: Pick<EvaluatedSpan, 'fromOn' | 'untilOn'>): number =>
  Temporal.PlainDate.from(untilOn).add({ days: 1 }).year - Temporal.PlainDate.from(fromOn).year;
