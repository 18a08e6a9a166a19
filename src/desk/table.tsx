import type { Child } from 'hono/jsx';
import type { html } from 'hono/html';
import { line } from '../i18n.ts';
import { elsewhere, type At } from './screen.ts';

type Html = ReturnType<typeof html>;

/** Figures stand under each other; a code is not broken over two lines. */
type Look = 'figure' | 'code';

interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Child;
  readonly as?: Look;
}

interface TableProps<Row> {
  /** What it is a table of, for whoever hears it read. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** A table; on a small screen every row becomes a card with the heads beside the values. */
export function Table<Row>({ caption, columns, rows }: TableProps<Row>): Html {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, as }) => (
            <th scope="col" class={as}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr data-row="">
            {columns.map(({ head, cell, as }) => (
              <td data-head={head} class={as}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A column of a list, which can be left out by its name in the address and stands in the file of the list. */
export interface ListColumn<Row> {
  readonly name: string;
  readonly head: string;
  /** As a file holds it: figures without dots, days as YYYY-MM-DD. */
  readonly text: (row: Row) => string;
  /** As the page shows it, where that is more than the text. */
  readonly cell?: (row: Row) => Child;
  readonly as?: Look;
}

interface ListProps<Row> {
  readonly at: At;
  readonly caption: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  /** Rows can be ticked for the form of this id. */
  readonly pick?: {
    readonly form: string;
    readonly value: (row: Row) => number;
    /** For whoever hears it read. */
    readonly label: (row: Row) => string;
  };
}

/** The names of the columns that the address asks for; none means all. */
const chosen = ({ url }: Pick<At, 'url'>): readonly string[] => url.searchParams.getAll('kolom');

function shownColumns<Row>(at: At, columns: readonly ListColumn<Row>[]): readonly ListColumn<Row>[] {
  const names = chosen(at);
  const asked = columns.filter((it) => names.includes(it.name));
  return asked.length === 0 ? columns : asked;
}

/** A page of a list with the columns that are asked for, and the way to the same as a file. */
export function List<Row>({ at, caption, columns, rows, pick }: ListProps<Row>): Html {
  const shown = shownColumns(at, columns).map(({ text, cell, ...rest }) => ({ ...rest, cell: cell ?? text }));
  return (
    <>
      <Table
        caption={caption}
        rows={rows}
        columns={pick === undefined ? shown : [ticks(at, pick), ...shown]}
      />
      <p class="acts">
        <a class="button" href={elsewhere(at, { csv: '1' })}>
          {at.text('desk.list.csv')}
        </a>
      </p>
    </>
  );
}

const ticks = <Row,>(at: At, { form, value, label }: NonNullable<ListProps<Row>['pick']>): Column<Row> => ({
  head: at.text('desk.bulk.pick'),
  cell: (row) => (
    <input type="checkbox" name="pilih" value={String(value(row))} form={form} aria-label={label(row)} />
  ),
});

/** Which columns are shown; stands in the form of the filter, so that both are kept. */
export function ColumnChoice<Row>({ at, columns }: Pick<ListProps<Row>, 'at' | 'columns'>): Html {
  const shown = shownColumns(at, columns);
  return (
    <details>
      <summary>{at.text('desk.list.columns')}</summary>
      {columns.map((it) => (
        <label>
          <input type="checkbox" name="kolom" value={it.name} checked={shown.includes(it)} /> {it.head}
        </label>
      ))}
    </details>
  );
}

/** Whether the page of a list is asked for as a file. */
export const isFile = ({ url }: Pick<At, 'url'>): boolean => url.searchParams.has('csv');

/** What is shown as rows of a file, heads first. */
export function fileRows<Row>({
  at,
  columns,
  rows,
}: Omit<ListProps<Row>, 'caption'>): readonly (readonly string[])[] {
  const shown = shownColumns(at, columns);
  return [shown.map((it) => it.head), ...rows.map((row) => shown.map((it) => it.text(row)))];
}

/** Rows of a page of a table. */
const A_PAGE = 50;

/** Which rows stand on the page that the address asks for; a page behind the end is the last one. */
export function spanAt(
  at: Pick<At, 'url'>,
  count: number,
  size = A_PAGE,
): {
  readonly page: number;
  readonly pages: number;
  readonly slice: { readonly skip: number; readonly take: number };
} {
  const asked = Number(at.url.searchParams.get('hal') ?? 1);
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  return { page, pages, slice: { skip: (page - 1) * size, take: size } };
}

interface TurnProps {
  readonly at: At;
  readonly page: number;
  /** Of a list that nobody has counted, the pages that are known. */
  readonly pages: number;
  readonly uncounted?: true;
}

export function Turn({ at, page, pages, uncounted }: TurnProps): Html {
  const step = (to: number, key: 'desk.turn.before' | 'desk.turn.next', name: string): Child =>
    to < 1 || to > pages ? undefined : (
      <a href={elsewhere(at, { hal: String(to) })} rel={name}>
        {at.text(key)}
      </a>
    );
  return pages === 1 ? (
    <></>
  ) : (
    <nav class="turn" aria-label={at.text('desk.turn')}>
      {step(page - 1, 'desk.turn.before', 'prev')}
      <span>
        {at.say(
          line(uncounted === true ? 'desk.turn.open' : 'desk.turn.page', {
            page: { count: page },
            pages: { count: pages },
          }),
        )}
      </span>
      {step(page + 1, 'desk.turn.next', 'next')}
    </nav>
  );
}
