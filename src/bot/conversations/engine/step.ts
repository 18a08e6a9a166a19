import type { DraftState } from './draft.ts';
import type { Form, Json, StoredAnswer } from './form.ts';
import { Edits } from './edits.ts';
import { nextPlace, type Input, type Step, type StepEnvironment } from './replies.ts';

export {
  repaired,
  resumed,
  type Ending,
  type Input,
  type OtherContent,
  type Step,
  type StepEnvironment,
} from './replies.ts';

/**
 * One move in a form: state and input in, state and words out. Pure: no clock, no database, no Telegram.
 */
export function step<C, S, R extends Json>(
  form: Form<C, S, R>,
  state: DraftState,
  input: Input,
  env: StepEnvironment<C>,
): Step {
  return new Edits(form, state, env).take(input);
}
/** Where a new draft begins. */
export function opening<C, S, R extends Json>(
  form: Form<C, S, R>,
  answers: Readonly<Record<string, StoredAnswer>>,
  env: StepEnvironment<C>,
): Step {
  const blank: DraftState = { place: { on: 'review' }, answers, wrong: 0, figures: [] };
  return new Edits(form, { ...blank, place: nextPlace(form, blank, env.context) }, env).hear();
}
