import { jakartaTime } from '../../../domain/dates.ts';
import { dayPart } from '../../../domain/greeting.ts';
import { readWord } from '../../../domain/words.ts';
import { line, type Addressee, type Line, type Texts } from '../../../i18n.ts';
import { answersOf, applicable, firstOpen, withAnswer, type DraftState, type Place } from './draft.ts';
import type { AnyQuestion, Choice, Form, Json, Proposal, Reply, Rows, StoredAnswer } from './form.ts';
import { placeChoices } from './screen.ts';

/** What a person did, free of Telegram. */
export type Input =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly masked: string;
      readonly hasNik: boolean;
      readonly messageId: number;
    }
  | { readonly kind: 'press'; readonly revision: number; readonly code: string }
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean; readonly messageId: number }
  | {
      readonly kind: 'other';
      readonly what: OtherContent;
      readonly messageId: number;
      readonly fileId?: string | undefined;
      readonly caption?: string | undefined;
    }
  | { readonly kind: 'edited'; readonly messageId: number; readonly hasNik: boolean }
  /** Nothing was said: the question now open is shown again. */
  | { readonly kind: 'again' };

export type OtherContent = 'sticker' | 'voice' | 'picture' | 'place' | 'else';

/** What the shell must do beside storing the state. */
export type Ending = 'submit' | 'left' | 'discarded' | 'declined';

export interface Step {
  readonly state: DraftState;
  /** Sentences before the next prompt. */
  readonly say: readonly Line[];
  /** A notice on the screen instead of a message. */
  readonly toast?: Line;
  readonly ending?: Ending;
  /** The message must not stay in the chat. */
  readonly deleteMessage?: boolean;
  /** The message with the pressed button changes instead of a new one. */
  readonly inPlace?: boolean;
  /** The question to be handed to an officer. */
  readonly help?: string;
  /** False when only a notice is shown and the prompt on the screen stays. */
  readonly prompt: boolean;
  /** The open question changed: buttons shown before are old now. */
  readonly moved: boolean;
}

export interface StepEnvironment<C> {
  readonly context: C;
  readonly now: Date;
  readonly revision: number;
  readonly promptMessageId: number | undefined;
  readonly lastActive: Date;
  readonly texts: Texts;
  readonly to: Addressee;
}

/** After this long without a sign, a message is answered with "Lanjutkan, ulang dari awal, atau hapus?". */
const PAUSE_MS = 8 * 60 * 60 * 1000;
const WRONG_BEFORE_PERSON = 3;

/**
 * One move in a form: state and input in, state and words out. Pure: no clock, no database, no Telegram.
 */
export function step<C, S, R extends Json>(
  form: Form<C, S, R>,
  state: DraftState,
  input: Input,
  env: StepEnvironment<C>,
): Step {
  return new Move(form, state, env).take(input);
}

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

function resumable(place: Place): Place {
  if ('from' in place) return resumable(place.from);
  return place.on === 'stuck' ? { on: 'question', key: place.key } : place;
}

/** Where a new draft begins. */
export function opening<C, S, R extends Json>(
  form: Form<C, S, R>,
  answers: Readonly<Record<string, StoredAnswer>>,
  env: StepEnvironment<C>,
): Step {
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  return new Move(form, { ...blank, place: nextPlace(form, blank, env.context) }, env).hear();
}

function nextPlace<C, S, R extends Json>(form: Form<C, S, R>, state: DraftState, context: C): Place {
  const open = firstOpen(form.questions, state, context);
  return open === undefined ? { on: 'review' } : { on: 'question', key: open.key };
}

class Move<C, S, R extends Json> {
  readonly #form: Form<C, S, R>;
  readonly #state: DraftState;
  readonly #env: StepEnvironment<C>;

  constructor(form: Form<C, S, R>, state: DraftState, env: StepEnvironment<C>) {
    this.#form = form;
    this.#env = env;
    this.#state = repaired(form, state, env.context);
  }

  take(input: Input): Step {
    switch (input.kind) {
      case 'again':
        return this.#stay();
      case 'press':
        return this.#press(input.revision, input.code);
      case 'edited':
        return input.hasNik
          ? this.#stay([line('common.nik.notNeeded')], { deleteMessage: true })
          : this.#edited(input.messageId);
      case 'other':
        return this.#pausedBy(input) ?? this.#other(input);
      case 'contact':
        return this.#paused() ?? this.#contact(input);
      case 'text':
        return this.#withoutSecret(input.text, this.#text(input));
    }
  }

  // ---- results -------------------------------------------------------------------------------------------

  #stay(say: readonly Line[] = [], more: Partial<Step> = {}): Step {
    return { state: this.#state, say, prompt: true, moved: false, ...more };
  }

  #toast(toast: Line): Step {
    return { state: this.#state, say: [], toast, prompt: false, moved: false };
  }

  #go(place: Place, say: readonly Line[] = [], more: Partial<DraftState> = {}): Step {
    return { state: { ...this.#state, wrong: 0, ...more, place }, say, prompt: true, moved: true };
  }

  /** On to whatever is open now; a form without review is sent by its last answer. */
  #onward(state: DraftState, say: readonly Line[] = [], more: Partial<Step> = {}): Step {
    const place = nextPlace(this.#form, state, this.#env.context);
    const { review } = this.#form;
    const done =
      place.on === 'review' &&
      (review === undefined || review.when?.(answersOf(state.answers), this.#env.context) === false);
    const next: DraftState = { ...state, wrong: 0, editing: undefined, place };
    if (done) return { state: next, say, prompt: false, moved: true, ending: 'submit', ...more };
    const heard = new Move(this.#form, next, this.#env).hear();
    return { ...heard, say: [...say, ...heard.say], moved: true, ...more };
  }

  /** What was told beforehand about the question now open is answered as if it were said now. */
  hear(): Step {
    const { place, answers } = this.#state;
    const question = place.on === 'question' ? this.#question(place.key) : undefined;
    const told = question?.told === undefined ? undefined : answers[question.told.key];
    if (question?.told === undefined || told === undefined) return this.#stay();
    const reply = question.told.reply(told.value, answersOf(answers), this.#env.context);
    return this.#reply(question, reply, {
      words: told.words,
      messageId: told.messageId,
      reader: question.reader ?? question.key,
    });
  }

  // ---- presses -------------------------------------------------------------------------------------------

  #press(revision: number, code: string): Step {
    if (revision !== this.#env.revision) {
      const last = this.#state.lastPress;
      const twice = last?.revision === revision && last.code === code;
      return this.#toast(line(twice ? 'common.press.twice' : 'common.press.old'));
    }
    const step = this.#chosen(code);
    return step.moved || step.ending !== undefined
      ? { ...step, state: { ...step.state, lastPress: { revision, code } } }
      : step;
  }

  #chosen(code: string): Step {
    const place = this.#state.place;
    switch (code) {
      case 'cancel':
        return this.#go({ on: 'leave', from: place });
      case 'back':
        return this.#back();
      case 'leave':
        return {
          ...this.#go(place.on === 'leave' ? place.from : place, [line('common.left')]),
          ending: 'left',
          prompt: false,
        };
      case 'discard':
        return { ...this.#stay([line('common.discarded')]), ending: 'discarded', prompt: false, moved: true };
      case 'continue':
        return this.#go('from' in place ? resumable(place.from) : place);
      case 'restart':
        return this.#restart();
    }
    switch (place.on) {
      case 'question':
        return this.#chose(place.key, code);
      case 'proposal':
        return this.#answerProposal(place, code);
      case 'stuck':
        return this.#stuck(place.key, code);
      case 'review':
        return this.#review(code);
      case 'pick':
        return this.#pick(code);
      case 'edited':
        return code === 'change' ? this.#change(place.key) : this.#go(resumable(place.from));
      case 'leave':
      case 'pause':
        return this.#toast(line('common.press.old'));
    }
  }

  /** From the beginning; what was known before the first question (the business, the month) stays known. */
  #restart(): Step {
    const answers = Object.fromEntries(
      Object.entries(this.#state.answers).filter(([, answer]) => answer.reader === 'seed'),
    );
    return this.#go(nextPlace(this.#form, { ...this.#state, answers }, this.#env.context), [], {
      answers,
      editing: undefined,
    });
  }

  #back(): Step {
    const place = resumable(this.#state.place);
    if (place.on === 'proposal') return this.#go({ on: 'question', key: place.key });
    if (place.on === 'pick') return this.#go({ on: 'review' });
    if (this.#state.editing !== undefined) return this.#go({ on: 'review' }, [], { editing: undefined });
    const list = applicable(this.#form.questions, this.#state, this.#env.context);
    const at = place.on === 'question' ? list.findIndex((it) => it.key === place.key) : list.length;
    const before = list[at - 1];
    if (before === undefined) return this.#go({ on: 'leave', from: place });
    return this.#go({ on: 'question', key: before.key });
  }

  #chose(key: string, code: string): Step {
    const question = this.#question(key);
    const answers = answersOf(this.#state.answers);
    const rows = [
      ...(question.choices?.(answers, this.#env.context) ?? []),
      ...(question.help?.(answers, this.#env.context) ?? []),
    ];
    const choice = rows.flat().find((it) => it.code === code);
    if (choice === undefined) return this.#toast(line('common.press.old'));
    return this.#reply(question, choice.reply, { reader: 'button', confirmed: code });
  }

  #answerProposal(place: Extract<Place, { on: 'proposal' }>, code: string): Step {
    if (code === 'again') return this.#go({ on: 'question', key: place.key });
    const option = place.options.find((it) => it.code === code);
    if (option === undefined) return this.#toast(line('common.press.old'));
    const question = this.#question(place.key);
    const reader = place.words === undefined ? 'button' : (question.reader ?? question.key);
    const source: Source = { words: place.words, messageId: place.messageId, reader, confirmed: code };
    if (option.reply !== undefined) return this.#reply(question, option.reply, source);
    return this.#accept(question, option.value, { ...source, others: option.others });
  }

  #stuck(key: string, code: string): Step {
    const question = this.#question(key);
    switch (code) {
      case 'again':
        return this.#go({ on: 'question', key });
      case 'officer':
        if (question.needed === true)
          return { ...this.#go({ on: 'question', key }), help: key, ending: 'left', prompt: false };
        return { ...this.#leaveOpen(question, 'officer'), help: key };
      case 'later':
        return question.leaveOpen === undefined
          ? this.#go({ on: 'question', key })
          : this.#leaveOpen(question, 'later');
      default:
        return this.#toast(line('common.press.old'));
    }
  }

  #leaveOpen(question: AnyQuestion<C>, open: 'later' | 'officer'): Step {
    const stored = this.#stored(null, { reader: 'button', open });
    const answers = withAnswer(
      this.#form.questions,
      this.#state.answers,
      question.key,
      stored,
      this.#state.editing !== undefined,
    );
    return this.#onward({ ...this.#state, answers });
  }

  #review(code: string): Step {
    if (code === 'change') return this.#go({ on: 'pick' });
    if (code === 'save')
      return { ...this.#go({ on: 'review' }, [line('common.left')]), ending: 'left', prompt: false };
    if (code !== 'send') return this.#toast(line('common.press.old'));
    if (firstOpen(this.#form.questions, this.#state, this.#env.context) !== undefined)
      return this.#onward(this.#state);
    return { ...this.#stay(), ending: 'submit', prompt: false, moved: true };
  }

  #pick(code: string): Step {
    return code === 'review' ? this.#go({ on: 'review' }) : this.#change(code);
  }

  #change(key: string): Step {
    if (!this.#form.questions.some((it) => it.key === key)) return this.#toast(line('common.press.old'));
    return this.#go({ on: 'question', key }, [], { editing: key });
  }

  // ---- what is typed or sent -----------------------------------------------------------------------------

  #paused(): Step | undefined {
    const away = this.#env.now.getTime() - this.#env.lastActive.getTime();
    // A brief form is not worth the question; its seeds are no answers either.
    if (
      this.#form.brief === true ||
      away < PAUSE_MS ||
      this.#state.place.on === 'pause' ||
      Object.keys(this.#state.answers).length === 0
    )
      return undefined;
    const greeting = line(`start.greeting.${dayPart(jakartaTime(this.#env.now).hour)}`);
    return this.#go({ on: 'pause', from: resumable(this.#state.place) }, [
      line('common.hello', { greeting: { line: greeting } }),
    ]);
  }

  /** A picture leaves the chat also when it is the first sign after a pause. */
  #pausedBy(input: Extract<Input, { kind: 'other' }>): Step | undefined {
    const paused = this.#paused();
    return paused === undefined || input.what !== 'picture' ? paused : { ...paused, deleteMessage: true };
  }

  #text(input: Extract<Input, { kind: 'text' }>): Step {
    const place = this.#state.place;
    const question = 'key' in place && place.on !== 'edited' ? this.#question(place.key) : undefined;
    if (input.hasNik && question?.takesNik !== true)
      return this.#stay(
        [line(place.on === 'question' && place.key === 'nib' ? 'common.nik.atNib' : 'common.nik.notNeeded')],
        { deleteMessage: true },
      );
    if (this.#env.promptMessageId !== undefined && input.messageId < this.#env.promptMessageId)
      return this.#stay(
        [
          this.#state.lastText === input.text
            ? line('common.stale.repeated', { words: short(input.masked) })
            : line('common.stale.other', { words: short(input.masked) }),
        ],
        question?.takesNik === true ? { deleteMessage: true } : {},
      );
    const paused = this.#paused();
    if (paused !== undefined) return paused;

    const typed = this.#typedButton(input.text);
    if (typed !== undefined) {
      const step = this.#chosen(typed.code);
      return { ...step, state: { ...step.state, lastText: input.text } };
    }
    switch (place.on) {
      case 'question':
        return this.#read(input, this.#question(place.key));
      case 'proposal':
        return this.#readProposal(input, place);
      case 'stuck':
        return this.#readStuck(input, place.key);
      case 'leave':
      case 'pause':
        return this.#meant(place.on, input.text) ?? this.#stay([line('common.buttons')]);
      case 'review':
      case 'edited':
      case 'pick':
        return this.#stay([line('common.buttons')]);
    }
  }

  /** Fifteen digits of a NIK tell nearly as much as sixteen: such a message leaves the chat, too. */
  #withoutSecret(text: string, step: Step): Step {
    const { place } = this.#state;
    const secret = 'key' in place && place.on !== 'edited' && this.#question(place.key).takesNik === true;
    return secret && (text.match(/\p{N}/gu) ?? []).length >= 8 ? { ...step, deleteMessage: true } : step;
  }

  /** Words for the buttons of "Mau berhenti dulu?" and "Mau dilanjutkan?"; never for erasing. */
  #meant(on: 'leave' | 'pause', text: string): Step | undefined {
    const word = readWord(text);
    if (word === 'stop' || word === 'later' || word === 'menu') return this.#chosen('leave');
    const goesOn = on === 'leave' ? word === 'no' || word === 'back' : word === 'yes';
    return goesOn ? this.#chosen('continue') : undefined;
  }

  /** Who writes the answer after all need not press "Coba tulis lagi" first. */
  #readStuck(input: Extract<Input, { kind: 'text' }>, key: string): Step {
    const word = readWord(input.text);
    if (word === 'help' || word === 'yes') return this.#stuck(key, 'officer');
    if (word === 'later') return this.#stuck(key, 'later');
    const question = this.#question(key);
    const reply = question.read?.(
      { kind: 'text', text: input.text },
      answersOf(this.#state.answers),
      this.#env.context,
    );
    return reply === undefined || reply.kind === 'hint'
      ? this.#stay([line('common.buttons')])
      : this.#read(input, question);
  }

  /** "Berhenti", "kembali", "nanti", "tolong" at a question that has no such answer. */
  #way(question: AnyQuestion<C>, text: string): Step | undefined {
    if (question.bare === true) return undefined;
    switch (readWord(text)) {
      case 'stop':
      case 'menu':
        return this.#chosen('cancel');
      case 'back':
        return this.#back();
      case 'help':
      case 'later':
        return this.#go({ on: 'stuck', key: question.key });
      default:
        return undefined;
    }
  }

  /** A button whose label was typed; reply keyboards answer this way, too. */
  #typedButton(text: string): Choice | undefined {
    const rows: Rows = placeChoices(this.#form, this.#state, this.#env.context);
    return rows
      .flat()
      .find((choice) => choice.contact !== true && this.#env.texts.isLabel(choice.label, text, this.#env.to));
  }

  #read(input: Extract<Input, { kind: 'text' }>, question: AnyQuestion<C>): Step {
    const reply: Reply = this.#tax(input.text) ??
      question.read?.(
        { kind: 'text', text: input.text },
        answersOf(this.#state.answers),
        this.#env.context,
      ) ?? { kind: 'hint' };
    const secret = question.takesNik === true;
    const way = reply.kind === 'hint' ? this.#way(question, input.text) : undefined;
    const step =
      way ??
      this.#reply(question, reply, {
        words: secret && !input.hasNik ? input.text.replaceAll(/\p{N}/gu, '•') : input.masked,
        messageId: input.messageId,
        reader: question.reader ?? question.key,
      });
    return { ...step, state: { ...step.state, lastText: secret ? undefined : input.text } };
  }

  /** "Buat apa, kena pajak?" is a worry at any question: the approved sentence, then the question again. */
  #tax(text: string): Reply | undefined {
    return /\bpajak\b/i.test(text) ? { kind: 'tell', text: line('common.tax') } : undefined;
  }

  #readProposal(input: Extract<Input, { kind: 'text' }>, place: Extract<Place, { on: 'proposal' }>): Step {
    const word = readWord(input.text);
    const [only, ...others] = place.options.filter((option) => option.reply === undefined);
    if (word === 'yes' && only !== undefined && others.every((option) => isEstimateOf(option, only)))
      return this.#answerProposal(place, only.code);
    if (word === 'no' || word === 'back') return this.#go({ on: 'question', key: place.key });
    // Anything else is read as a new answer to the same question, so that "bukan, 3 juta" costs no extra step.
    return this.#read(input, this.#question(place.key));
  }

  #contact(input: Extract<Input, { kind: 'contact' }>): Step {
    const place = this.#state.place;
    if (place.on !== 'question' && place.on !== 'proposal') return this.#stay([line('common.buttons')]);
    const question = this.#question(place.key);
    if (question.keyboard === undefined) return this.#stay([line('common.notHere')]);
    const reply = question.read?.(
      { kind: 'contact', phone: input.phone, own: input.own },
      answersOf(this.#state.answers),
      this.#env.context,
    );
    if (reply === undefined) return this.#stay([line('common.notHere')]);
    return this.#reply(question, reply, {
      words: input.phone,
      messageId: input.messageId,
      reader: 'contact',
    });
  }

  #other(input: Extract<Input, { kind: 'other' }>): Step {
    const place = this.#state.place;
    const question = place.on === 'question' ? this.#question(place.key) : undefined;
    if (
      question?.takesMedia === true &&
      (input.what === 'picture' || input.what === 'voice') &&
      input.fileId !== undefined
    )
      return this.#accept(
        question,
        { what: input.what, fileId: input.fileId, caption: input.caption ?? '' },
        { messageId: input.messageId, reader: 'media' },
      );
    switch (input.what) {
      case 'picture':
        return this.#stay([], { deleteMessage: true });
      case 'sticker':
        return this.#stay([line('common.sticker')]);
      case 'voice':
        return this.#stay([line('common.voice')]);
      case 'place':
      case 'else':
        return this.#stay([line('common.notHere')]);
    }
  }

  #edited(messageId: number): Step {
    const key = Object.entries(this.#state.answers).find(([, answer]) => answer.messageId === messageId)?.[0];
    if (key === undefined || this.#state.place.on === 'pause')
      return this.#stay([line('common.edited.none')]);
    return this.#go({ on: 'edited', key, from: resumable(this.#state.place) });
  }

  // ---- replies of a question -----------------------------------------------------------------------------

  #reply(question: AnyQuestion<C>, reply: Reply, source: Source): Step {
    switch (reply.kind) {
      case 'accept':
        return this.#accept(question, reply.value, { ...source, open: reply.open, others: reply.others });
      case 'propose':
        return this.#go({
          on: 'proposal',
          key: question.key,
          text: reply.text,
          options: reply.options,
          again: reply.again,
          words: source.words,
          messageId: source.messageId,
        });
      case 'tell':
        return this.#stay([reply.text]);
      case 'mark': {
        const set = Object.entries(reply.set).map(([key, value]): [string, StoredAnswer] => [
          key,
          this.#stored(value, source),
        ]);
        return {
          ...this.#stay(),
          state: { ...this.#state, answers: { ...this.#state.answers, ...Object.fromEntries(set) } },
          inPlace: true,
        };
      }
      case 'decline':
        return {
          ...this.#stay([reply.text]),
          ending: reply.discard === true ? 'discarded' : 'declined',
          prompt: false,
          moved: true,
        };
      case 'jump': {
        const kept = Object.entries(this.#state.answers).filter(([key]) => !reply.clear.includes(key));
        const set = Object.entries(reply.set ?? {}).map(([key, value]): [string, StoredAnswer] => [
          key,
          this.#stored(value, source),
        ]);
        const cleared = Object.fromEntries([...kept, ...set]);
        const gone = this.#go(
          { on: 'question', key: reply.to },
          reply.text === undefined ? [] : [reply.text],
          { answers: cleared },
        );
        const told = this.#question(reply.to).told?.key;
        if (told === undefined || reply.set?.[told] === undefined) return gone;
        const heard = new Move(this.#form, gone.state, this.#env).hear();
        return { ...heard, say: [...gone.say, ...heard.say], moved: true };
      }
      case 'hint':
        return this.#hint(question, reply.text);
    }
  }

  #hint(question: AnyQuestion<C>, text: Line | undefined): Step {
    const wrong = this.#state.wrong + 1;
    const state = { ...this.#state, wrong };
    const place: Place = { on: 'question', key: question.key };
    if (question.bare !== true && wrong >= WRONG_BEFORE_PERSON)
      return {
        state: { ...state, wrong: 0, place: { on: 'stuck', key: question.key } },
        say: [],
        prompt: true,
        moved: true,
      };
    const moved = this.#state.place.on !== 'question';
    return {
      state: { ...state, place },
      say: wrong === 1 || question.bare === true ? [text ?? question.hints[0]] : [],
      prompt: true,
      moved,
    };
  }

  #accept(question: AnyQuestion<C>, value: Json, source: Source): Step {
    const editing = this.#state.editing !== undefined;
    const earlier = new Set(Object.keys(this.#state.answers));
    let answers = withAnswer(
      this.#form.questions,
      this.#state.answers,
      question.key,
      this.#stored(value, source),
      editing,
    );
    for (const [key, other] of Object.entries(source.others ?? {}))
      answers = withAnswer(this.#form.questions, answers, key, this.#stored(other, source), editing);
    const say = editing
      ? this.#changeNote(
          question,
          answers,
          [...earlier].filter((key) => answers[key] === undefined),
        )
      : [];
    const step = this.#onward({ ...this.#state, answers, lastText: source.words }, say);
    return step.ending === undefined && editing && step.state.place.on === 'question'
      ? { ...step, state: { ...step.state, editing: question.key } }
      : step;
  }

  /** "Kecamatan diubah menjadi Kebomas. Karena itu, desanya mohon dipilih lagi." */
  #changeNote(
    question: AnyQuestion<C>,
    answers: Readonly<Record<string, StoredAnswer>>,
    lost: readonly string[],
  ): readonly Line[] {
    const stored = answers[question.key];
    if (stored === undefined || stored.open !== undefined || question.showStored === undefined) return [];
    const shown = question.showStored(stored.value, answersOf(answers), this.#env.context);
    return [line(lost.length === 0 ? 'common.changed' : 'common.changedMore', { what: { line: shown } })];
  }

  #stored(value: Json, source: Source): StoredAnswer {
    return {
      value,
      words: source.words,
      reader: source.reader ?? 'button',
      at: this.#env.now.toISOString(),
      confirmed: source.confirmed,
      open: source.open,
      messageId: source.messageId,
    };
  }

  #question(key: string): AnyQuestion<C> {
    const found = this.#form.questions.find((it) => it.key === key);
    if (found === undefined)
      throw new Error(
        `form ${this.#form.name}: expected a question named ${key}, have ${this.#form.questions.map((it) => it.key).join(', ')}`,
      );
    return found;
  }
}

interface Source {
  readonly words?: string | undefined;
  readonly messageId?: number | undefined;
  readonly reader?: string;
  readonly confirmed?: string | undefined;
  readonly open?: 'skipped' | 'later' | 'officer' | undefined;
  readonly others?: Readonly<Record<string, Json>> | undefined;
}

/** "Benar" and "Benar, kira-kira" offer the same figure: a plain yes means the first. */
function isEstimateOf(option: Proposal, only: Proposal): boolean {
  return option.code.startsWith(`${only.code}-`);
}

function short(words: string): string {
  return words.length <= 40 ? words : `${words.slice(0, 39)}…`;
}
