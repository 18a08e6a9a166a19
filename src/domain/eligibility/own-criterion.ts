/** Criteria that an officer puts together: the typed tests. */
import type { Criterion, Question, Test } from './programme.ts';

/** A yes/no question that nobody has asked before. */
interface OwnQuestion {
  readonly is: 'question';
  readonly ask: string;
  readonly wanted: boolean;
}

/** The tests that can be chosen; an answer to a question comes with the question. */
export type OwnTest = Exclude<Test, { readonly is: 'answer' | 'consent' }> | OwnQuestion;

export interface OwnCriterion {
  readonly test: OwnTest;
  readonly weight: Criterion['weight'];
  /** Where the rule stands; undefined for what office and company have agreed. */
  readonly law?: string | undefined;
  /** First and last day, YYYY-MM-DD. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The sentences of a criterion in every language, and what stands for the law where office and company agreed. */
export interface CriterionWords {
  readonly texts: Criterion['texts'];
  readonly agreed: string;
}

/** Braces would stand for a parameter. */
export const withoutBraces = (words: string): string => words.replaceAll(/[{}]/g, '');

/**
 * A criterion of a programme, with its question where it has one. `id` is unique within the programme; `question` in
 * all programmes, since the same id means the same question everywhere.
 */
export function makeCriterion(
  { test, weight, law, from, to }: OwnCriterion,
  ids: { readonly id: string; readonly question: string },
  { texts, agreed }: CriterionWords,
): { readonly criterion: Criterion; readonly question: Question | undefined } {
  const shared = {
    id: ids.id,
    weight,
    active: true,
    source:
      law === undefined ? { law: agreed, standing: 'read' as const } : { law, standing: 'believed' as const },
    ...(from === undefined ? {} : { validFrom: from }),
    ...(to === undefined ? {} : { validTo: to }),
  };
  if (test.is !== 'question') return { criterion: { ...shared, test, texts }, question: undefined };
  return {
    criterion: { ...shared, test: { is: 'answer', question: ids.question, wanted: test.wanted }, texts },
    question: { id: ids.question, ask: { id: withoutBraces(test.ask) } },
  };
}
