/** Holds one test of a criterion against the facts of a business. */
import type { Temporal } from 'temporal-polyfill';
import { toMonth } from '../month/calendar.ts';
import type { BusinessFacts, FactKey, ReasonParameters } from './facts.ts';
import type { Test } from './programme.ts';

/** What a test found; `missing` names the fact that nobody has asked for yet. */
export interface Finding {
  readonly state: 'fulfilled' | 'not-yet' | 'unknown';
  readonly parameters: ReasonParameters;
  readonly fulfilledFrom?: string;
  readonly missing?: FactKey;
}

/** Holds one test against the facts on a day; never throws. */
export function findCriterion(test: Test, facts: BusinessFacts, on: Temporal.PlainDate): Finding {
  switch (test.is) {
    case 'age-at-least':
      return findAge(test.months, facts, on);
    case 'class-in': {
      const estimated = facts.classEstimated ?? false;
      return findOneOf(facts.class, 'class', test.classes, { classes: test.classes }, (known) => ({
        class: known,
        estimated,
      }));
    }
    case 'kecamatan-in':
      return findOneOf(facts.kecamatan, 'kecamatan', test.codes, { kecamatans: test.codes }, (known) => ({
        kecamatan: known,
      }));
    case 'kind-in':
      return findOneOf(facts.kind, 'kind', test.kinds, { kinds: test.kinds }, (known) => ({
        kind: known,
      }));
    case 'nib':
      return findYesNo(facts.nib, 'nib', true);
    case 'consent':
      return findYesNo(own(facts.consents, test.purpose), `consent:${test.purpose}`, true);
    case 'answer':
      return findYesNo(own(facts.answers, test.question), `answer:${test.question}`, test.wanted);
    case 'workers-at-least':
      return findWorkers(facts.workers, test.workers, (workers) => workers >= test.workers);
    case 'workers-at-most':
      return findWorkers(facts.workers, test.workers, (workers) => workers <= test.workers);
    case 'reported-at-least': {
      const reported = facts.monthsReported;
      const parameters = { months: test.months };
      if (reported === undefined) return { state: 'unknown', parameters };
      return {
        state: reported >= test.months ? 'fulfilled' : 'not-yet',
        parameters: { ...parameters, reported },
      };
    }
  }
}

/**
 * Age in months, counted by calendar months: a business that started in any day
 * of March has been running for 6 months from 1 September (in the owner's
 * favour, because the day is never asked). With the year alone the result is
 * certain only outside the months in which January and December differ.
 */
function findAge(months: number, facts: BusinessFacts, on: Temporal.PlainDate): Finding {
  const { startedYear: year, startedMonth: month } = facts;
  const parameters = { months };
  if (year === undefined) return { state: 'unknown', parameters, missing: 'startedYear' };
  if (year === null || !isYear(year)) return { state: 'unknown', parameters };
  const known = typeof month === 'number' && Number.isInteger(month) && month >= 1 && month <= 12;
  const earliest = 12 * year + (known ? month - 1 : 0) + months;
  const latest = 12 * year + (known ? month - 1 : 11) + months;
  const now = 12 * on.year + on.month - 1;
  if (now >= earliest && now < latest) {
    return { state: 'unknown', parameters, ...(month === undefined ? { missing: 'startedMonth' } : {}) };
  }
  const date = firstDayOf(latest);
  return {
    state: now >= latest ? 'fulfilled' : 'not-yet',
    parameters: { months, date },
    fulfilledFrom: date,
  };
}

/** Years that a running business can have started in; anything else is a mistyped fact. */
function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= 1800 && year <= 2200;
}

function firstDayOf(monthIndex: number): string {
  return `${toMonth(Math.floor(monthIndex / 12), (monthIndex % 12) + 1)}-01`;
}

function findOneOf<T extends string>(
  value: T | null | undefined,
  missing: FactKey,
  allowed: readonly T[],
  asked: ReasonParameters,
  shown: (value: T) => ReasonParameters,
): Finding {
  if (value === undefined) return { state: 'unknown', parameters: asked, missing };
  if (value === null) return { state: 'unknown', parameters: asked };
  const state = allowed.includes(value) ? 'fulfilled' : 'not-yet';
  return { state, parameters: { ...asked, ...shown(value) } };
}

function findYesNo(value: boolean | null | undefined, missing: FactKey, wanted: boolean): Finding {
  if (value === undefined) return { state: 'unknown', parameters: {}, missing };
  if (value === null) return { state: 'unknown', parameters: {} };
  return { state: value === wanted ? 'fulfilled' : 'not-yet', parameters: {} };
}

function findWorkers(
  workers: number | null | undefined,
  limit: number,
  met: (workers: number) => boolean,
): Finding {
  if (workers === undefined) return { state: 'unknown', parameters: { limit }, missing: 'workers' };
  if (workers === null) return { state: 'unknown', parameters: { limit } };
  return { state: met(workers) ? 'fulfilled' : 'not-yet', parameters: { limit, workers } };
}

/** Own keys only: a question called "constructor" must not find the object's own machinery. */
function own(
  record: Readonly<Record<string, boolean | null>> | undefined,
  key: string,
): boolean | null | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
