import type { Child } from 'hono/jsx';
import { may } from '../../domain/office/roles.ts';
import { FEWEST } from '../../domain/sales/suppression.ts';
import { line, named } from '../../i18n.ts';
import { surveyPaperRequest } from '../../reports/requests.ts';
import { kindLabels, surveyValueLine } from '../../reports/survey-lines.ts';
import { surveyFigures, type SurveyFigure } from '../../reports/survey-results.ts';
import { readAnswers, type SurveyRow } from '../../services/surveys/survey-answers.ts';
import { isOpenNow, surveyById, type Survey } from '../../services/surveys/surveys.ts';
import { orderFile } from '../order.ts';
import { idIn, screen, type At } from '../screen.ts';
import { Act } from '../page.tsx';
import { fileRows, List, Table, type ListColumn } from '../table.tsx';
import { periodText, stateOf } from './surveys.tsx';

interface Results {
  readonly it: Survey;
  readonly rows: readonly SurveyRow[];
  readonly figures: readonly SurveyFigure[];
}

/** One survey: what is asked, what the answers come to, and the way to announce it. */
export const survey = screen<Results>({
  path: '/survei/:id',
  duty: 'announce',
  async load(at) {
    const { services, member } = at;
    const it = await surveyById(services, idIn(at) ?? 0);
    if (it === undefined) return undefined;
    const rows = await at.note((inside) => readAnswers(inside, member, it.id));
    return rows === undefined ? undefined : { it, rows, figures: surveyFigures(services.office, it, rows) };
  },
  async act(at, sent) {
    const it = await surveyById(at.services, idIn(at) ?? 0);
    if (it === undefined || sent.act !== 'file') return undefined;
    return {
      say: await orderFile(at, sent, () => Promise.resolve(surveyPaperRequest(it.id, at.member.kecamatan))),
    };
  },
  view: ({ it, rows, figures }, at) => {
    const columns = columnsOf(at);
    return {
      title: named(it.title),
      file: () => fileRows({ at, columns, rows: figures }),
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
          <h2>{at.text('desk.surveys.count')}</h2>
          <Asked at={at} it={it} />
          <h2>{at.text('desk.survey.result')}</h2>
          <List
            at={at}
            caption={`${at.say(line('desk.survey.answered', { count: { count: rows.length } }))}. ${at.text('desk.survey.hidden')}`}
            columns={columns}
            rows={figures}
          />
          {may(at.member, 'export') ? (
            <Act act="file">
              <button>{at.text('desk.survey.file')}</button>
            </Act>
          ) : undefined}
          {it.questions.map((question, index) =>
            question.kind === 'text' ? (
              <Words at={at} ask={question.ask} values={rows.map((row) => row[index] ?? null)} />
            ) : undefined,
          )}
        </>
      ),
    };
  },
});

function columnsOf(at: At): readonly ListColumn<SurveyFigure>[] {
  const { office } = at.services;
  return [
    {
      name: 'tanya',
      head: at.text('desk.surveys.count'),
      text: ({ number, question }) => `${number}. ${question.ask}`,
    },
    { name: 'jawab', head: at.text('desk.surveys.answers'), text: ({ what }) => at.say(what) },
    {
      name: 'orang',
      head: at.text('desk.survey.people'),
      text: ({ people }) => (people === undefined ? at.text('desk.survey.few') : String(people)),
      cell: ({ people }) =>
        people === undefined
          ? at.text('desk.survey.few')
          : at.say(line('desk.count', { count: { count: people } })),
      as: 'figure',
    },
    {
      name: 'nilai',
      head: at.text('desk.survey.value'),
      text: ({ value }) => String(value ?? ''),
      cell: ({ question, value }) =>
        value === undefined ? '' : at.say(surveyValueLine(office, question, value)),
      as: 'figure',
    },
  ];
}

/** What is asked, as a second person reads it before it goes out. */
function Asked({ at, it }: { at: At; it: Survey }): Child {
  return (
    <Table
      caption={it.title}
      rows={it.questions}
      columns={[
        { head: at.text('desk.survey.new.ask'), cell: ({ ask }) => ask },
        { head: at.text('desk.survey.new.kind'), cell: ({ kind }) => at.text(kindLabels[kind]) },
        { head: at.text('desk.survey.kind.choice'), cell: ({ choices }) => choices.join(' · ') },
      ]}
    />
  );
}

interface WordsProps {
  readonly at: At;
  readonly ask: string;
  readonly values: SurveyRow;
}

/** What was written, in no order that says who it is from, once enough have. */
function Words({ at, ask, values }: WordsProps): Child {
  const written = values.filter((it) => typeof it === 'string').toSorted((a, b) => a.localeCompare(b, 'id'));
  return written.length < FEWEST ? undefined : (
    <details>
      <summary>
        {ask} · {at.text('desk.survey.words')}
      </summary>
      <ul>
        {written.map((words) => (
          <li class="lines">{words}</li>
        ))}
      </ul>
    </details>
  );
}
