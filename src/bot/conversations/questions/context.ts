import type { Temporal } from 'temporal-polyfill';
import { line, type Line, type Param, type TextKey } from '../../../i18n.ts';
import type { Areas } from '../../../services/core/areas.ts';
import type { Choice, Json, Reply, Rows } from '../engine/form.ts';

type LineParams = Readonly<Record<string, Param>>;

/** What the questions look up. */
export interface Context {
  readonly areas: Areas;
  readonly today: Temporal.PlainDate;
  /** The people who already use this chat. */
  readonly people: readonly {
    readonly id: number;
    readonly name: string | undefined;
    readonly salutation: 'L' | 'P' | undefined;
  }[];
}

export const take = (value: Json): Reply => ({ kind: 'accept', value });

/** Takes words that could be anything: words such as "batal" keep their meaning, and no yes or no is read as one. */
export const takeWords = (value: Json): Reply => ({ kind: 'accept', value, free: true });

export const leave = (open: 'skipped' | 'later'): Reply => ({ kind: 'accept', value: null, open });

export const choice = (code: string, label: Line, reply: Reply): Choice => ({ code, label, reply });

export const hint = (text?: Line): Reply => (text === undefined ? { kind: 'hint' } : { kind: 'hint', text });

/** What is said to each reason for which a reader takes nothing; undefined: the hint of the question says it. */
export type Refusals<R extends string> = Readonly<Record<R, TextKey | undefined>>;

/** The reason reaches the person: a reader that learns a new one needs a text for it. */
export function refuse<R extends string>(texts: Refusals<R>, reason: R, params?: LineParams): Reply {
  const key = texts[reason];
  return hint(key === undefined ? undefined : line(key, params));
}

/** Two buttons in a row, as they fit on a small screen. */
export function inPairs(choices: readonly Choice[]): Rows {
  const rows: Choice[][] = [];
  for (let at = 0; at < choices.length; at += 2) rows.push(choices.slice(at, at + 2));
  return rows;
}
