import type { Child } from 'hono/jsx';
import { addMonths, localDate, monthOf, type Month } from '../../domain/month/month.ts';
import { askedFor } from '../../domain/sales/asked.ts';
import { monthState } from '../../domain/sales/report-months.ts';
import { formatPhone, maskPhone } from '../../domain/people/identity.ts';
import { whatsAppLink } from '../../domain/people/whatsapp.ts';
import { line } from '../../i18n.ts';
import { todayOf } from '../../services/core/services.ts';
import {
  businessPage,
  countBusinesses,
  type BusinessFilter,
  type SeenBusiness,
} from '../../services/people/find-business.ts';
import {
  askedBusiness,
  lockedMonths,
  reportsOf,
  type StoredReport,
} from '../../services/sales/sales-history.ts';
import { notePhoneRead } from '../../services/people/phone-looks.ts';
import { monthProgress, type MonthProgress } from '../../services/sales/sales-progress.ts';
import { monthsAt } from '../month.ts';
import { elsewhere, onward, placeName, screen, type At } from '../screen.ts';
import { spanAt, Table, Turn } from '../table.tsx';
import { lockVerb, stateKey } from './sales-month.tsx';

/** Months beside each other: the one that is filled in, and those before it to compare with. */
const SHOWN = 6;

interface Sales {
  readonly month: Month;
  readonly running: Month;
  readonly all: readonly Month[];
  readonly months: readonly { readonly month: Month; readonly locked: boolean }[];
  /** Undefined for a month that still runs. */
  readonly progress: MonthProgress | undefined;
  /** The business whose owner's number was asked for in full. */
  readonly full: number | undefined;
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly SeenBusiness[];
  /** By number of the business and month. */
  readonly figures: ReadonlyMap<string, StoredReport>;
}

const keyOf = (business: number, month: Month): string => `${business} ${month}`;

/** *Penjualan*: businesses × months as a sheet; the month that is filled in stands first. */
export const sales = screen<Sales>({
  path: '/penjualan',
  duty: 'sales',
  nav: 'desk.sales.title',
  async load(at) {
    const { services, member } = at;
    const asked = monthsAt(at);
    if (asked === undefined) return undefined;
    const { month } = asked;
    const filter = salesFilter(at, month);
    const count = await countBusinesses(services, member, filter);
    const { page, pages, slice } = spanAt(at, count);
    // Names are opened: the look stands in the audit log before it is shown.
    const rows = await at.note((inside) =>
      businessPage(inside, member, filter, { order: 'place', ...slice, called: calledOf(filter, month) }),
    );
    const today = todayOf(services);
    const locks = await lockedMonths(services);
    const reports = await reportsOf(
      services,
      rows.map(({ business }) => business.id),
    );
    const called = Number(at.url.searchParams.get('hp') ?? '');
    const toCall = rows.find(({ business }) => business.id === called);
    if (toCall !== undefined)
      await at.note((inside) => notePhoneRead(inside, member, { personId: toCall.ownerId }, 'sales'));
    return {
      ...asked,
      progress: month === asked.running ? undefined : await monthProgress(services, month, member.kecamatan),
      full: toCall?.business.id,
      months: Array.from({ length: SHOWN }, (_, back) => addMonths(month, -back)).map((it) => ({
        month: it,
        locked: monthState(it, today, locks, services.office.reportOpenMonths) === 'locked',
      })),
      count,
      page,
      pages,
      rows,
      figures: new Map(reports.map((it) => [keyOf(it.businessId, it.month), it])),
    };
  },
  view: ({ month, running, all, months, progress, full, count, page, pages, rows, figures }, at) => ({
    title: line('desk.sales.title'),
    body: (
      <>
        <form method="get" class="filter">
          <label>
            {at.text('desk.sales.month')}
            <br />
            <select name="bulan">
              {all.map((it) => (
                <option value={it} selected={it === month}>
                  {at.say(line('desk.moment', { at: { month: it } }))}
                </option>
              ))}
            </select>
          </label>
          <label>
            {at.text('desk.place')}
            <br />
            <select name="kec">
              <option value="">{at.text('desk.businesses.any')}</option>
              {placesOf(at).map(({ code, name }) => (
                <option value={code} selected={code === at.url.searchParams.get('kec')}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {at.text('desk.sales.which')}
            <br />
            <select name="lapor">
              <option value="">{at.text('desk.businesses.any')}</option>
              <option value="tidak" selected={at.url.searchParams.get('lapor') === 'tidak'}>
                {at.text('desk.businesses.reported.no')}
              </option>
            </select>
          </label>
          <button>{at.text('desk.filter.use')}</button>
        </form>
        {progress === undefined ? undefined : <Progress at={at} it={progress} />}
        <p class="acts">
          <a class="button" href={onward(at, '/penjualan/tempel', { hp: undefined })}>
            {at.text('desk.sales.paste')}
          </a>
        </p>
        <Table
          caption={at.say(line('desk.sales.order', { count: { count } }))}
          rows={rows}
          columns={[
            {
              head: at.text('desk.business'),
              cell: ({ business: { id, name } }) => (
                <a id={`u${id}`} href={figureAt(at, id, month)}>
                  {name ?? '–'}
                </a>
              ),
            },
            {
              head: at.text('desk.businesses.number'),
              cell: ({ business }) => business.number ?? '–',
              as: 'code',
            },
            { head: at.text('desk.place'), cell: ({ business }) => placeName(at, business.kecamatan) },
            ...(isCallList(at) ? [phoneColumn(at, full)] : []),
            ...months.map(({ month: of, locked }) => ({
              head: at.say(line(locked ? 'desk.sales.locked' : 'desk.moment', { at: { monthShort: of } })),
              as: 'figure' as const,
              cell: (it: SeenBusiness) => {
                const figure = figures.get(keyOf(it.business.id, of));
                return (
                  <a href={figureAt(at, it.business.id, of, month)}>
                    {figure === undefined ? emptyCell(at, it, of, running) : figureCell(at, figure)}
                  </a>
                );
              },
            })),
          ]}
        />
        <Turn at={at} page={page} pages={pages} />
        <p class="soft">{at.text('desk.sales.legend')}</p>
        <p class="keys">{at.text('desk.sales.keys')}</p>
      </>
    ),
  }),
});

/** How far the month has come, and what is done with it as a whole. */
function Progress({ at, it }: { at: At; it: MonthProgress }): Child {
  const verb = at.member.kecamatan.length > 0 ? undefined : lockVerb(it);
  const part = ({ reported, expected }: Pick<MonthProgress, 'reported' | 'expected'>): string =>
    at.say(line('desk.today.reported', { reported: { count: reported }, expected: { count: expected } }));
  return (
    <section class="card" aria-label={at.say(line('desk.today.sales', { month: { month: it.month } }))}>
      <p>
        <strong>{part(it)}</strong> {at.text(stateKey(it))}
      </p>
      <div class="acts">
        <a class="button" href={onward(at, '/penjualan', { lapor: 'tidak', hal: undefined, hp: undefined })}>
          {at.text('desk.sales.callList')}
        </a>
        {it.state === 'open' && it.reported - it.provisional < it.expected ? (
          <a class="button" href={onward(at, '/penjualan/ingatkan', { hp: undefined })}>
            {at.text('desk.sales.remind')}
          </a>
        ) : undefined}
        {verb === undefined ? undefined : (
          <a class="button" href={onward(at, '/penjualan/kunci', { hp: undefined })}>
            {at.text(verb === 'lock' ? 'sales.lock' : 'sales.unlock')}
          </a>
        )}
      </div>
      {it.byKecamatan.length < 2 ? undefined : (
        <details>
          <summary>{at.text('desk.sales.byPlace')}</summary>
          <Table
            caption={at.text('desk.sales.byPlace')}
            rows={it.byKecamatan}
            columns={[
              { head: at.text('desk.place'), cell: (row) => placeName(at, row.kecamatan) },
              { head: at.text('desk.sales.progress'), cell: part },
            ]}
          />
        </details>
      )}
    </section>
  );
}

const isCallList = ({ url }: Pick<At, 'url'>): boolean => url.searchParams.get('lapor') === 'tidak';

/** A number to call, hidden until it is asked for; then also the way to write. */
const phoneColumn = (at: At, full: number | undefined) => ({
  head: at.text('desk.phone'),
  cell: ({ business: { id }, phone }: SeenBusiness): Child => {
    if (phone === undefined) return '–';
    if (id === full)
      return (
        <>
          {formatPhone(phone)}{' '}
          <a href={whatsAppLink(phone, '')} rel="noreferrer">
            {at.text('desk.business.whatsapp')}
          </a>
        </>
      );
    return (
      <>
        {maskPhone(phone)}{' '}
        <a href={`${elsewhere(at, { hp: String(id) })}#u${id}`}>{at.text('desk.phone.show')}</a>
      </>
    );
  },
});

/** What the address chooses among the businesses. */
export function salesFilter({ url }: Pick<At, 'url'>, month: Month): BusinessFilter {
  const kecamatan = url.searchParams.get('kec') || undefined;
  return {
    kecamatan,
    ...(isCallList({ url }) ? { reported: { month, is: false } } : {}),
  };
}

/** The filter for the log. */
export const calledOf = ({ kecamatan, reported }: BusinessFilter, month: Month): string =>
  [
    `bulan=${month}`,
    ...(kecamatan !== undefined && /^[\d.]{1,20}$/.test(kecamatan) ? [`kec=${kecamatan}`] : []),
    ...(reported === undefined ? [] : ['lapor=tidak']),
  ].join(' ');

const placesOf = ({ services, member }: At) =>
  services.office.areas.kecamatan
    .filter(({ code }) => member.kecamatan.length === 0 || member.kecamatan.includes(code))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'));

/** Where a figure is filled in; the way back leads to the same page of the sheet. */
const figureAt = (at: At, id: number, of: Month, sheet = of): string =>
  onward(at, `/penjualan/${id}`, {
    bulan: of,
    mulai: of === sheet ? undefined : sheet,
    hp: undefined,
  });

/** A figure with what is not certain about it, in words and signs. */
function figureCell(at: At, { amount, estimate, provisional, toCheck }: StoredReport): Child {
  return (
    <>
      {at.say(line(estimate ? 'desk.sales.estimate' : 'desk.count', { count: { count: amount } }))}
      {provisional ? <span class="mark">{at.text('desk.sales.provisional')}</span> : undefined}
      {toCheck ? <span class="mark">{at.text('desk.sales.check')}</span> : undefined}
    </>
  );
}

function emptyCell({ services, text }: At, { business }: SeenBusiness, month: Month, running: Month): string {
  const about = askedBusiness(business, (day) => monthOf(localDate(day, services.office.zone)));
  const asked = askedFor(about, month, running);
  if (asked === 'running') return text('desk.sales.open');
  return text(asked === 'asked' ? 'export.state.missing' : 'export.state.notAsked');
}
