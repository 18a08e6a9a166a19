/** Words by which people and businesses are found. */

/** Nobody is searched by these. */
const TITLES = new Set(['bu', 'ibu', 'pak', 'bapak']);
/** A single letter would find half of all people. */
const FEWEST = 2;
const MOST = 12;

/** The words of a name or of what was typed, in small letters and without forms of address. */
export function searchWords(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word));
}

/** What a word is kept under, so that it is found while it is being typed: its beginnings, from two letters to twelve. */
export function beginningsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  return Array.from({ length: Math.min(letters.length, MOST) }, (_, at) =>
    letters.slice(0, at + 1).join(''),
  ).slice(FEWEST - 1);
}

/** A whole text has many words: of each fewer beginnings are kept than of a name, and none of the shortest. */
const FEWEST_IN_TEXT = 3;
const MOST_IN_TEXT = 8;

/** What the words of a text are kept under; each beginning once. */
export function beginningsInText(text: string): readonly string[] {
  const all = searchWords(text).flatMap((word) =>
    beginningsOf(word).slice(FEWEST_IN_TEXT - FEWEST, MOST_IN_TEXT - FEWEST + 1),
  );
  return [...new Set(all)];
}

/** The longest beginning of a typed word that is kept of a text; undefined for one that is too short. */
export const keptInText = (word: string): string | undefined => beginningsInText(word).at(-1);

/** The longest beginning of a typed word that is kept; undefined for one that is too short to be searched by. */
export function keptBeginning(word: string): string | undefined {
  return beginningsOf(word).at(-1);
}

/** Whether every word that was typed begins a word of these names, in any order. */
export function isFoundIn(typed: readonly string[], names: readonly (string | undefined)[]): boolean {
  const known = names.flatMap((name) => (name === undefined ? [] : searchWords(name)));
  return typed.every((word) => known.some((it) => it.startsWith(word)));
}
