import { line } from '../../../i18n.ts';
import { answersOf, type DraftState, type Place } from './draft.ts';
import type { Json, StoredAnswer } from './form.ts';
import { Messages } from './messages.ts';
import { resumable, type Input, type Step } from './replies.ts';

type Text = Extract<Input, { readonly kind: 'text' }>;
type Edited = Extract<Input, { readonly kind: 'edited' }>;

/** A message changed in the chat: its new words are what is read, and nothing that stands is changed without a press. */
export class Edits<C, S, R extends Json> extends Messages<C, S, R> {
  protected override edited({ messageId, said }: Edited): Step {
    const { place } = this.state;
    const none = this.stay([line('common.edited.none')]);
    if (place.on === 'pause') return none;
    if (said !== undefined && this.isSeeded(messageId)) return this.retold(said) ?? none;
    const key = this.answered(messageId);
    if (said !== undefined && this.isOpen(messageId, key)) return this.again(said);
    if (key === undefined) return none;
    return this.go({ on: 'edited', key, from: resumable(place), ...(said === undefined ? {} : { said }) });
  }

  protected override chosen(code: string): Step {
    const { place } = this.state;
    return place.on === 'edited' && code === 'change' && place.said !== undefined
      ? this.replaced(place.key, place.from, place.said)
      : super.chosen(code);
  }

  /** The message in which the form was begun ("lapor 2,5 jt"). */
  private isSeeded(messageId: number): boolean {
    return (
      this.form.retell !== undefined &&
      Object.values(this.state.answers).some((it) => it.reader === 'seed' && it.messageId === messageId)
    );
  }

  /** What a line says now takes the place of what it said, and of what was answered with it. */
  private retold(said: Text): Step | undefined {
    const { retell } = this.form;
    const { answers } = this.state;
    const seeds = retell?.read(said.text, answersOf(answers), this.env.context);
    if (retell === undefined || seeds === undefined) return undefined;
    const kept = Object.entries(answers).filter(
      ([key, it]) => !retell.keys.includes(key) && (it.messageId !== said.messageId || it.reader === 'seed'),
    );
    const source = { words: said.masked, messageId: said.messageId, reader: 'seed' };
    const set = Object.entries(seeds).map(([key, value]): [string, StoredAnswer] => [
      key,
      this.stored(value, source),
    ]);
    return this.onward({ ...this.state, answers: Object.fromEntries([...kept, ...set]) });
  }

  /** The question that the message has answered; what was only stored with its answer is no question's own. */
  private answered(messageId: number): string | undefined {
    const from = Object.entries(this.state.answers).filter(([, it]) => it.messageId === messageId);
    const own = this.form.questions.find((question) =>
      from.some(([key, it]) => key === question.key && it.reader === (question.reader ?? question.key)),
    );
    return own?.key ?? from.find(([key]) => this.form.questions.some((it) => it.key === key))?.[0];
  }

  /** Whether nothing of the message stands yet: it is asked back now, or was not understood. */
  private isOpen(messageId: number, key: string | undefined): boolean {
    const { place, lastMessageId } = this.state;
    if (place.on === 'proposal') return place.messageId === messageId;
    return (
      key === undefined && lastMessageId === messageId && (place.on === 'question' || place.on === 'stuck')
    );
  }

  /** Reads the message as if it were written now. */
  private again(said: Text): Step {
    const { place } = this.state;
    return this.at('key' in place ? { on: 'question', key: place.key } : place).take(said);
  }

  /** The new words answer the question of the old ones, and everything that hung on these is asked again. */
  private replaced(key: string, from: Place, said: Text): Step {
    const others = Object.entries(this.state.answers).filter(
      ([other, it]) => other === key || it.messageId !== said.messageId || it.reader === 'seed',
    );
    const step = this.at({ on: 'question', key }, { answers: Object.fromEntries(others), editing: key }).take(
      said,
    );
    // What was just being asked back goes on where it was.
    const goesOn =
      from.on === 'proposal' && step.state.place.on === 'question' && step.state.place.key === from.key;
    return goesOn ? { ...step, state: { ...step.state, place: from } } : step;
  }

  protected override at(place: Place, more: Partial<DraftState> = {}): Edits<C, S, R> {
    const env = { ...this.env, lastActive: this.env.now, promptMessageId: undefined };
    return new Edits(this.form, { ...this.state, ...more, place, wrong: 0 }, env);
  }
}
