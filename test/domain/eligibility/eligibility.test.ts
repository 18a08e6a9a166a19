import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { evaluate, missingFacts, type CriterionResult } from '../../../src/domain/eligibility/eligibility.ts';
import type { BusinessFacts, FactKey } from '../../../src/domain/eligibility/facts.ts';
import type { Criterion, Programme, Test } from '../../../src/domain/eligibility/programme.ts';
import { same } from '../../support/same.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const words = { id: 'teks', en: 'text' };

function criterion(id: string, rule: Test, more: Partial<Criterion> = {}): Criterion {
  return {
    id,
    test: rule,
    weight: 'hard',
    active: true,
    source: { law: 'UU 20/2008', standing: 'read' },
    texts: { fulfilled: words, 'not-yet': words, unknown: words },
    ...more,
  };
}

function programme(criteria: readonly Criterion[], more: Partial<Programme> = {}): Programme {
  return {
    id: 'try',
    version: 3,
    kind: 'supply',
    name: words,
    partner: { id: 'sig', name: 'SIG' },
    example: true,
    notice: words,
    validFrom: '2026-01-01',
    about: [],
    words: [],
    terms: [],
    questions: [],
    criteria,
    partnerFields: [],
    sources: [],
    toConfirm: [],
    ...more,
  };
}

function only(rule: Test, facts: BusinessFacts, on = today): CriterionResult {
  const [result] = evaluate(programme([criterion('one', rule)]), facts, on).criteria;
  if (result === undefined) throw new Error('no result');
  return result;
}

const citizen: Test = { is: 'answer', question: 'citizen', wanted: true };
const sixMonths: Test = { is: 'age-at-least', months: 6 };

describe('a criterion', () => {
  test.each<[Test, BusinessFacts, CriterionResult['state']]>([
    [{ is: 'class-in', classes: ['micro', 'small'] }, { class: 'small' }, 'fulfilled'],
    [{ is: 'class-in', classes: ['micro', 'small'] }, { class: 'medium' }, 'not-yet'],
    [{ is: 'class-in', classes: ['micro'] }, {}, 'unknown'],
    [{ is: 'class-in', classes: ['micro'] }, { class: null }, 'unknown'],
    [{ is: 'kecamatan-in', codes: ['35.25.14'] }, { kecamatan: '35.25.14' }, 'fulfilled'],
    [{ is: 'kecamatan-in', codes: ['35.25.14'] }, { kecamatan: '35.25.16' }, 'not-yet'],
    [{ is: 'kind-in', kinds: ['food'] }, { kind: 'food' }, 'fulfilled'],
    [{ is: 'kind-in', kinds: ['food'] }, { kind: 'shop' }, 'not-yet'],
    [{ is: 'nib' }, { nib: true }, 'fulfilled'],
    [{ is: 'nib' }, { nib: false }, 'not-yet'],
    [{ is: 'nib' }, { nib: null }, 'unknown'],
    [{ is: 'nib' }, {}, 'unknown'],
    [{ is: 'consent', purpose: 'partner-sig' }, { consents: { 'partner-sig': true } }, 'fulfilled'],
    [{ is: 'consent', purpose: 'partner-sig' }, { consents: { 'partner-sig': false } }, 'not-yet'],
    [{ is: 'consent', purpose: 'partner-sig' }, { consents: { news: true } }, 'unknown'],
    [citizen, { answers: { citizen: true } }, 'fulfilled'],
    [citizen, { answers: { citizen: false } }, 'not-yet'],
    [citizen, { answers: { citizen: null } }, 'unknown'],
    [citizen, {}, 'unknown'],
    [{ ...citizen, wanted: false }, { answers: { citizen: false } }, 'fulfilled'],
    [{ is: 'answer', question: 'constructor', wanted: true }, { answers: {} }, 'unknown'],
    [{ is: 'workers-at-least', workers: 2 }, { workers: 2 }, 'fulfilled'],
    [{ is: 'workers-at-least', workers: 2 }, { workers: 1 }, 'not-yet'],
    [{ is: 'workers-at-most', workers: 2 }, { workers: 2 }, 'fulfilled'],
    [{ is: 'workers-at-most', workers: 2 }, { workers: 3 }, 'not-yet'],
    [{ is: 'workers-at-most', workers: 2 }, { workers: null }, 'unknown'],
    [{ is: 'reported-at-least', months: 3 }, { monthsReported: 3 }, 'fulfilled'],
    [{ is: 'reported-at-least', months: 3 }, { monthsReported: 0 }, 'not-yet'],
    [{ is: 'reported-at-least', months: 3 }, {}, 'unknown'],
  ])('%j with %j is %s', (rule, facts, state) => {
    const result = only(rule, facts);
    expect(result.state).toBe(state);
    expect(result.reason.key).toBe(`eligibility.criterion.one.${state}`);
    expect(result.source.law).toBe('UU 20/2008');
  });

  test.each<[string, BusinessFacts, CriterionResult['state'], string | undefined]>([
    ['2026-11-30', { startedYear: 2026, startedMonth: 6 }, 'not-yet', '2026-12-01'],
    ['2026-12-01', { startedYear: 2026, startedMonth: 6 }, 'fulfilled', '2026-12-01'],
    ['2026-11-23', { startedYear: 2009 }, 'fulfilled', '2010-06-01'],
    ['2026-06-30', { startedYear: 2026 }, 'not-yet', '2027-06-01'],
    ['2026-07-01', { startedYear: 2026 }, 'unknown', undefined],
    ['2026-11-23', { startedYear: 2026 }, 'unknown', undefined],
    ['2027-05-31', { startedYear: 2026 }, 'unknown', undefined],
    ['2026-11-23', { startedYear: 2026, startedMonth: null }, 'unknown', undefined],
    ['2027-06-01', { startedYear: 2026, startedMonth: null }, 'fulfilled', '2027-06-01'],
    ['2026-11-23', { startedYear: null }, 'unknown', undefined],
    ['2026-11-23', {}, 'unknown', undefined],
    ['2026-11-23', { startedYear: 20_009 }, 'unknown', undefined],
  ])('of six months, on %s with %j, is %s from %s', (on, facts, state, from) => {
    const result = only(sixMonths, facts, Temporal.PlainDate.from(on));
    expect(result.state).toBe(state);
    expect(result.fulfilledFrom).toBe(from);
    expect(result.reason.parameters).toEqual({ months: 6, ...(from === undefined ? {} : { date: from }) });
  });

  test.each<[Test, BusinessFacts, string | undefined]>([
    [{ is: 'nib' }, { nib: false }, 'get-nib'],
    [{ is: 'nib' }, { nib: true }, undefined],
    [{ is: 'nib' }, { nib: null }, 'ask-officer'],
    [{ is: 'nib' }, {}, 'answer-question'],
    [sixMonths, { startedYear: 2026, startedMonth: 11 }, 'wait'],
    [{ is: 'reported-at-least', months: 3 }, { monthsReported: 1 }, 'report-sales'],
    [{ is: 'consent', purpose: 'p' }, {}, 'give-consent'],
    [citizen, { answers: { citizen: false } }, 'ask-officer'],
  ])('%j with %j leads to %s', (rule, facts, step) => {
    const expected = step === undefined ? undefined : `eligibility.next-step.${step}`;
    expect(only(rule, facts).nextStep).toBe(expected);
  });

  it('gives the figures for its sentence', () => {
    expect(
      only({ is: 'class-in', classes: ['micro'] }, { class: 'small', classEstimated: true }).reason
        .parameters,
    ).toEqual({ classes: ['micro'], class: 'small', estimated: true });
    expect(only({ is: 'workers-at-least', workers: 3 }, { workers: 1 }).reason.parameters).toEqual({
      limit: 3,
      workers: 1,
    });
  });
});

describe('the overall result', () => {
  const nib = criterion('nib', { is: 'nib' });
  const wni = criterion('citizen', citizen);

  test.each<[BusinessFacts, string]>([
    [{ nib: true, answers: { citizen: true } }, 'meets'],
    [{ nib: true, answers: { citizen: false } }, 'not-yet'],
    [{ nib: false }, 'not-yet'],
    [{ nib: true }, 'incomplete'],
    [{}, 'incomplete'],
  ])('of %j is %s', (facts, overall) => {
    expect(evaluate(programme([nib, wni]), facts, today).overall).toBe(overall);
  });

  it('does not depend on preferred criteria', () => {
    const soft = [nib, { ...wni, weight: 'soft' as const }];
    expect(evaluate(programme(soft), { nib: true, answers: { citizen: false } }, today).overall).toBe(
      'meets',
    );
  });

  it('leaves out criteria that are switched off or not valid on the day', () => {
    const criteria = [
      { ...nib, active: false },
      criterion('old', citizen, { validTo: '2026-11-22' }),
      criterion('new', citizen, { validFrom: '2026-11-24' }),
      criterion('now', citizen, { validFrom: '2026-11-23', validTo: '2026-11-23' }),
    ];
    expect(evaluate(programme(criteria), {}, today).criteria.map(({ id }) => id)).toEqual(['now']);
  });

  it('names the day from which it is met when only time stands in the way', () => {
    const both = programme([
      criterion('half', sixMonths),
      criterion('year', { is: 'age-at-least', months: 12 }),
      nib,
    ]);
    const started = { startedYear: 2026, startedMonth: 9 };
    expect(evaluate(both, { ...started, nib: true }, today).meetsFrom).toBe('2027-09-01');
    expect(evaluate(both, { ...started, nib: false }, today).meetsFrom).toBeUndefined();
    expect(evaluate(both, started, today).meetsFrom).toBeUndefined();
  });

  test.each<[Partial<Programme>, boolean, string]>([
    [{}, true, 'open'],
    [{ validFrom: '2026-11-24' }, false, 'opens-later'],
    [{ validTo: '2026-11-22' }, false, 'closed'],
    [{ openFrom: '2026-12-01' }, true, 'opens-later'],
    [{ openTo: '2026-11-23' }, true, 'open'],
    [{ openTo: '2026-11-22' }, true, 'closed'],
  ])('with the periods %j is in force: %s, and applying is %s', (periods, inForce, application) => {
    expect(evaluate(programme([], periods), {}, today)).toMatchObject({ inForce, application });
  });
});

describe('the facts still to ask', () => {
  const all = programme([
    criterion('soft', { is: 'answer', question: 'useful', wanted: true }, { weight: 'soft' }),
    criterion('consent', { is: 'consent', purpose: 'partner-sig' }),
    criterion('citizen', citizen),
    criterion('reported', { is: 'reported-at-least', months: 3 }),
    criterion('nib', { is: 'nib' }),
    criterion('class', { is: 'class-in', classes: ['micro'] }),
    criterion('age', sixMonths),
    criterion('off', { is: 'kind-in', kinds: ['food'] }, { active: false }),
  ]);

  it('come in the order of a registration, then hard questions, preferred ones and consents', () => {
    expect(missingFacts([all, programme([criterion('again', citizen)])], {}, today)).toEqual([
      'startedYear',
      'class',
      'nib',
      'answer:citizen',
      'answer:useful',
      'consent:partner-sig',
    ]);
  });

  it('include the month only when the year alone leaves a time rule open', () => {
    const rule = programme([criterion('age', sixMonths)]);
    expect(missingFacts([rule], { startedYear: 2026 }, today)).toEqual(['startedMonth']);
    expect(missingFacts([rule], { startedYear: 2009 }, today)).toEqual([]);
    expect(missingFacts([rule], { startedYear: 2026, startedMonth: null }, today)).toEqual([]);
  });

  it('do not include what the owner does not know', () => {
    expect(missingFacts([all], { startedYear: null, class: null, nib: null }, today)).toEqual([
      'answer:citizen',
      'answer:useful',
      'consent:partner-sig',
    ]);
  });
});

const questionIds = ['citizen', 'bank', 'constructor', '__proto__'];
const codes = ['35.25.01', '35.25.14', '35.25.18'];
const classes = ['micro', 'small', 'medium', 'large'] as const;

const anyTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ is: fc.constant('age-at-least' as const), months: fc.integer({ min: 1, max: 36 }) }),
  fc.record({ is: fc.constant('class-in' as const), classes: fc.subarray([...classes]) }),
  fc.record({ is: fc.constant('kecamatan-in' as const), codes: fc.subarray(codes) }),
  fc.record({ is: fc.constant('nib' as const) }),
  fc.record({
    is: fc.constant('answer' as const),
    question: fc.constantFrom(...questionIds),
    wanted: fc.boolean(),
  }),
  fc.record({ is: fc.constant('consent' as const), purpose: fc.constantFrom(...questionIds) }),
  fc.record({ is: fc.constant('workers-at-most' as const), workers: fc.nat(20) }),
  fc.record({ is: fc.constant('reported-at-least' as const), months: fc.integer({ min: 1, max: 12 }) }),
);
const anyProgramme = fc
  .array(fc.tuple(anyTest, fc.constantFrom('hard' as const, 'soft' as const), fc.boolean()), { maxLength: 8 })
  .map((rules) =>
    programme(rules.map(([rule, weight, active], index) => criterion(`c${index}`, rule, { weight, active }))),
  );
const yesNo = fc.dictionary(fc.constantFrom(...questionIds), fc.constantFrom(true, false, null));
const anyFacts: fc.Arbitrary<BusinessFacts> = fc.record(
  {
    startedYear: fc.option(fc.integer({ min: 1990, max: 2027 })),
    startedMonth: fc.option(fc.integer({ min: 1, max: 12 })),
    class: fc.option(fc.constantFrom(...classes)),
    kecamatan: fc.option(fc.constantFrom(...codes)),
    nib: fc.option(fc.boolean()),
    workers: fc.option(fc.nat(30)),
    monthsReported: fc.nat(14),
    answers: yesNo,
    consents: yesNo,
  },
  { requiredKeys: [] },
);
const anyDay = fc
  .integer({ min: 0, max: 1500 })
  .map((n) => Temporal.PlainDate.from('2025-01-01').add({ days: n }));

function answered(facts: BusinessFacts, key: FactKey): BusinessFacts {
  const [kind, name] = key.split(':');
  if (name !== undefined) {
    const record = { ...(kind === 'answer' ? facts.answers : facts.consents) };
    // An own key even for the name "__proto__".
    Object.defineProperty(record, name, { value: true, enumerable: true });
    return kind === 'answer' ? { ...facts, answers: record } : { ...facts, consents: record };
  }
  const known = {
    startedYear: 2026,
    startedMonth: 3,
    class: 'micro',
    kecamatan: '35.25.14',
    kind: 'food',
  } as const;
  return {
    ...known,
    nib: true,
    workers: 2,
    ...facts,
    ...(key === 'startedMonth' ? { startedMonth: 3 } : {}),
  };
}

describe('for any programme, facts and day', () => {
  it('the same input gives the same result, also after a round trip through JSON', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, anyDay, (rules, facts, on) => {
        const first = evaluate(rules, facts, on);
        const stored: { rules: Programme; facts: BusinessFacts } = JSON.parse(
          JSON.stringify({ rules, facts }),
        );
        expect(evaluate(stored.rules, stored.facts, Temporal.PlainDate.from(on.toString()))).toEqual(first);
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
        expect(missingFacts([stored.rules], stored.facts, on)).toEqual(missingFacts([rules], facts, on));
      }),
    );
  });

  it('a time rule is fulfilled from the day it names and not a day before', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, fc.integer({ min: 1, max: 36 }), (facts, on, months) => {
        const { fulfilledFrom } = only({ is: 'age-at-least', months }, facts, on);
        if (fulfilledFrom === undefined) return;
        const from = Temporal.PlainDate.from(fulfilledFrom);
        same(only({ is: 'age-at-least', months }, facts, from).state, 'fulfilled');
        const before = only({ is: 'age-at-least', months }, facts, from.subtract({ days: 1 }));
        same(before.state === 'fulfilled', false);
      }),
    );
  });

  it('no fact is asked twice, and once all are answered only "does not know" stays unknown', () => {
    fc.assert(
      fc.property(fc.array(anyProgramme, { maxLength: 3 }), anyDay, (rules, on) => {
        let facts: BusinessFacts = { monthsReported: 0 };
        for (let round = 0; round < 20; round += 1) {
          const missing = missingFacts(rules, facts, on);
          same(new Set(missing).size, missing.length);
          const [next] = missing;
          if (next === undefined) break;
          facts = answered(facts, next);
        }
        expect(missingFacts(rules, facts, on)).toEqual([]);
        for (const rule of rules) {
          same(
            evaluate(rule, facts, on).criteria.every(({ state }) => state !== 'unknown'),
            true,
          );
        }
      }),
    );
  });
});
