import { may } from '../../domain/office/roles.ts';
import { addMonths, monthOf, type Month } from '../../domain/month/month.ts';
import { line, type TextKey } from '../../i18n.ts';
import { recentAnnouncements, type Announcement } from '../../services/announcements/announcements.ts';
import { countCases } from '../../services/cases/case-desk.ts';
import { todayOf } from '../../services/core/services.ts';
import { countLatePayments } from '../../services/partnership/agreements/shipments.ts';
import { candidatesOf, groupsAsOne } from '../../services/partnership/candidates/candidates.ts';
import { waitingLetters } from '../../services/partnership/steps/partner-letters.ts';
import { applicationCounts } from '../../services/partnership/applications/application-desk.ts';
import { countRegistrations } from '../../services/people/verifications.ts';
import { monthProgress } from '../../services/sales/sales-progress.ts';
import { upcomingTrainings, type Training } from '../../services/trainings/trainings.ts';
import { screen, type At } from '../screen.ts';
import { Table } from '../table.tsx';

interface Waiting {
  readonly what: TextKey;
  readonly count: number;
  /** Where it is worked on; undefined where only the chat does that. */
  readonly to?: string;
  readonly alert?: true;
}

interface Today {
  readonly waiting: readonly Waiting[];
  readonly trainings: readonly Training[] | undefined;
  readonly sales: { readonly month: Month; readonly reported: number; readonly expected: number } | undefined;
}

/** So many of the newest are looked at. */
const ANNOUNCEMENTS = 50;
const WEEK_MS = 7 * 24 * 3_600_000;

/** What waits where this member works; each line leads to its list. */
export const today = screen<Today>({
  path: '/',
  duty: undefined,
  nav: 'desk.today.title',
  async load({ services, member }) {
    const until = services.now().getTime() + WEEK_MS;
    const soon = async () =>
      (await upcomingTrainings(services)).filter(
        (it) => it.startsAt.getTime() < until && may(member, 'trainings', it.kecamatan),
      );
    const month = addMonths(monthOf(todayOf(services)), -1);
    return {
      waiting: [
        ...(may(member, 'cases') ? await waiting({ services, member }) : []),
        ...(may(member, 'announce') ? await announcements({ services, member }) : []),
        ...(may(member, 'candidates') ? await candidates({ services, member }) : []),
      ].filter((it) => it.count > 0),
      trainings: may(member, 'trainings') ? await soon() : undefined,
      sales: may(member, 'sales') ? await monthProgress(services, month, member.kecamatan) : undefined,
    };
  },
  view: ({ waiting, trainings, sales }, at) => ({
    title: line('desk.today.title'),
    body: (
      <>
        {waiting.length === 0 ? (
          <p>{at.text('desk.today.nothing')}</p>
        ) : (
          <Table
            caption={at.text('desk.today.waits')}
            rows={waiting}
            columns={[
              {
                head: at.text('desk.today.what'),
                cell: ({ what, to, alert }) => (
                  <span class={alert === true ? 'alert' : undefined}>
                    {to === undefined ? at.text(what) : <a href={to}>{at.text(what)}</a>}
                  </span>
                ),
              },
              { head: at.text('desk.today.count'), cell: ({ count }) => shown(at, count), as: 'figure' },
            ]}
          />
        )}
        {sales === undefined ? undefined : (
          <>
            <h2>{at.say(line('desk.today.sales', { month: { month: sales.month } }))}</h2>
            <p>
              {at.say(
                line('desk.today.reported', {
                  reported: { count: sales.reported },
                  expected: { count: sales.expected },
                }),
              )}
            </p>
          </>
        )}
        {trainings === undefined ? undefined : (
          <>
            <h2>{at.text('desk.today.trainings')}</h2>
            {trainings.length === 0 ? (
              <p>{at.text('desk.today.noTrainings')}</p>
            ) : (
              <Table
                caption={at.text('desk.today.trainings')}
                rows={trainings}
                columns={[
                  {
                    head: at.text('desk.today.when'),
                    cell: (it) => at.say(line('desk.moment', { at: { moment: it.startsAt.toISOString() } })),
                  },
                  { head: at.text('desk.today.training'), cell: (it) => it.title },
                  { head: at.text('desk.today.place'), cell: (it) => it.place },
                ]}
              />
            )}
          </>
        )}
      </>
    ),
  }),
});

/** What of the newest announcements needs somebody, or is on its way. */
async function announcements({
  services,
  member,
}: Pick<At, 'services' | 'member'>): Promise<readonly Waiting[]> {
  const recent = await recentAnnouncements(services, member, ANNOUNCEMENTS);
  const count = (isMeant: (it: Announcement) => boolean): number => recent.filter(isMeant).length;
  return [
    {
      what: 'desk.today.approvals',
      count: count((it) => it.status === 'approval' && it.createdBy !== member.number),
      to: '/umumkan',
      alert: true,
    },
    { what: 'desk.today.sending', count: count((it) => it.status === 'sending'), to: '/umumkan' },
  ];
}

const shown = (at: At, count: number): string => at.say(line('desk.count', { count: { count } }));

async function waiting({ services, member }: Pick<At, 'services' | 'member'>): Promise<readonly Waiting[]> {
  const cases = (by: 'late' | 'mine' | 'free') => countCases(services, member, { by });
  return [
    { what: 'desk.today.late', count: await cases('late'), to: '/permintaan?lihat=late', alert: true },
    { what: 'desk.today.mine', count: await cases('mine'), to: '/permintaan?lihat=mine' },
    { what: 'desk.today.free', count: await cases('free'), to: '/permintaan?lihat=free' },
    {
      what: 'desk.today.registrations',
      count: await countRegistrations(services, member, 'open'),
      to: '/periksa',
    },
    {
      what: 'desk.today.applications',
      count: (await applicationCounts(services, member)).get('submitted') ?? 0,
      to: '/kemitraan?lihat=submitted',
    },
    {
      what: 'desk.alliance.letters',
      count: (await waitingLetters(services, member, { skip: 0, take: 0 })).count,
      to: '/kemitraan?lihat=surat',
    },
    {
      what: 'desk.alliance.late',
      count: await countLatePayments(services, member),
      to: '/kemitraan?lihat=telat',
      alert: true,
    },
  ];
}

/** How many a company can look at. */
async function candidates({
  services,
  member,
}: Pick<At, 'services' | 'member'>): Promise<readonly Waiting[]> {
  const count = groupsAsOne(await candidatesOf(services, member)).length;
  return [{ what: 'candidate.menu', count, to: '/calon' }];
}
