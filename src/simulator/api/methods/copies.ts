import type { Message, MessageContent, MessageOrigin } from '../../types.ts';
import type { StoredMessage } from '../../world/chats.ts';
import { chatOf, messageOf, writableChat } from '../access.ts';
import type { Call, Method } from '../context.ts';
import { contentOf, post, readCaption, readSendOptions } from '../posting.ts';
import { badRequest } from '../refusal.ts';

function source(call: Call, purpose: 'copy' | 'forward'): StoredMessage {
  const from = chatOf(call, 'from_chat_id');
  return messageOf(call, from.chat, purpose);
}

function refuseService(content: MessageContent, purpose: 'copied' | 'forwarded'): void {
  if (content.pinned_message ?? content.new_chat_members ?? content.left_chat_member) {
    throw badRequest(`message can't be ${purpose}`);
  }
}

/** copyMessage: without a link to the original. */
const copyMessage: Method = (call) => {
  const row = writableChat(call);
  const options = readSendOptions(call, row);
  const content = contentOf(source(call, 'copy').message);
  refuseService(content, 'copied');
  const caption = call.params.has('caption')
    ? { caption: undefined, caption_entities: undefined, ...readCaption(call) }
    : {};
  call.limiter.take(row.chat.id);
  return { message_id: post(call.world, row, { ...content, ...caption }, options).message_id };
};

/** forwardMessage: with its origin. */
const forwardMessage: Method = (call) => {
  const row = writableChat(call);
  const { message } = source(call, 'forward');
  const content = contentOf(message);
  refuseService(content, 'forwarded');
  if (message.has_protected_content) throw badRequest("message can't be forwarded");
  call.limiter.take(row.chat.id);
  return post(call.world, row, content, { markup: undefined, replyTo: undefined }, originOf(message));
};

/** Where a message comes from, kept when a forwarded one is forwarded again ("MessageOrigin"). */
export function originOf(message: Message): MessageOrigin {
  return message.forward_origin ?? { type: 'user', date: message.date, sender_user: message.from };
}

export const copyMethods = { copyMessage, forwardMessage };
