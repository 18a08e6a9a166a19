import { line } from '../../../i18n.ts';
import { answersOf, applicable, firstUnanswered, withAnswer, type Place } from './draft.ts';
import { hasOfficer, type AnyQuestion } from './form.ts';
import {
  go,
  movedTo,
  nextPlace,
  old,
  pass,
  questionOf,
  quit,
  resumable,
  stay,
  storedFrom,
  type Position,
  type Source,
  type Step,
} from './position.ts';
import { accept, follow, onward } from './follow.ts';

/**
 * What the buttons of a form do, decided by their code and the place. The two that make an earlier message the answer
 * are none of these: what they do is read (take.ts).
 */
export function choose<C>(at: Position<C>, code: string): Step {
  const { place } = at.state;
  switch (code) {
    case 'cancel':
      return go(at, { on: 'leave', from: place });
    case 'back':
      return back(at);
    case 'leave':
      return quit(at);
    case 'discard':
      return stay(at, [line('common.discarded')], { ending: 'discarded', prompt: false, moved: true });
    case 'continue':
      return place.on === 'pause' && place.said !== undefined
        ? go(at, { on: 'said', from: resumable(place.from), said: place.said })
        : go(at, 'from' in place ? resumable(place.from) : place);
    case 'restart':
      return restart(at);
  }
  switch (place.on) {
    case 'question':
      return chooseAt(at, questionOf(at, place.key), code);
    case 'proposal':
      return answerProposal(at, place, code);
    case 'stuck':
      return chooseStuck(at, place.key, code);
    case 'review':
      return chooseAtReview(at, code);
    case 'pick':
      return code === 'review' ? go(at, { on: 'review' }) : change(at, code);
    case 'edited':
      return code === 'change' ? change(at, place.key) : go(at, resumable(place.from));
    case 'help':
      return code === 'officer' && hasOfficer(at.form)
        ? { ...go(at, resumable(place)), help: 'review', ending: 'left', prompt: false }
        : old(at);
    case 'said':
      return code === 'again' ? go(at, place.from) : choose(movedTo(at, place.from), code);
    case 'aside':
      return code === 'aim' ? { ...pass(at), aim: place.aim } : old(at);
    case 'leave':
    case 'pause':
      return old(at);
  }
}

/** From the beginning; what was known before the first question (the business, the month) stays known. */
function restart<C>(at: Position<C>): Step {
  const answers = Object.fromEntries(
    Object.entries(at.state.answers).filter(([, answer]) => answer.reader === 'seed'),
  );
  const place = nextPlace(at.form, { ...at.state, answers }, at.env.context);
  return go(at, place, [], { answers, editing: undefined });
}

export function back<C>(at: Position<C>): Step {
  const { form, state, env } = at;
  const place = resumable(state.place);
  if (place.on === 'proposal') return go(at, { on: 'question', key: place.key });
  if (place.on === 'pick') return go(at, { on: 'review' });
  const aside = place.on === 'question' ? questionOf(at, place.key) : undefined;
  if (aside?.back !== undefined) return follow(at, aside, aside.back, {});
  if (state.editing !== undefined) return go(at, { on: 'review' }, [], { editing: undefined });
  const list = applicable(form.questions, state, env.context);
  const index = place.on === 'question' ? list.findIndex((it) => it.key === place.key) : list.length;
  const before = list[index - 1];
  return go(at, before === undefined ? { on: 'leave', from: place } : { on: 'question', key: before.key });
}

function chooseAt<C>(at: Position<C>, question: AnyQuestion<C>, code: string): Step {
  const answers = answersOf(at.state.answers);
  const rows = [
    ...(question.choices?.(answers, at.env.context) ?? []),
    ...(question.help?.(answers, at.env.context) ?? []),
  ];
  const choice = rows.flat().find((it) => it.code === code);
  if (choice === undefined) return old(at);
  return follow(at, question, choice.reply, { reader: 'button', confirmed: code });
}

export function answerProposal<C>(
  at: Position<C>,
  place: Extract<Place, { on: 'proposal' }>,
  code: string,
): Step {
  if (code === 'again') return go(at, { on: 'question', key: place.key });
  const option = place.options.find((it) => it.code === code);
  if (option === undefined) return old(at);
  const question = questionOf(at, place.key);
  const reader = place.words === undefined ? 'button' : (question.reader ?? question.key);
  const source: Source = { words: place.words, messageId: place.messageId, reader, confirmed: code };
  if (option.reply !== undefined) return follow(at, question, option.reply, source);
  return accept(at, question, option.value, { ...source, others: option.others });
}

/** At the third wrong answer: a person, once more, or later. */
export function chooseStuck<C>(at: Position<C>, key: string, code: string): Step {
  const question = questionOf(at, key);
  switch (code) {
    case 'again':
      return go(at, { on: 'question', key });
    case 'officer':
      if (!hasOfficer(at.form)) return old(at);
      if (question.needed === true || question.bare === true)
        return { ...go(at, { on: 'question', key }), help: key, ending: 'left', prompt: false };
      return { ...leaveOpen(at, question, 'officer'), help: key };
    case 'later':
      return question.leaveOpen === undefined
        ? go(at, { on: 'question', key })
        : leaveOpen(at, question, 'later');
    default:
      return old(at);
  }
}

function leaveOpen<C>(at: Position<C>, question: AnyQuestion<C>, open: 'later' | 'officer'): Step {
  const { form, state } = at;
  const stored = storedFrom(at, null, { reader: 'button', open });
  const editing = state.editing !== undefined;
  const answers = withAnswer(form.questions, state.answers, question.key, stored, editing);
  return onward(at, { ...state, answers });
}

function chooseAtReview<C>(at: Position<C>, code: string): Step {
  const { form, state, env } = at;
  if (code === 'change') return go(at, { on: 'pick' });
  if (code === 'save') return quit(at);
  if (code !== 'send') return old(at);
  if (firstUnanswered(form.questions, state, env.context) !== undefined) return onward(at, state);
  const hindrance = form.review?.check?.(answersOf(state.answers), env.context);
  const [first] = form.questions;
  if (hindrance !== undefined && first !== undefined)
    return follow(at, first, hindrance, { reader: 'button', confirmed: code });
  return stay(at, [], { ending: 'submit', prompt: false, moved: true });
}

/** Asks the question once more, so that its answer can be changed. */
export function change<C>(at: Position<C>, key: string): Step {
  if (!at.form.questions.some((it) => it.key === key)) return old(at);
  return go(at, { on: 'question', key }, [], { editing: key });
}
