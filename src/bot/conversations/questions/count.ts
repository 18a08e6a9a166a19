import { line } from '../../../i18n.ts';
import { choice, type Choice, type Reply, type Rows } from '../engine/reply.ts';

/** Most that is taken for a count of people or buyers. */
const MOST = 300;

/** Buttons with the numbers from one to another, four beside each other. */
export function countRows(code: string, from: number, to: number, reply: (count: number) => Reply): Rows {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const rows: Choice[][] = [];
  for (let at = 0; at < all.length; at += 4)
    rows.push(
      all
        .slice(at, at + 4)
        .map((count) => choice(`${code}${count}`, line('common.number', { number: count }), reply(count))),
    );
  return rows;
}

/** "3", "3 orang" */
export function readCount(said: { readonly kind: string; readonly text?: string }): number | undefined {
  const count = Number(/^\s*(\d{1,3})(?:\s*(?:orang|org))?\s*$/iu.exec(said.text ?? '')?.[1] ?? Number.NaN);
  return Number.isInteger(count) && count <= MOST ? count : undefined;
}
