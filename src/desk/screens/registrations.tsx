import { line } from '../../i18n.ts';
import {
  countRegistrations,
  registrationsAt,
  type WaitingRegistration,
} from '../../services/people/verifications.ts';
import { audit } from '../../services/core/audit.ts';
import { actOnRegistrations, RIGHT, RightForm } from '../registration-bulk.tsx';
import { dayAt, screen, type At } from '../screen.ts';
import { fileRows, isFile, List, spanAt, Turn, type ListColumn } from '../table.tsx';

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
      await audit(inside, {
        actor: member.number,
        action: 'verification.list',
        details: { page, file: isFile(at) },
      });
      return registrationsAt(inside, member, 'open', slice);
    });
    return { count, page, pages, rows };
  },
  act: actOnRegistrations,
  view: ({ count, page, pages, rows }, at) => {
    const columns = columnsOf(at);
    return {
      title: line('desk.registrations.title'),
      file: () => fileRows({ at, columns, rows }),
      body: (
        <>
          {count === 0 ? (
            <p>{at.text('desk.registrations.none')}</p>
          ) : (
            <>
              <List
                at={at}
                caption={at.say(line('desk.registrations.order', { count: { count } }))}
                rows={rows}
                columns={columns}
                pick={{
                  form: RIGHT,
                  value: ({ businessId }) => businessId,
                  label: (it) => `${at.text('desk.bulk.pick')} ${it.number ?? it.name ?? ''}`,
                }}
              />
              <RightForm at={at} />
            </>
          )}
          <Turn at={at} page={page} pages={pages} />
          <p class="keys">{at.text('desk.requests.keys')}</p>
        </>
      ),
    };
  },
});

const columnsOf = (at: At): readonly ListColumn<WaitingRegistration>[] => [
  {
    name: 'usaha',
    head: at.text('desk.business'),
    text: (it) => it.name ?? '–',
    cell: (it) => <a href={`/periksa/${it.businessId}`}>{it.name ?? '–'}</a>,
  },
  { name: 'nomor', head: at.text('desk.businesses.number'), text: (it) => it.number ?? '–', as: 'code' },
  { name: 'pemilik', head: at.text('desk.owner'), text: (it) => it.owner ?? '–' },
  {
    name: 'sejak',
    head: at.text('desk.registrations.since'),
    text: (it) => dayAt(at, it.openedAt),
    cell: (it) => at.say(line('desk.moment', { at: { stamp: it.openedAt.toISOString() } })),
  },
];
