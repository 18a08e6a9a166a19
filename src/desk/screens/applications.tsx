import { Temporal } from 'temporal-polyfill';
import { over, statuses, type ApplicationStatus } from '../../domain/partnership/application.ts';
import { promisedDays } from '../../domain/partnership/progress.ts';
import { line } from '../../i18n.ts';
import { partnerOf } from '../../reports/agreement-lines.ts';
import { programmeName, stateName } from '../../reports/application-lines.ts';
import { audit } from '../../services/core/audit.ts';
import { todayOf } from '../../services/core/services.ts';
import {
  countLatePayments,
  latePayments,
  owed,
  type ShipmentOf,
} from '../../services/partnership/agreements/shipments.ts';
import {
  applicationCounts,
  applicationsAt,
  noteApplicationsRead,
  type ApplicationFilter,
  type ListedApplication,
} from '../../services/partnership/applications/application-desk.ts';
import { programmeOf } from '../../services/partnership/applications/application-progress.ts';
import { waitingLetters, type WaitingLetter } from '../../services/partnership/steps/partner-letters.ts';
import { Choice, places } from '../filter.tsx';
import { elsewhere, onward, placeName, screen, type At } from '../screen.ts';
import { ColumnChoice, fileRows, List, spanAt, Table, Turn, type ListColumn } from '../table.tsx';

/** Beside the states: what waits across all of them. */
const LATE = 'telat';
const LETTERS = 'surat';

interface Board {
  /** A state, one of the two above, or nothing: all that are not over. */
  readonly view: string;
  readonly counts: ReadonlyMap<ApplicationStatus, number>;
  readonly late: number;
  readonly letters: number;
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  readonly rows: readonly ListedApplication[];
  readonly payments: readonly ShipmentOf[];
  readonly waiting: readonly WaitingLetter[];
}

const NONE = { skip: 0, take: 0 };

/** *Kemitraan*: applications by state, those first whose day comes first; the filter stands in the address. */
export const applications = screen<Board>({
  path: '/kemitraan',
  duty: 'cases',
  nav: 'desk.alliance.title',
  async load(at) {
    const { services, member, url } = at;
    const view = url.searchParams.get('lihat') ?? '';
    const wanted = statuses.find((it) => it === view);
    if (wanted === undefined && !['', LATE, LETTERS].includes(view)) return undefined;
    const filter = filterIn(url.searchParams);
    const counts = await applicationCounts(services, member, filter);
    const late = await countLatePayments(services, member);
    const { count: letters } = await waitingLetters(services, member, NONE);
    const shown = wanted === undefined ? statuses.filter((it) => !over.includes(it)) : [wanted];
    const isApplications = view !== LATE && view !== LETTERS;
    const count = isApplications
      ? shown.reduce((sum, it) => sum + (counts.get(it) ?? 0), 0)
      : view === LATE
        ? late
        : letters;
    const { page, pages, slice } = spanAt(at, count);
    // Names of businesses are opened: the look stands in the audit log before it is shown.
    const { rows, payments, waiting } = await at.note(async (inside) => {
      const found = {
        rows: isApplications
          ? await applicationsAt(inside, member, { ...filter, statuses: shown }, slice)
          : [],
        payments: view === LATE ? await latePayments(inside, member, slice) : [],
        waiting: view === LETTERS ? (await waitingLetters(inside, member, slice)).waiting : [],
      };
      const details = { page, shown: found.rows.length + found.payments.length + found.waiting.length };
      if (view === LATE) await audit(inside, { actor: member.number, action: 'shipment.late', details });
      else await noteApplicationsRead(inside, member, { filter: calledOf(url.searchParams), ...details });
      return found;
    });
    return {
      view,
      counts,
      late,
      letters,
      page,
      pages,
      count,
      rows,
      payments,
      waiting,
    };
  },
  view: (board, at) => {
    const { view, count, page, pages, rows } = board;
    const columns = columnsOf(at);
    const any = at.text('desk.businesses.any');
    return {
      title: line('desk.alliance.title'),
      ...(view === LATE || view === LETTERS ? {} : { file: () => fileRows({ at, columns, rows }) }),
      body: (
        <>
          <Tiles at={at} board={board} />
          <form method="get" class="filter">
            <Choice
              at={at}
              name="program"
              label={at.text('desk.alliance.programme')}
              options={at.services.programmes.known.map((it) => [it.id, at.say(programmeName(it))])}
              none={any}
            />
            <Choice at={at} name="kec" label={at.text('desk.place')} options={places(at)} none={any} />
            <Choice
              at={at}
              name="lihat"
              label={at.text('desk.alliance.state')}
              options={statuses.map((it) => [it, at.say(stateName(it))])}
              none={at.text('desk.alliance.open')}
            />
            <ColumnChoice at={at} columns={columns} />
            <button>{at.text('desk.filter.use')}</button>
          </form>
          {count === 0 ? (
            <p>{at.text('desk.alliance.none')}</p>
          ) : view === LATE ? (
            <Payments at={at} payments={board.payments} />
          ) : view === LETTERS ? (
            <Letters at={at} waiting={board.waiting} />
          ) : (
            <List
              at={at}
              caption={at.say(line('desk.alliance.order', { count: { count } }))}
              rows={rows}
              columns={columns}
            />
          )}
          <Turn at={at} page={page} pages={pages} />
          <p class="keys">{at.text('desk.requests.keys')}</p>
        </>
      ),
    };
  },
});

function Tiles({ at, board: { view, counts, late, letters } }: { at: At; board: Board }) {
  const tile = (to: string, count: number, words: string) => (
    <li>
      <a
        href={elsewhere(at, { lihat: to === '' ? undefined : to, hal: undefined })}
        {...(to === view ? { 'aria-current': 'true' } : {})}
      >
        <b>{at.say(line('desk.count', { count: { count } }))}</b>
        {words}
      </a>
    </li>
  );
  const open = statuses
    .filter((it) => !over.includes(it))
    .reduce((sum, it) => sum + (counts.get(it) ?? 0), 0);
  return (
    <ul class="tiles" aria-label={at.text('desk.alliance.state')}>
      {tile('', open, at.text('desk.alliance.open'))}
      {statuses
        .filter((it) => (counts.get(it) ?? 0) > 0 || it === 'submitted' || it === view)
        .map((it) => tile(it, counts.get(it) ?? 0, at.say(stateName(it))))}
      {late === 0 ? undefined : tile(LATE, late, at.text('desk.alliance.late'))}
      {letters === 0 ? undefined : tile(LETTERS, letters, at.text('desk.alliance.letters'))}
    </ul>
  );
}

function columnsOf(at: At): readonly ListColumn<ListedApplication>[] {
  const { services } = at;
  const today = todayOf(services);
  return [
    {
      name: 'usaha',
      head: at.text('desk.business'),
      text: (it) => it.businessName ?? '–',
      cell: (it) => (
        <a href={onward(at, `/kemitraan/${it.id}`, { hal: undefined })}>{it.businessName ?? '–'}</a>
      ),
    },
    { name: 'nomor', head: at.text('desk.businesses.number'), text: (it) => it.number, as: 'code' },
    {
      name: 'program',
      head: at.text('desk.alliance.programme'),
      text: (it) => at.say(programmeName(programmeOf(services, it))),
    },
    { name: 'kec', head: at.text('desk.place'), text: (it) => placeName(at, it.kecamatan) },
    {
      name: 'status',
      head: at.text('desk.alliance.state'),
      text: (it) => at.say(stateName(it.status)),
      cell: (it) => (
        <>
          {at.say(stateName(it.status))}
          {it.returned ? <span class="mark">{at.text('desk.alliance.returned')}</span> : undefined}
        </>
      ),
    },
    {
      name: 'batas',
      head: at.text('desk.requests.due'),
      text: (it) => (isPromised(it) ? it.dueOn : ''),
      cell: (it) => (isPromised(it) ? at.say(line('desk.moment', { at: { date: it.dueOn } })) : '–'),
    },
    {
      name: 'sisa',
      head: at.text('desk.alliance.left'),
      text: (it) => (isPromised(it) ? String(daysLeft(it, today)) : ''),
      cell: (it) => (isPromised(it) ? <Left at={at} days={daysLeft(it, today)} /> : '–'),
    },
  ];
}

const isPromised = (it: ListedApplication): boolean => promisedDays(it, 1) !== undefined;

const daysLeft = ({ dueOn }: ListedApplication, today: Temporal.PlainDate): number =>
  today.until(Temporal.PlainDate.from(dueOn)).days;

function Left({ at, days }: { at: At; days: number }) {
  const said = (key: 'desk.alliance.left.days' | 'desk.alliance.left.over') =>
    at.say(line(key, { count: { count: Math.abs(days) } }));
  if (days < 0) return <span class="alert">{said('desk.alliance.left.over')}</span>;
  return <>{days === 0 ? at.text('desk.alliance.left.today') : said('desk.alliance.left.days')}</>;
}

function Payments({ at, payments }: { at: At; payments: readonly ShipmentOf[] }) {
  return (
    <Table
      caption={at.text('desk.alliance.late')}
      rows={payments}
      columns={[
        {
          head: at.text('desk.businesses.number'),
          cell: ({ application }) => <a href={`/kemitraan/${application.id}`}>{application.number}</a>,
          as: 'code',
        },
        {
          head: at.text('desk.alliance.partner'),
          cell: ({ application }) => partnerOf(at.services, application),
        },
        {
          head: at.text('desk.alliance.owed'),
          cell: ({ shipment }) => at.say(line('desk.moment', { at: { rupiah: owed(shipment) } })),
          as: 'figure',
        },
        {
          head: at.text('desk.alliance.payBy'),
          cell: ({ shipment }) => at.say(line('desk.moment', { at: { date: shipment.dueOn } })),
        },
      ]}
    />
  );
}

function Letters({ at, waiting }: { at: At; waiting: readonly WaitingLetter[] }) {
  return (
    <Table
      caption={at.text('desk.alliance.letters')}
      rows={waiting}
      columns={[
        {
          head: at.text('desk.businesses.number'),
          cell: ({ application }) => <a href={`/kemitraan/${application.id}`}>{application.number}</a>,
          as: 'code',
        },
        {
          head: at.text('desk.today.what'),
          cell: ({ change, application: { number } }) =>
            at.say(line(`change.what.${change.wanted.kind}`, { title: number })),
        },
      ]}
    />
  );
}

const filterIn = (query: URLSearchParams): ApplicationFilter => ({
  programmeId: query.get('program') || undefined,
  kecamatan: query.get('kec') || undefined,
});

/** The filter for the log: what was chosen from lists. */
const calledOf = (query: URLSearchParams): string =>
  ['lihat', 'program', 'kec', 'csv']
    .flatMap((name) => {
      const value = query.get(name) ?? '';
      return /^[\w.-]{1,40}$/.test(value) ? [`${name}=${value}`] : [];
    })
    .join(' ');
