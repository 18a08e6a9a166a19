import { FEWEST, hiddenCells, isSensitive, type Cell } from '../sales/suppression.ts';
import { fitsQuestion, type SurveyQuestion, type SurveyValue } from './survey.ts';

/** One thing that was answered, and how many people have: undefined where they are too few to be shown. */
interface Counted {
  /** The place of a choice in its list, or the code of a kecamatan. */
  readonly key: string;
  readonly people: number | undefined;
}

/** What the answers to one question come to; nobody's own answer can be read from it. */
export interface QuestionResult {
  /** Undefined where they are too few to be shown. */
  readonly answered: number | undefined;
  /** Of a choice in the order of the list, of a place the most frequent first. */
  readonly counted: readonly Counted[];
  /** Of a number and of rupiah; undefined while too few have answered, or one of them makes up nearly all. */
  readonly figures: { readonly sum: number; readonly mean: number; readonly median: number } | undefined;
}

/** Counts what people have answered to a question; each person counts once. */
export function questionResult(question: SurveyQuestion, values: readonly SurveyValue[]): QuestionResult {
  const given = values.filter((it) => it !== null && fitsQuestion(question, it));
  const answered = given.length > 0 && given.length < FEWEST ? undefined : given.length;
  return {
    answered,
    // Where so few have answered, also a zero beside the others would tell what they said.
    counted: answered === undefined ? [] : countedOf(question, given),
    figures:
      question.kind === 'number' || question.kind === 'rupiah'
        ? figuresOf(given.filter((it) => typeof it === 'number'))
        : undefined,
  };
}

function countedOf({ kind, choices }: SurveyQuestion, given: readonly SurveyValue[]): readonly Counted[] {
  if (kind !== 'choice' && kind !== 'place') return [];
  const keys =
    kind === 'choice'
      ? choices.map((_choice, index) => String(index))
      : [...new Set(given.map(String))].toSorted();
  const cells = keys.map((key): Cell => ({
    key,
    owners: given.filter((it) => String(it) === key).length,
    amount: 0,
    largest: 0,
    second: 0,
  }));
  const hidden = hiddenCells(cells, true);
  const counted = cells.map(({ key, owners }) => ({ key, people: hidden.has(key) ? undefined : owners }));
  return kind === 'choice' ? counted : counted.toSorted((a, b) => (b.people ?? 0) - (a.people ?? 0));
}

function figuresOf(numbers: readonly number[]): QuestionResult['figures'] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, it) => total + it, 0);
  const [second = 0, largest = 0] = sorted.slice(-2);
  if (sorted.length < FEWEST || isSensitive({ key: '', owners: sorted.length, amount: sum, largest, second }))
    return undefined;
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
  return { sum, mean: Math.round(sum / sorted.length), median: Math.round(median) };
}
