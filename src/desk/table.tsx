import type { Child } from 'hono/jsx';
import type { html } from 'hono/html';

type Html = ReturnType<typeof html>;

interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Child;
  /** Figures stand under each other. */
  readonly figures?: true;
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
          {columns.map(({ head, figures }) => (
            <th scope="col" class={figures === true ? 'figure' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr data-row="">
            {columns.map(({ head, cell, figures }) => (
              <td data-head={head} class={figures === true ? 'figure' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
