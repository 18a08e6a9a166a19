import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { officeTexts } from '../../../src/office.ts';
import { programmeText } from '../../../src/bot/conversations/partnership/partnership-result.ts';
import { evaluate } from '../../../src/domain/eligibility/eligibility.ts';
import type { Criterion, Programme } from '../../../src/domain/eligibility/programme.ts';
import {
  newBusiness,
  newPerson,
  updateBusiness,
  type BusinessFields,
} from '../../../src/services/people/businesses.ts';
import {
  checkBusiness,
  checked,
  reproduceCheck,
} from '../../../src/services/partnership/applications/checks.ts';
import {
  factsOf,
  knownBusinesses,
  noteUnknown,
  unansweredQuestions,
  programmesOn,
  storeAnswers,
  type Known,
} from '../../../src/services/people/eligibility.ts';
import { insertRows } from '../../../src/services/core/new-rows.ts';
import type { Services } from '../../../src/services/core/services.ts';
import { openOffice, type Office } from '../../support/office.ts';
import { inTransaction } from '../../support/in-transaction.ts';

const today = Temporal.PlainDate.from('2026-11-02');
const complete: BusinessFields = {
  name: 'Otak-otak Bu Siti',
  kind: 'food',
  kindWords: undefined,
  kecamatan: '35.25.16',
  desa: '35.25.16.1009',
  startedYear: 2009,
  startedMonth: undefined,
  workers: { male: 0, female: 2 },
  usualMonthlySales: 3_000_000,
  usualEstimate: true,
  capital: undefined,
  nibStatus: 'none',
  nib: undefined,
};

let office: Office;
let services: Services;
let account = 0;
beforeAll(async () => {
  office = await openOffice();
  ({ services } = office);
  account = (await services.db.account.create({ data: { office: 'gresik', chatId: 77 } })).id;
});
afterAll(() => office.close());

async function business(
  fields: Partial<BusinessFields> = {},
): Promise<{ readonly personId: number; readonly businessId: number }> {
  const by = { accountId: account };
  const person = await newPerson(services, by, {
    name: 'Siti Aminah',
    salutation: 'P',
    phone: undefined,
  });
  const draft = await services.db.draft.create({
    data: { accountId: account, form: 'register', version: 1, status: 'submitted' },
  });
  const { id } = await inTransaction(services, async (inside) => {
    const made = await newBusiness(inside, by, person.id, { ...complete, ...fields }, draft.id);
    await insertRows(inside.db, [...person.rows, ...made.rows]);
    return made;
  });
  return { personId: person.id, businessId: id };
}

async function known(fields: Partial<BusinessFields> = {}): Promise<Known> {
  const [first] = await knownBusinesses(services, (await business(fields)).personId);
  if (first === undefined) throw new Error('expected the business that was just made');
  return first;
}

async function report(businessId: number, months: number, amount: number, estimate = false): Promise<void> {
  for (let back = 1; back <= months; back++) {
    const month = today.subtract({ months: back }).toPlainYearMonth().toString();
    await services.db.salesReport.create({
      data: {
        office: 'gresik',
        number: `L-${businessId}-${month}`,
        businessId,
        month,
        amount,
        estimate,
        source: 'guided',
      },
    });
  }
}

describe('what is asked before a check', () => {
  const questions = [
    'answer:part-of-larger',
    'answer:useful-to-partner',
    'answer:citizen',
    'answer:bank-loan',
    'answer:other-bumn',
  ];

  test.each<[string, Partial<BusinessFields>, readonly string[]]>([
    ['nothing of the business when it is complete', {}, []],
    ['the start', { startedYear: undefined }, ['startedYear']],
    ['the month when it began last year', { startedYear: 2025 }, ['startedMonth']],
    ['month and capital when it began this year', { startedYear: 2026 }, ['startedMonth', 'capital']],
    ['the capital when it is younger than 12 months', { startedYear: 2025, startedMonth: 12 }, ['capital']],
    ['no capital when it is 12 months old', { startedYear: 2025, startedMonth: 11 }, []],
    ['the usual sales', { usualMonthlySales: undefined }, ['class']],
    ['the NIB', { nibStatus: 'unknown' }, ['nib']],
    ['no NIB when the number comes later', { nibStatus: 'later' }, []],
    [
      'kind, place and workers',
      { kind: undefined, kecamatan: undefined, workers: undefined },
      ['kecamatan', 'kind', 'workers'],
    ],
  ])('is %s', async (_name, fields, expected) => {
    const open = unansweredQuestions(
      programmesOn(services.programmes.open, today),
      await known(fields),
      today,
    );
    expect([...open].filter((key) => !key.startsWith('answer:')).toSorted()).toEqual(
      [...expected].toSorted(),
    );
    expect([...open].filter((key) => key.startsWith('answer:')).toSorted()).toEqual(questions.toSorted());
  });

  it('is no usual month once sales are reported', async () => {
    const { personId, businessId } = await business({ usualMonthlySales: undefined });
    await report(businessId, 1, 2_000_000);
    const [first] = await knownBusinesses(services, personId);
    expect(
      first === undefined
        ? undefined
        : unansweredQuestions(services.programmes.open, first, today).has('class'),
    ).toBe(false);
  });

  it('is never what was asked in vain', async () => {
    const { personId, businessId } = await business({
      startedYear: undefined,
      usualMonthlySales: undefined,
      nibStatus: 'unknown',
    });
    await noteUnknown(services, businessId, ['startedYear', 'class', 'nib']);
    await storeAnswers(services, {
      personId,
      businessId,
      draftId: 1,
      business: {},
      answers: {
        'part-of-larger': null,
        'useful-to-partner': true,
        citizen: false,
        'bank-loan': null,
        'other-bumn': null,
      },
      unknown: [],
    });
    const [first] = await knownBusinesses(services, personId);
    if (first === undefined) throw new Error('expected a business');
    expect([...unansweredQuestions(services.programmes.open, first, today)]).toEqual([]);
    expect(factsOf(first, today)).toMatchObject({
      startedYear: null,
      class: null,
      nib: null,
      answers: { citizen: false, 'part-of-larger': null },
    });
  });

  it('leaves out closed businesses', async () => {
    const { personId, businessId } = await business();
    await services.db.business.update({ where: { id: businessId }, data: { status: 'closed' } });
    expect(await knownBusinesses(services, personId)).toEqual([]);
  });

  it('refuses to store for a business of somebody else', async () => {
    const [one, other] = [await business(), await business()];
    const wrong = storeAnswers(services, {
      personId: one.personId,
      businessId: other.businessId,
      draftId: 1,
      business: { startedYear: 2020 },
      answers: {},
      unknown: [],
    });
    await expect(wrong).rejects.toThrow(/expected business \d+ to belong to person \d+/);
  });
});

describe('the programmes of a day', () => {
  it('are those in force and not closed, in their newest version, the supply relation first', () => {
    const ids = programmesOn(services.programmes.open, today).map((it) => it.id);
    expect(ids).toEqual(['sig-supply', 'sig-pumk']);
    const supply = services.programmes.find('sig-supply');
    if (supply === undefined) throw new Error('expected the example programme');
    const next = { ...supply, version: supply.version + 1 };
    expect(programmesOn([supply, next], today)).toEqual([next]);
    expect(programmesOn([{ ...supply, openTo: '2026-10-31' }], today)).toEqual([]);
    expect(programmesOn([supply], Temporal.PlainDate.from('2025-12-31'))).toEqual([]);
  });
});

describe('a check', () => {
  test.each<[string, number | undefined, string | undefined]>([
    ['micro', 166_666_666, 'micro'],
    ['small', 166_666_667, 'small'],
    ['medium', 1_250_000_001, 'medium'],
    ['large', 4_166_666_667, 'large'],
    ['unknown', undefined, undefined],
  ])('finds the class %s from the usual month', async (_name, usualMonthlySales, expected) => {
    const result = await checkBusiness(services, await known({ usualMonthlySales }));
    expect(result.size.class).toBe(expected);
    expect(result.size.estimated).toBe(true);
  });

  it('counts twelve reported months as no estimate, unless one of them is', async () => {
    const { personId, businessId } = await business();
    await report(businessId, 12, 2_000_000);
    const [first] = await knownBusinesses(services, personId);
    if (first === undefined) throw new Error('expected a business');
    expect((await checkBusiness(services, first)).size).toMatchObject({
      estimated: false,
      sales: { basis: 'twelve-months', months: 12, amount: 24_000_000 },
    });
    await services.db.salesReport.updateMany({
      where: { businessId, month: '2026-03' },
      data: { estimate: true },
    });
    const [again] = await knownBusinesses(services, personId);
    expect(again === undefined ? undefined : (await checkBusiness(services, again)).size.estimated).toBe(
      true,
    );
  });

  it('never multiplies a few reported months by itself', async () => {
    const { personId, businessId } = await business({ usualMonthlySales: undefined });
    await report(businessId, 3, 4_000_000);
    const [first] = await knownBusinesses(services, personId);
    if (first === undefined) throw new Error('expected a business');
    expect((await checkBusiness(services, first)).size).toMatchObject({
      atLeast: true,
      estimated: true,
      bySales: { amount: 12_000_000 },
    });
  });

  it('is computed again from its row alone, whatever has changed since', async () => {
    const { personId, businessId } = await business({
      startedYear: 2026,
      startedMonth: 3,
      capital: 2_000_000_000,
      nibStatus: 'later',
    });
    await storeAnswers(services, {
      personId,
      businessId,
      draftId: 1,
      business: {},
      answers: { citizen: true, 'bank-loan': null },
      unknown: [],
    });
    await report(businessId, 2, 4_000_000, true);
    const [first] = await knownBusinesses(services, personId);
    if (first === undefined) throw new Error('expected a business');
    const result = await checkBusiness(services, first);
    await updateBusiness(services, businessId, { nibStatus: 'none', capital: 1, startedYear: 2001 });
    await storeAnswers(services, {
      personId,
      businessId,
      draftId: 1,
      business: {},
      answers: { citizen: false, 'bank-loan': true },
      unknown: [],
    });
    office.clock.advance(400 * 24 * 3_600_000);
    for (const { checkId, evaluation } of result.programmes) {
      const { stored, again } = await reproduceCheck(services, checkId);
      expect(again).toEqual(stored);
      expect(again.evaluation).toEqual(evaluation);
      expect(again.evaluation.on).toBe('2026-11-02');
    }
    office.clock.set('2026-11-02T03:00:00Z');
  });
});

describe('the message about a programme', () => {
  const words = {
    id: 'Usaha ini berjalan kurang dari {months} bulan. Syarat ini terpenuhi mulai {date}.',
    en: 'Running for less than {months} months. The condition is met from {date}.',
  };
  const age: Criterion = {
    id: 'age',
    test: { is: 'age-at-least', months: 12 },
    weight: 'hard',
    active: true,
    source: { law: 'PP 7/2021', article: 'Pasal 1', standing: 'read' },
    texts: { fulfilled: words, 'not-yet': words, unknown: words },
  };

  function message(programme: Programme, facts: Parameters<typeof evaluate>[1]): string {
    const evaluation = checked.shape.programmes
      .unwrap()
      .element.shape.evaluation.parse(evaluate(programme, facts, today));
    const texts = officeTexts(services.office);
    return programmeText(programme, evaluation, undefined, services.office.areas)
      .map((it) => texts.plain(it, { language: 'id', salutation: 'L', shortName: 'Hadi' }))
      .join('\n');
  }

  it('names the day from which a time rule is met, and what to do until then', () => {
    const supply = services.programmes.find('sig-supply');
    if (supply === undefined) throw new Error('expected the example programme');
    const text = message(
      { ...supply, criteria: [age] },
      { startedYear: 2026, startedMonth: 6, class: 'micro' },
    );
    expect(text).toContain('usaha Bapak belum memenuhi 1 syarat. Ini belum keputusan.');
    expect(text).toContain('syaratnya terpenuhi mulai Selasa, 1 Juni 2027.');
    expect(text).toContain(
      '✗ Usaha ini berjalan kurang dari 12 bulan. Syarat ini terpenuhi mulai Selasa, 1 Juni 2027.',
    );
    expect(text).toContain('Tunggu sampai tanggal itu');
    expect(text).toContain('PP 7/2021, Pasal 1');
  });

  it('says when applications open', () => {
    const supply = services.programmes.find('sig-supply');
    if (supply === undefined) throw new Error('expected the example programme');
    expect(message({ ...supply, openFrom: '2026-12-01' }, {})).toContain(
      'Pengajuan dibuka mulai Selasa, 1 Desember 2026.',
    );
  });

  it('stays below what one message can hold, with every criterion unknown', () => {
    for (const programme of services.programmes.open)
      expect(message(programme, {}).length).toBeLessThan(4096);
  });
});
