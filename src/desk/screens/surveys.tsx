import { line, type TextKey } from '../../i18n.ts';
import { isOpenOn, type SurveyPeriod } from '../../domain/surveys/survey.ts';
import { todayOf } from '../../services/core/services.ts';
import { countAnswers } from '../../services/surveys/survey-answers.ts';
import { recentSurveys, type Survey } from '../../services/surveys/surveys.ts';
import { screen, type At } from '../screen.ts';
import { Table } from '../table.tsx';

/** So many of the newest are listed. */
const SHOWN = 50;

interface Listed {
  readonly it: Survey;
  /** Who has answered, where the member works. */
  readonly answers: number;
}

/** *Survei*: what the office asks and has asked, and the way to a new one. */
export const surveys = screen<readonly Listed[]>({
  path: '/survei',
  duty: 'announce',
  nav: 'desk.surveys.title',
  async load({ services, member }) {
    return Promise.all(
      (await recentSurveys(services, SHOWN)).map(async (it) => ({
        it,
        answers: await countAnswers(services, member, it.id),
      })),
    );
  },
  view: (listed, at) => ({
    title: line('desk.surveys.title'),
    body: (
      <>
        <p>
          <a class="button" href="/survei/baru">
            {at.text('desk.surveys.new')}
          </a>
        </p>
        {listed.length === 0 ? (
          <p>{at.text('desk.surveys.none')}</p>
        ) : (
          <Table
            caption={at.say(line('desk.surveys.order', { count: { count: listed.length } }))}
            rows={listed}
            columns={[
              {
                head: at.text('desk.surveys.what'),
                cell: ({ it }) => <a href={`/survei/${it.id}`}>{it.title}</a>,
              },
              {
                head: at.text('desk.surveys.count'),
                cell: ({ it }) => String(it.questions.length),
                as: 'figure',
              },
              { head: at.text('desk.surveys.period'), cell: ({ it }) => periodText(at, it) },
              { head: at.text('desk.surveys.status'), cell: ({ it }) => at.text(stateOf(at, it)) },
              {
                head: at.text('desk.surveys.answers'),
                cell: ({ answers }) => at.say(line('desk.count', { count: { count: answers } })),
                as: 'figure',
              },
            ]}
          />
        )}
        <p class="keys">{at.text('desk.requests.keys')}</p>
      </>
    ),
  }),
});

/** When a survey can be answered, both days with their names. */
export const periodText = (at: At, { opensOn, closesOn }: SurveyPeriod): string =>
  at.say(line('desk.surveys.span', { from: { date: opensOn }, until: { date: closesOn } }));

/** Whether a survey can be answered now. */
export function stateOf({ services }: Pick<At, 'services'>, it: SurveyPeriod): TextKey {
  const today = todayOf(services).toString();
  if (isOpenOn(it, today)) return 'desk.surveys.open';
  return it.closesOn < today ? 'desk.surveys.over' : 'desk.surveys.early';
}
