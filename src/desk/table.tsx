import type { Child } from 'hono/jsx';
import type { html } from 'hono/html';
import { line } from '../i18n.ts';
import { elsewhere, type At } from './screen.ts';

type Html = ReturnType<typeof html>;

interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Child;
  /** Figures stand under each other; a code is not broken over two lines. */
  readonly as?: 'figure' | 'code';
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

/** Rows of a page of a table. */
const A_PAGE = 50;

/** Which rows stand on the page that the address asks for; a page behind the end is the last one. */
export function spanAt(
  at: At,
  count: number,
): {
  readonly page: number;
  readonly pages: number;
  readonly slice: { readonly skip: number; readonly take: number };
} {
  const asked = Number(at.url.searchParams.get('hal') ?? 1);
  const pages = Math.max(1, Math.ceil(count / A_PAGE));
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  return { page, pages, slice: { skip: (page - 1) * A_PAGE, take: A_PAGE } };
}

export function Turn({ at, page, pages }: { at: At; page: number; pages: number }): Html {
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
      <span>{at.say(line('desk.turn.page', { page: { count: page }, pages: { count: pages } }))}</span>
      {step(page + 1, 'desk.turn.next', 'next')}
    </nav>
  );
}
