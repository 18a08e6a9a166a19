import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { oneOf, verbIn, verbsOf } from '../../../src/bot/verbs.ts';

const source = new URL('../../../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const read = (name: string): string => readFileSync(new URL(name, source), 'utf8');

test('a word out of a button that stands in no table does nothing', () => {
  const verbs = { show: 1, cancel: 2 };
  expect(verbIn(verbs, 'cancel')).toBe(2);
  for (const word of [undefined, '', 'Cancel', 'toString', '__proto__', 'constructor', 'cancel ', 'delete'])
    expect(verbIn<unknown>(verbs, word)).toBeUndefined();
  expect(oneOf(verbs)).toBe('(show|cancel)');
  expect(verbsOf('s.tr', verbs).test('s.tr.1.cancel')).toBe(true);
  expect(verbsOf('s.tr', verbs).test('sxtr.1.cancel')).toBe(false);
});

test('no switch of a menu, a command or a button has a default that would do what another word means', () => {
  const buttons = files.filter((name) => name.startsWith('bot/features/'));
  expect(buttons.length).toBeGreaterThan(50);
  expect(buttons.filter((name) => /^\s+default:/m.test(read(name)))).toEqual([]);
});

/** What is bound to one update ends with it. These are filled while the module is read, or keep answers of a pure function. */
const lasting: readonly string[] = [
  'domain/money/rupiah-lexicon.ts',
  'domain/people-count/people-words.ts',
  'demo/season.ts',
  'reports/readers/xml.ts',
];

test('what the bot knows about people stands in the database: no module keeps anything between two updates', () => {
  const state =
    /^(?:export )?(?:let |var |const \w+(?:: [^=\n]+)? = (?:new (?:Map|Set|WeakMap|WeakSet|Array)(?!<BotContext,)(?:<[^\n(]*>)?\(\))|const \w+ = (?:\[\]|\{\});)/m;
  expect(
    files.filter(
      (name) => !name.startsWith('simulator/') && !lasting.includes(name) && state.test(read(name)),
    ),
  ).toEqual([]);
});
