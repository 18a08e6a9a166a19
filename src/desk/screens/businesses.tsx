import { may } from '../../domain/office/roles.ts';
import { addMonths, monthOf, type Month } from '../../domain/month/month.ts';
import { businessKinds } from '../../domain/people/business-kind.ts';
import { maskPhone } from '../../domain/people/identity.ts';
import { line, type TextKey } from '../../i18n.ts';
import { todayOf } from '../../services/core/services.ts';
import {
  businessOrders,
  businessPage,
  countBusinesses,
  findBusinesses,
  type BusinessFilter,
  type SeenBusiness,
} from '../../services/people/find-business.ts';
import { reportsOf } from '../../services/sales/sales-history.ts';
import { placeName, screen, type At } from '../screen.ts';
import { Choice, places, type Options } from '../filter.tsx';
import { ColumnChoice, fileRows, List, spanAt, Turn, type ListColumn } from '../table.tsx';

interface Businesses {
  readonly typed: string;
  readonly month: Month;
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly SeenBusiness[];
  /** Whole rupiah of the month, by number of the business. */
  readonly amounts: ReadonlyMap<number, number>;
}

/** *Usaha*: every business where the member works; the filter stands in the address. */
export const businesses = screen<Businesses>({
  path: '/usaha',
  duty: 'sales',
  nav: 'desk.businesses.title',
  async load(at) {
    const { services, member } = at;
    const query = at.url.searchParams;
    const month = addMonths(monthOf(todayOf(services)), -1);
    const typed = (query.get('cari') ?? '').trim();
    const filter = filterIn(query, month);
    const count = typed === '' ? await countBusinesses(services, member, filter) : 0;
    const { page, pages, slice } = spanAt(at, count);
    const order = businessOrders.find((it) => it === query.get('urut')) ?? 'new';
    // Names are opened: the look stands in the audit log before it is shown.
    const rows = await at.note(async (inside) =>
      typed === ''
        ? businessPage(inside, member, filter, { order, ...slice, called: calledOf(query) })
        : (await findBusinesses(inside, member, typed)).found,
    );
    const reports = await reportsOf(
      services,
      rows.map(({ business }) => business.id),
    );
    return {
      typed,
      month,
      count: typed === '' ? count : rows.length,
      page,
      pages,
      rows: query.get('urut') === 'name' ? rows.toSorted(byName) : rows,
      amounts: new Map(reports.filter((it) => it.month === month).map((it) => [it.businessId, it.amount])),
    };
  },
  view: ({ typed, month, count, page, pages, rows, amounts }, at) => {
    const reported = at.say(line('desk.businesses.reported', { month: { month } }));
    const columns = columnsOf(at, reported, amounts);
    const any = at.text('desk.businesses.any');
    return {
      title: line('desk.businesses.title'),
      file: () => fileRows({ at, columns, rows }),
      body: (
        <>
          {may(at.member, 'lists') ? (
            <p>
              <a class="button" href="/usaha/impor">
                {at.text('desk.lists.button')}
              </a>
            </p>
          ) : undefined}
          <form method="get" class="filter">
            <label>
              {at.text('desk.businesses.find')}
              <br />
              <input type="search" name="cari" value={typed} data-key="/" />
            </label>
            <Choice at={at} name="kec" label={at.text('desk.place')} options={places(at)} none={any} />
            <Choice
              at={at}
              name="jenis"
              label={at.text('desk.businesses.kind')}
              options={businessKinds.map((kind) => [kind, at.text(`kind.${kind}`)])}
              none={any}
            />
            <Choice
              at={at}
              name="kelas"
              label={at.text('desk.businesses.class')}
              options={words(at, classes)}
              none={any}
            />
            <Choice
              at={at}
              name="nib"
              label={at.text('desk.businesses.nib')}
              options={words(at, nibs)}
              none={any}
            />
            <Choice at={at} name="lapor" label={reported} options={words(at, reportings)} none={any} />
            <Choice at={at} name="urut" label={at.text('desk.businesses.sort')} options={words(at, sorts)} />
            <ColumnChoice at={at} columns={columns} />
            <button>{at.text('desk.filter.use')}</button>
          </form>
          <List
            at={at}
            caption={`${at.say(line(typed === '' ? 'desk.businesses.order' : 'desk.businesses.found', { count: { count } }))} ${at.text('desk.businesses.byPage')}`}
            rows={rows}
            columns={columns}
          />
          <Turn at={at} page={page} pages={pages} />
        </>
      ),
    };
  },
});

function columnsOf(
  at: At,
  reported: string,
  amounts: Businesses['amounts'],
): readonly ListColumn<SeenBusiness>[] {
  return [
    {
      name: 'usaha',
      head: at.text('desk.business'),
      text: ({ business }) => business.name ?? '–',
      cell: ({ business }) => <a href={`/usaha/${business.id}`}>{business.name ?? '–'}</a>,
    },
    {
      name: 'nomor',
      head: at.text('desk.businesses.number'),
      text: ({ business }) => business.number ?? '–',
      as: 'code',
    },
    { name: 'pemilik', head: at.text('desk.owner'), text: (it) => it.ownerName ?? '–' },
    {
      name: 'hp',
      head: at.text('desk.phone'),
      text: ({ phone }) => (phone === undefined ? '–' : maskPhone(phone)),
    },
    { name: 'kec', head: at.text('desk.place'), text: ({ business }) => placeName(at, business.kecamatan) },
    {
      name: 'jenis',
      head: at.text('desk.businesses.kind'),
      text: ({ business: { kind } }) => (kind === undefined ? '–' : at.text(`kind.${kind}`)),
    },
    {
      name: 'nib',
      head: at.text('desk.businesses.nib'),
      text: ({ business }) =>
        at.text(business.nibStatus === 'has' ? 'desk.businesses.nib.has' : 'desk.businesses.nib.none'),
    },
    {
      name: 'telegram',
      head: at.text('desk.businesses.telegram'),
      text: ({ accountId }) =>
        at.text(accountId === undefined ? 'desk.businesses.no' : 'desk.businesses.yes'),
    },
    {
      name: 'lapor',
      head: reported,
      as: 'figure',
      text: ({ business }) => String(amounts.get(business.id) ?? ''),
      cell: ({ business }) => {
        const amount = amounts.get(business.id);
        return amount === undefined ? '–' : at.say(line('desk.moment', { at: { rupiah: amount } }));
      },
    },
  ];
}

const nibs = { has: 'desk.businesses.nib.has', none: 'desk.businesses.nib.none' } as const;
const classes = {
  micro: 'export.class.micro',
  small: 'export.class.small',
  medium: 'export.class.medium',
  large: 'export.class.large',
} as const;
const reportings = { ya: 'desk.businesses.reported.yes', tidak: 'desk.businesses.reported.no' } as const;
const sorts = {
  new: 'desk.businesses.sort.new',
  place: 'desk.businesses.sort.place',
  kind: 'desk.businesses.sort.kind',
  name: 'desk.businesses.sort.name',
} as const;

const words = (at: At, of: Readonly<Record<string, TextKey>>): Options =>
  Object.entries(of).map(([value, key]) => [value, at.text(key)]);

function filterIn(query: URLSearchParams, month: Month): BusinessFilter {
  const reported = query.get('lapor');
  return {
    kecamatan: query.get('kec') || undefined,
    kind: businessKinds.find((it) => it === query.get('jenis')),
    class: (['micro', 'small', 'medium', 'large'] as const).find((it) => it === query.get('kelas')),
    nib: (['has', 'none'] as const).find((it) => it === query.get('nib')),
    reported: reported === 'ya' || reported === 'tidak' ? { month, is: reported === 'ya' } : undefined,
  };
}

/** The filter for the log: what was chosen from lists, never what was typed. */
const calledOf = (query: URLSearchParams): string =>
  ['kec', 'jenis', 'kelas', 'nib', 'lapor', 'urut', 'csv']
    .flatMap((name) => {
      const value = query.get(name) ?? '';
      return /^[\w.-]{1,40}$/.test(value) ? [`${name}=${value}`] : [];
    })
    .join(' ');

const byName = (a: SeenBusiness, b: SeenBusiness): number =>
  (a.business.name ?? '').localeCompare(b.business.name ?? '', 'id');
