import { line } from '../../i18n.ts';
import {
  announcementTitle,
  recentAnnouncements,
  type Announcement,
} from '../../services/announcements/announcements.ts';
import { allMembers } from '../../services/office/members.ts';
import { screen } from '../screen.ts';
import { Table } from '../table.tsx';

/** So many of the newest are listed. */
const SHOWN = 50;

interface Listed {
  readonly it: Announcement;
  readonly title: string;
}

interface Announcements {
  readonly listed: readonly Listed[];
  readonly names: ReadonlyMap<string, string>;
}

/** *Umumkan*: what was announced, how it stands, and the way to a new one. */
export const announcements = screen<Announcements>({
  path: '/umumkan',
  duty: 'announce',
  nav: 'desk.announcements.title',
  async load({ services, member }) {
    const listed: Listed[] = [];
    for (const it of await recentAnnouncements(services, member, SHOWN))
      listed.push({ it, title: await announcementTitle(services, it) });
    return { listed, names: new Map((await allMembers(services)).map((it) => [it.number, it.name])) };
  },
  view: ({ listed, names }, at) => ({
    title: line('desk.announcements.title'),
    body: (
      <>
        <p>
          <a class="button" href="/umumkan/baru">
            {at.text('desk.announcements.new')}
          </a>
        </p>
        {listed.length === 0 ? (
          <p>{at.text('broadcast.list.none')}</p>
        ) : (
          <Table
            caption={at.say(line('desk.announcements.order', { count: { count: listed.length } }))}
            rows={listed}
            columns={[
              {
                head: at.text('desk.announcements.what'),
                cell: ({ it, title }) => <a href={`/umumkan/${it.id}`}>{title}</a>,
              },
              { head: at.text('desk.announcements.code'), cell: ({ it }) => it.code, as: 'code' },
              {
                head: at.text('desk.announcements.status'),
                cell: ({ it }) => {
                  const status = at.text(`broadcast.status.${it.status}`);
                  const waits = it.status === 'approval' || it.status === 'held';
                  return waits ? <span class="alert">{status}</span> : status;
                },
              },
              {
                head: at.text('desk.announcements.at'),
                cell: ({ it }) =>
                  at.say(line('desk.moment', { at: { stamp: it.scheduledAt.toISOString() } })),
              },
              {
                head: at.text('announce.basis.reached'),
                cell: ({ it }) =>
                  it.basis === undefined
                    ? '–'
                    : at.say(line('desk.count', { count: { count: it.basis.reached } })),
                as: 'figure',
              },
              { head: at.text('desk.announcements.by'), cell: ({ it }) => names.get(it.createdBy) ?? '–' },
            ]}
          />
        )}
        <p class="keys">{at.text('desk.requests.keys')}</p>
      </>
    ),
  }),
});
