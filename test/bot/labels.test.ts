import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fitted } from '../../src/bot/buttons.ts';
import {
  createTexts,
  isTextKey,
  languageCodes,
  line,
  LONGEST_LABEL,
  named,
  refuseMistakes,
  type Language,
  type Param,
  type TextKey,
} from '../../src/i18n.ts';
import { officeTexts } from '../../src/office.ts';
import { testOffice } from '../support/services.ts';
import { every, isNode, nodeAt, nodesAt, sourcesIn, type Node } from '../support/source.ts';

const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));
const office = await testOffice();
const texts = officeTexts(office, refuseMistakes);
const sources = await sourcesIn('src/bot');

const reader = (language: Language) => ({ language, salutation: undefined, shortName: undefined });

/** Every text of a language under its key. */
async function textsIn(language: Language): Promise<ReadonlyMap<TextKey, string>> {
  const all = new Map<TextKey, string>();
  for (const file of await readdir(`${LOCALES}/${language}`)) {
    const topic: Readonly<Record<string, string>> = JSON.parse(
      await readFile(`${LOCALES}/${language}/${file}`, 'utf8'),
    );
    for (const [rest, text] of Object.entries(topic)) {
      const key = `${file.replace('.json', '')}.${rest}`;
      if (isTextKey(key)) all.set(key, text);
    }
  }
  return all;
}
const locales = { id: await textsIn('id'), en: await textsIn('en') };

/** Who takes the words of a button, and in which argument. */
const MAKERS: readonly (readonly [string, number])[] = [
  ['choice', 1],
  ['control', 1],
  ['shareContact', 0],
  ['button', 0],
  ['buttonRow', 0],
  ['nextRow', 1],
  ['pageOf', 2],
  ['act', 0],
  ['act', 1],
  ['press', 1],
];
/** Properties that hold the words of a button. */
const HELD = new Set(['label', 'yes', 'no', 'send', 'save', 'again', 'leaveOpen']);

/** What a name in a source can stand for. */
const definitions = new Map<string, readonly Node[]>();
for (const { ast } of sources)
  for (const node of every(ast)) {
    const id = nodeAt(node, 'id');
    const value = node.type === 'FunctionDeclaration' ? node : nodeAt(node, 'init');
    if (id?.type !== 'Identifier' || value === undefined) continue;
    const name = String(id['name']);
    definitions.set(name, [...(definitions.get(name) ?? []), value]);
  }

/** A sentence is no label, even where the pattern of a key would fit it. */
const isSentence = (text: string): boolean => /[.?!:]$|[.?!] |[\n<]/.test(text);

/** Keys of the texts that an expression can mean: of a key, of a line, or of a function that makes one. */
function* keysIn(node: Node | undefined, depth = 0): Iterable<TextKey> {
  if (node === undefined || depth > 6) return;
  const inner = (name: string): Iterable<TextKey> => keysIn(nodeAt(node, name), depth + 1);
  switch (node.type) {
    case 'Literal': {
      const key = String(node['value']);
      if (isTextKey(key)) yield key;
      return;
    }
    case 'TemplateLiteral': {
      const parts = nodesAt(node, 'quasis').map((it) => {
        const value = it['value'];
        const raw: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'raw') : '';
        return String(raw).replaceAll('.', String.raw`\.`);
      });
      const pattern = new RegExp(`^${parts.join('[^.]+')}$`);
      for (const [key, text] of locales.id) if (pattern.test(key) && !isSentence(text)) yield key;
      return;
    }
    case 'ConditionalExpression':
      yield* inner('consequent');
      yield* inner('alternate');
      return;
    case 'LogicalExpression':
      yield* inner('left');
      yield* inner('right');
      return;
    case 'CallExpression': {
      const name = String(nodeAt(node, 'callee')?.['name']);
      if (name === 'line') return yield* keysIn(nodesAt(node, 'arguments')[0], depth + 1);
      for (const made of definitions.get(name) ?? []) yield* keysReturned(made, depth + 1);
      return;
    }
    case 'Identifier':
      for (const value of definitions.get(String(node['name'])) ?? [])
        if (value.type === 'CallExpression' || value.type === 'Literal') yield* keysIn(value, depth + 1);
  }
}

function* keysReturned(made: Node, depth: number): Iterable<TextKey> {
  const body = nodeAt(made, 'body');
  if (body === undefined || !/Function/.test(made.type)) return;
  if (body.type !== 'BlockStatement') return yield* keysIn(body, depth);
  for (const it of every(body))
    if (it.type === 'ReturnStatement') yield* keysIn(nodeAt(it, 'argument'), depth);
}

/** Words that stand behind a box, where they are cut as a name is, and what only looks like a label. */
const NO_LABEL: ReadonlySet<TextKey> = new Set(['programme.duty.guidance', 'announce.rule.showPrefer']);

/** Every text that stands on a button somewhere. */
const labels = new Set<TextKey>(
  sources.flatMap(({ file, ast }) =>
    every(ast).flatMap((node): readonly TextKey[] => {
      if (node.type === 'CallExpression') {
        const name = String(nodeAt(node, 'callee')?.['name']);
        const given = Array.isArray(node['arguments']) ? node['arguments'].filter(isNode) : [];
        return [...MAKERS].flatMap(([maker, at]) => (maker === name ? [...keysIn(given[at])] : []));
      }
      if (node.type !== 'Property' || !HELD.has(String(nodeAt(node, 'key')?.['name']))) return [];
      const value = nodeAt(node, 'value');
      // A key alone names a line of a review.
      return value?.type === 'Literal' && !file.endsWith('/menu.ts') ? [] : [...keysIn(value)];
    }),
  ),
);
for (const key of locales.id.keys()) if (key.startsWith('export.report.')) labels.add(key);
for (const key of labels)
  if (NO_LABEL.has(key) || (locales.id.get(key) ?? '').includes('<')) labels.delete(key);

const NAME = 'Koperasi Serba Usaha Sumber Rejeki Abadi';
const name: Param = { line: named(NAME) };
const count: Param = { count: 1234 };
const date: Param = { date: '2026-12-28' };

/** The longest that may plausibly stand for each parameter of a label; names are longer than any label. */
const LONGEST: Readonly<Record<string, Param>> = {
  amount: { rupiah: 9_999_999_999 },
  at: { moment: '2026-12-28T13:00:00.000Z' },
  count,
  date,
  day: date,
  days: 365,
  done: 10,
  all: 10,
  fits: 99,
  from: { time: '2026-12-28T01:00:00.000Z' },
  month: { month: '2026-09' },
  nearly: 99,
  number: 'P-2612-0412',
  phone: '0812-3456-7890',
  quantity: 10_000,
  seat: 100,
  step: 11,
  total: 11,
  until: { time: '2026-12-28T05:00:00.000Z' },
  year: 2026,
};

const parametersOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\{(\w+)\}/g), ([, it = '']) => it);

describe('the words of a button', () => {
  it('are at most as long as a phone shows, in every language, whatever stands in them', () => {
    const bad: string[] = [];
    for (const language of languageCodes)
      for (const key of labels) {
        const params = Object.fromEntries(
          parametersOf(locales[language].get(key) ?? '').map((it) => [it, LONGEST[it] ?? name]),
        );
        try {
          const label = texts.label(line(key, params), reader(language));
          if (label.length > LONGEST_LABEL) bad.push(`${language} ${key}: "${label}"`);
        } catch (error) {
          bad.push(`${language} ${String(error)}`);
        }
      }
    expect(bad).toEqual([]);
    expect(labels.size).toBeGreaterThan(800);
  });

  it('are cut in the names that stand in them, never in a number', () => {
    const to = reader('id');
    expect(texts.label(named(NAME), to)).toBe('Koperasi Serba Usaha Su…');
    expect(texts.label(line('candidate.programme', { programme: NAME, count: { count: 12 } }), to)).toBe(
      'Koperasi Serb…: 12 calon',
    );
    expect(texts.label(line('inspection.application', { number: 'P-2611-0412', status: NAME }), to)).toBe(
      'P-2611-0412: Koperasi S…',
    );
    const both = { owner: NAME, business: NAME };
    expect(texts.label(line('helper.ownerOf', both), to)).toBe('Koperasi… (Koperasi S…)');
  });

  it('say days and moments shortly', () => {
    const to = reader('id');
    const at = { moment: '2026-12-03T02:00:00.000Z' };
    expect(texts.label(line('agreement.day', { day: { day: '2026-12-03' } }), to)).toBe('Kam 3 Des');
    expect(texts.label(line('announce.moment', { at }), to)).toBe('Kam 3 Des, 09.00');
    const [from, until] = [{ time: at.moment }, { time: '2026-12-03T05:00:00.000Z' }];
    expect(
      texts.label(line('broadcast.message.timeShort', { day: { day: '2026-12-03' }, from, until }), to),
    ).toBe('Kam 3 Des, 09.00–12.00');
    expect(texts.plain(line('announce.moment', { at }), to)).toBe('Kamis, 3 Desember 2026 pukul 09.00 WIB');
  });

  it('that are too long by themselves fail in tests and the demo, and are cut elsewhere', () => {
    const long = line('agreement.check.complete');
    expect(() => texts.label(long, reader('id'))).toThrow(/agreement\.check\.complete.*at most 24/);
    const seen: string[] = [];
    const lenient = createTexts({}, office, (key) => void seen.push(key));
    expect(lenient.label(long, reader('id'))).toBe('Daftar periksa lengkap.…');
    expect(seen).toEqual(['agreement.check.complete']);
  });

  it('are cut in one place alone, by the room that is left', () => {
    const cut: string[] = [];
    const look = (file: string, node: Node | undefined): void => {
      for (const it of node === undefined ? [] : every(node))
        if (it.type === 'CallExpression' && nodeAt(it, 'callee')?.['name'] === 'clip') cut.push(file);
    };
    for (const { file, ast } of sources)
      for (const node of every(ast)) {
        if (node.type === 'Property' && nodeAt(node, 'key')?.['name'] === 'label')
          look(file, nodeAt(node, 'value'));
        if (node.type === 'CallExpression' && nodeAt(node, 'callee')?.['name'] === 'choice')
          look(file, nodesAt(node, 'arguments')[1]);
      }
    expect(cut).toEqual([]);
  });

  it('have a capital inside only where it is a name', () => {
    const NAMES =
      /Bahasa Indonesia|Berita Acara Seleksi|Kesepakatan Bersama|Perjanjian Kerja Sama|Nota Dinas|Kecamatan \{|Dinas|Excel|Language|Telegram|WhatsApp|\p{Lu}{2,}/gu;
    const bad = [...labels].flatMap((key) => {
      const words = (locales.id.get(key) ?? '')
        .replaceAll(NAMES, 'x')
        .split(/(?<=[:.]) |[ /·›‹+☐☑✓✗]+/u)
        .filter((it) => it !== '');
      return words
        .slice(1)
        .filter((it) => /^\p{Lu}/u.test(it) && !NAMES.test(it))
        .map((it) => `${key}: ${it}`);
    });
    expect(bad).toEqual([]);
    const resume = line('start.menu.resume', { form: { within: line('register.title') } });
    expect(texts.label(resume, reader('id'))).toBe('Lanjut pendaftaran');
    // An abbreviation keeps its capitals.
    const nib = line('start.menu.resume', { form: { within: named('NIB usaha') } });
    expect(texts.label(nib, reader('id'))).toBe('Lanjut NIB usaha');
  });

  it('are the answer when they are typed, cut or whole', () => {
    const item = line('candidate.programme', { programme: NAME, count: 3 });
    for (const typed of ['Koperasi Serba…: 3 calon', `${NAME}: 3 calon`])
      expect(texts.isLabel(item, typed, reader('id'))).toBe(true);
    expect(texts.isLabel(item, 'Koperasi', reader('id'))).toBe(false);
  });

  it('stand side by side only where they fit', () => {
    const row = (...words: readonly string[]) => words.map((text) => ({ text }));
    const long = row('Daftarkan usaha saya', 'Tanya');
    expect(fitted([row('Kembali', 'Batal')])).toEqual([row('Kembali', 'Batal')]);
    expect(fitted([long])).toEqual([[long[0]], [long[1]]]);
    expect(fitted([row('1', '2', '3', '4', '5', '6', '7', '8')])).toHaveLength(1);
  });

  it('are made in one place', () => {
    const elsewhere = sources.filter(
      ({ file, source }) =>
        file !== 'src/bot/buttons.ts' &&
        /inline_keyboard: *\[|callback_data:|text: [\w.]*\.plain\(/.test(source),
    );
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
  });
});

/** Quoted in a sentence, or named behind "tekan": it has to be found on a button. */
function* buttonsNamed(text: string): Iterable<string> {
  for (const [, quoted = ''] of text.matchAll(/"([^"]*)"/g)) if (!/[{\d]/.test(quoted)) yield quoted;
  for (const [, one = ''] of text.matchAll(/(?:[Tt]ekan|[Pp]ress) (\p{Lu}[\p{L} ]*)/gu))
    for (const each of one.split(/ (?:atau|or) /)) yield each;
}

it('a sentence calls a button as the button calls itself', () => {
  const bad: string[] = [];
  for (const language of languageCodes) {
    const known = [...labels].map((key) => locales[language].get(key) ?? '');
    // Clients call the first button of a chat so, whatever the bot says.
    known.push('MULAI', 'START');
    // The beginning of a label with a name in it.
    known.push(...known.flatMap((it) => it.split(/[:,] *\{/).slice(0, -1)));
    for (const [key, text] of locales[language])
      for (const called of buttonsNamed(text))
        if (
          !known.some((it) => called === it || (called.startsWith(`${it} `) && !text.includes(`"${called}"`)))
        )
          bad.push(`${language} ${key}: ${called}`);
  }
  expect(bad).toEqual([]);
});
