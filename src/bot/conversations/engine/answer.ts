import { findDraft, saveAnswer } from '../../../services/core/drafts.ts';
import { oldPress } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { conclude } from './conclude.ts';
import {
  address,
  changeOf,
  environmentOf,
  fillingOf,
  isBarred,
  lookedUp,
  type Filling,
  type ServiceForm,
} from './filling.ts';
import type { DraftState } from './draft.ts';
import type { Json } from './json.ts';
import { inputOf, looked, readPress } from './input.ts';
import { ANSWER, outcomeCodec, recalled, type Filled, type Outcome } from './outcome.ts';
import { leave, owed, withoutAnswer, type LineChange } from './left.ts';
import { promptOf } from './screen.ts';
import { changeLater, closeKeyboard, oldQuestion, show, showEnded } from './show.ts';
import type { Step } from './position.ts';
import { step } from './step.ts';

/** Takes one update as an answer. Undefined while the form goes on. */
export async function answerForm<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
): Promise<Filled | undefined> {
  if (await isBarred(ctx, given)) return { how: 'left' };
  const { services, account, repeated } = ctx.turn;
  // A first try needs no look into the ledger: nothing can stand there yet.
  const done = repeated ? await recalled(ctx) : undefined;
  const row = await findDraft(services, account.id, given.name);
  if (row === undefined) return showEnded(ctx, given, done);

  const filling = await fillingOf(ctx, given, row);
  const { form, state, context } = filling;
  address(filling);
  if (done !== undefined) {
    const isDone = (id: number): boolean => ctx.turn.changes?.knows(account.chatId, id) === true;
    changeLater(ctx, owed(form, state, context, isDone));
    return show(filling, done);
  }

  const raw = inputOf(ctx);
  const asksLetter = form.questions.some((it) => it.letter !== undefined);
  const input = raw !== undefined && asksLetter ? await looked(ctx, raw) : raw;
  const press = readPress(ctx.callbackQuery?.data);
  if (input === undefined || (press !== undefined && press.draftId !== row.id)) {
    await oldPress(ctx, oldQuestion(row));
    return undefined;
  }
  const move = step(form, state, input, environmentOf(filling));
  if (move.old === true) {
    await (move.toast === undefined ? oldPress(ctx, oldQuestion(row)) : answerPress(ctx, move.toast));
    return undefined;
  }
  const keyboardOpen = promptOf(form, state, context).keyboard;
  if (move.passed === true) {
    if (keyboardOpen) await closeKeyboard(filling);
    if (move.aim !== undefined) ctx.turn.aim = move.aim;
    return { how: 'passed' };
  }
  return settle(filling, move, keyboardOpen);
}

/** Writes what the step decided, once, then shows it. */
async function settle<C, R extends Json>(
  before: Filling<C, R>,
  move: Step,
  keyboardOpen: boolean,
): Promise<Filled | undefined> {
  const { ctx, form, row } = before;
  const { services, sql, cause } = ctx.turn;
  const revision = move.moved ? row.revision + 1 : row.revision;
  const { left, changes } = leftBy(before, move);
  const filling = {
    ...before,
    row: { ...row, revision },
    state: { ...withFigures(before, move.state), ...(left === undefined ? {} : { left }) },
  };
  const decided = outcomeOf(move, keyboardOpen, changes);
  let outcome = decided;
  const isMore = move.help !== undefined || move.keep !== undefined;
  if (move.ending === 'submit' || move.ending === 'discarded' || isMore) {
    // What takes long is read before the transaction.
    const ready =
      move.ending === 'submit' ? { ...filling, context: await lookedUp(filling, 'submit') } : filling;
    outcome = await ctx.turn.once(ANSWER, outcomeCodec, (inside) => conclude(inside, ready, move, decided));
  } else {
    const effect = { name: ANSWER, codec: outcomeCodec, result: decided };
    const saved = await saveAnswer(services, sql, row, changeOf(filling), cause, effect);
    // Somebody has closed the draft since it was read (the desk frees a chat): what is not stored is not confirmed.
    if (saved === 'closed') return showEnded(ctx, form, undefined);
    // Stored by another try of this update: what that one said counts.
    if (saved === 'known') outcome = (await recalled(ctx)) ?? decided;
  }
  address(filling);
  changeLater(ctx, changes);
  return show(filling, outcome);
}

/** The messages that the move leaves behind, and those that change by it; at the end of the form also what was skipped. */
function leftBy<C, R extends Json>(
  { ctx, form, row, state, context }: Filling<C, R>,
  move: Step,
): { readonly left?: DraftState['left']; readonly changes: readonly LineChange[] } {
  const queue = ctx.turn.changes;
  const { ending } = move;
  const stays = move.inPlace === true || (!move.prompt && ending === undefined);
  if (queue === undefined || stays) return { changes: [] };
  const messages = [ctx.callbackQuery?.message?.message_id, row.promptMessageId];
  const { left, changes } = leave(form, { before: state, after: move.state, messages, ending }, context);
  if (ending === undefined) return { left, changes };
  const isDone = (id: number): boolean =>
    changes.some((it) => it.id === id) || queue.knows(ctx.turn.account.chatId, id);
  return { left, changes: [...changes, ...owed(form, { ...move.state, left }, context, isDone)] };
}

/** Where the draft is closed, what changes has to be remembered apart from it: without the answers. */
function outcomeOf(move: Step, keyboardOpen: boolean, changes: readonly LineChange[]): Outcome {
  const isClosed = move.ending === 'submit' || move.ending === 'discarded';
  return {
    ...(isClosed && changes.length > 0 ? { changes: changes.map(withoutAnswer) } : {}),
    say: [...move.say],
    ...(move.ending === undefined ? {} : { ending: move.ending }),
    ...(move.deleteMessage === undefined ? {} : { deleteMessage: move.deleteMessage }),
    ...(keyboardOpen ? { keyboardOpen: true } : {}),
    ...(move.inPlace === true ? { inPlace: true } : {}),
    ...(move.moved ? {} : { stays: true }),
    ...(move.prompt === false && move.ending === undefined ? { aside: true } : {}),
    ...(move.prompt === 'buttons' ? { buttons: true } : {}),
    ...(move.react === undefined ? {} : { react: move.react }),
  };
}

/** Messages with figures of this form: the prompts shown so far and what was typed. */
function withFigures<C, R extends Json>({ ctx, row }: Filling<C, R>, state: DraftState): DraftState {
  const ids = [row.promptMessageId, ctx.message?.message_id].filter((id) => id !== undefined);
  return { ...state, figures: [...new Set([...state.figures, ...ids])].slice(-60) };
}
