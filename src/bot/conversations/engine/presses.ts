import { line } from '../../../i18n.ts';
import { answersOf, applicable, firstOpen, withAnswer, type Place } from './draft.ts';
import type { AnyQuestion, Json } from './form.ts';
import { nextPlace, Replies, resumable, type Source, type Step } from './replies.ts';

/** What the buttons of a form do, decided by their code and the place. */
export class Presses<C, S, R extends Json> extends Replies<C, S, R> {
  protected press(revision: number, code: string): Step {
    if (revision !== this.env.revision) {
      const last = this.state.lastPress;
      const twice = last?.revision === revision && last.code === code;
      return this.toast(line(twice ? 'common.press.twice' : 'common.press.old'));
    }
    const step = this.chosen(code);
    return step.moved || step.ending !== undefined
      ? { ...step, state: { ...step.state, lastPress: { revision, code } } }
      : step;
  }

  protected chosen(code: string): Step {
    const place = this.state.place;
    switch (code) {
      case 'cancel':
        return this.go({ on: 'leave', from: place });
      case 'back':
        return this.back();
      case 'leave':
        return {
          ...this.go(place.on === 'leave' ? place.from : place, [line('common.left')]),
          ending: 'left',
          prompt: false,
        };
      case 'discard':
        return { ...this.stay([line('common.discarded')]), ending: 'discarded', prompt: false, moved: true };
      case 'continue':
        return this.go('from' in place ? resumable(place.from) : place);
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
      case 'leave':
      case 'pause':
        return this.toast(line('common.press.old'));
    }
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
    if (choice === undefined) return this.toast(line('common.press.old'));
    return this.reply(question, choice.reply, { reader: 'button', confirmed: code });
  }

  protected answerProposal(place: Extract<Place, { on: 'proposal' }>, code: string): Step {
    if (code === 'again') return this.go({ on: 'question', key: place.key });
    const option = place.options.find((it) => it.code === code);
    if (option === undefined) return this.toast(line('common.press.old'));
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
        if (question.needed === true)
          return { ...this.go({ on: 'question', key }), help: key, ending: 'left', prompt: false };
        return { ...this.leaveOpen(question, 'officer'), help: key };
      case 'later':
        return question.leaveOpen === undefined
          ? this.go({ on: 'question', key })
          : this.leaveOpen(question, 'later');
      default:
        return this.toast(line('common.press.old'));
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
    if (code === 'save')
      return { ...this.go({ on: 'review' }, [line('common.left')]), ending: 'left', prompt: false };
    if (code !== 'send') return this.toast(line('common.press.old'));
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
    if (!this.form.questions.some((it) => it.key === key)) return this.toast(line('common.press.old'));
    return this.go({ on: 'question', key }, [], { editing: key });
  }
}
