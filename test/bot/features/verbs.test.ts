import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('../../../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const read = (name: string): string => readFileSync(new URL(name, source), 'utf8');

test('no switch of a menu, a command or a button has a default that would do what another word means', () => {
  const buttons = files.filter((name) => name.startsWith('bot/features/'));
  expect(buttons.length).toBeGreaterThan(50);
  expect(buttons.filter((name) => /^\s+default:/m.test(read(name)))).toEqual([]);
});

test('a button is read by its route alone, and made by it (which the type of its data sees to)', () => {
  const byHand = /\.callbackQuery\(|callback_data: ?['"`]/;
  expect(files.filter((name) => name.startsWith('bot/')).filter((name) => byHand.test(read(name)))).toEqual(
    [],
  );
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
