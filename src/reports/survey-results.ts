import { questionResult, type QuestionResult } from '../domain/surveys/survey-result.ts';
import type { SurveyQuestion } from '../domain/surveys/survey.ts';
import { line, type Line, type TextKey } from '../i18n.ts';
import type { Office } from '../office.ts';
import type { SurveyRow } from '../services/surveys/survey-answers.ts';
import type { Survey } from '../services/surveys/surveys.ts';
import { surveyValueLine } from './survey-lines.ts';

/** One figure of the results of a survey, as every table and file shows it. */
export interface SurveyFigure {
  /** Place of the question, from 1. */
  readonly number: number;
  readonly question: SurveyQuestion;
  /** What was answered, or what is counted. */
  readonly what: Line;
  /** People; undefined where they are too few to be shown. */
  readonly people: number | undefined;
  /** Whole number or whole rupiah, of a mean, a median and a sum. */
  readonly value?: number;
}

const figures: readonly (readonly [keyof NonNullable<QuestionResult['figures']>, TextKey])[] = [
  ['mean', 'desk.survey.mean'],
  ['median', 'desk.survey.median'],
  ['sum', 'desk.survey.sum'],
];

/** The results of a survey, figure by figure; groups of under five people stay hidden, and nobody is named. */
export function surveyFigures(
  office: Pick<Office, 'areas'>,
  { questions }: Survey,
  rows: readonly SurveyRow[],
): readonly SurveyFigure[] {
  return questions.flatMap((question, index) => {
    const number = index + 1;
    const result = questionResult(
      question,
      rows.map((row) => row[index] ?? null),
    );
    const { answered: people } = result;
    return [
      { number, question, what: line('desk.survey.given'), people },
      ...result.counted.map((it) => ({
        number,
        question,
        what: surveyValueLine(office, question, question.kind === 'choice' ? Number(it.key) : it.key),
        people: it.people,
      })),
      ...(result.figures === undefined
        ? []
        : figures.map(([key, label]) => ({
            number,
            question,
            what: line(label),
            people,
            value: result.figures?.[key] ?? 0,
          }))),
    ];
  });
}
