import { answersOf, type DraftState } from './draft.ts';
import type { StoredAnswer } from './form.ts';
import { allStoredFrom, type InputOf, type Position, type Step } from './position.ts';
import { onward } from './follow.ts';

/** Whether the form was begun by this message ("lapor 2,5 jt"), and reads it again. */
export function isSeeded<C>({ form, state }: Position<C>, messageId: number): boolean {
  return (
    form.retell !== undefined &&
    Object.values(state.answers).some((it) => it.reader === 'seed' && it.messageId === messageId)
  );
}

/** What a line says now takes the place of what it said, and of what was answered with it. */
export function retold<C>(at: Position<C>, said: InputOf<'text'>): Step | undefined {
  const { form, state, env } = at;
  const { answers } = state;
  const { retell } = form;
  const seeds = retell?.read(said.text, answersOf(answers), env.context);
  if (retell === undefined || seeds === undefined) return undefined;
  const kept = Object.entries(answers).filter(
    ([key, it]) => !retell.keys.includes(key) && (it.messageId !== said.messageId || it.reader === 'seed'),
  );
  const source = { words: said.masked, messageId: said.messageId, reader: 'seed' };
  return onward(at, {
    ...state,
    answers: { ...Object.fromEntries(kept), ...allStoredFrom(at, seeds, source) },
  });
}

/** The question that the message has answered; what was only stored with its answer is no question's own. */
export function answered<C>({ form, state }: Position<C>, messageId: number): string | undefined {
  const from = Object.entries(state.answers).filter(([, it]) => it.messageId === messageId);
  const own = form.questions.find((question) =>
    from.some(([key, it]) => key === question.key && it.reader === (question.reader ?? question.key)),
  );
  return own?.key ?? from.find(([key]) => form.questions.some((it) => it.key === key))?.[0];
}

/** Whether nothing of the message stands yet: it is asked back now, or was not understood. */
export function isPending(
  { place, lastMessageId }: DraftState,
  messageId: number,
  key: string | undefined,
): boolean {
  if (place.on === 'proposal') return place.messageId === messageId;
  return (
    key === undefined && lastMessageId === messageId && (place.on === 'question' || place.on === 'stuck')
  );
}

/** The answers without what a message has answered beside the question named `key`. */
export function withoutAnswersOf(
  messageId: number,
  key: string,
  answers: Readonly<Record<string, StoredAnswer>>,
): Readonly<Record<string, StoredAnswer>> {
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([other, it]) => other === key || it.messageId !== messageId || it.reader === 'seed',
    ),
  );
}
