import { integerOf, isRecord } from '../json.ts';
import type { Chat, Message, ReplyKeyboard, User } from '../types.ts';
import type { WorldEvents } from './events.ts';
import type { Journal, Shelf } from './journal.ts';

/** A chat as the server knows it: a person's private chat with the bot, or a group. */
export interface ChatRow {
  readonly chat: Chat;
  /** The person of a private chat. */
  readonly user?: User | undefined;
  readonly phone?: string | undefined;
  readonly started: boolean;
  readonly blocked: boolean;
  readonly deactivated: boolean;
  /** Whether the bot is a member (groups). */
  readonly member: boolean;
  readonly keyboard?: { readonly messageId: number; readonly markup: ReplyKeyboard } | undefined;
  readonly forceReply?: { readonly messageId: number; readonly placeholder?: string } | undefined;
  readonly pinned: readonly number[];
  /** One line about the person for the page of the demo, such as "belum terdaftar". */
  readonly note?: string | undefined;
  /** Under which heading the page lists them. */
  readonly group?: string | undefined;
  /** Not shown on the page. */
  readonly unlisted?: boolean | undefined;
}

export interface StoredMessage {
  readonly message: Message;
  readonly byBot: boolean;
  readonly reaction?: readonly string[] | undefined;
}

function isChatRow(value: unknown): value is ChatRow {
  return isRecord(value) && isRecord(value['chat']) && typeof value['started'] === 'boolean';
}

function isStoredMessage(value: unknown): value is StoredMessage {
  if (!isRecord(value) || !isRecord(value['message'])) return false;
  return integerOf(value['message'], 'message_id') !== undefined && isRecord(value['message']['chat']);
}

/** All chats with their messages; a message number is unique over all of them. */
export class Chats {
  readonly #rows: Shelf<number, ChatRow>;
  readonly #messages: Shelf<number, StoredMessage>;
  readonly #order = new Map<number, number[]>();
  readonly #journal: Journal;
  readonly #events: WorldEvents;
  readonly #history: number;

  constructor(journal: Journal, events: WorldEvents, history: number) {
    this.#journal = journal;
    this.#events = events;
    this.#history = history;
    this.#rows = journal.shelf('chats', (row) => row.chat.id, isChatRow);
    this.#messages = journal.shelf('messages', (row) => row.message.message_id, isStoredMessage);
    for (const { message } of this.#messages.values())
      this.#orderOf(message.chat.id).push(message.message_id);
    for (const ids of this.#order.values()) ids.sort((a, b) => a - b);
  }

  get(id: number): ChatRow | undefined {
    return this.#rows.get(id);
  }

  all(): ChatRow[] {
    return [...this.#rows.values()];
  }

  put(row: ChatRow): void {
    this.#rows.put(row);
    this.#events.emit({ kind: 'chat', chatId: row.chat.id });
  }

  update(id: number, change: Partial<ChatRow>): void {
    const row = this.#rows.get(id);
    if (row !== undefined) this.put({ ...row, ...change });
  }

  nextMessageId(): number {
    return this.#journal.count('message', 1);
  }

  /** A message by its number, when it is in that chat and not deleted. */
  message(chatId: number, messageId: number): StoredMessage | undefined {
    const stored = this.#messages.get(messageId);
    return stored?.message.chat.id === chatId ? stored : undefined;
  }

  messages(chatId: number): StoredMessage[] {
    const found: StoredMessage[] = [];
    for (const id of this.#order.get(chatId) ?? []) {
      const stored = this.#messages.get(id);
      if (stored !== undefined) found.push(stored);
    }
    return found;
  }

  last(chatId: number, matches: (stored: StoredMessage) => boolean): StoredMessage | undefined {
    const ids = this.#order.get(chatId) ?? [];
    for (let at = ids.length - 1; at >= 0; at -= 1) {
      const stored = this.#messages.get(ids[at] ?? 0);
      if (stored !== undefined && matches(stored)) return stored;
    }
    return undefined;
  }

  add(message: Message, byBot: boolean): void {
    this.#messages.put({ message, byBot });
    const ids = this.#orderOf(message.chat.id);
    ids.push(message.message_id);
    while (ids.length > this.#history) this.#messages.remove(ids.shift() ?? 0);
    this.#events.emit({ kind: 'message', chatId: message.chat.id, message, byBot });
  }

  /** Replaces a message by its edited self. */
  replace(message: Message, editedByBot: boolean): void {
    const stored = this.#messages.get(message.message_id);
    if (stored === undefined) return;
    this.#messages.put({ ...stored, message });
    this.#events.emit({ kind: 'edit', chatId: message.chat.id, message, byBot: editedByBot });
  }

  react(chatId: number, messageId: number, emoji: readonly string[]): void {
    const stored = this.message(chatId, messageId);
    if (stored === undefined) return;
    this.#messages.put({ ...stored, reaction: emoji });
    this.#events.emit({ kind: 'reaction', chatId, messageId, emoji });
  }

  delete(chatId: number, messageIds: readonly number[]): void {
    const gone = messageIds.filter((id) => this.message(chatId, id) !== undefined);
    if (gone.length === 0) return;
    for (const id of gone) this.#messages.remove(id);
    const left = this.#orderOf(chatId).filter((id) => !gone.includes(id));
    this.#order.set(chatId, left);
    this.#events.emit({ kind: 'delete', chatId, messageIds: gone });
    const row = this.#rows.get(chatId);
    // Clients take a reply keyboard away with the message that brought it.
    if (row?.keyboard !== undefined && gone.includes(row.keyboard.messageId)) {
      this.update(chatId, { keyboard: undefined });
    }
    if (row?.forceReply !== undefined && gone.includes(row.forceReply.messageId)) {
      this.update(chatId, { forceReply: undefined });
    }
    if (row !== undefined && row.pinned.some((id) => gone.includes(id))) {
      this.update(chatId, { pinned: row.pinned.filter((id) => !gone.includes(id)) });
    }
  }

  #orderOf(chatId: number): number[] {
    let ids = this.#order.get(chatId);
    if (ids === undefined) this.#order.set(chatId, (ids = []));
    return ids;
  }
}
