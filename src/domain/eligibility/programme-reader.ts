/** Reads programme data files, with every problem named at its place. */
import { z } from 'zod';
import {
  date,
  flag,
  integer,
  list,
  notEmpty,
  object,
  oneOf,
  readData,
  someOf,
  text,
  type Checked,
  type Note,
} from '../words/data-file.ts';
import { checkOffer, kecamatanCode, offer } from './need-reader.ts';
import { fieldKeys, nextSteps, type Programme, type Test } from './programme.ts';
import { SMALLER } from './standing.ts';

const id = text({ is: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, named: 'a kebab-case id such as "not-bankable"' });
/** It travels in the buttons of an announcement. */
const programmeId = text({
  is: /^(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  named: 'a kebab-case id of at most 20 characters such as "sig-supply"',
});
const classes = ['micro', 'small', 'medium', 'large'] as const;

const localText = object({ id: text(), en: text().exactOptional() });

const source = object({
  law: text(),
  article: text().exactOptional(),
  standing: oneOf(['read', 'believed', 'example']),
  note: text().exactOptional(),
});

const is = <T extends Test['is']>(name: T) => z.literal(name);

/** One of several forms of an object, told apart by a word that stands in it. */
const formOf = (words: readonly string[]) => ({
  error: ({ code }: { readonly code?: string | undefined }) =>
    code === 'invalid_union' ? `one of ${words.join(', ')}` : 'an object',
});

const tests = [
  object({ is: is('age-at-least'), months: integer(1, 600) }),
  object({ is: is('class-in'), classes: someOf(classes).min(1, { error: 'at least one entry' }) }),
  object({ is: is('kecamatan-in'), codes: notEmpty(text(kecamatanCode)) }),
  object({ is: is('kind-in'), kinds: notEmpty(id) }),
  object({ is: is('nib') }),
  object({ is: is('consent'), purpose: id }),
  object({ is: is('answer'), question: id, wanted: flag() }),
  object({ is: is('workers-at-least'), workers: integer(0, 100_000) }),
  object({ is: is('workers-at-most'), workers: integer(0, 100_000) }),
  object({ is: is('reported-at-least'), months: integer(1, 120) }),
] as const;

const test = z.discriminatedUnion('is', tests, formOf(tests.map((it) => it.shape.is.value)));

const criterion = object({
  id,
  test,
  weight: oneOf(['hard', 'soft']),
  active: flag(),
  source,
  validFrom: date().exactOptional(),
  validTo: date().exactOptional(),
  nextStep: oneOf(nextSteps).exactOptional(),
  texts: object({ fulfilled: localText, 'not-yet': localText, unknown: localText }),
});

const question = object({ id, ask: localText, hint: localText.exactOptional() });

const units = ['rupiah', 'per-mille-per-year', 'months'] as const;
const term = z.discriminatedUnion(
  'unit',
  [
    object({ id, text: localText, unit: oneOf(units), value: integer(0, 1_000_000_000_000), source }),
    object({ id, text: localText, unit: z.literal('none'), source }),
  ],
  formOf([...units, 'none']),
);

/** In the order in which a published version is stored, and its checksum is made. */
const programme: z.ZodType<Programme> = object({
  id: programmeId,
  version: integer(1, 9999),
  kind: oneOf(['supply', 'funding']),
  name: localText,
  partner: object({ id, name: text() }),
  example: flag(),
  notice: localText,
  validFrom: date(),
  validTo: date().exactOptional(),
  openFrom: date().exactOptional(),
  openTo: date().exactOptional(),
  about: list(localText),
  words: list(object({ word: text(), means: localText })),
  terms: list(term),
  questions: list(question),
  criteria: list(criterion),
  partnerFields: someOf(fieldKeys),
  ...offer,
  sources: list(source),
  toConfirm: list(text()),
});

/**
 * Reads a programme from parsed JSON. Refuses unknown keys, missing texts,
 * criteria that ask an unlisted question, doubled ids and
 * periods that end before they begin; says for each what was expected, what
 * stood there, and where.
 */
export function readProgramme(json: unknown): Checked<Programme> {
  return readData(programme, json, (it, note) => {
    checkTogether(it, note);
    checkOffer(it, note);
  });
}

const word = z.string().optional().catch(undefined);
const sketches = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.array(z.object(shape).optional().catch(undefined)).catch([]);
const period = { validFrom: word, validTo: word };

/** The values that have to go together; one that cannot be read has a problem of its own already. */
const sketch = z.object({
  ...period,
  openFrom: word,
  openTo: word,
  questions: sketches({ id: word }),
  criteria: sketches({
    id: word,
    ...period,
    test: z.object({ is: word, question: word }).optional().catch(undefined),
  }),
  terms: sketches({
    id: word,
    unit: word,
    text: z.record(z.string(), z.string().catch('')).catch({}),
  }),
});

function checkTogether(json: unknown, note: Note): void {
  const { data } = sketch.safeParse(json);
  if (data === undefined) return;
  const { questions, criteria, terms } = data;
  for (const [key, items] of Object.entries({ questions, criteria, terms })) noDoubles(key, items, note);
  criteria.forEach((it, index) => {
    const where = `criteria[${index}]`;
    if (it?.id === SMALLER) note(`${where}.id`, 'an id that no criterion of the law has', `"${SMALLER}"`);
    inOrder(`${where}.validTo`, it?.validFrom, it?.validTo, note);
    const listed = questions.flatMap((asked) => asked?.id ?? []);
    if (it?.test?.is !== 'answer' || it.test.question === undefined || listed.includes(it.test.question))
      return;
    const known = listed.join(', ') || '(none listed)';
    note(`${where}.test.question`, `one of ${known}`, `"${it.test.question}"`);
  });
  terms.forEach((it, index) => {
    for (const [language, words] of Object.entries(it?.text ?? {})) {
      if (words === '' || words.includes('{value}') === (it?.unit !== 'none')) continue;
      const expected = it?.unit === 'none' ? 'no {value} for the unit none' : 'a text with {value}';
      note(`terms[${index}].text.${language}`, expected, words);
    }
  });
  inOrder('validTo', data.validFrom, data.validTo, note);
  inOrder('openTo', data.openFrom, data.openTo, note);
}

function noDoubles(
  key: string,
  items: readonly ({ readonly id?: string | undefined } | undefined)[],
  note: Note,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (item?.id === undefined) return;
    if (seen.has(item.id)) note(`${key}[${index}].id`, 'an id used once', `"${item.id}" again`);
    seen.add(item.id);
  });
}

function inOrder(where: string, from: string | undefined, to: string | undefined, note: Note): void {
  if (from !== undefined && to !== undefined && to < from) note(where, `a day from ${from} on`, to);
}
