import { isDeepStrictEqual } from 'node:util';
import { compact, parseJson } from '../../json.ts';
import type { Message, MessageContent } from '../../types.ts';
import type { ChatRow } from '../../world/chats.ts';
import { unixTime } from '../../world/world.ts';
import { messageOf, writableChat } from '../access.ts';
import type { Call, Method } from '../context.ts';
import { readInlineMarkup } from '../keyboards.ts';
import { isMedia, readInputMedia } from '../media.ts';
import { readCaption, readText, sameKeyboard } from '../posting.ts';
import { badRequest } from '../refusal.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

interface Editable {
  readonly row: ChatRow;
  readonly message: Message;
}

function editable(call: Call): Editable {
  if (call.params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const row = writableChat(call);
  const stored = messageOf(call, row.chat, 'edit');
  if (!stored.byBot || stored.message.forward_origin !== undefined) {
    throw badRequest("message can't be edited");
  }
  return { row, message: stored.message };
}

/** Without what an edit does not compare. */
function bare(message: Message): unknown {
  return parseJson(JSON.stringify({ ...message, reply_markup: undefined, edit_date: undefined }));
}

function apply(call: Call, { row, message }: Editable, content: MessageContent): Message {
  const markup = readInlineMarkup(call.params);
  const inline = markup !== undefined && markup.inline_keyboard.length > 0 ? markup : undefined;
  const changed: Message = compact({ ...message, ...content, reply_markup: inline });
  const same = isDeepStrictEqual(bare(message), bare(changed)) && sameKeyboard(message.reply_markup, inline);
  if (same) throw badRequest(NOT_MODIFIED);
  call.limiter.take(row.chat.id);
  const edited = { ...changed, edit_date: unixTime(call.world) };
  call.world.chats.replace(edited, true);
  return edited;
}

/** editMessageText ("Updating messages"). */
const editMessageText: Method = (call) => {
  const content = readText(call);
  const target = editable(call);
  if (target.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return apply(call, target, { entities: undefined, ...content });
};

/** editMessageCaption. */
const editMessageCaption: Method = (call) => {
  const caption = readCaption(call);
  const target = editable(call);
  if (!isMedia(target.message)) throw badRequest('there is no caption in the message to edit');
  return apply(call, target, { caption: undefined, caption_entities: undefined, ...caption });
};

/** editMessageReplyMarkup. */
const editMessageReplyMarkup: Method = (call) => apply(call, editable(call), {});

/** editMessageMedia. */
const editMessageMedia: Method = (call) => {
  const target = editable(call);
  const content = readInputMedia(call, call.params.json('media'));
  return apply(call, target, {
    text: undefined,
    entities: undefined,
    caption: undefined,
    caption_entities: undefined,
    photo: undefined,
    document: undefined,
    video: undefined,
    animation: undefined,
    audio: undefined,
    ...content,
  });
};

export const editMethods = { editMessageText, editMessageCaption, editMessageReplyMarkup, editMessageMedia };
