import { isList, isRecord, type JsonRecord } from '../json.ts';
import type { InlineButton, InlineKeyboard, KeyboardButton, ReplyKeyboard } from '../types.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusal.ts';
import { linkProblem, normalLink } from './text/links.ts';

export type Markup =
  | { readonly kind: 'inline'; readonly inline: InlineKeyboard }
  | { readonly kind: 'keyboard'; readonly keyboard: ReplyKeyboard }
  | { readonly kind: 'remove' }
  | { readonly kind: 'force'; readonly placeholder: string | undefined };

const MAX_INLINE_BUTTONS = 100;
const MAX_KEYBOARD_BUTTONS = 300;
const MAX_ROW = 12;

/** Reads reply_markup ("InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply"). */
export function readMarkup(params: Params, privateChat = true): Markup | undefined {
  const value = params.json('reply_markup');
  if (value === undefined) return undefined;
  if (value === null) throw badRequest("can't parse reply keyboard markup JSON object");
  if (!isRecord(value)) throw badRequest('object expected as reply markup');
  if (value['inline_keyboard'] !== undefined) return readInline(value);
  if (value['keyboard'] !== undefined) return readKeyboard(value, privateChat);
  if (value['remove_keyboard'] !== undefined) {
    return flag(value, 'remove_keyboard', '') === true ? { kind: 'remove' } : undefined;
  }
  if (value['force_reply'] !== undefined) {
    return flag(value, 'force_reply', '') === true
      ? { kind: 'force', placeholder: placeholderOf(value) }
      : undefined;
  }
  return undefined;
}

/** The inline keyboard of an edit; anything else is refused. */
export function readInlineMarkup(params: Params): InlineKeyboard | undefined {
  const markup = readMarkup(params);
  if (markup === undefined) return undefined;
  if (markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup.inline;
}

function readInline(value: JsonRecord): Markup | undefined {
  const rows = rowsOf(value, 'inline_keyboard').map((row) => row.map(readInlineButton));
  const filled = rows.filter((row) => row.length > 0);
  if (filled.flat().length > MAX_INLINE_BUTTONS) throw badRequest('reply markup is too long');
  if (filled.length === 0) return { kind: 'inline', inline: { inline_keyboard: [] } };
  return { kind: 'inline', inline: { inline_keyboard: filled } };
}

const INLINE = "can't parse inline keyboard button: ";

function readInlineButton(value: unknown): InlineButton {
  if (!isRecord(value)) throw badRequest(`${INLINE}InlineKeyboardButton must be an Object`);
  const text = buttonText(value, INLINE, 'inline keyboard button text must be non-empty');
  const style = typeof value['style'] === 'string' ? { style: value['style'] } : {};
  const url = text_(value, 'url', INLINE);
  if (url !== undefined && url !== '') {
    const problem = linkProblem(url);
    if (problem !== undefined) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${problem}`);
    return { text, ...style, url: normalLink(url) };
  }
  const data = text_(value, 'callback_data', INLINE);
  if (data !== undefined && data !== '') {
    if (Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
    return { text, ...style, callback_data: data };
  }
  if (value['callback_game'] !== undefined || value['pay'] === true) throw badRequest('BUTTON_TYPE_INVALID');
  const copy = value['copy_text'];
  if (copy !== undefined) {
    const copied = isRecord(copy) ? (text_(copy, 'text', INLINE) ?? '') : '';
    if (copied === '' || copied.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { text, ...style, copy_text: { text: copied } };
  }
  const app = value['web_app'];
  if (isRecord(app)) return { text, ...style, web_app: { url: appUrl(app, 'inline keyboard button') } };
  for (const kind of ['switch_inline_query', 'switch_inline_query_current_chat'] as const) {
    const query = text_(value, kind, INLINE);
    if (query !== undefined) return { text, ...style, [kind]: query };
  }
  throw badRequest(`${INLINE}Text buttons are unallowed in the inline keyboard`);
}

function readKeyboard(value: JsonRecord, privateChat: boolean): Markup | undefined {
  const rows = rowsOf(value, 'keyboard').map((row) =>
    row.slice(0, MAX_ROW).map((button) => readKeyboardButton(button, privateChat)),
  );
  let left = MAX_KEYBOARD_BUTTONS;
  const keyboard: KeyboardButton[][] = [];
  for (const row of rows) {
    // What is beyond the limit is dropped in silence, as Telegram's library does.
    const kept = row.filter((button) => button.text !== '').slice(0, left);
    left -= kept.length;
    if (kept.length > 0) keyboard.push(kept);
  }
  if (keyboard.length === 0) return undefined;
  return {
    kind: 'keyboard',
    keyboard: {
      keyboard,
      is_persistent: flag(value, 'is_persistent', ''),
      resize_keyboard: flag(value, 'resize_keyboard', ''),
      one_time_keyboard: flag(value, 'one_time_keyboard', ''),
      input_field_placeholder: placeholderOf(value),
      ...(flag(value, 'selective', '') === undefined ? {} : {}),
    },
  };
}

const REPLY = "can't parse keyboard button: ";

function readKeyboardButton(value: unknown, privateChat: boolean): KeyboardButton {
  if (typeof value === 'string') return { text: value };
  if (!isRecord(value)) throw badRequest(`${REPLY}KeyboardButton must be an Object`);
  const text = buttonText(value, REPLY, 'keyboard button text must be non-empty');
  if (flag(value, 'request_contact', REPLY) === true) {
    if (!privateChat) throw badRequest('phone number can be requested in private chats only');
    return { text, request_contact: true };
  }
  if (flag(value, 'request_location', REPLY) === true) {
    if (!privateChat) throw badRequest('location can be requested in private chats only');
    return { text, request_location: true };
  }
  const app = value['web_app'];
  if (isRecord(app)) appUrl(app, 'keyboard button');
  return { text };
}

function rowsOf(value: JsonRecord, field: string): readonly (readonly unknown[])[] {
  const rows = value[field];
  if (!isList(rows)) throw badRequest(`field "${field}" must be of type Array`);
  return rows.map((row) => {
    if (!isList(row)) throw badRequest(`field "${field}" must be an Array of Arrays`);
    return row;
  });
}

function buttonText(value: JsonRecord, prefix: string, whenEmpty: string): string {
  const text = text_(value, 'text', prefix);
  if (text === undefined) throw badRequest(`${prefix}Can't find field "text"`);
  if (text.trim() === '') throw badRequest(whenEmpty);
  return text.trim();
}

function text_(value: JsonRecord, field: string, prefix: string): string | undefined {
  const text = value[field];
  if (text === undefined || text === null) return undefined;
  if (typeof text === 'string') return text;
  if (typeof text === 'number') return String(text);
  throw badRequest(`${prefix}Field "${field}" must be of type String`);
}

function flag(value: JsonRecord, field: string, prefix: string): boolean | undefined {
  const given = value[field];
  if (given === undefined || given === null) return undefined;
  if (typeof given === 'boolean') return given;
  throw badRequest(`${prefix}${prefix === '' ? 'field' : 'Field'} "${field}" must be of type Boolean`);
}

function placeholderOf(value: JsonRecord): string | undefined {
  return text_(value, 'input_field_placeholder', '')?.slice(0, 64);
}

function appUrl(app: JsonRecord, what: string): string {
  const url = typeof app['url'] === 'string' ? app['url'] : '';
  if (!/^https:\/\/\S+$/i.test(url)) {
    throw badRequest(`${what} Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
  return url;
}
