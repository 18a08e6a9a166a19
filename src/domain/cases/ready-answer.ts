/** Words that answer what is asked every week, with places where the owner is addressed. */

/** What can be put in: "Bu Siti" and the whole name. Anything else about a person would be read by the wrong one. */
const places = ['sapaan', 'nama'] as const;
type PlaceName = (typeof places)[number];

export const MOST_TITLE = 24;
export const MOST_READY = 1_000;

/** Whether everything in braces is something that can be put in. */
export function isFillable(text: string): boolean {
  return (text.match(/[{}][^{}]*[{}]?/g) ?? []).every((found) => places.some((it) => found === `{${it}}`));
}

/** The words as one owner reads them. */
export function filled(text: string, by: Readonly<Record<PlaceName, string>>): string {
  return places.reduce((words, it) => words.replaceAll(`{${it}}`, () => by[it]), text);
}
