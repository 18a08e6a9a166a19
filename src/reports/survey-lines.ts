import type { SurveyQuestion, SurveyValue } from '../domain/surveys/survey.ts';
import { line, named, type Line, type TextKey } from '../i18n.ts';
import type { Office } from '../office.ts';
import type { AnsweredSurvey } from '../services/surveys/survey-answers.ts';
import type { Survey } from '../services/surveys/surveys.ts';

/** What an answer to a question of a survey is, in words. */
export function surveyValueLine(office: Pick<Office, 'areas'>, it: SurveyQuestion, value: SurveyValue): Line {
  if (value === null) return line('survey.answer.none');
  switch (it.kind) {
    case 'choice':
      return named(it.choices[Number(value)] ?? '–');
    case 'number':
      return line('common.number', { number: { count: Number(value) } });
    case 'rupiah':
      return line('common.number', { number: { rupiahFull: Number(value) } });
    case 'place':
      return named(office.areas.kecamatan.find(({ code }) => code === value)?.name ?? String(value));
    case 'photo':
      return line('survey.answer.photo');
    case 'text':
      return named(String(value));
  }
}

/** "Berapa karyawannya? 12" */
const surveyAnswerLine = (office: Pick<Office, 'areas'>, it: SurveyQuestion, value: SurveyValue): Line =>
  line('survey.answer.show', { ask: it.ask, value: { line: surveyValueLine(office, it, value) } });

/** Everything that somebody has answered in one survey, under its title. */
export const answeredLines = (
  office: Pick<Office, 'areas'>,
  { survey, values }: AnsweredSurvey,
): readonly Line[] => [
  named(survey.title),
  ...survey.questions.map((it, at) => surveyAnswerLine(office, it, values[at] ?? null)),
];

/** What a survey asks, for a second person who says yes to it. */
export const askedLines = ({ questions }: Survey): readonly Line[] =>
  questions.map(({ ask, choices }, at) =>
    choices.length === 0
      ? line('survey.asked', { number: at + 1, ask })
      : line('survey.asked.choices', {
          number: at + 1,
          ask,
          choices: { list: choices.map((it) => named(it)) },
        }),
  );

/** How a question is answered, in words. */
export const kindLabels = {
  choice: 'desk.survey.kind.choice',
  number: 'desk.survey.kind.number',
  rupiah: 'desk.survey.kind.rupiah',
  text: 'desk.survey.kind.text',
  place: 'desk.survey.kind.place',
  photo: 'desk.survey.kind.photo',
} as const satisfies Readonly<Record<SurveyQuestion['kind'], TextKey>>;
