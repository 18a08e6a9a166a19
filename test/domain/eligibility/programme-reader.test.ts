import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { describeProblems } from '../../../src/domain/words/data-file.ts';
import { readProgramme } from '../../../src/domain/eligibility/programme-reader.ts';
import type { LocalText, Programme } from '../../../src/domain/eligibility/programme.ts';

const folder = new URL('../../../prisma/programmes/', import.meta.url);
const files = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));
const programmes: Programme[] = files.map(({ name, text }) => {
  const json: unknown = JSON.parse(text);
  const read = readProgramme(json);
  if (!read.ok) throw new Error(`${name}\n${describeProblems(read.problems)}`);
  return read.value;
});

/** The file `sig-supply` with one value replaced; undefined takes the key away. */
function changed(path: readonly (string | number)[], value: unknown, from?: unknown): unknown {
  const text = files.find(({ name }) => name === 'sig-supply.json')?.text ?? '{}';
  const file: unknown = from ?? JSON.parse(text);
  const put = (node: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(node))
      return node.map((item: unknown, index) => (index === key ? put(item, rest) : item));
    const entries = new Map<string, unknown>(
      typeof node === 'object' && node !== null ? Object.entries(node) : [],
    );
    const next = put(entries.get(String(key)), rest);
    if (next === undefined) entries.delete(String(key));
    else entries.set(String(key), next);
    return Object.fromEntries(entries);
  };
  return put(file, path);
}

function problems(json: unknown): string[] {
  const read = readProgramme(json);
  return read.ok
    ? []
    : read.problems.map(({ where, expected, got }) => `${where}: expected ${expected}, got ${got}`);
}

describe('reading a programme', () => {
  test.each<[readonly (string | number)[], unknown, string]>([
    [['version'], '1', 'version: expected a whole number from 1 to 9999, got "1"'],
    [['version'], 1.5, 'version: expected a whole number from 1 to 9999, got 1.5'],
    [['kind'], 'loan', 'kind: expected one of supply, funding, got "loan"'],
    [['name', 'en'], '', 'name.en: expected a text, got ""'],
    [['name', 'id'], undefined, 'name.id: expected a text, got nothing'],
    [['name', 'id'], '  ', 'name.id: expected a text, got "  "'],
    [['validFrom'], '2026-02-30', 'validFrom: expected a date YYYY-MM-DD, got "2026-02-30"'],
    [['validTo'], '2025-12-31', 'validTo: expected a day from 2026-01-01 on, got 2025-12-31'],
    [['example'], 'yes', 'example: expected true or false, got "yes"'],
    [['criteria'], {}, 'criteria: expected a list, got {}'],
    [
      ['criteria', 0, 'test', 'classes'],
      [],
      'criteria[0].test.classes: expected at least one entry, got an empty list',
    ],
    [
      ['criteria', 1, 'test', 'question'],
      'x',
      'criteria[1].test.question: expected one of part-of-larger, useful-to-partner, got "x"',
    ],
    [
      ['criteria', 2, 'test', 'codes', 0],
      '3525',
      'criteria[2].test.codes[0]: expected a kecamatan code such as "35.25.14", got "3525"',
    ],
    [['criteria', 1, 'id'], 'class', 'criteria[1].id: expected an id used once, got "class" again'],
    [
      ['criteria', 0, 'source', 'standing'],
      'sure',
      'criteria[0].source.standing: expected one of read, believed, example, got "sure"',
    ],
    [
      ['terms', 0, 'unit'],
      'rupiah',
      'terms[0].value: expected a whole number from 0 to 1000000000000, got nothing',
    ],
    [
      ['partnerFields', 0],
      'ktp-photo',
      'partnerFields[0]: expected one of owner-name, phone, nik, business-name, kind, kecamatan, desa, started, workers, class, sales-12-months, nib-status, nib, got "ktp-photo"',
    ],
    [['partner'], null, 'partner: expected an object, got null'],
    [['form'], 'loan', 'form: expected one of inti-plasma, subcontract'],
    [['inti'], { class: 'small' }, 'inti.class: expected one of large, medium, got "small"'],
    [['seats'], 0, 'seats: expected a whole number from 1 to 100000, got 0'],
    [['seatsByKecamatan'], { Cerme: 2 }, 'seatsByKecamatan.Cerme: expected a kecamatan code'],
    [['need'], { price: { how: 'fixed' } }, 'need.price.rupiah: expected a whole number from 1'],
    [['trial'], { sample: true }, 'trial.order: expected true or false, got nothing'],
    [['duties'], ['money'], 'duties[0]: expected one of land, means, guidance'],
    [['desk'], 'csr', 'desk: expected one of tjsl, procurement, got "csr"'],
    [
      ['criteria', 0, 'id'],
      'smaller-than-inti',
      'criteria[0].id: expected an id that no criterion of the law',
    ],
  ])('with %j = %j says "%3$s"', (path, value, expected) => {
    expect(problems(changed(path, value)).join('\n')).toContain(expected);
  });

  it('refuses in a loan what only a partnership states, and more seats in kecamatan than there are', () => {
    const loan = ['form', 'inti', 'need', 'duties'].reduce<unknown>(
      (it, key) => changed([key], undefined, it),
      changed(['kind'], 'funding'),
    );
    expect(problems(loan)).toEqual([]);
    expect(problems(changed(['duties'], [], changed(['form'], 'trade', loan)))).toEqual([
      'form: expected only in the kind supply, got kind funding',
      'duties: expected only in the kind supply, got kind funding',
    ]);
    const many = { '35.25.11': 2, '35.25.12': 2 };
    expect(problems(changed(['seatsByKecamatan'], many, changed(['seats'], 3)))).toEqual([
      'seatsByKecamatan: expected at most 3 seats together, got 4',
    ]);
  });

  it('refuses keys that nobody knows, so that a misspelt one is not ignored', () => {
    expect(problems(changed(['opensFrom'], '2026-01-01')).join()).toMatch(
      /^opensFrom: expected one of the keys .*openFrom/,
    );
  });

  it('refuses a test that it does not know', () => {
    expect(problems(changed(['criteria', 0, 'test', 'is'], 'nik')).join()).toContain('criteria[0].test.is');
  });

  test.each([[null], [[]], ['text'], [7]])('refuses %j instead of a file', (json) => {
    expect(problems(json).at(0)).toContain(': expected an object');
  });

  it('reports all problems at once', () => {
    expect(problems({}).length).toBeGreaterThan(10);
  });

  it('never throws, whatever JSON it gets', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => !readProgramme(json).ok));
    fc.assert(
      fc.property(
        fc.constantFrom('criteria', 'terms', 'questions', 'name', 'sources'),
        fc.jsonValue(),
        (key, json) => {
          readProgramme(changed([key], json));
        },
      ),
    );
  });
});

interface Said {
  readonly where: string;
  readonly id: string;
  readonly en: string;
}

/** What the shipped files say stands in both languages. */
const inBoth = (where: string, { id, en }: LocalText): Said => {
  if (en === undefined) throw new Error(`${where}: expected an English text beside "${id}"`);
  return { where, id, en };
};

function said(programme: Programme, withWords: boolean): Said[] {
  const { id, notice, name, about, terms, questions, criteria, words } = programme;
  return [
    inBoth(`${id} name`, name),
    inBoth(`${id} notice`, notice),
    ...about.map((text, index) => inBoth(`${id} about ${index}`, text)),
    ...terms.map((term) => inBoth(`${id} term ${term.id}`, term.text)),
    ...questions.flatMap(({ id: key, ask, hint }) =>
      [ask, hint ?? ask].map((text) => inBoth(`${id} ${key}`, text)),
    ),
    ...criteria.flatMap(({ id: key, texts }) =>
      Object.values(texts).map((text) => inBoth(`${id} ${key}`, text)),
    ),
    ...(withWords ? words.map(({ word, means }) => inBoth(`${id} ${word}`, means)) : []),
  ];
}

describe.each(programmes.map((programme) => [programme.id, programme] as const))(
  'the programme %s',
  (_, programme) => {
    it('is marked as an example that the Dinas has to confirm', () => {
      expect(programme.example).toBe(true);
      expect(programme.notice.id).toContain('contoh');
      expect(programme.toConfirm.length).toBeGreaterThan(0);
    });

    it('speaks in sentences of at most 20 words', () => {
      for (const { where, id, en } of said(programme, true)) {
        for (const sentence of [id, en].flatMap((text) => text.split(/(?<=[.?!])\s/))) {
          expect(sentence.split(/\s+/).length, `${where}: ${sentence}`).toBeLessThanOrEqual(20);
        }
      }
    });

    it('uses plain words, and explains those of the trade in one place only', () => {
      const office =
        /\b(submit|input|invalid|upload|verifikasi|error|omset|kamu|anda|gagal|salah|ditolak)\b/i;
      const trade = /\b(plasma|inti–plasma|mitra binaan|bankable|UMK)\b/i;
      for (const { where, id } of said(programme, true)) expect(id, where).not.toMatch(office);
      for (const { where, id } of said(programme, false)) expect(id, where).not.toMatch(trade);
    });

    it('keeps the same placeholders in every language, and only those a reason can fill', () => {
      const fillable = ['class', 'classes', 'date', 'kecamatan', 'months', 'reported', 'value'];
      for (const { where, id, en } of said(programme, true)) {
        const names = (text: string) =>
          [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
        expect(names(en), where).toEqual(names(id));
        for (const name of names(id)) expect(fillable, where).toContain(name);
      }
    });

    it('asks no months in operation, because that rule was deleted in 2021', () => {
      const rules = programme.criteria.filter(({ test: { is } }) => is === 'age-at-least');
      expect(rules.map(({ active }) => active)).toEqual([false]);
    });

    it('states what form of cooperation it is, where it is one (PP 7/2021 art. 106)', () => {
      expect(programme.form === undefined).toBe(programme.kind === 'funding');
    });

    it('names a source for every criterion and term', () => {
      for (const { source } of [...programme.criteria, ...programme.terms]) expect(source.law).toBeTruthy();
    });
  },
);

it('keeps the figures of the loan as PER-05/MBU/04/2021 Pasal 12 has them', () => {
  const terms = programmes.find(({ kind }) => kind === 'funding')?.terms ?? [];
  expect(terms.map(({ id, unit, value }) => [id, unit, value])).toEqual(
    expect.arrayContaining([
      ['loan-most', 'rupiah', 250_000_000],
      ['loan-additional', 'rupiah', 100_000_000],
      ['fee', 'per-mille-per-year', 30],
      ['tenor', 'months', 36],
    ]),
  );
});

it('asks a question shared by two programmes in the same words', () => {
  const asked = new Map<string, object>();
  for (const { id, ask } of programmes.flatMap(({ questions }) => questions)) {
    expect(ask, id).toEqual(asked.get(id) ?? ask);
    asked.set(id, ask);
  }
  expect(asked.size).toBeLessThan(programmes.flatMap(({ questions }) => questions).length);
});
