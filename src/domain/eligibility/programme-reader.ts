/** Reads programme data files, with every problem named at its place. */
import { readFields, type Checked, type Fields } from '../words/json-fields.ts';
import {
  fieldKeys,
  languages,
  nextSteps,
  type Criterion,
  type LocalText,
  type Programme,
  type Question,
  type Source,
  type Term,
  type Test,
} from './programme.ts';

const id = { is: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, named: 'a kebab-case id such as "not-bankable"' };
const kecamatanCode = { is: /^\d{2}\.\d{2}\.\d{2}$/, named: 'a kecamatan code such as "35.25.14"' };
const classes = ['micro', 'small', 'medium', 'large'] as const;

/**
 * Reads a programme from parsed JSON. Refuses unknown keys, missing texts in
 * any language, criteria that ask an unlisted question, doubled ids and
 * periods that end before they begin; says for each what was expected, what
 * stood there, and where.
 */
export function readProgramme(json: unknown): Checked<Programme> {
  return readFields(json, (fields) => {
    const questions = fields.list('questions', readQuestion);
    const criteria = fields.list('criteria', readCriterion);
    const terms = fields.list('terms', readTerm);
    noDoubles(fields, 'questions', questions);
    noDoubles(fields, 'criteria', criteria);
    noDoubles(fields, 'terms', terms);
    checkQuestions(fields, questions, criteria);
    const validFrom = fields.date('validFrom');
    const validTo = optionalDate(fields, 'validTo');
    const openFrom = optionalDate(fields, 'openFrom');
    const openTo = optionalDate(fields, 'openTo');
    inOrder(fields, 'validTo', validFrom, validTo);
    inOrder(fields, 'openTo', openFrom, openTo);
    return {
      id: fields.text('id', id),
      version: fields.integer('version', 1, 9999),
      kind: fields.choice('kind', ['supply', 'funding']),
      name: fields.object('name', readLocalText),
      partner: fields.object('partner', (partner) => ({
        id: partner.text('id', id),
        name: partner.text('name'),
      })),
      example: fields.flag('example'),
      notice: fields.object('notice', readLocalText),
      validFrom,
      ...(validTo === undefined ? {} : { validTo }),
      ...(openFrom === undefined ? {} : { openFrom }),
      ...(openTo === undefined ? {} : { openTo }),
      about: fields.list('about', readLocalText),
      words: fields.list('words', (word) => ({
        word: word.text('word'),
        means: word.object('means', readLocalText),
      })),
      terms,
      questions,
      criteria,
      partnerFields: fields.choices('partnerFields', fieldKeys),
      ...readTrial(fields),
      ...readSeats(fields),
      sources: fields.list('sources', readSource),
      toConfirm: fields.texts('toConfirm'),
    };
  });
}

function readTrial(fields: Fields): Pick<Programme, 'trial'> {
  if (!fields.has('trial')) return {};
  return {
    trial: fields.object('trial', (trial) => ({ sample: trial.flag('sample'), order: trial.flag('order') })),
  };
}

const MOST_SEATS = 100_000;

function readSeats(fields: Fields): Pick<Programme, 'seats' | 'seatsByKecamatan'> {
  return {
    ...(fields.has('seats') ? { seats: fields.integer('seats', 1, MOST_SEATS) } : {}),
    ...(fields.has('seatsByKecamatan')
      ? {
          seatsByKecamatan: fields.object('seatsByKecamatan', (by) =>
            Object.fromEntries(by.keys.map((code) => [code, by.integer(code, 1, MOST_SEATS)])),
          ),
        }
      : {}),
  };
}

function readCriterion(fields: Fields): Criterion {
  const validFrom = optionalDate(fields, 'validFrom');
  const validTo = optionalDate(fields, 'validTo');
  inOrder(fields, 'validTo', validFrom, validTo);
  return {
    id: fields.text('id', id),
    test: fields.object('test', readTest),
    weight: fields.choice('weight', ['hard', 'soft']),
    active: fields.flag('active'),
    source: fields.object('source', readSource),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(fields.has('nextStep') ? { nextStep: fields.choice('nextStep', nextSteps) } : {}),
    texts: fields.object('texts', (texts) => ({
      fulfilled: texts.object('fulfilled', readLocalText),
      'not-yet': texts.object('not-yet', readLocalText),
      unknown: texts.object('unknown', readLocalText),
    })),
  };
}

const tests: readonly [Test['is'], ...Test['is'][]] = [
  'age-at-least',
  'class-in',
  'kecamatan-in',
  'kind-in',
  'nib',
  'consent',
  'answer',
  'workers-at-least',
  'workers-at-most',
  'reported-at-least',
];

function readTest(fields: Fields): Test {
  const is = fields.choice('is', tests);
  switch (is) {
    case 'age-at-least':
      return { is, months: fields.integer('months', 1, 600) };
    case 'class-in':
      return { is, classes: notEmpty(fields, 'classes', fields.choices('classes', classes)) };
    case 'kecamatan-in':
      return { is, codes: notEmpty(fields, 'codes', fields.texts('codes', kecamatanCode)) };
    case 'kind-in':
      return { is, kinds: notEmpty(fields, 'kinds', fields.texts('kinds', id)) };
    case 'nib':
      return { is };
    case 'consent':
      return { is, purpose: fields.text('purpose', id) };
    case 'answer':
      return { is, question: fields.text('question', id), wanted: fields.flag('wanted') };
    case 'workers-at-least':
    case 'workers-at-most':
      return { is, workers: fields.integer('workers', 0, 100_000) };
    case 'reported-at-least':
      return { is, months: fields.integer('months', 1, 120) };
  }
}

function readQuestion(fields: Fields): Question {
  return {
    id: fields.text('id', id),
    ask: fields.object('ask', readLocalText),
    ...(fields.has('hint') ? { hint: fields.object('hint', readLocalText) } : {}),
  };
}

function readTerm(fields: Fields): Term {
  const unit = fields.choice('unit', ['rupiah', 'per-mille-per-year', 'months', 'none']);
  const text = fields.object('text', readLocalText);
  for (const language of languages) {
    if (text[language] === '' || text[language].includes('{value}') === (unit !== 'none')) continue;
    const expected = unit === 'none' ? 'no {value} for the unit none' : 'a text with {value}';
    fields.problem(`text.${language}`, expected, text[language]);
  }
  return {
    id: fields.text('id', id),
    text,
    unit,
    ...(unit === 'none' ? {} : { value: fields.integer('value', 0, 1_000_000_000_000) }),
    source: fields.object('source', readSource),
  };
}

function readSource(fields: Fields): Source {
  return {
    law: fields.text('law'),
    ...(fields.has('article') ? { article: fields.text('article') } : {}),
    standing: fields.choice('standing', ['read', 'believed', 'example']),
    ...(fields.has('note') ? { note: fields.text('note') } : {}),
  };
}

function readLocalText(fields: Fields): LocalText {
  return { id: fields.text('id'), en: fields.text('en') };
}

function optionalDate(fields: Fields, key: string): string | undefined {
  return fields.has(key) ? fields.date(key) : undefined;
}

function notEmpty<T>(fields: Fields, key: string, items: readonly T[]): readonly T[] {
  if (items.length === 0) fields.problem(key, 'at least one entry', 'an empty list');
  return items;
}

function noDoubles(fields: Fields, key: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (item.id !== '' && seen.has(item.id)) {
      fields.problem(`${key}[${index}].id`, 'an id used once', `"${item.id}" again`);
    }
    seen.add(item.id);
  });
}

function checkQuestions(
  fields: Fields,
  questions: readonly Question[],
  criteria: readonly Criterion[],
): void {
  const listed = questions.map((question) => question.id);
  criteria.forEach(({ test }, index) => {
    if (test.is !== 'answer' || test.question === '' || listed.includes(test.question)) return;
    const known = listed.join(', ') || '(none listed)';
    fields.problem(`criteria[${index}].test.question`, `one of ${known}`, `"${test.question}"`);
  });
}

/** An unreadable date is '' and already a problem of its own. */
function inOrder(fields: Fields, key: string, from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && to !== '' && to < from) {
    fields.problem(key, `a day from ${from} on`, to);
  }
}
