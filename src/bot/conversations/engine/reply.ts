import { line, type Line, type Param, type TextKey } from '../../../i18n.ts';
import type { Json } from './json.ts';

/** What answering with one text or button leads to. */
export type Reply =
  /** Taken as the answer; `others` are stored with it. */
  | {
      readonly kind: 'accept';
      readonly value: Json;
      readonly open?: 'skipped' | 'later';
      readonly others?: Readonly<Record<string, Json>>;
      /** Whatever is written here would be taken: beside a yes or no it is asked back before it counts. */
      readonly free?: true;
    }
  /** Asked back before it is taken: one button for each possible value. */
  | {
      readonly kind: 'propose';
      readonly text: Line;
      readonly options: readonly Proposal[];
      readonly again: Line;
    }
  /** Not understood: a kind hint, the next time buttons, the third time a person. */
  | { readonly kind: 'hint'; readonly text?: Line }
  /** Something to tell without counting it as wrong; then the question again. */
  | { readonly kind: 'tell'; readonly text: Line }
  /** On to another question of the form; `clear` names answers that are asked again, `set` what is known now. */
  | {
      readonly kind: 'jump';
      readonly to: string;
      readonly clear: readonly string[];
      readonly set?: Readonly<Record<string, Json>>;
      readonly text?: Line;
    }
  /** Ticks or unticks something at the same question; the message changes in place. */
  | { readonly kind: 'mark'; readonly set: Readonly<Record<string, Json>> }
  /** The form is left as it stands, or thrown away, with a closing sentence. */
  | { readonly kind: 'decline'; readonly text: Line; readonly discard?: boolean };

export interface Proposal {
  readonly code: string;
  readonly label: Line;
  readonly value: Json;
  readonly others?: Readonly<Record<string, Json>>;
  /** A way out instead of an answer ("Bulan lain", "Tidak jadi"); `value` is not used then. */
  readonly reply?: Reply;
}

export interface Choice {
  /** At most 24 ASCII letters, digits, `-` or `.`: it travels in the 64 bytes of callback data. */
  readonly code: string;
  readonly label: Line;
  readonly reply: Reply;
  /** A reply-keyboard button that asks Telegram for the own phone number. */
  readonly contact?: boolean;
  /** One that asks Telegram for the place where the phone is. */
  readonly place?: boolean;
}

export type Rows = readonly (readonly Choice[])[];

export type ReplyOf<K extends Reply['kind']> = Extract<Reply, { readonly kind: K }>;

type Values = Readonly<Record<string, Json>>;

/** Takes the answer; `others` are stored with it. */
export const take = (value: Json, others?: Values): ReplyOf<'accept'> =>
  others === undefined ? { kind: 'accept', value } : { kind: 'accept', value, others };

/** Takes words that could be anything: words such as "batal" keep their meaning, and no yes or no is read as one. */
export const takeWords = (value: Json, others?: Values): ReplyOf<'accept'> => ({
  ...take(value, others),
  free: true,
});

/** Goes on without an answer. */
export const leave = (open: 'skipped' | 'later'): ReplyOf<'accept'> => ({
  kind: 'accept',
  value: null,
  open,
});

/** Not understood; without a text the hint of the question says it. */
export const hint = (text?: Line): ReplyOf<'hint'> =>
  text === undefined ? { kind: 'hint' } : { kind: 'hint', text };

/** Says something that counts as no wrong answer. */
export const tell = (text: Line): ReplyOf<'tell'> => ({ kind: 'tell', text });

/** Ticks or unticks at the same question. */
export const mark = (set: Values): ReplyOf<'mark'> => ({ kind: 'mark', set });

/** Leaves the form as it stands. */
export const decline = (text: Line): ReplyOf<'decline'> => ({ kind: 'decline', text });

/** Leaves the form and throws it away. */
export const discard = (text: Line): ReplyOf<'decline'> => ({ kind: 'decline', text, discard: true });

/** A button under a question. */
export const choice = (code: string, label: Line, reply: Reply): Choice => ({ code, label, reply });

/** A button of the reply keyboard that asks Telegram for the own phone number. */
export const shareContact = (label: Line): Choice => ({ ...choice('share', label, hint()), contact: true });

/** A button of the reply keyboard that asks Telegram for the place where the phone is. */
export const sharePlace = (label: Line): Choice => ({ ...choice('share', label, hint()), place: true });

/** Asked back before it is taken. */
export const propose = (text: Line, again: Line, ...options: readonly Proposal[]): ReplyOf<'propose'> => ({
  kind: 'propose',
  text,
  options,
  again,
});

/** On to another question; without `clear` no answer is asked again. */
export const jump = (
  to: string,
  { clear = [], ...more }: Partial<Omit<ReplyOf<'jump'>, 'kind' | 'to'>> = {},
): ReplyOf<'jump'> => ({ kind: 'jump', to, clear, ...more });

/** What is said to each reason for which a reader takes nothing; undefined: the hint of the question says it. */
export type Refusals<R extends string> = Readonly<Record<R, TextKey | undefined>>;

/** The reason reaches the person: a reader that learns a new one needs a text for it. */
export function refuse<R extends string>(
  texts: Refusals<R>,
  reason: R,
  params?: Readonly<Record<string, Param>>,
): ReplyOf<'hint'> {
  const key = texts[reason];
  return hint(key === undefined ? undefined : line(key, params));
}

/** Two buttons in a row, as they fit on a small screen. */
export function inPairs(choices: readonly Choice[]): Rows {
  const rows: Choice[][] = [];
  for (let at = 0; at < choices.length; at += 2) rows.push(choices.slice(at, at + 2));
  return rows;
}
