import { line, type Line } from '../../../i18n.ts';
import { answersOf, applicable, firstOpen, withAnswer, type Place } from './draft.ts';
import type { AnyQuestion, Json } from './form.ts';
import { nextPlace, Replies, resumable, type Input, type Source, type Step } from './replies.ts';
import { USE_SAID } from './screen.ts';

/** What the buttons of a form do, decided by their code and the place. */
export abstract class Presses<C, S, R extends Json> extends Replies<C, S, R> {
  /** The same form at another place, as if the pause were over. */
  protected abstract at(place: Place): Presses<C, S, R>;
  protected abstract take(input: Input): Step;

  protected press(revision: number, code: string): Step {
    const last = this.state.lastPress;
    if (revision !== this.env.revision && last?.revision === revision && last.code === code)
      return { ...this.old(), toast: line('common.press.twice') };
    const at = this.pressedAt(revision);
    if (at === undefined) return this.old();
    const step = at.chosen(code);
    return step.moved || step.ending !== undefined
      ? { ...step, state: { ...step.state, lastPress: { revision, code } } }
      : step;
  }

  /** Where a press counts: at what is on the screen now, or at an earlier prompt of the question that is open. */
  protected pressedAt(revision: number): Presses<C, S, R> | undefined {
    if (revision === this.env.revision) return this;
    const asked = this.state.asked?.[revision];
    const open = resumable(this.state.place);
    return asked !== undefined && 'key' in open && open.key === asked
      ? this.at({ on: 'question', key: asked })
      : undefined;
  }

  protected chosen(code: string): Step {
    const place = this.state.place;
    switch (code) {
      case 'cancel':
        return this.go({ on: 'leave', from: place });
      case 'back':
        return this.back();
      case 'leave':
        return this.quit();
      case 'discard':
        return { ...this.stay([line('common.discarded')]), ending: 'discarded', prompt: false, moved: true };
      case 'continue':
        return place.on === 'pause' && place.said !== undefined
          ? this.go({ on: 'said', from: resumable(place.from), said: place.said })
          : this.go('from' in place ? resumable(place.from) : place);
      case 'restart':
        return this.restart();
    }
    switch (place.on) {
      case 'question':
        return this.chose(place.key, code);
      case 'proposal':
        return this.answerProposal(place, code);
      case 'stuck':
        return this.stuck(place.key, code);
      case 'review':
        return this.review(code);
      case 'pick':
        return this.pick(code);
      case 'edited':
        return code === 'change' ? this.change(place.key) : this.go(resumable(place.from));
      case 'help':
        return code === 'officer'
          ? { ...this.go(resumable(place)), help: 'review', ending: 'left', prompt: false }
          : this.old();
      case 'said':
        if (code === USE_SAID) return this.at(place.from).take(place.said);
        return code === 'again' ? this.go(place.from) : this.at(place.from).chosen(code);
      case 'leave':
      case 'pause':
        return this.old();
    }
  }

  /** Leaves the form as it stands; `more` says what else did or did not happen. */
  protected quit(more: readonly Line[] = []): Step {
    const left = line(this.form.brief === true ? 'common.cancel.brief' : 'common.left');
    return { ...this.go(resumable(this.state.place), [left, ...more]), ending: 'left', prompt: false };
  }

  /** From the beginning; what was known before the first question (the business, the month) stays known. */
  protected restart(): Step {
    const answers = Object.fromEntries(
      Object.entries(this.state.answers).filter(([, answer]) => answer.reader === 'seed'),
    );
    return this.go(nextPlace(this.form, { ...this.state, answers }, this.env.context), [], {
      answers,
      editing: undefined,
    });
  }

  protected back(): Step {
    const place = resumable(this.state.place);
    if (place.on === 'proposal') return this.go({ on: 'question', key: place.key });
    if (place.on === 'pick') return this.go({ on: 'review' });
    const aside = place.on === 'question' ? this.question(place.key) : undefined;
    if (aside?.back !== undefined) return this.reply(aside, aside.back, {});
    if (this.state.editing !== undefined) return this.go({ on: 'review' }, [], { editing: undefined });
    const list = applicable(this.form.questions, this.state, this.env.context);
    const at = place.on === 'question' ? list.findIndex((it) => it.key === place.key) : list.length;
    const before = list[at - 1];
    if (before === undefined) return this.go({ on: 'leave', from: place });
    return this.go({ on: 'question', key: before.key });
  }

  protected chose(key: string, code: string): Step {
    const question = this.question(key);
    const answers = answersOf(this.state.answers);
    const rows = [
      ...(question.choices?.(answers, this.env.context) ?? []),
      ...(question.help?.(answers, this.env.context) ?? []),
    ];
    const choice = rows.flat().find((it) => it.code === code);
    if (choice === undefined) return this.old();
    return this.reply(question, choice.reply, { reader: 'button', confirmed: code });
  }

  protected answerProposal(place: Extract<Place, { on: 'proposal' }>, code: string): Step {
    if (code === 'again') return this.go({ on: 'question', key: place.key });
    const option = place.options.find((it) => it.code === code);
    if (option === undefined) return this.old();
    const question = this.question(place.key);
    const reader = place.words === undefined ? 'button' : (question.reader ?? question.key);
    const source: Source = { words: place.words, messageId: place.messageId, reader, confirmed: code };
    if (option.reply !== undefined) return this.reply(question, option.reply, source);
    return this.accept(question, option.value, { ...source, others: option.others });
  }

  protected stuck(key: string, code: string): Step {
    const question = this.question(key);
    switch (code) {
      case 'again':
        return this.go({ on: 'question', key });
      case 'officer':
        if (question.needed === true || question.bare === true)
          return { ...this.go({ on: 'question', key }), help: key, ending: 'left', prompt: false };
        return { ...this.leaveOpen(question, 'officer'), help: key };
      case 'later':
        return question.leaveOpen === undefined
          ? this.go({ on: 'question', key })
          : this.leaveOpen(question, 'later');
      default:
        return this.old();
    }
  }

  protected leaveOpen(question: AnyQuestion<C>, open: 'later' | 'officer'): Step {
    const stored = this.stored(null, { reader: 'button', open });
    const answers = withAnswer(
      this.form.questions,
      this.state.answers,
      question.key,
      stored,
      this.state.editing !== undefined,
    );
    return this.onward({ ...this.state, answers });
  }

  protected review(code: string): Step {
    if (code === 'change') return this.go({ on: 'pick' });
    if (code === 'save') return this.quit();
    if (code !== 'send') return this.old();
    if (firstOpen(this.form.questions, this.state, this.env.context) !== undefined)
      return this.onward(this.state);
    const hindrance = this.form.review?.check?.(answersOf(this.state.answers), this.env.context);
    const [first] = this.form.questions;
    if (hindrance !== undefined && first !== undefined)
      return this.reply(first, hindrance, { reader: 'button', confirmed: code });
    return { ...this.stay(), ending: 'submit', prompt: false, moved: true };
  }

  protected pick(code: string): Step {
    return code === 'review' ? this.go({ on: 'review' }) : this.change(code);
  }

  protected change(key: string): Step {
    if (!this.form.questions.some((it) => it.key === key)) return this.old();
    return this.go({ on: 'question', key }, [], { editing: key });
  }
}
