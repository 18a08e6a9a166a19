import { z } from 'zod';
import { MISFIT, readAs } from '../../domain/words/read-as.ts';

/** How a value is stored as text, and read back. */
export interface Codec<T> {
  readonly encode: (value: T) => string;
  /** Throws when the text has another form; the error quotes nothing of it, since it may be about a person. */
  readonly decode: (stored: string) => T;
}

const json = <T>(schema: z.ZodType<T>): Codec<T> => ({
  encode: (value) => JSON.stringify(value),
  decode: (stored) => readAs(schema, parsed(stored)),
});

/** A text as it is, without quotes. */
const text = <T extends string>(schema: z.ZodType<T>): Codec<T> => ({
  encode: (value) => value,
  decode: (stored) => readAs(schema, stored),
});

const optional = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  encode: (value) => (value === undefined ? '' : codec.encode(value)),
  // Some rows spell it out, since they were written without a codec.
  decode: (stored) => (stored === '' || stored === 'undefined' ? undefined : codec.decode(stored)),
});

const nothing: Codec<unknown> = { encode: () => '', decode: () => undefined };

export const codecs = {
  /** Only that it was done. */
  nothing,
  number: json(z.number()),
  boolean: json(z.boolean()),
  string: text(z.string()),
  /** One of a few words. */
  word: <const W extends string>(words: readonly W[]): Codec<W> => text(z.enum(words)),
  json,
  optional,
};

/** Undefined when the text has another form. */
export function tryDecode<T>(codec: Codec<T>, stored: string): T | undefined {
  try {
    return codec.decode(stored);
  } catch {
    return undefined;
  }
}

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    // What JSON.parse throws quotes the text.
    throw new Error(MISFIT);
  }
}
