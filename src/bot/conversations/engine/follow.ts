import { line, type Line } from '../../../i18n.ts';
import { answersOf, withAnswer, type DraftState, type Place } from './draft.ts';
import type { AnyQuestion, StoredAnswer } from './form.ts';
import type { Reply, ReplyOf } from './reply.ts';
import type { Json } from './json.ts';
import {
  allStoredFrom,
  go,
  nextPlace,
  positionOf,
  questionOf,
  stay,
  storedFrom,
  type Position,
  type Source,
  type Step,
} from './position.ts';

const WRONG_BEFORE_PERSON = 3;

/** On to whatever is open now; a form without review is sent by its last answer. */
export function onward<C>({ form, env }: Position<C>, state: DraftState, say: readonly Line[] = []): Step {
  const place = nextPlace(form, state, env.context);
  const { review } = form;
  const done =
    place.on === 'review' &&
    (review === undefined || review.when?.(answersOf(state.answers), env.context) === false);
  const next: DraftState = { ...state, wrong: 0, editing: undefined, place };
  if (done) return { state: next, say, prompt: false, moved: true, ending: 'submit' };
  const heard = hear(positionOf(form, next, env));
  return { ...heard, say: [...say, ...heard.say], moved: true };
}

/** What was told beforehand about the question now open is answered as if it were said now. */
export function hear<C>(at: Position<C>): Step {
  const { place, answers } = at.state;
  const question = place.on === 'question' ? questionOf(at, place.key) : undefined;
  const told = question?.told === undefined ? undefined : answers[question.told.key];
  if (question?.told === undefined || told === undefined) return stay(at);
  const reply = question.told.reply(told.value, answersOf(answers), at.env.context);
  return follow(at, question, reply, {
    words: told.words,
    messageId: told.messageId,
    reader: question.reader ?? question.key,
  });
}

/** What a reply of a question leads to: the next place, a hint, a proposal, the end. */
export function follow<C>(at: Position<C>, question: AnyQuestion<C>, reply: Reply, source: Source): Step {
  switch (reply.kind) {
    case 'accept':
      return accept(at, question, reply.value, { ...source, open: reply.open, others: reply.others });
    case 'propose':
      return go(at, {
        on: 'proposal',
        key: question.key,
        text: reply.text,
        options: reply.options,
        again: reply.again,
        words: source.words,
        messageId: source.messageId,
      });
    case 'tell':
      return stay(at, [reply.text]);
    case 'mark': {
      const answers = { ...at.state.answers, ...allStoredFrom(at, reply.set, source) };
      return stay(at, [], { state: { ...at.state, answers }, inPlace: true });
    }
    case 'decline':
      return stay(at, [reply.text], {
        ending: reply.discard === true ? 'discarded' : 'declined',
        prompt: false,
        moved: true,
      });
    case 'jump':
      return jump(at, reply, source);
    case 'hint':
      return hint(at, question, reply.text);
  }
}

function jump<C>(at: Position<C>, reply: ReplyOf<'jump'>, source: Source): Step {
  const kept = Object.entries(at.state.answers).filter(([key]) => !reply.clear.includes(key));
  const answers = { ...Object.fromEntries(kept), ...allStoredFrom(at, reply.set ?? {}, source) };
  const say = reply.text === undefined ? [] : [reply.text];
  const gone = go(at, { on: 'question', key: reply.to }, say, { answers });
  const told = questionOf(at, reply.to).told?.key;
  if (told === undefined || reply.set?.[told] === undefined) return gone;
  const heard = hear(positionOf(at.form, gone.state, at.env));
  return { ...heard, say: [...gone.say, ...heard.say], moved: true };
}

export function hint<C>(at: Position<C>, question: AnyQuestion<C>, text?: Line): Step {
  const wrong = at.state.wrong + 1;
  const state = { ...at.state, wrong };
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
  return {
    state: { ...state, place },
    say: wrong === 1 ? [text ?? question.hints[0]] : reason,
    // The one thing that helps; the question itself has just been read.
    prompt: wrong === 1 ? 'buttons' : true,
    moved: at.state.place.on !== 'question',
  };
}

function isSame(one: Line, other: Line): boolean {
  return 'key' in one && 'key' in other && one.key === other.key;
}

export function accept<C>(at: Position<C>, question: AnyQuestion<C>, value: Json, source: Source): Step {
  const { form, state, env } = at;
  const editing = state.editing !== undefined;
  let answers = withAnswer(
    form.questions,
    state.answers,
    question.key,
    storedFrom(at, value, source),
    editing,
  );
  for (const [key, other] of Object.entries(source.others ?? {}))
    answers = withAnswer(form.questions, answers, key, storedFrom(at, other, source), editing);
  const say = editing ? changeNote(at, question, answers) : [];
  const step = onward(at, { ...state, answers, lastText: source.words }, say);
  if (step.ending !== undefined || step.state.place.on !== 'question') return step;
  if (editing) return { ...step, state: { ...step.state, editing: question.key } };
  const typed = source.words !== undefined && source.open === undefined;
  return question.echo === true && typed && question.showStored !== undefined
    ? {
        ...step,
        say: [
          line('common.noted', {
            what: { line: question.showStored(value, answersOf(answers), env.context) },
          }),
          ...step.say,
        ],
      }
    : step;
}

/** "Kecamatan diubah menjadi Kebomas. Karena itu, desanya mohon dipilih lagi." */
function changeNote<C>(
  { state: { answers: before }, env }: Position<C>,
  question: AnyQuestion<C>,
  answers: Readonly<Record<string, StoredAnswer>>,
): readonly Line[] {
  const stored = answers[question.key];
  if (stored === undefined || stored.open !== undefined || question.showStored === undefined) return [];
  const what = { line: question.showStored(stored.value, answersOf(answers), env.context) };
  if (JSON.stringify(before[question.key]?.value) === JSON.stringify(stored.value))
    return [line('common.unchanged', { what })];
  const lost = Object.keys(before).some((key) => answers[key] === undefined);
  return [line(lost ? 'common.changedMore' : 'common.changed', { what })];
}
