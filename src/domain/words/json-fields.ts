import { clip } from './clip.ts';

/**
 * Reads data files (programmes, holidays) field by field and collects every
 * problem instead of stopping at the first one: whoever edits a data file sees
 * all that has to be mended at once.
 *
 * A reader that finds something wrong notes the problem and hands back a
 * placeholder of the right type. The object built from placeholders is thrown
 * away by `readFields`, so it never reaches anybody.
 */
import { Temporal } from 'temporal-polyfill';

/** One thing wrong in a data file: `where` is a path such as `criteria[2].test.months`. */
export interface Problem {
  readonly where: string;
  readonly expected: string;
  readonly got: string;
}

/** The outcome of reading a data file: the value, or all problems found. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Typed access to the fields of one JSON object; see {@link readFields}. */
export interface Fields {
  /** Path of this object, '' for the file itself. */
  readonly where: string;
  /** The keys that stand in it, for an object whose keys are data. */
  readonly keys: readonly string[];
  /** A text that is not blank, and matches `pattern` when one is given. */
  text(key: string, pattern?: { readonly is: RegExp; readonly named: string }): string;
  /** A whole number from `least` to `most`, both included. */
  integer(key: string, least: number, most: number): number;
  /** `true` or `false`. */
  flag(key: string): boolean;
  /** One of the given words. */
  choice<const T extends string>(key: string, options: readonly [T, ...T[]]): T;
  /** A calendar date 'YYYY-MM-DD' that exists. */
  date(key: string): string;
  /** A nested object. */
  object<T>(key: string, read: (fields: Fields) => T): T;
  /** A list of objects. */
  list<T>(key: string, read: (fields: Fields) => T): readonly T[];
  /** A list of texts. */
  texts(key: string, pattern?: { readonly is: RegExp; readonly named: string }): readonly string[];
  /** A list of words out of the given ones, without repetition. */
  choices<const T extends string>(key: string, options: readonly [T, ...T[]]): readonly T[];
  /** Whether the key is present (for optional fields). */
  has(key: string): boolean;
  /** Notes a problem that only the caller can see, for example a range the wrong way round. */
  problem(key: string, expected: string, got: string): void;
}

/** The readable short form of a JSON value for a problem's `got`. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return clip(JSON.stringify(value) ?? typeof value, 60);
}

/** One line per problem: "criteria[0].id: expected …, got …". */
export function describeProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ where, expected, got }) => `${where || '(file)'}: expected ${expected}, got ${got}`)
    .join('\n');
}

/**
 * Reads one JSON object with `read` and returns its result, or every problem
 * found on the way. Keys that nobody asked for are problems too: a misspelt
 * optional key must not be ignored in silence.
 */
export function readFields<T>(json: unknown, read: (fields: Fields) => T): Checked<T> {
  const problems: Problem[] = [];
  const value = readObject(json, '', problems, read);
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

function readObject<T>(json: unknown, where: string, problems: Problem[], read: (fields: Fields) => T): T {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    problems.push({ where, expected: 'an object', got: shown(json) });
    // Reads an empty object with a muted list, only to have a placeholder of the right type.
    return read(fieldsOf(new Map(), where, [], new Set()));
  }
  const values = new Map<string, unknown>(Object.entries(json));
  const asked = new Set<string>();
  const value = read(fieldsOf(values, where, problems, asked));
  for (const key of values.keys()) {
    if (asked.has(key)) continue;
    const known = [...asked].toSorted().join(', ');
    problems.push({ where: pathOf(where, key), expected: `one of the keys ${known}`, got: shown(key) });
  }
  return value;
}

function pathOf(where: string, key: string): string {
  return where === '' ? key : `${where}.${key}`;
}

function fieldsOf(
  values: ReadonlyMap<string, unknown>,
  where: string,
  problems: Problem[],
  asked: Set<string>,
): Fields {
  const at = (key: string) => pathOf(where, key);
  const take = (key: string): unknown => {
    asked.add(key);
    return values.get(key);
  };
  const wrong = (path: string, expected: string, value: unknown) => {
    problems.push({ where: path, expected, got: shown(value) });
  };
  const readText = (
    value: unknown,
    path: string,
    pattern?: { readonly is: RegExp; readonly named: string },
  ): string => {
    if (typeof value === 'string' && value.trim() !== '' && (pattern?.is.test(value) ?? true)) {
      return value;
    }
    wrong(path, pattern?.named ?? 'a text', value);
    return '';
  };
  const readChoice = <T extends string>(value: unknown, path: string, options: readonly [T, ...T[]]): T => {
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    wrong(path, `one of ${options.join(', ')}`, value);
    return options[0];
  };
  const readList = <T>(key: string, read: (value: unknown, path: string) => T): readonly T[] => {
    const value = take(key);
    if (!Array.isArray(value)) {
      wrong(at(key), 'a list', value);
      return [];
    }
    const items: readonly unknown[] = value;
    return items.map((item, index) => read(item, `${at(key)}[${index}]`));
  };
  return {
    where,
    keys: [...values.keys()],
    text: (key, pattern) => readText(take(key), at(key), pattern),
    integer: (key, least, most) => {
      const value = take(key);
      if (typeof value === 'number' && Number.isSafeInteger(value)) {
        if (value >= least && value <= most) return value;
      }
      wrong(at(key), `a whole number from ${least} to ${most}`, value);
      return least;
    },
    flag: (key) => {
      const value = take(key);
      if (typeof value === 'boolean') return value;
      wrong(at(key), 'true or false', value);
      return false;
    },
    choice: (key, options) => readChoice(take(key), at(key), options),
    date: (key) => {
      const value = take(key);
      if (typeof value === 'string' && isDate(value)) return value;
      wrong(at(key), 'a date YYYY-MM-DD', value);
      return '';
    },
    object: (key, read) => readObject(take(key), at(key), problems, read),
    list: (key, read) => readList(key, (item, path) => readObject(item, path, problems, read)),
    texts: (key, pattern) => readList(key, (item, path) => readText(item, path, pattern)),
    choices: (key, options) => {
      const words = readList(key, (item, path) => readChoice(item, path, options));
      if (new Set(words).size !== words.length) wrong(at(key), 'no word twice', words);
      return words;
    },
    has: (key) => {
      asked.add(key);
      return values.has(key);
    },
    problem: (key, expected, got) => {
      problems.push({ where: at(key), expected, got });
    },
  };
}

/** Whether the text is a calendar date 'YYYY-MM-DD' that exists (no 31 April). */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
