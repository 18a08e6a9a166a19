import { line } from '../../i18n.ts';
import {
  countRegistrations,
  registrationsAt,
  type WaitingRegistration,
} from '../../services/people/verifications.ts';
import { audit } from '../../services/core/audit.ts';
import { screen } from '../screen.ts';
import { spanAt, Table, Turn } from '../table.tsx';

interface Registrations {
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly WaitingRegistration[];
}

/** *Periksa*: registrations that wait for a look, the oldest first. */
export const registrations = screen<Registrations>({
  path: '/periksa',
  duty: 'cases',
  nav: 'desk.registrations.title',
  async load(at) {
    const { services, member } = at;
    const count = await countRegistrations(services, member, 'open');
    const { page, pages, slice } = spanAt(at, count);
    const rows = await at.note(async (inside) => {
      await audit(inside, { actor: member.number, action: 'verification.list', details: { page } });
      return registrationsAt(inside, member, 'open', slice);
    });
    return { count, page, pages, rows };
  },
  view: ({ count, page, pages, rows }, at) => ({
    title: line('desk.registrations.title'),
    body: (
      <>
        {count === 0 ? (
          <p>{at.text('desk.registrations.none')}</p>
        ) : (
          <Table
            caption={at.say(line('desk.registrations.order', { count: { count } }))}
            rows={rows}
            columns={[
              {
                head: at.text('desk.business'),
                cell: (it) => <a href={`/periksa/${it.businessId}`}>{it.name ?? '–'}</a>,
              },
              { head: at.text('desk.businesses.number'), cell: (it) => it.number ?? '–', as: 'code' },
              { head: at.text('desk.owner'), cell: (it) => it.owner ?? '–' },
              {
                head: at.text('desk.registrations.since'),
                cell: (it) => at.say(line('desk.moment', { at: { stamp: it.openedAt.toISOString() } })),
              },
            ]}
          />
        )}
        <Turn at={at} page={page} pages={pages} />
        <p class="keys">{at.text('desk.requests.keys')}</p>
      </>
    ),
  }),
});
