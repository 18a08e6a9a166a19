/**
 * Reads data files (programmes, holidays) and says of every problem where it is, what was expected and what stands
 * there: whoever edits a file sees all that has to be mended at once. The kinds of values below say what is expected
 * in words of ours, so that nothing of what zod says reaches anybody.
 */
import { z } from 'zod';
import { clip } from './clip.ts';

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

/** What a text has to look like, and how that is called. */
interface Pattern {
  readonly is: RegExp;
  readonly named: string;
}

/** A text that is not blank, and matches `pattern` when one is given. */
export const text = (pattern?: Pattern) => {
  const error = pattern?.named ?? 'a text';
  return z.string({ error }).refine((it) => it.trim() !== '' && (pattern?.is.test(it) ?? true), { error });
};

/** A whole number from `least` to `most`, both included. */
export const integer = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).refine((it) => Number.isSafeInteger(it) && it >= least && it <= most, { error });
};

export const flag = () => z.boolean({ error: 'true or false' });

/** A calendar date 'YYYY-MM-DD' that exists. */
export const date = () => z.iso.date({ error: 'a date YYYY-MM-DD' });

/** One of the given words. */
export const oneOf = <const T extends string>(words: readonly T[]) =>
  z.enum(words, { error: `one of ${words.join(', ')}` });

export const list = <T extends z.ZodType>(item: T) => z.array(item, { error: 'a list' });

export const notEmpty = <T extends z.ZodType>(item: T) => list(item).min(1, { error: 'at least one entry' });

/** Words out of the given ones, without repetition. */
export const someOf = <const T extends string>(words: readonly T[]) =>
  list(oneOf(words)).refine((it) => new Set(it).size === it.length, { error: 'no word twice' });

/** An object with these keys. Others are problems: a misspelt optional key must not be ignored in silence. */
export const object = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `one of the keys ${Object.keys(shape).toSorted().join(', ')}`
        : 'an object',
  });

/** An object whose keys are data. */
export const record = <T extends z.ZodType>(key: Pattern, value: T) =>
  z.record(text(key), value, {
    error: ({ code }) => (code === 'invalid_key' ? key.named : 'an object'),
  });

/** Notes a problem that no value has by itself, such as two that do not go together. */
export type Note = (where: string, expected: string, got: string) => void;

/** Reads parsed JSON; `across` is given it as it stands, to hold values against each other. Never throws. */
export function readData<T>(
  schema: z.ZodType<T>,
  json: unknown,
  across: (json: unknown, note: Note) => void = () => undefined,
): Checked<T> {
  const problems: Problem[] = [];
  const read = schema.safeParse(json);
  for (const issue of read.error?.issues ?? []) {
    const { path, message: expected } = issue;
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        problems.push({ where: placeOf([...path, key]), expected, got: shown(key) });
    else {
      const got = issue.code === 'invalid_key' ? path.at(-1) : valueAt(json, path);
      problems.push({ where: placeOf(path), expected, got: shown(got) });
    }
  }
  across(json, (where, expected, got) => void problems.push({ where, expected, got }));
  return read.success && problems.length === 0 ? { ok: true, value: read.data } : { ok: false, problems };
}

/** One line per problem: "criteria[0].id: expected …, got …". */
export function describeProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ where, expected, got }) => `${where || '(file)'}: expected ${expected}, got ${got}`)
    .join('\n');
}

type Path = readonly PropertyKey[];

const placeOf = (path: Path): string =>
  path.reduce<string>(
    (where, key) =>
      typeof key === 'number' ? `${where}[${key}]` : where === '' ? String(key) : `${where}.${String(key)}`,
    '',
  );

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null
        ? new Map<PropertyKey, unknown>(Object.entries(node)).get(String(key))
        : undefined,
    json,
  );
}

/** The readable short form of a JSON value. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value) && value.length === 0) return 'an empty list';
  return clip(JSON.stringify(value) ?? typeof value, 60);
}
