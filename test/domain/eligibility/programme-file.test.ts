import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { evaluate } from '../../../src/domain/eligibility/eligibility.ts';
import {
  desks,
  intiClasses,
  intiDuties,
  neededThings,
  partnershipForms,
  sellerPapers,
} from '../../../src/domain/eligibility/need.ts';
import { openingProblems, type OpeningFacts } from '../../../src/domain/eligibility/opening.ts';
import { makeCriterion, type OwnTest } from '../../../src/domain/eligibility/own-criterion.ts';
import { parseProgramme, writeProgramme } from '../../../src/domain/eligibility/programme-file.ts';
import { possibleActs, programmeStatuses } from '../../../src/domain/eligibility/programme-status.ts';
import { fieldKeys, type Programme } from '../../../src/domain/eligibility/programme.ts';

const words = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((it) => it.trim() !== '');
const local = fc.record({ id: words, en: words }, { requiredKeys: ['id'] });
const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?$/);
const day = fc
  .tuple(
    fc.integer({ min: 2026, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([y, m, d]) => new Temporal.PlainDate(y, m, d).toString());
const source = fc.record(
  { law: words, article: words, standing: fc.constantFrom('read', 'believed', 'example'), note: words },
  { requiredKeys: ['law', 'standing'] },
);
const codes = fc.uniqueArray(fc.constantFrom('35.25.11', '35.25.12', '35.25.16'), { minLength: 1 });
const count = fc.integer({ min: 1, max: 120 });
const ownTest: fc.Arbitrary<OwnTest> = fc.oneof(
  fc.record({ is: fc.constant('age-at-least' as const), months: count }),
  fc.record({
    is: fc.constant('class-in' as const),
    classes: fc.uniqueArray(fc.constantFrom('micro', 'small', 'medium'), { minLength: 1 }),
  }),
  fc.record({ is: fc.constant('kecamatan-in' as const), codes }),
  fc.record({ is: fc.constant('kind-in' as const), kinds: fc.constant(['food', 'craft']) }),
  fc.record({ is: fc.constant('nib' as const) }),
  fc.record({ is: fc.constantFrom('workers-at-least', 'workers-at-most'), workers: count }),
  fc.record({ is: fc.constant('reported-at-least' as const), months: count }),
  fc.record({ is: fc.constant('question' as const), ask: words, wanted: fc.boolean() }),
);
const said = { id: 'Cocok.' };
const sentences = { texts: { fulfilled: said, 'not-yet': said, unknown: said }, agreed: 'Disepakati' };
const rules = fc
  .array(
    fc.record(
      { test: ownTest, weight: fc.constantFrom('hard' as const, 'soft' as const), law: words, from: day },
      { requiredKeys: ['test', 'weight'] },
    ),
    { maxLength: 4 },
  )
  .map((all) => all.map((it, at) => makeCriterion(it, { id: `c1-${at}`, question: `q-${at}` }, sentences)));
const need = fc.record({
  what: fc.constantFrom(...neededThings),
  item: words,
  specification: words,
  quantityPerMonth: count,
  unit: words,
  price: fc.oneof(
    fc.record({ how: fc.constant('fixed' as const), rupiah: count }),
    fc.record({ how: fc.constantFrom('negotiated' as const, 'market' as const) }),
  ),
  place: words,
  payWithinDays: count,
  papers: fc.uniqueArray(fc.constantFrom(...sellerPapers)),
});
const programme: fc.Arbitrary<Programme> = fc
  .record({
    head: fc.record({
      id,
      version: count,
      name: local,
      partner: fc.record({ id, name: words }),
      example: fc.boolean(),
      notice: local,
      validFrom: day,
      about: fc.array(local, { maxLength: 3 }),
      words: fc.array(fc.record({ word: words, means: local }), { maxLength: 2 }),
      partnerFields: fc.uniqueArray(fc.constantFrom(...fieldKeys)),
      sources: fc.array(source, { maxLength: 2 }),
      toConfirm: fc.array(words, { maxLength: 2 }),
    }),
    days: fc.record({ openFrom: day, openTo: day }, { requiredKeys: [] }),
    made: rules,
    supply: fc.boolean(),
    offer: fc.record(
      {
        form: fc.constantFrom(...partnershipForms),
        inti: fc.record({ class: fc.constantFrom(...intiClasses) }),
        need,
        trial: fc.record({ sample: fc.boolean(), order: fc.boolean() }),
        duties: fc.uniqueArray(fc.constantFrom(...intiDuties)),
      },
      { requiredKeys: [] },
    ),
    both: fc.record(
      {
        seats: fc.integer({ min: 40, max: 99 }),
        seatsByKecamatan: fc.dictionary(
          fc.constantFrom('35.25.11', '35.25.16'),
          fc.integer({ min: 1, max: 20 }),
        ),
        desk: fc.constantFrom(...desks),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ head, days: { openFrom, openTo }, made, supply, offer, both }) => ({
    ...head,
    kind: supply ? 'supply' : 'funding',
    ...(openFrom === undefined ? {} : { openFrom }),
    ...(openTo === undefined || (openFrom ?? '') > openTo ? {} : { openTo }),
    terms: [],
    questions: made.flatMap((it) => it.question ?? []),
    criteria: made.map((it) => it.criterion),
    ...(supply ? offer : {}),
    ...both,
  }));

describe('a programme as a file', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(programme, (it) => {
        expect(parseProgramme(writeProgramme(it))).toEqual({ ok: true, value: it });
        expect(parseProgramme(`\uFEFF${writeProgramme(it)}`)).toEqual({ ok: true, value: it });
      }),
    );
  });

  it('that is no JSON is said to be none', () => {
    expect(parseProgramme('{')).toMatchObject({
      ok: false,
      problems: [{ where: '', expected: 'a JSON file' }],
    });
  });
});

describe('whoever takes part in a partnership', () => {
  const on = Temporal.PlainDate.from('2026-11-02');
  const sizes = ['micro', 'small', 'medium', 'large'] as const;

  it('is smaller than the inti, whatever its own criteria say (PP 7/2021 art. 107)', () => {
    fc.assert(
      fc.property(programme, fc.constantFrom(...sizes), (it, size) => {
        const inti = it.inti?.class;
        const found = evaluate(it, { class: size }, on).criteria.find(
          ({ id: of }) => of === 'smaller-than-inti',
        );
        if (inti === undefined) {
          expect(found).toBeUndefined();
          return;
        }
        const smaller = sizes.indexOf(size) < sizes.indexOf(inti);
        expect(found).toMatchObject({
          weight: 'hard',
          state: smaller ? 'fulfilled' : 'not-yet',
          source: { law: 'PP 7/2021', article: 'Pasal 107' },
        });
        if (!smaller) expect(evaluate(it, { class: size }, on).overall).toBe('not-yet');
      }),
    );
  });
});

describe('opening a programme', () => {
  const facts: OpeningFacts = {
    today: '2026-11-02',
    companyClass: 'large',
    roomIsUsed: false,
    accordInForce: false,
  };
  const sizes = (
    ...classes: readonly ('micro' | 'medium' | 'large')[]
  ): Pick<Programme, 'criteria' | 'questions'> => ({
    criteria: [
      makeCriterion(
        { test: { is: 'class-in', classes }, weight: 'hard' },
        { id: 'a', question: 'a' },
        sentences,
      ).criterion,
    ],
    questions: [],
  });
  const base = fc.sample(programme, { numRuns: 1, seed: 7 })[0];
  if (base === undefined) throw new Error('expected a programme');
  const { openTo: _openTo, ...rest } = base;
  const wanted = fc.sample(need, { numRuns: 1, seed: 7 })[0];
  if (wanted === undefined) throw new Error('expected a need');
  const supply: Programme = {
    ...rest,
    ...sizes('micro'),
    kind: 'supply',
    form: 'trade',
    need: wanted,
    validFrom: '2026-11-01',
  };
  const { form: _form, need: _need, ...without } = supply;

  test.each<[string, Programme, Partial<OpeningFacts>, readonly string[]]>([
    ['what has all of it', supply, {}, []],
    ['a partnership without form and need', without, {}, ['form', 'need']],
    ['a loan, which needs neither', { ...without, kind: 'funding' }, {}, []],
    ['one that takes medium businesses, of a large inti', { ...supply, ...sizes('medium') }, {}, []],
    ['the same of a medium inti', { ...supply, ...sizes('medium') }, { companyClass: 'medium' }, ['inti']],
    ['one that takes large businesses', { ...supply, ...sizes('large') }, {}, ['inti']],
    ['one whose company has people here and no accord', supply, { roomIsUsed: true }, ['accord']],
    ['the same with an accord', supply, { roomIsUsed: true, accordInForce: true }, []],
    ['one whose last day is over', { ...supply, openTo: '2026-11-01' }, {}, ['over']],
    ['one whose last day is today', { ...supply, openTo: '2026-11-02' }, {}, []],
    ['one whose rules hold from tomorrow on', { ...supply, validFrom: '2026-11-03' }, {}, ['early']],
  ])('%s', (_, it, more, expected) => {
    expect(openingProblems(it, { ...facts, ...more })).toEqual(expected);
  });

  it('never leads out of the archive, and only from there nothing leads on', () => {
    for (const status of programmeStatuses)
      for (const hasDraft of [true, false])
        expect(possibleActs({ status, hasDraft }).length > 0).toBe(status !== 'archived');
  });
});
