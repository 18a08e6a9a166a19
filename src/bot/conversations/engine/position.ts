import type { Intent } from '../../../domain/words/intent.ts';
import type { Zone } from '../../../domain/month/calendar.ts';
import { line, type Addressee, type Line, type Texts } from '../../../i18n.ts';
import { isOwnAnswer } from '../../../services/core/drafts.ts';
import { applicable, firstUnanswered, type DraftState, type Place } from './draft.ts';
import type { AnyQuestion, Dialogue, StoredAnswer } from './form.ts';
import type { Json } from './json.ts';
import type { Letter } from './letter.ts';
import type { Removal, Sent } from './sent.ts';
import type { Reaction } from '../../message.ts';

/** What a person did, free of Telegram. */
export type Input =
  | Sent
  | { readonly kind: 'press'; readonly revision: number; readonly code: string }
  | {
      readonly kind: 'edited';
      readonly messageId: number;
      readonly hasNik: boolean;
      /** The new words; undefined for a caption or anything else that is no text. */
      readonly said?: InputOf<'text'> | undefined;
    }
  /** Nothing was said: the question now open is shown again. */
  | { readonly kind: 'again' };

export type InputOf<K extends Input['kind']> = Extract<Input, { readonly kind: K }>;

/** What the shell must do beside storing the state. */
export type Ending = 'submit' | 'left' | 'discarded' | 'declined';

export interface Step {
  readonly state: DraftState;
  /** Sentences before the next prompt. */
  readonly say: readonly Line[];
  /** A notice on the screen instead of a message. */
  readonly toast?: Line;
  /** The pressed button belongs to a question that is no longer open. */
  readonly old?: true;
  /** It was not meant for this form: the form waits as it stands, and the rest of the bot answers. */
  readonly passed?: true;
  /** Where the rest of the bot leads to, when it is not what was just said. */
  readonly aim?: Intent;
  readonly ending?: Ending;
  /** The message must not stay in the chat. */
  readonly deleteMessage?: Removal;
  /** The message with the pressed button changes instead of a new one. */
  readonly inPlace?: boolean;
  /** The question to be handed to an officer. */
  readonly help?: string;
  /** Words to a person where none were asked for: they are kept, and offered to be sent. */
  readonly keep?: Letter;
  /** Answers the message on the message itself. */
  readonly react?: Reaction;
  /**
   * False when the question is not shown again: the form ends, or the question on the screen stays. `buttons`: its
   * buttons come under what is said, not its words.
   */
  readonly prompt: boolean | 'buttons';
  /** The open question changed: buttons shown before are old now. */
  readonly moved: boolean;
}

export interface StepEnvironment<C> {
  readonly context: C;
  readonly now: Date;
  readonly zone: Zone;
  readonly revision: number;
  readonly promptMessageId: number | undefined;
  readonly lastActive: Date;
  /** What is said now came at once after a text that the app may have cut: it may be the rest of it, no answer. */
  readonly isRest?: boolean;
  readonly texts: Texts;
  readonly to: Addressee;
  /** Whether whoever writes has registered. */
  readonly registered: boolean;
  /** The bot's user name. */
  readonly bot: string;
}

/** A form where it stands when something is said to it. */
export interface Position<C> {
  readonly form: Dialogue<C>;
  readonly state: DraftState;
  readonly env: StepEnvironment<C>;
}

/** How an answer came about. */
export interface Source {
  readonly words?: string | undefined;
  readonly messageId?: number | undefined;
  readonly reader?: string;
  readonly confirmed?: string | undefined;
  readonly open?: 'skipped' | 'later' | 'officer' | undefined;
  readonly others?: Readonly<Record<string, Json>> | undefined;
}

export function positionOf<C>(form: Dialogue<C>, state: DraftState, env: StepEnvironment<C>): Position<C> {
  return { form, state: repaired(form, state, env.context), env };
}

/** The same form at another place, as if the pause were over. */
export function movedTo<C>(
  { form, state, env }: Position<C>,
  place: Place,
  more: Partial<DraftState> = {},
): Position<C> {
  return positionOf(
    form,
    { ...state, ...more, place, wrong: 0 },
    { ...env, lastActive: env.now, promptMessageId: undefined },
  );
}

/** A form that changed since the draft was stored: an unknown place becomes the first open question. */
export function repaired<C>(form: Dialogue<C>, state: DraftState, context: C): DraftState {
  const key = 'key' in state.place ? state.place.key : undefined;
  if (key === undefined || applicable(form.questions, state, context).some((it) => it.key === key))
    return state;
  return { ...state, place: nextPlace(form, state, context) };
}

/** The place to go on from: a question left, paused or asked aside about is shown itself again. */
export function resumed(state: DraftState): DraftState {
  return { ...state, place: resumable(state.place) };
}

export function resumable(place: Place): Place {
  if ('from' in place) return resumable(place.from);
  return place.on === 'stuck' ? { on: 'question', key: place.key } : place;
}

export function nextPlace<C>(form: Dialogue<C>, state: DraftState, context: C): Place {
  const next = firstUnanswered(form.questions, state, context);
  return next === undefined ? { on: 'review' } : { on: 'question', key: next.key };
}

/** Stays at the place, which is shown again after `say`. */
export function stay<C>(at: Position<C>, say: readonly Line[] = [], more: Partial<Step> = {}): Step {
  return { state: at.state, say, prompt: true, moved: false, ...more };
}

/** The pressed button belongs to a question that is no longer open. */
export function old<C>(at: Position<C>): Step {
  return { state: at.state, say: [], old: true, prompt: false, moved: false };
}

export function go<C>(
  at: Position<C>,
  place: Place,
  say: readonly Line[] = [],
  more: Partial<DraftState> = {},
): Step {
  return { state: { ...at.state, wrong: 0, ...more, place }, say, prompt: true, moved: true };
}

/** Left as it stands, and what was written is answered outside. */
export function pass<C>(at: Position<C>): Step {
  return stay(at, [], { passed: true, prompt: false });
}

/** Leaves the form as it stands, and nothing of it without an answer; `more` says what else did or did not happen. */
export function quit<C>(at: Position<C>, more: readonly Line[] = []): Step {
  const isKept = Object.values(at.state.answers).some(isOwnAnswer);
  const left = line(at.form.brief === true || !isKept ? 'common.cancel.brief' : 'common.left');
  const ending = isKept ? 'left' : 'discarded';
  return { ...go(at, resumable(at.state.place), [left, ...more]), ending, prompt: false };
}

export function questionOf<C>({ form }: Position<C>, key: string): AnyQuestion<C> {
  const found = form.questions.find((it) => it.key === key);
  if (found === undefined)
    throw new Error(
      `form ${form.name}: expected a question named ${key}, have ${form.questions.map((it) => it.key).join(', ')}`,
    );
  return found;
}

export function storedFrom<C>({ env }: Position<C>, value: Json, source: Source): StoredAnswer {
  return {
    value,
    words: source.words,
    reader: source.reader ?? 'button',
    at: env.now.toISOString(),
    confirmed: source.confirmed,
    open: source.open,
    messageId: source.messageId,
  };
}

/** Several answers of one source, by their keys. */
export function allStoredFrom<C>(
  at: Position<C>,
  values: Readonly<Record<string, Json>>,
  source: Source,
): Readonly<Record<string, StoredAnswer>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, storedFrom(at, value, source)]),
  );
}
