import { line, type Addressee, type Line, type Texts } from '../../../i18n.ts';
import { answersOf, applicable, firstOpen, withAnswer, type DraftState, type Place } from './draft.ts';
import type { AnyQuestion, Form, Json, Reply, StoredAnswer } from './form.ts';
import type { Sent } from './sent.ts';
import type { Zone } from '../../../domain/month/calendar.ts';

/** What a person did, free of Telegram. */
export type Input =
  | Sent
  | { readonly kind: 'press'; readonly revision: number; readonly code: string }
  | {
      readonly kind: 'edited';
      readonly messageId: number;
      readonly hasNik: boolean;
      /** The new words; undefined for a caption or anything else that is no text. */
      readonly said?: Extract<Sent, { readonly kind: 'text' }> | undefined;
    }
  /** Nothing was said: the question now open is shown again. */
  | { readonly kind: 'again' };

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
  readonly ending?: Ending;
  /** The message must not stay in the chat. */
  readonly deleteMessage?: Removal;
  /** The message with the pressed button changes instead of a new one. */
  readonly inPlace?: boolean;
  /** The question to be handed to an officer. */
  readonly help?: string;
  /** False when only a notice is shown and the prompt on the screen stays. */
  readonly prompt: boolean;
  /** The open question changed: buttons shown before are old now. */
  readonly moved: boolean;
}

/** Why a message leaves the chat: for its words, as a picture, or as the picture of a paper of identity. */
export type Removal = true | 'picture' | 'paper';

export interface StepEnvironment<C> {
  readonly context: C;
  readonly now: Date;
  readonly zone: Zone;
  readonly revision: number;
  readonly promptMessageId: number | undefined;
  readonly lastActive: Date;
  readonly texts: Texts;
  readonly to: Addressee;
}

const WRONG_BEFORE_PERSON = 3;

/** A form that changed since the draft was stored: an unknown place becomes the first open question. */
export function repaired<C, S, R extends Json>(
  form: Form<C, S, R>,
  state: DraftState,
  context: C,
): DraftState {
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
export function nextPlace<C, S, R extends Json>(form: Form<C, S, R>, state: DraftState, context: C): Place {
  const open = firstOpen(form.questions, state, context);
  return open === undefined ? { on: 'review' } : { on: 'question', key: open.key };
}
/** What a reply of a question leads to: the next place, a hint, a proposal, the end. */
export class Replies<C, S, R extends Json> {
  protected readonly form: Form<C, S, R>;
  protected readonly state: DraftState;
  protected readonly env: StepEnvironment<C>;

  constructor(form: Form<C, S, R>, state: DraftState, env: StepEnvironment<C>) {
    this.form = form;
    this.env = env;
    this.state = repaired(form, state, env.context);
  }

  protected stay(say: readonly Line[] = [], more: Partial<Step> = {}): Step {
    return { state: this.state, say, prompt: true, moved: false, ...more };
  }

  protected old(): Step {
    return { state: this.state, say: [], old: true, prompt: false, moved: false };
  }

  protected go(place: Place, say: readonly Line[] = [], more: Partial<DraftState> = {}): Step {
    return { state: { ...this.state, wrong: 0, ...more, place }, say, prompt: true, moved: true };
  }

  /** On to whatever is open now; a form without review is sent by its last answer. */
  protected onward(state: DraftState, say: readonly Line[] = [], more: Partial<Step> = {}): Step {
    const place = nextPlace(this.form, state, this.env.context);
    const { review } = this.form;
    const done =
      place.on === 'review' &&
      (review === undefined || review.when?.(answersOf(state.answers), this.env.context) === false);
    const next: DraftState = { ...state, wrong: 0, editing: undefined, place };
    if (done) return { state: next, say, prompt: false, moved: true, ending: 'submit', ...more };
    const heard = new Replies(this.form, next, this.env).hear();
    return { ...heard, say: [...say, ...heard.say], moved: true, ...more };
  }

  /** What was told beforehand about the question now open is answered as if it were said now. */
  hear(): Step {
    const { place, answers } = this.state;
    const question = place.on === 'question' ? this.question(place.key) : undefined;
    const told = question?.told === undefined ? undefined : answers[question.told.key];
    if (question?.told === undefined || told === undefined) return this.stay();
    const reply = question.told.reply(told.value, answersOf(answers), this.env.context);
    return this.reply(question, reply, {
      words: told.words,
      messageId: told.messageId,
      reader: question.reader ?? question.key,
    });
  }

  protected reply(question: AnyQuestion<C>, reply: Reply, source: Source): Step {
    switch (reply.kind) {
      case 'accept':
        return this.accept(question, reply.value, { ...source, open: reply.open, others: reply.others });
      case 'propose':
        return this.go({
          on: 'proposal',
          key: question.key,
          text: reply.text,
          options: reply.options,
          again: reply.again,
          words: source.words,
          messageId: source.messageId,
        });
      case 'tell':
        return this.stay([reply.text]);
      case 'mark': {
        const set = Object.entries(reply.set).map(([key, value]): [string, StoredAnswer] => [
          key,
          this.stored(value, source),
        ]);
        return {
          ...this.stay(),
          state: { ...this.state, answers: { ...this.state.answers, ...Object.fromEntries(set) } },
          inPlace: true,
        };
      }
      case 'decline':
        return {
          ...this.stay([reply.text]),
          ending: reply.discard === true ? 'discarded' : 'declined',
          prompt: false,
          moved: true,
        };
      case 'jump': {
        const kept = Object.entries(this.state.answers).filter(([key]) => !reply.clear.includes(key));
        const set = Object.entries(reply.set ?? {}).map(([key, value]): [string, StoredAnswer] => [
          key,
          this.stored(value, source),
        ]);
        const cleared = Object.fromEntries([...kept, ...set]);
        const gone = this.go(
          { on: 'question', key: reply.to },
          reply.text === undefined ? [] : [reply.text],
          { answers: cleared },
        );
        const told = this.question(reply.to).told?.key;
        if (told === undefined || reply.set?.[told] === undefined) return gone;
        const heard = new Replies(this.form, gone.state, this.env).hear();
        return { ...heard, say: [...gone.say, ...heard.say], moved: true };
      }
      case 'hint':
        return this.hint(question, reply.text);
    }
  }

  protected hint(question: AnyQuestion<C>, text: Line | undefined): Step {
    const wrong = this.state.wrong + 1;
    const state = { ...this.state, wrong };
    const place: Place = { on: 'question', key: question.key };
    // A known reason is told every time; the general hint gives way to buttons, then to a person.
    const reason = text === undefined || isSame(text, question.hints[0]) ? [] : [text];
    if (wrong >= WRONG_BEFORE_PERSON)
      return {
        state: { ...state, wrong: 0, place: { on: 'stuck', key: question.key } },
        say: reason,
        prompt: true,
        moved: true,
      };
    const moved = this.state.place.on !== 'question';
    return {
      state: { ...state, place },
      say: wrong === 1 || question.bare === true ? [text ?? question.hints[0]] : reason,
      prompt: true,
      moved,
    };
  }

  protected accept(question: AnyQuestion<C>, value: Json, source: Source): Step {
    const editing = this.state.editing !== undefined;
    const { answers: before } = this.state;
    let answers = withAnswer(
      this.form.questions,
      this.state.answers,
      question.key,
      this.stored(value, source),
      editing,
    );
    for (const [key, other] of Object.entries(source.others ?? {}))
      answers = withAnswer(this.form.questions, answers, key, this.stored(other, source), editing);
    const say = editing ? this.changeNote(question, before, answers) : [];
    const step = this.onward({ ...this.state, answers, lastText: source.words }, say);
    return step.ending === undefined && editing && step.state.place.on === 'question'
      ? { ...step, state: { ...step.state, editing: question.key } }
      : step;
  }

  /** "Kecamatan diubah menjadi Kebomas. Karena itu, desanya mohon dipilih lagi." */
  protected changeNote(
    question: AnyQuestion<C>,
    before: Readonly<Record<string, StoredAnswer>>,
    answers: Readonly<Record<string, StoredAnswer>>,
  ): readonly Line[] {
    const stored = answers[question.key];
    if (stored === undefined || stored.open !== undefined || question.showStored === undefined) return [];
    const what = { line: question.showStored(stored.value, answersOf(answers), this.env.context) };
    if (JSON.stringify(before[question.key]?.value) === JSON.stringify(stored.value))
      return [line('common.unchanged', { what })];
    const lost = Object.keys(before).some((key) => answers[key] === undefined);
    return [line(lost ? 'common.changedMore' : 'common.changed', { what })];
  }

  protected stored(value: Json, source: Source): StoredAnswer {
    return {
      value,
      words: source.words,
      reader: source.reader ?? 'button',
      at: this.env.now.toISOString(),
      confirmed: source.confirmed,
      open: source.open,
      messageId: source.messageId,
    };
  }

  protected question(key: string): AnyQuestion<C> {
    const found = this.form.questions.find((it) => it.key === key);
    if (found === undefined)
      throw new Error(
        `form ${this.form.name}: expected a question named ${key}, have ${this.form.questions.map((it) => it.key).join(', ')}`,
      );
    return found;
  }
}

function isSame(one: Line, other: Line): boolean {
  return 'key' in one && 'key' in other && one.key === other.key;
}

export interface Source {
  readonly words?: string | undefined;
  readonly messageId?: number | undefined;
  readonly reader?: string;
  readonly confirmed?: string | undefined;
  readonly open?: 'skipped' | 'later' | 'officer' | undefined;
  readonly others?: Readonly<Record<string, Json>> | undefined;
}
