import type { DraftState } from './draft.ts';
import type { Form, Json, StoredAnswer } from './form.ts';
import { Edits } from './edits.ts';
import type { Sent } from './sent.ts';
import { nextPlace, type Input, type Step, type StepEnvironment } from './replies.ts';

export { repaired, resumed, type Ending, type Input, type Step, type StepEnvironment } from './replies.ts';

/** Earlier prompts whose buttons may still count. */
const MOST_ASKED = 20;

/**
 * One move in a form: state and input in, state and words out. Pure: no clock, no database, no Telegram.
 */
export function step<C, S, R extends Json>(
  form: Form<C, S, R>,
  state: DraftState,
  input: Input,
  env: StepEnvironment<C>,
): Step {
  const it = new Edits(form, state, env).take(input);
  return { ...it, state: shown(state, it.state, it.moved ? env.revision + 1 : env.revision) };
}

/** A message that came while the form was away from the chat, offered as the answer where it could be one. */
export function offered<C, S, R extends Json>(
  form: Form<C, S, R>,
  state: DraftState,
  sent: Sent,
  env: StepEnvironment<C>,
): DraftState {
  return new Edits(form, state, env).offer(sent);
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
export function opening<C, S, R extends Json>(
  form: Form<C, S, R>,
  answers: Readonly<Record<string, StoredAnswer>>,
  env: StepEnvironment<C>,
): Step {
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  const it = new Edits(form, { ...blank, place: nextPlace(form, blank, env.context) }, env).hear();
  return { ...it, state: shown(blank, it.state, env.revision) };
}
