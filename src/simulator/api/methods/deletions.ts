import { isList } from '../../json.ts';
import type { ChatRow, StoredMessage } from '../../world/chats.ts';
import { unixTime } from '../../world/world.ts';
import { chatOf, messageOf } from '../access.ts';
import type { Call, Method } from '../context.ts';
import { badRequest } from '../refusal.ts';

const TWO_DAYS = 48 * 60 * 60;

function deletable(call: Call, row: ChatRow, { message, byBot }: StoredMessage): boolean {
  if (row.chat.type === 'group' && !byBot) return false;
  return message.date > unixTime(call.world) - TWO_DAYS;
}

/** deleteMessage: own messages and, in a private chat, the person's, not older than 48 hours. */
const deleteMessage: Method = (call) => {
  const row = chatOf(call);
  const stored = messageOf(call, row.chat, 'delete');
  if (!deletable(call, row, stored)) throw badRequest("message can't be deleted for everyone");
  call.world.chats.delete(row.chat.id, [stored.message.message_id]);
  return true;
};

/** deleteMessages: 1–100 at once; what is not found is skipped. */
const deleteMessages: Method = (call) => {
  const row = chatOf(call);
  const given = call.params.json('message_ids');
  if (!isList(given)) throw badRequest("can't parse message_ids");
  const ids = given.map(Number).filter(Number.isSafeInteger);
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  const found = ids
    .map((id) => call.world.chats.message(row.chat.id, id))
    .filter((stored) => stored !== undefined);
  if (found.some((stored) => !deletable(call, row, stored))) {
    throw badRequest("message can't be deleted for everyone");
  }
  call.world.chats.delete(
    row.chat.id,
    found.map((stored) => stored.message.message_id),
  );
  return true;
};

export const deletionMethods = { deleteMessage, deleteMessages };
