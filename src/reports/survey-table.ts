import { line } from '../i18n.ts';
import { answersIn } from '../services/surveys/survey-answers.ts';
import { surveyById, type Survey } from '../services/surveys/surveys.ts';
import { column, type Report, type Row, type Source } from './report.ts';
import { surveyFigures, type SurveyFigure } from './survey-results.ts';

/** The survey that an order is about, and its results in the kecamatan of the order. */
export async function orderedSurvey(
  { services, kecamatan }: Pick<Source, 'services' | 'kecamatan'>,
  about: number | undefined,
): Promise<{ readonly survey: Survey; readonly figures: readonly SurveyFigure[]; readonly people: number }> {
  const survey = about === undefined ? undefined : await surveyById(services, about);
  if (survey === undefined) throw new Error(`expected an order about a survey, got one about ${about}`);
  const rows = await answersIn(services, survey.id, kecamatan);
  return { survey, figures: surveyFigures(services.office, survey, rows), people: rows.length };
}

/** The results of a survey, one figure a row: a workbook that goes along with its paper. */
export const surveyTable: Report = {
  key: 'survey-table',
  title: 'export.report.survey-table',
  hasPeriod: false,
  byKecamatan: true,
  duty: 'announce',
  formats: ['xlsx'],
  columns: () => [
    column('surveyNumber', 'number', 8),
    column('surveyQuestion', 'text', 60),
    column('surveyAnswer', 'text', 40),
    column('surveyPeople', 'number', 14),
    column('surveyValue', 'number', 20),
  ],
  count: () => Promise.resolve(0),
  async *pages(source) {
    const { figures } = await orderedSurvey(source, source.about);
    yield figures.map(({ number, question, what, people, value }): Row => ({
      surveyNumber: number,
      surveyQuestion: question.ask,
      surveyAnswer: source.word(what),
      surveyPeople: people ?? source.word(line('desk.survey.few')),
      surveyValue: value,
    }));
  },
};
