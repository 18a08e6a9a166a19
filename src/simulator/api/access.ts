import type { Chat } from '../types.ts';
import type { ChatRow, StoredMessage } from '../world/chats.ts';
import type { World } from '../world/world.ts';
import type { Call } from './context.ts';
import { badRequest, forbidden } from './refusal.ts';

/** The chat that chat_id names, by number or @username. */
export function chatOf(call: Call, name = 'chat_id'): ChatRow {
  const raw = call.params.text(name)?.trim() ?? '';
  if (raw === '') throw badRequest('chat_id is empty');
  const found = raw.startsWith('@')
    ? byUsername(call.world, raw.slice(1))
    : call.world.chats.get(Number(raw));
  if (found === undefined) throw badRequest('chat not found');
  return found;
}

function byUsername(world: World, username: string): ChatRow | undefined {
  return world.chats.all().find((row) => row.chat.username?.toLowerCase() === username.toLowerCase());
}

/** The chat, when the bot may write there; else 403 in Telegram's words. */
export function writableChat(call: Call): ChatRow {
  const row = chatOf(call);
  if (row.deactivated) throw forbidden('user is deactivated');
  if (row.chat.type === 'group') {
    if (!row.member) throw forbidden('bot was kicked from the group chat');
  } else {
    if (!row.started) throw forbidden("bot can't initiate conversation with a user");
    if (row.blocked) throw forbidden('bot was blocked by the user');
  }
  return row;
}

/** The message that message_id names in the chat, or Telegram's "message to … not found". */
export function messageOf(call: Call, chat: Chat, purpose: string, name = 'message_id'): StoredMessage {
  const id = call.params.integer(name);
  if (id === undefined || id <= 0) {
    throw badRequest(
      purpose === 'edit' || purpose === 'delete'
        ? 'message identifier is not specified'
        : `message to ${purpose} not found`,
    );
  }
  const found = call.world.chats.message(chat.id, id);
  if (found === undefined) throw badRequest(`message to ${purpose} not found`);
  return found;
}
