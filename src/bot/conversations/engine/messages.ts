import { clip } from '../../../domain/words/clip.ts';
import { localTime } from '../../../domain/when/dates.ts';
import { dayPart } from '../../../domain/words/greeting.ts';
import { readIntent } from '../../../domain/words/intent.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line } from '../../../i18n.ts';
import { answersOf, type DraftState, type Place } from './draft.ts';
import type { AnyQuestion, Choice, Json, Reply, Rows, Said } from './form.ts';
import { fileSentence, removalOf, sorted } from './letter.ts';
import { resumable, type Input, type Step } from './replies.ts';
import { placeChoices } from './screen.ts';
import type { Sent, SentWords } from './sent.ts';
import { Spoken } from './spoken.ts';

/** After this long without a sign, a message is answered with "Lanjutkan, ulang dari awal, atau hapus?". */
const PAUSE_MS = 8 * 60 * 60 * 1000;

/** What is typed, sent or edited in a form. */
export abstract class Messages<C, S, R extends Json> extends Spoken<C, S, R> {
  take(input: Input): Step {
    switch (input.kind) {
      case 'again':
        return this.stay();
      case 'press':
        return this.press(input.revision, input.code);
      case 'edited':
        return input.hasNik
          ? this.stay([line('common.nik.notNeeded')], { deleteMessage: true })
          : this.edited(input);
      case 'other':
        return this.paused(input) ?? this.other(input);
      case 'contact':
        return this.paused(input) ?? this.contact(input);
      case 'text':
        return this.withoutSecret(input.text, this.text(input));
    }
  }

  protected abstract override at(place: Place): Messages<C, S, R>;

  /** The message as the answer that it could be, once the person says so. */
  offer(sent: Sent): DraftState {
    const from = resumable(this.state.place);
    const said = this.kept(sent, from, this.at(from).take(sent));
    return said === undefined ? this.state : { ...this.state, place: { on: 'said', from, said } };
  }

  protected paused(sent: Sent): Step | undefined {
    const away = this.env.now.getTime() - this.env.lastActive.getTime();
    // A brief form is not worth the question; its seeds are no answers either.
    if (
      this.form.brief === true ||
      away < PAUSE_MS ||
      this.state.place.on === 'pause' ||
      Object.keys(this.state.answers).length === 0
    )
      return undefined;
    const from = resumable(this.state.place);
    const direct = this.at(from).take(sent);
    // "Menu" and "stop" want nothing else.
    if (direct.passed === true || direct.ending === 'left') return direct;
    const greeting = line(`start.greeting.${dayPart(localTime(this.env.now, this.env.zone).hour)}`);
    const said = this.kept(sent, from, direct);
    const paused = this.go({ on: 'pause', from, ...(said === undefined ? {} : { said }) }, [
      line('common.hello', { greeting: { line: greeting } }),
    ]);
    // A picture that is no answer leaves the chat also when it is the first sign after a pause.
    const { deleteMessage } = direct;
    return deleteMessage === undefined ? paused : { ...paused, deleteMessage };
  }

  /** A NIK is not kept for later, and a greeting is no answer. */
  private kept(sent: Sent, from: Place, step: Step): Sent | undefined {
    const secret = 'key' in from && this.question(from.key).takesNik === true;
    const greets = sent.kind === 'text' && readIntent(sent.text) === 'greeting';
    return secret || greets || !isAnswer(this.state, step) ? undefined : sent;
  }

  protected text(input: Extract<Input, { kind: 'text' }>): Step {
    const place = this.state.place;
    const letter = this.letter();
    const written = letter === undefined ? undefined : this.write(input, letter);
    if (written !== undefined) return written;
    const question = 'key' in place && place.on !== 'edited' ? this.question(place.key) : undefined;
    if (input.hasNik && question?.takesNik !== true)
      return this.stay(
        [line(place.on === 'question' && place.key === 'nib' ? 'common.nik.atNib' : 'common.nik.notNeeded')],
        { deleteMessage: true },
      );
    if (this.env.promptMessageId !== undefined && input.messageId < this.env.promptMessageId)
      return this.stay(
        [
          this.state.lastText === input.text
            ? line('common.stale.repeated', { words: clip(input.masked, 40) })
            : line('common.stale.other', { words: clip(input.masked, 40) }),
        ],
        question?.takesNik === true ? { deleteMessage: true } : {},
      );
    const paused = this.paused(input);
    if (paused !== undefined) return paused;

    const typed = this.typedButton(input.text);
    // "Batal" is a word as well as a button: who writes it has said already what the button asks.
    if (typed?.code === 'cancel') return this.stopped(input.text);
    if (typed !== undefined) {
      const step = this.chosen(typed.code);
      return { ...step, state: { ...step.state, lastText: input.text } };
    }
    switch (place.on) {
      case 'question':
        return this.read(input, this.question(place.key));
      case 'proposal':
        return this.proposed(place, input.text) ?? this.read(input, this.question(place.key), 'asked-back');
      case 'stuck':
        return (
          this.atStuck(place.key, input.text) ??
          this.instead(input, place) ??
          this.stay([line('common.buttons')])
        );
      case 'leave':
      case 'pause':
        return this.instead(input, resumable(place)) ?? this.button(place, input.text);
      case 'said':
        // The answer itself again, or another one.
        return this.instead(input, place.from) ?? this.button(place, input.text);
      case 'review':
        return this.numbered(input.text) ?? this.button(place, input.text);
      case 'help':
      case 'edited':
      case 'pick':
        return this.button(place, input.text);
    }
  }

  /** Fifteen digits of a NIK tell nearly as much as sixteen: such a message leaves the chat, too. */
  protected withoutSecret(text: string, step: Step): Step {
    const { place } = this.state;
    const secret = 'key' in place && place.on !== 'edited' && this.question(place.key).takesNik === true;
    return secret && (text.match(/\p{N}/gu) ?? []).length >= 8 ? { ...step, deleteMessage: true } : step;
  }

  /** Who writes the answer while something else is asked need not press a button first. */
  protected instead(input: Extract<Input, { kind: 'text' }>, place: Place): Step | undefined {
    if (readWord(input.text) !== undefined || !('key' in place) || place.on === 'edited') return undefined;
    const question = this.question(place.key);
    const kind = this.replyTo(input, question)?.kind;
    return kind === undefined || kind === 'hint' || kind === 'tell'
      ? undefined
      : this.read(input, question, 'asked-back');
  }

  /** A button whose label was typed; reply keyboards answer this way, too. */
  protected typedButton(text: string): Choice | undefined {
    const rows: Rows = placeChoices(this.form, this.state, this.env.context);
    return rows
      .flat()
      .find((choice) => choice.contact !== true && this.env.texts.isLabel(choice.label, text, this.env.to));
  }

  protected replyTo(input: Extract<Input, { kind: 'text' }>, question: AnyQuestion<C>): Reply | undefined {
    return question.read?.(
      { kind: 'text', text: input.text, lines: input.lines },
      answersOf(this.state.answers),
      this.env.context,
    );
  }

  /** Reads an answer; `asked-back`: while a button was asked for, so that not every word is taken. */
  protected read(
    input: Extract<Input, { kind: 'text' }>,
    question: AnyQuestion<C>,
    how: 'open' | 'asked-back' = 'open',
  ): Step {
    const reply: Reply = this.tax(input.text) ?? this.replyTo(input, question) ?? { kind: 'hint' };
    const secret = question.takesNik === true;
    const free = reply.kind === 'accept' && reply.free === true;
    const taken = reply.kind !== 'hint' && reply.kind !== 'tell' && !free;
    const way = taken ? undefined : this.way(question, input.text);
    const elsewhere = reply.kind === 'hint' ? this.elsewhere(question, input.text) : undefined;
    const step =
      way ??
      elsewhere ??
      this.reply(question, free && how === 'asked-back' ? askedBack(reply, input.masked) : reply, {
        words: secret && !input.hasNik ? input.text.replaceAll(/\p{N}/gu, '•') : input.masked,
        messageId: input.messageId,
        reader: question.reader ?? question.key,
      });
    const last = { lastText: secret ? undefined : input.text, lastMessageId: input.messageId };
    return { ...step, state: { ...step.state, ...last } };
  }

  /** "Buat apa, kena pajak?" is a worry at any question: the approved sentence, then the question again. */
  protected tax(text: string): Reply | undefined {
    // In a form of the office it is a subject like any other ("Pelatihan pajak UMKM").
    return this.form.duty === undefined && /\bpajak\b/i.test(text)
      ? { kind: 'tell', text: line('common.tax') }
      : undefined;
  }

  protected contact(input: Extract<Input, { kind: 'contact' }>): Step {
    const place = this.state.place;
    if (place.on !== 'question' && place.on !== 'proposal') return this.stay([line('common.buttons')]);
    const question = this.question(place.key);
    if (question.keyboard === undefined) return this.stay([line('common.notHere')]);
    const reply = question.read?.(
      { kind: 'contact', phone: input.phone, own: input.own },
      answersOf(this.state.answers),
      this.env.context,
    );
    if (reply === undefined) return this.stay([line('common.notHere')]);
    return this.reply(question, reply, {
      words: input.phone,
      messageId: input.messageId,
      reader: 'contact',
    });
  }

  /** The question that is open, or was left open, when its answer is words to another person. */
  protected letter(): AnyQuestion<C> | undefined {
    const place = resumable(this.state.place);
    const question = place.on === 'question' ? this.question(place.key) : undefined;
    return question?.letter === undefined ? undefined : question;
  }

  /**
   * Words to another person. They are never older than their question: the form has no other, and what is sent comes
   * in its order. Undefined for what is no such words ("batal").
   */
  protected write(
    input: Extract<Input, { kind: 'text' | 'other' }>,
    question: AnyQuestion<C>,
  ): Step | undefined {
    if (input.kind === 'text' && this.way(question, input.text) !== undefined) return undefined;
    const it = sorted(input);
    if (it === undefined) return undefined;
    const more = it.deleteMessage === undefined ? {} : { deleteMessage: it.deleteMessage };
    if (it.letter === undefined) return this.stay(it.say, more);
    const reply = question.letter?.(it.letter);
    if (reply === undefined || (reply.kind === 'hint' && input.kind === 'text')) return undefined;
    const { messageId } = input;
    const step = this.reply(question, reply, { words: it.letter.text, messageId, reader: 'letter@1' });
    return { ...step, ...more, say: [...it.say, ...step.say] };
  }

  protected other(input: Extract<Input, { kind: 'other' }>): Step {
    const place = this.state.place;
    const letter = this.letter();
    const written = letter === undefined ? undefined : this.write(input, letter);
    if (written !== undefined) return written;
    const question = place.on === 'question' ? this.question(place.key) : undefined;
    const { what, file, messageId } = input;
    if (question?.readPhoto !== undefined && (file !== undefined || what === 'picture'))
      return this.reply(
        question,
        question.readPhoto(
          file?.kind === 'photo' ? file.fileId : undefined,
          answersOf(this.state.answers),
          this.env.context,
        ),
        { messageId, reader: 'photo' },
      );
    if (question?.readPlace !== undefined && input.place !== undefined)
      return this.reply(
        question,
        question.readPlace(input.place, answersOf(this.state.answers), this.env.context),
        { messageId, reader: 'place' },
      );
    const removal = removalOf(input);
    const read = input.caption === undefined ? undefined : this.readCaption(input, input.caption);
    const step = read ?? this.stay(removal === undefined || removal === true ? [fileSentence(what)] : []);
    return removal === undefined ? step : { ...step, deleteMessage: removal };
  }

  /** The words under a picture may be the answer; what they are is asked back, they may tell only what it shows. */
  protected readCaption(
    { messageId, paper }: Extract<Input, { kind: 'other' }>,
    caption: SentWords,
  ): Step | undefined {
    const place = this.state.place;
    if ((place.on !== 'question' && place.on !== 'proposal') || paper === true) return undefined;
    const question = this.question(place.key);
    if (caption.hasNik && question.takesNik !== true) return undefined;
    const { text, lines, masked } = caption;
    const said: Said = { kind: 'text', text, lines };
    const reply = question.read?.(said, answersOf(this.state.answers), this.env.context);
    const source = { words: masked, messageId, reader: question.reader ?? question.key };
    if (reply?.kind === 'propose') return this.reply(question, reply, source);
    if (reply?.kind !== 'accept' || reply.open !== undefined || question.takesNik === true) return undefined;
    const { value, others } = reply;
    const yes = {
      code: 'yes',
      label: line('common.caption.yes'),
      value,
      ...(others === undefined ? {} : { others }),
    };
    return this.reply(
      question,
      {
        kind: 'propose',
        text: line('common.caption.ask', { words: clip(masked, 60) }),
        options: [yes],
        again: line('common.button.writeAgain'),
      },
      source,
    );
  }

  protected abstract edited(input: Extract<Input, { kind: 'edited' }>): Step;
}

/** "Kemarin sore" at "Ini termasuk makanan?": words that any question of its kind would take count only once confirmed. */
function askedBack(reply: Extract<Reply, { kind: 'accept' }>, words: string): Reply {
  const { value, others } = reply;
  return {
    kind: 'propose',
    text: line('common.meant', { words: clip(words, 40) }),
    options: [
      {
        code: 'meant',
        label: line('common.button.useSaid'),
        value,
        ...(others === undefined ? {} : { others }),
      },
    ],
    again: line('common.button.noWriteAgain'),
  };
}

/** What after a pause is more than a sign of life: it would have moved the form on. */
function isAnswer(before: DraftState, { state, moved, ending }: Step): boolean {
  if (!moved || state.wrong > 0 || ending === 'left' || ending === 'discarded') return false;
  return ending === 'submit' || state.place.on === 'proposal' || state.answers !== before.answers;
}
