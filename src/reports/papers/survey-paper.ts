import { line } from '../../i18n.ts';
import type { Source } from '../report.ts';
import { surveyValueLine } from '../survey-lines.ts';
import type { SurveyFigure } from '../survey-results.ts';
import { orderedSurvey, surveyTable } from '../survey-table.ts';
import type { Block } from '../writers/pdf.ts';
import { officeNote } from './office-note.ts';
import type { Paper } from './paper.ts';

/** The results of a survey as a memorandum with a bar for every answer; the same figures go along as a workbook. */
export const surveyPaper: Paper = {
  key: 'survey-paper',
  title: 'export.report.survey-paper',
  byKecamatan: true,
  duty: 'announce',
  tables: [surveyTable],
  async *blocks(source, { about }) {
    const { word } = source;
    const { survey, figures, people } = await orderedSurvey(source, about);
    yield* officeNote(source, {
      about: word(line('desk.announce.survey', { title: survey.title })),
      blocks: [
        {
          kind: 'text',
          text: [
            word(
              line('desk.surveys.span', {
                from: { date: survey.opensOn },
                until: { date: survey.closesOn },
              }),
            ),
            word(line('desk.survey.answered', { count: { count: people } })),
          ].join('\n'),
        },
        ...survey.questions.flatMap((question, index): readonly Block[] => [
          { kind: 'heading', text: `${index + 1}. ${question.ask}` },
          {
            kind: 'bars',
            rows: figures
              .filter((it) => it.number === index + 1)
              .map((it) => ({ label: word(it.what), value: barOf(it), figure: figureText(source, it) })),
          },
        ]),
        { kind: 'note', text: word('desk.survey.hidden') },
      ],
    });
  },
};

/** How long the bar of a figure is: people are compared with people, means and sums with nothing. */
const barOf = ({ people, value }: SurveyFigure): number | null =>
  value === undefined ? (people ?? null) : null;

function figureText({ word, services }: Source, { question, people, value }: SurveyFigure): string {
  if (value !== undefined) return word(surveyValueLine(services.office, question, value));
  return people === undefined
    ? word(line('desk.survey.few'))
    : word(line('paper.figure', { count: { count: people } }));
}
