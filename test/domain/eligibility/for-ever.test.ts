import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { evaluate, type Evaluation } from '../../../src/domain/eligibility/eligibility.ts';
import type { BusinessFacts } from '../../../src/domain/eligibility/facts.ts';
import type { Criterion, Programme, Test } from '../../../src/domain/eligibility/programme.ts';
import { loadReferenceData } from '../../../src/reference-data.ts';
import { readConfig } from '../../../src/config.ts';

const FILE = fileURLToPath(new URL('../../cases/eligibility.json', import.meta.url));

interface Judged {
  readonly facts: BusinessFacts;
  readonly on: string;
  readonly said: string;
}

/** The rules of one version, without its texts, and what they said of businesses on a day. */
interface Kept {
  readonly rules: Programme;
  readonly judged: readonly Judged[];
}

/** UPDATE_ELIGIBILITY=1 adds versions that are not there yet; what stands there is never written anew. */
const UPDATE = process.env['UPDATE_ELIGIBILITY'] === '1';
const kept: Kept[] = JSON.parse(readFileSync(FILE, 'utf8'));

const nothing = { id: '' };
const texts = { fulfilled: nothing, 'not-yet': nothing, unknown: nothing };
const rulesOf = (it: Programme): Programme => ({
  ...it,
  about: [],
  words: [],
  terms: [],
  notice: nothing,
  sources: [],
  toConfirm: [],
  questions: it.questions.map(({ id }) => ({ id, ask: nothing })),
  criteria: it.criteria.map((criterion) => ({ ...criterion, texts })),
});

const criterion = (id: string, test: Test, more: Partial<Criterion> = {}): Criterion => ({
  id,
  test,
  weight: 'hard',
  active: true,
  source: { law: 'Disepakati', standing: 'read' },
  texts,
  ...more,
});

/** Every test of the catalogue, hard and soft, switched off, and bound to days; its second version asks for more. */
const invented = (version: 1 | 2): Programme => ({
  id: 'every-test',
  version,
  kind: 'supply',
  name: nothing,
  partner: { id: 'sig', name: 'SIG' },
  example: false,
  notice: nothing,
  validFrom: version === 1 ? '2026-01-01' : '2027-01-01',
  ...(version === 1 ? { validTo: '2026-12-31' } : {}),
  openFrom: version === 1 ? '2026-03-01' : '2027-02-01',
  openTo: version === 1 ? '2026-11-30' : '2027-10-31',
  about: [],
  words: [],
  terms: [],
  questions: [{ id: 'has-account', ask: nothing }],
  criteria: [
    criterion('age', { is: 'age-at-least', months: 12 * version }),
    criterion('class', { is: 'class-in', classes: version === 1 ? ['micro', 'small'] : ['small'] }),
    criterion('place', { is: 'kecamatan-in', codes: ['35.25.14', '35.25.16'] }),
    criterion('kind', { is: 'kind-in', kinds: ['food', 'craft'] }, { weight: 'soft' }),
    criterion('nib', { is: 'nib' }, version === 1 ? { weight: 'soft' } : {}),
    criterion('consent', { is: 'consent', purpose: 'partner:every-test' }),
    criterion('account', { is: 'answer', question: 'has-account', wanted: true }),
    criterion('least', { is: 'workers-at-least', workers: version }, { validFrom: '2026-06-01' }),
    criterion('most', { is: 'workers-at-most', workers: 20 }, { validTo: '2027-06-30' }),
    criterion('reported', { is: 'reported-at-least', months: 3 * version }, { nextStep: 'report-sales' }),
    criterion('gone', { is: 'workers-at-least', workers: 50 }, { active: false }),
  ],
  partnerFields: [],
  inti: { class: version === 1 ? 'large' : 'medium' },
  sources: [],
  toConfirm: [],
});

/** All that an evaluation says but its sources, which are data of the programme. */
const said = (it: Evaluation): string =>
  [
    `${it.overall} ${it.meetsFrom ?? '-'} ${it.inForce ? 'in force' : 'not in force'} ${it.application}`,
    ...it.criteria.map(
      ({ id, weight, state, reason, fulfilledFrom, nextStep }) =>
        `${id} ${weight} ${state} ${fulfilledFrom ?? '-'} ${nextStep ?? '-'} ${JSON.stringify(reason.parameters)}`,
    ),
  ].join('; ');

const judge = (rules: Programme, facts: BusinessFacts, on: string): string =>
  said(evaluate(rules, facts, Temporal.PlainDate.from(on)));

/** One that fits, and businesses in which every fact is there, not known, or never asked, in turn. */
function businesses(rules: Programme): readonly BusinessFacts[] {
  const pick = <T>(at: number, of: readonly (T | undefined)[]): T | undefined => of[at % of.length];
  const fits: BusinessFacts = {
    startedYear: 2019,
    class: 'small',
    kecamatan: '35.25.14',
    kind: 'food',
    nib: true,
    workers: 5,
    monthsReported: 12,
    answers: Object.fromEntries(
      rules.criteria.flatMap(({ test }) => (test.is === 'answer' ? [[test.question, test.wanted]] : [])),
    ),
    consents: { [`partner:${rules.id}`]: true },
  };
  const others = Array.from({ length: 10 }, (_, at) => {
    const facts = {
      startedYear: pick(at, [2019, 2026, 2025, undefined, null]),
      startedMonth: pick(at, [3, 11, undefined, null, 1]),
      class: pick<BusinessFacts['class']>(at, ['micro', 'small', 'medium', null, undefined, 'large']),
      classEstimated: pick(at, [true, undefined, false]),
      kecamatan: pick(at, ['35.25.14', '35.25.16', '35.25.01', undefined, null]),
      kind: pick(at, ['food', 'craft', 'service', null, undefined, 'fashion', 'food']),
      nib: pick(at, [true, false, null, undefined]),
      workers: pick(at, [1, 2, 25, null, undefined, 60, 20]),
      monthsReported: pick(at, [0, 3, 6, 12, undefined]),
      answers: Object.fromEntries(
        rules.questions.flatMap(({ id }, index) => {
          const answer = pick(at + index, [true, false, null, undefined]);
          return answer === undefined ? [] : [[id, answer]];
        }),
      ),
      consents: { [`partner:${rules.id}`]: pick(at, [true, false, null]) ?? null },
    };
    return JSON.parse(JSON.stringify(facts));
  });
  return [fits, ...others];
}

const DAYS = ['2026-02-10', '2026-11-30', '2027-07-01'] as const;

/** A line for each judgement, so that a diff can be read. */
const written = (all: readonly Kept[]): string =>
  `[${all
    .map(({ rules, judged }) => {
      const lines = judged.map((it) => JSON.stringify(it)).join(',\n');
      return `{"rules":${JSON.stringify(rules)},"judged":[\n${lines}\n]}`;
    })
    .join(',\n')}]\n`;

describe('the eligibility of a business', () => {
  it('is the same for ever: each version says of the same business on the same day what it said once', async () => {
    const { programmes } = await loadReferenceData(readConfig({}).office);
    const wanted = [...programmes.shipped, invented(1), invented(2)].map(rulesOf);
    for (const rules of UPDATE ? wanted : [])
      if (!kept.some((it) => it.rules.id === rules.id && it.rules.version === rules.version))
        kept.push({
          rules,
          judged: businesses(rules).flatMap((facts) =>
            DAYS.map((on) => ({ facts, on, said: judge(rules, facts, on) })),
          ),
        });
    if (UPDATE) writeFileSync(FILE, written(kept));
    for (const { rules, judged } of kept)
      for (const it of judged)
        if (judge(rules, it.facts, it.on) !== it.said)
          expect(judge(rules, it.facts, it.on), `${rules.id}@${rules.version} on ${it.on}`).toBe(it.said);
    // What is shipped stands there as it is: changed rules are a new version, which UPDATE_ELIGIBILITY=1 adds.
    for (const rules of wanted)
      expect(
        kept.find((it) => it.rules.id === rules.id && it.rules.version === rules.version)?.rules,
        `${rules.id}@${rules.version}`,
      ).toEqual(JSON.parse(JSON.stringify(rules)));
  });

  it('is shown there for every kind of test in every state, met, not met and incomplete', () => {
    const states = new Set(
      kept.flatMap(({ rules, judged }) =>
        judged.flatMap((it) =>
          evaluate(rules, it.facts, Temporal.PlainDate.from(it.on)).criteria.flatMap(({ id, state }) => {
            const test = rules.criteria.find((one) => one.id === id)?.test;
            return test === undefined ? [] : [`${test.is} ${state}`];
          }),
        ),
      ),
    );
    const kinds = new Set(invented(1).criteria.map(({ test }) => test.is));
    const missing = [...kinds].flatMap((kind) =>
      ['fulfilled', 'not-yet', 'unknown'].map((state) => `${kind} ${state}`).filter((it) => !states.has(it)),
    );
    expect(missing).toEqual([]);
    const overall = kept.flatMap(({ judged }) => judged.map((it) => it.said.split(' ')[0]));
    expect(new Set(overall)).toEqual(new Set(['meets', 'not-yet', 'incomplete']));
  });
});
