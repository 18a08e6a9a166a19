import type { Child } from 'hono/jsx';
import { questionResult, type QuestionResult } from '../../domain/surveys/survey-result.ts';
import type { SurveyQuestion } from '../../domain/surveys/survey.ts';
import { line, named, type TextKey } from '../../i18n.ts';
import { kindLabels, surveyValueLine } from '../../reports/survey-lines.ts';
import { readAnswers, type SurveyRow } from '../../services/surveys/survey-answers.ts';
import { isOpenNow, surveyById, type Survey } from '../../services/surveys/surveys.ts';
import { idIn, screen, type At } from '../screen.ts';
import { Table } from '../table.tsx';
import { periodText, stateOf } from './surveys.tsx';

interface Results {
  readonly it: Survey;
  readonly rows: readonly SurveyRow[];
}

/** One survey: what is asked, what the answers come to, and the way to announce it. */
export const survey = screen<Results>({
  path: '/survei/:id',
  duty: 'announce',
  async load(at) {
    const it = await surveyById(at.services, idIn(at) ?? 0);
    if (it === undefined) return undefined;
    const rows = await at.note((inside) => readAnswers(inside, at.member, it.id));
    return rows === undefined ? undefined : { it, rows };
  },
  view: ({ it, rows }, at) => ({
    title: named(it.title),
    body: (
      <>
        <p>
          <a href="/survei">{at.text('desk.survey.back')}</a>
        </p>
        <p>
          {periodText(at, it)} · {at.text(stateOf(at, it))}
        </p>
        <p class="acts">
          {isOpenNow(at.services, it) ? (
            <a class="button" href={`/umumkan/baru?apa=s${it.id}`}>
              {at.text('desk.survey.announce')}
            </a>
          ) : undefined}{' '}
          <a class="button" href={`/survei/baru?dari=${it.id}`}>
            {at.text('desk.survey.copy')}
          </a>
        </p>
        <h2>{at.text('desk.survey.result')}</h2>
        <p>{at.say(line('desk.survey.answered', { count: { count: rows.length } }))}</p>
        {it.questions.map((question, index) => (
          <Result
            at={at}
            question={question}
            number={index + 1}
            values={rows.map((row) => row.values[index] ?? null)}
          />
        ))}
      </>
    ),
  }),
});

interface ResultProps {
  readonly at: At;
  readonly question: SurveyQuestion;
  /** Its place, from 1. */
  readonly number: number;
  readonly values: SurveyRow['values'];
}

/** What the answers to one question come to; groups of under five people stay hidden. */
function Result({ at, question, number, values }: ResultProps): Child {
  const result = questionResult(question, values);
  const count = (people: number | undefined): string =>
    people === undefined
      ? at.text('desk.survey.few')
      : at.say(line('desk.count', { count: { count: people } }));
  const word = (value: string | number): string =>
    at.say(surveyValueLine(at.services.office, question, value));
  return (
    <section>
      <h3>
        {number}. {question.ask}
      </h3>
      <p class="soft">
        {at.text(kindLabels[question.kind])} · {at.text('desk.surveys.answers')}: {count(result.answered)}
      </p>
      {result.counted.length === 0 ? undefined : (
        <Table
          caption={question.ask}
          rows={result.counted}
          columns={[
            {
              head: at.text('desk.survey.answer'),
              cell: ({ key }) => word(question.kind === 'choice' ? Number(key) : key),
            },
            { head: at.text('desk.survey.people'), cell: ({ people }) => count(people), as: 'figure' },
          ]}
        />
      )}
      {result.figures === undefined ? undefined : <Figures figures={result.figures} word={word} at={at} />}
      {question.kind === 'text' && result.answered !== undefined && result.answered > 0 ? (
        <details>
          <summary>{at.text('desk.survey.words')}</summary>
          <ul>
            {values.flatMap((value) => (typeof value === 'string' ? [<li class="lines">{value}</li>] : []))}
          </ul>
        </details>
      ) : undefined}
    </section>
  );
}

interface FiguresProps {
  readonly at: At;
  readonly figures: NonNullable<QuestionResult['figures']>;
  readonly word: (value: number) => string;
}

const figureHeads: readonly (readonly [keyof FiguresProps['figures'], TextKey])[] = [
  ['mean', 'desk.survey.mean'],
  ['median', 'desk.survey.median'],
  ['sum', 'desk.survey.sum'],
];

function Figures({ at, figures, word }: FiguresProps): Child {
  return (
    <dl>
      {figureHeads.map(([key, head]) => (
        <>
          <dt>{at.text(head)}</dt>
          <dd>{word(figures[key])}</dd>
        </>
      ))}
    </dl>
  );
}
