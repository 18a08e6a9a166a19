import { booleanOf, compact, integerOf, isRecord } from '../json.ts';
import type { InlineKeyboard, Message, MessageContent, MessageOrigin } from '../types.ts';
import type { ChatRow } from '../world/chats.ts';
import { unixTime, type World } from '../world/world.ts';
import type { Call } from './context.ts';
import { readMarkup, type Markup } from './keyboards.ts';
import { badRequest } from './refusal.ts';
import { readFormatted } from './text/formatted.ts';

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

/** The text of sendMessage and editMessageText, within its limit. */
export function readText(call: Call): Pick<MessageContent, 'text' | 'entities'> {
  const raw = call.params.text('text') ?? '';
  if (raw === '') throw badRequest('message text is empty');
  const { text, entities } = readFormatted(call.params, raw);
  if (text === '') throw badRequest('text must be non-empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  return entities.length > 0 ? { text, entities } : { text };
}

/** The caption of a media message, within its limit; nothing when there is none. */
export function readCaption(call: Call): Pick<MessageContent, 'caption' | 'caption_entities'> {
  const raw = call.params.text('caption') ?? '';
  if (raw === '') return {};
  const keys = { mode: 'parse_mode', entities: 'caption_entities' };
  const { text, entities } = readFormatted(call.params, raw, keys);
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

/** What a message is marked with. */
export function readFlags(call: Call): MessageContent {
  return call.params.boolean('protect_content') ? { has_protected_content: true } : {};
}

/** Everything of a send that does not depend on the kind of message. */
export interface SendOptions {
  readonly markup: Markup | undefined;
  readonly replyTo: Message | undefined;
}

export function readSendOptions(call: Call, row: ChatRow): SendOptions {
  return { markup: readMarkup(call.params, row.chat.type === 'private'), replyTo: readReply(call, row) };
}

function readReply(call: Call, row: ChatRow): Message | undefined {
  const parameters = call.params.json('reply_parameters');
  let id = call.params.integer('reply_to_message_id');
  let optional = call.params.boolean('allow_sending_without_reply');
  if (isRecord(parameters)) {
    id = integerOf(parameters, 'message_id');
    if (id === undefined) throw badRequest('can\'t find field "message_id"');
    optional = booleanOf(parameters, 'allow_sending_without_reply') ?? false;
  }
  if (id === undefined || id === 0) return undefined;
  const found = call.world.chats.message(row.chat.id, id)?.message;
  if (found === undefined && !optional) throw badRequest('message to be replied not found');
  return found;
}

/** Puts a message of the bot into a chat: number, date, keyboard, people's side. */
export function post(
  world: World,
  row: ChatRow,
  content: MessageContent,
  options: SendOptions,
  origin?: MessageOrigin,
): Message {
  const { markup, replyTo } = options;
  const inline =
    markup?.kind === 'inline' && markup.inline.inline_keyboard.length > 0 ? markup.inline : undefined;
  const message: Message = compact({
    message_id: world.chats.nextMessageId(),
    from: world.me,
    chat: row.chat,
    date: unixTime(world),
    forward_origin: origin,
    reply_to_message: replyTo === undefined ? undefined : shallow(replyTo),
    ...content,
    reply_markup: inline,
  });
  world.chats.add(message, true);
  showKeyboard(world, row.chat.id, message.message_id, markup);
  return message;
}

/** What a message says, without who, where and when. */
export function contentOf(message: Message): MessageContent {
  return compact({
    ...message,
    message_id: undefined,
    from: undefined,
    chat: undefined,
    date: undefined,
    edit_date: undefined,
    forward_origin: undefined,
    reply_to_message: undefined,
    reply_markup: undefined,
  });
}

/** A replied-to message is shown without the message that it replies to itself. */
export function shallow(message: Message): Message {
  return compact({ ...message, reply_to_message: undefined });
}

function showKeyboard(world: World, chatId: number, messageId: number, markup: Markup | undefined): void {
  if (markup === undefined) return;
  switch (markup.kind) {
    case 'keyboard':
      world.chats.update(chatId, {
        keyboard: { messageId, markup: compact({ ...markup.keyboard }) },
        forceReply: undefined,
      });
      return;
    case 'remove':
      world.chats.update(chatId, { keyboard: undefined, forceReply: undefined });
      return;
    case 'force':
      world.chats.update(chatId, {
        forceReply:
          markup.placeholder === undefined ? { messageId } : { messageId, placeholder: markup.placeholder },
      });
      return;
    case 'inline':
  }
}

/** Whether two inline keyboards are the same, an empty one being none. */
export function sameKeyboard(a: InlineKeyboard | undefined, b: InlineKeyboard | undefined): boolean {
  return JSON.stringify(a?.inline_keyboard ?? []) === JSON.stringify(b?.inline_keyboard ?? []);
}
