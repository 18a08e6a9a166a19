import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { readAs } from '../../../domain/words/read-as.ts';
import { maskIdentityNumbers, maskPhones } from '../../../domain/people/identity.ts';
import { clip } from '../../../domain/words/clip.ts';
import { line, type Line } from '../../../i18n.ts';
import type { DraftRow } from '../../../services/core/drafts.ts';
import { fitted, menuButton } from '../../buttons.ts';
import { resumeRoute } from '../../routes/forms.ts';
import { rememberFigures } from '../../../services/people/figures.ts';
import {
  edit,
  inline,
  oldPress,
  type OldPress,
  paragraphs,
  react,
  removeMessage,
  say,
  send,
  sendReceipt,
  sendSample,
} from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { offerVoice } from '../../voice-lines.ts';
import { answersOf, moneyIn } from './draft.ts';
import { address, loaded, lookedUp, type Filling, type ServiceForm } from './filling.ts';
import type { Button } from '../../message.ts';
import type { Json } from './json.ts';
import { pressData } from './input.ts';
import type { Filled, Outcome } from './outcome.ts';
import type { LineChange } from './left.ts';
import { promptOf, type Prompt } from './screen.ts';
import type { Ending } from './position.ts';

/** Of long words, such as the text of an announcement, a line shows the beginning. */
const MOST_SHOWN = 200;

const maskedNumbers = (text: string): string => maskPhones(maskIdentityNumbers(text).masked);

/** A button of a question that is answered already leads back to the one that is open. */
export function oldQuestion(row: DraftRow): OldPress {
  return { text: line('common.press.old'), buttons: [[goOnButton(row)]] };
}

function goOnButton(row: DraftRow): Button {
  return { label: line('common.button.continue'), data: resumeRoute.to(row.id) };
}

/** Words messages that change once everything that this update answers is out. */
export function changeLater({ turn }: BotContext, changes: readonly LineChange[]): void {
  if (turn.changes === undefined || changes.length === 0) return;
  const worded = changes.map(({ id, line: it }) => ({
    messageId: id,
    text: it === undefined ? undefined : clip(maskedNumbers(turn.texts.plain(it, turn.to)), MOST_SHOWN),
  }));
  turn.toChange = [...turn.toChange, ...worded];
}

/** Shows what an answer has led to: the next prompt, or how the form has ended. */
export async function show<C, R extends Json>(
  filling: Filling<C, R>,
  outcome: Outcome,
): Promise<Filled | undefined> {
  const { ctx } = filling;
  const press = answerPress(ctx);
  const notes = [...outcome.say, ...(await removed(ctx, outcome))];
  const filled =
    outcome.ending === undefined ? undefined : await showEnding(filling, notes, outcome.ending, outcome);
  if (outcome.react !== undefined) await react(ctx, outcome.react);
  if (outcome.kept !== undefined && ctx.message !== undefined)
    await offerVoice(ctx, ctx.message, outcome.kept);
  if (filled === undefined && outcome.aside !== true) await showPrompt(filling, notes, outcome);
  else if (filled === undefined && notes.length > 0) await say(ctx, notes);
  await press;
  return filled;
}

/** A message with an identity number or a picture leaves the chat; when Telegram refuses, the person is asked to. */
async function removed(ctx: BotContext, { deleteMessage }: Outcome): Promise<readonly Line[]> {
  const message = ctx.message ?? ctx.editedMessage;
  return deleteMessage === undefined || message === undefined
    ? []
    : removeMessage(ctx, message, deleteMessage);
}

async function showEnding<C, R extends Json>(
  filling: Filling<C, R>,
  notes: readonly Line[],
  ending: Ending,
  outcome: Outcome,
): Promise<Filled> {
  const { ctx, form, row, state, context } = filling;
  if (outcome.keyboardOpen === true) await closeKeyboard(filling);
  if (ending === 'submit') {
    const result = readAs(form.result, outcome.result);
    if (notes.length > 0) await say(ctx, notes);
    const receipt = form.receipt?.(result, answersOf(state.answers), context);
    if (receipt !== undefined) await sendReceipt(ctx, receipt, state.figures);
    const money = receipt?.figures === true ? [] : moneyIn(state);
    if (money.length > 0) await rememberFigures(ctx.turn.services, ctx.turn.account.id, money);
    return { how: 'submitted', result };
  }
  if (form.figures === true && ending !== 'left')
    await rememberFigures(ctx.turn.services, ctx.turn.account.id, state.figures);
  const goesOn = ending === 'left' && form.brief !== true ? [goOnButton(row)] : [];
  if (notes.length > 0) await say(ctx, notes, [[...goesOn, menuButton]]);
  return { how: ending };
}

/** Answers an update whose draft is closed: a repeat of the one that ended the form gets its words again, nothing else. */
export async function showEnded<C, R extends Json>(
  ctx: BotContext,
  given: ServiceForm<C, R>,
  outcome: Outcome | undefined,
): Promise<Filled> {
  if (outcome?.ending === undefined) {
    if (ctx.callbackQuery !== undefined) await oldPress(ctx, { text: line('common.press.old') });
    else await say(ctx, line('common.formGone'), [[menuButton]]);
    return { how: 'left' };
  }
  changeLater(ctx, outcome.changes ?? []);
  await answerPress(ctx);
  if (outcome.ending !== 'submit') {
    await say(ctx, outcome.say, [[menuButton]]);
    return { how: outcome.ending };
  }
  const result = readAs(given.result, outcome.result);
  const { form, context } = await loaded(ctx, given, {});
  if (form.receipt !== undefined) await sendReceipt(ctx, form.receipt(result, answersOf({}), context), []);
  return { how: 'submitted', result };
}

/** Takes the reply keyboard away, with the words of the question that it has answered. */
export async function closeKeyboard<C, R extends Json>({ ctx, form, state }: Filling<C, R>): Promise<void> {
  const answered = (key: string): boolean =>
    state.answers[key] !== undefined && state.answers[key]?.open === undefined;
  const close = form.questions.find((question) => question.keyboard !== undefined && answered(question.key))
    ?.keyboard?.close;
  await send(ctx, ctx.turn.texts.html(line(close ?? 'common.keyboardClosed'), ctx.turn.to), {
    remove_keyboard: true,
  });
}

/** Shows where the form stands, after `notes`, and notes which message now shows it. */
export async function showPrompt<C, R extends Json>(
  known: Filling<C, R>,
  notes: readonly Line[],
  outcome: Partial<Outcome> = {},
): Promise<void> {
  address(known);
  const { ctx, form, row, state } = known;
  const at = state.place.on === 'question' ? state.place.key : state.place.on;
  const context = await lookedUp(known, at);
  const prompt = promptOf(form, state, context);
  if (outcome.keyboardOpen === true && !prompt.keyboard) await closeKeyboard(known);
  const sample =
    state.place.on === 'review' && outcome.stays !== true
      ? form.review?.sample?.(answersOf(state.answers), context)
      : undefined;
  if (sample !== undefined) await sendSample(ctx, sample);
  const lines = outcome.buttons === true && notes.length > 0 ? [] : prompt.lines;
  const gap = notes.length > 0 && lines.length > 0 ? [line('common.blank')] : [];
  const html = paragraphs(ctx, [...notes, ...gap, ...lines]);
  const markup = prompt.keyboard ? replyKeyboard(ctx, prompt) : inlineKeyboard(ctx, row, prompt);
  const pressed = ctx.callbackQuery?.message?.message_id;
  if (
    outcome.inPlace === true &&
    pressed !== undefined &&
    'inline_keyboard' in markup &&
    (await edit(ctx, pressed, html, markup))
  )
    return;
  const messageId = await send(ctx, html, markup);
  // After a repeat an older copy of the same question may be on the screen: what was typed below it counts, so that
  // the message before both stays noted.
  if (!ctx.turn.repeated) ctx.turn.noted.prompt = { draftId: row.id, messageId };
}

function inlineKeyboard(ctx: BotContext, row: DraftRow, { rows }: Prompt): InlineKeyboardMarkup {
  return inline(
    ctx,
    rows.map((buttons) =>
      buttons.map((it) => ({ label: it.label, data: pressData(row.id, row.revision, it.code) })),
    ),
  );
}

function replyKeyboard({ turn }: BotContext, { rows }: Prompt): ReplyKeyboardMarkup {
  return {
    keyboard: fitted(
      rows.map((buttons) =>
        buttons.map((it) => ({
          text: turn.texts.label(it.label, turn.to),
          ...(it.contact === true ? { request_contact: true } : {}),
          ...(it.place === true ? { request_location: true } : {}),
        })),
      ),
    ),
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
