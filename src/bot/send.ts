import { GrammyError, InputFile, type Api, type InlineKeyboard, type Keyboard } from 'grammy';
import type { InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import type { Duty } from '../domain/office/roles.ts';
import { line, type Line } from '../i18n.ts';
import type { CaseFile } from '../services/cases/cases.ts';
import { rememberFigures } from '../services/people/figures.ts';
import { withParts } from '../services/core/message-parts.ts';
import { rememberLetter } from '../services/core/last-letter.ts';
import type { Sample, Button, PictureOrder, Receipt, Reaction } from './message.ts';
import { countedLength, keyboardsOf, MOST_CAPTION, MOST_TEXT } from './outbox/pieces.ts';
import { postmarkOf } from './postmark.ts';
import { keyboardOf, menuButton } from './buttons.ts';
import { onPage, readPressed } from './routes/route.ts';
import { sampleRoute } from './routes/staff.ts';
import { answerPress, type BotContext } from './turn.ts';

type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | InlineKeyboard | Keyboard;

/** Paragraph breaks inside one message. */
export function paragraphs(ctx: BotContext, lines: readonly Line[]): string {
  return lines.map((it) => ctx.turn.texts.html(it, ctx.turn.to)).join('\n');
}

/**
 * What a message is for. `look`: names, words and figures of people, which nobody shall forward, save or copy. `pass-on`:
 * everything else, such as a text that is made to be forwarded, a total, or what somebody reads about themselves.
 */
export type Use = 'look' | 'pass-on';

/** What the office sees in each of its duties, unless a message says otherwise. */
const usualUse: Readonly<Record<Duty, Use>> = {
  cases: 'look',
  papers: 'look',
  sales: 'look',
  trainings: 'look',
  assist: 'look',
  candidates: 'look',
  announce: 'pass-on',
  stop: 'pass-on',
  lists: 'look',
  dashboard: 'pass-on',
  // Files are ordered with a purpose, and are made to be handed on.
  export: 'pass-on',
  inspect: 'look',
  answers: 'pass-on',
  // Of companies, not of owners.
  programmes: 'pass-on',
  // Of the office itself, not of owners.
  members: 'pass-on',
  // The log holds numbers; whom they stand for is looked up, and read by name.
  audit: 'look',
};

/** Makes Telegram refuse to forward, save or copy what is only to be looked at (Bot API, protect_content). */
export function protection(use: Use): { readonly protect_content?: true } {
  return use === 'look' ? { protect_content: true } : {};
}

/** What a message of this turn is for: that decides the duty in which the office is at work. */
export function useIn({ turn }: BotContext): Use {
  return turn.duty === undefined ? 'pass-on' : usualUse[turn.duty];
}

/** Sends HTML that is composed already, and returns the message's number; lines are said by {@link say}. */
export async function send(
  ctx: BotContext,
  html: string,
  markup?: Markup,
  use: Use = useIn(ctx),
): Promise<number> {
  const sent = await ctx.reply(html, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...protection(use),
    ...(markup === undefined ? {} : { reply_markup: markup }),
  });
  return sent.message_id;
}

/** One line or several, as several. */
export const linesOf = (text: Line | readonly Line[]): readonly Line[] =>
  'key' in text || 'local' in text ? [text] : text;

/** Says a line, or several as paragraphs of one message, with buttons under it; returns the message's number. */
export function say(
  ctx: BotContext,
  text: Line | readonly Line[],
  buttons: readonly (readonly Button[])[] = [],
  use: Use = useIn(ctx),
): Promise<number> {
  return send(
    ctx,
    paragraphs(ctx, linesOf(text)),
    buttons.length === 0 ? undefined : inline(ctx, buttons),
    use,
  );
}

/**
 * Shows a menu, a list or a page. Where a button of its like was pressed, that message becomes it; where it cannot (it
 * is gone, too old, a picture, or may be forwarded while this may not), and everywhere else, it gets a message of its
 * own. Returns the number of the message.
 */
export async function show(
  ctx: BotContext,
  text: Line | readonly Line[],
  buttons: readonly (readonly Button[])[],
  use: Use = useIn(ctx),
): Promise<number> {
  const html = paragraphs(ctx, linesOf(text));
  const markup = inline(ctx, buttons, onPage);
  const { message, data = '' } = ctx.callbackQuery ?? {};
  if (message !== undefined && 'text' in message && readPressed(data).page) {
    const keeps = use === 'pass-on' || message.has_protected_content === true;
    if (keeps && (await edit(ctx, message.message_id, html, markup))) return message.message_id;
  }
  return send(ctx, html, markup, use);
}

/** Says a line under a message of the person, so that a press of its buttons brings that message along. */
export async function sayUnder(
  ctx: BotContext,
  message: Message,
  text: readonly Line[],
  buttons: readonly (readonly Button[])[],
): Promise<void> {
  await ctx.reply(paragraphs(ctx, text), {
    parse_mode: 'HTML',
    ...protection(useIn(ctx)),
    reply_markup: inline(ctx, buttons),
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true },
  });
}

/**
 * Changes a message in place; that it reads the same already is no mistake (a repeated update). False when
 * Telegram no longer lets it be changed, or does not know it (forged data), and when it is too long for one message or
 * was so before: it is to be sent anew then.
 */
export async function edit(
  ctx: BotContext,
  messageId: number,
  html: string,
  markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  const chatId = ctx.chat?.id;
  if (chatId === undefined || countedLength(html, true) > MOST_TEXT) return false;
  if (keyboardsOf(markup?.inline_keyboard ?? []).length > 1) return false;
  const { services, account } = ctx.turn;
  if ((await withParts(services, account.id, [messageId])).length > 1) return false;
  try {
    await ctx.api.editMessageText(chatId, messageId, html, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(markup === undefined ? {} : { reply_markup: markup }),
    });
    return true;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400)
      return /message is not modified/.test(error.description);
    throw error;
  }
}

/**
 * Answers the message of this update on the message itself (Bot API, setMessageReaction). Where Telegram refuses,
 * nothing is said: the message wanted nothing.
 */
export async function react(ctx: BotContext, emoji: Reaction): Promise<void> {
  const message = ctx.message;
  if (message === undefined) return;
  try {
    await ctx.api.setMessageReaction(message.chat.id, message.message_id, [{ type: 'emoji', emoji }]);
  } catch (error) {
    if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
  }
}

/** `carried` is what a button carries, made of its data. */
export function inline(
  ctx: BotContext,
  rows: readonly (readonly Button[])[],
  carried?: (data: string) => string,
): InlineKeyboardMarkup {
  return keyboardOf(ctx.turn.texts, rows, ctx.turn.to, carried);
}

/**
 * Deletes a message of this chat (Bot API, deleteMessage: within 48 hours). False when Telegram refuses.
 */
export async function deleteMessage(ctx: BotContext, messageId: number): Promise<boolean> {
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return false;
  try {
    return await ctx.api.deleteMessage(chatId, messageId);
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400)
      return /message to delete not found/i.test(error.description);
    throw error;
  }
}

/**
 * Takes a message with an identity number or a picture out of the chat, and says what happened. A file that
 * somebody of the office sends stays where it is.
 */
export async function removeMessage(
  ctx: BotContext,
  message: Message,
  why: true | 'picture' | 'paper',
): Promise<readonly Line[]> {
  if (message.text === undefined && ctx.turn.member !== undefined)
    return [line(why === 'picture' ? 'common.picture.member' : 'common.paper.member')];
  const gone = await deleteMessage(ctx, message.message_id);
  // The rest of an album goes the same way, without another word.
  if (message.media_group_id !== undefined)
    await rememberLetter(ctx.turn.services, ctx.turn.account.id, postmarkOf(message), {});
  return [line(`common.${why === true ? 'message' : why}.${gone ? 'deleted' : 'pleaseDelete'}`)];
}

/** A picture with its text: the caption, or a message before it when it is too long for one. */
export async function sendPhoto(ctx: BotContext, photo: InputFile, html: string): Promise<void> {
  const fits = countedLength(html, true) <= MOST_CAPTION;
  if (!fits) await send(ctx, html);
  await ctx.replyWithPhoto(photo, fits ? { caption: html, parse_mode: 'HTML' } : {});
}

/**
 * The receipt first; its picture follows as a message of its own and may fail without harm. The buttons stand under
 * whichever is the last on the screen.
 */
export async function sendReceipt(
  ctx: BotContext,
  receipt: Receipt,
  figures: readonly number[],
): Promise<void> {
  const buttons = receipt.buttons.length === 0 ? undefined : inline(ctx, receipt.buttons);
  const html = paragraphs(ctx, [receipt.text, ...(receipt.lines ?? [])]);
  const sent = await send(ctx, html, receipt.picture === undefined ? buttons : undefined);
  await receipt.shown?.(ctx.turn.services, sent);
  const shown = [...figures, sent];
  for (const message of receipt.more ?? []) await say(ctx, message.text, message.buttons);
  if (receipt.picture !== undefined) {
    const picture = await sendPicture(ctx, receipt.picture, buttons);
    if (picture !== undefined) shown.push(picture);
    else await edit(ctx, sent, html, buttons);
  }
  if (receipt.figures === true) await rememberFigures(ctx.turn.services, ctx.turn.account.id, shown);
}

/** Makes a picture and sends it; the number of its message, or undefined where there is none to show or it failed. */
export async function sendPicture(
  ctx: BotContext,
  { picture, id, caption }: PictureOrder,
  buttons?: InlineKeyboardMarkup,
): Promise<number | undefined> {
  const { turn } = ctx;
  try {
    const image = await turn.pictures(turn.services, turn.texts, picture, id, turn.to);
    if (image === undefined) return undefined;
    const sent = await ctx.replyWithPhoto(new InputFile(image, `${picture}.png`), {
      caption: turn.texts.html(caption, turn.to),
      parse_mode: 'HTML',
      ...(buttons === undefined ? {} : { reply_markup: buttons }),
    });
    return sent.message_id;
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 403) throw error;
    turn.log.warn({ error }, 'A picture could not be made or sent; the words stand without it');
    return undefined;
  }
}

/** A message exactly as others will get it; its buttons only say that it is a sample. */
export async function sendSample(ctx: BotContext, sample: Sample): Promise<void> {
  const html = paragraphs(ctx, sample.lines);
  const markup = inline(
    ctx,
    sample.buttons.map((row) => row.map((label) => ({ label, data: sampleRoute.to() }))),
  );
  await sendUnder(ctx, sample.photoFileId, html, markup);
}

/** Sends HTML under the picture that belongs to it, a file of Telegram; without one it is a message. */
export async function sendUnder(
  ctx: BotContext,
  photoFileId: string | undefined,
  html: string,
  markup: InlineKeyboardMarkup,
): Promise<void> {
  if (photoFileId === undefined) return void (await send(ctx, html, markup));
  const more = { parse_mode: 'HTML', reply_markup: markup, ...protection(useIn(ctx)) } as const;
  await ctx.replyWithPhoto(photoFileId, { caption: html, ...more });
}

/** What to say to a press that leads nowhere any more. */
export interface OldPress {
  readonly text: Line;
  /** Ways on, above the menu. */
  readonly buttons?: readonly (readonly Button[])[];
}

/** A notice alone is easily missed, so a message says it, too, and leads to the menu. */
export async function oldPress(
  ctx: BotContext,
  { text, buttons = [] }: OldPress = { text: line('common.press.unknown') },
): Promise<void> {
  // A reaction, or a kind of update that is new to us, is no press: it gets no answer.
  if (ctx.callbackQuery === undefined) return;
  await answerPress(ctx, text);
  await say(ctx, text, [...buttons, [menuButton]]);
}

interface Caption {
  readonly caption: string;
  readonly parse_mode: 'HTML';
  readonly reply_markup?: InlineKeyboardMarkup;
  readonly protect_content?: true;
}

/** Sends a file that Telegram keeps, as what it was (Bot API: the kind of a file cannot be changed by its id). */
export function sendFile(api: Api, chatId: number, file: CaseFile, caption: Caption): Promise<Message> {
  const { fileId } = file;
  switch (file.kind) {
    case 'photo':
      return api.sendPhoto(chatId, fileId, caption);
    case 'voice':
      return api.sendVoice(chatId, fileId, caption);
    case 'pdf':
    case 'picture':
      return api.sendDocument(chatId, fileId, caption);
  }
}
