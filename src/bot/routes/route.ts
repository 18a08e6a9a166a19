import { prefix } from '../../domain/words/clip.ts';
import type { ActionName } from './actions.ts';

declare const made: unique symbol;

/** Data that a {@link Route} has made, which it reads again. */
type Made = string & { readonly [made]: true };

/** What a button carries: 1–64 bytes (Bot API, InlineKeyboardButton). */
export type CallbackData = Made | ActionName;

const MOST_BYTES = 64;

/** Behind the data of a button whose message becomes what the press leads to: a menu, a list, a page. */
const ON_PAGE = '!';

/** The same data for a button of a page; as it is where there is no room for the sign. */
export function onPage(data: string): string {
  return Buffer.byteLength(data) < MOST_BYTES ? `${data}${ON_PAGE}` : data;
}

/** What a press carries without the sign, and whether it had one. */
export function readPressed(data: string): { readonly data: string; readonly page: boolean } {
  const page = data.endsWith(ON_PAGE);
  return { data: page ? prefix(data, data.length - ON_PAGE.length) : data, page };
}

export type Value = string | number;

/** What can stand at one place of a route. */
export interface Kind<V extends Value> {
  /** Source of a regular expression without groups of its own that are kept. */
  readonly pattern: string;
  /** Undefined for what the pattern lets through and the kind does not know. */
  read(text: string): V | undefined;
  /** The words of a table, where the kind is one. */
  readonly words: readonly V[];
}

/** One of the words of a table; any other leads nowhere. */
export function oneOf<const V extends Value>(...words: readonly V[]): Kind<V> {
  return {
    words,
    pattern: words.map((it) => String(it).replaceAll('.', String.raw`\.`)).join('|'),
    read: (text) => words.find((it) => String(it) === text),
  };
}

export function matching(pattern: string): Kind<string> {
  return { words: [], pattern, read: (text) => text };
}

/** A number of at most so many digits. */
export function number(digits: number): Kind<number> {
  return { words: [], pattern: String.raw`\d{1,${digits}}`, read: Number };
}

/** The row of a table. Nine digits are less than what 32 bits hold, so that every number can be asked for. */
export const id = number(9);

/** The random number of a member of the office. */
export const member = matching(String.raw`[\w-]{1,20}`);

export const month = matching(String.raw`\d{4}-(?:0[1-9]|1[0-2])`);

/** One form of callback data: a prefix, and what follows it after dots. */
export interface Route<Values extends readonly (Value | undefined)[]> {
  readonly prefix: string;
  /** The words of its tables. */
  readonly words: readonly Value[];
  /** Throws a RangeError on what {@link read} would not read. */
  to(...values: Values): Made;
  /** Undefined for data of another form (it may be forged). */
  read(data: string): Values | undefined;
}

interface Ending<Values extends readonly (Value | undefined)[]> extends Route<Values> {
  /** The same with one more value, which may be missing, and all after it with it. */
  maybe<V extends Value>(kind: Kind<V>): Ending<[...Values, (V | undefined)?]>;
}

interface Growing<Values extends readonly (Value | undefined)[]> extends Ending<Values> {
  /** The same with one more value. */
  and<V extends Value>(kind: Kind<V>): Growing<[...Values, V]>;
}

interface Shape<Values> {
  readonly prefix: string;
  readonly words: readonly Value[];
  /** Source of a regular expression with a group for every value that is always there. */
  readonly always: string;
  /** Patterns of those that may be missing. */
  readonly perhaps: readonly string[];
  values(texts: readonly (string | undefined)[]): Values | undefined;
}

/** The form that is only this prefix; to be continued with `and` and `maybe`. */
export function route(prefix: string): Growing<[]> {
  return grown({
    prefix,
    words: [],
    always: prefix.replaceAll('.', String.raw`\.`),
    perhaps: [],
    values: () => [],
  });
}

function grown<Values extends readonly (Value | undefined)[]>(shape: Shape<Values>): Growing<Values> {
  const { prefix, words, always, perhaps, values } = shape;
  const rest = perhaps.reduceRight((after, it) => String.raw`(?:\.(${it})${after})?`, '');
  const pattern = new RegExp(`^${always}${rest}$`);
  const isMine = (text: string): text is Made => pattern.test(text) && Buffer.byteLength(text) <= MOST_BYTES;
  return {
    prefix,
    words,
    to(...given) {
      const text = [prefix, ...given.filter((it) => it !== undefined)].join('.');
      if (!isMine(text))
        throw new RangeError(`expected at most ${MOST_BYTES} bytes of ${pattern.source}, got '${text}'`);
      return text;
    },
    read(data) {
      const texts = pattern.exec(data);
      return texts === null ? undefined : values(texts.slice(1));
    },
    and: (kind) =>
      grown({
        prefix,
        words: [...words, ...kind.words],
        always: String.raw`${always}\.(${kind.pattern})`,
        perhaps,
        values(texts) {
          const before = values(texts.slice(0, -1));
          const last = kind.read(texts.at(-1) ?? '');
          return before === undefined || last === undefined ? undefined : [...before, last];
        },
      }),
    maybe: (kind) =>
      grown({
        prefix,
        words: [...words, ...kind.words],
        always,
        perhaps: [...perhaps, kind.pattern],
        values(texts) {
          const before = values(texts.slice(0, -1));
          const text = texts.at(-1);
          const last = text === undefined ? undefined : kind.read(text);
          if (before === undefined || (text !== undefined && last === undefined)) return undefined;
          return [...before, last];
        },
      }),
  };
}
