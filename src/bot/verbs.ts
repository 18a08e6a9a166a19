/**
 * Words out of callback data, which may be made by hand: each is looked up in a table, and one that does not stand there
 * leads nowhere. No switch over them has a default, so that a forgotten word can never do what another one does.
 */

/** Callback data `<area>.<number>.<verb>` with a verb of the table. */
export function verbsOf(area: string, verbs: Readonly<Record<string, unknown>>): RegExp {
  return new RegExp(String.raw`^${area.replaceAll('.', String.raw`\.`)}\.(\d{1,9})\.${oneOf(verbs)}$`);
}

/** The verbs of a table as a group of a pattern. */
export function oneOf(verbs: Readonly<Record<string, unknown>>): string {
  return `(${Object.keys(verbs).join('|')})`;
}

/** What the table says about a word; undefined for nothing. */
export function verbIn<T>(verbs: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
}

/** The two answers to a question. */
export const YES_NO = { yes: true, no: false } as const;
