import { clip } from '../../../domain/clip.ts';
import { jakartaTime } from '../../../domain/dates.ts';
import { dayPart } from '../../../domain/greeting.ts';
import { readWord } from '../../../domain/words.ts';
import { line } from '../../../i18n.ts';
import { answersOf, type Place } from './draft.ts';
import type { AnyQuestion, Choice, Json, Proposal, Reply, Rows } from './form.ts';
import { Presses } from './presses.ts';
import { resumable, type Input, type Source, type Step } from './replies.ts';
import { placeChoices } from './screen.ts';

/** After this long without a sign, a message is answered with "Lanjutkan, ulang dari awal, atau hapus?". */
const PAUSE_MS = 8 * 60 * 60 * 1000;

/** What is typed, sent or edited in a form. */
export class Messages<C, S, R extends Json> extends Presses<C, S, R> {
  take(input: Input): Step {
    switch (input.kind) {
      case 'again':
        return this.stay();
      case 'press':
        return this.press(input.revision, input.code);
      case 'edited':
        return input.hasNik
          ? this.stay([line('common.nik.notNeeded')], { deleteMessage: true })
          : this.edited(input.messageId);
      case 'other':
        return this.pausedBy(input) ?? this.other(input);
      case 'contact':
        return this.paused() ?? this.contact(input);
      case 'text':
        return this.withoutSecret(input.text, this.text(input));
    }
  }

  protected paused(): Step | undefined {
    const away = this.env.now.getTime() - this.env.lastActive.getTime();
    // A brief form is not worth the question; its seeds are no answers either.
    if (
      this.form.brief === true ||
      away < PAUSE_MS ||
      this.state.place.on === 'pause' ||
      Object.keys(this.state.answers).length === 0
    )
      return undefined;
    const greeting = line(`start.greeting.${dayPart(jakartaTime(this.env.now).hour)}`);
    return this.go({ on: 'pause', from: resumable(this.state.place) }, [
      line('common.hello', { greeting: { line: greeting } }),
    ]);
  }

  /** A picture leaves the chat also when it is the first sign after a pause. */
  protected pausedBy(input: Extract<Input, { kind: 'other' }>): Step | undefined {
    const paused = this.paused();
    return paused === undefined || input.what !== 'picture' ? paused : { ...paused, deleteMessage: true };
  }

  protected text(input: Extract<Input, { kind: 'text' }>): Step {
    const place = this.state.place;
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
    const paused = this.paused();
    if (paused !== undefined) return paused;

    const typed = this.typedButton(input.text);
    if (typed !== undefined) {
      const step = this.chosen(typed.code);
      return { ...step, state: { ...step.state, lastText: input.text } };
    }
    switch (place.on) {
      case 'question':
        return this.read(input, this.question(place.key));
      case 'proposal':
        return this.readProposal(input, place);
      case 'stuck':
        return this.readStuck(input, place.key);
      case 'leave':
      case 'pause':
        return this.meant(place.on, input.text) ?? this.stay([line('common.buttons')]);
      case 'review':
      case 'edited':
      case 'pick':
        return this.stay([line('common.buttons')]);
    }
  }

  /** Fifteen digits of a NIK tell nearly as much as sixteen: such a message leaves the chat, too. */
  protected withoutSecret(text: string, step: Step): Step {
    const { place } = this.state;
    const secret = 'key' in place && place.on !== 'edited' && this.question(place.key).takesNik === true;
    return secret && (text.match(/\p{N}/gu) ?? []).length >= 8 ? { ...step, deleteMessage: true } : step;
  }

  /** Words for the buttons of "Mau berhenti dulu?" and "Mau dilanjutkan?"; never for erasing. */
  protected meant(on: 'leave' | 'pause', text: string): Step | undefined {
    const word = readWord(text);
    if (word === 'stop' || word === 'later' || word === 'menu') return this.chosen('leave');
    const goesOn = on === 'leave' ? word === 'no' || word === 'back' : word === 'yes';
    return goesOn ? this.chosen('continue') : undefined;
  }

  /** Who writes the answer after all need not press "Coba tulis lagi" first. */
  protected readStuck(input: Extract<Input, { kind: 'text' }>, key: string): Step {
    const word = readWord(input.text);
    if (word === 'help' || word === 'yes') return this.stuck(key, 'officer');
    if (word === 'later') return this.stuck(key, 'later');
    const question = this.question(key);
    const reply = question.read?.(
      { kind: 'text', text: input.text },
      answersOf(this.state.answers),
      this.env.context,
    );
    return reply === undefined || reply.kind === 'hint'
      ? this.stay([line('common.buttons')])
      : this.read(input, question);
  }

  /** "Berhenti", "kembali", "nanti", "tolong" at a question that has no such answer. */
  protected way(question: AnyQuestion<C>, text: string): Step | undefined {
    if (question.bare === true) return undefined;
    switch (readWord(text)) {
      case 'stop':
      case 'menu':
        return this.chosen('cancel');
      case 'back':
        return this.back();
      case 'help':
      case 'later':
        return this.go({ on: 'stuck', key: question.key });
      default:
        return undefined;
    }
  }

  /** A button whose label was typed; reply keyboards answer this way, too. */
  protected typedButton(text: string): Choice | undefined {
    const rows: Rows = placeChoices(this.form, this.state, this.env.context);
    return rows
      .flat()
      .find((choice) => choice.contact !== true && this.env.texts.isLabel(choice.label, text, this.env.to));
  }

  protected read(input: Extract<Input, { kind: 'text' }>, question: AnyQuestion<C>): Step {
    const reply: Reply = this.tax(input.text) ??
      question.read?.(
        { kind: 'text', text: input.text, lines: input.lines },
        answersOf(this.state.answers),
        this.env.context,
      ) ?? { kind: 'hint' };
    const secret = question.takesNik === true;
    const way = reply.kind === 'hint' ? this.way(question, input.text) : undefined;
    const step =
      way ??
      this.reply(question, reply, {
        words: secret && !input.hasNik ? input.text.replaceAll(/\p{N}/gu, '•') : input.masked,
        messageId: input.messageId,
        reader: question.reader ?? question.key,
      });
    return { ...step, state: { ...step.state, lastText: secret ? undefined : input.text } };
  }

  /** "Buat apa, kena pajak?" is a worry at any question: the approved sentence, then the question again. */
  protected tax(text: string): Reply | undefined {
    // In a form of the office it is a subject like any other ("Pelatihan pajak UMKM").
    return this.form.duty === undefined && /\bpajak\b/i.test(text)
      ? { kind: 'tell', text: line('common.tax') }
      : undefined;
  }

  protected readProposal(
    input: Extract<Input, { kind: 'text' }>,
    place: Extract<Place, { on: 'proposal' }>,
  ): Step {
    const word = readWord(input.text);
    const [only, ...others] = place.options.filter((option) => option.reply === undefined);
    if (word === 'yes' && only !== undefined && others.every((option) => isEstimateOf(option, only)))
      return this.answerProposal(place, only.code);
    if (word === 'no' || word === 'back') return this.go({ on: 'question', key: place.key });
    // Anything else is read as a new answer to the same question, so that "bukan, 3 juta" costs no extra step.
    return this.read(input, this.question(place.key));
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

  protected other(input: Extract<Input, { kind: 'other' }>): Step {
    const place = this.state.place;
    const question = place.on === 'question' ? this.question(place.key) : undefined;
    if (
      question?.takesMedia === true &&
      (input.what === 'picture' || input.what === 'voice') &&
      input.fileId !== undefined
    ) {
      const sent = {
        what: input.what,
        fileId: input.fileId,
        caption: input.caption ?? '',
        ...(input.fileKind === undefined ? {} : { fileKind: input.fileKind }),
      };
      const source: Source = { messageId: input.messageId, reader: 'media' };
      if (question.readMedia === undefined) return this.accept(question, sent, source);
      const photo = input.photo === true;
      return this.reply(
        question,
        question.readMedia(
          { ...sent, photo, fileKind: input.fileKind },
          answersOf(this.state.answers),
          this.env.context,
        ),
        source,
      );
    }
    if (question?.readPlace !== undefined && input.place !== undefined)
      return this.reply(
        question,
        question.readPlace(input.place, answersOf(this.state.answers), this.env.context),
        { messageId: input.messageId, reader: 'place' },
      );
    switch (input.what) {
      case 'picture':
        return this.stay([], { deleteMessage: true });
      case 'sticker':
        return this.stay([line('common.sticker')]);
      case 'voice':
        return this.stay([line('common.voice')]);
      case 'place':
      case 'else':
        return this.stay([line('common.notHere')]);
    }
  }

  protected edited(messageId: number): Step {
    const key = Object.entries(this.state.answers).find(([, answer]) => answer.messageId === messageId)?.[0];
    if (key === undefined || this.state.place.on === 'pause') return this.stay([line('common.edited.none')]);
    return this.go({ on: 'edited', key, from: resumable(this.state.place) });
  }
}

/** "Benar" and "Benar, kira-kira" offer the same figure: a plain yes means the first. */
function isEstimateOf(option: Proposal, only: Proposal): boolean {
  return option.code.startsWith(`${only.code}-`);
}
