/** Rules about surveys: what the office may ask, and how it is answered. */

/** How a question is answered. `place`: a kecamatan. `photo`: one photo. */
export const questionKinds = ['choice', 'number', 'rupiah', 'text', 'place', 'photo'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What of the business can stand beside a question as its answer, and which kind of question it answers. */
export const knownFacts = {
  workers: 'number',
  sales: 'rupiah',
  kecamatan: 'place',
} as const satisfies Readonly<Record<string, QuestionKind>>;
export type KnownFact = keyof typeof knownFacts;

export interface SurveyQuestion {
  readonly kind: QuestionKind;
  /** As the office has written it. */
  readonly ask: string;
  /** What can be chosen; empty for every other kind. */
  readonly choices: readonly string[];
  /** What is known of the business is offered as the answer. */
  readonly known?: KnownFact | undefined;
}

/**
 * An answer. `choice`: its place in the list, from 0. `number`: a whole number. `rupiah`: whole rupiah. `place`: the
 * code of a kecamatan. `photo`: the file that Telegram keeps. Null where the question was left open.
 */
export type SurveyValue = string | number | null;

export const MOST_QUESTIONS = 8;
export const MOST_CHOICES = 8;
/** A survey is open for at most so many days. */
export const MOST_DAYS = 92;

/** How many letters the words of a survey have; a choice is the label of a button. */
export const surveyLengths = {
  title: { least: 3, most: 60 },
  ask: { least: 5, most: 200 },
  choice: { least: 1, most: 24 },
} as const satisfies Readonly<Record<string, { readonly least: number; readonly most: number }>>;

/** A period, both days included, YYYY-MM-DD. */
export interface SurveyPeriod {
  readonly opensOn: string;
  readonly closesOn: string;
}

/** Whether a survey can be answered on a day (YYYY-MM-DD). */
export const isOpenOn = ({ opensOn, closesOn }: SurveyPeriod, day: string): boolean =>
  opensOn <= day && day <= closesOn;

/** Whether an answer is one that the question can have. */
export function fitsQuestion({ kind, choices }: SurveyQuestion, value: SurveyValue): boolean {
  if (value === null) return true;
  if (kind === 'choice') return typeof value === 'number' && choices[value] !== undefined;
  return kind === 'number' || kind === 'rupiah'
    ? typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    : typeof value === 'string' && value !== '';
}
