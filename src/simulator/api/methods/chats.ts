import { isList, isRecord } from '../../json.ts';
import { post, shallow } from '../posting.ts';
import { badRequest } from '../refusal.ts';
import { chatOf, messageOf, writableChat } from '../access.ts';
import type { Method } from '../context.ts';

/** getChat. */
const getChat: Method = (call) => {
  const { chat, pinned } = chatOf(call);
  const top = call.world.chats.message(chat.id, pinned.at(-1) ?? 0)?.message;
  return {
    ...chat,
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(top === undefined ? {} : { pinned_message: shallow(top) }),
  };
};

/** getChatMember. */
const getChatMember: Method = (call) => {
  const { chat, member } = chatOf(call);
  const userId = call.params.integer('user_id') ?? 0;
  if (userId === call.world.me.id) return { status: member ? 'member' : 'left', user: call.world.me };
  const user = call.world.chats.get(userId)?.user;
  if (user === undefined) throw badRequest('member not found');
  return { status: chat.type === 'private' && user.id !== chat.id ? 'left' : 'member', user };
};

/** pinChatMessage: the chat is told by a service message, as on Telegram. */
const pinChatMessage: Method = (call) => {
  const row = writableChat(call);
  const { message } = messageOf(call, row.chat, 'pin');
  const id = message.message_id;
  call.world.chats.update(row.chat.id, { pinned: [...row.pinned.filter((other) => other !== id), id] });
  call.world.events.emit({ kind: 'pin', chatId: row.chat.id, messageId: id });
  post(call.world, row, { pinned_message: shallow(message) }, { markup: undefined, replyTo: undefined });
  return true;
};

/** unpinChatMessage: the named one, else the last that was pinned. */
const unpinChatMessage: Method = (call) => {
  const row = writableChat(call);
  const id = call.params.integer('message_id') ?? row.pinned.at(-1);
  if (id === undefined || !row.pinned.includes(id)) throw badRequest('message to unpin not found');
  call.world.chats.update(row.chat.id, { pinned: row.pinned.filter((other) => other !== id) });
  call.world.events.emit({ kind: 'pin', chatId: row.chat.id, messageId: undefined });
  return true;
};

const unpinAllChatMessages: Method = (call) => {
  const row = writableChat(call);
  call.world.chats.update(row.chat.id, { pinned: [] });
  return true;
};

const REACTIONS = new Set(
  (
    '👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 🌚 🌭 💯 🤣 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 ' +
    '😈 😴 😭 🤓 👻 👀 🎃 🙈 😇 😨 🤝 🤗 🫡 🎅 🎄 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 😡 ❤ ⚡'
  ).split(' '),
);

/** setMessageReaction. */
const setMessageReaction: Method = (call) => {
  const row = writableChat(call);
  const { message } = messageOf(call, row.chat, 'react');
  const given = call.params.json('reaction') ?? [];
  if (!isList(given)) throw badRequest("can't parse reaction types JSON object");
  const emoji = given.map((item) => String(isRecord(item) ? item['emoji'] : '').replace('\uFE0F', ''));
  if (emoji.some((one) => !REACTIONS.has(one))) throw badRequest('REACTION_INVALID');
  if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  call.world.chats.react(row.chat.id, message.message_id, emoji);
  return true;
};

const DOWNLOAD_LIMIT = 20 * 1024 * 1024;

/** getFile: a path for /file/bot<token>/<path>, up to 20 MB. */
const getFile: Method = ({ params, world }) => {
  const id = params.text('file_id') ?? '';
  if (id === '') throw badRequest('file_id not specified');
  const file = world.files.get(id);
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big');
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
};

export const chatMethods = {
  getChat,
  getChatMember,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
  setMessageReaction,
  getFile,
};
