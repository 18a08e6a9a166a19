import { plain } from '../words/reading.ts';

/** What a case is for people: something asked, something wanted, or something that is wrong. */
const matters = ['question', 'request', 'complaint'] as const;
export type Matter = (typeof matters)[number];

export const isMatter = (text: string): text is Matter => matters.some((it) => it === text);

const COMPLAINING =
  /\b(?:(?:di|meng|peng)adu(?:an|kan|in)?|adu(?:an|kan|in)|ngadu(?:in)?|wadul|komplain|complain|keluhan|protes|pungli|pungutan liar|uang pelicin|suap|sogok(?:an)?|dipalak|dipersulit|dibentak|nakal|minta (?:uang|duit|bayaran)|njaluk dhuwit)\b/;

/** Whether words sound like a complaint; whoever wrote them is asked, so that a word too much does no harm. */
export const soundsLikeComplaint = (text: string): boolean => COMPLAINING.test(plain(text));

/** Words before the name of somebody of the office. */
const TITLE = String.raw`(?:bu|ibu|pak|bapak|mas|mbak|petugas|pendamping)`;
/** Shorter words of a name ("Al", "Bu") say nothing. */
const LEAST = 3;

const tokensOf = (name: string): readonly string[] =>
  plain(name)
    .split(/[^\p{L}]+/u)
    .filter((it) => it.length >= LEAST);

/** Those of the names that a text speaks of: behind a title, or in full. */
export function namedIn(text: string, names: readonly string[]): readonly string[] {
  const said = plain(text);
  return names.filter((name) => {
    const tokens = tokensOf(name);
    const whole = tokens.length > 1 && said.includes(tokens.join(' '));
    return whole || tokens.some((it) => new RegExp(String.raw`\b${TITLE} ${it}\b`, 'u').test(said));
  });
}

/** Those of the names that an answer to "who?" means: one word of the name is enough. */
export function meantBy(answer: string, names: readonly string[]): readonly string[] {
  const said = new Set(tokensOf(answer));
  return names.filter((name) => tokensOf(name).some((it) => said.has(it)));
}
