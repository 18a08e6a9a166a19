import type { DraftState } from './draft.ts';
import type { Dialogue, StoredAnswer } from './form.ts';
import { nextPlace, positionOf, type Input, type Step, type StepEnvironment } from './position.ts';
import { hear } from './follow.ts';
import type { Sent } from './sent.ts';
import { offer, take } from './take.ts';

/** Earlier prompts whose buttons may still count. */
const MOST_ASKED = 20;

/**
 * One move in a form: state and input in, state and words out. Pure: no clock, no database, no Telegram.
 */
export function step<C>(form: Dialogue<C>, state: DraftState, input: Input, env: StepEnvironment<C>): Step {
  const it = unrepeated(state, take(positionOf(form, state, env), input));
  return { ...it, state: shown(state, it.state, it.moved ? env.revision + 1 : env.revision) };
}

/** A sentence that was just said is not said again: the question itself comes in its place. */
function unrepeated(before: DraftState, it: Step): Step {
  if (it.old === true || it.passed === true) return it;
  const said = it.say.length === 0 ? undefined : JSON.stringify(it.say);
  const state = { ...it.state, said };
  const isSame = said !== undefined && said === before.said && !it.moved && it.ending === undefined;
  return isSame ? { ...it, state, say: [], prompt: true } : { ...it, state };
}

/** A message that came while the form was away from the chat, offered as the answer where it could be one. */
export function offered<C>(
  form: Dialogue<C>,
  state: DraftState,
  sent: Sent,
  env: StepEnvironment<C>,
): DraftState {
  return offer(positionOf(form, state, env), sent);
}

/**
 * Notes which question the buttons of this revision belong to. Buttons of earlier revisions stay in force while
 * their question is open again and nothing but its own answer has changed since.
 */
export function shown(before: DraftState, after: DraftState, revision: number): DraftState {
  const keys = new Set([...Object.keys(before.answers), ...Object.keys(after.answers)]);
  const changed = [...keys].filter((key) => before.answers[key] !== after.answers[key]);
  const still = Object.entries(after.asked ?? {})
    .filter(([, asked]) => changed.every((key) => key === asked))
    .slice(-MOST_ASKED);
  const { place } = after;
  const from = place.on === 'said' ? place.from : place;
  return {
    ...after,
    asked: { ...Object.fromEntries(still), ...(from.on === 'question' ? { [revision]: from.key } : {}) },
  };
}

/** Where a new draft begins. */
export function begin<C>(
  form: Dialogue<C>,
  answers: Readonly<Record<string, StoredAnswer>>,
  env: StepEnvironment<C>,
): Step {
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  const it = hear(positionOf(form, { ...blank, place: nextPlace(form, blank, env.context) }, env));
  return { ...it, state: shown(blank, it.state, env.revision) };
}
