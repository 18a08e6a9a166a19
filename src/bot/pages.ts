import { line, named, type Line, type TextKey } from '../i18n.ts';
import { button } from './buttons.ts';
import type { Button } from './message.ts';
import type { CallbackData } from './routes/route.ts';
import { linesOf, show, type Use } from './send.ts';
import type { BotContext } from './turn.ts';

/** Rows of one page of a list: as many as have a number under it. */
export const A_PAGE = 8;
const NUMBERS_A_ROW = 4;

/** One page (from 0) of a list. */
export interface Span {
  readonly page: number;
  /** How many there are; where that is not counted, how many there are at least. */
  readonly pages: number;
  readonly counted: boolean;
  /** Its rows among all. */
  readonly slice: { readonly skip: number; readonly take: number };
}

/** The page of a list of so many; the last one in the place of one that is not there any more. */
export function spanOf(page: number, count: number, take = A_PAGE): Span {
  const pages = Math.max(1, Math.ceil(count / take));
  const at = Math.min(page, pages - 1);
  return { page: at, pages, counted: true, slice: { skip: at * take, take } };
}

/** The page of a list that is not counted, of which one row more than stands on it was looked for. */
export function spanSeen(page: number, found: readonly unknown[]): Span {
  const pages = page + (found.length > A_PAGE ? 2 : 1);
  return { page, pages, counted: false, slice: { skip: page * A_PAGE, take: A_PAGE } };
}

/** What stands on a page of a list that was read whole. */
export const partOf = <T>(all: readonly T[], { slice: { skip, take } }: Span): readonly T[] =>
  all.slice(skip, skip + take);

/** One thing in a list: what is said of it, and where its number leads (nowhere: it is only read). */
export interface Row {
  readonly text: Line;
  readonly data?: CallbackData | undefined;
}

type Rows = readonly (readonly Button[])[];
type To = (page: number) => CallbackData;

const usual = { back: 'staff.previous', on: 'staff.next' } as const;

/** *Sebelumnya* and *Berikutnya*, as far as there is something. */
export function turnRow(
  { page, pages }: Span,
  to: To,
  { back, on }: { readonly back: TextKey; readonly on: TextKey } = usual,
): Rows {
  const row = [
    ...(page > 0 ? [button(back, to(page - 1))] : []),
    ...(page + 1 < pages ? [button(on, to(page + 1))] : []),
  ];
  return row.length === 0 ? [] : [row];
}

/** The lines of a page of a list, numbered, and the numbers under it with the way to other pages. */
export function pageOf(
  rows: readonly Row[],
  span: Span,
  to?: To,
): { readonly lines: readonly Line[]; readonly buttons: Rows } {
  const numbers = rows.flatMap(({ data }, at) =>
    data === undefined ? [] : [{ label: named(String(at + 1)), data }],
  );
  return {
    lines: [
      ...(span.counted && span.pages > 1
        ? [line('staff.page', { page: span.page + 1, pages: span.pages })]
        : []),
      ...rows.flatMap(({ text }, at) => [
        line('common.blank'),
        line('staff.row', { number: at + 1, text: { line: text } }),
      ]),
    ],
    buttons: [
      ...numbers.flatMap((_number, at) =>
        at % NUMBERS_A_ROW === 0 ? [numbers.slice(at, at + NUMBERS_A_ROW)] : [],
      ),
      ...(to === undefined ? [] : turnRow(span, to)),
    ],
  };
}

/** Shows one page of a list in the place of what was pressed; `under` stands below the numbers. */
export async function showList(
  ctx: BotContext,
  list: {
    readonly head: Line | readonly Line[];
    readonly rows: readonly Row[];
    readonly span: Span;
    /** Left out: a list of one page. */
    readonly to?: To;
    readonly under: Rows;
  },
  use?: Use,
): Promise<number> {
  const { lines, buttons } = pageOf(list.rows, list.span, list.to);
  return show(ctx, [...linesOf(list.head), ...lines], [...buttons, ...list.under], use);
}
