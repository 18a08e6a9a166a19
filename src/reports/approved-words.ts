import { approvedReasons, approvedResults } from '../domain/partnership/decision.ts';
import { line, type Line } from '../i18n.ts';

/** Words that a company may choose among, which the office has looked at. */
interface ApprovedWords {
  readonly code: string;
  readonly label: Line;
  /** As the owner reads it. */
  readonly text: string;
}

/** What a company may say without the office looking at it. */
export interface Approved {
  readonly reasons: readonly ApprovedWords[];
  readonly results: readonly ApprovedWords[];
}

/** The sentences of the list. @param said a sentence in the language that the owners read */
export function approvedWords(said: (sentence: Line) => string): Approved {
  const words = (code: (typeof approvedReasons | typeof approvedResults)[number], sentence: Line) => ({
    code,
    label: line(`candidate.pick.${code}`),
    text: said(sentence),
  });
  return {
    reasons: approvedReasons.map((it) => words(it, line(`candidate.reason.${it}`))),
    results: approvedResults.map((it) => words(it, line(`candidate.result.${it}`))),
  };
}

export const sentencesOf = ({ reasons, results }: Approved): readonly string[] =>
  [...reasons, ...results].map(({ text }) => text);
