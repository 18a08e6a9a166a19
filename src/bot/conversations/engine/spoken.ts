import { readIntent } from '../../../domain/words/intent.ts';
import { localDate } from '../../../domain/month/calendar.ts';
import { readReportLine } from '../../../domain/sales/report-line.ts';
import { readWord } from '../../../domain/words/words.ts';
import { line, type Line } from '../../../i18n.ts';
import { answersOf, type Place } from './draft.ts';
import type { AnyQuestion, Choice, Json, Proposal } from './form.ts';
import { Presses } from './presses.ts';
import { resumable, type Step } from './replies.ts';
import { placeChoices, USE_SAID } from './screen.ts';

/** After so many words that fit no button, a person is offered. */
const UNCLEAR_BEFORE_PERSON = 3;

/** Words in the place of buttons: no, stop, back, help and menu count everywhere in a form. */
export abstract class Spoken<C, S, R extends Json> extends Presses<C, S, R> {
  /** Left as it stands, and what was written is answered outside. */
  protected pass(): Step {
    return { ...this.stay(), passed: true, prompt: false };
  }

  /** What means the same at every place. */
  protected everywhere(text: string): Step | undefined {
    if (asksToStopMessages(text)) return this.pass();
    switch (readWord(text)) {
      case 'stop':
        return this.stopped(text);
      case 'menu':
        return this.pass();
      case 'help':
        return this.helped();
      default:
        return undefined;
    }
  }

  /** "Stop" here ends the form, not the news; who may have meant the news reads how to end them. */
  protected stopped(text: string): Step {
    const mayMeanNews = this.form.duty === undefined && /st?op|setop|henti|mande[gk]/iu.test(text);
    return this.quit(mayMeanNews ? [line('common.newsGoOn')] : []);
  }

  protected helped(): Step {
    const at = resumable(this.state.place);
    return 'key' in at ? this.go({ on: 'stuck', key: at.key }) : this.go({ on: 'help', from: at });
  }

  /** A word that is no answer to this question. */
  protected way(question: AnyQuestion<C>, text: string): Step | undefined {
    const refusal = this.usual(question).find((it) => it.reply.kind === 'decline');
    const skip = this.usual(question).find((it) => it.code === 'skip');
    const alone = question.bare === true;
    switch (readWord(text)) {
      case 'no':
        if (refusal !== undefined) return this.chosen(refusal.code);
        return skip === undefined ? this.chosen('cancel') : this.chosen(skip.code);
      case 'skip':
        if (skip !== undefined) return this.chosen(skip.code);
        return question.leaveOpen === undefined ? undefined : this.helped();
      case 'back':
        return alone && refusal !== undefined && this.isFirst(question)
          ? this.chosen(refusal.code)
          : this.back();
      case 'later':
        if (!alone) return this.helped();
        return refusal === undefined ? this.quit() : this.chosen(refusal.code);
      case 'stop':
        return alone && refusal !== undefined ? this.chosen(refusal.code) : this.stopped(text);
      case 'yes': {
        const yes = this.usual(question).find((it) => it.code === 'yes' && it.reply.kind === 'accept');
        if (yes !== undefined && question.byButton !== true) return this.chosen(yes.code);
        return alone ? this.onlyByButton(question) : undefined;
      }
      default:
        return this.everywhere(text);
    }
  }

  /** "Nggih" at a consent is no wrong answer, but none either. */
  private onlyByButton(question: AnyQuestion<C>): Step {
    const state = { ...this.state, wrong: Math.max(1, this.state.wrong) };
    return { ...this.stay([question.hints[0]]), state };
  }

  /** A short form is not worth holding on to somebody who writes of something else ("lapor 2 jt"). */
  protected elsewhere(question: AnyQuestion<C>, text: string): Step | undefined {
    const short = this.form.brief === true || question.bare === true;
    if (this.form.duty !== undefined || !short) return undefined;
    const intent = readIntent(text);
    const leads =
      (intent !== undefined && ![this.form.name, 'greeting', 'data'].includes(intent)) ||
      readReportLine(text, localDate(this.env.now, this.env.zone)) !== undefined;
    return leads ? this.pass() : undefined;
  }

  private isFirst(question: AnyQuestion<C>): boolean {
    return this.form.questions[0]?.key === question.key;
  }

  /** The buttons of a question, without those that stand there only as help. */
  private usual(question: AnyQuestion<C>): readonly Choice[] {
    return (question.choices?.(answersOf(this.state.answers), this.env.context) ?? []).flat();
  }

  /** A place with buttons alone: its words, then those that count everywhere. */
  protected button(place: Place, text: string): Step {
    const code = this.codeFor(place, text);
    if (code !== undefined) return this.chosen(code);
    const step = this.everywhere(text);
    if (step !== undefined) return step;
    const wrong = this.state.wrong + 1;
    if (place.on === 'review' && wrong >= UNCLEAR_BEFORE_PERSON) return this.helped();
    return { ...this.stay([line('common.buttons')]), state: { ...this.state, wrong } };
  }

  /** The button that a word stands for; never for throwing answers away. */
  private codeFor(place: Place, text: string): string | undefined {
    const word = readWord(text);
    switch (place.on) {
      case 'leave':
        if (word === 'no' || word === 'back' || /^lanjut/iu.test(text)) return 'continue';
        return word === 'yes' || word === 'stop' || word === 'later' ? 'leave' : undefined;
      case 'pause':
        if (word === 'yes') return 'continue';
        return word === 'no' || word === 'stop' || word === 'later' ? 'leave' : undefined;
      case 'help':
        if (word === 'yes' || word === 'help') return 'officer';
        return word === 'no' || word === 'back' ? 'continue' : undefined;
      case 'edited':
        if (word === 'yes' || word === 'changed') return 'change';
        return word === 'no' || word === 'back' || word === 'same' ? 'keep' : undefined;
      case 'pick':
        return word === 'no' || word === 'back' || word === 'same' ? 'review' : undefined;
      case 'review':
        return this.codeAtReview(text);
      case 'said':
        if (word === 'yes') return USE_SAID;
        return word === 'no' || word === 'back' ? 'again' : undefined;
      case 'question':
      case 'proposal':
      case 'stuck':
        return undefined;
    }
  }

  private codeAtReview(text: string): string | undefined {
    switch (readWord(text)) {
      case 'yes':
      case 'same':
        return 'send';
      case 'no':
      case 'changed':
        return this.form.review === undefined ? 'cancel' : 'change';
      case 'back':
        return 'back';
      case 'later':
        return 'leave';
      default:
        return undefined;
    }
  }

  /** "Ubah nomor 9" at the review: that answer at once. */
  protected numbered(text: string): Step | undefined {
    const number = /^(?:(?:ubah|ganti|ralat)\s*)?(?:(?:jawaban|nomor|nomer|no)\.?\s*)*(\d{1,2})$/iu.exec(
      text,
    )?.[1];
    if (number === undefined) return undefined;
    const pick = placeChoices(this.form, { ...this.state, place: { on: 'pick' } }, this.env.context).flat();
    const found = pick.find((it) => this.env.texts.isLabel(it.label, number, this.env.to));
    return found === undefined ? undefined : this.change(found.code);
  }

  /** What a word means at a question that the bot has asked back. */
  protected proposed(place: Extract<Place, { on: 'proposal' }>, text: string): Step | undefined {
    switch (readWord(text)) {
      case 'yes': {
        const meant = yesOf(place.options);
        return meant === undefined
          ? this.stay([line('common.buttons')])
          : this.answerProposal(place, meant.code);
      }
      case 'no':
      case 'back':
      case 'changed':
        return this.go({ on: 'question', key: place.key });
      case 'later':
        return this.helped();
      default:
        return this.everywhere(text);
    }
  }

  protected atStuck(key: string, text: string): Step | undefined {
    switch (readWord(text)) {
      case 'help':
      case 'yes':
        return this.stuck(key, 'officer');
      case 'later':
      case 'skip':
        return this.stuck(key, 'later');
      case 'no':
      case 'back':
        return this.stuck(key, 'again');
      default:
        return this.everywhere(text);
    }
  }
}

/** "Stop kabar", "jangan ingatkan lagi": what ends messages of the bot counts in a form, too. */
function asksToStopMessages(text: string): boolean {
  const intent = readIntent(text);
  return intent === 'stop-news' || intent === 'stop-reminders';
}

/** "Benar" and "Benar, kira-kira" offer the same figure: a plain yes means the first. */
function isEstimateOf(option: Proposal, only: Proposal): boolean {
  return option.code.startsWith(`${only.code}-`);
}

/** What a plain yes chooses: the only value, or the only button that says yes. */
function yesOf(options: readonly Proposal[]): Proposal | undefined {
  const values = options.filter((option) => option.reply === undefined);
  const [only, ...others] = values;
  if (only !== undefined && others.every((option) => isEstimateOf(option, only))) return only;
  const saying = values.filter(({ label }) => isYes(label));
  return saying.length === 1 ? saying[0] : undefined;
}

function isYes(label: Line): boolean {
  return 'key' in label && (label.key === 'common.button.yes' || label.key === 'common.button.yesThis');
}
