import { detectEntities } from '../api/text/detect.ts';
import { mimeOf } from '../api/media.ts';
import { shallow } from '../api/posting.ts';
import { compact } from '../json.ts';
import type {
  ChatMemberUpdated,
  Contact,
  Message,
  MessageContent,
  MessageOrigin,
  Update,
  User,
} from '../types.ts';
import type { ChatRow } from '../world/chats.ts';
import type { FileRow } from '../world/files.ts';
import { unixTime, type World } from '../world/world.ts';

export interface SendContext {
  /** The number of the message that is answered. */
  readonly replyTo?: number | undefined;
  readonly forwardOrigin?: MessageOrigin | undefined;
}

/** What a person's message became: the message, and its update (none when the bot does not ask for this kind). */
export interface Sent {
  readonly message: Message;
  readonly update: Update | undefined;
}

function rowOf(world: World, chatId: number): ChatRow {
  const row = world.chats.get(chatId);
  if (row === undefined) throw new Error(`no chat ${chatId} in the simulator`);
  return row;
}

/** Puts a person's message into a chat and on its way to the bot. */
export function send(
  world: World,
  chatId: number,
  user: User,
  content: MessageContent,
  context: SendContext = {},
): Sent {
  const row = rowOf(world, chatId);
  if (row.deactivated) throw new Error(`${user.first_name} (${user.id}) is deactivated and cannot write`);
  // Whoever writes to a bot again has unblocked it: clients do this before they send.
  if (row.blocked) setBlocked(world, user, false);
  if (!row.started) world.chats.update(chatId, { started: true });
  const replied =
    context.replyTo === undefined ? undefined : world.chats.message(chatId, context.replyTo)?.message;
  const message: Message = compact({
    message_id: world.chats.nextMessageId(),
    from: user,
    chat: row.chat,
    date: unixTime(world),
    forward_origin: context.forwardOrigin,
    reply_to_message: replied === undefined ? undefined : shallow(replied),
    ...content,
  });
  world.chats.add(message, false);
  if (row.forceReply !== undefined) world.chats.update(chatId, { forceReply: undefined });
  const update = seenByBot(world, row, message) ? world.updates.push({ message }) : undefined;
  return { message, update };
}

/** In a group with privacy mode a bot sees only commands, mentions of it and replies to it. */
function seenByBot(world: World, row: ChatRow, message: Message): boolean {
  if (row.chat.type === 'private') return true;
  if (!row.member) return false;
  if (message.text === undefined && message.new_chat_members !== undefined) return true;
  if (message.reply_to_message?.from.id === world.me.id) return true;
  const text = message.text ?? '';
  const mentioned = text.toLowerCase().includes(`@${world.me.username.toLowerCase()}`);
  const command = /^\/[a-z0-9_]+(?:@(\w+))?/i.exec(text);
  return mentioned || (command !== null && command[1] === undefined);
}

export function textContent(text: string): MessageContent {
  const entities = detectEntities(text);
  return entities.length > 0 ? { text, entities } : { text };
}

/** Changes the text or caption of a person's own message ("edited_message"). */
export function edit(world: World, chatId: number, messageId: number, text: string): Sent {
  const stored = world.chats.message(chatId, messageId);
  if (stored === undefined || stored.byBot) throw new Error(`message ${messageId} is not the person's own`);
  const { text: body, entities } = textContent(text);
  const isText = stored.message.text !== undefined;
  const changed = isText ? { text: body, entities } : { caption: body, caption_entities: entities };
  const message: Message = compact({ ...stored.message, ...changed, edit_date: unixTime(world) });
  world.chats.replace(message, false);
  return { message, update: world.updates.push({ edited_message: message }) };
}

/** A press on an inline button; `data` may be forged, as any client can. */
export function press(
  world: World,
  user: User,
  chatId: number,
  messageId: number,
  data: string,
): { readonly queryId: string; readonly update: Update | undefined } {
  const row = rowOf(world, chatId);
  const message = world.chats.message(chatId, messageId)?.message;
  const query = world.queries.open({ chatId, userId: user.id, messageId, data });
  world.events.emit({ kind: 'press', chatId, messageId, data, queryId: query.id });
  const update = world.updates.push({
    callback_query: {
      id: query.id,
      from: user,
      message: message ?? { chat: row.chat, message_id: messageId, date: 0 },
      chat_instance: String(BigInt(Math.abs(chatId)) * 7919n),
      data,
    },
  });
  return { queryId: query.id, update };
}

export function contactContent(user: User, phone: string): Contact {
  return compact({
    phone_number: phone,
    first_name: user.first_name,
    last_name: user.last_name,
    user_id: user.id,
  });
}

function memberUpdate(
  world: World,
  row: ChatRow,
  from: User,
  was: 'member' | 'kicked' | 'left',
  is: 'member' | 'kicked' | 'left',
): ChatMemberUpdated {
  const member = (status: 'member' | 'kicked' | 'left'): ChatMemberUpdated['new_chat_member'] =>
    status === 'kicked' ? { user: world.me, status, until_date: 0 } : { user: world.me, status };
  return {
    chat: row.chat,
    from,
    date: unixTime(world),
    old_chat_member: member(was),
    new_chat_member: member(is),
  };
}

/** Blocks or unblocks the bot ("my_chat_member" in a private chat). */
export function setBlocked(world: World, user: User, blocked: boolean): Update | undefined {
  const row = rowOf(world, user.id);
  if (row.blocked === blocked) return undefined;
  world.chats.update(user.id, { blocked });
  const [was, is] = blocked ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const);
  return world.updates.push({ my_chat_member: memberUpdate(world, row, user, was, is) });
}

/** Takes the bot into a group or throws it out. */
export function setMember(world: World, chatId: number, by: User, member: boolean): Update | undefined {
  const row = rowOf(world, chatId);
  if (row.member === member) return undefined;
  world.chats.update(chatId, { member });
  const [was, is] = member ? (['left', 'member'] as const) : (['member', 'kicked'] as const);
  return world.updates.push({ my_chat_member: memberUpdate(world, row, by, was, is) });
}

export interface Attachment {
  readonly data: Buffer;
  readonly name?: string | undefined;
  readonly mime?: string | undefined;
}

export function storeAttachment(
  world: World,
  kind: 'Photo' | 'Document' | 'Voice' | 'Audio' | 'Video' | 'Animation' | 'Sticker',
  attachment: Attachment,
  about: {
    readonly width?: number;
    readonly height?: number;
    readonly duration?: number;
    readonly pretendSize?: number;
  } = {},
): FileRow {
  const name = attachment.name ?? 'berkas';
  return world.files.add(kind, attachment.data, {
    name,
    mime: attachment.mime ?? mimeOf(name),
    ...about,
  });
}
